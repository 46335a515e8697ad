"""What the line model sees of a dump: each line, its neighbours, and where the prose stands."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from transforms.clean.feature_names import (
    NOBODY,
    SIZES,
    STEPS,
    Part,
    content_words,
    end_of,
    is_comment_mark,
    look_names,
    names_of,
    neighbour_names,
    prose_part,
    start_of,
)
from transforms.clean.lines import Line
from transforms.clean.rules import Reading, Verdict
from transforms.clean.shapes import Shape

REACH = 20
"""Lines from the rules' article beyond which the model is not asked on a long page."""
SHORT_PAGE = 100
"""Lines; on a shorter page the model is asked about all."""
NEVER: frozenset[Shape] = frozenset({"carrier", "byline", "date", "time"})
"""Shapes that the model is not asked about."""
REMEMBERED = 14
"""Words; shorter lines are menus and headings, which repeat from page to page."""
_LONG = 12
_LONGEST_SHARING = 60
_SHORT = 4
_WINDOW = 6
_STAMPS = frozenset(("time", "date", "byline", "notice"))
"""Shapes that stand between the comments of readers, and seldom between paragraphs."""


def places_to_judge(lines: list[Line], reading: Reading) -> list[int]:
    """Return the places of the lines that the model is asked about, in order.

    They stand on a short page, or within `REACH` lines of the rules' article, and are no metadata, which
    stays out whatever the model would say: it would read as claims.
    """
    start, end = 0, len(lines)
    if end > SHORT_PAGE:
        start, end = max(0, reading.first - REACH), min(end, reading.last + REACH + 1)
    return [at for at in range(start, end) if reading.shapes[at] not in NEVER]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model sees of one line."""

    parts: list[Part]
    """Its own features."""
    look: Line | None
    """The line itself where it is too long to be remembered by its words; its looks count then."""
    around: tuple[Part, Part, Part, Part]
    """The neighbours: two before and two after."""

    def names(self) -> list[str]:
        """Return the names of all features, for training."""
        found = [name for part in self.parts for name in names_of(part)]
        if self.look is not None:
            found += look_names(self.look)
        for step, brief in zip(STEPS, self.around, strict=True):
            found += neighbour_names(step, brief)
        return found


def see_lines(
    lines: list[Line], reading: Reading, verdicts: list[Verdict], title_at: int | None, places: list[int]
) -> list[Seen]:
    """Return what the model sees of the lines at `places`."""
    if not places:
        return []
    page = _Page(lines, reading, verdicts, title_at)
    briefs: list[Part] = [NOBODY] * (len(lines) + 4)
    for at in range(max(0, places[0] - 2), min(len(lines), places[-1] + 3)):
        briefs[at + 2] = page.brief(at)
    found: list[Seen] = []
    for at in places:
        parts = page.own(at)
        before, after = briefs[at + 1], briefs[at + 3]
        parts.append(("row", verdicts[at].shape, before[0], after[0]))
        line = lines[at]
        look = None
        if len(line.words) <= REMEMBERED:
            parts.append(("look", line.text))
        elif len(line.words) <= _LONGEST_SHARING:
            look = line
        found.append(Seen(parts, look, (briefs[at], before, after, briefs[at + 4])))
    return found


class _Page:
    """Counts over a whole dump that the features of its lines share."""

    def __init__(
        self, lines: list[Line], reading: Reading, verdicts: list[Verdict], title_at: int | None
    ) -> None:
        self.lines = lines
        self.reading = reading
        self.verdicts = verdicts
        self.title_at = title_at
        self.times = Counter([line.lower for line in lines])
        self.prose = [shape == "prose" for shape in reading.shapes]
        self.body: Counter[str] = Counter()
        self.words_at: dict[int, set[str]] = {}
        for at in range(reading.first, reading.last + 1):
            if self.prose[at]:
                words = content_words(lines[at])
                self.words_at[at] = words
                self.body.update(words)
        self.known = set(self.body)
        self.often = {word for word, count in self.body.items() if count > 1}
        counts = [len(line.words) for line in lines]
        sizes = [count if is_prose else 0 for count, is_prose in zip(counts, self.prose, strict=True)]
        self.passed = [0, *accumulate(sizes)]
        self.short = [0, *accumulate([count <= _SHORT for count in counts])]
        self.total = self.passed[-1]
        shapes = reading.shapes
        after_start = [shape == "tail" and at > reading.first for at, shape in enumerate(shapes)]
        self.tails = [0, *accumulate(map(int, after_start))]
        self.stamps = [0, *accumulate([shape in _STAMPS for shape in shapes])]
        self.comments = [0, *accumulate(map(is_comment_mark, lines))]
        self.prose_at = [-99, *[at for at, is_prose in enumerate(self.prose) if is_prose], len(lines) + 99]
        long = [line.has_gap for line, count in zip(lines, counts, strict=True) if count >= _LONG]
        self.is_spaced = sum(long) >= 0.6 * max(1, len(long))
        self.page_size = bisect_left((10, 25, 60, 150, 400), len(lines))
        share = 10 * sum([line.has_marker for line in lines]) // max(1, len(lines))
        self.bullet_share = bisect_left((1, 3, 6), share)

    def brief(self, at: int) -> Part:
        """Return the few facts of a line that its neighbours see."""
        line = self.lines[at]
        size = bisect_left((2, 4, 8, 12, 20, 40), len(line.words))
        return (self.verdicts[at].shape, size, end_of(line.text), line.has_gap, line.has_marker)

    def own(self, at: int) -> list[Part]:
        """Return the parts of a line by itself and by its place on the page."""
        line, verdict = self.lines[at], self.verdicts[at]
        shape = verdict.shape
        first, last = self.reading.first, self.reading.last
        count = len(line.words)
        where = "in" if first <= at <= last else ("pre" if at < first else "post")
        times = min(self.times[line.lower], 3)
        parts: list[Part] = [
            (
                "shape",
                shape,
                where,
                verdict.kind,
                verdict.drop_rule,
                self.page_size,
                self.bullet_share,
                line.has_marker,
            ),
            ("size", bisect_left(SIZES, count), end_of(line.text), start_of(line.text), where),
            ("layout", shape, line.has_gap, self.ends_group(at), self.is_spaced, min(line.indent, 6), times),
        ]
        if where == "in":
            near = (0, 1, 2, 4, 8)
            parts.append(("inside", bisect_left(near, at - first), bisect_left(near, last - at), shape))
        else:
            distance = first - at if where == "pre" else at - last
            parts.append(("outside", where, bisect_left((1, 2, 4, 8, 16), distance), shape))
        if self.title_at is not None:
            parts.append(("title", bisect_left((-1, 0, 1, 2, 4, 8), at - self.title_at), shape))
        self._add_surroundings(parts, at, shape)
        shared = -1
        if count <= _LONGEST_SHARING:
            content = self.words_at.get(at)
            common = self.known if content is None else self.often
            content = content_words(line) if content is None else content
            if content:
                shared = int(5 * len(content & common) / len(content))
        share = int(5 * self.passed[at] / self.total) if self.total else 0
        parts.append(("passed", shape, share, shared))
        if count >= 5:
            parts.append(prose_part(line, shape))
        low, high = max(0, at - _WINDOW), min(len(self.lines), at + 1 + _WINDOW)
        stamps = bisect_left((0, 1, 3), self.stamps[high] - self.stamps[low])
        comments = bisect_left((0, 1), self.comments[high] - self.comments[low])
        parts.append(("comments", shape, where, min(self.tails[at], 2), stamps, comments))
        return parts

    def ends_group(self, at: int) -> bool:
        """Tell whether a blank line, or nothing, follows the line."""
        return at + 1 >= len(self.lines) or self.lines[at + 1].has_gap

    def _add_surroundings(self, parts: list[Part], at: int, shape: str) -> None:
        passed, short = self.passed, self.short
        low, high = max(0, at - _WINDOW), min(len(self.lines), at + 1 + _WINDOW)
        gaps = (1, 2, 3, 5, 9)
        place = bisect_left(self.prose_at, at)
        before = at - self.prose_at[place - 1]
        after = self.prose_at[place + self.prose[at]] - at
        sums = (0, 20, 60, 120)
        parts += [
            ("gapto", bisect_left(gaps, before), bisect_left(gaps, after), shape),
            (
                "near",
                bisect_left(sums, passed[at] - passed[low]),
                bisect_left(sums, passed[high] - passed[at + 1]),
                bisect_left((0, 2, 4), short[at] - short[low]),
                bisect_left((0, 2, 4), short[high] - short[at + 1]),
                shape,
            ),
        ]
