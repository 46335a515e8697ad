from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.dates import Anchor, find_dates, normalise, resolve_spans
from transforms.dates.recognise import find_expressions
from transforms.language import Article, parse_articles
from transforms.records import Block, Document, Span, TimeExpression

CASES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


def make_article(nlp: Language, text: str, published: date | None = None) -> Article:
    moment = (
        None if published is None else datetime(published.year, published.month, published.day, tzinfo=UTC)
    )
    document = Document("d", "c", 0, text, published_at=moment, published_precision=moment and "day")
    block = Block("d", 0, "paragraph", True, text, span=Span(0, len(text)))
    return next(parse_articles(nlp, [(document, (block,))]))


def as_day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def facts(found: TimeExpression, wanted: dict[str, object]) -> dict[str, object]:
    known = {
        "text": found.text,
        "value": found.value,
        "kind": found.kind,
        "start": as_day(found.start_date),
        "end": as_day(found.end_date),
        "basis": found.basis,
        "reason": found.reason,
    }
    return {name: known[name] for name in wanted}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} ({case.get('published')})")
def test_a_sentence_gives_exactly_these_times(nlp: Language, case: dict) -> None:
    found = find_dates(make_article(nlp, case["text"], case.get("published")))
    wanted = [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in time.items()}
        for time in case["times"]
    ]
    assert [time.text for time in found] == [time["text"] for time in wanted]
    assert [facts(time, want) for time, want in zip(found, wanted, strict=True)] == wanted


def test_every_span_cuts_back_to_its_words(nlp: Language) -> None:
    text = "\n\n".join(case["text"] for case in CASES)
    article = make_article(nlp, text, date(2018, 2, 8))
    found = find_dates(article)
    assert found
    assert all(time.span.cut(text) == time.text for time in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_a_basis_is_named_exactly_where_a_day_is_given(nlp: Language) -> None:
    text = "\n\n".join(case["text"] for case in CASES)
    for published in (None, date(2018, 2, 8)):
        for time in find_dates(make_article(nlp, text, published)):
            assert (time.start_date is None) == (time.basis == "unknown")
            assert (time.start_date is None) == (time.end_date is None)
            assert time.start_date is not None or time.reason or time.kind in {"DURATION", "SET"}


def test_given_spans_are_read_like_found_ones(nlp: Language) -> None:
    article = make_article(nlp, "He spoke on Tuesday and will speak on Friday.", date(2018, 2, 8))
    assert resolve_spans(article, find_expressions(article.text)) == find_dates(article)


def test_a_month_of_publication_is_no_anchor_for_weekdays(nlp: Language) -> None:
    text = "He spoke on Tuesday."
    document = Document(
        "d", "c", 0, text, published_at=datetime(2018, 2, 1, tzinfo=UTC), published_precision="month"
    )
    block = Block("d", 0, "paragraph", True, text, span=Span(0, len(text)))
    (time,) = find_dates(next(parse_articles(nlp, [(document, (block,))])))
    assert (time.start_date, time.reason) == (None, "no_anchor")


MONTHS = [
    "January",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "October",
    "Nov.",
    "December",
]


@settings(deadline=None)
@given(
    st.sampled_from(MONTHS),
    st.integers(1, 31),
    st.sampled_from(["", "late on ", "Monday, ", "the night of "]),
)
def test_no_year_is_invented(month: str, day: int, lead: str) -> None:
    found = normalise(f"{lead}{month} {day}", Anchor(None))
    assert found.value is None or found.value.startswith("XXXX-")
    assert found.reason in {"no_year", "no_such_day"}


@settings(deadline=None)
@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["past", "future", None]),
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
)
def test_a_stated_date_is_kept_whatever_the_anchor(day: date, tense: str | None, near: date) -> None:
    words = f"{day.strftime('%B')} {day.day}, {day.year}"
    assert normalise(words, Anchor(near, tense)).value == day.isoformat()
    assert normalise(words, Anchor(None)).value == day.isoformat()


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_weekday_lies_within_a_week_of_its_anchor(near: date, weekday: str) -> None:
    for tense, low, high in ((None, -6, 0), ("past", -6, 0), ("future", 0, 6)):
        found = date.fromisoformat(normalise(weekday, Anchor(near, tense)).value or "")
        assert low <= (found - near).days <= high
        assert found.strftime("%A") == weekday


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for span in find_expressions(text):
        assert span.cut(text).strip()
        for anchor in (Anchor(None), Anchor(date(2018, 2, 8), "past"), Anchor(date(1, 1, 3), "future")):
            normalise(span.cut(text), anchor)
