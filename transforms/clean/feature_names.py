"""The names under which the line model knows what it sees: each part of a line's features by its kind.

A part is a small tuple, its kind first, so that a model adds up the weights of a part's names once and
remembers the sum. The names themselves are needed for training, and once for each new part.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from typing import Any

from transforms.clean.lines import Line, make_line
from transforms.clean.shapes import is_view
from transforms.resources import read_table

Part = tuple[Any, ...]
"""A kind, and the values that its names are made of."""

NOBODY: Part = ("",)
"""The neighbour of a line at the edge of a page."""
STEPS = ("b2", "b1", "a1", "a2")
"""Where a neighbour stands."""
SIZES = (1, 2, 3, 5, 8, 12, 16, 22, 30, 45, 70)
"""Borders, in words, between sizes of lines."""
_CAPS_SIZES = (2, 4, 6)
_WORD_LIMIT = 24
_SENTENCES = re.compile(r"[.!?][\"”’]? [A-Z“\"‘]")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d(?<=\b\d)(?:(?<=2)0\d\d|\d?:\d\d)\b")
_SIGNS = re.compile(r"[|©@»→#$“\"/]")
_TRIM = "\"'“”‘’.,:;!?()[]«»"
_END_MARKS = {".": "stop", "!": "stop", "?": "ask", ":": "colon", ",": "comma", "…": "dots", ")": "bracket"}
_QUOTES = "\"'”’»“‘«"
_LONGEST_PROSE = 60
_LONGEST_MARK = 8


def names_of(part: Part) -> list[str]:
    """Return the names of the features in `part`."""
    return _KINDS[part[0]](part)


def content_words(line: Line) -> set[str]:
    """Return the words of more than three letters, without punctuation, in lower case."""
    return {word.strip(_TRIM) for word in line.lower_words if len(word) > 3}


def end_of(text: str) -> str:
    """Return what `text` ends with, such as a full stop, a quotation mark or a digit."""
    last = text[-1]
    if last in _QUOTES and len(text) > 1:
        return "quote" + _END_MARKS.get(text[-2], "")
    return "digit" if last.isdigit() else _END_MARKS.get(last, "none")


def start_of(text: str) -> str:
    """Return what `text` starts with, such as a capital, a digit or a quotation mark."""
    first = text[0]
    if first.isalpha():
        return "upper" if first.isupper() else "lower"
    if first.isdigit():
        return "digit"
    return "quote" if first in _QUOTES else first


def is_comment_mark(line: Line) -> bool:
    """Tell whether `line` stands above or below a reader's comment ("Reply", "A. Name says:")."""
    if len(line.words) > _LONGEST_MARK:
        return False
    lines, ends = _comment_marks()
    return line.lower in lines or line.text.endswith(ends)


def look_names(line: Line) -> list[str]:
    """Return the features that depend on nothing but the line's own words."""
    features = []
    initials = "".join([word[0] for word in line.words if len(word) > 3 and word[0].isalpha()])
    if initials:
        capitals = 4 * sum(map(str.isupper, initials)) // len(initials)
        features.append(f"caps={capitals}/{bisect_left(_CAPS_SIZES, bisect_left(SIZES, len(line.words)))}")
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


def prose_part(line: Line, shape: str) -> Part:
    """Return the part that tells function words, sentences and reporting verbs in a line of some length."""
    kinds = _word_kinds()
    words = line.lower_words[:_LONGEST_PROSE]
    found = list(filter(None, map(kinds.get, words)))
    function = min(10 * (found.count("function") + found.count("reader")) // len(words), 5)
    marks = tuple(kind for kind in ("reporting", "reader", "furniture") if kind in found)
    return ("prose", shape, function, _SENTENCES.search(line.text) is not None, marks)


def neighbour_names(step: str, brief: Part) -> list[str]:
    """Return the names of the neighbour `brief` where it stands at `step` (b2, b1, a1, a2)."""
    if brief == NOBODY:
        return [step + "none"]
    shape, size, end, has_gap, has_marker = brief
    return [
        step + shape,
        f"{step}n{size}",
        f"{step}e{end}{'g' if has_gap else ''}{'m' if has_marker else ''}",
    ]


def _shape_names(part: Part) -> list[str]:
    _, shape, where, kind, drop_rule, page_size, bullet_share, has_marker = part
    return [
        f"shape={shape}/{where}",
        f"rule={kind}{'-' if drop_rule else '+'}",
        f"drop={drop_rule}",
        f"page={page_size}/{where}",
        f"bullets={bullet_share}/{has_marker}/{where}",
    ]


def _size_names(part: Part) -> list[str]:
    _, size, end, start, where = part
    return [f"size={size}", f"size/end={size}/{end}/{where}", f"start={start}"]


def _layout_names(part: Part) -> list[str]:
    _, shape, has_gap, is_end, is_spaced, indent, times = part
    return [
        f"gap={has_gap}/{is_spaced}",
        f"indent={indent}",
        f"times={times}",
        f"group={has_gap}{is_end}{is_spaced}/{shape}",
    ]


def _inside_names(part: Part) -> list[str]:
    _, start, end, shape = part
    return [f"fromstart={start}/{shape}", f"toend={end}/{shape}"]


def _outside_names(part: Part) -> list[str]:
    _, where, distance, shape = part
    return [f"{where}={distance}/{shape}"]


def _title_names(part: Part) -> list[str]:
    _, beyond, shape = part
    return [f"title={beyond}/{shape}"]


def _prose_distance_names(part: Part) -> list[str]:
    _, before, after, shape = part
    return [f"gapto={before}/{after}/{shape}"]


def _passed_names(part: Part) -> list[str]:
    _, shape, share, shared = part
    features = [f"passed={share}/{shape}"]
    return features if shared < 0 else [*features, f"shared={shared}", f"shared={shared}/{shape}"]


def _near_names(part: Part) -> list[str]:
    _, before, after, short_before, short_after, shape = part
    return [
        f"words={before}/{after}",
        f"words={before}/{after}/{shape}",
        f"short={short_before}/{short_after}/{shape}",
    ]


def _look_names_of(part: Part) -> list[str]:
    _, text = part
    return look_names(make_line(text))


def _prose_names(part: Part) -> list[str]:
    _, shape, function, has_sentences, marks = part
    features = [f"function={function}/{shape}"]
    if has_sentences:
        features.append(f"sentences/{shape}")
    return features + [f"{mark}/{shape}" for mark in marks]


def _row_names(part: Part) -> list[str]:
    _, shape, before, after = part
    return [f"s={shape}/{before}/{after}"]


def _comments_names(part: Part) -> list[str]:
    _, shape, where, tails, stamps, comments = part
    return [f"ended={tails}/{where}/{shape}", f"chat={stamps}/{shape}", f"says={comments}/{shape}"]


@cache
def _comment_marks() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return whole lines, and ends of lines."""
    rows = read_table("comment_marks")
    lines = frozenset(row["phrase"] for row in rows if row["match"] == "line")
    return lines, tuple(" " + row["phrase"] for row in rows if row["match"] == "end")


@cache
def _word_kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in read_table("line_words")}


_KINDS: dict[str, Callable[[Part], list[str]]] = {
    "shape": _shape_names,
    "size": _size_names,
    "layout": _layout_names,
    "inside": _inside_names,
    "outside": _outside_names,
    "title": _title_names,
    "gapto": _prose_distance_names,
    "passed": _passed_names,
    "near": _near_names,
    "look": _look_names_of,
    "prose": _prose_names,
    "row": _row_names,
    "comments": _comments_names,
}
