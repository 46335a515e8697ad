"""The roles that the sentence of a verb, or of a word like "dead", fills."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.grammar import (
    by_agents,
    first_conjunct,
    is_passive,
    lemma,
    objects,
    prepositions,
    subjects,
)
from transforms.events.ontology import words
from transforms.events.parts import PartReader, is_place_noun, is_time
from transforms.events.triggers import is_shortened, is_weapon
from transforms.records import EventRoleName

_CAUSAL = frozenset({"in", "by", "during", "after", "from", "following"})
_VERB_ROLES: dict[tuple[str, str], EventRoleName] = {
    ("clash", "with"): "target",
    ("clash", "against"): "target",
    ("clash_verb", "with"): "target",
    ("clash_verb", "against"): "target",
    ("protest", "against"): "target",
    ("meet", "with"): "recipient",
    ("speak", "to"): "recipient",
    ("speak", "on"): "recipient",
    ("speak", "upon"): "recipient",
}


class VerbReader(PartReader):
    """Reads the parts of a verb."""

    def read_verb(self) -> None:
        """Read subjects, objects, prepositions and clauses of a verb."""
        active, passive = subjects(self.word)
        if is_passive(self.word) or (is_shortened(self.word) and not objects(self.word)):
            active, passive = [], passive or active
        self._verb_frame(active, [*objects(self.word), *passive])
        self.add_agents(by_agents(self.word))
        self._prepositions()
        self._clauses()

    def read_adjective(self) -> None:
        """Read who is "dead" or "wounded", and by whom."""
        if self.word.dep_ == "amod":
            self.add_all("victim", [self.word.head])
            return
        verb = self.word.head
        if verb.pos_ not in ("AUX", "VERB"):
            return
        active, passive = subjects(verb)
        if verb.pos_ == "VERB" and lemma(verb) in ("shoot", "leave", "find"):
            self.add_all("victim", [*objects(verb), *passive])
            if lemma(verb) == "shoot":
                self.add_agents([*active, *by_agents(verb)])
            elif lemma(verb) == "leave":
                self.take_cause(active)
        else:
            self.add_all("victim", active)

    def _verb_frame(self, active: list[Token], undergone: list[Token]) -> None:
        frame = self.entry.frame
        if frame == "suffer":
            self.add_all("victim", active or undergone)
        elif frame == "go_off":
            self._go_off(active, undergone)
        elif frame == "harm":
            self.take_doers(active)
            self.add_all("victim", undergone)
        elif frame == "fire":
            self.take_doers(active)
            self.add_all("instrument", undergone)
        elif frame == "shoot":
            self.take_doers(active)
            for noun in undergone:
                self.add_all("instrument" if is_weapon(noun) else "victim", [noun])
        elif frame == "move":
            self.take_doers(active)
        elif frame in ("clash", "clash_verb", "protest", "meet"):
            self.take_doers(active)
            self.add_all("recipient" if frame == "meet" else "target", undergone)
        elif frame == "speak":
            self.take_doers(active)
            self.add_all("recipient", undergone)
        else:
            self.take_doers(active)
            self.add_all("target", undergone)

    def _go_off(self, active: list[Token], undergone: list[Token]) -> None:
        if undergone:
            self.take_doers(active)
        for noun in undergone or active:
            if lemma(noun) in ("bomber", "attacker", "militant", "man", "woman"):
                self.add_all("agent", [noun])
            elif noun.i not in self.events:
                self.add_all("instrument", [noun])

    def _prepositions(self) -> None:
        for preposition, noun in prepositions(self.word):
            self._verb_preposition(preposition, noun)

    def _verb_preposition(self, preposition: str, noun: Token) -> None:
        frame = self.entry.frame
        if preposition in _CAUSAL and noun.i in self.events:
            if self.entry.effect in ("die", "injure") or preposition in ("in", "by"):
                self.cause = self.cause or noun
        elif is_weapon(noun) and preposition in ("with", "by", "using", "from"):
            self.add_all("instrument", [noun])
        elif is_time(noun):
            return
        elif frame == "fire" and preposition in ("at", "on", "into"):
            self.add_all("target", [noun])
        elif is_place_noun(preposition, noun):
            self.add("place", noun)
        elif frame in ("fire", "shoot", "act") and preposition in words("target_prep"):
            if noun.ent_type_ not in ("GPE", "LOC") and preposition != "into":
                self.add_all("target", [noun])
        elif frame in ("move", "act") and preposition == "from":
            self.add_all("origin", [noun])
        elif (frame, preposition) in _VERB_ROLES:
            self.add_all(_VERB_ROLES[frame, preposition], [noun])

    def _clauses(self) -> None:
        for child in self.word.children:
            if child.dep_ == "advcl" and lemma(child) == "use":
                self.add_all("instrument", [noun for noun in objects(child) if is_weapon(noun)])
        self._cause_above()

    def _cause_above(self) -> None:
        """Find the event that did the harm: "launched strikes, killing 100"."""
        if self.cause is not None or self.entry.effect not in ("die", "injure"):
            return
        head = first_conjunct(self.word).head
        if self.word.dep_ in ("advcl", "xcomp", "conj") and head.pos_ == "VERB":
            if head.i in self.events and self.events[head.i].effect in ("attack", "explode"):
                self.cause = head
            else:
                self.cause = next((noun for noun in objects(head) if noun.i in self.events), None)
