"""Plain-text dumps of pages: decoded, line ends made alike, nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.read.bounds import Found, Piece, Unreadable
from transforms.read.encoding import decode, normalise_lines
from transforms.records import RawArticle

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{2,40})", re.IGNORECASE)


def read_text(piece: Piece) -> Iterator[Found]:
    """Yield the one article of a text dump. Raises Unreadable (empty, binary, too_large, long_line)."""
    decoded = decode_piece(piece, (header_charset(piece.media_type),))
    if "\0" in decoded:
        raise Unreadable("binary", f"{decoded.count(chr(0))} NUL characters in text")
    text = normalise_lines(decoded)
    if not text.strip():
        raise Unreadable("empty", "nothing but white space")
    check_lines(text, piece.limits.line_chars)
    yield RawArticle(piece.capture_id, 0, piece.uri, "text", text, piece.hints)


def decode_piece(piece: Piece, declared: tuple[str | None, ...]) -> str:
    """Return the text of `piece`. Raises Unreadable where it is empty, too large or no text."""
    if not piece.body:
        raise Unreadable("empty", "no bytes at all")
    if len(piece.body) > piece.limits.article_bytes:
        allowed = piece.limits.article_bytes
        raise Unreadable("too_large", f"{len(piece.body)} bytes; {allowed} are allowed for one article")
    return decode(piece.body, declared).text


def header_charset(media_type: str) -> str | None:
    """Return the charset parameter of a Content-Type; None where it has none."""
    found = _CHARSET.search(media_type)
    return found[1] if found else None


def check_lines(text: str, allowed: int) -> None:
    """Raise Unreadable (long_line) where a line of `text` is longer than `allowed` characters."""
    if len(text) <= allowed:
        return
    start = 0
    while (end := text.find("\n", start)) >= 0:
        if end - start > allowed:
            break
        start = end + 1
    longest = (end if end >= 0 else len(text)) - start
    if longest > allowed:
        raise Unreadable("long_line", f"a line of {longest} characters; {allowed} are allowed")
