"""BCubed precision, recall and F1 of a clustering (Bagga and Baldwin 1998)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping


def bcubed(gold: Mapping[str, Hashable], predicted: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Return precision, recall and F1; both map the same ids to clusters, all between 0 and 1."""
    if gold.keys() != predicted.keys():
        raise ValueError("gold and prediction do not name the same documents")
    gold_groups, predicted_groups = _groups(gold), _groups(predicted)
    precision = recall = 0.0
    for key in gold:
        shared = len(gold_groups[gold[key]] & predicted_groups[predicted[key]])
        precision += shared / len(predicted_groups[predicted[key]])
        recall += shared / len(gold_groups[gold[key]])
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _groups(clusters: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for key, cluster in clusters.items():
        found[cluster].add(key)
    return found
