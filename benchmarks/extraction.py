"""How fast the whole extraction is, beside a bare spaCy parse of the same texts in the same run.

Gold records: anything with `text`. Each is taken as a document of its paragraphs.
"""

from __future__ import annotations

import os
import resource
import tempfile
from pathlib import Path

from benchmarks.common import CpuClock, finish, parser, read_jsonl, show
from transforms.claims.merge import default_finder
from transforms.claims.rules import RuleFinder
from transforms.extract import Tools, extract_documents
from transforms.language import load_language, parse_articles
from transforms.places import Gazetteer, build_gazetteer, gazetteer_version
from transforms.records import Block, Document, Span

Item = tuple[Document, tuple[Block, ...]]


def main() -> None:
    """Parse and extract the texts of the gold file, and show words per CPU second of both."""
    options = parser(__doc__ or "")
    options.add_argument("--extractor", choices=("encoder", "rules"), default="encoder")
    options.add_argument("--limit", type=int, default=60, help="documents at most")
    options.add_argument("--gazetteer", type=Path, help="a gazetteer file; made anew if not given")
    arguments = options.parse_args()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    items = [document(number, row["text"]) for number, row in enumerate(read_jsonl(arguments.gold))]
    items = items[: arguments.limit]
    words = sum(len(item.text.split()) for item, _ in items)
    tools = load(arguments.extractor, arguments.gazetteer)
    list(extract_documents(items[:2], tools))
    bare, whole = CpuClock(), CpuClock()
    with bare.measure():
        for _ in parse_articles(tools.pipeline, items):
            pass
    counts = {"claims": 0, "events": 0, "figures": 0, "mentions": 0}
    with whole.measure():
        for extraction in extract_documents(items, tools):
            for name in counts:
                counts[name] += len(getattr(extraction, name))
    metrics = {
        "documents": len(items),
        "words": words,
        **counts,
        "parse_words_per_cpu_second": round(words / bare.seconds),
        "extraction_words_per_cpu_second": round(words / whole.seconds),
        "share_of_parse": round(bare.seconds / whole.seconds, 3),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    show("whole extraction, one process", metrics.items())
    finish(metrics)


def document(number: int, text: str) -> Item:
    """Return `text` as a document whose lines are its paragraphs."""
    key = f"{number:024d}"
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    blocks, position = [], 0
    for place, paragraph in enumerate(paragraphs):
        span = Span(position, position + len(paragraph))
        blocks.append(Block(key, place, "paragraph", True, paragraph, None, span))
        position = span.end + 2
    return Document(key, key, 0, "\n\n".join(paragraphs), language="en"), tuple(blocks)


def load(extractor: str, gazetteer: Path | None) -> Tools:
    """Return the tools of extraction, with a gazetteer made anew where none is given."""
    path = gazetteer or Path(tempfile.gettempdir()) / f"gazetteer-{gazetteer_version()}.bin"
    if not path.exists():
        build_gazetteer(path)
    finder = RuleFinder() if extractor == "rules" else default_finder()
    return Tools(load_language(), Gazetteer.open(path), finder)


if __name__ == "__main__":
    main()
