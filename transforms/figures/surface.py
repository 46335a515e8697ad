"""What befell a counted group, told from the words next to it: for headlines and broken parses."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.counted import Counted
from transforms.figures.cues import frames_of
from transforms.records import FigureKind

_REACH = 6
_STOPS = frozenset(
    (
        "and",
        "but",
        "of",
        "in",
        "at",
        "on",
        "by",
        "after",
        "when",
        "as",
        "who",
        "that",
        "which",
        "to",
        "from",
        "with",
    )
)


def surface_kind(counted: Counted) -> tuple[FigureKind, Token] | None:
    """Return what befell the group and the word that says so, None where no such word stands near."""
    return _after(counted) or _before(counted)


def _after(counted: Counted) -> tuple[FigureKind, Token] | None:
    doc = counted.head.doc
    for token in doc[counted.head.i + 1 : counted.head.i + 1 + _REACH]:
        if token.is_punct or token.is_space or token.lower_ in _STOPS:
            return None
        lemma = token.lemma_.lower()
        state = frames_of("A").get(token.lower_)
        if state is not None:
            return state[0][0], token
        verb = frames_of("V").get(lemma)
        if verb is None:
            continue
        kind, frame = verb[0]
        if frame == "subject":
            return kind, token
        is_active = any(child.dep_ in {"dobj", "obj"} for child in token.children)
        return None if is_active or token.tag_ == "VBG" else (kind, token)
    return None


def _before(counted: Counted) -> tuple[FigureKind, Token] | None:
    doc = counted.head.doc
    tokens = doc.char_span(counted.quantity.span.start, counted.quantity.span.end, alignment_mode="expand")
    if tokens is None or tokens.start == 0:
        return None
    token = doc[tokens.start - 1]
    verb = frames_of("V").get(token.lemma_.lower()) or frames_of("V").get(token.lower_.removesuffix("s"))
    if (
        verb is not None
        and verb[0][1] == "patient"
        and not (token.tag_ == "VBN" and token.lower_ != "killed")
    ):
        return verb[0][0], token
    return None
