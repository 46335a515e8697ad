"""What the two seed articles must say in the end, each under its own source (the extraction as a whole)."""

from pathlib import Path
from typing import Any

import pytest

from sql.reader import Reader

pytestmark = pytest.mark.slow

SAID: dict[str, dict[str, Any]] = {
    "whether there were any Russian soldiers": {"source_name": "Dana White", "factuality": "declined"},
    "We don’t think there are any Russians": {"source_name": "Jim Mattis", "audience_text": "reporters"},
    "attackers crossed the Euphrates": {
        "source_name": "U.S. official",
        "source_kind": "anonymous",
        "via_name": "CNN",
    },
    "represents a war crime": {
        "source_name": "Syria’s Foreign Ministry",
        "audience_text": "UN Secretary-General Antonio Guterres",
        "medium": "letter",
    },
    "wounded 25 Syrian pro-government fighters": {"source_name": "Russian Defense Ministry"},
    "It looks like the Americans": {"source_name": "Lavrov", "via_name": "TASS", "mode": "direct"},
    "Plans for the actual partition": {"source_name": "Lavrov", "via_name": "TASS", "mode": "direct"},
    "forces that were targeted": {"source_name": "SANA", "outlet_name": "Deutsche Welle"},
    "alerted Russian officials": {"source_kind": "anonymous", "via_name": "Reuters"},
    "Coalition officials were in regular communication": {"source_kind": "anonymous", "mode": "direct"},
    "victims were soldiers": {"source_name": "Syrian state media", "factuality": "denied"},
}
FIGURES = [
    ("killed", "Syrian state media", 12, 99),
    ("wounded", "Russian Defense Ministry", 25, 25),
    ("killed", "US-led coalition in Syria", 100, 100),
    ("killed", "US military", 100, None),
    ("killed", "Deutsche Welle", 100, 100),
    ("wounded", "unnamed officials", 0, 0),
]
FURNITURE = ("All indications", "Erdogan’s Offensive", "file photo", "picture-alliance", "Skip to", "jbh/rc")


def rows(path: Path, view: str) -> list[dict[str, Any]]:
    with Reader(path) as reader:
        return reader.rows(view)


@pytest.mark.parametrize("words", SAID)
def test_the_right_speaker_says_it(published: Path, words: str) -> None:
    found = [row for row in rows(published, "mart.claims") if words in row["content_text"]]
    attributed = [row for row in found if row["mode"] != "narration"]
    assert any(all(row[key] == value for key, value in SAID[words].items()) for row in attributed), attributed


@pytest.mark.parametrize(("kind", "source", "low", "high"), FIGURES)
def test_each_figure_stands_under_its_own_source(
    published: Path, kind: str, source: str, low: int, high: int | None
) -> None:
    figures = rows(published, "mart.figures")
    found = [row for row in figures if (row["kind"], row["source_name"]) == (kind, source)]
    assert [(row["low"], row["high"]) for row in found] == [(low, high)]
    assert found[0]["incident_id"]


def test_a_war_since_2011_is_no_part_of_the_incident(published: Path) -> None:
    totals = [row for row in rows(published, "mart.figures") if row["is_running_total"]]
    assert [row["text"] for row in totals] == ["hundreds of thousands of people"]
    assert totals[0]["incident_id"] is None


def test_both_reports_tell_one_incident(published: Path) -> None:
    incidents = rows(published, "mart.incidents")
    main = max(incidents, key=lambda row: row["document_count"])
    assert main["document_count"] == 2
    assert (str(main["start_date"]), str(main["end_date"])) == ("2018-02-07", "2018-02-08")
    assert main["country_code"] == "SY"
    assert "Deir" in main["place_name"]


def test_no_furniture_becomes_a_claim(published: Path) -> None:
    said = " ".join(row["content_text"] for row in rows(published, "mart.claims"))
    assert not [words for words in FURNITURE if words in said]
