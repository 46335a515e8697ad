"""What the sentence around a time expression tells: which way it points, and on what it hangs."""

from __future__ import annotations

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from transforms.dates.meaning import Tense
from transforms.resources import read_words

_AHEAD_AUX = frozenset(("will", "'ll", "’ll", "wo", "shall", "may", "might", "must", "should", "would", "'d"))
_PAST_AUX = frozenset(("have", "has", "had", "'ve", "’ve", "did"))
_IS = frozenset(("is", "are", "am", "'s", "'re", "’s", "’re"))
_WAS = frozenset(("was", "were"))
_FAR = 6
"""How many steps up the tree a governing verb is looked for."""


def governing_verb(tokens: TokenSpan) -> Token | None:
    """Return the verb that the expression `tokens` depends on, None where there is none near."""
    token = tokens.root
    for _ in range(_FAR):
        if token.head is token:
            break
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return token if token.pos_ in {"VERB", "AUX"} else None


def tense_of(tokens: TokenSpan) -> Tense | None:
    """Return which way the governing verb points: a modal or "is to" ahead, a past form back."""
    if _is_ahead_phrase(tokens):
        return "future"
    if any(token.dep_ == "poss" or token.tag_ == "POS" for token in (tokens.root, *tokens.root.children)):
        return None
    verb = governing_verb(tokens)
    tense = None if verb is None else _tense_of_verb(verb)
    before = tokens.doc[tokens.start - 1].lower_ if tokens.start > tokens.sent.start else ""
    return "future" if tense is None and before in {"by", "until", "through"} else tense


def _tense_of_verb(verb: Token) -> Tense | None:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    is_awaited = verb.tag_ == "VBN" and verb.lemma_.lower() in read_words("ahead_verbs")
    if helpers & _PAST_AUX:
        return "past"
    if helpers & _AHEAD_AUX or (is_awaited and helpers & (_IS | _WAS)):
        return "future"
    if helpers & _WAS:
        return "past"
    if "to" in helpers:
        return _tense_of_infinitive(verb)
    if verb.tag_ == "VBG" and helpers & _IS:
        return "future"
    return "past" if verb.tag_ in {"VBD", "VBN"} else None


def _tense_of_infinitive(verb: Token) -> Tense | None:
    """Return future below "expected", "plan" and their like, past where that itself "had" been."""
    above = {child.lower_ for child in verb.head.children if child.dep_ in {"aux", "auxpass"}}
    if "had" in above:
        return "past"
    return "future" if verb.head.lemma_.lower() in read_words("ahead_verbs") else None


def is_reporting(tokens: TokenSpan) -> bool:
    """Tell whether the expression dates an act of saying: its verb takes a clause or a quotation."""
    verb = governing_verb(tokens)
    return verb is not None and any(child.dep_ in {"ccomp", "parataxis"} for child in verb.children)


def _is_ahead_phrase(tokens: TokenSpan) -> bool:
    """Tell whether "as early as", "as soon as", "due" or "scheduled for" stands before."""
    left = tokens.doc[max(tokens.start - 4, tokens.sent.start) : tokens.start].text.lower()
    return left.endswith(
        (
            "as early as",
            "as soon as",
            "scheduled for",
            "due",
            "due in",
            "due on",
            "no later than",
            "effective",
        )
    )
