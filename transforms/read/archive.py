"""Gzip and zip, unpacked within bounds: a bomb is told by its ratio and size and rejected, not unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from transforms.read.bounds import Budget, Found, Piece, Unreadable, number
from transforms.read.codings import inflate_zstd
from transforms.read.manifest import MANIFEST_NAME, ManifestError, merge_hints, read_manifest
from transforms.records import Hints

GZIP_MAGIC = b"\x1f\x8b\x08"
ZIP_MAGIC = b"PK\x03\x04"
ZIP_EMPTY = b"PK\x05\x06"
_STEP = 1 << 20
_ENCRYPTED = 0x1
_OFFICE = {"[Content_Types].xml": "an Office file", "mimetype": "an e-book or OpenDocument file"}

Reader = Callable[[Piece], Iterator[Found]]
"""Reads what was unpacked; handed in, so that an archive may hold any other format."""


def read_gzip(piece: Piece, read: Reader) -> Iterator[Found]:
    """Yield what `read` finds in the unpacked bytes. Raises Unreadable (bomb, truncated, too_nested…)."""
    _check_depth(piece)
    inner = inflate_gzip(piece.body, piece.budget)
    yield from read(piece.inner(inner, piece.uri.removesuffix(".gz")))


def read_zstd(piece: Piece, read: Reader) -> Iterator[Found]:
    """Yield what `read` finds in the unpacked bytes. Raises Unreadable (bomb, truncated, too_nested…)."""
    _check_depth(piece)
    inner = inflate_zstd(piece.body, piece.budget)
    yield from read(piece.inner(inner, piece.uri.removesuffix(".zst")))


def read_zip(piece: Piece, read: Reader) -> Iterator[Found]:
    """Yield what `read` finds in each member, by name; a broken member rejects itself only.

    A manifest.yaml inside speaks for the members beside it. Hidden members are passed over.
    """
    _check_depth(piece)
    yield from number(_read_members(piece, read))


def inflate_gzip(body: bytes, budget: Budget) -> bytes:
    """Return all members of a gzip file, unpacked. Raises Unreadable (bomb, truncated, corrupt)."""
    parts: list[bytes] = []
    rest = body
    while rest:
        if parts and not rest.startswith(GZIP_MAGIC):
            if rest.strip(b"\0"):
                raise Unreadable("corrupt", f"{len(rest)} bytes after the gzip data are no gzip")
            break
        part, rest = inflate_member(rest, zlib.MAX_WBITS | 16, budget)
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def inflate_member(body: bytes, window: int, budget: Budget) -> tuple[bytes, bytes]:
    """Return one compressed stream of `body`, unpacked, and the bytes after it.

    `window` is zlib's wbits: 31 gzip, 15 zlib, -15 bare. Raises Unreadable (bomb, truncated, corrupt).
    """
    engine = zlib.decompressobj(window)
    parts: list[bytes] = []
    room = budget.room(len(body))
    feed = body
    try:
        while not engine.eof:
            part = engine.decompress(feed, min(_STEP, room + 1))
            feed = engine.unconsumed_tail
            room -= len(part)
            budget.spend(len(part))
            if room < 0:
                raise Unreadable("bomb", f"{len(body)} bytes unpack to more than is allowed")
            parts.append(part)
            if not part and not feed:
                break
    except zlib.error as error:
        raise Unreadable("corrupt", f"compressed data broken: {error}") from error
    if not engine.eof:
        raise Unreadable("truncated", "compressed data ends early")
    return b"".join(parts), engine.unused_data


def _check_depth(piece: Piece) -> None:
    if piece.depth >= piece.limits.depth:
        raise Unreadable("too_nested", f"more than {piece.limits.depth} archives inside one another")


def _read_members(piece: Piece, read: Reader) -> Iterator[Found]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(piece.body))
        members = sorted(_members(archive), key=lambda info: info.filename)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError) as error:
        raise Unreadable("corrupt", f"zip directory broken: {error}") from error
    for name, what in _OFFICE.items():
        if any(info.filename == name for info in members):
            raise Unreadable("binary", what)
    if len(members) > piece.limits.member_count:
        raise Unreadable("too_large", f"{len(members)} members; {piece.limits.member_count} are allowed")
    if not members:
        raise Unreadable("empty", "an archive without files")
    hints: dict[str, Hints] = {}
    for info in members:
        if PurePosixPath(info.filename).name == MANIFEST_NAME:
            try:
                hints |= _manifest_of(archive, info, piece)
            except Unreadable as problem:
                yield piece.reject(problem.reason, problem.detail, f"{piece.uri}!{info.filename}")
    for info in members:
        if PurePosixPath(info.filename).name != MANIFEST_NAME:
            uri = f"{piece.uri}!{info.filename}"
            try:
                body = _unpack(archive, info, piece.budget)
            except Unreadable as problem:
                yield piece.reject(problem.reason, problem.detail, uri)
                continue
            known = merge_hints(piece.hints, hints.get(info.filename, Hints()))
            yield from read(piece.inner(body, uri, known))


def _members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for info in archive.infolist():
        parts = PurePosixPath(info.filename).parts
        if not info.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in parts):
            yield info


def _manifest_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, piece: Piece) -> dict[str, Hints]:
    folder = PurePosixPath(info.filename).parent
    try:
        named = read_manifest(_unpack(archive, info, piece.budget))
    except ManifestError as error:
        raise Unreadable("bad_manifest", str(error)) from error
    return {str(folder / file): hints for file, hints in named.items()}


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable("encrypted", "a member that needs a password")
    room = budget.room(info.compress_size)
    if info.file_size > room:
        raise Unreadable("bomb", f"{info.compress_size} bytes say they unpack to {info.file_size}")
    try:
        with archive.open(info) as member:
            body = member.read(room + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("corrupt", f"zip member broken: {error}") from error
    except ValueError as error:
        raise Unreadable("corrupt", f"zip member broken: {error}") from error
    budget.spend(len(body))
    if len(body) > room:
        raise Unreadable("bomb", f"{info.compress_size} bytes unpack to more than is allowed")
    return body
