# mypy: disallow-subclassing-any=False
"""Train the role fillers: python -m benchmarks.training.roles --gold muc4_roles_train.jsonl.gz.

A document's relevance is a logistic regression over its words; a candidate's score is linear in its
features plus a small hidden layer; the surest mention of a head word speaks for all. Needs the
`training` extra. Thresholds are chosen on `--held` reports kept out of a first training run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import normalize

from benchmarks import common
from benchmarks.roles import gold_entities, parse
from benchmarks.scoring.roles import ROLES, head_word, score
from transforms.events.fillers import (
    MENTIONS,
    WEIGHTS,
    Candidate,
    FillerModel,
    candidates,
    document_grams,
    document_numbers,
    group,
)
from transforms.resources import WEIGHTS as FOLDER

HIDDEN = 64
NETS = 1
"""Nets trained from different beginnings and averaged; three gave no more than one (54.9 against 55.0)."""
LEAST_FEATURE = 4
LEAST_GRAM = 5
EPOCHS = 4
BATCH = 256
SEED = 0
STEPS = tuple(round(0.1 + 0.05 * step, 2) for step in range(12))
"""Thresholds that are tried."""


@dataclass
class Report:
    """A report with its candidates and its gold."""

    docid: str
    grams: Counter[str]
    groups: dict[str, list[Candidate]]
    entities: dict[str, list[list[str]]]
    doc: Any


@dataclass
class Example:
    """One head word of one report."""

    rows: list[list[int]]
    numbers: NDArray[np.float32]
    labels: list[float]


def read_reports(rows: Sequence[dict[str, Any]], stored: Path | None) -> list[Report]:
    """Return the reports, parsed, with their candidates."""
    gold = gold_entities(rows)
    return [
        Report(row["docid"], document_grams(doc.text), group(candidates(doc)), gold[row["docid"]], doc)
        for row, doc in zip(rows, parse(rows, stored), strict=True)
    ]


def train_relevance(
    reports: Sequence[Report],
) -> tuple[dict[str, int], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Return words, their table (idf and weights), the biases, and cross-fitted scores of the reports."""
    seen = Counter(gram for report in reports for gram in report.grams)
    index = {gram: row for row, gram in enumerate(sorted(g for g, n in seen.items() if n >= LEAST_GRAM))}
    idf = np.log((1 + len(reports)) / (1 + np.array([seen[gram] for gram in index]))) + 1
    cells = [
        (number, index[gram], (1 + np.log(n)) * idf[index[gram]])
        for number, report in enumerate(reports)
        for gram, n in report.grams.items()
        if gram in index
    ]
    rows, places, values = zip(*cells, strict=True)
    matrix = normalize(csr_matrix((values, (rows, places)), shape=(len(reports), len(index))))
    columns, biases, crossed = [idf], [], []
    for roles in (ROLES, *((role,) for role in ROLES)):
        labels = [any(report.entities[role] for role in roles) for report in reports]
        model = LogisticRegression(C=10, solver="liblinear")
        crossed.append(cross_val_predict(model, matrix, labels, cv=5, method="decision_function"))
        model.fit(matrix, labels)
        columns.append(model.coef_[0])
        biases.append(model.intercept_[0])
    table = np.stack(columns, axis=1).astype(np.float32)
    return index, table, np.array(biases, dtype=np.float32), np.stack(crossed, axis=1).astype(np.float32)


def make_examples(
    reports: Sequence[Report], relevance: NDArray[np.float32], index: dict[str, int]
) -> list[Example]:
    """Return one example for each head word of each report."""
    made = []
    for number, report in enumerate(reports):
        heads = {
            role: {head_word(mention) for entity in report.entities[role] for mention in entity}
            for role in ROLES
        }
        for head, mentions in report.groups.items():
            rows = [
                [index[feature] for feature in mention.features if feature in index]
                for mention in mentions[:MENTIONS]
            ]
            labels = [float(head in heads[role]) for role in ROLES]
            made.append(Example(rows, document_numbers(relevance[number], mentions), labels))
    return made


class Net(torch.nn.Module):
    """The net of `FillerModel`, as torch trains it."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.linear = torch.nn.EmbeddingBag(size, len(ROLES), mode="sum")
        self.embedding = torch.nn.EmbeddingBag(size, HIDDEN, mode="sum")
        torch.nn.init.zeros_(self.linear.weight)
        torch.nn.init.normal_(self.embedding.weight, 0, 0.02)
        self.context = torch.nn.Linear(8, HIDDEN, bias=False)
        self.output = torch.nn.Linear(HIDDEN, len(ROLES))
        self.direct = torch.nn.Linear(8, len(ROLES))
        torch.nn.init.constant_(self.direct.bias, -3.0)
        self.dropout = torch.nn.Dropout(0.4)

    def forward(self, batch: Sequence[Example]) -> Any:
        """Return a score a role for each example."""
        rows = [row for example in batch for row in example.rows]
        owner = torch.tensor([n for n, example in enumerate(batch) for _ in example.rows])
        offsets = torch.tensor(np.cumsum([0, *(len(row) for row in rows)])[:-1])
        flat = torch.tensor([feature for row in rows for feature in row])
        numbers = torch.tensor(np.stack([example.numbers for example in batch]))
        hidden = torch.relu(self.embedding(flat, offsets) + self.context(numbers)[owner])
        scores = self.output(self.dropout(hidden)) + self.linear(flat, offsets)
        best = torch.full((len(batch), len(ROLES)), -1e9)
        best = best.scatter_reduce(0, owner[:, None].expand(-1, len(ROLES)), scores, "amax")
        return best + self.direct(numbers)


def train_net(examples: Sequence[Example], size: int, seed: int) -> Net:
    """Return the trained net."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    net = Net(size)
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    for epoch in range(EPOCHS):
        net.train()
        total = 0.0
        for batch in _batches(examples, seed * EPOCHS + epoch):
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                net(batch), torch.tensor([example.labels for example in batch])
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += float(loss.detach()) * len(batch)
        print(f"epoch {epoch} loss {total / len(examples):.4f}", flush=True)
    return net


def _batches(examples: Sequence[Example], epoch: int) -> Iterator[list[Example]]:
    order = np.random.default_rng(SEED + epoch).permutation(len(examples))
    for start in range(0, len(order), BATCH):
        yield [examples[i] for i in order[start : start + BATCH]]


def train(reports: Sequence[Report]) -> FillerModel:
    """Return the model trained on `reports`, with thresholds of one half."""
    print(f"{len(reports)} reports read", flush=True)
    words, table, biases, crossed = train_relevance(reports)
    seen = Counter(
        feature
        for report in reports
        for mentions in report.groups.values()
        for mention in mentions
        for feature in set(mention.features)
    )
    index = {
        feature: row for row, feature in enumerate(sorted(f for f, n in seen.items() if n >= LEAST_FEATURE))
    }
    examples = make_examples(reports, crossed, index)
    nets = [train_net(examples, len(index), SEED + number) for number in range(NETS)]
    all_values = [{n: v.detach().numpy() for n, v in net.named_parameters()} for net in nets]

    def mean(name: str) -> NDArray[np.float32]:
        return np.asarray(np.mean([values[name] for values in all_values], axis=0), dtype=np.float32)

    def beside(name: str) -> NDArray[np.float32]:
        return np.asarray(np.concatenate([values[name] for values in all_values], axis=1), dtype=np.float32)

    return FillerModel(
        index=index,
        linear=mean("linear.weight"),
        embedding=beside("embedding.weight"),
        context=np.concatenate([values["context.weight"] for values in all_values]).T,
        output=beside("output.weight").T / np.float32(NETS),
        direct=mean("direct.weight").T,
        bias=np.stack([mean("output.bias"), mean("direct.bias")]),
        word_index=words,
        relevance=table,
        relevance_bias=biases,
        thresholds=(0.5,) * len(ROLES),
    )


def choose_thresholds(model: FillerModel, reports: Sequence[Report]) -> tuple[float, ...]:
    """Return for each role the threshold of greatest F1 on `reports`."""
    gold = {report.docid: report.entities for report in reports}
    best = [(-1.0, 0.5)] * len(ROLES)
    for step in STEPS:
        tried = FillerModel(**{**_fields(model), "thresholds": (step,) * len(ROLES)})
        found = {report.docid: tried.fill(report.doc) for report in reports}
        reached = score(gold, found)
        best = [max(old, (reached[f"{role}_f1"], step)) for old, role in zip(best, ROLES, strict=True)]
    return tuple(step for _, step in best)


def _fields(model: FillerModel) -> dict[str, Any]:
    return {name: getattr(model, name) for name in model.__dataclass_fields__}


def save(model: FillerModel, folder: Path) -> None:
    """Write the model: names as JSON, the two large tables in 8 bits, the rest in 32."""
    stored = {"features": list(model.index), "words": list(model.word_index), "thresholds": model.thresholds}
    (folder / "features.json").write_text(
        json.dumps(stored, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    arrays: dict[str, Any] = {}
    for name in ("linear", "embedding"):
        table = getattr(model, name)
        scale = np.abs(table).max(axis=0) / 127
        arrays[name] = np.round(table / scale).astype(np.int8)
        arrays[f"{name}_scale"] = scale
    for name in ("context", "output", "direct", "bias", "relevance", "relevance_bias"):
        arrays[name] = getattr(model, name)
    arrays["relevance"] = arrays["relevance"].astype(np.float16)
    np.savez_compressed(folder / "weights.npz", **arrays)
    files = [path for path in sorted(folder.iterdir()) if path.name != "SHA256SUMS"]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


def main() -> None:
    """Train twice: once to choose thresholds on reports kept out, once on all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument(
        "--held", type=Path, help="reports to choose thresholds on; else every sixth of --gold"
    )
    parser.add_argument("--parsed", type=Path, help="keep the parses of --gold here, or read them")
    parser.add_argument("--held-parsed", type=Path, help="the same for --held")
    parser.add_argument("--out", type=Path, default=FOLDER / WEIGHTS)
    arguments = parser.parse_args()
    reports = read_reports(common.read_jsonl(arguments.gold), arguments.parsed)
    if arguments.held is None:
        first, held = [r for n, r in enumerate(reports) if n % 6], reports[::6]
        thresholds = choose_thresholds(train(first), held)
        model = train(reports)
    else:
        model = train(reports)
        held = read_reports(common.read_jsonl(arguments.held), arguments.held_parsed)
        thresholds = choose_thresholds(model, held)
    save(FillerModel(**{**_fields(model), "thresholds": thresholds}), arguments.out)


if __name__ == "__main__":
    main()
