"""Who and what fills the roles of a report's main event, by a small trained net over dependency features.

Every noun is a candidate; its features are its own words, its place in the tree, and the roles that the
event rules give it. Candidates with the same head word are one thing: the surest mention speaks for it.
Used where no parse of the claims is at hand and one answer a document is wanted (benchmarks.roles).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from transforms.events.frames import read_frame
from transforms.events.grammar import lemma
from transforms.events.ontology import trigger_words, words
from transforms.events.triggers import find_triggers, is_weapon
from transforms.resources import weights

WEIGHTS = "roles"
"""Name of the weights in ``transforms/weights``."""
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
"""Roles of MUC-4."""
MENTIONS = 6
"""Mentions of one head word that are looked at."""
_NAMES = frozenset({"ORG", "PERSON", "PRODUCT", "NORP"})
_CLASSES = ("human", "actor", "armed", "civilian", "place_noun", "damaged", "group")
_WORD = re.compile(r"[a-z0-9'\-]+")
_DROPPED = frozenset({"several", "many", "other", "unidentified"})
_JOINED = frozenset({"conj", "appos", "compound"})
_MODIFIERS = frozenset({"amod", "compound", "nummod", "poss", "nmod"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention that may fill a role."""

    head: str
    """Its head word, lower-case."""
    text: str
    """Its words, without article and number."""
    start: int
    """Offset of the head word."""
    features: tuple[str, ...]
    """What is known of it."""


@dataclass(frozen=True)
class FillerModel:
    """A trained net: relevance of the document, and a score a role for each candidate."""

    index: Mapping[str, int]
    """Row of each feature of a candidate."""
    linear: NDArray[np.float32]
    """A weight a role for each feature."""
    embedding: NDArray[np.float32]
    """A vector for each feature."""
    context: NDArray[np.float32]
    """From the document's numbers to that vector space."""
    output: NDArray[np.float32]
    """From that vector, made positive, to a score a role."""
    direct: NDArray[np.float32]
    """From the document's numbers to a score a role."""
    bias: NDArray[np.float32]
    """What is added to each role's score, then to the output."""
    word_index: Mapping[str, int]
    """Row of each word or pair of words of the document."""
    relevance: NDArray[np.float32]
    """For each: its inverse document frequency, then a weight for "any role" and each role."""
    relevance_bias: NDArray[np.float32]
    """What is added there."""
    thresholds: tuple[float, ...]
    """Least probability at which a role is filled."""

    def fill(self, doc: Doc) -> dict[str, list[str]]:
        """Return for each role the words that fill it, surest first, one for each thing."""
        groups = group(candidates(doc))
        numbers = self.read_document(doc.text)
        found: dict[str, list[tuple[float, str, str]]] = {role: [] for role in ROLES}
        for head, mentions in groups.items():
            for role, least, score in zip(ROLES, self.thresholds, self.score(mentions, numbers), strict=True):
                if score >= least:
                    text = max((mention.text for mention in mentions), key=len)
                    found[role].append((float(score), head, text))
        same = aliases(doc)
        return {role: _distinct(sorted(filled, reverse=True), same) for role, filled in found.items()}

    def score(self, mentions: Sequence[Candidate], numbers: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return a probability a role for the mentions of one head word."""
        given = document_numbers(numbers, mentions)
        best = np.full(len(ROLES), -np.inf, dtype=np.float32)
        for mention in mentions[:MENTIONS]:
            rows = [self.index[feature] for feature in mention.features if feature in self.index]
            hidden = np.maximum(self.embedding[rows].sum(axis=0) + given @ self.context, 0)
            best = np.maximum(best, self.linear[rows].sum(axis=0) + hidden @ self.output + self.bias[0])
        logits = best + given @ self.direct + self.bias[1]
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)

    def read_document(self, text: str) -> NDArray[np.float32]:
        """Return how likely it is, in log odds, that the document fills any role, and each role."""
        return score_document(text, self.word_index, self.relevance) + self.relevance_bias


@cache
def load_fillers() -> FillerModel:
    """Return the shipped model; raises ResourceError where its files are absent or changed."""
    folder = weights(WEIGHTS)
    stored = json.loads((folder / "features.json").read_text(encoding="utf-8"))
    arrays = {name: array.astype(np.float32) for name, array in np.load(folder / "weights.npz").items()}
    return FillerModel(
        index={feature: row for row, feature in enumerate(stored["features"])},
        linear=arrays["linear"] * arrays["linear_scale"],
        embedding=arrays["embedding"] * arrays["embedding_scale"],
        context=arrays["context"],
        output=arrays["output"],
        direct=arrays["direct"],
        bias=arrays["bias"],
        word_index={word: row for row, word in enumerate(stored["words"])},
        relevance=arrays["relevance"],
        relevance_bias=arrays["relevance_bias"],
        thresholds=tuple(stored["thresholds"]),
    )


def document_grams(text: str) -> Counter[str]:
    """Return words and pairs of words of `text` with their counts."""
    found = re.findall(r"[a-z0-9]{2,}", text.lower())
    return Counter([*found, *(f"{one} {two}" for one, two in pairwise(found))])


def score_document(text: str, index: Mapping[str, int], table: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the weighed sum of a document's words: TF-IDF of length one times the weights of `table`."""
    known = [(index[gram], n) for gram, n in document_grams(text).items() if gram in index]
    rows = [row for row, _ in known]
    values = np.array([1 + math.log(n) for _, n in known], dtype=np.float32) * table[rows, 0]
    length = float(np.linalg.norm(values)) or 1.0
    return np.asarray((values / length) @ table[rows, 1:], dtype=np.float32)


def document_numbers(relevance: NDArray[np.float32], mentions: Sequence[Candidate]) -> NDArray[np.float32]:
    """Return the numbers that all mentions of one head word share."""
    first = min(mention.start for mention in mentions) / 1500
    return np.concatenate([relevance, np.array([math.log(len(mentions)), first], dtype=np.float32)])


def group(found: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """Return the candidates by head word, in the order of the text."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        groups[candidate.head].append(candidate)
    return dict(groups)


def candidates(doc: Doc) -> list[Candidate]:
    """Return all nouns of `doc`, and what else stands in a name, with their features."""
    triggers = find_triggers(doc)
    known = {found.token.i: found.entry for found in triggers}
    roles: dict[int, list[str]] = defaultdict(list)
    told: dict[int, set[str]] = defaultdict(set)
    for found in triggers:
        effect = found.entry.effect or found.entry.plover_type
        told[found.token.sent.start].add(effect)
        for part in read_frame(found, known).parts:
            roles[part.noun.i] += [f"fr={part.role}_{effect}", f"frw={part.role}_{found.entry.word}"]
    made = []
    for token in doc:
        if _may_fill(token) and (parts := _WORD.findall(token.lower_)):
            features = (*_own(token), *_tree(token), *roles[token.i], *_sentence(token, told))
            made.append(Candidate(parts[-1].rstrip("'s"), surface(token), token.idx, features))
    return [candidate for candidate in made if candidate.head]


def surface(token: Token) -> str:
    """Return the words of the noun phrase up to its head, without article, number and quantity."""
    start = token.i
    for child in token.lefts:
        if child.dep_ in _MODIFIERS and child.dep_ != "poss":
            start = min(start, child.left_edge.i)
    while start < token.i and _is_dropped(token.doc[start]):
        start += 1
    return " ".join(token.doc[start : token.i + 1].text.split()).strip('" ') or token.text


def aliases(doc: Doc) -> set[frozenset[str]]:
    """Return pairs of head words that name one thing: parts of a name, a name and its letters in brackets."""
    found = set()
    for one, two in pairwise(doc):
        if one.ent_type_ == two.ent_type_ == "PERSON" and two.ent_iob_ == "I":
            found.add(frozenset((one.lower_, two.lower_)))
    for token in doc[1:-1]:
        if token.text in ("(", "["):
            found.add(frozenset((token.nbor(-1).lower_, token.nbor(1).lower_)))
    return found


def _distinct(filled: Sequence[tuple[float, str, str]], same: set[frozenset[str]]) -> list[str]:
    kept: list[tuple[str, str]] = []
    for _, head, text in filled:
        if all(frozenset((head, other)) not in same for other, _ in kept):
            kept.append((head, text))
    return [text for _, text in kept]


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


def _sentence(token: Token, told: Mapping[int, set[str]]) -> list[str]:
    found = told.get(token.sent.start)
    return [f"sv={effect}" for effect in sorted(found)] if found else ["sv=none"]
