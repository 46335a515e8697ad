"""Casualty counts per document, against counts per incident.

    python -m benchmarks.casualties --gold casualties_dev.jsonl.gz [--predictions OUT.jsonl]

Records hold id, title, text, killed and injured; predictions id, killed and injured. Gold counts are
those of the incident as known later, so that early or partial reports count as wrong. The last lines
of the table score the plain rule that needs no trained weights.
"""

from __future__ import annotations

from benchmarks.common import CpuClock, finish, parser, read_jsonl, show, write_jsonl
from benchmarks.scoring.casualties import score_counts
from transforms.figures.document import stated_totals, total_for_document
from transforms.language import load_language


def main() -> None:
    """Run the program."""
    arguments = parser(__doc__ or "").parse_args()
    records = read_jsonl(arguments.gold)
    pipeline = load_language()
    rows, ruled = [], {}
    clock = CpuClock()
    texts = pipeline.pipe((record["text"] for record in records), batch_size=16)
    titles = pipeline.pipe((record["title"] or "" for record in records), batch_size=64)
    for record, text, title in zip(records, texts, titles, strict=True):
        with clock.measure():
            killed, injured = total_for_document(text, title)
        rows.append({"id": record["id"], "killed": killed, "injured": injured})
        by_rule = stated_totals(text, title)
        ruled[str(record["id"])] = {"killed": by_rule[0], "injured": by_rule[1]}
    write_jsonl(arguments.predictions, rows)
    gold = {
        str(record["id"]): {"killed": record["killed"], "injured": record["injured"]} for record in records
    }
    predicted = {str(row["id"]): {"killed": row["killed"], "injured": row["injured"]} for row in rows}
    metrics = score_counts(gold, predicted)
    plain = score_counts(gold, ruled)
    metrics |= {f"rule_{name}": plain[name] for name in ("killed_exact", "injured_exact", "both_exact")}
    words = sum(len(record["text"].split()) for record in records)
    metrics["words_per_cpu_second"] = words / max(clock.seconds, 1e-9)
    show(f"casualties, {len(records)} documents", metrics.items())
    finish({name: round(value, 4) for name, value in metrics.items()})


if __name__ == "__main__":
    main()
