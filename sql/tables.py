"""Which record each table of ``core`` holds, and what follows from it for checks."""

from __future__ import annotations

from collections.abc import Mapping

from sql.columns import required_columns, vocabulary
from sql.loads import EXTRACTED, GATHERED
from transforms.records import (
    Block,
    Document,
    Entity,
    Incident,
    IncidentEvent,
    IncidentSpeaker,
    Outlet,
    Place,
)

RECORDS: Mapping[str, type] = {
    "core.outlet": Outlet,
    "core.document": Document,
    "core.block": Block,
    **{table: record for table, (record, _) in EXTRACTED.items()},
    "core.entity": Entity,
    "core.place": Place,
    **{table: record for table, (record, _) in GATHERED.items()},
    "core.incident": Incident,
    "core.incident_event": IncidentEvent,
    "core.incident_speaker": IncidentSpeaker,
}
"""The record behind each table of ``core``."""


def words_of(table: str, column: str) -> tuple[str, ...]:
    """Return the words that a column of fixed words may hold; empty for others."""
    return vocabulary(RECORDS[table], column)


def never_null(table: str) -> tuple[str, ...]:
    """Return the columns of `table` that always hold something, as its record says."""
    return required_columns(RECORDS[table])
