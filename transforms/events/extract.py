"""Events and their roles of one article: the composition of the event rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from spacy.tokens import Token

from transforms.claims.book import ClaimBook
from transforms.entities.resolved import Resolved
from transforms.events.anchors import Anchors, Placing
from transforms.events.coreference import Telling, chain
from transforms.events.factuality import judge
from transforms.events.frames import Frame, Part, read_frame
from transforms.events.grammar import lemma, phrase
from transforms.events.refine import refine
from transforms.events.triggers import Trigger, find_triggers
from transforms.events.types import Codes, code_event
from transforms.ids import make_id
from transforms.language import Article
from transforms.records import (
    Entity,
    Event,
    EventFactuality,
    EventRole,
    EventRoleName,
    PlaceMention,
    Span,
    TimeExpression,
)

EXTRACTOR = "events-rules-2"
"""Extractor name on every event."""
_OLD_DAYS = 60
"""Days before the report past which a dated event is history, not the news it tells."""
_HABIT = frozenset({"repeatedly", "often", "frequently", "regularly", "routinely", "historically"})
_MATERIAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})
"""Types that may take their place from a neighbouring sentence."""
_SPEECH = frozenset({"DENIAL", "ACCUSE", "REQUEST", "APPEAL", "REJECT", "THREATEN", "STATEMENT"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "himself", "itself", "themselves"})
_COARSE = frozenset({"year", "decade", "season"})


class EntityLookup(Protocol):
    """What events ask of the entities of an article."""

    def entity_at(self, span: Span, /) -> Entity | None:
        """Return the entity that the words of `span` name, or None."""
        ...

    def resolve(self, span: Span, /) -> Resolved:
        """Return what a pronoun or a short form stands for."""
        ...


@dataclass(slots=True)
class _Draft:
    """One event while it is being put together."""

    trigger: Trigger
    frame: Frame
    parts: list[Part]
    codes: Codes
    factuality: EventFactuality
    claim_id: str
    time: TimeExpression | None
    placing: Placing | None
    is_background: bool
    first: int = 0


def extract_events(
    article: Article,
    book: ClaimBook,
    entities: EntityLookup,
    places: Sequence[PlaceMention],
    times: Sequence[TimeExpression],
) -> tuple[tuple[Event, ...], tuple[EventRole, ...]]:
    """Return the events of `article` in the order of their triggers, and the roles of those events.

    Blocks that give no claims give no events. Every event hangs on the claim whose words tell it; an
    event has at most one place, and no date but one that the text gives it.
    """
    triggers = [found for found in find_triggers(article.doc) if article.may_claim(found.token.idx)]
    known = {found.token.i: found.entry for found in triggers}
    frames = {found.token.i: read_frame(found, known) for found in triggers}
    anchors = Anchors(article, places, times)
    codes: dict[int, Codes] = {}
    for found in sorted(triggers, key=lambda item: item.entry.effect in ("die", "injure")):
        frame = frames[found.token.i]
        cause = codes.get(frame.cause.i) if frame.cause is not None else None
        codes[found.token.i] = code_event(found.token, found.entry, frame.parts, cause)
    desk = _Desk(article, book, anchors)
    drafts = [desk.draft(found, frames[found.token.i], codes[found.token.i]) for found in triggers]
    _inherit_from_causes(drafts)
    _take_responsibility(drafts)
    _link(article, entities, drafts)
    drafts = _settle(drafts)
    refine(drafts)
    return _records(article, entities, drafts)


class _Desk:
    """Puts the events of one article together, each by itself."""

    def __init__(self, article: Article, book: ClaimBook, anchors: Anchors) -> None:
        self._article = article
        self._book = book
        self._anchors = anchors
        published = article.document.published_at
        self._sources = _sources(article, book)
        self._day = published.date() if published is not None else None

    def draft(self, trigger: Trigger, frame: Frame, codes: Codes) -> _Draft:
        """Return the event of `trigger` as its own sentence and its neighbours tell it."""
        word = trigger.token
        claim = self._book.claim_for(Span(word.idx, word.idx + len(word)))
        time = self._anchors.time_of(word)
        factuality = judge(word, trigger.entry, (part.noun for part in frame.parts), claim)
        if factuality == "asserted" and self._is_ahead(time):
            factuality = "planned"
        return _Draft(
            trigger=trigger,
            frame=frame,
            parts=self._parts(frame, word, codes),
            codes=codes,
            factuality=factuality,
            claim_id=claim.claim_id,
            time=time,
            placing=self._anchors.place_of(word, codes.plover_type in _MATERIAL),
            is_background=self._is_background(trigger, time),
        )

    def _parts(self, frame: Frame, word: Token, codes: Codes) -> list[Part]:
        """Return the parts of the sentence; who speaks is known better from the claim that it cues."""
        source = self._sources.get(word.i) if codes.plover_type in _SPEECH else None
        if source is None:
            return list(frame.parts)
        return [
            Part("agent", source),
            *(p for p in frame.parts if p.role != "agent" and p.noun.i != source.i),
        ]

    def _is_ahead(self, time: TimeExpression | None) -> bool:
        if time is None or time.start_date is None or self._day is None:
            return False
        return time.start_date > self._day

    def _is_background(self, trigger: Trigger, time: TimeExpression | None) -> bool:
        """Tell history and running wars from what the report is about."""
        word = trigger.token
        if trigger.entry.needs == "running":
            return time is None or time.precision not in ("time", "day")
        if any(child.dep_ == "advmod" and child.lower_ in _HABIT for child in word.children):
            return True
        if trigger.entry.frame == "clash_verb" and word.tag_ in ("VB", "VBG", "VBP", "VBZ"):
            return True
        return time is not None and self._is_old(time)

    def _is_old(self, time: TimeExpression) -> bool:
        before = self._article.text[: time.span.start].rstrip().lower()
        if before.endswith("since") or time.precision in _COARSE:
            return True
        if time.end_date is None or self._day is None:
            return False
        return time.end_date < self._day - timedelta(days=_OLD_DAYS)


def _sources(article: Article, book: ClaimBook) -> dict[int, Token]:
    """Return the head of the source of each attributed claim, by the numbers of its cue's tokens."""
    found: dict[int, Token] = {}
    for claim in book.claims():
        if claim.cue_span is None or claim.source_span is None:
            continue
        cue, source = article.tokens(claim.cue_span), article.tokens(claim.source_span)
        if cue is not None and source is not None:
            found.update(dict.fromkeys(range(cue.start, cue.end), source.root))
    return found


def _inherit_from_causes(drafts: list[_Draft]) -> None:
    """Give harm the doer, the means, the day and the place of the attack that did it."""
    by_word = {draft.trigger.token.i: draft for draft in drafts}
    for draft in drafts:
        cause = by_word.get(draft.frame.cause.i) if draft.frame.cause is not None else None
        if cause is None or cause is draft:
            continue
        draft.is_background = draft.is_background or cause.is_background
        roles = {part.role for part in draft.parts}
        for role in ("agent", "instrument"):
            if role not in roles:
                draft.parts += [part for part in cause.parts if part.role == role]
        _share_anchors(cause, draft)
        _share_anchors(draft, cause)


def _share_anchors(giver: _Draft, taker: _Draft) -> None:
    if taker.time is None:
        taker.time = giver.time
    if giver.placing is not None and (taker.placing is None or taker.placing.basis == "neighbour"):
        basis = "neighbour" if giver.placing.basis == "neighbour" else "linked"
        taker.placing = Placing(giver.placing.mention, basis)


def _take_responsibility(drafts: list[_Draft]) -> None:
    """Make the one who claims responsibility the agent of the attack, in this sentence or just before."""
    for number, draft in enumerate(drafts):
        if draft.codes.plover_type != "RESPONSIBILITY" or draft.factuality != "asserted":
            continue
        claimants = [part for part in draft.parts if part.role == "agent"]
        word = draft.trigger.token
        same = [
            other for other in drafts if other.trigger.entry.effect and word.is_ancestor(other.trigger.token)
        ]
        before = [other for other in drafts[:number] if other.trigger.entry.effect in ("attack", "explode")]
        near = [other for other in before if word.sent.start - other.trigger.token.sent.end <= 60]
        for other in (same or near[-1:])[:1]:
            if not any(part.role == "agent" for part in other.parts):
                other.parts += claimants


def _link(article: Article, entities: EntityLookup, drafts: list[_Draft]) -> None:
    tellings = [_telling(article, entities, draft) for draft in drafts]
    for number, first in enumerate(chain(tellings)):
        drafts[number].first = first
    for draft in drafts:
        head = drafts[draft.first]
        if draft is head:
            continue
        _share_anchors(draft, head)
    for draft in drafts:
        head = drafts[draft.first]
        if draft is head:
            continue
        _share_anchors(head, draft)
        if draft.trigger.entry.frame == "anaphor" or _is_bare(draft):
            draft.codes = head.codes
        draft.is_background = head.is_background


def _is_bare(draft: _Draft) -> bool:
    return draft.trigger.entry.effect == "attack" and draft.codes.plover_mode is None


def _telling(article: Article, entities: EntityLookup, draft: _Draft) -> Telling:
    word = draft.trigger.token
    victims = [part.noun for part in draft.parts if part.role in ("victim", "target")]
    counts = {child.lower_ for noun in victims for child in noun.children if child.dep_ == "nummod"}
    counts |= {lemma(noun) for noun in victims}
    place = draft.placing
    return Telling(
        word=word,
        sentence_no=article.sentence_at(word.idx).sentence_no,
        effect=draft.trigger.entry.effect,
        mode=draft.codes.plover_mode,
        agents=frozenset(_key(article, entities, p.noun) for p in draft.parts if p.role == "agent"),
        targets=frozenset(_key(article, entities, noun) for noun in victims),
        dates=draft.time.span if draft.time is not None else None,
        place=_place_key(place) if place is not None and place.basis == "trigger" else None,
        count=frozenset(counts),
        is_background=draft.is_background,
    )


def _place_key(placing: Placing) -> str:
    place = placing.mention.place
    return place.place_id if place is not None else placing.mention.text.lower()


def _key(article: Article, entities: EntityLookup, noun: Token) -> str:
    entity = _entity(article, entities, _span(noun))
    if entity is None:
        entity = entities.entity_at(Span(noun.idx, noun.idx + len(noun)))
    return entity.entity_id if entity is not None else lemma(noun)


def _settle(drafts: list[_Draft]) -> list[_Draft]:
    """Drop an "incident" that points back to nothing, and keep the links of the rest right."""
    kept: list[_Draft] = []
    places: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        if draft.trigger.entry.frame == "anaphor" and draft.first == number:
            continue
        places[number] = len(kept)
        kept.append(draft)
    for draft in kept:
        draft.first = places[draft.first]
    return kept


def _entity(article: Article, entities: EntityLookup, span: Span) -> Entity | None:
    """Return what `span` names; a pronoun is resolved."""
    found = entities.entity_at(span)
    if found is None and span.cut(article.text).lower() in _PRONOUNS:
        return entities.resolve(span).entity
    return found


def _span(noun: Token) -> Span:
    first, last = phrase(noun)
    doc = noun.doc
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _records(
    article: Article, entities: EntityLookup, drafts: list[_Draft]
) -> tuple[tuple[Event, ...], tuple[EventRole, ...]]:
    events: list[Event] = []
    roles: list[EventRole] = []
    for draft in drafts:
        event = _event(article, draft)
        first = events[draft.first].event_id if draft.first < len(events) else event.event_id
        events.append(replace(event, coreference_id=first))
        roles += _roles(article, entities, event.event_id, draft)
    return tuple(events), tuple(roles)


def _event(article: Article, draft: _Draft) -> Event:
    word = draft.trigger.token
    span = Span(word.idx, word.idx + len(word))
    document_id = article.document.document_id
    time = draft.time
    placing = draft.placing
    place = placing.mention.place if placing is not None else None
    return Event(
        event_id=make_id("event", document_id, span, draft.codes.plover_type),
        document_id=document_id,
        sentence_no=article.sentence_at(span.start).sentence_no,
        claim_id=draft.claim_id,
        trigger_span=span,
        trigger_text=span.cut(article.text),
        plover_type=draft.codes.plover_type,
        plover_mode=draft.codes.plover_mode,
        acled_event_type=draft.codes.acled_event_type,
        acled_sub_event_type=draft.codes.acled_sub_event_type,
        factuality=draft.factuality,
        extractor=EXTRACTOR,
        start_date=time.start_date if time is not None else None,
        end_date=time.end_date if time is not None else None,
        date_precision=time.precision if time is not None else None,
        date_basis=time.basis if time is not None else "unknown",
        date_value=time.value if time is not None else None,
        place_id=place.place_id if place is not None else None,
        place_precision=_precision(placing),
        place_basis=placing.basis if placing is not None else None,
        is_background=draft.is_background,
    )


def _precision(placing: Placing | None) -> int | None:
    if placing is None or placing.mention.place is None:
        return None
    return placing.mention.acled_precision


def _roles(article: Article, entities: EntityLookup, event_id: str, draft: _Draft) -> list[EventRole]:
    found: dict[tuple[EventRoleName, Span], EventRole] = {}
    wanted: list[tuple[EventRoleName, Span]] = [(part.role, _span(part.noun)) for part in draft.parts]
    if draft.placing is not None and draft.placing.basis == "trigger":
        wanted = [item for item in wanted if item[0] != "place"]
    if draft.placing is not None and all(role != "place" for role, _ in wanted):
        wanted.append(("place", draft.placing.mention.span))
    for role, span in wanted:
        entity = _entity(article, entities, span)
        words = span.cut(article.text)
        if entity is None and words.lower() == "it":
            continue  # a dummy subject, or one that nothing explains
        entity_id = entity.entity_id if entity is not None else None
        found.setdefault((role, span), EventRole(event_id, role, span, words, entity_id))
    return list(found.values())
