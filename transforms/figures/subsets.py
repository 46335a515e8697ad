"""Parts of a figure: "including 10 officers", "three of them children", "among the dead were two nurses".

A part is a figure of its own with `subset_of`; it is never added to the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from transforms.figures.counted import Counted, is_human
from transforms.figures.draft import Draft
from transforms.records import FigureKind, Span

_WHOLES = "dead|victims|wounded|injured|casualties|killed"
_BEFORE = re.compile(
    r"(?:\b(?:including|includes?|included"
    rf"|among (?:them|whom|those(?: \w+)?|the (?:{_WHOLES}))(?: (?:were|was|are|is))?"
    r"|of (?:whom|them|which|those))[,:]?(?: (?:at least|about|some|as many as))?"
    r"(?: [^.;:]{0,60}?(?:,| and))?) $",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:of (?:them|whom|those|the (?:dead|victims|wounded|injured|killed|casualties)))\b")
_NAMED_WHOLE = re.compile(r"\b(?:[Aa]mong the|[Tt]he) (dead|killed|victims|wounded|injured|casualties)\b")
_NAMED_PART = re.compile(
    r"\b(?:including|among (?:them|whom)|of (?:whom|them))[,:]? (?:[^.;]{0,40}(?:,| and) )?$"
)
_PAUSE = re.compile(r"[,;(–—-]\s*$")
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
    before, after = _around(head, span)
    if _NAMED_PART.search(before):
        return True
    return _AFTER.match(after) is not None and _PAUSE.search(before) is not None


def _around(head: Token, span: Span) -> tuple[str, str]:
    """Return the words of the sentence before and after `span`."""
    sentence = head.sent
    words, start = sentence.text, sentence.start_char
    return words[: max(0, span.start - start)], words[max(0, span.end - start) :]


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
        span = counted.quantity.span
        before_it, after_it = _around(counted.head, span)
        follows = _AFTER.match(after_it)
        if _BEFORE.search(before_it[-_LOOK_BACK:]) is None and follows is None:
            continue
        same = [
            draft
            for draft in wholes
            if draft.head.sent.start == sentence.start and draft.head.i != counted.head.i
        ]
        before = [draft for draft in same if draft.span.end <= span.start]
        named = _NAMED_WHOLE.search(f"{before_it} {after_it[:30]}")
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
