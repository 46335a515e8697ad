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

    def least_weight(self) -> float:
        """Return the uncalibrated weight that `threshold` asks for."""
        if self.threshold <= 0 or self.slope <= 0:
            return 0.0
        inside = min(self.threshold, 1 - 1e-6)
        return 1 / (1 + exp(-(log(inside / (1 - inside)) - self.intercept) / self.slope))


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
    return settle(words, quotations, draft(words, list(candidates), quotations, settings), settings)


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


def draft(
    words: Words, candidates: Sequence[Candidate], quotations: Sequence[range], settings: Settings
) -> list[Draft]:
    """Return the attributions that `candidates` amount to, without those that have no content."""
    biases = np.zeros(4, np.float32)
    biases[[SOURCE, CONTENT]] = settings.source_bias, settings.content_bias
    scores = [np.log(candidate.labels + 1e-6) + biases for candidate in candidates]
    paths = best_paths(scores, settings.transition_weight * settings.transitions)
    drafts = [
        _draft(words, candidate, labels, quotations, settings)
        for candidate, labels in zip(candidates, paths, strict=True)
    ]
    return [one for one in drafts if one is not None]


def _draft(
    words: Words,
    candidate: Candidate,
    labels: NDArray[np.intp],
    quotations: Sequence[range],
    settings: Settings,
) -> Draft | None:
    source, cue, content = (
        {candidate.start + int(place) for place in np.flatnonzero(labels == label)}
        for label in (SOURCE, CUE, CONTENT)
    )
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
    return Draft(weight, candidate.cue, trimmed(words, source), cue | {candidate.cue}, content)


def best_paths(scores: Sequence[Array], transitions: Array) -> list[NDArray[np.intp]]:
    """Return, for each of `scores`, the labels with the greatest sum of it and `transitions` (Viterbi).

    `scores` has one row a word and at least one; all are walked through at once.
    """
    lengths = np.array([len(one) for one in scores], np.intp)
    longest = int(lengths.max(initial=0))
    filled = np.zeros((len(scores), longest, 4), np.float32)
    for row, one in enumerate(scores):
        filled[row, : len(one)] = one
    came = np.zeros((len(scores), longest, 4), np.intp)
    best = filled[:, 0] if longest else filled[:, :0]
    for place in range(1, longest):
        options = best[:, :, None] + transitions
        is_inside = (place < lengths)[:, None]
        came[:, place] = np.where(is_inside, options.argmax(1), np.arange(4))
        best = np.where(is_inside, options.max(1) + filled[:, place], best)
    paths = np.empty((len(scores), longest), np.intp)
    label = best.argmax(1) if longest else lengths
    rows = np.arange(len(scores))
    for place in range(longest - 1, -1, -1):
        paths[:, place] = label
        label = came[rows, place, label]
    return [path[:length] for path, length in zip(paths, lengths, strict=True)]


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
    """Return `numbers` without the marks at either end; a bracket stays that closes one among them."""
    kept = sorted(numbers)
    while kept and words.word(kept[0]) in _EDGES:
        kept.pop(0)
    while kept and words.word(kept[-1]) in _EDGES:
        written = [words.word(number) for number in kept]
        if written[-1] == ")" and written.count("(") == written.count(")"):
            break
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
