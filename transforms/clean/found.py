"""What cleaning finds in one article before it becomes a document."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.clean.blocks import Draft
from transforms.clean.published import Published


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks of an article and what its page says of it."""

    drafts: tuple[Draft, ...]
    """All blocks in their order, kept or not."""
    title: str | None = None
    """Headline."""
    authors: tuple[str, ...] = ()
    """Writers named."""
    agencies: tuple[str, ...] = ()
    """Carriers named in credits."""
    published: Published | None = None
    """When the page says it was published."""
    modified: Published | None = None
    """When the page says it was changed."""
    outlet_name: str | None = None
    """The publisher's name as the page states it."""
    url: str | None = None
    """The address the page gives itself."""
    language: str | None = None
    """The language the page declares."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No article was found, and why."""

    reason: str
    """no_article, paywall or consent_page."""
    detail: str
    """One line for a person."""
