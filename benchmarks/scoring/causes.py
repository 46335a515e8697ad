"""Why attributions were missed or made up: each error under one cause, and the words of its cue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.scoring.attribution import Paired, Scored, pair

_LONGEST_CUE = 4


def causes(
    text: str, gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> tuple[Counter[str], Counter[str]]:
    """Return how often each cause occurs in one document, and the cues of what has no counterpart at all.

    Causes read "missed" or "extra", then the kind of quotation, then what happened: *borders* (the other
    side has the same cue or half of these words, matched with nothing), *merged* (the words belong to
    one that is matched already) or *nothing there*.
    """
    paired = pair(text, gold, predicted)
    counts: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    taken = {at for at, _ in paired.matches}, {to for _, to in paired.matches}
    sides = (("missed", paired.wanted, paired.found), ("extra", paired.found, paired.wanted))
    for (name, mine, theirs), used, used_by_others in zip(sides, taken, reversed(taken), strict=True):
        free = [one for place, one in enumerate(theirs) if place not in used_by_others]
        held = [one for place, one in enumerate(theirs) if place in used_by_others]
        for place, one in enumerate(mine):
            if place in used:
                continue
            cause = _cause(one, free, held)
            counts[f"{name} {one.kind}: {cause}"] += 1
            if cause == "nothing there":
                cues[f"{name}: {_cue(one, paired)}"] += 1
    return counts, cues


def _cause(one: Scored, free: Sequence[Scored], held: Sequence[Scored]) -> str:
    if any(one.cue & other.cue or _shares(one, other) for other in free):
        return "borders"
    return "merged" if any(_shares(one, other) for other in held) else "nothing there"


def _shares(one: Scored, other: Scored) -> bool:
    return 2 * len(one.content & other.content) >= min(len(one.content), len(other.content))


def _cue(one: Scored, paired: Paired) -> str:
    words = [paired.words[number] for number in sorted(one.cue)]
    return " ".join(words[:_LONGEST_CUE]) or "(no cue)"
