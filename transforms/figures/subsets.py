"""Parts of a figure: "including 10 officers", "three of them children", "among the dead were two nurses".

A part is a figure of its own with `subset_of`; it is never added to the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from transforms.figures.counted import Counted, is_human
from transforms.records import FigureKind, Span

if TYPE_CHECKING:
    from transforms.figures.drafts import Draft

_WHOLES = "dead|victims|wounded|injured|casualties|killed"
_BEFORE = re.compile(
    r"(?:\b(?:including|includes?|included|as well as"
    rf"|among (?:them|whom|those(?: \w+)?|the (?:{_WHOLES}))(?: (?:were|was|are|is))?"
    r"|of (?:whom|them|which|those))[,:]?(?: (?:at least|about|some|as many as))?"
    r"(?: [^.;:]{0,60}?(?:,| and))?) $",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:of (?:them|whom|those|the (?:dead|victims|wounded|injured|killed|casualties)))\b")
_NAMED_WHOLE = re.compile(r"\b(?:[Aa]mong the|[Tt]he) (dead|killed|victims|wounded|injured|casualties)\b")
_KINDS: dict[str, FigureKind] = {
    "dead": "killed",
    "killed": "killed",
    "wounded": "wounded",
    "injured": "wounded",
    "casualties": "killed_or_wounded",
}
_LOOK_BACK = 110


def is_subset(head: Token, span: Span) -> bool:
    """Tell whether the words around `span` call it a part of something counted before."""
    text = head.doc.text
    start = max(head.sent.start_char, span.start - _LOOK_BACK)
    if re.search(
        r"\b(?:including|among (?:them|whom)|of (?:whom|them))[,:]? (?:[^.;]{0,40}(?:,| and) )?$",
        text[start : span.start],
    ):
        return True
    return _AFTER.match(text, span.end) is not None and bool(
        re.search(r"[,;(–—-]\s*$", text[start : span.start])
    )


def find_subsets(
    rest: Sequence[Counted], found: Sequence[Draft]
) -> Iterator[tuple[Counted, Draft | None, FigureKind]]:
    """Yield each of `rest` that is a part, with its whole (null where not found) and its kind."""
    wholes = [
        draft
        for draft in found
        if draft.kind in {"killed", "wounded", "killed_or_wounded", "missing", "captured", "displaced"}
    ]
    for counted in rest:
        if counted.quantity.best == 0 or not (counted.is_bare or is_human(counted.head)):
            continue
        sentence = counted.head.sent
        text, span = counted.head.doc.text, counted.quantity.span
        head = text[max(sentence.start_char, span.start - _LOOK_BACK) : span.start]
        follows = _AFTER.match(text, span.end)
        if _BEFORE.search(head) is None and follows is None:
            continue
        same = [
            draft
            for draft in wholes
            if draft.head.sent.start == sentence.start and draft.head.i != counted.head.i
        ]
        before = [draft for draft in same if draft.span.end <= span.start]
        named = _NAMED_WHOLE.search(text[sentence.start_char : span.end + 30])
        if before and named is None:
            yield counted, before[-1], before[-1].kind
        elif named is not None and named[1] in _KINDS:
            kind = _KINDS[named[1]]
            earlier = [
                draft
                for draft in wholes
                if draft.kind == kind and draft.span.end <= span.start and draft.qualifier != "none_stated"
            ]
            yield counted, (earlier[-1] if earlier else None), kind
        elif same and follows is None:
            yield counted, same[0], same[0].kind
