"""Train what a report's and a sentence's words tell of the roles: logistic regressions over TF-IDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from transforms.events.gram_scores import GramScores

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Limits:
    """What holds a model back."""

    least: int
    """Texts in which a word must stand."""
    looseness: float
    """Inverse of the penalty."""


def fit_grams(
    texts: Sequence[Mapping[str, int]],
    beside: Array,
    labels: NDArray[np.bool_],
    fold: NDArray[np.int64],
    limits: Limits,
) -> tuple[GramScores, Array]:
    """Return the model of all texts, and each text's scores by a model of the other folds.

    `beside` are numbers given with the words, one row a text.
    """
    seen = Counter(gram for text in texts for gram in text)
    index = {
        gram: row for row, gram in enumerate(sorted(gram for gram, n in seen.items() if n >= limits.least))
    }
    counts = np.array([seen[gram] for gram in index], dtype=np.float64)
    idf = np.log((1 + len(texts)) / (1 + counts)) + 1
    cells = [
        (row, index[gram], (1 + np.log(n)) * idf[index[gram]])
        for row, text in enumerate(texts)
        for gram, n in text.items()
        if gram in index
    ]
    rows, columns, values = zip(*cells, strict=True)
    words = normalize(csr_matrix((values, (rows, columns)), shape=(len(texts), len(index))))
    matrix = hstack([words, csr_matrix(beside)]).tocsr()
    crossed = np.zeros(labels.shape, dtype=np.float32)
    weights, biases = [], []
    for column in range(labels.shape[1]):
        wanted = labels[:, column]
        for number in range(int(fold.max()) + 1):
            rest, own = fold != number, fold == number
            crossed[own, column] = _fit(matrix[rest], wanted[rest], limits.looseness).decision_function(
                matrix[own]
            )
        model = _fit(matrix, wanted, limits.looseness)
        weights.append(model.coef_[0])
        biases.append(model.intercept_[0])
    table = np.stack(weights, axis=1).astype(np.float32)
    return GramScores(index, idf.astype(np.float32), table, np.array(biases, dtype=np.float32)), crossed


def _fit(matrix: csr_matrix, labels: NDArray[np.bool_], looseness: float) -> LogisticRegression:
    return LogisticRegression(C=looseness, solver="liblinear").fit(matrix, labels)
