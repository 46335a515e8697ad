"""How well reports of one incident are brought together: BCubed over whole documents.

Gold records: `{id, text, cluster, title?, date?}`. Predictions: `{id, cluster}`.
"""

from __future__ import annotations

from datetime import date

from benchmarks.common import CpuClock, finish, parser, read_jsonl, show, write_jsonl
from benchmarks.scoring.bcubed import bcubed
from transforms.incidents.stories import cluster_stories
from transforms.incidents.story_text import StoryText


def main() -> None:
    """Cluster the gold documents and score the clusters."""
    arguments = parser(__doc__ or "").parse_args()
    records = read_jsonl(arguments.gold)
    stories = [
        StoryText(
            record["id"],
            record.get("title"),
            record["text"],
            date.fromisoformat(record["date"][:10]) if record.get("date") else None,
        )
        for record in records
    ]
    clock = CpuClock()
    with clock.measure():
        predicted = cluster_stories(stories)
    precision, recall, f1 = bcubed({record["id"]: record["cluster"] for record in records}, predicted)
    write_jsonl(arguments.predictions, ({"id": key, "cluster": name} for key, name in predicted.items()))
    metrics = {
        "documents": len(records),
        "clusters": len(set(predicted.values())),
        "gold_clusters": len({record["cluster"] for record in records}),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "cpu_seconds": round(clock.seconds, 2),
    }
    show("BCubed", metrics.items())
    finish(metrics)


if __name__ == "__main__":
    main()
