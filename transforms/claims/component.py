"""Claims as a spaCy component: ``nlp.add_pipe("sayso_claims")`` fills ``doc._.claims``.

The pipeline must have a parser and a tagger before it. Each line of the text counts as a paragraph, since
a bare text has no blocks; headlines and captions must be taken out before.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from transforms.claims.attribution import ClaimFinder
from transforms.claims.extract import extract_claims
from transforms.claims.merge import default_finder
from transforms.claims.rules import RuleFinder
from transforms.dates import find_dates
from transforms.entities.mentions import find_mentions
from transforms.ids import make_id
from transforms.language import Article
from transforms.records import Block, Claim, Document, Span
from transforms.split import split_sentences


class ClaimComponent:
    """Writes the claims of each document to ``doc._.claims``, a tuple of records, offsets in characters."""

    def __init__(self, finder: ClaimFinder) -> None:
        self._finder = finder
        if not Doc.has_extension("claims"):
            Doc.set_extension("claims", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its claims."""
        doc._.claims = claims_of(doc, self._finder)
        return doc


@Language.factory(
    "sayso_claims", default_config={"extractor": "encoder", "threshold": None}, requires=["token.dep"]
)
def make_component(nlp: Language, name: str, extractor: str, threshold: float | None) -> ClaimComponent:
    """Return the component; `extractor` is encoder or rules, `threshold` the least score kept (encoder)."""
    del nlp, name
    if extractor not in ("encoder", "rules"):
        raise ValueError(f"no such extractor: {extractor} (encoder, rules)")
    return ClaimComponent(RuleFinder() if extractor == "rules" else default_finder(threshold))


def claims_of(doc: Doc, finder: ClaimFinder) -> tuple[Claim, ...]:
    """Return the claims of a parsed text that belongs to no outlet and bears no date."""
    document = Document(make_id("document", doc.text), make_id("capture", doc.text), 0, doc.text)
    blocks = lines_as_blocks(document)
    article = Article(document, blocks, split_sentences(document.document_id, doc, blocks), doc)
    if not article.sentences:
        return ()
    return extract_claims(article, find_mentions(article, ()), find_dates(article), finder)


def lines_as_blocks(document: Document) -> tuple[Block, ...]:
    """Return one paragraph block for each line of `document` that holds words."""
    blocks: list[Block] = []
    start = 0
    for line in document.text.split("\n"):
        words = line.strip()
        if words:
            at = start + line.index(words)
            span = Span(at, at + len(words))
            blocks.append(Block(document.document_id, len(blocks), "paragraph", True, words, None, span))
        start += len(line) + 1
    return tuple(blocks)
