"""Dates: value of each gold time expression, and detection with value, on TimeML-style JSON lines.

    python -m benchmarks.dates --gold timex_dev.jsonl.gz [--predictions OUT.jsonl]

Records hold id, dct, text and timex (start, end, type, value). Predictions hold id and timex
(start, end, value): the gold spans as this project reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks.common import CpuClock, finish, parser, read_jsonl, show, write_jsonl
from benchmarks.scoring.dates import score_detection, score_values
from transforms.dates import find_dates, resolve_spans
from transforms.language import Article, load_language, parse_articles
from transforms.records import Block, Document, Span

KINDS = frozenset({"DATE", "TIME"})


def main() -> None:
    """Run the program."""
    arguments = parser(__doc__ or "").parse_args()
    records = read_jsonl(arguments.gold)
    given, detected, rows = {}, {}, []
    clock = CpuClock()
    for record, article in zip(records, read_articles(records), strict=True):
        spans = [Span(one["start"], one["end"]) for one in record["timex"]]
        values = {(one.span.start, one.span.end): one.value for one in resolve_spans(article, spans)}
        with clock.measure():
            found = find_dates(article)
        given[record["id"]] = values
        detected[record["id"]] = [
            {"start": one.span.start, "end": one.span.end, "value": one.value, "type": one.kind}
            for one in found
        ]
        timex = [{"start": start, "end": end, "value": value} for (start, end), value in values.items()]
        rows.append({"id": record["id"], "timex": timex})
    write_jsonl(arguments.predictions, rows)
    gold = {record["id"]: record["timex"] for record in records}
    exact = score_values(gold, given)
    whole = score_detection(gold, detected, KINDS)
    words = sum(len(record["text"].split()) for record in records)
    metrics = {
        "value_exact": exact["all"],
        "value_exact_day": exact["day"],
        "value_exact_coarser": exact["coarser"],
        "value_exact_strict": exact["strict"],
        **{f"detection_{name}": value for name, value in whole.items()},
        "words_per_cpu_second": words / max(clock.seconds, 1e-9),
    }
    show(f"dates, {len(records)} documents", metrics.items())
    finish({name: round(value, 4) for name, value in metrics.items()})


def read_articles(records: list[dict[str, Any]]) -> Iterator[Article]:
    """Yield each record as a parsed article of one block, published at its dct."""
    yield from parse_articles(load_language(), (_document(record) for record in records))


def _document(record: dict[str, Any]) -> tuple[Document, tuple[Block, ...]]:
    text = record["text"]
    day = datetime.fromisoformat(record["dct"][:10]).replace(tzinfo=UTC)
    document = Document(
        str(record["id"]),
        "gold",
        0,
        text,
        published_at=day,
        published_precision="day",
        published_basis="metadata",
    )
    return document, (Block(document.document_id, 0, "paragraph", True, text, span=Span(0, len(text))),)


if __name__ == "__main__":
    main()
