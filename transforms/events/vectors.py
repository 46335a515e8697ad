"""Static word vectors: what a word is like, without its context (weights/word_vectors)."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
from numpy.typing import NDArray

from transforms.resources import weights

DIMENSIONS = 64
"""Numbers in a vector."""


class WordVectors:
    """Vectors by lower-case word."""

    def __init__(self, rows: dict[str, int], vectors: NDArray[np.int8], scale: NDArray[np.float32]) -> None:
        self._rows = rows
        self._vectors = vectors
        self._scale = scale

    def sum(self, shares: dict[str, float]) -> NDArray[np.float32]:
        """Return the sum of the vectors of the words, each times its share; unknown words add nothing."""
        known = [(self._rows[word], share) for word, share in shares.items() if word in self._rows]
        if not known:
            return np.zeros(DIMENSIONS, dtype=np.float32)
        rows = self._vectors[[row for row, _ in known]].astype(np.float32)
        weighed = np.array([share for _, share in known], dtype=np.float32) @ rows
        return np.asarray(weighed * self._scale, dtype=np.float32)


@cache
def load_vectors() -> WordVectors:
    """Return the shipped vectors; raises ResourceError where their files are absent or changed."""
    folder = weights("word_vectors")
    words: list[str] = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    arrays = np.load(folder / "vectors.npz")
    return WordVectors({word: row for row, word in enumerate(words)}, arrays["vectors"], arrays["scale"])
