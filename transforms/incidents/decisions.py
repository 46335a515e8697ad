"""What people decided about incidents, turned into what must and must not be joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.incidents.episodes import Episode
from transforms.records import IncidentDecision


@dataclass(frozen=True, slots=True)
class Orders:
    """Decisions as pairs of indices of episodes."""

    together: tuple[tuple[int, int], ...]
    """To be joined."""
    apart: tuple[tuple[int, int], ...]
    """To be kept apart."""
    idle: tuple[str, ...]
    """Decisions whose events and documents are no longer here."""


def read_orders(episodes: Sequence[Episode], decisions: Iterable[IncidentDecision]) -> Orders:
    """Return what `decisions` demand of `episodes`; an event extracted anew is found by its document."""
    by_event = {event.event_id: at for at, episode in enumerate(episodes) for event in episode.events}
    by_document: dict[str, int] = {}
    for at, episode in enumerate(episodes):
        by_document.setdefault(episode.report.document_id, at)
    together: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    idle: list[str] = []
    for decision in sorted(decisions, key=lambda item: item.decision_id):
        one = by_event.get(decision.event_id, by_document.get(decision.document_id))
        other = by_event.get(decision.other_event_id, by_document.get(decision.other_document_id))
        if one is None or other is None or one == other:
            idle.append(decision.decision_id)
        elif decision.kind == "split":
            apart.append((one, other))
        else:
            together.append((one, other))
    return Orders(tuple(together), tuple(apart), tuple(idle))
