"""Feeds: articles that stand in them are read, others are links to follow."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

from tests.transforms.read.making import captured, read, reason, reasons, zipped
from transforms.read import capture_links
from transforms.records import Hints, RawArticle

WHOLE = "<p>The bridge at Lund reopened on Monday.</p>" * 25
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lund Post</title><language>en-gb</language>
<item><title>Bridge &amp; road</title><link>https://lund.example/1</link>
<dc:creator>Ann Lake</dc:creator>

<pubDate>Mon, 06 May 2024 09:08:00 +0200</pubDate>
<content:encoded><![CDATA[{WHOLE}]]></content:encoded></item>
<item><title>Rain</title><link>https://lund.example/2</link><description>Rain fell.</description></item>
<item><title>Rain again</title><link>https://lund.example/2</link><description>Rain fell.</description></item>
<item><title>Odd</title><link>javascript:alert(1)</link>
<description>Snow fell on the town in May.</description></item>
<item><title>Nothing</title></item>
</channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom">
<title>Lund Post</title>
<entry><title>Rain</title><link href="https://lund.example/3"/><updated>2024-05-06T07:08:00Z</updated>
<published>2024-05-05T07:08:00Z</published><author><name>Bo Hill</name></author></entry></feed>"""


def test_an_entry_with_its_article_is_read_from_the_feed() -> None:
    found = read(RSS)
    assert reasons(found) == ["html", "html", "empty"]
    first = found[0]
    assert isinstance(first, RawArticle)
    assert "The bridge at Lund reopened" in first.content
    assert first.hints == Hints(
        url="https://lund.example/1",
        published=datetime(2024, 5, 6, 7, 8, tzinfo=UTC),
        language="en",
        title="Bridge & road",
        authors=("Ann Lake",),
    )


def test_an_entry_without_its_article_is_a_link_once() -> None:
    links = capture_links(captured(RSS), Hints(outlet="Lund Post"))
    assert [(link.url, link.hints.title, link.hints.outlet) for link in links] == [
        ("https://lund.example/2", "Rain", "Lund Post")
    ]


def test_atom_gives_the_day_of_publication_and_never_that_of_change() -> None:
    (link,) = capture_links(captured(ATOM))
    assert link.hints.published == datetime(2024, 5, 5, 7, 8, tzinfo=UTC)
    assert link.hints.authors == ("Bo Hill",)
    (undated,) = capture_links(captured(ATOM.replace(b"published", b"issue")))
    assert undated.hints.published is None


def test_a_packed_feed_has_its_links_and_other_captures_have_none() -> None:
    assert len(capture_links(captured(gzip.compress(ATOM)))) == 1
    for body in (b"", b"Rain fell.", b"<html>", gzip.compress(ATOM)[:40], b"\0" * 99, b"<rss><chan"):
        assert capture_links(captured(body)) == ()


def test_links_of_a_feed_inside_a_zip_are_counted_as_rejected() -> None:
    assert reasons(read(zipped({"feed.xml": ATOM}))) == ["link_only"]


def test_a_feed_with_nothing_in_it_is_said_to_be_so() -> None:
    assert reason(b'<rss version="2.0"><channel><title>x</title></channel></rss>') == "empty"
    assert reason(b'<rss version="2.0"><channel><item><tit') in {"bad_feed", "empty"}
    bomb = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>'
    assert reason(bomb) == "bad_feed"


def test_forty_entries_of_a_real_feed_are_links(gold: Path) -> None:
    capture = captured((gold / "fundus40_en.rss.xml").read_bytes())
    assert len(capture_links(capture)) == 40
