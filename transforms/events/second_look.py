"""What a second look at a report knows of each likely filler: its rank, its rivals, the whole report.

The first look scores each head word by itself. The second goes through the likely ones of each role, the
surest first, and asks whether the next names something that none before it names.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from transforms.events.candidates import Candidate, Reading

Array = NDArray[np.float32]

LEAST = 0.015
"""Probability of the first look below which nothing is looked at again."""
MOST = 14
"""Candidates of one role in one report that are looked at again."""
_NEAR_MENTIONS = 4
_KINDS = ("", "PERSON", "ORG", "NORP", "GPE", "FAC", "LOC", "PRODUCT", "CARDINAL")
_EFFECTS = ("die", "attack", "explode", "abduct", "injure")
_LINKS = ("np", "conj", "appos", "of", "mod")
_FAR = 99


@dataclass(frozen=True)
class FirstLook:
    """Scores of the first look at a report, in log odds."""

    report: Array
    """That it fills any role, then each role."""
    numbers: tuple[Array, ...]
    """For each thing one row a mention: the report's scores, two of the thing, those of the sentence."""
    mentions: tuple[Array, ...]
    """For each thing one row a mention, one column a role."""
    things: Array
    """One row a thing, one column a role."""


@dataclass(frozen=True)
class PairCounts:
    """In how many training reports two head words named one filler of a role, and two fillers."""

    same: Mapping[str, int]
    """By pair of words, in order, a space between."""
    different: Mapping[str, int]
    """The same for two fillers of one role."""

    def without(self, same: set[str], different: set[str]) -> PairCounts:
        """Return the counts of all reports but one, which holds these pairs."""
        return PairCounts(
            {**self.same, **{pair: self.same[pair] - 1 for pair in same}},
            {**self.different, **{pair: self.different[pair] - 1 for pair in different}},
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in one role, with what the second look knows of it."""

    role: int
    """Number of the role."""
    thing: int
    """Number of the thing."""
    numbers: tuple[float, ...]
    """What is known."""


def pair_key(one: str, two: str) -> str:
    """Return the name of a pair of head words."""
    return " ".join(sorted((one, two)))


def look_again(reading: Reading, first: FirstLook, pairs: PairCounts) -> list[Row]:
    """Return the likely fillers of each role, surest first, with what is known of each."""
    likely = np.asarray(1 / (1 + np.exp(-first.things)), dtype=np.float32)
    report = _Report(reading, first, likely, pairs)
    found: list[Row] = []
    for role in range(likely.shape[1] if len(likely) else 0):
        order = [int(thing) for thing in np.argsort(-likely[:, role]) if likely[thing, role] >= LEAST]
        found += report.role_rows(role, order[:MOST])
    return found


class _Report:
    def __init__(self, reading: Reading, first: FirstLook, likely: Array, pairs: PairCounts) -> None:
        self._reading = reading
        self._first = first
        self._likely = likely
        self._pairs = pairs
        roles = likely.shape[1]
        self._in_sentence: dict[int, Array] = defaultdict(lambda: np.zeros(roles, dtype=np.float32))
        for mentions, row in zip(reading.things, likely, strict=True):
            for mention in mentions:
                number = reading.sentence_of[mention.token.i]
                self._in_sentence[number] = np.maximum(self._in_sentence[number], row)
        self._size = max(1, len(reading.doc))
        effects = [reading.effects.get(name, 0) for name in _EFFECTS]
        self._whole = (
            *(likely.max(axis=0) if len(likely) else ()),
            *(likely.sum(axis=0) if len(likely) else ()),
            self._size,
            (reading.sentence_of[-1] if reading.sentence_of else 0) + 1,
            sum(reading.effects.values()),
            *effects,
        )

    def role_rows(self, role: int, order: Sequence[int]) -> Iterator[Row]:
        """Yield the things of `order` with what is known of each in this role."""
        above = 0.0
        for rank, thing in enumerate(order):
            numbers = (
                *self._rank(role, order, rank),
                above,
                *self._first.report,
                self._first.report[role + 1],
                *self._thing(role, thing),
                *self._beside(role, order, rank),
                *self._whole,
            )
            yield Row(role, thing, tuple(float(number) for number in numbers))
            above += float(self._likely[thing, role])

    def _rank(self, role: int, order: Sequence[int], rank: int) -> Iterator[float]:
        scores = self._first.things
        own = scores[order[rank]]
        mine = own[role]
        yield from (mine, np.delete(own, role).max(), *own, role, rank)
        yield scores[order[0], role] - mine
        yield scores[order[rank - 1], role] - mine if rank else -1
        yield mine - scores[order[rank + 1], role] if rank + 1 < len(order) else 9
        yield self._likely[:, role].sum()

    def _thing(self, role: int, thing: int) -> Iterator[float]:
        mentions = self._reading.things[thing]
        scores = self._first.mentions[thing][:, role]
        told = self._first.numbers[thing][:, 8:]
        best = int(scores.argmax())
        surest = mentions[best].token
        ranked = np.sort(scores)[::-1]
        sentences = [self._reading.sentence_of[mention.token.i] for mention in mentions]
        yield from (math.log(len(mentions)), mentions[0].token.i / self._size, sentences[0], sentences[best])
        yield from (scores.mean(), ranked[1] if len(ranked) > 1 else -9, scores[0], (scores > -1).sum())
        yield from (told[:, role + 1].max(), told[:, 0].max(), told[best, role + 1])
        yield from self._in_sentence[sentences[best]]
        yield from (_kind(surest), surest.tag_.startswith("NNP"), surest.tag_.endswith("S"))
        yield any(mention.token.pos_ == "PROPN" for mention in mentions)

    def _beside(self, role: int, order: Sequence[int], rank: int) -> Iterator[float]:
        """Yield how the thing hangs together with those that are surer."""
        mentions = self._reading.things[order[rank]]
        head, token = mentions[0].head, mentions[0].token
        links = dict.fromkeys(_LINKS, 0.0)
        alias = same = different = same_kind = same_tag = shares = 0.0
        near = _FAR
        for other in order[:rank]:
            rivals = self._reading.things[other]
            sure = float(self._likely[other, role])
            key = pair_key(head, rivals[0].head)
            alias = max(alias, float(frozenset((head, rivals[0].head)) in self._reading.aliases))
            same = max(same, self._pairs.same.get(key, 0))
            different = max(different, self._pairs.different.get(key, 0))
            same_kind = max(same_kind, sure * (rivals[0].token.ent_type_ == token.ent_type_))
            same_tag = max(same_tag, sure * (rivals[0].token.tag_ == token.tag_))
            for one, two in self._in_one_sentence(mentions, rivals):
                shares = 1.0
                near = min(near, abs(one.i - two.i))
                for name in _links(one, two):
                    links[name] = max(links[name], sure)
        yield from (alias, *links.values(), same, different, near, shares, same_kind, same_tag)
        top = self._reading.things[order[0]][0].token if rank else None
        yield from (_kind(top), top.tag_.endswith("S")) if top is not None else (-1, -1)

    def _in_one_sentence(
        self, one: Sequence[Candidate], two: Sequence[Candidate]
    ) -> Iterator[tuple[Token, Token]]:
        sentence_of = self._reading.sentence_of
        for a in one[:_NEAR_MENTIONS]:
            for b in two[:_NEAR_MENTIONS]:
                if sentence_of[a.token.i] == sentence_of[b.token.i]:
                    yield a.token, b.token


def _kind(token: Token) -> int:
    return _KINDS.index(token.ent_type_) if token.ent_type_ in _KINDS else len(_KINDS)


def _links(one: Token, two: Token) -> set[str]:
    """Return how two tokens of one sentence hang together, whichever comes first."""
    a, b = _phrase_head(one), _phrase_head(two)
    found = {"np"} if a.i == b.i else set()
    for x, y in ((a, b), (b, a)):
        above = x
        for _ in range(3):
            link = above.dep_
            if link not in ("conj", "appos"):
                break
            above = above.head
            if above.i == y.i:
                found.add(link)
        if x.dep_ == "pobj" and x.head.lower_ == "of" and x.head.head.i == y.i:
            found.add("of")
        if x.dep_ in ("poss", "nmod", "amod") and x.head.i == y.i:
            found.add("mod")
    return found


def _phrase_head(token: Token) -> Token:
    for _ in range(4):
        if token.dep_ not in ("compound", "flat"):
            break
        token = token.head
    return token
