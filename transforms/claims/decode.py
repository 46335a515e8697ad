"""From the encoder's probabilities to attributions: labels in sequence, quotations whole, duplicates joined.

Works on numbers of words and needs neither the networks nor a parse. For each candidate cue the tagger
gives every word near it four probabilities (nothing, source, cue, content); here they become one
attribution, and the attributions of a text are weighed against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import exp, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.claims.attribution import Attribution
from transforms.claims.tokens import Words

Array = NDArray[np.float32]

NOTHING, SOURCE, CUE, CONTENT = range(4)
_EDGES = frozenset("“”\"'‘’,.;:—–-()[]…!?")
_CLOSING = ("”", '"')


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be a cue, and what the tagger makes of the words near it."""

    cue: int
    """Number of the word."""
    probability: float
    """How probable it is that an attribution hangs on this word."""
    start: int
    """First word the tagger saw."""
    labels: Array
    """Probabilities of the four labels, one row a word from `start` on."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How candidates become attributions; chosen on development data, stored beside the weights."""

    threshold: float
    """Least calibrated score kept, 0 to 1."""
    transitions: Array
    """Log weights of one label after another, 4 × 4."""
    transition_weight: float
    """How much `transitions` count."""
    certainty_power: float
    """How much the certainty of the labels counts in the score."""
    content_bias: float
    """Added to the log probability of content."""
    source_bias: float
    """Added to the log probability of source."""
    leftover_words: int
    """A quotation of so many words that nothing covers is an attribution to the speaker before it."""
    leftover_score: float
    """Calibrated score of such a one."""
    slope: float
    """Of the logistic calibration."""
    intercept: float
    """Of the logistic calibration."""

    @classmethod
    def of(cls, stored: Mapping[str, Any], threshold: float | None = None) -> Settings:
        """Return the settings stored in config.json, with another threshold if one is given."""
        values = {**stored, "transitions": np.asarray(stored["transitions"], np.float32)}
        if threshold is not None:
            values["threshold"] = threshold
        return cls(**values)

    def calibrated(self, weight: float) -> float:
        """Return the share of such attributions that proved right on development data."""
        inside = min(max(weight, 1e-6), 1 - 1e-6)
        return 1 / (1 + exp(-(self.slope * log(inside / (1 - inside)) + self.intercept)))


@dataclass(slots=True)
class Draft:
    """An attribution in the making, as numbers of words."""

    weight: float
    """Uncalibrated weight, 0 to 1."""
    anchor: int
    """The word the candidate stood on."""
    source: set[int]
    cue: set[int]
    content: set[int]
    score: float = field(default=0.0)
    """Calibrated score."""


def decode(words: Words, candidates: Iterable[Candidate], settings: Settings) -> tuple[Attribution, ...]:
    """Return the attributions that `candidates` amount to, in the order of their content."""
    quotations = find_quoted(words)
    drafts = [read(words, one, quotations, settings) for one in candidates]
    return settle(words, quotations, [draft for draft in drafts if draft is not None], settings)


def settle(
    words: Words, quotations: Sequence[range], drafts: Iterable[Draft], settings: Settings
) -> tuple[Attribution, ...]:
    """Return those of `drafts` that hold against each other and the threshold, in order of content."""
    joined = _joined(drafts)
    for draft in joined:
        draft.score = settings.calibrated(draft.weight)
    kept = _chosen([draft for draft in joined if draft.score >= settings.threshold])
    if settings.leftover_words and settings.leftover_score >= settings.threshold:
        kept += _leftovers(words, quotations, kept, settings)
    return tuple(
        Attribution(
            words.spans(draft.source),
            words.spans(draft.cue),
            words.spans(draft.content),
            round(draft.score, 4),
        )
        for draft in sorted(kept, key=lambda draft: (min(draft.content), draft.anchor))
    )


def read(words: Words, candidate: Candidate, quotations: Sequence[range], settings: Settings) -> Draft | None:
    """Return the attribution that one candidate amounts to, or None where it has no content."""
    logs = np.log(candidate.labels + 1e-6)
    logs[:, SOURCE] += settings.source_bias
    logs[:, CONTENT] += settings.content_bias
    labels = best_path(logs, settings.transition_weight * settings.transitions)
    numbers = np.arange(candidate.start, candidate.start + len(labels))
    source = {int(n) for n in numbers[labels == SOURCE]}
    cue = {int(n) for n in numbers[labels == CUE]} | {candidate.cue}
    content = {int(n) for n in numbers[labels == CONTENT]}
    for quotation in quotations:
        held = content.intersection(quotation)
        if 2 * len(held) >= len(quotation) and candidate.cue not in quotation:
            content |= {n for n in quotation if n not in source}
    content = trimmed(words, content)
    if not content:
        return None
    sure = candidate.labels[np.arange(len(labels)), labels][labels != NOTHING]
    certainty = float(sure.mean()) if len(sure) else 0.0
    weight = candidate.probability * certainty**settings.certainty_power
    return Draft(weight, candidate.cue, trimmed(words, source), cue, content)


def best_path(scores: Array, transitions: Array) -> NDArray[np.intp]:
    """Return the sequence of labels with the greatest sum of `scores` and `transitions` (Viterbi)."""
    best = scores[0]
    came = np.zeros(scores.shape, np.intp)
    for place in range(1, len(scores)):
        options = best[:, None] + transitions
        came[place] = options.argmax(0)
        best = options.max(0) + scores[place]
    path = np.empty(len(scores), np.intp)
    path[-1] = best.argmax()
    for place in range(len(scores) - 1, 0, -1):
        path[place - 1] = came[place, path[place]]
    return path


def find_quoted(words: Words) -> list[range]:
    """Return the quotations of more than two words and marks, as ranges of words, marks included."""
    found: list[range] = []
    start: int | None = None
    for number, is_quoted in enumerate(words.is_quoted):
        if is_quoted and start is None:
            start = number
        elif start is not None and not is_quoted:
            found.append(range(start, number))
            start = None
        if start is not None and number > start and words.word(number) in _CLOSING:
            found.append(range(start, number + 1))
            start = None
    if start is not None:
        found.append(range(start, len(words)))
    return [one for one in found if len(one) > 2]


def trimmed(words: Words, numbers: Iterable[int]) -> set[int]:
    """Return `numbers` without the marks at either end."""
    kept = sorted(numbers)
    while kept and words.word(kept[0]) in _EDGES:
        kept.pop(0)
    while kept and words.word(kept[-1]) in _EDGES:
        kept.pop()
    return set(kept)


def _joined(drafts: Iterable[Draft]) -> list[Draft]:
    """Return `drafts`, heaviest first, those joined that stand on two words of one cue."""
    found: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: -one.weight):
        for other in found:
            shares_cue = draft.anchor in other.cue or other.anchor in draft.cue
            if shares_cue and 2 * len(draft.content & other.content) > len(draft.content | other.content):
                other.weight = 1 - (1 - other.weight) * (1 - draft.weight)
                break
        else:
            found.append(replace(draft))
    return found


def _chosen(drafts: Iterable[Draft]) -> list[Draft]:
    """Return `drafts` without those that stand in, or mostly share, a heavier one's content."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: -one.weight):
        is_taken = any(
            draft.anchor in other.content
            or 2 * len(draft.content & other.content) > min(len(draft.content), len(other.content))
            for other in kept
        )
        if not is_taken:
            kept.append(draft)
    return kept


def _leftovers(
    words: Words, quotations: Sequence[range], kept: Sequence[Draft], settings: Settings
) -> list[Draft]:
    """Return long quotations that nothing covers, as the words of the speaker before them."""
    covered: set[int] = set().union(*(draft.content for draft in kept))
    found: list[Draft] = []
    for quotation in quotations:
        if len(quotation) < settings.leftover_words + 2 or not covered.isdisjoint(quotation):
            continue
        if any(draft.anchor in quotation for draft in kept):
            continue
        content = trimmed(words, quotation)
        if len(content) < settings.leftover_words:
            continue
        before = [draft for draft in kept if draft.anchor < quotation.start and draft.source]
        source = max(before, key=lambda draft: draft.anchor).source if before else set()
        score = settings.leftover_score
        found.append(Draft(score, quotation.start, set(source), set(), content, score))
    return found
