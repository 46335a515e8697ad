"""Who and what fills the roles of a report's main event, by two small trained looks at the parse.

Every noun is a candidate. The first look scores each mention by its features, the report's words and its
sentence's words; mentions with the same head word are one thing, and the surest speaks for it. The second
look sees all likely things of the report together (see second_look). Used where no parse of the claims is
at hand and one answer a document is wanted (benchmarks.roles).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from transforms.events.candidates import Reading, read_report
from transforms.events.gram_scores import GramScores, sentence_grams, text_grams
from transforms.events.second_look import FirstLook, PairCounts, look_again
from transforms.events.trees import Trees
from transforms.resources import weights

Array = NDArray[np.float32]

WEIGHTS = "roles"
"""Name of the weights in ``transforms/weights``."""
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
"""Roles of MUC-4."""
MENTIONS = 8
"""Mentions of one head word that are looked at."""
SENTENCE_SCALE = 6.0
"""By which a report's scores are divided where a sentence is scored."""
_EARLY = 1500
_LATEST = 3.0
_NO_SENTENCE = -3.0


@dataclass(frozen=True)
class Net:
    """Scores a mention: linear in its features and numbers, plus a small hidden layer."""

    linear: Array
    """A weight a role for each feature."""
    embedding: Array
    """A vector for each feature."""
    context: Array
    """From the numbers to that vector space."""
    hidden_bias: Array
    """What is added there."""
    output: Array
    """From that vector, made positive, to a score a role."""
    direct: Array
    """From the numbers to a score a role."""
    bias: Array
    """What is added to each role's score."""

    def score(self, rows: list[int], numbers: Array) -> Array:
        """Return a score a role, in log odds."""
        hidden = np.maximum(self.embedding[rows].sum(axis=0) + numbers @ self.context + self.hidden_bias, 0)
        scores = self.linear[rows].sum(axis=0) + hidden @ self.output + numbers @ self.direct + self.bias
        return np.asarray(scores, dtype=np.float32)


@dataclass(frozen=True)
class FillerModel:
    """The trained model."""

    index: Mapping[str, int]
    """Row of each feature of a candidate."""
    nets: tuple[Net, ...]
    """Nets whose scores are averaged."""
    report: GramScores
    """That a report fills any role, and each role, by its words."""
    sentence: GramScores
    """The same of a sentence."""
    pairs: PairCounts
    """Head words that name one thing."""
    trees: Trees
    """The second look."""
    thresholds: tuple[float, ...]
    """Least probability at which each role is filled."""

    def fill(self, doc: Doc) -> dict[str, list[str]]:
        """Return for each role the words that fill it, surest first, one for each thing."""
        reading = read_report(doc)
        rows = look_again(reading, self.look(reading), self.pairs)
        found: dict[str, list[tuple[float, str, str]]] = {role: [] for role in ROLES}
        if rows:
            given = np.array([row.numbers for row in rows], dtype=np.float32)
            for row, score in zip(rows, self.trees.probability(given), strict=True):
                if score >= self.thresholds[row.role]:
                    mentions = reading.things[row.thing]
                    text = max((mention.text for mention in mentions), key=len)
                    found[ROLES[row.role]].append((float(score), mentions[0].head, text))
        return {role: distinct(sorted(filled, reverse=True), reading) for role, filled in found.items()}

    def look(self, reading: Reading) -> FirstLook:
        """Return the scores of the first look."""
        report = self.report.score(text_grams(reading.doc.text))
        beside = (report / SENTENCE_SCALE).tolist()
        told = np.array([self.sentence.score(grams, beside) for grams in sentence_grams(reading.doc)])
        numbers = mention_numbers(reading, report, told)
        mentions = tuple(
            np.stack([self._score(mention.features, row) for mention, row in zip(thing, rows, strict=False)])
            for thing, rows in zip(reading.things, numbers, strict=True)
        )
        return first_look(report, numbers, mentions)

    def _score(self, features: tuple[str, ...], numbers: Array) -> Array:
        rows = [self.index[feature] for feature in features if feature in self.index]
        return np.asarray(np.mean([net.score(rows, numbers) for net in self.nets], axis=0), dtype=np.float32)


def first_look(report: Array, numbers: tuple[Array, ...], mentions: tuple[Array, ...]) -> FirstLook:
    """Return the first look: a thing's score in a role is that of its surest mention."""
    things = [scores.max(axis=0) for scores in mentions]
    return FirstLook(report, numbers, mentions, np.array(things, np.float32).reshape(-1, len(ROLES)))


def mention_numbers(reading: Reading, report: Array, told: Array) -> tuple[Array, ...]:
    """Return for each thing a row of numbers for each of its first mentions.

    The report's scores, how often and how early the thing stands, the scores of the mention's sentence,
    and that each neighbour of that sentence tells of any role.
    """
    made = []
    for mentions in reading.things:
        thing = (*report, math.log(len(mentions)), min(_LATEST, mentions[0].start / _EARLY))
        rows = []
        for mention in mentions[:MENTIONS]:
            at = reading.sentence_of[mention.token.i]
            before = told[at - 1, 0] if at else _NO_SENTENCE
            after = told[at + 1, 0] if at + 1 < len(told) else _NO_SENTENCE
            rows.append((*thing, *told[at], before, after))
        made.append(np.array(rows, dtype=np.float32))
    return tuple(made)


def distinct(filled: list[tuple[float, str, str]], reading: Reading) -> list[str]:
    """Return the words of each filler that is not another name of a surer one."""
    kept: list[tuple[str, str]] = []
    for _, head, text in filled:
        if all(frozenset((head, other)) not in reading.aliases for other, _ in kept):
            kept.append((head, text))
    return [text for _, text in kept]


@cache
def load_fillers() -> FillerModel:
    """Return the shipped model; raises ResourceError where its files are absent or changed."""
    folder = weights(WEIGHTS)
    stored = json.loads((folder / "features.json").read_text(encoding="utf-8"))
    arrays = dict(np.load(folder / "weights.npz"))
    return unpack(stored, arrays)


def unpack(stored: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> FillerModel:
    """Return the model from its stored names and numbers; large tables are 8-bit, with a scale a column."""

    def table(name: str) -> Array:
        numbers = arrays[name].astype(np.float32)
        return np.asarray(numbers * arrays[f"{name}_scale"] if f"{name}_scale" in arrays else numbers)

    def grams(name: str, words: Iterable[str]) -> GramScores:
        return GramScores(
            _numbered(words), table(f"{name}_idf"), table(f"{name}_weights"), table(f"{name}_bias")
        )

    return FillerModel(
        index=_numbered(stored["features"]),
        nets=tuple(
            Net(**{field.name: table(f"net{number}_{field.name}") for field in fields(Net)})
            for number in range(stored["nets"])
        ),
        report=grams("report", stored["words"]),
        sentence=grams("sentence", stored["grams"]),
        pairs=PairCounts(stored["same"], stored["different"]),
        trees=Trees(
            **{name: arrays[f"trees_{name}"] for name in ("feature", "limit", "left", "right", "value")},
            base=stored["base"],
            depth=stored["depth"],
        ),
        thresholds=tuple(stored["thresholds"]),
    )


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: row for row, name in enumerate(names)}
