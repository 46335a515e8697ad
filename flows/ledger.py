"""The open warehouse of a stage, and the batch it writes down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flows.counts import Counts
from flows.errors import OutsideError
from flows.settings import Settings
from sql.ledger import Batch, StageMark
from sql.lock import LockedError
from sql.warehouse import Warehouse, WarehouseError
from transforms.ids import make_id


def now() -> datetime:
    """Return the present moment, UTC; only flows may ask for it."""
    return datetime.now(UTC)


@contextmanager
def open_warehouse(settings: Settings) -> Iterator[Warehouse]:
    """Open the work file for one stage; a lock or a broken file becomes a one-line error."""
    try:
        with Warehouse(
            settings.work, memory_limit=settings.memory_limit, threads=settings.threads
        ) as warehouse:
            yield warehouse
    except (LockedError, WarehouseError) as error:
        raise OutsideError(str(error)) from error


def new_batch(run_id: str, stage: str, subjects: tuple[str, ...]) -> str:
    """Return the id of the batch that does `subjects` in this run."""
    return make_id("batch", run_id, stage, *subjects)


def record_batch(
    warehouse: Warehouse, run_id: str, mark: StageMark, counts: Counts, started_at: datetime
) -> None:
    """Write down what became of a batch."""
    warehouse.put_batch(
        Batch(
            batch_id=mark.batch_id,
            run_id=run_id,
            stage=counts.stage,
            asked_count=counts.asked,
            done_count=counts.done,
            rejected_count=counts.rejected,
            failed_count=counts.failed,
            started_at=started_at,
            finished_at=now(),
        )
    )
