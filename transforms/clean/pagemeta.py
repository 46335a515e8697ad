"""What an HTML page says of itself: JSON-LD and OpenGraph first, then other meta tags, then visible marks."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from transforms.clean.normalise import normalise_text, tidy_line

ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AdvertiserContentArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "Report",
        "ScholarlyArticle",
        "TechArticle",
    }
)
"""Types of schema.org that tell of one article."""

_LARGEST_JSON = 2_000_000
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The metadata of a page as it stands there; nothing is parsed or judged yet."""

    articles: tuple[dict[str, Any], ...]
    """JSON-LD objects of an article type, in the order of the page."""
    others: tuple[dict[str, Any], ...]
    """The other JSON-LD objects."""
    meta: dict[str, str]
    """First content of each meta tag, by lower-case property, name or itemprop."""
    meta_authors: tuple[str, ...]
    """Contents of the meta tags that name authors."""
    headings: tuple[str, ...]
    """Texts of the h1 elements."""
    page_title: str | None
    """Text of the title element."""
    times: tuple[str, ...]
    """Values of time elements with a machine-readable date."""
    canonical: str | None
    """The page's own address."""
    language: str | None
    """Language the html element declares."""

    def first_meta(self, *names: str) -> str | None:
        """Return the content of the first of the meta tags `names` that is there and not empty."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)

    def article_value(self, key: str) -> Any:
        """Return the first value that an article object of the JSON-LD gives for `key`, or None."""
        return next((article[key] for article in self.articles if article.get(key)), None)


def read_metadata(tree: HtmlElement) -> PageMetadata:
    """Return the metadata of a parsed page."""
    objects = [item for item in _json_objects(tree) if isinstance(item, dict)]
    meta: dict[str, str] = {}
    authors: list[str] = []
    for tag in tree.iter("meta"):
        content = tag.get("content")
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower().strip()
        if not content or not name:
            continue
        tidy = plain(content)
        meta.setdefault(name, tidy)
        if name in ("author", "article:author", "parsely-author", "dc.creator", "byl", "cxenseparse:author"):
            authors.append(tidy)
    canonical = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)
    title = next((tag.text_content() for tag in tree.iter("title") if tag.getparent().tag != "svg"), None)
    return PageMetadata(
        articles=tuple(item for item in objects if _types(item) & ARTICLE_TYPES),
        others=tuple(item for item in objects if not _types(item) & ARTICLE_TYPES),
        meta=meta,
        meta_authors=tuple(dict.fromkeys(authors)),
        headings=tuple(filter(None, (plain(tag.text_content()) for tag in tree.iter("h1")))),
        page_title=plain(title) if title else None,
        times=tuple(stamp for tag in tree.iter("time") if (stamp := tag.get("datetime"))),
        canonical=canonical if canonical and canonical.startswith("http") else None,
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def plain(text: str) -> str:
    """Return `text` without markup, entities and surplus white space."""
    return tidy_line(normalise_text(_TAG.sub("", html.unescape(html.unescape(text)))))


def names_in(value: Any) -> list[str]:
    """Return the names that a JSON-LD person or organization, or a list of them, states."""
    if isinstance(value, str):
        return [plain(value)] if value.strip() and not value.startswith("http") else []
    if isinstance(value, list):
        return [name for item in value for name in names_in(item)]
    if isinstance(value, dict):
        return names_in(value.get("name"))
    return []


def _types(item: dict[str, Any]) -> set[str]:
    types = item.get("@type")
    if isinstance(types, str):
        return {types.rsplit("/", 1)[-1]}
    return {str(name).rsplit("/", 1)[-1] for name in types} if isinstance(types, list) else set()


def _json_objects(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        if len(script.text) <= _LARGEST_JSON:
            yield from _flatten(_load(script.text))


def _load(source: str) -> Any:
    """Return the parsed JSON, mended where a page breaks it in the usual ways, or None."""
    text = source.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for mended in (text, _CONTROL.sub(" ", text), _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text))):
        try:
            return json.loads(mended)
        except (ValueError, RecursionError):
            continue
    return None


def _flatten(item: Any) -> Iterator[Any]:
    if isinstance(item, list):
        for part in item:
            yield from _flatten(part)
    elif isinstance(item, dict):
        yield item
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            part = item.get(key)
            if isinstance(part, list | dict):
                yield from _flatten(part)
