"""Who is meant by the words of a source: names with roles, pronouns, "the ministry", "a U.S. official".

The antecedent of a pronoun or definite description is looked for backwards in the text: sources
already resolved come first, subjects before other words, near before far; gender, number and kind
must agree. What is not found stays unresolved, under its own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from transforms.entities.making import make_entity, with_role
from transforms.entities.names import (
    PRONOUNS,
    Gender,
    NounKind,
    bare,
    described_gender,
    is_plural,
    known_body,
    metonym,
    name_gender,
    noun_kind,
)
from transforms.entities.phrases import (
    head_of,
    is_apposed,
    is_core,
    is_pair,
    noun_span,
    read_role,
    relative_head,
    without_circumstances,
)
from transforms.entities.resolved import Resolved
from transforms.records import Entity, EntityKind, Mention, Resolution, SourceKind, Span

if TYPE_CHECKING:
    from transforms.entities.book import EntityBook

_REACH_SENTENCES = 6
_WEIGHTS = {"nsubj": -0.75, "nsubjpass": -0.75, "compound": 2.0, "npadvmod": 2.0, "amod": 2.0, "poss": 1.0}
"""What the part a name plays in its sentence adds to its distance: subjects are nearer, modifiers far."""
_SINGULAR_PERSON = frozenset({"he", "she", "him", "her"})
_GENDERS: dict[str, Gender] = {"he": "m", "him": "m", "she": "f", "her": "f"}
_KINDS: dict[EntityKind, SourceKind] = {
    "person": "person",
    "organization": "organization",
    "state": "state",
    "armed_group": "organization",
    "office": "office",
    "place": "state",
    "other": "organization",
}
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})


class SourceResolver:
    """Resolves the words of sources in one article."""

    def __init__(self, book: EntityBook) -> None:
        self._book = book

    def resolve(self, span: Span) -> Resolved:
        """Return who is meant by the words at `span`."""
        tokens = self._book.article.tokens(span)
        if tokens is None:
            return Resolved(None, span.cut(self._book.article.text), "anonymous")
        root = head_of(tokens)
        tokens = without_circumstances(tokens, root)
        span = Span(tokens.start_char, tokens.end_char)
        words = bare(span.cut(self._book.article.text)) or span.cut(self._book.article.text)
        if is_pair(tokens) and not self._is_one_name(span):
            return Resolved(None, words, self._pair_kind(root), None, "name")
        if root.lower_ in PRONOUNS and len([token for token in tokens if token.is_alpha]) == 1:
            found = self._pronoun(span, root)
        else:
            found = self._named(span, tokens, root) or self._nominal(span, tokens, root, words)
        if found.kind != "person" or found.role is not None or found.entity is None:
            return found
        role = self._known_role(span.start, found.entity)
        return Resolved(found.entity, found.name, found.kind, role, found.resolution)

    def _is_one_name(self, span: Span) -> bool:
        """Tell whether one mention holds the words "and" too ("the Food and Drug Administration")."""
        return any(mention.span.covers(span) for mention in self._book.mentions_in(span))

    def _pair_kind(self, root: Token) -> SourceKind:
        """Return what sort of speakers stand side by side, where they are of one sort."""
        spans = [Span(head.idx, head.idx + len(head)) for head in (root, *root.conjuncts)]
        entities = [self._book.entity_at(span) for span in spans]
        kinds = {_KINDS[entity.kind] for entity in entities if entity is not None}
        return kinds.pop() if len(kinds) == 1 else "organization"

    # Names.

    def _named(self, span: Span, tokens: TokenSpan, root: Token) -> Resolved | None:
        inside = [mention for mention in self._book.mentions_in(span) if span.covers(mention.span)]
        people = [
            mention
            for mention in inside
            if mention.label == "PERSON" and self._is_person(mention) and is_core(mention, root, tokens)
        ]
        if people:
            return self._with_role(span, people[0], "person")
        by_list = self._by_list(span)
        if by_list is not None:
            return by_list
        if noun_kind(root) in {"person", "office", "document"} and root.pos_ == "NOUN":
            return None
        listed = inside[-1] if inside and inside[-1].span.end == span.end else None
        if listed is not None and is_apposed(listed, root, tokens) and known_body(listed.text) is not None:
            entity = self._book.entity(listed)
            return self._with_role(span, listed, _KINDS[entity.kind] if entity else "organization")
        core = [mention for mention in inside if mention.span.start <= root.idx < mention.span.end]
        if core:
            return self._body(span, core[0], root)
        return self._unlisted(span, tokens, root) if root.pos_ == "PROPN" else None

    def _by_list(self, span: Span) -> Resolved | None:
        """Return what the reviewed lists know under exactly these words."""
        words = span.cut(self._book.article.text)
        figurative = metonym(words)
        if figurative is not None:
            return self._metonym(span, *figurative)
        known = known_body(words)
        if known is None:
            return None
        entity = self._entity(known.kind, known.name, known.country_code)
        form = bare(words)
        resolution: Resolution = "acronym" if form.isupper() and form != known.name else "alias"
        return Resolved(
            entity, known.name, _KINDS[known.kind], None, "name" if form == known.name else resolution
        )

    def _with_role(self, span: Span, mention: Mention, kind: SourceKind) -> Resolved:
        entity = self._book.entity(mention)
        role = read_role(self._book.article.text, span, mention.span)
        if entity is not None and role is not None and entity.kind == "person":
            entity = with_role(entity, role)
            self._book.put(entity)
        name = entity.name if entity else mention.text
        return Resolved(entity, name, kind, role, mention.resolution or "name")

    def _known_role(self, offset: int, entity: Entity) -> str | None:
        """Return the role that the text gave a speaker before `offset`, or None."""
        roles = [
            resolved.role
            for _, resolved in self._book.resolved_before(offset)
            if resolved.entity is not None and resolved.entity.entity_id == entity.entity_id
        ]
        return next((role for role in reversed(roles) if role is not None), None)

    def _is_person(self, mention: Mention) -> bool:
        """Tell whether the lists leave the name a person's; recognizers take agencies for people."""
        entity = self._book.entity(mention)
        return entity is None or entity.kind == "person"

    def _body(self, span: Span, mention: Mention, root: Token) -> Resolved:
        """Return the organization, state or people named; words before the name are part of its name."""
        entity = self._book.entity(mention)
        words = bare(span.cut(self._book.article.text))
        if entity is None or (noun_kind(root) == "organization" and words != bare(mention.text)):
            made = self._entity("organization", words if len(words.split()) <= 8 else bare(mention.text))
            return Resolved(made, made.name, "organization", None, "name")
        kind = _KINDS[entity.kind]
        if entity.kind == "place" and mention.label == "GPE":
            kind = "state"
        return Resolved(entity, entity.name, kind, None, mention.resolution or "name")

    def _unlisted(self, span: Span, tokens: TokenSpan, root: Token) -> Resolved:
        """Return a name that the recognizer passed over, told apart by its head noun."""
        words = bare(span.cut(self._book.article.text))
        known = known_body(words)
        if known is not None:
            entity = self._entity(known.kind, known.name, known.country_code)
            return Resolved(entity, known.name, _KINDS[known.kind], None, "alias")
        if noun_kind(root) == "organization":
            return Resolved(self._entity("organization", words), words, "organization", None, "name")
        for entity in self._book.entities:
            if entity.kind == "person" and entity.name.split()[-1] == root.text:
                return Resolved(entity, entity.name, "person", None, "alias")
        proper = [token for token in tokens if token.pos_ == "PROPN"]
        kind: EntityKind = "person" if 1 <= len(proper) <= 3 and not words.isupper() else "organization"
        return Resolved(self._entity(kind, words), words, _KINDS[kind], None, "name")

    def _metonym(self, span: Span, name: str, country_code: str | None) -> Resolved:
        """Return the institution that a building or capital speaks for; a form from the text goes first."""
        for entity in self._book.entities:
            if entity.kind == "organization" and entity.country_code == country_code and entity.name == name:
                return Resolved(entity, entity.name, "organization", None, "metonym")
        entity = self._entity("organization", name, country_code)
        self._book.add(span, "ORG", entity, "metonym")
        return Resolved(entity, name, "organization", None, "metonym")

    # Pronouns and descriptions.

    def _pronoun(self, span: Span, root: Token) -> Resolved:
        word = root.lower_
        if word in {"who", "which", "that"}:
            antecedent = relative_head(root)
            if antecedent is not None:
                found = self._book.resolve(noun_span(antecedent))
                return Resolved(found.entity, found.name, found.kind, found.role, "pronoun")
        for resolved in self._earlier(span, root):
            if _agrees(word, resolved, self._words_of(resolved)):
                self._book.add(span, "PRON", resolved.entity, "pronoun")
                return Resolved(resolved.entity, resolved.name, resolved.kind, resolved.role, "pronoun")
        self._book.add(span, "PRON", None, None)
        kind: SourceKind = "organization" if word == "it" else "anonymous"
        return Resolved(None, span.cut(self._book.article.text), kind, None, None)

    def _nominal(self, span: Span, tokens: TokenSpan, root: Token, words: str) -> Resolved:
        kind = noun_kind(root)
        is_definite = tokens[0].lower_ in _DEFINITE
        if is_definite and kind == "document":
            issuer = self._issuer(span, root)
            if issuer is not None:
                return Resolved(issuer.entity, issuer.name, issuer.kind, issuer.role, "nominal")
        if is_definite and len(words.split()) <= 3:
            for resolved in self._earlier(span, root):
                if _describes(words, root, resolved):
                    self._book.add(span, "NOMINAL", resolved.entity, "nominal")
                    return Resolved(resolved.entity, resolved.name, resolved.kind, resolved.role, "nominal")
        return self._unnamed(tokens, kind, words, is_definite)

    def _unnamed(self, tokens: TokenSpan, kind: NounKind | None, words: str, is_definite: bool) -> Resolved:
        """Return a speaker known by description alone; a definite one that nothing explains is unresolved."""
        if kind == "organization":
            entity = self._entity("organization", words)
            return Resolved(entity, words, "organization", None, "name" if _is_specific(tokens) else None)
        if kind == "document":
            return Resolved(None, words, "document")
        if kind == "office" and (is_definite or _has_possessor(tokens)):
            return Resolved(self._entity("office", words), words, "office", None, "name")
        return Resolved(None, words, "anonymous", None, None if is_definite else "name")

    def _issuer(self, span: Span, noun: Token) -> Resolved | None:
        """Return who gave out "the statement": the source of an earlier sentence that speaks of one."""
        article = self._book.article
        here = article.sentence_at(span.start).sentence_no
        for earlier, resolved in reversed(self._book.resolved_before(span.start)):
            sentence = article.sentence_at(earlier.start)
            if here - sentence.sentence_no > _REACH_SENTENCES:
                return None
            if noun.lemma_.lower() in sentence.span.cut(article.text).lower() and resolved.kind != "document":
                return resolved
        return None

    def _earlier(self, span: Span, root: Token) -> Iterator[Resolved]:
        """Yield who was spoken of before `span`, the most likely antecedent first."""
        article = self._book.article
        here = article.sentence_at(span.start).sentence_no
        quoted = _quoted(article.text, span.start)
        ranked: list[tuple[float, int, Resolved]] = []
        for earlier, resolved in self._book.resolved_before(span.start):
            distance = here - article.sentence_at(earlier.start).sentence_no
            if distance <= _REACH_SENTENCES and not earlier.covers(span):
                ranked.append((distance - 1.5, -earlier.start, resolved))
        for mention in self._book.mentions_before(span.start):
            distance = here - mention.sentence_no
            entity = self._book.entity(mention)
            if distance > _REACH_SENTENCES or entity is None or mention.label == "PRON":
                continue
            tokens = article.tokens(mention.span)
            dependency = tokens.root.dep_ if tokens is not None else ""
            in_quotes = _quoted(article.text, mention.span.start) and not quoted
            weight = distance + _WEIGHTS.get(dependency, 0.0) + (1.5 if in_quotes else 0.0)
            resolved = Resolved(entity, entity.name, _KINDS[entity.kind], None, mention.resolution)
            ranked.append((weight, -mention.span.start, resolved))
        yield from self._descriptions_before(span, here, ranked)

    def _descriptions_before(
        self, span: Span, here: int, ranked: list[tuple[float, int, Resolved]]
    ) -> Iterator[Resolved]:
        """Yield `ranked` together with who was described but not named ("an officer", "the alliance")."""
        article = self._book.article
        for sentence in article.sentences[max(0, here - 3) : here + 1]:
            tokens = article.tokens(sentence.span)
            if tokens is None:
                continue
            for token in tokens:
                kind = noun_kind(token) if token.pos_ == "NOUN" else None
                if kind in {None, "document"} or token.dep_ not in {"nsubj", "nsubjpass", "agent"}:
                    continue
                noun = noun_span(token)
                named = any(mention.span.end >= token.idx for mention in self._book.mentions_in(noun))
                if noun.end <= span.start and not named:
                    weight = (here - sentence.sentence_no) - 0.9
                    ranked.append((weight, -noun.start, self._described(noun, kind == "organization")))
        ranked.sort(key=lambda item: item[:2])
        yield from (resolved for _, _, resolved in ranked)

    def _described(self, noun: Span, is_body: bool) -> Resolved:
        name = bare(noun.cut(self._book.article.text))
        if is_body:
            return Resolved(self._entity("organization", name), name, "organization", None, "name")
        return Resolved(None, name, "anonymous", None, "name")

    def _words_of(self, resolved: Resolved) -> str:
        """Return all that is said of a speaker, for gender and number."""
        return f"{resolved.role or ''} {resolved.name}"

    def _entity(self, kind: EntityKind, name: str, country_code: str | None = None) -> Entity:
        return make_entity(kind, name, country_code)


def _agrees(pronoun: str, resolved: Resolved, words: str) -> bool:
    person = resolved.kind in {"person", "office"} or (
        resolved.kind == "anonymous" and not is_plural(resolved.name)
    )
    if pronoun in _SINGULAR_PERSON:
        gender = name_gender(words) or described_gender(words)
        return person and gender in (None, _GENDERS[pronoun])
    if pronoun == "it":
        return resolved.kind in {"organization", "state", "document"} and not is_plural(resolved.name)
    if pronoun in {"they", "them", "we"}:
        return is_plural(resolved.name) or resolved.kind in {"organization", "anonymous"}
    return False


def _describes(words: str, noun: Token, resolved: Resolved) -> bool:
    """Tell whether "the ministry" may mean the body or person already spoken of."""
    lower, last = resolved.name.lower(), words.lower().split()[-1]
    if last in lower.split() or lower.split()[-1] == noun.lemma_.lower():
        modifiers = words.lower().split()[:-1]
        return all(word in lower or word in (resolved.role or "").lower() for word in modifiers)
    return last in (resolved.role or "").lower().split() and resolved.kind in {"person", "office"}


def _is_specific(tokens: TokenSpan) -> bool:
    return any(token.pos_ == "PROPN" or token.ent_type_ in {"NORP", "GPE"} for token in tokens)


def _has_possessor(tokens: TokenSpan) -> bool:
    return any(token.tag_ == "POS" for token in tokens)


def _quoted(text: str, offset: int) -> bool:
    """Tell whether the place stands inside double quotation marks of its paragraph."""
    start = text.rfind("\n", 0, offset) + 1
    before = text[start:offset]
    return (before.count('"') % 2 == 1) or before.count("“") > before.count("”")
