"""Whole views as plain rows, for pages, exports and artifacts."""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from sql.warehouse import read_only

_NAME = re.compile(r"[a-z_]+\.[a-z_]+")


class Reader:
    """A published database, open for reading; close it soon, so that it is opened anew for newer data."""

    def __init__(self, path: Path) -> None:
        self._session = read_only(path)
        self._connection: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Self:
        """Open the file; raises WarehouseError where it is absent or none."""
        self._connection = self._session.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._connection = None
        self._session.__exit__(kind, error, trace)

    def rows(self, view: str, **equals: object) -> list[dict[str, Any]]:
        """Return the rows of `view` whose columns have the values of `equals`, in the view's order.

        Raises ValueError for a name that is not ``schema.view``, duckdb.Error for one that is absent.
        """
        if not _NAME.fullmatch(view) or any(not column.isidentifier() for column in equals):
            raise ValueError(f"no name of a view or column: {view} {sorted(equals)}")
        if self._connection is None:
            raise ValueError("the reader is not open")
        tests = " and ".join(f"{column} = ?" for column in equals) or "true"
        found = self._connection.execute(f"select * from {view} where {tests}", list(equals.values()))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def table(self, view: str) -> pa.Table:
        """Return all of `view` as Arrow, with its columns and types even where it has no row."""
        if not _NAME.fullmatch(view):
            raise ValueError(f"no name of a view: {view}")
        if self._connection is None:
            raise ValueError("the reader is not open")
        return self._connection.execute(f"select * from {view} order by all").to_arrow_table()
