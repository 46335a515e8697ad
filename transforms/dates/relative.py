"""Expressions reckoned from another day: yesterday, a weekday, three days ago, last week, recently."""

from __future__ import annotations

import re
from datetime import date, timedelta

from transforms.dates import words as w
from transforms.dates.calendar import add_months, last_day, week_value
from transforms.dates.clock import day_value
from transforms.dates.meaning import Anchor, Normal, Reckoning, Tense, open_value

_SIGN_BACK = {"ago", "earlier", "before", "prior", "previously", "back"}
_HERE = "this|current|same|the|that|earlier|later|latest"


_PARTS = "day|morning|afternoon|evening|night"
_NEAR_DAYS: tuple[tuple[str, int, Reckoning], ...] = (
    (r"\bday before yesterday\b", -2, "deictic"),
    (r"\bday after tomorrow\b", 2, "deictic"),
    (r"\byesterday\b|\blast (?:night|evening)\b|\bovernight\b(?! (?:on |into |to )?\w+day)", -1, "deictic"),
    (r"\btomorrow\b", 1, "deictic"),
    (rf"\btoday\b|\btonight\b|\bthis (?:very )?(?:{_PARTS})\b", 0, "deictic"),
    (rf"\b(?:next|following) (?:{_PARTS})\b|\ba day (?:later|after)\b", 1, "anaphoric"),
    (
        r"\b(?:previous|preceding|prior) (?:day|night|evening)\b|\bday (?:earlier|before)$"
        r"|\bthe (?:night|day|evening) before$",
        -1,
        "anaphoric",
    ),
    (rf"\b(?:that|the same) (?:\w+ )?(?:{_PARTS})\b|^(?:later in )?the day$", 0, "anaphoric"),
)
"""Pattern, days from the anchor, and what the anchor is."""


def read_near_day(text: str, anchor: Anchor) -> Normal | None:
    """Return yesterday, today, tonight, overnight, "the next day", "that day"."""
    for pattern, step, reckoning in _NEAR_DAYS:
        if re.search(pattern, text):
            if anchor.day is None:
                return open_value(None, reckoning)
            made = day_value(anchor.day + timedelta(days=step), text)
            return Normal(made.kind, made.value, reckoning, has_own_year=False)
    return None


def read_weekday(text: str, anchor: Anchor) -> Normal | None:
    """Return "Wednesday", "late on Wednesday", "next Friday", "Monday last week"."""
    match = re.search(
        rf"\b(?:({w.STEP}|this|this coming|this past) )?(?:early |late )?({w.WEEKDAY})"
        r"(?: ((?:last|next|this) week))?",
        text,
    )
    if match is None or (len(match[2]) <= 4 and not re.fullmatch(rf"(?:on )?{w.WEEKDAY}(?: .*)?", text)):
        return None
    number, step = w.weekday_number(match[2]), match[1] or ""
    if anchor.day is None:
        return open_value(f"XXXX-WXX-{number + 1}", "weekday")
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
    if re.match(r"(?:the )?day before\b|overnight (?:into|to)\b", text):
        day -= timedelta(days=1)
    made = day_value(day, text)
    return Normal(made.kind, made.value, "weekday", has_own_year=False)


def read_counted(text: str, anchor: Anchor) -> Normal | None:
    """Return "three days ago", "two weeks earlier", "a year later", "six months from now"."""
    match = re.search(
        rf"\b({w.NUMBER}|{w.VAGUE_NUMBER}|half an?)(?: (?:and a half|or so|or more|more|full))?[ -]"
        rf"({w.UNIT})[ -]"
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
        return open_value(None, reckoning)
    return _shifted(anchor.day, sign * count, unit, reckoning, text)


def _shifted(now: date, count: float, unit: str, reckoning: Reckoning, text: str) -> Normal | None:
    try:
        if unit == "day":
            made = day_value(now + timedelta(days=count), text)
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


def read_stepped(text: str, anchor: Anchor) -> Normal | None:
    """Return "last week", "earlier this month", "the following year", "the weekend", "last fall"."""
    match = re.search(
        rf"\b({w.STEP}|{_HERE})(?: calendar| fiscal| full| entire| first)? "
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
        return open_value(None, reckoning)
    now, step = anchor.day, w.STEPS.get(word, 0)
    if unit == "weekend":
        step = -1 if word == "the" and now.weekday() < 5 and anchor.tense != "future" else step
        saturday = now - timedelta(days=now.weekday()) + timedelta(days=7 * step)
        value = f"{week_value(saturday)}-WE"
    elif unit in w.SEASONS:
        value = _season_near(now, unit, step, anchor.tense)
    elif unit in {"year", "month", "week"} and re.search(rf"\b(end|close) of (the|this) {unit}$", text):
        value = _period_end(now, unit)
    elif unit in {"decade", "century"}:
        width, length = (3, 10) if unit == "decade" else (2, 100)
        value = f"{now.year // length + step:0{width}d}"
    else:
        back = unit == "quarter" and step == 0 and word in {"the", "latest", "that"}
        return _shifted(now, -1 if back else step, unit, reckoning, text)
    return Normal("DATE", value, reckoning, has_own_year=False)


def _period_end(now: date, unit: str) -> str:
    if unit == "year":
        return f"{now.year}-12"
    if unit == "week":
        return week_value(now)
    return f"{now.year}-{now.month:02d}" if unit == "month" else str(last_day(now.year, now.month))


def _season_near(now: date, season: str, step: int, tense: Tense | None) -> str:
    code = w.SEASONS[season]
    first_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year = now.year
    has_begun = now.month >= first_month
    if step < 0 or (step == 0 and tense == "past"):
        year -= not has_begun or (step < 0 and now.month < first_month + 3)
    elif step > 0:
        year += has_begun
    return f"{year}-{code}"


def read_year_ago(text: str, anchor: Anchor) -> Normal | None:
    """Return "year-earlier", "the year-ago period"."""
    if not re.search(r"\byear[- ](ago|earlier)\b", text):
        return None
    if anchor.day is None:
        return open_value(None, "anaphoric")
    return Normal("DATE", str(anchor.day.year - 1), "anaphoric", has_own_year=False)


def read_year_end(text: str, anchor: Anchor) -> Normal | None:
    """Return "year-end" and "the end of the year" as its December."""
    if not re.search(r"\byear[- ]end\b|\bend of the year\b", text):
        return None
    if anchor.day is None:
        return open_value(None, "deictic")
    return Normal("DATE", f"{anchor.day.year}-12", "deictic", has_own_year=False)


_NOW = re.compile(
    r"\b(?:now|current(?:ly)?|at present|these days|nowadays|presently|at the moment|so far"
    r"|this (?:crucial )?moment|already|yet)\b"
)
_ONCE = re.compile(
    r"\b(?:recent(?:ly)?|once|formerly|previously|long ago|the past|earlier|past|the time"
    r"|in recent (?:days|weeks|months|years)|(?:last|past) (?:few|several) \w+)\b"
)
_SOON = re.compile(r"\b(?:future|soon|eventually|later|coming (?:days|weeks|months|years)|near term)\b")


def read_vague(text: str, _: Anchor) -> Normal | None:
    """Return PAST_REF, PRESENT_REF or FUTURE_REF for words that point without a measure."""
    if re.search(r"\bthen[- ]current\b", text) or _ONCE.search(text):
        return Normal("DATE", "PAST_REF", "none")
    if _SOON.search(text):
        return Normal("DATE", "FUTURE_REF", "none")
    return Normal("DATE", "PRESENT_REF", "none") if _NOW.search(text) else None
