"""Zstandard and Brotli, unpacked within the same bounds as gzip."""

from __future__ import annotations

import brotli
import zstandard

from transforms.read.bounds import Budget, Unreadable

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_STEP = 1 << 16
_FEED = 512
"""Bytes of Zstandard fed at once; four of them can stand for 128 KiB, so more would outrun the bounds."""
_WINDOW = 1 << 27
"""Largest memory that a frame may ask for, as the command line tool allows."""


def inflate_zstd(body: bytes, budget: Budget) -> bytes:
    """Return all frames of Zstandard data, unpacked. Raises Unreadable (bomb, truncated, corrupt)."""
    room = budget.room(len(body))
    parts: list[bytes] = []
    engine = None
    place = 0
    try:
        while place < len(body):
            if engine is None:
                engine = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
            feed = body[place : place + _FEED]
            part = engine.decompress(feed)
            place += len(feed) - len(engine.unused_data)
            room = _spend(len(part), room, budget, len(body))
            parts.append(part)
            if engine.eof:
                engine = None
    except zstandard.ZstdError as error:
        raise Unreadable("corrupt", f"compressed data broken: {error}") from error
    if engine is not None:
        raise Unreadable("truncated", "compressed data ends early")
    return b"".join(parts)


def inflate_brotli(body: bytes, budget: Budget) -> bytes:
    """Return Brotli data, unpacked. Raises Unreadable (bomb, truncated, corrupt)."""
    engine = brotli.Decompressor()
    room = budget.room(len(body))
    parts: list[bytes] = []
    feed = body
    try:
        while not engine.is_finished():
            part = engine.process(feed, output_buffer_limit=_STEP)
            if not part and engine.can_accept_more_data():
                raise Unreadable("truncated", "compressed data ends early")
            feed = b""
            room = _spend(len(part), room, budget, len(body))
            parts.append(part)
    except brotli.error as error:
        raise Unreadable("corrupt", f"compressed data broken: {error}") from error
    return b"".join(parts)


def _spend(unpacked: int, room: int, budget: Budget, packed: int) -> int:
    """Return the room that is left after `unpacked` bytes more. Raises Unreadable (bomb)."""
    budget.spend(unpacked)
    if unpacked > room:
        raise Unreadable("bomb", f"{packed} bytes unpack to more than is allowed")
    return room - unpacked
