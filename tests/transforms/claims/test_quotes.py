"""Quotations by their marks, and by the marks they have lost."""

import pytest

from transforms.claims.quotes import Quotation, find_quotations
from transforms.records import Span


def quotations(text: str) -> tuple[Quotation, ...]:
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(Span(start, start + len(part)))
        start += len(part) + 2
    return find_quotations(text, paragraphs)


def words(text: str) -> list[str]:
    return [quotation.span.cut(text) for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He called it "a farce" and left.', ['"a farce"']),
        ("“We stay,” she said. “All of us.”", ["“We stay,”", "“All of us.”"]),
        ("''We stay,'' she said.", ["''We stay,''"]),
        ("'We stay,' she said.", ["'We stay,'"]),
        ("The sides' talks and the '90s and rock 'n' roll.", []),
        ("It's theirs, isn't it?", []),
        ("'The players' bus is late,' he said.", ["'The players' bus is late,'"]),
        ('A man 6\'3" tall with a 12" blade.', []),
        ('She is 5\'4" and said "no more" twice.', ['"no more"']),
        ("«Wir bleiben», sagte er.", ["«Wir bleiben»"]),
        ("He said \"it was 'bad' out there\" to all.", ["\"it was 'bad' out there\""]),
    ],
)
def test_marks_are_told_from_apostrophes_and_inches(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_repeated_opening_mark_continues_the_quotation_before() -> None:
    found = quotations("“One road is open.\n\n“The other is mined,” he said.")
    assert [(q.is_closed, q.continues) for q in found] == [(False, False), (True, True)]


def test_a_quotation_never_leaves_its_paragraph() -> None:
    text = '"The road is open.\n\nNothing moved on it.'
    assert words(text) == ['"The road is open.']


def test_a_lost_opening_mark_is_put_after_the_sentence_of_the_mark_before() -> None:
    text = '"It is late," Ono said, as reported by a daily. We are tired. We want to sleep," he said.'
    found = quotations(text)
    assert [q.span.cut(text) for q in found] == ['"It is late,"', 'We are tired. We want to sleep,"']
    assert not found[1].is_opened


def test_a_lost_closing_mark_ends_before_the_speaker() -> None:
    assert words('"The road is blocked, she said on Monday.') == ['"The road is blocked,']
