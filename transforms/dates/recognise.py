"""Where the time expressions of a text stand: one pass of one pattern, no reading of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.dates import words as w
from transforms.dates.holidays import holiday_names
from transforms.records import Span

_PART = "(?:morning|afternoon|evening|night|dawn|midnight|noon)"
_LEAD = (
    r"(?:(?:very )?(?:early|earlier|late|later|mid)(?: on| in| into)?(?: the)?[ -]|"
    r"(?:the )?(?:night|evening|morning|afternoon|day|eve|week|end|beginning|start|middle|close) of (?:the )?)?"
)
_ZONE = r"(?: \(?(?:local(?: time)?|gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|et|bst|cet)\b\)?)?"
_STEP = r"(?:last|past|previous|prior|preceding|next|coming|following|upcoming|this coming|this past|this)"
_TZ_CLOCK = rf"(?:{w.CLOCK}{_ZONE},?(?: on)? )?"
_YEAR_LEAD = (
    r"(?:in|since|by|from|until|till|til|during|before|after|of|to|and|early|late|mid|through|around|between|"
    r"back in|the|fiscal|than|for|year|or)"
)

_DATED = (
    rf"\d{{4}}-\d\d-\d\d(?:[tT ]\d\d:\d\d)?"
    rf"|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)\b"
    rf"|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}\b"
    rf"|{_TZ_CLOCK}{_LEAD}(?:{w.WEEKDAY},? (?:{_PART},? )?(?:the )?)?{w.MONTH} (?:the )?(?:{w.DAY}|{w.ORDINAL})\b"
    rf"(?: ?(?:-|–|—|to|through|until|/) ?(?:{w.MONTH} )?{w.DAY}\b(?!,\d))?(?:,? {w.YEAR}\b)?(?: (?:at )?{_PART}\b)?(?![:\d%]|[.,]\d)"
    rf"|{_LEAD}(?:{w.WEEKDAY},? (?:the )?)?(?:{w.DAY} ?(?:-|–|—|to) ?)?(?:{w.DAY}|{w.ORDINAL})(?: of)? {w.MONTH}(?:,? {w.YEAR}\b)?(?![:\d])"
    rf"|{_LEAD}{w.MONTH}(?:,| of)? {w.YEAR}\b"
)
_LONG_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)"
)
_RELATIVE = (
    rf"(?:the )?day (?:before yesterday|after tomorrow)|(?:late |early |earlier |later )?(?:yesterday|tomorrow)(?: {_PART})?"
    rf"|(?:earlier |later |late |early )?(?:today|tonight)|last (?:night|evening)"
    rf"|overnight(?: (?:on |into |to )?{w.LONG_WEEKDAY})?"
    rf"|(?:later |earlier |early |late )?(?:this|that|the same|the next|the following|the previous) (?:very )?(?:day|morning|afternoon|evening|night)"
    rf"|the (?:night|day|evening) before(?= |,|\.|;)(?! (?:the|a|his|her|he|she|they|it|last)\b)|next day"
    rf"|(?:the day before )?{_TZ_CLOCK}{_LEAD}(?:{_STEP} )?{w.LONG_WEEKDAY}(?!s\b)"
    rf"(?:['’]s (?=night|morning|evening))?(?: (?:late |early )?{_PART})?(?: (?:of )?(?:last|next|this) week)?"
)
_COUNTED = (
    rf"(?:(?:about|around|almost|nearly|some|more than|less than|over|just|only|at least) )?"
    rf"(?:{w.NUMBER}|{w.VAGUE_NUMBER}|half an?)(?: and a half)?(?: or so| or more| more| full)?[ -]{w.UNIT}[ -]"
    r"(?:ago|earlier|previously|prior|later|afterwards?|from now)\b"
)
_STEPPED = (
    rf"(?:(?:very )?(?:early|earlier|late|later|by the end|the end|end|the beginning|the start|the middle)(?: of| in)? )?"
    rf"(?:the )?(?:{_STEP}|that|the same|current|latest) (?:calendar |fiscal |full )?(?:week|month|year|quarter|decade|century)(?! after\b)\b"
    rf"|(?:earlier|later) in the (?:week|month|year|decade|century)"
    rf"|(?:the end|end|the beginning|the start|the middle) of the (?:week|month|year|quarter|decade|century)"
    rf"|(?:this|last|next|the|over the) (?:past |coming )?weekend"
    rf"|(?:early |late )?(?:{_STEP}) {w.SEASON}\b|(?:the )?(?:{w.SEASON})(?: of|,)? {w.YEAR}\b"
    rf"|(?:the )?(?:(?:{_STEP}|year-ago|year-earlier) )?(?:fiscal[ -])?(?:first|second|third|fourth)[ -](?:quarter|half)(?:(?: of)? (?:{w.YEAR}|this year|last year|next year)\b)?"
    rf"|the quarter\b|(?:the )?year-(?:ago|earlier)(?: (?:period|quarter))?|year[- ]end\b"
)
_YEARS = (
    rf"(?:the )?(?:early |late |mid-?)?(?:{w.YEAR}|'?\d0)['’]?s\b|(?:the )?\d{{1,2}}(?:st|nd|rd|th)[ -]century\b"
    rf"|(?<![\d.,$€£])(?<=[ (]){w.YEAR} ?[-–/] ?(?:{w.YEAR}|\d\d)\b(?![,.]\d)"
    rf"|(?:fiscal |fiscal year )?(?<![\d.,$€£-]){w.YEAR}\b(?![,.:]\d|-| (?:people|persons|troops|men|women|civilians|soldiers|fighters|meters|metres|feet|miles|km|kilomet))"
)
_SETS = (
    rf"(?:every|each) (?:\w+ )?(?:{w.LONG_WEEKDAY}|day|week|month|year|quarter|hour|night|morning)s?\b"
    rf"|{w.LONG_WEEKDAY}s\b|daily\b|hourly\b|weekly\b|monthly\b|annually\b"
)
_DURATIONS = (
    rf"(?:(?:the )?(?:last|past|next|first|coming|previous|more than|less than|nearly|almost|about|at least|recent) )?"
    rf"(?:{w.NUMBER}|{w.VAGUE_NUMBER}|half an?)(?: more| full)?[ -](?:second|minute|hour|day|week|fortnight|month|quarter|year|decade)s?\b(?![- ](?:old\b|ago\b))"
    rf"|(?:in )?(?:recent|coming|past) (?:days|weeks|months|years|decades|quarters)"
    rf"|(?:for|in) (?:days|weeks|months|years|decades)\b"
)
_VAGUE = (
    r"(?:more )?recently\b|\bnow\b|currently\b|current\b|at present\b|these days|nowadays|at the moment\b|\bsoon\b"
    r"|(?:the )?(?:near )?future\b|(?<=in )the past\b|formerly\b|previously\b|at the time\b(?! of)"
)
_TIMES = rf"(?:(?:early |late )?{w.CLOCK}{_ZONE})"


@cache
def _pattern() -> re.Pattern[str]:
    feasts = "|".join(re.escape(name).replace("'", "['’]") for name in holiday_names())
    parts = (
        _DATED,
        _COUNTED,
        _SETS,
        _RELATIVE,
        _STEPPED,
        rf"(?P<month>(?:(?:early|late|mid|last|next|this|the end of|the middle of|the beginning of)[ -])*(?-i:{_LONG_MONTH})(?: (?:last|this|next) year)?)(?![\w’'-])",
        rf"(?:{feasts})(?:,? {w.YEAR})?\b",
        rf"(?P<year>{_YEARS})",
        _DURATIONS,
        _TIMES,
        _VAGUE,
    )
    return re.compile(r"(?<![\w$€£])(?:" + "|".join(parts) + ")", re.IGNORECASE)


def find_expressions(text: str) -> Iterator[Span]:
    """Yield the spans of `text` that read as time expressions, in order, none overlapping another."""
    for match in _pattern().finditer(text):
        words = match[0]
        if match["month"] and words in {"May", "March"} and not _follows(text, match.start(), _MONTH_LEAD):
            continue
        if match["year"] and words.isdigit() and not _is_year(text, match.start(), match.end()):
            continue
        if "\n" in words:
            continue
        start, end = match.start(), match.end()
        lead = re.match(
            r"(?:for|in|over) (?=days|weeks|months|years|decades|recent|coming|past|the)",
            words,
            re.IGNORECASE,
        )
        start += lead.end() if lead else 0
        trimmed = words.rstrip(" ,(")
        end = match.start() + len(trimmed)
        yield Span(start, end)
        yield from _second_day(text, end, words)


_MONTH_LEAD = re.compile(
    r"\b(?:in|since|by|until|till|from|during|of|last|next|this|before|after|through|early|late|between|and|to|for)[ -]$",
    re.I,
)
_YEAR_BEFORE = re.compile(rf"(?:\b{_YEAR_LEAD}|['’]s|[(]|^|\n)[ ]?$", re.IGNORECASE)
_NOT_YEAR_AFTER = re.compile(r" (?:of the|block)\b")


def _follows(text: str, start: int, lead: re.Pattern[str]) -> bool:
    return lead.search(text, max(0, start - 12), start) is not None


def _is_year(text: str, start: int, end: int) -> bool:
    """Tell whether four bare digits stand where a year stands, and count nothing."""
    if not 1900 <= int(text[start:end]) <= 2049 and not re.search(
        r"\b(?:in|since)\s$", text[max(0, start - 8) : start]
    ):
        return False
    return _follows(text, start, _YEAR_BEFORE) and _NOT_YEAR_AFTER.match(text, end) is None


_AND_DAY = re.compile(rf" and (?P<day>{w.DAY})\b(?! ?(?:people|others|[a-z]+s\b|%|\.\d|,\d|:))")


def _second_day(text: str, end: int, words: str) -> Iterator[Span]:
    """Yield the bare number of "April 24 and 25"."""
    if not re.search(rf"{w.MONTH} {w.DAY}$", words, re.IGNORECASE):
        return
    match = _AND_DAY.match(text, end)
    if match:
        yield Span(*match.span("day"))
