"""Training examples of the attribution encoder, read through the same windows that it is asked with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.claims.decode import CONTENT, CUE, NOTHING, SOURCE
from transforms.claims.tokens import Reader, Window, Words
from transforms.records import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution, by the word chosen to stand for its cue."""

    cue: int
    """Place of that word in the window."""
    start: int
    """First word the tagger sees, in the window."""
    labels: tuple[int, ...]
    """Label of each word from there on."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its attributions."""

    window: Window
    """The window in the encoder's numbers."""
    cues: tuple[float, ...]
    """1 for each word that stands for a cue, else 0."""
    marked: tuple[Marked, ...]
    """Its attributions."""


@dataclass(frozen=True, slots=True)
class _Attribution:
    anchor: int
    cue: set[int]
    source: set[int]
    content: set[int]


def cue_rates(rows: Iterable[Mapping[str, Any]], reader: Reader) -> dict[str, float]:
    """Return how often each word is part of a cue, rare words held down: it chooses the word to mark."""
    seen: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for row in rows:
        words = reader.read(row["text"])
        seen.update(words.word(number).lower() for number in range(len(words)))
        for attribution in row["attributions"]:
            inside.update(words.word(n).lower() for n in words.within(_spans(attribution["cue"])))
    return {word: inside[word] / (seen[word] + 3) for word in inside}


def examples(rows: Iterable[Mapping[str, Any]], reader: Reader, rates: Mapping[str, float]) -> list[Example]:
    """Return the windows of all `rows` with their attributions; those without a cue cannot be learned."""
    found: list[Example] = []
    for row in rows:
        words = reader.read(row["text"])
        attributions = [
            _read(words, attribution, rates)
            for attribution in row["attributions"]
            if words.within(_spans(attribution["cue"]))
        ]
        found += [_example(words, window, attributions, reader) for window in words.windows]
    return found


def transitions(found: Iterable[Example]) -> list[list[float]]:
    """Return the log of how much likelier each label is after each other than by chance."""
    counts: NDArray[np.float64] = np.ones((4, 4))
    for example in found:
        for marked in example.marked:
            for before, after in zip(marked.labels[:-1], marked.labels[1:], strict=True):
                counts[before, after] += 1
    shares = counts.sum(0) / counts.sum()
    logs: list[list[float]] = np.log(counts / counts.sum(1, keepdims=True) / shares).round(4).tolist()
    return logs


def _read(words: Words, row: Mapping[str, Any], rates: Mapping[str, float]) -> _Attribution:
    cue = words.within(_spans(row["cue"]))

    def rate(number: int) -> float:
        word = words.word(number)
        return rates.get(word.lower(), 0.0) if word[0].isalnum() else -1.0

    anchor = max(sorted(cue), key=rate)
    return _Attribution(
        anchor, cue, words.within(_spans(row["source"])), words.within(_spans(row["content"]))
    )


def _example(
    words: Words, window: tuple[int, int], attributions: Sequence[_Attribution], reader: Reader
) -> Example:
    first, last = window
    marked: dict[int, Marked] = {}
    for one in attributions:
        if not first <= one.anchor < last or one.anchor in marked:
            continue
        start, end = words.reach(one.anchor, window)
        labels = tuple(_label(number, one) for number in range(start, end))
        marked[one.anchor] = Marked(one.anchor - first, start - first, labels)
    cues = tuple(float(number in marked) for number in range(first, last))
    return Example(reader.window(words, window), cues, tuple(marked.values()))


def _label(number: int, one: _Attribution) -> int:
    if number in one.source:
        return SOURCE
    if number in one.cue:
        return CUE
    return CONTENT if number in one.content else NOTHING


def _spans(pairs: Sequence[Sequence[int]] | None) -> list[Span]:
    return [Span(start, end) for start, end in pairs or ()]
