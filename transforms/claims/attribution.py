"""Attributions as a finder returns them, before anything is resolved: three groups of spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from transforms.language import Article
from transforms.records import Span

Spans = tuple[Span, ...]
"""Stretches of the document's text, in its order, none overlapping another."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what by which words; all spans point into the document's text."""

    source_spans: Spans
    """Words that name the speaker; empty where the text leaves the speaker unstated."""
    cue_spans: Spans
    """Words that report ("did not say"); empty for a quotation without one."""
    content_spans: Spans
    """What is said, never empty; more than one where it is broken."""
    score: float | None = None
    """How sure the finder is, 0 to 1, where it knows."""
    parent: int | None = None
    """Place, in the finder's answer, of the attribution in whose content this one stands."""

    def __post_init__(self) -> None:
        if not self.content_spans:
            raise ValueError("an attribution needs content")


class ClaimFinder(Protocol):
    """Anything that reads an article and returns its attributions."""

    @property
    def name(self) -> str:
        """Return name and version, as stored in ``Claim.extractor``."""
        ...

    def find(self, article: Article) -> tuple[Attribution, ...]:
        """Return the attributions of `article`, in the order of their content."""
        ...
