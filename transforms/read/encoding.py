"""Bytes to text: byte order marks, declared charsets, UTF-8, and a guess only when all that fails.

What the bytes are counts for more than what they are said to be: valid UTF-8 that holds a
multi-byte character is UTF-8 whatever a header says, since other text is hardly ever valid UTF-8
by chance. Characters are never changed: a no-break space or a typographic quote stays itself.
Labels mean what they mean to browsers (WHATWG Encoding Standard): latin-1 is windows-1252.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from charset_normalizer import from_bytes

from transforms.read.bounds import Unreadable

CharsetBasis = Literal["bom", "utf-8", "declared", "utf-16-shape", "guess", "fallback"]

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_NOT_TEXT = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "palmos"})
_ESCAPED = ("iso2022_jp", "hz")
_SAMPLE = 60_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NO_CONTROLS = bytes(code for code in range(256) if not _CONTROLS.match(chr(code)))
_WESTERN = frozenset({"cp1252", "iso8859-15", "cp1250", "iso8859-2", "cp1254", "mac-roman"})
_FOREIGN = re.compile(r"[\u00c0-\u00ff]{5}")
_C1 = re.compile(r"[\x80-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was decoded."""

    text: str
    """The characters, without a byte order mark."""
    charset: str
    """Python's name of the charset."""
    basis: CharsetBasis
    """What decided it."""


def decode(body: bytes, declared: Iterable[str | None] = ()) -> Decoded:
    """Return `body` as text; `declared` are charset labels, the most trusted first.

    Raises Unreadable (binary) where the bytes are no text in any charset.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(charset, "replace")
            return _checked(Decoded(text, charset, "bom"), body)
    labels = [known for label in declared if (known := known_charset(label)) is not None]
    if labels and labels[0] in _ESCAPED and body.isascii():
        return _checked(_strict(body, labels[0], "declared") or _lenient(body, "utf-8"), body)
    exact = _strict(body, "utf-8", "utf-8")
    if exact is not None:
        if 0 in body and (wide := _wide(body)) is not None:
            return _checked(wide, body)
        return _checked(exact, body)
    return _checked(_mended(body) or _by_label(body, labels) or _wide(body) or _guessed(body), body)


def known_charset(label: str | None) -> str | None:
    """Return Python's name of the charset that browsers understand by `label`; None where there is none."""
    if label is None or not label.strip():
        return None
    try:
        name = codecs.lookup(label.strip().strip("'\"")).name
    except (LookupError, ValueError):
        return None
    if name in _NOT_TEXT or not _is_text_codec(name):
        return None
    return _MEANT.get(name, name)


def normalise_lines(text: str) -> str:
    """Return `text` with CRLF and lone CR made LF; nothing else is changed."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_text_codec(name: str) -> bool:
    try:
        return isinstance(b"a".decode(name), str)
    except (LookupError, UnicodeError, ValueError):
        return name.startswith(("utf-16", "utf-32"))


def _strict(body: bytes, charset: str, basis: CharsetBasis) -> Decoded | None:
    try:
        return Decoded(body.decode(charset), charset, basis)
    except (UnicodeError, ValueError):
        return None


def _lenient(body: bytes, charset: str) -> Decoded:
    return Decoded(body.decode(charset, "replace"), charset, "fallback")


def _mended(body: bytes) -> Decoded | None:
    """Return UTF-8 with a few broken bytes; None where broken bytes are more than one in twenty.

    A page with one foreign advert in it is still UTF-8; so is one cut in the middle of a character.
    """
    for cut in range(1, min(4, len(body))):
        if body[-cut] >= 0xC0:
            whole_part = _strict(body[:-cut], "utf-8", "utf-8")
            if whole_part is not None and not whole_part.text.isascii():
                return Decoded(whole_part.text + "\ufffd", "utf-8", "utf-8")
            break
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    whole = len(text.encode("utf-8", "replace")) - len(text)
    whole = max(0, whole - 2 * text.count("\ufffd"))
    return Decoded(text, "utf-8", "utf-8") if whole > 20 * broken else None


def _by_label(body: bytes, labels: Iterable[str]) -> Decoded | None:
    """Return the first declared charset that fits.

    One that yields control characters does not; nor does a western one that yields words of
    accented letters only, which is how Cyrillic, Greek or Chinese looks when read as western.
    """
    for charset in labels:
        if charset == "utf-8":
            continue
        found = _strict(body, charset, "declared")
        if found is None or _C1.search(found.text) or _CONTROLS.search(found.text):
            continue
        if charset in _WESTERN and _FOREIGN.search(found.text):
            continue
        return found
    return None


def _wide(body: bytes) -> Decoded | None:
    """Return UTF-16 without a mark, told by zeros in every second place; else None."""
    sample = body[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return _strict(body[: len(body) // 2 * 2], "utf-16-le", "utf-16-shape")
    if even > 0.4 * half and odd < 0.1 * half:
        return _strict(body[: len(body) // 2 * 2], "utf-16-be", "utf-16-shape")
    return None


def _guessed(body: bytes) -> Decoded:
    """Return the best guess from the first part that is not ASCII; windows-1252 if there is none."""
    sample = body[:_SAMPLE]
    if sample.isascii():
        first = next((place for place, byte in enumerate(body) if byte > 127), 0)
        sample = body[max(0, first - 1000) : first + _SAMPLE]
    best = None if sample.count(0) else from_bytes(sample).best()
    charset = known_charset(best.encoding) if best is not None else None
    if charset is not None:
        found = _strict(body, charset, "guess")
        if found is not None:
            return found
    return _lenient(body, "cp1252")


def _checked(decoded: Decoded, body: bytes) -> Decoded:
    """Return `decoded` unless it is full of control characters or signs that could not be decoded."""
    is_wide = decoded.charset.startswith("utf-") and decoded.charset != "utf-8"
    controls = len(_CONTROLS.findall(decoded.text)) if is_wide else len(body.translate(None, _NO_CONTROLS))
    odd = controls + decoded.text.count("\ufffd")
    if odd > 8 and odd > len(decoded.text) // 100:
        detail = f"{odd} of {len(decoded.text)} characters are no text (read as {decoded.charset})"
        raise Unreadable("binary", detail)
    return decoded
