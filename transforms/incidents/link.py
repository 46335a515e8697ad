"""From event mentions to incidents: episodes of many reports that are one thing.

The result depends on the reports and on people's decisions alone, never on the order of their
arrival: a late report may join an incident, bring two together, or date one that lacked its year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.incidents.agreement import Agreement, compare
from transforms.incidents.candidates import candidate_pairs
from transforms.incidents.decisions import read_orders
from transforms.incidents.describe import describe, redate
from transforms.incidents.episodes import Episode, find_episodes
from transforms.incidents.grouping import Groups
from transforms.incidents.reports import Report
from transforms.incidents.stories import likeness_pairs
from transforms.records import Event, Incident, IncidentDecision, IncidentEvent


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found."""

    incidents: tuple[Incident, ...]
    """All incidents, by id."""
    links: tuple[IncidentEvent, ...]
    """Which event mention belongs to which, by event."""
    redated: tuple[Event, ...]
    """Events whose year came from their incident's other documents (date_basis linked)."""
    idle_decisions: tuple[str, ...] = ()
    """Decisions that concern no event that is here."""


def link_events(reports: Iterable[Report], decisions: Iterable[IncidentDecision] = ()) -> Linked:
    """Return the incidents that `reports` tell of; `decisions` are obeyed whatever agrees."""
    ordered = sorted(reports, key=lambda report: report.document_id)
    episodes = [episode for report in ordered for episode in find_episodes(report)]
    told = {episode.report.document_id for episode in episodes}
    alike = likeness_pairs([report.story for report in ordered if report.document_id in told])
    compared = {
        (one, other): compare(
            episodes[one], episodes[other], _likeness(alike, episodes[one], episodes[other])
        )
        for one, other in candidate_pairs(episodes, alike)
    }
    groups = Groups(len(episodes), {pair: found.score for pair, found in compared.items()})
    orders = read_orders(episodes, decisions)
    groups.keep_apart(orders.apart)
    groups.settle()
    for one, other in orders.together:
        groups.join(one, other)
    decided = {at for pair in (*orders.together, *orders.apart) for at in pair}
    incidents: list[Incident] = []
    links: list[IncidentEvent] = []
    redated: list[Event] = []
    for members in groups.listed():
        incident = describe([episodes[at] for at in members])
        incidents.append(incident)
        links += _links(incident, members, episodes, compared, decided)
        redated += redate([episodes[at] for at in members])
    return Linked(
        tuple(sorted(incidents, key=lambda incident: incident.incident_id)),
        tuple(sorted(links, key=lambda link: link.event_id)),
        tuple(sorted(redated, key=lambda event: event.event_id)),
        orders.idle,
    )


def _likeness(alike: dict[tuple[str, str], float], one: Episode, other: Episode) -> float:
    first, second = sorted((one.report.document_id, other.report.document_id))
    return alike.get((first, second), 0.0)


def _links(
    incident: Incident,
    members: Sequence[int],
    episodes: Sequence[Episode],
    compared: dict[tuple[int, int], Agreement],
    decided: set[int],
) -> Iterable[IncidentEvent]:
    """Yield a link for each event, with the best agreement that holds its episode in the incident."""
    for at in members:
        known = [
            compared[pair] for other in members if (pair := (min(at, other), max(at, other))) in compared
        ]
        best = max(known, key=lambda found: found.score, default=None)
        score, reason = (best.score, best.reason()) if best is not None else (1.0, "told by one report only")
        if at in decided:
            score, reason = 1.0, f"decided by a person; {reason}"
        for event in episodes[at].events:
            yield IncidentEvent(incident.incident_id, event.event_id, round(score, 4), reason)
