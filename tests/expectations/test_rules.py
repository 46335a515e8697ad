"""Each rule finds nothing on clean data, and on data broken on purpose exactly the broken rows."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from expectations.rulebook import RuleError, read_rules
from tests.sql.world import built, tell

ONE, TWO = tell(), tell("Lake Herald", 15, "SE")
DOCUMENT, OTHER = ONE.document.document_id, TWO.document.document_id
TOLD, NARRATED, QUOTED = (claim.claim_id for claim in ONE.extraction.claims)
HIT, DIED = (event.event_id for event in ONE.extraction.events)
(FIGURE,) = (figure.figure_id for figure in ONE.extraction.figures)
MENTION = ONE.extraction.mentions[0].mention_id
QUOTE_START = ONE.document.text.index('"We will')
RULES = {rule.name: rule for rule in read_rules()}

Case = tuple[str, list[str]]
ON_TOLD, ON_HIT, ON_FIGURE = (
    f"where claim_id = '{TOLD}'",
    f"where event_id = '{HIT}'",
    f"where figure_id = '{FIGURE}'",
)
ON_DOCUMENT = f"where document_id = '{DOCUMENT}'"

CASES: dict[str, list[Case]] = {
    "claim_has_source": [
        (f"update core.claim set source_start = null {ON_TOLD}", [TOLD]),
        (f"update core.claim set source_end = 100000 {ON_TOLD}", [TOLD]),
        (f"update core.claim set source_name = ' ' {ON_TOLD}", [TOLD]),
        (f"update core.claim set source_kind = 'person' where claim_id = '{NARRATED}'", [NARRATED]),
        (f"update core.claim set source_start = null, source_kind = 'unstated' {ON_TOLD}", []),
    ],
    "claim_words_match": [
        (f"update core.claim set source_start = source_start + 1 {ON_TOLD}", [TOLD]),
        (f"update core.claim set cue_text = 'tells' {ON_TOLD}", [TOLD]),
        (f"update core.claim set content_text = content_text || '.' {ON_TOLD}", [TOLD]),
        ("update core.document set text = 'x' || text " + ON_DOCUMENT, [TOLD, NARRATED, QUOTED]),
    ],
    "claim_not_from_furniture": [
        (
            f"update core.block set kind = 'teaser' {ON_DOCUMENT} and block_no = 3",
            [NARRATED],
        ),
        (f"update core.block set kind = 'caption' {ON_DOCUMENT} and block_no = 2", [TOLD]),
        (f"update core.block set kind = 'quote' {ON_DOCUMENT} and block_no = 2", []),
    ],
    "claim_parent_holds": [
        (f"update core.claim set parent_claim_id = 'nobody' {ON_TOLD}", [TOLD]),
        (f"update core.claim set parent_claim_id = '{TOLD}' {ON_TOLD}", [TOLD]),
        (
            f"update core.claim set parent_claim_id = '{TWO.extraction.claims[0].claim_id}' {ON_TOLD}",
            [TOLD],
        ),
        (
            f"update core.claim set parent_claim_id = '{QUOTED}' {ON_TOLD};"
            f"update core.claim set parent_claim_id = '{TOLD}' where claim_id = '{QUOTED}'",
            [TOLD, QUOTED],
        ),
        (f"update core.claim set parent_claim_id = '{QUOTED}' {ON_TOLD}", []),
    ],
    "claim_said_in_time": [
        (f"update core.claim set said_start = date '2024-03-09' {ON_TOLD}", [TOLD]),
        (f"update core.claim set said_start = date '2024-03-07' {ON_TOLD}", []),
    ],
    "claim_source_resolved": [
        (
            f"update core.claim set source_name = 'She', source_entity_id = null where claim_id = '{QUOTED}'",
            [QUOTED],
        ),
    ],
    "block_words_match": [
        (f"update core.block set text = 'other' {ON_DOCUMENT} and block_no = 3", [f"{DOCUMENT} 3"]),
    ],
    "document_is_its_blocks": [
        (f"update core.document set text = text || ' More.' {ON_DOCUMENT}", [DOCUMENT]),
        (f"delete from core.block {ON_DOCUMENT}", [DOCUMENT]),
    ],
    "sentence_inside_block": [
        (f"update core.sentence set block_no = 3 {ON_DOCUMENT} and sentence_no = 0", [f"{DOCUMENT} 0"]),
        (f"update core.sentence set block_no = 0 {ON_DOCUMENT} and sentence_no = 0", [f"{DOCUMENT} 0"]),
        (
            f"update core.sentence set span_end = span_end + 2 {ON_DOCUMENT} and sentence_no = 1",
            [f"{DOCUMENT} 1"],
        ),
    ],
    "mention_words_match": [
        (f"update core.mention set span_start = 1 where mention_id = '{MENTION}'", [MENTION]),
    ],
    "event_words_match": [
        (f"update core.event set trigger_text = 'miss' {ON_HIT}", [HIT]),
        (f"update core.event_role set span_start = 0 {ON_HIT} and role = 'target'", [HIT]),
    ],
    "figure_words_match": [(f"update core.figure set text = '12' {ON_FIGURE}", [FIGURE])],
    "event_has_claim": [
        (f"update core.event set claim_id = 'nobody' {ON_HIT}", [HIT]),
        (f"update core.event set claim_id = '{TWO.extraction.claims[0].claim_id}' {ON_HIT}", [HIT]),
    ],
    "figure_has_claim": [(f"delete from core.claim where claim_id = '{NARRATED}'", [FIGURE])],
    "event_inside_claim": [(f"update core.event set claim_id = '{QUOTED}' {ON_HIT}", [HIT])],
    "figure_inside_claim": [(f"update core.figure set claim_id = '{QUOTED}' {ON_FIGURE}", [FIGURE])],
    "figure_range_holds": [
        (f"update core.figure set low = 20 {ON_FIGURE}", [FIGURE]),
        (f"update core.figure set high = 11 {ON_FIGURE}", [FIGURE]),
        (f"update core.figure set low = -1 {ON_FIGURE}", [FIGURE]),
        (f"update core.figure set low = null, best = null, high = null {ON_FIGURE}", []),
    ],
    "figure_part_is_smaller": [
        (f"update core.figure set subset_of = figure_id {ON_FIGURE}", [FIGURE]),
        (
            f"update core.figure set subset_of = '{FIGURE}' where figure_id <> '{FIGURE}'",
            [TWO.extraction.figures[0].figure_id],
        ),
        (
            "insert into core.figure by name select * replace ('part' as figure_id, 20 as low, 20 as best,"
            f" figure_id as subset_of) from core.figure {ON_FIGURE};"
            f"update core.figure set high = 15 {ON_FIGURE}",
            ["part"],
        ),
    ],
    "event_not_after_report": [
        (f"update core.event set start_date = date '2024-03-08' {ON_HIT}", [HIT]),
        (f"update core.event set start_date = date '2024-03-07' {ON_HIT}", []),
        (f"update core.event set start_date = date '2024-04-01', factuality = 'planned' {ON_HIT}", []),
    ],
    "event_date_has_basis": [
        (f"update core.event set date_basis = 'unknown' {ON_HIT}", [HIT]),
        (f"update core.event set start_date = null {ON_HIT}", [HIT]),
        (f"update core.event set end_date = date '2024-03-01' {ON_HIT}", [HIT]),
        (f"update core.document set published_at = null {ON_DOCUMENT}", [HIT, DIED]),
    ],
    "document_date_has_basis": [
        (f"update core.document set published_basis = 'unknown' {ON_DOCUMENT}", [DOCUMENT]),
        (f"update core.document set published_at = null {ON_DOCUMENT}", [DOCUMENT]),
    ],
    "place_has_words": [
        (f"delete from core.event_role {ON_HIT} and role = 'place'", [HIT]),
        (f"update core.event set place_basis = null {ON_HIT}", [HIT]),
        (f"update core.event set place_id = 'elsewhere' {ON_HIT}", [HIT]),
    ],
    "place_on_the_globe": [
        ("update core.place set latitude = 91", ["place-torvik"]),
        ("update core.place set longitude = null", ["place-torvik"]),
        ("update core.place set latitude = 0, longitude = 0", ["place-torvik"]),
    ],
    "ids_unique": [
        (f"insert into core.claim by name select * from core.claim {ON_TOLD}", [TOLD]),
        (f"insert into core.figure by name select * from core.figure {ON_FIGURE}", [FIGURE]),
        (
            f"insert into core.sentence select * from core.sentence {ON_DOCUMENT} and sentence_no = 1",
            [f"{DOCUMENT} 1"],
        ),
    ],
    "references_hold": [
        (f"update core.claim set source_entity_id = 'nobody' {ON_TOLD}", [TOLD]),
        (f"update core.claim set sentence_no = 77 {ON_TOLD}", [TOLD]),
        (f"update core.figure set event_id = 'nothing' {ON_FIGURE}", [FIGURE]),
        (
            "delete from core.incident",
            sorted([HIT, DIED, *(event.event_id for event in TWO.extraction.events)]),
        ),
        ("delete from raw.capture where uri = 'Fjord Post.txt'", [DOCUMENT]),
    ],
    "duplicate_has_head": [
        (
            f"update core.document set duplicate_of = 'gone', duplicate_kind = 'exact' {ON_DOCUMENT}",
            [DOCUMENT],
        ),
        (
            f"update core.document set duplicate_of = document_id, duplicate_kind = 'exact' {ON_DOCUMENT}",
            [DOCUMENT],
        ),
        (f"update core.document set duplicate_of = '{OTHER}' {ON_DOCUMENT}", [DOCUMENT]),
        (f"update core.document set duplicate_of = '{OTHER}', duplicate_kind = 'near' {ON_DOCUMENT}", []),
    ],
    "duplicate_head_is_first": [
        (f"update core.document set duplicate_of = '{OTHER}' {ON_DOCUMENT}", []),
        (
            f"update core.document set duplicate_of = '{OTHER}' {ON_DOCUMENT};"
            f"update core.document set duplicate_of = '{DOCUMENT}' where document_id = '{OTHER}'",
            [DOCUMENT, OTHER],
        ),
    ],
    "duplicate_text_linked": [
        (
            f"update core.document set text = (select text from core.document {ON_DOCUMENT})",
            [DOCUMENT, OTHER],
        ),
        (
            f"update core.document set text = (select text from core.document {ON_DOCUMENT});"
            f"update core.document set duplicate_of = '{OTHER}' {ON_DOCUMENT}",
            [],
        ),
    ],
    "quotation_is_claimed": [
        (
            f"delete from core.claim where claim_id = '{QUOTED}'",
            [f"{DOCUMENT} {QUOTE_START}"],
        ),
    ],
    "quotation_marks_even": [
        (f"update core.block set text = replace(text, ',\"', ',') {ON_DOCUMENT}", [f"{DOCUMENT} 4"]),
        (f"update core.block set text = '“' || text {ON_DOCUMENT} and block_no = 3", [f"{DOCUMENT} 3"]),
    ],
    "document_gives_claims": [
        (f"delete from core.claim {ON_DOCUMENT}", [DOCUMENT]),
        (f"delete from core.claim {ON_DOCUMENT}; update core.document set language = 'de' {ON_DOCUMENT}", []),
    ],
    "document_outlet_known": [(f"update core.document set outlet_name = null {ON_DOCUMENT}", [DOCUMENT])],
    "captures_are_read": [
        (
            "insert into ops.quarantine select 'read', 's' || i, 'c' || i, 'binary', '', 'b1', '2024-03-06'"
            " from range(12) as r (i)",
            ["binary"],
        ),
        (
            "insert into ops.quarantine select 'read', 's' || i, 'c' || i, 'binary', '', 'b1', '2024-03-06'"
            " from range(9) as r (i)",
            [],
        ),
    ],
    "incident_has_events": [
        ("delete from core.incident_event", ["incident"]),
        ("update core.event set is_background = true", ["incident"]),
    ],
}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    with built(folder, ONE, TWO):
        pass
    path = folder / "work.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("update core.incident set incident_id = 'incident'")
        connection.execute("update core.incident_event set incident_id = 'incident'")
    return path


@pytest.fixture(scope="module")
def loose(clean: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same rows without constraints, so that they can be broken in every way."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{clean}' as clean (read_only)")
        names = connection.execute(
            "select distinct schema_name from duckdb_tables() where database_name = 'clean'"
        ).fetchall()
        for (name,) in names:
            connection.execute(f"create schema {name}")
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'clean'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f"create table {table} as from clean.{table}")
        yield connection


def test_every_rule_is_tried_on_broken_data() -> None:
    assert set(CASES) == set(RULES)
    assert all(any(expected for _, expected in cases) for cases in CASES.values())


@pytest.mark.parametrize("name", sorted(RULES))
def test_clean_data_breaks_no_rule(clean: Path, name: str) -> None:
    with duckdb.connect(str(clean), read_only=True) as connection:
        assert connection.execute(RULES[name].statement).fetchall() == []


@pytest.mark.parametrize(
    ("name", "statements", "expected"),
    [(name, statements, expected) for name, cases in CASES.items() for statements, expected in cases],
)
def test_broken_data_is_found_and_nothing_else(
    loose: duckdb.DuckDBPyConnection, name: str, statements: str, expected: list[str]
) -> None:
    loose.execute("begin")
    try:
        loose.execute(statements)
        rows = loose.execute(RULES[name].statement).fetchall()
    finally:
        loose.execute("rollback")
    assert sorted(key for key, _ in rows) == sorted(expected)
    assert all(detail for _, detail in rows)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("-- What holds.\n-- Why.\n", "no severity"),
        ("-- What holds.\n-- Why.\n-- Severity: grave\n", "no severity"),
        ("-- What holds.\n-- Severity: info\n", "why it matters"),
        (
            "-- What holds.\n-- Why.\n-- Severity: info\n-- Threshold: five, because.\n",
            "on which it was chosen",
        ),
    ],
)
def test_a_rule_without_a_proper_head_is_refused(tmp_path: Path, head: str, message: str) -> None:
    (tmp_path / "rule.sql").write_text(head + "select 1;", encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        read_rules(tmp_path)
