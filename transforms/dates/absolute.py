"""Expressions that name their place in the calendar: dates, months, quarters, seasons, years, feasts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from transforms.dates import words as w
from transforms.dates.calendar import week_value
from transforms.dates.clock import day_value
from transforms.dates.holidays import holiday_day
from transforms.dates.meaning import Anchor, Normal, open_value


def read_iso(text: str, _: Anchor) -> Normal | None:
    """Return 2018-02-07, with its time where one follows."""
    match = re.search(r"\b(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d:\d\d))?", text)
    if match is None:
        return None
    day = _make(int(match[1]), int(match[2]), int(match[3]))
    if day is None:
        return Normal("DATE", None, "explicit", "no_such_day")
    return (
        Normal("TIME", f"{day}T{match[4]}", "explicit") if match[4] else Normal("DATE", str(day), "explicit")
    )


def read_slashed(text: str, anchor: Anchor) -> Normal | None:
    """Return 2/7/2018 or 7.2.2018; where both orders are days, the one within two weeks of the anchor."""
    match = re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)\b", text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), w.full_year(match[3])
    readings = {day for day in (_make(year, first, second), _make(year, second, first)) if day is not None}
    if not readings:
        return Normal("DATE", None, "explicit", "no_such_day")
    if len(readings) > 1 and anchor.day is not None:
        near = {day for day in readings if abs((day - anchor.day).days) <= 14}
        readings = near if len(near) == 1 else readings
    if len(readings) > 1:
        return Normal("DATE", f"{year}-XX-XX", "explicit", "ambiguous_order")
    return Normal("DATE", str(readings.pop()), "explicit")


_MONTH_DAY = re.compile(
    rf"\b({w.MONTH}) (?:the )?({w.DAY}|{w.ORDINAL})"
    rf"(?: ?(-|–|—|to|through|until|and|or|/) ?(?:({w.MONTH}) )?({w.DAY})(?!\d))?"
    rf"(?:,? ({w.YEAR})\b)?(?![:\d])"
)
_DAY_MONTH = re.compile(
    rf"\b({w.DAY}|{w.ORDINAL})(?: ?(-|–|—|to|and|or) ?({w.DAY}))?"
    rf"(?: of)? ({w.MONTH})(?:,? ({w.YEAR}|'?\d\d)\b)?(?![:\d])"
)


def read_month_day(text: str, anchor: Anchor) -> Normal | None:
    """Return "February 7", "7 Feb 2018", "February 7-8", "Feb. 27 to March 2"; the year stated or near."""
    match = _MONTH_DAY.search(text)
    if match:
        month = w.month_number(match[1])
        day, last = w.to_ordinal(match[2]), w.to_ordinal(match[5]) if match[5] else None
        last_month = w.month_number(match[4]) if match[4] else month
        year = match[6]
    else:
        match = _DAY_MONTH.search(text)
        if match is None:
            return None
        month = last_month = w.month_number(match[4])
        day, last, year = w.to_ordinal(match[1]), w.to_ordinal(match[3]) if match[3] else None, match[5]
    if day is None:
        return None
    stated = w.full_year(year.lstrip("'")) if year else _neighbour_year(text, anchor)
    if re.match(r"(?:the )?week of\b", text) and last is None:
        found = _with_year(stated, month, day, anchor)
        return (
            Normal("DATE", week_value(found), "explicit", has_own_year=stated is not None) if found else None
        )
    return _day_or_range(text, anchor, stated, (month, day), (last_month, last) if last else None)


def _neighbour_year(text: str, anchor: Anchor) -> int | None:
    """Return the year meant by "this year", "last year" beside a month."""
    match = re.search(r"\b(this|last|next|the same|that) year\b", text)
    if match is None or anchor.day is None:
        return None
    return anchor.day.year + {"last": -1, "next": 1}.get(match[1], 0)


def _with_year(stated: int | None, month: int, day: int, anchor: Anchor) -> date | None:
    if stated is not None:
        return _make(stated, month, day)
    if anchor.day is None:
        return None
    near = anchor.day
    found = [made for year in (near.year - 1, near.year, near.year + 1) if (made := _make(year, month, day))]
    if not found:
        return None
    if not anchor.is_deictic:
        return min(found, key=lambda made: abs((made - near).days))
    if anchor.tense == "future":
        return min((made for made in found if made >= near - timedelta(days=31)), default=None)
    grace = 60 if anchor.tense == "past" else 120
    return max((made for made in found if made <= near + timedelta(days=grace)), default=None)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_or_range(
    text: str, anchor: Anchor, stated: int | None, first: tuple[int, int], last: tuple[int, int] | None
) -> Normal:
    has_year = stated is not None
    start = _with_year(stated, *first, anchor)
    end = None
    if start is not None and last is not None:
        end = _make(start.year + (last < first), *last)
    if start is None:
        if has_year or anchor.day is not None or _make(2000, *first) is None:
            return Normal("DATE", None, "explicit", "no_such_day")
        value = f"XXXX-{first[0]:02d}-{first[1]:02d}"
        if last is not None and _make(2000, *last) is not None:
            return open_value(f"{value}/XXXX-{last[0]:02d}-{last[1]:02d}", "explicit", "no_year")
        made = day_value(date(2000, *first), text)
        return Normal(made.kind, f"XXXX{(made.value or '')[4:]}", "explicit", "no_year", has_own_year=False)
    if end is not None and end > start:
        return Normal("DATE", f"{start}/{end}", "explicit", _mismatch(text, start), has_own_year=has_year)
    made = day_value(start, text)
    return Normal(made.kind, made.value, "explicit", _mismatch(text, start), has_own_year=has_year)


def _mismatch(text: str, day: date) -> str | None:
    match = re.search(rf"\b{w.WEEKDAY}", re.sub(r"\bmar\.?\b|\bmay\b", "", text))
    named = match and w.weekday_number(match[0])
    return None if match is None or named == day.weekday() else "weekday_mismatch"


def read_month_year(text: str, _: Anchor) -> Normal | None:
    """Return "February 2018"."""
    match = re.search(rf"\b({w.MONTH})(?:,| of)? (?:the year )?({w.YEAR})\b", text)
    if match is None:
        return None
    return Normal("DATE", f"{match[2]}-{w.month_number(match[1]):02d}", "explicit")


def read_bare_month(text: str, anchor: Anchor) -> Normal | None:
    """Return "in May", "last June", "June this year", in the year that anchor and tense point to."""
    match = re.search(
        rf"\b(?:({w.STEP}|this) )?(?:early |late |mid-?)?({w.MONTH})(?: (last|this|next) year)?$", text
    )
    if match is None:
        return None
    month = w.month_number(match[2])
    if anchor.day is None:
        return open_value(f"XXXX-{month:02d}", "explicit", "no_year")
    now, step = anchor.day, w.STEPS.get(match[1] or "", 0)
    if match[3]:
        year = now.year + {"last": -1, "next": 1}.get(match[3], 0)
    elif match[1] == "this":
        year = now.year
    elif step > 0 or (step == 0 and anchor.tense == "future"):
        year = now.year + (month < now.month or (step > 0 and month == now.month))
    elif step < 0:
        year = now.year - (month >= now.month)
    else:
        year = now.year - (month > now.month + (0 if anchor.tense == "past" else 1))
    return Normal("DATE", f"{year}-{month:02d}", "explicit", has_own_year=False)


def read_season_year(text: str, _: Anchor) -> Normal | None:
    """Return "the winter of 2018"."""
    match = re.search(rf"\b({w.SEASON})(?: of|,)? ({w.YEAR})\b", text)
    return Normal("DATE", f"{match[2]}-{w.SEASONS[match[1]]}", "explicit") if match else None


def read_quarter(text: str, anchor: Anchor) -> Normal | None:
    """Return "the third quarter of 2018", "Q3", "the first half"."""
    match = re.search(
        r"\b(first|second|third|fourth|1st|2nd|3rd|4th)[ -](quarter|half)\b"
        r"(?:(?: of)?(?: fiscal)?,? (\d{4}|this year|last year|next year))?",
        text,
    ) or re.search(r"()\b(q[1-4]) ?(\d{4})?", text)
    if match is None:
        return None
    letter = "H" if match[2] == "half" else "Q"
    number = int(match[2][1]) if match[2].startswith("q") and len(match[2]) == 2 else w.to_ordinal(match[1])
    if match[3] and match[3].isdigit():
        return Normal("DATE", f"{match[3]}-{letter}{number}", "explicit")
    if anchor.day is None:
        return open_value(f"XXXX-{letter}{number}", "explicit", "no_year")
    year = anchor.day.year + {"last year": -1, "next year": 1}.get(match[3] or "", 0)
    year -= bool(re.search(r"\byear[- ](ago|earlier)\b|\blast year\b", text)) and not match[3]
    is_ahead = (
        number is not None
        and match[3] is None
        and number > (anchor.day.month - 1) // (3 if letter == "Q" else 6) + 1
    )
    if is_ahead and anchor.tense != "future" and letter == "Q":
        year -= 1
    return Normal("DATE", f"{year}-{letter}{number}", "explicit", has_own_year=False)


def read_years(text: str, _: Anchor) -> Normal | None:
    """Return "2015-17", "2018", "fiscal '98"."""
    if match := re.search(rf"\b({w.YEAR}) ?(?:-|–|—|to|and|/) ?({w.YEAR}|\d\d)\b", text):
        last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        if int(last) > int(match[1]):
            return Normal("DATE", f"{match[1]}/{last}", "explicit")
    if match := re.search(rf"\b({w.YEAR})\b", text):
        return Normal("DATE", match[1], "explicit")
    if match := re.fullmatch(r"(?:fiscal |season )?'(\d\d)", text):
        return Normal("DATE", str(w.full_year(match[1])), "explicit")
    return None


def read_long_period(text: str, anchor: Anchor) -> Normal | None:
    """Return "the 1980s", "the nineties" (the last begun before the anchor), "the 20th century"."""
    if match := re.search(rf"\b({w.YEAR})'?s\b", text):
        return Normal("DATE", match[1][:3], "explicit")
    if match := re.search(r"\b(\d{1,2})(?:st|nd|rd|th)[ -]century\b", text):
        return Normal("DATE", f"{int(match[1]) - 1:02d}", "explicit")
    match = re.search(rf"(?:^|[ '])(\d0)s\b|\b({_SPOKEN_DECADES})\b", text)
    if match is None:
        return None
    digit = int(match[1][0]) if match[1] else _SPOKEN_DECADES.split("|").index(match[2]) + 2
    if anchor.day is None:
        return open_value(f"XX{digit}", "explicit", "no_century")
    decade = anchor.day.year // 100 * 10 + digit
    decade -= 10 if decade * 10 > anchor.day.year else 0
    return Normal("DATE", str(decade), "explicit", has_own_year=False)


_SPOKEN_DECADES = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"


def read_holiday(text: str, anchor: Anchor) -> Normal | None:
    """Return a feast day of the reference list, in the year stated or the one nearest to the anchor."""
    day = holiday_day(text, anchor.day, anchor.tense)
    if day is None:
        return None
    return Normal("DATE", str(day), "explicit", has_own_year=bool(re.search(rf"\b{w.YEAR}\b", text)))
