"""Where the time expressions of a text stand: one pass of one pattern, no reading of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.dates import words as w
from transforms.dates.holidays import holiday_names
from transforms.records import Span

_PERIOD = "(?:week|month|year|decade|century)"
_PART = "(?:morning|afternoon|evening|night|dawn|midnight|noon)"
_DASH = "(?:-|–|—|to)"
_LEAD = (
    r"(?:(?:very )?(?:early|earlier|late|later|mid)(?: on| in| into)?(?: the)?[ -]"
    r"|(?:the )?(?:night|evening|morning|afternoon|day|eve|week|end|beginning|start|middle|close)"
    r" of (?:the )?)?"
)
_ZONE = r"(?: \(?(?:local(?: time)?|gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|et|bst|cet)\b\)?)?"
_STEP = rf"(?:{w.STEP}|this coming|this past|this)"
_AT_CLOCK = rf"(?:{w.CLOCK}{_ZONE},?(?: on)? )?"
_COUNTED_THINGS = "(?:people|persons|troops|men|women|civilians|soldiers|fighters|met|feet|miles|km|kilomet)"

_GATE = (
    "about", "around", "almost", "nearly", "some", "more", "less", "over", "just", "only", "at",
    "early", "earlier", "late", "later", "mid", "very", "the", "day", "night", "evening", "morning",
    "afternoon", "eve", "week", "end", "beginning", "start", "middle", "close", "noon", "midnight",
    "midday", "yesterday", "tomorrow", "today", "tonight", "overnight", "this", "that", "next", "last",
    "past", "previous", "prior", "preceding", "coming", "following", "upcoming", "a", "an", "half",
    "several", "few", "couple", "many", "numerous", "by", "current", "latest", "fiscal", "year",
    "first", "second", "third", "fourth", "quarter", "every", "each", "daily", "hourly", "weekly",
    "monthly", "annually", "in", "for", "recent", "recently", "now", "currently", "these", "nowadays",
    "soon", "near", "future", "formerly", "previously",
)  # fmt: skip
"""Words with which an expression can begin, beside digits, numbers and names of days, months, seasons."""


@cache
def _pattern() -> re.Pattern[str]:
    feasts = "|".join(re.escape(name).replace("'", "['’]") for name in holiday_names())
    parts = (
        *_dates(),
        *_counted(),
        rf"(?:every|each) (?:\w+ )?(?:{w.LONG_WEEKDAY}|day|week|month|year|quarter|hour|night|morning)s?\b",
        rf"{w.LONG_WEEKDAY}s\b|(?:daily|hourly|weekly|monthly|annually)\b",
        *_near_days(),
        *_periods(),
        _month(),
        rf"(?:{feasts})(?:,? {w.YEAR})?\b",
        rf"(?P<year>{_years()})",
        *_durations(),
        rf"(?:early |late )?{w.CLOCK}{_ZONE}",
        *_vague(),
    )
    numbers = (*w.UNITS, *w.TENS)
    first = {*_GATE, *numbers, *w.MONTHS, *w.WEEKDAYS, *w.SEASONS, *w.ORDINALS}
    first |= {name.split()[0].split("'")[0] for name in holiday_names()}
    gate = rf"(?=['’]?\d|(?:{'|'.join(sorted(first))})(?![^\W_]))"
    return re.compile(rf"(?<![\w$€£]){gate}(?:{'|'.join(parts)})", re.IGNORECASE)


def _dates() -> Iterator[str]:
    yield r"\d{4}-\d\d-\d\d(?:[tT ]\d\d:\d\d)?"
    yield r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b"
    yield r"\d{1,2}\.\d{1,2}\.\d{4}\b"
    day = rf"(?:{w.DAY}|{w.ORDINAL})"
    weekday = rf"(?:{w.WEEKDAY},? (?:{_PART},? )?(?:the )?)?"
    until = rf"(?: ?(?:{_DASH}|through|until|/) ?(?:{w.MONTH} )?{w.DAY}\b(?!,\d))?"
    end = rf"(?:,? {w.YEAR}\b)?(?: (?:at )?{_PART}\b)?(?![:\d%]|[.,]\d)"
    yield rf"{_AT_CLOCK}{_LEAD}{weekday}{w.MONTH} (?:the )?{day}\b{until}{end}"
    yield rf"{_LEAD}{weekday}(?:{w.DAY} ?{_DASH} ?)?{day}(?: of)? {w.MONTH}(?:,? {w.YEAR}\b)?(?![:\d])"
    yield rf"{_LEAD}{w.MONTH}(?:,| of)? {w.YEAR}\b"


def _counted() -> Iterator[str]:
    about = "(?:(?:about|around|almost|nearly|some|more than|less than|over|just|only|at least) )?"
    number = rf"(?:{w.NUMBER}|{w.VAGUE_NUMBER}|half an?)(?: and a half)?(?: or so| or more| more| full)?"
    yield rf"{about}{number}[ -]{w.UNIT}[ -](?:ago|earlier|previously|prior|later|afterwards?|from now)\b"


def _near_days() -> Iterator[str]:
    yield r"(?:the )?day (?:before yesterday|after tomorrow)"
    yield rf"(?:late |early |earlier |later )?(?:yesterday|tomorrow)(?: {_PART})?"
    yield r"(?:earlier |later |late |early )?(?:today|tonight)|last (?:night|evening)"
    yield rf"overnight(?: (?:on |into |to )?{w.LONG_WEEKDAY})?"
    which = "(?:this|that|the same|the next|the following|the previous)"
    yield rf"(?:later |earlier |early |late )?{which} (?:very )?(?:day|morning|afternoon|evening|night)"
    before = r"(?= |,|\.|;)(?! (?:the|a|his|her|he|she|they|it|last)\b)"
    yield rf"the (?:night|day|evening) before{before}|next day"
    part = rf"(?:['’]s (?=night|morning|evening))?(?: (?:late |early )?{_PART})?"
    week = r"(?: (?:of )?(?:last|next|this) week)?"
    yield rf"(?:the day before )?{_AT_CLOCK}{_LEAD}(?:{_STEP} )?{w.LONG_WEEKDAY}(?!s\b){part}{week}"


def _periods() -> Iterator[str]:
    lead = (
        "(?:(?:very )?(?:early|earlier|late|later|by the end|(?:the )?end|the beginning|the start|the middle)"
    )
    step = rf"(?:{_STEP}|that|the same|current|latest)"
    unit = rf"(?:calendar |fiscal |full )?(?:{_PERIOD}|quarter)\b"
    yield rf"{lead}(?: of| in)? )?(?:the )?{step} {unit}(?! after\b)"
    yield rf"(?:earlier|later) in the {_PERIOD}"
    yield rf"(?:the end|end|the beginning|the start|the middle) of the (?:{_PERIOD}|quarter)"
    yield r"(?:this|last|next|the|over the) (?:past |coming )?weekend"
    yield rf"(?:early |late )?(?:{_STEP}) {w.SEASON}\b|(?:the )?(?:{w.SEASON})(?: of|,)? {w.YEAR}\b"
    which = rf"(?:the )?(?:(?:{_STEP}|year-ago|year-earlier) )?(?:fiscal[ -])?(?:first|second|third|fourth)"
    yield rf"{which}[ -](?:quarter|half)(?:(?: of)? (?:{w.YEAR}|this year|last year|next year)\b)?"
    yield r"the quarter\b|(?:the )?year-(?:ago|earlier)(?: (?:period|quarter))?|year[- ]end\b"


def _month() -> str:
    names = "|".join(
        sorted((name.title() for name in w.MONTHS if len(name) > 4 or name in _WHOLE), reverse=True)
    )
    lead = r"(?:(?:early|late|mid|last|next|this|the (?:end|middle|beginning) of)[ -])*"
    written = rf"(?-i:{names}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)"
    return rf"(?P<month>{lead}{written}(?: (?:last|this|next) year)?)(?![\w’'-])"


_WHOLE = frozenset({"may", "june", "july"})


def _years() -> str:
    between = rf"(?<![\d.,$€£])(?<=[ (]){w.YEAR} ?[-–/] ?(?:{w.YEAR}|\d\d)\b(?![,.]\d)"
    decade = rf"(?:the )?(?:early |late |mid-?)?(?:{w.YEAR}|'?\d0)['’]?s\b"
    bare = rf"(?:fiscal |fiscal year )?(?<![\d.,$€£-]){w.YEAR}\b(?![,.:]\d|-| {_COUNTED_THINGS})"
    return rf"{decade}|(?:the )?\d{{1,2}}(?:st|nd|rd|th)[ -]century\b|{between}|{bare}"


def _durations() -> Iterator[str]:
    which = "last|past|next|first|coming|previous|more than|less than|nearly|almost|about|at least|recent"
    number = rf"(?:{w.NUMBER}|{w.VAGUE_NUMBER}|half an?)(?: more| full)?"
    unit = "(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade)s?"
    yield rf"(?:(?:the )?(?:{which}) )?{number}[ -]{unit}\b(?![- ](?:old\b|ago\b))"
    yield r"(?:in )?(?:recent|coming|past) (?:days|weeks|months|years|decades|quarters)"
    yield r"(?:for|in) (?:days|weeks|months|years|decades)\b"


def _vague() -> Iterator[str]:
    yield r"(?:more )?recently\b|now\b|currently\b|current\b|at present\b|these days|nowadays|at the moment\b"
    yield r"soon\b|(?:the )?(?:near )?future\b|(?<=in )the past\b|formerly\b|previously\b"
    yield r"at the time\b(?! of)"


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
        lead = _PREPOSITION.match(words)
        start = match.start() + (lead.end() if lead else 0)
        end = match.start() + len(words.rstrip(" ,("))
        yield Span(start, end)
        yield from _second_day(text, end, words)


_PREPOSITION = re.compile(
    r"(?:for|in|over) (?=days|weeks|months|years|decades|recent|coming|past|the)", re.IGNORECASE
)
_MONTH_LEAD = re.compile(
    r"\b(?:in|since|by|until|till|from|during|of|last|next|this|before|after|through|early|late|between"
    r"|and|to|for)[ -]$",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|til|during|before|after|of|to|and|early|late|mid|through|around"
    r"|between|the|fiscal|than|for|year|or)|['’]s|[(]|^|\n)[ ]?$",
    re.IGNORECASE,
)
_NOT_YEAR_AFTER = re.compile(r" (?:of the|block)\b")
_AND_DAY = re.compile(rf" and (?P<day>{w.DAY})\b(?! ?(?:people|others|[a-z]+s\b|%|\.\d|,\d|:))")
_ENDS_IN_DAY = re.compile(rf"{w.MONTH} {w.DAY}$", re.IGNORECASE)


def _follows(text: str, start: int, lead: re.Pattern[str]) -> bool:
    return lead.search(text[max(0, start - 12) : start]) is not None


def _is_year(text: str, start: int, end: int) -> bool:
    """Tell whether four bare digits stand where a year stands, and count nothing."""
    is_usual = 1900 <= int(text[start:end]) <= 2049
    if not is_usual and not re.search(r"\b(?:in|since)\s$", text[max(0, start - 8) : start]):
        return False
    return _follows(text, start, _YEAR_BEFORE) and _NOT_YEAR_AFTER.match(text, end) is None


def _second_day(text: str, end: int, words: str) -> Iterator[Span]:
    """Yield the bare number of "April 24 and 25"."""
    match = _AND_DAY.match(text, end) if _ENDS_IN_DAY.search(words) else None
    if match:
        yield Span(*match.span("day"))
