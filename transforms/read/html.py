"""Saved pages: decoded by header, mark or declaration, and checked for nesting; parsing comes later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.read.bounds import Found, Limits, Piece, Unreadable
from transforms.read.text import decode_piece, header_charset
from transforms.records import RawArticle

_PRESCAN = 4096
"""Bytes in which a page declares its charset; the HTML standard says 1024, saved pages put more before it."""
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:+-]{2,40})", re.IGNORECASE)
_PROLOG = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]{2,40})", re.IGNORECASE)
_PROLOG_TEXT = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|blockquote|table|ul|ol|dl|font|b|i|em|strong|a)\b[^>]*", re.I
)
_STRAY_NULS = 1000
"""One NUL in so many characters is an accident that HTML parsers replace; more is no page."""


def read_html(piece: Piece) -> Iterator[Found]:
    """Yield the one page of `piece`. Raises Unreadable (empty, binary, too_large, too_deep)."""
    yield make_page(piece, decode_page(piece), 0)


def make_page(piece: Piece, content: str, record_no: int) -> RawArticle:
    """Return `content` as a page. Raises Unreadable (empty, binary, too_deep)."""
    nuls = content.count("\0")
    if nuls:
        if nuls > len(content) // _STRAY_NULS:
            raise Unreadable("binary", f"{nuls} NUL characters in a page")
        content = content.replace("\0", "\ufffd")
    if not content.strip():
        raise Unreadable("empty", "nothing but white space")
    check_nesting(content, piece.limits)
    return RawArticle(piece.capture_id, record_no, piece.uri, "html", content, piece.hints)


def decode_page(piece: Piece) -> str:
    """Return the source of a page, without an XML declaration, which tells of bytes."""
    content = decode_piece(piece, (header_charset(piece.media_type), *declared_charsets(piece.body)))
    return _PROLOG_TEXT.sub("", content, count=1) if "<?xml" in content[:200] else content


def declared_charsets(body: bytes) -> tuple[str, ...]:
    """Return the charsets that the page itself declares, its meta elements before its XML declaration."""
    head = body[:_PRESCAN]
    found = [match[1].decode("ascii", "replace") for match in _META.finditer(head)]
    prolog = _PROLOG.match(head)
    if prolog is not None:
        found.append(prolog[1].decode("ascii", "replace"))
    return tuple(found)


def check_nesting(content: str, limits: Limits) -> None:
    """Raise Unreadable where a page has too many tags (too_large) or nests them past the limit (too_deep)."""
    tags = content.count("<")
    if tags > limits.tag_count:
        raise Unreadable("too_large", f"{tags} tags; {limits.tag_count} are allowed for one page")
    if tags <= limits.tag_depth:
        return
    depth = 0
    for match in _NESTING.finditer(content):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > limits.tag_depth:
            raise Unreadable("too_deep", f"more than {limits.tag_depth} elements inside one another")
