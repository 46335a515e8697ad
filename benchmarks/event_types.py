"""ACLED sub-event type of short reports: python -m benchmarks.event_types --gold case2021_acled_dev.jsonl.gz.

On the file that the shipped weights were trained on, the figures come from 5-fold cross-validation
(training data of each fold: the other four and the own sentences); on any other file from the weights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks import common
from benchmarks.training.event_types import Counts, fingerprint, fit, own_examples, read_texts
from transforms.events.classify import WEIGHTS, EventTyper, load_typer, vectorize
from transforms.resources import weights

FOLDS = 5
SEED = 0


def predict(model: EventTyper, texts: Sequence[Counts]) -> list[tuple[str, str]]:
    """Return the class of each text."""
    found = []
    for text in texts:
        rows, values = vectorize(text, model.index, model.idf, model.center)
        found.append(model.classes[int((values @ model.weights[rows]).argmax())])
    return found


def cross_validate(texts: Sequence[Counts], labels: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return for each text the class given by a model that has not seen it; folds are stratified."""
    sentences, classes = own_examples()
    own = read_texts(sentences)
    fold = _folds(labels)
    found: list[tuple[str, str]] = [("", "")] * len(texts)
    for number in range(FOLDS):
        kept = [i for i in range(len(texts)) if fold[i] != number]
        model = fit([*(texts[i] for i in kept), *own], [*(labels[i] for i in kept), *classes], "fold")
        left = [i for i in range(len(texts)) if fold[i] == number]
        for i, label in zip(left, predict(model, [texts[i] for i in left]), strict=True):
            found[i] = label
    return found


def _folds(labels: Sequence[tuple[str, str]]) -> list[int]:
    order = np.random.default_rng(SEED).permutation(len(labels))
    fold = [0] * len(labels)
    next_fold = 0
    for label in sorted(set(labels)):
        for i in order:
            if labels[i] == label:
                fold[i] = next_fold
                next_fold = (next_fold + 1) % FOLDS
    return fold


def measure(rows: Sequence[dict[str, Any]], found: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return accuracies and the F1 of sub-event types, weighted and plain."""
    gold = [row["sub_event_type"] for row in rows]
    given = [sub for _, sub in found]
    scores, sizes = [], []
    for label in sorted(set(gold)):
        right = sum(a == b == label for a, b in zip(gold, given, strict=True))
        total = gold.count(label) + given.count(label)
        scores.append(2 * right / total if total else 0.0)
        sizes.append(gold.count(label))
    n = len(rows)
    return {
        "sub_event_type_accuracy": sum(a == b for a, b in zip(gold, given, strict=True)) / n,
        "event_type_accuracy": sum(r["event_type"] == t for r, (t, _) in zip(rows, found, strict=True)) / n,
        "sub_event_type_weighted_f1": float(np.average(scores, weights=sizes)),
        "sub_event_type_macro_f1": float(np.mean(scores)),
    }


def main() -> None:
    """Score and print."""
    arguments = common.parser(__doc__ or "").parse_args()
    rows = common.read_jsonl(arguments.gold)
    texts = read_texts(row["text"] for row in rows)
    stored = json.loads((weights(WEIGHTS) / "features.json").read_text(encoding="utf-8"))
    is_own = stored["trained_on"] == fingerprint(rows)
    if is_own:
        found = cross_validate(texts, [(row["event_type"], row["sub_event_type"]) for row in rows])
    else:
        found = predict(load_typer(), texts)
    common.write_jsonl(
        arguments.predictions,
        (
            {"id": row["id"], "event_type": kind, "sub_event_type": sub}
            for row, (kind, sub) in zip(rows, found, strict=True)
        ),
    )
    metrics = measure(rows, found)
    how = "5-fold cross-validation: the weights were trained on this file" if is_own else "shipped weights"
    common.show(f"ACLED types ({how})", metrics.items())
    common.finish({"benchmark": "event_types", "texts": len(rows), "method": how, **metrics})


if __name__ == "__main__":
    main()
