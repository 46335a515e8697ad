"""The roles that the phrase of an event noun fills, with the verb that carries it."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.grammar import by_agents, is_passive, lemma, objects, prepositions, subjects
from transforms.events.ontology import words
from transforms.events.parts import PLACE_LABELS, Part, PartReader, is_place_noun, is_time, verb_over
from transforms.events.triggers import is_human, is_weapon
from transforms.records import EventRoleName

_ACTOR_LABELS = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_NAMED_BY_PLACE = frozenset({"bombing", "blast", "explosion", "shooting", "stabbing", "massacre"})
_NOUN_ROLES: dict[tuple[str, str], EventRoleName] = {
    ("clash", "between"): "agent",
    ("clash", "with"): "target",
    ("clash", "against"): "target",
    ("meet", "with"): "recipient",
    ("meet", "between"): "agent",
    ("letter", "to"): "recipient",
    ("letter", "from"): "agent",
    ("speak", "to"): "recipient",
    ("speak", "on"): "recipient",
}


class NounReader(PartReader):
    """Reads the parts of an event noun."""

    def read_noun(self) -> None:
        """Read modifiers, prepositions, carrying verb and clauses of an event noun."""
        self._modifiers()
        for preposition, noun in (*prepositions(self.word), *self._shared_prepositions()):
            self._noun_preposition(preposition, noun)
        self._among()
        self._light_verb()
        self._prepositions_of_verb()
        self._place_of_verb()
        self._noun_clauses()

    def _modifiers(self) -> None:
        harmful = self.entry.frame in ("harm", "suffer")
        for child in self.word.children:
            if child.dep_ not in ("amod", "compound", "poss", "nmod", "nummod"):
                continue
            if child.dep_ == "poss" and self.entry.frame != "clash":
                self.add_all("victim" if harmful else "agent", [child])
            elif is_weapon(child):
                self.add("instrument", child)
            elif lemma(child) == "coalition" or (child.ent_type_ in _ACTOR_LABELS and child.dep_ != "nmod"):
                self._named_modifier(child, harmful)
            elif child.dep_ == "compound" and is_human(child):
                self.add("victim" if harmful else "agent", child)
            elif child.dep_ == "amod" and child.lower_.endswith(("-led", "-backed")):
                self._led_by(child)

    def _shared_prepositions(self) -> list[tuple[str, Token]]:
        """Return the phrases of the event noun that this one is joined to: "the slaughter and maiming of"."""
        if any(prepositions(self.word)):
            return []
        joined = [self.word.head] if self.word.dep_ == "conj" else []
        joined += [child for child in self.word.children if child.dep_ == "conj"]
        return [pair for noun in joined if noun.i in self.events for pair in prepositions(noun)]

    def _among(self) -> None:
        """Read "11 of the injured" and "two of whom were among the dead"."""
        if self.entry.frame != "suffer" or self.word.dep_ != "pobj":
            return
        above = self.word.head.head
        if self.word.head.lower_ == "of" and (above.pos_ == "NUM" or lemma(above) in words("group")):
            self.parts.append(Part("victim", above))
        elif self.word.head.lower_ == "among" and above.pos_ in ("AUX", "VERB"):
            self.add_all("victim", subjects(above)[0])

    def _named_modifier(self, child: Token, harmful: bool) -> None:
        if (
            child.ent_type_ == "GPE"
            and child.dep_ == "compound"
            and not child.text.replace(".", "").isupper()
        ):
            return  # "the Mosul attack" names a place, "the U.S. strike" a doer
        if self.entry.frame == "clash":
            return
        if child.dep_ == "amod" or not harmful:
            self.add("agent", child)
        else:
            self.add("victim", child)

    def _led_by(self, child: Token) -> None:
        before = child.doc[child.i - 2] if child.i > 1 and child.nbor(-1).text == "-" else child
        if before.ent_type_ in _ACTOR_LABELS:
            self.add("agent", before)

    def _noun_preposition(self, preposition: str, noun: Token) -> None:
        frame = self.entry.frame
        if noun.i in self.events and preposition in ("in", "by", "from", "after"):
            self.cause = self.cause or noun
        elif preposition == "by":
            self.add_agents([noun])
            for inner, target in prepositions(noun):
                if inner == "against":  # "an attack by rebels against the convoy", hung too low
                    self.add_all("target", [target])
        elif is_weapon(noun) and preposition in ("with", "using"):
            self.add_all("instrument", [noun])
        elif is_time(noun):
            return
        elif is_place_noun(preposition, noun):
            self.add("place", noun)
        elif frame in ("harm", "suffer"):
            if preposition in ("of", "to") and noun.ent_type_ not in ("LOC", "FAC"):
                self.add_all("victim", [noun])
        elif frame in ("act", "fire", "protest", "seize"):
            self._attack_preposition(preposition, noun)
        elif (frame, preposition) in _NOUN_ROLES:
            self.add_all(_NOUN_ROLES[frame, preposition], [noun])

    def _attack_preposition(self, preposition: str, noun: Token) -> None:
        if preposition in ("on", "against", "upon", "at", "targeting"):
            if preposition == "at" and noun.ent_type_ in ("GPE", "LOC"):
                return
            self.add_all("target", [noun])
        elif preposition == "of" and self.word.lower_ not in ("attack", "attacks") and not is_weapon(noun):
            if noun.ent_type_ != "DATE":
                self.add_all("target", [noun])
        elif preposition == "from" and noun.ent_type_ in PLACE_LABELS:
            self.add_all("origin", [noun])

    def _light_verb(self) -> None:
        """Read "carried out strikes", "came under attack", "the attack was carried out by"."""
        over = verb_over(self.word)
        if over is None:
            self._under_attack()
            return
        verb, part = over
        name = lemma(verb)
        if self.entry.frame == "suffer":
            self.add_all("victim", subjects(verb)[0] if part == "dobj" else [])
            return
        is_light = name in words("light") or name in words("issue") or name in words("claim")
        if part == "dobj" and is_light:
            if name in words("agentless_light"):
                if name in ("suffer", "sustain", "receive", "face", "endure", "survive"):
                    self.add_all("target" if self.entry.effect != "injure" else "victim", subjects(verb)[0])
                return
            agents = subjects(verb)[0]
            self.add_agents(agents)
            for preposition, noun in prepositions(verb):
                self._noun_preposition(preposition, noun)
                if self.entry.frame in ("letter", "speak") and preposition == "to":
                    self.add_all("recipient", [noun])
        elif part == "nsubjpass" and is_light:
            self.add_agents(by_agents(verb))
        elif part == "nsubj" and name in ("target", "hit", "strike"):
            self.add_all("target", objects(verb))

    def _under_attack(self) -> None:
        head = self.word.head
        if self.word.dep_ != "pobj":
            return
        if head.lower_ == "under" and lemma(head.head) in ("come", "be", "remain"):
            self.add_all("target", subjects(head.head)[0])
        elif self.entry.frame == "letter" and head.lower_ == "in" and head.head.pos_ == "VERB":
            # "in a letter to X, the ministry said": who says it has written it
            self.add_agents(subjects(head.head)[0])

    def _prepositions_of_verb(self) -> None:
        """Read "the attack was blamed on X", "accused X of the attack"."""
        over = verb_over(self.word)
        if over is None:
            return
        verb, part = over
        if lemma(verb) in ("blame", "pin") and part in ("dobj", "nsubjpass"):
            for preposition, noun in prepositions(verb):
                if preposition == "on":
                    self.add_all("agent", [noun])

    def _place_of_verb(self) -> None:
        """Read "the explosion was at a bus station", "shooting broke out near the border"."""
        over = verb_over(self.word)
        if over is None or over[1] not in ("nsubj", "nsubjpass"):
            return
        if lemma(over[0]) not in words("occur") | {"be"}:
            return
        for preposition, noun in prepositions(over[0]):
            if is_place_noun(preposition, noun):
                self.add("place", noun)

    def _noun_clauses(self) -> None:
        for child in self.word.children:
            if child.dep_ in ("acl", "relcl") and lemma(child) in ("target", "hit", "strike", "aim"):
                self.add_all("target", objects(child))
                if lemma(child) == "aim":
                    self.add_all("target", [noun for prep, noun in prepositions(child) if prep == "at"])
            elif child.dep_ in ("acl", "relcl") and lemma(child) in words("light") | words("claim"):
                self.add_agents(by_agents(child))
                if child.dep_ == "relcl" and not is_passive(child):
                    self.add_agents([s for s in child.children if s.dep_ == "nsubj" and s.tag_[0] != "W"])
            elif child.dep_ == "acl" and lemma(child) in ("address", "send"):
                self.add_all("recipient", [noun for prep, noun in prepositions(child) if prep == "to"])
            elif child.dep_ == "acl" and lemma(child) in ("involve", "use"):
                self.add_all("instrument", [noun for noun in objects(child) if is_weapon(noun)])
