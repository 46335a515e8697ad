"""A small world for tests: two reports of one invented incident, as records, with every table filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sql.ledger import StageMark
from sql.warehouse import Warehouse
from transforms.ids import hash_bytes, make_id
from transforms.records import (
    Block,
    Capture,
    Claim,
    Document,
    Entity,
    Event,
    EventRole,
    Extraction,
    Figure,
    Hints,
    Incident,
    IncidentEvent,
    Mention,
    Outlet,
    Place,
    Resolution,
    Sentence,
    Span,
)

NOW = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)
HEADLINE = "Depot at Torvik burns"
SAID = "Shells hit the depot at Torvik on Tuesday, Colonel Ana Reyes told Harbour News."
TOLD = "At least 12 soldiers died in the attack."
QUOTED = '"We will rebuild every wall of it before the winter comes," she said.'
CAPTION = "Smoke over the harbour (archive)"
TORVIK = Place("place-torvik", "Torvik", 4242, "NO", "Vestland", 60.4, 5.3, "city")


@dataclass(frozen=True)
class Story:
    """One report with all that it gives."""

    capture: Capture
    hints: Hints
    outlet: Outlet
    document: Document
    blocks: tuple[Block, ...]
    extraction: Extraction


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def tell(outlet_name: str = "Fjord Post", killed: int = 12, country: str = "NO") -> Story:
    """Return the report as `outlet_name` prints it, with its number of dead."""
    told = TOLD.replace("12", str(killed))
    paragraphs = (SAID, told, QUOTED)
    body = "\n".join((HEADLINE, CAPTION, *paragraphs, outlet_name)).encode()
    capture_id = hash_bytes(body)
    document_id = make_id("document", capture_id, 0)
    text = "\n\n".join(paragraphs)
    outlet = Outlet(make_id("outlet", outlet_name), outlet_name, country_code=country, kind="newspaper")
    document = Document(
        document_id,
        capture_id,
        0,
        text,
        url=f"https://{outlet_name.lower().replace(' ', '-')}.example/depot",
        outlet_id=outlet.outlet_id,
        outlet_name=outlet_name,
        title=HEADLINE,
        published_at=datetime(2024, 3, 6, tzinfo=UTC),
        published_precision="day",
        published_basis="manifest",
        language="en",
    )
    kept = [
        Block(document_id, number, "paragraph", True, words, span=span_of(text, words))
        for number, words in enumerate(paragraphs, start=2)
    ]
    blocks = (
        Block(document_id, 0, "title", False, HEADLINE, drop_rule="title"),
        Block(document_id, 1, "caption", False, CAPTION, drop_rule="caption_before_text"),
        *kept,
    )
    return Story(
        Capture(capture_id, f"{outlet_name}.txt", "text/plain", body, NOW),
        Hints(url=document.url, outlet=outlet_name, published=date(2024, 3, 6)),
        outlet,
        document,
        blocks,
        extract(document, told, killed),
    )


def extract(document: Document, told: str, killed: int) -> Extraction:
    """Return what a perfect extractor makes of the report."""
    text, key = document.text, document.document_id
    sentences = tuple(
        Sentence(key, number, number + 2, span_of(text, words))
        for number, words in enumerate((SAID, told, QUOTED))
    )
    reyes = Entity(make_id("entity", "person", "Ana Reyes"), "Ana Reyes", "person", country_code="NO")
    news = Entity(make_id("entity", "organization", "Harbour News"), "Harbour News", "organization")
    told_by = claim(
        document,
        0,
        content="Shells hit the depot at Torvik on Tuesday",
        source="Colonel Ana Reyes",
        cue="told",
        source_name="Ana Reyes",
        source_kind="person",
        source_entity_id=reyes.entity_id,
        source_role="Colonel",
        cue_kind="say",
        mode="indirect",
        via_name="Harbour News",
        via_entity_id=news.entity_id,
        score=0.9,
    )
    narrated = claim(
        document,
        1,
        content=told,
        source_name=document.outlet_name or "",
        source_kind="outlet",
        mode="narration",
    )
    quoted = claim(
        document,
        2,
        content="We will rebuild every wall of it before the winter comes,",
        source="she",
        cue="said",
        source_name="Ana Reyes",
        source_kind="person",
        source_entity_id=reyes.entity_id,
        cue_kind="say",
        mode="direct",
        score=0.95,
    )
    hit = event(document, 0, told_by, "hit", "ASSAULT", place_id=TORVIK.place_id, place_basis="trigger")
    died = event(document, 1, narrated, "attack", "ASSAULT", coreference_id=hit.event_id)
    counted = span_of(text, f"At least {killed} soldiers")
    figure = Figure(
        make_id("figure", key, counted, "killed"),
        key,
        narrated.claim_id,
        "killed",
        killed,
        None,
        killed,
        "at_least",
        counted,
        counted.cut(text),
        event_id=died.event_id,
        group_text="soldiers",
        is_civilian=False,
    )
    victims = span_of(text, "soldiers")
    depot, torvik = span_of(text, "the depot"), span_of(text, "Torvik")
    return Extraction(
        key,
        sentences=sentences,
        entities=(reyes, news),
        mentions=(
            mention(document, 0, "Colonel Ana Reyes", "PERSON", reyes, "name"),
            mention(document, 0, "Harbour News", "ORG", news, "name"),
            mention(document, 2, "she", "PRON", reyes, "pronoun"),
        ),
        places=(TORVIK,),
        claims=(told_by, narrated, quoted),
        events=(hit, died),
        roles=(
            EventRole(hit.event_id, "target", depot, depot.cut(text)),
            EventRole(hit.event_id, "place", torvik, torvik.cut(text)),
            EventRole(died.event_id, "victim", victims, victims.cut(text)),
        ),
        figures=(figure,),
    )


def claim(
    document: Document,
    sentence_no: int,
    content: str,
    source: str | None = None,
    cue: str | None = None,
    **fields: Any,
) -> Claim:
    """Return a claim whose spans are found by their words; source and cue as whole words."""
    text = document.text
    spans = (span_of(text, content),)
    source_span = None if source is None else word_of(text, source)
    cue_span = None if cue is None else word_of(text, cue)
    return Claim(
        claim_id=make_id("claim", document.document_id, source_span, cue_span, spans),
        document_id=document.document_id,
        sentence_no=sentence_no,
        content_spans=spans,
        content_text=content,
        extractor="hand-1",
        source_span=source_span,
        source_text=source,
        cue_span=cue_span,
        cue_text=cue,
        **fields,
    )


def word_of(text: str, words: str) -> Span:
    found = re.search(rf"\b{re.escape(words)}\b", text)
    assert found is not None
    return Span(*found.span())


def event(
    document: Document, sentence_no: int, told_in: Claim, trigger: str, plover_type: str, **fields: Any
) -> Event:
    span = word_of(document.text, trigger)
    return Event(
        event_id=make_id("event", document.document_id, span, plover_type),
        document_id=document.document_id,
        sentence_no=sentence_no,
        claim_id=told_in.claim_id,
        trigger_span=span,
        trigger_text=trigger,
        plover_type=plover_type,
        plover_mode=None,
        acled_event_type="Explosions/Remote violence",
        acled_sub_event_type="Shelling/artillery/missile attack",
        factuality="asserted",
        extractor="hand-1",
        start_date=date(2024, 3, 5),
        end_date=date(2024, 3, 5),
        date_precision="day",
        date_basis="published",
        date_value="2024-03-05",
        **fields,
    )


def mention(
    document: Document, sentence_no: int, words: str, label: str, entity: Entity, resolution: Resolution
) -> Mention:
    span = word_of(document.text, words)
    return Mention(
        make_id("mention", document.document_id, span),
        document.document_id,
        sentence_no,
        span,
        words,
        label,
        entity.entity_id,
        resolution,
    )


def stage(name: str, fingerprint: str = "f1", batch_id: str = "b1") -> StageMark:
    return StageMark(name, fingerprint, batch_id, NOW)


def store(warehouse: Warehouse, stories: Sequence[Story]) -> None:
    """Put the stories through every door of the warehouse, link included."""
    warehouse.put_captures(
        [story.capture for story in stories],
        "b1",
        {story.capture.capture_id: story.hints for story in stories},
    )
    warehouse.replace_documents(
        stage("clean"),
        [story.capture.capture_id for story in stories],
        documents=[story.document for story in stories],
        blocks=[block for story in stories for block in story.blocks],
        outlets=[story.outlet for story in stories],
    )
    warehouse.replace_extractions(stage("extract"), [story.extraction for story in stories])
    events = [event for story in stories for event in story.extraction.events]
    incident = Incident(
        make_id("incident", events[0].event_id),
        "Attack at Torvik, 5 March 2024",
        date(2024, 3, 5),
        date(2024, 3, 5),
        TORVIK.place_id,
        "ASSAULT",
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
        "day",
    )
    links = [
        IncidentEvent(incident.incident_id, event.event_id, 0.9, "type, date, place") for event in events
    ]
    warehouse.put_incidents([incident], links)


@contextmanager
def built(folder: Path, *stories: Story) -> Iterator[Warehouse]:
    """Yield an open warehouse with tables, views and these stories."""
    with Warehouse(folder / "work.duckdb") as warehouse:
        warehouse.migrate(NOW)
        warehouse.create_views()
        if stories:
            store(warehouse, stories)
        yield warehouse
