"""Records to Arrow columns and back: one mechanism for every record, driven by its field types.

A ``Span`` becomes two integer columns (``span_start``, ``span_end``; ``cue_span`` gives
``cue_start``, ``cue_end``), a tuple of spans a list of structs, a moment a UTC timestamp without
zone. Coming back, moments carry the zone UTC again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from transforms.records import Block, Span

Record = TypeVar("Record")

SPAN_PREFIXES: Mapping[tuple[type, str], str] = {(Block, "span"): "text"}
"""Fields whose columns do not bear the field's own name: where a block stands is text_start, text_end."""

_SPAN_TYPE = pa.struct([("start", pa.int32()), ("end", pa.int32())])
_PLAIN_TYPES: Mapping[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """How one field of a record is stored in one column."""

    name: str
    """Name in the table."""
    field: str
    """Name in the record."""
    type: pa.DataType
    """Arrow type."""
    write: Callable[[Any], Any] | None = None
    """From the field's value to the column's; None where they are the same."""


def columns_of(record: type[Any]) -> tuple[Column, ...]:
    """Return the columns in which records of this type are stored, in the order of the fields."""
    hints = get_type_hints(record)
    return tuple(
        column for item in fields(record) for column in _columns_of_field(record, item.name, hints[item.name])
    )


def to_arrow(record: type[Record], rows: Iterable[Record], **added: object) -> pa.Table:
    """Return `rows` as an Arrow table, with a further column for each of `added`.

    An added column is a list with a value for each row, or one value for all of them.
    """
    kept = list(rows)
    arrays: dict[str, pa.Array] = {}
    for column in columns_of(record):
        values: Iterable[Any] = map(attrgetter(column.field), kept)
        if column.write is not None:
            values = map(column.write, values)
        arrays[column.name] = pa.array(list(values), type=column.type)
    for name, value in added.items():
        values = value if isinstance(value, list) else [value] * len(kept)
        arrays[name] = pa.array([to_utc(item) if isinstance(item, datetime) else item for item in values])
    return pa.table(arrays)


def from_arrow(record: type[Record], table: pa.Table) -> tuple[Record, ...]:
    """Return the rows of `table` as records; columns that the record does not have are passed over."""
    kind: type[Any] = record
    hints = get_type_hints(kind)
    values = [_read_field(kind, item.name, _unwrap(hints[item.name])[0], table) for item in fields(kind)]
    return tuple(map(record, *values)) if table.num_rows else ()


def to_utc(moment: datetime) -> datetime:
    """Return `moment` in UTC without a zone, as it is stored; one without a zone is UTC already."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def vocabulary(record: type, field: str) -> tuple[str, ...]:
    """Return the values that a field of fixed words may hold; empty for other fields."""
    kind, _ = _unwrap(get_type_hints(record)[field])
    return tuple(str(value) for value in get_args(kind)) if get_origin(kind) is Literal else ()


def required_columns(record: type) -> tuple[str, ...]:
    """Return the columns that are never null, worked out from the field types."""
    hints = get_type_hints(record)
    optional = {item.name for item in fields(record) if _unwrap(hints[item.name])[1]}
    return tuple(column.name for column in columns_of(record) if column.field not in optional)


def span_prefix(record: type, field: str) -> str:
    """Return what stands before ``_start`` and ``_end`` in the columns of a span field."""
    return SPAN_PREFIXES.get((record, field), "span" if field == "span" else field.removesuffix("_span"))


def _columns_of_field(record: type, field: str, hint: object) -> Sequence[Column]:
    kind, _ = _unwrap(hint)
    if kind is Span:
        prefix = span_prefix(record, field)
        return (
            Column(f"{prefix}_start", field, pa.int32(), lambda span: None if span is None else span.start),
            Column(f"{prefix}_end", field, pa.int32(), lambda span: None if span is None else span.end),
        )
    if get_origin(kind) is tuple:
        if get_args(kind)[0] is Span:
            return (Column(field, field, pa.list_(_SPAN_TYPE), _write_spans),)
        return (Column(field, field, pa.list_(pa.string()), list),)
    if get_origin(kind) is Literal:
        return (Column(field, field, pa.string()),)
    return (Column(field, field, _PLAIN_TYPES[kind], _write_moment if kind is datetime else None),)


def _read_field(record: type, field: str, kind: object, table: pa.Table) -> list[Any]:
    """Return the values of one field for all rows."""
    if kind is Span:
        starts, ends = (
            table.column(f"{span_prefix(record, field)}_{edge}").to_pylist() for edge in ("start", "end")
        )
        return [None if start is None else Span(start, end) for start, end in zip(starts, ends, strict=True)]
    values: list[Any] = table.column(field).to_pylist()
    if get_origin(kind) is tuple and get_args(kind)[0] is Span:
        return [tuple(Span(part["start"], part["end"]) for part in parts) for parts in values]
    if get_origin(kind) is tuple:
        return [tuple(parts) for parts in values]
    if kind is datetime:
        return [None if moment is None else moment.replace(tzinfo=UTC) for moment in values]
    return values


def _unwrap(hint: object) -> tuple[Any, bool]:
    """Return the type without its None, and whether it had one."""
    if get_origin(hint) in (Union, UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        if len(kinds) != 1:
            raise TypeError(f"no column for a field of type {hint}")
        return kinds[0], True
    return hint, False


def _write_spans(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _write_moment(moment: datetime | None) -> datetime | None:
    return None if moment is None else to_utc(moment)
