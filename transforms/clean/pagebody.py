"""The paragraphs of an HTML page: trafilatura's reading, checked against what the page itself states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import trafilatura
from lxml.html import HtmlElement

from transforms.clean.normalise import normalise_text, tidy_line
from transforms.clean.pagemeta import PageMetadata, plain
from transforms.records import BlockKind

Paragraph = tuple[BlockKind, str]

_KINDS: dict[str, BlockKind] = {"head": "crosshead", "item": "list_item", "quote": "quote"}
_BLOCK_TAGS = frozenset({"p", "head", "item", "quote", "row", "code", "lb", "list", "table", "fw", "div"})
_WORD = re.compile(r"\w+")
_NO_LETTER = re.compile(r"[\W_]+")
_SHORT = 900
"""Characters; a quick reading below this length is not trusted."""
_SHARED_TITLE = 0.34
_STANDFIRST_TAGS = ("p", "h2", "h3", "h4", "div", "span", "strong", "b", "em", "summary")


def read_body(
    tree: HtmlElement, url: str | None, metadata: PageMetadata, title: str | None
) -> list[Paragraph]:
    """Return the page's paragraphs in order, the standfirst included; empty where there is no body."""
    stated = _stated_body(metadata)
    found = _paragraphs(_extract(tree, url, is_quick=True))
    if not _is_sound(found, title, stated):
        whole = _paragraphs(_extract(tree, url, is_quick=False))
        found = whole or found
    if stated:
        found = _agree(found, stated)
    standfirst = _standfirst(tree, metadata, found, title)
    if standfirst is not None:
        found.insert(0, ("standfirst", standfirst))
    return found


def _extract(tree: HtmlElement, url: str | None, is_quick: bool) -> Any:
    result = trafilatura.bare_extraction(
        tree, url=url, fast=is_quick, include_comments=False, include_formatting=False
    )
    return None if result is None or isinstance(result, dict) else result.body


def _is_sound(found: list[Paragraph], title: str | None, stated: str) -> bool:
    """Tell whether a quick reading can stand: long, on the headline's matter, and no whole page."""
    text = " ".join(part for _, part in found)
    if len(text) < _SHORT:
        return False
    if sum(len(part) < 25 for _, part in found) > 0.5 * len(found):
        return False
    if stated and _key(text)[:400] == _key(stated)[:400] and len(found) <= 2:
        return False
    wanted = {word for word in _WORD.findall((title or "").lower()) if len(word) > 3}
    if not wanted:
        return True
    given = text.lower()
    return sum(word in given for word in wanted) >= _SHARED_TITLE * len(wanted)


def _paragraphs(body: Any) -> list[Paragraph]:
    """Return the blocks of trafilatura's tree, cut wherever a block element begins or ends."""
    if body is None:
        return []
    found: list[Paragraph] = []
    pieces: list[str] = []
    kind: BlockKind = "paragraph"

    def flush() -> None:
        for line in normalise_text("".join(pieces)).split("\n"):
            tidy = tidy_line(line)
            if tidy:
                found.append((kind, tidy))
        pieces.clear()

    stack: list[tuple[Any, bool, BlockKind]] = [(body, False, "paragraph")]
    while stack:
        element, is_end, outer = stack.pop()
        if not isinstance(element.tag, str):
            continue
        is_block = element.tag in _BLOCK_TAGS
        if is_end:
            if is_block:
                flush()
                kind = outer
            elif element.tag == "cell":
                pieces.append(" ")
            pieces.append(element.tail or "")
            continue
        if is_block:
            flush()
            kind = _KINDS.get(element.tag, outer)
        pieces.append(element.text or "")
        stack.append((element, True, outer))
        stack.extend((child, False, kind) for child in reversed(element))
    flush()
    return found


def _stated_body(metadata: PageMetadata) -> str:
    """Return the longest articleBody of the page's JSON-LD as plain text, or an empty text."""
    bodies = (plain(str(article.get("articleBody") or "")) for article in metadata.articles)
    return max(bodies, key=len, default="")


def _agree(found: list[Paragraph], stated: str) -> list[Paragraph]:
    """Return the paragraphs that the page's stated body confirms, where it is plainly the same article.

    A stated body that the reading hardly shares is used by itself only where the reading is empty.
    """
    if not found:
        return [("paragraph", stated)] if len(stated) >= _SHORT else []
    known = _triples([stated])
    flags = [_share(_triples([text]), known) for _, text in found]
    sizes = [len(text) for _, text in found]
    confirmed = sum(size for size, flag in zip(sizes, flags, strict=True) if flag >= 0.5)
    if confirmed < 0.5 * sum(sizes) or confirmed < 0.8 * len(stated):
        return found
    last = max(at for at, flag in enumerate(flags) if flag >= 0.5)
    return [
        paragraph
        for at, (paragraph, flag) in enumerate(zip(found, flags, strict=True))
        if flag >= 0.5 or (at < last and (at == 0 or len(paragraph[1].split()) < 8))
    ]


def _standfirst(
    tree: HtmlElement, metadata: PageMetadata, found: Iterable[Paragraph], title: str | None
) -> str | None:
    """Return the page's stated description where the page shows it word for word outside the body."""
    stated = [str(metadata.article_value("description") or "")]
    stated += [
        metadata.meta.get(name, "") for name in ("og:description", "description", "twitter:description")
    ]
    body = _key(" ".join(text for _, text in found))
    for description in dict.fromkeys(plain(text) for text in stated):
        start = _key(description.rstrip("….").strip())
        if len(description.split()) < 6 or start == _key(title or "") or start[:120] in body:
            continue
        shown = _find_shown(tree, description[:8], start)
        if shown is not None and _key(shown)[:120] not in body:
            return shown
    return None


def _find_shown(tree: HtmlElement, head: str, start: str) -> str | None:
    """Return the text of the first element that begins with `head`, shows `start` and little more."""
    for element in tree.iter(*_STANDFIRST_TAGS):
        if not element.text or not element.text.lstrip().startswith(head) or len(element) > 12:
            continue
        shown = plain(element.text_content())
        key = _key(shown)
        if key.startswith(start) and len(key) <= 1.6 * len(start) + 20:
            return shown
    return None


def _triples(texts: Iterable[str]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = _WORD.findall(text.lower())
        found.update(tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2)))
    return found


def _share(part: set[tuple[str, ...]], whole: set[tuple[str, ...]]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text.lower())
