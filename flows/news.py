"""The main flow: ingest, extract, link, audit, publish, report.

Tasks are thin: each calls a plain function of a neighbouring module with ids and settings and
returns counts. Only one run writes at a time; a run killed anywhere loses nothing committed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from expectations.gate import GateReport
from flows import artifacts
from flows.counts import Counts, total
from flows.duplicates import find_duplicates
from flows.errors import DataError, OutsideError, SaysoError
from flows.extract import extract_batch, pending_documents
from flows.ingest import capture_input, list_inputs, name_of, pending_captures, prepare_work, read_batch
from flows.ledger import now, open_warehouse
from flows.link import link_all
from flows.publish import audit_candidate, is_current, publish_candidate, write_candidate
from flows.settings import Settings
from flows.sources import Source
from flows.stages import versions
from reports.site import build_site
from sql.ledger import Run, RunStatus
from sql.lock import LockedError, WriterLock

TAGS = ["sayso"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    status: RunStatus
    """published, unchanged, refused or failed."""
    message: str
    """One line for a person."""
    exit_code: int
    """Exit code of the command line."""
    counts: tuple[Counts, ...] = ()
    """Counts of each stage."""
    verdicts: tuple[int, int, int] | None = None
    """Checks passed, failed and errored; null where nothing was audited."""


@task(
    name="capture",
    tags=TAGS,
    task_run_name="capture {name}",
    cache_policy=NO_CACHE,
    retries=2,
    retry_delay_seconds=[2, 15],
    retry_condition_fn=lambda _task, _run, state: _is_outside(state),
)
def capture_task(settings: Settings, run_id: str, name: str, place: str | Source) -> Counts:
    """Store the bytes that `place` holds; the one task that meets the network."""
    return capture_input(settings, run_id, place)


@task(name="read", tags=TAGS, task_run_name="read batch {number}", cache_policy=NO_CACHE)
def read_task(settings: Settings, run_id: str, number: int, capture_ids: tuple[str, ...]) -> Counts:
    """Turn captures into documents and blocks."""
    return read_batch(settings, run_id, capture_ids)


@task(name="duplicates", tags=TAGS, cache_policy=NO_CACHE)
def duplicates_task(settings: Settings, run_id: str) -> Counts:
    """Tell which documents are copies or versions of others."""
    return find_duplicates(settings, run_id)


@task(name="extract", tags=TAGS, task_run_name="extract batch {number}", cache_policy=NO_CACHE)
def extract_task(settings: Settings, run_id: str, number: int, document_ids: tuple[str, ...]) -> Counts:
    """Turn documents into claims, events and figures."""
    return extract_batch(settings, run_id, document_ids)


@task(name="link", tags=TAGS, cache_policy=NO_CACHE)
def link_task(settings: Settings, run_id: str) -> Counts:
    """Bring events together into incidents."""
    return link_all(settings, run_id)


@task(name="audit", tags=TAGS, cache_policy=NO_CACHE)
def audit_task(settings: Settings, run: Run, candidate: Path) -> GateReport:
    """Check a candidate copy against every expectation."""
    return audit_candidate(settings, run, candidate)


@task(name="publish", tags=TAGS, cache_policy=NO_CACHE)
def publish_task(settings: Settings, candidate: Path) -> None:
    """Put the candidate in the place of the published file."""
    publish_candidate(settings, candidate)


@task(name="report", tags=TAGS, cache_policy=NO_CACHE)
def report_task(settings: Settings) -> int:
    """Write the pages; return how many dossiers there are."""
    return len(build_site(settings.published, settings.site).incident_pages)


def _run_name() -> str:
    paths = runtime.flow_run.parameters.get("paths") or []
    named = Path(paths[0]).name if len(paths) == 1 else f"{len(paths)} inputs" if paths else "standing inputs"
    return f"{named} at {now():%Y-%m-%d %H:%M:%S}"


@flow(name="news", flow_run_name=_run_name)
def news(paths: list[str] | None = None) -> State[Outcome]:
    """Turn raw articles into a published database in which every claim has a source.

    `paths` are files, directories or addresses; the seed articles where none is given.
    Ends as failed where a critical rule is broken; the published file then stays as it was.
    """
    settings = Settings()
    started_at, run_id = now(), str(runtime.flow_run.get_id())
    counts: list[Counts] = []
    try:
        with _only_writer(settings):
            prepare_work(settings)
            outcome = _run(settings, run_id, started_at, list_inputs(settings, paths), counts)
            _close(settings, run_id, started_at, outcome)
    except SaysoError as error:
        outcome = Outcome("failed", str(error), error.exit_code, tuple(counts))
    artifacts.write(settings, outcome.status, outcome.message, outcome.counts)
    make = Completed if outcome.exit_code == 0 else Failed
    return make(message=outcome.message, data=outcome)


def _run(
    settings: Settings,
    run_id: str,
    started_at: datetime,
    inputs: Sequence[str | Source],
    counts: list[Counts],
) -> Outcome:
    counts.append(
        total("capture", [capture_task(settings, run_id, name_of(place), place) for place in inputs])
    )
    counts.append(
        total(
            "read",
            [
                read_task(settings, run_id, number, batch)
                for number, batch in _batches(pending_captures(settings), settings.batch_size)
            ],
        )
    )
    counts.append(duplicates_task(settings, run_id))
    counts.append(
        total(
            "extract",
            [
                extract_task(settings, run_id, number, batch)
                for number, batch in _batches(pending_documents(settings), settings.batch_size)
            ],
        )
    )
    counts.append(link_task(settings, run_id))
    if is_current(settings):
        if not (settings.site / "index.html").exists():
            report_task(settings)
        return Outcome("unchanged", "nothing is new; the published file stands", 0, tuple(counts))
    return _audit_and_publish(settings, _started(settings, run_id, started_at), tuple(counts))


def _audit_and_publish(settings: Settings, run: Run, counts: tuple[Counts, ...]) -> Outcome:
    candidate = write_candidate(settings)
    report = audit_task(settings, run, candidate)
    verdicts = (report.count("passed"), report.count("failed"), report.count("errored"))
    if report.is_blocked:
        candidate.unlink(missing_ok=True)
        return Outcome("refused", report.reason, DataError.exit_code, counts, verdicts)
    publish_task(settings, candidate)
    dossiers = report_task(settings)
    return Outcome("published", f"published with {dossiers} dossiers", 0, counts, verdicts)


def _started(settings: Settings, run_id: str, started_at: datetime) -> Run:
    return Run(run_id, started_at, "running", settings.model_dump_json(), json.dumps(versions(settings)))


def _close(settings: Settings, run_id: str, started_at: datetime, outcome: Outcome) -> None:
    run = replace(
        _started(settings, run_id, started_at),
        status=outcome.status,
        finished_at=now(),
        message=outcome.message,
    )
    with open_warehouse(settings) as warehouse:
        warehouse.put_run(run)


@contextmanager
def _only_writer(settings: Settings) -> Iterator[None]:
    """Hold the lock of the whole run, so that two runs never take turns at the work file."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(settings.data_dir / "run")
    try:
        lock.acquire()
    except LockedError as error:
        raise OutsideError(f"another run is at work: {error}") from error
    try:
        yield
    finally:
        lock.release()


def _batches(ids: Sequence[str], size: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, start in enumerate(range(0, len(ids), size), start=1):
        yield number, tuple(ids[start : start + size])


def _is_outside(state: State) -> bool:
    """Tell whether a task failed for a reason that may pass: the outside, and nothing of ours."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OutsideError | OSError)
