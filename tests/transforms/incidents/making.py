"""Reports made of events for tests of linking, without an extractor."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from transforms.incidents.reports import Report, read_report
from transforms.records import Document, Entity, Event, EventRole, Extraction, Figure, Place, Span

HARBOUR = Place("place-velm", "Velm", 11, "NO", "Vestland", 60.4, 5.3, "city")
PROVINCE = Place("place-vestland", "Vestland", 12, "NO", "Vestland", 60.5, 6.0, "admin1")
NORWAY = Place("place-norway", "Norway", 13, "NO", None, 62.0, 10.0, "country")
FARAWAY = Place("place-tromso", "Nordby", 14, "NO", "Troms", 69.6, 18.9, "city")
ABROAD = Place("place-skane", "Lund", 15, "SE", "Skane", 55.7, 13.2, "city")
RAIDERS = Entity("entity-raiders", "Raiders", "armed_group", side_code="RAID")
GUARDS = Entity("entity-guards", "Guards", "armed_group", country_code="NO")


def report(
    name: str,
    text: str,
    *events: Event,
    published: date | None = date(2024, 3, 6),
    places: tuple[Place, ...] = (HARBOUR, PROVINCE, NORWAY, FARAWAY, ABROAD),
    figures: tuple[Figure, ...] = (),
    roles: tuple[EventRole, ...] = (),
) -> Report:
    """Return a report with these events."""
    moment = (
        None if published is None else datetime(published.year, published.month, published.day, tzinfo=UTC)
    )
    document = Document(name, f"capture-{name}", 0, text, published_at=moment)
    extraction = Extraction(
        name, entities=(RAIDERS, GUARDS), places=places, events=events, roles=roles, figures=figures
    )
    return read_report(document, extraction)


def event(document: str, number: int = 0, **fields: Any) -> Event:
    """Return an attack on 5 March 2024, in sentence `number`, with `fields` in place of what it has."""
    fields.setdefault("start_date", date(2024, 3, 5))
    fields.setdefault("end_date", fields["start_date"])
    fields.setdefault("place_id", HARBOUR.place_id)
    fields.setdefault("plover_type", "ASSAULT")
    fields.setdefault("acled_sub_event_type", "Attack")
    fields.setdefault("factuality", "asserted")
    return Event(
        event_id=f"event-{document}-{number}",
        document_id=document,
        sentence_no=number,
        claim_id=f"claim-{document}",
        trigger_span=Span(10 * number, 10 * number + 5),
        trigger_text="struck",
        plover_mode=None,
        acled_event_type="Battles",
        extractor="hand-1",
        **fields,
    )
