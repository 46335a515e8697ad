"""Figures of an article: each number under the claim that states it and the event it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from transforms.claims.book import ClaimBook
from transforms.figures.counted import group_civilians
from transforms.figures.distances import find_distances
from transforms.figures.draft import Draft
from transforms.figures.drafts import find_drafts
from transforms.figures.totals import as_of_date, is_running_total
from transforms.ids import make_id
from transforms.language import Article
from transforms.records import Claim, Entity, Event, EventFactuality, Figure, Span, TimeExpression

_SPEECH = frozenset({"STATEMENT", "DENIAL", "RESPONSIBILITY", "APPEAL"})
_NO_NUMBER = frozenset({"definite", "plural"})


class Names(Protocol):
    """What figures need of the entities of a document."""

    def entity_at(self, span: Span) -> Entity | None:
        """Return the entity that the words at `span` name."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a document's figures are placed in."""

    article: Article
    book: ClaimBook
    events: Sequence[Event]
    entities: Names
    times: Sequence[TimeExpression]


def extract_figures(
    article: Article,
    book: ClaimBook,
    events: Sequence[Event],
    entities: Names,
    times: Sequence[TimeExpression],
) -> tuple[Figure, ...]:
    """Return the figures of `article` in the order of the text.

    Every figure has a claim. A figure that is a part of another says so in `subset_of`; a running
    total carries no event. "more than 100" keeps the number stated: low 100, best 100, no high, and
    the qualifier tells that the bound itself is excluded.
    """
    frame = _Frame(article, book, events, entities, times)
    drafts = find_drafts(article.doc, [time.span for time in times])
    made: dict[str, Figure] = {}
    for draft in drafts:
        if draft.basis not in _NO_NUMBER and article.may_claim(draft.span.start):
            figure = _figure(frame, draft)
            made.setdefault(figure.figure_id, figure)
    for figure in _distances(frame):
        made.setdefault(figure.figure_id, figure)
    return tuple(sorted(made.values(), key=lambda figure: (figure.span, figure.kind)))


def _figure(frame: _Frame, draft: Draft) -> Figure:
    article = frame.article
    claim = frame.book.claim_for(draft.span)
    is_total = is_running_total(article, draft, frame.times)
    entity = _group_entity(frame, draft)
    return Figure(
        figure_id=_id_of(article, draft),
        document_id=article.document.document_id,
        claim_id=claim.claim_id,
        kind=draft.kind,
        low=draft.low,
        high=draft.high,
        best=draft.best,
        qualifier=draft.qualifier,
        span=draft.span,
        text=draft.span.cut(article.text),
        event_id=None if is_total else _event_of(draft, frame.events),
        group_text=None if draft.group is None else draft.group.cut(article.text),
        group_entity_id=None if entity is None else entity.entity_id,
        is_civilian=_is_civilian(draft),
        subset_of=None if draft.parent is None else _id_of(article, draft.parent),
        as_of_date=as_of_date(article, draft, frame.times, is_total),
        is_running_total=is_total,
        factuality=_factuality(draft.factuality, claim),
    )


def _id_of(article: Article, draft: Draft) -> str:
    return make_id("figure", article.document.document_id, draft.span, draft.kind)


def _factuality(own: EventFactuality, claim: Claim) -> EventFactuality:
    """Return the figure's own standing; inside a denied claim it is denied."""
    if claim.factuality == "denied":
        return "denied" if own == "asserted" else own
    return own


def _event_of(draft: Draft, events: Sequence[Event]) -> str | None:
    """Return the event whose trigger is the cue, else the nearest of the sentence, acts of speech apart."""
    sentence = draft.head.sent
    inside = [
        event
        for event in events
        if sentence.start_char <= event.trigger_span.start < sentence.end_char
        and event.plover_type not in _SPEECH
    ]
    if not inside:
        return None
    cue = draft.cue
    if cue is not None:
        at_cue = [event for event in inside if event.trigger_span.start <= cue.idx < event.trigger_span.end]
        if at_cue:
            return at_cue[0].event_id
    middle = draft.span.start if cue is None else cue.idx
    return min(inside, key=lambda event: (abs(event.trigger_span.start - middle), event.event_id)).event_id


def _group_entity(frame: _Frame, draft: Draft) -> Entity | None:
    """Return what the group's words name: the whole, its head, or a nationality or body beside it."""
    group = draft.group
    if group is None:
        return None
    tokens = frame.article.tokens(group)
    named = [Span(ent.start_char, ent.end_char) for ent in tokens.ents] if tokens is not None else []
    head = Span(draft.head.idx, draft.head.idx + len(draft.head.text))
    found = (frame.entities.entity_at(span) for span in (group, head, *named))
    return next((entity for entity in found if entity is not None), None)


def _is_civilian(draft: Draft) -> bool | None:
    """Return what the group's words say: the noun's own entry, else "civilian" and its like before it."""
    if draft.group is None:
        return None
    own = group_civilians().get(draft.head.lemma_.lower())
    said = {group_civilians().get(word.lemma_.lower()) for word in draft.head.children} - {None}
    if own == "no" or said == {"no"}:
        return False
    return True if own == "yes" or said == {"yes"} else None


def _distances(frame: _Frame) -> Iterator[Figure]:
    article = frame.article
    for distance in find_distances(article.text):
        if not article.may_claim(distance.span.start):
            continue
        quantity = distance.quantity
        yield Figure(
            figure_id=make_id("figure", article.document.document_id, distance.span, "distance"),
            document_id=article.document.document_id,
            claim_id=frame.book.claim_for(distance.span).claim_id,
            kind="distance",
            low=quantity.low,
            high=quantity.high,
            best=quantity.best,
            qualifier=quantity.qualifier,
            span=distance.span,
            text=distance.span.cut(article.text),
            event_id=_nearest_event(article, distance.span, frame.events),
            group_text=distance.unit.cut(article.text),
        )


def _nearest_event(article: Article, span: Span, events: Sequence[Event]) -> str | None:
    sentence = article.sentence_at(span.start).span
    inside = [e for e in events if sentence.covers(e.trigger_span) and e.plover_type not in _SPEECH]
    nearest = min(inside, key=lambda e: (abs(e.trigger_span.start - span.start), e.event_id), default=None)
    return None if nearest is None else nearest.event_id
