"""A report as far as linking reads it: its events with their actors, places and figures, and its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from transforms.incidents.story_text import StoryText
from transforms.records import Document, Event, Extraction, Place

LINKED_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
"""Types of events that found an incident."""
SPEECH_TYPES = frozenset({"DENIAL", "RESPONSIBILITY", "ACCUSE", "APPEAL", "REJECT", "THREATEN", "REQUEST"})
"""Types of events that speak of one; they go with the incident told beside them."""
_STORY_LENGTH = 4000
"""Characters of a report that say what it is about; what follows is mostly background."""
_ACTING = ("agent", "target", "victim")


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure as linking compares it."""

    kind: str
    """killed, wounded…"""
    low: int
    """Least number meant."""
    high: int | None
    """Greatest number meant; null where open."""


@dataclass(frozen=True, slots=True)
class Report:
    """What linking needs of one document."""

    document_id: str
    """The document."""
    day: date | None
    """When it was published; null where unknown."""
    story: StoryText
    """Its words."""
    events: tuple[Event, ...]
    """Its events in the order of the text, background left out."""
    actors: Mapping[str, frozenset[str]]
    """By event: who takes part, as ids of entities, sides and countries."""
    countries: frozenset[str]
    """Countries whose actors take part."""
    tolls: Mapping[str, tuple[Toll, ...]]
    """By event: its figures, parts and running totals left out."""
    places: Mapping[str, Place]
    """Places by id."""


def read_report(document: Document, extraction: Extraction) -> Report:
    """Return what linking needs of `document` and of what was found in it."""
    day = document.published_at.date() if document.published_at is not None else None
    kept = [
        event
        for event in extraction.events
        if not event.is_background
        and event.factuality != "planned"
        and (event.plover_type in LINKED_TYPES or event.plover_type in SPEECH_TYPES)
    ]
    entities = {entity.entity_id: entity for entity in extraction.entities}
    actors: dict[str, set[str]] = defaultdict(set)
    countries: set[str] = set()
    for role in extraction.roles:
        entity = entities.get(role.entity_id or "")
        if role.role not in _ACTING or entity is None:
            continue
        actors[role.event_id].add(entity.side_code or entity.country_code or entity.entity_id)
        if entity.country_code is not None:
            countries.add(entity.country_code)
    tolls: dict[str, list[Toll]] = defaultdict(list)
    for figure in extraction.figures:
        low = figure.low if figure.low is not None else figure.best
        if figure.event_id and figure.subset_of is None and not figure.is_running_total and low is not None:
            tolls[figure.event_id].append(Toll(figure.kind, low, figure.high))
    return Report(
        document_id=document.document_id,
        day=day,
        story=StoryText(document.document_id, document.title, document.text[:_STORY_LENGTH], day),
        events=tuple(sorted(kept, key=lambda event: (event.trigger_span, event.event_id))),
        actors={key: frozenset(names) for key, names in actors.items()},
        countries=frozenset(countries),
        tolls={key: tuple(found) for key, found in tolls.items()},
        places={place.place_id: place for place in extraction.places},
    )
