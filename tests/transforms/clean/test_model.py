from tests.transforms.clean.samples import DUMP, PARAGRAPHS
from transforms.clean.dump import judge_lines
from transforms.clean.lines import split_lines
from transforms.clean.model import choose, line_model


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
