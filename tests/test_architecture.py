"""The rooms and their arrows (DESIGN, section 3): an import drawn backwards fails here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("transforms", "sql", "expectations", "reports", "flows")

OWN = {
    "transforms": {"transforms"},
    "sql": {"sql", "transforms.records"},
    "expectations": {"expectations", "sql"},
    "reports": {"reports", "sql"},
    "flows": set(ROOMS),
}
"""What each room may import of ours."""

NEVER = {
    "transforms": {
        "prefect",
        "duckdb",
        "sqlalchemy",
        "great_expectations",
        "httpx",
        "requests",
        "socket",
        "urllib.request",
        "os.environ",
        "os.getenv",
        "time.time",
        "time.sleep",
        "time.monotonic",
        "random",
        "pickle",
    },
    "sql": {"spacy", "prefect", "great_expectations", "httpx", "requests", "urllib.request", "pickle"},
    "expectations": {"spacy", "prefect", "httpx", "requests", "pickle"},
    "reports": {"spacy", "prefect", "great_expectations", "duckdb", "httpx", "requests", "pickle"},
    "flows": {"duckdb", "spacy", "sqlalchemy", "great_expectations", "pickle"},
}
"""What each room never touches; the door to DuckDB is sql.warehouse, the parser's is transforms.language."""


def modules(room: str) -> Iterator[Path]:
    return (path for path in sorted((ROOT / room).rglob("*.py")) if "__pycache__" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            yield f"os.{node.attr}"


def within(name: str, allowed: set[str]) -> bool:
    return any(name == entry or name.startswith(entry + ".") for entry in allowed)


@pytest.mark.parametrize("room", ROOMS)
def test_arrows_run_one_way(room: str) -> None:
    backwards = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] in {*ROOMS, "benchmarks", "tests"} and not within(name, OWN[room])
    ]
    assert not backwards


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_touches_what_it_must_not(room: str) -> None:
    touched = [
        f"{path.relative_to(ROOT)} touches {name}"
        for path in modules(room)
        for name in imports(path)
        if within(name, NEVER[room]) and not (room == "sql" and path.name == "warehouse.py")
    ]
    assert not touched


def test_transforms_never_ask_for_the_time() -> None:
    asked = [
        f"{path.relative_to(ROOT)}: {node.attr}"
        for path in modules("transforms")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}
    ]
    assert not asked


def test_only_the_warehouse_opens_duckdb() -> None:
    openers = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in modules(room)
        if "duckdb.connect" in path.read_text(encoding="utf-8")
    }
    assert openers == {"sql/warehouse.py"}


def test_flows_hold_no_sql() -> None:
    verbs = ("select ", "insert into ", "delete from ", "create table ", "update ")
    found = [
        f"{path.relative_to(ROOT)}: {node.value[:60]!r}"
        for path in modules("flows")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lower().lstrip().startswith(verbs)
    ]
    assert not found


def test_no_room_is_a_cupboard() -> None:
    names = {path.name for room in ROOMS for path in modules(room)}
    assert not names & {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}


def test_modules_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for room in ROOMS
        for path in modules(room)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400 and path.name != "records.py"
    }
    assert not long
