"""How attributions are scored: word sets, one-to-one matches at IoU 0.5, and the source beside them.

A group of spans counts as the set of its words (a word keeps inner hyphens, dots and apostrophes), so
that quotation marks and commas never matter. Gold and predictions are matched one to one, best overlap
first. A source is right where half of the smaller word set is shared, stop words left aside; where the
gold names none, none must be predicted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEAST_OVERLAP = 0.5
KINDS = ("direct", "mixed", "indirect")
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "for",
        "in",
        "to",
        "’s",
        "'s",
        "by",
        "on",
        "at",
        "his",
        "her",
        "its",
        "their",
        "s",
    ]
)


@dataclass(frozen=True, slots=True)
class Scored:
    """One attribution as numbers of words."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]
    kind: str
    """One of KINDS."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Gold and predictions of one document, and who goes with whom."""

    words: Sequence[str]
    """The words, lower-case."""
    wanted: Sequence[Scored]
    found: Sequence[Scored]
    matches: Sequence[tuple[int, int]]
    """Places in `wanted` and in `found`."""


def pair(text: str, gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]) -> Paired:
    """Return gold and predictions as word sets, matched one to one."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    flags = _quoted(text)
    wanted, found = _scored(gold, words, flags), _scored(predicted, words, flags)
    lowered = [text[start:end].lower() for start, end in words]
    return Paired(lowered, wanted, found, _matches(wanted, found))


def score_document(
    text: str, gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> Counter[str]:
    """Return the counts of one document, to be summed over documents and handed to `summarise`."""
    paired = pair(text, gold, predicted)
    wanted, found = paired.wanted, paired.found
    counts: Counter[str] = Counter(gold=len(wanted), predicted=len(found))
    for one in wanted:
        counts[f"gold_{one.kind}"] += 1
    for one in found:
        counts[f"predicted_{one.kind}"] += 1
    for at, to in paired.matches:
        mine, theirs = wanted[at], found[to]
        is_right = _same_source(mine.source, theirs.source, paired.words)
        counts["matched"] += 1
        counts["joint"] += is_right
        counts["exact"] += mine.content == theirs.content
        counts["cue"] += bool(mine.cue & theirs.cue)
        counts[f"recalled_{mine.kind}"] += 1
        counts[f"precise_{theirs.kind}"] += 1
        if _meaning(mine.source, paired.words):
            counts["with_source"] += 1
            counts["source_right"] += is_right
    return counts


def summarise(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the measures in per cent: precision, recall and F1 of detection, F1 of the rest."""
    predicted, gold = counts["predicted"], counts["gold"]
    measures = {
        "precision": _share(counts["matched"], predicted),
        "recall": _share(counts["matched"], gold),
        "detection": _f1(counts["matched"], counts["matched"], predicted, gold),
        "joint": _f1(counts["joint"], counts["joint"], predicted, gold),
        "exact": _f1(counts["exact"], counts["exact"], predicted, gold),
        "source_right": _share(counts["source_right"], counts["with_source"]),
        "cue_touched": _share(counts["cue"], counts["matched"]),
    }
    for kind in KINDS:
        measures[kind] = _f1(
            counts[f"precise_{kind}"],
            counts[f"recalled_{kind}"],
            counts[f"predicted_{kind}"],
            counts[f"gold_{kind}"],
        )
    return measures


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _f1(precise: int, recalled: int, predicted: int, gold: int) -> float:
    precision, recall = _share(precise, predicted), _share(recalled, gold)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _scored(
    attributions: Sequence[Mapping[str, Any]], words: list[tuple[int, int]], flags: bytearray
) -> list[Scored]:
    starts = [start for start, _ in words]
    made = []
    for one in attributions:
        content = _numbers(one["content"], starts)
        if not content:
            continue
        quoted = sum(1 for number in content if flags[words[number][0]])
        kind = "direct" if quoted * 2 >= len(content) else ("mixed" if quoted else "indirect")
        made.append(
            Scored(content, _numbers(one.get("source"), starts), _numbers(one.get("cue"), starts), kind)
        )
    return made


def _numbers(spans: Sequence[Sequence[int]] | None, starts: list[int]) -> frozenset[int]:
    return frozenset(
        number
        for start, end in spans or ()
        for number in range(bisect_left(starts, start), bisect_left(starts, end))
    )


def _matches(wanted: list[Scored], found: list[Scored]) -> list[tuple[int, int]]:
    pairs = []
    for at, mine in enumerate(wanted):
        for to, theirs in enumerate(found):
            shared = len(mine.content & theirs.content)
            if shared:
                pairs.append((-shared / len(mine.content | theirs.content), at, to))
    chosen: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for overlap, at, to in sorted(pairs):
        if -overlap >= LEAST_OVERLAP and at not in used_gold and to not in used_found:
            used_gold.add(at)
            used_found.add(to)
            chosen.append((at, to))
    return chosen


def _meaning(words: frozenset[int], lowered: Sequence[str]) -> frozenset[int]:
    return frozenset(number for number in words if lowered[number] not in _STOP) or words


def _same_source(wanted: frozenset[int], found: frozenset[int], lowered: Sequence[str]) -> bool:
    mine, theirs = _meaning(wanted, lowered), _meaning(found, lowered)
    if not mine or not theirs:
        return not mine and not theirs
    return len(mine & theirs) * 2 >= min(len(mine), len(theirs))


def _quoted(text: str) -> bytearray:
    """Return a flag for each character: inside double marks, closed at the line's end at the latest."""
    flags = bytearray(len(text))
    curly = straight = False
    for at, character in enumerate(text):
        if character == "\n":
            curly = straight = False
        elif character in "“«„":
            curly = True
        elif character in "”»":
            curly = False
            flags[at] = 1
        elif character == '"':
            straight = not straight
            flags[at] = 1
        if curly or straight:
            flags[at] = 1
    return flags
