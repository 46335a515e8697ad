"""What a document gave, back out of its tables; and what a database holds, in short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sql import statements
from sql.columns import from_arrow
from sql.session import Session
from transforms.records import (
    Claim,
    Document,
    Entity,
    Event,
    EventRole,
    Extraction,
    Figure,
    Mention,
    Place,
    Sentence,
)

EXTRACTED: Mapping[str, tuple[type, str]] = {
    "core.sentence": (Sentence, "sentences"),
    "core.mention": (Mention, "mentions"),
    "core.claim": (Claim, "claims"),
    "core.event": (Event, "events"),
    "core.event_role": (EventRole, "roles"),
    "core.figure": (Figure, "figures"),
}
"""Tables that a document's rows go to as they are: record, and field of Extraction. Events before roles."""

GATHERED: Mapping[str, tuple[type, str]] = {
    "core.document_entity": (Entity, "entities"),
    "core.document_place": (Place, "places"),
}
"""Tables of what a document says of things that other documents may speak of too."""


def load_extractions(session: Session, document_ids: Sequence[str] | None) -> tuple[Extraction, ...]:
    """Return what the documents gave, by id; see Warehouse.extractions."""
    documents = session.load("core.document", Document, document_ids)
    found: dict[str, dict[str, list[Any]]] = {document.document_id: {} for document in documents}
    owners: dict[str, str] = {}
    for table, (record, name) in {**EXTRACTED, **GATHERED}.items():
        arrow = session.arrow(table, document_ids)
        rows: tuple[Any, ...] = from_arrow(record, arrow)
        if record is EventRole:
            keys = [owners[row.event_id] for row in rows]
        else:
            keys = arrow.column("document_id").to_pylist()
        if record is Event:
            owners = {row.event_id: row.document_id for row in rows}
            rows = tuple(_without_linked_date(row) for row in rows)
        for key, row in zip(keys, rows, strict=True):
            found[key].setdefault(name, []).append(row)
    return tuple(
        Extraction(key, **{name: tuple(rows) for name, rows in parts.items()})
        for key, parts in sorted(found.items())
    )


def inventory(session: Session) -> list[str]:
    """Return each table with its row count and each view with its comment."""
    tables = [name for (name,) in session.rows(statements.OBJECTS)]
    counts = [f"{name}: {session.rows(f'select count(*) from {name}')[0][0]}" for name in tables]
    return [*counts, *(line for (line,) in session.rows(statements.VIEW_NAMES))]


def _without_linked_date(event: Event) -> Event:
    if event.date_basis == "linked":
        return replace(event, start_date=None, end_date=None, date_basis="unknown")
    return event
