"""What the line model sees of a dump: each line, its neighbours, and where the prose stands."""

from __future__ import annotations

import re
from collections import Counter

from transforms.clean.lines import Line
from transforms.clean.rules import Reading, Verdict
from transforms.clean.shapes import is_view

REACH = 12
"""Lines from the nearest long line beyond which a line is furniture without asking the model."""
_LONG = 12
_WORD_LIMIT = 30
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_END_MARKS = {
    **dict.fromkeys(".!", "stop"),
    "?": "ask",
    ":": "colon",
    ",": "comma",
    "…": "dots",
    ")": "bracket",
}
_QUOTES = "\"'”’»“‘«"


def near_prose(lines: list[Line], reading: Reading) -> list[int]:
    """Return the places of the lines that stand within reach of a long line, in order."""
    near = bytearray(len(lines))
    for at, line in enumerate(lines):
        if len(line.words) >= _LONG or reading.shapes[at] == "prose":
            start = max(0, at - REACH)
            near[start : at + REACH + 1] = b"\x01" * (min(len(lines), at + REACH + 1) - start)
    return [at for at in range(len(lines)) if near[at]]


def line_features(
    lines: list[Line], reading: Reading, verdicts: list[Verdict], places: list[int]
) -> list[list[str]]:
    """Return the features of the lines at `places`, those of their neighbours included."""
    page = _Page(lines, reading, verdicts)
    own = {at: page.own(at) for at in places}
    brief = [page.brief(at) for at in range(len(lines))] if places else []
    found: list[list[str]] = []
    last = len(lines) - 1
    for at in places:
        features = [*own[at], *page.around(at)]
        for step, name in ((-2, "b2"), (-1, "b1"), (1, "a1"), (2, "a2")):
            other = at + step
            if 0 <= other <= last:
                features.extend([f"{name}{feature}" for feature in brief[other]])
            else:
                features.append(f"{name}=none")
        features.append(
            f"s={verdicts[at].shape}/{brief[at - 1][0] if at else ''}/{brief[at + 1][0] if at < last else ''}"
        )
        found.append(features)
    return found


class _Page:
    """Counts over a whole dump that the features of its lines share."""

    def __init__(self, lines: list[Line], reading: Reading, verdicts: list[Verdict]) -> None:
        self.lines = lines
        self.reading = reading
        self.verdicts = verdicts
        self.times = Counter(line.lower for line in lines)
        self.prose = [reading.shapes[at] == "prose" for at in range(len(lines))]
        self.words_of_body: Counter[str] = Counter()
        self.words_at: dict[int, set[str]] = {}
        sizes = []
        for at, line in enumerate(lines):
            in_run = reading.first <= at <= reading.last
            if self.prose[at] and in_run:
                words = set(_CONTENT.findall(line.lower))
                self.words_at[at] = words
                self.words_of_body.update(words)
            sizes.append(len(line.words) if self.prose[at] else 0)
        self.passed: list[int] = []
        total = 0
        for size in sizes:
            self.passed.append(total)
            total += size
        self.total = total
        self.before, self.after = self._distances()
        long = [line.has_gap for line in lines if len(line.words) >= _LONG]
        self.is_spaced = sum(long) >= 0.6 * max(1, len(long))
        self.page_size = _bucket(len(lines), (10, 25, 60, 150, 400))
        self.bullet_share = _bucket(
            10 * sum(line.has_marker for line in lines) // max(1, len(lines)), (1, 3, 6)
        )

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
        return (
            self.verdicts[at].shape,
            f"n{_bucket(len(line.words), (2, 4, 8, 12, 20, 40))}",
            f"e{_end_of(line.text)}{'g' if line.has_gap else ''}{'m' if line.has_marker else ''}",
        )

    def own(self, at: int) -> list[str]:
        """Return the features of a line by itself and by its place in the article's run."""
        line, verdict, reading = self.lines[at], self.verdicts[at], self.reading
        text, words = line.text, line.words
        count = len(words)
        where = "in" if reading.first <= at <= reading.last else ("pre" if at < reading.first else "post")
        size = _bucket(count, (1, 2, 3, 5, 8, 12, 16, 22, 30, 45, 70))
        end = _end_of(text)
        features = [
            f"shape={verdict.shape}",
            f"rule={verdict.kind}{'-' if verdict.drop_rule else '+'}",
            f"drop={verdict.drop_rule}",
            f"where={where}",
            f"size={size}",
            f"end={end}",
            f"size/end={size}/{end}/{where}",
            f"start={_start_of(text)}",
            f"gap={line.has_gap}/{self.is_spaced}",
            f"indent={min(line.indent, 8)}",
            f"times={min(self.times[line.lower], 4)}",
            f"page={self.page_size}/{where}",
            f"bullets={self.bullet_share}/{line.has_marker}",
        ]
        if reading.first <= at <= reading.last:
            features.append(f"fromstart={_bucket(at - reading.first, (0, 1, 2, 4, 8))}/{verdict.shape}")
            features.append(f"toend={_bucket(reading.last - at, (0, 1, 2, 4, 8))}/{verdict.shape}")
        elif at < reading.first:
            features.append(f"pre={_bucket(reading.first - at, (1, 2, 4, 8, 16))}/{verdict.shape}")
        else:
            features.append(f"post={_bucket(at - reading.last, (1, 2, 4, 8, 16))}/{verdict.shape}")
        if count <= 60:
            features.extend(self._word_features(at, line))
        return features

    def _word_features(self, at: int, line: Line) -> list[str]:
        lower_words = [word.strip("\"'“”‘’.,:;!?()[]«»") for word in line.lower.split(" ")]
        content = _CONTENT.findall(line.lower)
        features = []
        if content:
            mine = self.words_at.get(at, ())
            shared = sum(self.words_of_body[word] > (word in mine) for word in content) / len(content)
            features.append(f"shared={int(shared * 5)}")
            features.append(f"shared={int(shared * 5)}/{self.verdicts[at].shape}")
        capitals = [word for word in line.words if len(word) > 3 and word[0].isalpha()]
        if capitals:
            share = sum(word[0].isupper() for word in capitals) / len(capitals)
            features.append(f"caps={int(share * 4)}/{_bucket(len(line.words), (3, 8, 14))}")
        if line.text.isupper():
            features.append("allcaps")
        if any(mark.isdigit() for mark in line.text):
            features.append("digits")
        features.extend([f"has{mark}" for mark in '|©@»→/?“"#$' if mark in line.text])
        if is_view(line):
            features.append("view")
        if len(line.words) <= _WORD_LIMIT:
            features.extend([f"w={word}" for word in set(lower_words)])
            features.append(f"w0={' '.join(lower_words[:2])}")
            features.append(f"wz={lower_words[-1]}")
        if len(line.words) <= 4:
            features.append(f"line={line.lower}")
        return features

    def around(self, at: int) -> list[str]:
        """Return features of the prose before and after a line."""
        shape = self.verdicts[at].shape
        before = _bucket(self.before[at], (1, 2, 3, 5, 9))
        after = _bucket(self.after[at], (1, 2, 3, 5, 9))
        share = int(6 * self.passed[at] / self.total) if self.total else 0
        lines = self.lines
        group_start = lines[at].has_gap
        group_end = at + 1 >= len(lines) or lines[at + 1].has_gap
        near = _bucket(sum(self.prose[max(0, at - 5) : at]), (0, 1, 2, 4))
        ahead = _bucket(sum(self.prose[at + 1 : at + 6]), (0, 1, 2, 4))
        return [
            f"before={before}",
            f"after={after}",
            f"gapto={before}/{after}/{shape}",
            f"passed={share}/{shape}",
            f"group={group_start}{group_end}{self.is_spaced}",
            f"near={near}/{ahead}/{shape}",
        ]


def _bucket(value: int, borders: tuple[int, ...]) -> int:
    for number, border in enumerate(borders):
        if value <= border:
            return number
    return len(borders)


def _end_of(text: str) -> str:
    last = text[-1]
    if last in _QUOTES and len(text) > 1:
        return "quote" + _END_MARKS.get(text[-2], "")
    if last.isdigit():
        return "digit"
    return _END_MARKS.get(last, "none")


def _start_of(text: str) -> str:
    first = text[0]
    if first.isupper():
        return "upper"
    if first.islower():
        return "lower"
    if first.isdigit():
        return "digit"
    return "quote" if first in _QUOTES else first
