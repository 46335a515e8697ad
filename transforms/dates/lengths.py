"""Durations, and times that come again and again."""

from __future__ import annotations

import re

from transforms.dates import words as w
from transforms.dates.meaning import Anchor, Normal

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


def read_set(text: str, _: Anchor) -> Normal | None:
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


def read_duration(text: str, _: Anchor) -> Normal | None:
    """Return "three days", "several weeks", "a two-month", and "recent years" as a vague date."""
    match = re.search(
        rf"\b({w.NUMBER}|{w.VAGUE_NUMBER}|half an?|the|last|past|next|recent|coming|more)[ -]"
        rf"(?:more )?({w.UNIT})"
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
