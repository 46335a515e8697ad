"""Invented incidents go through every stage, and linking and views say what the story set expects."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.scoring.bcubed import bcubed
from flows.duplicates import find_duplicates
from flows.extract import extract_batch, pending_documents
from flows.ingest import capture_input, pending_captures, prepare_work, read_batch
from flows.link import link_all
from flows.settings import Settings
from sql.warehouse import query

STORIES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "conflict.yaml").read_text(encoding="utf-8")
)
Row = dict[str, Any]


@pytest.fixture(scope="session")
def told(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work file that holds all stories, read, extracted by the rules and linked."""
    folder = tmp_path_factory.mktemp("stories")
    lines = [
        {
            **{key: str(value) for key, value in report.items()},
            "url": f"https://{number}.example/{story['name']}",
        }
        for story in STORIES
        for number, report in enumerate(story["reports"])
    ]
    source = folder / "stories.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    settings = Settings(data_dir=folder / "data", extractor="rules", cache_dir=cache)
    prepare_work(settings)
    capture_input(settings, "run", str(source))
    read_batch(settings, "run", pending_captures(settings))
    find_duplicates(settings, "run")
    extract_batch(settings, "run", pending_documents(settings))
    link_all(settings, "run")
    return settings.work


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
    return homes[f"https://0.example/{story['name']}"]


def test_the_set_is_large_enough_and_told_by_several_outlets() -> None:
    assert len(STORIES) >= 12
    assert all(3 <= len({report["outlet"] for report in story["reports"]}) <= 6 for story in STORIES)


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
    assert any(row["asserted_claim_id"] is not None for row in found)
