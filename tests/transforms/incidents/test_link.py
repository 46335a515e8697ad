"""Linking: what agrees is one incident, what contradicts is not, and a person's word holds."""

from datetime import date
from itertools import permutations

from tests.transforms.incidents.making import ABROAD, FARAWAY, NORWAY, PROVINCE, event, report
from transforms.incidents.episodes import find_episodes
from transforms.incidents.history import find_changes
from transforms.incidents.link import Linked, link_events
from transforms.incidents.reports import Report
from transforms.records import IncidentDecision, IncidentEvent

RAID = (
    "Raiders struck the fuel depot at Velm harbour on Tuesday and burned four tanks, the harbour master said."
)
AGAIN = (
    "The fuel depot at Velm harbour burned after raiders struck it; four tanks were lost, the master said."
)
OTHER = "Teachers marched through the capital against the school law and blocked the bridge for an hour."


def homes(linked: Linked) -> dict[str, str]:
    return {link.event_id: link.incident_id for link in linked.links}


def groups(linked: Linked) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for event_id, incident_id in homes(linked).items():
        found.setdefault(incident_id, set()).add(event_id.split("-")[1])
    return {frozenset(names) for names in found.values()}


def three() -> list[Report]:
    return [
        report("a", RAID, event("a")),
        report("b", AGAIN, event("b", place_id=PROVINCE.place_id, start_date=date(2024, 3, 6))),
        report("c", OTHER, event("c", plover_type="PROTEST", place_id=FARAWAY.place_id)),
    ]


def test_reports_that_agree_on_day_and_province_are_one_incident() -> None:
    linked = link_events(three())
    assert groups(linked) == {frozenset("ab"), frozenset("c")}
    both = next(item for item in linked.incidents if item.plover_type == "ASSAULT")
    assert (both.title, both.start_date, both.end_date) == (
        "Attack in Velm, 5–6 March 2024", date(2024, 3, 5), date(2024, 3, 6)
    )  # fmt: skip
    link = next(link for link in linked.links if link.event_id == "event-a-0")
    assert link.reason.startswith("time 0.7, place 0.8, type 1.0")
    assert 0.6 <= link.score < 1


def test_the_order_of_arrival_changes_nothing() -> None:
    wanted = link_events(three())
    assert all(link_events(order) == wanted for order in permutations(three()))


def test_another_day_province_or_country_is_another_incident() -> None:
    first = report("a", RAID, event("a"))
    for other in (
        event("b", start_date=date(2024, 3, 9)),
        event("b", place_id=FARAWAY.place_id),
        event("b", place_id=ABROAD.place_id),
    ):
        assert len(link_events([first, report("b", AGAIN, other)]).incidents) == 2


def test_background_and_plans_belong_to_no_incident() -> None:
    linked = link_events(
        [
            report(
                "a", RAID, event("a"), event("a", 1, is_background=True), event("a", 2, factuality="planned")
            )
        ]
    )
    assert set(homes(linked)) == {"event-a-0"}


def test_a_year_left_out_comes_from_the_other_reports_and_says_so() -> None:
    partial = event("a", start_date=None, end_date=None, date_value="XXXX-03-05", place_id=NORWAY.place_id)
    dated = report("b", AGAIN, event("b"))
    linked = link_events([report("a", RAID, partial, published=None), dated])
    assert len(linked.incidents) == 1
    (redated,) = linked.redated
    assert (redated.event_id, redated.start_date, redated.date_basis) == (
        "event-a-0", date(2024, 3, 5), "linked"
    )  # fmt: skip
    alone = link_events([report("a", RAID, partial, published=None)])
    assert alone.redated == ()
    assert alone.incidents[0].start_date is None


def test_a_day_without_year_that_does_not_fit_keeps_reports_apart() -> None:
    partial = event("a", start_date=None, end_date=None, date_value="XXXX-07-19")
    linked = link_events([report("a", RAID, partial, published=None), report("b", AGAIN, event("b"))])
    assert len(linked.incidents) == 2


def test_one_report_can_tell_of_two_incidents() -> None:
    told = report(
        "a",
        RAID,
        event("a", 0),
        event("a", 1, start_date=None, end_date=None, place_id=None),
        event("a", 4, start_date=date(2024, 2, 1)),
        event("a", 5, start_date=None, end_date=None, place_id=None),
        event("a", 9, start_date=None, end_date=None, place_id=None),
    )
    found = [[int(item.event_id[-1]) for item in episode.events] for episode in find_episodes(told)]
    assert found == [[0, 1, 9], [4, 5]]


def decision(kind: str, one: str, other: str) -> IncidentDecision:
    return IncidentDecision(
        f"{kind}-{one}-{other}", kind, f"event-{one}-0", one, f"event-{other}-0", other, "incident"  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_persons_decision_is_obeyed() -> None:
    assert groups(link_events(three(), [decision("merge", "a", "c")])) == {frozenset("abc")}
    assert groups(link_events(three(), [decision("split", "a", "b")])) == {
        frozenset("a"), frozenset("b"), frozenset("c")
    }  # fmt: skip
    pinned = link_events(three(), [decision("pin", "c", "a")])
    assert groups(pinned) == {frozenset("abc")}
    assert next(link for link in pinned.links if link.event_id == "event-c-0").reason.startswith("decided")


def test_a_decision_outlives_its_events_and_idles_without_its_documents() -> None:
    old = IncidentDecision("d", "merge", "event-gone", "a", "event-gone-too", "c", "incident")
    assert groups(link_events(three(), [old])) == {frozenset("abc")}
    idle = IncidentDecision("d", "merge", "event-gone", "gone", "event-c-0", "c", "incident")
    assert link_events(three(), [idle]).idle_decisions == ("d",)


def test_a_late_report_can_join_two_incidents_and_the_history_says_so() -> None:
    before = [IncidentEvent("one", "e1", 1.0, ""), IncidentEvent("two", "e2", 1.0, "")]
    after = [IncidentEvent("one", name, 1.0, "") for name in ("e1", "e2", "e3")]
    (change,) = find_changes(before, after)
    assert (change.incident_id, change.successor_id, change.kind, change.event_count) == (
        "two", "one", "joined", 1
    )  # fmt: skip
    assert find_changes(before, before) == ()
    parted = find_changes(after, [*before, IncidentEvent("three", "e3", 1.0, "")])
    assert [(change.successor_id, change.kind) for change in parted] == [("three", "split"), ("two", "split")]
