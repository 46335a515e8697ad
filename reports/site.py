"""The pages: an index, a dossier for each incident, a page for each document; all stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.charts import figure_charts
from reports.highlight import Mark, highlight, paragraphs
from sql.reader import Reader

TEMPLATES = Path(__file__).parent / "templates"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """What was written."""

    folder: Path
    """Where the pages are."""
    incident_pages: tuple[Path, ...]
    """One dossier an incident."""
    document_pages: tuple[Path, ...]
    """One page a document."""


def build_site(database: Path, folder: Path) -> Site:
    """Return the pages written to `folder` from the published `database`; pages of gone ids are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = _Pages(database, folder)
    with Reader(database) as reader:
        documents = {row["document_id"]: row for row in reader.rows("mart.documents")}
        incidents = reader.rows("mart.incidents")
        claims = _claims(reader, documents)
        checks = reader.rows("mart.claim_checks")
        incident_pages = tuple(
            pages.write(
                f"incident-{incident['incident_id']}.html",
                "incident.html",
                **_dossier(reader, incident, claims, documents),
                checks=checks,
            )
            for incident in incidents
        )
        document_pages = tuple(
            pages.write(
                f"document-{document_id}.html",
                "document.html",
                document=document,
                text=paragraphs(document["text"], _marks(claims[document_id])),
                claims=claims[document_id],
                checks=checks,
            )
            for document_id, document in documents.items()
        )
        totals = [(row["name"], row["row_count"]) for row in reader.rows("mart.totals")]
    pages.write(
        "index.html", "index.html", incidents=incidents, documents=list(documents.values()), totals=totals
    )
    _remove_others(folder, {*incident_pages, *document_pages, folder / "index.html"})
    return Site(folder, incident_pages, document_pages)


class _Pages:
    """Templates filled in and written."""

    def __init__(self, database: Path, folder: Path) -> None:
        self._folder = folder
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._environment.filters.update(
            when=_when, day=_day, range_of=_range, words=lambda name: name.replace("_", " ")
        )
        self._environment.globals.update(
            style=Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")), database_name=database.name
        )

    def write(self, name: str, template: str, **values: Any) -> Path:
        path = self._folder / name
        path.write_text(self._environment.get_template(template).render(**values), encoding="utf-8")
        return path


def _dossier(
    reader: Reader, incident: Row, claims: Mapping[str, list[dict[str, Any]]], documents: Mapping[str, Row]
) -> dict[str, Any]:
    incident_id = incident["incident_id"]
    figures = reader.rows("mart.figures", incident_id=incident_id)
    own = [claim for found in claims.values() for claim in found if claim["incident_id"] == incident_id]
    stating = {figure["claim_id"] for figure in figures}
    listed = {claim["claim_id"] for claim in own}
    own += [
        claim
        for found in claims.values()
        for claim in found
        if claim["claim_id"] in stating and claim["claim_id"] not in listed
    ]
    return {
        "incident": incident,
        "figures": figures,
        "chains": {claim["claim_id"]: claim["chain"] for claim in own},
        "charts": [(kind, Markup(svg)) for kind, svg in figure_charts(figures)],
        "claims": own,
        "speakers": _speakers(own),
        "timeline": reader.rows("mart.timeline", incident_id=incident_id),
        "backing": reader.rows("mart.independent_sources", incident_id=incident_id),
        "denials": reader.rows("mart.denials", incident_id=incident_id),
        "grade": reader.rows("mart.incident_grades", incident_id=incident_id)[0],
        "documents": [documents[key] for key in dict.fromkeys(claim["document_id"] for claim in own)],
    }


def _claims(reader: Reader, documents: Mapping[str, Row]) -> dict[str, list[dict[str, Any]]]:
    """Return the claims of each document in the order of its text, ready for the templates."""
    broken: dict[str, set[str]] = defaultdict(set)
    for violation in reader.rows("mart.claim_violations"):
        broken[violation["claim_id"]].add(violation["check_name"])
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    passages = {row["claim_id"]: row for row in reader.rows("mart.claim_passages")}
    chains = {row["claim_id"]: row for row in reader.rows("mart.claim_chains")}
    for row in reader.rows("mart.claims"):
        claim = dict(row) | {"passage_marks": passages[row["claim_id"]], "chain": chains[row["claim_id"]]}
        passage = claim["passage_marks"]
        claim["passage"] = highlight(
            documents[row["document_id"]]["text"],
            _claim_marks(claim),
            passage["passage_start"],
            passage["passage_end"],
        )
        claim["violations"] = broken[row["claim_id"]]
        claim["document_href"] = f"document-{row['document_id']}.html#claim-{row['claim_id']}"
        found[row["document_id"]].append(claim)
    for claims in found.values():
        claims.sort(key=lambda claim: (claim["passage_marks"]["passage_start"], claim["claim_id"]))
    return found


def _marks(claims: Iterable[Row]) -> list[Mark]:
    return [mark for claim in claims if claim["mode"] != "narration" for mark in _claim_marks(claim)]


def _claim_marks(claim: Row) -> list[Mark]:
    spans, note = claim["passage_marks"], claim["source_name"]
    marks = [Mark(span["start"], span["end"], "content", note) for span in spans["content_spans"]]
    if spans["source_start"] is not None:
        marks.append(Mark(spans["source_start"], spans["source_end"], "source", note))
    if spans["cue_start"] is not None:
        marks.append(Mark(spans["cue_start"], spans["cue_end"], "cue", note))
    return marks


def _speakers(claims: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the sources with their claims: attributed speakers first, the outlets' own voice last."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for claim in claims:
        groups[(claim["source_name"], claim["source_kind"])].append(claim)
    ordered = sorted(groups.items(), key=lambda item: (item[0][1] == "outlet", -len(item[1]), item[0]))
    return [{"name": name, "kind": kind, "claims": said} for (name, kind), said in ordered]


def _when(row: Row) -> str:
    start, end = row["start_date"], row["end_date"]
    if start is None:
        return "date not stated"
    return _day(start) if end in (None, start) else f"{_day(start)} to {_day(end)}"


def _day(moment: date | datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d}"


def _range(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"{low:,} or more"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"


def _remove_others(folder: Path, kept: set[Path]) -> None:
    for path in folder.glob("*.html"):
        if path not in kept:
            path.unlink()
