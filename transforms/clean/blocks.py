"""Drafts of blocks, and the document text that the kept ones make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from transforms.clean.credits import split_dateline
from transforms.records import Block, BlockKind, Span

JOIN = "\n\n"
"""Stands between kept blocks in `Document.text`."""

_DATELINE_WITHIN = 3
"""A dateline stands at the head of one of the first so many paragraphs."""


class Draft(NamedTuple):
    """A block before it has a place in the document."""

    kind: BlockKind
    """What it is."""
    text: str
    """Its words, tidied, without a list marker."""
    drop_rule: str | None = None
    """Why it is left out; null where it is kept."""


def split_datelines(drafts: Iterable[Draft]) -> list[Draft]:
    """Return `drafts` with a dateline at the head of an early paragraph as a kept block of its own."""
    result: list[Draft] = []
    paragraphs = 0
    waiting = iter(drafts)
    for draft in waiting:
        dateline = None
        if draft.drop_rule is None and draft.kind in ("paragraph", "standfirst"):
            paragraphs += 1
            dateline = split_dateline(draft.text)
        if dateline is None:
            result.append(draft)
        else:
            result += [Draft("dateline", dateline.text), Draft(draft.kind, dateline.rest)]
        if paragraphs == _DATELINE_WITHIN:
            break
    result.extend(waiting)
    return result


def assemble(document_id: str, drafts: Iterable[Draft]) -> tuple[str, tuple[Block, ...]]:
    """Return the document's text, made of the kept drafts, and all drafts as blocks."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for number, draft in enumerate(drafts):
        span = None
        if draft.drop_rule is None:
            start = length + len(JOIN) if parts else 0
            span = Span(start, start + len(draft.text))
            length = span.end
            parts.append(draft.text)
        blocks.append(
            Block(document_id, number, draft.kind, span is not None, draft.text, draft.drop_rule, span)
        )
    return JOIN.join(parts), tuple(blocks)
