"""Which noun each quantity counts, by the parse, and the words of that noun's group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from transforms.figures.quantities import Quantity
from transforms.records import Span
from transforms.resources import read_table, read_words

_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}
_INSIDE = {
    "amod",
    "compound",
    "nmod",
    "nummod",
    "poss",
    "det",
    "advmod",
    "npadvmod",
    "punct",
    "case",
    "quantmod",
    "prep",
}
_OF_LENGTH = 6
"""Longest "of …" phrase that is still taken into the words of a group, in tokens."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity and what it counts."""

    quantity: Quantity
    """The number."""
    head: Token
    """The noun counted; the last word of the quantity itself where no noun follows."""
    is_bare: bool
    """Whether no noun is stated ("25 were wounded")."""


@cache
def group_kinds() -> dict[str, str]:
    """Return what sort of thing each noun of ``groups.csv`` names: person, force, munition or unit."""
    return {row["word"]: row["kind"] for row in read_table("groups")}


@cache
def group_civilians() -> dict[str, str]:
    """Return "yes" or "no" for each noun of ``groups.csv`` that says whether it means civilians."""
    return {row["word"]: row["is_civilian"] for row in read_table("groups") if row["is_civilian"]}


def attach(doc: Doc, quantities: Iterable[Quantity]) -> tuple[Counted, ...]:
    """Return each quantity with the noun that it counts."""
    found = []
    for quantity in quantities:
        tokens = doc.char_span(quantity.core.start, quantity.core.end, alignment_mode="expand")
        if tokens is not None:
            found.append(_attach(quantity, tokens[-1]))
    return tuple(found)


def is_human(noun: Token) -> bool:
    """Tell whether `noun` may name people: listed so, a nationality, or not listed as something else."""
    lemma = noun.lemma_.lower()
    if group_kinds().get(lemma) in {"person", "force"} or noun.ent_type_ in {"PERSON", "NORP"}:
        return True
    if noun.pos_ in {"NUM", "PRON"} or noun.tag_ == "CD":
        return noun.lower_ not in {"it", "that", "this", "which"}
    if noun.ent_type_ in {"DATE", "TIME", "MONEY", "GPE", "FAC", "PERCENT", "LOC"}:
        return False
    return lemma not in read_words("uncounted_nouns") and group_kinds().get(lemma) is None


def group_span(counted: Counted) -> Span | None:
    """Return the words of the group: from after the number to the noun, with a short "of …"."""
    if counted.is_bare:
        return None
    head, doc = counted.head, counted.head.doc
    if head.lower_ in {"hostage", "prisoner", "captive"} and head.i and head.nbor(-1).pos_ == "NOUN":
        head = head.nbor(-1)
    start = counted.quantity.span.end
    first = next((t for t in doc[head.left_edge.i : head.i + 1] if t.idx >= start and not _is_joint(t)), None)
    if first is None:
        return None
    end = head
    follower = doc[head.i + 1] if head.i + 1 < len(doc) else None
    if follower is not None and follower.lower_ == "of" and follower.head is head:
        last = follower.right_edge
        if last.i - head.i <= _OF_LENGTH:
            end = last
    return Span(first.idx, end.idx + len(end.text))


def _is_joint(token: Token) -> bool:
    return (
        token.is_punct
        or token.is_space
        or token.lower_ in {"of", "the", "a", "an", "more", "other", "additional"}
    )


def _attach(quantity: Quantity, last: Token) -> Counted:
    doc = last.doc
    after = next((t for t in doc[last.i + 1 : last.i + 2]), None)
    if after is not None and after.lower_ == "of":
        inner = _object_of(after) or _noun_after(after)
        if inner is not None:
            return Counted(quantity, inner, is_bare=False)
    token = last
    if quantity.span.end > quantity.core.end:
        beyond = doc.char_span(quantity.core.start, quantity.span.end, alignment_mode="expand")
        token = beyond[-1] if beyond is not None else last
        nearest = _noun_after(token)
        if nearest is not None:
            return Counted(quantity, nearest, is_bare=False)
    tokens = doc.char_span(quantity.core.start, quantity.core.end, alignment_mode="expand")
    for number in reversed(tuple(tokens or (last,))):
        head = _climb(number)
        if head.i > last.i and head.pos_ in _NOMINAL and not _crosses_verb(last, head):
            return Counted(quantity, head, is_bare=False)
    follows = (
        after is not None and after.pos_ in {"NOUN", "PROPN", "ADJ"} and after.tag_ not in {"VBN", "VBD"}
    )
    if (
        last.dep_ in {"nummod", "det", "amod", "compound", "quantmod", "ROOT", "dep"}
        or last.pos_ == "DET"
        or follows
    ):
        nearest = _noun_after(last)
        if nearest is not None:
            return Counted(quantity, nearest, is_bare=False)
    return Counted(quantity, last, is_bare=True)


def _climb(token: Token) -> Token:
    """Return the noun above a number, over the words that can stand between the two."""
    head = token
    for _ in range(4):
        if head.dep_ not in {"nummod", "quantmod", "amod", "compound", "det", "nmod", "predet", "poss"}:
            break
        if head.head.sent.start != token.sent.start:
            break
        head = head.head
    return head


def _object_of(preposition: Token) -> Token | None:
    return next(
        (child for child in preposition.children if child.dep_ == "pobj" and child.pos_ in _NOMINAL), None
    )


def _crosses_verb(start: Token, end: Token) -> bool:
    return any(
        token.pos_ in {"VERB", "AUX"} and token.tag_ in {"VBD", "VBZ", "VBP"}
        for token in start.doc[start.i + 1 : end.i]
    )


def _noun_after(token: Token) -> Token | None:
    """Return the head of the noun phrase that begins within four words after `token`."""
    found = None
    for follower in token.doc[token.i + 1 : token.i + 6]:
        is_hyphen = follower.text in {"-", "–"} or follower.tag_ in {"VBN", "HYPH"}
        if follower.pos_ in {"NOUN", "PROPN"}:
            found = follower
        elif found is not None or not (follower.pos_ in {"ADJ", "DET", "NUM"} or is_hyphen):
            break
    if found is None or found.sent.start != token.sent.start:
        return None
    return found
