"""Collecting: whatever the user names becomes captures, with what is known of each beside its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flows.answers import Clock, FetchProblem, FetchSettings, Known, Page, Unchanged
from flows.errors import InputError
from flows.polite import Hosts, PoliteClient
from flows.sources import Source
from flows.walk import read_files
from flows.wire import Resolve, resolve_host
from transforms.ids import hash_bytes
from transforms.read import MEDIA_TYPES, Limits, capture_links, is_feed, merge_hints, tell_media
from transforms.read.bounds import one_line
from transforms.records import Capture, Hints, Rejection

__all__ = [
    "Clock",
    "Collected",
    "FetchSettings",
    "InputError",
    "Known",
    "NotModified",
    "Source",
    "collect",
]

STAGE = "fetch"
"""Stage of every rejection made here."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """An address whose stored capture still holds."""

    uri: str
    """The address."""
    capture_id: str
    """Its last capture."""


Collected = tuple[Capture, Hints] | Rejection | NotModified
"""What collecting gives."""


def collect(
    inputs: Sequence[str | Source],
    settings: FetchSettings,
    known: Callable[[str], Known | None],
    *,
    clock: Clock | None = None,
    resolve: Resolve = resolve_host,
    hosts: Hosts | None = None,
) -> Iterator[Collected]:
    """Yield a capture with its hints for every file and page that `inputs` name, in their order.

    An input is an http(s) address, a file, a directory, an s3://-style path, or a standing source.
    `known` gives what is stored of an address, so that it is asked for only if changed; `hosts` is what
    the run has learnt of hosts so far. The articles that a feed links to follow their feed. What an
    outside server or a single file of a directory refuses is a Rejection with stage "fetch". Raises
    InputError, with one line, on a path that is absent, unreadable, or an empty directory, and on an
    empty list of inputs.
    """
    if not inputs:
        raise InputError("nothing was named to read")
    clock = clock or Clock()
    run = _Run(settings, known, clock, PoliteClient(settings, clock, resolve, hosts or Hosts()))
    try:
        for named in inputs:
            yield from run.take(named)
    finally:
        run.client.close()


@dataclass(frozen=True, slots=True)
class _Run:
    settings: FetchSettings
    known: Callable[[str], Known | None]
    clock: Clock
    client: PoliteClient

    def take(self, named: str | Source) -> Iterator[Collected]:
        place, hints = (named.place, named.hints) if isinstance(named, Source) else (named, Hints())
        if not is_address(place):
            yield from self._take_files(place, hints)
            return
        if isinstance(named, Source) and named.rate is not None:
            self.client.set_rate(place, named.rate)
        host = self.client.host_of(place)
        kind = named.kind if isinstance(named, Source) else None
        for item in self._take_page(place, hints, host):
            if kind == "feed" and isinstance(item, tuple) and not is_feed(item[0]):
                detail = "the source is said to be a feed, and what came is none"
                yield Rejection(STAGE, place, "bad_feed", detail)
                continue
            yield item
            if isinstance(item, tuple) and kind != "page":
                yield from self._follow(item[0], hints, host)

    def _take_files(self, place: str, hints: Hints) -> Iterator[Collected]:
        for found in read_files(place, hints, self.settings.max_bytes):
            if isinstance(found, Rejection):
                yield found
                continue
            media_type = MEDIA_TYPES[tell_media(found.body, name=found.uri)]
            capture = Capture(hash_bytes(found.body), found.uri, media_type, found.body, self.clock.utc())
            yield capture, found.hints
            yield from self._follow(capture, found.hints, None)

    def _take_page(self, url: str, hints: Hints, host: str | None) -> Iterator[Collected]:
        """Yield the one answer of `url`; `host` is the host that the user named, if it may be private."""
        stored = self.known(url)
        try:
            answer = self.client.get(url, stored, host)
        except FetchProblem as problem:
            yield Rejection(STAGE, url, problem.reason, one_line(problem.detail))
            return
        if isinstance(answer, Unchanged):
            if stored is None:
                yield Rejection(STAGE, url, "http_status", "answered 304 to a request without conditions")
            else:
                yield NotModified(url, stored.capture_id)
            return
        yield _capture(url, answer, self.clock), merge_hints(Hints(url=answer.url), hints)

    def _follow(self, feed: Capture, hints: Hints, host: str | None) -> Iterator[Collected]:
        """Yield the articles to which a feed only links; nothing where `feed` is no feed."""
        links = capture_links(feed, hints, limits=Limits(article_bytes=self.settings.max_bytes))
        for place, link in enumerate(links):
            if not self.settings.follows_links or place >= self.settings.max_links:
                detail = f"an entry of {feed.uri} beyond the number followed"
                yield Rejection(STAGE, link.url, "link_only", one_line(detail), feed.capture_id)
                continue
            stored = self.known(link.url)
            if stored is not None and stored.etag is None and stored.last_modified is None:
                # Its server gives nothing to ask "changed since?" with; asking for the whole
                # page at every run is not polite.
                yield NotModified(link.url, stored.capture_id)
                continue
            yield from self._take_page(link.url, link.hints, host)


def is_address(place: str) -> bool:
    """Tell whether `place` is an http or https address and no path."""
    return place[:8].lower().startswith(("http://", "https://"))


def _capture(url: str, page: Page, clock: Clock) -> Capture:
    return Capture(
        capture_id=hash_bytes(page.body),
        uri=url,
        media_type=page.media_type or MEDIA_TYPES[tell_media(page.body, name=url)],
        body=page.body,
        captured_at=clock.utc(),
        http_status=page.status,
        etag=page.etag,
        last_modified=page.last_modified,
    )
