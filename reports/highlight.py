"""Text with the words of source, cue and content marked, as safe HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup, escape

Part = Literal["source", "cue", "content"]
_PRIORITY: dict[Part, int] = {"cue": 0, "source": 1, "content": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to mark; offsets as in the text, end excluded."""

    start: int
    """First character."""
    end: int
    """After the last."""
    part: Part
    """What it is; where marks overlap, cue wins over source and source over content."""
    note: str = ""
    """Shown on hovering."""


def highlight(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> Markup:
    """Return ``text[start:end]`` with `marks` drawn in; an empty line in the text ends a paragraph."""
    end = len(text) if end is None else end
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    borders = sorted(
        {start, end, *(max(mark.start, start) for mark in inside), *(min(mark.end, end) for mark in inside)}
    )
    pieces = []
    for left, right in pairwise(borders):
        words = escape(text[left:right])
        covering = [mark for mark in inside if mark.start <= left and right <= mark.end]
        if covering:
            top = min(covering, key=lambda mark: (_PRIORITY[mark.part], mark.end - mark.start))
            words = Markup('<mark class="{}" title="{}">{}</mark>').format(top.part, top.note, words)
        pieces.append(words)
    return Markup("").join(pieces)


def paragraphs(text: str, marks: Iterable[Mark]) -> Markup:
    """Return the whole of `text` as HTML paragraphs with `marks` drawn in."""
    marks = list(marks)
    drawn, position = [], 0
    for paragraph in text.split("\n\n"):
        end = position + len(paragraph)
        drawn.append(Markup("<p>{}</p>").format(highlight(text, marks, position, end)))
        position = end + 2
    return Markup("\n").join(drawn)
