"""Ingest: bytes from files and addresses into raw.capture, and from there into documents and blocks."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.answers import FetchSettings
from flows.counts import Counts
from flows.errors import InputError
from flows.fetch import NotModified, collect
from flows.ledger import new_batch, now, open_warehouse, record_batch
from flows.polite import hosts_of_run
from flows.settings import Settings
from flows.sources import Source, read_sources
from flows.stages import read_fingerprint
from sql.ledger import StageMark
from sql.warehouse import Warehouse
from transforms.clean import CleanArticle, clean_article
from transforms.clean.outlets import OutletTable
from transforms.read import read_capture
from transforms.read.media import tell_binary, tell_media
from transforms.records import Capture, Hints, Rejection

CAPTURE, READ = "capture", "read"
_MOST_BYTES = 64_000_000
_HEAD_BYTES = 65_536
SEED_ARTICLES = str(Path(__file__).parent.parent / "seeds" / "articles")
LOG = logging.getLogger("prefect.sayso.ingest")


def prepare_work(settings: Settings) -> None:
    """Bring the work file to the newest tables and views."""
    with open_warehouse(settings) as warehouse:
        warehouse.migrate(now())
        warehouse.create_views()


def list_inputs(settings: Settings, paths: Sequence[str] | None) -> tuple[str | Source, ...]:
    """Return what a run reads: the paths named, else the standing sources, else the seed articles.

    Raises InputError for a named file that no reader could make anything of; one such file among
    others of a directory goes to quarantine instead.
    """
    if paths:
        for path in paths:
            _refuse_unreadable(Path(path))
        return tuple(paths)
    return read_sources(settings.sources) if settings.sources else (SEED_ARTICLES,)


def capture_input(settings: Settings, run_id: str, place: str | Source) -> Counts:
    """Store the bytes that `place` (a file, directory, address or source) holds, a batch at a time."""
    started_at, asked, done, rejected = now(), 0, 0, 0
    batch_id = new_batch(run_id, CAPTURE, (name_of(place),))
    captures: list[Capture] = []
    hints: dict[str, Hints] = {}
    rejections: list[Rejection] = []

    def store(warehouse: Warehouse) -> int:
        fresh = warehouse.put_captures(captures, batch_id, hints)
        warehouse.put_rejections(rejections, batch_id, now())
        captures.clear()
        hints.clear()
        rejections.clear()
        return len(fresh)

    with open_warehouse(settings) as warehouse:
        known, hosts = warehouse.known_capture, hosts_of_run(run_id)
        for item in collect([place], fetch_settings(settings), known, hosts=hosts):
            asked += 1
            if isinstance(item, Rejection):
                rejected += 1
                rejections.append(item)
            elif not isinstance(item, NotModified):
                capture, stated = item
                captures.append(capture)
                hints[capture.capture_id] = stated
            held = sum(len(capture.body) for capture in captures)
            if len(captures) + len(rejections) >= settings.batch_size or held >= _MOST_BYTES:
                done += store(warehouse)
        done += store(warehouse)
        counts = Counts(CAPTURE, asked, done, rejected)
        mark = StageMark(CAPTURE, "", batch_id, now())
        record_batch(warehouse, run_id, mark, counts, started_at)
    return counts


def pending_captures(settings: Settings) -> tuple[str, ...]:
    """Return the ids of captures that the present readers and cleaners have not read yet."""
    with open_warehouse(settings) as warehouse:
        return warehouse.pending(READ, read_fingerprint(), "capture")


def read_batch(settings: Settings, run_id: str, capture_ids: tuple[str, ...]) -> Counts:
    """Return what became of these captures; their documents replace what stood before."""
    started_at = now()
    with open_warehouse(settings) as warehouse:
        captures = warehouse.captures(capture_ids)
    articles: list[CleanArticle] = []
    rejections: list[Rejection] = []
    outlets = OutletTable.from_reference()
    for capture, hints in captures:
        for item in _clean(capture, hints, outlets):
            if isinstance(item, Rejection):
                rejections.append(item)
            else:
                articles.append(item)
    failed = sum(1 for rejection in rejections if rejection.reason == "failed")
    counts = Counts(READ, len(articles) + len(rejections), len(articles), len(rejections) - failed, failed)
    mark = StageMark(READ, read_fingerprint(), new_batch(run_id, READ, capture_ids), now())
    with open_warehouse(settings) as warehouse:
        warehouse.replace_documents(
            mark,
            capture_ids,
            documents=[article.document for article in articles],
            blocks=[block for article in articles for block in article.blocks],
            outlets=[article.outlet for article in articles if article.outlet is not None],
            rejections=rejections,
        )
        record_batch(warehouse, run_id, mark, counts, started_at)
    return counts


def _refuse_unreadable(path: Path) -> None:
    if not path.is_file():
        return
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    if not head:
        raise InputError(f"{path} is empty")
    if tell_media(head, name=path.name) == "binary":
        raise InputError(f"{path} is a binary file ({tell_binary(head)}), no text")


def name_of(place: str | Source) -> str:
    """Return the short name of an input, for the UI and the ledger."""
    return place if isinstance(place, str) else place.name


def fetch_settings(settings: Settings) -> FetchSettings:
    """Return what the fetcher needs of `settings`."""
    return FetchSettings(
        user_agent=settings.user_agent,
        requests_per_second=settings.requests_per_second,
        timeout_seconds=settings.timeout_seconds,
        max_bytes=settings.max_bytes,
        allow_private=settings.allow_private,
    )


def _clean(capture: Capture, hints: Hints, outlets: OutletTable) -> Iterator[CleanArticle | Rejection]:
    """Yield the articles of one capture; one that breaks the reader is set apart."""
    try:
        for raw in read_capture(capture, hints):
            yield raw if isinstance(raw, Rejection) else clean_article(raw, outlets)
    except Exception as error:
        LOG.warning("capture %s broke the reader", capture.capture_id, exc_info=True)
        detail = f"{type(error).__name__}: {error}".splitlines()[0][:300]
        yield Rejection(READ, capture.uri, "failed", detail, capture.capture_id)
