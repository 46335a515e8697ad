"""The ACLED sub-event type of an attack or a protest whose own words leave it open, from its whole sentence.

A trigger or a means that names the type decides alone ("shelled", "a car bomb", "arrested"). What a bare
"killed", "attacked" or "demonstrated" was, the rest of the sentence often tells: there the trained model
of `classify` is asked, among the types that such a word can stand for. Its choice must lead the rule's own
clearly; a kind of remote violence must be named by one of its means in the sentence; where the people told
a clash from an attack on civilians, they keep the last word on that; and a type that another trigger of the
sentence already stands for is left to that one. Wars and violence in general are left alone. On the 197
snippets of the model's training set whose first event is of this kind, cross-validated by snippet, this
changes 40 types: 25 for the right one, 2 from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from transforms.events.classify import WEIGHTS, EventTyper, load_typer
from transforms.events.grammar import lemma
from transforms.events.ontology import means, trigger_words, words
from transforms.events.parts import Part
from transforms.events.triggers import Trigger
from transforms.events.types import Codes
from transforms.resources import WEIGHTS as FOLDER

LEAST = 0.2
"""Least score of the model's choice."""
LEAD = 0.1
"""By how much that score must be above the score of the rule's choice."""
_HARM = frozenset({"attack", "die", "injure"})
_BARE = frozenset({"Armed clash", "Attack"})
_REMOTE = "Explosions/Remote violence"
_OF_PROTESTS = frozenset({"Protests", "Riots"})
_OF_ATTACKS = frozenset({"Armed clash", "Attack", "Mob violence", "Excessive force against protesters"})


class Draft(Protocol):
    """What refining asks of an event that is being put together."""

    trigger: Trigger
    parts: list[Part]
    codes: Codes
    first: int
    is_background: bool


def refine(drafts: Iterable[Draft], typer: EventTyper | None = None) -> None:
    """Give the open ones among `drafts` the sub-type that their sentence tells; one thing gets one type.

    `first` of each draft is the place, among `drafts`, of the first that tells the same thing. Without
    `typer` the shipped model is asked; where its weights were left out nothing changes.
    """
    model = typer or _shipped()
    if model is None:
        return
    drafts = list(drafts)
    was_open = [not draft.is_background and is_open(draft.trigger, draft.codes) for draft in drafts]
    named: dict[int, set[str | None]] = defaultdict(set)
    for draft, without_name in zip(drafts, was_open, strict=True):
        if not without_name:
            named[draft.trigger.token.sent.start].add(draft.codes.acled_sub_event_type)
    for number, draft in enumerate(drafts):
        if not was_open[number]:
            continue
        if draft.first != number and was_open[draft.first]:
            head = drafts[draft.first].codes
            draft.codes = _with_type(draft.codes, head.acled_event_type, head.acled_sub_event_type)
        else:
            draft.codes = _refined(draft, model, named[draft.trigger.token.sent.start])


def is_open(trigger: Trigger, codes: Codes) -> bool:
    """Tell whether neither the trigger nor a means says what kind of attack or protest it was."""
    if codes.plover_type == "PROTEST":
        return codes.acled_sub_event_type == "Peaceful protest"
    return (
        codes.plover_type == "ASSAULT"
        and codes.plover_mode is None
        and trigger.entry.effect in _HARM
        and codes.acled_sub_event_type in _BARE
    )


def _refined(draft: Draft, model: EventTyper, named: set[str | None]) -> Codes:
    """Return the codes of `draft`, by the model where it may speak; `named` are other triggers' types."""
    trigger, codes = draft.trigger, draft.codes
    sufferers = [part.noun for part in draft.parts if part.role in ("target", "victim")]
    sentence = trigger.token.sent
    scores = model.scores(sentence.as_doc())
    said = {lemma(token) for token in sentence} | {token.lower_ for token in sentence}
    by_people = any(lemma(noun) in words("armed_actor") | words("civilian") for noun in sufferers)
    allowed = [
        number
        for number, (kind, sub) in enumerate(model.classes)
        if _may_be(codes.plover_type, kind, sub)
        and (kind != _REMOTE or not said.isdisjoint(_telling(sub)))
        and not (by_people and sub in _BARE and sub != codes.acled_sub_event_type)
    ]
    if not allowed:
        return codes
    best = max(allowed, key=lambda number: float(scores[number]))
    own = [float(scores[n]) for n, (_, sub) in enumerate(model.classes) if sub == codes.acled_sub_event_type]
    is_sure = scores[best] >= LEAST and scores[best] - max(own, default=0.0) >= LEAD
    if not is_sure or model.classes[best][1] in named:
        return codes
    return _with_type(codes, *model.classes[best])


def _may_be(plover_type: str, event_type: str, sub_type: str) -> bool:
    if plover_type == "PROTEST":
        return event_type in _OF_PROTESTS
    return event_type == _REMOTE or sub_type in _OF_ATTACKS


@cache
def _telling(sub_type: str) -> frozenset[str]:
    """Return the means and triggers that stand for `sub_type`."""
    by_means = {word for word, found in means().items() if found.acled_sub_event_type == sub_type}
    named = {word for (_, word), entry in trigger_words().items() if entry.acled_sub_event_type == sub_type}
    return frozenset(by_means | named)


def _with_type(codes: Codes, event_type: str | None, sub_type: str | None) -> Codes:
    return Codes(codes.plover_type, codes.plover_mode, event_type, sub_type)


@cache
def _shipped() -> EventTyper | None:
    return load_typer() if (FOLDER / WEIGHTS).is_dir() else None
