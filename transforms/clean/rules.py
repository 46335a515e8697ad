"""Which lines of a dump are the article, by rules: the fallback, and what the line model builds on.

The article is the best contiguous run of prose; short lines inside it are crossheads, captions or
teasers by their neighbours (after Kohlschütter et al. 2010, "Boilerplate detection using shallow
text features", with lines in place of HTML blocks).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.clean.lines import Line
from transforms.clean.shapes import Shape, ends_sentence, is_view, shape_of
from transforms.records import BlockKind

_RUN_SCORES: dict[Shape, int] = {
    "bullet": 2,
    "teaser": -2,
    "tail": -7,
    "caption": -1,
    "image_credit": -1,
    "navigation": -8,
    "notice": -6,
    "date": -3,
    "time": -5,
    "byline": -2,
    "carrier": 0,
}
_KINDS: dict[Shape, BlockKind] = {
    "prose": "paragraph",
    "bullet": "list_item",
    "short": "other",
    "teaser": "teaser",
    "tail": "teaser",
    "caption": "caption",
    "image_credit": "image_credit",
    "navigation": "navigation",
    "notice": "navigation",
    "date": "other",
    "time": "other",
    "byline": "byline",
    "carrier": "credit",
}
_TAIL_AFTER = 0.5
_TAIL_LOSS = 0.35
_LONGEST_HEADLINE = 14
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Verdict:
    """What a line is, and whether it belongs to the article."""

    kind: BlockKind
    """Its kind."""
    drop_rule: str | None
    """Why it is left out; null where kept."""
    shape: Shape
    """What it looks like by itself."""


@dataclass(slots=True)
class Reading:
    """The rules' view of a whole dump."""

    shapes: list[Shape]
    """Of each line, neighbours considered."""
    first: int
    """First line of the article's run."""
    last: int
    """Last line of it."""
    repeated: set[int]
    """Lines that say again what an earlier line said."""


def read_lines(lines: list[Line]) -> Reading:
    """Return shapes and the article's run; `lines` must not be empty."""
    shapes = [shape_of(line) for line in lines]
    repeated = _mark_repeats(lines, shapes)
    _mark_captions(lines, shapes)
    first, last = _best_run(lines, shapes, repeated)
    return Reading(shapes, first, _cut_tail(lines, shapes, first, last), repeated)


def decide(lines: list[Line], reading: Reading) -> list[Verdict]:
    """Return a verdict on each line."""
    shapes = reading.shapes
    verdicts = [Verdict(_KINDS[shape], _drop_rule(shape), shape) for shape in shapes]
    body_start = next(
        (at for at in range(reading.first, reading.last + 1) if shapes[at] in ("prose", "bullet")),
        reading.first,
    )
    for at, verdict in enumerate(verdicts):
        if not reading.first <= at <= reading.last:
            if verdict.kind in ("paragraph", "list_item", "other"):
                verdict.kind = "other"
            verdict.drop_rule = verdict.drop_rule or "outside_article"
        elif at in reading.repeated:
            verdict.drop_rule = verdict.drop_rule or "repeated_line"
        elif verdict.shape == "short":
            _judge_short(at, lines, reading, body_start, verdict)
        elif verdict.shape == "bullet" and at < body_start:
            verdict.kind, verdict.drop_rule = "other", "before_article"
    drop_last_crossheads(lines, verdicts)
    return verdicts


def drop_last_crossheads(lines: list[Line], verdicts: list[Verdict]) -> None:
    """Make a heading after which nothing follows a teaser: it heads no text of this article."""
    for line, verdict in zip(reversed(lines), reversed(verdicts), strict=True):
        if verdict.drop_rule is None:
            if verdict.kind != "crosshead" and not (verdict.kind == "paragraph" and is_headline(line)):
                return
            verdict.kind, verdict.drop_rule = "teaser", "heads_nothing"


def is_headline(line: Line) -> bool:
    """Tell whether a short line is set as headlines are: most words in capitals, no full stop."""
    if len(line.words) > _LONGEST_HEADLINE or line.text[-1] in ".!\"”’'…:":
        return False
    long = [word for word in line.words if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 2 and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def _judge_short(at: int, lines: list[Line], reading: Reading, body_start: int, verdict: Verdict) -> None:
    line, shapes = lines[at], reading.shapes
    before = _neighbour(shapes, range(at - 1, reading.first - 1, -1))
    after = _neighbour(shapes, range(at + 1, reading.last + 1))
    verdict.drop_rule = "stray_line"
    if len(line.words) >= 2 and is_view(line) and not ends_sentence(line):
        verdict.kind, verdict.drop_rule = "caption", "caption"
    elif (
        ends_sentence(line)
        and len(line.words) >= 3
        and line.text[-1] != ":"
        and (before in ("prose", "bullet", "short") or (at == reading.first and len(lines) <= 3))
    ):
        verdict.kind, verdict.drop_rule = "paragraph", None
    elif (
        at > body_start
        and before in ("prose", "bullet")
        and after in ("prose", "bullet")
        and len(line.words) <= 12
    ):
        verdict.kind, verdict.drop_rule = "crosshead", None


def _drop_rule(shape: Shape) -> str | None:
    return None if shape in ("prose", "bullet") else f"{shape}_line"


def _neighbour(shapes: list[Shape], places: range) -> Shape | None:
    skipped = ("teaser", "caption", "image_credit")
    return next((shapes[at] for at in places if shapes[at] not in skipped), None)


def _mark_repeats(lines: list[Line], shapes: list[Shape]) -> set[int]:
    """Return the lines said before; alternative text and caption that agree become captions."""
    repeated: set[int] = set()
    seen: dict[str, int] = {}
    for at, line in enumerate(lines):
        key = line.text.lower()
        if key in seen and shapes[at] in ("short", "prose", "bullet"):
            earlier = seen[key]
            if (at - earlier == 1 and not line.has_gap) or (len(line.words) < 12 and at - earlier <= 3):
                shapes[at] = shapes[earlier] = "caption"
            else:
                repeated.add(at)
        seen.setdefault(key, at)
    return repeated


def _mark_captions(lines: list[Line], shapes: list[Shape]) -> None:
    """Turn the unspaced neighbours of a caption or credit into captions, where paragraphs are spaced."""
    long = [line.has_gap for line in lines if len(line.words) >= 12]
    if sum(long) >= 0.6 * max(1, len(long)):
        start = 0
        while start < len(lines):
            end = start + 1
            while end < len(lines) and not lines[end].has_gap:
                end += 1
            if 2 <= end - start <= 4:
                _mark_caption_group(lines, shapes, start, end)
            start = end
    for at, line in enumerate(lines):
        if shapes[at] != "short":
            continue
        follows_credit = at + 1 < len(lines) and not lines[at + 1].has_gap and _is_picture(shapes[at + 1])
        after_credit = at > 0 and not line.has_gap and _is_picture(shapes[at - 1])
        if follows_credit or (after_credit and len(line.words) <= 6 and not ends_sentence(line)):
            shapes[at] = "caption"


def _mark_caption_group(lines: list[Line], shapes: list[Shape], start: int, end: int) -> None:
    group = range(start, end)
    if any(len(lines[at].words) > 45 for at in group):
        return
    has_picture = any(_is_picture(shapes[at]) for at in group)
    first, second = (set(_WORD.findall(lines[at].text.lower())) for at in (start, start + 1))
    shared = len(first & second)
    smaller = min(len(first), len(second))
    if has_picture or (any(is_view(lines[at]) for at in group) and shared >= 0.3 * smaller):
        for at in group:
            if shapes[at] in ("short", "prose", "bullet"):
                shapes[at] = "caption"
    elif (
        end - start <= 3
        and all(shapes[at] in ("short", "prose") for at in group)
        and shared >= 0.6 * max(3, smaller)
    ):
        shapes[start] = shapes[start + 1] = "caption"


def _is_picture(shape: Shape) -> bool:
    return shape in ("caption", "image_credit")


def _best_run(lines: list[Line], shapes: list[Shape], repeated: set[int]) -> tuple[int, int]:
    """Return first and last line of the contiguous run with the highest sum of line scores."""
    best, best_first, best_last = -1, 0, 0
    current, start = 0, 0
    for at, shape in enumerate(shapes):
        if current <= 0:
            current, start = 0, at
        count = len(lines[at].words)
        if at in repeated:
            current -= 3
        elif shape == "prose":
            current += min(count, 60)
        elif shape == "short":
            current -= 6 if count <= 12 else 3
        else:
            current += _RUN_SCORES[shape]
        if current > best:
            best, best_first, best_last = current, start, at
    return best_first, best_last


def _cut_tail(lines: list[Line], shapes: list[Shape], first: int, last: int) -> int:
    """Return the last line of the run before a heading such as "Related" that ends the article."""
    sizes = [len(lines[at].words) if shapes[at] == "prose" else 0 for at in range(first, last + 1)]
    total = sum(sizes)
    passed = 0
    for at in range(first, last + 1):
        passed += sizes[at - first]
        if shapes[at] == "tail" and passed >= _TAIL_AFTER * total and total - passed <= _TAIL_LOSS * total:
            return max(first, at - 1)
    return last
