from datetime import UTC, date, datetime

import pytest

from tests.transforms.clean.samples import DUMP, OUTLETS, PARAGRAPHS, cleaned, raw
from transforms.clean import CleanArticle, clean_article
from transforms.ids import make_id
from transforms.records import Hints, Rejection


def kinds(article: CleanArticle) -> list[tuple[str, bool]]:
    return [(block.kind, block.is_kept) for block in article.blocks]


def test_every_kept_block_is_the_cut_of_its_span() -> None:
    article = cleaned(DUMP)
    for block in article.blocks:
        if block.span is not None:
            assert block.span.cut(article.document.text) == block.text
        else:
            assert block.drop_rule


def test_the_text_is_the_kept_blocks_joined_by_an_empty_line() -> None:
    article = cleaned(DUMP)
    kept = [block.text for block in article.blocks if block.is_kept]
    assert article.document.text == "\n\n".join(kept)
    assert kept == [PARAGRAPHS[0], PARAGRAPHS[1], "'Twice promised'", PARAGRAPHS[2], PARAGRAPHS[3]]


def test_each_line_of_a_dump_gets_its_kind() -> None:
    assert kinds(cleaned(DUMP)) == [
        ("navigation", False),
        ("navigation", False),
        ("title", False),
        ("other", False),
        ("caption", False),
        ("caption", False),
        ("paragraph", True),
        ("paragraph", True),
        ("crosshead", True),
        ("paragraph", True),
        ("teaser", False),
        ("paragraph", True),
        ("credit", False),
    ]


def test_metadata_of_a_dump_come_from_its_lines() -> None:
    document = cleaned(DUMP).document
    assert document.title == "Flood closes bridge over the Alder near Lower Mill"
    assert document.published_at == datetime(2021, 3, 4, tzinfo=UTC)
    assert (document.published_precision, document.published_basis) == ("day", "text")
    assert document.agencies == ("Reuters", "AFP")
    assert document.language == "en"
    assert document.outlet_name is None


def test_a_manifest_overrules_the_page_and_names_the_outlet() -> None:
    hints = Hints(outlet="DW", country="DE", published=date(2021, 3, 5), language="en")
    article = cleaned(DUMP, hints=hints)
    assert article.document.published_basis == "manifest"
    assert article.published_date == date(2021, 3, 5)
    assert article.outlet is not None
    assert (article.outlet.name, article.outlet.country_code) == ("Deutsche Welle", "DE")
    assert article.document.outlet_id == article.outlet.outlet_id


def test_an_outlet_that_no_list_knows_keeps_its_stated_name_and_country() -> None:
    article = cleaned(DUMP, hints=Hints(outlet="The Alder Valley Gazette", country="NZ"))
    assert article.outlet is not None
    assert (article.outlet.name, article.outlet.country_code) == ("The Alder Valley Gazette", "NZ")


def test_a_skip_link_names_the_outlet_where_nothing_else_does() -> None:
    text = DUMP.replace("Skip to content", "1. Skip to content\n  2. Skip to more DW sites")
    assert cleaned(text).document.outlet_name == "Deutsche Welle"


def test_a_date_without_a_year_stays_unknown() -> None:
    document = cleaned(DUMP.replace("March 4, 2021", "March 4")).document
    assert document.published_at is None
    assert document.published_basis == "unknown"


def test_the_day_in_an_address_serves_where_the_page_has_none() -> None:
    hints = Hints(url="https://www.example.org/news/2021/03/04/flood.html")
    document = cleaned(DUMP.replace("March 4, 2021", ""), hints=hints).document
    assert document.published_at == datetime(2021, 3, 4, tzinfo=UTC)
    assert document.published_basis == "url"


def test_the_document_id_is_made_of_capture_and_record() -> None:
    assert cleaned(DUMP).document.document_id == make_id("document", "c" * 64, 0)


def test_a_dateline_becomes_a_block_of_its_own() -> None:
    text = DUMP.replace(PARAGRAPHS[0], f"LOWER MILL, March 4 (Reuters) - {PARAGRAPHS[0]}")
    article = cleaned(text)
    dateline = next(block for block in article.blocks if block.kind == "dateline")
    assert dateline.text == "LOWER MILL, March 4 (Reuters)"
    assert next(block.text for block in article.blocks if block.kind == "paragraph") == PARAGRAPHS[0]
    assert "Reuters" in article.document.agencies


def test_bullets_lose_their_markers_and_stay() -> None:
    text = DUMP.replace(PARAGRAPHS[2], f"- {PARAGRAPHS[2]}\n\n- {PARAGRAPHS[0].replace('bridge', 'road')}")
    items = [block.text for block in cleaned(text).blocks if block.kind == "list_item"]
    assert items[0] == PARAGRAPHS[2]
    assert all(not item.startswith("-") for item in items)


def test_a_summary_set_off_by_a_picture_is_the_standfirst() -> None:
    lead = (
        "A flood has cut a valley in two, and the bridge that joined its halves will stay closed for weeks."
    )
    text = DUMP.replace(
        "A boat on the Alder (file photo)\nA boat on the Alder (file photo)",
        f"{lead}\n\nBoat Alder Flood\nImage: B. Sample/AP Photo",
    )
    document = cleaned(text).document
    assert document.standfirst == lead
    assert document.text.startswith(lead)


def test_a_headline_after_the_article_is_left_out() -> None:
    text = DUMP.replace(
        "With reporting by Reuters and AFP", "Valley Under Water: Who Will Pay?\n\nab/cd (AP, dpa)"
    )
    article = cleaned(text)
    assert [block.is_kept for block in article.blocks][-2:] == [False, False]
    assert article.blocks[-1].kind == "byline"
    assert article.document.agencies == ("AP", "dpa")


def test_windows_line_ends_change_nothing() -> None:
    assert cleaned(DUMP.replace("\n", "\r\n")).document.text == cleaned(DUMP).document.text


def test_typographic_quotes_stay_and_hidden_characters_go() -> None:
    spoken = (
        "“Nobody should try to cross it on foot,” Ann\u00a0Example told re\u00adporters in the\u200b town"
        " of Lower Mill."
    )
    text = cleaned(DUMP.replace(PARAGRAPHS[1], "\ufeff" + spoken)).document.text
    assert (
        "“Nobody should try to cross it on foot,” Ann Example told reporters in the town of Lower Mill."
        in text
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n\u00a0\n",
        "Menu",
        "Home\nNews\nSport\nContact us\nSign in\nSubscribe",
        "\n".join(["Home"] * 500),
    ],
)
def test_a_dump_without_an_article_is_rejected_as_such(text: str) -> None:
    found = clean_article(raw(text), OUTLETS)
    assert isinstance(found, Rejection)
    assert (found.stage, found.reason, found.capture_id) == ("clean", "no_article", "c" * 64)


def test_one_sentence_is_an_article() -> None:
    sentence = "The ministry said that two bridges over the Alder had been closed since Monday."
    assert cleaned(sentence).document.text == sentence


def test_a_text_of_paragraphs_alone_is_kept_whole() -> None:
    assert cleaned("\n\n".join(PARAGRAPHS)).document.text == "\n\n".join(PARAGRAPHS)
    assert cleaned("\n".join(PARAGRAPHS)).document.text == "\n\n".join(PARAGRAPHS)


def test_a_huge_line_is_cleaned_and_kept() -> None:
    sentence = PARAGRAPHS[0] + " "
    article = cleaned(sentence * 20_000)
    assert len(article.document.text) == len(sentence) * 20_000 - 1


def test_repeated_paragraphs_are_kept_once() -> None:
    text = "\n\n".join([*PARAGRAPHS, PARAGRAPHS[1]])
    assert cleaned(text).document.text.count(PARAGRAPHS[1]) == 1


def test_hard_wrapped_paragraphs_are_joined() -> None:
    wrapped = PARAGRAPHS[0].replace(" would ", "\nwould ").replace("said on ", "said\non ")
    lines = (
        "The council of the valley met on Monday evening in the old\n"
        "town hall and voted to close both roads along the river\n"
        "until the water has gone down by at least one metre, its\n"
        "chairman said."
    )
    assert "\n" in wrapped
    text = cleaned(f"{lines}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}").document.text
    assert "the old town hall and voted to close both roads along the river until" in text


def test_a_text_in_another_language_is_kept_and_marked() -> None:
    german = (
        "Die Brücke über die Erle bleibt nach Angaben der Behörden bis auf Weiteres gesperrt, weil die"
        " Pfeiler durch das Hochwasser beschädigt worden sind."
    )
    assert cleaned(f"{german}\n\n{german.replace('Brücke', 'Straße')}").document.language == "de"


def test_the_same_input_gives_the_same_article() -> None:
    assert cleaned(DUMP) == cleaned(DUMP)
