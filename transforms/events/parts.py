"""Nouns in roles, and what the readers of verbs and of event nouns share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.events.grammar import conjuncts, first_conjunct, inner_noun, lemma
from transforms.events.ontology import Entry, words
from transforms.events.triggers import Trigger, is_actor, is_weapon
from transforms.records import EventRoleName

_NO_PART = frozenset({"VERB", "ADP", "DET", "PUNCT", "SCONJ", "SPACE"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Part:
    """A noun in a role."""

    role: EventRoleName
    """The role."""
    noun: Token
    """Head of the words that fill it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What one trigger's sentence says of its parts."""

    parts: tuple[Part, ...]
    """Nouns in roles, without places."""
    cause: Token | None
    """The event word that brought this one about ("killed in a *strike*")."""


def verb_over(noun: Token) -> tuple[Token, str] | None:
    """Return the verb whose subject or object `noun` is, and as what; through conjunctions."""
    top = first_conjunct(noun)
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i > 0 else noun
    if (
        noun.pos_ == "NOUN"
        and top.dep_ != "dobj"
        and before.pos_ == "VERB"
        and lemma(before) in words("light")
    ):
        return before, "dobj"  # misread, as in "conducted strikes against attacking forces to repel"
    if top.head.pos_ in ("VERB", "AUX") and top.dep_ in ("dobj", "nsubj", "nsubjpass", "attr"):
        return top.head, top.dep_
    if top.dep_ == "pobj" and top.head.dep_ == "prep" and top.head.lower_ == "of":
        above = first_conjunct(top.head.head)
        if lemma(above) in words("group") and above.dep_ in ("dobj", "nsubj", "nsubjpass"):
            return above.head, above.dep_
    return None


class PartReader:
    """Gathers the parts of one trigger."""

    def __init__(self, trigger: Trigger, events: Mapping[int, Entry]) -> None:
        self.word = trigger.token
        self.entry = trigger.entry
        self.events = events
        self.parts: list[Part] = []
        self.cause: Token | None = None

    def frame(self) -> Frame:
        """Return what was gathered."""
        return Frame(tuple(self.parts), self.cause)

    def take_doers(self, nouns: Iterable[Token]) -> None:
        """Take subjects as agents, weapons as instruments, event words as the cause."""
        for noun in nouns:
            if not self.take_cause([noun]):
                self.add_agents([noun])

    def take_cause(self, nouns: Iterable[Token]) -> bool:
        """Take the first event word among nouns as the cause; tell whether there was one."""
        for noun in nouns:
            if noun.i in self.events or lemma(noun) in words("incident_noun"):
                self.cause = self.cause or noun
                return True
        return False

    def add_agents(self, nouns: Iterable[Token]) -> None:
        """Put nouns into the role of agent; weapons are instruments, event words the cause."""
        for noun in nouns:
            for each in conjuncts(noun):
                if each.i in self.events or lemma(each) in words("incident_noun"):
                    self.cause = self.cause or each
                elif is_weapon(each) or lemma(each) in ("car", "truck", "vehicle", "explosion"):
                    self.add("instrument", each)
                elif is_actor(each) or each.head.lower_ == "by":
                    self.add("agent", each)
                else:
                    self._cause_of_clause(each)

    def _cause_of_clause(self, noun: Token) -> None:
        """Take the event over a noun with a relative clause: "an attack at the cafe, which killed"."""
        if self.word.dep_ != "relcl" or self.word.head.i != noun.i:
            return
        step = noun
        while step.dep_ in ("pobj", "prep", "appos", "conj") and step.head.i != step.i:
            step = step.head
            if step.i in self.events and self.events[step.i].effect in ("attack", "explode"):
                self.cause = self.cause or step
                return

    def add_all(self, role: EventRoleName, nouns: Iterable[Token]) -> None:
        """Put nouns and the nouns joined to them into a role; event words are none."""
        for noun in nouns:
            for each in conjuncts(noun):
                if each.i not in self.events or role == "instrument":
                    self.add(role, each)

    def add(self, role: EventRoleName, noun: Token) -> None:
        """Put one noun into a role, if it can fill one and fills none yet."""
        noun = inner_noun(noun)
        if (
            noun.pos_ in ("VERB", "ADP", "DET", "PUNCT", "SCONJ")
            or noun.i == self.word.i
            or noun.lower_ == "it"
        ):
            return
        if noun.tag_ in ("WDT", "WP", "EX") or is_time(noun):
            return
        if role == "agent" and noun.i in self.events:
            return
        if noun.pos_ == "NOUN":
            named = [
                child for child in noun.children if child.dep_ == "appos" and child.ent_type_ == "PERSON"
            ]
            noun = named[0] if named else noun
        if all(part.noun.i != noun.i for part in self.parts):
            self.parts.append(Part(role, noun))


def is_time(noun: Token) -> bool:
    """Tell whether `noun` stands in a date or time."""
    return noun.ent_type_ in ("DATE", "TIME")


def is_place_noun(preposition: str, noun: Token) -> bool:
    """Tell whether a phrase says where without a name: "at a bus station", "near the border"."""
    if preposition not in ("at", "in", "near", "inside", "outside", "around", "across"):
        return False
    return lemma(noun) in words("place_noun") and noun.ent_type_ not in PLACE_LABELS
