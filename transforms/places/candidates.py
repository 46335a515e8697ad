"""Spans of an article that may name a place, before anything is decided about them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from transforms.language import Article
from transforms.places.gazetteer import AFTER_COMMA, Candidate, Gazetteer
from transforms.places.names import ADMIN_WORDS, ARTICLES, TOWN_WORDS, TYPE_WORDS, key_variants, name_key
from transforms.records import Span
from transforms.resources import read_table

MAX_WORDS = 5
"""Longest name, in words, that is looked for."""
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
"""spaCy labels that mean places."""
_WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:St|Mt|Ft)\.(?= [A-Z])|[^\W\d_]+(?:['’ʼ‘][^\W\d_]{2,})*")
_GAP = re.compile(r"[ \u00a0]|-|\. |[–-]|[ ]{2,3}|\n")
_SMALL = frozenset(
    [
        "of",
        "the",
        "de",
        "del",
        "la",
        "le",
        "los",
        "las",
        "el",
        "al",
        "and",
        "ar",
        "as",
        "ad",
        "at",
        "an",
        "az",
        "ez",
        "er",
        "es",
        "et",
        "en",
        "ed",
        "du",
        "da",
        "do",
        "di",
        "sur",
        "upon",
    ]
)
"""Words without a capital that may stand inside a name."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    text: str
    """Its letters."""


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A span that spaCy labelled."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """A span that may name a place."""

    span: Span
    """The name only."""
    text: str
    """Its words."""
    key: str
    """Its key in the gazetteer."""
    first: int
    """Number of its first word."""
    last: int
    """Number of its last word."""
    senses: tuple[Candidate, ...]
    """Places it may mean; empty where the gazetteer has none."""
    rule: str
    """How the senses were found: name, admin, typed, article, part, after_comma, demonym, none."""
    label: str
    """spaCy's label on exactly this span, or empty."""
    around: str
    """spaCy's label on the named span that it stands in or cuts, or empty."""
    cue: str = ""
    """What the words beside it call it: admin ("X province", "state of X"), city ("city of X"), or empty."""
    type_word: str = ""
    """The word that says so."""


class Reading:
    """An article's words and named spans, and the toponyms they may be."""

    def __init__(self, article: Article, gazetteer: Gazetteer) -> None:
        self.article = article
        self.gazetteer = gazetteer
        self.text = article.text
        self.words = [Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(self.text)]
        self._starts = [word.start for word in self.words]
        self.named = [
            NamedSpan(entity.start_char, entity.end_char, entity.label_) for entity in article.doc.ents
        ]
        self._named_starts = [entity.start for entity in self.named]

    def word_at(self, offset: int) -> int:
        """Return the number of the word that starts at or before `offset` (-1 before the first)."""
        return bisect_right(self._starts, offset) - 1

    def named_at(self, span: Span) -> tuple[str, str]:
        """Return spaCy's label on exactly `span`, and that of the named span that overlaps it."""
        at = bisect_right(self._named_starts, span.end - 1) - 1
        while at >= 0 and self.named[at].end > span.start:
            one = self.named[at]
            if one.start == span.start and one.end == span.end:
                return one.label, one.label
            if one.start < span.end:
                return "", one.label
            at -= 1
        return "", ""

    def edges_at(self, span: Span) -> tuple[int, int]:
        """Return where the named span that overlaps `span` starts and ends; (-1, -1) where none does."""
        at = bisect_right(self._named_starts, span.end - 1) - 1
        if at >= 0 and self.named[at].end > span.start:
            return self.named[at].start, self.named[at].end
        return -1, -1

    def toponyms(self, demonyms: bool) -> list[Toponym]:
        """Return all toponyms, in order of start, longer ones first; they may overlap."""
        found: dict[Span, Toponym] = {}
        peoples = _demonyms() if demonyms else {}
        for at, word in enumerate(self.words):
            if not (_is_capital(word.text) or self._is_article(at)):
                continue
            for last in self._name_ends(at):
                span = Span(word.start, self.words[last].end)
                toponym = self._known(span, at, last, peoples)
                if toponym is not None:
                    found[span] = toponym
        for one in self._labelled(found):
            found[one.span] = one
        return sorted(found.values(), key=lambda one: (one.span.start, -one.span.end))

    def _name_ends(self, first: int) -> Iterator[int]:
        """Yield the numbers of words with which a name begun at `first` may end."""
        words = self.words
        if _is_capital(words[first].text):
            yield first
        for last in range(first + 1, min(first + MAX_WORDS, len(words))):
            gap = self.text[words[last - 1].end : words[last].start]
            if not _GAP.fullmatch(gap) or (gap == "\n" and last > 0):
                return
            capital = _is_capital(words[last].text)
            if not capital and words[last].text.lower() not in _SMALL and gap != "-":
                if words[last].text in TYPE_WORDS and last == first + 1:
                    continue
                return
            if capital:
                yield last

    def _is_article(self, at: int) -> bool:
        """Tell whether the word is an Arabic article written small before a name ("al-Tanf")."""
        if self.words[at].text not in ARTICLES or at + 1 == len(self.words):
            return False
        following = self.words[at + 1]
        return _is_capital(following.text) and self.text[self.words[at].end : following.start] in ("-", " ")

    def _known(
        self, span: Span, first: int, last: int, peoples: dict[str, tuple[str, str]]
    ) -> Toponym | None:
        text = span.cut(self.text)
        key = name_key(text)
        rule, senses = "name", self.gazetteer.look_up(key)
        if first == last and self.text[max(span.start - 2, 0) : span.start] == ", ":
            behind = self.gazetteer.look_up(AFTER_COMMA + key)
            if behind:
                rule, senses = "after_comma", behind
        if text in peoples:
            if peoples[text] == ("", ""):
                return None
            of_people = self._home_of(*peoples[text])
            if of_people and (not senses or all(one.population < 5_000_000 for one in senses)):
                rule, senses = "demonym", of_people
        if not senses:
            return None
        label, around = self.named_at(span)
        cue, word = self._cue(first, last)
        if cue == "admin":
            senses = self._with_divisions(senses)
        return Toponym(span, text, key, first, last, senses, rule, label, around, cue, word)

    def _with_divisions(self, senses: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Return `senses` and the divisions that are called as their main town, however that is spelled."""
        known = {one.number for one in senses}
        more = [
            division
            for one in senses
            if one.feature == "city" and name_key(one.admin1_name) == name_key(one.name)
            for division in self.gazetteer.look_up(name_key(one.name))
            if division.feature == "admin1"
            and division.country_code == one.country_code
            and division.number not in known
        ]
        return (*senses, *dict.fromkeys(more))

    def _cue(self, first: int, last: int) -> tuple[str, str]:
        words = self.words
        kinds = [words[last].text.lower()]
        if last + 1 < len(words) and words[last].end + 1 == words[last + 1].start:
            kinds.append(words[last + 1].text.lower())
        if first > 1 and words[first - 1].text == "of":
            kinds.append(words[first - 2].text.lower())
        for kind in kinds:
            if kind in ADMIN_WORDS:
                return "admin", kind
            if kind in TOWN_WORDS:
                return "city", kind
        return "", ""

    def _home_of(self, country_code: str, place: str) -> tuple[Candidate, ...]:
        if place:
            return tuple(
                one
                for one in self.gazetteer.look_up(name_key(place))
                if one.country_code == country_code or not country_code
            )
        return _country(self.gazetteer, country_code)

    def _labelled(self, found: dict[Span, Toponym]) -> Iterator[Toponym]:
        """Yield what spaCy calls a place and no name of the gazetteer covers, trimmed to the name."""
        for entity in self.named:
            if entity.label not in PLACE_LABELS:
                continue
            span = self._trim(entity.start, entity.end)
            if span is None or span in found:
                continue
            first, last = self.word_at(span.start), self.word_at(span.end - 1)
            if first < 0 or last < first:
                continue
            text = span.cut(self.text)
            key = name_key(text)
            rule, senses = look_up_variants(self.gazetteer, key)
            cue, word = self._cue(first, last)
            if cue == "admin":
                senses = self._with_divisions(senses)
            yield Toponym(span, text, key, first, last, senses, rule, entity.label, entity.label, cue, word)

    def _trim(self, start: int, end: int) -> Span | None:
        text = self.text[start:end]
        for mark in ("'s", "’s"):
            text = text.removesuffix(mark)
        stripped = text.rstrip(" \u00a0\n'’\"”.,-(") if not re.search(r"[A-Z]\.$", text) else text.rstrip()
        lead = re.match(r"(?:(?:the|The|a|this|that)\s+|[\s\"“'‘(-]+)+", stripped)
        begin = start + (lead.end() if lead else 0)
        finish = start + len(stripped)
        if finish <= begin or not any(c.isupper() for c in self.text[begin:finish]):
            return None
        return Span(begin, finish)


def look_up_variants(gazetteer: Gazetteer, key: str) -> tuple[str, tuple[Candidate, ...]]:
    """Return the places called `key` or a variant of it, and the rule that found them ("none" where none)."""
    senses = gazetteer.look_up(key)
    if senses:
        return "name", senses
    for variant, rule in key_variants(key):
        senses = gazetteer.look_up(variant)
        if not senses:
            continue
        if rule == "admin":
            divisions = tuple(one for one in senses if one.feature in ("admin1", "admin2"))
            return ("admin", divisions) if divisions else ("typed", senses)
        return rule, senses
    return "none", ()


def _is_capital(word: str) -> bool:
    return word[0].isupper()


@cache
def _demonyms() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["country_code"], row["place"]) for row in read_table("demonyms")}


@cache
def _country_keys() -> dict[str, str]:
    return {row["code"]: name_key(row["name"]) for row in read_table("countries")}


def _country(gazetteer: Gazetteer, code: str) -> tuple[Candidate, ...]:
    key = _country_keys().get(code)
    senses = gazetteer.look_up(key) if key is not None else ()
    return tuple(one for one in senses if one.feature == "country" and one.country_code == code)
