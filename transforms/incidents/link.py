"""From event mentions to incidents: mentions that agree on kind, time and place are one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from transforms.ids import make_id
from transforms.records import Event, Extraction, Incident, IncidentEvent, Place

LINKED_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
"""PLOVER types that found an incident; speech and diplomacy are told about one."""
_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found."""

    incidents: tuple[Incident, ...]
    """All incidents, by id."""
    links: tuple[IncidentEvent, ...]
    """Which event mention belongs to which, by event."""
    redated: tuple[Event, ...]
    """Events whose year came from their incident's other documents (date_basis linked)."""


@dataclass(frozen=True, slots=True)
class _Group:
    """One event of one document: its coreferent mentions together."""

    events: tuple[Event, ...]
    start: date | None
    end: date | None
    place: Place | None

    @property
    def key(self) -> str:
        return self.events[0].event_id


def link_events(extractions: Iterable[Extraction]) -> Linked:
    """Return the incidents in all of `extractions`; the same in whatever order they come."""
    places: dict[str, Place] = {}
    groups: list[_Group] = []
    for extraction in sorted(extractions, key=lambda item: item.document_id):
        places.update({place.place_id: place for place in extraction.places})
        groups.extend(_groups(extraction, places))
    clusters = _join(groups)
    incidents, links = [], []
    for cluster in clusters:
        incident = _incident(cluster)
        incidents.append(incident)
        links.extend(
            IncidentEvent(incident.incident_id, event.event_id, 1.0, _reason(group, cluster))
            for group in cluster
            for event in group.events
        )
    return Linked(
        tuple(sorted(incidents, key=lambda incident: incident.incident_id)),
        tuple(sorted(links, key=lambda link: link.event_id)),
        (),
    )


def _groups(extraction: Extraction, places: Mapping[str, Place]) -> list[_Group]:
    chains: dict[str, list[Event]] = defaultdict(list)
    for event in extraction.events:
        if event.plover_type in LINKED_TYPES and not event.is_background:
            chains[event.coreference_id or event.event_id].append(event)
    found = []
    for chain in chains.values():
        dated = [event for event in chain if event.start_date is not None]
        placed = [places[event.place_id] for event in chain if event.place_id in places]
        found.append(
            _Group(
                tuple(chain),
                min((event.start_date for event in dated if event.start_date), default=None),
                max((event.end_date or event.start_date for event in dated if event.start_date), default=None),
                placed[0] if placed else None,
            )
        )
    return found


def _join(groups: Sequence[_Group]) -> list[list[_Group]]:
    clusters: list[list[_Group]] = []
    dated_first = sorted(groups, key=lambda group: (group.start is None, group.start or date.min, group.key))
    for group in dated_first:
        home = next((cluster for cluster in clusters if any(_agree(group, other) for other in cluster)), None)
        if home is None:
            clusters.append([group])
        else:
            home.append(group)
    return clusters


def _agree(one: _Group, other: _Group) -> bool:
    if one.start and one.end and other.start and other.end:
        near_in_time = one.start <= other.end + _SLACK and other.start <= one.end + _SLACK
    else:
        near_in_time = one.events[0].document_id == other.events[0].document_id
    if one.place is None or other.place is None:
        same_country = True
    else:
        same_country = one.place.country_code == other.place.country_code
    return near_in_time and same_country


def _incident(cluster: Sequence[_Group]) -> Incident:
    starts = [group.start for group in cluster if group.start]
    ends = [group.end for group in cluster if group.end]
    placed = [group.place for group in cluster if group.place is not None]
    first = cluster[0].events[0]
    place = placed[0] if placed else None
    kind = first.acled_sub_event_type or first.plover_type.capitalize()
    where = f" in {place.name}" if place else ""
    when = f", {min(starts):%-d %B %Y}" if starts else ""
    return Incident(
        incident_id=make_id("incident", first.event_id),
        title=f"{kind}{where}{when}",
        start_date=min(starts, default=None),
        end_date=max(ends, default=None),
        place_id=place.place_id if place else None,
        plover_type=first.plover_type,
        acled_event_type=first.acled_event_type,
        acled_sub_event_type=first.acled_sub_event_type,
        date_precision="day" if starts else None,
    )


def _reason(group: _Group, cluster: Sequence[_Group]) -> str:
    if len(cluster) == 1:
        return "alone"
    parts = ["time" if group.start else "document", "place" if group.place else "no place stated"]
    return " and ".join(parts)


def with_dates(event: Event, start: date, end: date) -> Event:
    """Return `event` dated from its incident's other documents."""
    return replace(event, start_date=start, end_date=end, date_precision="day", date_basis="linked")
