"""The one type that a short report gets."""

import pytest
from spacy.language import Language

from transforms.events.classify import load_typer
from transforms.events.vectors import load_vectors


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Warplanes bombed two villages held by insurgents.", "Air/drone strike"),
        ("The two presidents signed a peace treaty after long negotiations.", "Agreement"),
        ("A suicide bomber blew himself up at the gate of the barracks.", "Suicide bomb"),
        ("An earthquake destroyed hundreds of houses in the mountains.", "Natural disaster"),
        ("Militants kidnapped ten pupils from a school.", "Abduction/forced disappearance"),
        ("Artillery shells hit a residential district.", "Shelling/artillery/missile attack"),
    ],
)
def test_a_plain_report_gets_its_type(nlp: Language, text: str, wanted: str) -> None:
    assert load_typer().classify(nlp(text))[1] == wanted


def test_a_text_without_known_words_still_gets_scores(nlp: Language) -> None:
    scores = load_typer().scores(nlp("Zzyx qwv."))
    assert len(scores) == 30
    assert bool((scores == scores).all())


def test_words_of_like_meaning_lie_near() -> None:
    vectors = load_vectors()
    attack, raid, tulip = (vectors.sum({word: 1.0}) for word in ("attack", "raid", "tulip"))
    assert float(attack @ raid) > float(attack @ tulip)


def test_an_unknown_word_adds_nothing() -> None:
    assert not load_vectors().sum({"zzyxqwv": 1.0}).any()
