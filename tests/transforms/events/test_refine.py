"""What kind of attack or protest a sentence tells of, where the trigger leaves it open."""

from collections.abc import Mapping

import pytest
from spacy.language import Language

from tests.transforms.events.shared import read

OPEN = {
    "Police fired tear gas at hundreds of people who demonstrated in the capital.": (
        "demonstrated",
        "Protest with intervention",
    ),
    "A mob armed with machetes attacked a family in the village.": ("attacked", "Mob violence"),
    "At least 20 people were killed in an artillery barrage on the suburb.": (
        "killed",
        "Shelling/artillery/missile attack",
    ),
}


def types(nlp: Language, text: str) -> Mapping[str, str | None]:
    events, _ = read(nlp, [text])[0]
    return {event.trigger_text: event.acled_sub_event_type for event in events}


@pytest.mark.parametrize("text", OPEN)
def test_the_sentence_tells_what_a_bare_word_leaves_open(nlp: Language, text: str) -> None:
    trigger, wanted = OPEN[text]
    assert types(nlp, text)[trigger] == wanted


def test_a_word_that_names_its_type_decides_alone(nlp: Language) -> None:
    text = "Police arrested forty marchers after troops shelled the suburb."
    assert types(nlp, text) == {"arrested": "Arrests", "shelled": "Shelling/artillery/missile attack"}


def test_a_plain_protest_stays_peaceful(nlp: Language) -> None:
    assert types(nlp, "Thousands demonstrated for higher wages.")["demonstrated"] == "Peaceful protest"


def test_no_suicide_is_read_into_a_parked_bomb(nlp: Language) -> None:
    text = "Nine people died when a parked van full of explosives went off outside the court."
    assert types(nlp, text)["died"] != "Suicide bomb"


def test_one_attack_told_twice_has_one_type(nlp: Language) -> None:
    text = "A mob armed with machetes attacked a family in the village. The attack lasted an hour."
    assert len(set(types(nlp, text).values())) == 1
