"""A stored HTTP answer, as web archives hold it: status, headers, and the body without its wrappings."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from transforms.read.archive import inflate_gzip, inflate_member
from transforms.read.bounds import Budget, Unreadable
from transforms.read.codings import ZSTD_MAGIC, inflate_brotli, inflate_zstd

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]*\r?\n")
_HEADER_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    """The status code."""
    headers: dict[str, str]
    """Headers by lower-case name; of repeated ones the first."""
    body: bytes
    """The body as sent, chunks and compression not yet undone."""


def parse_answer(block: bytes) -> Answer:
    """Return the answer stored in `block`. Raises Unreadable (bad_http)."""
    status = _STATUS.match(block)
    if status is None:
        raise Unreadable("bad_http", "no HTTP status line")
    end = _HEADER_END.search(block, 0, _HEADER_BYTES)
    if end is None:
        raise Unreadable("bad_http", "HTTP headers do not end")
    headers = parse_headers(block[: end.start()])
    return Answer(int(status[1]), headers, block[end.end() :])


def parse_headers(head: bytes) -> dict[str, str]:
    """Return the header lines after the first line of `head` by lower-case name; the first of equals."""
    headers: dict[str, str] = {}
    for line in head.split(b"\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.setdefault(
                name.strip().decode("latin-1").lower(), value.strip().decode("utf-8", "replace")
            )
    return headers


def unwrap(answer: Answer, budget: Budget) -> bytes:
    """Return the body with chunks joined and compression undone; bodies stored already unwrapped stay.

    Raises Unreadable (bomb, truncated, corrupt, unsupported_encoding).
    """
    body = answer.body
    if "chunked" in answer.headers.get("transfer-encoding", "").lower():
        body = _join_chunks(body)
    for coding in reversed(answer.headers.get("content-encoding", "").lower().split(",")):
        body = undo(body, coding.strip(), budget)
    return body


def undo(body: bytes, coding: str, budget: Budget) -> bytes:
    """Return `body` with one content coding undone. Raises Unreadable."""
    if coding in ("", "identity"):
        return body
    if coding in ("gzip", "x-gzip"):
        return inflate_gzip(body, budget) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        # Told apart as RFC 1950 allows: a zlib head has its check bits, a bare stream hardly ever.
        has_head = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] * 256 + body[1]) % 31 == 0
        return inflate_member(body, zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS, budget)[0]
    if body[:200].lstrip()[:1] == b"<":
        # Crawlers undo the coding and keep the header.
        return body
    if coding == "zstd" and body.startswith(ZSTD_MAGIC):
        return inflate_zstd(body, budget)
    if coding == "br":
        return inflate_brotli(body, budget)
    raise Unreadable("unsupported_encoding", f"content coding {coding}")


def _join_chunks(body: bytes) -> bytes:
    """Return the chunks joined; `body` itself where it begins with none. Raises Unreadable (truncated)."""
    parts: list[bytes] = []
    place = 0
    while True:
        size = _CHUNK.match(body, place, place + 1000)
        if size is None:
            if not parts:
                return body
            raise Unreadable("truncated", "chunked body ends early")
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        place = size.end() + length
        if place > len(body):
            raise Unreadable("truncated", "chunked body ends early")
        parts.append(body[size.end() : place])
