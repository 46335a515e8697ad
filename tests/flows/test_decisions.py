"""Decisions of a person are rows, and the next linking obeys them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.decisions import merge_incidents, pin_event, split_incident
from flows.errors import InputError
from flows.link import link_all
from flows.settings import Settings
from sql.ledger import StageMark
from sql.warehouse import Warehouse
from tests.sql.world import built, tell


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    with built(tmp_path, tell(), tell("Lake Herald", 15, "SE")):
        pass
    return Settings(data_dir=tmp_path)


def incidents(settings: Settings) -> list[str]:
    with Warehouse(settings.work) as warehouse:
        return [incident.incident_id for incident in warehouse.incidents()]


def test_split_and_merge_hold_after_linking_again_and_leave_a_history(settings: Settings) -> None:
    link_all(settings, "run-1")
    (whole,) = incidents(settings)
    with Warehouse(settings.work) as warehouse:
        _, second = warehouse.document_ids()
    assert split_incident(settings, whole[:8], [second[:8]], "two fires") == 1
    link_all(settings, "run-2")
    parted = incidents(settings)
    assert len(parted) == 2
    assert link_all(settings, "run-3").asked == 0
    with Warehouse(settings.work) as warehouse:
        assert [item.kind for item in warehouse.decisions()] == ["split"]
        event_id = warehouse.event_homes(parted[0])[0][0]
    assert merge_incidents(settings, *parted) == 1
    link_all(settings, "run-4")
    (again,) = incidents(settings)
    assert again == whole
    with Warehouse(settings.work) as warehouse:
        assert [item.kind for item in warehouse.decisions()] == ["merge"]
    assert pin_event(settings, event_id, again) == 1


def test_what_cannot_be_decided_is_refused_in_a_line(settings: Settings) -> None:
    link_all(settings, "run-1")
    (whole,) = incidents(settings)
    with pytest.raises(InputError, match="one incident already"):
        merge_incidents(settings, whole, whole)
    with pytest.raises(InputError, match="no incident's id begins with"):
        split_incident(settings, "nothing", ["x"])
    with pytest.raises(InputError, match="not all or none"):
        split_incident(settings, whole, ["x"])
    with pytest.raises(InputError, match="no event"):
        pin_event(settings, "none", whole)


def test_linking_marks_what_it_did(settings: Settings) -> None:
    assert link_all(settings, "run-1").done == 2
    assert link_all(settings, "run-2").asked == 0
    with Warehouse(settings.work) as warehouse:
        mark = StageMark("link", "older", "batch", datetime(2024, 1, 1, tzinfo=UTC))
        warehouse.mark_stage(mark, warehouse.document_ids())
    assert link_all(settings, "run-3").asked == 2
