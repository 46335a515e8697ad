"""A figure in the making, by token positions of one parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from transforms.figures.counted import Counted, group_span
from transforms.records import EventFactuality, FigureKind, Qualifier, Span

Basis = Literal["parse", "surface", "subset", "name", "names", "article", "definite", "plural", "group"]
"""How a draft was found; "article", "name" and "names" count people without a number word."""


@dataclass(slots=True)
class Draft:
    """One figure, by token positions of one parse."""

    kind: FigureKind
    """What befell them."""
    low: int | None
    """Least number meant."""
    high: int | None
    """Greatest number meant."""
    best: int | None
    """The number stated."""
    qualifier: Qualifier
    """How it is stated."""
    span: Span
    """Words of quantity and group."""
    group: Span | None
    """Words of the group."""
    head: Token
    """Noun counted."""
    cue: Token | None
    """Word that tells what befell them."""
    factuality: EventFactuality
    """How it is told."""
    basis: Basis
    """How it was found."""
    parent: Draft | None = None
    """The figure of which it is a part."""
    is_part: bool = False
    """Whether it is a part of some figure, found or not."""


def make_draft(
    kind: FigureKind, counted: Counted, cue: Token | None, factuality: EventFactuality, basis: Basis
) -> Draft:
    """Return the draft of a stated quantity; its words run from the quantity to the end of the group."""
    quantity, group = counted.quantity, group_span(counted)
    span = (
        quantity.span
        if group is None
        else Span(min(quantity.span.start, group.start), max(group.end, quantity.span.end))
    )
    return Draft(
        kind,
        quantity.low,
        quantity.high,
        quantity.best,
        quantity.qualifier,
        span,
        group,
        counted.head,
        cue,
        factuality,
        basis,
    )
