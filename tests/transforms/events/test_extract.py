"""What holds of events over more than one sentence: days, places, chains, blocks."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tests.transforms.events.shared import articles, read, read_article
from transforms.events.ontology import means, trigger_words
from transforms.records import BlockKind, Event

PUBLISHED = datetime(2021, 3, 11, tzinfo=UTC)
REPORT = (
    "Rebels attacked a base near Aleppo on March 9, 2021. The attack killed four soldiers. "
    "The army said the incident was over. No civilians were hurt. "
    "Officials in Geneva on March 10 denied that the base had been captured."
)


def by_word(events: tuple[Event, ...]) -> dict[str, Event]:
    return {event.trigger_text: event for event in events}


def test_an_event_takes_the_day_that_governs_it(nlp: Language) -> None:
    events, _ = read(nlp, ["Rebels attacked the base on March 9, 2021."], PUBLISHED)[0]
    assert by_word(events)["attacked"].start_date == date(2021, 3, 9)
    assert by_word(events)["attacked"].date_precision == "day"


def test_an_event_without_a_day_keeps_none(nlp: Language) -> None:
    events, _ = read(nlp, ["Rebels attacked the base."], PUBLISHED)[0]
    assert by_word(events)["attacked"].start_date is None
    assert by_word(events)["attacked"].date_basis == "unknown"


def test_the_day_on_which_it_was_said_is_not_the_day_of_the_event(nlp: Language) -> None:
    events, _ = read(nlp, ["The general said on March 10, 2021 that rebels attacked the base."], PUBLISHED)[0]
    assert by_word(events)["attacked"].start_date is None


def test_two_days_side_by_side_are_one_stretch(nlp: Language) -> None:
    text = "The coalition carried out strikes on March 8, 2021 and March 9, 2021."
    events, _ = read(nlp, [text], PUBLISHED)[0]
    strikes = by_word(events)["strikes"]
    assert (strikes.start_date, strikes.end_date) == (date(2021, 3, 8), date(2021, 3, 9))


def test_what_lies_ahead_of_the_report_is_planned(nlp: Language) -> None:
    events, _ = read(nlp, ["The envoys meet the minister on March 20, 2021."], PUBLISHED)[0]
    assert by_word(events)["meet"].factuality == "planned"


def test_what_lies_long_before_the_report_is_background(nlp: Language) -> None:
    events, _ = read(nlp, ["Rebels attacked the same base in May 2019."], PUBLISHED)[0]
    assert by_word(events)["attacked"].is_background


def test_the_attack_and_the_incident_are_the_event_told_before(nlp: Language) -> None:
    events, _ = read(nlp, [REPORT], PUBLISHED)[0]
    found = by_word(events)
    assert found["attack"].coreference_id == found["attacked"].event_id
    assert found["incident"].coreference_id == found["attacked"].event_id
    assert found["attacked"].coreference_id == found["attacked"].event_id


def test_a_chain_shares_its_day(nlp: Language) -> None:
    events, _ = read(nlp, [REPORT], PUBLISHED)[0]
    assert by_word(events)["attack"].start_date == date(2021, 3, 9)


def test_striking_back_is_another_event(nlp: Language) -> None:
    text = "Rebels attacked the army. The army attacked the rebels."
    events, _ = read(nlp, [text], PUBLISHED)[0]
    assert len({event.coreference_id for event in events}) == 2


def test_an_incident_that_points_back_to_nothing_is_no_event(nlp: Language) -> None:
    events, _ = read(nlp, ["The incident was discussed in the council."], PUBLISHED)[0]
    assert "incident" not in by_word(events)


def test_an_event_has_at_most_one_place(nlp: Language) -> None:
    text = "A bomb killed two people at a market in Baghdad and another wounded three in Mosul."
    events, roles = read(nlp, [text], PUBLISHED)[0]
    for event in events:
        assert sum(role.event_id == event.event_id and role.role == "place" for role in roles) <= 1


def test_where_somebody_spoke_is_not_where_it_happened(nlp: Language) -> None:
    text = "Officials said in Geneva that rebels attacked the base."
    events, roles = read(nlp, [text], PUBLISHED)[0]
    assert all(role.text != "Geneva" for role in roles)
    assert by_word(events)["attacked"].place_basis is None


def test_a_place_of_the_sentence_before_says_that_it_is_borrowed(nlp: Language) -> None:
    text = "Fighting broke out in Baghdad. Rebels attacked a police station."
    events, _ = read(nlp, [text], PUBLISHED)[0]
    assert by_word(events)["attacked"].place_basis == "neighbour"


def test_whoever_claims_responsibility_in_the_next_sentence_is_the_agent(nlp: Language) -> None:
    text = "A bomb exploded in Kabul. The Islamic State claimed responsibility."
    events, roles = read(nlp, [text], PUBLISHED)[0]
    exploded = by_word(events)["exploded"]
    agents = {role.text for role in roles if role.event_id == exploded.event_id and role.role == "agent"}
    assert agents == {"Islamic State"}


@pytest.mark.parametrize("kind", ["crosshead", "caption", "teaser", "title", "byline"])
def test_a_block_that_gives_no_claims_gives_no_events(nlp: Language, kind: BlockKind) -> None:
    for article in articles(nlp, ["Rebels attacked the base."], PUBLISHED, kind):
        assert read_article(article) == ((), ())


def test_every_span_cuts_back_and_every_event_has_a_claim(nlp: Language) -> None:
    article = articles(nlp, [REPORT], PUBLISHED)[0]
    events, roles = read_article(article)
    assert events
    for event in events:
        assert event.trigger_span.cut(article.text) == event.trigger_text
        assert event.claim_id
    for role in roles:
        assert role.span.cut(article.text) == role.text
        assert any(event.event_id == role.event_id for event in events)


def test_the_same_text_gives_the_same_ids(nlp: Language) -> None:
    assert read(nlp, [REPORT], PUBLISHED) == read(nlp, [REPORT], PUBLISHED)


def test_ids_are_unique_and_chains_point_into_the_document(nlp: Language) -> None:
    events, _ = read(nlp, [REPORT], PUBLISHED)[0]
    ids = [event.event_id for event in events]
    assert len(ids) == len(set(ids))
    assert {event.coreference_id for event in events} <= set(ids)


_HEAP = """rebels|the army|attacked|were killed|a bomb|in Kabul|on Monday|no|and|which|the strike|wounded|
will|three soldiers|said|by|near the border|(|"|claimed|responsibility|for|begin|to|carry out|raids|of|
attack|the dead|had|met"""
_PHRASES = st.sampled_from(_HEAP.replace("\n", "").split("|"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(_PHRASES, min_size=1, max_size=14))
def test_any_heap_of_words_is_read_without_harm(nlp: Language, words: list[str]) -> None:
    article = articles(nlp, [" ".join(words) + "."], PUBLISHED)[0]
    events, roles = read_article(article)
    for event in events:
        assert event.trigger_span.cut(article.text) == event.trigger_text
        assert event.start_date is None or event.end_date is None or event.start_date <= event.end_date
    assert all(role.span.cut(article.text) == role.text for role in roles)


def test_every_trigger_word_has_its_codes() -> None:
    for entry in trigger_words().values():
        assert entry.plover_type
        assert (entry.acled_event_type is None) == (
            entry.acled_sub_event_type is None
        ) or entry.frame == "anaphor"


def test_every_weapon_is_a_single_word() -> None:
    assert all(" " not in word for word in means())


def test_a_clause_that_hangs_on_a_bare_preposition_is_read(nlp: Language) -> None:
    for text in ("Of killing people.", "With rebels attacking the town.", "By shelling and bombing."):
        read(nlp, [text], PUBLISHED)
