"""Views as files that other programs read: csv, parquet, JSON lines, a workbook, web annotations."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from pyarrow import parquet

from sql.reader import Reader

VIEWS = (
    *("documents", "claims", "figures", "incidents", "timeline", "positions"),
    *("independent_sources", "incident_sources", "source_chains", "claim_chains"),
    *("figure_disputes", "figure_changes", "denials", "concessions"),
    *("incident_numbers", "incident_grades"),
    *("export_acled", "export_ucdp_ged", "export_polecat", "export_airwars"),
)
"""Views that are written, one file (or sheet) each."""
_CELL = 32_767
"""Characters that a cell of a workbook holds."""
_SHEET = 1_048_575
"""Rows that a sheet holds below its head."""


class ExportError(Exception):
    """A format that is not known, or data that the format cannot hold."""


def export(database: Path, form: str, folder: Path) -> tuple[Path, ...]:
    """Return the files written to `folder` from the published `database`, in place of any of that name.

    `form` is csv, parquet, jsonl, xlsx or annotations. Raises ExportError for other forms.
    """
    if form not in FORMATS:
        raise ExportError(f"no such format: {form} (there are {', '.join(FORMATS)})")
    folder.mkdir(parents=True, exist_ok=True)
    with Reader(database) as reader:
        return tuple(FORMATS[form](reader, folder))


def _write_csv(reader: Reader, folder: Path) -> Iterator[Path]:
    for name, table in _tables(reader):
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.column_names)
            writer.writerows([_flat(value) for value in row] for row in _rows(table))
        yield path


def _write_parquet(reader: Reader, folder: Path) -> Iterator[Path]:
    for name, table in _tables(reader):
        path = folder / f"{name}.parquet"
        parquet.write_table(table, path)
        yield path


def _write_jsonl(reader: Reader, folder: Path) -> Iterator[Path]:
    for name, table in _tables(reader):
        path = folder / f"{name}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for row in _rows(table):
                values = dict(zip(table.column_names, map(_json, row), strict=True))
                file.write(json.dumps(values, ensure_ascii=False) + "\n")
        yield path


def _write_xlsx(reader: Reader, folder: Path) -> Iterator[Path]:
    path = folder / "sayso.xlsx"
    options = {"strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(path, options) as book:
        formats: Mapping[type, object] = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        head = book.add_format({"bold": True})
        for name, table in _tables(reader):
            if table.num_rows > _SHEET:
                raise ExportError(
                    f"{name} has {table.num_rows} rows, more than a sheet holds: use csv or parquet"
                )
            sheet = book.add_worksheet(name[:31])
            sheet.write_row(0, 0, table.column_names, head)
            sheet.freeze_panes(1, 0)
            for at, row in enumerate(_rows(table), start=1):
                for column, value in enumerate(row):
                    _write_cell(sheet, at, column, value, formats)
    yield path


def _write_cell(sheet: Any, row: int, column: int, value: object, formats: Mapping[type, object]) -> None:
    if value is None:
        return
    if isinstance(value, datetime | date):
        sheet.write_datetime(row, column, value, formats[type(value)])
    elif isinstance(value, bool | int | float):
        sheet.write(row, column, value)
    else:
        sheet.write_string(row, column, str(_flat(value))[:_CELL])


def _write_annotations(reader: Reader, folder: Path) -> Iterator[Path]:
    path = folder / "annotations.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for annotation in reader.table("mart.export_web_annotation").column("annotation").to_pylist():
            file.write(annotation + "\n")
    yield path


FORMATS: Mapping[str, Callable[[Reader, Path], Iterator[Path]]] = {
    "csv": _write_csv,
    "parquet": _write_parquet,
    "jsonl": _write_jsonl,
    "xlsx": _write_xlsx,
    "annotations": _write_annotations,
}
"""Formats by name, as `sayso export` takes them."""


def _tables(reader: Reader) -> Iterator[tuple[str, pa.Table]]:
    return ((name, reader.table(f"mart.{name}")) for name in VIEWS)


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _flat(value: object) -> object:
    """Return a list as its parts joined by '; ', a moment as ISO 8601."""
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return value.isoformat() if isinstance(value, datetime | date) else value


def _json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime | date) else value
