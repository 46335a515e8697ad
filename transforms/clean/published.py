"""When an article was published: read from metadata, an address or a line of the page, never invented."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from transforms.records import PublishedBasis

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_MONTH_NUMBERS = {
    name: number + 1
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    )
}
_MONTH_DAY_YEAR = re.compile(
    rf"\b({_MONTHS})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE
)
_DAY_MONTH_YEAR = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[.\s]\s*({_MONTHS})[a-z]*\.?,?\s+(\d{{4}})\b", re.IGNORECASE
)
_ISO_DAY = re.compile(r"\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[a-z]{3})[/-]?(0[1-9]|[12]\d|3[01])(?=[/\-_.]|$)")
_ISO_MOMENT = re.compile(
    r"^\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)"
    r"(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"(?:(?:first |last |originally )?"
    r"(?:published|updated|posted|modified|created|date|on|at|by [^|]{1,60}\|)\b[\s:|·•,-]*){0,4}"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)?(?:the )?"
    rf"(?:(?:{_MONTHS})\.?\s+\d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)?[.\s]\s*(?:{_MONTHS})\b"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?P<rest>.{0,60})$",
    re.IGNORECASE,
)
_CLOCK_LINE = re.compile(
    r"(?:(?:published|updated|posted)\b.{0,10})?\d+\s*(?:sec|min|minute|hour|hr|h|m|d|day|week|month|year)s?"
    r"(?:\s+(?:ago|read))?\.?$|\d{1,2}:\d\d(?:\s*(?:am|pm|[a-z]{2,4}))?$"
    r"|\d+ (?:comments?|shares?|views?|min read)$"
)
_DIGIT = re.compile(r"\d")
_YEAR_DIGITS = re.compile(r"\d\d\d\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"[,.\s]*(?:19|20)\d\d\b|^[^a-zA-Z]*$")
_CLOCK_WORDS = frozenset(
    [
        "am",
        "pm",
        "gmt",
        "utc",
        "est",
        "edt",
        "et",
        "bst",
        "cet",
        "cest",
        "ist",
        "pst",
        "pdt",
        "cst",
        "cdt",
        "mst",
        "mdt",
        "aest",
        "aedt",
        "sast",
        "wat",
        "eat",
        "hrs",
        "hours",
        "at",
        "on",
        "last",
        "min",
        "mins",
        "read",
        "updated",
        "published",
        "posted",
        "modified",
        "minutes",
        "ago",
        "local",
        "time",
    ]
)
_MODIFIED_MARK = re.compile(r"\b(?:updated|modified|last (?:update|changed|edited)|revised)\b", re.IGNORECASE)
_PUBLISHED_MARK = re.compile(r"\b(?:published|posted|created|issued)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Published:
    """A moment or day of publication, and what it rests on."""

    at: datetime
    """UTC; midnight where only the day is known."""
    precision: Literal["time", "day", "month", "year"]
    """How exact."""
    basis: PublishedBasis
    """Where it was found."""
    stated_date: date
    """The day in the page's own time zone."""


def from_hint(stated: date | datetime | None) -> Published | None:
    """Return what a manifest states."""
    if stated is None:
        return None
    if isinstance(stated, datetime):
        return _moment(stated, "manifest")
    return _day(stated, "manifest")


def from_stamp(stamp: str, basis: PublishedBasis = "metadata") -> Published | None:
    """Return the moment an ISO-like `stamp` states, or None where it is none.

    A clock time without a zone gives the day only: which moment it means cannot be known.
    """
    found = _ISO_MOMENT.match(stamp)
    if found is None:
        return from_words(stamp, basis)
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        stated = date(int(year), int(month), int(day))
        if hour is None or zone is None:
            return _day(stated, basis)
        zone = zone.upper().replace("Z", "+00:00").replace("UTC", "+00:00").replace("GMT", "+00:00")
        clock = f"{hour}:{minute}:{second or '00'}{zone}"
        return _moment(datetime.combine(stated, time.fromisoformat(clock)), basis)
    except ValueError:
        return None


def from_words(words: str, basis: PublishedBasis = "text") -> Published | None:
    """Return the first full date written in `words`; one without a year, or of doubtful order, is none."""
    if _YEAR_DIGITS.search(words) is None:
        return None
    for pattern, order in (
        (_MONTH_DAY_YEAR, "mdy"),
        (_DAY_MONTH_YEAR, "dmy"),
        (_ISO_DAY, "ymd"),
        (_NUMERIC, "dmy"),
    ):
        found = pattern.search(words)
        if found is None:
            continue
        part = dict(zip(order, found.groups(), strict=True))
        month = part["m"] if part["m"].isdigit() else _MONTH_NUMBERS[part["m"][:3].lower()]
        if pattern is _NUMERIC and int(part["d"]) <= 12 and part["d"] != part["m"]:
            continue
        try:
            return _day(date(int(part["y"]), int(month), int(part["d"])), basis)
        except ValueError:
            continue
    return None


def from_url(url: str | None) -> Published | None:
    """Return the day that the path of `url` states (``/2018/02/08/``), or None."""
    found = _URL_DAY.search(url) if url else None
    if found is None:
        return None
    month = found[2] if found[2].isdigit() else _MONTH_NUMBERS.get(found[2])
    try:
        return None if month is None else _day(date(int(found[1]), int(month), int(found[3])), "url")
    except ValueError:
        return None


def is_date_line(text: str) -> bool:
    """Tell whether `text` is a date (with or without a year) and little else."""
    if _DIGIT.search(text, 0, 80) is None:
        return False
    found = _DATE_LINE.match(text)
    if found is None:
        return False
    rest = [word for word in _WORD.findall(found["rest"]) if word.lower() not in _CLOCK_WORDS]
    return len(rest) <= (6 if _YEAR.match(found["rest"]) else 1)


def is_clock_line(lower: str) -> bool:
    """Tell whether `lower` (lower case) is a clock time, an age ("3 hours ago") or a count of comments."""
    return (lower[0].isdigit() or lower[0] in "pu") and _CLOCK_LINE.match(lower) is not None


def is_modified_line(text: str) -> bool:
    """Tell whether a date line speaks of a change and not of publication."""
    return _MODIFIED_MARK.search(text) is not None and _PUBLISHED_MARK.search(text) is None


def _day(stated: date, basis: PublishedBasis) -> Published:
    return Published(datetime.combine(stated, time(), UTC), "day", basis, stated)


def _moment(stated: datetime, basis: PublishedBasis) -> Published:
    if stated.tzinfo is None:
        return _day(stated.date(), basis)
    return Published(stated.astimezone(UTC), "time", basis, stated.date())
