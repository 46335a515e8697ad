"""The one module that reads reference lists and trained weights; each is read when asked for, once.

Lists stand in ``seeds/reference`` as CSV or YAML; lines that begin with ``#`` state origin and
licence and are skipped. Weights stand in ``transforms/weights/NAME`` beside a model card and a
``SHA256SUMS`` file, which is checked at load.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

REFERENCE = Path(__file__).parent.parent / "seeds" / "reference"
WEIGHTS = Path(__file__).parent / "weights"


class ResourceError(Exception):
    """A list or weight file is absent or is not what its hash says."""


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``seeds/reference/NAME.csv`` as read-only dictionaries of text."""
    path = REFERENCE / f"{name}.csv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ResourceError(f"reference list {name} cannot be read: {error.strerror}") from error
    return tuple(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))


@cache
def read_words(name: str, column: str = "word") -> frozenset[str]:
    """Return one column of ``seeds/reference/NAME.csv`` as a set."""
    return frozenset(row[column] for row in read_table(name))


@cache
def read_yaml(name: str) -> Any:
    """Return ``seeds/reference/NAME.yaml``, parsed; callers treat it as read-only."""
    try:
        return yaml.safe_load((REFERENCE / f"{name}.yaml").read_text(encoding="utf-8"))
    except OSError as error:
        raise ResourceError(f"reference list {name} cannot be read: {error.strerror}") from error


@cache
def weights(name: str) -> Path:
    """Return the folder of the weights called `name`, after checking every file against SHA256SUMS."""
    folder = WEIGHTS / name
    try:
        sums = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise ResourceError(f"weights {name} cannot be read: {error.strerror}") from error
    for line in sums:
        wanted, _, file = line.partition("  ")
        found = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        if found != wanted:
            raise ResourceError(f"weights {name}: {file} is not the file that SHA256SUMS names")
    return folder


@cache
def weights_version(name: str) -> str:
    """Return 12 hexadecimal digits that change whenever a file of the weights `name` changes."""
    return hashlib.sha256((weights(name) / "SHA256SUMS").read_bytes()).hexdigest()[:12]
