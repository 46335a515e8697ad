"""Who and what fills the roles of a report, and how that is scored."""

from spacy.language import Language

from benchmarks.scoring.arguments import ArgumentScore
from benchmarks.scoring.roles import head_word, score
from benchmarks.truecase import truecase
from transforms.events.fillers import ROLES, aliases, candidates, load_fillers

REPORT = (
    "Guerrillas of the National Front murdered mayor Pedro Gomez Rios in his home yesterday. "
    "The guerrillas used machine guns. A bomb destroyed the offices of the electricity company."
)


def test_a_plain_report_fills_its_roles(nlp: Language) -> None:
    found = load_fillers().fill(nlp(REPORT))
    assert set(found) == set(ROLES)
    assert any("guerrillas" in text.lower() for text in found["PerpInd"])
    assert any("Front" in text for text in found["PerpOrg"])
    assert any("bomb" in text or "guns" in text for text in found["Weapon"])


def test_every_candidate_stands_in_the_text(nlp: Language) -> None:
    doc = nlp(REPORT)
    for candidate in candidates(doc):
        assert doc.text[candidate.start :].lower().startswith(candidate.head[:2])


def test_parts_of_a_name_are_one_thing(nlp: Language) -> None:
    doc = nlp("The victim was Pedro Gomez Rios. The National Front (NF) said so.")
    assert frozenset(("front", "nf")) in aliases(doc)


def test_capitals_are_given_without_moving_a_letter() -> None:
    text = "the army said that bogota was quiet.  rebels left."
    cased = truecase(
        text, {word: word for word in ("army", "said", "the", "was", "that")} | {"bogota": "Bogota"}
    )
    assert cased.lower() == text
    assert cased.startswith("The army said")
    assert "Bogota" in cased
    assert "Rebels" in cased


def test_the_head_stands_before_the_preposition() -> None:
    assert head_word("members of the front") == head_word("member")
    assert head_word("two car bombs") == head_word("bomb")


def test_one_entity_is_matched_once() -> None:
    gold = {"d": {"Victim": [["the mayor", "Rios"]]}}
    reached = score(gold, {"d": {"Victim": ["mayor", "Rios"]}})
    assert (reached["Victim_precision"], reached["Victim_recall"]) == (50.0, 100.0)


def test_an_argument_counts_only_with_its_trigger() -> None:
    trigger = {"start": 0, "end": 6, "text": "killed"}
    victim = {"role": "Victim", "start": 7, "end": 10, "text": "two"}
    gold = [{"type": "Life.Die.Unspecified", "trigger": trigger, "args": [victim]}]
    right = ArgumentScore()
    right.add(gold, gold)
    wrong = ArgumentScore()
    wrong.add(gold, [{**gold[0], "type": "Life.Injure.Unspecified"}])
    assert right.metrics()["victim_f1"] == 1.0
    assert wrong.metrics()["victim_recall"] == 0.0
