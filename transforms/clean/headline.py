"""The headline of a dump: the line before the article whose words the article uses most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from transforms.clean.lines import Line
from transforms.clean.rules import Verdict
from transforms.clean.shapes import is_view

_WORD = re.compile(r"\w+")
_TYPOGRAPHIC = "“”‘’–—…\xa0"
_SPACED = str.maketrans({chr(code): " " for code in range(128) if not _WORD.match(chr(code))})
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "at",
        "with",
        "by",
        "from",
        "is",
        "are",
        "as",
        "that",
        "this",
        "his",
        "her",
        "its",
        "after",
        "over",
        "says",
        "said",
        "will",
        "be",
        "was",
        "were",
        "has",
        "have",
        "it",
        "he",
        "she",
        "they",
        "who",
        "what",
        "how",
        "why",
    ]
)
_REACH = 60
"""Lines before the first paragraph among which a headline is sought."""


def find_title(lines: list[Line], verdicts: Sequence[Verdict], body_start: int, body_end: int) -> int | None:
    """Return the place of the headline among `lines`, or None where no line fits."""
    places = [
        at
        for at in range(max(0, body_start - _REACH), min(body_start + 1, len(lines)))
        if _may_be_title(lines[at], verdicts[at], at == body_start)
    ]
    if not places:
        return None
    kept = [lines[at].text for at in range(body_start, body_end + 1) if verdicts[at].drop_rule is None]
    body = set[str]().union(*map(_words_of, kept))
    times = Counter([line.lower for line in lines])
    best, best_at = 0.0, None
    for at in places:
        line = lines[at]
        words = _telling_words(line.lower)
        if len(words) < 2:
            continue
        shared = sum(map(body.__contains__, words)) / len(words)
        score = shared * min(1.0, len(words) / 5)
        score += 0.15 if times[line.lower] > 1 else 0.0
        score -= 0.25 if line.text.endswith(".") else 0.0
        score -= 0.004 * (body_start - at)
        score -= 0.1 if is_view(line) else 0.0
        if shared >= 0.4 and score > best:
            best, best_at = score, at
    return best_at


@lru_cache(maxsize=1 << 12)
def _telling_words(lower: str) -> list[str]:
    return [word for word in _WORD.findall(lower) if len(word) > 1 and word not in _COMMON]


@lru_cache(maxsize=1 << 10)
def _words_of(text: str) -> frozenset[str]:
    """Return the words of `text` in lower case; remembered, since a headline is sought twice on a page."""
    text = text.lower()
    for mark in _TYPOGRAPHIC:
        text = text.replace(mark, " ")
    return frozenset(text.translate(_SPACED).split() if text.isascii() else _WORD.findall(text))


def _may_be_title(line: Line, verdict: Verdict, is_first_paragraph: bool) -> bool:
    if verdict.shape not in ("short", "prose") or not 3 <= len(line.words) <= 28 or line.has_marker:
        return False
    return not (is_first_paragraph and (line.text.endswith(".") or len(line.words) > 20))
