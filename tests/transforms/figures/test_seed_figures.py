from datetime import UTC, datetime
from pathlib import Path

import pytest
from spacy.language import Language

from transforms.claims.book import ClaimBook
from transforms.dates import find_dates
from transforms.figures import extract_figures
from transforms.language import Article, parse_articles
from transforms.records import Block, Document, Entity, Figure, Span

ARTICLES = Path(__file__).parents[3] / "seeds" / "articles"


class NoNames:
    def entity_at(self, span: Span) -> Entity | None:
        return None


def read_article(nlp: Language, name: str) -> Article:
    text = (ARTICLES / name).read_text(encoding="utf-8")
    document = Document(
        name, "c", 0, text, published_at=datetime(2018, 2, 8, tzinfo=UTC), published_precision="day"
    )
    blocks, start = [], 0
    for number, words in enumerate(text.split("\n\n")):
        blocks.append(Block(name, number, "paragraph", True, words, span=Span(start, start + len(words))))
        start += len(words) + 2
    return next(parse_articles(nlp, [(document, tuple(blocks))]))


def figures_of(article: Article) -> tuple[Figure, ...]:
    return extract_figures(article, ClaimBook(article, ()), (), NoNames(), find_dates(article))


EXPECTED = {
    "000_d3e103af1ee45358.txt": [
        ("killed", 12, 24, 99, "vague", False),
        ("munitions", 20, 25, 30, "range", False),
        ("distance", 500, 500, 500, "exact", False),
        ("wounded", 0, 0, 0, "exact", False),
        ("killed", 12, 24, 99, "vague", False),
        ("wounded", 25, 25, 25, "exact", False),
        ("killed", 100_000, 200_000, 999_000, "vague", True),
        ("participants", 2000, 2000, 2000, "about", False),
        ("participants", 50_000, 50_000, 50_000, "about", False),
    ],
    "001_cfafe1ee503a0362.txt": [
        ("killed", 100, 100, 100, "exact", False),
        ("killed", 100, 100, 100, "about", False),
        ("killed", 100, 100, None, "more_than", False),
        ("distance", 8, 8, 8, "exact", False),
    ],
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_sample_articles_give_exactly_these_figures(nlp: Language, name: str) -> None:
    found = figures_of(read_article(nlp, name))
    facts = [(one.kind, one.low, one.best, one.high, one.qualifier, one.is_running_total) for one in found]
    assert facts == EXPECTED[name]


def test_the_night_of_the_sample_strike_is_reckoned_from_the_day_beside_it(nlp: Language) -> None:
    times = {time.text: time for time in find_dates(read_article(nlp, "000_d3e103af1ee45358.txt"))}
    assert times["overnight"].value == "2018-02-07TNI"
    times = {time.text: time for time in find_dates(read_article(nlp, "001_cfafe1ee503a0362.txt"))}
    assert times["late on Wednesday"].value == "2018-02-07"
    assert times["next Wednesday"].value == "2018-02-14"
