"""Totals of a document about one incident: how many it says were killed and wounded, all told.

The figures themselves are never merged: each stays under its own claim. This is the one number that
a reader would take away, chosen among the numbers stated by a conditional logit over the features of
`evidence` (McFadden 1974), whose weights stand in ``transforms/weights/figures``. Where the weights
are not wanted, `stated_totals` counts by a plain rule.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Doc

from transforms.dates.recognise import find_expressions
from transforms.figures.draft import Draft
from transforms.figures.drafts import find_drafts
from transforms.figures.evidence import Evidence, Pair, candidates, features, gather
from transforms.resources import weights

WEIGHTS = "figures"


def total_for_document(
    text: Doc, title: Doc | None = None, weighs: Mapping[str, float] | None = None
) -> Pair:
    """Return the killed and the wounded that the parsed `text` under `title` states for its incident.

    `weighs` are the weights by feature name; by default those shipped.
    """
    evidence = read_evidence(text, title)
    pairs = candidates(evidence)
    known = load_weights() if weighs is None else weighs
    sums: dict[int, float] = {}
    best, best_score = pairs[0], -math.inf
    for pair, parts in zip(pairs, list(features(evidence, pairs)), strict=True):
        for part in parts:
            if id(part) not in sums:
                sums[id(part)] = sum(known.get(name, 0.0) * value for name, value in part.items())
        score = sum(sums[id(part)] for part in parts)
        if score > best_score:
            best, best_score = pair, score
    return best


def stated_totals(text: Doc, title: Doc | None = None) -> Pair:
    """Return killed and wounded by rule: the number stated most often, one in the title counting thrice.

    Where nobody is said to be wounded, it is who was shot or stabbed and is not among the killed.
    """
    evidence = read_evidence(text, title)
    killed = _most_stated(evidence, "killed")
    wounded = _most_stated(evidence, "wounded")
    both = _most_stated(evidence, "killed_or_wounded")
    return killed, wounded or max(0, both - killed)


def read_evidence(text: Doc, title: Doc | None) -> Evidence:
    """Return what `text` and `title` hold on their totals."""
    return gather(title, _drafts(title), text, _drafts(text))


@cache
def load_weights() -> Mapping[str, float]:
    """Return the shipped weights by feature name."""
    path = weights(WEIGHTS) / "totals.json"
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _drafts(doc: Doc | None) -> Sequence[Draft]:
    return [] if doc is None else find_drafts(doc, list(find_expressions(doc.text)))


def _most_stated(evidence: Evidence, kind: str) -> int:
    votes: Counter[int] = Counter()
    is_told = False
    for zone, draft in evidence.drafts:
        if draft.kind == kind and not draft.is_part:
            is_told = True
            if draft.best is not None:
                votes[draft.best] += 3 if zone == "title" else 1
    numbers = {value: count for value, count in votes.items() if value > 1} or votes
    return max(numbers, key=lambda value: (numbers[value], value), default=int(is_told))
