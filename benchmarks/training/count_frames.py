"""Count which words report in which frames: ``python -m benchmarks.training.count_frames --gold TRAIN``.

Prints the table ``seeds/reference/reporting_frames.csv`` anew: for each word in each frame how often the
parser read it so ("seen") and how often it then was a cue of the gold with that content ("reported").
Rows without counts in the present table were written by hand and are kept. Words of ``deed_words.csv``
are left out but for the frames named there. Nothing of the gold's text is printed but single lemmas.
"""

from __future__ import annotations

import csv
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any

from benchmarks.attribution import document_of
from benchmarks.common import parser, read_jsonl
from transforms.claims.frames import readings
from transforms.language import load_language, parse_articles
from transforms.resources import read_table

LEAST_SEEN = {"object": 5}
LEAST_SHARE = 0.42
"""Chosen on attribution_dev: detection is flat from 0.33 to 0.47, precision rises by three points."""
_CUE_ENOUGH = {"clause", "aside"}
_RAISING = {"seem", "appear"}
_FEELINGS = {"see", "know", "want", "look", "hear", "feel"}

Key = tuple[str, str, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; returns 0."""
    gold = read_jsonl(parser(__doc__ or "").parse_args(arguments).gold)
    seen, reported = count(gold)
    deeds = {(row["lemma"], row["word"]): row["reports_in"].split("|") for row in read_table("deed_words")}
    kept = {key: (seen[key], reported[key]) for key in seen if is_kept(key, seen[key], reported[key], deeds)}
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["lemma", "word", "frame", "seen", "reported"])
    for key, counts in sorted(kept.items()):
        out.writerow([*key, *counts])
    for row in read_table("reporting_frames"):
        if not row["seen"] and (row["lemma"], row["word"], row["frame"]) not in kept:
            out.writerow([row["lemma"], row["word"], row["frame"], "", ""])
    return 0


def is_kept(key: Key, seen: int, reported: int, deeds: dict[tuple[str, str], list[str]]) -> bool:
    """Tell whether a word reports often enough in a frame to be believed."""
    lemma, word, frame = key
    if not lemma.isalpha() or frame in ("according", "adverb", "named"):
        return False
    if seen < LEAST_SEEN.get(frame, 4) or reported / (seen + 1) < LEAST_SHARE:
        return False
    if (lemma, word) in deeds and frame not in deeds[(lemma, word)]:
        return False
    if frame == "raising" and lemma not in _RAISING:
        return False
    return frame != "aside" or lemma not in _FEELINGS


def count(gold: Sequence[dict[str, Any]]) -> tuple[Counter[Key], Counter[Key]]:
    """Return how often each reading was seen outside the contents of others, and how often it was right."""
    seen: Counter[Key] = Counter()
    reported: Counter[Key] = Counter()
    articles = parse_articles(load_language(), (document_of(row) for row in gold))
    for row, article in zip(gold, articles, strict=True):
        starts = [token.idx for token in article.doc if not (token.is_space or token.is_punct)]
        wanted = [
            (_numbers(one["content"], starts), _numbers(one["cue"], starts)) for one in row["attributions"]
        ]
        told = {number for content, cue in wanted for number in content - cue}
        for reading in readings(article.doc):
            head = bisect_left(starts, reading.head.idx)
            cued = [content for content, cue in wanted if head in cue]
            if head in told and not cued:
                continue
            seen[reading.key] += 1
            spans = [[token.idx, token.idx + len(token.text)] for token in reading.content]
            content = _numbers(spans, starts)
            enough = reading.frame in _CUE_ENOUGH
            reported[reading.key] += any(
                enough or len(content & one) * 2 >= len(content | one) for one in cued if content
            )
    return seen, reported


def _numbers(spans: Sequence[Sequence[int]], starts: list[int]) -> set[int]:
    return {
        number
        for start, end in spans
        for number in range(bisect_left(starts, start), bisect_left(starts, end))
    }


if __name__ == "__main__":
    sys.exit(main())
