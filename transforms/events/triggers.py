"""Words of an article that tell an event, verbal and nominal, each with its two codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from transforms.events.grammar import by_agents, is_passive, lemma, objects, prepositions, subjects
from transforms.events.ontology import Entry, means, trigger_words, words

_POS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
_NAMES = frozenset({"ORG", "PERSON", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "NORP", "LOC", "DATE"})
_NO_ACTORS = frozenset({"FAC", "LOC", "EVENT", "DATE", "TIME", "WORK_OF_ART", "PRODUCT", "LAW"})
_COMPOUND_HEADS = frozenset(
    {"suspect", "victim", "site", "scene", "survivor", "plot", "attempt", "wave", "campaign", "spree"}
    | {"case", "plotter", "series", "mission"}
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an event, before anything is known of its parts."""

    token: Token
    """The word."""
    entry: Entry
    """Its row in the list of trigger words."""


def find_triggers(doc: Doc) -> list[Trigger]:
    """Return the triggers of `doc` in their order; speech and material events alike."""
    lookup = _lemma_hashes(doc.vocab)
    table = doc.to_array(["LEMMA", "LOWER"])
    found: list[Trigger] = []
    for place in np.flatnonzero(np.isin(table, lookup).any(axis=1)):
        token = doc[int(place)]
        entry = _entry(token)
        if entry is not None and _is_meant(token, entry):
            found.append(Trigger(token, entry))
    return found


@cache
def _lemma_hashes(vocab: Vocab) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array([vocab.strings.add(word) for _, word in trigger_words()], dtype=np.uint64)


def _entry(token: Token) -> Entry | None:
    pos = _POS.get(token.pos_)
    if pos is None:
        return None
    table = trigger_words()
    if token.tag_ == "VBN" and token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "attr"):
        pos = "n"  # "the wounded"
    found = table.get((pos, lemma(token))) or table.get((pos, token.lower_))
    if found is None and pos == "a" and token.tag_ in ("VBN", "VBG"):
        found = table.get(("v", lemma(token)))
    if found is None and pos == "n" and token.tag_ in ("NN", "NNS") and token.lower_.endswith("ing"):
        return None
    return found


def _is_meant(token: Token, entry: Entry) -> bool:
    if token.ent_type_ in _NAMES and entry.pos != "v":
        return False
    if token.dep_ == "compound" and not _may_modify(token):
        return False
    if token.tag_ == "VBG" and _is_participle(token):
        return False
    if entry.unless and _neighbours(token) & entry.unless:
        return False
    return not (entry.effect == "die" and _is_illness(token)) and _NEEDS[entry.needs](token)


def _is_participle(token: Token) -> bool:
    """Tell whether an -ing form only describes a noun: "the attacking forces"."""
    if token.dep_ == "amod":
        return True
    if token.dep_ != "pcomp" or token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    return after.pos_ == "NOUN" and after.head.i == token.i and token.head.lower_ == "against"


def _is_illness(token: Token) -> bool:
    return any(
        prep in ("of", "from", "by") and lemma(noun) in words("illness") for prep, noun in prepositions(token)
    )


def _may_modify(token: Token) -> bool:
    """Tell whether an event noun before another noun still tells an event ("bombing suspect")."""
    return lemma(token.head) in _COMPOUND_HEADS and token.head.i == token.i + 1


def _neighbours(token: Token) -> set[str]:
    near = {
        lemma(child) for child in token.children if child.dep_ in ("amod", "compound", "nmod", "dobj", "prt")
    }
    if token.dep_ in ("compound", "amod", "nmod"):
        near.add(lemma(token.head))
    if token.pos_ == "VERB":
        near.update(lemma(noun) for noun in (*objects(token), *subjects(token)[1]))
        if not near:
            near.update(lemma(noun) for noun in subjects(token)[0])
    return near


def is_human(noun: Token) -> bool:
    """Tell whether `noun` is a person or a body of persons."""
    return (
        noun.ent_type_ in ("PERSON", "NORP", "ORG")
        or noun.pos_ in ("PRON", "NUM")
        or lemma(noun) in words("human")
        or lemma(noun) in words("group")
    )


def is_actor(noun: Token) -> bool:
    """Tell whether `noun` can do something: persons, bodies of persons, states, crewed machines."""
    return (
        noun.ent_type_ in ("PERSON", "NORP", "ORG", "GPE")
        or is_human(noun)
        or lemma(noun) in words("actor")
        or lemma(noun) in words("armed")
        or (
            noun.pos_ == "PROPN"
            and noun.ent_type_ not in _NO_ACTORS
            and lemma(noun) not in words("place_noun")
        )
    )


def is_weapon(noun: Token) -> bool:
    """Tell whether `noun` names a weapon."""
    found = means().get(lemma(noun))
    return found is not None and found.is_weapon


def _undergoers(token: Token) -> list[Token]:
    found = objects(token)
    active, passive = subjects(token)
    if is_passive(token):
        found = found + passive
    elif not found and token.tag_ in ("VBD", "VBN") and is_shortened(token):
        found = active
    return found


def is_shortened(verb: Token) -> bool:
    """Tell whether a verb of harm stands without object or auxiliary: "7 militants killed in blasts"."""
    entry = trigger_words().get(("v", lemma(verb)))
    if entry is None or entry.frame != "harm" or verb.tag_ not in ("VBD", "VBN"):
        return False
    return not any(child.dep_ in ("dobj", "aux", "auxpass", "ccomp") for child in verb.children)


def _has_object(token: Token) -> bool:
    return is_passive(token) or bool(_undergoers(token))


def _has_human_object(token: Token) -> bool:
    return any(is_human(noun) for noun in _undergoers(token))


def _has_object_or_target(token: Token) -> bool:
    if any(child.lower_ == "dead" for child in token.children) or by_agents(token):
        return True
    return bool(_undergoers(token)) or any(prep in ("at", "on") for prep, _ in prepositions(token))


def _has_weapon_object(token: Token) -> bool:
    return any(is_weapon(noun) for noun in _undergoers(token))


def _has_violent_object(token: Token) -> bool:
    agents = [*subjects(token)[0], *by_agents(token)]
    if any(is_weapon(noun) or ("n", lemma(noun)) in trigger_words() for noun in agents):
        return bool(_undergoers(token))
    targets = _undergoers(token)
    if any(lemma(noun) in words("damaged") for noun in targets):
        return True
    sides = words("armed") | {"army", "police", "coalition", "navy", "regime"}
    return bool(targets) and any(lemma(noun) in sides for noun in (*agents, *targets))


def _is_opened(token: Token) -> bool:
    return token.dep_ == "dobj" and lemma(token.head) in ("open", "exchange", "return")


def _is_free(token: Token) -> bool:
    return token.dep_ not in ("compound", "amod", "nmod")


def _is_definite(token: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in ("the", "this", "that") for child in token.children)


def _has_up(token: Token) -> bool:
    return any(child.dep_ in ("prt", "advmod") and child.lower_ == "up" for child in token.children)


def _goes_off(token: Token) -> bool:
    return any(child.lower_ == "off" for child in token.children) and any(
        is_weapon(noun) or lemma(noun) in ("explosion", "blast") for noun in subjects(token)[0]
    )


def _has_armed_agent(token: Token) -> bool:
    return any(lemma(noun) in words("armed") for noun in subjects(token)[0]) and bool(_undergoers(token))


def _signs_deal(token: Token) -> bool:
    return any(lemma(noun) in words("deal") for noun in _undergoers(token))


def _appeals(token: Token) -> bool:
    return any(prep in ("to", "for") for prep, _ in prepositions(token))


def _is_claimed(token: Token) -> bool:
    return token.dep_ in ("dobj", "nsubjpass", "pobj", "conj") and lemma(_verb_above(token)) in words("claim")


def _is_issued(token: Token) -> bool:
    return token.dep_ in ("dobj", "nsubjpass") and lemma(token.head) in words("issue")


def _verb_above(token: Token) -> Token:
    while token.dep_ in ("conj", "pobj", "prep") and token.head.i != token.i:
        token = token.head
    return token.head


_NEEDS: dict[str, Callable[[Token], bool]] = {
    "": lambda token: True,
    "object": _has_object,
    "human_object": _has_human_object,
    "object_or_target": _has_object_or_target,
    "instrument_object": _has_weapon_object,
    "violent_object": _has_violent_object,
    "opened": _is_opened,
    "running": _is_free,
    "free": _is_free,
    "definite": _is_definite,
    "particle_up": _has_up,
    "particle_off_instrument": _goes_off,
    "armed_agent": _has_armed_agent,
    "deal_object": _signs_deal,
    "appeal_prep": _appeals,
    "claimed": _is_claimed,
    "issued": _is_issued,
    "lower": lambda token: token.text.islower(),
}
