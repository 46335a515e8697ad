"""The one ACLED sub-event type that best names what a short report tells, by a linear model.

The model adds up weights of words, lemmas, letter groups, and of the triggers and roles that the event
rules find. How it was trained stands in the model card beside the weights.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from transforms.events.factuality import judge_words
from transforms.events.frames import read_frame
from transforms.events.grammar import lemma
from transforms.events.triggers import find_triggers
from transforms.events.types import code_event
from transforms.events.vectors import load_vectors
from transforms.resources import weights, weights_version

WEIGHTS = "event_types"
"""Name of the weights in ``transforms/weights``."""
GROUPS: Mapping[str, float] = {"word": 1.0, "lemma": 1.0, "letters": 1.0, "event": 0.7, "link": 0.5}
"""Groups of features, each of length one for a text, and how much a group counts."""
VECTOR_SHARE = 0.7
"""How much the word vectors count beside those groups."""
_LINKS = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})

Vector = dict[str, float]


@dataclass(frozen=True)
class EventTyper:
    """A trained model: features, their inverse document frequencies, and a weight for each class."""

    classes: tuple[tuple[str, str], ...]
    """Event type and sub-event type of each class."""
    index: Mapping[str, int]
    """Row of each feature."""
    idf: NDArray[np.float32]
    """Inverse document frequency of each feature."""
    center: NDArray[np.float32]
    """Mean direction of the training texts' word vectors, taken off each text's."""
    weights: NDArray[np.float32]
    """One row a feature, one column a class."""
    name: str
    """Model and version."""

    def scores(self, doc: Doc) -> NDArray[np.float32]:
        """Return one score a class; the greatest wins, and about 0 is none, 1 is sure."""
        rows, values = vectorize(counts(doc), self.index, self.idf, self.center)
        return np.asarray(values @ self.weights[rows], dtype=np.float32)

    def classify(self, doc: Doc) -> tuple[str, str]:
        """Return event type and sub-event type of what `doc` tells."""
        return self.classes[int(self.scores(doc).argmax())]


@cache
def load_typer() -> EventTyper:
    """Return the shipped model; raises ResourceError where its files are absent or changed."""
    folder = weights(WEIGHTS)
    stored = json.loads((folder / "features.json").read_text(encoding="utf-8"))
    arrays = np.load(folder / "weights.npz")
    return EventTyper(
        classes=tuple((kind, sub) for kind, sub in stored["classes"]),
        index={feature: row for row, feature in enumerate(stored["features"])},
        idf=arrays["idf"].astype(np.float32),
        center=arrays["center"].astype(np.float32),
        weights=arrays["weights"].astype(np.float32) * arrays["scale"].astype(np.float32),
        name=f"event-types-{weights_version(WEIGHTS)}",
    )


def counts(doc: Doc) -> dict[str, Counter[str]]:
    """Return the features of `doc` by group, each with its count."""
    tokens = [token for token in doc if not token.is_space]
    lemmas = [token.ent_type_ or lemma(token) for token in tokens if not token.is_punct]
    plain = [token.lower_ for token in tokens if (token.is_alpha and len(token) > 1) or token.like_num]
    return {
        "word": Counter(_grams(plain)),
        "lemma": Counter(_grams(lemmas)),
        "letters": Counter(gram for token in tokens for gram in _letters(token.lower_)),
        "event": Counter(_events(doc)),
        "link": Counter(_link(token) for token in tokens if token.dep_ in _LINKS),
    }


def vectorize(
    found: Mapping[str, Counter[str]],
    index: Mapping[str, int],
    idf: NDArray[np.float32],
    center: NDArray[np.float32],
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return rows and values of the known features: log counts by idf, each group scaled to its length.

    The last rows are the text's mean word vector, as one more group.
    """
    rows: list[int] = []
    values: list[float] = []
    for group, share in GROUPS.items():
        pairs = ((index.get(f"{group}={feature}"), n) for feature, n in found[group].items())
        known = [(row, n) for row, n in pairs if row is not None]
        raw = [(1.0 + math.log(n)) * float(idf[row]) for row, n in known]
        length = math.sqrt(sum(value * value for value in raw))
        rows += [row for row, _ in known]
        values += [value / length * math.sqrt(share) for value in raw]
    direction = unit(word_vector(found, index, idf) - center) * math.sqrt(VECTOR_SHARE)
    rows += range(len(idf), len(idf) + len(direction))
    return np.array(rows, dtype=np.int64), np.concatenate([np.array(values, dtype=np.float32), direction])


def word_vector(
    found: Mapping[str, Counter[str]], index: Mapping[str, int], idf: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the direction in which the words of a text point together, rare words counting more."""
    rarest = float(idf.max()) if len(idf) else 1.0
    shares = {
        word: n * (float(idf[row]) if (row := index.get(f"word={word}")) is not None else rarest)
        for word, n in found["word"].items()
        if " " not in word
    }
    return unit(load_vectors().sum(shares))


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `vector` at length one; a zero vector stays zero."""
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _grams(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{one} {two}" for one, two in pairwise(words))]


def _letters(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + size] for size in (3, 4, 5) for at in range(max(1, len(padded) - size + 1))]


def _events(doc: Doc) -> list[str]:
    triggers = find_triggers(doc)
    known = {found.token.i: found.entry for found in triggers}
    features: list[str] = [] if triggers else ["none"]
    for found in triggers:
        frame = read_frame(found, known)
        codes = code_event(found.token, found.entry, frame.parts)
        nouns = [part.noun for part in frame.parts]
        features += [
            f"type {codes.plover_type}",
            f"mode {codes.plover_mode}",
            f"sub {codes.acled_sub_event_type}",
            f"told {judge_words(found.token, found.entry, nouns)}",
        ]
        for part in frame.parts:
            features += [f"role {part.role}", f"role {part.role} {lemma(part.noun)}"]
    return features


def _link(token: Token) -> str:
    head = token.head if token.head.pos_ == "VERB" else token.head.head
    return f"{lemma(head)} {token.dep_} {token.ent_type_ or lemma(token)}"
