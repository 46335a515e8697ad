"""What an incident is called: its days, place and kind, from the episodes that tell of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from transforms.ids import make_id
from transforms.incidents.episodes import Episode
from transforms.incidents.spots import agreement, fineness
from transforms.incidents.windows import Window, fill_year, join_windows, partial_days
from transforms.records import Event, Incident, Place

_VAGUE = frozenset({"", "Other", "Attack", "Armed clash"})
"""ACLED sub-event types that an attack gets where nothing more is said."""


def describe(episodes: Sequence[Episode]) -> Incident:
    """Return the incident that `episodes` tell of; its id stays while its first report stays in it."""
    founder = min(episodes, key=lambda episode: (episode.report.day or date.max, episode.key))
    window = agreed_window(episodes)
    place = agreed_place(episodes)
    events = [event for episode in episodes for event in episode.material if event.factuality != "denied"]
    main = _main(events or [event for episode in episodes for event in episode.events])
    kind = main.acled_sub_event_type or main.plover_type.capitalize()
    if main.acled_sub_event_type == "Other":
        kind = main.plover_type.capitalize()
    return Incident(
        incident_id=make_id("incident", founder.key),
        title=f"{kind}{f' in {place.name}' if place else ''}{_written(window)}",
        start_date=window.start if window else None,
        end_date=window.end if window else None,
        place_id=place.place_id if place else None,
        plover_type=main.plover_type,
        acled_event_type=main.acled_event_type,
        acled_sub_event_type=main.acled_sub_event_type,
        date_precision="day" if window else None,
    )


def agreed_window(episodes: Iterable[Episode]) -> Window | None:
    """Return the days that most reports give, widened by those that meet them; None where none says when."""
    windows = sorted(
        (episode.window for episode in episodes if episode.window is not None),
        key=lambda window: (window.start, window.end),
    )
    if not windows:
        return None
    support = [sum(1 for other in windows if other.near(window)) for window in windows]
    core = windows[support.index(max(support))]
    return join_windows(window for window in windows if window.near(core))


def agreed_place(episodes: Sequence[Episode]) -> Place | None:
    """Return the finest place that most of the reports can agree with; None where none names a place."""
    places = [episode.place for episode in episodes if episode.place is not None]
    if not places:
        return None
    support = {
        place.place_id: sum(1 for other in places if agreement(place, other) is not None) for place in places
    }
    named = Counter(place.place_id for place in places)
    enough = max(support.values())
    return min(
        (place for place in places if support[place.place_id] == enough),
        key=lambda place: (-fineness(place), -named[place.place_id], place.place_id),
    )


def redate(episodes: Sequence[Episode]) -> tuple[Event, ...]:
    """Return events whose text leaves out the year, dated by the incident's other reports."""
    window = agreed_window(episodes)
    if window is None:
        return ()
    found = []
    for episode in episodes:
        for event in episode.events:
            partial = partial_days(event.date_value) if event.start_date is None else None
            if partial is None:
                continue
            first, last = fill_year(partial[0], window), fill_year(partial[1], window)
            if first is not None and last is not None and first <= last:
                found.append(
                    replace(event, start_date=first, end_date=last, date_precision="day", date_basis="linked")
                )
    return tuple(found)


def _main(events: Sequence[Event]) -> Event:
    """Return the event that stands for the incident: of the kind most told.

    A precise kind (air strike, shelling) that a fifth of the events have goes before the armed clash
    that any attack is where nothing more is said.
    """
    kinds = Counter((event.plover_type, event.acled_sub_event_type or "") for event in events)
    types = Counter(event.plover_type for event in events)
    share = {
        kind: count for kind, count in kinds.items() if kind[1] not in _VAGUE and 5 * count >= len(events)
    }
    best = min(share or kinds, key=lambda kind: (-types[kind[0]], -kinds[kind], kind))
    return min(
        (event for event in events if (event.plover_type, event.acled_sub_event_type or "") == best),
        key=lambda event: event.event_id,
    )


def _written(window: Window | None) -> str:
    if window is None:
        return ""
    first, last = window.start, window.end
    if first == last:
        return f", {first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f", {first.day}–{last.day} {last:%B %Y}"
    if first.year == last.year:
        return f", {first.day} {first:%B} – {last.day} {last:%B %Y}"
    return f", {first.day} {first:%B %Y} – {last.day} {last:%B %Y}"
