"""The reviewed word lists of this room, read once and asked by name."""

from __future__ import annotations

from functools import cache
from typing import cast

from transforms.records import ClaimFactuality, CueKind
from transforms.resources import read_table, read_words


@cache
def reporting_frames() -> frozenset[tuple[str, str, str]]:
    """Return the (lemma, kind of word, frame) that report more often than not."""
    return frozenset((row["lemma"], row["word"], row["frame"]) for row in read_table("reporting_frames"))


@cache
def speech_lemmas() -> frozenset[str]:
    """Return the verbs that report a whole clause: those that may stand beside a quotation."""
    return frozenset(
        lemma for lemma, word, frame in reporting_frames() if word == "verb" and frame in ("clause", "aside")
    )


@cache
def cue_kinds() -> dict[tuple[str, str, str], CueKind]:
    """Return the kind of a cue by (lemma, kind of word, frame); an empty frame means any."""
    return {
        (row["lemma"], row["word"], row["frame"]): cast("CueKind", row["kind"])
        for row in read_table("reporting_verbs")
    }


@cache
def cue_auxiliaries() -> dict[str, str]:
    """Return verbs that stand before a reporting verb, with their effect: decline, negate, hedge, none."""
    return {row["lemma"]: row["effect"] for row in read_table("cue_auxiliaries")}


@cache
def media() -> dict[tuple[str, str], str]:
    """Return the medium by (preposition, last word of the noun phrase)."""
    return {
        (preposition, row["word"]): row["medium"]
        for row in read_table("media")
        for preposition in row["prepositions"].split("|")
    }


@cache
def document_media() -> dict[str, str]:
    """Return the medium of documents that stand as sources themselves."""
    return {row["word"]: row["medium"] for row in read_table("source_documents")}


@cache
def carrier_words() -> frozenset[str]:
    """Return last words of names and descriptions of media."""
    return read_words("carrier_words")


@cache
def carrier_names() -> frozenset[str]:
    """Return the names of agencies and outlets, lower case, alternative names included."""
    names: set[str] = set()
    for table in ("agencies", "outlets"):
        for row in read_table(table):
            if row.get("kind") in ("official", "ngo"):
                continue
            names.add(row["name"].lower())
            names.update(alias.lower() for alias in row["aliases"].split("|") if alias)
    return frozenset(names)


@cache
def hedges(part: str) -> dict[str, ClaimFactuality | None]:
    """Return hedging lemmas of the `part` cue or content, with the factuality they impose or None."""
    return {
        row["word"]: "possible" if row["factuality"] == "possible" else None
        for row in read_table("hedges")
        if row["part"] in (part, "both")
    }


@cache
def addressing(how: str) -> frozenset[str]:
    """Return verbs that name their hearer `how`: as object ("told reporters") or after to ("said to")."""
    return frozenset(row["lemma"] for row in read_table("reporting_verbs") if row["addressee"] == how)


@cache
def carrying() -> frozenset[str]:
    """Return verbs by which a medium carries the words of others: report, quote and their like."""
    return frozenset(row["lemma"] for row in read_table("reporting_verbs") if row["carries"])


@cache
def occasions() -> dict[str, str]:
    """Return the medium of occasions that are told something: a briefing, a rally."""
    return {row["word"]: row["medium"] for row in read_table("occasions")}


@cache
def speaker_nouns() -> frozenset[str]:
    """Return nouns for people and bodies that speak."""
    return read_words("speaker_nouns")


@cache
def deed_words() -> frozenset[tuple[str, str]]:
    """Return the (lemma, kind of word) that tell blows and help in deed: attack, support."""
    return frozenset((row["lemma"], row["word"]) for row in read_table("deed_words") if row["is_force"])


@cache
def reporting_adverbs() -> frozenset[str]:
    """Return adverbs that make a claim of their sentence: reportedly, allegedly."""
    return frozenset(row["lemma"] for row in read_table("reporting_verbs") if row["word"] == "adverb")
