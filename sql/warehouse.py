"""The one module that opens DuckDB.

``Warehouse`` is the writer: it holds the lock beside the work file, and each of its ``replace``
and ``put`` methods is one transaction after which a second call with the same input changes
nothing. ``read_only`` and ``query`` are for everybody else: short, private, without access to
files or network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import duckdb

from sql import statements
from sql.catalog import read_migrations, read_views
from sql.columns import from_arrow, to_arrow, to_utc
from sql.duplicates import DuplicateStore
from sql.errors import CatalogError, QueryError, WarehouseError
from sql.hints import read_hints, write_hints
from sql.incidents import IncidentStore
from sql.ledger import Batch, CheckResult, Run, StageMark, Violation
from sql.loads import EXTRACTED, GATHERED, inventory, load_extractions
from sql.lock import WriterLock
from sql.publication import publish
from sql.session import Session
from transforms.records import (
    Block,
    Capture,
    Document,
    Extraction,
    Hints,
    Outlet,
    Rejection,
)

__all__ = ["QueryResult", "Warehouse", "WarehouseError", "publish", "query", "read_only"]

_SAFE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


class Warehouse(DuplicateStore, IncidentStore):
    """The private work file, open for writing by this process alone."""

    def __init__(self, path: Path, *, memory_limit: str = "2GB", threads: int = 2) -> None:
        self._path = path
        self._config: dict[str, Any] = {**_SAFE, "memory_limit": memory_limit, "threads": str(threads)}
        self._lock = WriterLock(path)
        self._open: Session | None = None

    def __enter__(self) -> Self:
        """Take the lock and open the file, made if absent; raises LockedError or WarehouseError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._lock.acquire()
        try:
            self._open = Session(duckdb.connect(str(self._path), config=self._config))
        except duckdb.Error as error:
            self._lock.release()
            raise WarehouseError(f"{self._path.name} cannot be opened: {_first_line(error)}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file and let go of the lock."""
        try:
            self._session.connection.close()
        finally:
            self._open = None
            self._lock.release()

    # The frame: tables and views.

    def migrate(self, now: datetime) -> tuple[str, ...]:
        """Apply the migrations that are still missing, each in its own transaction; return their names.

        Raises CatalogError where a migration was edited after it was applied.
        """
        first, *others = read_migrations()
        self._session.connection.execute(first.text)
        known = dict(self._session.connection.execute(statements.APPLIED_MIGRATIONS).fetchall())
        applied = []
        for migration in others:
            if migration.number not in known:
                with self._session.transaction():
                    self._session.connection.execute(migration.text)
                    self._session.connection.execute(
                        statements.RECORD_MIGRATION,
                        [migration.number, migration.name, migration.sha256, to_utc(now)],
                    )
                applied.append(migration.name)
            elif known[migration.number] != migration.sha256:
                raise CatalogError(f"{migration.name} was edited after it had been applied")
        return tuple(applied)

    def create_views(self) -> tuple[str, ...]:
        """Replace all views by those of the files, with their catalog comments; return their names."""
        views = read_views()
        with self._session.transaction():
            for (old,) in self._session.connection.execute(statements.EXISTING_VIEWS).fetchall():
                self._session.connection.execute(f"drop view if exists {old}")
            for view in views:
                self._session.connection.execute(view.text)
                self._session.connection.execute(f"comment on view {view.name} is {_quoted(view.comment)}")
        return tuple(view.name for view in views)

    # Writing.

    def put_captures(
        self, captures: Sequence[Capture], batch_id: str, hints: Mapping[str, Hints] | None = None
    ) -> tuple[str, ...]:
        """Store bytes that are new; return the ids of those new or with other hints than before.

        `hints` is by capture id. Where they changed, what was done with the capture counts as undone.
        """
        unique = {capture.capture_id: capture for capture in captures}
        said = {key: write_hints((hints or {}).get(key, Hints())) for key in unique}
        known = dict(self._session.rows(statements.KNOWN_HINTS, unique))
        changed = tuple(key for key in unique if key in known and known[key] != said[key])
        fresh = tuple(key for key in unique if key not in known)
        with self._session.transaction():
            self._session.insert(
                "raw.capture",
                to_arrow(
                    Capture,
                    [unique[key] for key in fresh],
                    byte_count=[len(unique[key].body) for key in fresh],
                    hints=[said[key] for key in fresh],
                    batch_id=batch_id,
                ),
            )
            for key in changed:
                self._session.connection.execute(statements.SET_HINTS, [said[key], key])
            self._session.run_for(changed, statements.FORGET_CAPTURES)
        return (*fresh, *changed)

    def replace_documents(
        self,
        mark: StageMark,
        capture_ids: Sequence[str],
        *,
        documents: Sequence[Document] = (),
        blocks: Iterable[Block] = (),
        outlets: Iterable[Outlet] = (),
        rejections: Sequence[Rejection] = (),
    ) -> None:
        """Put `documents` in place of all that these captures gave before, and mark the captures done.

        What was extracted from the former documents goes too, so that no span can outlive its text.
        """
        by_id = {outlet.outlet_id: outlet for outlet in outlets}
        with self._session.transaction():
            old = [key for (key,) in self._session.rows(statements.DOCUMENTS_OF_CAPTURES, capture_ids)]
            self._session.run_for(old, (*statements.DELETE_EXTRACTIONS, *statements.DELETE_DOCUMENTS))
            self._session.insert("core.document", to_arrow(Document, documents, batch_id=mark.batch_id))
            self._session.insert("core.block", to_arrow(Block, blocks))
            self._session.run_for(tuple(by_id), (statements.DELETE_OUTLETS,))
            self._session.insert("core.outlet", to_arrow(Outlet, by_id.values()))
            self._session.run_for((), statements.GATHER)
            self._mark(mark, capture_ids)
            self._session.run_for(capture_ids, (statements.DELETE_REJECTIONS_OF_CAPTURES,))
            self._reject(rejections, mark.batch_id, mark.done_at)

    def replace_extractions(self, mark: StageMark, extractions: Sequence[Extraction]) -> None:
        """Put `extractions` in place of what their documents had, and mark the documents done."""
        ids = [item.document_id for item in extractions]
        with self._session.transaction():
            self._session.run_for(ids, (*statements.DELETE_EXTRACTIONS, statements.DELETE_REJECTIONS))
            for table, (record, name) in EXTRACTED.items():
                self._session.insert(
                    table, to_arrow(record, (row for item in extractions for row in getattr(item, name)))
                )
            for table, (record, name) in GATHERED.items():
                rows = [(item.document_id, row) for item in extractions for row in getattr(item, name)]
                arrow = to_arrow(record, [row for _, row in rows], document_id=[key for key, _ in rows])
                self._session.insert(table, arrow)
            self._session.run_for(ids, (*statements.TOUCH_GATHERED, *statements.GATHER))
            self._mark(mark, ids)
            rejections = [rejection for item in extractions for rejection in item.rejections]
            self._reject(rejections, mark.batch_id, mark.done_at)

    def mark_stage(self, mark: StageMark, subject_ids: Sequence[str]) -> None:
        """Mark subjects as done without any result (a document in a language that is not extracted, say)."""
        with self._session.transaction():
            self._mark(mark, subject_ids)

    def put_rejections(self, rejections: Sequence[Rejection], batch_id: str, now: datetime) -> None:
        """Write what could not go on, in place of what the same stages said of the same subjects."""
        with self._session.transaction():
            self._reject(rejections, batch_id, now)

    def put_run(self, run: Run) -> None:
        """Write the run, in place of what stood under its id."""
        with self._session.transaction():
            self._session.run_for((run.run_id,), (statements.DELETE_RUN,))
            self._session.insert("ops.run", to_arrow(Run, [run]))

    def put_batch(self, batch: Batch) -> None:
        """Write the batch, in place of what stood under its id."""
        with self._session.transaction():
            self._session.run_for((batch.batch_id,), (statements.DELETE_BATCH,))
            self._session.insert("ops.batch", to_arrow(Batch, [batch]))

    def put_check_results(
        self, run_id: str, now: datetime, results: Sequence[CheckResult], violations: Sequence[Violation]
    ) -> None:
        """Write what an audit found, in place of what stood for the run."""
        with self._session.transaction():
            self._session.run_for((run_id,), statements.DELETE_CHECKS)
            self._session.insert(
                "ops.check_result", to_arrow(CheckResult, results, run_id=run_id, checked_at=now)
            )
            self._session.insert("ops.violation", to_arrow(Violation, violations, run_id=run_id))

    # Reading back.

    def pending(
        self, stage: str, fingerprint: str, subjects: Literal["capture", "document"] = "document"
    ) -> tuple[str, ...]:
        """Return the ids that `stage` has not done at this fingerprint, sorted."""
        statement = statements.PENDING_CAPTURES if subjects == "capture" else statements.PENDING_DOCUMENTS
        return tuple(key for (key,) in self._session.rows(statement, parameters=[stage, fingerprint]))

    def document_ids(self) -> tuple[str, ...]:
        """Return the ids of all documents, sorted."""
        return tuple(key for (key,) in self._session.rows(statements.DOCUMENT_IDS))

    def captures(self, capture_ids: Sequence[str]) -> tuple[tuple[Capture, Hints], ...]:
        """Return stored bytes with what a manifest said of them, by id."""
        table = self._session.arrow("raw.capture", capture_ids)
        hints = [read_hints(text) for text in table.column("hints").to_pylist()]
        return tuple(zip(from_arrow(Capture, table), hints, strict=True))

    def known_capture(self, uri: str) -> Capture | None:
        """Return the newest bytes that came from `uri`, for asking only for what changed since."""
        found = self._session.rows(statements.NEWEST_CAPTURE, parameters=[uri])
        return self.captures([found[0][0]])[0][0] if found else None

    def state(self) -> str:
        """Return a short text that differs whenever the contents differ; the ledger of runs is left out."""
        return str(self._session.rows(statements.STATE)[0][0])

    def documents(self, document_ids: Sequence[str] | None = None) -> tuple[Document, ...]:
        """Return the documents with these ids (all where None), by id."""
        return self._session.load("core.document", Document, document_ids)

    def blocks(self, document_ids: Sequence[str] | None = None) -> tuple[Block, ...]:
        """Return the blocks of these documents, by document and number."""
        return self._session.load("core.block", Block, document_ids)

    def outlets(self) -> tuple[Outlet, ...]:
        """Return all outlets, by id."""
        return self._session.load("core.outlet", Outlet)

    def extractions(self, document_ids: Sequence[str] | None = None) -> tuple[Extraction, ...]:
        """Return what these documents gave (all where None), by document id; documents without claims too.

        Dates that only linking found are left out, so that linking again starts from the text alone.
        """
        return load_extractions(self._session, document_ids)

    def export_candidate(self, path: Path) -> None:
        """Write a complete and compact copy to `path`, views and comments included.

        Raises WarehouseError where the copy does not hold what the work file holds.
        """
        for old in (path, path.with_name(path.name + ".wal")):
            old.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        (name,) = self._session.connection.execute("select current_database()").fetchall()[0]
        self._session.connection.execute(f"attach {_quoted(str(path))} as candidate_copy")
        try:
            self._session.connection.execute(f'copy from database "{name}" to candidate_copy')
        finally:
            self._session.connection.execute("detach candidate_copy")
        wanted = inventory(self._session)
        with read_only(path) as copy:
            held = inventory(Session(copy))
        if wanted != held:
            raise WarehouseError(f"{path.name} is no full copy: {sorted(set(wanted) ^ set(held))[:3]}")

    # Private.

    @property
    def _session(self) -> Session:
        if self._open is None:
            raise WarehouseError(f"{self._path.name} is not open")
        return self._open

    def _mark(self, mark: StageMark, subject_ids: Sequence[str]) -> None:
        self._session.rows(statements.UNMARK, subject_ids, [mark.stage])
        rows = to_arrow(StageMark, [mark] * len(subject_ids), subject_id=list(subject_ids))
        self._session.insert("ops.stage", rows)

    def _reject(self, rejections: Sequence[Rejection], batch_id: str, now: datetime) -> None:
        rows = to_arrow(Rejection, rejections, batch_id=batch_id, rejected_at=now)
        with self._session.incoming(rows):
            self._session.connection.execute(statements.DELETE_SAME_REJECTIONS)
        self._session.insert("ops.quarantine", rows)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer to one statement."""

    columns: tuple[str, ...]
    """Names, in order."""
    rows: tuple[tuple[Any, ...], ...]
    """Values, in order."""


def open_read_only(path: Path, *, memory_limit: str = "1GB") -> duckdb.DuckDBPyConnection:
    """Return a connection to the file as it is now; it can write nothing and reach nothing else.

    The file is attached to a private in-memory database, so that each call sees the newest file
    and temporary tables are at hand. Raises WarehouseError where there is no such database.
    """
    if not path.is_file():
        raise WarehouseError(f"there is no database at {path}")
    connection = duckdb.connect(":memory:", config={**_SAFE, "memory_limit": memory_limit})
    try:
        connection.execute(f"attach {_quoted(str(path))} as sayso (read_only)")
        connection.execute("use sayso")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    except duckdb.Error as error:
        connection.close()
        raise WarehouseError(f"{path.name} cannot be read: {_first_line(error)}") from error
    return connection


@contextmanager
def read_only(path: Path, *, memory_limit: str = "1GB") -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield what `open_read_only` returns, and close it."""
    with closing(open_read_only(path, memory_limit=memory_limit)) as connection:
        yield connection


def query(path: Path, statement: str, parameters: Sequence[object] = ()) -> QueryResult:
    """Return the answer of the database at `path`; raises QueryError where DuckDB refuses the statement."""
    with read_only(path) as connection:
        try:
            cursor = connection.execute(statement, list(parameters))
            columns = tuple(str(column[0]) for column in cursor.description or ())
            return QueryResult(columns, tuple(cursor.fetchall()) if columns else ())
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
