"""The command line, `sayso`. Exit 0 done, 1 a critical rule broken, 2 wrong use, 3 the outside failed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from flows import printing
from flows.environment import prepare
from flows.errors import InputError, OutsideError, SaysoError
from flows.settings import Settings

if TYPE_CHECKING:
    from sql.warehouse import QueryResult

app = typer.Typer(
    name="sayso",
    help="Turns raw news into a database in which every claim has a source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
)
incidents_app = typer.Typer(help="List the incidents, or decide about them.")
app.add_typer(incidents_app, name="incidents")
OUT, ERRORS = Console(), Console(stderr=True)


@app.command()
def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, directories or addresses; the two seed articles where none is given."),
    ] = None,
) -> None:
    """Ingest articles, extract claims, check them and publish the database and the pages."""
    settings = Settings()
    prepare(settings)
    with ERRORS.status("Starting Prefect (a temporary server takes about ten seconds)"):
        from flows.news import Outcome, news
    with ERRORS.status("Running the news flow"):
        try:
            state = news(paths=paths, return_state=True)
        except (RuntimeError, OSError) as error:
            raise OutsideError(f"Prefect cannot run the flow: {error}") from error
        outcome = state.result(raise_on_failure=False)
    if not isinstance(outcome, Outcome):
        reason = f"{type(outcome).__name__}: {outcome}".splitlines()[0]
        raise OutsideError(f"the run failed: {reason} (its log is in the Prefect UI: sayso serve)")
    if outcome.exit_code:
        printing.print_checks_broken(OUT, settings)
        ERRORS.print(f"[red]{outcome.status}[/red]: {outcome.message}", highlight=False, soft_wrap=True)
        raise typer.Exit(outcome.exit_code)
    printing.print_outcome(OUT, settings, outcome)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help='For instance: "select * from mart.claims limit 5"')],
    format: Annotated[str, typer.Option(help="table, csv or json")] = "table",  # noqa: A002
) -> None:
    """Ask the published database; it is opened for reading only."""
    result = _query(query)
    printing.print_rows(OUT, result.columns, result.rows, format)


@app.command()
def claims(
    source: Annotated[str | None, typer.Option(help="Only sources whose name contains this.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 50,
) -> None:
    """List who said what."""
    rows = [
        row
        for row in _view("mart.claims")
        if row["mode"] != "narration" and (source is None or source.lower() in row["source_name"].lower())
    ]
    printing.print_claims(OUT, rows[:limit], len(rows))


@incidents_app.callback(invoke_without_command=True)
def incidents(context: typer.Context) -> None:
    """List the incidents, with the range of their figures; or decide about them."""
    if context.invoked_subcommand is None:
        printing.print_incidents(OUT, _view("mart.incidents"))


@incidents_app.command()
def merge(one: str, other: str, note: Annotated[str | None, typer.Option(help="Why.")] = None) -> None:
    """Say that two incidents are one; ids may be cut short."""
    from flows.decisions import merge_incidents

    _say_decided(merge_incidents(_prepared(), one, other, note))


@incidents_app.command()
def split(
    incident: str,
    documents: Annotated[list[str], typer.Argument(help="Documents that tell of something else.")],
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
) -> None:
    """Say that some reports of an incident tell of another one; ids may be cut short."""
    from flows.decisions import split_incident

    _say_decided(split_incident(_prepared(), incident, documents, note))


@incidents_app.command()
def pin(event: str, incident: str, note: Annotated[str | None, typer.Option(help="Why.")] = None) -> None:
    """Say that an event belongs to an incident, whatever else moves."""
    from flows.decisions import pin_event

    _say_decided(pin_event(_prepared(), event, incident, note))


@app.command()
def check() -> None:
    """Check the published database against every rule again."""
    settings = Settings()
    prepare(settings)
    from expectations.gate import audit

    report = audit(_published(settings))
    printing.print_report(OUT, report)
    if report.is_blocked:
        raise typer.Exit(1)


@app.command()
def report() -> None:
    """Write the pages from the published database."""
    settings = Settings()
    from reports.site import build_site

    site = build_site(_published(settings), settings.site)
    OUT.print(
        f"{len(site.incident_pages)} dossiers and {len(site.document_pages)} document pages: "
        f"{site.folder / 'index.html'}",
        highlight=False,
        soft_wrap=True,
    )


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, parquet, jsonl, xlsx or annotations")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
) -> None:
    """Write the published views to files, those with the column names of ACLED, UCDP and others too."""
    from reports.exports import ExportError
    from reports.exports import export as write

    try:
        written = write(_published(Settings()), form, folder)
    except (ExportError, OSError) as error:
        raise InputError(str(error)) from error
    OUT.print(f"{len(written)} files: {folder}", highlight=False, soft_wrap=True)


@app.command()
def serve(
    schedule: Annotated[str | None, typer.Option(help="Cron line; SAYSO_SCHEDULE where not given.")] = None,
    paths: Annotated[
        list[str] | None, typer.Argument(help="What the scheduled runs read; the sources file otherwise.")
    ] = None,
) -> None:
    """Run on schedule, with the Prefect UI and the pages on 127.0.0.1, until interrupted."""
    settings = Settings()
    prepare(settings)
    from flows.deployments import serve_forever

    serve_forever(settings, schedule or settings.schedule, paths or [], OUT)


@app.command()
def version() -> None:
    """Show the version of Sayso, its models and its parts."""
    from flows.stages import versions

    table = Table(box=None, show_header=False)
    for name, value in versions(Settings()).items():
        table.add_row(name, value)
    OUT.print(table)


def main() -> None:
    """Run the command line; every error a user can meet is one line."""
    try:
        app()
    except SaysoError as error:
        ERRORS.print(f"[red]error[/red]: {error}", highlight=False, soft_wrap=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)


def _prepared() -> Settings:
    settings = Settings()
    prepare(settings)
    return settings


def _say_decided(count: int) -> None:
    OUT.print(f"{count} decisions written; they hold from the next sayso run on", highlight=False)


def _published(settings: Settings) -> Path:
    if not settings.published.exists():
        raise InputError(f"nothing is published yet in {settings.data_dir}: sayso run")
    return settings.published


def _query(statement: str) -> QueryResult:
    from sql.errors import QueryError, WarehouseError
    from sql.warehouse import query

    path = _published(Settings())
    try:
        return query(path, statement)
    except QueryError as error:
        raise InputError(f"the query fails: {str(error).splitlines()[0]}") from error
    except WarehouseError as error:
        raise OutsideError(str(error)) from error


def _view(name: str) -> list[dict[str, Any]]:
    from sql.errors import WarehouseError
    from sql.reader import Reader

    try:
        with Reader(_published(Settings())) as reader:
            return reader.rows(name)
    except WarehouseError as error:
        raise OutsideError(str(error)) from error
