"""The claims of one article, and the answer to what every event and figure asks: whose words are these."""

from __future__ import annotations

from transforms.ids import make_id
from transforms.language import Article
from transforms.records import Claim, Sentence, Span

NARRATION = "narration-1"
"""Extractor name on claims in the outlet's own voice."""


class ClaimBook:
    """Attributed claims, plus the outlet's own claim for each sentence that nobody else said."""

    def __init__(self, article: Article, attributed: tuple[Claim, ...]) -> None:
        self._article = article
        self._attributed = attributed
        self._narrated: dict[int, Claim] = {}

    def claim_for(self, span: Span) -> Claim:
        """Return the innermost claim whose content covers `span`, else the outlet's own claim.

        A refusal to say covers nothing: what its question takes for granted is the outlet's word.
        """
        covering = [
            claim
            for claim in self._attributed
            if claim.factuality != "declined" and any(part.covers(span) for part in claim.content_spans)
        ]
        if covering:
            return min(covering, key=lambda claim: sum(part.end - part.start for part in claim.content_spans))
        sentence = self._article.sentence_at(span.start)
        if sentence.sentence_no not in self._narrated:
            self._narrated[sentence.sentence_no] = _narrate(self._article, sentence)
        return self._narrated[sentence.sentence_no]

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims in the order of the text, narration included as far as it was asked for."""
        return tuple(
            sorted(
                (*self._attributed, *self._narrated.values()),
                key=lambda claim: (claim.content_spans[0], claim.claim_id),
            )
        )


def _narrate(article: Article, sentence: Sentence) -> Claim:
    document = article.document
    return Claim(
        claim_id=make_id("claim", document.document_id, "narration", sentence.span),
        document_id=document.document_id,
        sentence_no=sentence.sentence_no,
        source_name=document.outlet_name or "the outlet (name unknown)",
        source_kind="outlet",
        content_spans=(sentence.span,),
        content_text=sentence.span.cut(article.text),
        mode="narration",
        extractor=NARRATION,
    )
