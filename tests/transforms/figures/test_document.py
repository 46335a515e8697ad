import pytest
from spacy.language import Language

from transforms.figures.document import load_weights, read_evidence, stated_totals, total_for_document
from transforms.figures.evidence import candidates

TEXT = (
    "Two people were killed and five others wounded in a shooting on Saturday night, police said. "
    "The two were killed at the scene. Five people were taken to a hospital after they were wounded."
)


def test_the_number_stated_most_is_the_total_by_rule(nlp: Language) -> None:
    assert stated_totals(nlp(TEXT), nlp("Two killed, five wounded in shooting")) == (2, 5)


def test_a_text_without_figures_states_none_by_rule(nlp: Language) -> None:
    assert stated_totals(nlp("The council met to talk about the budget.")) == (0, 0)


def test_a_part_is_no_total_by_rule(nlp: Language) -> None:
    text = nlp("The strike killed 40 people, including 10 officers.")
    assert stated_totals(text) == (40, 0)


def test_denied_figures_are_no_evidence(nlp: Language) -> None:
    evidence = read_evidence(nlp("The militants did not kill 20 guards."), None)
    assert all(20 not in pair for pair in candidates(evidence))


def test_what_is_left_of_those_shot_is_a_candidate(nlp: Language) -> None:
    evidence = read_evidence(nlp("Six people were shot. Two of the victims were killed."), None)
    assert (2, 4) in candidates(evidence)


def test_zero_and_one_are_always_candidates(nlp: Language) -> None:
    evidence = read_evidence(nlp("The council met."), None)
    assert candidates(evidence) == ((0, 0), (0, 1), (1, 0), (1, 1))


def test_weights_given_decide_the_total(nlp: Language) -> None:
    text = nlp("Three people were killed. Four people were killed.")
    assert total_for_document(text, weighs={"K|size": 1.0, "I|0": 5.0}) == (5, 0)
    assert total_for_document(text, weighs={"K|size": -1.0, "I|0": 5.0}) == (0, 0)


def test_the_shipped_weights_read_a_plain_report(nlp: Language) -> None:
    title = nlp("2 dead, 5 wounded in shooting")
    assert total_for_document(nlp(TEXT), title) == (2, 5)


def test_the_shipped_weights_hold_no_name_of_a_feature_unknown_to_the_code() -> None:
    assert all(name.split("|")[0] in {"K", "I", "J"} for name in load_weights())


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_an_empty_text_has_no_totals_by_rule(nlp: Language, text: str) -> None:
    assert stated_totals(nlp(text)) == (0, 0)
