"""Nouns that may fill a role of a report's main event, and what is known of each mention.

A feature is a word: the mention's own words, its place in the tree, the way from it to the nearest
trigger, the words around it, and the roles that the event rules give it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from transforms.events.frames import read_frame
from transforms.events.grammar import lemma
from transforms.events.ontology import Entry, trigger_words, words
from transforms.events.triggers import Trigger, find_triggers, is_weapon

_NAMES = frozenset({"ORG", "PERSON", "PRODUCT", "NORP"})
_CLASSES = ("human", "actor", "armed", "civilian", "place_noun", "damaged", "group")
_WORD = re.compile(r"[a-z0-9'\-]+")
_DROPPED = frozenset({"several", "many", "other", "unidentified"})
_JOINED = frozenset({"conj", "appos", "compound"})
_MODIFIERS = frozenset({"amod", "compound", "nummod", "poss", "nmod"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_NEAR = 4
"""Words on each side that are looked at one by one."""
_STEPS = 6
"""Steps up the tree on the way to a trigger."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention that may fill a role."""

    head: str
    """Its head word, lower-case."""
    text: str
    """Its words, without article and number."""
    token: Token
    """The head word where it stands."""
    features: tuple[str, ...]
    """What is known of it, each once."""

    @property
    def start(self) -> int:
        """Return the offset of the head word."""
        return self.token.idx


@dataclass(frozen=True)
class Reading:
    """A report, read for its candidates."""

    doc: Doc
    """The parse."""
    things: tuple[tuple[Candidate, ...], ...]
    """The mentions of each head word, in the order of the text."""
    sentence_of: tuple[int, ...]
    """Number of the sentence of each token."""
    effects: Mapping[str, int]
    """How often the triggers tell each effect."""
    aliases: frozenset[frozenset[str]]
    """Pairs of head words that name one thing."""


def read_report(doc: Doc) -> Reading:
    """Return the candidates of `doc`, one thing for each head word."""
    triggers = find_triggers(doc)
    sentence_of = tuple(number for number, sentence in enumerate(doc.sents) for _ in sentence)
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in _candidates(doc, triggers, sentence_of):
        groups[candidate.head].append(candidate)
    return Reading(
        doc=doc,
        things=tuple(tuple(mentions) for mentions in groups.values()),
        sentence_of=sentence_of,
        effects=Counter(_effect(found.entry) for found in triggers),
        aliases=frozenset(_aliases(doc)),
    )


def surface(token: Token) -> str:
    """Return the words of the noun phrase up to its head, without article, number and quantity."""
    start = token.i
    for child in token.lefts:
        if child.dep_ in _MODIFIERS and child.dep_ != "poss":
            start = min(start, child.left_edge.i)
    while start < token.i and _is_dropped(token.doc[start]):
        start += 1
    return " ".join(token.doc[start : token.i + 1].text.split()).strip('" ') or token.text


def _candidates(doc: Doc, triggers: Sequence[Trigger], sentence_of: Sequence[int]) -> Iterator[Candidate]:
    known = {found.token.i: found.entry for found in triggers}
    roles: dict[int, list[str]] = defaultdict(list)
    told: dict[int, set[str]] = defaultdict(set)
    for found in triggers:
        effect = _effect(found.entry)
        told[sentence_of[found.token.i]].add(effect)
        for part in read_frame(found, known).parts:
            roles[part.noun.i] += [f"fr={part.role}_{effect}", f"frw={part.role}_{found.entry.word}"]
    content = [
        [f"sw={token.lemma_.lower()}" for token in sentence if token.pos_ in _CONTENT and not token.is_stop]
        for sentence in doc.sents
    ]
    for token in doc:
        parts = _WORD.findall(token.lower_) if _may_fill(token) else []
        head = parts[-1].rstrip("'s") if parts else ""
        if not head:
            continue
        number = sentence_of[token.i]
        features = {
            *_own(token),
            *_tree(token),
            *_way(token, known),
            *_near(token),
            *_told(number, told),
            *roles[token.i],
            *content[number],
            f"sn={min(number, 6)}",
            f"first={number == 0}_{token.ent_type_}",
        }
        yield Candidate(head, surface(token), token, tuple(sorted(features)))


def _effect(entry: Entry) -> str:
    return entry.effect or entry.plover_type


def _aliases(doc: Doc) -> Iterator[frozenset[str]]:
    """Yield parts of a name, and a name and its letters in brackets."""
    for one, two in pairwise(doc):
        if one.ent_type_ == two.ent_type_ == "PERSON" and two.ent_iob_ == "I":
            yield frozenset((one.lower_, two.lower_))
    for token in doc[1:-1]:
        if token.text in ("(", "["):
            yield frozenset((token.nbor(-1).lower_, token.nbor(1).lower_))


def _may_fill(token: Token) -> bool:
    if len(token) < 2 or not token.text[0].isalnum():
        return False
    if token.pos_ in ("NOUN", "PROPN"):
        return token.ent_type_ not in ("DATE", "TIME", "PERCENT", "MONEY")
    return token.pos_ in ("ADJ", "VERB", "X", "ADV", "NUM") and token.ent_type_ in _NAMES


def _is_dropped(token: Token) -> bool:
    return token.pos_ in ("DET", "PUNCT", "PRON", "SPACE") or token.like_num or token.lower_ in _DROPPED


def _own(token: Token) -> Iterator[str]:
    doc, at = token.doc, token.i
    before = doc[at - 1].lower_ if at else "^"
    after = doc[at + 1].lower_ if at + 1 < len(doc) else "$"
    inner = token.dep_ == "compound" and token.head.i == at + 1
    yield from (f"h={lemma(token)}", f"lo={token.lower_}", f"e={token.ent_type_}", f"tag={token.tag_}")
    yield from (f"d={token.dep_}", f"s3={lemma(token)[-3:]}", f"last={not inner}", f"pos={min(5, at // 60)}")
    yield from (f"p1={before}", f"n1={after}")
    if at > 1:
        yield f"p2={doc[at - 2].lower_}_{before}"
    if at + 2 < len(doc):
        yield f"n2={after}_{doc[at + 2].lower_}"
    if is_weapon(token):
        yield "weapon"
    yield from (f"w={name}" for name in _CLASSES if lemma(token) in words(name))


def _tree(token: Token) -> Iterator[str]:
    top = token
    for _ in range(4):
        if top.dep_ in _JOINED:
            top = top.head
    above, link = top.head, top.dep_
    yield f"cd={top.dep_}"
    if link == "pobj":
        link = above.lower_
        above = above.head
        yield f"pr={link}"
    yield from (
        f"gv={lemma(above)}_{link}",
        f"gl={lemma(above)}",
        f"gp={above.pos_}",
        f"gg={lemma(above.head)}",
    )
    for step, name, how in ((above, "gt", link), (above.head, "ggt", above.dep_)):
        entry = trigger_words().get(("v" if step.pos_ == "VERB" else "n", lemma(step)))
        if entry is not None:
            yield f"{name}={entry.effect or entry.plover_type}_{how}"
    for child in token.children:
        if child.dep_ in _MODIFIERS:
            yield f"m={lemma(child)}"
        elif child.dep_ in ("prep", "acl", "relcl", "appos"):
            yield f"c={child.dep_}_{lemma(child)}"


def _way(token: Token, known: Mapping[int, Entry]) -> Iterator[str]:
    """Yield the way up the tree to the first trigger, with what it tells and with its word."""
    links: list[str] = []
    for _ in range(_STEPS):
        if token.dep_ != "pobj":
            links.append(token.lower_ if token.dep_ == "prep" else token.dep_)
        if token.head.i == token.i:
            break
        token = token.head
        entry = known.get(token.i)
        if entry is not None:
            way = ">".join(links)
            yield from (f"pa={way}={_effect(entry)}", f"pw={way}={entry.word}")
            return
    yield "pa=none"


def _near(token: Token) -> Iterator[str]:
    sentence, at = token.sent, token.i
    for other in token.doc[max(sentence.start, at - _NEAR) : min(sentence.end, at + _NEAR + 1)]:
        if other.i != at and (other.pos_ in _CONTENT or other.pos_ == "ADP"):
            yield f"{'bl' if other.i < at else 'br'}={other.lemma_.lower()}"


def _told(number: int, told: Mapping[int, set[str]]) -> Iterator[str]:
    """Yield what the triggers of this sentence and of its neighbours tell."""
    here = told.get(number)
    yield from (f"sv={effect}" for effect in sorted(here)) if here else ("sv=none",)
    for step in (-1, 1):
        yield from (f"s{step:+d}={effect}" for effect in sorted(told.get(number + step, ())))
