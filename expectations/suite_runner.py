"""The suites run against a database file, and their answers told apart: passed, failed, errored."""

from __future__ import annotations

import importlib
import pkgutil
import time
import warnings
from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any

import great_expectations as gx
from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)

from expectations import suites
from expectations.dialect import address_of
from expectations.suite_parts import Suite
from sql.ledger import CheckResult, Severity, Violation

_SITE = "quality"
_MOST_CHARACTERS = 120
_SHORT = {
    "expect_column_values_to_be_unique": "unique",
    "expect_compound_columns_to_be_unique": "unique",
    "expect_column_values_to_be_in_set": "of the fixed words",
    "expect_column_values_to_be_between": "from",
    "expect_column_value_lengths_to_be_between": "length",
    "expect_column_pair_values_a_to_be_greater_than_b": "in order",
}
"""Names of expectations as people read them."""


def read_suites() -> tuple[Suite, ...]:
    """Return the suite of each module in ``expectations/suites``, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(suites.__path__))
    return tuple(importlib.import_module(f"{suites.__name__}.{name}").SUITE for name in names)


def run_suites(
    path: Path, docs: Path | None, kept_rows: int, wanted: tuple[Suite, ...] | None = None
) -> Iterator[tuple[CheckResult, tuple[Violation, ...]]]:
    """Yield the answer to each expectation with its first offending rows; Data Docs go to `docs`."""
    context = gx.get_context(mode="ephemeral", project_config=_config(docs))
    with address_of(path) as address:
        source = context.data_sources.add_sql("candidate", connection_string=address)
        for suite in read_suites() if wanted is None else wanted:
            started = time.perf_counter()
            with warnings.catch_warnings():
                # GX wants the schema in the address, but views of other schemas share the tables' names;
                # SQLAlchemy does not know lists, and no expectation looks into one.
                warnings.filterwarnings("ignore", message="`schema_name` is deprecated")
                warnings.filterwarnings("ignore", message="Did not recognize type")
                validated = _validate(context, source, suite, kept_rows)
            seconds = (time.perf_counter() - started) / max(len(validated.results), 1)
            for result in validated.results:
                yield _answer(suite, result, seconds, kept_rows)
        if docs is not None:
            context.clean_data_docs(site_name=_SITE)
            context.build_data_docs(site_names=[_SITE])


def _config(docs: Path | None) -> DataContextConfig:
    """Return a context in memory that reads no file, writes only to `docs`, and calls nobody."""
    site = {
        "class_name": "SiteBuilder",
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(docs.resolve()) if docs is not None else "",
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
    return DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        data_docs_sites={} if docs is None else {_SITE: site},
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )


def _validate(context: Any, source: Any, suite: Suite, kept_rows: int) -> ExpectationSuiteValidationResult:
    schema, _, table = suite.table.partition(".")
    asset = source.add_table_asset(suite.table, table_name=table, schema_name=schema)
    definition = gx.ValidationDefinition(
        name=suite.table,
        data=asset.add_batch_definition_whole_table("whole"),
        suite=context.suites.add(
            gx.ExpectationSuite(suite.table, expectations=[copy(item) for item in suite.expectations])
        ),
    )
    result: ExpectationSuiteValidationResult = context.validation_definitions.add(definition).run(
        result_format={
            # The shorter forms leave out the rows that a query finds.
            "result_format": "COMPLETE",
            "unexpected_index_column_names": list(suite.key),
            "partial_unexpected_count": kept_rows,
        }
    )
    return result


def _answer(
    suite: Suite, result: ExpectationValidationResult, seconds: float, kept_rows: int
) -> tuple[CheckResult, tuple[Violation, ...]]:
    config = result.expectation_config
    if config is None:
        raise ValueError(f"{suite.table}: an answer without a question")
    name, columns = _name(suite, config.type, config.kwargs)
    message = _exception(result.exception_info)
    found: Mapping[str, Any] = result.result or {}
    rows: list[Mapping[str, Any]] = []
    if message is None and not result.success:
        rows = found.get("partial_unexpected_index_list") or _listed(found)
    broken = tuple(
        Violation(
            name,
            number,
            " ".join(str(row[column]) for column in suite.key),
            ", ".join(f"{column}: {str(row.get(column))[:_MOST_CHARACTERS]}" for column in columns),
        )
        for number, row in enumerate(rows[:kept_rows], start=1)
    )
    severity: Severity = config.severity.value
    return (
        CheckResult(
            check_name=name,
            kind="expectation",
            severity=severity,
            verdict="errored" if message is not None else "passed" if result.success else "failed",
            violation_count=0 if result.success else _count(found),
            why=f"{name.replace('_', ' ')}.",
            seconds=seconds,
            message=message,
        ),
        broken,
    )


def _name(suite: Suite, kind: str, arguments: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the name of a check, and the columns it looks at."""
    table = suite.table.partition(".")[2]
    if "unexpected_rows_query" in arguments:
        return f"{table} always filled", list(suite.key)
    if "column_list" in arguments:
        columns = list(arguments["column_list"])
    elif "column" in arguments:
        columns = [arguments["column"]]
    else:
        columns = [arguments["column_B"], arguments["column_A"]]
    words = _SHORT.get(kind, kind)
    low, high = arguments.get("min_value"), arguments.get("max_value")
    bounds = "" if low is None and high is None else f" {_bound(low)} to {_bound(high)}"
    return f"{table}.{'+'.join(columns)} {words}{bounds}", columns


def _bound(number: float | None) -> str:
    return "any" if number is None else f"{number:,.3f}".rstrip("0").rstrip(".")


def _count(found: Mapping[str, Any]) -> int:
    """Return how many rows break an expectation, as a column check or a query of rows counts them."""
    return int(found.get("unexpected_count", found.get("observed_value")) or 0)


def _listed(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = (found.get("details") or {}).get("unexpected_rows") or []
    return [dict(row) for row in rows]


def _exception(info: Mapping[str, Any] | None) -> str | None:
    """Return the message of an exception, told once or once for each metric; None where there is none."""
    if not info:
        return None
    told = [info] if "raised_exception" in info else list(info.values())
    for part in told:
        if part.get("raised_exception"):
            return str(part.get("exception_message") or "the check could not run").partition("\n")[0]
    return None
