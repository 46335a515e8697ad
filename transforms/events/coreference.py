"""Which mentions inside one document tell of the same event: "the strike", "the attack", "the incident"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.records import Span

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_LOOSE = frozenset({"attack", "incident", "aggression", "assault", "episode", "tragedy", "carnage"})
_NEAR = 2
"""Sentences within which the latest mention is meant, whatever its word."""
_REACH = 12
"""Sentences between two mentions past which a bare "the attack" is no longer tied to the earlier one."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What coreference needs to know of one mention of an event."""

    word: Token
    """The trigger."""
    sentence_no: int
    """Its sentence."""
    effect: str
    """die, injure, attack… of its entry."""
    mode: str | None
    """PLOVER mode."""
    agents: frozenset[str]
    """Entity ids or lemmas of who did it."""
    targets: frozenset[str]
    """Entity ids or lemmas of whom it struck."""
    dates: Span | None
    """The time expression that governs it."""
    place: str | None
    """Its place, by id or name."""
    count: frozenset[str]
    """Numbers and nouns of the victims."""
    is_background: bool
    """History or running war."""


def chain(tellings: Sequence[Telling]) -> list[int]:
    """Return for each telling the index of the first telling of the same event (itself, if first)."""
    firsts: list[int] = []
    for number, telling in enumerate(tellings):
        same = [earlier for earlier in range(number - 1, -1, -1) if _is_same(tellings[earlier], telling)]
        near = [earlier for earlier in same if telling.sentence_no - tellings[earlier].sentence_no <= _NEAR]
        alike = [earlier for earlier in same if _stem(tellings[earlier].word) == _stem(telling.word)]
        best = next(iter(near or alike or same), None)
        firsts.append(number if best is None else firsts[best])
    return firsts


def _is_same(earlier: Telling, later: Telling) -> bool:
    if earlier.is_background or later.is_background:
        return False
    if later.sentence_no - earlier.sentence_no > _REACH:
        return False
    if earlier.effect in ("die", "injure", "abduct", ""):
        return _same_harm(earlier, later)
    if later.effect not in ("attack", "explode"):
        return False
    return _same_attack(earlier, later)


def _same_harm(earlier: Telling, later: Telling) -> bool:
    """Tell whether two reports of harm count the same victims by the same verb."""
    if earlier.effect != later.effect or not earlier.effect or not earlier.targets:
        return False
    return earlier.word.lemma_ == later.word.lemma_ and bool(later.count) and earlier.count == later.count


def _same_attack(earlier: Telling, later: Telling) -> bool:
    if not _agree(earlier, later):
        return False
    shared = bool(earlier.agents & later.agents) + bool(earlier.targets & later.targets)
    if earlier.dates is not None and later.dates is not None and earlier.dates != later.dates and shared < 2:
        return False
    if later.word.pos_ == "NOUN" and _is_definite(later.word):
        if shared or not (later.agents or later.targets):
            return _kinds_agree(earlier, later)
        return False
    return shared == 2 and _kinds_agree(earlier, later)


def _agree(earlier: Telling, later: Telling) -> bool:
    for one, other in ((earlier.agents, later.agents), (earlier.targets, later.targets)):
        if one and other and not one & other:
            return False
    # one side striking back: the earlier target is the later agent
    if earlier.targets & later.agents or earlier.agents & later.targets:
        return False
    return not (earlier.place and later.place and earlier.place != later.place)


def _kinds_agree(earlier: Telling, later: Telling) -> bool:
    """Tell whether the two words may name one thing: a loose word, the same word, or the same means."""
    if later.word.lemma_.lower() in _LOOSE or _stem(earlier.word) == _stem(later.word):
        return True
    return earlier.mode is not None and earlier.mode == later.mode


def _stem(word: Token) -> str:
    """Return the lemma without the endings that part noun and verb ("attacking", "airstrike")."""
    return word.lemma_.lower().removeprefix("air").removesuffix("ing").rstrip("e")


def _is_definite(word: Token) -> bool:
    for child in word.children:
        if child.dep_ == "det":
            return child.lower_ in _DEFINITE
        if child.dep_ == "poss":
            return True
    return False
