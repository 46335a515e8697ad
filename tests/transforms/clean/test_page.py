import json
from datetime import UTC, date, datetime

import pytest

from tests.transforms.clean.samples import OUTLETS, PARAGRAPHS, cleaned, page, raw
from transforms.clean import clean_article
from transforms.records import Hints, Rejection

BODY = "<main><article><h1>Flood closes bridge</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 2)
BODY += "</article></main>"


def json_ld(**fields: object) -> str:
    stated = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(stated)}</script>'


def test_a_page_gives_its_paragraphs_and_nothing_of_its_menus() -> None:
    article = cleaned(page(BODY), "html")
    assert article.document.text.startswith(PARAGRAPHS[0])
    assert "Home" not in article.document.text
    assert all(block.text != "Flood closes bridge" for block in article.blocks if block.is_kept)


def test_json_ld_goes_before_the_other_metadata() -> None:
    head = json_ld(
        headline="Flood closes bridge over the Alder",
        datePublished="2021-03-04T23:30:00-05:00",
        dateModified="2021-03-06T08:00:00Z",
        author=[{"@type": "Person", "name": "Ann Example"}, {"name": "Reuters"}],
        publisher={"name": "Deutsche Welle"},
    )
    head += '<meta property="og:title" content="Another title"><title>Yet another | DW</title>'
    article = cleaned(page(BODY, head), "html")
    document = article.document
    assert document.title == "Flood closes bridge over the Alder"
    assert document.authors == ("Ann Example",)
    assert document.agencies == ("Reuters",)
    assert document.outlet_name == "Deutsche Welle"
    assert document.published_at == datetime(2021, 3, 5, 4, 30, tzinfo=UTC)
    assert (document.published_precision, document.published_basis) == ("time", "metadata")
    assert document.modified_at == datetime(2021, 3, 6, 8, 0, tzinfo=UTC)
    assert article.published_date == date(2021, 3, 4)


def test_a_change_never_stands_in_for_the_publication() -> None:
    head = '<meta property="article:modified_time" content="2021-03-06T08:00:00Z">'
    document = cleaned(page(BODY, head), "html").document
    assert document.modified_at == datetime(2021, 3, 6, 8, 0, tzinfo=UTC)
    assert document.published_at is None


def test_a_page_without_any_date_gets_none() -> None:
    assert cleaned(page(BODY), "html").document.published_at is None


def test_a_clock_time_without_a_zone_gives_the_day_only() -> None:
    head = '<meta property="article:published_time" content="2021-03-04 23:30">'
    document = cleaned(page(BODY, head), "html").document
    assert (document.published_at, document.published_precision) == (datetime(2021, 3, 4, tzinfo=UTC), "day")


def test_the_sites_name_is_no_part_of_the_headline() -> None:
    head = "<title>Flood closes bridge over the Alder | Valley News</title>"
    head += '<meta property="og:site_name" content="Valley News">'
    assert cleaned(page(BODY, head), "html").document.title == "Flood closes bridge"
    bare = BODY.replace("<h1>Flood closes bridge</h1>", "")
    assert cleaned(page(bare, head), "html").document.title == "Flood closes bridge over the Alder"


def test_the_domain_names_the_outlet() -> None:
    hints = Hints(url="https://www.theguardian.com/world/2021/mar/04/flood-closes-bridge")
    document = cleaned(page(BODY), "html", hints).document
    assert document.outlet_name == "The Guardian"
    assert document.published_at == datetime(2021, 3, 4, tzinfo=UTC)
    assert document.published_basis == "url"


def test_a_description_that_the_page_shows_is_the_standfirst() -> None:
    lead = "A flood has cut a valley in two, and its bridge will stay closed for weeks."
    shown = f'<div class="top"><h2>{lead}</h2></div>{BODY}'
    document = cleaned(page(shown, f'<meta name="description" content="{lead}">'), "html").document
    assert document.text.count(lead) == 1


def test_broken_json_ld_is_passed_over() -> None:
    head = '<script type="application/ld+json">{"headline": "Cut</script>'
    head += '<script type="application/ld+json">[</script>'
    assert cleaned(page(BODY, head), "html").document.title == "Flood closes bridge"


def test_trailing_commas_in_json_ld_are_mended() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A bridge is closed",}'
    head += "</script>"
    assert cleaned(page(BODY, head), "html").document.title == "A bridge is closed"


@pytest.mark.parametrize(
    "source", ["", "<html></html>", "<p></p>", page("<ul><li>Home</li></ul>"), "\x00\x00"]
)
def test_a_page_without_an_article_is_rejected_as_such(source: str) -> None:
    found = clean_article(raw(source, "html"), OUTLETS)
    assert isinstance(found, Rejection)
    assert found.reason == "no_article"


def test_the_stub_before_a_pay_wall_is_flagged() -> None:
    stub = f"<article><h1>Flood</h1><p>{PARAGRAPHS[0]}</p><p>Subscribe to continue reading.</p></article>"
    head = json_ld(headline="Flood", isAccessibleForFree=False)
    found = clean_article(raw(page(stub, head), "html"), OUTLETS)
    assert isinstance(found, Rejection)
    assert found.reason == "paywall"


def test_a_long_text_is_an_article_whatever_the_page_sells() -> None:
    head = json_ld(headline="Flood", isAccessibleForFree=False)
    assert cleaned(page(BODY + "<p>Subscribe to continue reading.</p>", head), "html").document.text


def test_a_request_for_consent_is_flagged() -> None:
    asked = (
        "<main><h1>We value your privacy</h1><p>We and our partners store and/or access information on a"
        " device, such as cookies, and process personal data for personalised ads and content.</p>"
        "<p>You may withdraw your consent at any time under cookie settings.</p>"
        "<button>Accept all</button><button>Reject all</button></main>"
    )
    found = clean_article(raw(page(asked), "html"), OUTLETS)
    assert isinstance(found, Rejection)
    assert found.reason == "consent_page"


def test_deep_nesting_does_no_harm() -> None:
    deep = "<div>" * 3000 + BODY + "</div>" * 3000
    found = clean_article(raw(page(deep), "html"), OUTLETS)
    assert found is not None
