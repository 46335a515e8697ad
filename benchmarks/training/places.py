"""Fits the weights of the place filter and of place resolution, and reports cross-validated figures.

    python -m benchmarks.training.places --gold toponyms_dev.jsonl.gz [--write transforms/weights/places]

Filter: logistic regression (ridge, Newton steps) over the features of transforms/places/features.py.
Resolution: conditional logit over transforms/places/context.py. Five folds by document, both parts
refitted in each, so that every figure printed is for documents the weights have not seen. Numpy only.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import finish, parser, read_jsonl, show
from benchmarks.places import gold_toponyms, open_or_build, read_articles
from benchmarks.scoring.places import NEAR_KM, kilometers, score_places
from transforms.places.candidates import Reading, Toponym
from transforms.places.context import FEATURES, UNKNOWN_HOME, Context
from transforms.places.features import Surroundings
from transforms.places.judge import choose
from transforms.places.resolve import container_of, fitting, resolve

SEED = 7
FOLDS = 5
RIDGE = 2.0
SENSE_RIDGE = 0.5
LEAST_DOCUMENTS = 4
"""A feature seen in fewer documents is left out."""
THRESHOLD = 0.33
BOUNDS = {"is_capital": (1.0, 9.0), "is_largest": (0.0, 9.0), "admin_beside_capital": (-9.0, -1.5)}
"""Known beforehand and not left to corpora full of small-town papers: a capital is meant more often."""
_NO_TOPONYM = frozenset(
    {"Demonym", "Homonym", "Language", "Non_Toponym", "Non_Lit_Expression", "Literal_Expression"}
)

Floats = NDArray[np.float64]
Sense = tuple[str, Floats, NDArray[np.bool_]]


class Sample:
    """One document: its toponyms, their features, and which of them are gold (1, 0, or -1 unknown)."""

    def __init__(self, record: dict[str, Any], reading: Reading) -> None:
        self.record = record
        self.reading = reading
        self.toponyms = reading.toponyms(demonyms=True)
        around = Surroundings(reading, self.toponyms)
        self.features = [sorted(set(around.of(one))) for one in self.toponyms]
        self.gold = {(one["start"], one["end"]): one for one in gold_toponyms(record)}
        self.labels = [self._label(one) for one in self.toponyms]
        self.chances: list[float] = []

    def _label(self, one: Toponym) -> int:
        span = (one.span.start, one.span.end)
        if span in self.gold:
            return 1
        if self.record["corpus"] == "geovirus" and one.rule == "demonym":
            return -1
        rest = [t for t in self.record["toponyms"] if (t["start"], t["end"]) == span]
        return -1 if rest and rest[0].get("kind") not in _NO_TOPONYM else 0

    def chosen(self) -> list[Toponym]:
        """Return the toponyms that the filter lets through."""
        return choose(self.toponyms, self.chances, THRESHOLD)


def main() -> None:
    """Run the program."""
    arguments = parser(__doc__ or "")
    arguments.add_argument("--gazetteer", type=Path)
    arguments.add_argument("--write", type=Path, help="folder to write the weights to")
    options = arguments.parse_args()
    records = read_jsonl(options.gold)
    gazetteer = open_or_build(options.gazetteer)
    samples = [
        Sample(record, Reading(article, gazetteer))
        for record, article in zip(records, read_articles(records), strict=True)
    ]
    folds = np.random.RandomState(SEED).permutation(len(samples)) % FOLDS
    for fold in range(FOLDS):
        fitted = fit_filter([one for one, at in zip(samples, folds, strict=True) if at != fold])
        for sample in (one for one, at in zip(samples, folds, strict=True) if at == fold):
            sample.chances = weigh(fitted, sample)
    pairs = defaultdict(list)
    for fold in range(FOLDS):
        weight = fit_senses([one for one, at in zip(samples, folds, strict=True) if at != fold])
        for sample in (one for one, at in zip(samples, folds, strict=True) if at == fold):
            pairs[sample.record["corpus"]].append((list(sample.gold.values()), predict(sample, weight)))
    metrics = {name: asdict(score_places(rows)) for name, rows in pairs.items()}
    for name, figures in metrics.items():
        show(f"{name}, cross-validated", figures.items())
    if options.write is not None:
        write(options.write, fit_filter(samples), fit_senses(samples))
    finish(metrics)


def fit_filter(samples: list[Sample]) -> dict[str, float]:
    """Return the weights of the filter."""
    documents: defaultdict[str, int] = defaultdict(int)
    for sample in samples:
        for name in {name for names in sample.features for name in names}:
            documents[name] += 1
    names = sorted(name for name, count in documents.items() if count >= LEAST_DOCUMENTS)
    number = {name: at for at, name in enumerate(names)}
    rows = [
        (features, label)
        for sample in samples
        for features, label in zip(sample.features, sample.labels, strict=True)
        if label >= 0
    ]
    x = np.zeros((len(rows), len(names)))
    for at, (features, _) in enumerate(rows):
        x[at, [number[name] for name in features if name in number]] = 1.0
    y = np.array([label for _, label in rows], float)
    w = np.zeros(len(names))
    for _ in range(12):
        chance = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (y - chance) - RIDGE * w
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(names))
        w += np.linalg.solve(curve, slope)
    return {name: round(float(w[at]), 4) for name, at in number.items() if abs(w[at]) >= 0.01}


def weigh(weights: dict[str, float], sample: Sample) -> list[float]:
    """Return the filter's probabilities."""
    sums = [sum(weights.get(name, 0.0) for name in names) for names in sample.features]
    return [float(1 / (1 + np.exp(-one))) for one in sums]


def fit_senses(samples: list[Sample]) -> Floats:
    """Return the weights of resolution, by gradient steps (Adam) on the chance of senses within 161 km."""
    rows = [row for sample in samples for row in senses_of(sample) if row[2].any() and not row[2].all()]
    counts: defaultdict[str, int] = defaultdict(int)
    for corpus, _, _ in rows:
        counts[corpus] += 1
    x = np.concatenate([described for _, described, _ in rows])
    y = np.concatenate([near for _, _, near in rows])
    size = np.array([len(near) for _, _, near in rows])
    start = np.cumsum(np.r_[0, size[:-1]])
    share = np.array([(300 / counts[corpus]) ** 0.5 for corpus, _, _ in rows])
    low = np.array([BOUNDS.get(name, (-99.0, 99.0))[0] for name in FEATURES])
    high = np.array([BOUNDS.get(name, (-99.0, 99.0))[1] for name in FEATURES])
    w, mean, spread = np.zeros(len(FEATURES)), np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
    for step in range(1, 1501):
        scores = x @ w
        power = np.exp(scores - np.repeat(np.maximum.reduceat(scores, start), size))
        everything = power / np.repeat(np.add.reduceat(power, start), size)
        right = power * y
        right = right / np.repeat(np.add.reduceat(right, start) + 1e-300, size)
        slope = ((right - everything) * np.repeat(share, size)) @ x - SENSE_RIDGE * w
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        rate = 0.05 * (1 - step / 1501)
        w = np.clip(
            w + rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8), low, high
        )
    return np.asarray(w)


def senses_of(sample: Sample) -> list[Sense]:
    """Return, for each chosen gold toponym of several senses, their numbers and which are right."""
    chosen = sample.chosen()
    context = Context(chosen, UNKNOWN_HOME)
    rows = []
    for at, one in enumerate(chosen):
        gold = sample.gold.get((one.span.start, one.span.end))
        if gold is None or gold["lat"] is None or len(one.senses) < 2:
            continue
        senses = fitting(one, container_of(chosen, at, sample.reading.text))
        described = np.array([context.describe(sense, one) for sense in senses], float)
        near = np.array(
            [kilometers((gold["lat"], gold["lon"]), (s.latitude, s.longitude)) <= NEAR_KM for s in senses]
        )
        rows.append((sample.record["corpus"], described, near))
    return rows


def predict(sample: Sample, weight: Floats) -> list[dict[str, Any]]:
    """Return the sample's toponyms resolved with `weight`."""
    chosen = sample.chosen()
    found = resolve(chosen, sample.reading.text, sample.reading.gazetteer, weight=tuple(weight.tolist()))
    return [
        {
            "start": one.span.start,
            "end": one.span.end,
            "lat": got.place.latitude if got.place is not None else None,
            "lon": got.place.longitude if got.place is not None else None,
        }
        for one, got in zip(chosen, found, strict=True)
    ]


def write(folder: Path, filter_weights: dict[str, float], sense_weights: Floats) -> None:
    """Write both sets of weights into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    stored = {"threshold": THRESHOLD, "weights": filter_weights}
    (folder / "weights.json").write_text(
        json.dumps(stored, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )
    senses = {name: round(float(value), 4) for name, value in zip(FEATURES, sense_weights, strict=True)}
    (folder / "resolve.json").write_text(json.dumps({"weights": senses}, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
