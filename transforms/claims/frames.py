"""Ways in which a word can report: every reading that the parse allows, before any is believed.

A reading pairs a cue with what it would report if it reports at all. Which cue reports in which
frame is decided by the reviewed table ``seeds/reference/reporting_frames.csv``, not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from transforms.claims.clauses import (
    antecedent,
    cited_sources,
    clause_after_channel,
    clause_words,
    is_citing,
    is_relative,
    is_set_off,
    is_setting,
    named_words,
    quotes_saying,
    split_clause,
)
from transforms.claims.lexicon import addressing, cue_auxiliaries, media
from transforms.claims.syntax import SUBJECTS, source_tokens, subject_of, subtree, trim

_CUE_PARTS = {"neg", "aux", "auxpass", "prt"}
_OBJECTS = {"dobj", "oprd", "xcomp", "dative"}
_ASIDES = {"parataxis", "ccomp", "advcl"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word as a cue."""

    head: Token
    """The word that would report."""
    frame: str
    """How its content hangs on it: clause, to, object, prep:of, passive, aside…"""
    cue: tuple[Token, ...]
    """Words of the cue."""
    source: tuple[Token, ...]
    """Words of the source; empty where none is said."""
    content: tuple[Token, ...]
    """Words of the content."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what the table is asked for: lemma, kind of word, frame."""
        return self.head.lemma_.lower(), word_kind(self.head), self.frame


def word_kind(token: Token) -> str:
    """Return verb, noun or adj: the three kinds of cue."""
    if token.pos_ in ("VERB", "AUX"):
        return "verb"
    return "noun" if token.pos_ in ("NOUN", "PROPN") else "adj"


def readings(doc: Doc) -> Iterator[Reading]:
    """Yield every reading of every word of `doc`, without asking what the word means."""
    for token in doc:
        if token.is_space or token.is_punct:
            continue
        if token.lower_ == "according":
            yield from _according(token)
        elif token.tag_ == "RB" and token.dep_ == "advmod":
            yield from _of_adverb(token)
        elif token.pos_ == "VERB" and token.dep_ not in ("aux", "auxpass", "amod"):
            yield from _of_verb(token)
        elif token.pos_ == "NOUN":
            yield from _of_noun(token)
        elif token.pos_ == "ADJ" and token.dep_ in ("acomp", "amod", "oprd", "conj", "ROOT"):
            yield from _of_adjective(token)


def cue_of(token: Token) -> tuple[Token, ...]:
    """Return `token` with auxiliaries, particle, negation, and the verb over it ("declined to say")."""
    parts = [child for child in token.children if child.dep_ in _CUE_PARTS]
    if token.dep_ == "xcomp" and token.head.lemma_.lower() in cue_auxiliaries():
        parts += cue_of(token.head)
    return tuple(trim([token, *parts]))


def _made(
    head: Token,
    frame: str,
    content: list[Token],
    cue: tuple[Token, ...] | None = None,
    source: list[Token] | None = None,
) -> Iterator[Reading]:
    words = cue if cue is not None else cue_of(head)
    speaker = source_tokens(subject_of(head), head) if source is None else source
    barred = {token.i for token in (*words, *speaker)}
    kept = trim(token for token in content if token.i not in barred)
    if kept:
        yield Reading(
            head, frame, words, tuple(t for t in speaker if t.i not in {c.i for c in words}), tuple(kept)
        )


def _according(token: Token) -> Iterator[Reading]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    if to is None and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        to = token.nbor()
    if to is None:
        return
    who = next((child for child in (*to.children, *token.children) if child.dep_ == "pobj"), None)
    if who is None or is_relative(who):
        return
    top = token.head if token.head.i != token.i else None
    while top is not None and top.head.i != top.i and top.pos_ not in ("VERB", "AUX"):
        top = top.head
    words = subtree(top, stop=[token]) if top is not None else list(token.sent)
    words = [t for t in words if not any(is_citing(a) for a in (t, *t.ancestors))]
    yield from _made(token, "according", words, (token, to), source_tokens(who, token))


def _of_verb(verb: Token) -> Iterator[Reading]:
    if cited_sources(verb) or quotes_saying(verb):
        return
    children = list(verb.children)
    has_clause = False
    for reading in _of_clause(verb, children):
        has_clause = True
        yield reading
    if (
        verb.dep_ in _ASIDES
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.head.i != verb.i
        and is_set_off(verb)
    ):
        yield from _made(verb, "aside", subtree(verb.head, stop=[verb]))
    if verb.dep_ in ("pcomp", "ccomp", "dobj", "pobj") and (named := named_words(verb)):
        yield from _made(verb, "named", named)
    if not has_clause:
        yield from _of_objects(verb, children)
    passive = next((c for c in children if c.dep_ == "nsubjpass"), None)
    yield from _of_prepositions(verb, children, passive)
    if passive is not None:
        yield from _of_passive(verb, children, passive)
    subject = next((c for c in children if c.dep_ in SUBJECTS and c.dep_ != "expl"), None)
    infinitives = [t for c in children if c.dep_ == "xcomp" for t in subtree(c)]
    if subject is not None and infinitives:
        yield from _made(verb, "raising", [*subtree(subject), *infinitives], source=[])


def _of_clause(verb: Token, children: list[Token]) -> Iterator[Reading]:
    clauses = [c for c in children if c.dep_ == "ccomp"]
    if clauses:
        words = [t for c in clauses for t in clause_words(c)]
        yield from _made(verb, "clause", words + antecedent(verb, clauses))
    else:
        yield from _made(verb, "clause", clause_after_channel(verb) or split_clause(verb))


def _of_objects(verb: Token, children: list[Token]) -> Iterator[Reading]:
    infinitives = [c for c in children if c.dep_ == "xcomp"]
    if infinitives:
        asked = [c for c in children if c.dep_ == "dobj" and verb.i < c.i < infinitives[0].i]
        if verb.lemma_.lower() in addressing("object"):
            asked = []
        yield from _made(verb, "to", [t for c in (*asked, *infinitives) for t in subtree(c)])
    objects = [c for c in children if c.dep_ in _OBJECTS and c.i > verb.i]
    if any(c.dep_ in ("dobj", "oprd") for c in objects):
        right = [*objects, *(c for c in children if c.dep_ == "prep" and c.i > verb.i and not is_setting(c))]
        yield from _made(verb, "object", [t for c in right for t in subtree(c)])


def _of_prepositions(verb: Token, children: list[Token], passive: Token | None) -> Iterator[Reading]:
    voice = "prep" if passive is None else "passive"
    for child in children:
        below = [t for c in child.children if c.dep_ in ("pobj", "pcomp") for t in subtree(c)]
        if child.dep_ != "prep" or child.i < verb.i or not below:
            continue
        words = subtree(passive) if passive is not None else []
        if child.lower_ != "as":
            yield from _made(verb, f"{voice}:{child.lower_}", [*words, *below], (*cue_of(verb), child))
            continue
        if passive is None:
            words = [t for c in children if c.dep_ == "dobj" for t in subtree(c)] + antecedent(verb, [])
        yield from _made(verb, f"{voice}:as", [*words, *subtree(child)])


def _of_passive(verb: Token, children: list[Token], passive: Token) -> Iterator[Reading]:
    right = [c for c in children if c.i > verb.i and c.dep_ in ("xcomp", "oprd", "prep", "ccomp")]
    if any(c.dep_ in ("xcomp", "oprd") for c in right):
        words = [t for c in (passive, *right) for t in subtree(c) if not is_setting(c)]
        yield from _made(verb, "passive", words)
    elif not any(c.dep_ == "ccomp" for c in right):
        yield from _made(verb, "passive:bare", subtree(passive))


def _of_adverb(adverb: Token) -> Iterator[Reading]:
    """Yield "reportedly": its content is the clause it stands in, and nobody is named who says it."""
    clause = adverb.head
    if clause.pos_ not in ("VERB", "AUX") or clause.dep_ == "amod":
        return
    words = subtree(clause, stop=[adverb])
    if clause.dep_ in ("conj", "relcl", "acl"):
        words = [t for t in words if t.i >= clause.left_edge.i]
    yield from _made(adverb, "adverb", words, (adverb,), [])


def _of_noun(noun: Token) -> Iterator[Reading]:
    if noun.dep_ == "pobj" and (noun.head.lower_, noun.lemma_.lower()) in media():
        return
    source = _holder(noun)
    determiners = [c for c in noun.children if c.dep_ in ("det", "amod", "neg")]
    cue = tuple(trim([noun, *(c for c in determiners if c.dep_ != "det")]))
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp", "relcl") and any(
            c.dep_ in ("mark", "aux") and c.lower_ in ("that", "to") for c in child.children
        ):
            frame = "clause" if any(c.lower_ == "that" for c in child.children) else "to"
            yield from _made(noun, frame, subtree(child), cue, source)
        elif child.dep_ == "prep" and child.i > noun.i:
            below = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if below:
                yield from _made(
                    noun,
                    f"prep:{child.lower_}",
                    [t for c in below for t in subtree(c)],
                    (*cue, child),
                    source,
                )


def _of_adjective(adjective: Token) -> Iterator[Reading]:
    verb = adjective.head if adjective.head.pos_ in ("AUX", "VERB") else None
    cue = cue_of(adjective)
    source: list[Token] = []
    if verb is not None:
        subject = subject_of(verb)
        source = source_tokens(subject, adjective)
        if verb.lemma_ == "be":
            cue = tuple(trim([*cue_of(verb), *cue]))
    for child in adjective.children:
        if child.dep_ == "ccomp":
            yield from _made(adjective, "clause", subtree(child), cue, source)
        elif child.dep_ == "xcomp":
            yield from _made(adjective, "to", subtree(child), cue, source)
        elif child.dep_ == "prep":
            below = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if below:
                content = [t for c in below for t in subtree(c)]
                yield from _made(adjective, f"prep:{child.lower_}", content, (*cue, child), source)


def _holder(noun: Token) -> list[Token]:
    """Return whose word it is: "his claim", "the claim by X", "X made the claim"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return [t for t in source_tokens(child, noun) if t.text not in ("'s", "’s", "’", "'")]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            for below in child.children:
                if below.dep_ == "pobj":
                    return source_tokens(below, noun)
    verb = noun.head
    if noun.dep_ in ("dobj", "attr", "pobj") and verb.pos_ in ("VERB", "AUX", "ADP"):
        verb = verb.head if verb.pos_ == "ADP" else verb
        subject = subject_of(verb) if verb.pos_ in ("VERB", "AUX") else None
        if subject is not None and subject.i != noun.i:
            return source_tokens(subject, noun)
    return []
