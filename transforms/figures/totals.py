"""Running totals: counts of a war or a year, which are not counts of the incident reported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from transforms.figures.draft import Draft
from transforms.language import Article
from transforms.records import TimeExpression

_WARS = "war|fighting|conflict|violence|insurgency|uprising"
_SINCE = re.compile(
    r"\bsince (?:the (?:start|beginning|outbreak|onset)|then\b"
    r"|(?:it|they|the [\w' -]{1,40}?) (?:began|started|broke out|erupted))"
    r"|\bso far (?:this|in the) \w+|\bto date\b|\bthis year alone\b|\b(?:over|in|during) the course of\b"
    r"|\bin (?:the |its |nearly |almost |more than |over )*(?:\w+|\d+)[ -](?:year|month|decade)s?(?:-old)?"
    rf" (?:of )?(?:civil )?(?:{_WARS})",
    re.IGNORECASE,
)
_WAR = re.compile(
    r"\b(?:civil war|war|conflict|insurgency|uprising|rebellion|epidemic|famine)$", re.IGNORECASE
)
_AS_OF = re.compile(r"\bas of\s+$", re.IGNORECASE)
_REACH = 160
"""Characters on either side within which a word makes a figure a running total."""


def is_running_total(article: Article, draft: Draft, times: Sequence[TimeExpression]) -> bool:
    """Tell whether the sentence counts from some day on, or lets a whole war do the killing."""
    if draft.kind in {"participants", "munitions", "distance"}:
        return False
    sentence = draft.head.sent
    start, end = (
        max(sentence.start_char, draft.span.start - _REACH),
        min(sentence.end_char, draft.span.end + _REACH),
    )
    window = article.text[start:end]
    if _SINCE.search(window) or _subject_is_war(draft):
        return True
    return any(
        start <= time.span.start < end
        and re.search(r"\bsince(?:[^.;]{0,60}\bin)?\s+$", article.text[start : time.span.start]) is not None
        and time.precision in {"year", "month", "decade"}
        for time in times
    )


def as_of_date(
    article: Article, draft: Draft, times: Sequence[TimeExpression], is_running: bool
) -> date | None:
    """Return the day up to which it counts: "as of Tuesday", else the publication of a running total."""
    sentence = draft.head.sent
    for time in times:
        inside = sentence.start_char <= time.span.start < sentence.end_char
        if (
            inside
            and time.end_date is not None
            and _AS_OF.search(article.text[max(0, time.span.start - 8) : time.span.start])
        ):
            return time.end_date
    published = article.document.published_at
    return published.date() if is_running and published is not None else None


def _subject_is_war(draft: Draft) -> bool:
    cue = draft.cue
    if cue is None or cue.pos_ not in {"VERB", "AUX"}:
        return False
    subjects = [child for child in cue.children if child.dep_ == "nsubj"]
    has_perfect = any(child.lower_ in {"has", "have"} for child in cue.children if child.dep_ == "aux")
    if subjects and subjects[0].lower_ in {"which", "that"} and cue.dep_ == "relcl":
        subjects = [cue.head]
    return has_perfect and any(_WAR.search(subject.lower_) is not None for subject in subjects)
