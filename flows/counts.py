"""What a task returns: small numbers, never text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many subjects a stage was asked for, and what became of them."""

    stage: str
    """capture, read, extract…"""
    asked: int = 0
    """Subjects handed in."""
    done: int = 0
    """Subjects that went on."""
    rejected: int = 0
    """Subjects refused for a reason that lies in the data."""
    failed: int = 0
    """Subjects that broke the program and were set apart."""

    @property
    def changed(self) -> bool:
        """Tell whether anything was done at all."""
        return bool(self.done or self.rejected or self.failed)


def total(stage: str, counts: Iterable[Counts]) -> Counts:
    """Return the sum of `counts`."""
    kept = list(counts)
    return Counts(
        stage,
        sum(count.asked for count in kept),
        sum(count.done for count in kept),
        sum(count.rejected for count in kept),
        sum(count.failed for count in kept),
    )
