"""Views show the given rows as their heads promise: grain, key, what is collapsed and what is left out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sql.catalog import read_views
from sql.ledger import CheckResult, Violation
from sql.warehouse import read_only
from tests.sql.world import NOW, TORVIK, built, stage, tell
from transforms.records import Figure, IncidentEvent, IncidentSpeaker, Span

ONE, TWO, COPY = tell(), tell("Lake Herald", 15, "SE"), tell("Copy Times", 12, "DK")
TOLD, NARRATED, QUOTED = (claim.claim_id for claim in ONE.extraction.claims)
HIT, DIED = (event.event_id for event in ONE.extraction.events)
(FIGURE,) = ONE.extraction.figures
VIEWS = {view.name: view for view in read_views()}


def further(figure_id: str, **fields: Any) -> Figure:
    """The first story's figure again, changed."""
    return replace(FIGURE, figure_id=figure_id, **fields)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("views")
    figures = (
        FIGURE,
        further("part", subset_of=FIGURE.figure_id, low=2, best=2, high=2, qualifier="exact"),
        further("total", is_running_total=True, low=900, best=900, qualifier="about"),
        further("denied", factuality="denied", low=70, best=70),
        further("hurt", kind="wounded", low=0, best=0, high=0, qualifier="exact"),
        further("means", kind="munitions", event_id=None, claim_id=QUOTED, low=3, best=3, high=4),
    )
    said_more = (*ONE.extraction.claims[:2], replace(ONE.extraction.claims[2], parent_claim_id=TOLD))
    enriched = replace(ONE.extraction, figures=figures, claims=said_more)
    exact = replace(TWO.extraction.figures[0], low=15, best=15, high=15, qualifier="exact")
    other = replace(TWO.extraction, figures=(exact, replace(exact, figure_id="fewer", low=3, best=3, high=4)))
    with built(folder, ONE, TWO, COPY) as warehouse:
        warehouse.replace_extractions(stage("extract"), [enriched, other])
        warehouse.set_duplicates([(COPY.document.document_id, ONE.document.document_id, "near")])
        results = [
            CheckResult("claim_tried", "rule", "critical", "failed", 1, "Something holds.", 0.1),
            CheckResult("claim_fine", "rule", "info", "passed", 0, "Something else holds.", 0.1),
            CheckResult("claim_lost", "rule", "info", "errored", 0, "Nobody knows.", 0.1, "no such column"),
            CheckResult("figure_fine", "rule", "warning", "failed", 2, "Figures hold.", 0.1),
        ]
        warehouse.put_check_results("run-0", NOW.replace(year=2023), [results[2]], [])
        violations = [
            Violation("claim_tried", 1, TOLD, "it does not"),
            Violation("figure_fine", 1, "part", "x"),
        ]
        warehouse.put_check_results("run-1", NOW, results, violations)
    return folder / "work.duckdb"


@pytest.fixture(scope="module")
def show(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with read_only(database) as connection:
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    return connection.execute(statement, list(parameters)).fetchall()


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_the_key_in_the_head_names_one_row(show: duckdb.DuckDBPyConnection, name: str) -> None:
    found = re.search(r"Key: ([\w ,\"]+)", VIEWS[name].comment)
    assert found is not None
    key = found[1].strip()
    assert rows(show, f"select {key}, count(*) from {name} group by all having count(*) > 1") == []


@pytest.mark.parametrize("name", sorted(name for name in VIEWS if name.startswith("staging.")))
def test_a_staging_view_has_the_rows_of_its_table(show: duckdb.DuckDBPyConnection, name: str) -> None:
    found = re.search(r"Reads from: (\w+\.\w+)", VIEWS[name].comment)
    assert found is not None
    assert rows(show, f"select count(*) from {name}") == rows(show, f"select count(*) from {found[1]}")


def test_claims_carry_source_sentence_and_a_link_to_the_passage(show: duckdb.DuckDBPyConnection) -> None:
    (row,) = rows(
        show,
        "select source_name, via_name, outlet_name, sentence_text, incident_id is not null, passage_url"
        " from mart.claims where claim_id = ?",
        TOLD,
    )
    assert row[:3] == ("Ana Reyes", "Harbour News", "Fjord Post")
    assert row[3].startswith("Shells hit the depot")
    assert row[3].endswith("Harbour News.")
    assert row[4]
    assert row[5] == (
        "https://fjord-post.example/depot"
        "#:~:text=Shells%20hit%20the%20depot%20at,Ana%20Reyes%20told%20Harbour%20News."
    )


def test_claims_have_the_columns_that_others_rely_on(show: duckdb.DuckDBPyConnection) -> None:
    wanted = {
        "claims": "claim_id, parent_claim_id, document_id, document_title, outlet_name, published_at,"
        " source_name, source_kind, source_text, source_role, cue_text, cue_kind, content_text, mode,"
        " is_negated, is_hedged, factuality, via_name, medium, audience_text, said_start, said_end,"
        " sentence_text, score, incident_id, url, passage_url",
        "figures": "figure_id, incident_id, document_id, outlet_name, source_name, source_kind, via_name,"
        " kind, low, high, best, qualifier, text, group_text, is_civilian, subset_of, as_of_date,"
        " sentence_text, claim_id",
        "incidents": "incident_id, title, start_date, end_date, place_name, admin1, country_code, latitude,"
        " longitude, plover_type, acled_sub_event_type, document_count, outlet_count,"
        " independent_source_count, claim_count, killed_low, killed_high, wounded_low, wounded_high,"
        " is_disputed",
    }
    for name, columns in wanted.items():
        held = [row[0] for row in rows(show, f"describe mart.{name}")]
        assert held[: len(columns.split(", "))] == columns.split(", ")


def test_a_claim_without_an_address_links_to_its_page(tmp_path: Path) -> None:
    story = tell()
    story = replace(story, document=replace(story.document, url=None))
    with built(tmp_path, story):
        pass
    with read_only(tmp_path / "work.duckdb") as connection:
        found = rows(connection, "select passage_url from mart.claims where claim_id = ?", TOLD)
    assert found == [(f"document-{story.document.document_id}.html#claim-{TOLD}",)]


def test_passages_cover_source_cue_and_content(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select substr(d.text, passage_start + 1, passage_end - passage_start), cue_end - cue_start"
        " from mart.claim_passages as p join core.document as d using (document_id) where claim_id = ?",
        TOLD,
    )
    assert found == [("Shells hit the depot at Torvik on Tuesday, Colonel Ana Reyes told Harbour News.", 4)]


def test_claims_without_events_go_with_their_documents_main_incident(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show, "select claim_id, basis from intermediate.claim_incident where claim_id in (?, ?)", TOLD, QUOTED
    )
    assert dict(found) == {TOLD: "event", QUOTED: "document"}


def test_a_claim_that_tells_only_background_has_no_incident(tmp_path: Path) -> None:
    with built(tmp_path, ONE) as warehouse:
        (incident,) = warehouse.incidents()
        warehouse.put_incidents([incident], [IncidentEvent(incident.incident_id, HIT, 0.9, "alone")])
    with read_only(tmp_path / "work.duckdb") as connection:
        found = rows(connection, "select claim_id from mart.claims where incident_id is null")
    assert found == [(NARRATED,)]


def test_figures_are_all_there_and_running_totals_stay_apart(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select figure_id, incident_id is null, subset_of is not null, is_running_total"
        " from mart.figures where document_id = ? order by figure_id",
        ONE.document.document_id,
    )
    assert found == [
        (FIGURE.figure_id, False, False, False),
        ("denied", False, False, False),
        ("hurt", False, False, False),
        ("means", False, False, False),
        ("part", False, True, False),
        ("total", True, False, True),
    ]


def test_tolls_leave_out_parts_running_totals_and_denials(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(show, "select kind, low, high from intermediate.incident_toll order by kind")
    assert found == [("killed", 3, 15), ("munitions", 3, 4), ("wounded", 0, 0)]


def test_an_incident_counts_reports_outlets_and_sources(show: duckdb.DuckDBPyConnection) -> None:
    (row,) = rows(
        show,
        "select title, place_name, document_count, outlet_count, claim_count, killed_low, killed_high,"
        " wounded_low, wounded_high, is_disputed from mart.incidents",
    )
    assert row == ("Attack at Torvik, 5 March 2024", "Torvik", 3, 3, 9, 3, 15, 0, 0, True)


def test_one_speaker_counts_once_and_a_copy_with_its_head(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select original_source, origin_kind, count(distinct origin), count(*)"
        " from intermediate.claim_origin group by all order by all",
    )
    assert found == [
        ("Ana Reyes", "speaker", 1, 6),
        ("Fjord Post", "outlet", 1, 2),
        ("Lake Herald", "outlet", 1, 1),
    ]


def test_assertions_count_outlets_and_independent_sources_apart(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select kind, at_least, document_count, outlet_count, independent_source_count, original_sources"
        " from mart.independent_sources where at_least is null or kind = 'killed'"
        " order by at_least nulls first",
    )
    assert found[0] == (None, None, 3, 3, 3, ["Ana Reyes", "Fjord Post", "Lake Herald"])
    assert found[-1] == ("killed", 15, 1, 1, 1, ["Lake Herald"])


def test_figures_in_dispute_have_no_number_in_common(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select source_name, low, high, other_source_name, other_low, other_high"
        " from mart.figure_disputes order by all",
    )
    assert found == [
        ("Lake Herald", 3, 4, "Fjord Post", 12, None),
    ]


def test_the_timeline_shows_dated_events_with_their_source(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select start_date, trigger_text, place_name, source_name, via_name from mart.timeline"
        " where document_id = ? order by trigger_text desc",
        ONE.document.document_id,
    )
    assert found == [
        (date(2024, 3, 5), "hit", TORVIK.name, "Ana Reyes", "Harbour News"),
        (date(2024, 3, 5), "attack", None, "Fjord Post", None),
    ]


def test_documents_say_what_they_gave_and_of_what_they_are_copies(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select outlet_name, outlet_country_code, claim_count, attributed_count, event_count, block_count,"
        " kept_block_count, duplicate_kind from mart.documents order by outlet_name",
    )
    assert found == [
        ("Copy Times", "DK", 3, 2, 2, 5, 3, "near"),
        ("Fjord Post", "NO", 3, 2, 2, 5, 3, None),
        ("Lake Herald", "SE", 3, 2, 2, 5, 3, None),
    ]


def test_outlets_coverage_counts_copies_apart(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select outlet_name, document_count, duplicate_count, incident_count, claim_count,"
        " round(attributed_share, 2) from mart.outlets_coverage order by outlet_name",
    )
    assert found == [
        ("Copy Times", 1, 1, 1, 3, 0.67),
        ("Fjord Post", 1, 0, 1, 3, 0.67),
        ("Lake Herald", 1, 0, 1, 3, 0.67),
    ]


def test_incident_sources_gather_the_outlets_that_print_them(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select source_name, via_name, claim_count, outlet_names from mart.incident_sources"
        " where source_kind = 'person' order by via_name nulls last",
    )
    outlets = ["Copy Times", "Fjord Post", "Lake Herald"]
    assert found == [("Ana Reyes", "Harbour News", 3, outlets), ("Ana Reyes", None, 3, outlets)]


def test_a_chain_goes_from_speaker_to_outlet(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show,
        "select claim_id, chain, depth, original_source from mart.claim_chains where document_id = ?",
        ONE.document.document_id,
    )
    assert sorted(found) == sorted(
        [
            (TOLD, ["Ana Reyes", "Harbour News", "Fjord Post"], 1, "Ana Reyes"),
            (NARRATED, ["Fjord Post"], 0, "Fjord Post"),
            (QUOTED, ["Ana Reyes", "Harbour News", "Fjord Post"], 1, "Ana Reyes"),
        ]
    )


def steps(connection: duckdb.DuckDBPyConnection, claim_id: str) -> list[tuple[Any, ...]]:
    return rows(
        connection,
        "select hop, kind, from_name, to_name, is_certain, is_origin from mart.source_chains"
        " where claim_id = ? order by hop, kind, to_name",
        claim_id,
    )


def test_the_steps_of_a_claim_lead_from_its_report_to_its_speaker(show: duckdb.DuckDBPyConnection) -> None:
    assert steps(show, TOLD) == [
        (1, "published_by", "Depot at Torvik burns", "Fjord Post", True, False),
        (2, "via", "Fjord Post", "Harbour News", True, False),
        (3, "original", "Harbour News", "Ana Reyes", True, True),
    ]
    assert steps(show, NARRATED) == [(1, "published_by", "Depot at Torvik burns", "Fjord Post", True, True)]


def test_a_copy_is_carried_by_the_outlet_it_copies(show: duckdb.DuckDBPyConnection) -> None:
    (copied,) = (claim.claim_id for claim in COPY.extraction.claims if claim.mode == "narration")
    assert steps(show, copied) == [
        (1, "published_by", "Depot at Torvik burns", "Copy Times", True, False),
        (2, "carried_by", "Copy Times", "Fjord Post", True, True),
    ]


def test_each_claim_reaches_its_origin_by_one_certain_step(show: duckdb.DuckDBPyConnection) -> None:
    counts = rows(
        show,
        "select c.claim_id, count(s.claim_id) from mart.claims as c left join mart.source_chains as s"
        " on c.claim_id = s.claim_id and s.is_certain and s.is_origin group by c.claim_id",
    )
    assert len(counts) == 9
    assert {count for _, count in counts} == {1}


def credited(folder: Path, *agencies: str) -> Path:
    """Return a database with the one report, under a credit."""
    with built(folder, replace(ONE, document=replace(ONE.document, agencies=agencies))):
        pass
    return folder / "work.duckdb"


def test_the_one_agency_of_a_credit_told_what_the_outlet_tells(tmp_path: Path) -> None:
    with read_only(credited(tmp_path, "Northern Wire")) as connection:
        assert steps(connection, NARRATED)[1:] == [(2, "credited", "Fjord Post", "Northern Wire", True, True)]
        assert steps(connection, TOLD)[1:] == [
            (2, "credited", "Fjord Post", "Northern Wire", False, False),
            (2, "via", "Fjord Post", "Harbour News", True, False),
            (3, "original", "Harbour News", "Ana Reyes", True, True),
        ]
        chained = rows(
            connection, "select chain, credited_agencies from mart.claim_chains order by len(chain)"
        )
    assert chained == [
        (["Northern Wire", "Fjord Post"], []),
        (["Ana Reyes", "Fjord Post"], ["Northern Wire"]),
        (["Ana Reyes", "Harbour News", "Fjord Post"], ["Northern Wire"]),
    ]


def test_several_agencies_of_a_credit_are_possible_carriers_only(tmp_path: Path) -> None:
    with read_only(credited(tmp_path, "Northern Wire", "Harbour News")) as connection:
        assert steps(connection, NARRATED) == [
            (1, "published_by", "Depot at Torvik burns", "Fjord Post", True, True),
            (2, "credited", "Fjord Post", "Harbour News", False, False),
            (2, "credited", "Fjord Post", "Northern Wire", False, False),
        ]
        assert (2, "via", "Fjord Post", "Harbour News", True, False) in steps(connection, TOLD)


def test_a_possible_carrier_leads_on_to_the_speaker(tmp_path: Path) -> None:
    told = replace(ONE.extraction.claims[0], via_name=None, via_entity_id=None)
    story = replace(
        ONE,
        document=replace(ONE.document, agencies=("Northern Wire",)),
        extraction=replace(ONE.extraction, claims=(told, *ONE.extraction.claims[1:])),
    )
    with built(tmp_path, story):
        pass
    with read_only(tmp_path / "work.duckdb") as connection:
        assert steps(connection, TOLD)[1:] == [
            (2, "credited", "Fjord Post", "Northern Wire", False, False),
            (2, "original", "Fjord Post", "Ana Reyes", True, True),
            (3, "original", "Northern Wire", "Ana Reyes", False, True),
        ]


def test_names_of_one_speaker_count_once_and_say_why(tmp_path: Path) -> None:
    told, narrated, first = ONE.extraction.claims
    other = replace(first, source_entity_id=None, source_name="Colonel Reyes")
    story = replace(ONE, extraction=replace(ONE.extraction, claims=(told, narrated, other)))
    key = ONE.document.document_id, "colonel reyes", first.source_entity_id or ""
    with built(tmp_path, story) as warehouse:
        (incident,) = warehouse.incidents()
        forms = warehouse.speaker_forms()
        named = IncidentSpeaker(incident.incident_id, *key, "Ana Reyes", "short for Ana Reyes")
        warehouse.put_speakers([named])
        assert warehouse.speakers() == (named,)
    assert {(form.name, form.roles, form.is_speaking) for form in forms} == {
        ("Ana Reyes", ("Colonel",), True),
        ("Colonel Reyes", (), True),
        ("Harbour News", (), False),
    }
    with read_only(tmp_path / "work.duckdb") as connection:
        found = rows(
            connection,
            "select original_source, origin_reason, origin from intermediate.claim_origin"
            " where mode <> 'narration' order by origin_reason",
        )
    assert found == [
        ("Ana Reyes", "short for Ana Reyes", first.source_entity_id),
        ("Ana Reyes", "speaker named", first.source_entity_id),
    ]


def test_a_credit_and_a_speaker_of_one_name_are_one_source(tmp_path: Path) -> None:
    with read_only(credited(tmp_path, "Harbour News")) as connection:
        found = rows(
            connection, "select origin from intermediate.claim_origin where original_source = 'Harbour News'"
        )
    assert found == [(ONE.extraction.claims[0].via_entity_id,)]


def test_positions_stand_under_the_side_of_the_speaker(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(show, "select side, count(*) from mart.positions group by all")
    assert found == [("NO", 6)]


def test_data_quality_shows_the_last_audit_only(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        show, "select check_name, verdict, violation_count, examples from mart.data_quality order by 1"
    )
    assert found == [
        ("claim_fine", "passed", 0, []),
        ("claim_lost", "errored", 0, []),
        ("claim_tried", "failed", 1, [TOLD]),
        ("figure_fine", "failed", 2, ["part"]),
    ]


def test_broken_rules_come_with_the_gravest_first(show: duckdb.DuckDBPyConnection) -> None:
    found = rows(show, "select check_name from mart.broken_rules")
    assert found == [("claim_tried",), ("figure_fine",), ("claim_lost",)]


def test_checks_of_claims_leave_out_those_that_could_not_run(show: duckdb.DuckDBPyConnection) -> None:
    assert rows(show, "select name, about from mart.claim_checks") == [
        ("claim_fine", "Something else holds."),
        ("claim_tried", "Something holds."),
    ]
    assert rows(show, "select check_name, claim_id, severity, detail from mart.claim_violations") == [
        ("claim_tried", TOLD, "critical", "it does not")
    ]


def test_totals_count_what_there_is(show: duckdb.DuckDBPyConnection) -> None:
    assert dict(rows(show, "from mart.totals")) == {
        "documents": 3,
        "outlets": 3,
        "claims": 9,
        "events": 6,
        "figures": 9,
        "incidents": 1,
    }


def test_sentences_are_cut_from_the_text(show: duckdb.DuckDBPyConnection) -> None:
    (row,) = rows(
        show,
        "select sentence_text, block_kind from intermediate.sentence_text"
        " where document_id = ? and sentence_no = 1",
        ONE.document.document_id,
    )
    span = ONE.extraction.sentences[1].span
    assert isinstance(span, Span)
    assert row == (span.cut(ONE.document.text), "paragraph")


def test_an_unnamed_outer_speaker_is_no_station(tmp_path: Path) -> None:
    told, narrated, quoted = ONE.extraction.claims
    outer = replace(
        told, source_kind="unstated", source_name="unstated", via_name=None, source_entity_id=None
    )
    inner = replace(quoted, parent_claim_id=TOLD, via_name="Ana Reyes")
    story = replace(ONE, extraction=replace(ONE.extraction, claims=(outer, narrated, inner)))
    with built(tmp_path, story):
        pass
    with read_only(tmp_path / "work.duckdb") as connection:
        assert [step[1:4] for step in steps(connection, QUOTED)] == [
            ("published_by", "Depot at Torvik burns", "Fjord Post"),
            ("original", "Fjord Post", "Ana Reyes"),
        ]
