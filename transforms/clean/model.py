"""The trained line model: how likely each line of a dump belongs to the article, and the choice that follows.

A linear-chain CRF (python-crfsuite) over the features of `features`; weights and card in
``transforms/weights/lines``. Where that folder is absent the rules decide alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Any

import pycrfsuite

from transforms import resources
from transforms.clean.features import line_features, places_to_judge
from transforms.clean.lines import Line
from transforms.clean.rules import Reading, Verdict, drop_last_crossheads
from transforms.clean.shapes import ends_sentence, is_view
from transforms.records import BlockKind

WEIGHTS = "lines"
KEEP = "keep"
"""Label of a line that belongs to the article; the other label is drop."""
RULES_SHARE = 0.2
"""Weight of the rules' answer beside the model's; by cross-validation over hosts."""

_BODY = ("paragraph", "list_item", "crosshead", "quote", "standfirst")
_LONGEST_CROSSHEAD = 12


class LineModel:
    """The loaded weights."""

    def __init__(self, path: str) -> None:
        """Open the crfsuite file at `path`."""
        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open(path)
        self._lock = Lock()

    def keep_probabilities(self, features: Sequence[list[str]]) -> list[float]:
        """Return for each line of one dump the probability that it belongs to the article."""
        if not features:
            return []
        with self._lock:
            self._tagger.set(features)
            return [self._tagger.marginal(KEEP, at) for at in range(len(features))]


@cache
def line_model() -> LineModel | None:
    """Return the shipped model, or None where its folder was taken out."""
    if not (resources.WEIGHTS / WEIGHTS).is_dir():
        return None
    return LineModel(str(resources.weights(WEIGHTS) / "lines.crfsuite"))


def judge(
    lines: list[Line], reading: Reading, verdicts: list[Verdict], title_at: int | None, model: LineModel
) -> float:
    """Correct the rules' `verdicts` by the model, and return the F1 that the choice may expect."""
    places = places_to_judge(lines, reading)
    features = line_features(lines, reading, verdicts, title_at, places)
    likely = [
        (1 - RULES_SHARE) * probability + RULES_SHARE * (verdicts[at].drop_rule is None)
        for at, probability in zip(places, model.keep_probabilities(features), strict=True)
    ]
    chosen, expected = choose([len(lines[at].words) for at in places], likely)
    kept = _without_repeats(lines, reading, {places[number] for number in chosen})
    for at, (line, verdict) in enumerate(zip(lines, verdicts, strict=True)):
        if at in kept and verdict.drop_rule is not None:
            verdict.kind, verdict.drop_rule = _kept_kind(line, verdict), None
        elif at not in kept and verdict.drop_rule is None:
            verdict.drop_rule = "line_model"
            verdict.kind = "caption" if is_view(line) and not ends_sentence(line) else "other"
    drop_last_crossheads(lines, verdicts)
    return expected


def choose(sizes: Sequence[int], likely: Sequence[float]) -> tuple[list[int], float]:
    """Return the lines that together have the highest expected F1 over words, and that F1.

    Where the model is sure of little, lines of middling probability are kept too: the best cut lies at
    half the F1 it yields (Lipton et al. 2014, "Optimal thresholding of classifiers to maximize F1").
    """
    order = sorted(range(len(likely)), key=lambda number: (-likely[number], number))
    wanted = sum(size * chance for size, chance in zip(sizes, likely, strict=True))
    best, cut = 0.0, 0
    right = given = 0.0
    for count, number in enumerate(order, 1):
        right += sizes[number] * likely[number]
        given += sizes[number]
        expected = 2 * right / (given + wanted)
        if expected > best:
            best, cut = expected, count
    return sorted(order[:cut]), best


def _without_repeats(lines: list[Line], reading: Reading, kept: set[int]) -> set[int]:
    """Return `kept` without paragraphs that stand earlier among them word for word."""
    said = {lines[at].lower for at in kept - reading.repeated}
    return {
        at for at in kept if at not in reading.repeated or lines[at].lower not in said or _is_short(lines[at])
    }


def _is_short(line: Line) -> bool:
    return len(line.words) <= _LONGEST_CROSSHEAD


def _kept_kind(line: Line, verdict: Verdict) -> BlockKind:
    if verdict.kind in _BODY:
        return verdict.kind
    if line.has_marker:
        return "list_item"
    return "crosshead" if _is_short(line) and not ends_sentence(line) else "paragraph"
