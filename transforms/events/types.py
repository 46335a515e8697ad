"""The finer codes of an attack, from the means and the people that the sentence names with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.events.frames import Part
from transforms.events.grammar import lemma
from transforms.events.ontology import Entry, Means, means, words

_VIOLENCE = "Violence against civilians"
_BATTLES = "Battles"
_REFLEXIVE = frozenset({"himself", "herself", "themselves"})


@dataclass(frozen=True, slots=True)
class Codes:
    """The two codes of one event."""

    plover_type: str
    """PLOVER type or our speech type."""
    plover_mode: str | None
    """PLOVER mode."""
    acled_event_type: str | None
    """ACLED event_type."""
    acled_sub_event_type: str | None
    """ACLED sub_event_type."""


def code_event(word: Token, entry: Entry, parts: Iterable[Part], cause: Codes | None = None) -> Codes:
    """Return the codes of a trigger: its own where they are plain, else those its means and people show."""
    parts = tuple(parts)
    base = Codes(entry.plover_type, entry.plover_mode, entry.acled_event_type, entry.acled_sub_event_type)
    if entry.plover_type == "COERCE" and entry.frame == "seize":
        return _territory(base, parts)
    if entry.plover_type != "ASSAULT" or entry.effect not in ("die", "injure", "attack", "explode"):
        return base
    found = _means_of(word, entry, parts)
    if (found is not None and entry.effect != "die") or found is not None:
        base = _with_means(base, found)
    elif cause is not None and cause.acled_event_type is not None and entry.effect in ("die", "injure"):
        return Codes(base.plover_type, base.plover_mode or cause.plover_mode, cause.acled_event_type,
                     cause.acled_sub_event_type)  # fmt: skip
    if base.acled_event_type in (_VIOLENCE, _BATTLES) and entry.frame not in ("clash", "clash_verb"):
        return _by_people(base, parts)
    return base


def _means_of(word: Token, entry: Entry, parts: tuple[Part, ...]) -> Means | None:
    nouns = [lemma(part.noun) for part in parts if part.role == "instrument"]
    nouns += [lemma(child) for part in parts if part.role == "instrument" for child in part.noun.children]
    nouns += [lemma(child) for child in word.children if child.dep_ in ("compound", "amod", "nmod")]
    agents = [part.noun for part in parts if part.role == "agent"]
    nouns += [lemma(noun) for noun in agents]
    if _is_suicide(word, entry, agents):
        nouns.append("suicide")
    ranked = [means()[noun] for noun in nouns if noun in means() and means()[noun].plover_mode]
    suicide = [item for item in ranked if item.plover_mode == "suicide-attack"]
    return next(iter(suicide or ranked), None)


def _is_suicide(word: Token, entry: Entry, agents: list[Token]) -> bool:
    """Tell whether who did it is called a suicide bomber, or blew himself up."""
    if any(child.lower_ == "suicide" for noun in agents for child in noun.children):
        return True
    blown = (child.lower_ for child in word.children if child.dep_ == "dobj")
    return entry.effect == "explode" and not _REFLEXIVE.isdisjoint(blown)


def _with_means(base: Codes, found: Means) -> Codes:
    return Codes(
        base.plover_type,
        found.plover_mode or base.plover_mode,
        found.acled_event_type or base.acled_event_type,
        found.acled_sub_event_type or base.acled_sub_event_type,
    )


def _by_people(base: Codes, parts: tuple[Part, ...]) -> Codes:
    sufferers = [lemma(part.noun) for part in parts if part.role in ("target", "victim")]
    agents = [lemma(part.noun) for part in parts if part.role == "agent"]
    if base.acled_sub_event_type == "Sexual violence":
        return base
    if any(noun in words("armed_actor") for noun in sufferers):
        return Codes(base.plover_type, base.plover_mode, _BATTLES, "Armed clash")
    if any(noun in words("civilian") for noun in sufferers):
        return Codes(base.plover_type, base.plover_mode, _VIOLENCE, "Attack")
    if "protester" in agents or "mob" in agents:
        return Codes(base.plover_type, base.plover_mode, "Riots", "Mob violence")
    return base


def _territory(base: Codes, parts: tuple[Part, ...]) -> Codes:
    agents = [part.noun for part in parts if part.role == "agent"]
    targets = [part.noun for part in parts if part.role == "target"]
    if any(part.role == "victim" for part in parts) or any(_is_person(noun) for noun in targets):
        return Codes(base.plover_type, "arrest", "Strategic developments", "Arrests")
    if targets and not any(noun.ent_type_ in ("GPE", "LOC", "FAC") or _is_ground(noun) for noun in targets):
        return Codes(base.plover_type, base.plover_mode, "Strategic developments", "Disrupted weapons use")
    is_state = any(lemma(noun) in ("army", "government", "troop", "police", "regime") for noun in agents)
    sub = "Government regains territory" if is_state else "Non-state actor overtakes territory"
    return Codes(base.plover_type, base.plover_mode, "Battles", sub)


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or (lemma(noun) in words("human") and lemma(noun) not in words("group"))


def _is_ground(noun: Token) -> bool:
    return lemma(noun) in words("damaged") | {"territory", "checkpoint", "ground"}
