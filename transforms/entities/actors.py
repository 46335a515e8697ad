"""Who an actor is: country, side and PLOVER sector, from a reviewed table and from the words themselves.

The table (``seeds/reference/actors.csv``) decides where it knows the name. Else the words do:
"Syrian pro-government fighters" names a country, a stance and a kind of people. Sides and sectors
are explained in ``sides.csv`` and ``sectors.csv``; nothing here reads a parse or a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from transforms.records import EntityKind
from transforms.resources import read_table

ActorBasis = Literal["table", "words", "context", "country", "none"]

MOST_WORDS = 8
"""Longest name in the tables that is looked for, in words."""
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*\.?")
_JOINED = frozenset(
    {"led", "backed", "allied", "supported", "aligned", "trained", "armed", "funded", "sponsored"}
)
"""Behind a country and a hyphen: it stands behind the actor, which need not belong to it."""
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
"""Sectors that speak and act for their state."""
_NO_SIDE = frozenset({"CVL", "REF", "HLH", "EDU", "AGR", "LAB", "REL", "BUS", "NGO", "HRI", "ELI", "CRM"})
"""Sectors whose members a country's name does not put on its government's side."""
_GOVERNMENT = frozenset(
    {"pro-government", "pro-regime", "loyalist", "loyalists", "government-backed", "state-backed"}
)
_FORMER = frozenset({"former", "ex", "retired", "ousted", "deposed", "late"})
"""Words by which somebody no longer speaks for the state."""
_OPPOSITION = frozenset({"anti-government", "anti-regime", "opposition"})


@dataclass(frozen=True, slots=True)
class Actor:
    """What is known of an actor; each part may be unknown."""

    country_code: str | None = None
    """ISO 3166 alpha-2 of the state it is or belongs to."""
    side_code: str | None = None
    """Side, as in ``sides.csv``: XX-GOV, XX-OPP, or a named one; null for third parties."""
    plover_sector: str | None = None
    """PLOVER sector, as in ``sectors.csv``."""
    name: str | None = None
    """Its name in the table, where that decided."""
    basis: ActorBasis = "none"
    """What decided: the table, the words, the words around, or only the country handed in."""


NOBODY = Actor()
"""An actor of whom nothing is known."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A text cut into words, each in lower case without possessive ending, beside its own spelling."""

    own: tuple[str, ...]
    lower: tuple[str, ...]
    joined: tuple[bool, ...]
    """Whether the word hangs on the next by a hyphen."""


@lru_cache(maxsize=20_000)
def describe_actor(
    text: str, kind: EntityKind | None = None, country_code: str | None = None, context: str = ""
) -> Actor:
    """Return country, side and sector of the actor whom `text` names or describes.

    `kind` is the entity's kind where known; `country_code` what is known of its country from
    elsewhere (a place, an earlier mention); `context` the words that describe it elsewhere (an
    apposition, a role: "a spokesman for the Russian Defence Ministry"), used for what the text
    itself leaves open.
    """
    words = _cut(text)
    whole = _in_table(words, whole=True)
    if whole is not None:
        return whole
    found = _from_words(words, kind)
    if context and (found.country_code is None or found.side_code is None or found.plover_sector is None):
        found = _complete(found, describe_actor(context))
    if country_code is not None and found.country_code is None and _may_take_country(found):
        found = _with_country(found, country_code)
    return found


def sector_name(code: str) -> str:
    """Return the English name of a PLOVER sector; raises KeyError for a code that is none."""
    return {row["code"]: row["name"] for row in read_table("sectors")}[code]


def _may_take_country(found: Actor) -> bool:
    return found.plover_sector not in ("IGO", "IMG") or found.side_code is None


def _with_country(found: Actor, country: str) -> Actor:
    side = found.side_code
    if side is None and found.plover_sector in _STATE_SECTORS:
        side = f"{country}-GOV"
    elif side is None and found.plover_sector in ("REB", "OPP"):
        side = f"{country}-OPP"
    basis: ActorBasis = "country" if found.basis == "none" else found.basis
    return Actor(country, side, found.plover_sector, found.name, basis)


def _complete(found: Actor, other: Actor) -> Actor:
    if other.basis == "none":
        return found
    if found.country_code is not None and other.country_code not in (None, found.country_code):
        return found
    return Actor(
        found.country_code or other.country_code,
        found.side_code or other.side_code,
        found.plover_sector or other.plover_sector,
        found.name or other.name,
        "context" if found.basis == "none" else found.basis,
    )


def _from_words(words: _Words, kind: EntityKind | None) -> Actor:
    table = _in_table(words, whole=False)
    countries = list(_countries(words))
    own = next((code for _, code, relation in countries if not relation), None)
    sector, stance = _sector(words)
    if table is not None:
        if table.plover_sector in _STATE_SECTORS and sector == "ELI":
            return Actor(table.country_code, None, "ELI", None, "words")
        return replace(table, plover_sector="IMG") if sector == "IMG" else table
    patron = next((code for _, code, relation in countries if relation), None)
    leaning = _leaning(words)
    side = _side(sector, stance, own, patron, leaning)
    if kind == "state" and own is not None and sector is None:
        side = f"{own}-GOV"
    if own is None and sector is None and side is None:
        return NOBODY
    return Actor(own, side, sector, None, "words")


def _side(
    sector: str | None, stance: str, own: str | None, patron: str | None, leaning: tuple[str, str] | None
) -> str | None:
    if leaning is not None and leaning[0] == "pro":
        return f"{leaning[1]}-GOV"
    if stance == "government" and own is not None and sector not in _NO_SIDE:
        return f"{own}-GOV"
    if patron is not None and sector not in _NO_SIDE:
        return f"{patron}-GOV"
    if own is None or sector is None:
        return None
    if stance == "opposition" or sector in ("REB", "OPP"):
        return f"{own}-OPP"
    return f"{own}-GOV" if sector in _STATE_SECTORS else None


def _leaning(words: _Words) -> tuple[str, str] | None:
    """Return ("pro" or "anti", country) for "pro-Russian", or None."""
    for at, word in enumerate(words.lower[:-1]):
        if word in ("pro", "anti") and words.joined[at]:
            for length in (2, 1):
                code = _country_names().get(" ".join(words.lower[at + 1 : at + 1 + length]))
                if code is not None:
                    return word, code
    return None


def _sector(words: _Words) -> tuple[str | None, str]:
    """Return the sector that the words tell, and their stance (government, opposition or empty)."""
    best: tuple[int, int, str, str] | None = None
    for start, length, phrase in _phrases(words.lower, words.joined):
        row = _sector_words().get(phrase)
        if row is None:
            continue
        sector, rank, stance = row
        if best is None or (rank, -start - length) < best[:2]:
            best = (rank, -start - length, sector, stance)
    stance = best[3] if best is not None else ""
    marks = {phrase for _, _, phrase in _phrases(words.lower, words.joined)}
    if marks & _GOVERNMENT:
        stance = "government"
    elif marks & _OPPOSITION:
        stance = "opposition"
    if best is None:
        return None, stance
    if best[2] == "UAF" and stance == "opposition":
        return "REB", stance
    if best[2] in _STATE_SECTORS and not _FORMER.isdisjoint(words.lower):
        return "ELI", ""
    return best[2], stance


def _countries(words: _Words) -> Iterator[tuple[int, str, bool]]:
    """Yield the countries named: where, which, and whether as a patron only ("Turkish-backed")."""
    at = 0
    while at < len(words.lower):
        for length in range(min(4, len(words.lower) - at), 0, -1):
            phrase = " ".join(words.lower[at : at + length])
            own = " ".join(words.own[at : at + length])
            code = _country_names().get(phrase)
            if code is None or (own.islower() and len(own) <= 3):
                continue
            last = at + length - 1
            following = words.lower[last + 1] if words.joined[last] and last + 1 < len(words.lower) else ""
            is_patron = following in _JOINED or (at > 0 and words.lower[at - 1] in ("pro", "anti"))
            yield at, code, is_patron
            at = last
            break
        at += 1


def _in_table(words: _Words, whole: bool) -> Actor | None:
    """Return the actor of the table that the words name: all of them, or the longest name among them."""
    if not words.lower:
        return None
    if whole:
        return _look_up(words, 0, len(words.lower))
    for length in range(min(MOST_WORDS, len(words.lower)), 0, -1):
        for start in range(len(words.lower) - length, -1, -1):
            found = _look_up(words, start, start + length)
            if found is not None:
                return found
    return None


def _look_up(words: _Words, start: int, end: int) -> Actor | None:
    exact = _short_names().get(" ".join(words.own[start:end]))
    if exact is not None:
        return exact
    return _long_names().get(" ".join(words.lower[start:end]))


def _phrases(lower: tuple[str, ...], joined: tuple[bool, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield all runs of up to four words; a hyphen between two of them is kept."""
    for start in range(len(lower)):
        phrase = lower[start]
        yield start, 1, phrase
        for end in range(start + 1, min(start + 4, len(lower))):
            phrase += ("-" if joined[end - 1] else " ") + lower[end]
            yield start, end - start + 1, phrase


@lru_cache(maxsize=20_000)
def _cut(text: str) -> _Words:
    own, joined = [], []
    for match in _WORD.finditer(text.replace("’", "'").replace("‑", "-")):
        word = match.group()
        if not re.fullmatch(r"(?:[A-Z]\.){2,}", word):
            word = word.rstrip(".")
        own.append(re.sub(r"'s$", "", word))
        joined.append(text[match.end() : match.end() + 1] in ("-", "‑", "–"))
    if own and own[0].lower() in ("the", "a", "an"):
        own, joined = own[1:], joined[1:]
    return _Words(tuple(own), tuple(word.replace(".", "").lower() for word in own), tuple(joined))


@cache
def _names() -> tuple[Mapping[str, Actor], Mapping[str, Actor]]:
    short: dict[str, Actor] = {}
    long: dict[str, Actor] = {}
    for row in read_table("actors"):
        actor = Actor(
            row["country_code"] or None, row["side_code"] or None, row["sector"] or None, row["name"], "table"
        )
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            words = _cut(name)
            if len(words.own) == 1 and len(name.replace(".", "")) <= 6 and name[:2].isupper():
                short[words.own[0]] = actor
            else:
                long.setdefault(" ".join(words.lower), actor)
    return short, long


def _short_names() -> Mapping[str, Actor]:
    return _names()[0]


def _long_names() -> Mapping[str, Actor]:
    return _names()[1]


@cache
def _country_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for row in read_table("countries"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            names.setdefault(" ".join(_cut(name).lower), row["code"])
    for row in read_table("demonyms"):
        if row["country_code"]:
            names.setdefault(" ".join(_cut(row["word"]).lower), row["country_code"])
    return names


@cache
def _sector_words() -> Mapping[str, tuple[str, int, str]]:
    return {
        row["word"]: (row["sector"], int(row["rank"]), row["stance"]) for row in read_table("sector_words")
    }
