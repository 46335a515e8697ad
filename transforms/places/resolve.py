"""Which place each name means: all names of a document are resolved together.

Population alone is right in two names of three. What the rest of the document says betters it:
"X, Country" (containment), countries and divisions named, names near each other on the map, one
sense per name and document, and the home of a local paper. The weights of these are fitted on
development corpora (transforms/weights/places/CARD.md); without them a set by hand is used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.places.candidates import Toponym
from transforms.places.context import (
    AREAS,
    DIVISIONS,
    FEATURES,
    UNKNOWN_HOME,
    Context,
    Home,
    contains,
    distance,
    likeliest,
)
from transforms.places.gazetteer import Candidate, Gazetteer
from transforms.resources import WEIGHTS, weights

__all__ = ["UNKNOWN_HOME", "Home", "Resolved", "resolve"]

_CONTAINED = re.compile(
    r"\s*,\s*(?:in\s+)?|\s+in\s+|\s*\(\s*|\s*,?\s+(?:in|of)\s+(?:the\s+)?(?:\w+\s+)?"
    r"(?:province|state|region|district|governorate|county)\s+of\s+"
)
BY_HAND: Mapping[str, float] = {
    "log_population": 1.0, "is_country": 4.0, "is_admin1": 0.8, "is_other": 1.0, "is_alternate": -1.2,
    "is_capital": 1.0, "country_share": 2.5, "country_named": 1.0, "admin_share": 1.0, "admin_named": 1.0,
    "near": 1.0,  "home_country": 0.8, "home_admin": 2.0, "admin_word": 2.0,
}  # fmt: skip
"""Weights that need no training: what the prototype had."""
TOWN_KM = 100.0
"""A division and its town are told apart only where they lie farther apart than this."""
_HOME = {name: BY_HAND[name] for name in ("home_country", "home_admin")}
"""The development corpora do not say where an outlet is at home, so these stay as set by hand."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a toponym means, and by which rule."""

    place: Candidate | None
    basis: str


def resolve(
    toponyms: Sequence[Toponym],
    text: str,
    gazetteer: Gazetteer,
    home: Home = UNKNOWN_HOME,
    weight: tuple[float, ...] | None = None,
) -> list[Resolved]:
    """Return what each toponym means, in their order; the place is None where none is known.

    `weight` holds one number for each of FEATURES; by default the trained ones.
    """
    context = Context(toponyms, home)
    weight = weight or default_weight()
    by_key: dict[tuple[str, str, str], Resolved] = {}
    found: list[Resolved | None] = []
    for at, toponym in enumerate(toponyms):
        container = _container(toponyms, at, text)
        at_key = _sense_of(toponym)
        if not toponym.senses:
            found.append(by_key.setdefault(at_key, _by_spelling(toponym, gazetteer, context)))
        elif container is not None:
            found.append(_best(toponym, container, context, weight))
            by_key[at_key] = found[-1] or by_key[at_key]
        else:
            found.append(None)
    for at, toponym in enumerate(toponyms):
        if found[at] is None:
            known = by_key.get(_sense_of(toponym))
            if known is None:
                known = by_key[_sense_of(toponym)] = _best(toponym, None, context, weight)
            elif known.basis == "containment":
                known = Resolved(known.place, "one_sense")
            found[at] = known
    return [one for one in found if one is not None]


def container_of(toponyms: Sequence[Toponym], at: int, text: str) -> Toponym | None:
    """Return the following toponym where the text says that this one lies in it ("X, Y", "X in Y")."""
    return _container(toponyms, at, text)


def _container(toponyms: Sequence[Toponym], at: int, text: str) -> Toponym | None:
    if at + 1 >= len(toponyms):
        return None
    this, following = toponyms[at], toponyms[at + 1]
    if following.rule == "demonym" or not _CONTAINED.fullmatch(text[this.span.end : following.span.start]):
        return None
    if any(one.feature in AREAS for one in following.senses) and any(
        contains(following, one) for one in this.senses
    ):
        return following
    return None


def _best(
    toponym: Toponym, container: Toponym | None, context: Context, weight: tuple[float, ...]
) -> Resolved:
    senses = fitting(toponym, container)
    if len(senses) == 1:
        best = senses[0]
    else:
        best = max(
            senses,
            key=lambda one: (
                sum(w * x for w, x in zip(weight, context.describe(one, toponym), strict=True)),
                -one.number,
            ),
        )
    if best.feature == "admin1" and toponym.cue != "admin":
        best = _main_town(best, toponym.senses)
    return Resolved(best, _basis(best, toponym, container))


def _sense_of(toponym: Toponym) -> tuple[str, str, str]:
    return toponym.rule, toponym.key, "admin" if toponym.cue == "admin" else ""


def fitting(toponym: Toponym, container: Toponym | None) -> tuple[Candidate, ...]:
    """Return the senses that the words around leave open, most populous first."""
    senses = toponym.senses
    if container is not None:
        senses = tuple(one for one in senses if contains(container, one)) or senses
    return likeliest(_as_called(senses, toponym.cue))


def _as_called(senses: tuple[Candidate, ...], cue: str) -> tuple[Candidate, ...]:
    """Return the senses that fit the words beside: "X province" is a division, "city of X" is none."""
    if cue == "admin":
        return tuple(one for one in senses if one.feature in DIVISIONS) or senses
    if cue == "city":
        return tuple(one for one in senses if one.feature not in AREAS) or senses
    return senses


def _main_town(division: Candidate, senses: tuple[Candidate, ...]) -> Candidate:
    """Return the town after which `division` is called, where the name alone stands and they lie together."""
    towns = [
        one
        for one in senses
        if one.feature == "city"
        and one.country_code == division.country_code
        and distance(one, division) <= TOWN_KM
    ]
    return max(towns, key=lambda one: one.population, default=division)


def _basis(best: Candidate, toponym: Toponym, container: Toponym | None) -> str:
    if toponym.rule == "demonym":
        return "demonym"
    if container is not None and contains(container, best):
        return "containment"
    if len(toponym.senses) == 1:
        return "only_sense"
    largest = max(toponym.senses, key=lambda one: one.population)
    return "population" if best.number == largest.number else "context"


def _by_spelling(toponym: Toponym, gazetteer: Gazetteer, context: Context) -> Resolved:
    """Look for another transliteration, inside the countries that the document names and nowhere else."""
    if toponym.label == "FAC" or len(toponym.key) < 5:
        return Resolved(None, "unknown_name")
    for country in context.likely_countries():
        alike = gazetteer.alike(toponym.text, country)
        if alike is not None:
            best = max(alike[0], key=lambda one: one.population)
            return Resolved(best, "spelling")
    return Resolved(None, "unknown_name")


@cache
def default_weight() -> tuple[float, ...]:
    """Return the trained weights where they are installed, else those set by hand."""
    chosen = BY_HAND
    if (WEIGHTS / "places").is_dir():
        stored = json.loads((weights("places") / "resolve.json").read_text(encoding="utf-8"))
        chosen = {**stored["weights"], **_HOME}
    return tuple(chosen.get(name, 0.0) for name in FEATURES)
