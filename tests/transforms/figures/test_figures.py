from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.claims.book import ClaimBook
from transforms.dates import find_dates
from transforms.figures import extract_figures, find_quantities, read_quantity
from transforms.language import Article, parse_articles
from transforms.records import Block, BlockKind, Claim, Document, Entity, Event, Figure, Span
from transforms.resources import read_table

CASES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
PUBLISHED = datetime(2018, 2, 8, tzinfo=UTC)


class NoNames:
    def entity_at(self, span: Span) -> Entity | None:
        return None


def make_article(nlp: Language, *paragraphs: str, kind: BlockKind = "paragraph") -> Article:
    text = "\n\n".join(paragraphs)
    document = Document(
        "d", "c", 0, text, outlet_name="The Outlet", published_at=PUBLISHED, published_precision="day"
    )
    blocks = []
    for number, paragraph in enumerate(paragraphs):
        start = text.index(paragraph)
        blocks.append(Block("d", number, kind, True, paragraph, span=Span(start, start + len(paragraph))))
    return next(parse_articles(nlp, [(document, tuple(blocks))]))


def figures_of(
    article: Article, claims: tuple[Claim, ...] = (), events: tuple[Event, ...] = ()
) -> tuple[Figure, ...]:
    return extract_figures(article, ClaimBook(article, claims), events, NoNames(), find_dates(article))


def make_event(article: Article, word: str, plover_type: str = "ASSAULT") -> Event:
    start = article.text.index(word)
    return Event(
        event_id=f"event-{word}",
        document_id="d",
        sentence_no=0,
        claim_id="claim",
        trigger_span=Span(start, start + len(word)),
        trigger_text=word,
        plover_type=plover_type,
        plover_mode=None,
        acled_event_type=None,
        acled_sub_event_type=None,
        factuality="asserted",
        extractor="test",
    )


def make_claim(article: Article, words: str, **fields: object) -> Claim:
    start = article.text.index(words)
    return Claim(
        claim_id="claim",
        document_id="d",
        sentence_no=0,
        source_name="the ministry",
        source_kind="organization",
        content_spans=(Span(start, start + len(words)),),
        content_text=words,
        mode="indirect",
        extractor="test",
        **fields,  # type: ignore[arg-type]
    )


def facts(figure: Figure, wanted: dict[str, object], texts: dict[str, str]) -> dict[str, object]:
    known = {
        "kind": figure.kind,
        "range": [figure.low, figure.best, figure.high],
        "qualifier": figure.qualifier,
        "group": figure.group_text,
        "civilian": figure.is_civilian,
        "total": figure.is_running_total,
        "factuality": figure.factuality,
        "part_of": texts.get(figure.subset_of or ""),
    }
    standard = {"total": False, "factuality": "asserted", "part_of": None}
    return {name: known[name] for name in {**standard, **wanted}}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_sentence_gives_exactly_these_figures(nlp: Language, case: dict) -> None:
    found = figures_of(make_article(nlp, case["text"]))
    texts = {figure.figure_id: figure.text for figure in found}
    standard = {"total": False, "factuality": "asserted", "part_of": None}
    wanted = [{**standard, **figure} for figure in case["figures"]]
    assert [(figure.kind, figure.best) for figure in found] == [
        (one["kind"], one["range"][1]) for one in wanted
    ]
    assert [facts(figure, want, texts) for figure, want in zip(found, wanted, strict=True)] == wanted


def test_every_span_cuts_back_and_every_range_is_ordered(nlp: Language) -> None:
    article = make_article(nlp, *dict.fromkeys(case["text"] for case in CASES))
    found = figures_of(article)
    assert len(found) > 60
    for figure in found:
        assert figure.span.cut(article.text) == figure.text
        known = [n for n in (figure.low, figure.best, figure.high) if n is not None]
        assert known == sorted(known)
        assert figure.group_text is None or figure.group_text in article.text
    assert len({figure.figure_id for figure in found}) == len(found)


def test_a_part_points_to_a_figure_of_the_same_document(nlp: Language) -> None:
    found = figures_of(make_article(nlp, *dict.fromkeys(case["text"] for case in CASES)))
    ids = {figure.figure_id for figure in found}
    assert all(figure.subset_of in ids for figure in found if figure.subset_of is not None)


def test_a_figure_belongs_to_the_claim_whose_words_state_it(nlp: Language) -> None:
    article = make_article(
        nlp, "The ministry said the strike wounded 25 fighters.", "The outlet counted 30 dead."
    )
    first, second = figures_of(article, (make_claim(article, "the strike wounded 25 fighters"),))
    assert first.claim_id == "claim"
    assert (second.best, second.claim_id == "claim") == (30, False)


def test_a_figure_inside_a_denied_claim_is_denied(nlp: Language) -> None:
    article = make_article(nlp, "The ministry denied that 20 troops were killed.")
    (figure,) = figures_of(article, (make_claim(article, "20 troops were killed", factuality="denied"),))
    assert figure.factuality == "denied"


def test_a_figure_belongs_to_the_event_of_its_own_verb(nlp: Language) -> None:
    article = make_article(nlp, "After the ambush the army shelled the town, killing 12 people.")
    events = tuple(make_event(article, word) for word in ("ambush", "shelled", "killing"))
    (figure,) = figures_of(article, events=events)
    assert figure.event_id == "event-killing"


def test_a_figure_is_never_tied_to_an_act_of_speech(nlp: Language) -> None:
    article = make_article(nlp, "The army denied losing 12 soldiers, saying 5 were wounded.")
    found = figures_of(article, events=(make_event(article, "denied", "DENIAL"),))
    assert found
    assert all(figure.event_id is None for figure in found)


def test_a_running_total_has_no_event_and_a_day_up_to_which_it_counts(nlp: Language) -> None:
    article = make_article(nlp, "The war has killed 100,000 people since 2014.")
    (figure,) = figures_of(article, events=(make_event(article, "killed"),))
    assert figure.is_running_total
    assert figure.event_id is None
    assert figure.as_of_date == PUBLISHED.date()


@pytest.mark.parametrize("kind", ["title", "caption", "teaser", "crosshead"])
def test_headlines_and_captions_give_no_figures(nlp: Language, kind: BlockKind) -> None:
    assert figures_of(make_article(nlp, "The strike killed 40 people.", kind=kind)) == ()


def test_the_same_text_gives_the_same_ids(nlp: Language) -> None:
    article = make_article(nlp, "The strike killed 40 people, including 10 officers.")
    assert figures_of(article) == figures_of(article)


@settings(deadline=None)
@given(st.integers(0, 9_999_999))
def test_digits_are_read_as_they_stand(number: int) -> None:
    found = read_quantity(f"{number:,} people")
    if f"{number:,}".isdigit() and 1900 <= number <= 2049:
        assert found is None
    else:
        assert found is not None
        assert (found.low, found.best, found.high) == (number, number, number)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_quantity_is_an_ordered_range_inside_the_text(text: str) -> None:
    for quantity in find_quantities(text):
        known = [n for n in (quantity.low, quantity.best, quantity.high) if n is not None]
        assert known == sorted(known)
        assert known
        assert quantity.span.covers(quantity.core)
        assert quantity.span.end <= len(text)


@settings(deadline=None)
@given(
    st.sampled_from([row["phrase"] for row in read_table("quantity_qualifiers") if row["place"] == "before"]),
    st.integers(2, 99_999),
)
def test_a_qualifier_keeps_the_number_stated(phrase: str, number: int) -> None:
    found = read_quantity(f"{phrase} {number:,} people")
    assert found is not None
    assert found.best == number
    assert found.qualifier in {"about", "at_least", "more_than", "at_most"}
    assert found.low in {None, number}
    assert found.high in {None, number}


def test_the_table_of_words_holds_ordered_ranges_and_its_sources() -> None:
    for row in read_table("quantity_words"):
        known = [int(row[name]) for name in ("low", "best", "high") if row[name]]
        assert known == sorted(known), row["word"]
        assert not row["acled"] or int(row["acled"]) == int(row["low"]), row["word"]
