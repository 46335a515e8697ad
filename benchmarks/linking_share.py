"""What linking costs beside the extraction of the same documents: CPU time of both, in one run.

A sample of real texts is extracted and timed. Its records are then multiplied to as many documents as
asked for: each copy lies on days of its own within a year, at places moved by some degrees, and its
capitalised words are renamed, so that copies are other incidents with other people. Linking reads the
reports, links them and finds the speakers.

Gold records: anything with `text`, and `date` or `dct` where known; several files may be given.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.common import CpuClock, finish, read_jsonl, show
from benchmarks.extraction import Item, document, load
from transforms.extract import extract_documents
from transforms.incidents.link import link_events
from transforms.incidents.reports import Report, read_report
from transforms.incidents.speakers import find_speakers
from transforms.records import Claim, Document, Event, Extraction, Place, SourceKind, SpeakerForm

_DAYS = 365
_UNDATED = date(2016, 6, 1)
_CAPITAL = re.compile(r"\b[A-Z][a-z]+\b")
Read = tuple[Document, Extraction]


def main() -> None:
    """Time the extraction of a sample and the linking of many documents like it; show the share."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, nargs="+", required=True, help="JSON lines, plain or gzip")
    arguments.add_argument("--documents", type=int, default=10_000, help="documents to link")
    arguments.add_argument("--sample", type=int, default=150, help="real documents to extract")
    arguments.add_argument("--extractor", choices=("encoder", "rules"), default="encoder")
    arguments.add_argument("--gazetteer", type=Path, help="a gazetteer file; made anew if not given")
    arguments.add_argument("--seed", type=int, default=6)
    chosen = arguments.parse_args()
    items = sample(chosen.gold, chosen.sample)
    tools = load(chosen.extractor, chosen.gazetteer)
    list(extract_documents(items[:2], tools))
    extracting, linking = CpuClock(), CpuClock()
    with extracting.measure():
        extractions = list(extract_documents(items, tools))
    read = [(one, found) for (one, _), found in zip(items, extractions, strict=True)]
    many = list(multiply(read, chosen.documents, chosen.seed))
    reports: list[Report] = []
    with linking.measure():
        reports += [read_report(one, found) for one, found in many]
        linked = link_events(reports)
    homes = {link.event_id: link.incident_id for link in linked.links}
    forms = [form for one, found in many for form in forms_of(one, found, homes)]
    with linking.measure():
        speakers = find_speakers(forms)
    per_document = extracting.seconds / len(items)
    metrics = {
        "sample_documents": len(items),
        "extraction_seconds_per_document": round(per_document, 4),
        "linked_documents": len(many),
        "linked_events": len(linked.links),
        "incidents": len(linked.incidents),
        "names_of_speakers": len(forms),
        "names_joined": len(speakers),
        "linking_seconds": round(linking.seconds, 1),
        "linking_seconds_per_document": round(linking.seconds / len(many), 5),
        "extraction_seconds_of_as_many": round(per_document * len(many), 1),
        "linking_share": round(linking.seconds / (per_document * len(many)), 4),
    }
    show(f"linking beside extraction ({chosen.extractor})", metrics.items())
    finish(metrics)


def sample(paths: Sequence[Path], count: int) -> list[Item]:
    """Return about `count` documents, as many from each file, spread over all of it."""
    items: list[Item] = []
    for path in paths:
        rows: list[dict[str, Any]] = read_jsonl(path)
        step = max(1, len(rows) * len(paths) // count)
        for row in rows[::step][: -(-count // len(paths))]:
            stated = str(row.get("date") or row.get("dct") or _UNDATED)[:10]
            day = datetime.fromisoformat(stated).replace(tzinfo=UTC)
            one, blocks = document(len(items), row["text"])
            items.append(
                (replace(one, title=row.get("title"), published_at=day, published_basis="manifest"), blocks)
            )
    return items


def multiply(read: Sequence[Read], count: int, seed: int) -> Iterator[Read]:
    """Yield `count` documents with their records: `read` again and again, each time moved and renamed."""
    draw = random.Random(seed)
    for number in range(count):
        one, found = read[number % len(read)]
        mark = f"-{number // len(read)}"
        days = timedelta(days=draw.randrange(_DAYS))
        moved = {place.place_id: _moved(place, mark, draw) for place in found.places}
        key = one.document_id + mark
        letters = "".join(draw.choices("aeioubdgklmnrst", k=3))
        yield (
            replace(
                one,
                document_id=key,
                title=None if one.title is None else _renamed(one.title, letters),
                text=_renamed(one.text, letters),
                published_at=None if one.published_at is None else one.published_at + days,
            ),
            replace(
                found,
                document_id=key,
                places=tuple(moved.values()),
                events=tuple(_shifted(event, key, mark, days, moved) for event in found.events),
                roles=tuple(replace(role, event_id=role.event_id + mark) for role in found.roles),
                claims=tuple(
                    replace(claim, claim_id=claim.claim_id + mark, document_id=key) for claim in found.claims
                ),
                figures=tuple(
                    replace(figure, event_id=figure.event_id + mark if figure.event_id else None)
                    for figure in found.figures
                ),
            ),
        )


def forms_of(one: Document, found: Extraction, homes: dict[str, str]) -> Iterator[SpeakerForm]:
    """Yield the names that speak in a document, under the incident of most of its events."""
    told = [homes[event.event_id] for event in found.events if event.event_id in homes]
    if not told:
        return
    incident = max(sorted(set(told)), key=told.count)
    entities = {entity.entity_id: entity for entity in found.entities}
    roles: dict[str, set[str]] = {}
    first: dict[str, Claim] = {}
    for claim in found.claims:
        if claim.mode != "narration" and claim.source_kind not in {"unstated", "outlet", "document"}:
            key = claim.source_entity_id or claim.source_name.lower()
            first.setdefault(key, claim)
            roles.setdefault(key, set()).update([claim.source_role] if claim.source_role else [])
    for key, claim in first.items():
        entity = entities.get(key)
        yield SpeakerForm(
            incident, one.document_id, key, claim.source_name, claim.source_kind,
            entity.country_code if entity else None, tuple(sorted(roles[key])),
            entity.aliases if entity else (),
        )  # fmt: skip
    for key, entity in entities.items():
        if key not in first and entity.kind in {"person", "organization", "armed_group"}:
            kind: SourceKind = "person" if entity.kind == "person" else "organization"
            yield SpeakerForm(
                incident, one.document_id, key, entity.name, kind, entity.country_code, (),
                entity.aliases, is_speaking=False,
            )  # fmt: skip


def _renamed(text: str, letters: str) -> str:
    return _CAPITAL.sub(lambda match: match.group() + letters, text)


def _moved(place: Place, mark: str, draw: random.Random) -> Place:
    latitude, longitude = place.latitude, place.longitude
    return replace(
        place,
        place_id=place.place_id + mark,
        admin1=None if place.admin1 is None else place.admin1 + mark,
        latitude=None if latitude is None else max(-80.0, min(80.0, latitude + draw.uniform(-5, 5))),
        longitude=None if longitude is None else max(-170.0, min(170.0, longitude + draw.uniform(-5, 5))),
    )


def _shifted(event: Event, key: str, mark: str, days: timedelta, moved: dict[str, Place]) -> Event:
    place = moved.get(event.place_id or "")
    return replace(
        event,
        event_id=event.event_id + mark,
        document_id=key,
        claim_id=event.claim_id + mark,
        coreference_id=event.coreference_id + mark if event.coreference_id else None,
        start_date=None if event.start_date is None else event.start_date + days,
        end_date=None if event.end_date is None else event.end_date + days,
        place_id=None if place is None else place.place_id,
    )


if __name__ == "__main__":
    main()
