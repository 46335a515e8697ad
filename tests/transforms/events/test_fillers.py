"""Who and what fills the roles of a report, and how that is scored."""

import numpy as np
from spacy.language import Language

from benchmarks.scoring.arguments import ArgumentScore
from benchmarks.scoring.roles import head_word, score
from benchmarks.truecase import truecase
from transforms.events.candidates import read_report
from transforms.events.fillers import ROLES, load_fillers
from transforms.events.gram_scores import GramScores, sentence_grams, text_grams
from transforms.events.second_look import PairCounts, look_again, pair_key
from transforms.events.trees import Trees

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
    reading = read_report(nlp(REPORT))
    for mentions in reading.things:
        for candidate in mentions:
            assert reading.doc.text[candidate.start :].lower().startswith(candidate.head[:2])


def test_mentions_with_one_head_are_one_thing(nlp: Language) -> None:
    things = read_report(nlp(REPORT)).things
    assert [len(mentions) for mentions in things if mentions[0].head == "guerrilla"] == [2]


def test_the_way_to_the_trigger_is_a_feature(nlp: Language) -> None:
    things = read_report(nlp("A bomb destroyed the bridge near the dam.")).things
    features = {mentions[0].head: mentions[0].features for mentions in things}
    assert any(name.startswith("pa=dobj=") for name in features["bridge"])
    assert any(name.startswith("pa=near>dobj=") or name.startswith("pa=near=") for name in features["dam"])


def test_a_report_without_nouns_fills_nothing(nlp: Language) -> None:
    assert load_fillers().fill(nlp("")) == {role: [] for role in ROLES}
    assert load_fillers().fill(nlp("He went away.")) == {role: [] for role in ROLES}


def test_the_second_look_goes_from_the_surest_on(nlp: Language) -> None:
    model = load_fillers()
    reading = read_report(nlp(REPORT))
    first = model.look(reading)
    rows = look_again(reading, first, model.pairs)
    for role in range(len(ROLES)):
        scores = [first.things[row.thing, role] for row in rows if row.role == role]
        assert scores == sorted(scores, reverse=True)


def test_a_report_does_not_count_its_own_pairs() -> None:
    key = pair_key("rebel", "guerrilla")
    assert PairCounts({key: 2}, {}).without({key}, set()).same == {key: 1}


def test_trees_add_up() -> None:
    stump = Trees(
        feature=np.zeros((2, 3), dtype=np.int16),
        limit=np.full((2, 3), 0.5, dtype=np.float32),
        left=np.array([[1, 1, 2]] * 2, dtype=np.int16),
        right=np.array([[2, 1, 2]] * 2, dtype=np.int16),
        value=np.array([[0, -1, 1]] * 2, dtype=np.float32),
        base=0.0,
        depth=1,
    )
    low, high = stump.probability(np.array([[0.0], [1.0]], dtype=np.float32))
    assert (round(float(low), 3), round(float(high), 3)) == (0.119, 0.881)


def test_unknown_words_score_nothing() -> None:
    model = GramScores(
        {"bomb": 0}, np.ones(1, np.float32), np.ones((1, 2), np.float32), np.zeros(2, np.float32)
    )
    assert model.score(text_grams("A quiet day.")).tolist() == [0.0, 0.0]
    assert model.score(text_grams("A bomb.")).tolist() == [1.0, 1.0]


def test_a_sentence_sees_its_neighbours(nlp: Language) -> None:
    first, second = sentence_grams(nlp("Rebels fled. Soldiers came."))
    assert ">soldier" in first
    assert "<rebel" in second


def test_parts_of_a_name_are_one_thing(nlp: Language) -> None:
    doc = nlp("The victim was Pedro Gomez Rios. The National Front (NF) said so.")
    assert frozenset(("front", "nf")) in read_report(doc).aliases


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
