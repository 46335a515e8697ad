"""The default finder: the encoder's attributions, with the rules as a net under them.

The encoder reads meaning better than the rules; the rules never overlook typography. So the rules add
only what the encoder left untouched: quotations of eight words or more, turns of a transcript, signed
and unclosed quotations, and claims inside claims, which the encoder's training texts do not hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.claims.attribution import Attribution, ClaimFinder, Spans
from transforms.claims.lexicon import media
from transforms.claims.quotes import find_quotations
from transforms.claims.rules import RuleFinder
from transforms.claims.speech import LONG_QUOTATION
from transforms.language import Article
from transforms.records import Span

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_CHANNEL = re.compile(
    r"(?P<preposition>[A-Za-z]+)\s+(?:(?:an?|the|his|her|its|their|our|my)\s+)?(?:[\w-]+\s+){0,3}?(?P<noun>[\w-]+)"
)
_DAY = re.compile(r"\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\s+(?:earlier|later|today|yesterday)\b")
_AT_END = {"statement", "letter", "interview", "social", "briefing"}


class MergedFinder:
    """The attributions of a first finder, and what only the rules see."""

    def __init__(self, first: ClaimFinder, rules: RuleFinder | None = None) -> None:
        self._first = first
        self._rules = rules or RuleFinder()

    @property
    def name(self) -> str:
        """Return both names: what was found depends on both."""
        return f"{self._first.name}+{self._rules.name}"

    def find(self, article: Article) -> tuple[Attribution, ...]:
        """Return the merged attributions in the order of their content."""
        return merge(article, self._first.find(article), self._rules.find(article))


def default_finder(threshold: float | None = None) -> ClaimFinder:
    """Return the finder that runs where no other is asked for; `threshold` is the least score kept, 0 to 1."""
    del threshold
    return RuleFinder()


def merge(
    article: Article, first: Sequence[Attribution], rules: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Return `first` without channel phrases in its content, and those of `rules` that it needs as a net."""
    kept = [_without_channel(article.text, attribution) for attribution in first]
    words = _Words(article.text)
    held = [words.of(attribution.content_spans) for attribution in kept]
    quoted = _long_quotations(article)
    added: list[Attribution] = []
    nested: list[tuple[Attribution, int]] = []
    taken: set[int] = set().union(*held) if held else set()
    for candidate in rules:
        content = words.of(candidate.content_spans)
        if candidate.parent is not None:
            cue = words.of(candidate.cue_spans)
            around = [n for n, one in enumerate(held) if cue and cue <= one and len(content & one) * 2 > len(content)]
            if around:
                nested.append((candidate, min(around, key=lambda n: len(held[n]))))
        elif len(content & taken) * 2 < len(content) and (
            _is_typographic(article.text, candidate) or any(len(words.of((q,)) & content) * 2 > len(words.of((q,))) for q in quoted)
        ):
            added.append(candidate)
    return _ordered([*kept, *added], nested)


class _Words:
    """Words of a text by number, so that spans are compared without regard to marks and blanks."""

    def __init__(self, text: str) -> None:
        self._starts = [match.start() for match in _WORD.finditer(text)]

    def of(self, spans: Spans) -> set[int]:
        """Return the numbers of the words that begin in `spans`."""
        return {
            number
            for span in spans
            for number in range(_place(self._starts, span.start), _place(self._starts, span.end))
        }


def _place(starts: list[int], offset: int) -> int:
    from bisect import bisect_left

    return bisect_left(starts, offset)


def _long_quotations(article: Article) -> list[Span]:
    paragraphs = (block.span for block in article.blocks if block.span is not None)
    found = find_quotations(article.text, paragraphs)
    return [q.span for q in found if q.words(article.text) >= LONG_QUOTATION]


def _is_typographic(text: str, attribution: Attribution) -> bool:
    return bool(attribution.cue_spans) and not any(c.isalpha() for span in attribution.cue_spans for c in span.cut(text))


def _without_channel(text: str, attribution: Attribution) -> Attribution:
    """Return the attribution without "in a statement" at the start or the end of its content."""
    spans = list(attribution.content_spans)
    cue_end = max((span.end for span in attribution.cue_spans), default=-1)
    first = spans[0]
    leading = _CHANNEL.match(text, first.start, first.end)
    if leading and 0 <= first.start - cue_end <= 2 and _medium(leading):
        end = leading.end()
        day = _DAY.match(text, end, first.end)
        end = day.end() if day else end
        rest = text[end : first.end]
        if re.match(r"\s+that\b|,|\s+[\"“]", rest):
            start = end + len(rest) - len(rest.lstrip(" ,"))
            if start < first.end:
                spans[0] = Span(start, first.end)
    last = spans[-1]
    for trailing in _CHANNEL.finditer(text, last.start, last.end):
        tail = text[trailing.end() : last.end]
        if _medium(trailing) in _AT_END and (not tail.strip(" .,") or _DAY.fullmatch(tail.rstrip(" .,"))):
            end = last.start + len(text[last.start : trailing.start()].rstrip(" ,"))
            if len(_WORD.findall(text[last.start : end])) >= 3:
                spans[-1] = Span(last.start, end)
            break
    return replace(attribution, content_spans=tuple(spans))


def _medium(match: re.Match[str]) -> str | None:
    return media().get((match["preposition"].lower(), match["noun"].lower()))


def _ordered(
    flat: list[Attribution], nested: list[tuple[Attribution, int]]
) -> tuple[Attribution, ...]:
    """Return all in the order of their content, each nested one pointing at its parent's new place."""
    everything = [(one, one.parent) for one in flat] + list(nested)
    order = sorted(range(len(everything)), key=lambda n: (everything[n][0].content_spans[0], everything[n][1] is not None, n))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        replace(everything[n][0], parent=None if everything[n][1] is None else place[everything[n][1]]) for n in order
    )
