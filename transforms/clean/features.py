"""What the line model sees of a dump: each line, its neighbours, and where the prose stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache, lru_cache
from itertools import accumulate

from transforms.clean.lines import Line, make_line
from transforms.clean.rules import Reading, Verdict
from transforms.clean.shapes import Shape, is_view
from transforms.resources import read_table

REACH = 20
"""Lines from the rules' article beyond which the model is not asked on a long page."""
SHORT_PAGE = 100
"""Lines; on a shorter page the model is asked about all."""
NEVER: frozenset[Shape] = frozenset({"carrier", "byline", "date", "time"})
"""Shapes that the model is not asked about."""
_LONG = 12
_WORD_LIMIT = 24
_REMEMBERED = 14
_SIZES = (1, 2, 3, 5, 8, 12, 16, 22, 30, 45, 70)
_WINDOW = 6
_SENTENCES = re.compile(r"[.!?][\"”’]? [A-Z“\"‘]")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\b(?:20\d\d|\d{1,2}:\d\d)\b")
_SIGNS = re.compile(r"[|©@»→#$“\"/]")
_TRIM = "\"'“”‘’.,:;!?()[]«»"
_END_MARKS = {".": "stop", "!": "stop", "?": "ask", ":": "colon", ",": "comma", "…": "dots", ")": "bracket"}
_QUOTES = "\"'”’»“‘«"


def places_to_judge(lines: list[Line], reading: Reading) -> list[int]:
    """Return the places of the lines that the model is asked about, in order.

    They stand on a short page, or within `REACH` lines of the rules' article, and are no metadata, which
    stays out whatever the model would say: it would read as claims.
    """
    start, end = 0, len(lines)
    if end > SHORT_PAGE:
        start, end = max(0, reading.first - REACH), min(end, reading.last + REACH + 1)
    return [at for at in range(start, end) if reading.shapes[at] not in NEVER]


def line_features(
    lines: list[Line], reading: Reading, verdicts: list[Verdict], title_at: int | None, places: list[int]
) -> list[list[str]]:
    """Return the features of the lines at `places`, those of their neighbours included."""
    page = _Page(lines, reading, verdicts, title_at)
    last = len(lines) - 1
    briefs: dict[int, tuple[str, ...]] = {}
    for at in places:
        for other in range(max(0, at - 2), min(last, at + 2) + 1):
            if other not in briefs:
                briefs[other] = page.brief(other)
    found: list[list[str]] = []
    for at in places:
        features = page.own(at)
        for step, name in ((-2, "b2"), (-1, "b1"), (1, "a1"), (2, "a2")):
            other = at + step
            if 0 <= other <= last:
                features += [name + feature for feature in briefs[other]]
            else:
                features.append(name + "none")
        before = briefs[at - 1][0] if at else ""
        after = briefs[at + 1][0] if at < last else ""
        features.append(f"s={verdicts[at].shape}/{before}/{after}")
        found.append(features)
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
        self.times = Counter(line.lower for line in lines)
        self.prose = [shape == "prose" for shape in reading.shapes]
        self.body: Counter[str] = Counter()
        self.words_at: dict[int, set[str]] = {}
        for at in range(reading.first, reading.last + 1):
            if self.prose[at]:
                words = _content(lines[at])
                self.words_at[at] = words
                self.body.update(words)
        self.often = {word for word, count in self.body.items() if count > 1}
        sizes = [len(line.words) if is_prose else 0 for line, is_prose in zip(lines, self.prose, strict=True)]
        self.passed = [0, *accumulate(sizes)]
        self.short = [0, *accumulate(int(len(line.words) <= 4) for line in lines)]
        self.total = self.passed[-1]
        self.before, self.after = self._distances()
        long = [line.has_gap for line in lines if len(line.words) >= _LONG]
        self.is_spaced = sum(long) >= 0.6 * max(1, len(long))
        self.page_size = _bucket(len(lines), (10, 25, 60, 150, 400))
        share = 10 * sum(line.has_marker for line in lines) // max(1, len(lines))
        self.bullet_share = _bucket(share, (1, 3, 6))

    def _distances(self) -> tuple[list[int], list[int]]:
        """Return how many lines stand between each line and the prose before and after it."""
        count = len(self.lines)
        before, after = [99] * count, [99] * count
        last = -99
        for at in range(count):
            before[at] = min(99, at - last)
            if self.prose[at]:
                last = at
        last = count + 99
        for at in range(count - 1, -1, -1):
            after[at] = min(99, last - at)
            if self.prose[at]:
                last = at
        return before, after

    def brief(self, at: int) -> tuple[str, ...]:
        """Return the few features of a line that its neighbours see."""
        line = self.lines[at]
        size = _bucket(len(line.words), (2, 4, 8, 12, 20, 40))
        end = _end_of(line.text)
        return (
            self.verdicts[at].shape,
            f"n{size}",
            f"e{end}{'g' if line.has_gap else ''}{'m' if line.has_marker else ''}",
        )

    def own(self, at: int) -> list[str]:
        """Return the features of a line by itself and by its place on the page."""
        line, verdict, reading = self.lines[at], self.verdicts[at], self.reading
        shape = verdict.shape
        first, last = reading.first, reading.last
        where = "in" if first <= at <= last else ("pre" if at < first else "post")
        size = _bucket(len(line.words), _SIZES)
        end = _end_of(line.text)
        features = [
            f"shape={shape}/{where}",
            f"rule={verdict.kind}{'-' if verdict.drop_rule else '+'}",
            f"drop={verdict.drop_rule}",
            f"size={size}",
            f"size/end={size}/{end}/{where}",
            f"start={_start_of(line.text)}",
            f"gap={line.has_gap}/{self.is_spaced}",
            f"indent={min(line.indent, 6)}",
            f"times={min(self.times[line.lower], 3)}",
            f"page={self.page_size}/{where}",
            f"bullets={self.bullet_share}/{line.has_marker}/{where}",
        ]
        if where == "in":
            features.append(f"fromstart={_bucket(at - first, (0, 1, 2, 4, 8))}/{shape}")
            features.append(f"toend={_bucket(last - at, (0, 1, 2, 4, 8))}/{shape}")
        else:
            distance = first - at if where == "pre" else at - last
            features.append(f"{where}={_bucket(distance, (1, 2, 4, 8, 16))}/{shape}")
        if self.title_at is not None:
            beyond = at - self.title_at
            features.append(f"title={_bucket(beyond, (-1, 0, 1, 2, 4, 8))}/{shape}")
        features += self._around(at, shape)
        if len(line.words) <= 60:
            features += self._word_features(at, line)
        if len(line.words) >= 5:
            features += _prose_features(line, shape)
        return features

    def _around(self, at: int, shape: str) -> list[str]:
        before = _bucket(self.before[at], (1, 2, 3, 5, 9))
        after = _bucket(self.after[at], (1, 2, 3, 5, 9))
        low, high = max(0, at - _WINDOW), min(len(self.lines), at + 1 + _WINDOW)
        share = int(5 * self.passed[at] / self.total) if self.total else 0
        words_before = _bucket(self.passed[at] - self.passed[low], (0, 20, 60, 120))
        words_after = _bucket(self.passed[high] - self.passed[at + 1], (0, 20, 60, 120))
        short_before = _bucket(self.short[at] - self.short[low], (0, 2, 4))
        short_after = _bucket(self.short[high] - self.short[at + 1], (0, 2, 4))
        group_end = at + 1 >= len(self.lines) or self.lines[at + 1].has_gap
        return [
            f"gapto={before}/{after}/{shape}",
            f"passed={share}/{shape}",
            f"group={self.lines[at].has_gap}{group_end}{self.is_spaced}/{shape}",
            f"words={words_before}/{words_after}",
            f"words={words_before}/{words_after}/{shape}",
            f"short={short_before}/{short_after}/{shape}",
        ]

    def _word_features(self, at: int, line: Line) -> list[str]:
        features = []
        content = _content(line)
        if content:
            common = self.often if at in self.words_at else self.body.keys()
            shared = int(5 * len(content & common) / len(content))
            features += [f"shared={shared}", f"shared={shared}/{self.verdicts[at].shape}"]
        features += _looks_of_short(line.text) if len(line.words) <= _REMEMBERED else _looks(line)
        return features


@lru_cache(maxsize=1 << 15)
def _looks_of_short(text: str) -> tuple[str, ...]:
    """Return the looks of a short line; menus repeat from page to page, so they are remembered."""
    return tuple(_looks(make_line(text)))


def _looks(line: Line) -> list[str]:
    """Return the features that depend on nothing but the line's own words."""
    features = []
    size = _bucket(len(line.words), _SIZES)
    long = [word for word in line.words if len(word) > 3 and word[0].isalpha()]
    if long:
        capitals = 4 * sum([word[0].isupper() for word in long]) // len(long)
        features.append(f"caps={capitals}/{_bucket(size, (2, 4, 6))}")
    if line.text.isupper():
        features.append("allcaps")
    if _DIGIT.search(line.text):
        features.append("clock" if _CLOCK.search(line.text) else "digits")
    features += [f"has{mark}" for mark in dict.fromkeys(_SIGNS.findall(line.text))]
    if is_view(line):
        features.append("view")
    if len(line.words) <= _WORD_LIMIT:
        words = [word.strip(_TRIM) for word in line.lower_words]
        features += ["w=" + word for word in dict.fromkeys(words)]
        features.append(f"w0={words[0]}")
    return features


def _content(line: Line) -> set[str]:
    return {word.strip(_TRIM) for word in line.lower_words if len(word) > 3}


def _prose_features(line: Line, shape: str) -> list[str]:
    kinds = _word_kinds()
    words = line.lower_words[:60]
    found = [kinds[word] for word in words if word in kinds]
    function = 10 * (found.count("function") + found.count("reader")) // len(words)
    features = [f"function={min(function, 5)}/{shape}"]
    if _SENTENCES.search(line.text):
        features.append(f"sentences/{shape}")
    features += [f"{kind}/{shape}" for kind in ("reporting", "reader", "furniture") if kind in found]
    return features


@cache
def _word_kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in read_table("line_words")}


def _bucket(value: int, borders: tuple[int, ...]) -> int:
    return bisect_left(borders, value)


def _end_of(text: str) -> str:
    last = text[-1]
    if last in _QUOTES and len(text) > 1:
        return "quote" + _END_MARKS.get(text[-2], "")
    return "digit" if last.isdigit() else _END_MARKS.get(last, "none")


def _start_of(text: str) -> str:
    first = text[0]
    if first.isalpha():
        return "upper" if first.isupper() else "lower"
    if first.isdigit():
        return "digit"
    return "quote" if first in _QUOTES else first
