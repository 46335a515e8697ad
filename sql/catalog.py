"""The SQL files: migrations in their order, views in the order that their references demand."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from sql.errors import CatalogError

MIGRATIONS = Path(__file__).parent / "migrations"
VIEWS = Path(__file__).parent / "views"
LAYERS = {"staging": "staging", "intermediate": "intermediate", "marts": "mart", "exports": "mart"}
"""Folder of a view file, and the schema its view stands in."""

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_REFERENCE = re.compile(r"\b(?:staging|intermediate|mart)\s*\.\s*\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered change of the tables."""

    number: int
    """The digits at the head of its file name."""
    name: str
    """File name without its ending."""
    sha256: str
    """Hash of the file's bytes."""
    text: str
    """The statements."""


@dataclass(frozen=True, slots=True)
class View:
    """One view file."""

    name: str
    """Schema and name, as in mart.claims."""
    comment: str
    """Its head comment, as one line per paragraph; it goes into the catalog."""
    text: str
    """The statement."""
    reads: frozenset[str]
    """Views that it names."""


def read_migrations(folder: Path = MIGRATIONS) -> tuple[Migration, ...]:
    """Return the migrations by number; raises CatalogError where two bear one number."""
    found: dict[int, Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        digits, _, _ = path.stem.partition("_")
        if not digits.isdigit() or int(digits) in found:
            raise CatalogError(f"{path.name}: a migration's name begins with a number of its own")
        body = path.read_bytes()
        found[int(digits)] = Migration(
            int(digits), path.stem, hashlib.sha256(body).hexdigest(), body.decode("utf-8")
        )
    return tuple(found[number] for number in sorted(found))


def read_views(folder: Path = VIEWS) -> tuple[View, ...]:
    """Return the views so that each comes after those it reads.

    Raises CatalogError where a file lacks its head, makes another object than its name says,
    names a view that no file makes, or stands in a circle of references.
    """
    views = {
        view.name: view
        for layer in LAYERS
        for view in (_read_view(path) for path in sorted((folder / layer).glob("*.sql")))
    }
    for view in views.values():
        unknown = sorted(view.reads - views.keys())
        if unknown:
            raise CatalogError(f"{view.name} reads {', '.join(unknown)}, which no file makes")
    try:
        order = TopologicalSorter({name: sorted(view.reads) for name, view in views.items()}).static_order()
        return tuple(views[name] for name in order)
    except CycleError as error:
        raise CatalogError(f"views in a circle: {' -> '.join(error.args[1])}") from error


def head_of(text: str) -> str:
    """Return the comment lines at the head of a SQL file, without their dashes."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").removeprefix(" ").rstrip())
    return "\n".join(lines).strip()


def _read_view(path: Path) -> View:
    text = path.read_text(encoding="utf-8")
    schema = LAYERS[path.parent.name]
    name = f"{schema}.{path.stem}"
    comment = head_of(text)
    if "one row per" not in comment:
        raise CatalogError(f"{name}: the head comment does not say what one row stands for")
    bare = _COMMENT.sub("", text)
    if not re.match(rf"\s*create or replace view {re.escape(name)}\s+as\b", bare):
        raise CatalogError(f"{path.name} does not begin with: create or replace view {name} as")
    reads = {re.sub(r"\s", "", found).lower() for found in _REFERENCE.findall(bare)} - {name}
    return View(name, comment, text, frozenset(reads))
