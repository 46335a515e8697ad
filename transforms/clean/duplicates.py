"""Copies and versions of articles, found as documents arrive; linked, never deleted.

Exact copies share a hash of their words, versions share an address, near copies share at least
`LEAST_CONTAINMENT` of the shorter text's 3-word shingles. Shingles are looked up in an inverted index
over sampled hashes (after Broder 1997, "On the resemblance and containment of documents"), so a
document is compared only with those it shares some with, and never with all.

Documents linked to each other, directly or through others, make one group; its head is the member
with the least rank: the agency's own version, else the earliest, else the least id. Pairs are judged by
the two texts alone and heads by the group alone, so the final links do not depend on the order of
arrival (but for shingles that more than `MOST_HOLDERS` documents hold, of which the first stay indexed).

Memory: 64 to 127 samples of 8 bytes for a document of up to 4,000 words, and about 1.7 kB for ids, ranks
and groups: 250 MB for 100,000 documents as measured, so some 2.5 GB for a million; 1 to 2 ms a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from transforms.clean.fingerprints import DEEPEST_LEVEL, Fingerprint, count_at, take_fingerprint
from transforms.clean.postings import Postings
from transforms.records import Document, DuplicateKind

LEAST_CONTAINMENT = 0.45
"""Share of the shorter text's shingles. With all shingles 0.4 parts copies from reports of one event; the
sample's error asks for a little more (development data, 2026-11)."""
LEAST_SHARED = 4
"""Sampled shingles two texts must share; fewer may be a common phrase."""
LEAST_CANDIDATE = 2
"""Sampled shingles below which no two texts are compared, however short."""
MOST_RATIO = 12.0
"""A text more than so many times as long as another is no copy of it, though it may quote it whole."""
MOST_HOLDERS = 48
"""Documents under which one shingle is kept."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that is a copy or version of another."""

    document_id: str
    """The copy."""
    head_id: str
    """The document that stands for the group."""
    kind: DuplicateKind
    """exact, near or version, as compared with the head."""


class DuplicateIndex:
    """The groups of all documents seen so far."""

    def __init__(self, agency_outlets: Iterable[str] = ()) -> None:
        """Start empty; `agency_outlets` are the outlet ids of agencies, whose own versions become heads."""
        self._agencies = frozenset(agency_outlets)
        self._prints: list[_Light] = []
        self._number: dict[str, int] = {}
        self._parent: list[int] = []
        self._head: list[int] = []
        self._members: dict[int, list[int]] = {}
        self._by_text: dict[str, int] = {}
        self._by_url: dict[str, int] = {}
        self._postings = Postings(MOST_HOLDERS)
        self._changed: set[int] = set()

    def __len__(self) -> int:
        """Return how many documents are known."""
        return len(self._prints)

    def add(self, document: Document) -> Duplicate | None:
        """Take in `document`, and return what it is a duplicate of among those known, or None.

        A document added before keeps its place. What the newcomer changes for documents added
        earlier is told by `take_changes`.
        """
        known = self._number.get(document.document_id)
        if known is not None:
            return self._link(known)
        fingerprint = take_fingerprint(document, document.outlet_id in self._agencies)
        return self.add_fingerprint(fingerprint)

    def add_fingerprint(self, fingerprint: Fingerprint) -> Duplicate | None:
        """Take in a document by its fingerprint; as `add`."""
        number, is_copy = self._enter(fingerprint)
        if not is_copy:
            for other in self._near(fingerprint, number):
                self._join(number, other)
            self._postings.add(number, fingerprint.hashes)
        self._changed.discard(number)
        return self._link(number)

    def take_changes(self) -> dict[str, Duplicate | None]:
        """Return the new links of earlier documents changed since last asked; None: a head now."""
        changed = {self._prints[number].document_id: self._link(number) for number in sorted(self._changed)}
        self._changed.clear()
        return changed

    def links(self) -> Iterator[Duplicate]:
        """Yield the link of every document that is no head, in order of arrival."""
        for number in range(len(self._prints)):
            link = self._link(number)
            if link is not None:
                yield link

    def load(self, fingerprints: Iterable[Fingerprint]) -> None:
        """Take in stored rows without searching: each joins the group of its `head_id`.

        For rows that this index, or one of the same code, judged before.
        """
        rows: list[tuple[int, str]] = []
        for fingerprint in fingerprints:
            if fingerprint.document_id in self._number:
                continue
            number, is_copy = self._enter(fingerprint)
            if not is_copy:
                self._postings.add(number, fingerprint.hashes)
            if fingerprint.head_id is not None:
                rows.append((number, fingerprint.head_id))
        for number, head_id in rows:
            if head_id in self._number:
                self._join(number, self._number[head_id])
        self._changed.clear()

    def fingerprint(self, document: Document) -> Fingerprint:
        """Return the row to store for `document`, its present head included."""
        row = take_fingerprint(document, document.outlet_id in self._agencies)
        known = self._number.get(document.document_id)
        link = None if known is None else self._link(known)
        return replace(row, head_id=link.head_id if link else None)

    def _enter(self, fingerprint: Fingerprint) -> tuple[int, bool]:
        """Give the document a number, join it to copies and versions; tell whether it is an exact copy."""
        number = len(self._prints)
        counts = tuple(
            count_at(fingerprint.hashes, level) for level in range(fingerprint.level, DEEPEST_LEVEL + 1)
        )
        self._prints.append(
            _Light(
                fingerprint.document_id,
                fingerprint.text_hash,
                fingerprint.url_key,
                fingerprint.rank,
                fingerprint.level,
                counts,
            )
        )
        self._number[fingerprint.document_id] = number
        self._parent.append(number)
        self._head.append(number)
        same_text = self._by_text.setdefault(fingerprint.text_hash, number)
        if same_text != number:
            self._join(number, same_text)
        if fingerprint.url_key is not None:
            same_url = self._by_url.setdefault(fingerprint.url_key, number)
            if same_url != number:
                self._join(number, same_url)
        return number, same_text != number

    def _near(self, fingerprint: Fingerprint, number: int) -> list[int]:
        """Return the known documents that contain enough of this one, or it of them."""
        own = self._prints[number]
        found: list[int] = []
        least = min(LEAST_SHARED, max(LEAST_CANDIDATE, own.counts[-1]))
        for other, hashes in self._postings.holders(fingerprint.hashes, least):
            theirs = self._prints[other]
            level = max(own.level, theirs.level)
            shared = count_at(hashes, level)
            mine, given = own.count(level), theirs.count(level)
            smaller, larger = sorted((mine, given))
            if (
                shared < min(LEAST_SHARED, max(LEAST_CANDIDATE, smaller))
                or shared < LEAST_CONTAINMENT * smaller
            ):
                continue
            if larger <= MOST_RATIO * smaller:
                found.append(other)
        return found

    def _join(self, first: int, second: int) -> None:
        """Make one group of two, and note whose head changes."""
        a, b = self._root(first), self._root(second)
        if a == b:
            return
        members_a = self._members.pop(a, None) or [a]
        members_b = self._members.pop(b, None) or [b]
        if len(members_a) < len(members_b):
            a, b, members_a, members_b = b, a, members_b, members_a
        head_a, head_b = self._head[a], self._head[b]
        head = min(head_a, head_b, key=lambda number: self._prints[number].rank)
        self._changed.update(members_b if head == head_a else members_a)
        self._changed.update((head_a, head_b))
        self._parent[b] = a
        self._head[a] = head
        members_a.extend(members_b)
        self._members[a] = members_a

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _link(self, number: int) -> Duplicate | None:
        root = self._root(number)
        head = self._head[root]
        if head == number:
            return None
        own, theirs = self._prints[number], self._prints[head]
        return Duplicate(own.document_id, theirs.document_id, _kind(own, theirs))


@dataclass(slots=True)
class _Light:
    """What stays in memory of a fingerprint beside its postings."""

    document_id: str
    text_hash: str
    url_key: str | None
    rank: tuple[bool, str, str]
    level: int
    counts: tuple[int, ...]

    def count(self, level: int) -> int:
        """Return the size of the sample at `level`, which is not finer than the own one."""
        return self.counts[level - self.level]


def _kind(own: _Light, head: _Light) -> DuplicateKind:
    if own.text_hash == head.text_hash:
        return "exact"
    return "version" if own.url_key is not None and own.url_key == head.url_key else "near"
