"""Pages come out as characters; what a parser could choke on is rejected before."""

import pytest

from tests.transforms.read.making import PAGE, article, reason

RUSSIAN = "<p>Мост через реку снова открыт.</p>"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
    ],
)
def test_a_page_declares_its_charset_itself(head: str) -> None:
    page = f"<html><head>{head}</head><body>{RUSSIAN}</body></html>"
    assert RUSSIAN in article(page.encode("cp1251")).content


def test_an_xml_declaration_names_the_charset_and_goes() -> None:
    page = f'<?xml version="1.0" encoding="windows-1251"?><!DOCTYPE html><html><body>{RUSSIAN}</body></html>'
    found = article(page.encode("cp1251"))
    assert found.content.startswith("<!DOCTYPE html>")
    assert RUSSIAN in found.content


def test_the_header_goes_before_the_page_and_the_bytes_before_both() -> None:
    page = f'<html><head><meta charset="koi8-r"></head><body>{RUSSIAN}</body></html>'
    assert RUSSIAN in article(page.encode("cp1251"), media_type="text/html; charset=windows-1251").content
    assert RUSSIAN in article(page.encode(), media_type="text/html; charset=windows-1251").content


def test_a_page_in_utf16_is_read() -> None:
    assert article(PAGE.encode("utf-16")).content == PAGE
    assert article(PAGE.encode("utf-16-be")).content == PAGE


def test_a_stray_nul_is_replaced_and_many_are_binary() -> None:
    assert "\ufffd" in article(PAGE.replace("bridge", "bri\0dge").encode() + b" " * 3000).content
    assert reason(PAGE.encode() + b"\0" * 400) == "binary"


def test_deep_nesting_is_rejected_and_wide_pages_are_not() -> None:
    assert reason(b"<html><body>" + b"<div>" * 50_000) == "too_deep"
    assert reason(b"<html>" + b"<b><i>" * 20_000 + b"x" + b"</i></b>" * 20_000) == "too_deep"
    assert article(b"<html><body>" + b"<div><p>Rain.<br></div>" * 5_000).markup == "html"


def test_an_empty_page_is_empty() -> None:
    assert reason(b"", "page.html", "text/html") == "empty"
    assert reason(b" \n ", "page.html", "text/html") == "empty"


def test_a_page_of_countless_tags_is_too_large() -> None:
    assert reason(b"<html><body>" + b"<br>" * 300_001) == "too_large"
