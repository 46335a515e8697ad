"""What fetching is told and what it tells: settings, answers, problems, and the clock it goes by."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How politely and how far to fetch."""

    user_agent: str = "sayso/0.1 (news research)"
    """Name given to servers; its first word, up to the slash, is what robots.txt is asked about."""
    requests_per_second: float = 1.0
    """Rate to one host; a longer Crawl-delay in robots.txt goes before it, up to a minute."""
    timeout_seconds: float = 30.0
    """Longest whole exchange, connecting included."""
    connect_seconds: float = 10.0
    """Longest wait for a connection."""
    read_seconds: float = 15.0
    """Longest silence."""
    max_bytes: int = 50_000_000
    """Largest answer or file, packed and unpacked."""
    attempts: int = 3
    """Tries for one address, the first included."""
    backoff_seconds: float = 1.0
    """Wait before the second try; doubles with each, times 0.5 to 1.5 by chance."""
    max_retry_after: float = 60.0
    """Longest wait that a server may ask for; one that asks for more is left until the next run."""
    max_redirects: int = 5
    """Longest chain of redirects."""
    follows_links: bool = True
    """Whether entries that a feed only links to are fetched."""
    max_links: int = 500
    """Most entries of one feed that are followed."""
    obeys_robots: bool = True
    """Whether robots.txt is asked; leave it on except for your own servers."""
    allow_private: bool = False
    """Whether a host that the user named may have a private address; redirects elsewhere never may."""


class Known(Protocol):
    """What is stored of an address; any record with these three, a Capture for instance."""

    @property
    def capture_id(self) -> str:
        """Return its last capture."""

    @property
    def etag(self) -> str | None:
        """Return the ETag of that answer."""

    @property
    def last_modified(self) -> str | None:
        """Return the Last-Modified of that answer, as sent."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer with status 200."""

    url: str
    """The address that answered, after redirects."""
    status: int
    """The status code."""
    media_type: str
    """Content-Type as sent; empty where none was."""
    body: bytes
    """The body, content coding undone."""
    etag: str | None
    """ETag header."""
    last_modified: str | None
    """Last-Modified header, as sent."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that what is stored still holds."""


class FetchProblem(Exception):  # noqa: N818 (a finding about the other side, not an error of ours)
    """An address could not be fetched."""

    def __init__(
        self, reason: str, detail: str, *, is_passing: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.is_passing = is_passing
        """Whether another try may succeed."""
        self.retry_after = retry_after
        """Seconds that the server asks to wait."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance, handed in so that tests need neither."""

    utc: Callable[[], datetime] = lambda: datetime.now(UTC)
    """The moment."""
    seconds: Callable[[], float] = time.monotonic
    """Seconds that never go back."""
    sleep: Callable[[float], None] = time.sleep
    """Waits."""
    chance: Callable[[], float] = random.random
    """A number from 0 to 1."""
