"""The SQLAlchemy dialect through which Great Expectations reads a database file.

GX fetches rows after its connection is closed, which duckdb-engine cannot serve: here they are
buffered as soon as a statement has run. The file itself is opened by the warehouse, read-only and
shut off from files and network, and every connection is closed when the audit is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb_engine
import sqlalchemy
from sqlalchemy.dialects.postgresql.psycopg2 import PGExecutionContext_psycopg2
from sqlalchemy.engine import cursor as results

from sql.warehouse import open_read_only

NAME = "duckdb.buffered"
"""Name under which SQLAlchemy knows the dialect; in an address it reads duckdb+buffered."""

_OPEN: list[Any] = []


class _BufferingContext(PGExecutionContext_psycopg2):
    def post_exec(self) -> None:
        """Keep all rows of the statement that has just run."""
        parent: Any = super()
        parent.post_exec()
        if self.cursor is not None and self.cursor.description:
            self.cursor_fetch_strategy = results.FullyBufferedCursorFetchStrategy(
                self.cursor, self.cursor.description, self.cursor.fetchall()
            )


class BufferedDialect(duckdb_engine.Dialect):
    """duckdb-engine's dialect, with buffered rows and read-only connections."""

    execution_ctx_cls = _BufferingContext
    supports_statement_cache = False

    def connect(self, *arguments: Any, **named: Any) -> Any:
        """Return a wrapped read-only connection to the file named in the address."""
        path = Path(str(named.get("database") or arguments[0]))
        connection = open_read_only(path)
        _OPEN.append(connection)
        return duckdb_engine.ConnectionWrapper(connection)


@contextmanager
def address_of(path: Path) -> Iterator[str]:
    """Yield an SQLAlchemy address for the file at `path`; afterwards nothing holds the file open."""
    sqlalchemy.dialects.registry.register(NAME, __name__, BufferedDialect.__name__)
    try:
        yield f"duckdb+buffered:///{path.resolve()}"
    finally:
        while _OPEN:
            _OPEN.pop().close()
