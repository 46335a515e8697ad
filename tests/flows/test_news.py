"""The main flow from the seed articles to the published file, as a user runs it."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from sql.reader import Reader
from sql.warehouse import query
from tests.harness import ROOT, Sayso

pytestmark = pytest.mark.slow

KILLED = ("raw.capture", "core.document", "core.sentence", "core.claim", "core.event", "core.figure")


def snapshot(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables that a second run must leave as they are."""
    tables = [
        "core.document", "core.block", "core.sentence", "core.claim", "core.event", "core.event_role",
        "core.figure", "core.mention", "core.entity", "core.place", "core.incident", "core.incident_event",
    ]  # fmt: skip
    return {table: sorted(map(str, query(path, f"select * from {table}").rows)) for table in tables}


def claims(path: Path) -> list[dict[str, object]]:
    with Reader(path) as reader:
        return reader.rows("mart.claims")


def test_at_least_thirty_claims_have_a_speaker(published: Path) -> None:
    assert sum(1 for row in claims(published) if row["mode"] != "narration") >= 30


def test_nothing_critical_is_broken(published: Path) -> None:
    with Reader(published) as reader:
        assert not [row for row in reader.rows("mart.broken_rules") if row["severity"] == "critical"]


def test_a_second_run_changes_nothing(published: Path, sayso: Sayso) -> None:
    before = snapshot(published)
    modified = published.stat().st_mtime_ns
    again = sayso("run")
    assert again.returncode == 0, again.stderr
    assert "nothing is new" in again.stdout
    assert published.stat().st_mtime_ns == modified
    assert snapshot(published) == before


def test_the_same_articles_give_the_same_ids_elsewhere(published: Path, sayso: Sayso, tmp_path: Path) -> None:
    done = sayso("run", SAYSO_DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    there = snapshot(tmp_path / "sayso.duckdb")
    for table, rows in snapshot(published).items():
        assert len(there[table]) == len(rows), table
    ids = {row["claim_id"] for row in claims(published)}
    assert {row["claim_id"] for row in claims(tmp_path / "sayso.duckdb")} == ids


def test_articles_without_a_manifest_go_through_with_unknowns_left_null(sayso: Sayso, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for article in (ROOT / "seeds" / "articles").glob("*.txt"):
        (folder / article.name).write_bytes(article.read_bytes())
    done = sayso("run", str(folder), SAYSO_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 0, done.stdout + done.stderr
    found = query(
        tmp_path / "data" / "sayso.duckdb",
        "select published_basis, published_at from core.document order by published_at nulls first",
    ).rows
    assert [basis for basis, _ in found] == ["unknown", "text"]
    assert found[0][1] is None


STOP_AT = {
    "after the captures": ("flows.ingest", "read_batch"),
    "after the documents": ("flows.extract", "extract_documents"),
    "inside the writing of extractions": ("sql.session.Session", "insert"),
    "before the link is written": ("flows.link", "link_events"),
    "between copy and audit": ("flows.publish", "audit"),
    "just before the rename": ("flows.publish", "publish"),
}
KILLER = """
import importlib, os, signal, sys
module, name = {target!r}
owner = None
try:
    owner = importlib.import_module(module)
except ModuleNotFoundError:
    parent, _, attribute = module.rpartition(".")
    owner = getattr(importlib.import_module(parent), attribute)
calls = [0]
kept = getattr(owner, name)
def die(*arguments, **named):
    calls[0] += 1
    if calls[0] >= {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    return kept(*arguments, **named)
import flows.news
setattr(owner, name, die)
if hasattr(flows.news, name):
    setattr(flows.news, name, die)
from flows.cli import main
sys.argv = ["sayso", "run", {folder!r}]
main()
"""


@pytest.mark.parametrize("point", STOP_AT)
def test_a_run_killed_anywhere_leaves_the_published_file_and_the_next_completes(
    point: str, published: Path, sayso: Sayso, environment: dict[str, str], tmp_path: Path
) -> None:
    data, folder = tmp_path / "data", tmp_path / "in"
    data.mkdir()
    folder.mkdir()
    (folder / "more.txt").write_text(
        "Ferry Sinks Off Coast\n\nMarch 3, 2021\n\nThe coast guard said 12 people were killed on Tuesday "
        'when a ferry sank.\n\n"We are still searching for four passengers," spokeswoman Lena Ortiz '
        "told reporters.\n",
        encoding="utf-8",
    )
    old = data / "sayso.duckdb"
    old.write_bytes(published.read_bytes())
    after = 12 if STOP_AT[point][1] == "insert" else 1
    killed = subprocess.run(
        [sys.executable, "-c", KILLER.format(target=STOP_AT[point], after=after, folder=str(folder))],
        env={**environment, "SAYSO_DATA_DIR": str(data)}, cwd=ROOT, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stdout + killed.stderr
    assert old.read_bytes() == published.read_bytes()
    done = sayso("run", str(folder), SAYSO_DATA_DIR=str(data))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Lena Ortiz" in {row["source_name"] for row in claims(old)}


def test_a_broken_critical_rule_keeps_the_old_file_and_fails_the_run(
    published: Path, sayso: Sayso, environment: dict[str, str], prefect_url: str, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    assert sayso("run", SAYSO_DATA_DIR=str(data)).returncode == 0
    old = (data / "sayso.duckdb").read_bytes()
    breaker = (
        "from pathlib import Path\n"
        "from sql.warehouse import Warehouse\n"
        f"with Warehouse(Path({str(data / 'work.duckdb')!r})) as warehouse:\n"
        "    warehouse._session.connection.execute("
        "\"update core.claim set source_text = 'somebody else' where source_start is not null\")\n"
        f"Path({str(data / 'published.stamp')!r}).unlink()\n"
    )
    subprocess.run([sys.executable, "-c", breaker], cwd=ROOT, env=environment, check=True, timeout=60)
    refused = sayso("run", SAYSO_DATA_DIR=str(data))
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "Traceback" not in refused.stdout + refused.stderr
    assert (data / "sayso.duckdb").read_bytes() == old
    newest = {"sort": "START_TIME_DESC", "limit": 1}
    runs = httpx.post(f"{prefect_url}/flow_runs/filter", json=newest).json()
    assert runs[0]["state"]["type"] == "FAILED"


def test_a_bad_file_is_quarantined_and_its_neighbours_go_on(sayso: Sayso, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.txt").write_bytes(os.urandom(4000))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "good.txt").write_text(
        "Bridge Closed\n\nMayor Ada Bell said on Monday that the old bridge would stay closed until "
        "the spring, because its pillars had been damaged by the flood.\n",
        encoding="utf-8",
    )
    done = sayso("run", str(folder), SAYSO_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 0, done.stdout + done.stderr
    path = tmp_path / "data" / "sayso.duckdb"
    refused = query(path, "select subject, reason from ops.quarantine order by subject").rows
    assert [Path(subject).name for subject, _ in refused] == ["bad.txt", "empty.txt"]
    assert "Ada Bell" in {row["source_name"] for row in claims(path)}


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("run", "no/such/folder"), 2, "no/such/folder"),
        (("sql", "select nothing from nowhere"), 2, "nowhere"),
        (("sql", "drop table core.claim"), 2, "error"),
        (("sql", "select 1", "--format", "xml"), 2, "xml"),
    ],
)
def test_wrong_use_is_one_line_and_exit_two(
    published: Path, sayso: Sayso, arguments: tuple[str, ...], code: int, word: str
) -> None:
    done = sayso(*arguments)
    assert done.returncode == code
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 3


@pytest.mark.parametrize("body", [b"", b"\x7fELF" + bytes(400), b"\x89PNG\r\n\x1a\n" + bytes(400)])
def test_a_file_without_text_is_wrong_use(sayso: Sayso, tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(body)
    done = sayso("run", str(path))
    assert done.returncode == 2
    assert "article.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_directory_is_wrong_use(sayso: Sayso, tmp_path: Path) -> None:
    done = sayso("run", str(tmp_path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_locked_work_file_is_said_and_nothing_is_lost(sayso: Sayso, environment: dict[str, str]) -> None:
    holder = (
        "import sys\nfrom pathlib import Path\nfrom sql.lock import WriterLock\n"
        "lock = WriterLock(Path(sys.argv[1]) / 'run')\nlock.acquire()\n"
        "print('held', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, environment["SAYSO_DATA_DIR"]],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "held\n"
        done = sayso("run")
        process.stdin.close()
    assert done.returncode == 3
    assert str(process.pid) in done.stderr
    assert "Traceback" not in done.stderr


def test_queries_come_as_csv_and_json(published: Path, sayso: Sayso) -> None:
    query_text = "select source_name, mode from mart.claims order by all limit 3"
    rows = list(csv.DictReader(io.StringIO(sayso("sql", query_text, "--format", "csv").stdout)))
    assert rows == json.loads(sayso("sql", query_text, "--format", "json").stdout)
    assert len(rows) == 3


def test_check_passes_on_what_was_published(published: Path, sayso: Sayso) -> None:
    done = sayso("check")
    assert done.returncode == 0, done.stdout + done.stderr
