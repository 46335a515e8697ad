"""Scores of time expressions: value exact over gold spans, and detection with value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Timex = Mapping[str, Any]


def canonical(value: str | None) -> str | None:
    """Return `value` in one notation: no clock or part of day, no -XX fillers, W7 as W07, 199X as 199."""
    if value is None:
        return None
    value = value.split("/")[0]
    if not value.startswith(("P", "XXXX")):
        value = re.sub(r"T.*$", "", value)
    value = re.sub(r"(?:-W?XX)+$", "", value)
    value = re.sub(r"^(\d{2,3})X+$", r"\1", value)
    return re.sub(r"-W(\d)(?=$|-)", r"-W0\1", value)


def score_values(
    gold: Mapping[str, Sequence[Timex]], predicted: Mapping[str, Mapping[tuple[int, int], str | None]]
) -> dict[str, float]:
    """Return shares of gold DATE and TIME values met, given the gold spans; days and coarser ones apart."""
    counts = {"all": [0, 0], "day": [0, 0], "coarser": [0, 0], "strict": [0, 0]}
    for key, expressions in gold.items():
        for expression in expressions:
            if expression["type"] not in {"DATE", "TIME"}:
                continue
            found = predicted.get(key, {}).get((expression["start"], expression["end"]))
            wanted = str(expression["value"])
            is_right = found is not None and canonical(found) == canonical(wanted)
            level = "day" if re.fullmatch(r"\d{4}-\d\d-\d\d", wanted) else "coarser"
            for name, right in (("all", is_right), (level, is_right), ("strict", found == wanted)):
                counts[name][0] += right
                counts[name][1] += 1
    return {name: right / max(1, total) for name, (right, total) in counts.items()}


def score_detection(
    gold: Mapping[str, Sequence[Timex]], predicted: Mapping[str, Sequence[Timex]], kinds: frozenset[str]
) -> dict[str, float]:
    """Return precision, recall and F1 of spans (overlap, one to one) and of spans with the right value."""
    wanted = found = matched = valued = 0
    for key, expressions in gold.items():
        golden = [one for one in expressions if one["type"] in kinds]
        guesses = [one for one in predicted.get(key, ()) if one["type"] in kinds]
        wanted, found = wanted + len(golden), found + len(guesses)
        free = list(guesses)
        for one in golden:
            hit = next((g for g in free if g["start"] < one["end"] and one["start"] < g["end"]), None)
            if hit is not None:
                free.remove(hit)
                matched += 1
                valued += canonical(hit["value"]) == canonical(one["value"])
    return {
        "precision": matched / max(1, found),
        "recall": matched / max(1, wanted),
        "f1": 2 * matched / max(1, found + wanted),
        "value_f1": 2 * valued / max(1, found + wanted),
    }
