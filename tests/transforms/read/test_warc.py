"""Web archives: many records, each for itself."""

import gzip
import io
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.transforms.read.making import (
    PAGE,
    article,
    read,
    reason,
    reasons,
    record,
    response,
    zipped_records,
)
from transforms.read import Limits
from transforms.read.cut import find_cut, is_cuttable
from transforms.records import RawArticle, Rejection

URLS = [f"https://news.example/{number}" for number in range(3)]
THREE = [response(url=url) for url in URLS]


def urls(items: tuple[RawArticle | Rejection, ...]) -> list[str | None]:
    return [item.hints.url for item in items if isinstance(item, RawArticle)]


@pytest.mark.parametrize(
    "body",
    [b"".join(THREE), zipped_records(*THREE), gzip.compress(b"".join(THREE))],
    ids=["plain", "gz", "one-gz"],
)
def test_records_come_in_order_with_their_address(body: bytes) -> None:
    found = read(body)
    assert urls(found) == URLS
    assert [item.content for item in found if isinstance(item, RawArticle)] == [PAGE] * 3
    assert [item.record_no for item in found if isinstance(item, RawArticle)] == [0, 1, 2]


def test_archives_of_another_writer_are_read() -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
    for url in URLS:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        payload = io.BytesIO(PAGE.encode())
        writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=headers))
    found = read(out.getvalue())
    assert urls(found) == URLS
    assert [item.record_no for item in found if isinstance(item, RawArticle)] == [1, 2, 3]


def test_what_is_no_page_is_passed_over() -> None:
    others = (
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", content_type="application/http; msgtype=request")
        + record(b"", kind="revisit")
        + response(b"\x89PNG", headers="Content-Type: image/png\r\n")
        + response("", status="301 Moved", headers="Location: /b\r\n")
        + record(b"outlinks: 3", kind="metadata", content_type="application/warc-fields")
    )
    found = read(others + THREE[0])
    assert urls(found) == URLS[:1]
    assert [item.record_no for item in found if isinstance(item, RawArticle)] == [5]


def test_extracted_text_and_resources_are_read() -> None:
    text = record(b"Rain fell on Lund.", kind="conversion", content_type="text/plain")
    page = record(PAGE.encode(), kind="resource", content_type="text/html")
    assert reasons(read(text + page)) == ["text", "html"]


def test_an_error_page_is_no_article() -> None:
    assert reason(response("<html>Not here</html>", status="404 Not Found")) == "http_status"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE.encode()), "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE.encode()), "Content-Encoding: deflate\r\n"),
        (zlib.compress(PAGE.encode())[2:-4], "Content-Encoding: deflate\r\n"),
        (brotli.compress(PAGE.encode()), "Content-Encoding: br\r\n"),
        (zstandard.compress(PAGE.encode()), "Content-Encoding: zstd\r\n"),
        (PAGE.encode(), "Content-Encoding: gzip\r\n"),
        (PAGE.encode(), "Content-Encoding: br\r\n"),
        (
            b"7\r\n"
            + PAGE[:7].encode()
            + b"\r\n%x\r\n" % len(PAGE[7:])
            + PAGE[7:].encode()
            + b"\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n",
        ),
        (PAGE.encode(), "Transfer-Encoding: chunked\r\n"),
    ],
)
def test_bodies_are_unwrapped_even_where_the_header_no_longer_holds(body: bytes, headers: str) -> None:
    assert article(response(body, headers=f"Content-Type: text/html\r\n{headers}")).content == PAGE


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        (gzip.compress(PAGE.encode())[:-20], "Content-Encoding: gzip\r\n", "truncated"),
        (gzip.compress(b"\0" * 8_000_000), "Content-Encoding: gzip\r\n", "bomb"),
        (brotli.compress(PAGE.encode())[:-20], "Content-Encoding: br\r\n", "truncated"),
        (b"\xff" * 40, "Content-Encoding: br\r\n", "corrupt"),
        (brotli.compress(b"\0" * 8_000_000), "Content-Encoding: br\r\n", "bomb"),
        (zstandard.compress(b"\0" * 60_000_000), "Content-Encoding: zstd\r\n", "bomb"),
        (b"\x00\x01", "Content-Encoding: compress\r\n", "unsupported_encoding"),
        (b"ffff\r\n" + PAGE.encode(), "Transfer-Encoding: chunked\r\n", "truncated"),
    ],
)
def test_a_bad_body_rejects_only_its_record(body: bytes, headers: str, expected: str) -> None:
    bad = response(body, headers=f"Content-Type: text/html\r\n{headers}")
    assert reasons(read(THREE[0] + bad + THREE[2])) == ["html", expected, "html"]


def test_a_record_that_lies_about_its_length_rejects_only_itself() -> None:
    for length in (7, 100_000):
        liar = record(b"HTTP/1.1 200 OK\r\n\r\n" + PAGE.encode(), length=length)
        found = read(THREE[0] + liar + THREE[1] + THREE[2])
        assert urls(found) == URLS
        assert len(found) == 4


def test_a_cut_archive_gives_what_came_before_the_cut() -> None:
    plain = b"".join(THREE)
    assert reasons(read(plain[:-60])) == ["html", "html", "truncated"]
    assert reasons(read(zipped_records(*THREE)[:-60])) == ["html", "html", "truncated"]


def test_rubbish_between_records_is_skipped_and_said() -> None:
    one, two, three = (gzip.compress(item) for item in THREE)
    found = read(one + b"rubbish" + two + two[:10] + three)
    assert urls(found) == [URLS[0], URLS[1], URLS[2]]
    assert sum(isinstance(item, Rejection) for item in found) == 2
    assert urls(read(THREE[0] + b"rubbish\r\n" + THREE[1])) == URLS[:2]


def test_a_damaged_member_rejects_only_itself() -> None:
    members = [gzip.compress(item) for item in THREE]
    broken = bytearray(members[1])
    broken[60:70] = b"\xff" * 10
    found = read(members[0] + bytes(broken) + members[2])
    assert urls(found) == [URLS[0], URLS[2]]
    assert len(found) == 3


def test_records_without_sense_are_rejected() -> None:
    assert reason(b"WARC/1.0\r\nContent-Length: many\r\n\r\n") == "bad_record"
    assert reason(b"WARC/1.0\r\n" + b"X: y\r\n" * 3) == "bad_record"
    assert reason(record(b"no http at all")) == "bad_http"
    assert reason(record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html")) == "bad_http"


def test_bombs_in_records_count_together() -> None:
    records = zipped_records(*[response("<html>" + "rain " * 400_000) for _ in range(8)])
    found = reasons(read(records, limits=Limits(unpacked_bytes=5_000_000)))
    assert found.count("html") == 2
    assert set(found) == {"html", "bomb"}


@pytest.mark.parametrize("pack", [b"".join, lambda items: zipped_records(*items)], ids=["plain", "gz"])
def test_a_large_archive_may_be_cut_between_records(pack) -> None:  # type: ignore[no-untyped-def]
    whole = pack(THREE)
    assert is_cuttable(whole[:1000], "day.warc")
    cut = find_cut(whole[:-50])
    assert urls(read(whole[:cut])) + urls(read(whole[cut:])) == URLS
    assert find_cut(pack(THREE[:1])) == 0


def test_forty_real_pages_come_out_of_a_web_archive_and_a_feed(gold: Path) -> None:
    found = read((gold / "fundus40_en.warc.gz").read_bytes())
    assert reasons(found) == ["html"] * 40
