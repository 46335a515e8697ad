"""Whatever the bytes: no reader raises, hangs, or gives a record that breaks the contract."""

import gzip
import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.transforms.read.making import PAGE, captured, read, response, urls_of, zipped, zipped_records
from transforms.read import Limits, capture_links, read_capture
from transforms.records import RawArticle, Rejection

patient = settings(deadline=None, max_examples=70)
SMALL = Limits(article_bytes=50_000, unpacked_bytes=200_000, ratio_from=100_000)
NAMES = st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.warc.gz", "a.zip", "feed.xml", "a"])
TYPES = st.sampled_from(
    ["", "text/html; charset=shift_jis", "text/plain; charset=utf-16", "application/jsonl"]
)
MAGIC = st.sampled_from(
    [
        b"",
        b"\x1f\x8b\x08",
        b"PK\x03\x04",
        b"WARC/1.0\r\n",
        b"<rss>",
        b"<html>",
        b'{"text":',
        b"\xff\xfe",
        b"\xef\xbb\xbf",
    ]
)
PAGES = [response(PAGE, f"https://lund.example/{number}") for number in range(3)]
WHOLE = {
    "warc": b"".join(PAGES),
    "warc.gz": zipped_records(*PAGES),
    "gz": gzip.compress(PAGE.encode()),
    "zip": zipped(
        {"a.html": PAGE.encode(), "b.txt": b"Rain fell on Lund.", "manifest.yaml": b"articles: []"}
    ),
    "rss": b'<rss version="2.0"><channel><item><title>Rain</title><link>https://lund.example/1</link>'
    b"<description>Rain fell on Lund.</description></item></channel></rss>",
    "jsonl": b'{"text": "Rain fell.", "authors": ["Ann Lake"]}\n{"html": "<p>Snow fell.</p>"}\n',
    "html": PAGE.encode("utf-16"),
}


def check(body: bytes, name: str = "a", media_type: str = "") -> tuple[RawArticle | Rejection, ...]:
    """Read and hold every record to its contract."""
    capture = captured(body, name, media_type)
    found = tuple(read_capture(capture, limits=SMALL))
    capture_links(capture, limits=SMALL)
    for item in found:
        assert item.capture_id == capture.capture_id
        if isinstance(item, Rejection):
            assert item.stage == "read"
            assert item.reason
            assert item.subject
            assert item.detail.isprintable()
        else:
            assert item.content.strip()
            assert "\0" not in item.content
            item.content.encode("utf-8")
    numbers = [item.record_no for item in found if isinstance(item, RawArticle)]
    assert len(numbers) == len(set(numbers))
    assert found == tuple(read_capture(capture, limits=SMALL))
    return found


@given(MAGIC, st.binary(max_size=2_000), NAMES, TYPES)
@example(b"", b"", "a.txt", "")
@example(b"", b"\0" * 500, "a.html", "text/html")
@patient
def test_any_bytes_under_any_name_are_read_or_rejected(
    magic: bytes, rest: bytes, name: str, media: str
) -> None:
    check(magic + rest, name, media)


@given(st.sampled_from(sorted(WHOLE)), st.data())
@patient
def test_inputs_with_bytes_changed_put_in_or_cut_off_are_read_or_rejected(
    kind: str, data: st.DataObject
) -> None:
    body = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(0, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    place = data.draw(st.integers(0, len(body)))
    body[place:place] = data.draw(st.binary(max_size=20))
    check(bytes(body[: data.draw(st.integers(0, len(body)))]), f"a.{kind}")


@given(st.integers(0, 2), st.data(), st.booleans())
@patient
def test_a_record_damaged_anywhere_leaves_the_others_untouched(
    broken: int, data: st.DataObject, is_packed: bool
) -> None:
    records = [gzip.compress(page, mtime=0) for page in PAGES] if is_packed else list(PAGES)
    hurt = bytearray(records[broken])
    hurt[data.draw(st.integers(0, len(hurt) - 5))] ^= data.draw(st.integers(1, 255))
    body = b"".join(records[:broken]) + bytes(hurt) + b"".join(records[broken + 1 :])
    others = {f"https://lund.example/{number}" for number in range(3) if number != broken}
    assert others <= set(urls_of(check(body, "a.warc.gz" if is_packed else "a.warc")))


@given(st.integers(0, len(WHOLE["gz"]) - 1))
@patient
def test_truncated_gzip_is_never_an_article(end: int) -> None:
    assert not any(
        isinstance(item, RawArticle) and item.markup == "html" for item in check(WHOLE["gz"][:end])
    )


@given(
    st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<b", "x", "<!--", "<table><tr>"]), max_size=200),
    st.integers(1, 60),
)
@patient
def test_pages_nested_in_any_way_are_read_or_rejected(tags: list[str], times: int) -> None:
    check(b"<html>" + "".join(tags).encode() * times)


@given(
    st.dictionaries(
        st.sampled_from(["text", "html", "url", "published", "authors", "country", "language", "title"]),
        st.one_of(
            st.none(), st.booleans(), st.integers(), st.text(max_size=30), st.lists(st.text(max_size=5))
        ),
    )
)
@patient
def test_any_json_object_is_an_article_or_a_bad_record(entry: dict[str, object]) -> None:
    check(json.dumps(entry).encode(), "a.jsonl")


@given(st.text(min_size=1).filter(lambda text: "\0" not in text and text.strip()))
@patient
def test_what_was_written_to_a_json_line_is_what_is_read(text: str) -> None:
    (found,) = read(json.dumps({"text": text}).encode(), "a.jsonl")
    assert isinstance(found, RawArticle)
    assert found.content == text.replace("\r\n", "\n").replace("\r", "\n")
