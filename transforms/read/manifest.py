"""manifest.yaml: what is known of the files of a directory beside their bytes (DESIGN, section 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import yaml

from transforms.read.bounds import one_line
from transforms.records import Hints

MANIFEST_NAME = "manifest.yaml"
KEYS = frozenset(
    {"file", "url", "outlet", "country", "published", "language", "obtained", "title", "authors"}
)
"""What an article of a manifest may state; all but `file` optional."""


class ManifestError(ValueError):
    """A manifest is not what DESIGN, section 8, describes; the message is one line and names the entry."""


def read_manifest(body: bytes) -> dict[str, Hints]:
    """Return the hints of each file that a manifest names, by file name. Raises ManifestError."""
    try:
        loaded = yaml.safe_load(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ManifestError("the manifest is not UTF-8") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ManifestError(one_line(f"the manifest is not YAML: {error}")) from error
    if loaded is None:
        return {}
    entries = loaded.get("articles") if isinstance(loaded, dict) else None
    if not isinstance(entries, list):
        raise ManifestError("the manifest has no list called articles")
    found: dict[str, Hints] = {}
    for place, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("file"), str) or not entry["file"]:
            raise ManifestError(f"article {place} of the manifest names no file")
        file = entry["file"]
        unknown = sorted(str(key) for key in entry.keys() - KEYS)
        if unknown:
            raise ManifestError(one_line(f"{file}: unknown key {', '.join(unknown)}"))
        if file in found:
            raise ManifestError(one_line(f"{file} stands in the manifest twice"))
        try:
            found[file] = read_hints(entry)
        except ValueError as error:
            raise ManifestError(one_line(f"{file}: {error}")) from error
    return found


def read_hints(entry: Mapping[str, Any]) -> Hints:
    """Return the hints that a manifest entry or a JSON line states; other keys are passed over.

    Raises ValueError with one line on a value that is not of its kind.
    """
    return Hints(
        url=_words(entry, "url"),
        outlet=_words(entry, "outlet"),
        country=_code(entry, "country", str.upper),
        published=read_moment(entry.get("published")),
        language=_code(entry, "language", str.lower),
        obtained=_words(entry, "obtained"),
        title=_words(entry, "title"),
        authors=_names(entry.get("authors")),
    )


def read_moment(value: object) -> date | datetime | None:
    """Return a day or a moment as stated: a date, or an RFC 3339 time. Raises ValueError on anything else."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError(f"published is neither a date nor a time but {type(value).__name__}")
    stated = value.strip()
    try:
        return date.fromisoformat(stated) if len(stated) == 10 else datetime.fromisoformat(stated)
    except ValueError as error:
        raise ValueError(f"published is neither a date nor a time: {stated!r:.60}") from error


def merge_hints(base: Hints, over: Hints) -> Hints:
    """Return `base` with every field that `over` states put in its place."""
    stated = {
        item.name: value for item in fields(over) if (value := getattr(over, item.name)) not in (None, ())
    }
    return replace(base, **stated) if stated else base


def _words(entry: Mapping[str, Any], key: str) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{key} is not text but {type(value).__name__}")
    return value.strip() or None


def _code(entry: Mapping[str, Any], key: str, fold: Callable[[str], str]) -> str | None:
    value = entry.get(key)
    if value is False:
        # YAML 1.1 reads the code of Norway and of Norwegian, unquoted, as the word "no".
        return fold("no")
    words = _words(entry, key)
    if words is None:
        return None
    code = words.split("-")[0] if key == "language" else words
    if not (len(code) in (2, 3) and code.isascii() and code.isalpha()):
        raise ValueError(f"{key} is no code of two letters: {words!r:.60}")
    return fold(code)


def _names(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("authors is no list of names")
    return tuple(name.strip() for name in names if name.strip())
