"""Episodes: the things that one report tells of, each with its window, place, actors and figures.

Coreference has already joined mentions that plainly mean one event. Reports tell the parts of one
thing as events of their own (the attack, the deaths, the strike back); an episode holds the parts
that agree on day and place. A mention without both goes with what is told beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.incidents.reports import SPEECH_TYPES, Report, Toll
from transforms.incidents.spots import agreement, fineness, finest
from transforms.incidents.windows import Window, join_windows, partial_days, window_of
from transforms.records import Event, Place

_BESIDE = 1
"""Sentences within which a mention without day and place goes with the one told before it."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One thing that one report tells of."""

    key: str
    """Id of its first event."""
    report: Report
    """The report."""
    events: tuple[Event, ...]
    """Its events in the order of the text; speech about it is at the end."""
    window: Window | None
    """When; null where the report does not say."""
    ranges: tuple[Window, ...]
    """Weeks or months in which it was, where the report says no more of some part of it."""
    partial: tuple[int, int] | None
    """Month and day where the report leaves out the year and gives no full date."""
    place: Place | None
    """The finest place it names."""
    actors: frozenset[str]
    """Who takes part."""
    tolls: tuple[Toll, ...]
    """Its figures."""

    @property
    def material(self) -> tuple[Event, ...]:
        """Its events that are no speech."""
        return tuple(event for event in self.events if event.plover_type not in SPEECH_TYPES)


@dataclass(slots=True)
class _Draft:
    """An episode while it is being put together: chains of coreferent mentions."""

    events: list[Event]
    windows: list[Window]
    ranges: list[Window]
    partials: list[tuple[int, int]]
    places: list[Place]
    named: list[Place]

    @classmethod
    def of(cls, chain: Sequence[Event], report: Report) -> _Draft:
        told = [event for event in chain if event.factuality != "denied"]
        windows = [window_of(event.start_date, event.end_date) for event in told]
        partials = [partial_days(event.date_value) for event in told if event.start_date is None]
        named = [report.places.get(event.place_id or "") for event in told]
        places = [place for place in named if place is not None]
        return cls(
            list(chain),
            [window for window in windows if window is not None and not window.is_wide],
            [window for window in windows if window is not None and window.is_wide],
            [day for partial in partials if partial is not None for day in sorted(set(partial))],
            [place for place in places if _says_where(place, report)],
            places,
        )

    @property
    def says_when_or_where(self) -> bool:
        return bool(
            self.windows or self.ranges or self.partials or any(fineness(place) for place in self.places)
        )

    def accepts(self, other: _Draft) -> bool:
        mine, theirs = join_windows(self.windows), join_windows(other.windows)
        if mine is not None and theirs is not None and not mine.near(theirs):
            return False
        if not _inside(mine, other.ranges) or not _inside(theirs, self.ranges):
            return False
        if self.partials and other.partials and not _days_near(self.partials, other.partials):
            return False
        here, there = finest(self.places), finest(other.places)
        return agreement(here, there) is not None

    def add(self, other: _Draft) -> None:
        self.events += other.events
        self.windows += other.windows
        self.ranges += other.ranges
        self.partials += other.partials
        self.places += other.places
        self.named += other.named


def find_episodes(report: Report) -> tuple[Episode, ...]:
    """Return the episodes of `report` in the order in which it first tells of them."""
    chains: dict[str, list[Event]] = defaultdict(list)
    for event in report.events:
        if event.plover_type not in SPEECH_TYPES:
            chains[event.coreference_id or event.event_id].append(event)
    drafts: list[_Draft] = []
    for chain in chains.values():
        _place(_Draft.of(chain, report), drafts)
    drafts = _merge_agreeing(drafts)
    for event in report.events:
        if event.plover_type in SPEECH_TYPES and drafts:
            _beside(drafts, event.sentence_no, reach=10**6).events.append(event)
    return tuple(_episode(draft, report) for draft in drafts)


def _says_where(place: Place, report: Report) -> bool:
    """Tell whether `place` says where: the country of an actor ("U.S. strikes") mostly does not."""
    if fineness(place):
        return True
    others = {
        known.country_code for known in report.places.values() if known.country_code != place.country_code
    }
    return place.country_code not in report.countries or not others


def _only_country(places: Sequence[Place]) -> Place | None:
    """Return the one country named, an actor's too; None where there are several or none."""
    return places[0] if len({place.place_id for place in places}) == 1 else None


def _place(draft: _Draft, drafts: list[_Draft]) -> None:
    """Put `draft` where it belongs among `drafts`, or behind them as an episode of its own."""
    if not drafts:
        drafts.append(draft)
        return
    first = draft.events[0].sentence_no
    if not draft.says_when_or_where:
        _beside(drafts, first, _BESIDE).add(draft)
        return
    fitting = [home for home in drafts if home.accepts(draft)]
    if fitting:
        _beside(fitting, first, _BESIDE).add(draft)
    else:
        drafts.append(draft)


def _beside(drafts: Sequence[_Draft], sentence_no: int, reach: int) -> _Draft:
    """Return the draft told last before this sentence within `reach` sentences, else the first."""
    told = [
        (event.sentence_no, -number)
        for number, draft in enumerate(drafts)
        for event in draft.events
        if 0 <= sentence_no - event.sentence_no <= reach
    ]
    return drafts[-max(told)[1]] if told else drafts[0]


def _merge_agreeing(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Join drafts that say nothing against each other once all of the text is read."""
    kept: list[_Draft] = []
    for draft in drafts:
        home = next((other for other in kept if other.accepts(draft)), None)
        if home is None:
            kept.append(draft)
        else:
            home.add(draft)
    return kept


def _inside(window: Window | None, ranges: Sequence[Window]) -> bool:
    return window is None or all(window.near(wide) for wide in ranges)


def _days_near(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> bool:
    return any(abs((a[0] - b[0]) * 31 + a[1] - b[1]) <= 1 for a in one for b in other)


def _episode(draft: _Draft, report: Report) -> Episode:
    events = sorted(draft.events, key=lambda event: (event.plover_type in SPEECH_TYPES, event.trigger_span))
    return Episode(
        key=events[0].event_id,
        report=report,
        events=tuple(events),
        window=join_windows(draft.windows),
        ranges=tuple(draft.ranges),
        partial=None if draft.windows or not draft.partials else min(draft.partials),
        place=finest(draft.places) or _only_country(draft.named),
        actors=frozenset(name for event in events for name in report.actors.get(event.event_id, ())),
        tolls=tuple(toll for event in events for toll in report.tolls.get(event.event_id, ())),
    )
