"""Lines of a dump: what each looks like by itself, before any rule weighs its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from transforms.clean.normalise import normalise_text

_MARKER = re.compile(r"^(?:[-*•·▪●◦‣⁃∙○■□➤►▶+–—]|\(?\d{1,3}[.)])\s+(?=\S)")
_WRAP_LOW, _WRAP_HIGH = 45, 100
_REMEMBERED = 100
"""Characters of the longest line that is remembered."""
_ENDS_SENTENCE = (".", "!", "?", ":", '"', "”", "’", "'", ")", "»", "…")


@dataclass(slots=True)
class Line:
    """One line that is not blank. Lines of the same words are shared between pages: none is ever changed."""

    text: str
    """Its words, white space tidied."""
    has_gap: bool
    """Whether a blank line, or the start of the text, stands before it."""
    indent: int
    """White space before it, in characters."""
    bare: str
    """The words without a list marker; equal to `text` where there is none."""
    has_marker: bool
    """Whether it begins with a bullet or a number."""
    words: list[str] = field(repr=False)
    """`text` cut at spaces."""
    lower: str = field(repr=False)
    """`bare` in lower case, typographic apostrophes made plain."""
    lower_words: list[str] = field(repr=False)
    """`lower` cut at spaces."""


def split_lines(text: str) -> list[Line]:
    """Return the lines of `text` that are not blank, hard-wrapped paragraphs joined to one line each."""
    found: list[Line] = []
    gap = True
    for raw in normalise_text(text).split("\n"):
        if not raw or raw.isspace():
            gap = True
            continue
        found.append(_short_line(raw, gap) if len(raw) <= _REMEMBERED else make_line(raw, gap))
        gap = False
    return _unwrap(found)


def make_line(raw: str, has_gap: bool = True) -> Line:
    """Return the line record of `raw`, which must not be blank."""
    words = raw.split()
    text = " ".join(words)
    bare = text if text[0].isalpha() else _MARKER.sub("", text, count=1)
    lower = bare.lower().replace("’", "'")
    indent = len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0
    return Line(text, has_gap, indent, bare, len(bare) != len(text), words, lower, lower.split(" "))


_short_line = lru_cache(maxsize=1 << 14)(make_line)
"""Menus repeat from page to page."""


def _unwrap(lines: list[Line]) -> list[Line]:
    """Join groups of lines that a mail program or terminal broke at a fixed width."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.has_gap or not groups:
            groups.append([])
        groups[-1].append(line)
    if not any(_is_wrapped(group) for group in groups):
        return lines
    joined: list[Line] = []
    for group in groups:
        if _is_wrapped(group):
            joined.append(make_line(" " * group[0].indent + " ".join(line.text for line in group)))
        else:
            joined.extend(group)
    return joined


def _is_wrapped(group: list[Line]) -> bool:
    """Tell whether `group` reads as one paragraph: full lines of even width that break inside sentences."""
    if len(group) < 3 or len(group[0].text) < _WRAP_LOW or any(line.has_marker for line in group[1:]):
        return False
    inner = [line.text for line in group[:-1]]
    widths = [len(text) for text in inner]
    if min(widths) < _WRAP_LOW or max(len(line.text) for line in group) > _WRAP_HIGH:
        return False
    broken = sum(not text.endswith(_ENDS_SENTENCE) for text in inner)
    continued = sum(line.text[0].islower() for line in group[1:])
    return broken >= 0.7 * len(inner) and continued >= 0.4 * len(inner)
