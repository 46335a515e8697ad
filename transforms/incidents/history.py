"""What became of incidents when more reports came: which went into which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from transforms.records import ChangeKind, IncidentChange, IncidentEvent


def find_changes(
    before: Iterable[IncidentEvent], after: Iterable[IncidentEvent]
) -> tuple[IncidentChange, ...]:
    """Return the incidents whose events stand elsewhere now, with those that hold them.

    An incident that only grew has no line; nor has one whose events were all extracted anew.
    """
    now = {link.event_id: link.incident_id for link in after}
    moved: dict[str, Counter[str]] = defaultdict(Counter)
    fed: dict[str, set[str]] = defaultdict(set)
    for link in before:
        successor = now.get(link.event_id)
        if successor is not None:
            moved[link.incident_id][successor] += 1
            fed[successor].add(link.incident_id)
    changes = []
    for incident_id, successors in sorted(moved.items()):
        for successor_id, count in sorted(successors.items()):
            if successor_id == incident_id:
                continue
            kind: ChangeKind = "renamed"
            if len(successors) > 1:
                kind = "split"
            elif len(fed[successor_id]) > 1:
                kind = "joined"
            changes.append(IncidentChange(incident_id, successor_id, kind, count))
    return tuple(changes)
