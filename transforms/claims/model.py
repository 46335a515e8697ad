"""The encoder: a small network that reads a text once and finds who says what in it, without a parse.

Two networks, run by onnxruntime in one thread. The *encoder* gives each word a state and the probability
that an attribution hangs on it; the *tagger* looks at the states near such a word and labels source, cue
and content. Encoding and finding are kept apart, so that other readers can use the same states. How the
networks were trained, and on what, stands in the model card beside the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from transforms.claims.attribution import Attribution
from transforms.claims.decode import Candidate, Settings, decode
from transforms.claims.tokens import Reader, Words, distances
from transforms.language import Article
from transforms.resources import weights, weights_version

WEIGHTS = "attribution"
"""Name of the weights in ``transforms/weights``."""
CANDIDATE_SHARE = 0.6
"""A word is looked at as a cue from this share of the least weight kept: two words may stand for one cue."""
CANDIDATE_FLOOR = 0.05
"""Below this probability no word is looked at, whatever is kept."""
_BATCH_PIECES = 640
_BATCH_WORDS = 1200

Array = NDArray[np.float32]
T = TypeVar("T")


@dataclass(frozen=True)
class States:
    """What the encoder makes of a text."""

    words: Words
    """Its words."""
    hidden: Array
    """One row of the encoder's last layer for each word."""
    cues: Array
    """For each word, the probability that an attribution hangs on it."""


class EncoderFinder:
    """Finds attributions with the trained encoder.

    `threshold` is the least calibrated score kept; without it the one chosen on development data.
    `folder` is where the weights lie; without it the project's own, whose hashes are checked.
    Raises ResourceError where they are absent or changed.
    """

    def __init__(self, threshold: float | None = None, folder: Path | None = None) -> None:
        version = weights_version(WEIGHTS) if folder is None else folder.name
        folder = weights(WEIGHTS) if folder is None else folder
        stored = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.settings = Settings.of(stored["decoding"], threshold)
        self._name = f"encoder-{version}"
        self._reader = Reader(folder / "tokenizer.json")
        self._encoder = _session(folder / "encoder.onnx")
        self._tagger = _session(folder / "tagger.onnx")
        self._latest: States | None = None

    @property
    def name(self) -> str:
        """Return name and version, as stored in ``Claim.extractor``."""
        return self._name

    def find(self, article: Article) -> tuple[Attribution, ...]:
        """Return the attributions of `article`, in the order of their content."""
        states = self.encode(article)
        return decode(states.words, self.tag(states), self.settings)

    def encode(self, article: Article) -> States:
        """Return a state for each word of `article`; the latest article's are kept at hand."""
        return self.encode_text(article.text)

    def encode_text(self, text: str) -> States:
        """Return a state for each word of `text`."""
        if self._latest is None or self._latest.words.text != text:
            self._latest = self._encoded(self._reader.read(text))
        return self._latest

    def tag(self, states: States) -> list[Candidate]:
        """Return each word that may be a cue, with the labels of the words near it."""
        words = states.words
        floor = max(CANDIDATE_FLOOR, CANDIDATE_SHARE * self.settings.least_weight())
        places = [
            (cue, *words.reach(cue, window))
            for window in words.windows
            for cue in range(*window)
            if states.cues[cue] >= floor
        ]
        places.sort(key=lambda place: place[2] - place[1])
        found: list[Candidate] = []
        for batch in _batches(places, [end - start for _, start, end in places], _BATCH_WORDS):
            width = max(end - start for _, start, end in batch)
            near = np.zeros((len(batch), width, states.hidden.shape[1]), np.float32)
            steps = np.zeros((len(batch), width), np.int64)
            mask = np.zeros((len(batch), width), np.float32)
            for row, (cue, start, end) in enumerate(batch):
                near[row, : end - start] = states.hidden[start:end]
                steps[row, : end - start] = distances(start - cue, end - cue)
                mask[row, : end - start] = 1
            given = {"h": near, "hc": states.hidden[[cue for cue, _, _ in batch]], "rel": steps, "mask": mask}
            scores: Array = self._tagger.run(None, given)[0]
            for row, (cue, start, end) in enumerate(batch):
                labels = _softmax(scores[row, : end - start])
                found.append(Candidate(cue, float(states.cues[cue]), start, labels))
        return sorted(found, key=lambda candidate: candidate.cue)

    def _encoded(self, words: Words) -> States:
        windows = [(window, self._reader.window(words, window)) for window in words.windows]
        windows.sort(key=lambda pair: len(pair[1].ids))
        hidden: Array | None = None
        cues = np.zeros(len(words), np.float32)
        for batch in _batches(windows, [len(window.ids) for _, window in windows], _BATCH_PIECES):
            length = len(batch[-1][1].ids)
            ids = np.zeros((len(batch), length), np.int64)
            features = np.zeros((len(batch), length), np.int64)
            mask = np.zeros((len(batch), length), np.float32)
            for row, (_, window) in enumerate(batch):
                ids[row, : len(window.ids)] = window.ids
                features[row, : len(window.ids)] = window.features
                mask[row, : len(window.ids)] = 1
            states, scores = self._encoder.run(None, {"ids": ids, "feat": features, "mask": mask})
            if hidden is None:
                hidden = np.zeros((len(words), states.shape[2]), np.float32)
            for row, ((start, end), window) in enumerate(batch):
                hidden[start:end] = states[row, window.firsts]
                cues[start:end] = 1 / (1 + np.exp(-scores[row, window.firsts]))
        return States(words, hidden if hidden is not None else np.zeros((0, 0), np.float32), cues)


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(items: Sequence[T], sizes: Sequence[int], limit: int) -> Iterator[Sequence[T]]:
    """Yield runs of `items`, sorted by size, that take no more than `limit` places once filled up."""
    start = 0
    for place, size in enumerate(sizes):
        if place > start and (place - start + 1) * size > limit:
            yield items[start:place]
            start = place
    if start < len(items):
        yield items[start:]


def _softmax(scores: Array) -> Array:
    powers: Array = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Array = powers / powers.sum(-1, keepdims=True)
    return shares
