"""Boosted regression trees, read from arrays: each answer is a sum of what the trees say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Trees:
    """Trees of one size, one row a tree, one column a node; node 0 is the root."""

    feature: NDArray[np.int16]
    """Number of the feature that a node asks for."""
    limit: NDArray[np.float32]
    """Greatest value that goes left."""
    left: NDArray[np.int16]
    """The node on the left; a leaf names itself."""
    right: NDArray[np.int16]
    """The node on the right; a leaf names itself."""
    value: NDArray[np.float32]
    """What a leaf says."""
    base: float
    """What is added to every sum."""
    depth: int
    """Steps from a root to its farthest leaf."""

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return a probability for each of `rows`."""
        trees = np.arange(len(self.feature))
        at = np.zeros((len(rows), len(trees)), dtype=np.intp)
        lines = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[lines, self.feature[trees, at]] <= self.limit[trees, at]
            at = np.where(goes_left, self.left[trees, at], self.right[trees, at])
        total = self.value[trees, at].sum(axis=1) + self.base
        return np.asarray(1 / (1 + np.exp(-total)), dtype=np.float32)
