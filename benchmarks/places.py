"""How many toponyms are found, and put within 161 km of where they are.

    python -m benchmarks.places --gold toponyms_dev.jsonl.gz [--predictions OUT.jsonl] [--judge rules]

Gold records: ``{corpus, id, text, toponyms: [{start, end, lat, lon}]}`` (LGL, TR-News, GeoVirus,
GeoWebNews). Adjectives of nationality and places inside the names of organizations are asked for, as
those corpora mark them; in GeoWebNews,
gold without coordinates is no toponym (pronouns, common nouns, names of people) and is left out.
The shipped filter was trained on these development records: the figures for unseen documents are
the cross-validated ones in ``transforms/weights/places/CARD.md``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.common import CpuClock, finish, parser, read_jsonl, show, write_jsonl
from benchmarks.scoring.places import PlaceScore, Toponym, score_places
from transforms.language import Article, load_language, parse_articles
from transforms.places import Gazetteer, build_gazetteer, find_places, gazetteer_version
from transforms.places.judge import RuleJudge, default_judge
from transforms.records import Block, Document, PlaceMention, Span

_WRAP = re.compile(r"\n(?=[ \t]+\S)")


def main() -> None:
    """Run the program."""
    arguments = parser(__doc__ or "")
    arguments.add_argument("--gazetteer", type=Path, help="gazetteer file; built where absent")
    arguments.add_argument("--judge", choices=("trained", "rules"), default="trained")
    options = arguments.parse_args()
    records = read_jsonl(options.gold)
    gazetteer = open_or_build(options.gazetteer)
    judge = RuleJudge() if options.judge == "rules" else default_judge()
    parsing, finding = CpuClock(), CpuClock()
    predictions = []
    articles = read_articles(records)
    for record in records:
        with parsing.measure():
            article = next(articles)
        with finding.measure():
            mentions = find_places(article, gazetteer, demonyms=True, embedded=True, judge=judge)
        toponyms = [as_toponym(one) for one in mentions]
        predictions.append({"corpus": record["corpus"], "id": record["id"], "toponyms": toponyms})
    write_jsonl(options.predictions, predictions)
    metrics = {name: asdict(score) for name, score in score_corpora(records, predictions).items()}
    for name, figures in metrics.items():
        show(name, figures.items())
    words = sum(len(record["text"].split()) for record in records)
    speed = {
        "words": words,
        "parse_words_per_cpu_second": round(words / parsing.seconds),
        "places_words_per_cpu_second": round(words / finding.seconds),
        "places_share_of_parse": round(finding.seconds / parsing.seconds, 4),
    }
    show("speed", speed.items())
    finish({**metrics, "speed": speed, "judge": judge.version, "gazetteer": gazetteer.version})


def open_or_build(path: Path | None) -> Gazetteer:
    """Return the gazetteer at `path`, or in the data folder, built first where it is absent."""
    path = path or Path("data") / f"gazetteer-{gazetteer_version()}.bin"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        build_gazetteer(path)
    return Gazetteer.open(path)


def read_articles(records: list[dict[str, Any]]) -> Iterator[Article]:
    """Yield the records' texts parsed, in order; hard-wrapped lines are joined, offsets kept."""
    items = []
    for number, record in enumerate(records):
        text = _WRAP.sub(" ", record["text"])
        made = Document(f"{record['corpus']}-{record['id']}", f"gold-{number}", 0, text)
        block = Block(made.document_id, 0, "paragraph", True, text, span=Span(0, len(text)))
        items.append((made, (block,)))
    return parse_articles(load_language(), items)


def score_corpora(records: list[dict[str, Any]], predictions: list[dict[str, Any]]) -> dict[str, PlaceScore]:
    """Return the figures for each corpus."""
    pairs: defaultdict[str, list[tuple[list[Toponym], list[Toponym]]]] = defaultdict(list)
    for record, predicted in zip(records, predictions, strict=True):
        pairs[record["corpus"]].append((gold_toponyms(record), predicted["toponyms"]))
    return {name: score_places(rows) for name, rows in pairs.items()}


def gold_toponyms(record: dict[str, Any]) -> list[Toponym]:
    """Return the record's toponyms: for GeoWebNews only those with coordinates."""
    return [one for one in record["toponyms"] if one["lat"] is not None or record["corpus"] != "gwn"]


def as_toponym(mention: PlaceMention) -> dict[str, Any]:
    """Return a mention in the form of the gold."""
    place = mention.place
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "name": mention.text,
        "lat": place.latitude if place is not None else None,
        "lon": place.longitude if place is not None else None,
    }


if __name__ == "__main__":
    main()
