"""From spans to TimeExpressions: each reckoned from the nearest explicit date, else from the publication.

The order is DESIGN, section 6: the nearest explicit date in the text (same sentence, then paragraph,
then document), then ``Document.published_at``. Words that mean the day of writing ("today", "last
week", a weekday on which somebody spoke) are reckoned from the publication only: a date told of in
the text is not the day on which the text was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from transforms.dates.calendar import interval_of
from transforms.dates.context import is_reporting, tense_of
from transforms.dates.meaning import Anchor, Normal, Tense, TimexKind
from transforms.dates.normalise import normalise
from transforms.language import Article
from transforms.records import DateBasis, DatePrecision, Span, TimeExpression

_WEEKDAY_REACH = 31
"""Days from the publication within which an explicit date may fix a weekday beside it."""


_YEAR_AGO = re.compile(r"\byear[- ](ago|earlier)\b")


@dataclass(slots=True)
class _Item:
    """One expression on its way."""

    span: Span
    words: str
    sentence_no: int
    block_no: int
    tense: Tense | None
    is_reporting: bool
    normal: Normal
    basis: DateBasis = "unknown"
    day: date | None = None


def resolve_spans(article: Article, spans: Iterable[Span]) -> tuple[TimeExpression, ...]:
    """Return the expressions at `spans`, resolved; `spans` are taken in the order of the text."""
    published = article.document.published_at
    written = None if published is None else published.date()
    if article.document.published_precision in {"month", "year"}:
        written = None
    items = [_item(article, span, written) for span in sorted(set(spans))]
    if written is None:
        _lend_years(items)
    for place, item in enumerate(items):
        _reckon(items, place, item, written)
    return tuple(_expression(item) for item in items)


def _item(article: Article, span: Span, written: date | None) -> _Item:
    tokens = article.tokens(span)
    sentence = article.sentence_at(span.start)
    tense = None if tokens is None else tense_of(tokens)
    words = span.cut(article.text)
    normal = normalise(words, Anchor(written, tense))
    reports = tokens is not None and normal.reckoning == "weekday" and is_reporting(tokens)
    item = _Item(span, words, sentence.sentence_no, sentence.block_no, tense, reports, normal)
    _settle(item, normal, _basis_of(normal, written))
    return item


def _basis_of(normal: Normal, written: date | None) -> DateBasis:
    if normal.value is None or normal.value.startswith("XXXX"):
        return "unknown"
    if normal.reckoning == "explicit" and normal.has_own_year:
        return "explicit"
    if normal.reckoning == "none":
        return "unknown"
    return "unknown" if written is None else "published"


def _settle(item: _Item, normal: Normal, basis: DateBasis) -> None:
    """Give `item` its meaning, and the day it offers to others as an anchor."""
    item.normal, item.basis = normal, basis
    interval = interval_of(normal.value) if normal.value and normal.kind in {"DATE", "TIME"} else None
    item.day = interval[0] if interval is not None and interval[2] in {"day", "time"} else None


def _lend_years(items: list[_Item]) -> None:
    """Give dates without a year the year of the nearest full date of the text, where there is one."""
    full = [item for item in items if item.day is not None and item.basis == "explicit"]
    for item in items:
        lender = _nearest(item, full)
        if lender is not None and lender.day is not None and item.normal.reason == "no_year":
            found = normalise(item.words, Anchor(lender.day, None, is_deictic=False))
            _settle(item, found, "text_anchor")


def _nearest(item: _Item, others: list[_Item]) -> _Item | None:
    """Return the one of `others` nearest to `item`: same sentence, then block, then by distance."""
    return min(
        (other for other in others if other is not item),
        key=lambda other: (
            other.sentence_no != item.sentence_no,
            other.block_no != item.block_no,
            other.span.start > item.span.start,
            abs(other.span.start - item.span.start),
        ),
        default=None,
    )


def _reckon(items: list[_Item], place: int, item: _Item, written: date | None) -> None:
    """Reckon `item` again from a date of the text where one governs it."""
    reckoning = item.normal.reckoning
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", item.words) and place:
        _follow_month(items[place - 1], item)
    elif reckoning == "weekday":
        _reckon_weekday(items, item, written)
    elif reckoning == "anaphoric":
        _reckon_anaphoric(items, place, item)
    elif item.words.lower().startswith("overnight"):
        _reckon_overnight(items, item)
    elif re.search(r"\b(quarter|period)\b", item.words.lower()) or _YEAR_AGO.search(item.words.lower()):
        _reckon_quarter(items, place, item)


def _follow_month(before: _Item, item: _Item) -> None:
    """Read the bare number of "April 24 and 25" as a day of the same month."""
    match = re.match(r"(.{4}-\d\d)-\d\d", before.normal.value or "")
    number = re.match(r"\d+", item.words)
    if match is None or number is None:
        return
    value = f"{match[1]}-{int(number[0]):02d}"
    is_open = value.startswith("XXXX")
    if is_open or interval_of(value):
        reason = "no_year" if is_open else None
        _settle(item, Normal("DATE", value, "explicit", reason, has_own_year=False), before.basis)


def _reckon_weekday(items: list[_Item], item: _Item, written: date | None) -> None:
    if item.is_reporting and written is not None:
        return
    near = [
        other
        for other in items
        if other.day is not None
        and other.normal.reckoning == "explicit"
        and (written is None or abs((other.day - written).days) <= _WEEKDAY_REACH)
        and (written is None or other.sentence_no == item.sentence_no)
    ]
    lender = _nearest(item, near)
    if lender is None or lender.day is None:
        return
    found = normalise(item.words, Anchor(lender.day, item.tense, is_deictic=False))
    _settle(item, found, "text_anchor")


def _reckon_anaphoric(items: list[_Item], place: int, item: _Item) -> None:
    """Reckon "the next day", "4 a.m." from the last day told of, "a year earlier" from its quarter."""
    if re.search(r"\byear", item.words.lower()) and _reckon_quarter(items, place, item):
        return
    is_coarse = re.search(r"\b(year|month|week|decade)s?\b", item.words.lower()) is not None
    if is_coarse:
        _reckon_from_period(items, place, item)
        return
    before = [
        other
        for other in items[:place]
        if other.day is not None
        and (other.block_no == item.block_no or item.sentence_no - other.sentence_no <= 3)
    ]
    same = [other for other in items if other.day is not None and other.sentence_no == item.sentence_no]
    is_clock = item.normal.kind == "TIME" and item.words[:1].isdigit()
    lender = _nearest(item, same) if is_clock and same else (before[-1] if before else None)
    if lender is None or lender.day is None:
        yearless = next((other for other in reversed(items[:place]) if _is_yearless(other)), None)
        if yearless is not None and item.normal.value is None:
            _reckon_yearless(item, yearless)
        return
    found = normalise(item.words, Anchor(lender.day, item.tense, is_deictic=False))
    _settle(item, found, "text_anchor")


def _reckon_from_period(items: list[_Item], place: int, item: _Item) -> None:
    """Reckon "later that year", "two months earlier" from the last date told of, however coarse."""
    for other in reversed(items[:place]):
        if item.sentence_no - other.sentence_no > (0 if other.block_no != item.block_no else 3):
            return
        interval = (
            interval_of(other.normal.value) if other.normal.value and other.basis == "explicit" else None
        )
        if interval is not None:
            found = normalise(item.words, Anchor(interval[0], item.tense, is_deictic=False))
            _settle(item, found, "text_anchor")
            return


def _reckon_overnight(items: list[_Item], item: _Item) -> None:
    """Read "overnight" as the night before the day that its sentence names."""
    same = [
        other
        for other in items
        if other.sentence_no == item.sentence_no and other.normal.reckoning in {"explicit", "weekday"}
    ]
    lender = _nearest(item, [other for other in same if other.day is not None])
    if lender is not None and lender.day is not None:
        _settle(item, normalise("overnight", Anchor(lender.day)), "text_anchor")
    elif item.normal.value is None and (yearless := _nearest(item, [o for o in same if _is_yearless(o)])):
        _reckon_yearless(item, yearless)


def _is_yearless(item: _Item) -> bool:
    return re.fullmatch(r"XXXX-\d\d-\d\d(T.*)?", item.normal.value or "") is not None


def _reckon_yearless(item: _Item, lender: _Item) -> None:
    """Count days from a date without a year, where leap years and others agree; the year stays open."""
    month, day = int((lender.normal.value or "")[5:7]), int((lender.normal.value or "")[8:10])
    found = set()
    for year in (2003, 2004):
        try:
            near = date(year, month, day)
        except ValueError:
            return
        value = normalise(item.words, Anchor(near, item.tense, is_deictic=False)).value or ""
        if re.match(r"\d{4}-\d\d-\d\d", value) is None:
            return
        found.add(value[4:])
    if len(found) == 1:
        kind: TimexKind = "TIME" if "T" in next(iter(found)) else "DATE"
        value = f"XXXX{found.pop()}"
        _settle(item, Normal(kind, value, "anaphoric", "no_year", has_own_year=False), "unknown")


def _reckon_quarter(items: list[_Item], place: int, item: _Item) -> bool:
    """Reckon "the quarter", "a year earlier" from the quarter spoken of just before; tell whether it was."""
    words = item.words.lower()
    if re.search(r"\b(first|second|third|fourth|last|next|this|previous)\b", words):
        return False
    last = next((other for other in reversed(items[:place]) if _names_quarter(other)), None)
    if last is None or not last.normal.value or item.sentence_no - last.sentence_no > 4:
        return False
    year, quarter = last.normal.value[:4], last.normal.value[4:]
    if not year.isdigit():
        return False
    if _YEAR_AGO.search(words):
        value = f"{int(year) - 1}{quarter}"
    elif re.fullmatch(r"(in )?(the|that|the same|latest|the latest) (quarter|period)", words):
        value = last.normal.value
    else:
        return False
    _settle(item, Normal("DATE", value, "anaphoric", has_own_year=False), "text_anchor")
    return True


def _names_quarter(item: _Item) -> bool:
    return "-Q" in (item.normal.value or "") and _YEAR_AGO.search(item.words.lower()) is None


def _expression(item: _Item) -> TimeExpression:
    normal = item.normal
    start: date | None = None
    end: date | None = None
    precision: DatePrecision | None = None
    reason = normal.reason
    interval = interval_of(normal.value) if normal.value and normal.kind in {"DATE", "TIME"} else None
    if interval is not None:
        start, end, precision = interval
    elif normal.value in {"PAST_REF", "PRESENT_REF", "FUTURE_REF"}:
        precision, reason = "vague", reason or "vague"
    elif reason is None and normal.kind in {"DATE", "TIME"}:
        reason = "no_anchor" if normal.value is None else "open"
    return TimeExpression(
        span=item.span,
        text=item.words,
        kind=normal.kind,
        value=normal.value,
        start_date=start,
        end_date=end,
        precision=precision,
        basis=item.basis if start is not None else "unknown",
        reason=reason,
    )
