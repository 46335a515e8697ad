"""An inverted index from shingle hashes to document numbers, as sorted runs of 64-bit words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from transforms.clean.fingerprints import Hashes

_Run = npt.NDArray[np.uint64]
_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_BUFFER = 1 << 13
_MERGE_RATIO = 3


class Postings:
    """Which documents hold which hash; eight bytes an entry.

    New entries wait in a small buffer; full buffers become sorted runs, and runs of like size are
    merged, so that a look-up is one binary search in each of a few runs (a log-structured merge).
    """

    def __init__(self, most_holders: int) -> None:
        """Start empty; a look-up reads no more than `most_holders` entries of one hash in one run."""
        self._most = most_holders
        self._runs: list[_Run] = []
        self._waiting: dict[int, list[int]] = {}
        self._waiting_count = 0

    @property
    def nbytes(self) -> int:
        """Return the bytes that the runs take."""
        return sum(run.nbytes for run in self._runs)

    def add(self, number: int, hashes: Hashes) -> None:
        """Enter document `number` under each of `hashes`."""
        for code in hashes.tolist():
            holders = self._waiting.setdefault(code, [])
            if len(holders) < self._most:
                holders.append(number)
                self._waiting_count += 1
        if self._waiting_count >= _BUFFER:
            self._flush()

    def holders(self, hashes: Hashes, least: int) -> Iterator[tuple[int, Hashes]]:
        """Yield each document that holds at least `least` of the ascending `hashes`, with those it holds."""
        wide = hashes.astype(np.uint64) << _SHIFT
        found = [self._read(run, wide) for run in self._runs]
        waiting = [
            (number << 32) | code
            for code in hashes.tolist()
            if code in self._waiting
            for number in self._waiting[code]
        ]
        found.append(np.array(waiting, dtype=np.uint64))
        pairs = np.unique(np.concatenate(found))
        if not len(pairs):
            return
        owners = (pairs >> _SHIFT).astype(np.int64)
        starts = np.concatenate(([0], np.flatnonzero(np.diff(owners)) + 1, [len(owners)]))
        for place in np.flatnonzero(np.diff(starts) >= least).tolist():
            start, end = int(starts[place]), int(starts[place + 1])
            yield int(owners[start]), (pairs[start:end] & _LOW).astype(np.uint32)

    def _read(self, run: _Run, wide: _Run) -> _Run:
        """Return the entries of `run` under the codes `wide`, as document number and code."""
        starts = np.searchsorted(run, wide)
        sizes = np.minimum(np.searchsorted(run, wide | _LOW, side="right") - starts, self._most)
        total = int(sizes.sum())
        within = np.arange(total) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        entries: _Run = run[np.repeat(starts, sizes) + within]
        return (entries << _SHIFT) | (entries >> _SHIFT)

    def _flush(self) -> None:
        entries = [(code << 32) | number for code, numbers in self._waiting.items() for number in numbers]
        run: _Run = np.array(entries, dtype=np.uint64)
        run.sort()
        self._waiting = {}
        self._waiting_count = 0
        while self._runs and len(self._runs[-1]) <= _MERGE_RATIO * len(run):
            run = np.concatenate((self._runs.pop(), run))
            run.sort(kind="stable")
        self._runs.append(run)
