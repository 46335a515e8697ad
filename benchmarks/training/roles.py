"""Train the role fillers: python -m benchmarks.training.roles --gold muc4_roles_train.jsonl.gz.

Everything that a later step learns from is scored by models of the other folds: report and sentence for
the nets, the nets for the trees, the trees for the thresholds. Needs the `training` extra. About five
CPU minutes for 1,300 parsed reports.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import common
from benchmarks.roles import gold_entities, parse
from benchmarks.scoring.roles import ROLES, head_word, score
from benchmarks.training.role_grams import Limits, fit_grams
from benchmarks.training.role_nets import make_table, score_mentions, train_net
from benchmarks.training.role_trees import as_rows, count_pairs, cross_score, fit_trees, label, pairs_of
from transforms.events.candidates import Reading, read_report
from transforms.events.fillers import (
    SENTENCE_SCALE,
    WEIGHTS,
    FillerModel,
    Net,
    distinct,
    first_look,
    mention_numbers,
)
from transforms.events.gram_scores import GramScores, sentence_grams, text_grams
from transforms.events.second_look import Row, look_again
from transforms.resources import WEIGHTS as FOLDER

Array = NDArray[np.float32]

SEEDS = (0, 1)
"""One net a seed."""
FOLDS = 5
LEAST_FEATURE = 6
LEAST_WORD = 4
LEAST_GRAM = 5
STEPS = tuple(round(0.1 + 0.025 * step, 3) for step in range(25))
"""Thresholds that are tried."""


@dataclass(frozen=True)
class Report:
    """A report and its gold."""

    docid: str
    reading: Reading
    entities: dict[str, list[list[str]]]
    heads: list[list[set[str]]]
    """For each role the entities, each as its head words."""


def read_reports(rows: Sequence[dict[str, Any]], stored: Path | None) -> list[Report]:
    """Return the reports, parsed, with their candidates."""
    gold = gold_entities(rows)
    found = []
    for row, doc in zip(rows, parse(rows, stored), strict=True):
        entities = gold[row["docid"]]
        heads = [[{head_word(mention) for mention in entity} for entity in entities[role]] for role in ROLES]
        found.append(Report(row["docid"], read_report(doc), entities, heads))
    return found


def train(reports: Sequence[Report], held: Sequence[Report]) -> FillerModel:
    """Return the model trained on `reports`.

    A threshold has the greatest mean of two F1: in cross-validation, and on the `held` reports, if any.
    """
    fold = np.random.default_rng(7).permutation(len(reports)) % FOLDS
    report, sentence, crossed, told = _train_grams(reports, fold)
    print("words read", flush=True)
    readings = [item.reading for item in reports]
    numbers = [mention_numbers(*given) for given in zip(readings, crossed, told, strict=True)]
    seen = Counter(
        name for name in chain.from_iterable(m.features for r in readings for t in r.things for m in t)
    )
    index = {
        name: row for row, name in enumerate(sorted(n for n, count in seen.items() if count >= LEAST_FEATURE))
    }
    filling = [[set().union(*entities) for entities in item.heads] for item in reports]
    table = make_table(readings, numbers, filling, index)
    nets: list[Net] = []
    scores: list[Array] = [np.zeros(0, dtype=np.float32)] * len(table.report)
    for seed in SEEDS:
        for number in range(FOLDS):
            net = train_net(table, fold != number, len(index), seed)
            for thing, found in score_mentions(net, table, fold == number):
                share = found / np.float32(len(SEEDS))
                scores[thing] = share + scores[thing] if scores[thing].size else share
            print(f"seed {seed} fold {number}", flush=True)
        nets.append(train_net(table, fold >= 0, len(index), seed).plain())
    pairs = count_pairs([item.heads for item in reports])
    rows: list[list[Row]] = []
    each = iter(scores)
    for item, report_scores, given in zip(reports, crossed, numbers, strict=True):
        mentions = tuple(next(each) for _ in item.reading.things)
        first = first_look(report_scores, given, mentions)
        rows.append(look_again(item.reading, first, pairs.without(*pairs_of(item.heads))))
    flat = as_rows(list(chain.from_iterable(rows)))
    labels = np.array(
        [
            one
            for found, item in zip(rows, reports, strict=True)
            for one in label(found, item.reading, item.heads)
        ]
    )
    owner = np.repeat(np.arange(len(reports)), [len(found) for found in rows])
    curves = [_curves(reports, rows, cross_score(flat, labels, fold[owner], 0))]
    model = FillerModel(
        index, tuple(nets), report, sentence, pairs, fit_trees(flat, labels, 0), (0.5,) * len(ROLES)
    )
    if held:
        seen_again = [look_again(item.reading, model.look(item.reading), pairs) for item in held]
        likely = model.trees.probability(as_rows(list(chain.from_iterable(seen_again))))
        curves.append(_curves(held, seen_again, likely))
    best = np.mean(curves, axis=0).argmax(axis=0)
    for curve in curves:
        print("F1 at the thresholds:", curve[best, np.arange(len(ROLES))], flush=True)
    return replace(model, thresholds=tuple(STEPS[step] for step in best))


def _train_grams(
    reports: Sequence[Report], fold: NDArray[np.int64]
) -> tuple[GramScores, GramScores, Array, list[Array]]:
    """Return both word models, and what they say of each report and of its sentences across the folds."""
    labels = np.array([[any(item.heads), *map(bool, item.heads)] for item in reports])
    nothing = np.zeros((len(reports), 0), dtype=np.float32)
    texts = [text_grams(item.reading.doc.text) for item in reports]
    report, crossed = fit_grams(texts, nothing, labels, fold, Limits(LEAST_WORD, 10.0))
    sentences = [sentence_grams(item.reading.doc) for item in reports]
    sizes = [len(found) for found in sentences]
    owner = np.repeat(np.arange(len(reports)), sizes)
    told = np.concatenate([_telling(item, size) for item, size in zip(reports, sizes, strict=True)])
    beside = crossed[owner] / SENTENCE_SCALE
    flat = list(chain.from_iterable(sentences))
    sentence, scores = fit_grams(flat, beside, told, fold[owner], Limits(LEAST_GRAM, 2.0))
    cuts = np.cumsum(sizes)[:-1]
    return report, sentence, crossed, np.split(scores, cuts)


def _telling(report: Report, size: int) -> NDArray[np.bool_]:
    """Tell of each sentence whether a head word of a filler stands in it: of any role, then of each."""
    found = np.zeros((size, 1 + len(ROLES)), dtype=bool)
    for mentions in report.reading.things:
        for role, entities in enumerate(report.heads):
            if any(mentions[0].head in entity for entity in entities):
                for mention in mentions:
                    found[report.reading.sentence_of[mention.token.i], [0, role + 1]] = True
    return found


def _curves(reports: Sequence[Report], rows: Sequence[Sequence[Row]], scores: Array) -> NDArray[np.float64]:
    """Return F1 by threshold, one column a role."""
    gold = {report.docid: report.entities for report in reports}
    curves = []
    for step in STEPS:
        found: dict[str, dict[str, list[str]]] = {}
        each = iter(scores)
        for report, own in zip(reports, rows, strict=True):
            filled: list[list[tuple[float, str, str]]] = [[] for _ in ROLES]
            for row, given in zip(own, each, strict=False):
                if given >= step:
                    head = report.reading.things[row.thing][0].head
                    filled[row.role].append((float(given), head, head))
            ranked = (distinct(sorted(role, reverse=True), report.reading) for role in filled)
            found[report.docid] = dict(zip(ROLES, ranked, strict=True))
        reached = score(gold, found)
        print(step, reached["micro_f1"], flush=True)
        curves.append([reached[f"{role}_f1"] for role in ROLES])
    return np.array(curves)


def save(model: FillerModel, folder: Path) -> None:
    """Write the model: names as JSON, large tables in 8 bits with a scale a column, the rest in 16 or 32."""
    stored = {
        "features": list(model.index),
        "words": list(model.report.index),
        "grams": list(model.sentence.index),
        "same": model.pairs.same,
        "different": model.pairs.different,
        "nets": len(model.nets),
        "base": model.trees.base,
        "depth": model.trees.depth,
        "thresholds": model.thresholds,
    }
    (folder / "features.json").write_text(
        json.dumps(stored, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    arrays: dict[str, NDArray[Any]] = {}
    for number, net in enumerate(model.nets):
        arrays |= {f"net{number}_{field.name}": getattr(net, field.name) for field in fields(Net)}
    for name, grams in (("report", model.report), ("sentence", model.sentence)):
        arrays |= {f"{name}_idf": grams.idf.astype(np.float16), f"{name}_bias": grams.bias}
        arrays[f"{name}_weights"] = grams.weights.astype(np.float16)
    for name in [name for name in arrays if name.endswith(("_linear", "_embedding"))]:
        scale = np.abs(arrays[name]).max(axis=0) / 127
        arrays[f"{name}_scale"] = scale
        arrays[name] = np.round(arrays[name] / scale).astype(np.int8)
    for name in ("feature", "limit", "left", "right", "value"):
        arrays[f"trees_{name}"] = getattr(model.trees, name)
    np.savez_compressed(folder / "weights.npz", allow_pickle=False, **arrays)
    write_sums(folder)


def write_sums(folder: Path) -> None:
    """Write the hashes of all files of `folder` beside them."""
    files = [path for path in sorted(folder.iterdir()) if path.name != "SHA256SUMS"]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--parsed", type=Path, help="keep the parses of --gold here, or read them")
    parser.add_argument("--held", type=Path, help="reports that thresholds are chosen on too")
    parser.add_argument("--held-parsed", type=Path, help="the same as --parsed, for --held")
    parser.add_argument("--out", type=Path, default=FOLDER / WEIGHTS)
    arguments = parser.parse_args()
    reports = read_reports(common.read_jsonl(arguments.gold), arguments.parsed)
    print(f"{len(reports)} reports read", flush=True)
    held = common.read_jsonl(arguments.held) if arguments.held is not None else []
    save(train(reports, read_reports(held, arguments.held_parsed)), arguments.out)


if __name__ == "__main__":
    main()
