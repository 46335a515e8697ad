"""Clock times and parts of the day."""

from __future__ import annotations

import re
from datetime import date

from transforms.dates import words as w
from transforms.dates.meaning import Anchor, Normal


def day_value(day: date, text: str) -> Normal:
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


def read_time_of_day(text: str, anchor: Anchor) -> Normal | None:
    """Return "10 p.m.", "the morning" on the day of the anchor."""
    clock = _clock(text)
    tail = f"T{clock}" if clock else _part_of_day(text)
    if not tail:
        return None
    if anchor.day is None:
        return Normal("TIME", f"XXXX-XX-XX{tail}", "anaphoric", "no_anchor", has_own_year=False)
    return Normal("TIME", f"{anchor.day}{tail}", "anaphoric", has_own_year=False)
