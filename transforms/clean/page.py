"""An HTML page taken apart: trafilatura finds the body, the page's metadata say the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import trafilatura
from lxml.html import HtmlElement

from transforms.clean.blocks import Draft, split_datelines
from transforms.clean.credits import find_carriers
from transforms.clean.found import Found, Refused
from transforms.clean.lines import make_line
from transforms.clean.pagebody import Paragraph, read_body
from transforms.clean.pagefields import find_authors, find_outlet, find_published, find_title, is_free
from transforms.clean.pagemeta import read_metadata
from transforms.clean.shapes import shape_of
from transforms.clean.walls import find_wall
from transforms.records import BlockKind

_KINDS: dict[str, BlockKind] = {
    "head": "crosshead",
    "item": "list_item",
    "quote": "quote",
    "row": "paragraph",
}
_DROPPED: dict[str, BlockKind] = {
    "teaser": "teaser",
    "carrier": "credit",
    "byline": "byline",
    "image_credit": "image_credit",
    "date": "other",
    "time": "other",
}
_NO_LETTER = re.compile(r"[\W_]+")
_SHORTEST_BODY = 8
"""Words; less is no article."""


def clean_page(source: str, url: str | None = None) -> Found | Refused:
    """Return what the page `source` holds, or why it holds no article."""
    tree = trafilatura.load_html(source)
    if tree is None:
        return Refused("no_article", "the page cannot be read as HTML")
    metadata = read_metadata(tree)
    title = find_title(metadata)
    drafts = list(_drafts(read_body(tree, url, metadata, title), title))
    body = "\n".join(draft.text for draft in drafts if draft.drop_rule is None)
    wall = find_wall(body, _visible_text(tree, body), is_free(metadata), bool(metadata.articles))
    if wall is not None:
        return Refused(*wall)
    if len(body.split()) < _SHORTEST_BODY and len(body) < 4 * _SHORTEST_BODY:
        return Refused("no_article", f"no running text on the page ({len(body)} characters)")
    published, modified = find_published(metadata, tree, url)
    stated = [draft.text for draft in drafts if draft.kind in ("credit", "byline")]
    drafts = split_datelines(drafts)
    stated += [draft.text for draft in drafts if draft.kind == "dateline"]
    writers, carriers = find_authors(metadata)
    agencies = dict.fromkeys([*carriers, *(name for text in stated for name in find_carriers(text))])
    if title is not None:
        drafts.insert(0, Draft("title", title, "title"))
    return Found(
        tuple(drafts),
        title=title,
        authors=writers,
        agencies=tuple(agencies),
        published=published,
        modified=modified,
        outlet_name=find_outlet(metadata),
        url=metadata.canonical or metadata.first_meta("og:url"),
        language=metadata.language,
    )


def _drafts(paragraphs: Iterable[Paragraph], title: str | None) -> Iterator[Draft]:
    """Yield the body's blocks; a repeated headline is left out, furniture is dropped with its rule."""
    title_key = _key(title or "")
    for kind, text in paragraphs:
        line = make_line(text)
        if title_key and _key(text) == title_key:
            continue
        shape = shape_of(line)
        dropped = _DROPPED.get(shape)
        if dropped is not None and kind not in ("quote", "standfirst"):
            yield Draft(dropped, text, f"{shape}_line")
        else:
            yield Draft(kind, line.bare if kind == "list_item" else text)


def _visible_text(tree: HtmlElement, body: str) -> str:
    """Return all words of a page that shows little; an empty text where its body is an article's length."""
    if len(body.split()) > 500:
        return ""
    skipped = {"script", "style", "noscript", "template", "svg"}
    return " ".join(
        text
        for element in tree.iter()
        if isinstance(element.tag, str)
        for text in ((element.text if element.tag not in skipped else None), element.tail)
        if text and not text.isspace()
    )


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text.lower())
