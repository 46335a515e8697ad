"""Bodies that speak, told apart by their words: "Ministry of Defence" and "Syrian Defense Ministry".

A body is a bag of words with a head noun and a country. Which words are countries, alternative
names or spellings is in the reviewed lists; nothing here reads a parse or a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from transforms.resources import read_table

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}(?:-[^\W_]+)*|[^\W_]+(?:[-'’.][^\W_]+)*")
_SMALL = frozenset({"the", "a", "an", "of", "for", "and", "in", "at", "with", "from", "to", "on", "s"})
_LINKS = frozenset({"of", "for", "at", "with", "from", "in"})
_MOST_WORDS = 5
"""Longest name of a country in the lists, in words."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as its words name it; two with the same words and country are the same."""

    words: frozenset[str]
    """Its words in one spelling, without country and small words."""
    head: str
    """The noun that says what sort of body it is; its last word where the lists know none."""
    country: str | None
    """ISO 3166 alpha-2 of the country its name states."""
    listed: str | None = None
    """Its name in the reviewed lists, where they know these words."""
    name: str = field(default="", compare=False)
    """The words as they stand."""

    @property
    def is_bare(self) -> bool:
        """Tell whether it is nothing but its noun ("the ministry")."""
        return self.words == {self.head} and self.country is None


@dataclass(frozen=True, slots=True)
class Role:
    """What the words beside a name, or in place of one, say of a speaker."""

    offices: frozenset[str]
    """Nouns of office or occupation ("colonel", "spokeswoman")."""
    body: Body | None
    """The body it belongs to, where the words name one."""
    speaks: bool
    """Its word is the body's word."""
    country: str | None
    """Country that the words name."""
    grades: frozenset[str] = frozenset()
    """Words that make another office of it ("vice", "former")."""


def read_body(words: str) -> Body | None:
    """Return the body that `words` name, or None where no word is left that tells it from another."""
    country, rest = _without_country(_split(words))
    kept = [_spelling(word) for word in rest]
    while kept and kept[-1] in _SMALL:
        kept.pop()
    named = [word for word in kept if word not in _SMALL]
    if not named or all(word in _loose() for word in named):
        return None
    before = kept[: next((at for at, word in enumerate(kept) if word in _LINKS and at), len(kept))]
    nouns = [word for word in before if word in _nouns()] or [word for word in named if word in _nouns()]
    head = nouns[-1] if nouns else named[-1]
    return Body(frozenset(named), head, country, _listed_names().get(_key(words)), _trimmed(words))


def read_role(words: str) -> Role:
    """Return what a role ("spokesman for the Afghan army") or a description without a name says."""
    tokens = _split(words)
    lower = [token.lower() for token in tokens]
    offices = frozenset(word for word in lower if word in _offices() or word in _speaking())
    country, _ = _without_country(tokens)
    grades = frozenset(word for word in lower if word in _voices("grade"))
    if not offices or grades:
        return Role(offices, None, False, country, grades)
    last = max(at for at, word in enumerate(lower) if word in offices)
    link = next((at for at in range(last + 1, len(lower)) if lower[at] in _LINKS), None)
    named = tokens[link + 1 :] if link is not None else _before(tokens[:last])
    if any(word.lower() in _offices() for word in named):
        named = [word for word in named if word.lower() not in _offices()]
    body = read_body(" ".join(named)) if _names_body(named) else None
    return Role(offices, body, body is not None and bool(offices & _speaking()), country)


def without_names(words: str) -> frozenset[str]:
    """Return the words of an office that are no name ("governor" of "Red Sea Governor")."""
    _, rest = _without_country(_split(words))
    listed = _offices() | _voices("grade") | _nouns()
    kept = {word.lower() for word in rest if word.islower() or word.lower() in listed}
    return frozenset(kept - _SMALL)


def may_stand_alone(head: str) -> bool:
    """Tell whether this noun may stand for a fuller name ("the observatory")."""
    return head in _voices("short")


def initials_of(name: str) -> str:
    """Return the capital initials of a name of several words ("SDF")."""
    return "".join(word[0] for word in _split(name) if word[0].isupper())


def _key(words: str) -> str:
    return " ".join(_spelling(word) for word in _split(words) if word.lower() not in {"the", "a", "an"})


def _trimmed(words: str) -> str:
    """Return `words` without an article before and small words behind."""
    parts = words.split()
    while len(parts) > 1 and parts[0].lower() in {"the", "a", "an"}:
        parts = parts[1:]
    while len(parts) > 1 and parts[-1].lower() in _SMALL:
        parts = parts[:-1]
    return " ".join(parts)


def _split(words: str) -> list[str]:
    return [re.sub(r"['’]s?$", "", match.group()) for match in _WORD.finditer(words)]


def _spelling(word: str) -> str:
    lower = word.lower().replace("’", "'")
    return _spellings().get(lower, lower)


def _before(tokens: list[str]) -> list[str]:
    """Return the words before an office without those that only grade it ("senior")."""
    at = next((at for at, word in enumerate(tokens) if word[0].isupper() or word.lower() in _nouns()), None)
    return [] if at is None else tokens[at:]


def _names_body(tokens: list[str]) -> bool:
    """Tell whether words name a body: a noun of the list, or a name that is more than a country."""
    if any(word.lower() in _nouns() for word in tokens):
        return True
    _, rest = _without_country(tokens)
    return any(word[0].isupper() for word in rest if word.lower() not in _SMALL)


def _without_country(tokens: list[str]) -> tuple[str | None, list[str]]:
    """Return the country that words name and the words without it; the first one where there are several."""
    for length in range(min(_MOST_WORDS, len(tokens)), 0, -1):
        for at in range(len(tokens) - length + 1):
            code = _countries().get(" ".join(tokens[at : at + length]).lower())
            if code is not None:
                return code, tokens[:at] + tokens[at + length :]
    return None, tokens


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table("countries"):
        for name in (row["name"], *row["aliases"].split("|")):
            found.setdefault(name.lower(), row["code"])
    for row in read_table("demonyms"):
        if row["country_code"]:
            found.setdefault(row["word"].lower(), row["country_code"])
    found.pop("", None)
    return found


@cache
def _listed_names() -> dict[str, str]:
    """Return the one name of a body for each of its names in the lists."""
    found: dict[str, str] = {}
    for row in read_table("actors"):
        for form in (row["name"], *row["aliases"].split("|")):
            found.setdefault(_key(form), row["name"])
    for row in read_table("aliases"):
        for form in (row["name"], *row["forms"].split("|")):
            found.setdefault(_key(form), row["name"])
    for row in read_table("metonyms"):
        found.setdefault(_key(row["word"]), row["name"])
    found.pop("", None)
    return found


@cache
def _nouns() -> frozenset[str]:
    return frozenset(
        _spelling(row["noun"]) for row in read_table("source_nouns") if row["kind"] == "organization"
    )


@cache
def _offices() -> frozenset[str]:
    return frozenset(row["noun"] for row in read_table("source_nouns") if row["kind"] in {"office", "person"})


@cache
def _voices(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("voices") if row["kind"] == kind)


def _speaking() -> frozenset[str]:
    return _voices("speaks")


def _loose() -> frozenset[str]:
    return _voices("loose")


@cache
def _spellings() -> dict[str, str]:
    return {row["word"]: row["same_as"] for row in read_table("voices") if row["kind"] == "spelling"}
