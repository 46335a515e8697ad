"""The gate tells passed, failed and errored apart, and blocks where a promise is broken or unproved."""

from pathlib import Path

import duckdb
import pytest

from expectations.gate import KEPT_ROWS, audit
from expectations.rulebook import Rule
from expectations.suite_parts import Suite, within
from expectations.suite_runner import read_suites, run_suites
from sql.errors import WarehouseError
from sql.ledger import Severity
from sql.tables import RECORDS
from sql.warehouse import Warehouse
from tests.sql.world import NOW, built, tell


def rule(statement: str, severity: Severity = "critical") -> Rule:
    return Rule("tried", "Something holds.", "It matters.", severity, statement)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with built(tmp_path, tell(), tell("Lake Herald", 15, "SE")):
        pass
    return tmp_path / "work.duckdb"


def test_a_rule_without_rows_passes(database: Path) -> None:
    report = audit(
        database, rules=[rule("select 'a' as row_key, 'b' as detail where false")], with_suites=False
    )
    assert [result.verdict for result in report.results] == ["passed"]
    assert not report.is_blocked
    assert report.reason == ""


def test_a_failed_rule_names_its_first_rows_and_counts_all(database: Path) -> None:
    many = rule("select i as row_key, 'too many' as detail from range(1000) as r (i)")
    report = audit(database, rules=[many], with_suites=False)
    assert report.results[0].violation_count == 1000
    assert len(report.violations) == KEPT_ROWS
    assert (report.violations[0].row_key, report.violations[0].row_no) == ("0", 1)
    assert report.is_blocked
    assert report.reason == "tried failed (1000 rows)"


@pytest.mark.parametrize("statement", ["select nonsense", "select 1 as other", "selec"])
def test_a_rule_that_cannot_run_is_errored_and_blocks(database: Path, statement: str) -> None:
    report = audit(database, rules=[rule(statement)], with_suites=False)
    assert [result.verdict for result in report.results] == ["errored"]
    assert report.violations == ()
    assert report.is_blocked
    assert "tried errored" in report.reason


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_a_warning_never_blocks(database: Path, severity: Severity) -> None:
    report = audit(database, rules=[rule("select 1 as row_key, 'x' as detail", severity)], with_suites=False)
    assert report.count("failed") == 1
    assert not report.is_blocked


def test_without_a_database_there_is_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError):
        audit(tmp_path / "absent.duckdb")


def test_each_core_table_has_a_suite() -> None:
    gathered_into_others = {"core.document_entity", "core.document_place"}
    assert {suite.table for suite in read_suites()} == set(RECORDS) - gathered_into_others


def test_clean_data_passes_all_suites_and_the_file_is_free_again(database: Path, tmp_path: Path) -> None:
    docs = tmp_path / "quality"
    report = audit(database, docs=docs)
    assert not report.is_blocked
    assert {result.check_name for result in report.results if result.verdict != "passed"} == {
        "document.text length 200 to 5,000,000"
    }
    assert len({result.check_name for result in report.results}) == len(report.results)
    assert (docs / "index.html").is_file()
    with Warehouse(database) as warehouse:
        warehouse.put_check_results("run", NOW, report.results, report.violations)


def test_suites_tell_bad_rows_from_checks_that_cannot_run(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("create or replace table core.claim as from core.claim")
        connection.execute("update core.claim set mode = 'shouted', score = 7 where mode = 'direct'")
        connection.execute("update core.claim set extractor = null where mode = 'narration'")
        keys = connection.execute("select claim_id from core.claim where score = 7").fetchall()
        empty = connection.execute("select claim_id from core.claim where extractor is null").fetchall()
    (claims,) = (suite for suite in read_suites() if suite.table == "core.claim")
    wanted = (claims, Suite("core.place", ("place_id",), (within("height", 0, 1),)))
    answers = {result.check_name: (result, rows) for result, rows in run_suites(database, None, 20, wanted)}
    failed = {name for name, (result, _) in answers.items() if result.verdict == "failed"}
    assert failed == {"claim.mode of the fixed words", "claim.score from 0 to 1", "claim always filled"}
    for name, rows in (("claim.score from 0 to 1", keys), ("claim always filled", empty)):
        assert {row.row_key for row in answers[name][1]} == {key for (key,) in rows}
        assert answers[name][0].violation_count == 2
    errored, rows = answers["place.height from 0 to 1"]
    assert errored.verdict == "errored"
    assert "height" in (errored.message or "")
    assert rows == ()
