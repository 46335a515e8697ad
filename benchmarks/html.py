"""Cleaning of HTML pages against the bodies, headlines and dates of their publishers' own parsers."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import trafilatura

from benchmarks.common import CpuClock, finish, parser, read_jsonl, show, write_jsonl
from benchmarks.scoring.shingles import (
    Share,
    aggregate,
    compare,
    deviation,
    document_f1,
    score_dates,
    score_titles,
)
from transforms.clean import CleanArticle, OutletTable, clean_article
from transforms.ids import hash_bytes
from transforms.records import Hints, RawArticle


def main() -> None:
    """Clean each page, knowing its address, and score it beside trafilatura alone."""
    asked = parser(__doc__ or "")
    asked.add_argument("--worst", type=int, default=0, help="show so many of the worst documents")
    asked.add_argument("--alone", action="store_true", help="score trafilatura's other settings too")
    arguments = asked.parse_args()
    gold = read_jsonl(arguments.gold)
    pages = [_read(arguments.gold.parent, record) for record in gold]
    outlets = OutletTable.from_reference()
    clean_one(gold[0], pages[0], outlets)
    clock = CpuClock()
    with clock.measure():
        predictions = [clean_one(record, page, outlets) for record, page in zip(gold, pages, strict=True)]
    write_jsonl(arguments.predictions, predictions)
    shares = [compare(g["gold_body"], p["body"]) for g, p in zip(gold, predictions, strict=True)]
    plain = [compare(g["gold_body"], trafilatura.extract(page, include_comments=False) or "")
             for g, page in zip(gold, pages, strict=True)]  # fmt: skip
    titles = score_titles([(g["gold_title"], p["title"]) for g, p in zip(gold, predictions, strict=True)])
    dates = score_dates([(g["gold_date"], p["date"]) for g, p in zip(gold, predictions, strict=True)])
    metrics: dict[str, Any] = {
        "n": len(gold),
        "pages_per_cpu_second": round(len(gold) / clock.seconds, 1),
        "body": _body(shares),
        "trafilatura_body": _body(plain),
        "body_english": _body([s for s, g in zip(shares, gold, strict=True) if g["lang"] == "en"]),
        "refused": sum(prediction["reason"] is not None for prediction in predictions),
        "title": titles,
        "date": dates,
    }
    if arguments.alone:
        for name in ("fast", "precision"):
            texts = [
                trafilatura.extract(
                    page, include_comments=False, fast=name == "fast", favor_precision=name == "precision"
                )
                or ""
                for page in pages
            ]
            metrics[f"trafilatura_{name}"] = _body(
                [compare(g["gold_body"], text) for g, text in zip(gold, texts, strict=True)]
            )
    show(f"HTML pages (n={len(gold)})", [(name, str(value)) for name, value in metrics.items()])
    ranked = sorted((document_f1(share), record["id"]) for share, record in zip(shares, gold, strict=True))
    for f1, record_id in ranked[: arguments.worst]:
        print(f"    {f1:.3f} {record_id}")
    finish(metrics)


def clean_one(record: dict[str, Any], page: str, outlets: OutletTable) -> dict[str, Any]:
    """Return the prediction for one gold record; an empty body where the page was refused."""
    raw = RawArticle(hash_bytes(page.encode()), 0, record["id"], "html", page, Hints(url=record["url"]))
    found = clean_article(raw, outlets)
    if not isinstance(found, CleanArticle):
        return {"id": record["id"], "body": "", "title": None, "date": None, "reason": found.reason}
    document = found.document
    stated = found.published_date.isoformat() if found.published_date else None
    return {
        "id": record["id"],
        "body": document.text,
        "title": document.title,
        "date": stated,
        "reason": None,
    }


def _read(folder: Path, record: dict[str, Any]) -> str:
    return gzip.decompress((folder / record["html_path"]).read_bytes()).decode("utf-8", "replace")


def _body(shares: list[Share]) -> dict[str, float]:
    scores = aggregate(shares)
    return {
        "precision": round(scores.precision, 4),
        "recall": round(scores.recall, 4),
        "f1": round(scores.f1, 4),
        "deviation": round(deviation(shares), 4),
    }


if __name__ == "__main__":
    main()
