"""How well two episodes of different reports agree: parts from 0 to 1, and their weighted mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from transforms.incidents import spots
from transforms.incidents.episodes import Episode
from transforms.incidents.stories import LIKENESS
from transforms.incidents.windows import Window, fill_year

WEIGHTS = {"time": 0.2, "place": 0.2, "type": 0.1, "actors": 0.15, "figures": 0.05, "story": 0.3}
"""What each part counts for; they add up to 1. Words weigh most: they alone bring stories together well."""
ENOUGH = 0.6
"""Least mean at which two episodes are one incident."""
_UNKNOWN = 0.4
_REPORTED = timedelta(days=4)
"""Days between reports of an undated event within which they may well mean the same."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Why two episodes are one thing, or not."""

    score: float
    """Weighted mean of the parts, 0 to 1; 0 where they contradict each other."""
    parts: tuple[tuple[str, float], ...]
    """The parts by name."""
    against: str | None = None
    """The part that rules it out: time or place."""

    def reason(self) -> str:
        """Return the parts in short words, as in 'time 1.0, place 0.8'."""
        return ", ".join(f"{name} {value:.1f}" for name, value in self.parts)


def compare(one: Episode, other: Episode, likeness: float) -> Agreement:
    """Return how well two episodes agree, where their reports' words are alike by `likeness`."""
    time, place = time_agreement(one, other), spots.agreement(one.place, other.place)
    if time is None or place is None:
        return Agreement(0.0, (), "time" if time is None else "place")
    parts = {
        "time": time,
        "place": place,
        "type": _types(one, other),
        "actors": _actors(one.actors, other.actors),
        "figures": _figures(one, other),
        "story": min(1.0, likeness / (2 * LIKENESS)),
    }
    score = sum(WEIGHTS[name] * value for name, value in parts.items())
    return Agreement(score, tuple(parts.items()))


def time_agreement(one: Episode, other: Episode) -> float | None:
    """Return how well the days agree; None where they contradict each other."""
    for mine, theirs in ((one, other), (other, one)):
        day = mine.window or (Window(mine.report.day, mine.report.day) if mine.report.day else None)
        if day is not None and not all(day.near(wide) for wide in theirs.ranges):
            return None
    if one.window is not None and other.window is not None:
        if one.window.meets(other.window):
            return 1.0
        return 0.7 if one.window.near(other.window) else None
    for partial, window in ((one.partial, other.window), (other.partial, one.window)):
        if partial is not None and window is not None:
            return 0.9 if fill_year(partial, window) is not None else None
    if one.partial is not None and other.partial is not None:
        return 0.9 if one.partial == other.partial else _UNKNOWN
    return _by_report(one, other)


def _by_report(one: Episode, other: Episode) -> float | None:
    """Compare by the days of the reports where an episode is undated: news tells of the days before it."""
    first = one.window.end if one.window is not None else one.report.day
    second = other.window.end if other.window is not None else other.report.day
    if first is None or second is None:
        return _UNKNOWN
    return 0.6 if abs(first - second) <= _REPORTED else None


def _types(one: Episode, other: Episode) -> float:
    """Compare what kind of thing it is: the shared share of precise types, else of broad ones."""
    mine, theirs = one.material, other.material
    precise = _share(
        {event.acled_sub_event_type for event in mine}, {event.acled_sub_event_type for event in theirs}
    )
    broad = _share({event.plover_type for event in mine}, {event.plover_type for event in theirs})
    return max(precise, 0.6 * broad)


def _share(one: set[str | None], other: set[str | None]) -> float:
    one, other = one - {None}, other - {None}
    if not one or not other:
        return _UNKNOWN
    return len(one & other) / min(len(one), len(other))


def _actors(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return _UNKNOWN
    return len(one & other) / min(len(one), len(other))


def _figures(one: Episode, other: Episode) -> float:
    """Compare tolls of the same kind: a shared number agrees, two that differ may be a revision."""
    seen = False
    for mine in one.tolls:
        for theirs in other.tolls:
            if mine.kind != theirs.kind:
                continue
            seen = True
            low, high = max(mine.low, theirs.low), _least(mine.high, theirs.high)
            if high is None or low <= high:
                return 1.0
    return 0.3 if seen else 0.5


def _least(one: int | None, other: int | None) -> int | None:
    known = [value for value in (one, other) if value is not None]
    return min(known) if known else None
