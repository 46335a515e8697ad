"""How an event is told: asserted, denied, possible or planned."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from transforms.events.frames import verb_over
from transforms.events.grammar import lemma, subjects
from transforms.events.ontology import Entry, words
from transforms.records import Claim, EventFactuality

_NONE = frozenset({"no", "neither"})
_MAY = frozenset({"may", "might", "could", "can", "should"})
_WILL = frozenset({"will", "would", "shall", "'ll", "wo", "’ll", "'d"})
_PLANNED = frozenset({"plan", "planned", "upcoming", "impending"})
_DOING = frozenset({"use", "continue", "begin", "start", "help", "manage"})
"""Verbs whose infinitive has happened: "continued to shell"."""
_OPEN_CLAUSES = frozenset({"xcomp", "advcl", "acl", "ccomp", "relcl", "conj"})
_SUBORDINATE = frozenset({"if", "whether", "unless", "lest"})
_CLAIMED: dict[str, EventFactuality] = {"denied": "denied", "possible": "possible", "future": "planned"}


def judge(word: Token, entry: Entry, parts: Iterable[Token], claim: Claim) -> EventFactuality:
    """Return how the sentence tells the event at `word`; `parts` are the nouns in its roles.

    The words nearest the trigger decide; where they plainly assert, the claim they stand in may
    still deny or soften them, except where the event is the very cue of that claim.
    """
    told = judge_words(word, entry, parts)
    if told != "asserted":
        return told
    is_cue = claim.cue_span is not None and claim.cue_span.start <= word.idx < claim.cue_span.end
    if not is_cue and any(span.start <= word.idx < span.end for span in claim.content_spans):
        if claim.factuality == "denied" and word.dep_ not in ("ROOT", "ccomp") and entry.pos == "n":
            return "asserted"
        return _CLAIMED.get(claim.factuality, "asserted")
    return "asserted"


def judge_words(word: Token, entry: Entry, parts: Iterable[Token]) -> EventFactuality:
    """Return how the words nearest the trigger tell the event, whoever says it."""
    carrier = _carrier(word, entry)
    if _is_denied(word, carrier, parts):
        return "denied"
    if _is_hypothetical(carrier) or _is_softened(word, carrier):
        return "possible"
    return "planned" if _is_planned(word, carrier) else "asserted"


def _carrier(word: Token, entry: Entry) -> Token:
    """Return the verb that carries tense and negation: the trigger itself, or the verb over an event noun."""
    if entry.pos == "v":
        return word
    if entry.pos == "a":
        return word.head if word.head.pos_ in ("AUX", "VERB") else word
    over = verb_over(word)
    if over is not None and (lemma(over[0]) in words("light") or lemma(over[0]) in words("occur")):
        return over[0]
    return word


def _is_denied(word: Token, carrier: Token, parts: Iterable[Token]) -> bool:
    return (
        any(child.dep_ == "neg" for child in carrier.children)
        or any(child.dep_ in ("det", "neg") and child.lower_ in _NONE for child in word.children)
        or "without" in (word.head.lower_, carrier.head.lower_)
        or any(_is_nobody(noun) for noun in parts)
        or _is_averted(word)
        or _is_failed(carrier)
    )


def _is_nobody(noun: Token) -> bool:
    if noun.lower_ in ("nobody", "none", "no-one", "noone", "nothing"):
        return True
    return noun.dep_ in ("nsubj", "nsubjpass", "dobj") and _has_no(noun)


def _is_averted(word: Token) -> bool:
    averted = words("averted") - {"attempt", "thwart"}
    if any(child.dep_ == "amod" and lemma(child) in averted for child in word.children):
        return True
    over = verb_over(word)
    return over is not None and over[1] in ("dobj", "nsubjpass") and lemma(over[0]) in words("prevent")


def _is_failed(carrier: Token) -> bool:
    above = carrier.head
    if carrier.dep_ not in ("xcomp", "ccomp", "pcomp") or above.pos_ != "VERB":
        return False
    return lemma(above) in words("fail") or _is_negated_opinion(above)


def _has_no(noun: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in ("no", "neither") for child in noun.children)


def _is_negated_opinion(verb: Token) -> bool:
    return lemma(verb) in ("think", "believe") and any(child.dep_ == "neg" for child in verb.children)


def _is_hypothetical(carrier: Token) -> bool:
    for child in carrier.children:
        if child.dep_ == "aux" and child.lower_ in _MAY:
            return not _is_permission(carrier, child)
        if child.dep_ == "mark" and child.lower_ in _SUBORDINATE:
            return True
    above = carrier.head
    if carrier.dep_ in ("conj", "xcomp") and above.pos_ in ("VERB", "AUX") and above.i != carrier.i:
        return any(
            (child.dep_ == "mark" and child.lower_ in _SUBORDINATE)
            or (child.dep_ == "aux" and child.lower_ in _MAY)
            for child in above.children
        )
    return False


def _is_permission(carrier: Token, aux: Token) -> bool:
    """Tell whether "could" only states an ability in the past ("could kill" stays open, so: never)."""
    return aux.lower_ == "can" and carrier.pos_ == "AUX"


def _is_softened(word: Token, carrier: Token) -> bool:
    possible = words("possible")
    for child in (*word.children, *(() if carrier is word else carrier.children)):
        if child.dep_ in ("amod", "advmod", "nmod") and child.lower_ in possible:
            return True
    head = word.head
    if word.dep_ == "pobj" and head.lower_ in ("of", "for", "against") and head.head.pos_ == "NOUN":
        return lemma(head.head) in words("risk")
    if carrier.dep_ in ("acl", "pcomp") and lemma(_noun_over(carrier)) in words("risk"):
        return True
    if word.dep_ in ("compound", "amod") and lemma(head) in ("plot", "attempt", "threat", "fear"):
        return True
    if carrier.dep_ == "xcomp" and lemma(carrier.head) in ("try", "attempt", "seek", "appear", "seem"):
        return True
    return any(child.dep_ == "amod" and lemma(child) == "attempt" for child in word.children)


def _noun_over(carrier: Token) -> Token:
    head = carrier.head
    return head.head if head.dep_ == "prep" else head


def _is_planned(word: Token, carrier: Token) -> bool:
    if _is_verb_planned(carrier):
        return True
    if word.pos_ == "VERB":
        return False
    over = verb_over(word)
    if over is not None and over[1] in ("dobj", "nsubjpass"):
        name = lemma(over[0])
        return name in words("plan") or (_is_verb_planned(over[0]) and name not in ("prevent", "avoid"))
    return any(child.dep_ == "amod" and lemma(child) in _PLANNED for child in word.children)


def _is_verb_planned(verb: Token) -> bool:
    """Tell whether a verb speaks of what is to come: "will strike", "a plan to strike"."""
    if any(child.dep_ == "aux" and child.lower_ in _WILL for child in verb.children):
        return True
    if not _is_infinitive(verb) or verb.dep_ not in _OPEN_CLAUSES:
        return False
    return lemma(verb.head) not in _DOING and not _is_result(verb, verb.head)


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" and child.tag_ == "TO" for child in verb.children)


def _is_result(carrier: Token, above: Token) -> bool:
    """Tell whether an infinitive states a fact: "was the first to die", "is said to have attacked"."""
    if any(child.dep_ == "aux" and lemma(child) == "have" for child in carrier.children):
        return True
    if carrier.dep_ in ("acl", "relcl"):
        return any(child.lower_ in ("first", "last", "latest", "only") for child in above.children)
    return bool(subjects(above)[1]) and lemma(above) in ("believe", "know", "say", "report", "think")
