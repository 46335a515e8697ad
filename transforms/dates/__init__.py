"""Dates and times of an article: found, read, and reckoned from what the text itself gives first."""

from __future__ import annotations

from transforms.dates.meaning import Anchor, Normal
from transforms.dates.normalise import normalise
from transforms.dates.recognise import find_expressions
from transforms.dates.resolve import resolve_spans
from transforms.language import Article
from transforms.records import TimeExpression

__all__ = ["Anchor", "Normal", "find_dates", "normalise", "resolve_spans"]


def find_dates(article: Article) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `article` in the order of the text, resolved as far as it allows.

    A year that neither the text nor the publication gives stays out: value XXXX-02-07, no
    ``start_date``, reason "no_year". A weekday that contradicts its date gives "weekday_mismatch".
    """
    return resolve_spans(article, find_expressions(article.text))
