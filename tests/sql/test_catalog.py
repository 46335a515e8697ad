"""SQL files keep to the rules of their folder, and the catalog explains itself."""

from pathlib import Path

import pytest

from sql.catalog import VIEWS, read_migrations, read_views
from sql.columns import columns_of
from sql.errors import CatalogError
from sql.loads import EXTRACTED, GATHERED
from sql.warehouse import query
from tests.sql.world import built
from transforms.records import Block, Document, Incident, IncidentEvent, Outlet

LAYERS_READ = {
    "staging": (),
    "intermediate": ("staging", "intermediate"),
    "mart": ("intermediate", "mart"),
}


def view(name: str, reads: str) -> str:
    return f"-- A view: one row per thing.\ncreate or replace view {name} as\nselect * from {reads};\n"


def write(folder: Path, layer: str, name: str, text: str) -> None:
    (folder / layer).mkdir(exist_ok=True)
    (folder / layer / f"{name}.sql").write_text(text, encoding="utf-8")


def test_views_come_after_what_they_read(tmp_path: Path) -> None:
    write(tmp_path, "marts", "a", view("mart.a", "intermediate.b"))
    write(tmp_path, "intermediate", "b", view("intermediate.b", "staging.c"))
    write(tmp_path, "staging", "c", view("staging.c", "core.claim"))
    assert [found.name for found in read_views(tmp_path)] == ["staging.c", "intermediate.b", "mart.a"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (view("mart.a", "mart.zz"), "which no file makes"),
        (view("mart.other", "core.claim"), "does not begin with"),
        ("create or replace view mart.a as select 1;", "one row"),
    ],
)
def test_a_view_that_breaks_a_rule_is_refused(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, "marts", "a", text)
    with pytest.raises(CatalogError, match=message):
        read_views(tmp_path)


def test_views_in_a_circle_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "marts", "a", view("mart.a", "mart.b"))
    write(tmp_path, "marts", "b", view("mart.b", "mart.a"))
    with pytest.raises(CatalogError, match="circle"):
        read_views(tmp_path)


def test_two_migrations_never_bear_one_number(tmp_path: Path) -> None:
    for name in ("0001_a", "0001_b"):
        (tmp_path / f"{name}.sql").write_text("select 1;")
    with pytest.raises(CatalogError, match="number of its own"):
        read_migrations(tmp_path)


def test_a_view_reads_only_its_own_layer_or_the_one_before() -> None:
    for found in read_views():
        layers = {name.partition(".")[0] for name in found.reads}
        assert layers <= set(LAYERS_READ[found.name.partition(".")[0]]), found.name


def test_each_head_says_what_it_reads_and_where_it_ends() -> None:
    for found in read_views():
        for words in ("Key: ", "Reads from: ", "Known limits: "):
            assert words in found.comment, f"{found.name} lacks {words!r}"
        stated = found.comment.partition("Reads from: ")[2].partition("Known limits")[0]
        for name in found.reads:
            assert name in stated, f"{found.name} does not say that it reads {name}"


def test_every_view_file_becomes_a_view_with_its_comment(tmp_path: Path) -> None:
    with built(tmp_path) as warehouse:
        names = warehouse.create_views()
    assert len(names) == len(list(VIEWS.rglob("*.sql")))
    made = "select schema_name || '.' || view_name, comment from duckdb_views() where database_name = 'sayso'"
    found = {name: comment for name, comment in query(tmp_path / "work.duckdb", made).rows if comment}
    assert set(found) == set(names)
    assert "one row per claim" in found["mart.claims"]


def test_every_table_and_column_explains_itself(tmp_path: Path) -> None:
    with built(tmp_path):
        pass
    silent = """
        select schema_name || '.' || table_name || '.' || column_name
        from duckdb_columns()
        where database_name = 'sayso' and schema_name in ('raw', 'core', 'ops') and comment is null
        union all
        select schema_name || '.' || table_name from duckdb_tables() where comment is null
    """
    assert query(tmp_path / "work.duckdb", silent).rows == ()


def test_tables_have_a_column_for_each_field_of_their_record(tmp_path: Path) -> None:
    with built(tmp_path):
        pass
    records = {table: record for table, (record, _) in {**EXTRACTED, **GATHERED}.items()}
    records |= {"core.document": Document, "core.block": Block, "core.outlet": Outlet}
    records |= {"core.incident": Incident, "core.incident_event": IncidentEvent}
    for table, record in records.items():
        described = query(tmp_path / "work.duckdb", f"describe {table}")
        held = {row[0] for row in described.rows}
        assert {column.name for column in columns_of(record)} <= held, table
