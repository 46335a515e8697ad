"""Scores of a text or a sentence from its words and pairs of words: TF-IDF of length one, times weights."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

_LEFT_OUT = frozenset({"PUNCT", "SPACE", "NUM"})
_LATE = 5


@dataclass(frozen=True)
class GramScores:
    """A linear model over words and pairs of words."""

    index: Mapping[str, int]
    """Row of each word or pair."""
    idf: NDArray[np.float32]
    """Inverse document frequency of each."""
    weights: NDArray[np.float32]
    """For each, a weight a score; then one row for each number that is given beside the words."""
    bias: NDArray[np.float32]
    """What is added to each score."""

    def score(self, grams: Mapping[str, int], beside: Sequence[float] = ()) -> NDArray[np.float32]:
        """Return the scores, in log odds, of a text with these words."""
        known = [(self.index[gram], n) for gram, n in grams.items() if gram in self.index]
        rows = [row for row, _ in known]
        values = np.array([1 + math.log(n) for _, n in known], dtype=np.float32) * self.idf[rows]
        values /= float(np.linalg.norm(values)) or 1.0
        scores = values @ self.weights[rows] + self.bias
        if len(beside):
            scores = scores + np.asarray(beside, dtype=np.float32) @ self.weights[len(self.idf) :]
        return np.asarray(scores, dtype=np.float32)


def text_grams(text: str) -> Counter[str]:
    """Return words and pairs of words of `text` with their counts."""
    return Counter(_with_pairs(re.findall(r"[a-z0-9]{2,}", text.lower())))


def sentence_grams(doc: Doc) -> list[Counter[str]]:
    """Return for each sentence its lemmas, pairs of them, and the lemmas of the sentences beside it."""
    lemmas = [_lemmas(sentence) for sentence in doc.sents]
    found = []
    for number, own in enumerate(lemmas):
        before = lemmas[number - 1] if number else []
        after = lemmas[number + 1] if number + 1 < len(lemmas) else []
        grams = [*_with_pairs(own), *(f"<{word}" for word in before), *(f">{word}" for word in after)]
        found.append(Counter([*grams, f"@{min(_LATE, number)}"]))
    return found


def _lemmas(sentence: Span) -> list[str]:
    return [token.lemma_.lower() for token in sentence if token.pos_ not in _LEFT_OUT]


def _with_pairs(words: Iterable[str]) -> Iterator[str]:
    kept = list(words)
    yield from kept
    yield from (f"{one} {two}" for one, two in pairwise(kept))
