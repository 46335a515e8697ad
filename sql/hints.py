"""Hints as one JSON text beside their capture, for making documents again without the manifest."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from transforms.records import Hints


def write_hints(hints: Hints) -> str | None:
    """Return what is known, as JSON with sorted keys; None where nothing is."""
    known: dict[str, Any] = {key: value for key, value in asdict(hints).items() if value}
    if isinstance(hints.published, date):
        known["published"] = hints.published.isoformat()
    return json.dumps(known, ensure_ascii=False, sort_keys=True) if known else None


def read_hints(text: str | None) -> Hints:
    """Return the hints that `write_hints` wrote."""
    known: dict[str, Any] = json.loads(text) if text else {}
    published = known.get("published")
    if published is not None:
        known["published"] = (datetime if "T" in published else date).fromisoformat(published)
    if "authors" in known:
        known["authors"] = tuple(known["authors"])
    return Hints(**known)
