"""docs/tables.md says what the catalog says."""

from pathlib import Path

from sql.describe import describe_sources

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"


def test_the_page_about_tables_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe_sources(), (
        "run: python -m sql.describe > docs/tables.md"
    )
