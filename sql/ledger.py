"""The records of the ledger (schema ``ops``): runs, batches, stages, and the results of checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RunStatus = Literal["running", "published", "unchanged", "refused", "failed"]
Severity = Literal["critical", "warning", "info"]
Verdict = Literal["passed", "failed", "errored"]
CheckKind = Literal["rule", "expectation"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the main flow (ops.run)."""

    run_id: str
    """Id that the flow gave it."""
    started_at: datetime
    """When it began, UTC."""
    status: RunStatus
    """How it stands; 'refused' where a critical rule kept the old file in place."""
    settings: str
    """Settings, as JSON."""
    versions: str
    """Code, models and weights with their hashes, as JSON."""
    finished_at: datetime | None = None
    """When it ended, UTC."""
    message: str | None = None
    """One line for a person."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The documents that one task handled together (ops.batch)."""

    batch_id: str
    """Content hash of run, stage and subjects."""
    run_id: str
    """The run it belongs to."""
    stage: str
    """read, extract, link…"""
    asked_count: int
    """Subjects handed to the task."""
    done_count: int
    """Subjects done."""
    rejected_count: int
    """Subjects refused for a reason that lies in the data."""
    failed_count: int
    """Subjects that broke the program and were set apart."""
    started_at: datetime
    """When it began, UTC."""
    finished_at: datetime | None = None
    """When it ended, UTC."""


@dataclass(frozen=True, slots=True)
class StageMark:
    """What is written beside each subject that a stage has done (ops.stage)."""

    stage: str
    """read, extract, link…"""
    fingerprint: str
    """Hash of code, model and settings of this stage and of those before it."""
    batch_id: str
    """The batch that did it."""
    done_at: datetime
    """When, UTC."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found in one audit (ops.check_result)."""

    check_name: str
    """File name of the rule, or table, expectation and column."""
    kind: CheckKind
    """rule or expectation."""
    severity: Severity
    """critical stops publication."""
    verdict: Verdict
    """errored where it could not run: neither good nor bad data."""
    violation_count: int
    """Offending rows found."""
    why: str
    """Why the check matters."""
    seconds: float
    """Time it took."""
    message: str | None = None
    """What went wrong, where something did."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A row that breaks a check (ops.violation)."""

    check_name: str
    """The check."""
    row_no: int
    """Order among the rows kept for the check, from 1."""
    row_key: str
    """Key of the row."""
    detail: str
    """What the check says of it."""
