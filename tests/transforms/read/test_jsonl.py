"""JSON Lines: each line for itself."""

import json
from datetime import UTC, date, datetime

import pytest

from tests.transforms.read.making import PAGE, article, read, reason, reasons
from transforms.read import Limits
from transforms.records import Hints, RawArticle


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def test_a_line_is_an_article_with_what_it_states() -> None:
    body = line(
        text="Rain fell on Lund.\r\nAll day.",
        url="https://lund.example/1",
        outlet="Lund Post",
        country="se",
        published="2024-05-06T07:08:00Z",
        language="en-GB",
        title="Rain",
        authors=["Ann Lake", "Bo Hill"],
        id=17,
    )
    found = article(body)
    assert (found.markup, found.content) == ("text", "Rain fell on Lund.\nAll day.")
    assert found.hints == Hints(
        url="https://lund.example/1",
        outlet="Lund Post",
        country="SE",
        published=datetime(2024, 5, 6, 7, 8, tzinfo=UTC),
        language="en",
        title="Rain",
        authors=("Ann Lake", "Bo Hill"),
    )


def test_html_goes_before_text_and_lines_state_more_than_the_file() -> None:
    body = line(html=PAGE, text="x", published="2024-05-06", authors="Ann Lake")
    found = article(body, hints=Hints(outlet="Lund Post", language="sv"))
    assert found.markup == "html"
    assert found.hints == Hints(
        outlet="Lund Post", language="sv", published=date(2024, 5, 6), authors=("Ann Lake",)
    )


def test_a_bad_line_rejects_itself_and_lines_keep_their_numbers() -> None:
    body = line(text="Rain.") + b"\n" + b'{"text": \n' + line(text="Snow.") + line(title="x")
    found = read(body, "day.jsonl")
    assert reasons(found) == ["text", "bad_json", "text", "bad_record"]
    assert [item.record_no for item in found if isinstance(item, RawArticle)] == [0, 3]
    assert [item.uri for item in found if isinstance(item, RawArticle)] == [
        "day.jsonl#line=1",
        "day.jsonl#line=4",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (line(text=7), "bad_record"),
        (line(text="x", published="last week"), "bad_record"),
        (line(text="x", published=20240506), "bad_record"),
        (line(text="x", country="Sweden"), "bad_record"),
        (line(text="x", authors=[1]), "bad_record"),
        (line(text="x", title=["y"]), "bad_record"),
        (line(text=" \n"), "empty"),
        (line(text="a\0b"), "binary"),
        (b'{"text": "' + b"x" * 3000 + b'"}\n', "too_large"),
        (b'{"text":' + b"[" * 2000 + b"\n", "bad_json"),
        (b'{"text": "\xff\xfe"', "bad_json"),
    ],
)
def test_what_a_line_may_not_hold(body: bytes, expected: str) -> None:
    assert reason(body, "day.jsonl", limits=Limits(article_bytes=2500)) == expected


def test_half_a_surrogate_pair_does_not_break_what_follows() -> None:
    assert article(b'{"text": "rain \\ud83d fell"}').content == "rain ? fell"


def test_noise_that_looks_like_lines_is_given_up() -> None:
    body = line(text="Rain.") + b"noise\n" * 50_000
    found = reasons(read(body, "day.jsonl"))
    assert len(found) == 1_002
    assert found[-1] == "too_many_rejections"
