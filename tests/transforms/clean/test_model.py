from itertools import pairwise, product
from math import exp

import pytest

from tests.transforms.clean.samples import DUMP, PARAGRAPHS
from transforms.clean.dump import judge_lines
from transforms.clean.feature_names import NOBODY, is_comment_mark
from transforms.clean.features import Seen, places_to_judge, see_lines
from transforms.clean.languages import tell_language
from transforms.clean.lines import make_line, split_lines
from transforms.clean.model import LineModel, choose, line_model
from transforms.clean.rules import decide, read_lines
from transforms.clean.shapes import shape_of


def kept(use_model: bool) -> list[str]:
    lines = split_lines(DUMP)
    verdicts = judge_lines(lines, line_model() if use_model else None)
    return [line.text for line, verdict in zip(lines, verdicts, strict=True) if verdict.drop_rule is None]


def test_the_rules_alone_clean_a_plain_dump() -> None:
    assert set(PARAGRAPHS) <= set(kept(use_model=False))
    assert "Skip to content" not in kept(use_model=False)


def test_the_model_agrees_with_the_rules_where_they_are_plainly_right() -> None:
    assert kept(use_model=True)[: len(PARAGRAPHS)]
    assert set(PARAGRAPHS) <= set(kept(use_model=True))


def test_sure_lines_are_chosen_and_sure_furniture_is_not() -> None:
    chosen, expected = choose([20, 20, 3], [0.99, 0.98, 0.01])
    assert chosen == [0, 1]
    assert expected > 0.97


def test_a_doubtful_article_is_kept_rather_than_nothing() -> None:
    chosen, expected = choose([30, 2, 2], [0.4, 0.05, 0.05])
    assert chosen == [0]
    assert expected < 0.6


def test_nothing_is_chosen_from_nothing() -> None:
    assert choose([], []) == ([], 0.0)


def test_the_probabilities_are_those_of_the_whole_chain() -> None:
    transitions = {"drop/drop": 0.4, "drop/keep": -0.7, "keep/drop": -0.2, "keep/keep": 1.1}
    weights = {"title=1/prose": 1.5, "title=2/prose": -2.0, "title=3/prose": 0.3, "b1none": 0.6}
    alone = (NOBODY, NOBODY, NOBODY, NOBODY)
    seen = [Seen([("title", place, "prose")], None, alone) for place in (1, 2, 3)]
    scores = [weights[f"title={place}/prose"] + weights["b1none"] for place in (1, 2, 3)]
    labels = list(product(("drop", "keep"), repeat=3))
    chances = {
        chain: exp(
            sum(score for score, label in zip(scores, chain, strict=True) if label == "keep")
            + sum(transitions[f"{first}/{second}"] for first, second in pairwise(chain))
        )
        for chain in labels
    }
    whole = sum(chances.values())
    wanted = [sum(chances[chain] for chain in labels if chain[at] == "keep") / whole for at in range(3)]
    assert LineModel(weights, transitions).keep_probabilities(seen) == pytest.approx(wanted)


def test_what_is_remembered_is_what_the_names_add_up_to() -> None:
    lines = split_lines(DUMP)
    reading = read_lines(lines)
    seen = see_lines(lines, reading, decide(lines, reading), 2, places_to_judge(lines, reading))
    names = sorted({name for line in seen for name in line.names()})
    weights = {name: (number % 7 - 3) / 50 for number, name in enumerate(names)}
    still = dict.fromkeys(("drop/drop", "drop/keep", "keep/drop", "keep/keep"), 0.0)
    model = LineModel(weights, still)
    wanted = [1 / (1 + exp(-sum(weights[name] for name in line.names()))) for line in seen]
    for _ in range(2):
        assert model.keep_probabilities(seen) == pytest.approx(wanted)


def test_english_is_told_by_its_plain_words_and_other_languages_by_the_model() -> None:
    assert tell_language(" ".join(PARAGRAPHS), "fr") == "en"
    german = "Am Montag fiel in der ganzen Stadt der Strom aus, wie die Behörden am Abend mitteilten. "
    assert tell_language(german * 6, "en") == "de"


def test_rows_of_a_cookie_table_are_furniture_and_spans_of_time_are_not() -> None:
    row = make_line(
        "_example 2 years 3 months This cookie is set by a counter of visits to tell readers apart."
    )
    assert shape_of(row) == "notice"
    assert shape_of(make_line("example_id session No description available.")) == "notice"
    prose = "About 3 months ago the ministry used the same words, and the bridge was opened all the same."
    assert shape_of(make_line(prose)) == "prose"


def test_what_stands_by_a_readers_comment_is_told() -> None:
    assert is_comment_mark(make_line("Reply"))
    assert is_comment_mark(make_line("Ann Example says:"))
    assert not is_comment_mark(make_line("The mayor of Lower Mill, who had been away for the day, says:"))
    assert not is_comment_mark(make_line(PARAGRAPHS[0]))
