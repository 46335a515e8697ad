"""The words of what is reported, where the parse gives them in pieces or in the wrong place."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.claims.lexicon import document_media, media
from transforms.claims.syntax import SUBJECTS, is_stray, may_speak, subtree

CITING = ("citing", "quoting")

_TIME = {"DATE", "TIME"}


def clause_words(clause: Token) -> list[Token]:
    """Return the words of a reported clause, without strays and without what stands before its "that"."""
    words = subtree(clause, stop=[c for c in clause.children if is_stray(c)])
    mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is not None and mark.i - min(t.i for t in words) <= 3:
        words = [t for t in words if t.i >= mark.i]
    return words


def antecedent(verb: Token, clauses: list[Token]) -> list[Token]:
    """Return the noun that a relative clause speaks of: "fighters it said were searching"."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return subtree(verb.head, stop=[verb, *(c for c in verb.head.children if c.dep_ in ("relcl", "acl"))])
    if verb.dep_ != "relcl" or any(
        c.dep_ in ("dobj", "nsubjpass") and not is_relative(c) for c in verb.children
    ):
        return []
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or is_relative(subject):
        return []
    if any(
        c.dep_ in SUBJECTS | {"nsubjpass"} and not is_relative(c) for one in clauses for c in one.children
    ):
        return []
    return subtree(
        verb.head, stop=[c for c in verb.head.children if c.dep_ in ("relcl", "acl", "prep", "punct")]
    )


def is_relative(token: Token) -> bool:
    """Tell whether a word only stands for another: who, which, that, what."""
    return token.lower_ in ("who", "which", "that", "whom", "what")


def named_words(verb: Token) -> list[Token]:
    """Return Y of "what he called Y"."""
    if not any(
        c.lower_ == "what" and c.dep_ in ("dobj", "nsubj", "nsubjpass") and c.i < verb.i
        for c in verb.children
    ):
        return []
    return [
        t for c in verb.children if c.dep_ in ("oprd", "attr", "acomp") and c.i > verb.i for t in subtree(c)
    ]


def clause_after_channel(verb: Token) -> list[Token]:
    """Return the clause of "said at a briefing that …", which the parser hangs on the briefing."""
    for preposition in verb.children:
        if preposition.dep_ == "prep" and preposition.i > verb.i:
            for noun in preposition.children:
                if (preposition.lower_, noun.lemma_.lower()) in media():
                    for child in noun.children:
                        if child.dep_ in ("acl", "relcl", "ccomp") and child.left_edge.lower_ == "that":
                            return subtree(child)
    return []


def split_clause(verb: Token) -> list[Token]:
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


def is_setting(preposition: Token) -> bool:
    """Tell whether a phrase only says when ("on Monday"): it belongs to the cue, not to the content."""
    return preposition.dep_ == "prep" and any(
        child.dep_ == "pobj"
        and (child.ent_type_ in _TIME or (preposition.lower_, child.lemma_.lower()) in media())
        for child in preposition.children
    )


def is_citing(token: Token) -> bool:
    """Tell whether a word only names the source's own source: "…, citing the army"."""
    return token.lower_ in CITING and token.dep_ in ("advcl", "prep", "acl")


def cited_sources(token: Token) -> list[Token]:
    """Return those who speak after "citing": none where it names a reason ("citing the cold")."""
    if token.lower_ not in CITING:
        return []
    cited = [child for child in token.children if child.dep_ in ("dobj", "pobj")]
    cited += [joined for one in cited for joined in one.conjuncts]
    return [one for one in cited if may_speak(one) or one.lemma_.lower() in document_media()]


def quotes_saying(verb: Token) -> bool:
    """Tell whether "quoted the general as saying" is read: the general says, the verb's subject carries."""
    return verb.lemma_.lower() in ("quote", "cite") and any(
        c.lower_ == "as" and any(d.tag_ == "VBG" for d in c.children) for c in verb.children
    )


def is_set_off(verb: Token) -> bool:
    """Tell whether a clause stands aside from the one it reports: "as he said", ", he said,"."""
    doc = verb.doc
    left, right = verb.left_edge.i, verb.right_edge.i
    if verb.dep_ == "advcl":
        return any(child.lower_ == "as" and child.dep_ == "mark" for child in verb.children)
    around = doc[max(0, left - 1) : min(len(doc), right + 2)]
    return verb.dep_ in ("parataxis", "ccomp") and any(
        t.text in (",", "—", "–", "--", '"', "”") for t in around
    )
