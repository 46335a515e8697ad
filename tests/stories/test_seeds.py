"""The two seed articles tell of one incident, and lend each other the year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.extract import extract_batch, pending_documents
from flows.ingest import capture_input, pending_captures, prepare_work, read_batch
from flows.link import link_all
from flows.settings import Settings
from sql.warehouse import query

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"


@pytest.mark.parametrize("has_manifest", [True, False])
def test_the_seeds_are_one_incident_of_the_seventh_and_eighth_of_february(
    has_manifest: bool, cache: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in SEEDS.iterdir():
        if has_manifest or path.suffix == ".txt":
            (folder / path.name).write_bytes(path.read_bytes())
    settings = Settings(data_dir=tmp_path / "data", extractor="rules", cache_dir=cache)
    prepare_work(settings)
    capture_input(settings, "run", str(folder))
    read_batch(settings, "run", pending_captures(settings))
    extract_batch(settings, "run", pending_documents(settings))
    link_all(settings, "run")
    assert query(
        settings.work,
        "select start_date, end_date, admin1, country_code, document_count from mart.incidents",
    ).rows == ((date(2018, 2, 7), date(2018, 2, 8), "Deir ez-Zor", "SY", 2),)
    background = (
        "select count(*) from core.incident_event join core.event using (event_id) where is_background"
    )
    assert query(settings.work, background).rows == ((0,),)
    linked = "select count(*) > 0 from core.event where date_basis = 'linked'"
    assert query(settings.work, linked).rows == ((not has_manifest,),)
