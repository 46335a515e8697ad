"""The tables and views in words, from the catalog comments: ``python -m sql.describe > docs/tables.md``."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from sql.warehouse import Warehouse, query

_HEAD = """# Tables and views

Made by `python -m sql.describe > docs/tables.md` from the comments that stand in the catalog of every
database file (`select comment from duckdb_columns()`); a test keeps this page current. The views of
the schema `staging` repeat the tables and are left out.
"""
_LAYERS = (
    ("mart", "Views to read from"),
    ("core", "What was read out of the articles"),
    ("raw", "Bytes as they arrived"),
    ("ops", "The ledger"),
    ("intermediate", "Steps between tables and views, not for users"),
)
_OBJECTS = """
select schema_name, table_name as name, comment from duckdb_tables() where database_name = 'sayso'
union all
select schema_name, view_name as name, comment from duckdb_views() where database_name = 'sayso'
order by all
"""
_COLUMNS = """
select schema_name || '.' || table_name, column_name, lower(data_type), comment
from duckdb_columns()
where database_name = 'sayso'
order by schema_name, table_name, column_index
"""


def describe(path: Path) -> str:
    """Return a page of Markdown about every table and view in the database at `path`."""
    columns: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for name, column, kind, comment in query(path, _COLUMNS).rows:
        columns[name].append((column, kind, comment or ""))
    objects: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for schema, name, comment in query(path, _OBJECTS).rows:
        if comment is not None:
            objects[schema].append((name, comment))
    lines = [_HEAD]
    for schema, title in _LAYERS:
        lines.append(f"## {schema}: {title.lower()}\n")
        for name, comment in objects[schema]:
            lines += [f"### {schema}.{name}\n", "  \n".join(comment.splitlines()), ""]
            lines += _table(columns[f"{schema}.{name}"])
    return "\n".join(lines).rstrip() + "\n"


def describe_sources() -> str:
    """Return the page for the migrations and view files as they stand."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        with Warehouse(path) as warehouse:
            warehouse.migrate(datetime(1970, 1, 1, tzinfo=UTC))
            warehouse.create_views()
        return describe(path)


def _table(columns: list[tuple[str, str, str]]) -> list[str]:
    if not any(comment for _, _, comment in columns):
        return [", ".join(f"`{name}`" for name, _, _ in columns), ""]
    rows = [f"| `{name}` | {kind} | {comment} |" for name, kind, comment in columns]
    return ["| column | type | what |", "|---|---|---|", *rows, ""]


if __name__ == "__main__":
    sys.stdout.write(describe_sources())
