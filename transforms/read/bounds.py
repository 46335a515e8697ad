"""How much a reader takes in before it gives up, and what it says when it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from transforms.records import Hints, RawArticle, Rejection

STAGE = "read"
"""Stage of every rejection made in this room."""

Found = RawArticle | Rejection
"""What reading gives: an article, or something that is none and why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one capture; every one of them ends in a rejection, never in an error."""

    article_bytes: int = 10_000_000
    """Largest single article, undecoded."""
    feed_bytes: int = 5_000_000
    """Largest feed; parsing one takes seconds a megabyte."""
    line_chars: int = 1_000_000
    """Longest line of a text dump."""
    unpacked_bytes: int = 1_000_000_000
    """Most bytes that all archives in one capture may unpack to."""
    ratio: int = 250
    """Most bytes out for each byte in, once past `ratio_from` bytes (pages reach 30, bombs 1000)."""
    ratio_from: int = 4_000_000
    """Unpacked size below which the ratio is not looked at."""
    depth: int = 3
    """How many archives may stand inside one another; a .gz counts as one."""
    member_count: int = 100_000
    """Most members of one archive."""
    rejection_count: int = 1_000
    """Rejections after which a capture is given up, if they are a hundred for each article too."""
    tag_count: int = 300_000
    """Most tags of one page; long live blogs have a tenth, and cleaning takes seconds for each 50,000."""
    tag_depth: int = 1_000
    """Deepest nesting of HTML elements; parsers go quadratic or out of stack beyond."""


class Unreadable(Exception):  # noqa: N818 (not an error of ours: a finding about the input)
    """A piece of input cannot be read; becomes a Rejection at the piece's border."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(slots=True)
class Budget:
    """Counts what one capture has unpacked so far."""

    limits: Limits
    """The bounds that hold."""
    spent: int = 0
    """Bytes unpacked so far."""

    def room(self, packed: int) -> int:
        """Return how many bytes `packed` bytes may still unpack to; 0 where nothing is left."""
        by_ratio = max(packed * self.limits.ratio, self.limits.ratio_from)
        return max(0, min(by_ratio, self.limits.unpacked_bytes - self.spent))

    def spend(self, unpacked: int) -> None:
        """Count `unpacked` bytes; refuses nothing, since `room` was asked before."""
        self.spent += unpacked


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that stand in a capture: the capture itself, a member of an archive, a record's payload."""

    capture_id: str
    """The capture."""
    body: bytes
    """The bytes."""
    media_type: str
    """Declared media type, parameters included; empty where none was declared."""
    uri: str
    """Where they came from, for messages."""
    hints: Hints
    """What is known of every article inside."""
    budget: Budget = field(repr=False)
    """What may still be unpacked."""
    depth: int = 0
    """How many archives stand around it."""

    @property
    def limits(self) -> Limits:
        """Return the bounds that hold."""
        return self.budget.limits

    def inner(self, body: bytes, uri: str, hints: Hints | None = None, media_type: str = "") -> Piece:
        """Return `body` as a piece that stands inside this one."""
        kept = self.hints if hints is None else hints
        return Piece(self.capture_id, body, media_type, uri, kept, self.budget, self.depth + 1)

    def reject(self, reason: str, detail: str, uri: str | None = None) -> Rejection:
        """Return a rejection of this piece, or of the part of it at `uri`."""
        return Rejection(STAGE, uri or self.uri, reason, one_line(detail), self.capture_id)


def one_line(text: str, width: int = 300) -> str:
    """Return `text` with white space and control characters made single spaces, at most `width` long."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * width])
    tidy = " ".join(shown.split())
    return tidy if len(tidy) <= width else tidy[: width - 1] + "…"


def number(items: Iterator[Found]) -> Iterator[Found]:
    """Yield `items` with articles numbered by their place among all items, rejections counted too."""
    for place, item in enumerate(items):
        if isinstance(item, RawArticle) and item.record_no != place:
            yield RawArticle(item.capture_id, place, item.uri, item.markup, item.content, item.hints)
        else:
            yield item
