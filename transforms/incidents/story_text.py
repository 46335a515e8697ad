"""What a report is about, as a weighted bag of words and names; the cosine of two says how alike they are.

Weights fall with the number of documents a word stands in: those counted beforehand in
``seeds/reference/word_documents.csv`` together with those at hand, so that two documents alone
can be compared as well as a hundred thousand.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix, hstack

from transforms.resources import read_table

NAME_SHARE = 0.2
"""Share of names in the likeness; the rest is words."""
COUNTED_SHARE = 0.05
"""How much a document counted beforehand weighs beside one at hand: the list steadies small collections."""
_LONE = 3
"""Reports among which a word that only one of them uses has lost half of its squared weight."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+|\d[\d,.]*")
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*")
_ENDINGS = ("ing", "ed", "es", "s")
_ALL = "*"
"""Row of the list that holds the number of documents counted."""


@dataclass(frozen=True, slots=True)
class StoryText:
    """A report as far as linking reads it."""

    key: str
    """Id of the document."""
    title: str | None
    """Headline."""
    text: str
    """Its text."""
    day: date | None
    """When it was published or what it tells of took place; null where unknown."""


def bags(story: StoryText) -> tuple[Counter[str], Counter[str]]:
    """Return the stems of the words of `story`, and the names in it."""
    text = f"{story.title}. {story.text}" if story.title else story.text
    words = Counter(stem(word) for word in _WORD.findall(text))
    names: Counter[str] = Counter()
    for match in _NAME.finditer(text):
        parts = [part for part in match.group().split() if part.lower() not in _stopwords()]
        names.update(part.lower().removesuffix("'s").removesuffix("’s") for part in parts)
        if len(parts) > 1:
            names[" ".join(parts).lower()] += 1
    kept = {word: count for word, count in words.items() if word not in _stopwords() and len(word) > 2}
    return Counter(kept), names


def stem(word: str) -> str:
    """Return `word` in lower case without a possessive or an English inflection."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain.removesuffix(ending)
    return plain


def vectors(stories: Sequence[StoryText]) -> csr_matrix:
    """Return one row of unit length for each of `stories`; the product of two rows is their likeness."""
    counted = [bags(story) for story in stories]
    words = _weighted([one for one, _ in counted])
    names = _weighted([two for _, two in counted])
    parts = [words * math.sqrt(1 - NAME_SHARE), names * math.sqrt(NAME_SHARE)]
    return hstack(parts, format="csr")


def _weighted(counts: Sequence[Counter[str]]) -> csr_matrix:
    here = Counter(word for bag in counts for word in bag)
    before, total = _counted_before()
    places = {word: place for place, word in enumerate(sorted(here))}
    everywhere = COUNTED_SHARE * total + len(counts) + 1
    lone = math.sqrt(_LONE / (_LONE + len(counts)))
    rarity = {
        word: math.log(everywhere / (COUNTED_SHARE * before.get(word, 0) + count + 0.5))
        * (lone if count == 1 else 1.0)
        for word, count in here.items()
    }
    data: list[float] = []
    columns: list[int] = []
    starts = [0]
    for bag in counts:
        row = {word: (1 + math.log(count)) * rarity[word] for word, count in bag.items()}
        length = math.sqrt(sum(value * value for value in row.values())) or 1.0
        data.extend(value / length for value in row.values())
        columns.extend(places[word] for word in row)
        starts.append(len(columns))
    return csr_matrix(
        (np.array(data, np.float32), np.array(columns, np.int32), np.array(starts, np.int64)),
        shape=(len(counts), max(len(places), 1)),
    )


@cache
def _counted_before() -> tuple[dict[str, int], int]:
    counts = {row["word"]: int(row["documents"]) for row in read_table("word_documents")}
    return counts, counts.pop(_ALL)


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("story_stopwords"))
