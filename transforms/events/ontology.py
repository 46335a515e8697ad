"""The reviewed lists behind the event rules: trigger words with their two codes, means, word classes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from transforms.resources import read_table


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger word in one part of speech (a row of seeds/reference/triggers.csv)."""

    word: str
    """Lemma."""
    pos: str
    """v verb, n noun, a adjective."""
    effect: str
    """die, injure, attack, explode, abduct; empty for all else."""
    plover_type: str
    """PLOVER type or our speech type."""
    plover_mode: str | None
    """PLOVER mode."""
    acled_event_type: str | None
    """ACLED event_type."""
    acled_sub_event_type: str | None
    """ACLED sub_event_type."""
    frame: str
    """How the parts of the sentence fill the roles."""
    needs: str
    """What must stand beside the word."""
    unless: frozenset[str]
    """Neighbours that show another sense."""


@dataclass(frozen=True, slots=True)
class Means:
    """A weapon or carrier and what it makes of an attack (a row of seeds/reference/means.csv)."""

    plover_mode: str | None
    """PLOVER mode of ASSAULT."""
    acled_event_type: str | None
    """ACLED event_type."""
    acled_sub_event_type: str | None
    """ACLED sub_event_type."""
    is_weapon: bool
    """Whether it may fill the role of instrument by itself."""


@cache
def trigger_words() -> dict[tuple[str, str], Entry]:
    """Return the trigger words by part of speech (v, n, a) and lemma."""
    return {
        (row["pos"], row["word"]): Entry(
            word=row["word"],
            pos=row["pos"],
            effect=row["effect"],
            plover_type=row["plover_type"],
            plover_mode=row["plover_mode"] or None,
            acled_event_type=row["acled_event_type"] or None,
            acled_sub_event_type=row["acled_sub_event_type"] or None,
            frame=row["frame"],
            needs=row["needs"],
            unless=frozenset(row["unless"].split()),
        )
        for row in read_table("triggers")
    }


@cache
def means() -> dict[str, Means]:
    """Return the means by lemma."""
    return {
        row["word"]: Means(
            row["plover_mode"] or None,
            row["acled_event_type"] or None,
            row["acled_sub_event_type"] or None,
            row["is_weapon"] == "yes",
        )
        for row in read_table("means")
    }


@cache
def words(kind: str) -> frozenset[str]:
    """Return one class of seeds/reference/event_words.csv; raises KeyError where there is none."""
    found = frozenset(row["word"] for row in read_table("event_words") if row["kind"] == kind)
    if not found:
        raise KeyError(kind)
    return found
