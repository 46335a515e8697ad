"""RSS and Atom: entries whose article stands in the feed, and links to those whose article does not."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from typing import Any

import feedparser

from transforms.read.bounds import Found, Piece, Unreadable
from transforms.read.html import make_page
from transforms.read.manifest import merge_hints
from transforms.records import Hints

WHOLE_CHARS = 800
"""An entry's own content of so many characters is taken for the article; less is a teaser for its link."""
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a feed only points to."""

    url: str
    """Its address, http or https."""
    hints: Hints
    """What the feed says of it: address, headline, writers, moment, language."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    record_no: int
    """Place in the feed, from 0."""
    hints: Hints
    """What the feed says of it."""
    content: str | None
    """Source of the article, as HTML, where the feed carries it."""


def read_feed(piece: Piece, *, reports_links: bool) -> Iterator[Found]:
    """Yield the articles that stand in the feed itself; those it only links to come from `read_links`.

    With `reports_links` every such entry is a rejection (link_only) instead of being passed over,
    for feeds that nobody will follow. Raises Unreadable (empty, too_large, bad_feed).
    """
    for entry in read_entries(piece):
        uri = entry.hints.url or f"{piece.uri}#entry={entry.record_no + 1}"
        if entry.content is not None:
            part = replace(piece, uri=uri, hints=merge_hints(piece.hints, entry.hints))
            try:
                yield make_page(part, entry.content, entry.record_no)
            except Unreadable as problem:
                yield piece.reject(problem.reason, problem.detail, uri)
        elif entry.hints.url is None:
            yield piece.reject("empty", "an entry with neither content nor link", uri)
        elif reports_links:
            yield piece.reject("link_only", "the feed holds no more than a link and a summary", uri)


def read_links(piece: Piece) -> tuple[Link, ...]:
    """Return the entries that a fetcher should follow, in the feed's order, each address once."""
    links: dict[str, Link] = {}
    for entry in read_entries(piece):
        url = entry.hints.url
        if entry.content is None and url is not None:
            links.setdefault(url, Link(url, merge_hints(piece.hints, entry.hints)))
    return tuple(links.values())


def read_entries(piece: Piece) -> tuple[Entry, ...]:
    """Return all entries of a feed. Raises Unreadable (empty, too_large, bad_feed)."""
    if len(piece.body) > piece.limits.feed_bytes:
        raise Unreadable("too_large", f"a feed of {len(piece.body)} bytes")
    if b"<!ENTITY" in piece.body[:100_000]:
        raise Unreadable("bad_feed", "a feed that declares entities of its own")
    headers = {"content-type": piece.media_type} if piece.media_type else {}
    try:
        parsed = feedparser.parse(io.BytesIO(piece.body), response_headers=headers)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        # feedparser raises these from its depths on markup that is broken badly enough.
        raise Unreadable("bad_feed", f"{type(error).__name__}: {error}") from error
    if not parsed.entries:
        fault = parsed.get("bozo_exception")
        raise Unreadable("bad_feed" if fault else "empty", str(fault) if fault else "a feed without entries")
    language = _language(parsed.feed.get("language"))
    return tuple(_entry(place, item, language) for place, item in enumerate(parsed.entries))


def _entry(place: int, item: Any, language: str | None) -> Entry:
    hints = Hints(
        url=_url(item.get("link")),
        published=_moment(item.get("published_parsed")),
        language=language,
        title=_tidy(item.get("title")),
        authors=_authors(item),
    )
    return Entry(place, hints, _content(item, has_link=hints.url is not None))


def _content(item: Any, *, has_link: bool) -> str | None:
    """Return the entry's article as HTML; its summary counts only where there is no link to follow."""
    contents = [(part.get("value") or "", part.get("type") or "") for part in item.get("content", ())]
    if not has_link or not contents:
        contents.append((item.get("summary") or "", item.get("summary_detail", {}).get("type") or ""))
    value, kind = max(contents, key=lambda content: len(content[0]))
    words = _SPACE.sub(" ", _TAG.sub(" ", value)).strip()
    if not words or (has_link and len(words) < WHOLE_CHARS):
        return None
    source = (
        "".join(f"<p>{escape(part)}</p>" for part in value.split("\n\n")) if kind == "text/plain" else value
    )
    title = escape(_tidy(item.get("title")) or "")
    head = f"<!DOCTYPE html><html><head><title>{title}</title></head>"
    return f"{head}<body><article>{source}</article></body></html>"


def _authors(item: Any) -> tuple[str, ...]:
    named = [_tidy(author.get("name")) for author in item.get("authors", ())]
    return tuple(dict.fromkeys(name for name in named if name is not None))


def _url(value: object) -> str | None:
    """Return an address that can be fetched; anything but http and https is none."""
    if isinstance(value, str) and value.strip().lower().startswith(("http://", "https://")):
        return value.strip()
    return None


def _tidy(value: object) -> str | None:
    """Return words without tags and runs of white space; None where nothing is left."""
    if not isinstance(value, str):
        return None
    return _SPACE.sub(" ", _TAG.sub("", value)).strip() or None


def _language(value: object) -> str | None:
    code = value.strip().split("-")[0].lower() if isinstance(value, str) else ""
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _moment(value: object) -> datetime | None:
    """Return feedparser's parsed moment, which is a struct_time in UTC."""
    if not isinstance(value, tuple):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(value), UTC)
    except (ValueError, OverflowError, OSError):
        return None
