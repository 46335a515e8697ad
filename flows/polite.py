"""One polite HTTP client: robots.txt, a rate per host, conditional requests, retries, bounds on all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urljoin

import httpcore
import httpx
from protego import Protego

from flows.answers import Clock, FetchProblem, FetchSettings, Known, Page, Unchanged
from flows.wire import (
    DeadlineError,
    Exchange,
    GuardedBackend,
    PrivateAddressError,
    Resolve,
    UnknownHostError,
    resolve_host,
)
from transforms.read.bounds import Budget, Limits, Unreadable
from transforms.read.http import undo

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_ROBOTS_BYTES = 512_000
_LONGEST_DELAY = 60.0
_PATIENCE = 2
"""Addresses in a row that may fail in all their tries before their host is left alone for this run."""


@dataclass(slots=True)
class Hosts:
    """What one run has learnt of the hosts it asks."""

    robots: dict[str, Protego | None] = field(default_factory=dict)
    """The robots.txt of each origin; None where it could not be had."""
    next: dict[str, float] = field(default_factory=dict)
    """The moment from which each host may be asked again."""
    rates: dict[str, float] = field(default_factory=dict)
    """Requests a second, where a host or the user asks for another rate than the usual."""
    failures: dict[str, int] = field(default_factory=dict)
    """Tries that failed in a row."""


@lru_cache(maxsize=4)
def hosts_of_run(run_id: str) -> Hosts:
    """Return what this process knows of hosts in one run, whichever of its places asks."""
    return Hosts()


@dataclass(slots=True)
class PoliteClient:
    """Fetches one address at a time; remembers robots.txt and the last request of each host."""

    settings: FetchSettings
    """How to behave."""
    clock: Clock = field(default_factory=Clock)
    """Time and chance."""
    resolve: Resolve = resolve_host
    """Gives the addresses of a host name."""
    hosts: Hosts = field(default_factory=Hosts)
    """What is known of hosts; handed in where several clients of one run share it."""
    _backend: GuardedBackend = field(init=False)
    _pool: httpcore.ConnectionPool = field(init=False)

    def __post_init__(self) -> None:
        self._backend = GuardedBackend(self.clock.seconds, self.resolve)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=self._backend, keepalive_expiry=20.0
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def set_rate(self, url: str, rate: float) -> None:
        """Let requests to the host of `url` go at `rate` a second."""
        self.hosts.rates[_parse(url).host] = rate

    def host_of(self, url: str) -> str | None:
        """Return the host of `url`; None where it is no address that can be fetched."""
        try:
            return _parse(url).host
        except FetchProblem:
            return None

    def get(self, url: str, known: Known | None = None, named_host: str | None = None) -> Page | Unchanged:
        """Return the answer of `url`. Raises FetchProblem when all tries are used up.

        `named_host` is the host that the user named, by default that of `url`: the only one that may
        be private, and only with `allow_private`.
        """
        named = named_host or _parse(url).host
        host = _parse(url).host
        if self.hosts.failures.get(host, 0) >= _PATIENCE * self.settings.attempts:
            raise FetchProblem("host_down", f"{host} failed {self.hosts.failures[host]} times in this run")
        for attempt in range(1, self.settings.attempts + 1):
            try:
                answer = self._follow(url, known, named)
            except FetchProblem as problem:
                if problem.reason in ("connection", "timeout"):
                    self.hosts.failures[host] = self.hosts.failures.get(host, 0) + 1
                if not problem.is_passing or attempt == self.settings.attempts:
                    raise
                self._wait_before_retry(attempt, problem)
            else:
                self.hosts.failures.pop(host, None)
                return answer
        raise FetchProblem("failed", "no try was allowed")

    def _wait_before_retry(self, attempt: int, problem: FetchProblem) -> None:
        wait = self.settings.backoff_seconds * 2 ** (attempt - 1) * (0.5 + self.clock.chance())
        if problem.retry_after is not None:
            if problem.retry_after > self.settings.max_retry_after:
                raise problem
            wait = max(wait, problem.retry_after)
        self.clock.sleep(wait)

    def _follow(self, url: str, known: Known | None, named: str) -> Page | Unchanged:
        seen: list[str] = []
        while True:
            if url in seen:
                raise FetchProblem("redirect_loop", f"redirected in a circle through {url}")
            if len(seen) > self.settings.max_redirects:
                raise FetchProblem("redirect_loop", f"more than {self.settings.max_redirects} redirects")
            seen.append(url)
            self._ask_robots(url, named)
            answer = self._request(url, known, named, self.settings.max_bytes)
            if not isinstance(answer, str):
                return answer
            url = answer

    def _ask_robots(self, url: str, named: str) -> None:
        if not self.settings.obeys_robots:
            return
        parsed = _parse(url)
        origin = f"{parsed.scheme}://{parsed.netloc.decode('ascii')}"
        if origin not in self.hosts.robots:
            self.hosts.robots[origin] = self._fetch_robots(origin, named)
        rules = self.hosts.robots[origin]
        agent = self.settings.user_agent.split("/")[0].split()[0]
        if rules is None:
            raise FetchProblem("robots", f"robots.txt of {parsed.host} could not be had, so nothing may be")
        if not rules.can_fetch(url, agent):
            raise FetchProblem("robots", f"robots.txt of {parsed.host} disallows it")
        delay = rules.crawl_delay(agent)
        if delay:
            slowest = 1.0 / min(float(delay), _LONGEST_DELAY)
            self.hosts.rates[parsed.host] = min(self._rate(parsed.host), slowest)

    def _fetch_robots(self, origin: str, named: str) -> Protego | None:
        """Return the rules of `origin`; none at all for 4xx, and None, which forbids, for 5xx (RFC 9309)."""
        url = f"{origin}/robots.txt"
        try:
            for _ in range(self.settings.max_redirects + 1):
                answer = self._request(url, None, named, _ROBOTS_BYTES)
                if isinstance(answer, Page):
                    return Protego.parse(answer.body.decode("utf-8", "replace"))
                if not isinstance(answer, str):
                    break
                url = answer
        except FetchProblem as problem:
            if problem.reason in ("connection", "timeout", "unknown_host", "private_address", "bad_url"):
                raise
            if problem.is_passing:
                return None
        return Protego.parse("")

    def _rate(self, host: str) -> float:
        return self.hosts.rates.get(host, self.settings.requests_per_second)

    def _take_turn(self, host: str) -> None:
        now = self.clock.seconds()
        wait = self.hosts.next.get(host, now) - now
        if wait > 0:
            self.clock.sleep(wait)
        self.hosts.next[host] = max(now, self.hosts.next.get(host, now)) + 1.0 / self._rate(host)

    def _request(self, url: str, known: Known | None, named: str, allowed: int) -> Page | Unchanged | str:
        """Return the answer of one request, or the address to which it redirects. Raises FetchProblem."""
        parsed = _parse(url)
        self._take_turn(parsed.host)
        may_be_private = self.settings.allow_private and parsed.host == named
        self._backend.exchange = Exchange(
            self.clock.seconds() + self.settings.timeout_seconds, parsed.host if may_be_private else None
        )
        try:
            with self._pool.stream(
                "GET", str(parsed), headers=self._headers(parsed, known), extensions=self._timeouts()
            ) as response:
                return self._receive(response, url, allowed)
        except PrivateAddressError as error:
            raise FetchProblem("private_address", str(error)) from error
        except UnknownHostError as error:
            raise FetchProblem("unknown_host", f"no address for {error}") from error
        except (DeadlineError, httpcore.TimeoutException) as error:
            raise FetchProblem("timeout", f"{parsed.host}: {_said(error)}", is_passing=True) from error
        except httpcore.RemoteProtocolError as error:
            raise FetchProblem("truncated", f"{parsed.host}: {_said(error)}", is_passing=True) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise FetchProblem("connection", f"{parsed.host}: {_said(error)}", is_passing=True) from error

    def _receive(self, response: httpcore.Response, url: str, allowed: int) -> Page | Unchanged | str:
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
        }
        if response.status == 304:
            return Unchanged()
        if response.status in _REDIRECTS:
            if not headers.get("location"):
                raise FetchProblem("http_status", f"status {response.status} without a Location")
            return urljoin(url, headers["location"])
        if response.status != 200:
            raise FetchProblem(
                "http_status",
                f"answered with status {response.status}",
                is_passing=response.status in _PASSING,
                retry_after=self._retry_after(headers.get("retry-after")),
            )
        body = _unpack(_read_bounded(response, headers, allowed), headers, allowed)
        return Page(
            url,
            response.status,
            headers.get("content-type", ""),
            body,
            headers.get("etag"),
            headers.get("last-modified"),
        )

    def _headers(self, parsed: httpx.URL, known: Known | None) -> list[tuple[bytes, bytes]]:
        headers = {
            "Host": parsed.netloc.decode("ascii"),
            "User-Agent": self.settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in headers.items()]

    def _timeouts(self) -> dict[str, dict[str, float]]:
        read = self.settings.read_seconds
        return {
            "timeout": {"connect": self.settings.connect_seconds, "read": read, "write": read, "pool": read}
        }

    def _retry_after(self, value: str | None) -> float | None:
        if value is None:
            return None
        if value.strip().isdigit():
            return float(value.strip()[:9])
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (aware - self.clock.utc()).total_seconds())


def _read_bounded(response: httpcore.Response, headers: dict[str, str], allowed: int) -> bytes:
    stated = headers.get("content-length", "")
    if stated.isdigit() and int(stated[:18]) > allowed:
        raise FetchProblem("too_large", f"{stated} bytes announced; {allowed} are allowed")
    parts: list[bytes] = []
    received = 0
    for part in response.iter_stream():
        received += len(part)
        if received > allowed:
            raise FetchProblem("too_large", f"more than {allowed} bytes sent")
        parts.append(part)
    return b"".join(parts)


def _unpack(body: bytes, headers: dict[str, str], allowed: int) -> bytes:
    budget = Budget(Limits(unpacked_bytes=allowed))
    try:
        for coding in reversed(headers.get("content-encoding", "").lower().split(",")):
            body = undo(body, coding.strip(), budget)
    except Unreadable as problem:
        raise FetchProblem(
            problem.reason, problem.detail, is_passing=problem.reason == "truncated"
        ) from problem
    return body


def _parse(url: str) -> httpx.URL:
    """Return `url` parsed. Raises FetchProblem (bad_url) on anything but http and https with a plain host."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchProblem("bad_url", f"no address: {error}") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchProblem("bad_url", "no http or https address")
    if parsed.userinfo:
        raise FetchProblem("bad_url", "an address with a user name or password in it")
    return parsed.copy_with(fragment=None)


def _said(error: BaseException) -> str:
    return str(error) or type(error).__name__
