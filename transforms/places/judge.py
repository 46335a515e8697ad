"""Which toponyms are places: a linear filter over their surroundings, and plain rules without weights."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from transforms.places.candidates import PLACE_LABELS, Reading, Toponym
from transforms.places.context import DIVISIONS
from transforms.places.features import Surroundings
from transforms.resources import WEIGHTS, weights, weights_version

_NAME = "places"
_SURE_TYPES = frozenset(
    {"province", "governorate", "region", "oblast", "county", "parish", "prefecture", "district"}
)
"""Words that say what a name is, and are hardly ever a part of other names."""
_RULES_LEAST_POPULATION = 100_000
"""Inhabitants from which the rules believe the gazetteer against spaCy's ORG or PERSON."""


class Judge(Protocol):
    """Gives each toponym of an article a probability of being a place."""

    version: str
    threshold: float

    def weigh(self, reading: Reading, toponyms: list[Toponym]) -> list[float]:
        """Return the probabilities, in the order of `toponyms`."""
        ...


class LinearJudge:
    """Logistic regression over the features of `Surroundings`; see transforms/weights/places/CARD.md."""

    def __init__(self) -> None:
        stored = json.loads((weights(_NAME) / "weights.json").read_text(encoding="utf-8"))
        self.version = f"linear-{weights_version(_NAME)}"
        self.threshold: float = stored["threshold"]
        self._weights: dict[str, float] = stored["weights"]

    def weigh(self, reading: Reading, toponyms: list[Toponym]) -> list[float]:
        """Return the probabilities, in the order of `toponyms`."""
        surroundings = Surroundings(reading, toponyms)
        weight = self._weights.get
        return [
            1 / (1 + math.exp(-sum(weight(name, 0.0) for name in surroundings.of(one)))) for one in toponyms
        ]


class RuleJudge:
    """spaCy's labels, overruled by the gazetteer for sizeable places; needs no weights."""

    version = "rules-1"
    threshold = 0.5

    def weigh(self, reading: Reading, toponyms: list[Toponym]) -> list[float]:
        """Return 1 for places and 0 for the rest, longer names a little higher."""
        return [self._weigh(one) for one in toponyms]

    @staticmethod
    def _weigh(one: Toponym) -> float:
        length = min(one.span.end - one.span.start, 99) / 1000
        if one.rule == "demonym" or one.label in PLACE_LABELS:
            return 0.9 + length
        largest = max((sense.population for sense in one.senses), default=0)
        if one.around in PLACE_LABELS:
            return 0.6 + length if one.senses else 0.0
        believed = largest > _RULES_LEAST_POPULATION and one.around in ("ORG", "PERSON")
        return 0.5 + length if believed else 0.0


@cache
def default_judge() -> Judge:
    """Return the trained judge where its weights are installed, else the rules."""
    return LinearJudge() if (WEIGHTS / _NAME).is_dir() else RuleJudge()


def least_chance(one: Toponym) -> float:
    """Return a probability below which the gazetteer does not go, whatever spaCy and the filter say.

    "Rift Valley Province" is a place even where it is taken for a person: a division of that name is
    known, and the word beside it says that it is one.
    """
    if one.cue != "admin" or one.around == "ORG" or one.type_word not in _SURE_TYPES:
        return 0.0
    if not any(sense.feature in DIVISIONS for sense in one.senses):
        return 0.0
    return 0.6 if one.label in PLACE_LABELS else 0.5


def choose(toponyms: Sequence[Toponym], chances: Sequence[float], threshold: float) -> list[Toponym]:
    """Return the toponyms above `threshold`, in order; of two that overlap, the likelier."""
    ranked = sorted(
        (
            (-chance, one.span.start, -one.span.end, one)
            for one, chance in zip(toponyms, map(max, chances, map(least_chance, toponyms)), strict=True)
            if chance >= threshold
        ),
        key=lambda row: row[:3],
    )
    chosen: list[Toponym] = []
    taken: set[int] = set()
    for *_, one in ranked:
        places = range(one.span.start, one.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.span.start)
