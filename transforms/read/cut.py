"""Where a file too large for one capture may be cut: between records, so that each part reads by itself."""

from __future__ import annotations

import re

from transforms.read.archive import GZIP_MAGIC
from transforms.read.warc import WARC_MAGIC, starts_warc

_RECORD = re.compile(rb"(?<=\n)WARC/[01]\.\d+\r?\n(?=WARC-|Content-)")


def is_cuttable(head: bytes, name: str) -> bool:
    """Tell whether a file that begins with `head` is made of records: a web archive or JSON Lines."""
    return starts_warc(head) or (head.lstrip()[:1] == b"{" and name.lower().endswith((".jsonl", ".ndjson")))


def find_cut(part: bytes) -> int:
    """Return the last offset in `part` at which a new record begins; 0 where none does but the first."""
    if part.startswith(WARC_MAGIC):
        return max((found.start() for found in _RECORD.finditer(part)), default=0)
    if not part.startswith(GZIP_MAGIC):
        return part.rfind(b"\n") + 1
    place = part.rfind(GZIP_MAGIC)
    while place > 0 and not starts_warc(part[place : place + 1024]):
        place = part.rfind(GZIP_MAGIC, 0, place)
    return max(place, 0)
