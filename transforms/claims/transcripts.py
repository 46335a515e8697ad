"""Speakers that typography names: transcripts ("PENCE: …") and dash signatures ("…" — A Name)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.claims.attribution import Attribution
from transforms.claims.speech import Speech
from transforms.records import Span

_SPEAKER = re.compile(
    r"(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]+(?:[ ][A-ZÀ-Þ][A-ZÀ-Þ.'’\-]+){0,3}|[QA])"
    r"(?P<role>\s?[(,][^():\n]{1,60}[),])?\s?:\s+(?=\S)"
)
_SIGNATURE = re.compile(
    r"\s*(?:—|–|―|--|-)\s?(?P<name>[A-ZÀ-Þ][\w.'’\-]+(?:\s(?:of|the|de|von|al|[A-ZÀ-Þ][\w.'’\-]+)){0,6})"
    r"(?P<role>,\s[^\n.\"“”]{2,90})?\.?\s*$"
)
_NOT_SPEAKERS = {
    "BREAKING",
    "UPDATE",
    "NOTE",
    "READ MORE",
    "MORE",
    "RELATED",
    "WATCH",
    "LIVE",
    "CORRECTION",
    "PHOTO",
    "PHOTOS",
    "VIDEO",
    "SOURCE",
    "EDITOR'S NOTE",
    "EXCLUSIVE",
    "OPINION",
    "ANALYSIS",
    "FACT CHECK",
    "Q",
    "A",
}


def find_transcribed(speech: Speech) -> Iterator[Attribution]:
    """Yield the turns of a transcript: paragraphs that begin with a speaker's name in capitals and a colon.

    One such line alone may be a label; two in an article make a transcript. A turn that ends in a full
    stop goes on over following paragraphs only by repeated quotation marks, never by guess.
    """
    text = speech.article.text
    turns: list[tuple[Span, Span]] = []
    for paragraph in speech.paragraphs:
        start = paragraph.start + (text[paragraph.start] in '"“')
        match = _SPEAKER.match(text, start, paragraph.end)
        if match and match["name"] not in _NOT_SPEAKERS and match.end() < paragraph.end:
            turns.append((Span(match.start("name"), match.end("name")), Span(match.end(), paragraph.end)))
    if len(turns) < 2:
        return
    for name, words in turns:
        colon = text.index(":", name.end)
        yield Attribution((name,), (Span(colon, colon + 1),), (words,))


def find_signed(speech: Speech) -> Iterator[Attribution]:
    """Yield quotations that a dash and a name close: `"We will rebuild." — Jane Doe, mayor`."""
    text = speech.article.text
    for quotation in speech.quotations:
        paragraph = speech.paragraphs[quotation.paragraph]
        match = _SIGNATURE.match(text, quotation.span.end, paragraph.end)
        if match is None and quotation.paragraph + 1 < len(speech.paragraphs):
            below = speech.paragraphs[quotation.paragraph + 1]
            alone = not text[quotation.span.end : paragraph.end].strip()
            match = _SIGNATURE.match(text, below.start, below.end) if alone else None
        if match is not None and quotation.words(text) >= 3:
            end = match.end("role") if match["role"] else match.end("name")
            dash = match.start() + len(match.group()) - len(match.group().lstrip())
            yield Attribution((Span(match.start("name"), end),), (Span(dash, dash + 1),), (quotation.span,))
