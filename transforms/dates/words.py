"""The closed word classes of English dates, as numbers and as pieces of pattern."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS = {
    "morning": "MO",
    "dawn": "MO",
    "daybreak": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "dusk": "EV",
    "night": "NI",
    "overnight": "NI",
    "tonight": "NI",
}

STEPS = {
    "last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1,
    "next": 1, "coming": 1, "following": 1, "upcoming": 1,
}  # fmt: skip
"""Words that step from one period to its neighbour."""

MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b\.?"
LONG_WEEKDAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
NUMBER = (
    r"(?:\d{1,3}(?:\.\d)?|"
    + "(?:"
    + "|".join(TENS)
    + ")(?:[- ](?:"
    + "|".join(list(UNITS)[1:10])
    + "))?|"
    + "|".join(sorted(UNITS, key=len, reverse=True))
    + "|an?|a dozen)"
)
VAGUE_NUMBER = r"(?:several|a few|few|a couple of|couple of|many|some|numerous)"
UNIT = r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|century|centurie)s?"
STEP = "|".join(STEPS)
SEASON = "(?:" + "|".join(SEASONS) + ")"
ORDINAL = "(?:" + "|".join(ORDINALS) + r"|\d{1,2}(?:st|nd|rd|th))"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\b\.?|\d{1,2}:\d\d|noon|midnight|midday)"

_NUMBER_WORD = re.compile(r"^(" + "|".join(TENS) + r")(?:[- ](\w+))?$")


def to_number(words: str) -> float | None:
    """Return the number that `words` (digits or English below a hundred) mean, else None."""
    words = words.strip().lower().replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return float(words)
    if words in {"a", "an"}:
        return 1
    if words == "a dozen":
        return 12
    if words in UNITS:
        return UNITS[words]
    match = _NUMBER_WORD.match(words)
    if match is None:
        return None
    tail = UNITS.get(match[2]) if match[2] else 0
    return None if tail is None else TENS[match[1]] + tail


def to_ordinal(words: str) -> int | None:
    """Return the number behind "third", "3rd" or "3", else None."""
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else ORDINALS.get(words.lower())


def month_number(words: str) -> int:
    """Return 1 to 12 for a month's name or short form, with or without its full stop."""
    return MONTHS[words.lower().rstrip(".")]


def weekday_number(words: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or short form."""
    return WEEKDAYS[words.lower().rstrip(".")]


def full_year(digits: str) -> int:
    """Return the year that two or four digits mean; two digits below 30 are of this century."""
    year = int(digits)
    if year < 30:
        return year + 2000
    return year + 1900 if year < 100 else year
