"""Scores of toponyms: spans found, and spans put within 161 km (100 miles) of where they are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NEAR_KM = 161.0
"""100 miles: the customary limit (Leidner 2007)."""
_EARTH_DIAMETER_KM = 12742.0
_FARTHEST_KM = 20038.0

Toponym = Mapping[str, Any]
"""start, end, lat and lon (null where unresolved), as in gold and predictions."""


@dataclass(frozen=True, slots=True)
class PlaceScore:
    """The figures of one corpus."""

    located: int
    """Gold toponyms with coordinates."""
    accuracy_161: float
    """Share of them found with exactly this span and put within 161 km: the end-to-end figure."""
    accuracy_161_overlap: float
    """The same where any overlap of spans counts as found."""
    found_accuracy_161: float
    """Share within 161 km of those that were found and resolved."""
    unresolved: float
    """Share found but given no place."""
    median_km: float
    """Median error of those that were found and resolved."""
    precision: float
    """Predicted spans that are gold ones, exactly."""
    recall: float
    """Gold spans predicted exactly."""
    f1: float
    """Their harmonic mean."""
    precision_overlap: float
    """Predicted spans that touch a gold one."""


def kilometers(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two points in degrees (latitude, longitude)."""
    (lat1, lon1), (lat2, lon2) = one, other
    rad = math.pi / 180
    part = (
        math.sin((lat2 - lat1) * rad / 2) ** 2
        + math.cos(lat1 * rad) * math.cos(lat2 * rad) * math.sin((lon2 - lon1) * rad / 2) ** 2
    )
    return _EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(part)))


def score_places(pairs: Sequence[tuple[Sequence[Toponym], Sequence[Toponym]]]) -> PlaceScore:
    """Return the figures over documents, given as pairs of gold and predicted toponyms.

    Gold without coordinates counts for recognition only.
    """
    errors: list[float] = []
    located = hits = overlap_hits = missing = true = touching = gold_count = predicted_count = 0
    for gold, predicted in pairs:
        by_span = {(one["start"], one["end"]): one for one in predicted}
        spans = {(one["start"], one["end"]) for one in gold}
        gold_count += len(spans)
        predicted_count += len(by_span)
        true += len(spans & set(by_span))
        touching += sum(any(s < end and start < e for s, e in spans) for start, end in by_span)
        for one in gold:
            if one["lat"] is None:
                continue
            located += 1
            exact = by_span.get((one["start"], one["end"]))
            if exact is not None and exact["lat"] is None:
                missing += 1
            elif exact is not None:
                errors.append(kilometers((one["lat"], one["lon"]), (exact["lat"], exact["lon"])))
                hits += errors[-1] <= NEAR_KM
            overlap_hits += _near_any(one, predicted)
    errors.sort()
    precision, recall = true / max(1, predicted_count), true / max(1, gold_count)
    return PlaceScore(
        located=located,
        accuracy_161=hits / max(1, located),
        accuracy_161_overlap=overlap_hits / max(1, located),
        found_accuracy_161=hits / max(1, len(errors)),
        unresolved=missing / max(1, missing + len(errors)),
        median_km=errors[len(errors) // 2] if errors else _FARTHEST_KM,
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / max(1e-9, precision + recall),
        precision_overlap=touching / max(1, predicted_count),
    )


def _near_any(gold: Toponym, predicted: Sequence[Toponym]) -> bool:
    return any(
        one["start"] < gold["end"]
        and gold["start"] < one["end"]
        and one["lat"] is not None
        and kilometers((gold["lat"], gold["lon"]), (one["lat"], one["lon"])) <= NEAR_KM
        for one in predicted
    )
