"""What one time expression means, given the day it is reckoned from: pure, no article needed.

Values follow TIMEX3 (ISO 8601 with the additions of TimeML 1.2.1: weekends, seasons, parts of the
day, PAST_REF). The rules are tried from the most to the least specific.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from transforms.dates import absolute, clock, lengths, relative
from transforms.dates import words as w
from transforms.dates.meaning import Anchor, Normal

Rule = Callable[[str, Anchor], Normal | None]


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


_RULES: tuple[Rule, ...] = (
    lengths.read_set,
    absolute.read_iso,
    absolute.read_slashed,
    absolute.read_month_day,
    absolute.read_month_year,
    absolute.read_bare_month,
    absolute.read_quarter,
    absolute.read_season_year,
    relative.read_near_day,
    relative.read_counted,
    relative.read_weekday,
    absolute.read_holiday,
    relative.read_year_end,
    relative.read_year_ago,
    relative.read_stepped,
    absolute.read_long_period,
    absolute.read_years,
    clock.read_time_of_day,
    relative.read_vague,
    lengths.read_duration,
)
