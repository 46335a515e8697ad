"""Scheduled runs: a Prefect server on loopback, the `news` flow served on a cron line, and the pages."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import httpx
from rich.console import Console
from tenacity import retry, stop_after_delay, wait_fixed

from flows.errors import OutsideError
from flows.settings import Settings

HOST = "127.0.0.1"
_SERVER_START_SECONDS = 120


def serve_forever(settings: Settings, schedule: str, paths: Sequence[str], console: Console) -> None:
    """Serve until interrupted; a Prefect server is started unless PREFECT_API_URL names one."""
    server = None if os.environ.get("PREFECT_API_URL") else _start_server(settings)
    pages = _start_pages(settings)
    try:
        from prefect.schedules import Cron

        from flows.news import TAGS, news

        console.print(f"Prefect UI: http://{HOST}:{settings.ui_port}", highlight=False)
        console.print(f"Pages:      http://{HOST}:{settings.site_port}/index.html", highlight=False)
        console.print(f"Schedule:   {schedule} (Ctrl-C stops)", highlight=False)
        news.serve(
            name="scheduled",
            schedule=Cron(schedule),
            parameters={"paths": list(paths) or None},
            tags=TAGS,
            limit=1,
            pause_on_shutdown=False,
        )
    except ValueError as error:
        raise OutsideError(f"the schedule cannot be served: {error}") from error
    finally:
        pages.shutdown()
        if server is not None:
            server.terminate()
            server.wait(timeout=30)


def _start_server(settings: Settings) -> subprocess.Popen[bytes]:
    """Return the process of a Prefect server that answers; PREFECT_API_URL then points to it."""
    url = f"http://{HOST}:{settings.ui_port}/api"
    process = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(settings.ui_port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PREFECT_API_URL": url, "PREFECT_SERVER_API_HOST": HOST},
    )

    @retry(stop=stop_after_delay(_SERVER_START_SECONDS), wait=wait_fixed(0.5), reraise=True)
    def wait_until_it_answers() -> None:
        if process.poll() is not None:
            raise OutsideError(f"the Prefect server ended at once; is port {settings.ui_port} taken?")
        httpx.get(f"{url}/health").raise_for_status()

    wait_until_it_answers()
    os.environ["PREFECT_API_URL"] = url
    return process


def _start_pages(settings: Settings) -> ThreadingHTTPServer:
    settings.site.mkdir(parents=True, exist_ok=True)
    handler = partial(_QuietHandler, directory=str(settings.site))
    try:
        pages = ThreadingHTTPServer((HOST, settings.site_port), handler)
    except OSError as error:
        raise OutsideError(f"port {settings.site_port} cannot be opened: {error.strerror}") from error
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    return pages


class _QuietHandler(SimpleHTTPRequestHandler):
    """Serves the pages without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
