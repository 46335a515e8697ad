"""Raw articles in; the article and only the article out, with its metadata."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from transforms.clean import published
from transforms.clean.blocks import assemble
from transforms.clean.dump import clean_dump
from transforms.clean.duplicates import Duplicate, DuplicateIndex
from transforms.clean.found import Found, Refused
from transforms.clean.languages import language_code, tell_language
from transforms.clean.outlets import OutletTable
from transforms.clean.page import clean_page
from transforms.ids import make_id
from transforms.records import Block, Document, Outlet, RawArticle, Rejection

__all__ = ["CleanArticle", "Duplicate", "DuplicateIndex", "OutletTable", "clean_article"]

STAGE = "clean"


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article ready for extraction."""

    document: Document
    """The article and its metadata."""
    blocks: tuple[Block, ...]
    """Every line group of the source, kept or not."""
    outlet: Outlet | None
    """Its publisher, where known."""
    published_date: date | None = None
    """The day of publication by the page's own clock, which a report's "on Thursday" goes by."""


def clean_article(raw: RawArticle, outlets: OutletTable) -> CleanArticle | Rejection:
    """Return the article in `raw`, or why there is none (reason no_article, paywall or consent_page)."""
    found = clean_dump(raw.content) if raw.markup == "text" else clean_page(raw.content, raw.hints.url)
    if isinstance(found, Refused):
        return Rejection(STAGE, raw.uri, found.reason, found.detail, raw.capture_id)
    document_id = make_id("document", raw.capture_id, raw.record_no)
    text, blocks = assemble(document_id, found.drafts)
    outlet = _outlet(raw, found, outlets)
    url = raw.hints.url or found.url
    stated = published.from_hint(raw.hints.published) or found.published or published.from_url(url)
    document = _document(raw, found, document_id, text, outlet)
    if stated is not None:
        document = replace(
            document,
            published_at=stated.at,
            published_precision=stated.precision,
            published_basis=stated.basis,
        )
    return CleanArticle(document, blocks, outlet, stated.stated_date if stated else None)


def _outlet(raw: RawArticle, found: Found, outlets: OutletTable) -> Outlet | None:
    """Return the publisher by manifest, then address, then what the page says of itself."""
    hints = raw.hints
    url = hints.url or found.url
    if hints.outlet:
        return outlets.resolve(hints.outlet, url, hints.country)
    dropped = (draft.text for draft in found.drafts if draft.drop_rule is not None)
    known = outlets.by_url(url) or outlets.by_name(found.outlet_name) or outlets.by_page_lines(dropped)
    return known or outlets.resolve(found.outlet_name, url, hints.country)


def _document(raw: RawArticle, found: Found, document_id: str, text: str, outlet: Outlet | None) -> Document:
    hints = raw.hints
    url = hints.url or found.url
    standfirsts = [
        draft.text for draft in found.drafts if draft.kind == "standfirst" and draft.drop_rule is None
    ]
    return Document(
        document_id=document_id,
        capture_id=raw.capture_id,
        record_no=raw.record_no,
        text=text,
        url=url,
        outlet_id=outlet.outlet_id if outlet else None,
        outlet_name=outlet.name if outlet else None,
        title=hints.title or found.title,
        standfirst=standfirsts[0] if standfirsts else None,
        authors=hints.authors or found.authors,
        agencies=found.agencies,
        modified_at=found.modified.at if found.modified else None,
        language=language_code(hints.language) or tell_language(text, found.language),
    )
