"""The attribution program runs on gold of one line and counts as its definition says."""

import json
from pathlib import Path

import pytest

from benchmarks.attribution import main
from benchmarks.scoring.attribution import score_document, summarise
from benchmarks.scoring.causes import causes

TEXT = 'Ms. Roth said the lake was frozen. "Nobody may skate," she added.'


def attribution(source: str | None, cue: str, content: str) -> dict[str, list[list[int]] | None]:
    def at(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    return {"source": at(source) if source else None, "cue": at(cue), "content": at(content)}


GOLD = [
    attribution("Ms. Roth", "said", "the lake was frozen"),
    attribution("she", "added", '"Nobody may skate,"'),
]


def test_gold_against_itself_is_perfect() -> None:
    measures = summarise(score_document(TEXT, GOLD, GOLD))
    assert measures["detection"] == measures["joint"] == measures["exact"] == measures["direct"] == 100


def test_a_wrong_source_counts_for_detection_and_not_for_joint() -> None:
    found = [GOLD[0], attribution("Ms. Roth", "added", '"Nobody may skate,"')]
    measures = summarise(score_document(TEXT, GOLD, found))
    assert (measures["detection"], measures["joint"], measures["source_right"]) == (100, 50, 50)


def test_less_than_half_of_the_words_is_no_match() -> None:
    found = [attribution("Ms. Roth", "said", "frozen")]
    assert summarise(score_document(TEXT, GOLD, found))["detection"] == 0


def test_the_program_writes_predictions_and_ends_with_one_json_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"doc_id": "a", "text": TEXT, "attributions": GOLD}) + "\n", encoding="utf-8")
    out = tmp_path / "found.jsonl"
    assert main(["--gold", str(gold), "--extractor", "rules", "--predictions", str(out)]) == 0
    metrics = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert metrics["detection"] == 100
    row = json.loads(out.read_text(encoding="utf-8"))
    assert [set(one) for one in row["attributions"]] == [{"source", "cue", "content", "score"}] * 2


def test_each_error_has_one_cause() -> None:
    counts, cues = causes(TEXT, GOLD, [attribution("Ms. Roth", "said", "frozen")])
    assert counts == {
        "missed indirect: borders": 1,
        "missed direct: nothing there": 1,
        "extra indirect: borders": 1,
    }
    assert cues == {"missed: added": 1}


def test_words_that_another_holds_already_are_merged() -> None:
    whole = attribution("Ms. Roth", "said", TEXT[12:-11])
    counts, _ = causes(TEXT, [whole], [whole, GOLD[1]])
    assert counts == {"extra direct: merged": 1}


def test_what_is_right_has_no_cause() -> None:
    assert causes(TEXT, GOLD, GOLD) == ({}, {})
