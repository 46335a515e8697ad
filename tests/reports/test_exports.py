"""Exports hold every row of the views, under the column names that others use."""

import csv
import json
import zipfile
from pathlib import Path

import pytest
from pyarrow import parquet

from reports.exports import VIEWS, ExportError, export
from tests.sql.world import built, tell

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
    "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
    "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,"
    "high,low,gwnoa,gwnob"
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    with built(folder, tell(), tell("Lake Herald", 15, "SE")):
        pass
    return folder / "work.duckdb"


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_csv_has_the_header_lines_of_the_other_projects(database: Path, tmp_path: Path) -> None:
    written = export(database, "csv", tmp_path)
    assert [path.stem for path in written] == list(VIEWS)
    acled = lines(tmp_path / "export_acled.csv")
    assert ",".join(acled[0]) == ACLED
    assert ",".join(lines(tmp_path / "export_ucdp_ged.csv")[0]) == UCDP
    polecat = lines(tmp_path / "export_polecat.csv")[0]
    assert polecat[:4] == ["Event ID", "Event Date", "Event Type", "Event Mode"]
    assert polecat[-2:] == ["Language", "Version"]
    (row,) = (dict(zip(acled[0], line, strict=True)) for line in acled[1:])
    assert (row["event_date"], row["fatalities"], row["location"]) == ("2024-03-05", "12", "Torvik")


def test_ucdp_numbers_keep_the_range(database: Path, tmp_path: Path) -> None:
    export(database, "jsonl", tmp_path)
    (row,) = map(json.loads, (tmp_path / "export_ucdp_ged.jsonl").read_text(encoding="utf-8").splitlines())
    assert (row["low"], row["best"], row["high"], row["number_of_sources"]) == (12, 12, 15, 2)


def test_parquet_and_workbook_hold_each_view(database: Path, tmp_path: Path) -> None:
    export(database, "parquet", tmp_path)
    assert parquet.read_table(tmp_path / "figures.parquet").num_rows == 2
    assert parquet.read_table(tmp_path / "figure_changes.parquet").column_names[0] == "incident_id"
    (book,) = export(database, "xlsx", tmp_path)
    with zipfile.ZipFile(book) as archive:
        assert sum(name.startswith("xl/worksheets/sheet") for name in archive.namelist()) == len(VIEWS)


def test_annotations_quote_the_words_with_those_around_them(database: Path, tmp_path: Path) -> None:
    (path,) = export(database, "annotations", tmp_path)
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(found) == 6
    quotes = [part["selector"] for annotation in found for part in annotation["target"]]
    shells = next(quote for quote in quotes if quote["exact"].startswith("Shells"))
    assert shells["exact"] == "Shells hit the depot at Torvik on Tuesday"
    assert (shells["prefix"], shells["suffix"][:12]) == ("", ", Colonel An")
    told = next(quote for quote in quotes if quote["exact"].startswith("At least"))
    assert told["prefix"].endswith("Harbour News.\n\n")
    assert {annotation["@context"] for annotation in found} == {"http://www.w3.org/ns/anno.jsonld"}


def test_an_unknown_format_is_refused(database: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no such format"):
        export(database, "pdf", tmp_path)
