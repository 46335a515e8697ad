"""The language a text is written in."""

from __future__ import annotations

import py3langid

SHORTEST = 60
"""Letters; less text than this tells no language."""
_SAMPLE = 400
_ENGLISH = frozenset(
    [
        *("the", "of", "and", "that", "with", "was", "said", "from", "has", "have", "had", "were", "which"),
        *("are", "this", "will", "by", "his", "who", "their", "would", "been", "they", "after", "about"),
        *("when", "more", "there", "could", "other", "than", "into", "some", "over", "before", "between"),
        *("against", "under", "being"),
    ]
)
_PLAINLY = 5
"""Different words of the list above; no text of so many in its first lines is of another language."""


def tell_language(text: str, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code that the text shows, or `declared` where it is too short to show one.

    What a page declares is often its template's language, so the text goes first.
    """
    if len(text) < 8 * SHORTEST and sum(map(str.isalpha, text)) < SHORTEST:
        return language_code(declared)
    if len(_ENGLISH.intersection(text[:_SAMPLE].lower().split())) >= _PLAINLY:
        return "en"
    language, _ = py3langid.classify(text[:_SAMPLE])
    return str(language) if language else language_code(declared)


def language_code(declared: str | None) -> str | None:
    """Return the language of a tag such as "en-GB" or "pt_BR", or None where it is none."""
    if declared is None:
        return None
    code = declared.strip().lower().replace("_", "-").partition("-")[0]
    return code if 2 <= len(code) <= 3 and code.isalpha() else None
