"""Web archives (WARC 1.0 and 1.1, plain or gzip'd), record by record; a broken record rejects only itself.

Framing is done here and not by a library, because a reader that loses its place in one record
must find the next one, and because every record is unpacked within the capture's bounds.
Revisits, requests and metadata are no articles and are passed over, so are pictures and scripts.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from transforms.read.archive import GZIP_MAGIC, inflate_member
from transforms.read.bounds import Budget, Found, Piece, Unreadable
from transforms.read.http import parse_answer, parse_headers, unwrap
from transforms.read.manifest import merge_hints
from transforms.records import Hints, RawArticle

WARC_MAGIC = b"WARC/"
_START = re.compile(rb"WARC/[01]\.\d+\r?\n")
_NEXT = re.compile(rb"(?:(?<=\n)|(?<=^))WARC/[01]\.\d+\r?\nWARC-|(?<=\n)WARC/[01]\.\d+\r?\nContent-")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_HEADER_BYTES = 100_000
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")

PageReader = Callable[[Piece], Iterator[Found]]
"""Reads one payload as a page or as text."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a web archive."""

    record_no: int
    """Place in the archive, from 0, records of every type counted."""
    headers: dict[str, str]
    """Headers by lower-case name."""
    block: bytes
    """What stands after them."""

    @property
    def kind(self) -> str:
        """Return the WARC-Type."""
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str | None:
        """Return the address of what was fetched, where the record has one."""
        url = self.headers.get("warc-target-uri", "").strip("<> ")
        return url or None


@dataclass(frozen=True, slots=True)
class Broken:
    """A place in a web archive where no record could be read."""

    record_no: int
    """The number that the record would have."""
    reason: str
    """A short code."""
    detail: str
    """One line."""


def read_warc(piece: Piece, read: PageReader) -> Iterator[Found]:
    """Yield the pages and texts of an archive; `read` takes each payload. Numbered by record."""
    is_any = False
    for record in read_records(piece.body, piece.budget):
        is_any = True
        if isinstance(record, Broken):
            yield piece.reject(record.reason, record.detail, f"{piece.uri}#record={record.record_no}")
        else:
            yield from _read_record(piece, record, read)
    if not is_any:
        raise Unreadable("empty", "a web archive without records")


def starts_warc(body: bytes) -> bool:
    """Tell whether `body`, plain or gzip'd, begins with a WARC record."""
    if body.startswith(WARC_MAGIC):
        return True
    if not body.startswith(GZIP_MAGIC):
        return False
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body[:1024], 64).startswith(WARC_MAGIC)
    except zlib.error:
        return False


def read_records(body: bytes, budget: Budget) -> Iterator[Record | Broken]:
    """Yield all records of `body`; where one is broken, say so and go on with the next that can be found."""
    record_no = 0
    for segment in _segments(body, budget):
        if isinstance(segment, Unreadable):
            yield Broken(record_no, segment.reason, segment.detail)
            record_no += 1
            continue
        for record in _split(segment, record_no):
            yield record
            record_no += 1


def _segments(body: bytes, budget: Budget) -> Iterator[bytes | Unreadable]:
    """Yield plain stretches of records: the whole body, or each gzip member unpacked."""
    if body.startswith(WARC_MAGIC) or (
        not body.startswith(GZIP_MAGIC) and _next_member(body, 0) == len(body)
    ):
        yield body
        return
    place = 0
    while place < len(body):
        if not body.startswith(GZIP_MAGIC, place):
            following = _next_member(body, place)
            if body[place:following].strip(b"\0\r\n"):
                yield Unreadable("corrupt", f"{following - place} bytes that are no gzip")
            place = following
            continue
        try:
            unpacked, size = _inflate_at(body, place, budget)
        except Unreadable as problem:
            yield problem
            place = _next_member(body, place + 1)
            continue
        yield unpacked
        place += size


def _inflate_at(body: bytes, start: int, budget: Budget) -> tuple[bytes, int]:
    """Return the gzip member that starts at `start`, unpacked, and its packed size. Raises Unreadable.

    Works on a window that grows, so that a gigabyte is not copied for each of its records.
    """
    size = 1 << 18
    while True:
        part = body[start : start + size]
        spent = budget.spent
        try:
            unpacked, rest = inflate_member(part, zlib.MAX_WBITS | 16, budget)
        except Unreadable as problem:
            if problem.reason == "truncated" and start + size < len(body):
                budget.spent = spent
                size *= 8
                continue
            raise
        return unpacked, len(part) - len(rest)


def _next_member(body: bytes, start: int) -> int:
    """Return where the next gzip member that holds a record begins; the end where there is none."""
    place = body.find(GZIP_MAGIC, start)
    while place >= 0:
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body[place : place + 512], 64)
        except zlib.error:
            head = b""
        if head.startswith(WARC_MAGIC):
            return place
        place = body.find(GZIP_MAGIC, place + 1)
    return len(body)


def _split(segment: bytes, first_no: int) -> Iterator[Record | Broken]:
    place = 0
    record_no = first_no
    while place < len(segment):
        start = _skip_blank(segment, place)
        if start == len(segment):
            return
        try:
            record, place = _take(segment, start, record_no)
            yield record
        except Unreadable as problem:
            yield Broken(record_no, problem.reason, problem.detail)
            found = _NEXT.search(segment, start + 1)
            place = found.start() if found is not None else len(segment)
        record_no += 1


def _take(segment: bytes, start: int, record_no: int) -> tuple[Record, int]:
    """Return the record that starts at `start`, and where it ends. Raises Unreadable."""
    if _START.match(segment, start) is None:
        raise Unreadable("bad_record", "no WARC record where one should begin")
    head_end = _HEADER_END.search(segment, start, start + _HEADER_BYTES)
    if head_end is None:
        raise Unreadable("bad_record", "WARC headers do not end")
    headers = parse_headers(segment[start : head_end.start()])
    stated = headers.get("content-length", "")
    if not (stated.isascii() and stated.isdigit() and len(stated) < 16):
        raise Unreadable("bad_record", f"Content-Length {stated!r:.40}")
    begin, end = head_end.end(), head_end.end() + int(stated)
    if end > len(segment):
        raise Unreadable("truncated", f"{stated} bytes stated, {len(segment) - begin} there")
    if not segment.startswith((b"\r\n", b"\n"), end) and end < len(segment):
        raise Unreadable("bad_record", "the record does not end where it says")
    return Record(record_no, headers, segment[begin:end]), end


def _skip_blank(segment: bytes, place: int) -> int:
    while place < len(segment) and segment[place] in b"\r\n":
        place += 1
    return place


def _read_record(piece: Piece, record: Record, read: PageReader) -> Iterator[Found]:
    uri = record.url or f"{piece.uri}#record={record.record_no}"
    try:
        payload = _payload(piece, record)
        if payload is None:
            return
        media_type, body = payload
        page = replace(
            piece,
            body=body,
            uri=uri,
            media_type=media_type,
            hints=merge_hints(piece.hints, Hints(url=record.url)),
        )
        for found in read(page):
            if isinstance(found, RawArticle):
                yield replace(found, record_no=record.record_no)
            else:
                yield found
    except Unreadable as problem:
        yield piece.reject(problem.reason, problem.detail, uri)


def _payload(piece: Piece, record: Record) -> tuple[str, bytes] | None:
    """Return media type and body of a page; None where the record is none. Raises Unreadable."""
    stated = record.headers.get("content-type", "")
    if record.kind in ("resource", "conversion"):
        return (stated, record.block) if _is_page(stated) else None
    if record.kind != "response" or not stated.lower().startswith("application/http"):
        return None
    answer = parse_answer(record.block)
    media_type = answer.headers.get("content-type", "")
    if 300 <= answer.status < 400 or (media_type and not _is_page(media_type)):
        return None
    if answer.status != 200:
        raise Unreadable("http_status", f"answered with status {answer.status}")
    return media_type, unwrap(answer, piece.budget)


def _is_page(media_type: str) -> bool:
    return media_type.lower().startswith(_PAGES)
