"""When and where: the time expression and the one place that govern a trigger.

A date that belongs to the words of a speaker ("White on February 8 declined to say …") is when
it was said, and never when the thing happened; an event for which the text gives no date keeps none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from transforms.events.grammar import first_conjunct, lemma
from transforms.events.ontology import words
from transforms.language import Article
from transforms.records import PlaceMention, TimeExpression

_PHRASE_LABELS = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})
_PARTS = frozenset(
    {"line", "side", "edge", "part", "heart", "outskirt", "east", "west", "north", "south", "entrance"}
)
_LOCAL = frozenset({"NOUN", "PROPN", "ADP", "ADV", "NUM"})


@dataclass(frozen=True, slots=True)
class Placing:
    """A place and by what right it was given to an event."""

    mention: PlaceMention
    """The words that name it."""
    basis: str
    """trigger, sentence or neighbour."""


class Anchors:
    """The times and places of one article, by the words that govern them."""

    def __init__(
        self, article: Article, places: Sequence[PlaceMention], times: Sequence[TimeExpression]
    ) -> None:
        self._article = article
        self._times: dict[int, list[tuple[Token, TimeExpression]]] = {}
        self._places: dict[int, list[tuple[Token, PlaceMention]]] = {}
        for time in times:
            if (time.kind in ("DATE", "TIME") and time.start_date is not None) or _is_partial(time):
                tokens = article.tokens(time.span)
                if tokens is not None:
                    self._times.setdefault(self._sentence_no(time.span.start), []).append((tokens.root, time))
        for place in places:
            tokens = article.tokens(place.span)
            if tokens is not None and article.may_claim(place.span.start):
                self._places.setdefault(self._sentence_no(place.span.start), []).append((tokens.root, place))

    def time_of(self, word: Token) -> TimeExpression | None:
        """Return the time expression that governs `word`, or None where none does."""
        nearby = self._times.get(self._sentence_no(word.idx), [])
        ranked = [
            (rank, abs(root.i - word.i), root, time)
            for root, time in nearby
            if (rank := _time_rank(word, root)) is not None
        ]
        if not ranked:
            return None
        _, _, best_root, best = min(ranked, key=lambda item: item[:2])
        joined = [time for _, _, root, time in ranked if _are_joined(root, best_root)]
        return _merge(best, joined)

    def place_of(self, word: Token, may_borrow: bool = True) -> Placing | None:
        """Return the one place of `word`: its own, else its sentence's, else (if it may) a neighbour's."""
        number = self._sentence_no(word.idx)
        here = [(root, place) for root, place in self._places.get(number, []) if _is_locative(root)]
        own = [(root, place) for root, place in here if _governs_place(word, root)]
        if own:
            return Placing(_finest(own, word), "trigger")
        free = [(root, place) for root, place in here if not _under_speech_only(word, root)]
        if free:
            return Placing(_finest(free, word), "sentence")
        return self._neighbouring(number) if may_borrow else None

    def _neighbouring(self, number: int) -> Placing | None:
        block = self._article.sentences[number].block_no if self._article.sentences else 0
        for other in (number - 1, number + 1):
            if not 0 <= other < len(self._article.sentences):
                continue
            if abs(self._article.sentences[other].block_no - block) > 1:
                continue
            near = [item for item in self._places.get(other, []) if _is_locative(item[0])]
            distinct = {item[1].text.lower() for item in near}
            if len(distinct) == 1:
                return Placing(near[0][1], "neighbour")
        return None

    def _sentence_no(self, offset: int) -> int:
        return self._article.sentence_at(offset).sentence_no


def _is_partial(time: TimeExpression) -> bool:
    """Tell whether a time without a start still says something ("on February 7", year unknown)."""
    return time.kind in ("DATE", "TIME") and time.value is not None and time.value.startswith("XXXX")


def _are_joined(one: Token, other: Token) -> bool:
    """Tell whether two times stand side by side: "late on Wednesday and early Thursday"."""
    between = one.doc[min(one.i, other.i) + 1 : max(one.i, other.i)]
    return len(between) <= 4 and any(token.dep_ == "cc" and token.lower_ == "and" for token in between)


def _merge(best: TimeExpression, others: Sequence[TimeExpression]) -> TimeExpression:
    """Return `best`, stretched over the times that stand side by side with it."""
    for other in others:
        if other.start_date is None or best.start_date is None or other.precision != best.precision:
            continue
        end = max(best.end_date or best.start_date, other.end_date or other.start_date)
        best = replace(best, start_date=min(best.start_date, other.start_date), end_date=end)
    return best


def _governor(root: Token) -> Token:
    """Return the verb or noun that a time or place phrase modifies."""
    word = root
    while word.head.i != word.i:
        if word.dep_ in ("conj", "appos", "compound", "nmod", "nummod", "amod", "poss", "quantmod", "advmod"):
            word = word.head
            if word.pos_ in ("VERB", "AUX"):
                return word
            continue
        if word.dep_ in ("pobj", "pcomp", "prep", "npadvmod", "dep"):
            word = word.head
            if word.pos_ in ("VERB", "AUX", "NOUN", "PROPN") and word.ent_type_ not in _PHRASE_LABELS:
                return word
            continue
        return word.head
    return word


def _time_rank(word: Token, root: Token) -> int | None:
    """Return how closely the time at `root` governs `word` (0 best), or None where it does not."""
    governor = _governor(root)
    if governor.i == word.i:
        return 0
    if first_conjunct(governor).i == first_conjunct(word).i:
        return 1
    path = _path_up(word, governor)
    if path is not None:
        if any(_is_speech(step) for step in path):
            return None
        return 2
    down = _path_up(governor, word)
    if down is not None and lemma(governor) in words("occur") | words("light"):
        return 1
    return None


def _path_up(word: Token, top: Token) -> list[Token] | None:
    """Return the verbs from `word` (excluded) up to `top` (included), or None where top is not above."""
    if not top.is_ancestor(word):
        return None
    found: list[Token] = []
    step = word
    while step.i != top.i:
        step = step.head
        if step.pos_ in ("VERB", "AUX"):
            found.append(step)
    return found


def _is_speech(verb: Token) -> bool:
    return lemma(verb) in words("speech")


def _is_locative(root: Token) -> bool:
    step = root
    while step.dep_ in ("compound", "conj", "appos", "nmod", "amod", "npadvmod") and step.head.i != step.i:
        modifies = step.dep_ not in ("conj", "appos")
        if modifies and step.head.pos_ != "PROPN" and lemma(step.head) not in words("place_noun"):
            return False  # "U.S.-backed fighters", "Paris talks": whose, not where
        step = step.head
    if step.dep_ == "pobj":
        return step.head.lower_ in words("place_prep") or (
            step.head.lower_ == "of" and step.head.head.pos_ in _LOCAL and _is_locative(step.head.head)
        )
    if step.dep_ == "pobj" or step.pos_ in ("ADV",):
        return True
    return root.dep_ in ("nsubj", "dobj", "nsubjpass") and root.head.pos_ == "VERB" and _is_struck(root)


def _is_struck(root: Token) -> bool:
    verb = root.head
    return root.dep_ in ("dobj", "nsubjpass") and lemma(verb) in (
        "attack", "shell", "bomb", "strike", "hit", "shake", "rock", "besiege", "bombard", "raid", "storm",
        "seize", "capture", "recapture", "retake", "liberate", "pound",
    )  # fmt: skip


def _governs_place(word: Token, root: Token) -> bool:
    """Tell whether the place stands with the trigger itself, or with the verb that says it took place."""
    governor = _governor(root)
    if governor.i == word.i:
        return True
    if governor.pos_ in ("NOUN", "PROPN"):
        return _through_noun(word, governor)
    carries = words("occur") | words("light") | {"be"}
    if lemma(governor) not in carries or governor.pos_ not in ("VERB", "AUX"):
        return False
    return word.head.i == governor.i or (governor.dep_ in ("relcl", "acl") and governor.head.i == word.i)


def _through_noun(word: Token, noun: Token) -> bool:
    """Follow a place that hangs on a noun: a part of the event, or another place or day of it."""
    top = first_conjunct(noun)
    if top.dep_ in ("dobj", "nsubjpass"):
        verb = top.head
        # "killed 12 people in the town"; "an explosion shattered a bakery on the square"
        return verb.i == word.i or (word.head.i == verb.i and word.dep_ == "nsubj") or _is_by(word, verb)
    if top.dep_ != "pobj":
        return False
    preposition = top.head
    if preposition.head.i == word.i and preposition.lower_ in ("on", "against", "of", "between"):
        return True  # "an attack on militias in the east"
    if preposition.lower_ in words("place_prep") | {"of", "during"} and _is_setting(top):
        return _governs_place(word, top)  # "at a market in the town", "east of the river in the province"
    return False


def _is_setting(noun: Token) -> bool:
    """Tell whether a noun says where or when, and so hands its place on to what it is the setting of."""
    return noun.ent_type_ in _PHRASE_LABELS | {"EVENT"} or lemma(noun) in words("place_noun") | _PARTS


def _is_by(word: Token, verb: Token) -> bool:
    return word.dep_ == "pobj" and word.head.dep_ == "agent" and word.head.head.i == verb.i


def _under_speech_only(word: Token, root: Token) -> bool:
    """Tell whether the place tells where somebody spoke ("told reporters in Geneva that …")."""
    governor = _governor(root)
    return _is_speech(governor) and governor.is_ancestor(word)


def _finest(found: list[tuple[Token, PlaceMention]], word: Token) -> PlaceMention:
    return min(
        found,
        key=lambda item: (
            item[0].dep_ in ("dobj", "nsubjpass"),
            item[1].acled_precision or 4,
            abs(item[0].i - word.i),
            item[1].span.start,
        ),
    )[1]
