"""Triggers and arguments on WikiEvents: python -m benchmarks.events --gold wikievents_dev.jsonl.gz."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks import common
from benchmarks.scoring.arguments import ArgumentScore
from transforms.claims.book import ClaimBook
from transforms.entities.resolved import Resolved
from transforms.events.extract import extract_events
from transforms.events.triggers import Trigger, find_triggers
from transforms.language import Article, load_language, parse_articles
from transforms.records import Block, Document, Entity, Event, EventRole, PlaceMention, Span

TYPES = {
    "attack": "Conflict.Attack.Unspecified",
    "explode": "Conflict.Attack.DetonateExplode",
    "die": "Life.Die.Unspecified",
    "injure": "Life.Injure.Unspecified",
}
AGENTS = {"die": "Killer", "injure": "Injurer"}


class NoEntities:
    """Resolves nothing: the gold marks words, not entities."""

    def entity_at(self, span: Span, /) -> Entity | None:
        """Return None."""
        return None

    def resolve(self, span: Span, /) -> Resolved:
        """Return that nothing is known."""
        return Resolved(None, "unknown", "anonymous")


def lines_of(name: str, text: str) -> tuple[Document, tuple[Block, ...]]:
    """Return `text` as a document in which every line is a paragraph."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            span = Span(start, start + len(line))
            blocks.append(Block(name, len(blocks), "paragraph", is_kept=True, text=line, span=span))
        start += len(line) + 1
    return Document(name, name, 0, text), tuple(blocks)


def named_places(article: Article) -> tuple[PlaceMention, ...]:
    """Return the places that the tagger names: the gold wants their words, not their coordinates."""
    return tuple(
        PlaceMention(Span(found.start_char, found.end_char), found.text, None, "tagger")
        for found in article.doc.ents
        if found.label_ in ("GPE", "LOC", "FAC")
    )


def predict(article: Article) -> list[dict[str, Any]]:
    """Return the attack, die and injure events of `article` in the format of the gold."""
    effects = {found.token.idx: _effect(found) for found in find_triggers(article.doc)}
    events, roles = extract_events(article, ClaimBook(article, ()), NoEntities(), named_places(article), ())
    return [
        {
            "id": event.event_id,
            "type": TYPES[effect],
            "trigger": _mark(event.trigger_span, article.text),
            "args": [
                {"role": name, **_mark(_head(article, role.span), article.text)}
                for role in roles
                if role.event_id == event.event_id
                and (name := _role_name(role.role, effect)) is not None
                and not (role.role == "place" and not _is_direct(event, role, article))
            ],
        }
        for event in events
        if (effect := effects.get(event.trigger_span.start, "")) in TYPES
    ]


def _effect(trigger: Trigger) -> str:
    """Return the type that the gold would give: an assassination is an attack there, a war none."""
    if trigger.entry.needs in ("running", "definite"):
        return ""
    if trigger.entry.word in ("assassinate", "assassination"):
        return "attack"
    return trigger.entry.effect


def _is_direct(event: Event, role: EventRole, article: Article) -> bool:
    """Tell whether a place stands with the trigger: the gold marks no place farther off."""
    named = [mention.span for mention in named_places(article)]
    return event.place_basis == "trigger" or role.span not in named


def _mark(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.cut(text)}


def _role_name(role: str, effect: str) -> str | None:
    if role == "agent":
        return AGENTS.get(effect, "Attacker")
    if role in ("victim", "target"):
        return "Victim" if effect in ("die", "injure") else "Target"
    if role == "instrument":
        return "ExplosiveDevice" if effect == "explode" else "Instrument"
    return "Place" if role == "place" else None


def _head(article: Article, span: Span) -> Span:
    """Return the name in which the head of the words of `span` stands, or the head itself."""
    tokens = article.tokens(span)
    if tokens is None:
        return span
    head = tokens.root
    while head.i + 1 < tokens.end and head.text.lower() in ("dozens", "hundreds", "scores", "members"):
        inner = [child for prep in head.children if prep.lower_ == "of" for child in prep.children]
        if not inner:
            break
        head = inner[0]
    if head.lower_ in ("group", "organisation", "organization", "network"):
        named = [child for child in head.children if child.ent_type_ == "ORG"]
        head = named[-1] if named else head
    first, last = head.i, head.i
    if head.ent_type_ == "PERSON":
        while first > 0 and article.doc[first].ent_iob_ == "I":
            first -= 1
    return Span(article.doc[first].idx, article.doc[last].idx + len(article.doc[last]))


def articles(rows: list[dict[str, Any]]) -> Iterator[Article]:
    """Yield the parsed documents of the gold."""
    yield from parse_articles(load_language(), (lines_of(row["id"], row["text"]) for row in rows))


def main() -> None:
    """Score and print."""
    arguments = common.parser(__doc__ or "").parse_args()
    gold = common.read_jsonl(arguments.gold)
    score = ArgumentScore()
    predictions: list[dict[str, Any]] = []
    for row, article in zip(gold, articles(gold), strict=True):
        events = predict(article)
        predictions.append({"id": row["id"], "events": events})
        score.add(row["events"], events)
    common.write_jsonl(arguments.predictions, predictions)
    metrics = score.metrics()
    common.show("WikiEvents: attack, die, injure", metrics.items())
    common.finish({"benchmark": "events", "documents": len(gold), **metrics})


if __name__ == "__main__":
    main()
