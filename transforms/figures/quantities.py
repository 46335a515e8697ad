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
from transforms.figures.wording import is_no_count, quantity_pattern
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
    is_strength: bool = False
    """Whether it is the size of a force ("50,000-strong")."""


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
    for match in quantity_pattern().finditer(text):
        core = Span(match.start("core"), match.end("core"))
        place = bisect_right(starts, core.end)
        if any(span.overlaps(core) for span in borders[max(0, place - 3) : place]):
            continue
        if is_no_count(text, core, match):
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
    quantity = replace(quantity, span=Span(start, end), is_strength=match["strong"] is not None)
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
    """Return the whole number that digits, number words or both state ("1,200", "two dozen")."""
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
