"""A web server on loopback that does what real ones do to a fetcher, and notes what it was asked."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<!DOCTYPE html><html><body><p>The bridge at Lund reopened.</p></body></html>"

Reply = Callable[["Handler"], None]
"""Answers one request."""


@dataclass
class Site:
    """The pages of the server and the requests it saw."""

    address: str
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return self.address + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def headers(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers in self.asked if asked == path]


class Handler(BaseHTTPRequestHandler):
    """Looks the path up and lets the page answer."""

    site: Site

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        reply = self.site.pages.get(self.path, say(404))
        with contextlib.suppress(ConnectionError):
            reply(self)

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@contextlib.contextmanager
def serve() -> Iterator[Site]:
    """Yield a running server; it is gone afterwards, slow answers included."""
    handler = type("SiteHandler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_address[1]}")
    handler.site = site
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def say(status: int = 200, body: bytes = b"", **headers: str) -> Reply:
    """Answer with this status, body and headers (underscores for hyphens)."""

    def reply(handler: Handler) -> None:
        handler.send_response(status)
        stated = {"Content_Length": str(len(body)), "Content_Type": "text/html; charset=utf-8"} | headers
        for name, value in stated.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def in_turn(*replies: Reply) -> Reply:
    """Answer with one after the other, then with the last for ever."""
    waiting = list(replies)

    def reply(handler: Handler) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)

    return reply


def silence(handler: Handler) -> None:
    """Accept the request and never answer."""
    handler.site.released.wait(20)


def drip(handler: Handler) -> None:
    """Answer so slowly that no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        if handler.site.released.wait(0.05):
            return


def flood(handler: Handler) -> None:
    """Send without end and without a length."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.site.released.is_set():
        handler.wfile.write(b"x" * 65_536)


def unless_changed(etag: str, body: bytes) -> Reply:
    """Answer 304 to who already has this version."""

    def reply(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.send_response(304)
            handler.end_headers()
        else:
            say(200, body, ETag=etag, Last_Modified="Mon, 06 May 2024 07:08:00 GMT")(handler)

    return reply


def bomb(size: int) -> Reply:
    """Answer with zeros, packed."""
    return say(200, gzip.compress(b"\0" * size), Content_Encoding="gzip")
