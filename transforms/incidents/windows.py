"""Days: the window in which something happened, and dates that lack their year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SLACK = timedelta(days=1)
"""How far two reports of one thing may differ: time zones, and nights that belong to two days."""
_WIDE = timedelta(days=14)
"""Length past which a window is wide."""
_PARTIAL = re.compile(r"XXXX-(\d{2})-(\d{2})(?:T\w+)?(?:/XXXX-(\d{2})-(\d{2})(?:T\w+)?)?")


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day."""

    start: date
    """First day."""
    end: date
    """Last day, included."""

    @property
    def is_wide(self) -> bool:
        """Tell whether it can only rule an incident out ("last month"), not date it."""
        return self.end - self.start > _WIDE

    def near(self, other: Window) -> bool:
        """Tell whether the two share a day, give or take SLACK."""
        return self.start <= other.end + SLACK and other.start <= self.end + SLACK

    def meets(self, other: Window) -> bool:
        """Tell whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def joined(self, other: Window) -> Window:
        """Return the window that holds both."""
        return Window(min(self.start, other.start), max(self.end, other.end))


def window_of(start: date | None, end: date | None) -> Window | None:
    """Return the days between, however many; None where they are unknown."""
    if start is None:
        return None
    return Window(start, end if end is not None and end >= start else start)


def join_windows(windows: Iterable[Window]) -> Window | None:
    """Return the window that holds all of `windows`; None where there is none."""
    joined: Window | None = None
    for window in windows:
        joined = window if joined is None else joined.joined(window)
    return joined


def partial_days(value: str | None) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return month and day of the first and last day of a TIMEX3 value without year; None for other values.

    XXXX-02-07 is one day, XXXX-02-07/XXXX-02-08 two.
    """
    found = _PARTIAL.fullmatch(value or "")
    if found is None:
        return None
    first = (int(found[1]), int(found[2]))
    return first, (int(found[3]), int(found[4])) if found[3] else first


def fill_year(partial: tuple[int, int], window: Window) -> date | None:
    """Return the day that `partial` is in the year that puts it near `window`; None where no year does."""
    for year in sorted({window.start.year, window.end.year}):
        try:
            day = date(year, *partial)
        except ValueError:
            continue
        if Window(day, day).near(window):
            return day
    return None
