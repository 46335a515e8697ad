"""Triggers and arguments against the WikiEvents gold: attack, die and injure only.

A predicted trigger is right where its word stands inside a gold trigger of the same coarse type.
An argument is right where its event is right, its coarse role is the same and its head word stands
inside the gold argument. Precision of arguments counts the arguments of right triggers, recall all
gold arguments (the definition of the prototype, so that the figures can be compared).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

COARSE = (("Conflict.Attack", "attack"), ("Life.Die", "die"), ("Life.Injure", "injure"))
ROLES = {
    "Attacker": "agent",
    "Killer": "agent",
    "Injurer": "agent",
    "Victim": "victim",
    "Target": "target",
    "Place": "place",
    "Instrument": "instrument",
    "ExplosiveDevice": "instrument",
}


def coarse_type(name: str) -> str | None:
    """Return attack, die or injure for a KAIROS type, None for all other types."""
    return next((coarse for prefix, coarse in COARSE if name.startswith(prefix)), None)


class ArgumentScore:
    """Counts over documents; `metrics` turns them into precision, recall and F1."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def add(self, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> None:
        """Count one document: `gold` and `found` are event lists in the format of the gold."""
        wanted = [event for event in gold if coarse_type(event["type"])]
        given = [event for event in found if coarse_type(event["type"])]
        self.counts["trigger", "gold"] += len(wanted)
        self.counts["trigger", "found"] += len(given)
        used: set[int] = set()
        for event in wanted:
            arguments = [item for item in event["args"] if item["role"] in ROLES]
            for item in arguments:
                self.counts[ROLES[item["role"]], "gold"] += 1
            hit = next(
                (n for n, other in enumerate(given) if n not in used and _is_same_trigger(event, other)), None
            )
            if hit is None:
                continue
            used.add(hit)
            self.counts["trigger", "right"] += 1
            self._arguments(arguments, given[hit]["args"])

    def _arguments(self, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> None:
        left = [item for item in found if item["role"] in ROLES]
        for item in left:
            self.counts[ROLES[item["role"]], "found"] += 1
        for item in gold:
            match = next((other for other in left if _is_same_argument(item, other)), None)
            if match is not None:
                left.remove(match)
                self.counts[ROLES[item["role"]], "right"] += 1

    def metrics(self) -> dict[str, float]:
        """Return precision, recall and F1 for triggers, for each role and for all arguments."""
        roles = sorted(set(ROLES.values()))
        total: Counter[str] = Counter()
        out: dict[str, float] = {}
        for name in ("trigger", *roles):
            parts = {part: self.counts[name, part] for part in ("right", "found", "gold")}
            if name != "trigger":
                total.update(parts)
            out.update(_rates(name, parts))
        out.update(_rates("arguments", total))
        return out


def _rates(name: str, parts: dict[str, int] | Counter[str]) -> dict[str, float]:
    precision = parts["right"] / max(1, parts["found"])
    recall = parts["right"] / max(1, parts["gold"])
    both = precision + recall
    return {
        f"{name}_precision": round(precision, 4),
        f"{name}_recall": round(recall, 4),
        f"{name}_f1": round(2 * precision * recall / both, 4) if both else 0.0,
    }


def _is_same_trigger(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    mark = gold["trigger"]
    return (
        coarse_type(gold["type"]) == coarse_type(found["type"])
        and mark["start"] <= found["trigger"]["start"] < mark["end"]
    )


def _is_same_argument(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    """Compare by the head, which is the last word of a predicted argument."""
    head = found["end"] - 1
    return ROLES[gold["role"]] == ROLES[found["role"]] and gold["start"] <= head < gold["end"]
