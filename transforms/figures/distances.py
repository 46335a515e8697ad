"""Distances of a text: a number and a unit of length."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from transforms.dates import words as w
from transforms.figures.quantities import Quantity, find_quantities
from transforms.records import Span

_UNIT = r"(?:kilomet(?:er|re)s?|kms?|met(?:er|re)s?|miles?|yards?|feet|nautical miles?)"
_SPELT = "|".join(w.UNITS)
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    r"|(?:several|a few|dozens of|hundreds of)(?: hundred| dozen)?|a hundred"
    rf"|(?:{'|'.join(w.TENS)})(?:-(?:{_SPELT}))?|(?:{_SPELT})(?: hundred| thousand)?)"
)


@dataclass(frozen=True, slots=True)
class Distance:
    """A stated length."""

    span: Span
    """Number, qualifier and unit."""
    unit: Span
    """The unit's word."""
    quantity: Quantity
    """The number, rounded outwards to whole units."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,$/-])(?P<number>{_NUMBER}(?: ?[-–] ?{_NUMBER}| (?:to|or) {_NUMBER})?)"
        rf"[ -](?P<unit>{_UNIT})\b"
        r"(?![- ](?:per|an|a|tall|high|wide|deep|thick|long range|square|race|run|hour)\b)",
        re.IGNORECASE,
    )


def find_distances(text: str) -> tuple[Distance, ...]:
    """Return the distances of `text`; one that only repeats another in brackets is left out."""
    found: list[Distance] = []
    for match in _pattern().finditer(text):
        span, unit = Span(*match.span()), Span(*match.span("unit"))
        before = text[max(0, span.start - 2) : span.start]
        if before.endswith("(") and found and span.start - found[-1].span.end <= 3:
            continue
        quantity = _quantity(text, match)
        if quantity is not None:
            start = min(span.start, quantity.span.start)
            found.append(Distance(Span(start, span.end), unit, quantity))
    return tuple(found)


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    core = Span(*match.span("number"))
    decimal = re.fullmatch(r"[\d,]+\.\d+", match["number"])
    if decimal:
        value = float(match["number"].replace(",", ""))
        return Quantity(core, core, math.floor(value), math.ceil(value), round(value), "exact")
    start = max(0, core.start - 24)
    line = text.rfind("\n", start, core.start)
    start = line + 1 if line >= 0 else start
    for quantity in find_quantities(text[start : core.end]):
        moved = Span(quantity.span.start + start, quantity.span.end + start)
        if moved.end >= core.end:
            return Quantity(moved, core, quantity.low, quantity.high, quantity.best, quantity.qualifier)
    return None
