"""Headline, writers, dates and outlet of a page, chosen among what its metadata state."""

from __future__ import annotations

import re

from htmldate import find_date
from lxml.html import HtmlElement

from transforms.clean import published
from transforms.clean.credits import find_agencies, find_writers
from transforms.clean.pagemeta import PageMetadata, names_in, plain
from transforms.clean.published import Published

_SITE_MARKS = re.compile(r"(?:\s*[|ㅣ»]\s*|\s[-–—:•·]\s).{2,60}$")
_NAME_SPLIT = re.compile(r"\s*(?:[,;|/]|\s(?:and|und|et|y|e|&)\s)\s*")
_PUBLISHED_NAMES = (
    "article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "publishdate",
    "publish-date",
    "publication_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "sailthru.date",
    "date",
)
_MODIFIED_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
)


def find_title(metadata: PageMetadata) -> str | None:
    """Return the headline, without the site's name: JSON-LD first, then OpenGraph, headings, page title.

    Taking the reading on which most of them agree was no better on the development pages.
    """
    stated = [
        plain(str(metadata.article_value("headline") or "")),
        metadata.first_meta("og:title"),
        *metadata.headings[:1],
        metadata.first_meta("twitter:title"),
        metadata.page_title,
    ]
    candidates = [title for title in stated if title]
    if not candidates:
        return None
    return _without_site(candidates[0], [*candidates, *metadata.headings], find_outlet(metadata))


def find_authors(metadata: PageMetadata) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the writers, and the agencies that stand among them."""
    stated = names_in(metadata.article_value("author")) or list(metadata.meta_authors)
    writers: list[str] = []
    agencies: list[str] = []
    outlet = _key(find_outlet(metadata) or "")
    for name in stated:
        named = find_writers(name) or tuple(_NAME_SPLIT.split(name))
        for raw in named:
            part = raw.strip(" .")
            if not part or "http" in part or "@" in part or len(part) > 80:
                continue
            carriers = find_agencies(part)
            agencies.extend(carriers)
            if not carriers and _key(part) != outlet:
                writers.append(part)
    return tuple(dict.fromkeys(writers)), tuple(dict.fromkeys(agencies))


def find_published(
    metadata: PageMetadata, tree: HtmlElement, url: str | None
) -> tuple[Published | None, Published | None]:
    """Return when the page says it was published and changed; the change never stands in for the other."""
    stamps = [
        metadata.article_value("datePublished"),
        *(metadata.meta.get(name) for name in _PUBLISHED_NAMES),
    ]
    stated = next((found for stamp in stamps if stamp and (found := published.from_stamp(str(stamp)))), None)
    changes = [metadata.article_value("dateModified"), *(metadata.meta.get(name) for name in _MODIFIED_NAMES)]
    modified = next(
        (found for stamp in changes if stamp and (found := published.from_stamp(str(stamp)))), None
    )
    if stated is None and (metadata.times or published.from_url(url) is None):
        stated = _visible_date(tree, url, modified)
    return stated, modified


def _visible_date(tree: HtmlElement, url: str | None, modified: Published | None) -> Published | None:
    """Return the day htmldate reads off the page, unless it is the change's or a bare year's first."""
    day = find_date(tree, original_date=True, extensive_search=False, url=url)
    if day is None or day.endswith("-01-01"):
        return None
    stated = published.from_stamp(day, "text")
    if stated is None or (modified is not None and stated.stated_date == modified.stated_date):
        return None
    return stated


def find_outlet(metadata: PageMetadata) -> str | None:
    """Return the publisher's name as the page states it."""
    names = names_in(metadata.article_value("publisher"))
    for item in metadata.others:
        if item.get("@type") in ("NewsMediaOrganization", "Organization") and not names:
            names = names_in(item)
    site = metadata.first_meta("og:site_name", "application-name")
    return next(iter(names), None) or site


def is_free(metadata: PageMetadata) -> bool | None:
    """Return what the page says of free access, or None where it says nothing."""
    for item in (*metadata.articles, *metadata.others):
        value = item.get("isAccessibleForFree")
        if value is not None:
            return str(value).strip().lower() not in ("false", "no", "0")
    return None


def _without_site(title: str, others: list[str], site: str | None) -> str:
    """Return `title` without the site's name at its end, where another title or the site's name shows it."""
    for other in sorted(set(others), key=len):
        if len(other) >= 10 and len(other) < len(title) and title.startswith(other):
            rest = title[len(other) :]
            if _SITE_MARKS.fullmatch(rest):
                return other
    found = _SITE_MARKS.search(title)
    if found and site and _key(found[0]) and (_key(found[0]) in _key(site) or _key(site) in _key(found[0])):
        return title[: found.start()]
    return title


def _key(text: str) -> str:
    return "".join(mark for mark in text.lower() if mark.isalnum())
