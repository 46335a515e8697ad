"""A manifest is read whole or refused with one line that names the entry."""

from datetime import UTC, date, datetime

import pytest

from transforms.read import ManifestError, merge_hints, read_manifest
from transforms.records import Hints


def test_every_key_is_read() -> None:
    body = b"""
articles:
  - file: a.txt
    url: https://lund.example/a
    outlet: Lund Post
    country: se
    published: 2024-05-06
    language: en
    obtained: sent by the paper
    title: Rain
    authors: [Ann Lake, Bo Hill]
  - {file: sub/b.txt, published: 2024-05-06T07:08:00Z, country: no, language: no, authors: Cy Moor}
  - file: c.txt
"""
    assert read_manifest(body) == {
        "a.txt": Hints(
            "https://lund.example/a",
            "Lund Post",
            "SE",
            date(2024, 5, 6),
            "en",
            "sent by the paper",
            "Rain",
            ("Ann Lake", "Bo Hill"),
        ),
        "sub/b.txt": Hints(
            published=datetime(2024, 5, 6, 7, 8, tzinfo=UTC),
            country="NO",
            language="no",
            authors=("Cy Moor",),
        ),
        "c.txt": Hints(),
    }


def test_an_empty_manifest_names_nothing() -> None:
    assert read_manifest(b"# nothing yet\n") == {}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"articles: 7", "no list called articles"),
        (b"- file: a.txt", "no list called articles"),
        (b"articles: [{outlet: x}]", "article 1 of the manifest names no file"),
        (b"articles: [{file: a.txt, publisher: x}]", "a.txt: unknown key publisher"),
        (b"articles: [{file: a.txt}, {file: a.txt}]", "a.txt stands in the manifest twice"),
        (b"articles: [{file: a.txt, published: soon}]", "a.txt: published is neither"),
        (b"articles: [{file: a.txt, published: 2024}]", "a.txt: published is neither"),
        (b"articles: [{file: a.txt, country: Sweden}]", "a.txt: country is no code"),
        (b"articles: [{file: a.txt, outlet: 7}]", "a.txt: outlet is not text"),
        (b"articles: [", "not YAML"),
        (b"articles: [{file: a.txt, published: 2024-13-40}]", "neither a date nor a time|not YAML"),
        (b"a: !!python/object:os.system x", "not YAML"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_what_a_manifest_may_not_hold_is_told_in_one_line(body: bytes, message: str) -> None:
    with pytest.raises(ManifestError, match=message) as problem:
        read_manifest(body)
    assert "\n" not in str(problem.value)


def test_hints_that_are_stated_go_before_others() -> None:
    base = Hints(outlet="Lund Post", country="SE", authors=("Ann Lake",))
    assert merge_hints(base, Hints(outlet="Malmo Post")) == Hints(
        outlet="Malmo Post", country="SE", authors=("Ann Lake",)
    )
    assert merge_hints(base, Hints()) == base
