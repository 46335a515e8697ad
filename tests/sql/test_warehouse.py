"""The warehouse keeps what it is given, replaces without trace, and never lets two writers in."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sql.errors import CatalogError, LockedError, QueryError, WarehouseError
from sql.publication import publish
from sql.warehouse import Warehouse, query, read_only
from tests.sql.world import NOW, TORVIK, built, stage, store, tell
from transforms.records import Hints, Rejection

ROOT = Path(__file__).parents[2]


def dump(path: Path) -> dict[str, list[object]]:
    """All rows of all tables, sorted."""
    with read_only(path) as connection:
        names = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() order by 1"
        ).fetchall()
        return {name: sorted(map(repr, connection.execute(f"from {name}").fetchall())) for (name,) in names}


def test_records_come_back_as_they_went_in(tmp_path: Path) -> None:
    story = tell()
    with built(tmp_path, story) as warehouse:
        assert warehouse.documents() == (story.document,)
        assert warehouse.blocks([story.document.document_id]) == story.blocks
        assert warehouse.captures([story.capture.capture_id]) == ((story.capture, story.hints),)
        (back,) = warehouse.extractions()
        for name in ("sentences", "claims", "events", "figures", "places"):
            assert set(getattr(back, name)) == set(getattr(story.extraction, name)), name
        assert set(back.roles) == set(story.extraction.roles)
        assert set(back.entities) == set(story.extraction.entities)


def test_replacing_a_batch_twice_leaves_the_same_rows(tmp_path: Path) -> None:
    stories = (tell(), tell("Lake Herald", 15, "SE"))
    with built(tmp_path, *stories):
        pass
    before = dump(tmp_path / "work.duckdb")
    with built(tmp_path, *stories):
        pass
    assert dump(tmp_path / "work.duckdb") == before
    assert all(before[f"core.{name}"] for name in ("claim", "event", "figure", "entity", "place", "incident"))


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    one, two = tell(), tell("Lake Herald", 15, "SE")
    with built(tmp_path / "a") as warehouse:
        store(warehouse, (one, two))
    with built(tmp_path / "b") as warehouse:
        for story in (two, one):
            warehouse.put_captures([story.capture], "b1", {story.capture.capture_id: story.hints})
            warehouse.replace_documents(
                stage("clean"),
                [story.capture.capture_id],
                documents=[story.document],
                blocks=story.blocks,
                outlets=[story.outlet],
            )
            warehouse.replace_extractions(stage("extract"), [story.extraction])
    left, right = dump(tmp_path / "a" / "work.duckdb"), dump(tmp_path / "b" / "work.duckdb")
    for name in left:
        if name.startswith("core.") and "incident" not in name:
            assert left[name] == right[name], name


def test_a_document_that_is_read_anew_leaves_nothing_behind(tmp_path: Path) -> None:
    one, two = tell(), tell("Lake Herald", 15, "SE")
    with built(tmp_path, one, two) as warehouse:
        warehouse.replace_documents(stage("clean", "f2"), [one.capture.capture_id])
        assert [item.document_id for item in warehouse.documents()] == [two.document.document_id]
        assert [item.document_id for item in warehouse.extractions()] == [two.document.document_id]
        warehouse.replace_documents(stage("clean", "f2"), [two.capture.capture_id])
    rows = dump(tmp_path / "work.duckdb")
    for name in ("document", "block", "claim", "event", "event_role", "figure", "entity", "place", "mention"):
        assert rows[f"core.{name}"] == [], name


def test_an_entity_gathers_the_aliases_of_all_its_documents(tmp_path: Path) -> None:
    one, two = tell(), tell("Lake Herald", 15, "SE")
    named = [
        replace(story.extraction, entities=(replace(story.extraction.entities[0], aliases=aliases),))
        for story, aliases in ((one, ("Reyes", "A. Reyes")), (two, ("Reyes", "the colonel")))
    ]
    with built(tmp_path, one, two) as warehouse:
        warehouse.replace_extractions(stage("extract"), named)
    answer = query(tmp_path / "work.duckdb", "select aliases from core.entity where name = 'Ana Reyes'")
    assert answer.rows == ((["A. Reyes", "Reyes", "the colonel"],),)


def test_pending_names_what_a_stage_has_not_done_at_a_fingerprint(tmp_path: Path) -> None:
    one, two = tell(), tell("Lake Herald", 15, "SE")
    ids = tuple(sorted(story.document.document_id for story in (one, two)))
    with built(tmp_path, one, two) as warehouse:
        assert warehouse.pending("extract", "f1") == ()
        assert warehouse.pending("extract", "f2") == ids
        assert warehouse.pending("clean", "f1", "capture") == ()
        warehouse.mark_stage(stage("extract", "f2"), ids[:1])
        assert warehouse.pending("extract", "f2") == ids[1:]
        warehouse.replace_documents(
            stage("clean", "f2"), [one.capture.capture_id], documents=[one.document], blocks=one.blocks
        )
        assert one.document.document_id in warehouse.pending("extract", "f2")


def test_a_capture_whose_manifest_changed_is_to_be_read_again(tmp_path: Path) -> None:
    story = tell()
    key = story.capture.capture_id
    with built(tmp_path, story) as warehouse:
        assert warehouse.put_captures([story.capture], "b2", {key: story.hints}) == ()
        assert warehouse.put_captures([story.capture], "b2", {key: Hints(outlet="Other")}) == (key,)
        assert warehouse.pending("clean", "f1", "capture") == (key,)


def test_rejections_are_kept_until_their_capture_is_read_again(tmp_path: Path) -> None:
    story = tell()
    key = story.capture.capture_id
    rejection = Rejection("clean", key, "no_article", "navigation only", key)
    with built(tmp_path, story) as warehouse:
        warehouse.put_rejections([rejection], "b1", NOW)
        warehouse.put_rejections([rejection], "b2", NOW)
    assert len(dump(tmp_path / "work.duckdb")["ops.quarantine"]) == 1
    with built(tmp_path, story):
        pass
    assert dump(tmp_path / "work.duckdb")["ops.quarantine"] == []


def test_a_failure_in_the_middle_undoes_the_whole_replacement(tmp_path: Path) -> None:
    story = tell()
    broken = replace(story.extraction, figures=(replace(story.extraction.figures[0], claim_id=None),))  # type: ignore[arg-type]
    with built(tmp_path, story):
        pass
    before = dump(tmp_path / "work.duckdb")
    with built(tmp_path) as warehouse, pytest.raises(Exception, match="NOT NULL"):
        warehouse.replace_extractions(stage("extract", "f2"), [broken])
    assert dump(tmp_path / "work.duckdb") == before


def test_dates_found_by_linking_are_written_and_undone(tmp_path: Path) -> None:
    story = tell()
    undated = [
        replace(item, start_date=None, end_date=None, date_basis="unknown", date_value="XXXX-03-05")
        for item in story.extraction.events
    ]
    dated = [
        replace(item, start_date=date(2024, 3, 5), end_date=date(2024, 3, 5), date_basis="linked")
        for item in undated
    ]
    with built(tmp_path, story) as warehouse:
        warehouse.replace_extractions(stage("extract"), [replace(story.extraction, events=tuple(undated))])
        warehouse.put_incidents([], [], dated)
        assert warehouse.extractions()[0].events == tuple(undated)
    linked = "select distinct start_date, date_basis from core.event"
    assert query(tmp_path / "work.duckdb", linked).rows == ((date(2024, 3, 5), "linked"),)
    with built(tmp_path) as warehouse:
        warehouse.put_incidents([], [])
    assert query(tmp_path / "work.duckdb", linked).rows == ((None, "unknown"),)


def test_duplicates_are_links_and_nothing_is_deleted(tmp_path: Path) -> None:
    one, two = tell(), tell("Lake Herald", 12, "SE")
    with built(tmp_path, one, two) as warehouse:
        warehouse.set_duplicates([(two.document.document_id, one.document.document_id, "near")])
        heads = {item.document_id: item.duplicate_of for item in warehouse.documents()}
    assert heads == {one.document.document_id: None, two.document.document_id: one.document.document_id}


def test_the_state_changes_with_the_contents_and_only_with_them(tmp_path: Path) -> None:
    one, two = tell(), tell("Lake Herald", 15, "SE")
    with built(tmp_path, one) as warehouse:
        before = warehouse.state()
        store(warehouse, (one,))
        assert warehouse.state() == before
        store(warehouse, (one, two))
        changed = warehouse.state()
        warehouse.put_incidents([], [])
        assert len({before, changed, warehouse.state()}) == 3


def test_the_newest_bytes_of_an_address_are_known(tmp_path: Path) -> None:
    story = tell()
    newer = replace(story.capture, capture_id="f" * 64, captured_at=NOW + timedelta(hours=1), etag="v2")
    with built(tmp_path, story) as warehouse:
        warehouse.put_captures([newer], "b2")
        assert warehouse.known_capture(story.capture.uri) == newer
        assert warehouse.known_capture("elsewhere") is None


def test_a_second_writer_is_told_who_holds_the_file(tmp_path: Path) -> None:
    with built(tmp_path), pytest.raises(LockedError, match=r"work\.duckdb is being written by process \d+"):
        Warehouse(tmp_path / "work.duckdb").__enter__()
    with built(tmp_path):
        pass


def test_a_migration_that_was_edited_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with built(tmp_path) as warehouse:
        assert warehouse.migrate(NOW) == ()
        warehouse._session.connection.execute(
            "update ops.migration set sha256 = 'other' where migration_no = 2"
        )
        with pytest.raises(CatalogError, match="0002_core was edited"):
            warehouse.migrate(NOW)


def test_a_candidate_is_complete_and_takes_the_place_of_the_published_file(tmp_path: Path) -> None:
    target, candidate = tmp_path / "sayso.duckdb", tmp_path / "candidate.duckdb"
    with built(tmp_path, tell()) as warehouse:
        warehouse.export_candidate(candidate)
    assert dump(candidate) == dump(tmp_path / "work.duckdb")
    publish(candidate, target)
    assert not candidate.exists()
    comment = "select comment from duckdb_tables() where table_name = 'claim'"
    assert query(target, comment).rows[0][0].startswith("Attributions: one row per claim")
    views = "select count(*) from duckdb_views() where database_name = 'sayso' and comment is null"
    assert query(target, views).rows == ((0,),)


def test_readers_are_never_blocked_and_see_the_new_file_at_the_next_opening(tmp_path: Path) -> None:
    target, candidate = tmp_path / "sayso.duckdb", tmp_path / "candidate.duckdb"
    count = "select count(*) from core.document"
    with built(tmp_path, tell()) as warehouse:
        warehouse.export_candidate(candidate)
        publish(candidate, target)
        with read_only(target) as reader:
            store(warehouse, (tell(), tell("Lake Herald", 15, "SE")))
            warehouse.export_candidate(candidate)
            publish(candidate, target)
            assert reader.execute(count).fetchall() == [(1,)]
            assert query(target, count).rows == ((2,),)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from core.claim",
        "select * from read_text('/etc/hostname')",
        "copy (select 1) to 'out.csv'",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
        "select nonsense",
        "selec 1",
    ],
)
def test_a_query_can_neither_write_nor_reach_out(tmp_path: Path, statement: str) -> None:
    with built(tmp_path):
        pass
    with pytest.raises(QueryError):
        query(tmp_path / "work.duckdb", statement)


def test_a_query_takes_parameters_and_names_its_columns(tmp_path: Path) -> None:
    with built(tmp_path, tell()):
        pass
    answer = query(
        tmp_path / "work.duckdb", "select name as place from core.place where name = $1", [TORVIK.name]
    )
    assert (answer.columns, answer.rows) == (("place",), (("Torvik",),))


def test_what_is_no_database_is_said_so(tmp_path: Path) -> None:
    junk = tmp_path / "junk.duckdb"
    junk.write_bytes(b"not a database at all" * 1000)
    for path in (tmp_path / "absent.duckdb", junk):
        with pytest.raises(WarehouseError), read_only(path):
            pass
    with pytest.raises(WarehouseError):
        Warehouse(junk).__enter__()


HOLD = """
import sys
from pathlib import Path
from sql.warehouse import Warehouse
with Warehouse(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_a_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        with pytest.raises(LockedError, match=str(holder.pid)):
            Warehouse(path).__enter__()
        holder.kill()
        holder.wait()
    with Warehouse(path) as warehouse:
        warehouse.migrate(NOW)
