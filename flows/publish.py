"""Write, audit, publish: a candidate copy replaces the file that people read only if it passes."""

from __future__ import annotations

from pathlib import Path

from expectations.gate import GateReport, audit
from flows.errors import OutsideError
from flows.ledger import now, open_warehouse
from flows.settings import Settings
from flows.stages import publish_fingerprint
from sql.ledger import Run
from sql.warehouse import Warehouse, WarehouseError, publish


def write_candidate(settings: Settings) -> Path:
    """Return the path of a complete copy of the work file, beside the published file."""
    path = settings.data_dir / "candidate.duckdb"
    with open_warehouse(settings) as warehouse:
        warehouse.create_views()
        try:
            warehouse.export_candidate(path)
        except WarehouseError as error:
            raise OutsideError(str(error)) from error
    return path


def audit_candidate(settings: Settings, run: Run, path: Path) -> GateReport:
    """Return the verdict on the copy at `path`; what was found is written into it and into the work file."""
    report = audit(path, docs=settings.quality)
    for target in (settings.work, path):
        with Warehouse(target, memory_limit=settings.memory_limit, threads=settings.threads) as warehouse:
            warehouse.put_run(run)
            warehouse.put_check_results(run.run_id, now(), report.results, report.violations)
    return report


def publish_candidate(settings: Settings, path: Path) -> None:
    """Put the copy in the place of the published file, at once and whole."""
    with open_warehouse(settings) as warehouse:
        state = warehouse.state()
    publish(path, settings.published)
    _stamp(settings).write_text(f"{publish_fingerprint()} {state}", encoding="ascii")


def is_current(settings: Settings) -> bool:
    """Tell whether the published file holds the present work file, by the present views and rules."""
    stamp = _stamp(settings)
    if not settings.published.exists() or not stamp.exists():
        return False
    with open_warehouse(settings) as warehouse:
        state = warehouse.state()
    return stamp.read_text(encoding="ascii") == f"{publish_fingerprint()} {state}"


def _stamp(settings: Settings) -> Path:
    return settings.data_dir / "published.stamp"
