"""The trained line model: how likely each line of a dump belongs to the article, and the choice that follows.

A linear-chain CRF over the features of `features`; weights and card in ``transforms/weights/lines``. Where
that folder is absent the rules decide alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

from transforms import resources
from transforms.clean.feature_names import STEPS, Part, look_names, names_of, neighbour_names
from transforms.clean.features import Seen, places_to_judge, see_lines
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
_MOST_REMEMBERED = 1 << 16


class LineModel:
    """The weights of a linear-chain CRF with two labels.

    For two labels the difference of a feature's two weights is all that counts, and the messages of the
    forward-backward algorithm are single odds.
    """

    def __init__(self, weights: Mapping[str, float], transitions: Mapping[str, float]) -> None:
        """Take weights for keep over drop by feature, and transitions by their labels ("keep/drop")."""
        self._weights = weights
        self._stay = exp(transitions["keep/keep"])
        self._leave = exp(transitions["keep/drop"])
        self._enter = exp(transitions["drop/keep"])
        self._away = exp(transitions["drop/drop"])
        self._known = _Remembered(weights)
        self._near = _Neighbours(weights)

    @classmethod
    def read(cls, path: Path) -> LineModel:
        """Return the model stored at `path` as JSON."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(stored["weights"], stored["transitions"])

    def keep_probabilities(self, lines: Sequence[Seen]) -> list[float]:
        """Return for each line of one dump the probability that it belongs to the article."""
        odds = [exp(self._score(line)) for line in lines]
        before: list[float] = []
        message = 1.0
        for at, own in enumerate(odds):
            if at:
                message = (message * self._stay + self._enter) / (message * self._leave + self._away)
            message *= own
            before.append(message)
        found = [0.0] * len(odds)
        message = 1.0
        for at in range(len(odds) - 1, -1, -1):
            both = before[at] * message
            found[at] = both / (1.0 + both)
            message *= odds[at]
            message = (self._stay * message + self._leave) / (self._enter * message + self._away)
        return found

    def _score(self, line: Seen) -> float:
        known, near = self._known, self._near
        second, before, after, fourth = line.around
        found = sum([known[part] for part in line.parts])
        found += near[second][0] + near[before][1] + near[after][2] + near[fourth][3]
        if line.look is not None:
            found += sum([self._weights.get(name, 0.0) for name in look_names(line.look)])
        return found


class _Remembered(dict[Part, float]):
    """The sums of the weights of parts, each added up once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, part: Part) -> float:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = sum([self._weights.get(name, 0.0) for name in names_of(part)])
        self[part] = found
        return found


class _Neighbours(dict[Part, tuple[float, ...]]):
    """The sums of the weights of a neighbour, by where it stands."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, brief: Part) -> tuple[float, ...]:
        found = tuple(
            sum(self._weights.get(name, 0.0) for name in neighbour_names(step, brief)) for step in STEPS
        )
        self[brief] = found
        return found


@cache
def line_model() -> LineModel | None:
    """Return the shipped model, or None where its folder was taken out."""
    if not (resources.WEIGHTS / WEIGHTS).is_dir():
        return None
    return LineModel.read(resources.weights(WEIGHTS) / "lines.json")


def judge(
    lines: list[Line], reading: Reading, verdicts: list[Verdict], title_at: int | None, model: LineModel
) -> float:
    """Correct the rules' `verdicts` by the model, and return the F1 that the choice may expect."""
    places = places_to_judge(lines, reading)
    seen = see_lines(lines, reading, verdicts, title_at, places)
    likely = [
        (1 - RULES_SHARE) * probability + RULES_SHARE * (verdicts[at].drop_rule is None)
        for at, probability in zip(places, model.keep_probabilities(seen), strict=True)
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
