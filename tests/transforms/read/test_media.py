"""Formats are told from bytes; names and declared types decide only between texts."""

import gzip

import pytest

from tests.transforms.read.making import PAGE, record, zipped
from transforms.read import tell_media

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title></channel></rss>'
ATOM = (
    b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n<feed xmlns="http://www.w3.org/2005/Atom"/>'
)


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"Rain fell on Lund all day.", "text"),
        (PAGE.encode(), "html"),
        (b"\xef\xbb\xbf \n<!-- saved --><html><body>x", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C"><html xmlns="x"/>', "html"),
        (b"\xff\xfe" + PAGE.encode("utf-16-le"), "html"),
        (PAGE.encode("utf-16-le"), "html"),
        (RSS, "feed"),
        (ATOM, "feed"),
        (b'<?xml version="1.0"?><urlset/>', "xml"),
        (b'{"text": "Rain."}\n{"text": "Snow."}', "jsonl"),
        (b'{"name": "no article"}', "text"),
        (gzip.compress(b"x"), "gzip"),
        (zipped({"a.txt": b"x"}), "zip"),
        (zipped({}), "zip"),
        (record(b"x"), "warc"),
        (b"%PDF-1.7 ...", "binary"),
        (b"\x89PNG\r\n", "binary"),
        (b"<3 is how she signed the letter to the council.", "text"),
        (b"", "text"),
    ],
)
def test_bytes_tell_the_format(body: bytes, media: str) -> None:
    assert tell_media(body) == media


def test_a_wrong_name_or_type_does_not_overrule_the_bytes() -> None:
    assert tell_media(PAGE.encode(), "text/plain", "page.txt") == "html"
    assert tell_media(RSS, "text/html", "index.html") == "feed"
    assert tell_media(b"Rain fell.", "text/html", "page.html") == "text"


def test_a_fragment_is_a_page_only_where_that_is_said() -> None:
    fragment = b"Rain fell <a href='/lund'>on Lund</a>. <p>All day.</p>"
    assert tell_media(fragment, "text/html") == "html"
    assert tell_media(fragment, "", "saved.htm") == "html"
    assert tell_media(fragment) == "text"


def test_lines_that_are_said_to_be_json_are_read_as_such_even_if_the_first_is_broken() -> None:
    assert tell_media(b'{"text": \n{"text": "x"}', name="day.jsonl") == "jsonl"
    assert tell_media(b'{"text": \n{"text": "x"}') == "text"
