"""Capitals for a text that has none: each word as mixed-case news writes it, names guessed where unknown."""

from __future__ import annotations

import json
import re
from functools import cache

from transforms.resources import weights

_PIECE = re.compile(r"[a-z][a-z'\-]+|[a-z]|[^a-z]+")
_SENTENCE_END = re.compile(r'[.!?]["\s)\]]|   |\n')


@cache
def _table() -> dict[str, str]:
    stored: dict[str, str] = json.loads((weights("roles") / "case.json").read_text(encoding="utf-8"))
    return stored


def truecase(text: str, table: dict[str, str] | None = None) -> str:
    """Return lower-case `text` with capitals; its length and all offsets stay."""
    known = _table() if table is None else table
    made: list[str] = []
    is_start = True
    for found in _PIECE.finditer(text):
        piece = found.group()
        if not piece[0].isalpha():
            made.append(piece)
            is_start = is_start or bool(_SENTENCE_END.search(piece))
            continue
        cased = known.get(piece) or _guess(piece, known)
        if len(cased) != len(piece):
            cased = piece
        made.append(cased[0].upper() + cased[1:] if is_start else cased)
        is_start = False
    return "".join(made)


def _guess(word: str, known: dict[str, str]) -> str:
    """Return an unknown word as a name, an abbreviation where it is short, part by part where hyphenated."""
    if "-" in word:
        return "-".join(
            known.get(part, part.capitalize() if len(part) > 3 else part) for part in word.split("-")
        )
    if word.endswith("'s"):
        return known.get(word[:-2], word[:-2].capitalize()) + "'s"
    if len(word) > 3:
        return word.capitalize()
    return word.upper() if len(word) > 1 else word
