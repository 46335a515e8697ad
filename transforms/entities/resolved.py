"""Who is meant by the words of a source."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.records import Entity, Resolution, SourceKind


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker as far as the document lets us know it."""

    entity: Entity | None
    """The thing, where it is known."""
    name: str
    """The fullest name, or the words themselves; never empty."""
    kind: SourceKind
    """What sort of speaker."""
    role: str | None = None
    """Role or affiliation in the text's words."""
    resolution: Resolution | None = None
    """How it was found; None where the words stay unresolved."""
