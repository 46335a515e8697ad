"""Which episodes are compared at all: those near in day and country, and those of reports alike in words.

Each episode meets a bounded number of others, so that cost grows in line with the number of reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from transforms.incidents.episodes import Episode

_BESIDE = 40
"""Neighbours in the order of place and kind that an episode of a crowded day and country meets."""
_LONGEST = 4
"""Days of a window that are looked up; longer windows are met by their first days."""


def candidate_pairs(
    episodes: Sequence[Episode], likeness: Mapping[tuple[str, str], float]
) -> list[tuple[int, int]]:
    """Return pairs of indices into `episodes`, smaller first, in order; never two of one report."""
    pairs = {(min(pair), max(pair)) for pair in (*_near_in_day(episodes), *_alike(episodes, likeness))}
    return sorted((one, other) for one, other in pairs if episodes[one].report is not episodes[other].report)


def _near_in_day(episodes: Sequence[Episode]) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, episode in enumerate(episodes):
        if episode.window is None or episode.place is None or episode.place.country_code is None:
            continue
        days = min((episode.window.end - episode.window.start).days + 1, _LONGEST)
        for day in range(days + 1):
            moment = episode.window.start + timedelta(days=day)
            blocks[(moment.toordinal(), episode.place.country_code)].append(number)
    for block in blocks.values():
        ordered = sorted(block, key=lambda number: _order(episodes[number]))
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + _BESIDE]:
                yield one, other


def _order(episode: Episode) -> tuple[str, str, str, str]:
    place = episode.place
    kind = episode.events[0].acled_sub_event_type or ""
    return (place.admin1 or "" if place else "", place.place_id if place else "", kind, episode.key)


def _alike(
    episodes: Sequence[Episode], likeness: Mapping[tuple[str, str], float]
) -> Iterator[tuple[int, int]]:
    by_report: dict[str, list[int]] = defaultdict(list)
    for number, episode in enumerate(episodes):
        by_report[episode.report.document_id].append(number)
    for first, second in likeness:
        for one in by_report.get(first, ()):
            for other in by_report.get(second, ()):
                yield one, other
