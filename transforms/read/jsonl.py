"""JSON Lines: one article a line, with `text` or `html` and the keys of a manifest beside it.

`{"text": …}` or `{"html": …}`, and optionally `url`, `outlet`, `country`, `published`, `language`,
`obtained`, `title`, `authors` (a name or a list of names). Other keys are passed over. A line that
is none of this rejects itself and no other.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace

from transforms.read.bounds import Found, Piece, Unreadable
from transforms.read.encoding import decode, normalise_lines
from transforms.read.html import make_page
from transforms.read.manifest import merge_hints, read_hints
from transforms.read.text import check_lines
from transforms.records import RawArticle


def read_jsonl(piece: Piece) -> Iterator[Found]:
    """Yield an article or a rejection for each line that is not blank; numbered by line, from 0."""
    if not piece.body.strip():
        raise Unreadable("empty", "no line at all")
    for line_no, line in enumerate(_lines(piece.body)):
        if not line.strip():
            continue
        uri = f"{piece.uri}#line={line_no + 1}"
        try:
            yield _read_line(replace(piece, uri=uri), line, line_no)
        except Unreadable as problem:
            yield piece.reject(problem.reason, problem.detail, uri)


def _lines(body: bytes) -> Iterator[bytes]:
    """Yield the lines; text in UTF-16 is brought to UTF-8 first."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        body = decode(body).text.encode("utf-8", "replace")
    return iter(io.BytesIO(body.removeprefix(b"\xef\xbb\xbf")))


def _read_line(piece: Piece, line: bytes, line_no: int) -> RawArticle:
    if len(line) > piece.limits.article_bytes:
        raise Unreadable("too_large", f"a line of {len(line)} bytes")
    try:
        entry = json.loads(decode(line).text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("bad_json", f"no JSON: {error}") from error
    if not isinstance(entry, dict):
        raise Unreadable("bad_json", "not an object")
    markup = "html" if entry.get("html") is not None else "text"
    content = entry.get(markup)
    if not isinstance(content, str):
        raise Unreadable("bad_record", "neither text nor html holds words")
    try:
        piece = replace(piece, hints=merge_hints(piece.hints, read_hints(entry)))
    except ValueError as error:
        raise Unreadable("bad_record", str(error)) from error
    content = content.encode("utf-8", "replace").decode("utf-8")
    if markup == "html":
        return make_page(piece, content, line_no)
    if "\0" in content:
        raise Unreadable("binary", "NUL characters in text")
    if not content.strip():
        raise Unreadable("empty", "nothing but white space")
    content = normalise_lines(content)
    check_lines(content, piece.limits.line_chars)
    return RawArticle(piece.capture_id, line_no, piece.uri, "text", content, piece.hints)
