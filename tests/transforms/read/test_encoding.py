"""Whatever the charset and whatever is said of it, the characters that were written come out."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.read.bounds import Unreadable
from transforms.read.encoding import decode, known_charset, normalise_lines

GERMAN = "Die Brücke über die Weiße Elster öffnet wieder, sagte Bürgermeisterin Käthe Groß."
RUSSIAN = "Мост через реку снова открыт, сообщила глава города в понедельник вечером."
JAPANESE = "市長は月曜日の夜、川に架かる橋が再開したと述べた。通行は無料である。"
QUOTES = "“We’re open,” she said – at 9 o’clock, 5 km away…"


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, JAPANESE, QUOTES, "plain ascii", ""])
def test_utf8_needs_no_declaration_and_survives_a_wrong_one(text: str) -> None:
    for declared in (
        (),
        ("iso-8859-1",),
        ("utf-16",),
        ("shift_jis", "latin1"),
        ("no-such-charset",),
        (None,),
    ):
        assert decode(text.encode(), declared).text == text


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, charset: str) -> None:
    found = decode(mark + GERMAN.encode(charset), ("windows-1251",))
    assert (found.text, found.basis) == (GERMAN, "bom")


def test_utf16_without_a_mark_is_told_by_its_shape() -> None:
    for charset in ("utf-16-le", "utf-16-be"):
        assert decode(GERMAN.encode(charset)).text == GERMAN


@pytest.mark.parametrize(
    ("text", "charset", "declared"),
    [
        (GERMAN, "iso-8859-1", "ISO-8859-1"),
        (QUOTES, "cp1252", "latin1"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc-jp", "euc-jp"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
    ],
)
def test_a_declared_charset_is_believed_where_it_fits(text: str, charset: str, declared: str) -> None:
    assert decode(text.encode(charset), (declared,)).text == text


@pytest.mark.parametrize(
    ("text", "charset", "declared"),
    [
        (GERMAN, "cp1252", "utf-8"),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (JAPANESE, "shift_jis", "iso-8859-1"),
        (JAPANESE, "euc-jp", "utf-8"),
    ],
)
def test_a_wrongly_declared_charset_does_not_garble(text: str, charset: str, declared: str) -> None:
    assert decode((text * 5).encode(charset), (declared,)).text == text * 5


def test_one_broken_byte_does_not_turn_a_utf8_page_into_another_charset() -> None:
    found = decode((GERMAN * 5).encode() + b"\xff" + GERMAN.encode())
    assert found.charset == "utf-8"
    assert found.text == GERMAN * 5 + "\ufffd" + GERMAN


def test_text_cut_in_the_middle_of_a_character_keeps_the_rest() -> None:
    assert decode("Grüße aus Köln".encode() + "ü".encode()[:1]).text == "Grüße aus Köln\ufffd"


@pytest.mark.parametrize("label", ["utf-7", "hex", "rot13", "base64", "zip", "idna", "nonsense", " ", None])
def test_codecs_that_are_no_charsets_are_not_known(label: str | None) -> None:
    assert known_charset(label) is None


def test_bytes_that_are_no_text_are_said_to_be_binary() -> None:
    with pytest.raises(Unreadable) as problem:
        decode(bytes(range(256)) * 40)
    assert problem.value.reason == "binary"


def test_line_ends_become_one_kind_and_nothing_else_changes() -> None:
    assert normalise_lines("a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert normalise_lines("a\u00a0b\u2028c\u200b\t\f") == "a\u00a0b\u2028c\u200b\t\f"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
@settings(deadline=None)
def test_every_text_comes_back_from_utf8(text: str) -> None:
    body = text.encode()
    if not body.startswith(codecs.BOM_UTF8):
        assert decode(body, ("iso-8859-1",)).text == text


@given(
    st.binary(max_size=600), st.sampled_from(["utf-8", "cp1251", "utf-16", "big5", "iso-2022-jp", "x", None])
)
@settings(deadline=None)
def test_any_bytes_are_text_or_unreadable(body: bytes, declared: str | None) -> None:
    try:
        text = decode(body, (declared,)).text
    except Unreadable:
        text = ""
    assert len(text) <= len(body)
