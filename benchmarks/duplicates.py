"""Near-duplicates against groups of copies; and how the index grows, on made-up texts."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from itertools import accumulate, combinations
from typing import Any

from benchmarks.common import finish, parser, read_jsonl, show, write_jsonl
from transforms.clean.duplicates import DuplicateIndex
from transforms.records import Document


def main() -> None:
    """Add the documents in file order and in three shuffled orders; score the pairs that share a head."""
    asked = parser(__doc__ or "")
    asked.add_argument("--synthetic", type=int, default=0, help="also index so many made-up documents")
    arguments = asked.parse_args()
    gold = read_jsonl(arguments.gold)
    documents = [Document(record["id"], "", 0, record["text"]) for record in gold]
    heads, seconds = _heads(documents)
    write_jsonl(arguments.predictions, [{"id": key, "head_id": head} for key, head in heads.items()])
    groups = {record["id"]: record["group"] for record in gold}
    metrics: dict[str, Any] = {"n": len(gold), **score_pairs(groups, heads)}
    metrics["documents_per_cpu_second"] = round(len(gold) / seconds, 1)
    metrics["same_in_any_order"] = all(
        _heads(random.Random(seed).sample(documents, len(documents)))[0] == heads for seed in range(3)
    )
    if arguments.synthetic:
        metrics["synthetic"] = _grow(arguments.synthetic)
    show("near-duplicates", list(metrics.items()))
    finish(metrics)


def score_pairs(groups: dict[str, str], heads: dict[str, str]) -> dict[str, float]:
    """Return precision, recall and F1 over pairs of documents in one group."""
    wanted, given = _pairs(groups), _pairs(heads)
    right = len(wanted & given)
    precision = right / len(given) if given else 1.0
    recall = right / len(wanted) if wanted else 1.0
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "pairs": len(wanted),
    }


def _heads(documents: list[Document]) -> tuple[dict[str, str], float]:
    index = DuplicateIndex()
    start = time.process_time()
    for document in documents:
        index.add(document)
    seconds = time.process_time() - start
    links = {link.document_id: link.head_id for link in index.links()}
    return {
        key: links.get(key, key) for key in sorted(document.document_id for document in documents)
    }, seconds


def _pairs(groups: dict[str, str]) -> set[tuple[str, str]]:
    members: dict[str, list[str]] = {}
    for key, group in groups.items():
        members.setdefault(group, []).append(key)
    return {pair for keys in members.values() for pair in combinations(sorted(keys), 2)}


def _grow(count: int) -> list[dict[str, float]]:
    """Return time and memory at ten points on the way to `count` documents; one in ten is a copy."""
    index = DuplicateIndex()
    rows: list[dict[str, float]] = []
    start = time.process_time()
    copies = found = 0
    for number, (document, is_copy) in enumerate(_made_up(count), 1):
        copies += is_copy
        found += index.add(document) is not None and is_copy
        if number % max(1, count // 10) == 0:
            now = time.process_time()
            rows.append(
                {
                    "documents": number,
                    "ms_per_document": round(1000 * (now - start) / (count / 10), 3),
                    "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
                    "copies_found_share": round(found / max(1, copies), 4),
                }
            )
            start = now
    return rows


def _made_up(count: int) -> Iterator[tuple[Document, bool]]:
    """Yield documents of 400 words drawn by Zipf's law, with stock phrases that many of them share."""
    chance = random.Random(0)
    words = [f"w{number:x}" for number in range(40_000)]
    steps = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    stock = [" ".join(chance.choices(words, cum_weights=steps, k=12)) for _ in range(200)]
    kept: list[str] = []
    for number in range(count):
        is_copy = number % 10 == 9 and bool(kept)
        if is_copy:
            source = kept[chance.randrange(len(kept))].split(" ")
            text = " ".join(source[: len(source) // 2 + 20])
        else:
            drawn = chance.choices(words, cum_weights=steps, k=400)
            text = " ".join([*drawn, chance.choice(stock)])
            if len(kept) < 20_000:
                kept.append(text)
        yield Document(f"{number:024x}", "", 0, text), is_copy


if __name__ == "__main__":
    main()
