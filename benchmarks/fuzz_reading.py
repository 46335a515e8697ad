"""Seeded fuzzing of the readers: no crash, no hang, every reject with a stage and a reason.

``python -m benchmarks.fuzz_reading [--cases N] [--seed S] [--seconds-a-case T]``. Cases are
well-formed inputs of every format, then broken in up to three of the ways real files break; each
is read as the pipeline reads it. Exit code 1 where a case raised, took longer than allowed, or gave
a record that breaks the contract; such cases are named by seed and number, so that they can be made
again.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import re
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

from benchmarks.common import finish, show
from transforms.ids import hash_bytes
from transforms.read import Limits, capture_links, read_capture
from transforms.records import Capture, RawArticle, Rejection

NOW = datetime(2024, 1, 1, tzinfo=UTC)
WORDS = re.findall(
    r"[^ ]+",
    "the bridge at Lund reopened on Monday after rain fell for nine days said mayor Ann Lake “it is safe” "
    "Straße café naïve Москва 東京 fünf élan \u00a0 5 km – no one was hurt, officials told reporters.",
)
CHARSETS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "cp1251",
    "shift_jis",
    "gb18030",
    "koi8-r",
)
MEDIA_TYPES = (
    "",
    "text/plain",
    "text/html; charset=utf-8",
    "text/html; charset=shift_jis",
    "application/json",
    "image/png",
)
NAMES = ("a.txt", "a.html", "a.jsonl", "a.warc.gz", "a.zip", "feed.xml", "a", "https://news.example/a?b.html")

Make = Callable[[random.Random], bytes]
Break = Callable[[random.Random, bytes], bytes]


class TooSlowError(BaseException):
    """A case took longer than allowed; not an Exception, so that no reader can swallow it."""


def text(rng: random.Random) -> bytes:
    """Return a dump of a few lines in some charset."""
    lines = (
        "".join(rng.choice(WORDS) + " " for _ in range(rng.randint(0, 30))) for _ in range(rng.randint(1, 20))
    )
    return rng.choice(("\n", "\r\n", "\r")).join(lines).encode(rng.choice(CHARSETS), "replace")


def page(rng: random.Random) -> bytes:
    """Return a page, sometimes nested deeply, sometimes with a charset that is not its own."""
    body = "".join(f"<p>{rng.choice(WORDS)} {rng.choice(WORDS)}" for _ in range(rng.randint(0, 40)))
    deep = rng.choice((0, 0, 3, 500, 30_000))
    nested = "<div>" * deep + body + "</div>" * rng.randint(0, deep)
    said, used = rng.choice(CHARSETS), rng.choice(CHARSETS)
    head = rng.choice((f'<meta charset="{said}">', "", f'<?xml version="1.0" encoding="{said}"?>'))
    return f"{head}<!DOCTYPE html><html><body>{nested}</body></html>".encode(used, "replace")


def feed(rng: random.Random) -> bytes:
    """Return RSS or Atom with a few entries."""
    if rng.random() < 0.5:
        items = "".join(
            f"<item><title>{rng.choice(WORDS)}</title><link>https://news.example/{number}</link>"
            f"<description>{'rain ' * rng.randint(0, 400)}</description></item>"
            for number in range(rng.randint(0, 6))
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()
    entries = "<entry><title>x</title><content type='html'>&lt;p&gt;rain</content></entry>" * rng.randint(
        0, 6
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode()


def jsonl(rng: random.Random) -> bytes:
    """Return JSON lines, some of them with odd values."""
    odd: tuple[object, ...] = ("x", 7, None, ["a"], {"b": 1}, "2024-02-30", "\ud800", "\x00", 1e308, True)
    keys = ("url", "outlet", "country", "published", "language", "title", "authors", "html", "zzz")
    rows = (
        {"text": " ".join(rng.choices(WORDS, k=9))}
        | {rng.choice(keys): rng.choice(odd) for _ in range(rng.randint(0, 2))}
        for _ in range(rng.randint(1, 9))
    )
    return "\n".join(json.dumps(row) for row in rows).encode()


def warc(rng: random.Random) -> bytes:
    """Return a web archive, plain, packed record by record, or packed as one."""
    records = []
    for number in range(rng.randint(1, 6)):
        body = page(rng)
        headers = rng.choice(("", "Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n"))
        if "gzip" in headers and rng.random() < 0.7:
            body = gzip.compress(body)
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        head += f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        records.append(head.encode() + block + b"\r\n\r\n")
    way = rng.randrange(3)
    if way == 0:
        return b"".join(records)
    return b"".join(gzip.compress(item) for item in records) if way == 1 else gzip.compress(b"".join(records))


def archive(rng: random.Random) -> bytes:
    """Return a zip or gzip file around something else."""
    inner = rng.choice(MAKERS)(rng)
    if rng.random() < 0.4:
        return gzip.compress(inner)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as made:
        made.writestr("b/" + rng.choice(NAMES).replace(":", ""), inner)
        if rng.random() < 0.5:
            made.writestr(
                "b/manifest.yaml", rng.choice(("articles: [{file: a.txt}]", "articles: 7", "\0", "- ["))
            )
    return out.getvalue()


def bomb(rng: random.Random) -> bytes:
    """Return few bytes that unpack to many."""
    packed = gzip.compress((b"<div>" if rng.random() < 0.5 else b"\0") * rng.choice((100_000, 8_000_000)))
    return gzip.compress(packed) if rng.random() < 0.3 else packed


def long_line(rng: random.Random) -> bytes:
    """Return one line of some megabytes."""
    return rng.choice((b"rain ", b"\xff", b"\xe2\x80", b"<a>", b"{", b"[1,", b"\x00a", b"&lt;")) * rng.choice(
        (100_000, 3_000_000)
    )


def noise(rng: random.Random) -> bytes:
    """Return random bytes, sometimes after the first bytes of a format."""
    magic = rng.choice(
        (
            b"",
            b"",
            b"\x1f\x8b\x08",
            b"PK\x03\x04",
            b"WARC/1.0\r\n",
            b"<rss",
            b"<html",
            b'{"text":',
            b"\xff\xfe",
        )
    )
    return magic + rng.randbytes(rng.choice((0, 1, 30, 4_000)))


MAKERS: tuple[Make, ...] = (text, page, feed, jsonl, warc)
ALL_MAKERS: tuple[Make, ...] = (*MAKERS, archive, noise)
RARE_MAKERS: tuple[Make, ...] = (bomb, long_line)
"""Slow by their size: one case in fifty."""


def cut(rng: random.Random, body: bytes) -> bytes:
    """Return `body` without its end."""
    return body[: rng.randint(0, len(body))]


def flip(rng: random.Random, body: bytes) -> bytes:
    """Return `body` with some bytes changed."""
    changed = bytearray(body)
    for _ in range(rng.choice((1, 3, 40)) if body else 0):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def insert(rng: random.Random, body: bytes) -> bytes:
    """Return `body` with something strange in the middle."""
    place = rng.randint(0, len(body))
    odd = rng.choice(
        (
            b"\0",
            b"\0" * 500,
            b"\xff\xfe",
            b"<![CDATA[",
            b"<!--",
            b"\r\nWARC/1.0\r\n",
            b"\x1f\x8b\x08",
            b"\n{",
            b"\xed\xa0\x80",
        )
    )
    return body[:place] + odd + body[place:]


def repeat(rng: random.Random, body: bytes) -> bytes:
    """Return a part of `body` once more behind it."""
    start = rng.randint(0, len(body))
    return body + body[start : start + 2_000]


BREAKS: tuple[Break, ...] = (cut, flip, insert, repeat)


def make_case(seed: int, number: int) -> Capture:
    """Return case `number` of the run with `seed`: the same bytes on any machine."""
    rng = random.Random(f"{seed}:{number}")
    maker = rng.choice(RARE_MAKERS) if rng.random() < 0.02 else rng.choice(ALL_MAKERS)
    body = maker(rng)
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        body = rng.choice(BREAKS)(rng, body)
    return Capture(hash_bytes(body), rng.choice(NAMES), rng.choice(MEDIA_TYPES), body, NOW)


def faults_of(item: RawArticle | Rejection, capture: Capture) -> Iterator[str]:
    """Yield what is wrong with a record that a reader gave."""
    if isinstance(item, Rejection):
        if (
            item.stage != "read"
            or not item.reason
            or not item.subject
            or item.capture_id != capture.capture_id
        ):
            yield f"rejection without stage, reason, subject or capture: {item}"
        if "\n" in item.detail or len(item.detail) > 300:
            yield f"detail of more than one line: {item.detail!r:.80}"
        return
    if not item.content.strip() or "\0" in item.content:
        yield "an article that is empty or holds NUL"
    try:
        item.content.encode("utf-8")
    except UnicodeEncodeError:
        yield "an article that cannot be written as UTF-8"


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlowError inside the block once it has taken `seconds` of this process's CPU."""

    def stop(signal_no: int, frame: FrameType | None) -> None:
        raise TooSlowError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main() -> int:
    """Run the cases, print what became of them, and return 0 only if none failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds-a-case", type=float, default=10.0)
    asked = parser.parse_args()
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    slowest, started = 0.0, time.process_time()
    for number in range(asked.cases):
        capture = make_case(asked.seed, number)
        before = time.process_time()
        try:
            with limited(asked.seconds_a_case):
                found = list(read_capture(capture, limits=Limits()))
                capture_links(capture)
        except TooSlowError:
            failures.append(f"seed {asked.seed} case {number}: slower than {asked.seconds_a_case} s")
            continue
        except Exception as error:  # noqa: BLE001 (that nothing is raised is what is measured)
            failures.append(f"seed {asked.seed} case {number}: {type(error).__name__}: {error}"[:200])
            continue
        slowest = max(slowest, time.process_time() - before)
        outcomes.update(item.markup if isinstance(item, RawArticle) else item.reason for item in found)
        outcomes["nothing"] += not found
        failures += [
            f"seed {asked.seed} case {number}: {fault}"
            for item in found
            for fault in faults_of(item, capture)
        ]
    show(f"{asked.cases} cases, seed {asked.seed}", sorted(outcomes.items()))
    for failure in failures[:20]:
        print(f"  FAILED {failure}")
    finish(
        {
            "cases": asked.cases,
            "seed": asked.seed,
            "failures": len(failures),
            "slowest_case_cpu_seconds": round(slowest, 3),
            "cpu_seconds": round(time.process_time() - started, 1),
            "outcomes": dict(sorted(outcomes.items())),
        }
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
