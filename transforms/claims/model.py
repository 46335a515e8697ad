"""The encoder: a small network that reads a text once and finds who says what in it, without a parse.

Two networks, run by onnxruntime in one thread. The *encoder* gives each word a state and the probability
that an attribution hangs on it; the *tagger* looks at the states near such a word and labels source, cue
and content. Each window and each paragraph is read alone: with nothing to fill up that is faster than
batches, and what is found in a text depends on no other. Encoding and finding are kept apart, so that
other readers can use the same states. How the networks were trained, and on what, stands in the model
card beside the weights.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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

Array = NDArray[np.float32]


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
        reached: dict[tuple[int, int], list[int]] = {}
        for window in words.windows:
            for cue in range(*window):
                if states.cues[cue] >= floor:
                    reached.setdefault(words.reach(cue, window), []).append(cue)
        found: list[Candidate] = []
        for (start, end), cues in reached.items():
            near = np.repeat(states.hidden[None, start:end], len(cues), 0)
            steps = np.array([distances(start - cue, end - cue) for cue in cues])
            scores: Array = self._tagger.run(None, {"h": near, "hc": states.hidden[cues], "rel": steps})[0]
            labels = _softmax(scores)
            found += [
                Candidate(cue, float(states.cues[cue]), start, labels[row]) for row, cue in enumerate(cues)
            ]
        return sorted(found, key=lambda candidate: candidate.cue)

    def _encoded(self, words: Words) -> States:
        hidden: Array | None = None
        cues = np.zeros(len(words), np.float32)
        for start, end in words.windows:
            window = self._reader.window(words, (start, end))
            given = {"ids": np.array([window.ids]), "feat": np.array([window.features])}
            states, scores = self._encoder.run(None, given)
            if hidden is None:
                hidden = np.zeros((len(words), states.shape[2]), np.float32)
            hidden[start:end] = states[0, window.firsts]
            cues[start:end] = 1 / (1 + np.exp(-scores[0, window.firsts]))
        return States(words, hidden if hidden is not None else np.zeros((0, 0), np.float32), cues)


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _softmax(scores: Array) -> Array:
    powers: Array = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Array = powers / powers.sum(-1, keepdims=True)
    return shares
