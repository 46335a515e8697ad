"""Each sentence of sentences.yaml is read as it says there."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from tests.transforms.events.shared import read
from transforms.records import Event, EventRole

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
)
ROLES = ("agent", "target", "victim", "instrument", "place", "origin", "recipient")
Read = dict[str, tuple[tuple[Event, ...], tuple[EventRole, ...]]]


@pytest.fixture(scope="module")
def readings(nlp: Language) -> Read:
    texts = [case["text"] for case in CASES]
    return dict(zip(texts, read(nlp, texts), strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_sentence_is_read_as_written(case: dict[str, Any], readings: Read) -> None:
    events, roles = readings[case["text"]]
    found = {event.trigger_text: event for event in events}
    assert not set(case.get("not", ())) & set(found)
    for wanted in case.get("events", ()):
        assert wanted["trigger"] in found
        event = found[wanted["trigger"]]
        assert event.plover_type == wanted["type"]
        assert event.factuality == wanted.get("told", "asserted")
        assert event.plover_mode == wanted.get("mode", event.plover_mode)
        assert event.acled_sub_event_type == wanted.get("sub", event.acled_sub_event_type)
        assert event.is_background == wanted.get("background", event.is_background)
        for role in ROLES:
            if role in wanted:
                given = {r.text for r in roles if r.event_id == event.event_id and r.role == role}
                assert given == set(wanted[role]), role
