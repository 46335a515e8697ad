"""Cleaning of plain-text dumps against the bodies, headlines and dates of the pages they came from."""

from __future__ import annotations

from typing import Any

from benchmarks.common import CpuClock, finish, parser, read_jsonl, show, write_jsonl
from benchmarks.scoring.shingles import aggregate, compare, deviation, document_f1, score_dates, score_titles
from transforms.clean import CleanArticle, OutletTable, clean_article
from transforms.clean.languages import tell_language
from transforms.ids import hash_bytes
from transforms.records import Hints, RawArticle

_NOT_ENGLISH = "Am Montag fiel in der ganzen Stadt der Strom aus, wie die Behörden am Abend mitteilten. " * 6
"""Loads what is loaded once, the language model too, before the clock runs."""


def main() -> None:
    """Clean each dump without any hint and score what comes out, by style."""
    asked = parser(__doc__ or "")
    asked.add_argument("--worst", type=int, default=0, help="show so many of the worst documents")
    arguments = asked.parse_args()
    gold = read_jsonl(arguments.gold)
    outlets = OutletTable.from_reference()
    clock = CpuClock()
    clean_one(gold[0], outlets)
    tell_language(_NOT_ENGLISH)
    with clock.measure():
        predictions = [clean_one(record, outlets) for record in gold]
    write_jsonl(arguments.predictions, predictions)
    metrics: dict[str, Any] = {"n": len(gold), "dumps_per_cpu_second": round(len(gold) / clock.seconds, 1)}
    for style in dict.fromkeys(record["style"] for record in gold):
        pairs = [(g, p) for g, p in zip(gold, predictions, strict=True) if g["style"] == style]
        metrics[style] = _score_style(style, pairs)
        ranked = sorted(
            (document_f1(compare(g["gold_body"], p["body"])), g["id"], p["reason"]) for g, p in pairs
        )
        for f1, record_id, reason in ranked[: arguments.worst]:
            print(f"    {f1:.3f} {record_id} {reason or ''}")
    finish(metrics)


def clean_one(record: dict[str, Any], outlets: OutletTable) -> dict[str, Any]:
    """Return the prediction for one gold record; an empty body where the dump was refused."""
    dump = record["dump_text"]
    raw = RawArticle(hash_bytes(dump.encode()), 0, record["id"], "text", dump, Hints())
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


def _score_style(style: str, pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    shares = [compare(gold["gold_body"], given["body"]) for gold, given in pairs]
    scores = aggregate(shares)
    titles = score_titles(
        [
            (g["gold_title"], p["title"])
            for g, p in pairs
            if g["gold_title"] and g["gold_title_from"] == "gold"
        ]
    )
    dates = score_dates(
        [(g["gold_date"], p["date"]) for g, p in pairs if g["gold_date"] and g["gold_date_from"] == "gold"]
    )
    refused = sum(given["reason"] is not None for _, given in pairs)
    show(
        f"{style} (n={len(pairs)})",
        [
            ("precision", scores.precision),
            ("recall", scores.recall),
            ("F1", scores.f1),
            ("standard deviation of F1", deviation(shares)),
            ("refused", refused),
            ("title exact", titles["exact"]),
            ("title near", titles["near"]),
            ("dates returned", dates["returned"]),
            ("date precision", dates["precision"]),
            ("date same day", dates["same_day"]),
        ],
    )
    return {
        "n": len(pairs),
        "precision": round(scores.precision, 4),
        "recall": round(scores.recall, 4),
        "f1": round(scores.f1, 4),
        "refused": refused,
        "title": titles,
        "date": dates,
    }


if __name__ == "__main__":
    main()
