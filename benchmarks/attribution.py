"""How well and how fast attributions are found: ``python -m benchmarks.attribution --gold FILE``.

The gold is one document a line: ``doc_id``, ``text`` and ``attributions`` with ``source``, ``cue`` and
``content`` as lists of [start, end]. PolNeAR in this form is what the README's numbers come from. The text
is read as it stands, one block for each line. One thing is mapped: a claim inside a claim is left out,
since the gold holds none. Speed is that of the extractor alone, beside a bare parse of the same text.
"""

from __future__ import annotations

import json
import random
import resource
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.common import CpuClock, finish, parser, read_jsonl, show, write_jsonl
from benchmarks.scoring.attribution import score_document, summarise
from benchmarks.scoring.causes import causes
from transforms.claims.attribution import Attribution, ClaimFinder, Spans
from transforms.claims.merge import default_finder
from transforms.claims.model import WEIGHTS as ENCODER
from transforms.claims.model import EncoderFinder
from transforms.claims.rules import RuleFinder
from transforms.language import load_language, parse_articles
from transforms.records import Block, Document, Span
from transforms.resources import weights

SAMPLES = 1000
SEED = 20180208
CUES_SHOWN = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Score one extractor on one file of gold; returns 0."""
    options = parser(__doc__ or "")
    options.add_argument("--extractor", choices=("encoder", "encoder-alone", "rules"), default="encoder")
    options.add_argument("--threshold", type=float, help="least score kept (encoder)")
    options.add_argument("--causes", action="store_true", help="count the errors by cause, and their cues")
    chosen = options.parse_args(arguments)
    gold = read_jsonl(chosen.gold)
    finder = _finder(chosen.extractor, chosen.threshold)
    parsing, finding = CpuClock(), CpuClock()
    rows, counts, words = [], [], 0
    pipeline = load_language()
    with parsing.measure():
        articles = list(parse_articles(pipeline, (document_of(row) for row in gold)))
    for row, article in zip(gold, articles, strict=True):
        words += len(row["text"].split())
        with finding.measure():
            found = finder.find(article)
        predicted = [as_row(one) for one in found if one.parent is None]
        rows.append({"doc_id": row["doc_id"], "text": row["text"], "attributions": predicted})
        counts.append(score_document(row["text"], row["attributions"], predicted))
    write_jsonl(chosen.predictions, rows)
    measures = summarise(sum(counts, Counter()))
    low_high = intervals(counts, ("detection", "joint"))
    speed = {
        "words_per_cpu_second": words / finding.seconds,
        "parse_words_per_cpu_second": words / parsing.seconds,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    show(f"attribution, {finder.name}, {len(gold)} documents, {words} words", measures.items())
    show("95 % interval over documents", ((k, f"{a:.1f} to {b:.1f}") for k, (a, b) in low_high.items()))
    show("speed", speed.items())
    if chosen.extractor != "rules":
        show("seeds, each alone, as stored with the weights: lowest to highest", _spread())
    if chosen.causes:
        _show_causes(gold, rows)
    finish(
        {
            "extractor": finder.name,
            "documents": len(gold),
            **{name: round(value, 2) for name, value in measures.items()},
            **{f"{name}_interval": [round(a, 2), round(b, 2)] for name, (a, b) in low_high.items()},
            **{name: round(value, 1) for name, value in speed.items()},
        }
    )
    return 0


def _spread() -> list[tuple[str, object]]:
    config = (weights(ENCODER) / "config.json").read_text(encoding="utf-8")
    seeds = json.loads(config)["seeds"]
    return [
        (name, f"{min(one[name] for one in seeds):.1f} to {max(one[name] for one in seeds):.1f}")
        for name in (("detection", "joint", "direct", "indirect") if seeds else ())
    ]


def _show_causes(gold: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> None:
    counted: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for wanted, found in zip(gold, rows, strict=True):
        by_cause, by_cue = causes(wanted["text"], wanted["attributions"], found["attributions"])
        counted.update(by_cause)
        cues.update(by_cue)
    show("errors by cause", sorted(counted.items()))
    show("cues of those with nothing there", cues.most_common(CUES_SHOWN))


def _finder(extractor: str, threshold: float | None) -> ClaimFinder:
    """Return the finder: encoder is the product's default, encoder-alone is it without the rules' net."""
    if extractor == "rules":
        return RuleFinder()
    return default_finder(threshold) if extractor == "encoder" else EncoderFinder(threshold)


def document_of(row: Mapping[str, Any]) -> tuple[Document, tuple[Block, ...]]:
    """Return a gold text as a document of one block a line, its text unchanged."""
    blocks: list[Block] = []
    start = 0
    for line in row["text"].split("\n"):
        words = line.strip()
        if words:
            at = start + line.index(words)
            span = Span(at, at + len(words))
            blocks.append(Block(row["doc_id"], len(blocks), "paragraph", True, words, None, span))
        start += len(line) + 1
    return Document(row["doc_id"], row["doc_id"], 0, row["text"]), tuple(blocks)


def as_row(attribution: Attribution) -> dict[str, Any]:
    """Return an attribution in the form of the gold, with its score."""

    def pairs(spans: Spans) -> list[list[int]]:
        return [[span.start, span.end] for span in spans]

    return {
        "source": pairs(attribution.source_spans) or None,
        "cue": pairs(attribution.cue_spans),
        "content": pairs(attribution.content_spans),
        "score": attribution.score,
    }


def intervals(counts: Sequence[Counter[str]], names: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the 2.5th and 97.5th percentile of measures over documents drawn again, seeded."""
    draw = random.Random(SEED)
    drawn: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(SAMPLES):
        total: Counter[str] = Counter()
        for one in draw.choices(counts, k=len(counts)):
            total.update(one)
        measures = summarise(total)
        for name in names:
            drawn[name].append(measures[name])
    return {
        name: (sorted(values)[int(SAMPLES * 0.025)], sorted(values)[int(SAMPLES * 0.975)])
        for name, values in drawn.items()
    }


if __name__ == "__main__":
    sys.exit(main())
