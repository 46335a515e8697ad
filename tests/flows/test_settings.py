"""Settings are what .env.example says they are."""

from pathlib import Path

import pytest

from flows.settings import Settings

EXAMPLE = Path(__file__).parent.parent.parent / ".env.example"


def test_the_example_lists_every_setting_and_nothing_else() -> None:
    listed = {
        line.lstrip("# ").split("=")[0]
        for line in EXAMPLE.read_text(encoding="utf-8").splitlines()
        if "=" in line and line.lstrip("# ").startswith("SAYSO_")
    }
    assert listed == {f"SAYSO_{name.upper()}" for name in Settings.model_fields}


def test_the_example_holds_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SAYSO_{name.upper()}", raising=False)
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)  # type: ignore[call-arg]


def test_the_environment_overrides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYSO_DATA_DIR", str(tmp_path))
    assert Settings().published == tmp_path / "sayso.duckdb"
