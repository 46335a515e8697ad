"""The walk through the stories, in the README and on its further page, shows what the program prints."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from flows.printing import print_rows
from sql.warehouse import query

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
WALKS = {
    "README": README.partition("## A walk through")[2].partition("\n## ")[0],
    "stories": (ROOT / "docs" / "stories.md").read_text(encoding="utf-8"),
}
_SHOWN = re.compile(
    r'```sh\n[^`]*?sayso sql "(?P<query>[^"]*)"\n```\n\n```text\n(?P<answer>.*?)```', re.DOTALL
)
EXAMPLES = {
    f"{name} {number}": (found["query"], found["answer"])
    for name, walk in WALKS.items()
    for number, found in enumerate(_SHOWN.finditer(walk), start=1)
}


def printed(database: Path, statement: str) -> str:
    result = query(database, statement)
    shown = io.StringIO()
    print_rows(Console(file=shown, width=100), result.columns, result.rows, "table")
    return shown.getvalue()


def test_every_question_of_the_walk_is_tried() -> None:
    assert [name for name in EXAMPLES if name.startswith("README")] == [f"README {n}" for n in range(1, 5)]
    assert sum(walk.count("sayso sql") for walk in WALKS.values()) == len(EXAMPLES)
    assert all("sayso run seeds/stories" in walk for walk in WALKS.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_walk_shows_what_is_printed(name: str, told_by_encoder: Path) -> None:
    statement, answer = EXAMPLES[name]
    assert printed(told_by_encoder, statement) == answer


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_rules_alone_print_the_same(name: str, told: Path) -> None:
    statement, answer = EXAMPLES[name]
    assert printed(told, statement) == answer
