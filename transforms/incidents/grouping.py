"""Groups of what belongs together: average linkage over the pairs compared, with decisions obeyed."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

from transforms.incidents.agreement import ENOUGH


class Groups:
    """Members that are joined pair by pair; the same in whatever order pairs are given."""

    def __init__(self, count: int, pairs: Mapping[tuple[int, int], float]) -> None:
        self._members = {number: [number] for number in range(count)}
        self._home = list(range(count))
        self._sums: dict[int, dict[int, tuple[float, int]]] = {number: {} for number in range(count)}
        self._apart: dict[int, set[int]] = {}
        for (one, other), score in pairs.items():
            self._sums[one][other] = self._sums[other][one] = (score, 1)

    def keep_apart(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Never join the groups of these members, nor groups that come to hold them."""
        for one, other in pairs:
            first, second = self._home[one], self._home[other]
            if first != second:
                self._apart.setdefault(first, set()).add(second)
                self._apart.setdefault(second, set()).add(first)

    def join(self, one: int, other: int) -> None:
        """Join the groups of two members at once, unless they are to be kept apart."""
        first, second = sorted((self._home[one], self._home[other]))
        if first != second and second not in self._apart.get(first, ()):
            self._merge(first, second)

    def settle(self) -> None:
        """Join groups while the pairs between two of them agree well enough on average."""
        heap = [
            self._entry(one, other) for one, others in self._sums.items() for other in others if one < other
        ]
        heapq.heapify(heap)
        while heap:
            negative, one, other = heapq.heappop(heap)
            if -negative < ENOUGH:
                break
            if one not in self._members or other not in self._members:
                continue
            if self._entry(one, other)[0] != negative or other in self._apart.get(one, ()):
                continue
            self._merge(one, other)
            for neighbour in self._sums[one]:
                heapq.heappush(heap, self._entry(min(one, neighbour), max(one, neighbour)))

    def listed(self) -> list[list[int]]:
        """Return all groups, members in order."""
        return [sorted(group) for _, group in sorted(self._members.items())]

    def _entry(self, one: int, other: int) -> tuple[float, int, int]:
        total, count = self._sums[one][other]
        return (-total / count, one, other)

    def _merge(self, one: int, other: int) -> None:
        """Put the group `other` into `one`."""
        moved = self._members.pop(other)
        self._members[one] += moved
        for member in moved:
            self._home[member] = one
        for neighbour, (total, count) in self._sums.pop(other).items():
            self._sums[neighbour].pop(other)
            if neighbour != one:
                before, known = self._sums[one].get(neighbour, (0.0, 0))
                self._sums[one][neighbour] = self._sums[neighbour][one] = (before + total, known + count)
        for neighbour in self._apart.pop(other, ()):
            self._apart[neighbour].discard(other)
            self._apart[neighbour].add(one)
            self._apart.setdefault(one, set()).add(neighbour)
