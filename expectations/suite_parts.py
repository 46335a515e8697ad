"""The few kinds of expectation that the suites are made of, worked out from the records where they can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from great_expectations.expectations.core.expect_column_pair_values_a_to_be_greater_than_b import (
    ExpectColumnPairValuesAToBeGreaterThanB,
)
from great_expectations.expectations.core.expect_column_value_lengths_to_be_between import (
    ExpectColumnValueLengthsToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_in_set import (
    ExpectColumnValuesToBeInSet,
)
from great_expectations.expectations.core.expect_column_values_to_be_unique import (
    ExpectColumnValuesToBeUnique,
)
from great_expectations.expectations.core.expect_compound_columns_to_be_unique import (
    ExpectCompoundColumnsToBeUnique,
)
from great_expectations.expectations.core.unexpected_rows_expectation import (
    UnexpectedRowsExpectation,
)
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

from sql.ledger import Severity
from sql.tables import never_null, words_of


@dataclass(frozen=True, slots=True)
class Suite:
    """What is expected of one table."""

    table: str
    """Schema and name."""
    key: tuple[str, ...]
    """Columns that name an offending row."""
    expectations: tuple[Expectation, ...]
    """Each with its severity."""


def filled(table: str, key: Sequence[str]) -> Expectation:
    """Expect that no column is null which its record says is always known; one check for all of them."""
    empty = " or ".join(f"{column} is null" for column in never_null(table))
    return UnexpectedRowsExpectation(
        unexpected_rows_query=f"select {', '.join(key)} from {{batch}} where {empty}",
        description=f"{table}: columns that are always known are filled",
        severity=FailureSeverity.CRITICAL,
    )


def one_each(*columns: str) -> Expectation:
    """Expect that no two rows have the same value in `columns`."""
    if len(columns) == 1:
        return ExpectColumnValuesToBeUnique(column=columns[0], severity=FailureSeverity.CRITICAL)
    return ExpectCompoundColumnsToBeUnique(column_list=list(columns), severity=FailureSeverity.CRITICAL)


def fixed_words(table: str, *columns: str) -> tuple[Expectation, ...]:
    """Expect that columns of fixed words hold those of the record, or null."""
    return tuple(
        ExpectColumnValuesToBeInSet(
            column=column, value_set=list(words_of(table, column)), severity=FailureSeverity.CRITICAL
        )
        for column in columns
    )


def within(
    column: str, low: float | None, high: float | None, severity: Severity = "critical"
) -> Expectation:
    """Expect numbers from `low` to `high`, or null."""
    return ExpectColumnValuesToBeBetween(
        column=column, min_value=low, max_value=high, severity=FailureSeverity(severity)
    )


def stands(column: str) -> Expectation:
    """Expect that each span of the columns ``column_start`` and ``column_end`` ends after it starts."""
    return in_order(f"{column}_start", f"{column}_end")


def in_order(first: str, last: str, *, may_be_equal: bool = False) -> Expectation:
    """Expect `last` to be greater than `first` where both are known."""
    return ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=last,
        column_B=first,
        or_equal=may_be_equal,
        ignore_row_if="either_value_is_missing",
        severity=FailureSeverity.CRITICAL,
    )


def lengths(column: str, low: int, high: int, severity: Severity = "critical") -> Expectation:
    """Expect texts of `low` to `high` characters, or null."""
    return ExpectColumnValueLengthsToBeBetween(
        column=column, min_value=low, max_value=high, severity=FailureSeverity(severity)
    )


def build(table: str, key: Sequence[str], *expectations: Expectation) -> Suite:
    """Return the suite of `table`: filled columns, one row for each key, and `expectations`."""
    return Suite(table, tuple(key), (filled(table, key), one_each(*key), *expectations))
