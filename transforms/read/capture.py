"""From a capture to the articles in it: tell the format, read it, and turn every failure into a rejection."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transforms.read.archive import inflate_gzip, read_gzip, read_zip, read_zstd
from transforms.read.bounds import Budget, Found, Limits, Piece, Unreadable
from transforms.read.codings import inflate_zstd
from transforms.read.feed import Link, read_feed, read_links
from transforms.read.html import read_html
from transforms.read.jsonl import read_jsonl
from transforms.read.media import Media, is_said_warc, tell_binary, tell_media
from transforms.read.text import read_text
from transforms.read.warc import read_warc, starts_warc
from transforms.records import Capture, Hints, RawArticle

_NO_HINTS = Hints()
_USUAL_LIMITS = Limits()


def read_capture(
    capture: Capture,
    hints: Hints = _NO_HINTS,
    *,
    limits: Limits = _USUAL_LIMITS,
) -> Iterator[Found]:
    """Yield every article in `capture`, decoded, and a rejection for everything in it that is none.

    `hints` hold for all articles; what the capture says of an article goes before them. Entries
    that a feed only links to are not yielded: see `capture_links`. Never raises on any bytes.
    """
    piece = _piece(capture, hints, limits)
    return _until_hopeless(piece, _read(piece))


def capture_links(
    capture: Capture,
    hints: Hints = _NO_HINTS,
    *,
    limits: Limits = _USUAL_LIMITS,
) -> tuple[Link, ...]:
    """Return the articles to which a feed only links; empty for anything but a feed, gzip'd or not."""
    try:
        piece = _unpacked(_piece(capture, hints, limits))
        return read_links(piece) if _tell(piece) == "feed" else ()
    except Unreadable:
        return ()


def is_feed(capture: Capture, *, limits: Limits = _USUAL_LIMITS) -> bool:
    """Tell whether `capture` is a feed, gzip'd or not."""
    try:
        return _tell(_unpacked(_piece(capture, _NO_HINTS, limits))) == "feed"
    except Unreadable:
        return False


def _unpacked(piece: Piece) -> Piece:
    """Return what a plain gzip or zstd file holds; any other piece as it is. Raises Unreadable."""
    if _tell(piece) == "zstd":
        return piece.inner(inflate_zstd(piece.body, piece.budget), piece.uri.removesuffix(".zst"))
    if _tell(piece) != "gzip" or starts_warc(piece.body):
        return piece
    return piece.inner(inflate_gzip(piece.body, piece.budget), piece.uri.removesuffix(".gz"))


def _piece(capture: Capture, hints: Hints, limits: Limits) -> Piece:
    return Piece(capture.capture_id, capture.body, capture.media_type, capture.uri, hints, Budget(limits))


def _until_hopeless(piece: Piece, items: Iterator[Found]) -> Iterator[Found]:
    """Yield `items` until they are hardly anything but rejections, as in noise that looks like records."""
    articles = rejections = 0
    for item in items:
        yield item
        if isinstance(item, RawArticle):
            articles += 1
            continue
        rejections += 1
        if rejections >= piece.limits.rejection_count and rejections > 100 * articles:
            detail = f"given up after {rejections} rejections and {articles} articles"
            yield piece.reject("too_many_rejections", detail)
            return


def _tell(piece: Piece) -> Media:
    return tell_media(piece.body, piece.media_type, piece.uri)


def _read(piece: Piece) -> Iterator[Found]:
    """Yield what stands in `piece`; the border at which an Unreadable becomes a rejection."""
    try:
        yield from _read_as(_tell(piece), piece)
    except Unreadable as problem:
        yield piece.reject(problem.reason, problem.detail)


def _read_as(media: Media, piece: Piece) -> Iterator[Found]:
    if not piece.body:
        raise Unreadable("empty", "no bytes at all")
    if media == "binary":
        raise Unreadable("binary", tell_binary(piece.body) or "no text")
    if media == "xml":
        raise Unreadable("unsupported_format", "XML that is neither a feed nor a page")
    if media == "gzip":
        is_warc = starts_warc(piece.body) or is_said_warc(piece.media_type, piece.uri)
        return read_warc(piece, _read_page) if is_warc else read_gzip(piece, _read)
    return _READERS[media](piece)


def _read_page(piece: Piece) -> Iterator[Found]:
    """Yield the page or text of one record; records hold nothing else that we read."""
    media = _tell(piece)
    if media == "html":
        return read_html(piece)
    if media == "text":
        declared_page = "html" in piece.media_type.lower()
        return read_html(piece) if declared_page else read_text(piece)
    if media == "binary":
        raise Unreadable("binary", tell_binary(piece.body) or "no text")
    raise Unreadable("unsupported_format", f"a record that holds {media}")


def _read_feed(piece: Piece) -> Iterator[Found]:
    """Yield a feed's articles; the fetcher follows its links, except inside a zip."""
    return read_feed(piece, reports_links="!" in piece.uri and piece.depth > 0)


_READERS: dict[Media, Callable[[Piece], Iterator[Found]]] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_jsonl,
    "feed": _read_feed,
    "warc": lambda piece: read_warc(piece, _read_page),
    "zip": lambda piece: read_zip(piece, _read),
    "zstd": lambda piece: read_zstd(piece, _read),
}
"""The formats that need no look at what stands around them."""
