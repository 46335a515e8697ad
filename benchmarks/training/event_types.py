"""Train the event-type model: python -m benchmarks.training.event_types --gold case2021_acled_dev.jsonl.gz.

Ridge regression on one column a class, solved in its dual form: a text counts through its likeness to
every training text. The own sentences of seeds/reference/event_type_examples.csv are training data too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import common
from transforms.events.classify import GROUPS, WEIGHTS, EventTyper, counts, vectorize, word_vector
from transforms.language import load_language
from transforms.resources import WEIGHTS as FOLDER
from transforms.resources import read_table

PENALTY = 1.0
"""Ridge penalty, chosen among 0.3, 0.5 and 1 by cross-validation."""
LEAST = {"word": 2, "lemma": 2, "letters": 3, "event": 2, "link": 2}
"""Texts in which a feature must stand to be kept, by group."""

Counts = dict[str, Counter[str]]
Classes = tuple[tuple[str, str], ...]


def read_texts(texts: Iterable[str]) -> list[Counts]:
    """Return the features of each text, parsed."""
    pipeline = load_language()
    return [counts(doc) for doc in pipeline.pipe((" ".join(text.split()) for text in texts), batch_size=32)]


def own_examples() -> tuple[list[str], list[tuple[str, str]]]:
    """Return the own sentences and their classes."""
    rows = read_table("event_type_examples")
    return [row["sentence"] for row in rows], [(row["event_type"], row["sub_event_type"]) for row in rows]


def fit(texts: Sequence[Counts], labels: Sequence[tuple[str, str]], name: str) -> EventTyper:
    """Return the model trained on `texts`."""
    index, idf = _vocabulary(texts)
    center = np.stack([word_vector(found, index, idf) for found in texts]).mean(axis=0)
    matrix = np.zeros((len(texts), len(index) + len(center)), dtype=np.float32)
    for row, found in enumerate(texts):
        places, values = vectorize(found, index, idf, center)
        matrix[row, places] = values
    classes: Classes = tuple(sorted(set(labels)))
    target = np.array([[label == each for each in classes] for label in labels], dtype=np.float64)
    kernel = (matrix @ matrix.T).astype(np.float64) + PENALTY * np.eye(len(texts))
    solved = np.linalg.solve(kernel, target)
    return EventTyper(classes, index, idf, center, matrix.T @ solved.astype(np.float32), name)


def fingerprint(rows: Sequence[dict[str, Any]]) -> str:
    """Return a hash of the texts of `rows`, by which a benchmark knows its own training data."""
    return hashlib.sha256("\n".join(sorted(row["text"] for row in rows)).encode()).hexdigest()


def save(model: EventTyper, trained_on: str, folder: Path) -> None:
    """Write the model to `folder`: feature names as JSON, numbers as one npz file of 8 and 16 bits."""
    folder.mkdir(parents=True, exist_ok=True)
    features = sorted(model.index, key=lambda feature: model.index[feature])
    stored = {"classes": model.classes, "features": features, "trained_on": trained_on}
    (folder / "features.json").write_text(
        json.dumps(stored, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    scale = np.abs(model.weights).max(axis=0) / 127
    numbers = np.round(model.weights / scale).astype(np.int8)
    np.savez_compressed(
        folder / "weights.npz",
        idf=model.idf.astype(np.float16),
        center=model.center,
        weights=numbers,
        scale=scale.astype(np.float32),
    )
    files = [path for path in sorted(folder.iterdir()) if path.name != "SHA256SUMS"]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


def _vocabulary(texts: Sequence[Counts]) -> tuple[dict[str, int], NDArray[np.float32]]:
    index: dict[str, int] = {}
    frequency: list[int] = []
    for group in GROUPS:
        seen = Counter(feature for found in texts for feature in found[group])
        for feature, n in sorted(seen.items()):
            if n >= LEAST[group]:
                index[f"{group}={feature}"] = len(index)
                frequency.append(n)
    share = (1 + len(texts)) / (1 + np.array(frequency, dtype=np.float64))
    return index, (np.log(share) + 1).astype(np.float32)


def main() -> None:
    """Train on the whole file and the own sentences, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FOLDER / WEIGHTS)
    arguments = parser.parse_args()
    rows = common.read_jsonl(arguments.gold)
    texts, labels = own_examples()
    found = read_texts([*(row["text"] for row in rows), *texts])
    known = [(row["event_type"], row["sub_event_type"]) for row in rows]
    save(fit(found, [*known, *labels], "event-types"), fingerprint(rows), arguments.out)


if __name__ == "__main__":
    main()
