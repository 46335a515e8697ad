"""Sentences of an article, as spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc

from transforms.records import Block, Sentence, Span


def split_sentences(document_id: str, doc: Doc, blocks: tuple[Block, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of `doc`, without white space at their ends, each inside one kept block."""
    kept = [(block.span, block.block_no) for block in blocks if block.span is not None]
    starts = [span.start for span, _ in kept]
    sentences: list[Sentence] = []
    for span in _trimmed(doc):
        place = bisect_right(starts, span.start) - 1
        if place < 0:
            continue
        block_no = kept[place][1]
        sentences.append(Sentence(document_id, len(sentences), block_no, span))
    return tuple(sentences)


def _trimmed(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        words = sentence.text
        start = sentence.start_char + len(words) - len(words.lstrip())
        end = sentence.start_char + len(words.rstrip())
        if end > start:
            yield Span(start, end)
