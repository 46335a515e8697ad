"""What bytes are, told from the bytes first; a declared type or a file name decides only between texts."""

from __future__ import annotations

import codecs
import json
import re
from typing import Literal

from transforms.read.archive import GZIP_MAGIC, ZIP_EMPTY, ZIP_MAGIC
from transforms.read.codings import ZSTD_MAGIC
from transforms.read.warc import WARC_MAGIC

Media = Literal["text", "html", "warc", "feed", "jsonl", "zip", "gzip", "zstd", "xml", "binary"]

MEDIA_TYPES: dict[Media, str] = {
    "text": "text/plain",
    "html": "text/html",
    "warc": "application/warc",
    "feed": "application/rss+xml",
    "jsonl": "application/jsonl",
    "zip": "application/zip",
    "gzip": "application/gzip",
    "zstd": "application/zstd",
    "xml": "application/xml",
    "binary": "application/octet-stream",
}

_MAGIC: tuple[tuple[bytes, Media], ...] = (
    (GZIP_MAGIC, "gzip"),
    (ZSTD_MAGIC, "zstd"),
    (ZIP_MAGIC, "zip"),
    (ZIP_EMPTY, "zip"),
    (WARC_MAGIC, "warc"),
)
BINARY_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file (WebP, WAV, AVI)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"wOF", "a font"),
    (b"{\\rtf", "an RTF document"),
)
"""First bytes of files that hold no article we can read, and what to call them."""

_HEAD = 8192
_PROLOG = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype\s+(?!html)[^>\[]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf|[a-z]+:(?:rss|feed))\b", re.IGNORECASE)
_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|main|article|section|header|nav|div|p|h[1-6]|table|center|span)\b[^<]*>?",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<(?:html|body|p|div|br|article|h[1-6]|a\s+href)\b[^<>]*>", re.IGNORECASE)


def tell_media(body: bytes, media_type: str = "", name: str = "") -> Media:
    """Return what `body` is; `media_type` and `name` (a file name or address) are hints only."""
    for magic, media in _MAGIC:
        if body.startswith(magic):
            return media
    if is_said_warc(media_type, name) and body:
        # Its first record may be the broken one.
        return "warc"
    if tell_binary(body) is not None:
        return "binary"
    return _tell_text(body, media_type, name)


def _tell_text(body: bytes, media_type: str, name: str) -> Media:
    head = _head(body)
    start = head[_end_of_prolog(head) :]
    if _FEED.match(start):
        return "feed"
    if _PAGE.match(start):
        return "html"
    if head.lstrip().startswith("<?xml"):
        return "xml"
    if _is_jsonl(body, head, media_type, name):
        return "jsonl"
    return "html" if _is_said_html(media_type, name) and _ANY_TAG.search(head) else "text"


def is_said_warc(media_type: str, name: str) -> bool:
    """Tell whether a declared type or a name says that this is a web archive, packed or not."""
    path = name.lower().partition("#")[0]
    return media_type.lower().startswith("application/warc") or path.endswith((".warc", ".warc.gz"))


def tell_binary(body: bytes) -> str | None:
    """Return what sort of binary file `body` begins like; None where it begins like none we know."""
    for magic, what in BINARY_MAGIC:
        if body.startswith(magic):
            return what
    if body[4:8] == b"ftyp":
        return "a video"
    if body[257:262] == b"ustar":
        return "a tar archive"
    return None


def _head(body: bytes) -> str:
    """Return the first characters, as well as they can be told before the charset is."""
    head = body[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    if b"\0" in head[:64] and head[:64].count(0) >= 24:
        return head.replace(b"\0", b"").decode("latin-1")
    return head.decode("utf-8-sig", "replace")


def _end_of_prolog(head: str) -> int:
    found = _PROLOG.match(head)
    return found.end() if found is not None else 0


def _is_said_html(media_type: str, name: str) -> bool:
    path = name.lower().partition("?")[0].partition("#")[0]
    return "html" in media_type.lower() or path.endswith((".html", ".htm", ".xhtml"))


def _is_jsonl(body: bytes, head: str, media_type: str, name: str) -> bool:
    """Tell JSON Lines: said so and opening with a brace, or with a first line that is an article."""
    if not head.lstrip().startswith("{"):
        return False
    path = name.lower().partition("?")[0].partition("#")[0]
    if path.endswith((".jsonl", ".ndjson")) or "jsonl" in media_type or "ndjson" in media_type:
        return True
    first = body.lstrip().split(b"\n", 1)[0]
    if len(first) > 1_000_000:
        return first.rstrip().endswith(b"}") and (b'"text"' in first or b'"html"' in first)
    try:
        entry = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(entry, dict) and ("text" in entry or "html" in entry)
