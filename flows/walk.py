"""Files: one path, a directory, or an s3://-style path becomes bytes, with what a manifest says of each."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import fsspec

from flows.errors import InputError, OutsideError
from transforms.read import MANIFEST_NAME, ManifestError, merge_hints, read_manifest
from transforms.read.bounds import one_line
from transforms.read.cut import find_cut, is_cuttable
from transforms.records import Hints, Rejection

REMOTE_SCHEMES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "memory"})
"""Protocols of fsspec that a path may name; the drivers of most are extra packages."""
_PARTS_BYTES = 32_000_000
_MANIFEST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of one file, or of one part of a large one."""

    uri: str
    """Path below the directory that was named; for a part, with its range of bytes."""
    body: bytes
    """The bytes."""
    hints: Hints
    """What the manifest says."""


def read_files(place: str, hints: Hints, max_bytes: int) -> Iterator[Found | Rejection]:
    """Yield the files at `place`, sorted by path; hidden ones and manifests are passed over.

    Raises InputError with one line where `place` is absent, unreadable, or holds no file.
    """
    if "://" in place and not place.startswith("file://"):
        yield from _read_remote(place, hints, max_bytes)
        return
    root = Path(place.removeprefix("file://"))
    try:
        mode = root.stat().st_mode
    except (OSError, ValueError) as error:
        raise InputError(one_line(f"{place}: {_why(error)}")) from error
    if stat.S_ISDIR(mode):
        yield from _read_directory(root, place, hints, max_bytes)
    elif stat.S_ISREG(mode):
        known = _manifest(root.parent).get(root.name, Hints())
        try:
            opened = root.open("rb")
        except OSError as error:
            raise InputError(one_line(f"{place}: {_why(error)}")) from error
        with opened:
            yield from _take(opened, root.name, merge_hints(hints, known), max_bytes, root.stat().st_size)
    else:
        raise InputError(one_line(f"{place}: neither a file nor a directory"))


def _read_directory(root: Path, place: str, hints: Hints, max_bytes: int) -> Iterator[Found | Rejection]:
    if not os.access(root, os.R_OK | os.X_OK):
        raise InputError(one_line(f"{place}: Permission denied"))
    is_any = False
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder)
        manifest = _manifest(here)
        for name in sorted(names):
            if name.startswith(".") or name == MANIFEST_NAME:
                continue
            is_any = True
            path = here / name
            uri = path.relative_to(root).as_posix()
            yield from _read_one(path, uri, merge_hints(hints, manifest.get(name, Hints())), max_bytes)
        for name in sorted(manifest.keys() - set(names)):
            if not (here / name).is_file():
                is_any = True
                uri = (here / name).relative_to(root).as_posix()
                yield Rejection("fetch", uri, "missing", "the manifest names it, and it is not there")
    if not is_any:
        raise InputError(one_line(f"{place}: no files in it"))


def _read_one(path: Path, uri: str, hints: Hints, max_bytes: int) -> Iterator[Found | Rejection]:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            yield Rejection("fetch", uri, "unreadable", "no ordinary file")
            return
        with path.open("rb") as opened:
            yield from _take(opened, uri, hints, max_bytes, about.st_size)
    except OSError as error:
        yield Rejection("fetch", uri, "unreadable", one_line(_why(error)))


def _take(
    opened: IO[bytes], uri: str, hints: Hints, max_bytes: int, size: int
) -> Iterator[Found | Rejection]:
    if size <= max_bytes:
        body = opened.read(max_bytes + 1)
        if len(body) <= max_bytes:
            yield Found(uri, body, hints)
            return
        opened.seek(0)
    head = opened.read(65_536)
    if not is_cuttable(head, uri):
        yield Rejection("fetch", uri, "too_large", f"{size} bytes; {max_bytes} are allowed")
        return
    yield from _cut(opened, head, uri, hints, max_bytes)


def _cut(
    opened: IO[bytes], head: bytes, uri: str, hints: Hints, max_bytes: int
) -> Iterator[Found | Rejection]:
    """Yield a large file of records in parts that each begin and end between records."""
    step = min(max_bytes, _PARTS_BYTES)
    start, rest = 0, head
    while True:
        part = rest + opened.read(max(0, step - len(rest)))
        more = opened.read(1)
        cut = find_cut(part) if more else len(part)
        if cut == 0 and len(part) >= max_bytes:
            yield Rejection(
                "fetch", f"{uri}#bytes={start}-", "too_large", "a record beyond the limit; the rest is left"
            )
            return
        if cut == 0:
            step, rest = min(2 * step, max_bytes), part + more
            continue
        yield Found(f"{uri}#bytes={start}-{start + cut}", part[:cut], hints)
        if not more:
            return
        start, rest = start + cut, part[cut:] + more


def _manifest(folder: Path) -> dict[str, Hints]:
    path = folder / MANIFEST_NAME
    try:
        if not path.is_file():
            return {}
        if path.stat().st_size > _MANIFEST_BYTES:
            raise InputError(f"{path}: a manifest of more than {_MANIFEST_BYTES} bytes")
        return read_manifest(path.read_bytes())
    except ManifestError as error:
        raise InputError(one_line(f"{path}: {error}")) from error
    except OSError as error:
        raise InputError(one_line(f"{path}: {_why(error)}")) from error


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _read_remote(place: str, hints: Hints, max_bytes: int) -> Iterator[Found | Rejection]:
    scheme = place.partition("://")[0].lower()
    if scheme not in REMOTE_SCHEMES or "::" in place:
        raise InputError(one_line(f"{place}: paths of this kind are not read"))
    with _one_line_errors(place):
        system, root = fsspec.core.url_to_fs(place)
        sizes: dict[str, int] = {
            name: int(about.get("size") or 0) for name, about in system.find(root, detail=True).items()
        }
    names = sorted(name for name in sizes if not _is_hidden(name, root))
    if not names:
        raise InputError(one_line(f"{place}: nothing there"))
    manifests = {
        str(PurePosixPath(name).parent): _remote_manifest(system, name, sizes[name])
        for name in names
        if PurePosixPath(name).name == MANIFEST_NAME
    }
    for name in names:
        path = PurePosixPath(name)
        if path.name == MANIFEST_NAME:
            continue
        uri = str(system.unstrip_protocol(name))
        known = manifests.get(str(path.parent), {}).get(path.name, Hints())
        try:
            with system.open(name, "rb") as opened:
                yield from _take(opened, uri, merge_hints(hints, known), max_bytes, sizes[name])
        except Exception as error:  # noqa: BLE001 (every driver has exception types of its own)
            yield Rejection("fetch", uri, "unreadable", one_line(_why(error)))


def _remote_manifest(system: Any, name: str, size: int) -> dict[str, Hints]:
    if size > _MANIFEST_BYTES:
        raise InputError(f"{name}: a manifest of more than {_MANIFEST_BYTES} bytes")
    with _one_line_errors(name):
        return read_manifest(bytes(system.cat_file(name)))


@contextmanager
def _one_line_errors(place: str) -> Iterator[None]:
    """Turn what a driver raises into InputError, or OutsideError where it is not the path's fault."""
    try:
        yield
    except (ImportError, ValueError, FileNotFoundError, PermissionError) as error:
        raise InputError(one_line(f"{place}: {_why(error)}")) from error
    except Exception as error:  # every driver has exception types of its own
        raise OutsideError(one_line(f"{place}: {type(error).__name__}: {error}")) from error


def _is_hidden(name: str, root: str) -> bool:
    below = name.removeprefix(root)
    return any(part.startswith(".") for part in PurePosixPath(below).parts)
