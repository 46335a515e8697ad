"""The sentences of ``*.yaml`` beside this file, read as a specification: each names every claim to be found.

Keys of a claim: source, cue, content (words, parts divided by …), kind, mode, factuality, negated, hedged,
via, audience, medium, nested, said. `more: true` allows claims beyond those named; `only: rules` or
`only: default` limits a case to one extractor; `fails: {rules: reason}` marks what is known to go wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from transforms.claims.attribution import ClaimFinder
from transforms.claims.extract import extract_claims
from transforms.claims.merge import default_finder
from transforms.claims.rules import RuleFinder
from transforms.dates import find_dates
from transforms.language import Article, parse_articles
from transforms.records import Block, Claim, Document, Entity, Resolution, SourceKind, Span

HERE = Path(__file__).parent
FIELDS = {
    "kind": "cue_kind",
    "mode": "mode",
    "factuality": "factuality",
    "negated": "is_negated",
    "hedged": "is_hedged",
    "medium": "medium",
}


@dataclass(frozen=True)
class Named:
    """A source by its words alone."""

    name: str
    entity: Entity | None = None
    kind: SourceKind = "anonymous"
    role: str | None = None
    resolution: Resolution | None = None


class WordBook:
    """Resolves every source to its own words: resolution is tested in the room of entities."""

    def __init__(self, article: Article) -> None:
        self._text = article.text

    def resolve(self, span: Span) -> Named:
        return Named(span.cut(self._text))


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
            found.append(pytest.param(case, id=f"{path.stem}-{number}"))
    return found


def build(case: dict[str, Any], nlp: Language) -> Article:
    text = case["text"]
    blocks = []
    start = 0
    for number, part in enumerate(text.split("\n\n")):
        kind = case["kinds"][number] if "kinds" in case else "paragraph"
        blocks.append(Block("d", number, kind, True, part, None, Span(start, start + len(part))))
        start += len(part) + 2
    day = case.get("published")
    published = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    document = Document("d", "c", 0, text, published_at=published, published_precision="day" if day else None)
    return next(parse_articles(nlp, [(document, tuple(blocks))]))


@cache
def finder(name: str) -> ClaimFinder:
    return RuleFinder() if name == "rules" else default_finder()


@pytest.mark.parametrize("extractor", ["rules", "default"])
@pytest.mark.parametrize("case", cases())
def test_specification(case: dict[str, Any], extractor: str, nlp: Language) -> None:
    if case.get("only", extractor) != extractor:
        pytest.skip(f"holds for {case['only']} only")
    article = build(case, nlp)
    claims = extract_claims(article, WordBook(article), find_dates(article), finder(extractor))
    problems = compare(case, claims)
    reason = case.get("fails", {}).get(extractor)
    if reason and problems:
        pytest.xfail(reason)
    assert not problems, "\n".join([case["text"], *problems, "found:", *map(shown, claims)])


def compare(case: dict[str, Any], claims: tuple[Claim, ...]) -> list[str]:
    problems = []
    left = list(claims)
    for wanted in case["claims"]:
        fitting = [claim for claim in left if not differences(wanted, claim, claims)]
        if fitting:
            left.remove(fitting[0])
        else:
            nearest = [d for claim in left if (d := differences(wanted, claim, claims))]
            problems.append(f"missing {wanted}; nearest differs in {min(nearest, key=len, default=[])}")
    if left and not case.get("more"):
        problems += [f"not wanted: {shown(claim)}" for claim in left]
    return problems


def differences(wanted: dict[str, Any], claim: Claim, claims: tuple[Claim, ...]) -> list[str]:
    found: dict[str, object] = {
        "source": plain(claim.source_text),
        "cue": plain(claim.cue_text),
        "content": plain(claim.content_text),
        "via": plain(claim.via_name),
        "audience": plain(claim.audience_text),
        "nested": claim.parent_claim_id is not None,
        "said": claim.said_start,
        **{key: getattr(claim, attribute) for key, attribute in FIELDS.items()},
    }
    expected = {"nested": False, **wanted}
    if claim.extractor.startswith("encoder"):
        _allow_more(found, expected)
    return [
        f"{key}: {found[key]!r}"
        for key, value in expected.items()
        if found[key] != (plain(value) if key in ("source", "cue", "content", "via", "audience") else value)
    ]


def _allow_more(found: dict[str, object], expected: dict[str, Any]) -> None:
    """Let the encoder take more words into source and cue than stand in the specification."""
    for key in ("source", "cue"):
        wanted, got = plain(expected.get(key)), found[key]
        if wanted and isinstance(got, str) and wanted in got:
            found[key] = wanted


def plain(words: str | None) -> str | None:
    """Return `words` without marks at the ends of their parts: a comma more or less is no difference."""
    if words is None:
        return None
    parts = [re.sub(r"\s+", " ", part).strip(" ,.;:\"'“”‘’«»—–-") for part in words.split(" … ")]
    return " … ".join(part for part in parts if part)


def shown(claim: Claim) -> str:
    return (
        f"  [{claim.source_text}] <{claim.cue_text}> {claim.content_text} "
        f"({claim.cue_kind}, {claim.mode}, {claim.factuality}, "
        f"negated={claim.is_negated}, hedged={claim.is_hedged}, "
        f"via={claim.via_name}, medium={claim.medium}, audience={claim.audience_text}, "
        f"nested={claim.parent_claim_id is not None}, said={claim.said_start})"
    )


def test_the_specification_is_large_enough() -> None:
    everything = [parameter.values[0] for parameter in cases()]
    assert len(everything) >= 150
    assert sum(1 for case in everything if not case["claims"]) >= 20
