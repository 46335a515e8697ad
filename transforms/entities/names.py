"""What words say about who they name: sort of speaker, gender, canonical names of states and bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from spacy.tokens import Token

from transforms.records import EntityKind
from transforms.resources import read_table

NounKind = Literal["person", "office", "organization", "document"]
Gender = Literal["m", "f"]

PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "i", "who", "which", "that", "one", "him", "her", "them"}
)
_ARTICLES = re.compile(r"^(?:the|a|an|its|his|her|their|our|this|that|these|those)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([A-Z][A-Za-z.&-]{1,9}\)$")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Known:
    """A body or state that the reviewed lists know."""

    name: str
    """Canonical name."""
    kind: EntityKind
    """What it is."""
    country_code: str | None
    """ISO 3166 alpha-2, where it belongs to one."""
    aliases: tuple[str, ...]
    """Other forms."""


def bare(name: str) -> str:
    """Return `name` without article, possessive ending, acronym in brackets or white space at its ends."""
    words = _ARTICLES.sub("", _BRACKETS.sub("", " ".join(name.split())).strip(' ,;:“”"'))
    return _POSSESSIVE.sub("", words)


def noun_kind(token: Token) -> NounKind | None:
    """Return the sort of speaker that a noun stands for, or None where the list does not say."""
    row = _nouns().get(token.lemma_.lower()) or _nouns().get(token.lower_)
    return row[0] if row else None


def noun_gender(token: Token) -> Gender | None:
    """Return the gender that a noun states ("spokeswoman"), or None."""
    row = _nouns().get(token.lower_)
    return row[1] if row else None


def is_title(token: Token) -> bool:
    """Tell whether a word before a person's name is a title or a role, and no part of the name."""
    return token.lower_.rstrip(".") in _titles() or noun_kind(token) in {"person", "office"}


def name_gender(name: str) -> Gender | None:
    """Return the gender that the first known given name or title of `name` suggests, or None."""
    words = name.lower().replace(".", "").split()
    for word in words[:-1] or words:
        found = _titles().get(word) or _given_names().get(word)
        if found:
            return found
    return None


def described_gender(words: str) -> Gender | None:
    """Return the gender that the last word of a description states ("spokeswoman"), or None."""
    last = words.lower().split()[-1:]
    ends: dict[str, Gender] = {"woman": "f", "man": "m"}
    return next((gender for end, gender in ends.items() if last and last[0].endswith(end)), None)


def is_plural(name: str) -> bool:
    """Tell whether a name or description means several ("prosecutors", "state media")."""
    last = name.lower().split()[-1] if name.split() else ""
    return last in {"people", "police", "authorities", "media"} or (
        last.endswith("s") and not last.endswith(("ss", "us", "is", "news", "states", "nations", "forces"))
    )


def known_body(name: str) -> Known | None:
    """Return the state or body that `name` is a form of, by the reviewed lists."""
    return _bodies().get(bare(name).lower())


def metonym(name: str) -> tuple[str, str | None] | None:
    """Return the institution and country for which a building or capital speaks, or None."""
    return _metonyms().get(bare(name).lower())


def initials(name: str) -> str:
    """Return the capital initials of a name of several words."""
    return "".join(word[0] for word in re.findall(r"[A-Z][\w’']*", name))


@cache
def _nouns() -> dict[str, tuple[NounKind, Gender | None]]:
    return {
        row["noun"]: (cast("NounKind", row["kind"]), cast("Gender | None", row["gender"] or None))
        for row in read_table("source_nouns")
    }


@cache
def _titles() -> dict[str, Gender | None]:
    return {row["title"]: cast("Gender | None", row["gender"] or None) for row in read_table("titles")}


@cache
def _given_names() -> dict[str, Gender]:
    return {row["name"]: cast("Gender", row["gender"]) for row in read_table("given_names")}


@cache
def _metonyms() -> dict[str, tuple[str, str | None]]:
    return {row["word"].lower(): (row["name"], row["country_code"] or None) for row in read_table("metonyms")}


@cache
def _bodies() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for row in read_table("countries"):
        aliases = tuple(alias for alias in row["aliases"].split("|") if alias)
        known = Known(row["name"], "state", row["code"], aliases)
        for form in (row["name"], *aliases):
            found.setdefault(bare(form).lower(), known)
    for row in read_table("aliases"):
        forms = tuple(form for form in row["forms"].split("|") if form)
        known = Known(row["name"], cast("EntityKind", row["kind"]), row["country_code"] or None, forms)
        for form in (row["name"], *forms):
            found[bare(form).lower()] = known
    return found
