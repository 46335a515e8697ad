"""Feast days that news reports use as dates, from ``seeds/reference/holidays.csv``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from transforms.resources import read_table


def holiday_day(text: str, near: date | None, tense: str | None) -> date | None:
    """Return the day of the holiday that `text` names, in the year stated or the one nearest to `near`.

    None where it names none, or where no year is known. A tense picks the nearest before or after.
    """
    match = _pattern().search(text)
    if match is None:
        return None
    row = _rows()[match[1]]
    stated = re.search(r"\b(1[5-9]\d\d|20\d\d)\b", text)
    if stated:
        return _in_year(row, int(stated[1]))
    if near is None:
        return None
    days = [_in_year(row, year) for year in (near.year - 1, near.year, near.year + 1)]
    if tense == "future":
        return min(day for day in days if day >= near)
    if tense == "past":
        return max(day for day in days if day <= near)
    return min(days, key=lambda day: abs((day - near).days))


@cache
def holiday_names() -> tuple[str, ...]:
    """Return the names of all holidays known, in lower case, longest first."""
    return tuple(sorted((row["name"] for row in read_table("holidays")), key=len, reverse=True))


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in read_table("holidays")}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(map(re.escape, holiday_names())) + r")\b")


def _in_year(row: dict[str, str], year: int) -> date:
    """Return the holiday's day: a fixed day of a month, or the nth weekday of it (-1: the last)."""
    month = int(row["month"])
    if row["day"]:
        return date(year, month, int(row["day"]))
    weekday, nth, plus = int(row["weekday"]), int(row["nth"]), int(row["plus_days"] or 0)
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        found = last - timedelta(days=(last.weekday() - weekday) % 7)
    else:
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found + timedelta(days=plus)
