"""A real Prefect server for the session, and the command line as a user has it."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from tenacity import retry, stop_after_delay, wait_fixed

ROOT = Path(__file__).parent.parent
Sayso = Callable[..., subprocess.CompletedProcess[str]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def prefect_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prefect server of this session's own."""
    port, home = free_port(), tmp_path_factory.mktemp("prefect")
    url = f"http://127.0.0.1:{port}/api"
    environment = {
        **os.environ,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": url,
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    @retry(stop=stop_after_delay(120), wait=wait_fixed(0.3), reraise=True)
    def wait() -> None:
        httpx.get(f"{url}/health").raise_for_status()

    try:
        wait()
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def environment(prefect_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user whose Prefect server runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    return {
        **kept,
        "PREFECT_API_URL": prefect_url,
        "PREFECT_HOME": str(tmp_path_factory.mktemp("home")),
        "SAYSO_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "SAYSO_CACHE_DIR": str(tmp_path_factory.mktemp("cache")),
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }


@pytest.fixture(scope="session")
def sayso(environment: dict[str, str]) -> Sayso:
    """Runs `sayso` as a process of its own and returns what it printed."""

    def call(*arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from flows.cli import main; main()", *arguments],
            env={**environment, **changed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return call


@pytest.fixture(scope="session")
def published(sayso: Sayso, environment: dict[str, str]) -> Path:
    """The database that the seed articles give, published by a real run."""
    done = sayso("run")
    assert done.returncode == 0, done.stdout + done.stderr
    return Path(environment["SAYSO_DATA_DIR"]) / "sayso.duckdb"
