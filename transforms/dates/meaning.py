"""What a time expression is reckoned from, and what it then means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Tense = Literal["past", "future"]
TimexKind = Literal["DATE", "TIME", "DURATION", "SET"]
Reckoning = Literal["explicit", "deictic", "weekday", "anaphoric", "none"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day from which an expression is reckoned."""

    day: date | None
    """That day; null where none is known."""
    tense: Tense | None = None
    """Which way an open expression ("Tuesday", "in May") points; null where nothing tells."""
    is_deictic: bool = True
    """Whether `day` is the day of writing; false where it is a day told of in the text."""


@dataclass(frozen=True, slots=True)
class Normal:
    """What an expression means."""

    kind: TimexKind
    """TIMEX3 type."""
    value: str | None
    """TIMEX3 value; null where no anchor is known that it needs."""
    reckoning: Reckoning
    """What it needs: nothing (explicit), the day of writing, or a day told of in the text."""
    reason: str | None = None
    """Why the value is open: no_year, no_anchor, ambiguous_order, weekday_mismatch, no_such_day, unread."""
    has_own_year: bool = True
    """Whether the words themselves state the year."""


def open_value(value: str | None, reckoning: Reckoning, reason: str = "no_anchor") -> Normal:
    """Return a value that lacks something, with the reason."""
    return Normal("DATE", value, reckoning, reason, has_own_year=False)
