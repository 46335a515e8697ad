"""Articles made from bare sentences, and readers that know no entities."""

from collections.abc import Iterable
from datetime import datetime

from spacy.language import Language

from transforms.claims.book import ClaimBook
from transforms.dates import find_dates
from transforms.entities.resolved import Resolved
from transforms.events.extract import extract_events
from transforms.language import Article, parse_articles
from transforms.records import Block, BlockKind, Document, Entity, Event, EventRole, PlaceMention, Span

Reading = tuple[tuple[Event, ...], tuple[EventRole, ...]]


class NoEntities:
    """Resolves nothing."""

    def entity_at(self, span: Span, /) -> Entity | None:
        return None

    def resolve(self, span: Span, /) -> Resolved:
        return Resolved(None, "unknown", "anonymous")


def document(
    name: str, text: str, published: datetime | None = None, kind: BlockKind = "paragraph"
) -> tuple[Document, tuple[Block, ...]]:
    """A document of one block."""
    block = Block(name, 0, kind, is_kept=True, text=text, span=Span(0, len(text)))
    return Document(name, name, 0, text, published_at=published), (block,)


def articles(
    nlp: Language, texts: Iterable[str], published: datetime | None = None, kind: BlockKind = "paragraph"
) -> list[Article]:
    """One article a text."""
    return list(
        parse_articles(nlp, (document(f"d{n}", text, published, kind) for n, text in enumerate(texts)))
    )


def named_places(article: Article) -> tuple[PlaceMention, ...]:
    """The places that the tagger names."""
    return tuple(
        PlaceMention(Span(found.start_char, found.end_char), found.text, None, "tagger")
        for found in article.doc.ents
        if found.label_ in ("GPE", "LOC", "FAC")
    )


def read_article(article: Article) -> Reading:
    """Events and roles of one article, without claims of others and without a gazetteer."""
    return extract_events(
        article, ClaimBook(article, ()), NoEntities(), named_places(article), find_dates(article)
    )


def read(nlp: Language, texts: Iterable[str], published: datetime | None = None) -> list[Reading]:
    """Events and roles of each text."""
    return [read_article(article) for article in articles(nlp, texts, published)]
