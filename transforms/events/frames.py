"""Who did what to whom, by what means: the roles that one trigger's own sentence fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.events.grammar import (
    by_agents,
    conjuncts,
    first_conjunct,
    inner_noun,
    is_passive,
    lemma,
    objects,
    prepositions,
    subjects,
)
from transforms.events.ontology import Entry, words
from transforms.events.triggers import Trigger, is_actor, is_human, is_shortened, is_weapon
from transforms.records import EventRoleName

_ACTOR_LABELS = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_NO_PART = frozenset({"VERB", "ADP", "DET", "PUNCT", "SCONJ", "SPACE"})
_NAMED_BY_PLACE = frozenset({"bombing", "blast", "explosion", "shooting", "stabbing", "massacre"})
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
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


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


def read_frame(trigger: Trigger, events: Mapping[int, Entry]) -> Frame:
    """Return the parts of `trigger`; `events` are all triggers of the article by token number."""
    reader = _Reader(trigger, events)
    if trigger.entry.pos == "v":
        reader.read_verb()
    elif trigger.entry.pos == "a":
        reader.read_adjective()
    else:
        reader.read_noun()
    return Frame(tuple(reader.parts), reader.cause)


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


class _Reader:
    """Fills the roles of one trigger."""

    def __init__(self, trigger: Trigger, events: Mapping[int, Entry]) -> None:
        self.word = trigger.token
        self.entry = trigger.entry
        self.events = events
        self.parts: list[Part] = []
        self.cause: Token | None = None

    # -- the three kinds of word

    def read_verb(self) -> None:
        active, passive = subjects(self.word)
        if is_passive(self.word) or (is_shortened(self.word) and not objects(self.word)):
            active, passive = [], passive or active
        self._verb_frame(active, [*objects(self.word), *passive])
        self._add_agents(by_agents(self.word))
        self._prepositions()
        self._clauses()

    def read_adjective(self) -> None:
        if self.word.dep_ == "amod":
            self._add_all("victim", [self.word.head])
            return
        verb = self.word.head
        if verb.pos_ not in ("AUX", "VERB"):
            return
        active, passive = subjects(verb)
        if verb.pos_ == "VERB" and lemma(verb) in ("shoot", "leave", "find"):
            self._add_all("victim", [*objects(verb), *passive])
            if lemma(verb) == "shoot":
                self._add_agents([*active, *by_agents(verb)])
            elif lemma(verb) == "leave":
                self._event_subject(active)
        else:
            self._add_all("victim", active)

    def read_noun(self) -> None:
        self._modifiers()
        for preposition, noun in (*prepositions(self.word), *self._shared_prepositions()):
            self._noun_preposition(preposition, noun)
        self._among()
        self._light_verb()
        self._prepositions_of_verb()
        self._place_of_verb()
        self._noun_clauses()

    # -- verbs

    def _verb_frame(self, active: list[Token], undergone: list[Token]) -> None:
        frame = self.entry.frame
        if frame == "suffer":
            self._add_all("victim", active or undergone)
        elif frame == "go_off":
            self._go_off(active, undergone)
        elif frame == "harm":
            self._event_or_agents(active)
            self._add_all("victim", undergone)
        elif frame == "fire":
            self._event_or_agents(active)
            self._add_all("instrument", undergone)
        elif frame == "shoot":
            self._event_or_agents(active)
            for noun in undergone:
                self._add_all("instrument" if is_weapon(noun) else "victim", [noun])
        elif frame == "move":
            self._event_or_agents(active)
        elif frame in ("clash", "clash_verb", "protest", "meet"):
            self._event_or_agents(active)
            self._add_all("recipient" if frame == "meet" else "target", undergone)
        elif frame == "speak":
            self._event_or_agents(active)
            self._add_all("recipient", undergone)
        else:
            self._event_or_agents(active)
            self._add_all("target", undergone)

    def _go_off(self, active: list[Token], undergone: list[Token]) -> None:
        if undergone:
            self._event_or_agents(active)
        for noun in undergone or active:
            if lemma(noun) in ("bomber", "attacker", "militant", "man", "woman"):
                self._add_all("agent", [noun])
            elif noun.i not in self.events:
                self._add_all("instrument", [noun])

    def _event_or_agents(self, nouns: Iterable[Token]) -> None:
        """Take subjects as agents, weapons as instruments, event words as the cause."""
        for noun in nouns:
            if not self._event_subject([noun]):
                self._add_agents([noun])

    def _event_subject(self, nouns: Iterable[Token]) -> bool:
        for noun in nouns:
            if noun.i in self.events or lemma(noun) in words("incident_noun"):
                self.cause = self.cause or noun
                return True
        return False

    def _add_agents(self, nouns: Iterable[Token]) -> None:
        for noun in nouns:
            for each in conjuncts(noun):
                if each.i in self.events or lemma(each) in words("incident_noun"):
                    self.cause = self.cause or each
                elif is_weapon(each) or lemma(each) in ("car", "truck", "vehicle", "explosion"):
                    self._add("instrument", each)
                elif is_actor(each) or each.head.lower_ == "by":
                    self._add("agent", each)
                else:
                    self._cause_of_clause(each)

    def _cause_of_clause(self, noun: Token) -> None:
        """Take the event over a noun with a relative clause: "an attack at the cafe, which killed"."""
        if self.word.dep_ != "relcl" or self.word.head.i != noun.i:
            return
        step = noun
        while step.dep_ in ("pobj", "prep", "appos", "conj") and step.head is not step:
            step = step.head
            if step.i in self.events and self.events[step.i].effect in ("attack", "explode"):
                self.cause = self.cause or step
                return

    def _prepositions(self) -> None:
        for preposition, noun in prepositions(self.word):
            self._verb_preposition(preposition, noun)

    def _verb_preposition(self, preposition: str, noun: Token) -> None:
        frame = self.entry.frame
        if preposition in _CAUSAL and noun.i in self.events:
            if self.entry.effect in ("die", "injure") or preposition in ("in", "by"):
                self.cause = self.cause or noun
        elif is_weapon(noun) and preposition in ("with", "by", "using", "from"):
            self._add_all("instrument", [noun])
        elif _is_time(noun):
            return
        elif frame == "fire" and preposition in ("at", "on", "into"):
            self._add_all("target", [noun])
        elif _is_place_noun(preposition, noun):
            self._add("place", noun)
        elif frame in ("fire", "shoot", "act") and preposition in words("target_prep"):
            if noun.ent_type_ not in ("GPE", "LOC") and preposition != "into":
                self._add_all("target", [noun])
        elif frame in ("move", "act") and preposition == "from":
            self._add_all("origin", [noun])
        elif (frame, preposition) in _VERB_ROLES:
            self._add_all(_VERB_ROLES[frame, preposition], [noun])

    def _clauses(self) -> None:
        for child in self.word.children:
            if child.dep_ == "advcl" and lemma(child) == "use":
                self._add_all("instrument", [noun for noun in objects(child) if is_weapon(noun)])
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

    # -- nouns

    def _modifiers(self) -> None:
        harmful = self.entry.frame in ("harm", "suffer")
        for child in self.word.children:
            if child.dep_ not in ("amod", "compound", "poss", "nmod", "nummod"):
                continue
            if child.dep_ == "poss" and self.entry.frame != "clash":
                self._add_all("victim" if harmful else "agent", [child])
            elif is_weapon(child):
                self._add("instrument", child)
            elif lemma(child) == "coalition" or (child.ent_type_ in _ACTOR_LABELS and child.dep_ != "nmod"):
                self._named_modifier(child, harmful)
            elif child.dep_ == "compound" and is_human(child):
                self._add("victim" if harmful else "agent", child)
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
            self._add_all("victim", subjects(above)[0])

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
            self._add("agent", child)
        else:
            self._add("victim", child)

    def _led_by(self, child: Token) -> None:
        before = child.doc[child.i - 2] if child.i > 1 and child.nbor(-1).text == "-" else child
        if before.ent_type_ in _ACTOR_LABELS:
            self._add("agent", before)

    def _noun_preposition(self, preposition: str, noun: Token) -> None:
        frame = self.entry.frame
        if noun.i in self.events and preposition in ("in", "by", "from", "after"):
            self.cause = self.cause or noun
        elif preposition == "by":
            self._add_agents([noun])
            for inner, target in prepositions(noun):
                if inner == "against":  # "an attack by rebels against the convoy", hung too low
                    self._add_all("target", [target])
        elif is_weapon(noun) and preposition in ("with", "using"):
            self._add_all("instrument", [noun])
        elif _is_time(noun):
            return
        elif _is_place_noun(preposition, noun):
            self._add("place", noun)
        elif frame in ("harm", "suffer"):
            if preposition in ("of", "to") and noun.ent_type_ not in ("LOC", "FAC"):
                self._add_all("victim", [noun])
        elif frame in ("act", "fire", "protest", "seize"):
            self._attack_preposition(preposition, noun)
        elif (frame, preposition) in _NOUN_ROLES:
            self._add_all(_NOUN_ROLES[frame, preposition], [noun])

    def _attack_preposition(self, preposition: str, noun: Token) -> None:
        if preposition in ("on", "against", "upon", "at", "targeting"):
            if preposition == "at" and noun.ent_type_ in ("GPE", "LOC"):
                return
            self._add_all("target", [noun])
        elif preposition == "of" and self.word.lower_ not in ("attack", "attacks") and not is_weapon(noun):
            if noun.ent_type_ != "DATE":
                self._add_all("target", [noun])
        elif preposition == "from" and noun.ent_type_ in _PLACE_LABELS:
            self._add_all("origin", [noun])

    def _light_verb(self) -> None:
        """Read "carried out strikes", "came under attack", "the attack was carried out by"."""
        over = verb_over(self.word)
        if over is None:
            self._under_attack()
            return
        verb, part = over
        name = lemma(verb)
        if self.entry.frame == "suffer":
            self._add_all("victim", subjects(verb)[0] if part == "dobj" else [])
            return
        is_light = name in words("light") or name in words("issue") or name in words("claim")
        if part == "dobj" and is_light:
            if name in words("agentless_light"):
                if name in ("suffer", "sustain", "receive", "face", "endure", "survive"):
                    self._add_all("target" if self.entry.effect != "injure" else "victim", subjects(verb)[0])
                return
            agents = subjects(verb)[0]
            self._add_agents(agents)
            for preposition, noun in prepositions(verb):
                self._noun_preposition(preposition, noun)
                if self.entry.frame in ("letter", "speak") and preposition == "to":
                    self._add_all("recipient", [noun])
        elif part == "nsubjpass" and is_light:
            self._add_agents(by_agents(verb))
        elif part == "nsubj" and name in ("target", "hit", "strike"):
            self._add_all("target", objects(verb))

    def _under_attack(self) -> None:
        head = self.word.head
        if self.word.dep_ != "pobj":
            return
        if head.lower_ == "under" and lemma(head.head) in ("come", "be", "remain"):
            self._add_all("target", subjects(head.head)[0])
        elif self.entry.frame == "letter" and head.lower_ == "in" and head.head.pos_ == "VERB":
            # "in a letter to X, the ministry said": who says it has written it
            self._add_agents(subjects(head.head)[0])

    def _prepositions_of_verb(self) -> None:
        """Read "the attack was blamed on X", "accused X of the attack"."""
        over = verb_over(self.word)
        if over is None:
            return
        verb, part = over
        if lemma(verb) in ("blame", "pin") and part in ("dobj", "nsubjpass"):
            for preposition, noun in prepositions(verb):
                if preposition == "on":
                    self._add_all("agent", [noun])

    def _place_of_verb(self) -> None:
        """Read "the explosion was at a bus station", "shooting broke out near the border"."""
        over = verb_over(self.word)
        if over is None or over[1] not in ("nsubj", "nsubjpass"):
            return
        if lemma(over[0]) not in words("occur") | {"be"}:
            return
        for preposition, noun in prepositions(over[0]):
            if _is_place_noun(preposition, noun):
                self._add("place", noun)

    def _noun_clauses(self) -> None:
        for child in self.word.children:
            if child.dep_ in ("acl", "relcl") and lemma(child) in ("target", "hit", "strike", "aim"):
                self._add_all("target", objects(child))
                if lemma(child) == "aim":
                    self._add_all("target", [noun for prep, noun in prepositions(child) if prep == "at"])
            elif child.dep_ in ("acl", "relcl") and lemma(child) in words("light") | words("claim"):
                self._add_agents(by_agents(child))
                if child.dep_ == "relcl" and not is_passive(child):
                    self._add_agents([s for s in child.children if s.dep_ == "nsubj" and s.tag_[0] != "W"])
            elif child.dep_ == "acl" and lemma(child) in ("address", "send"):
                self._add_all("recipient", [noun for prep, noun in prepositions(child) if prep == "to"])
            elif child.dep_ == "acl" and lemma(child) in ("involve", "use"):
                self._add_all("instrument", [noun for noun in objects(child) if is_weapon(noun)])

    # -- adding

    def _add_all(self, role: EventRoleName, nouns: Iterable[Token]) -> None:
        for noun in nouns:
            for each in conjuncts(noun):
                if each.i not in self.events or role == "instrument":
                    self._add(role, each)

    def _add(self, role: EventRoleName, noun: Token) -> None:
        noun = inner_noun(noun)
        if (
            noun.pos_ in ("VERB", "ADP", "DET", "PUNCT", "SCONJ")
            or noun.i == self.word.i
            or noun.lower_ == "it"
        ):
            return
        if noun.tag_ in ("WDT", "WP", "EX") or _is_time(noun):
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


def _is_time(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME")


def _is_place_noun(preposition: str, noun: Token) -> bool:
    """Tell whether a phrase says where without a name: "at a bus station", "near the border"."""
    if preposition not in ("at", "in", "near", "inside", "outside", "around", "across"):
        return False
    return lemma(noun) in words("place_noun") and noun.ent_type_ not in _PLACE_LABELS
