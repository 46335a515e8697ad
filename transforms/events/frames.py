"""Who did what to whom, by what means: the roles that one trigger's own sentence fills."""

from __future__ import annotations

from collections.abc import Mapping

from transforms.events.noun_frames import NounReader
from transforms.events.ontology import Entry
from transforms.events.parts import Frame, Part, verb_over
from transforms.events.triggers import Trigger
from transforms.events.verb_frames import VerbReader

__all__ = ["Frame", "Part", "read_frame", "verb_over"]


def read_frame(trigger: Trigger, events: Mapping[int, Entry]) -> Frame:
    """Return the parts of `trigger`; `events` are all triggers of the article by token number."""
    if trigger.entry.pos == "n":
        noun = NounReader(trigger, events)
        noun.read_noun()
        return noun.frame()
    verb = VerbReader(trigger, events)
    if trigger.entry.pos == "v":
        verb.read_verb()
    else:
        verb.read_adjective()
    return verb.frame()
