"""sources.yaml is read whole or refused with one line."""

from pathlib import Path

import pytest

from flows.errors import InputError
from flows.sources import Source, read_sources
from transforms.records import Hints


def written(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_sources_come_in_order_without_those_switched_off(tmp_path: Path) -> None:
    found = read_sources(
        written(
            tmp_path,
            """
sources:
  - {name: lund, url: "https://lund.example/rss", kind: feed, outlet: Lund Post, country: SE, rate: 0.5}
  - {name: inbox, path: inbox, language: sv}
  - {name: bucket, path: "s3://news/2024/"}
  - {name: former, path: old, enabled: false}
""",
        )
    )
    assert [source.place for source in found] == [
        "https://lund.example/rss",
        str(tmp_path / "inbox"),
        "s3://news/2024/",
    ]
    assert found[0].hints == Hints(outlet="Lund Post", country="SE")
    assert found[0].rate == 0.5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: []", "sources: "),
        ("sources: [{name: a}]", "state either url or path"),
        ("sources: [{name: a, url: 'https://a.example', path: b}]", "state either url or path"),
        ("sources: [{name: a, url: 'ftp://a.example'}]", "url"),
        ("sources: [{name: a, path: b}, {name: a, path: c}]", "two sources are called a"),
        ("sources: [{name: a, path: b, rate: 0}]", "rate"),
        ("sources: [{name: a, path: b, kind: blog}]", "kind"),
        ("sources: [{name: a, path: b, country: Sweden}]", "country"),
        ("sources: [{name: a, path: b, colour: red}]", "colour"),
        ("sources: [", "not YAML"),
        ("", "sources.yaml"),
    ],
)
def test_what_a_sources_file_may_not_hold_is_told_in_one_line(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(InputError, match=message) as problem:
        read_sources(written(tmp_path, text))
    assert "\n" not in str(problem.value)


def test_an_absent_sources_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_sources(tmp_path / "none.yaml")


def test_the_example_in_the_documents_is_valid() -> None:
    example = Path(__file__).parents[2] / "docs" / "sources.example.yaml"
    assert all(isinstance(source, Source) for source in read_sources(example))
