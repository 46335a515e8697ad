"""Quotations and their speakers: what belongs to one utterance, and which words beside it report it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from spacy.tokens import Token

from transforms.claims.quotes import find_quotations
from transforms.language import Article
from transforms.records import Span

LONG_QUOTATION = 8
"""Words from which on a quotation with a speaker beside it is never lost (issue 4)."""


class Speech:
    """The quotations of an article, by token; answers where a token stands and what goes on with what."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.doc = article.doc
        self.paragraphs = tuple(block.span for block in article.blocks if block.span is not None)
        self.quotations = find_quotations(article.text, self.paragraphs)
        self.ranges = tuple(self._token_range(quotation.span) for quotation in self.quotations)

    @cached_property
    def by_token(self) -> dict[int, int]:
        """Return, for each token inside a quotation of three words or more, the quotation's number."""
        return {
            i: number
            for number, (start, end) in enumerate(self.ranges)
            if self.quotations[number].words(self.article.text) >= 3
            for i in range(start, end)
        }

    @cached_property
    def all_by_token(self) -> dict[int, int]:
        """Return, for each token inside any quotation, single words included, the quotation's number."""
        return {i: number for number, (start, end) in enumerate(self.ranges) for i in range(start, end)}

    def tokens(self, number: int) -> list[Token]:
        """Return the tokens of a quotation, marks included."""
        start, end = self.ranges[number]
        return [token for token in self.doc[start:end] if not token.is_space]

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph in which a character stands."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def run_on(self, number: int) -> list[int]:
        """Return the quotations that go on with `number` by a repeated opening mark."""
        found = []
        for later in range(number + 1, len(self.quotations)):
            if not self.quotations[later].continues:
                break
            found.append(later)
        return found

    def is_bare(self, start: int, end: int) -> bool:
        """Tell whether no word stands between two tokens, ends excluded."""
        return all(token.is_space or token.is_punct for token in self.doc[start:end])

    def same_paragraph(self, first: int, second: int) -> bool:
        """Tell whether two tokens stand in one paragraph."""
        return self.paragraph_at(self.doc[first].idx) == self.paragraph_at(self.doc[second].idx)

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.paragraphs]

    def _token_range(self, span: Span) -> tuple[int, int]:
        tokens = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        assert tokens is not None
        return tokens.start, tokens.end
