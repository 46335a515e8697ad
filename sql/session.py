"""What the warehouse does again and again with an open connection: transactions, inserts, loads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from sql import statements
from sql.columns import Record, from_arrow


class Session:
    """An open connection with the few ways in which this project uses it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the body as one transaction; any exception undoes all of it."""
        self.connection.execute("begin")
        try:
            yield
        except BaseException:
            self.connection.execute("rollback")
            raise
        self.connection.execute("commit")

    @contextmanager
    def incoming(self, rows: pa.Table) -> Iterator[None]:
        """Show `rows` to the statements of the body as the table ``incoming``."""
        self.connection.register("incoming", rows)
        try:
            yield
        finally:
            self.connection.unregister("incoming")

    def insert(self, table: str, rows: pa.Table) -> None:
        """Insert Arrow rows by column name; columns that are not given stay null."""
        if rows.num_rows:
            with self.incoming(rows):
                self.connection.execute(f"insert into {table} by name select * from incoming")

    def run_for(self, ids: Iterable[str], wanted: Sequence[str]) -> None:
        """Run statements that read ``incoming.id``."""
        with self.incoming(id_table(ids)):
            for statement in wanted:
                self.connection.execute(statement)

    def rows(
        self, statement: str, ids: Iterable[str] = (), parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a statement that may read ``incoming.id``."""
        with self.incoming(id_table(ids)):
            return self.connection.execute(statement, list(parameters)).fetchall()

    def load(self, table: str, record: type[Record], ids: Sequence[str] | None = None) -> tuple[Record, ...]:
        """Return rows as records in a settled order; all of them where `ids` is None."""
        return from_arrow(record, self.arrow(table, ids))

    def arrow(self, table: str, ids: Sequence[str] | None = None) -> pa.Table:
        """Return rows as Arrow in a settled order; all of them where `ids` is None."""
        chosen, order = statements.LOADS[table]
        statement = f"select t.* from {table} as t"
        if ids is None:
            return self.connection.execute(f"{statement} order by {order}").to_arrow_table()
        with self.incoming(id_table(ids)):
            return self.connection.execute(f"{statement} where {chosen} order by {order}").to_arrow_table()


def id_table(ids: Iterable[str]) -> pa.Table:
    """Return ids as an Arrow table with the one column ``id``."""
    return pa.table({"id": pa.array(list(ids), pa.string())})
