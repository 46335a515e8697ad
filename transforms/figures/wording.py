"""How quantities are worded: the pattern that finds them, and the numerals that count nothing."""

from __future__ import annotations

import re
from functools import cache

from transforms.dates import words as w
from transforms.records import Span
from transforms.resources import read_table, read_words

_MULTIPLE = "hundred|thousand|million|dozen"
_DEEDS = "homicide|murder|killing|slaying|shooting|stabbing|fatality"


@cache
def quantity_pattern() -> re.Pattern[str]:
    """Return the pattern of a quantity with its qualifiers.

    Group `core` holds the quantity; one of `between`, `from`, `range`, `number`, `vague` and `zero`
    tells its form; `before`, `after`, `plus` and `strong` hold what stands around it.
    """
    number = _number()
    core = "|".join(
        (
            rf"(?P<between>between (?P<b1>{number}) and (?P<b2>{number}))",
            rf"(?P<from>from (?P<f1>{number}) to (?P<f2>{number}))",
            rf"(?P<range>(?P<r1>{number})(?: ?[-–—] ?| to | or )(?P<r2>{number}))",
            rf"(?P<number>{number})",
            rf"(?P<vague>{_vague()})",
            r"(?P<zero>no(?! (?:more|less|fewer|longer|later)\b)|none|nobody|no one|no-one|zero|neither)",
        )
    )
    before = rf"(?:(?P<before>{_phrases('before')})\s+(?:the |an? additional |another )?)?"
    after = rf"(?P<plus>\+)?(?:(?P<strong>[- ]strong\b)|[ -](?P<after>{_phrases('after')})\b)?"
    return re.compile(rf"(?<![\w$€£#.,-]){before}(?P<core>{core})(?![\w%]){after}", re.IGNORECASE)


def is_no_count(text: str, core: Span, match: re.Match[str]) -> bool:
    """Tell whether the number is an age, an address, a price, a name's number or a year."""
    if match["vague"]:
        return False
    tail, head = text[core.end : core.end + 24], text[max(0, core.start - 16) : core.start]
    words = core.cut(text)
    if match["zero"]:
        return bool(re.match(r"\.? ?\d", tail)) or (words.lower() == "no" and tail[:1] in ",.?!;”\"'’")
    if _AFTER.match(tail) and not match["strong"]:
        return True
    if not words[0].isdigit():
        return head.lower().endswith("number ")
    if match["before"] is None and _before().search(head):
        return True
    is_age = bool(_NAME.search(head) and _AFTER_AGE.match(tail)) or (head.endswith(", ") and tail[:1] == ",")
    is_year = words.isdigit() and 1900 <= int(words) <= 2049 and match["before"] is None
    return is_age or is_year


def _number() -> str:
    small = "|".join(sorted((*w.UNITS, *w.TENS), key=len, reverse=True))
    spelt = rf"(?:{small})\b(?:[- ](?:and )?(?:{small}|{_MULTIPLE})\b)*"
    digits = r"(?<![\d.,:/$€£#])(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d/:]|[.,]\d)"
    article = rf"(?:half a|a|an) (?:{_MULTIPLE})\b|a score\b(?= of)"
    return rf"(?:{digits}(?: (?:{_MULTIPLE})\b)?|{spelt}|{article})"


def _vague() -> str:
    times = "|".join(row["word"] for row in read_table("quantity_words") if row["times"] == "yes")
    return "|".join(
        (
            rf"(?:many |a )?(?:{times}) (?:of )?(?:{_MULTIPLE}|hundreds|thousands|millions|dozens)\b",
            rf"(?:{_shaped('plural')})\b",
            rf"(?:a )?(?:{_shaped('article')})\b(?= of| more| \w+s\b)",
            rf"a (?:{_shaped('few')})\b",
            rf"(?:a |the )?(?:{_shaped('of')})\b(?= of)",
            rf"(?:{_shaped('plain')})\b",
            rf"(?:{_shaped('deed')})(?= (?:fatal |deadly )?(?:{_DEEDS}))",
        )
    )


def _shaped(shape: str) -> str:
    return "|".join(row["word"] for row in read_table("quantity_words") if row["shape"] == shape)


def _phrases(place: str) -> str:
    phrases = [row["phrase"] for row in read_table("quantity_qualifiers") if row["place"] == place]
    return "|".join(
        re.escape(phrase).replace(r"\ ", r"\s") for phrase in sorted(phrases, key=len, reverse=True)
    )


@cache
def _before() -> re.Pattern[str]:
    words = "|".join(sorted(read_words("numbered_things")))
    return re.compile(rf"(?:\b(?:{words})\.?[ -]?|[$€£#]\s?)$", re.IGNORECASE)


_AFTER_AGE = re.compile(r",|\.| of | from |;|\)")
_NAME = re.compile(r"[A-Z][\w.’'-]+,\s$")
_AFTER = re.compile(
    r"[\s-]?(?:%|percent\b|per cent\b|[- ]?years?[- ]olds?\b|years? of age\b|cents?\b|[ap]\.?m\b|[NSEW]\. "
    r"|st\b|nd\b|rd\b|th\b|block of\b|mm\b|caliber\b|o['’]clock\b|degrees?\b"
    r"|-(?:day|week|month|year|hour|minute|mile|foot|inch|story|page|point|man|bed|round|car|caliber|gauge)\b)",
    re.IGNORECASE,
)
