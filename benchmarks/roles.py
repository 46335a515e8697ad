"""Role fillers of MUC-4 reports: python -m benchmarks.roles --gold muc4_roles_dev.jsonl.gz."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin

from benchmarks import common
from benchmarks.scoring.roles import ROLES, score
from benchmarks.truecase import truecase
from transforms.events.fillers import load_fillers
from transforms.language import load_language


def parse(rows: Sequence[dict[str, Any]], stored: Path | None = None) -> Iterator[Doc]:
    """Yield the parses of the reports, read from `stored` where that file exists, else kept there."""
    pipeline = load_language()
    if stored is not None and stored.exists():
        yield from DocBin().from_disk(stored).get_docs(pipeline.vocab)
        return
    kept = DocBin()
    for doc in pipeline.pipe((truecase(row["doctext"]) for row in rows), batch_size=16):
        kept.add(doc)
        yield doc
    if stored is not None:
        kept.to_disk(stored)


def gold_entities(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, list[list[str]]]]:
    """Return for each report and role the entities, each as the list of its mentions."""
    return {
        row["docid"]: {
            role: [[mention[0] for mention in entity] for entity in row["extracts"].get(role, [])]
            for role in ROLES
        }
        for row in rows
    }


def main() -> None:
    """Score and print."""
    parser = common.parser(__doc__ or "")
    parser.add_argument("--parsed", type=Path, help="keep the parses in this file, or read them there")
    arguments = parser.parse_args()
    rows = common.read_jsonl(arguments.gold)
    model = load_fillers()
    docs = parse(rows, arguments.parsed)
    found = {row["docid"]: model.fill(doc) for row, doc in zip(rows, docs, strict=True)}
    common.write_jsonl(
        arguments.predictions, ({"docid": docid, "extracts": roles} for docid, roles in found.items())
    )
    gold = gold_entities(rows)
    heads, strict = score(gold, found), score(gold, found, is_strict=True)
    common.show("MUC-4 roles, head match, percent", heads.items())
    common.finish(
        {"benchmark": "roles", "documents": len(rows), **heads, "strict_micro_f1": strict["micro_f1"]}
    )


if __name__ == "__main__":
    main()
