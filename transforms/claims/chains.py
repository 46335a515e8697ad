"""The way of the words: to whom they were said, by what means, and by whose report they reached the outlet.

"A U.S. official told CNN" gives via CNN; "told reporters" an audience; "the minister said, as reported by
Reuters" via Reuters; "according to Interfax, citing a source in the army" a second claim inside the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.claims.clauses import cited_sources
from transforms.claims.lexicon import (
    addressing,
    carrier_names,
    carrier_words,
    carrying,
    document_media,
    media,
    occasions,
)
from transforms.claims.syntax import source_tokens, spans_of, subtree, trim
from transforms.records import Span


@dataclass(frozen=True, slots=True)
class Channel:
    """How the words travelled; every span stands outside the content."""

    audience: Span | None = None
    """To whom."""
    via: Span | None = None
    """By whose report."""
    medium: str | None = None
    """By what means."""
    cited: tuple[Span, ...] = ()
    """Whom the source itself names as its source ("citing …")."""


def read_channel(source: list[Token], cue: list[Token], head: Token | None, content: list[Token]) -> Channel:
    """Return the channel of one attribution, read off its own sentence."""
    barred = {t.i for t in content}
    medium = next(
        (document_media()[t.lemma_.lower()] for t in _heads(source) if t.lemma_.lower() in document_media()),
        None,
    )
    if head is None:
        return Channel(medium=medium)
    outside = [t for t in head.sent if t.i not in barred and not t.is_space]
    own = [t for t in outside if not _under_other_cue(t, head, cue, barred)]
    audience = via = None
    person = _addressee(head, barred, {t.i for t in source})
    if person is not None:
        occasion = occasions().get(person.lemma_.lower())
        if occasion:
            medium = occasion
        elif is_carrier(person):
            via = person
        else:
            audience = person
    for found, partner in _phrases(own, head):
        medium = found if medium is None or medium == "report" else medium
        if partner is not None and partner.i not in barred:
            if is_carrier(partner):
                via = via or partner
            else:
                audience = audience or partner
        break
    via = via or _carrier_named(outside, {t.i for t in source}, cue)
    return Channel(_span(audience), _span(via), medium, tuple(_cited(outside, head)))


def is_carrier(head: Token) -> bool:
    """Tell whether a noun phrase with this head names a medium or an agency."""
    words = [
        t for t in head.subtree if t.i <= head.i and t.dep_ in ("compound", "nmod", "amod", "poss", "case")
    ] + [head]
    phrase = " ".join(t.text for t in sorted(words, key=lambda t: t.i)).lower()
    names = carrier_names()
    if phrase in names or head.lower_ in names or phrase.removeprefix("the ") in names:
        return True
    return head.lower_ in carrier_words() and (
        head.pos_ == "PROPN"
        or head.lemma_.lower()
        in (
            "agency",
            "newspaper",
            "broadcaster",
            "television",
            "channel",
            "network",
            "radio",
            "magazine",
            "outlet",
            "paper",
            "tv",
            "daily",
            "weekly",
            "tabloid",
        )
    )


def _heads(tokens: list[Token]) -> list[Token]:
    inside = {t.i for t in tokens}
    return [t for t in tokens if t.head.i not in inside or t.head.i == t.i]


def _span(head: Token | None) -> Span | None:
    if head is None:
        return None
    words = spans_of(source_tokens(head, head) or [head])
    return Span(words[0].start, words[-1].end)


def _addressee(head: Token, barred: set[int], source: set[int]) -> Token | None:
    lemma = head.lemma_.lower()
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in head.children)
    for child in head.children:
        if child.i in barred or child.i in source or child.i < head.i:
            continue
        if (
            lemma in addressing("object")
            and child.dep_ in ("dobj", "dative")
            and child.pos_ in ("NOUN", "PROPN", "PRON")
            and not passive
        ):
            return child
        if (
            lemma in addressing("to") | addressing("object")
            and child.dep_ in ("prep", "dative")
            and child.lower_ == "to"
        ):
            for below in child.children:
                if below.dep_ == "pobj" and below.i not in barred and below.ent_type_ not in ("DATE", "TIME"):
                    return below
    return None


def hearer_of(head: Token) -> Token | None:
    """Return the word for whoever is told something by the verb `head`, or None."""
    return _addressee(head, set(), set())


def _under_other_cue(token: Token, head: Token, cue: list[Token], content: set[int]) -> bool:
    """Tell whether another verb between `token` and the cue claims the phrase for itself."""
    at = token
    inside = {t.i for t in cue}
    while at.head.i != at.i:
        at = at.head
        if at.i == head.i or at.i in inside:
            return False
        if at.pos_ == "VERB" and not at.is_ancestor(head):
            speaking = at.dep_ == "advcl" and at.lemma_.lower() in addressing("to") and at.head.i == head.i
            return at.i not in content and not speaking
    return False


def _phrases(tokens: list[Token], head: Token) -> Iterator[tuple[str, Token | None]]:
    """Yield channel phrases ("in a letter to X") as medium and partner, the nearest to the cue first."""
    table = media()
    nouns = [
        (token, below)
        for token in tokens
        if token.pos_ in ("ADP", "SCONJ", "PART")
        for below in token.children
        if below.dep_ == "pobj"
    ]
    for token, noun in sorted(nouns, key=lambda pair: (abs(pair[0].i - head.i), pair[0].i)):
        medium = table.get((token.lower_, noun.lemma_.lower()))
        if medium:
            yield medium, _partner(noun)


def _partner(noun: Token) -> Token | None:
    """Return the other side of a letter or talk: "to X", "with X", "addressed to X", "carried by X"."""
    joining = {"address", "send", "write", "give"} | carrying()
    for below in noun.subtree:
        if below.head.i != noun.i and below.head.lemma_.lower() not in joining:
            continue
        if below.dep_ == "agent" or (below.dep_ in ("prep", "dative") and below.lower_ in ("to", "with")):
            for child in below.children:
                if child.dep_ == "pobj" and child.ent_type_ not in ("DATE", "TIME"):
                    return child
    return None


def _quoting(cue: list[Token]) -> Token | None:
    """Return "quoted" of "quoted him as saying", where the cue is "saying"."""
    for token in cue:
        if (
            token.dep_ == "pcomp"
            and token.head.lower_ == "as"
            and token.head.head.lemma_ in ("quote", "cite")
        ):
            return token.head.head
    return None


def _carrier_named(tokens: list[Token], source: set[int], cue: list[Token]) -> Token | None:
    """Return X of "as reported by X", "quoted by X", "according to X" beside another cue."""
    own = {t.i for t in cue}
    candidates: list[Token] = []
    quoting = _quoting(cue)
    if quoting is not None:
        candidates += [child for child in quoting.children if child.dep_ == "nsubj"]
    for token in tokens:
        lemma = token.lemma_.lower()
        if lemma in carrying() and token.tag_ in ("VBN", "VBD"):
            by = [c for c in token.children if c.dep_ == "agent" or c.lower_ == "by"]
            candidates += [below for c in by for below in c.children if below.dep_ == "pobj"]
        if token.lower_ == "according" and token.i not in own:
            candidates += [c for c in token.subtree if c.dep_ == "pobj" and is_carrier(c)]
        if token.i in own and lemma in ("quote", "cite"):
            candidates += [c for c in token.children if c.dep_ == "nsubj"]
    return next((one for one in candidates if one.i not in source), None)


def _cited(tokens: list[Token], head: Token) -> Iterator[Span]:
    for token in tokens:
        if token.i != head.i:
            for part in cited_sources(token):
                words = trim(t for t in subtree(part) if t.dep_ not in ("cc", "conj") or t is part)
                spans = spans_of(words)
                yield Span(spans[0].start, spans[-1].end)
