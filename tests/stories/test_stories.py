"""Invented incidents go through every stage, and linking and views say what the story set expects."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.scoring.bcubed import bcubed
from sql.warehouse import query
from tests.stories.conftest import STORIES as FOLDER

STORIES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "expected.yaml").read_text(encoding="utf-8")
)
Row = dict[str, Any]


def reports_of(name: str) -> list[Row]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def rows(told: Path, statement: str) -> list[Row]:
    found = query(told, statement)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


@pytest.fixture(scope="session")
def homes(told: Path) -> dict[str, str]:
    """The main incident of each report, by its address; a report without one stands alone."""
    found = rows(
        told,
        "select d.url, arg_max(m.incident_id, m.event_count) as incident_id from core.document as d"
        " left join intermediate.document_incident as m on d.document_id = m.document_id group by d.url",
    )
    return {row["url"]: row["incident_id"] or row["url"] for row in found}


def stories_with(key: str) -> list[dict[str, Any]]:
    return [story for story in STORIES if key in story]


def incident_of(story: dict[str, Any], homes: dict[str, str]) -> str:
    return homes[reports_of(story["name"])[0]["url"]]


def test_the_set_is_large_enough_and_told_by_several_outlets() -> None:
    assert len(STORIES) >= 12
    assert {story["name"] for story in STORIES} == {path.stem for path in FOLDER.glob("*.jsonl")}
    outlets = [{report["outlet"] for report in reports_of(story["name"])} for story in STORIES]
    assert all(3 <= len(names) <= 6 for names in outlets)


def test_reports_of_one_story_are_one_incident_and_of_two_stories_never(homes: dict[str, str]) -> None:
    gold = {url: url.rsplit("/", 1)[1] for url in homes}
    stories_of: dict[str, set[str]] = defaultdict(set)
    for url, incident in homes.items():
        stories_of[incident].add(gold[url])
    assert all(len(names) == 1 for names in stories_of.values())
    assert bcubed(gold, homes)[2] >= 0.95


@pytest.mark.parametrize("story", stories_with("independent"), ids=lambda story: str(story["name"]))
def test_outlets_and_original_sources_are_counted_apart(
    story: dict[str, Any], told: Path, homes: dict[str, str]
) -> None:
    wanted = story["independent"]
    found = [
        (row["outlet_count"], row["independent_source_count"])
        for row in rows(told, "select * from mart.independent_sources")
        if row["incident_id"] == incident_of(story, homes)
        and (row["kind"], row["at_least"]) == (wanted["kind"], wanted["at_least"])
    ]
    assert (wanted["outlets"], wanted["sources"]) in found


@pytest.mark.parametrize("story", stories_with("disputes"), ids=lambda story: str(story["name"]))
def test_numbers_that_cannot_both_be_right_are_in_dispute(
    story: dict[str, Any], told: Path, homes: dict[str, str]
) -> None:
    found = {
        (row["low"], row["other_low"])
        for row in rows(told, "select * from mart.figure_disputes")
        if row["incident_id"] == incident_of(story, homes)
    }
    assert {tuple(pair) for pair in story["disputes"]} <= found


def test_stories_without_dispute_have_none(told: Path, homes: dict[str, str]) -> None:
    quiet = {incident_of(story, homes) for story in STORIES if not {"disputes", "revised"} & story.keys()}
    wrong = [row for row in rows(told, "select * from mart.figure_disputes") if row["incident_id"] in quiet]
    assert wrong == []


@pytest.mark.parametrize("story", stories_with("revised"), ids=lambda story: str(story["name"]))
def test_a_toll_revised_by_its_source_is_a_change_and_no_dispute(
    story: dict[str, Any], told: Path, homes: dict[str, str]
) -> None:
    here = incident_of(story, homes)
    changes = [row for row in rows(told, "select * from mart.figure_changes") if row["incident_id"] == here]
    assert [(row["low"], row["later_low"], row["direction"]) for row in changes] == [
        (*story["revised"], "raised")
    ]


@pytest.mark.parametrize("story", stories_with("denial"), ids=lambda story: str(story["name"]))
def test_a_denial_is_set_against_what_it_denies(
    story: dict[str, Any], told: Path, homes: dict[str, str]
) -> None:
    found = [
        row
        for row in rows(told, "select * from mart.denials")
        if row["incident_id"] == incident_of(story, homes) and story["denial"] in row["content_text"]
    ]
    assert found
    assert any(row["asserted_by"] == story["against"] for row in found)


def test_an_outlet_that_reports_a_denial_does_not_assert_what_is_denied(told: Path) -> None:
    found = rows(told, "select * from mart.denials")
    assert found
    assert not [row for row in found if row["asserted_by"] == row["outlet_name"]]


@pytest.mark.parametrize("story", stories_with("speakers"), ids=lambda story: str(story["name"]))
def test_names_of_one_speaker_are_one_source(
    story: dict[str, Any], told: Path, homes: dict[str, str]
) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(told, "select * from mart.incident_sources where source_kind <> 'outlet'"):
        if row["incident_id"] == incident_of(story, homes):
            found[row["original_source"]].add(row["source_name"])
    for speaker, names in story["speakers"].items():
        assert found[speaker] == set(names)


@pytest.mark.parametrize("story", stories_with("apart"), ids=lambda story: str(story["name"]))
def test_two_speakers_of_like_names_stay_two(story: dict[str, Any], told: Path) -> None:
    found = [
        row
        for row in rows(told, "select * from mart.incident_sources")
        if row["source_name"] in story["apart"]
    ]
    assert len(found) > 2
    assert len({row["origin"] for row in found}) == len(found)


def test_each_claim_leads_to_one_origin(told: Path) -> None:
    found = rows(
        told,
        "select c.claim_id, count(s.claim_id) as ends from mart.claims as c left join mart.source_chains as s"
        " on c.claim_id = s.claim_id and s.is_certain and s.is_origin group by c.claim_id",
    )
    assert {row["ends"] for row in found} == {1}


def test_an_agency_of_a_credit_is_a_possible_carrier(told: Path) -> None:
    found = rows(told, "select * from mart.source_chains where kind = 'credited'")
    assert {(row["from_name"], row["to_name"], row["is_certain"]) for row in found} == {
        ("Tawahi Mail", "Reuters", False)
    }
