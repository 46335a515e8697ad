"""Train the second look: boosted trees that say whether a likely thing names a filler not yet named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from transforms.events.candidates import Reading
from transforms.events.second_look import PairCounts, Row, pair_key
from transforms.events.trees import Trees

Array = NDArray[np.float32]
Heads = Sequence[Sequence[set[str]]]
"""For each role the entities, each as its head words."""

SETTINGS = {
    "max_iter": 150,
    "learning_rate": 0.05,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
}


def pairs_of(heads: Heads) -> tuple[set[str], set[str]]:
    """Return the pairs of head words that name one entity of a role in a report, and two."""
    same, different = set(), set()
    for entities in heads:
        for entity in entities:
            same |= {pair_key(one, two) for one in entity for two in entity if one < two}
            for other in entities:
                if other is not entity:
                    different |= {pair_key(one, two) for one in entity - other for two in other - entity}
    return same, different


def count_pairs(reports: Sequence[Heads]) -> PairCounts:
    """Return in how many reports each pair names one entity, and two."""
    found = [pairs_of(heads) for heads in reports]
    return PairCounts(
        Counter(pair for same, _ in found for pair in same),
        Counter(pair for _, different in found for pair in different),
    )


def label(rows: Sequence[Row], reading: Reading, heads: Heads) -> list[bool]:
    """Tell for each of `rows` whether it names an entity that no row before it, of its role, names."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row in rows:
        head = reading.things[row.thing][0].head
        free = [
            number
            for number, entity in enumerate(heads[row.role])
            if head in entity and (row.role, number) not in taken
        ]
        taken.update((row.role, number) for number in free[:1])
        found.append(bool(free))
    return found


def fit_trees(rows: Array, labels: NDArray[np.bool_], seed: int) -> Trees:
    """Return the trees trained on `rows`, as arrays."""
    model = HistGradientBoostingClassifier(random_state=seed, **SETTINGS).fit(rows, labels)
    nodes = [stage[0].nodes for stage in model._predictors]
    most = max(len(tree) for tree in nodes)
    arrays: Mapping[str, NDArray[np.float64]] = {
        name: np.zeros((len(nodes), most)) for name in ("feature", "limit", "left", "right", "value")
    }
    for number, tree in enumerate(nodes):
        own = np.arange(len(tree))
        is_leaf = tree["is_leaf"].astype(bool)
        arrays["feature"][number, own] = np.where(is_leaf, 0, tree["feature_idx"])
        arrays["limit"][number, own] = np.where(is_leaf, 0, tree["num_threshold"])
        arrays["left"][number, own] = np.where(is_leaf, own, tree["left"])
        arrays["right"][number, own] = np.where(is_leaf, own, tree["right"])
        arrays["value"][number, own] = np.where(is_leaf, tree["value"], 0)
    return Trees(
        feature=arrays["feature"].astype(np.int16),
        limit=arrays["limit"].astype(np.float32),
        left=arrays["left"].astype(np.int16),
        right=arrays["right"].astype(np.int16),
        value=arrays["value"].astype(np.float32),
        base=float(np.ravel(model._baseline_prediction)[0]),
        depth=int(max(tree["depth"].max() for tree in nodes)),
    )


def cross_score(rows: Array, labels: NDArray[np.bool_], fold: NDArray[np.int64], seed: int) -> Array:
    """Return each row's probability by trees of the other folds."""
    scores = np.zeros(len(rows), dtype=np.float32)
    for number in range(int(fold.max()) + 1):
        own = fold == number
        scores[own] = fit_trees(rows[~own], labels[~own], seed).probability(rows[own])
    return scores


def as_rows(rows: Sequence[Row]) -> Array:
    """Return the numbers of `rows` as one array."""
    width = len(rows[0].numbers) if rows else 0
    return np.array([row.numbers for row in rows], dtype=np.float32).reshape(-1, width)
