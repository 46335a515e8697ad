"""Plain dumps come out as they are, or are rejected with a reason."""

import pytest

from tests.transforms.read.making import article, reason
from transforms.read import Limits
from transforms.records import Hints


def test_a_dump_keeps_every_character_but_line_ends() -> None:
    text = " Skip\u00a0links\r\n\r\n“Rain”\tfell…\r"
    found = article(text.encode())
    assert (found.markup, found.content) == ("text", " Skip\u00a0links\n\n“Rain”\tfell…\n")
    assert (found.record_no, found.uri) == (0, "story")


def test_hints_go_with_the_article() -> None:
    hints = Hints(outlet="Lund Post", language="en")
    assert article(b"Rain fell.", hints=hints).hints == hints


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t\xc2\xa0", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Rain\0fell.", "binary"),
        (b"%PDF-1.4\n1 0 obj", "binary"),
        (bytes(range(256)) * 50, "binary"),
        (b"\0" * 5000, "binary"),
    ],
)
def test_what_is_no_text_is_rejected_with_a_reason(body: bytes, expected: str) -> None:
    assert reason(body, "dump.txt") == expected


def test_a_line_of_fifty_megabytes_is_rejected() -> None:
    assert reason(b"rain " * 10_000_000) == "too_large"
    assert reason(b"rain " * 210_000) == "long_line"
    assert (
        reason(b"Rain.\n" + b"rain " * 210_000 + b"\nSnow.", limits=Limits(line_chars=1_000_000))
        == "long_line"
    )


def test_long_texts_of_short_lines_are_no_long_lines() -> None:
    assert article(b"Rain fell on Lund.\n" * 100_000).content.count("\n") == 100_000


def test_the_declared_charset_of_an_answer_is_used() -> None:
    body = "Мост открыт, и движение восстановлено.".encode("koi8-r")
    assert article(body, media_type="text/plain; charset=KOI8-R").content.startswith("Мост открыт")
