"""Numbers and number words of a text, as ranges: what is stated, before it is known what is counted.

The bounds of a word such as "dozens" come from ``seeds/reference/quantity_words.csv``, those of a
phrase such as "more than" from ``quantity_qualifiers.csv``; both state their sources.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from transforms.dates import words as w
from transforms.records import Qualifier, Span
from transforms.resources import read_table

_MULTIPLES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_TOO_MANY = 10**12


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated number or range, with the words that state it."""

    span: Span
    """The words, qualifier included."""
    core: Span
    """The words without the qualifier in front."""
    low: int | None
    """Least number meant."""
    high: int | None
    """Greatest number meant; null where open."""
    best: int | None
    """The number stated, or the table's best."""
    qualifier: Qualifier
    """How it is stated."""


@dataclass(frozen=True, slots=True)
class _Range:
    low: int | None
    best: int | None
    high: int | None

    def times(self, factor: int) -> _Range:
        return _Range(*(None if n is None else n * factor for n in (self.low, self.best, self.high)))


def find_quantities(text: str, taken: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """Return the quantities of `text` in order, leaving out what overlaps `taken` (dates, durations)."""
    borders = sorted(taken)
    starts = [span.start for span in borders]
    found: list[Quantity] = []
    for match in _pattern().finditer(text):
        core = Span(match.start("core"), match.end("core"))
        place = bisect_right(starts, core.end)
        if any(span.overlaps(core) for span in borders[max(0, place - 3) : place]):
            continue
        if _is_no_count(text, core, match):
            continue
        quantity = _read(text, match, core)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def read_quantity(words: str) -> Quantity | None:
    """Return the quantity that `words` as a whole state, None where they state none."""
    return next(iter(find_quantities(words)), None)


@cache
def _ranges() -> dict[str, _Range]:
    return {
        row["word"]: _Range(*(int(row[name]) if row[name] else None for name in ("low", "best", "high")))
        for row in read_table("quantity_words")
    }


@cache
def _qualifiers() -> dict[str, Qualifier]:
    known: dict[str, Qualifier] = {
        "at_least": "at_least",
        "more_than": "more_than",
        "at_most": "at_most",
        "about": "about",
    }
    return {row["phrase"]: known[row["qualifier"]] for row in read_table("quantity_qualifiers")}


@cache
def _pattern() -> re.Pattern[str]:
    before, after = (
        "|".join(
            re.escape(row["phrase"]).replace(r"\ ", r"\s")
            for row in sorted(read_table("quantity_qualifiers"), key=lambda row: -len(row["phrase"]))
            if row["place"] == place
        )
        for place in ("before", "after")
    )
    small = "|".join(sorted((*w.UNITS, *w.TENS), key=len, reverse=True))
    multiple = "hundred|thousand|million|dozen"
    spelt = rf"(?:{small})\b(?:[- ](?:and )?(?:{small}|{multiple})\b)*"
    digits = r"(?<![\d.,:/$€£#])(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d/:]|[.,]\d)"
    number = rf"(?:{digits}(?: (?:{multiple})\b)?|{spelt}|(?:half a|a|an) (?:{multiple})\b|a score\b(?= of))"
    plural = "|".join(row["word"] for row in read_table("quantity_words") if row["times"] == "yes")
    single = "|".join(row["word"] for row in read_table("quantity_words") if row["times"] == "no")
    vague = (
        rf"(?:(?:many |a )?(?:{plural}) (?:of )?(?:{multiple}|hundreds|thousands|millions|dozens)\b"
        rf"|(?:tens|dozens|scores|hundreds|thousands|millions)\b|(?:a )?(?:couple|handful)\b(?= of| more| \w+s\b)"
        rf"|a few\b|(?:a |the )?(?:pair|trio|quartet)\b(?= of)|(?:several|multiple|numerous|many|countless|both)\b"
        rf"|(?:double|triple|quadruple|quintuple)(?= (?:fatal |deadly )?(?:homicide|murder|killing|slaying|shooting|stabbing|fatality)))"
    )
    assert single
    dash = r"(?: ?[-–—] ?| to | or )"
    core = (
        rf"(?P<between>between (?P<b1>{number}) and (?P<b2>{number}))"
        rf"|(?P<from>from (?P<f1>{number}) to (?P<f2>{number}))"
        rf"|(?P<range>(?P<r1>{number}){dash}(?P<r2>{number}))"
        rf"|(?P<number>{number})|(?P<vague>{vague})"
        r"|(?P<zero>no(?! (?:more|less|fewer|longer|later)\b)|none|nobody|no one|no-one|zero|neither)"
    )
    return re.compile(
        rf"(?<![\w$€£#.,-])(?:(?P<before>{before})\s+(?:the |an? additional |another )?)?"
        rf"(?P<core>{core})(?![\w%])(?P<plus>\+)?(?:(?P<strong>[- ]strong\b)|[ -](?P<after>{after})\b)?",
        re.IGNORECASE,
    )


_AFTER_NO_COUNT = re.compile(
    r"(?:\s|-)?(?:%|percent\b|per cent\b|(?:-| )?years?[- ]olds?\b|years? of age\b|cents?\b|[ap]\.?m\b|[NSEW]\. |st\b|nd\b|rd\b|th\b"
    r"|block of\b|-(?:day|week|month|year|hour|minute|mile|foot|inch|story|page|point|man|bed|round|car|caliber|gauge|mm)\b|mm\b"
    r"|caliber\b|o['’]clock\b|degrees?\b|(?:east|west|north|south)\b[A-Z])",
    re.IGNORECASE,
)
_BEFORE_NO_COUNT = re.compile(
    r"(?:\b(?:no|nos|section|route|highway|interstate|channel|flight|page|chapter|article|age|aged|apt|apartment|room|district|ward"
    r"|level|phase|grade|number|resolution|ak|m|f|su|mig|b|c|i|us|u\.s|road|hwy|precinct|troop|zone|day|part|version|top)\.?[ -]?"
    r"|[$€£#]\s?|\b[A-Z][\w.’'-]+,\s)$",
    re.IGNORECASE,
)
_AGE = re.compile(r"[A-Z][\w.’'-]+,\s$")
_ACTUALLY_COUNTS = re.compile(r"\b(?:number|top)\b", re.IGNORECASE)


def _is_no_count(text: str, core: Span, match: re.Match[str]) -> bool:
    """Tell whether the number is an age, an address, a price, a name's number or a year."""
    if match["vague"]:
        return False
    tail, head = text[core.end : core.end + 24], text[max(0, core.start - 16) : core.start]
    words = core.cut(text)
    if match["zero"]:
        return bool(re.match(r"\.? ?\d", tail)) or (words.lower() == "no" and tail[:1] in ",.?!;”\"'’")
    if _AFTER_NO_COUNT.match(tail) and not match["strong"]:
        return True
    if not words[0].isdigit():
        return False
    if (
        match["before"] is None
        and re.search(_BEFORE_NO_COUNT.pattern, head, re.IGNORECASE)
        and not _AGE.search(head)
    ):
        return True
    is_age = _AGE.search(head) is not None and re.match(r",|\.| of | from |;|\)", tail) is not None
    is_year = words.isdigit() and 1900 <= int(words) <= 2049 and match["before"] is None
    return is_age or is_year


def _read(text: str, match: re.Match[str], core: Span) -> Quantity | None:
    qualifier: Qualifier = "exact"
    if match["zero"]:
        found: _Range | None = _Range(0, 0, 0)
    elif match["vague"]:
        found, qualifier = _vague_range(match["vague"]), "vague"
        if found is not None and found.low == found.high:
            qualifier = "exact"
    elif match["number"]:
        value = to_count(match["number"])
        found = None if value is None else _Range(value, value, value)
    else:
        found, qualifier = _bounds(match), "range"
        if found is None and (value := to_count(core.cut(text))) is not None:
            found, qualifier = _Range(value, value, value), "exact"
    if found is None or (found.best or 0) > _TOO_MANY:
        return None
    quantity = Quantity(core, core, found.low, found.high, found.best, qualifier)
    return _qualified(text, match, quantity)


def _bounds(match: re.Match[str]) -> _Range | None:
    pair = next((match[a], match[b]) for a, b in (("b1", "b2"), ("f1", "f2"), ("r1", "r2")) if match[a])
    low, high = to_count(pair[0]), to_count(pair[1])
    if low is None or high is None:
        return None
    multiple = re.search(r"(hundred|thousand|million|dozen)$", pair[1].lower())
    if multiple and low < high and low < _MULTIPLES[multiple[1]]:
        low *= _MULTIPLES[multiple[1]]
    return _Range(low, (low + high) // 2, high) if low < high else None


def _vague_range(words: str) -> _Range | None:
    parts = [
        part
        for part in re.split(r"[ -]", words.lower())
        if part not in {"of", "a", "the", "many"} or part == words.lower()
    ]
    if not parts or parts[0] not in _ranges():
        return None
    found = _ranges()[parts[0]]
    if len(parts) > 1:
        factor = _MULTIPLES.get(parts[1].removesuffix("s"))
        return None if factor is None else found.times(factor)
    return found


def _qualified(text: str, match: re.Match[str], quantity: Quantity) -> Quantity:
    """Apply the words before and after the number: they open one side, or make it approximate."""
    phrase = match["before"] or match["after"] or ("plus" if match["plus"] else "")
    start, end = match.start(), match.end()
    if match["after"] == "plus" and match["before"]:
        phrase = match["before"]
    quantity = replace(quantity, span=Span(start, end))
    kind = _qualifiers().get(re.sub(r"\s+", " ", phrase.lower()))
    if kind is None or quantity.low == quantity.high == 0:
        return quantity
    if kind in {"at_least", "more_than"}:
        best = quantity.low if quantity.qualifier in {"exact", "range"} else quantity.best
        return replace(quantity, high=None, best=best, qualifier=kind)
    if kind == "at_most":
        best = quantity.high if quantity.high is not None else quantity.best
        return replace(quantity, low=None, best=best, high=best, qualifier=kind)
    return replace(quantity, qualifier="about") if quantity.qualifier == "exact" else quantity


def to_count(words: str) -> int | None:
    """Return the whole number that digits, number words or both state ("1,200", "two dozen", "half a million")."""
    tidy = words.lower().replace(",", "").strip()
    if tidy.startswith("half a "):
        factor = _MULTIPLES.get(tidy.split()[-1])
        return None if factor is None else factor // 2
    if tidy == "a score":
        return 20
    total = current = 0
    seen = False
    for part in _parts(tidy):
        if part.isdigit():
            current += int(part)
        elif part in w.UNITS:
            current += w.UNITS[part]
        elif part in w.TENS:
            current += w.TENS[part]
        elif part in _MULTIPLES:
            current = (current or 1) * _MULTIPLES[part]
            if part in {"thousand", "million"}:
                total, current = total + current, 0
        elif part in {"and", "a", "an"}:
            continue
        else:
            return None
        seen = True
    return total + current if seen else None


def _parts(words: str) -> Iterator[str]:
    yield from (part for part in re.split(r"[\s-]+", words) if part)
