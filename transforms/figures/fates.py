"""What drafts are to each other: one fate for each number, and parts tied to their whole."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.figures.draft import Draft
from transforms.figures.subsets import is_subset
from transforms.records import Span


def without_doubles(drafts: Iterable[Draft]) -> list[Draft]:
    """Return `drafts` with one fate for each number: killed before "shot", both for "dead and wounded"."""
    kept: dict[Span, list[Draft]] = {}
    for draft in drafts:
        kept.setdefault(draft.span, []).append(draft)
    return [_one_fate(fates) if len(fates) > 1 else fates[0] for fates in kept.values()]


def _one_fate(fates: list[Draft]) -> Draft:
    killed = next((draft for draft in fates if draft.kind == "killed"), None)
    wounded = next((draft for draft in fates if draft.kind == "wounded"), None)
    if killed is None:
        return fates[0] if wounded is None else wounded
    if wounded is None or killed.cue is None or wounded.cue is None:
        return killed
    if wounded.cue in killed.cue.conjuncts:
        killed.kind = "killed_or_wounded"
    return killed


def mark_breakdown(found: list[Draft]) -> None:
    """Tie to the first figure of a list those that add up to it: "30 people, 18 soldiers and 12 guards"."""
    lists: dict[tuple[int, str], list[Draft]] = {}
    for draft in found:
        if draft.cue is not None and draft.best is not None and not draft.is_part:
            lists.setdefault((draft.cue.i, draft.kind), []).append(draft)
    for whole, *rest in lists.values():
        if len(rest) > 1 and sum(draft.best or 0 for draft in rest) == whole.best:
            for draft in rest:
                draft.parent, draft.is_part = whole, True


def mark_parts(found: list[Draft]) -> None:
    """Tie to its whole each figure found by the parse that the words call a part."""
    for draft in found:
        if draft.parent is None and draft.basis in {"parse", "surface"} and is_subset(draft.head, draft.span):
            draft.is_part = True
            before = [
                each
                for each in found
                if each.span.end <= draft.span.start and each.kind == draft.kind and not each.is_part
            ]
            same = [each for each in before if each.head.sent.start == draft.head.sent.start]
            draft.parent = same[-1] if same else None
