"""Scores of casualty counts per document: exact, within one, and precision and recall of those above zero."""

from __future__ import annotations

from collections.abc import Mapping

Counts = Mapping[str, int]


def score_counts(gold: Mapping[str, Counts], predicted: Mapping[str, Counts]) -> dict[str, float]:
    """Return the scores of `predicted` against `gold`; a missing prediction counts as zero."""
    total = max(1, len(gold))
    metrics: dict[str, float] = {}
    for kind in ("killed", "injured"):
        pairs = [(counts[kind], predicted.get(key, {}).get(kind) or 0) for key, counts in gold.items()]
        right = sum(1 for wanted, found in pairs if wanted == found > 0)
        precision = right / max(1, sum(found > 0 for _, found in pairs))
        recall = right / max(1, sum(wanted > 0 for wanted, _ in pairs))
        metrics[f"{kind}_exact"] = sum(wanted == found for wanted, found in pairs) / total
        metrics[f"{kind}_within_one"] = sum(abs(wanted - found) <= 1 for wanted, found in pairs) / total
        metrics[f"{kind}_precision"] = precision
        metrics[f"{kind}_recall"] = recall
        metrics[f"{kind}_f1"] = 2 * precision * recall / max(1e-9, precision + recall)
        metrics[f"{kind}_always_zero"] = sum(wanted == 0 for wanted, _ in pairs) / total
    metrics["both_exact"] = (
        sum(
            all((predicted.get(key, {}).get(kind) or 0) == counts[kind] for kind in ("killed", "injured"))
            for key, counts in gold.items()
        )
        / total
    )
    return metrics
