"""What the command line shows: short tables for people, csv and json for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from flows.errors import InputError
from flows.settings import Settings
from sql.reader import Reader

if TYPE_CHECKING:
    from expectations.gate import GateReport
    from flows.news import Outcome

Row = Mapping[str, Any]
MARKS = {
    "passed": "[green]passed[/green]",
    "failed": "[red]failed[/red]",
    "errored": "[magenta]errored[/magenta]",
}


def print_outcome(console: Console, settings: Settings, outcome: Outcome) -> None:
    """Show what is published, what the checks said, and the next two things to try."""
    console.print(outcome.message, highlight=False, soft_wrap=True)
    table = Table()
    table.add_column("published")
    table.add_column("rows", justify="right")
    with Reader(settings.published) as reader:
        for row in reader.rows("mart.totals"):
            table.add_row(row["name"], f"{row['row_count']:,}")
    if outcome.verdicts is not None:
        passed, failed, errored = outcome.verdicts
        table.add_row("rules passed", str(passed))
        table.add_row("rules failed, errored", f"{failed}, {errored}")
    console.print(table)
    refused = sum(count.rejected + count.failed for count in outcome.counts)
    if refused:
        hint = 'sayso sql "select stage, subject, reason, detail from ops.quarantine"'
        console.print(f"{refused} could not go on: {hint}", highlight=False, soft_wrap=True)
    console.print(
        'Next: [bold]sayso sql "select source_name, content_text from mart.claims"[/bold]\n'
        f"      open [bold]{settings.site / 'index.html'}[/bold]",
        highlight=False,
        soft_wrap=True,
    )


def print_checks_broken(console: Console, settings: Settings) -> None:
    """Show where the old file stands after a refusal."""
    if settings.published.exists():
        console.print(f"{settings.published} stays as it was.", highlight=False, soft_wrap=True)


def print_rows(console: Console, names: Sequence[str], rows: Sequence[Sequence[object]], form: str) -> None:
    """Show query results as a table, as csv or as json; raises InputError for another form."""
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows(rows)
        console.file.write(out.getvalue())
    elif form == "json":
        records = [dict(zip(names, row, strict=True)) for row in rows]
        console.file.write(json.dumps(records, default=_plain, ensure_ascii=False, indent=1) + "\n")
    elif form == "table":
        table = Table()
        for name in names:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*("" if value is None else str(_plain(value)) for value in row))
        console.print(table, markup=False)
        console.print(f"{len(rows)} rows")
    else:
        raise InputError(f"no such format: {form} (table, csv or json)")


def print_claims(console: Console, rows: Sequence[Row], count: int) -> None:
    """Show claims, one line each: source, how it reached the outlet, and the content."""
    table = Table()
    for name in ("source", "says", "content", "outlet"):
        table.add_column(name, overflow="fold")
    for row in rows:
        via = f" (via {row['via_name']})" if row["via_name"] else ""
        table.add_row(
            f"{row['source_name']}{via}", row["cue_text"] or "", row["content_text"], row["outlet_name"] or ""
        )
    console.print(table, markup=False)
    console.print(f"{len(rows)} of {count} claims")


def print_incidents(console: Console, rows: Sequence[Row]) -> None:
    """Show incidents, one line each."""
    table = Table()
    for name in ("incident", "when", "where", "documents", "killed", "wounded", "disputed"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(
            row["title"],
            " to ".join(str(day) for day in dict.fromkeys((row["start_date"], row["end_date"])) if day),
            ", ".join(
                dict.fromkeys(
                    part for part in (row["place_name"], row["admin1"], row["country_code"]) if part
                )
            ),
            str(row["document_count"]),
            _range(row["killed_low"], row["killed_high"]),
            _range(row["wounded_low"], row["wounded_high"]),
            "yes" if row["is_disputed"] else "",
        )
    console.print(table, markup=False)
    console.print(f"{len(rows)} incidents")


def print_report(console: Console, report: GateReport) -> None:
    """Show the verdict of each check that did not pass, then the counts."""
    table = Table(title="checks that did not pass", title_justify="left")
    for name in ("check", "severity", "verdict", "rows"):
        table.add_column(name, overflow="fold")
    for result in report.results:
        if result.verdict != "passed":
            mark, rows = MARKS[result.verdict], str(result.violation_count)
            table.add_row(result.check_name, result.severity, mark, rows)
    if table.row_count:
        console.print(table)
    passed, failed, errored = (report.count(verdict) for verdict in ("passed", "failed", "errored"))
    console.print(f"{passed} checks passed, {failed} failed, {errored} errored", highlight=False)


def _range(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    return str(low) if low == high else f"{'' if low is None else low}–{'' if high is None else high}"


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
