"""Quotations of an article: stretches between quotation marks, and those that have lost a mark.

Works on characters, paragraph by paragraph, since no quotation mark is carried over a paragraph
break except by a repeated opening mark. Double marks (curly, straight, guillemets, doubled
apostrophes) and single marks are read; apostrophes, years ('90s) and inches (6'3") are not marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transforms.records import Span

_MARK = re.compile(r"''|``|’’|‘‘|[\"“”„«»‘’'`]")
_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\.\d)?$")
_ELISION = re.compile(r"(?:\d\ds?|em|til|tis|twas|n|cause|bout|round)\b", re.IGNORECASE)
_OPENERS = "“„«"
_CLOSERS = "”»"
_BEFORE_OPENING = set(" \n\t\xa0([{—–-/:…\"“‘'")
_AFTER_CLOSING = set(" \n\t\xa0)]},.;:!?—–-/…\"”’'")
_TURN = re.compile(r"[\"“][A-Z][A-Z.'’ \-]+:\s")
_LOST_CLOSE = re.compile(
    r",\s+(?:(?:he|she|they|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3}|the\s\w+)\s(?:said|told|added|says|wrote)\b)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch of quotation inside one paragraph, its marks included."""

    span: Span
    """Place in the text."""
    paragraph: int
    """Number of the paragraph, as handed in."""
    is_closed: bool = True
    """Whether a closing mark was found."""
    is_opened: bool = True
    """Whether an opening mark was found."""
    is_single: bool = False
    """Whether its marks are single ones."""
    continues: bool = False
    """Whether it goes on with the quotation before it: a repeated opening mark after an unclosed one."""

    def words(self, text: str) -> int:
        """Return how many words stand between the marks."""
        return len(re.findall(r"\w+(?:['’.\-]\w+)*", self.span.cut(text)))


def find_quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """Return the quotations of `text` in order; none runs out of its paragraph.

    A stretch whose opening mark is lost (`… of that. We will ask them," he said`) begins after the
    sentence that holds the mark before it, or with its paragraph.
    """
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        for quotation in _in_paragraph(text, paragraph, number):
            found.append(_linked(quotation, found[-1] if found else None, text, paragraph))
    return tuple(found)


def _linked(quotation: Quotation, before: Quotation | None, text: str, paragraph: Span) -> Quotation:
    starts_paragraph = not text[paragraph.start : quotation.span.start].strip()
    if (
        before is None
        or before.is_closed
        or _TURN.match(text, quotation.span.start)
        or not starts_paragraph
        or before.paragraph != quotation.paragraph - 1
    ):
        return quotation
    return Quotation(
        quotation.span,
        quotation.paragraph,
        quotation.is_closed,
        quotation.is_opened,
        quotation.is_single,
        continues=True,
    )


def _in_paragraph(text: str, paragraph: Span, number: int) -> Iterator[Quotation]:
    opened: int | None = None
    done = paragraph.start
    position = paragraph.start
    while match := _MARK.search(text, position, paragraph.end):
        position = match.end()
        mark, start, end = match.group(), match.start(), match.end()
        if mark in "‘'`" and len(mark) == 1:
            if opened is None and (single := _single(text, start, paragraph.end)):
                yield Quotation(single, number, is_single=True)
                done = position = single.end
            continue
        if mark == "’":
            continue
        if mark == '"' and _is_inch(text, start, opened is not None):
            continue
        side = _side(text, match, paragraph, opened is not None)
        if side == "open" and opened is None:
            opened = start
        elif side == "close" and opened is not None:
            yield Quotation(Span(opened, end), number)
            opened, done = None, end
        elif side == "close" and (lost := _lost_opening(text, done, start, paragraph)) is not None:
            yield Quotation(Span(lost, end), number, is_opened=False)
            done = end
    if opened is not None:
        tail = _LOST_CLOSE.search(text, opened, paragraph.end)
        end = tail.start() + 1 if tail else len(text[: paragraph.end].rstrip())
        yield Quotation(Span(opened, max(end, opened + 1)), number, is_closed=False)


def _is_inch(text: str, at: int, is_open: bool) -> bool:
    before = text[max(0, at - 8) : at]
    if _INCHES.search(before):
        return True
    return not is_open and before[-1:].isdigit()


def _side(text: str, match: re.Match[str], paragraph: Span, is_open: bool) -> str:
    """Return open or close: by the mark itself, else by the blanks around it, else by turns."""
    mark, start, end = match.group(), match.start(), match.end()
    if mark in _OPENERS or mark in ("``", "‘‘"):
        return "open"
    if mark in _CLOSERS and (is_open or start > paragraph.start):
        return "close"
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    may_open = before in _BEFORE_OPENING and not after.isspace()
    may_close = after in _AFTER_CLOSING and not before.isspace()
    if may_open == may_close:
        return "close" if is_open else "open"
    if may_open:
        return "open"
    return "close"


def _single(text: str, start: int, limit: int) -> Span | None:
    """Return the single-quoted stretch that opens at `start`, or None where that is an apostrophe."""
    before = text[start - 1] if start else " "
    if before not in _BEFORE_OPENING or _ELISION.match(text, start + 1) or start + 1 >= limit:
        return None
    if text[start + 1].isspace():
        return None
    for position in range(start + 2, limit):
        if text[position] not in "'’":
            continue
        after = text[position + 1] if position + 1 < limit else " "
        if after not in _AFTER_CLOSING or text[position - 1].isspace():
            continue
        if text[position - 1] == "s" and _closes_later(text, position + 1, limit):
            continue
        return Span(start, position + 1)
    return None


def _closes_later(text: str, position: int, limit: int) -> bool:
    """Tell whether the next single mark closes: then the one before it was a plural's apostrophe."""
    for at in range(position, limit - 1):
        if text[at] in "'’‘" and not (text[at - 1].isalnum() and text[at + 1].isalnum()):
            return text[at] != "‘" and not text[at - 1].isspace() and text[at + 1] in _AFTER_CLOSING
    return False


_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z])")


def _lost_opening(text: str, done: int, close: int, paragraph: Span) -> int | None:
    """Return where a quotation begins that closes at `close` without ever having been opened.

    `done` is the end of the quotation before it in the paragraph, or the paragraph's start.
    """
    if text[close - 1 : close] not in set(",.!?…"):
        return None
    if done == paragraph.start:
        return done
    ends = [match.end() for match in _SENTENCE_END.finditer(text, done, close)]
    return ends[0] if ends else None
