"""What the rules for claims ask of the room that knows the entities of a document."""

from __future__ import annotations

from typing import Protocol

from transforms.records import Entity, Resolution, SourceKind, Span


class ResolvedSource(Protocol):
    """A speaker as far as the document lets us know it."""

    @property
    def entity(self) -> Entity | None:
        """Return the thing named, or None where it stays unknown."""
        ...

    @property
    def name(self) -> str:
        """Return the fullest name, or the words themselves where nothing better is known."""
        ...

    @property
    def kind(self) -> SourceKind:
        """Return what sort of speaker it is."""
        ...

    @property
    def role(self) -> str | None:
        """Return role or affiliation in the text's words."""
        ...

    @property
    def resolution(self) -> Resolution | None:
        """Return how the name was found."""
        ...


class SourceBook(Protocol):
    """The part of an EntityBook that claims need."""

    def resolve(self, span: Span) -> ResolvedSource:
        """Return who is meant by the words at `span`, pronouns and definite descriptions included."""
        ...
