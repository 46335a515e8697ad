"""The gate: every check run against a candidate file, each with one of three verdicts.

passed, failed, and errored: a check that could not run is never taken for a passed one, and never
for bad data. Nothing is written here; whoever asked writes the results down.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.rulebook import Rule, read_rules
from sql.ledger import CheckResult, Verdict, Violation
from sql.warehouse import read_only

KEPT_ROWS = 20
"""Offending rows kept for each check; their number is counted in full."""


@dataclass(frozen=True, slots=True)
class GateReport:
    """What an audit found."""

    results: tuple[CheckResult, ...]
    """One for each check, rules first, by name."""
    violations: tuple[Violation, ...]
    """The first offending rows of each failed check."""
    seconds: float
    """Time the audit took."""

    @property
    def is_blocked(self) -> bool:
        """Tell whether a critical check failed or could not run, so that nothing may be published."""
        return bool(self._blocking())

    @property
    def reason(self) -> str:
        """Return one line on what blocks publication; empty where nothing does."""
        parts = [
            f"{result.check_name} {result.verdict}"
            + (f" ({result.violation_count} rows)" if result.verdict == "failed" else f": {result.message}")
            for result in self._blocking()
        ]
        return "; ".join(parts)

    def count(self, verdict: Verdict) -> int:
        """Return how many checks came out with `verdict`."""
        return sum(1 for result in self.results if result.verdict == verdict)

    def _blocking(self) -> list[CheckResult]:
        return [item for item in self.results if item.severity == "critical" and item.verdict != "passed"]


def audit(
    path: Path, *, docs: Path | None = None, rules: Sequence[Rule] | None = None, with_suites: bool = True
) -> GateReport:
    """Return the verdicts on the database at `path`; Data Docs go to `docs` where it is given.

    `rules` stands in for the rule files, and `with_suites` leaves the Great Expectations suites out.
    Raises WarehouseError where there is no database to audit.
    """
    started = time.perf_counter()
    results: list[CheckResult] = []
    violations: list[Violation] = []
    with read_only(path) as connection:
        for rule in read_rules() if rules is None else rules:
            result, broken = _run_rule(connection, rule)
            results.append(result)
            violations.extend(broken)
    if with_suites:
        # Imported late: the import alone takes seconds, and readers of a report do not need it.
        runner = importlib.import_module("expectations.suite_runner")
        for result, broken in runner.run_suites(path, docs, KEPT_ROWS):
            results.append(result)
            violations.extend(broken)
    return GateReport(tuple(results), tuple(violations), time.perf_counter() - started)


def _run_rule(connection: duckdb.DuckDBPyConnection, rule: Rule) -> tuple[CheckResult, list[Violation]]:
    started = time.perf_counter()
    broken: list[Violation] = []
    count, message = 0, None
    verdict: Verdict = "passed"
    try:
        cursor = connection.execute(rule.statement)
        names = [column[0] for column in cursor.description or ()]
        if names != ["row_key", "detail"]:
            raise ValueError(f"the rule returns {', '.join(names)} and not row_key, detail")
        rows = cursor.fetchmany(KEPT_ROWS)
        broken = [
            Violation(rule.name, number, str(key), "" if detail is None else str(detail))
            for number, (key, detail) in enumerate(rows, start=1)
        ]
        count = len(rows)
        while more := cursor.fetchmany(10_000):
            count += len(more)
        verdict = "failed" if count else "passed"
    except (duckdb.Error, ValueError) as error:
        broken, count, verdict = [], 0, "errored"
        message = str(error).partition("\n")[0]
    result = CheckResult(
        check_name=rule.name,
        kind="rule",
        severity=rule.severity,
        verdict=verdict,
        violation_count=count,
        why=rule.about,
        seconds=time.perf_counter() - started,
        message=message,
    )
    return result, broken
