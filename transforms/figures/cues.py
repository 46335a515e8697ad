"""The words that say what befell people, and the people they say it of, by the parse.

A cue is a verb, adjective or noun of ``seeds/reference/casualty_words.csv``. Its frame says who is
counted: the object or passive subject of "kill", the subject of "die", what "dead" is said of, what
follows "the killing of", the noun itself in "12 deaths", the number in "the toll rose to 12".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from transforms.records import EventFactuality, FigureKind
from transforms.resources import read_table

_SUBJECT = {"nsubjpass", "nsubj:pass"}
_OBJECT = {"dobj", "obj", "oprd"}
_POSSIBLE_AUX = {"may", "might", "could", "would", "can", "should"}
_POSSIBLE_ADVERBS = {"possibly", "likely", "apparently", "perhaps", "probably", "allegedly", "potentially"}
_POSSIBLE_HEADS = {"fear", "believe", "presume", "think", "suspect", "assume"}
_COPULAS = {
    "be",
    "leave",
    "have",
    "find",
    "remain",
    "report",
    "lie",
    "believe",
    "fear",
    "presume",
    "declare",
    "pronounce",
    "go",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue with the nouns that it tells of."""

    kind: FigureKind
    """What befell them."""
    token: Token
    """The cue word."""
    patients: tuple[Token, ...]
    """Heads of the noun phrases told of, conjuncts included."""
    factuality: EventFactuality
    """How it is told."""
    is_negated: bool
    """Whether the cue itself is negated."""
    frame: str
    """The frame that found the patients."""


@cache
def frames_of(pos: str) -> dict[str, tuple[tuple[FigureKind, str], ...]]:
    """Return kind and frame of each casualty word of the part of speech `pos` (V, A or N)."""
    kinds: dict[str, FigureKind] = {
        "killed": "killed",
        "wounded": "wounded",
        "killed_or_wounded": "killed_or_wounded",
        "missing": "missing",
        "captured": "captured",
        "displaced": "displaced",
    }
    made: dict[str, list[tuple[FigureKind, str]]] = {}
    for row in read_table("casualty_words"):
        if row["pos"] == pos:
            made.setdefault(row["word"], []).append((kinds[row["kind"]], row["frame"]))
    return {word: tuple(frames) for word, frames in made.items()}


@cache
def _all_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("casualty_words")) | {
        "life",
        "hostage",
        "prisoner",
        "captive",
    }


def find_cues(doc: Doc) -> Iterator[Cue]:
    """Yield the cues of `doc` in order; one word may give two where two frames hold."""
    words = _all_words()
    for token in doc:
        lemma = token.lemma_.lower()
        if lemma not in words and token.lower_ not in words:
            continue
        if token.pos_ in {"VERB", "AUX"} or token.tag_ in {"VBN", "VBD", "VBG"}:
            yield from _verb_cues(token, lemma)
        if token.pos_ in {"ADJ", "ADV"} or token.tag_ in {"VBN", "JJ"} or token.lower_ in {"dead", "missing"}:
            yield from _state_cues(token)
        if token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            yield from _noun_cues(token, lemma)


def _verb_cues(verb: Token, lemma: str) -> Iterator[Cue]:
    for kind, frame in frames_of("V").get(lemma, ()):
        found = _killed_by(verb, lemma, kind) if lemma in {"shoot", "stab", "gun"} else kind
        if found is None:
            continue
        people = _patients(verb) if frame == "patient" else _subjects(verb)
        yield from _cue(_combined(verb, found), verb, people, frame)


def _killed_by(verb: Token, lemma: str, kind: FigureKind) -> FigureKind | None:
    """Return killed for "shot dead", "fatally shot", "gunned down"; None for "gun" without "down"."""
    words = {child.lower_ for child in verb.children}
    if lemma == "gun":
        return kind if "down" in words else None
    near = {token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 4]}
    is_fatal = bool(words & {"fatally", "dead", "mortally"}) or "dead" in near or {"to", "death"} <= near
    has_kill = any(child.dep_ == "conj" and child.lemma_.lower() == "kill" for child in verb.children)
    return "killed" if is_fatal or has_kill else kind


def _state_cues(word: Token) -> Iterator[Cue]:
    for kind, _ in frames_of("A").get(word.lower_, ()):
        head = word.head
        if word.i and word.nbor(-1).tag_ == "CD" and word.dep_ in {"conj", "dep", "appos"}:
            yield from _cue(kind, word, [word.nbor(-1)], "state")
            continue
        people: list[Token] = [
            child for child in word.children if child.dep_ in {"nsubj", "nummod", "nsubjpass"}
        ]
        if head.lemma_ in _COPULAS and head is not word:
            people += [
                child
                for child in head.children
                if child.dep_ in {"nsubj", "dobj", "nsubjpass", "attr", "expl"} and child is not word
            ]
            if head.lemma_ in {"leave", "have"} and any(
                child.dep_ in {"dobj", "ccomp"} for child in head.children
            ):
                people = [person for person in people if person.dep_ != "nsubj" or person.head is word]
        elif word.dep_ in {"acl", "amod"} and head.i < word.i and head.pos_ in {"NOUN", "PROPN", "NUM"}:
            people.append(head)
        yield from _cue(_both(word, kind), word, people, "state")


def _noun_cues(noun: Token, lemma: str) -> Iterator[Cue]:
    for kind, frame in (
        *frames_of("N").get(lemma, ()),
        *(frames_of("N").get(noun.lower_, ()) if noun.lower_ != lemma else ()),
    ):
        if frame == "count":
            found = _both(noun, kind)
            yield Cue(found, noun, (noun, *_told_of(noun)), _factuality(noun), _is_negated(noun), frame)
        elif frame == "of":
            people = list(_told_of(noun))
            fatal = kind == "killed_or_wounded" and any(
                c.lower_ in {"fatal", "deadly"} for c in noun.children
            )
            yield from _cue("killed" if fatal else kind, noun, people, frame)
        elif frame == "toll":
            yield from _cue(kind, noun, list(_toll_numbers(noun)), frame)
    if lemma == "life":
        verb = noun.head if noun.dep_ in _OBJECT | _SUBJECT else noun.head.head
        if verb.lemma_ in {"claim", "cost", "lose", "take"}:
            people = (
                _subjects(verb)
                if verb.lemma_ == "lose" and noun.dep_ in _OBJECT and not _has_number(noun)
                else [noun, *_told_of(noun)]
            )
            yield from _cue("killed", noun, people, "count")
    if (
        lemma in {"hostage", "prisoner", "captive"}
        and noun.head.lemma_ in {"take", "hold"}
        and noun.dep_ not in {"nsubj"}
    ):
        people = [p for p in _patients(noun.head) if p is not noun]
        yield from _cue("captured", noun, people, "patient")


def _both(noun: Token, kind: FigureKind) -> FigureKind:
    """Return killed_or_wounded for "20 dead and wounded", where one number stands for both."""
    others = list(noun.conjuncts)
    words = {other.lower_ for other in others}
    is_hurt = bool(words & {"wounded", "injured"})
    is_pair = (noun.lower_ == "dead" and is_hurt) or (kind == "wounded" and "dead" in words)
    has_own = any(_has_number(other) or other.nbor(-1).tag_ == "CD" for other in others if other.i)
    return "killed_or_wounded" if is_pair and not has_own else kind


def _told_of(noun: Token) -> Iterator[Token]:
    """Yield the objects of the "of" that follows `noun`."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (inner for inner in child.children if inner.dep_ == "pobj")


def _toll_numbers(noun: Token) -> Iterator[Token]:
    """Yield the number of "the death toll rose to 12", "a toll of 12", "the toll stands at 12"."""
    for root in (noun, noun.head if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} else noun):
        for child in root.children:
            if child.dep_ in {"attr", "dobj"} and child is not noun and root.pos_ in {"VERB", "AUX"}:
                yield child
            if child.dep_ == "prep" and child.lower_ in {"of", "to", "at", "from"} and child.lower_ != "from":
                yield from (inner for inner in child.children if inner.dep_ == "pobj")


def _cue(kind: FigureKind, token: Token, people: list[Token], frame: str) -> Iterator[Cue]:
    found = tuple(dict.fromkeys(each for person in people for each in _with_conjuncts(person)))
    if found:
        yield Cue(kind, token, found, _factuality(token), _is_negated(token), frame)


def _with_conjuncts(noun: Token) -> Iterator[Token]:
    yield noun
    for child in noun.children:
        is_listed = child.dep_ == "appos" and (
            child.ent_type_ == noun.ent_type_ == "PERSON" or (_has_number(child) and _has_number(noun))
        )
        if is_listed or (child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}):
            yield from _with_conjuncts(child)


def _patients(verb: Token) -> list[Token]:
    """Return object and passive subject of `verb`, also where it stands as a participle or a second verb."""
    children = list(verb.children)
    found = [child for child in children if child.dep_ in _SUBJECT]
    has_object = any(child.dep_ in {"dobj", "obj"} for child in children)
    found += [
        child
        for child in children
        if child.dep_ in _OBJECT and child.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ"}
    ]
    if found:
        return found
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        if verb.tag_ in {"VBN", verb.head.tag_}:
            return [child for child in children if child.dep_ == "nsubj"] or _patients(verb.head)
    elif verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and not has_object:
        return [verb.head]
    elif verb.dep_ in {"ccomp", "dep", "ROOT", "advcl"} and verb.tag_ in {"VBN", "VBD"}:
        return (
            [child for child in children if child.dep_ == "nsubj"]
            if verb.tag_ == "VBN" or not has_object
            else []
        )
    return []


def _subjects(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    if found and found[0].lower_ in {"who", "that", "which"} and verb.dep_ == "relcl":
        return [verb.head]
    if not found and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return _subjects(verb.head)
    return found


def _combined(verb: Token, kind: FigureKind) -> FigureKind:
    """Return killed_or_wounded where "killed and wounded" share one object or subject, and so one number."""
    if kind not in {"killed", "wounded"}:
        return kind
    pairs = [(verb, child) for child in verb.children if child.dep_ == "conj"]
    if verb.dep_ == "conj":
        pairs.append((verb.head, verb))
    for first, second in pairs:
        kinds = {k for word in (first, second) for k, _ in frames_of("V").get(word.lemma_.lower(), ())}
        has_own = any(child.dep_ in {"nsubj", "nsubjpass"} for child in second.children)
        first_has_object = any(child.dep_ in _OBJECT for child in first.children)
        joined = any(
            child.dep_ == "cc" and child.lower_ in {"or", "and/or", "and"} for child in first.children
        )
        if kinds == {"killed", "wounded"} and joined and not has_own and not first_has_object:
            return "killed_or_wounded"
    return kind


def _factuality(token: Token) -> EventFactuality:
    helpers = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
    if token.pos_ not in {"VERB", "AUX"} and token.head.pos_ in {"VERB", "AUX"}:
        helpers |= {child.lower_ for child in token.head.children if child.dep_ == "aux"}
    if helpers & _POSSIBLE_AUX:
        return "possible"
    if helpers & {"will", "shall", "'ll"}:
        return "planned"
    if any(
        child.lower_ in _POSSIBLE_ADVERBS | {"feared", "believed", "presumed"} for child in token.children
    ):
        return "possible"
    if any(child.lower_ in {"nearly", "almost"} and child.dep_ == "advmod" for child in token.children):
        return "denied"
    if token.head.lemma_ in _POSSIBLE_HEADS and token.dep_ in {"xcomp", "ccomp", "acomp", "oprd"}:
        return "possible"
    return "asserted"


def _is_negated(token: Token) -> bool:
    heads = (token, token.head) if token.dep_ in {"acomp", "attr", "oprd"} else (token,)
    return any(child.dep_ == "neg" for head in heads for child in head.children)


def _has_number(noun: Token) -> bool:
    return any(child.dep_ == "nummod" or child.tag_ == "CD" for child in noun.children)
