"""Mentions of an article and what they name: one entity for all forms of a name in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan

from transforms.entities.book import EntityBook
from transforms.entities.making import make_entity
from transforms.entities.names import bare, initials, is_title, known_body
from transforms.ids import make_id
from transforms.language import Article
from transforms.records import Entity, EntityKind, Mention, Place, PlaceMention, Resolution, Span

LABELS = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"})
"""NER labels that make a mention; dates and numbers are other rooms' matter."""
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
"""Those of them that name places."""
_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organization",
    "NORP": "other",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_ACRONYM = re.compile(r"\s*\(\s*(?:the\s+)?([A-Z][A-Za-z.&-]{1,9})\s*\)")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the text before it is known what it names."""

    span: Span
    text: str
    label: str
    place: Place | None = None


@dataclass(slots=True)
class _Thing:
    """An entity while its names are being gathered."""

    kind: EntityKind
    name: str
    country_code: str | None
    forms: set[str]

    def entity(self) -> Entity:
        aliases = tuple(sorted(self.forms - {self.name}))
        return make_entity(self.kind, self.name, self.country_code, aliases)


def find_mentions(article: Article, places: Sequence[PlaceMention]) -> EntityBook:
    """Return the book of `article`: named mentions with their entities; pronouns join when resolved."""
    named = _named(article, places)
    acronyms = _introduced(article, named)
    things = _Gathering(acronyms)
    for one in sorted(named, key=lambda one: (-len(one.text), one.span)):
        things.take(one)
    mentions = []
    entities: dict[str, Entity] = {}
    for one in named:
        thing, resolution = things.of(one)
        entity = thing.entity()
        entities[entity.entity_id] = entity
        mentions.append(
            Mention(
                make_id("mention", article.document.document_id, one.span),
                article.document.document_id,
                article.sentence_at(one.span.start).sentence_no,
                one.span,
                one.text,
                one.label,
                entity.entity_id,
                resolution,
            )
        )
    return EntityBook(article, tuple(mentions), tuple(entities.values()))


def _named(article: Article, places: Sequence[PlaceMention]) -> list[_Named]:
    """Return the names, none overlapping; a place found in the gazetteer overrules what NER called it."""
    resolved = [mention for mention in places if mention.place is not None]
    found: list[_Named] = []
    for ent in article.doc.ents:
        span = _trim(article, ent)
        if ent.label_ not in LABELS or span is None:
            continue
        over = [place for place in resolved if place.span.overlaps(span)]
        is_place = any(_names_the_same(place.span, span) for place in over)
        if is_place and ent.label_ not in PLACE_LABELS:
            continue
        place = next((place.place for place in over if _names_the_same(place.span, span)), None)
        found.append(_Named(span, span.cut(article.text), ent.label_, place))
    for mention in resolved:
        if not any(one.span.overlaps(mention.span) for one in found):
            feature = mention.place.feature if mention.place else None
            label = "GPE" if feature in {"country", "admin1", "city"} else "LOC"
            found.append(_Named(mention.span, mention.text, label, mention.place))
    return sorted(found, key=lambda one: one.span)


def _trim(article: Article, ent: TokenSpan) -> Span | None:
    """Return the span of a name without article, title, quotation marks or possessive ending."""
    start, end = ent.start, ent.end
    doc = ent.doc
    while start < end and (doc[start].pos_ == "DET" or doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if ent.label_ == "PERSON":
        while start < end - 1 and is_title(doc[start]):
            start += 1
    if start >= end or not any(character.isalpha() for character in doc[start:end].text):
        return None
    text = doc[start:end].text
    if "\n" in text:
        return None
    return Span(doc[start].idx, doc[start].idx + len(text))


def _names_the_same(place: Span, name: Span) -> bool:
    return abs(place.start - name.start) <= 4 and abs(place.end - name.end) <= 12 and place.overlaps(name)


def _introduced(article: Article, named: Iterable[_Named]) -> dict[str, str]:
    """Return acronym → name for "US Central Command (CENTCOM)"."""
    found: dict[str, str] = {}
    for one in named:
        match = _ACRONYM.match(article.text, one.span.end)
        if match and match.group(1).isupper() and len(one.text.split()) > 1:
            found[match.group(1)] = bare(one.text)
    return found


class _Gathering:
    """Things found so far; the longest form of a name comes first and gives the name."""

    def __init__(self, acronyms: dict[str, str]) -> None:
        self._acronyms = acronyms
        self._things: list[_Thing] = []
        self._by_form: dict[tuple[str, str], tuple[_Thing, Resolution]] = {}

    def take(self, one: _Named) -> None:
        """Give `one` to the thing it names, made if need be."""
        key = (_family(one.label), bare(one.text))
        if key in self._by_form:
            return
        thing, resolution = self._find(one, bare(one.text))
        thing.forms.add(bare(one.text))
        self._by_form[key] = (thing, resolution)

    def of(self, one: _Named) -> tuple[_Thing, Resolution]:
        """Return the thing that `one` names, and by which sort of form."""
        return self._by_form[(_family(one.label), bare(one.text))]

    def _find(self, one: _Named, form: str) -> tuple[_Thing, Resolution]:
        known = known_body(form)
        if known is not None and known.kind == "state" and one.label == "PERSON":
            known = None
        if known is not None:
            resolution: Resolution = "acronym" if form.isupper() else "alias"
            if form == known.name:
                resolution = "name"
            return self._thing(known.kind, known.name, known.country_code), resolution
        if form in self._acronyms:
            full = self._acronyms[form]
            body = known_body(full)
            name, kind = (body.name, body.kind) if body else (full, "organization")
            return self._thing(kind, name, body.country_code if body else None), "acronym"
        if one.label == "PERSON":
            return self._person(form)
        if one.label == "ORG":
            return self._organization(form)
        country = one.place.country_code if one.place else None
        name = one.place.name if one.place else form
        return self._thing(_KINDS[one.label], name, country), "name" if name == form else "alias"

    def _person(self, form: str) -> tuple[_Thing, Resolution]:
        words = form.split()
        for thing in self._things:
            if thing.kind != "person":
                continue
            have = thing.name.split()
            if words == have:
                return thing, "name"
            same_family = words[-1] == have[-1] and len(words) < len(have)
            initials_agree = len(words) == 1 or words[0] in have or words[0].rstrip(".") == have[0][0]
            if same_family and initials_agree:
                return thing, "alias"
        return self._thing("person", form, None), "name"

    def _organization(self, form: str) -> tuple[_Thing, Resolution]:
        for thing in self._things:
            if thing.kind not in {"organization", "armed_group"}:
                continue
            if form.isupper() and len(form) > 1 and initials(thing.name) == form:
                return thing, "acronym"
            if len(form.split()) > 1 and thing.name.endswith(" " + form):
                return thing, "alias"
        return self._thing("organization", form, None), "name"

    def _thing(self, kind: EntityKind, name: str, country_code: str | None) -> _Thing:
        for thing in self._things:
            if thing.kind == kind and thing.name == name:
                return thing
        made = _Thing(kind, name, country_code, {name})
        self._things.append(made)
        return made


def _family(label: str) -> str:
    return "place" if label in PLACE_LABELS else label
