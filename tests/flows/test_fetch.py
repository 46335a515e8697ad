"""Collecting over HTTP: polite to good servers, unharmed by bad ones."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from flows.answers import Clock, FetchSettings, Known
from flows.errors import InputError
from flows.fetch import Collected, NotModified, collect
from flows.polite import Hosts
from flows.sources import Source
from flows.wire import is_public
from tests.flows.misbehaving import (
    PAGE,
    Site,
    bomb,
    drip,
    flood,
    in_turn,
    say,
    serve,
    silence,
    unless_changed,
)
from transforms.ids import hash_bytes
from transforms.read import read_capture
from transforms.records import Capture, Hints, RawArticle, Rejection

NOW = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
QUICK = FetchSettings(
    user_agent="sayso-test/1 (tests)",
    requests_per_second=1000.0,
    timeout_seconds=30.0,
    read_seconds=20.0,
    max_bytes=1_000_000,
    allow_private=True,
)


@dataclass
class Hands:
    """A clock that goes on only when somebody sleeps."""

    moment: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.moment += seconds

    def clock(self) -> Clock:
        return Clock(lambda: NOW, lambda: self.moment, self.sleep, lambda: 0.5)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def nothing(url: str) -> Known | None:
    return None


def take(
    *places: str | Source,
    settings: FetchSettings = QUICK,
    known: Callable[[str], Known | None] = nothing,
    hands: Hands | None = None,
) -> list[Collected]:
    return list(collect(places, settings, known, clock=(hands or Hands()).clock()))


def capture(place: str, settings: FetchSettings = QUICK, hands: Hands | None = None) -> Capture:
    (found,) = take(place, settings=settings, hands=hands)
    assert isinstance(found, tuple), found
    return found[0]


def reason(place: str, settings: FetchSettings = QUICK, hands: Hands | None = None) -> str:
    (found,) = take(place, settings=settings, hands=hands)
    assert isinstance(found, Rejection), found
    assert (found.stage, found.subject) == ("fetch", place)
    assert "\n" not in found.detail
    return found.reason


def test_a_page_is_kept_as_it_came_with_what_its_server_said(site: Site) -> None:
    site.pages["/a"] = say(200, PAGE, ETag='"v1"', Last_Modified="Mon, 06 May 2024 07:08:00 GMT")
    ((found, hints),) = take(site.url("/a"))  # type: ignore[misc]
    assert found == Capture(
        hash_bytes(PAGE),
        site.url("/a"),
        "text/html; charset=utf-8",
        PAGE,
        NOW,
        200,
        '"v1"',
        "Mon, 06 May 2024 07:08:00 GMT",
    )
    assert hints == Hints(url=site.url("/a"))
    assert site.headers("/a")[0]["user-agent"] == "sayso-test/1 (tests)"


def test_packed_answers_are_unpacked(site: Site) -> None:
    site.pages["/gz"] = say(200, gzip.compress(PAGE), Content_Encoding="gzip")
    assert capture(site.url("/gz")).body == PAGE


def test_what_is_stored_is_asked_for_only_if_changed(site: Site) -> None:
    site.pages["/a"] = unless_changed('"v1"', PAGE)
    stored = capture(site.url("/a"))
    again = take(site.url("/a"), known={site.url("/a"): stored}.get)
    assert again == [NotModified(site.url("/a"), stored.capture_id)]
    asked = site.headers("/a")[1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', "Mon, 06 May 2024 07:08:00 GMT")


def test_a_server_that_fails_once_is_asked_again_after_a_wait(site: Site) -> None:
    site.pages["/a"] = in_turn(say(500), say(503), say(200, PAGE))
    hands = Hands()
    assert capture(site.url("/a"), hands=hands).body == PAGE
    assert [wait for wait in hands.slept if wait >= 0.5] == [1.0, 2.0]


def test_a_server_that_goes_on_failing_is_left_after_three_tries(site: Site) -> None:
    site.pages["/a"] = say(500)
    assert reason(site.url("/a")) == "http_status"
    assert site.paths() == ["/a"] * 3


def test_a_page_that_is_gone_is_asked_for_once(site: Site) -> None:
    assert reason(site.url("/none")) == "http_status"
    assert site.paths() == ["/none"]


def test_a_server_may_say_how_long_to_wait_within_reason(site: Site) -> None:
    site.pages["/a"] = in_turn(say(429, Retry_After="17"), say(200, PAGE))
    hands = Hands()
    assert capture(site.url("/a"), hands=hands).body == PAGE
    assert 17.0 in hands.slept
    site.pages["/b"] = in_turn(say(429, Retry_After="86400"), say(200, PAGE))
    assert reason(site.url("/b")) == "http_status"
    assert site.paths().count("/b") == 1


def test_a_server_that_never_answers_times_out(site: Site) -> None:
    site.pages["/a"] = silence
    assert reason(site.url("/a"), replace(QUICK, attempts=1, read_seconds=0.3)) == "timeout"


def test_a_server_that_drips_is_left_at_the_deadline(site: Site) -> None:
    site.pages["/a"] = drip
    settings = replace(QUICK, attempts=1, timeout_seconds=0.4)
    (found,) = collect([site.url("/a")], settings, nothing)
    assert isinstance(found, Rejection)
    assert found.reason == "timeout"


def test_a_body_shorter_than_announced_is_tried_again_and_then_rejected(site: Site) -> None:
    site.pages["/a"] = say(200, PAGE, Content_Length="5000")
    assert reason(site.url("/a")) == "truncated"
    assert len(site.paths()) == 3
    site.pages["/b"] = say(200, gzip.compress(PAGE)[:-9], Content_Encoding="gzip")
    assert reason(site.url("/b")) == "truncated"


def test_ten_announced_gigabytes_are_not_waited_for(site: Site) -> None:
    site.pages["/a"] = say(200, PAGE, Content_Length=str(10_000_000_000))
    assert reason(site.url("/a")) == "too_large"


def test_a_body_without_end_is_cut_at_the_limit(site: Site) -> None:
    site.pages["/a"] = flood
    assert reason(site.url("/a")) == "too_large"


def test_a_gzip_bomb_is_not_unpacked(site: Site) -> None:
    site.pages["/a"] = bomb(8_000_000)
    assert reason(site.url("/a")) == "bomb"


def test_an_unknown_content_coding_is_rejected(site: Site) -> None:
    site.pages["/a"] = say(200, b"\x00\x01", Content_Encoding="compress")
    assert reason(site.url("/a")) == "unsupported_encoding"


def test_redirects_are_followed_and_the_asked_address_stays_the_key(site: Site) -> None:
    site.pages["/a"] = say(301, Location="/b")
    site.pages["/b"] = say(302, Location=site.url("/c"))
    site.pages["/c"] = say(200, PAGE)
    ((found, hints),) = take(site.url("/a"))  # type: ignore[misc]
    assert (found.uri, hints.url) == (site.url("/a"), site.url("/c"))


def test_redirects_in_a_circle_and_without_end_are_left(site: Site) -> None:
    site.pages["/a"] = say(302, Location="/b")
    site.pages["/b"] = say(302, Location="/a")
    assert reason(site.url("/a")) == "redirect_loop"
    for number in range(30):
        site.pages[f"/{number}"] = say(302, Location=f"/{number + 1}")
    assert reason(site.url("/0")) == "redirect_loop"
    assert "/7" not in site.paths()
    site.pages["/nowhere"] = say(302)
    assert reason(site.url("/nowhere")) == "http_status"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("http://169.254.169.254/latest/meta-data", "private_address"),
        ("http://10.0.0.1/", "private_address"),
        ("http://localhost:9/", "private_address"),
        ("http://[::1]:9/", "private_address"),
        ("http://[::ffff:127.0.0.1]:9/", "private_address"),
        ("file:///etc/hostname", "bad_url"),
        ("ftp://news.example/a", "bad_url"),
        ("http://user:word@127.0.0.1/", "bad_url"),
    ],
)
def test_a_redirect_may_lead_neither_inside_nor_out_of_http(site: Site, target: str, expected: str) -> None:
    site.pages["/a"] = say(302, Location=target)
    assert reason(site.url("/a")) == expected


def test_a_private_address_is_refused_unless_that_is_allowed(site: Site) -> None:
    site.pages["/a"] = say(200, PAGE)
    assert reason(site.url("/a"), replace(QUICK, allow_private=False)) == "private_address"
    assert site.asked == []


def test_a_public_name_for_a_private_address_is_refused() -> None:
    found = collect(
        ["http://news.example/a"],
        replace(QUICK, allow_private=False),
        nothing,
        clock=Hands().clock(),
        resolve=lambda host, port: ["192.168.1.1"],
    )
    assert [item.reason for item in found if isinstance(item, Rejection)] == ["private_address"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_addresses_that_are_not_on_the_internet_are_told(address: str, expected: bool) -> None:
    assert is_public(address) is expected


def test_robots_txt_is_obeyed_and_asked_once(site: Site) -> None:
    site.pages["/robots.txt"] = say(200, b"User-agent: sayso-test\nDisallow: /private\n")
    site.pages["/private/a"] = site.pages["/a"] = site.pages["/b"] = say(200, PAGE)
    found = take(site.url("/private/a"), site.url("/a"), site.url("/b"))
    assert [item.reason if isinstance(item, Rejection) else "taken" for item in found] == [
        "robots",
        "taken",
        "taken",
    ]
    assert site.paths() == ["/a", "/b"]
    assert len(site.asked) == 3


def test_two_places_of_one_run_share_what_is_known_of_a_host(site: Site) -> None:
    site.pages["/robots.txt"] = say(200, b"User-agent: *\nCrawl-delay: 7\n")
    site.pages["/a"] = site.pages["/b"] = say(200, PAGE)
    hands, hosts = Hands(), Hosts()
    for path in ("/a", "/b"):
        assert len(list(collect([site.url(path)], QUICK, nothing, clock=hands.clock(), hosts=hosts))) == 1
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"]
    assert 7.0 in hands.slept


def test_a_redirect_into_what_robots_txt_disallows_is_not_followed(site: Site) -> None:
    site.pages["/robots.txt"] = say(200, b"User-agent: *\nDisallow: /private\n")
    site.pages["/a"] = say(302, Location="/private/a")
    assert reason(site.url("/a")) == "robots"


def test_a_broken_robots_txt_forbids_and_a_missing_one_allows(site: Site) -> None:
    site.pages["/a"] = say(200, PAGE)
    assert capture(site.url("/a")).body == PAGE
    site.pages["/robots.txt"] = say(503)
    assert reason(site.url("/a")) == "robots"
    assert capture(site.url("/a"), replace(QUICK, obeys_robots=False)).body == PAGE


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    site.pages["/a"] = site.pages["/b"] = say(200, PAGE)
    hands = Hands()
    take(site.url("/a"), site.url("/b"), settings=replace(QUICK, requests_per_second=0.5), hands=hands)
    assert hands.slept == [2.0, 2.0]


def test_a_source_and_a_crawl_delay_may_set_the_distance(site: Site) -> None:
    site.pages["/a"] = say(200, PAGE)
    hands = Hands()
    source = Source(name="lund", url=site.url("/a"), rate=0.25, outlet="Lund Post")
    found = take(source, hands=hands)
    assert hands.slept == [4.0]
    assert [item[1].outlet for item in found if isinstance(item, tuple)] == ["Lund Post"]
    site.pages["/robots.txt"] = say(200, b"User-agent: *\nCrawl-delay: 7\n")
    hands = Hands()
    take(site.url("/a"), site.url("/a"), hands=hands)
    assert hands.slept[-1] == 7.0


def feed(site: Site, *paths: str) -> bytes:
    items = "".join(
        f"<item><title>Story {path}</title><link>{site.url(path)}</link></item>" for path in paths
    )
    return f'<rss version="2.0"><channel><title>Lund Post</title>{items}</channel></rss>'.encode()


def test_links_of_a_feed_are_followed_with_what_the_feed_says(site: Site) -> None:
    site.pages["/feed"] = say(200, feed(site, "/1", "/2", "/3"), Content_Type="application/rss+xml")
    site.pages["/1"] = site.pages["/3"] = say(200, PAGE)
    found = take(Source(name="lund", url=site.url("/feed"), outlet="Lund Post"))
    assert [type(item).__name__ for item in found] == ["tuple", "tuple", "Rejection", "tuple"]
    hints = found[1][1]  # type: ignore[index]
    assert hints == Hints(url=site.url("/1"), outlet="Lund Post", title="Story /1")


def test_links_may_be_left_and_are_then_counted(site: Site) -> None:
    site.pages["/feed"] = say(200, feed(site, "/1", "/2"))
    for settings, count in ((replace(QUICK, follows_links=False), 2), (replace(QUICK, max_links=1), 1)):
        site.pages["/1"] = say(200, PAGE)
        found = take(site.url("/feed"), settings=settings)
        left = [item for item in found if isinstance(item, Rejection) and item.reason == "link_only"]
        assert len(left) == count


def test_a_linked_page_without_etag_is_not_fetched_at_every_run(site: Site) -> None:
    site.pages["/feed"] = say(200, feed(site, "/1"))
    site.pages["/1"] = say(200, PAGE)
    stored = capture(site.url("/1"))
    found = take(site.url("/feed"), known={site.url("/1"): stored}.get)
    assert found[1:] == [NotModified(site.url("/1"), stored.capture_id)]


def test_a_source_said_to_be_a_feed_must_be_one_and_a_page_is_not_followed(site: Site) -> None:
    site.pages["/feed"] = say(200, PAGE)
    (found,) = take(Source(name="lund", url=site.url("/feed"), kind="feed"))
    assert isinstance(found, Rejection)
    assert found.reason == "bad_feed"
    site.pages["/feed"] = say(200, feed(site, "/1"))
    assert len(take(Source(name="lund", url=site.url("/feed"), kind="page"))) == 1
    assert len(take(Source(name="lund", url=site.url("/feed"), kind="feed"))) == 2


def test_a_feed_may_not_lead_to_another_private_host(site: Site) -> None:
    items = b"<item><link>http://localhost:9/a</link></item>"
    site.pages["/feed"] = say(200, b'<rss version="2.0"><channel>' + items + b"</channel></rss>")
    found = take(site.url("/feed"))
    assert [item.reason for item in found if isinstance(item, Rejection)] == ["private_address"]


def test_a_host_that_cannot_be_reached_is_not_tried_for_every_page(site: Site) -> None:
    dead = "http://127.0.0.1:9"
    found = take(*(f"{dead}/{number}" for number in range(6)))
    reasons = [item.reason for item in found if isinstance(item, Rejection)]
    assert reasons == ["connection"] * 2 + ["host_down"] * 4


def test_an_unknown_host_is_rejected_without_a_second_try() -> None:
    hands = Hands()
    found = collect(
        ["http://nowhere.example/"], QUICK, nothing, clock=hands.clock(), resolve=lambda host, port: []
    )
    assert [item.reason for item in found if isinstance(item, Rejection)] == ["unknown_host"]
    assert hands.slept == []


@pytest.mark.parametrize("url", ["http://", "https:///a", "http://[::1", "http://user@news.example/"])
def test_addresses_that_are_none_are_rejected(url: str) -> None:
    assert reason(url) == "bad_url"


def test_naming_nothing_is_wrong_use() -> None:
    with pytest.raises(InputError, match="nothing was named"):
        take()


def test_forty_real_pages_come_through_a_feed(site: Site, gold: Path) -> None:
    archive = (gold / "fundus40_en.warc.gz").read_bytes()
    stored = Capture(hash_bytes(archive), "day.warc.gz", "", archive, NOW)
    pages = {item.uri: item.content for item in read_capture(stored) if isinstance(item, RawArticle)}
    entries = (gold / "fundus40_en.rss.xml").read_bytes()
    for number, (url, content) in enumerate(pages.items()):
        site.pages[f"/{number}"] = say(200, content.encode())
        entries = entries.replace(escape(url).encode(), site.url(f"/{number}").encode())
    site.pages["/feed"] = say(200, entries, Content_Type="application/rss+xml")
    found = [
        item[0]
        for item in take(site.url("/feed"), settings=replace(QUICK, max_bytes=9_000_000))
        if isinstance(item, tuple)
    ]
    articles = [item for page in found for item in read_capture(page) if isinstance(item, RawArticle)]
    assert len(found) == 41
    assert {item.content for item in articles} == set(pages.values())
    assert len(articles) == 40
