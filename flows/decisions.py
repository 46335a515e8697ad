"""A person's decisions about incidents: merge, split and pin become rows that the next linking obeys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flows.errors import InputError
from flows.ledger import now, open_warehouse
from flows.settings import Settings
from sql.warehouse import Warehouse
from transforms.ids import make_id
from transforms.records import DecisionKind, IncidentDecision

Home = tuple[str, str]
"""An event and its document."""


def merge_incidents(settings: Settings, one: str, other: str, note: str | None = None) -> int:
    """Return the number of decisions written so that two incidents are one; InputError for unknown ids."""
    with open_warehouse(settings) as warehouse:
        first, second = _incident(warehouse, one), _incident(warehouse, other)
        if first == second:
            raise InputError(f"{one} and {other} are one incident already")
        here, there = _firsts(warehouse, first), _firsts(warehouse, second)
        return _write(warehouse, "merge", [(here[0], there[0])], first, note)


def split_incident(
    settings: Settings, incident: str, documents: Sequence[str], note: str | None = None
) -> int:
    """Return the number of decisions written so that these documents tell of another incident."""
    with open_warehouse(settings) as warehouse:
        key = _incident(warehouse, incident)
        homes = _firsts(warehouse, key)
        leaving = [home for home in homes if any(home[1].startswith(name) for name in documents)]
        staying = [home for home in homes if home not in leaving]
        if not leaving or not staying:
            held = ", ".join(home[1] for home in homes)
            raise InputError(f"name some of the documents of {key}, not all or none: {held}")
        pairs = [(away, home) for away in leaving for home in staying]
        return _write(warehouse, "split", pairs, key, note)


def pin_event(settings: Settings, event_id: str, incident: str, note: str | None = None) -> int:
    """Return the number of decisions written so that an event stays there, with what is told beside it.

    Where it stands in another incident now, it is kept apart from the other reports of that one.
    """
    with open_warehouse(settings) as warehouse:
        key = _incident(warehouse, incident)
        links = {link.event_id: link.incident_id for link in warehouse.incident_events()}
        if event_id not in links:
            raise InputError(f"no event of an incident has the id {event_id}")
        now_in = dict(warehouse.event_homes(links[event_id]))
        home = (event_id, now_in[event_id])
        target = [other for other in _firsts(warehouse, key) if other[1] != home[1]]
        if not target:
            raise InputError(f"{key} has no other report that the event could stay with")
        written = _write(warehouse, "pin", [(home, target[0])], key, note)
        if links[event_id] != key:
            left = [other for other in _firsts(warehouse, links[event_id]) if other[1] != home[1]]
            written += _write(warehouse, "split", [(home, other) for other in left], links[event_id], note)
        return written


def _incident(warehouse: Warehouse, name: str) -> str:
    """Return the id that begins with `name`; raises InputError where none or several do."""
    found = [item.incident_id for item in warehouse.incidents() if item.incident_id.startswith(name)]
    if len(found) != 1 or not name:
        raise InputError(f"{'no' if not found else 'more than one'} incident's id begins with {name!r}")
    return found[0]


def _firsts(warehouse: Warehouse, incident_id: str) -> list[Home]:
    """Return the first event of each document in an incident."""
    firsts: dict[str, str] = {}
    for event_id, document_id in warehouse.event_homes(incident_id):
        firsts.setdefault(document_id, event_id)
    return [(event_id, document_id) for document_id, event_id in firsts.items()]


def _write(
    warehouse: Warehouse,
    kind: DecisionKind,
    pairs: Iterable[tuple[Home, Home]],
    incident_id: str,
    note: str | None,
) -> int:
    decisions = [
        IncidentDecision(
            make_id("decision", kind, *sorted((one[0], other[0]))),
            kind,
            one[0],
            one[1],
            other[0],
            other[1],
            incident_id,
            note,
        )
        for one, other in pairs
    ]
    warehouse.put_decisions(decisions, now())
    return len(decisions)
