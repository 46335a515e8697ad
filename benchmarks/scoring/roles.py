"""Role fillers of MUC-4: one predicted entity against one gold entity, by head word or strictly.

Head match: the last words before "of", "from" and the like are equal. Strict (CEAF-REE): the predicted
words are one of the gold entity's mentions. Matching is one to one and greatest; repeats count once.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

Gold = Mapping[str, Mapping[str, Sequence[Sequence[str]]]]
Predicted = Mapping[str, Mapping[str, Sequence[str]]]

_AFTER_HEAD = re.compile(r"\b(of|from|in|at|on|with|by|for|who|that|belonging|,)\b")


def normalise(mention: str) -> str:
    """Return the words in lower case, without punctuation and articles."""
    plain = "".join(letter for letter in mention.lower() if letter not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", plain).split())


def head_word(mention: str) -> str:
    """Return the head word: the last one before a preposition or a relative."""
    lowered = " ".join(mention.lower().split())
    words = re.findall(r"[a-z0-9'\-]+", _AFTER_HEAD.split(lowered)[0] or lowered)
    return words[-1].rstrip("'s") if words else normalise(mention)


def score(gold: Gold, predicted: Predicted, is_strict: bool = False) -> dict[str, float]:
    """Return precision, recall and F1 in percent, a role and over all roles (micro)."""
    key: Callable[[str], str] = normalise if is_strict else head_word
    out: dict[str, float] = {}
    total = [0, 0, 0]
    for role in ROLES:
        right = found = wanted = 0
        for docid, roles in gold.items():
            entities = [{key(mention) for mention in entity} for entity in roles.get(role, ())]
            given = list(dict.fromkeys(key(mention) for mention in predicted.get(docid, {}).get(role, ())))
            right += _matched(given, entities)
            found += len(given)
            wanted += len(entities)
        total = [a + b for a, b in zip(total, (right, found, wanted), strict=True)]
        out.update(_rates(role, right, found, wanted))
    return {**out, **_rates("micro", *total)}


def _rates(name: str, right: int, found: int, wanted: int) -> dict[str, float]:
    precision, recall = right / max(1, found), right / max(1, wanted)
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    values = (("precision", precision), ("recall", recall), ("f1", f1))
    return {f"{name}_{part}": round(100 * value, 1) for part, value in values}


def _matched(given: Sequence[str], entities: Sequence[set[str]]) -> int:
    """Return the size of the greatest one-to-one matching."""
    taken: dict[int, int] = {}

    def place(one: int, seen: set[int]) -> bool:
        for number, entity in enumerate(entities):
            if given[one] not in entity or number in seen:
                continue
            seen.add(number)
            if number not in taken or place(taken[number], seen):
                taken[number] = one
                return True
        return False

    return sum(place(one, set()) for one in range(len(given)))
