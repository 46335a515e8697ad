"""What speaks for and against each pair of totals (killed, wounded) of a document, as named features.

A document of one incident states its figures again and again: rounded, updated, split by group. The
candidates are the numbers it states, zero and one, and what is left of "12 shot" once the killed are
taken away; the features say where and how each was stated. `document` weighs them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc

from transforms.figures.draft import Draft
from transforms.records import FigureKind

Features = dict[str, float]
Pair = tuple[int, int]

_MOST = 80
"""Greatest total considered."""
_KINDS: tuple[FigureKind, ...] = ("killed", "wounded", "killed_or_wounded")
_LEAD, _EARLY = 300, 1200
"""Characters up to which a figure stands in the lead, or early in the text."""


@dataclass(slots=True)
class Evidence:
    """Drafts and words of one document."""

    drafts: list[tuple[str, Draft]] = field(default_factory=list)
    """Casualty drafts with the zone in which they stand: title, lead, early or late."""
    words: frozenset[str] = frozenset()
    """Lemmas of the text."""
    title_words: frozenset[str] = frozenset()
    """Lemmas and pairs of neighbouring lemmas of the title."""


def gather(title: Doc | None, titled: Sequence[Draft], text: Doc, drafts: Sequence[Draft]) -> Evidence:
    """Return the evidence in a title and a text with their drafts; denied figures are left out."""
    zoned = [("title", draft) for draft in titled] + [(_zone(draft), draft) for draft in drafts]
    kept = [(zone, draft) for zone, draft in zoned if draft.kind in _KINDS and draft.factuality != "denied"]
    return Evidence(
        kept, frozenset(_lemmas(text)), frozenset() if title is None else frozenset(_shingles(title))
    )


def candidates(evidence: Evidence) -> tuple[Pair, ...]:
    """Return the pairs of totals that the document may mean."""
    stated: dict[str, set[int]] = {kind: set() for kind in _KINDS}
    for _, draft in evidence.drafts:
        if draft.best is not None and 0 < draft.best <= _MOST:
            stated[draft.kind].add(draft.best)
    both = stated["killed_or_wounded"]
    names = {len(found) for kind in ("killed", "wounded") if (found := _names(evidence, kind))}
    killed = {0, 1} | stated["killed"] | both | {n for n in names if n <= 12}
    killed |= {n + 1 for n in stated["killed"] if n < 20}
    pairs = set()
    for k in killed:
        hurt = (
            {0, 1}
            | stated["wounded"]
            | both
            | {n - k for n in both if n > k}
            | {n - 1 for n in both if n > 1}
        )
        pairs |= {(k, i) for i in hurt}
    return tuple(sorted(pairs))


def features(evidence: Evidence, pairs: Sequence[Pair]) -> Iterator[tuple[Features, Features, Features]]:
    """Yield for each of `pairs` what speaks for its killed, for its wounded and for both together."""
    killed = {k: _of_value(evidence, "K", k) for k in {k for k, _ in pairs}}
    wounded = {i: _of_value(evidence, "I", i) for i in {i for _, i in pairs}}
    for k, i in pairs:
        yield killed[k], wounded[i], _of_pair(evidence, k, i)


def _zone(draft: Draft) -> str:
    start = draft.span.start
    return "lead" if start < _LEAD else "early" if start < _EARLY else "late"


def _class(value: int) -> str:
    return str(value) if value < 2 else "many"


def _names(evidence: Evidence, kind: str) -> set[str]:
    return {draft.head.lower_ for _, draft in evidence.drafts if draft.kind == kind and draft.basis == "name"}


def _of_value(evidence: Evidence, slot: str, value: int) -> Features:
    level = _class(value)
    found: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    greatest: dict[str, int] = {}
    for zone, draft in evidence.drafts:
        kind, best = draft.kind, draft.best
        if best is None or draft.basis in {"definite", "plural"}:
            found[f"{slot}|{level}|open|{kind}|{draft.basis}|{zone}"] += 1
            continue
        if not draft.is_part and best > 1:
            greatest[kind] = max(best, greatest.get(kind, 0))
        totals[kind] += 1
        if best == value and totals[kind] == 1:
            found[f"{slot}|first|{level}|{kind}"] = 1
        found.update(_stated(draft, slot, value, zone))
    made = {name: math.log1p(count) for name, count in found.items()}
    for kind in _KINDS:
        if totals[kind]:
            made[f"{slot}|share|{level}|{kind}"] = found[f"{slot}|eq|{kind}"] / totals[kind]
        if greatest.get(kind) == value:
            made[f"{slot}|greatest|{kind}"] = 1.0
        names = len(_names(evidence, kind))
        if names:
            made[f"{slot}|{level}|names|{kind}|{min(names, 4)}"] = 1.0
        if 0 < names == value:
            made[f"{slot}|names_equal|{kind}"] = 1.0
    if not any(name.startswith(f"{slot}|eq") for name in made):
        made[f"{slot}|unstated|{level}"] = 1.0
    made |= {f"{slot}|{level}": 1.0, f"{slot}|size": math.log1p(value)}
    made |= {f"{slot}|{level}|w|{word}": 1.0 for word in evidence.words}
    return made | {f"{slot}|{level}|t|{word}": 1.0 for word in evidence.title_words}


def _stated(draft: Draft, slot: str, value: int, zone: str) -> Iterator[str]:
    """Yield what one stated number says for or against `value`."""
    level, kind = _class(value), draft.kind
    if draft.best != value:
        side = "more" if (draft.best or 0) > value else "less"
        yield f"{slot}|{level}|{side}|{kind}|{zone}|{'part' if draft.is_part else draft.basis}"
        yield f"{slot}|{level}|{side}|{kind}"
        return
    mark = "part" if draft.is_part else "other" if "other" in draft.head.lemma_.lower() else "whole"
    yield f"{slot}|eq|{level}|{kind}|{draft.basis}|{zone}"
    yield f"{slot}|eq|{kind}|{draft.qualifier}|{mark}"
    yield f"{slot}|eq|{level}|{kind}|{zone}"
    yield f"{slot}|eq|{kind}|cue|{'' if draft.cue is None else draft.cue.lemma_.lower()}"
    yield f"{slot}|eq|{kind}"


def _of_pair(evidence: Evidence, killed: int, wounded: int) -> Features:
    made: Features = {f"J|{_class(killed)}|{_class(wounded)}": 1.0}
    if killed == wounded and killed > 1:
        made["J|same"] = 1.0
    found: Counter[str] = Counter()
    for zone, draft in evidence.drafts:
        if draft.kind != "killed_or_wounded" or draft.best is None or draft.basis in {"definite", "plural"}:
            continue
        size = "one" if draft.best == 1 else "many"
        for name, matches in (
            ("sum", draft.best == killed + wounded),
            ("killed", draft.best == killed and killed != wounded),
            ("wounded", draft.best == wounded and killed != 0),
            ("beyond", draft.best > killed + wounded),
        ):
            if matches:
                found[f"J|both|{name}|{size}|{zone}"] += 1
                found[f"J|both|{name}|{size}"] += 1
    made.update((name, math.log1p(count)) for name, count in found.items())
    return made


def _lemmas(doc: Doc) -> Iterator[str]:
    return (
        token.lemma_.lower() for token in doc if token.is_alpha and token.ent_type_ not in {"PERSON", "GPE"}
    )


def _shingles(doc: Doc) -> Iterable[str]:
    words = [
        token.lemma_.lower()
        for token in doc
        if not token.is_space and token.ent_type_ not in {"PERSON", "GPE"}
    ]
    return [*words, *(f"{a}_{b}" for a, b in pairwise(words))]
