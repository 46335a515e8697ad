"""The one function that makes ids: the same input gives the same id on any machine, in any order."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from transforms.records import Span

Part = str | int | float | bool | None | date | datetime | Span | list["Part"] | tuple["Part", ...]


def make_id(kind: str, *parts: Part) -> str:
    """Return 24 hexadecimal digits of the SHA-256 over `kind` and `parts`.

    The parts are written as JSON, so that ("ab", "c") and ("a", "bc") differ.
    """
    encoded = json.dumps([kind, *(_plain(part) for part in parts)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(encoded.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def hash_bytes(body: bytes) -> str:
    """Return the SHA-256 of `body`, hexadecimal: the id of a capture."""
    return hashlib.sha256(body).hexdigest()


def _plain(part: Part) -> object:
    if isinstance(part, Span):
        return [part.start, part.end]
    if isinstance(part, datetime | date):
        return part.isoformat()
    if isinstance(part, list | tuple):
        return [_plain(item) for item in part]
    return part
