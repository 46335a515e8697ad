"""An HTML page taken apart."""

from __future__ import annotations

import trafilatura

from transforms.clean.dump import clean_dump
from transforms.clean.found import Found, Refused


def clean_page(source: str, url: str | None = None) -> Found | Refused:
    """Return what the page `source` holds, or why it holds no article."""
    text = trafilatura.extract(source, url=url, include_comments=False)
    return clean_dump(text) if text else Refused("no_article", "no running text on the page")
