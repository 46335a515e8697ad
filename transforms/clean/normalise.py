"""Characters made plain: what a page hides between letters is removed, what its writer meant is kept."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_BREAK_MARKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_INVISIBLE = {
    **dict.fromkeys(range(9)),
    **dict.fromkeys(range(0x0E, 0x1C)),
    **dict.fromkeys(range(0x7F, 0x85)),
    **dict.fromkeys(range(0x86, 0xA0)),
    **dict.fromkeys((0xAD, 0x180E, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF, 0xFFFE, 0xFFFF)),
    **dict.fromkeys(range(0x200B, 0x2010)),
    **dict.fromkeys(range(0x202A, 0x202F)),
    **dict.fromkeys(range(0x2066, 0x206A)),
    **dict.fromkeys(range(0xD800, 0xE000)),
}
_HIDDEN = re.compile(f"[{re.escape(''.join(map(chr, _INVISIBLE)))}]")


def normalise_text(text: str) -> str:
    r"""Return `text` in Unicode form C with ``\n`` as its only line end and no invisible characters.

    Zero-width marks, direction marks, soft hyphens, controls and lone surrogates go; typographic
    quotation marks and dashes stay as written. White space inside lines is left to `tidy_line`.
    """
    if any(mark in text for mark in _BREAK_MARKS):
        text = _BREAKS.sub("\n", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.translate(_INVISIBLE) if _HIDDEN.search(text) else text


def tidy_line(line: str) -> str:
    """Return `line` with each run of white space (no-break spaces too) as one space, none at the ends."""
    return " ".join(line.split())
