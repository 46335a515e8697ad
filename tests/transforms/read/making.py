"""Captures, archives and records made on the spot, right or broken, for the tests of reading."""

import gzip
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from transforms.ids import hash_bytes
from transforms.read import Limits, read_capture
from transforms.records import Capture, Hints, RawArticle, Rejection

NOW = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
PAGE = (
    "<!DOCTYPE html><html><head><title>Bridge reopens</title></head>"
    "<body><p>The bridge at Lund reopened.</p></body></html>"
)
NO_HINTS = Hints()
USUAL = Limits()


def captured(body: bytes, uri: str = "story", media_type: str = "") -> Capture:
    return Capture(hash_bytes(body), uri, media_type, body, NOW)


def read(
    body: bytes, uri: str = "story", media_type: str = "", hints: Hints = NO_HINTS, limits: Limits = USUAL
) -> tuple[RawArticle | Rejection, ...]:
    return tuple(read_capture(captured(body, uri, media_type), hints, limits=limits))


def article(
    body: bytes, uri: str = "story", media_type: str = "", hints: Hints = NO_HINTS, limits: Limits = USUAL
) -> RawArticle:
    (found,) = read(body, uri, media_type, hints, limits)
    assert isinstance(found, RawArticle), found
    return found


def reason(body: bytes, uri: str = "story", media_type: str = "", limits: Limits = USUAL) -> str:
    (found,) = read(body, uri, media_type, limits=limits)
    assert isinstance(found, Rejection), found
    assert found.stage == "read"
    assert "\n" not in found.detail
    assert found.capture_id == hash_bytes(body)
    return found.reason


def reasons(items: tuple[RawArticle | Rejection, ...]) -> list[str]:
    """What became of each item: its markup, or the reason it was rejected."""
    return [item.markup if isinstance(item, RawArticle) else item.reason for item in items]


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def response(
    page: str | bytes = PAGE, url: str = "https://news.example/a", status: str = "200 OK", headers: str = ""
) -> bytes:
    """A WARC response record."""
    body = page.encode() if isinstance(page, str) else page
    stated = headers or "Content-Type: text/html; charset=utf-8\r\n"
    block = f"HTTP/1.1 {status}\r\n{stated}\r\n".encode() + body
    return record(block, url)


def record(
    block: bytes,
    url: str = "https://news.example/a",
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-06T07:08:00Z\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def zipped_records(*records: bytes) -> bytes:
    """Records as web archives are packed: each its own gzip member."""
    return b"".join(gzip.compress(item, mtime=0) for item in records)


def urls_of(items: tuple[RawArticle | Rejection, ...]) -> list[str | None]:
    """The addresses of the articles among `items`."""
    return [item.hints.url for item in items if isinstance(item, RawArticle)]
