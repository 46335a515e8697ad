"""Pages that stand in the way of an article: a pay wall's stub, a request to accept cookies."""

from __future__ import annotations

from functools import cache
from typing import Literal

from transforms.resources import read_table

STUB_WORDS = 180
"""A text of more words than this is an article even where the page also asks for money."""
CONSENT_WORDS = 500
"""A text of more words than this is no mere request for consent."""
_CONSENT_PHRASES = 3

Wall = Literal["paywall", "consent_page"]


def find_wall(body: str, page_text: str, is_free: bool | None, is_article: bool) -> tuple[Wall, str] | None:
    """Return which wall a page is and the wording that shows it, or None for an article.

    `body` is the text found on the page, `page_text` all its words, `is_free` and `is_article` what its
    metadata say (None and False where they say nothing).
    """
    count = len(body.split())
    if count > CONSENT_WORDS:
        return None
    body_lower, page_lower = body.lower(), page_text.lower()
    asked = [phrase for phrase in _phrases("consent") if phrase in body_lower or phrase in page_lower]
    in_body = [phrase for phrase in asked if phrase in body_lower]
    if not is_article and len(asked) >= _CONSENT_PHRASES and (len(in_body) >= 2 or count < 40):
        return "consent_page", ", ".join(asked[:3])
    if count > STUB_WORDS:
        return None
    sold = [phrase for phrase in _phrases("paywall") if phrase in page_lower or phrase in body_lower]
    if sold and (is_free is False or any(phrase in body_lower for phrase in sold) or _is_cut(body)):
        return "paywall", f"{count} words, then: {sold[0]}"
    if is_free is False:
        return "paywall", f"{count} words; the page states that the article is not free"
    return None


def _is_cut(body: str) -> bool:
    return body.rstrip().endswith(("…", "..."))


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(row["phrase"] for row in read_table("walls") if row["kind"] == kind)
