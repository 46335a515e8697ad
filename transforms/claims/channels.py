"""Channel phrases ("in a statement on Monday") kept out of what was said."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.claims.attribution import Attribution
from transforms.claims.lexicon import media
from transforms.records import Span

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_CHANNEL = re.compile(
    r"\b(?P<preposition>in|on|at|via|by|through|during|with|over)\s+"
    r"(?:(?:an?|the|his|her|its|their|our|my)\s+)?(?:[\w-]+\s+){0,3}?(?P<noun>[\w-]+)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\s+(?:earlier|later|today|yesterday)\b"
)
_AT_END = {"statement", "letter", "interview", "social", "briefing"}


def without_channel(text: str, attribution: Attribution) -> Attribution:
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
    while (shorter := _cut_end(text, spans[-1])) is not None:
        spans[-1] = shorter
    return replace(attribution, content_spans=tuple(spans))


def _cut_end(text: str, last: Span) -> Span | None:
    """Return `last` without the channel phrase at its end, or None where there is none."""
    for trailing in _CHANNEL.finditer(text, last.start, last.end):
        tail = text[trailing.end() : last.end].rstrip(" .,")
        if _medium(trailing) in _AT_END and (not tail or _DAY.fullmatch(tail)):
            end = last.start + len(text[last.start : trailing.start()].rstrip(" ,"))
            return Span(last.start, end) if len(_WORD.findall(text[last.start : end])) >= 3 else None
    return None


def _medium(match: re.Match[str]) -> str | None:
    return media().get((match["preposition"].lower(), match["noun"].lower()))
