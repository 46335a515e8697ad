"""From a TIMEX3 value to first day, last day and precision; and the other way round."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from transforms.records import DatePrecision

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season of the northern hemisphere, by weather: three whole months each."""

Interval = tuple[date, date, DatePrecision]


def interval_of(value: str) -> Interval | None:
    """Return first day, last day (included) and precision of a TIMEX3 value; None for one that floats."""
    if "/" in value:
        first, _, last = value.partition("/")
        start, end = interval_of(first), interval_of(last)
        if start is None or end is None or end[1] < start[0]:
            return None
        return start[0], end[1], start[2]
    try:
        return _interval(value)
    except ValueError:
        return None


def week_value(day: date) -> str:
    """Return the ISO week of `day` as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def add_months(day: date, count: int) -> tuple[int, int]:
    """Return year and month `count` months after `day`."""
    index = day.year * 12 + day.month - 1 + count
    return index // 12, index % 12 + 1


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def shift_days(day: date, count: float) -> date | None:
    """Return `day` moved by `count` days, None where the calendar ends."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def _interval(value: str) -> Interval | None:
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(T.*)?", value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        part = match[4] or ""
        is_clock = bool(re.match(r"T\d", part))
        end = shift_days(day, 1) if part == "TNI" else day
        return day, end or day, "time" if is_clock else "day"
    if match := re.fullmatch(r"(\d{4})-W(\d{1,2})(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        first = monday + timedelta(days=5) if match[3] else monday
        return first, monday + timedelta(days=6), "day" if match[3] else "week"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), last_day(year, month), "month"
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        year, length = int(match[1]), 3 if match[2] == "Q" else 6
        first_month = (int(match[3]) - 1) * length + 1
        return date(year, first_month, 1), last_day(year, first_month + length - 1), "quarter"
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        start = date(int(match[1]), SEASON_MONTHS[match[2]], 1)
        return start, last_day(*add_months(start, 2)), "season"
    return _long_interval(value)


def _long_interval(value: str) -> Interval | None:
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31), "year"
    if re.fullmatch(r"\d{3}", value):
        return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31), "decade"
    if re.fullmatch(r"\d{2}", value):
        return date(int(value) * 100, 1, 1), date(int(value) * 100 + 99, 12, 31), "vague"
    return None
