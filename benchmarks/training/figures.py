"""Train the weights of `transforms.figures.document` on counts per incident (run by hand).

    python -m benchmarks.training.figures --gold casualties_train.jsonl.gz --into transforms/weights/figures

A conditional logit: in each document the pairs of totals compete, and the weights make the gold pair
likely. L2 penalty, heavier on words than on figures; documents of one incident share their weight.
Full-batch L-BFGS from zero, so the same input gives the same weights; numpy only.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import finish, parser, read_jsonl
from transforms.figures.document import read_evidence
from transforms.figures.evidence import Features, Pair, candidates, features
from transforms.language import load_language

Array = NDArray[np.float64]
Competing = tuple[tuple[Pair, ...], list[tuple[Features, Features, Features]]]
"""The pairs of totals of one document, and the three parts of each: killed, wounded, both."""

PENALTY, WORD_PENALTY = 3.0, 60.0
"""L2 strength on figures and on words, chosen on casualties_dev among 1/5, 2/20, 3/60, 3/100 and 6/60."""
LEAST_DOCUMENTS, LEAST_WITH_TITLE_WORD, LEAST_WITH_WORD = 3, 10, 30
"""A feature must occur in this many documents."""
SMALLEST = 0.01
"""Weights nearer to zero than this are not shipped."""
STEPS = 150


def main() -> None:
    """Run the program."""
    options = parser(__doc__ or "")
    options.add_argument("--into", type=Path, required=True, help="folder for totals.json and SHA256SUMS")
    arguments = options.parse_args()
    records = read_jsonl(arguments.gold)
    problem = Problem(records, read_documents(records))
    kept = train(problem, arguments.into)
    finish({"documents": len(records), "features": len(problem.names), "weights": kept})


def train(problem: Problem, into: Path) -> int:
    """Write the weights of `problem` and their hash below `into`; return how many there are."""
    found = minimise(problem.loss, len(problem.names))
    kept = {name: round(float(weight), 4) for name, weight in zip(problem.names, found, strict=True)}
    kept = {name: weight for name, weight in kept.items() if abs(weight) >= SMALLEST}
    into.mkdir(parents=True, exist_ok=True)
    body = json.dumps(kept, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    (into / "totals.json").write_text(body, encoding="utf-8")
    digest = hashlib.sha256(body.encode("utf-8")).hexdigest()
    (into / "SHA256SUMS").write_text(f"{digest}  totals.json\n", encoding="ascii")
    return len(kept)


class Problem:
    """The training documents: pairs of totals that compete, each the sum of three parts."""

    def __init__(self, records: list[dict[str, Any]], documents: list[Competing]) -> None:
        self.names = _frequent(documents)
        place = {name: number for number, name in enumerate(self.names)}
        columns, values, owners, parts = array("i"), array("d"), array("i"), array("i")
        targets: list[float] = []
        shares: list[float] = []
        count = 0
        incidents = Counter(record["incident"] for record in records)
        for record, (pairs, triples) in zip(records, documents, strict=True):
            known: dict[int, int] = {}
            for part in (part for triple in triples for part in triple):
                if id(part) not in known:
                    known[id(part)] = count
                    for name, value in part.items():
                        if name in place:
                            columns.append(place[name])
                            values.append(value)
                            owners.append(count)
                    count += 1
                parts.append(known[id(part)])
            target = _target(pairs, (record["killed"], record["injured"]))
            targets += target
            shares.append(incidents[record["incident"]] ** -0.5 * (sum(target) > 0))
        self.columns, self.owners = np.array(columns), np.array(owners)
        self.values, self.targets = np.array(values), np.array(targets)
        self.parts = np.array(parts).reshape(-1, 3)
        self.count = count
        self.sizes = np.array([len(pairs) for pairs, _ in documents])
        self.starts = np.cumsum([0, *self.sizes[:-1]])
        self.shares = np.array(shares) * len(shares) / sum(shares)
        self.penalty = np.array([WORD_PENALTY if _is_word(name) else PENALTY for name in self.names])

    def loss(self, point: Array) -> tuple[float, Array]:
        """Return the penalised negative log likelihood at `point` and its gradient."""
        of_part = np.bincount(self.owners, self.values * point[self.columns], minlength=self.count)
        scores = of_part[self.parts].sum(axis=1)
        top = np.maximum.reduceat(scores, self.starts)
        powers = np.exp(scores - np.repeat(top, self.sizes))
        sums = np.add.reduceat(powers, self.starts)
        likely = powers / np.repeat(sums, self.sizes)
        gained = np.add.reduceat(self.targets * scores, self.starts) - (top + np.log(sums))
        slope = np.repeat(self.shares, self.sizes) * (likely - self.targets)
        of_part = np.bincount(self.parts.ravel(), np.repeat(slope, 3), minlength=self.count)
        gradient = np.bincount(self.columns, self.values * of_part[self.owners], minlength=len(point))
        value = -float(self.shares @ gained) + 0.5 * float(self.penalty @ point**2)
        return value, gradient + self.penalty * point


def minimise(loss: Callable[[Array], tuple[float, Array]], size: int, memory: int = 10) -> Array:
    """Return the point that L-BFGS with backtracking (Nocedal 1980) reaches from zero in STEPS steps."""
    point = np.zeros(size)
    value, slope = loss(point)
    history: list[tuple[Array, Array]] = []
    for _ in range(STEPS):
        direction = _direction(slope, history)
        step, downhill = 1.0, float(direction @ slope)
        if not history:
            step = 1.0 / max(1.0, float(np.abs(slope).sum()))
        for _ in range(30):
            moved = point + step * direction
            new_value, new_slope = loss(moved)
            if new_value <= value + 1e-4 * step * downhill:
                break
            step /= 2
        if value - new_value < 1e-6 * max(1.0, abs(value)):
            return moved if new_value < value else point
        history = [*history[-memory + 1 :], (moved - point, new_slope - slope)]
        point, value, slope = moved, new_value, new_slope
    return point


def _direction(slope: Array, history: list[tuple[Array, Array]]) -> Array:
    direction = -slope
    factors = []
    for moved, turned in reversed(history):
        factor = float(moved @ direction) / float(moved @ turned)
        factors.append(factor)
        direction = direction - factor * turned
    if history:
        moved, turned = history[-1]
        direction = direction * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned), factor in zip(history, reversed(factors), strict=True):
        direction = direction + (factor - float(turned @ direction) / float(moved @ turned)) * moved
    return direction


def read_documents(records: list[dict[str, Any]]) -> list[Competing]:
    """Return for each record its pairs of totals and the features of each."""
    pipeline = load_language()
    texts = pipeline.pipe((record["text"] for record in records), batch_size=16)
    titles = pipeline.pipe((record["title"] or "" for record in records), batch_size=64)
    documents = []
    for text, title in zip(texts, titles, strict=True):
        evidence = read_evidence(text, title)
        pairs = candidates(evidence)
        documents.append((pairs, list(features(evidence, pairs))))
    return documents


def _frequent(documents: list[Competing]) -> list[str]:
    seen: Counter[str] = Counter()
    for _, triples in documents:
        parts = {id(part): part for triple in triples for part in triple}
        seen.update({name for part in parts.values() for name in part})
    least = {"|w|": LEAST_WITH_WORD, "|t|": LEAST_WITH_TITLE_WORD}
    most = 0.9 * len(documents)
    return sorted(
        name
        for name, count in seen.items()
        if count >= next((few for mark, few in least.items() if mark in name), LEAST_DOCUMENTS)
        and (count < most or not _is_word(name))
    )


def _is_word(name: str) -> bool:
    return "|w|" in name or "|t|" in name


def _target(pairs: tuple[Pair, ...], gold: Pair) -> list[float]:
    """Return each pair's share in the truth; where the gold pair is no candidate, its halves share it."""
    agreeing = [(killed == gold[0]) + (wounded == gold[1]) for killed, wounded in pairs]
    best = max(agreeing)
    return [float(each == best) / agreeing.count(best) if best else 0.0 for each in agreeing]


if __name__ == "__main__":
    main()
