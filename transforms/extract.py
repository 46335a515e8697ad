"""One article in, everything it says out: the order in which the extraction steps build on each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language

from transforms.claims.attribution import ClaimFinder
from transforms.claims.book import ClaimBook
from transforms.claims.extract import extract_claims
from transforms.dates import find_dates
from transforms.entities.mentions import find_mentions
from transforms.events.extract import extract_events
from transforms.figures import extract_figures
from transforms.language import Article, parse_articles
from transforms.places import Gazetteer, find_places
from transforms.records import Block, Document, Extraction, Place, PlaceMention

ENGLISH = "en"


@dataclass(frozen=True)
class Tools:
    """What extraction needs and what is slow to load; one set serves a whole process."""

    pipeline: Language
    """The spaCy pipeline."""
    gazetteer: Gazetteer
    """Names of places."""
    finder: ClaimFinder
    """The extractor of attributions."""


def is_readable(document: Document) -> bool:
    """Tell whether the English extractor can read `document`; an unknown language counts as English."""
    return document.language in (ENGLISH, None)


def extract_documents(
    items: Iterable[tuple[Document, tuple[Block, ...]]], tools: Tools
) -> Iterator[Extraction]:
    """Yield one extraction for each of `items`, in order; documents in other languages give empty ones."""
    pending = list(items)
    articles = parse_articles(tools.pipeline, (item for item in pending if is_readable(item[0])))
    for document, _ in pending:
        if is_readable(document):
            yield extract_article(next(articles), tools)
        else:
            yield Extraction(document.document_id)


def extract_article(article: Article, tools: Tools) -> Extraction:
    """Return all that `article` says; each event and figure belongs to one of the claims returned."""
    times = find_dates(article)
    places = find_places(article, tools.gazetteer)
    entities = find_mentions(article, places)
    book = ClaimBook(article, extract_claims(article, entities, times, tools.finder))
    events, roles = extract_events(article, book, entities, places, times)
    figures = extract_figures(article, book, events, entities, times)
    return Extraction(
        document_id=article.document.document_id,
        sentences=article.sentences,
        entities=entities.entities,
        mentions=entities.mentions,
        places=_distinct(places),
        claims=book.claims(),
        events=events,
        roles=roles,
        figures=figures,
    )


def _distinct(mentions: tuple[PlaceMention, ...]) -> tuple[Place, ...]:
    found = {mention.place.place_id: mention.place for mention in mentions if mention.place is not None}
    return tuple(found[place_id] for place_id in sorted(found))
