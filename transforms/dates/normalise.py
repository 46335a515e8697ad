"""What one time expression means, given the day it is reckoned from: pure, no article needed.

Values follow TIMEX3 (ISO 8601 with the additions of TimeML 1.2.1: weekends, seasons, parts of the
day, PAST_REF). The rules are tried from the most to the least specific.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from transforms.dates import words as w
from transforms.dates.calendar import add_months, last_day, week_value
from transforms.dates.holidays import holiday_day

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
    """Why the value is open or doubtful: no_year, no_anchor, ambiguous_order, weekday_mismatch, no_such_day."""
    has_own_year: bool = True
    """Whether the words themselves state the year."""


Rule = Callable[[str, Anchor], Normal | None]

_SIGN_BACK = {"ago", "earlier", "before", "prior", "previously", "back"}
_STEP = {"last": -1, "past": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1, "following": 1}
_STEP |= {"upcoming": 1, "preceding": -1}
_STEPS = "last|past|previous|prior|preceding|next|coming|following|upcoming"
_HERE = "this|current|same|the|that|earlier|later|latest"
_UNIT_LETTERS = {
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "hour": "H",
    "minute": "M",
    "second": "S",
}
_UNIT_LETTERS |= {"quarter": "Q", "decade": "E", "century": "C", "weekend": "WE", "fortnight": "W"}


def normalise(text: str, anchor: Anchor) -> Normal:
    """Return what the expression `text` means, reckoned from `anchor`.

    A year that the words leave out is taken from the anchor, never made up: with no anchor the
    value keeps XXXX. What no rule reads has kind DATE and no value, with reason "unread".
    """
    tidy = _tidy(text)
    for rule in _RULES:
        found = rule(tidy, anchor)
        if found is not None:
            return found
    return Normal("DATE", None, "none", "unread")


def _tidy(text: str) -> str:
    tidy = re.sub(r"\s+", " ", text.lower().replace("’", "'")).strip(" .,;:")
    tidy = re.sub(r"\b(this|last|next) (year|month|week)'s\b", r"\1 \2", tidy)
    tidy = re.sub(r"'s?(?=\s|$)", "", tidy)
    tidy = re.sub(r"\bnineteen[- ](\w+(?:[- ]\w+)?)$", _spoken_year, tidy)
    return re.sub(r"\b(?:the year )?two thousand$", "2000", tidy)


def _spoken_year(match: re.Match[str]) -> str:
    number = w.to_number(match[1])
    return f"19{int(number):02d}" if number is not None and 0 < number < 100 else match[0]


def _open(value: str | None, reckoning: Reckoning, reason: str = "no_anchor") -> Normal:
    return Normal("DATE", value, reckoning, reason, has_own_year=False)


def _day_value(day: date, text: str) -> Normal:
    """Return a day, with the part of the day or the clock time that `text` names."""
    clock = _clock(text)
    if clock:
        return Normal("TIME", f"{day}T{clock}", "deictic", has_own_year=False)
    part = _part_of_day(text)
    return Normal("TIME" if part else "DATE", f"{day}{part}", "deictic", has_own_year=False)


def _part_of_day(text: str) -> str:
    for word, code in w.DAY_PARTS.items():
        if re.search(rf"\b{word}\b", text):
            return f"T{code}"
    return ""


def _clock(text: str) -> str | None:
    """Return HH:MM for the clock time that `text` names, None where it names none."""
    if re.search(r"\b(noon|midday)\b", text):
        return "12:00"
    if re.search(r"\bmidnight\b", text):
        return "24:00"
    match = re.search(r"\b(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?\s?m\b", text)
    if match:
        hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0)
        return f"{hour:02d}:{match[2] or '00'}"
    match = re.search(r"\b(\d{1,2}) (?:o'clock )?in the (morning|afternoon|evening)\b", text)
    if match and int(match[1]) <= 12:
        return f"{int(match[1]) % 12 + (0 if match[2] == 'morning' else 12):02d}:00"
    match = re.search(r"\b([01]?\d|2[0-3]):([0-5]\d)\b", text)
    return f"{int(match[1]):02d}:{match[2]}" if match else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _set(text: str, _: Anchor) -> Normal | None:
    """Return repeated times: "every day", "each Thursday", "weekly", "on Mondays"."""
    match = re.match(
        rf"(?:every|each)(?: (\w+))? ?({w.LONG_WEEKDAY}|day|week|month|year|quarter|hour|night|morning)s?$",
        text,
    )
    if match is None:
        match = re.match(rf"()({w.LONG_WEEKDAY})s$", text)
    if match:
        unit = match[2]
        if unit in w.WEEKDAYS:
            return Normal("SET", f"XXXX-WXX-{w.WEEKDAYS[unit] + 1}", "none")
        if unit in w.DAY_PARTS:
            return Normal("SET", f"XXXX-XX-XXT{w.DAY_PARTS[unit]}", "none")
        count = w.to_number(match[1]) if match[1] else 1
        size = "X" if count is None else f"{count:g}"
        return Normal("SET", f"P{'T' if unit == 'hour' else ''}{size}{_UNIT_LETTERS[unit]}", "none")
    every = {
        "daily": "P1D",
        "hourly": "PT1H",
        "weekly": "P1W",
        "monthly": "P1M",
        "annually": "P1Y",
        "yearly": "P1Y",
    }
    return Normal("SET", every[text], "none") if text in every else None


def _iso(text: str, _: Anchor) -> Normal | None:
    match = re.search(r"\b(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d:\d\d))?", text)
    if match is None:
        return None
    day = _make(int(match[1]), int(match[2]), int(match[3]))
    if day is None:
        return Normal("DATE", None, "explicit", "no_such_day")
    return (
        Normal("TIME", f"{day}T{match[4]}", "explicit") if match[4] else Normal("DATE", str(day), "explicit")
    )


def _slashed(text: str, anchor: Anchor) -> Normal | None:
    """Return 2/7/2018 or 7.2.2018; where both orders are days, the one within 60 days of the anchor."""
    match = re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)\b", text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), w.full_year(match[3])
    readings = {day for day in (_make(year, first, second), _make(year, second, first)) if day is not None}
    if not readings:
        return Normal("DATE", None, "explicit", "no_such_day")
    if len(readings) > 1 and anchor.day is not None:
        near = {day for day in readings if abs((day - anchor.day).days) <= 60}
        readings = near if len(near) == 1 else readings
    if len(readings) > 1:
        return Normal("DATE", f"{year}-XX-XX", "explicit", "ambiguous_order")
    return Normal("DATE", str(readings.pop()), "explicit")


_MONTH_DAY = re.compile(
    rf"\b({w.MONTH}) (?:the )?({w.DAY}|{w.ORDINAL})"
    rf"(?: ?(-|–|—|to|through|until|and|or|/) ?(?:({w.MONTH}) )?({w.DAY})(?!\d))?(?:,? ({w.YEAR})\b)?(?![:\d])"
)
_DAY_MONTH = re.compile(
    rf"\b({w.DAY}|{w.ORDINAL})(?: ?(-|–|—|to|and|or) ?({w.DAY}))?(?: of)? ({w.MONTH})(?:,? ({w.YEAR}|'?\d\d)\b)?(?![:\d])"
)


def _month_day(text: str, anchor: Anchor) -> Normal | None:
    """Return "February 7", "7 Feb 2018", "February 7-8", "Feb. 27 to March 2"; the year as stated or from the anchor."""
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
            return _open(f"{value}/XXXX-{last[0]:02d}-{last[1]:02d}", "explicit", "no_year")
        made = _day_value(date(2000, *first), text)
        return Normal(made.kind, f"XXXX{(made.value or '')[4:]}", "explicit", "no_year", has_own_year=False)
    if end is not None and end > start:
        return Normal("DATE", f"{start}/{end}", "explicit", _mismatch(text, start), has_own_year=has_year)
    made = _day_value(start, text)
    return Normal(made.kind, made.value, "explicit", _mismatch(text, start), has_own_year=has_year)


def _mismatch(text: str, day: date) -> str | None:
    match = re.search(rf"\b{w.WEEKDAY}", re.sub(r"\bmar\.?\b|\bmay\b", "", text))
    named = match and w.weekday_number(match[0])
    return None if match is None or named == day.weekday() else "weekday_mismatch"


def _month_year(text: str, _: Anchor) -> Normal | None:
    match = re.search(rf"\b({w.MONTH})(?:,| of)? (?:the year )?({w.YEAR})\b", text)
    if match is None:
        return None
    return Normal("DATE", f"{match[2]}-{w.month_number(match[1]):02d}", "explicit")


def _bare_month(text: str, anchor: Anchor) -> Normal | None:
    match = re.search(
        rf"\b(?:({_STEPS}|this) )?(?:early |late |mid-?)?({w.MONTH})(?: (last|this|next) year)?$", text
    )
    if match is None or (re.fullmatch(r"(may|mar|sat|sun)", text) and anchor.tense is None and text == "may"):
        return None
    month = w.month_number(match[2])
    if anchor.day is None:
        return _open(f"XXXX-{month:02d}", "explicit", "no_year")
    now, step = anchor.day, _STEP.get(match[1] or "", 0)
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


def _near_day(text: str, anchor: Anchor) -> Normal | None:
    """Return yesterday, today, tonight, overnight, "the next day", "that day"."""
    step: int | None = None
    reckoning: Reckoning = "deictic"
    if re.search(r"\bday before yesterday\b", text):
        step = -2
    elif re.search(r"\bday after tomorrow\b", text):
        step = 2
    elif re.search(r"\byesterday\b|\blast (night|evening)\b|\bovernight\b", text):
        step = -1
    elif re.search(r"\btomorrow\b", text):
        step = 1
    elif re.search(
        r"\b(today|tonight|this (very )?(morning|afternoon|evening|day))\b|\blater this (afternoon|evening)\b",
        text,
    ):
        step = 0
    elif re.search(
        r"\b(the )?(next|following) (day|morning|afternoon|evening|night)\b|\ba day (later|after)\b", text
    ):
        step, reckoning = 1, "anaphoric"
    elif re.search(
        r"\b(the )?(previous|preceding|prior) (day|night|evening)\b|\b(a )?day (earlier|before)$|\bthe (night|day|evening) before$",
        text,
    ):
        step, reckoning = -1, "anaphoric"
    elif re.search(
        r"\b(that|the same) (\w+ )?(day|morning|afternoon|evening|night)\b|^(later in )?the day$", text
    ):
        step, reckoning = 0, "anaphoric"
    if step is None:
        return None
    if anchor.day is None:
        return _open(None, reckoning)
    made = _day_value(anchor.day + timedelta(days=step), text)
    return Normal(made.kind, made.value, reckoning, has_own_year=False)


def _weekday(text: str, anchor: Anchor) -> Normal | None:
    match = re.search(
        rf"\b(?:({_STEPS}|this|this coming|this past) )?(?:early |late )?({w.WEEKDAY})(?: ((?:last|next|this) week))?",
        text,
    )
    if match is None or (len(match[2]) <= 4 and not re.fullmatch(rf"(?:on )?{w.WEEKDAY}(?: .*)?", text)):
        return None
    number, step = w.weekday_number(match[2]), match[1] or ""
    if anchor.day is None:
        return _open(f"XXXX-WXX-{number + 1}", "weekday")
    now = anchor.day
    back, ahead = (now.weekday() - number) % 7, (number - now.weekday()) % 7
    monday = now - timedelta(days=now.weekday())
    if match[3]:
        day = monday + timedelta(days=number + 7 * {"last": -1, "next": 1}.get(match[3].split()[0], 0))
    elif step in {"next", "coming", "following", "upcoming", "this coming"}:
        day = now + timedelta(days=ahead or 7)
    elif step in {"last", "past", "previous", "prior", "this past", "preceding"}:
        day = now - timedelta(days=back or 7)
    elif not anchor.is_deictic:
        day = now + timedelta(days=ahead if ahead < back else -back)
    else:
        day = now + timedelta(days=ahead) if anchor.tense == "future" else now - timedelta(days=back)
    if re.match(r"(?:the )?day before\b", text):
        day -= timedelta(days=1)
    made = _day_value(day, text)
    return Normal(made.kind, made.value, "weekday", has_own_year=False)


def _counted(text: str, anchor: Anchor) -> Normal | None:
    """Return "three days ago", "two weeks earlier", "a year later", "six months from now"."""
    match = re.search(
        rf"\b({w.NUMBER}|{w.VAGUE_NUMBER}|half an?)(?: (?:and a half|or so|or more|more|full))?[ -]({w.UNIT})[ -]"
        r"(ago|earlier|before|previously|prior|back|later|after|afterwards?|from now|hence)\b",
        text,
    )
    if match is None:
        return None
    unit, word = re.sub(r"s$", "", match[2]).replace("centurie", "century"), match[3]
    sign = -1 if word in _SIGN_BACK else 1
    reckoning: Reckoning = "deictic" if word in {"ago", "back", "from now", "hence"} else "anaphoric"
    count = w.to_number(match[1])
    if count is None or unit in {"second", "minute", "hour"}:
        if count is not None and anchor.day is not None and unit == "hour" and count >= 24:
            return Normal(
                "DATE", str(anchor.day + timedelta(days=sign * (count // 24))), reckoning, has_own_year=False
            )
        return Normal("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "none")
    if anchor.day is None:
        return _open(None, reckoning)
    return _shifted(anchor.day, sign * count, unit, reckoning, text)


def _shifted(now: date, count: float, unit: str, reckoning: Reckoning, text: str) -> Normal | None:
    try:
        if unit == "day":
            made = _day_value(now + timedelta(days=count), text)
            return Normal(made.kind, made.value, reckoning, has_own_year=False)
        if unit in {"week", "fortnight", "weekend"}:
            weeks = count * (2 if unit == "fortnight" else 1)
            value = week_value(now + timedelta(days=7 * weeks)) + ("-WE" if unit == "weekend" else "")
        elif unit in {"month", "quarter"}:
            year, month = add_months(now, int(count * (3 if unit == "quarter" else 1)))
            value = f"{year:04d}-Q{(month + 2) // 3}" if unit == "quarter" else f"{year:04d}-{month:02d}"
        else:
            year = now.year + int(count * {"year": 1, "decade": 10, "century": 100}[unit])
            value = f"{year:04d}"
            if not 1 <= year <= 9999:
                return None
    except (OverflowError, ValueError):
        return None
    return Normal("DATE", value, reckoning, has_own_year=False)


def _stepped(text: str, anchor: Anchor) -> Normal | None:
    """Return "last week", "earlier this month", "the following year", "the weekend", "last fall"."""
    match = re.search(
        rf"\b({_STEPS}|{_HERE})(?: calendar| fiscal| full| entire| first)? "
        rf"(week|month|year|quarter|weekend|decade|century|{w.SEASON})\b$",
        text,
    ) or re.search(
        r"\b(earlier|later) (?:this|in the|that|the same) (week|month|year|decade|century)\b", text
    )
    if match is None:
        return None
    word, unit = match[1], match[2]
    is_anaphoric = word in {"that", "same", "following", "preceding"} or bool(
        re.search(r"\b(that|same) \w+$", text)
    )
    reckoning: Reckoning = "anaphoric" if is_anaphoric else "deictic"
    if anchor.day is None:
        return _open(None, reckoning)
    now, step = anchor.day, _STEP.get(word, 0)
    if unit == "weekend":
        step = -1 if word == "the" and now.weekday() < 5 and anchor.tense != "future" else step
        saturday = now - timedelta(days=now.weekday()) + timedelta(days=7 * step)
        return Normal("DATE", f"{week_value(saturday)}-WE", reckoning, has_own_year=False)
    if unit in w.SEASONS:
        return _season_near(now, unit, step, anchor.tense)
    if unit in {"year", "month", "week"} and re.search(rf"\b(end|close) of (the|this) {unit}$", text):
        return Normal("DATE", _period_end(now, unit), reckoning, has_own_year=False)
    if unit in {"decade", "century"}:
        shift = now.year // (10 if unit == "decade" else 100) + step
        return Normal("DATE", f"{shift:0{3 if unit == 'decade' else 2}d}", reckoning, has_own_year=False)
    if unit == "quarter" and step == 0 and word in {"the", "latest", "that"}:
        step = -1
    return _shifted(now, step, unit, reckoning, text)


def _period_end(now: date, unit: str) -> str:
    if unit == "year":
        return f"{now.year}-12"
    if unit == "week":
        return week_value(now)
    return f"{now.year}-{now.month:02d}" if unit == "month" else str(last_day(now.year, now.month))


def _season_near(now: date, season: str, step: int, tense: Tense | None) -> Normal:
    code = w.SEASONS[season]
    first_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year = now.year
    has_begun = now.month >= first_month
    if step < 0 or (step == 0 and tense == "past"):
        year -= not has_begun or (step < 0 and now.month < first_month + 3)
    elif step > 0:
        year += has_begun
    return Normal("DATE", f"{year}-{code}", "deictic", has_own_year=False)


def _season_year(text: str, _: Anchor) -> Normal | None:
    match = re.search(rf"\b({w.SEASON})(?: of|,)? ({w.YEAR})\b", text)
    return Normal("DATE", f"{match[2]}-{w.SEASONS[match[1]]}", "explicit") if match else None


def _quarter(text: str, anchor: Anchor) -> Normal | None:
    match = re.search(
        r"\b(first|second|third|fourth|1st|2nd|3rd|4th)[ -](quarter|half)\b(?:(?: of)?(?: fiscal)?,? (\d{4}|this year|last year|next year))?",
        text,
    ) or re.search(r"()\b(q[1-4]) ?(\d{4})?", text)
    if match is None:
        return None
    letter = "H" if match[2] == "half" else "Q"
    number = int(match[2][1]) if match[2].startswith("q") and len(match[2]) == 2 else w.to_ordinal(match[1])
    if match[3] and match[3].isdigit():
        return Normal("DATE", f"{match[3]}-{letter}{number}", "explicit")
    if anchor.day is None:
        return _open(f"XXXX-{letter}{number}", "explicit", "no_year")
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


def _year_ago(text: str, anchor: Anchor) -> Normal | None:
    """Return "year-earlier", "the year-ago period"."""
    if not re.search(r"\byear[- ](ago|earlier)\b", text):
        return None
    if anchor.day is None:
        return _open(None, "anaphoric")
    return Normal("DATE", str(anchor.day.year - 1), "anaphoric", has_own_year=False)


def _year_end(text: str, anchor: Anchor) -> Normal | None:
    if not re.search(r"\byear[- ]end\b|\bend of the year\b", text):
        return None
    if anchor.day is None:
        return _open(None, "deictic")
    return Normal("DATE", f"{anchor.day.year}-12", "deictic", has_own_year=False)


def _years(text: str, _: Anchor) -> Normal | None:
    """Return spans of years, decades, years, centuries."""
    if match := re.search(rf"\b({w.YEAR}) ?(?:-|–|—|to|and|/) ?({w.YEAR}|\d\d)\b", text):
        last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        if int(last) > int(match[1]):
            return Normal("DATE", f"{match[1]}/{last}", "explicit")
    if match := re.search(rf"\b({w.YEAR})'?s\b", text):
        return Normal("DATE", match[1][:3], "explicit")
    spoken = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"
    if match := re.search(rf"(?:^|[ '])(\d0)s\b|\b({spoken})\b", text):
        digit = match[1][0] if match[1] else str(spoken.split("|").index(match[2]) + 2)
        return Normal("DATE", f"19{digit}", "explicit", has_own_year=False)
    if match := re.search(r"\b(\d{1,2})(?:st|nd|rd|th)[ -]century\b", text):
        return Normal("DATE", f"{int(match[1]) - 1:02d}", "explicit")
    if match := re.search(rf"\b({w.YEAR})\b", text):
        return Normal("DATE", match[1], "explicit")
    if match := re.fullmatch(r"(?:fiscal |season )?'(\d\d)", text):
        return Normal("DATE", str(w.full_year(match[1])), "explicit")
    return None


def _time_of_day(text: str, anchor: Anchor) -> Normal | None:
    clock = _clock(text)
    tail = f"T{clock}" if clock else _part_of_day(text)
    if not tail:
        return None
    if anchor.day is None:
        return Normal("TIME", f"XXXX-XX-XX{tail}", "anaphoric", "no_anchor", has_own_year=False)
    return Normal("TIME", f"{anchor.day}{tail}", "anaphoric", has_own_year=False)


def _holiday(text: str, anchor: Anchor) -> Normal | None:
    return (
        None
        if (day := holiday_day(text, anchor.day, anchor.tense)) is None
        else Normal("DATE", str(day), "explicit", has_own_year=bool(re.search(rf"\b{w.YEAR}\b", text)))
    )


def _duration(text: str, _: Anchor) -> Normal | None:
    match = re.search(
        rf"\b({w.NUMBER}|{w.VAGUE_NUMBER}|half an?|the|last|past|next|recent|coming|more)[ -](?:more )?({w.UNIT})"
        r"(?: period|[ -]long| or so| or more)?$",
        text,
    )
    if match is None:
        match = re.fullmatch(rf"()({w.UNIT})(?:-long)?", text)
    if match is None:
        return None
    unit = re.sub(r"s$", "", match[2]).replace("centurie", "century")
    is_plural, leading = match[2].endswith("s"), match[1]
    if (
        leading == "recent"
        or (leading in {"coming", "past"} and is_plural)
        or re.match(r"(in )?recent\b", text)
    ):
        return Normal("DATE", "FUTURE_REF" if leading == "coming" else "PAST_REF", "none")
    count = w.to_number(leading) if leading else None
    if leading in {"the", "last", "past", "next"} and not is_plural:
        count = 1
    if unit in {"decade", "century"}:
        count, unit = (None if count is None else count * (10 if unit == "decade" else 100)), "year"
    size = "X" if count is None else f"{count:g}"
    clock = "T" if unit in {"hour", "minute", "second"} else ""
    return Normal("DURATION", f"P{clock}{size}{_UNIT_LETTERS[unit]}", "none")


_NOW = re.compile(
    r"\b(now|current(ly)?|at present|these days|nowadays|presently|at the moment|so far|this (crucial )?moment|already|yet)\b"
)
_ONCE = re.compile(
    r"\b(recent(ly)?|once|formerly|previously|long ago|(in )?the past|earlier|past|(at )?the time|in recent (days|weeks|months|years)|(last|past) (few|several) \w+)\b"
)
_SOON = re.compile(
    r"\b(future|soon|eventually|later|(in )?(the )?coming (days|weeks|months|years)|near term)\b"
)


def _vague(text: str, _: Anchor) -> Normal | None:
    if re.search(r"\bthen[- ]current\b", text) or _ONCE.search(text):
        return Normal("DATE", "PAST_REF", "none")
    if _SOON.search(text):
        return Normal("DATE", "FUTURE_REF", "none")
    return Normal("DATE", "PRESENT_REF", "none") if _NOW.search(text) else None


_RULES: tuple[Rule, ...] = (
    _set,
    _iso,
    _slashed,
    _month_day,
    _month_year,
    _bare_month,
    _quarter,
    _season_year,
    _near_day,
    _counted,
    _weekday,
    _holiday,
    _year_end,
    _year_ago,
    _stepped,
    _years,
    _time_of_day,
    _vague,
    _duration,
)
