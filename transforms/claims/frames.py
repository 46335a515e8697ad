"""Ways in which a word can report: every reading that the parse allows, before any is believed.

A reading pairs a cue with what it would report if it reports at all. Which cue reports in which
frame is decided by the reviewed table ``seeds/reference/reporting_frames.csv``, not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from transforms.claims.lexicon import addressing, cue_auxiliaries, media
from transforms.claims.syntax import SUBJECTS, is_stray, source_tokens, subject_of, subtree, trim

_CUE_PARTS = {"neg", "aux", "auxpass", "prt"}
_TIME = {"DATE", "TIME"}
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
    """Return `token` with its auxiliaries, particle and negation, and the verb that governs it ("declined to say")."""
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
    if who is None or _is_relative(who):
        return
    top = token.head if token.head.i != token.i else None
    while top is not None and top.head.i != top.i and top.pos_ not in ("VERB", "AUX"):
        top = top.head
    words = subtree(top, stop=[token]) if top is not None else list(token.sent)
    words = [t for t in words if not any(_is_citing(a) for a in (t, *t.ancestors))]
    yield from _made(token, "according", words, (token, to), source_tokens(who, token))


def _is_citing(token: Token) -> bool:
    """Tell whether a word only names the source's own source: "…, citing the army"."""
    return token.lower_ in ("citing", "quoting") and token.dep_ in ("advcl", "prep", "acl")


def _quotes_saying(verb: Token) -> bool:
    """Tell whether "quoted the general as saying" is read: the general says, the verb's subject carries."""
    return verb.lemma_.lower() in ("quote", "cite") and any(
        c.lower_ == "as" and any(d.tag_ == "VBG" for d in c.children) for c in verb.children
    )


def _of_verb(verb: Token) -> Iterator[Reading]:
    if _is_citing(verb) or _quotes_saying(verb):
        return
    children = list(verb.children)
    clauses = [c for c in children if c.dep_ == "ccomp"]
    if clauses:
        words = [t for c in clauses for t in _clause(c)]
        yield from _made(verb, "clause", words + _antecedent(verb, clauses))
    elif told := _after_channel(verb):
        yield from _made(verb, "clause", told)
    elif repaired := _split_clause(verb):
        yield from _made(verb, "clause", repaired)
        return
    if (
        verb.dep_ in _ASIDES
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.head.i != verb.i
        and _set_off(verb)
    ):
        yield from _made(verb, "aside", subtree(verb.head, stop=[verb]))
    if verb.dep_ in ("pcomp", "ccomp", "dobj", "pobj") and (named := _named(verb)):
        yield from _made(verb, "named", named)
    infinitives = [c for c in children if c.dep_ == "xcomp"]
    if infinitives and not clauses:
        asked = [c for c in children if c.dep_ == "dobj" and verb.i < c.i < infinitives[0].i]
        if verb.lemma_.lower() in addressing("object"):
            asked = []
        yield from _made(verb, "to", [t for c in (*asked, *infinitives) for t in subtree(c)])
    objects = [c for c in children if c.dep_ in _OBJECTS and c.i > verb.i]
    if any(c.dep_ in ("dobj", "oprd") for c in objects) and not clauses:
        right = [*objects, *(c for c in children if c.dep_ == "prep" and c.i > verb.i and not is_setting(c))]
        yield from _made(verb, "object", [t for c in right for t in subtree(c)])
    passive = next((c for c in children if c.dep_ == "nsubjpass"), None)
    for child in children:
        if child.dep_ in ("prep", "agent") and child.i > verb.i and child.dep_ != "agent":
            below = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if below:
                frame = f"{'passive:' if passive is not None else 'prep:'}{child.lower_}"
                content = [t for c in below for t in subtree(c)]
                if passive is not None:
                    content += subtree(passive)
                elif child.lower_ == "as":
                    content += [t for c in children if c.dep_ == "dobj" for t in subtree(c)]
                    content += _antecedent(verb, [])
                if child.lower_ == "as":
                    yield from _made(verb, frame, [*content, *subtree(child)])
                else:
                    yield from _made(verb, frame, content, (*cue_of(verb), child))
    if passive is not None:
        right = [c for c in children if c.i > verb.i and c.dep_ in ("xcomp", "oprd", "prep", "ccomp")]
        if any(c.dep_ in ("xcomp", "oprd") for c in right):
            yield from _made(
                verb, "passive", [t for c in (passive, *right) for t in subtree(c) if not is_setting(c)]
            )
        elif not any(c.dep_ == "ccomp" for c in right):
            yield from _made(verb, "passive:bare", subtree(passive))
    subject = next((c for c in children if c.dep_ in SUBJECTS and c.dep_ != "expl"), None)
    if subject is not None and infinitives:
        yield from _made(
            verb, "raising", [*subtree(subject), *(t for c in infinitives for t in subtree(c))], source=[]
        )


def _clause(clause: Token) -> list[Token]:
    """Return the words of a reported clause, without strays and without what stands before its "that"."""
    words = subtree(clause, stop=[c for c in clause.children if is_stray(c)])
    mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is not None and mark.i - min(t.i for t in words) <= 3:
        words = [t for t in words if t.i >= mark.i]
    return words


def _antecedent(verb: Token, clauses: list[Token]) -> list[Token]:
    """Return the noun that a relative clause speaks of: "fighters it said were searching", "the man it described as"."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return subtree(verb.head, stop=[verb, *(c for c in verb.head.children if c.dep_ in ("relcl", "acl"))])
    if verb.dep_ != "relcl" or any(
        c.dep_ in ("dobj", "nsubjpass") and not _is_relative(c) for c in verb.children
    ):
        return []
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or _is_relative(subject):
        return []
    if any(
        c.dep_ in SUBJECTS | {"nsubjpass"} and not _is_relative(c) for one in clauses for c in one.children
    ):
        return []
    return subtree(
        verb.head, stop=[c for c in verb.head.children if c.dep_ in ("relcl", "acl", "prep", "punct")]
    )


def _is_relative(token: Token) -> bool:
    return token.lower_ in ("who", "which", "that", "whom", "what")


def _named(verb: Token) -> list[Token]:
    """Return Y of "what he called Y"."""
    if not any(
        c.lower_ == "what" and c.dep_ in ("dobj", "nsubj", "nsubjpass") and c.i < verb.i
        for c in verb.children
    ):
        return []
    return [
        t for c in verb.children if c.dep_ in ("oprd", "attr", "acomp") and c.i > verb.i for t in subtree(c)
    ]


def _after_channel(verb: Token) -> list[Token]:
    """Return the clause of "said at a briefing that …", which the parser hangs on the briefing."""
    for preposition in verb.children:
        if preposition.dep_ == "prep" and preposition.i > verb.i:
            for noun in preposition.children:
                if (preposition.lower_, noun.lemma_.lower()) in media():
                    for child in noun.children:
                        if child.dep_ in ("acl", "relcl", "ccomp") and child.left_edge.lower_ == "that":
                            return subtree(child)
    return []


def _split_clause(verb: Token) -> list[Token]:
    """Return a clause that the parser broke in two: "deny [the victims] [were soldiers]"."""
    found = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if found is None or found.right_edge.i + 1 >= len(verb.doc):
        return []
    after = found.right_edge.nbor()
    if after.tag_ not in ("VBD", "VBZ", "VBP", "MD") or after.sent.start != verb.sent.start:
        return []
    rest = after.head if after.dep_ in ("aux", "auxpass") else after
    if rest.i < after.i or rest.is_ancestor(verb) or any(c.dep_ in SUBJECTS for c in rest.children):
        return []
    return [*subtree(found), *subtree(rest)]


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


def is_setting(preposition: Token) -> bool:
    """Tell whether a phrase only says when ("on Monday"): it belongs to the cue, not to the content."""
    return preposition.dep_ == "prep" and any(
        child.dep_ == "pobj"
        and (child.ent_type_ in _TIME or (preposition.lower_, child.lemma_.lower()) in media())
        for child in preposition.children
    )


def _set_off(verb: Token) -> bool:
    doc = verb.doc
    left, right = verb.left_edge.i, verb.right_edge.i
    if verb.dep_ == "advcl":
        return any(child.lower_ == "as" and child.dep_ == "mark" for child in verb.children)
    around = doc[max(0, left - 1) : min(len(doc), right + 2)]
    return verb.dep_ in ("parataxis", "ccomp") and any(
        t.text in (",", "—", "–", "--", '"', "”") for t in around
    )
