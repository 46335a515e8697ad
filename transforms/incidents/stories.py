"""Reports of one story: likeness of words and names, weakened by the days between; average linkage.

Measured on whole documents by ``benchmarks.incidents``. Past a few thousand reports only pairs that
share rare words are compared, and only the most alike of those are kept, so that time and memory grow
with the number of reports and not with its square.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from transforms.incidents.story_text import StoryText, vectors

LIKENESS = 0.21
"""Least average likeness of two groups of reports that tell one story."""
FAR_FACTOR = 0.5
"""What is left of the likeness of two reports whose dates lie far apart."""
DAYS = 2.0
"""Days after which the rest has fallen to a third (e-fold)."""
_NEIGHBOURS = 60
_CHUNK = 512
_FLOOR = 0.02
_FEW = 3000
"""Reports up to which all pairs are compared."""
_COMMON = 200
"""Reports that a word may stand in to bring two of them together where there are many."""
Alike = tuple[int, NDArray[np.int64], NDArray[np.float64]]
"""A row, the rows like it, and by how much."""


def cluster_stories(stories: Sequence[StoryText]) -> dict[str, str]:
    """Return, for each report's key, the smallest key of its story; the same in whatever order they come."""
    ordered = sorted(stories, key=lambda story: story.key)
    links = _likeness(ordered)
    return {
        ordered[member].key: ordered[min(group)].key
        for group in _average_link(len(ordered), links)
        for member in group
    }


def likeness_pairs(stories: Sequence[StoryText]) -> dict[tuple[str, str], float]:
    """Return the likeness of pairs of reports, smaller key first; pairs below a floor are left out."""
    ordered = sorted(stories, key=lambda story: story.key)
    return {(ordered[i].key, ordered[j].key): value for (i, j), value in _likeness(ordered).items()}


def _likeness(stories: Sequence[StoryText]) -> dict[tuple[int, int], float]:
    rows = vectors(stories)
    days = np.array(
        [story.day.toordinal() if story.day is not None else np.nan for story in stories], dtype=np.float64
    )
    found: dict[tuple[int, int], float] = {}
    alike = _alike(rows) if len(stories) <= _FEW else _alike_by_rare_words(rows)
    for row, columns, values in alike:
        near = values * _nearness(days[row], days[columns])
        best = np.lexsort((columns, -near))[:_NEIGHBOURS]
        for column, value in zip(columns[best], near[best], strict=True):
            if value >= _FLOOR and column != row:
                found[(min(row, int(column)), max(row, int(column)))] = float(value)
    return found


def _alike(rows: csr_matrix) -> Iterator[Alike]:
    """Yield each row with the rows like it, all pairs compared."""
    for start in range(0, rows.shape[0], _CHUNK):
        products = (rows[start : start + _CHUNK] @ rows.T).tocsr()
        for offset in range(products.shape[0]):
            left, right = products.indptr[offset], products.indptr[offset + 1]
            values = products.data[left:right].astype(np.float64)
            kept = values >= _FLOOR
            yield start + offset, products.indices[left:right][kept].astype(np.int64), values[kept]


def _alike_by_rare_words(rows: csr_matrix) -> Iterator[Alike]:
    """Yield each row with the rows like it, comparing only those that share the most weight of rare words."""
    spread = np.bincount(rows.indices, minlength=rows.shape[1])
    rare = rows[:, np.flatnonzero((spread > 1) & (spread <= _COMMON))].tocsr()
    turned = rare.T.tocsr()
    own = np.zeros(rows.shape[1], dtype=np.float64)
    for start in range(0, rows.shape[0], _CHUNK):
        products = (rare[start : start + _CHUNK] @ turned).tocsr()
        for offset in range(products.shape[0]):
            left, right = products.indptr[offset], products.indptr[offset + 1]
            columns, values = products.indices[left:right].astype(np.int64), products.data[left:right]
            most = columns[np.lexsort((columns, -values))[:_NEIGHBOURS]]
            words = slice(rows.indptr[start + offset], rows.indptr[start + offset + 1])
            own[rows.indices[words]] = rows.data[words]
            exact = rows[most] @ own
            own[rows.indices[words]] = 0.0
            kept = exact >= _FLOOR
            yield start + offset, most[kept], exact[kept]


def _nearness(day: float, others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what is left of the likeness with reports of other days; all of it where a day is unknown."""
    apart = np.abs(others - day)
    near = FAR_FACTOR + (1 - FAR_FACTOR) * np.exp(-apart / DAYS)
    return np.where(np.isnan(near), 1.0, near)


def _average_link(count: int, links: dict[tuple[int, int], float]) -> list[list[int]]:
    """Return the groups that average linkage at LIKENESS leaves; pairs without a link count as unlike."""
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), value in links.items():
        sums[one][other] = sums[other][one] = value
    members = {number: [number] for number in range(count)}
    heap = [(-value, one, other) for (one, other), value in links.items() if value >= LIKENESS]
    heapq.heapify(heap)
    stale: dict[int, int] = defaultdict(int)
    entries = {(one, other): (0, 0) for _, one, other in heap}
    while heap:
        negative, one, other = heapq.heappop(heap)
        fresh = one in members and other in members and entries[(one, other)] == (stale[one], stale[other])
        if not fresh or -negative < LIKENESS:
            continue
        _merge(members, sums, one, other)
        stale[one] += 1
        for neighbour, total in sums[one].items():
            average = total / (len(members[one]) * len(members[neighbour]))
            if average >= LIKENESS:
                pair = (min(one, neighbour), max(one, neighbour))
                entries[pair] = (stale[pair[0]], stale[pair[1]])
                heapq.heappush(heap, (-average, *pair))
    return [sorted(group) for _, group in sorted(members.items())]


def _merge(members: dict[int, list[int]], sums: dict[int, dict[int, float]], one: int, other: int) -> None:
    """Put the group `other` into `one`; sums of likeness add up."""
    members[one] += members.pop(other)
    for neighbour, total in sums.pop(other).items():
        sums[neighbour].pop(other)
        if neighbour != one:
            joined = sums[one].get(neighbour, 0.0) + total
            sums[one][neighbour] = sums[neighbour][one] = joined
