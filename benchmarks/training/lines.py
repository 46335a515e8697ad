"""Train the line model of text dumps, after cross-validating it by host.

The cross-validated figures are the honest ones: no page of a host is judged by weights that saw another
page of it. The shipped weights are then trained on all pages.
"""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pycrfsuite

from benchmarks.common import finish, parser, read_jsonl
from benchmarks.scoring.shingles import aggregate, compare
from transforms.clean.dump import judge_lines
from transforms.clean.features import places_to_judge, see_lines
from transforms.clean.headline import find_title
from transforms.clean.lines import Line, split_lines
from transforms.clean.model import KEEP, LineModel
from transforms.clean.normalise import normalise_text, tidy_line
from transforms.clean.rules import decide, read_lines

SETTINGS = {"c1": 0.5, "c2": 0.7, "max_iterations": 150, "feature.possible_transitions": True}
"""Regularisation (L1 and L2) chosen by cross-validation; weaker settings fit the hosts, not the task."""
LEXICAL = ("w=", "w0=")
LEAST_HOSTS = 6
"""Hosts on which a word must occur to become a feature."""


@dataclass(frozen=True)
class Example:
    """One dump, ready for training."""

    record: dict[str, Any]
    host: str
    lines: list[Line]
    features: list[list[str]]
    labels: list[str]


def main() -> None:
    """Cross-validate, train on everything, write the weights and their hash."""
    asked = parser(__doc__ or "")
    asked.add_argument("--out", type=Path, required=True, help="folder for lines.json and SHA256SUMS")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--folds", type=int, default=5, help="0 skips cross-validation")
    arguments = asked.parse_args()
    examples = [made for record in read_jsonl(arguments.gold) if (made := make_example(record)) is not None]
    metrics: dict[str, Any] = {"n": len(examples), "seed": arguments.seed}
    if arguments.folds:
        metrics["cross_validated"] = cross_validate(examples, arguments.folds, arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "lines.json"
    model = train(examples)
    path.write_text(json.dumps(model, ensure_ascii=False, indent=0), encoding="utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (arguments.out / "SHA256SUMS").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    metrics["in_sample"] = score(examples, LineModel.read(path))
    finish(metrics)


def make_example(record: dict[str, Any]) -> Example | None:
    """Return a gold record with features and labels, or None where its lines do not match its labels."""
    lines = split_lines(record["dump_text"])
    raw = [line for line in record["dump_text"].split("\n") if line.strip()]
    keep = [
        mark for line, mark in zip(raw, record["line_keep"], strict=True) if tidy_line(normalise_text(line))
    ]
    if len(keep) != len(lines):
        return None
    reading = read_lines(lines)
    verdicts = decide(lines, reading)
    kept = [at for at, verdict in enumerate(verdicts) if verdict.drop_rule is None]
    title_at = find_title(lines, verdicts, kept[0], kept[-1]) if kept else None
    places = places_to_judge(lines, reading)
    features = [seen.names() for seen in see_lines(lines, reading, verdicts, title_at, places)]
    labels = [KEEP if keep[at] == "1" else "drop" for at in places]
    host = (urlsplit(record["url"] or "").hostname or record["publisher"] or record["id"]).removeprefix(
        "www."
    )
    return Example(record, ".".join(host.split(".")[-3:]), lines, features, labels)


def train(examples: list[Example]) -> dict[str, dict[str, float]]:
    """Return weights trained on `examples`: of each feature for keep over drop, and of transitions."""
    hosts: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for features in example.features:
            for feature in features:
                if feature.startswith(LEXICAL):
                    hosts[feature].add(example.host)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    for example in examples:
        if example.features:
            known = [
                [
                    feature
                    for feature in features
                    if not feature.startswith(LEXICAL) or len(hosts[feature]) >= LEAST_HOSTS
                ]
                for features in example.features
            ]
            trainer.append(known, example.labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.crfsuite"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        trained = tagger.info()
        tagger.close()
    weights: dict[str, float] = defaultdict(float)
    for (feature, label), weight in trained.state_features.items():
        weights[feature] += weight if label == KEEP else -weight
    return {
        "transitions": {"/".join(labels): weight for labels, weight in sorted(trained.transitions.items())},
        "weights": {feature: round(weight, 6) for feature, weight in sorted(weights.items())},
    }


def cross_validate(examples: list[Example], folds: int, seed: int) -> dict[str, float]:
    """Return F1 by style, each host judged by weights that never saw it."""
    hosts = sorted({example.host for example in examples})
    random.Random(seed).shuffle(hosts)
    fold_of = {host: number % folds for number, host in enumerate(hosts)}
    bodies: dict[str, str] = {}
    for fold in range(folds):
        model = LineModel(**train([example for example in examples if fold_of[example.host] != fold]))
        held_out = [example for example in examples if fold_of[example.host] == fold]
        bodies |= {example.record["id"]: _body(example, model) for example in held_out}
    return _f1_by_style(examples, bodies)


def score(examples: list[Example], model: LineModel) -> dict[str, float]:
    """Return F1 by style under `model`."""
    return _f1_by_style(examples, {example.record["id"]: _body(example, model) for example in examples})


def _body(example: Example, model: LineModel) -> str:
    verdicts = judge_lines(example.lines, model)
    return "\n".join(
        line.bare for line, verdict in zip(example.lines, verdicts, strict=True) if verdict.drop_rule is None
    )


def _f1_by_style(examples: list[Example], bodies: dict[str, str]) -> dict[str, float]:
    by_style: dict[str, list[Any]] = defaultdict(list)
    for example in examples:
        record = example.record
        by_style[record["style"]].append(compare(record["gold_body"], bodies[record["id"]]))
    return {style: round(aggregate(shares).f1, 4) for style, shares in by_style.items()}


if __name__ == "__main__":
    main()
