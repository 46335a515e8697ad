"""Claims of an article: attributions of a finder, with everything the text says about their saying."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from transforms.claims.attribution import Attribution, ClaimFinder, Spans
from transforms.claims.chains import Channel, is_carrier, read_channel
from transforms.claims.fields import cue_head, read_cue, read_mode, tokens_in
from transforms.claims.quotes import Quotation, find_quotations
from transforms.claims.sources import ResolvedSource, SourceBook
from transforms.ids import make_id
from transforms.language import Article
from transforms.records import Claim, ClaimMode, Span, TimeExpression

UNSTATED = "unstated"
"""Name of a source that the text leaves out."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An attribution beside the tokens and the channel read off it."""

    attribution: Attribution
    source: list[Token]
    cue: list[Token]
    content: list[Token]
    channel: Channel


def extract_claims(
    article: Article, entities: SourceBook, times: Sequence[TimeExpression], finder: ClaimFinder
) -> tuple[Claim, ...]:
    """Return the attributed claims of `article` in the order of its text; narration is not among them.

    A claim in whose source words another source is cited ("citing a source in the army") is followed
    by that source's own claim, with the first as its parent.
    """
    maker = _Maker(article, entities, times, finder.name)
    return maker.claims(finder.find(article))


class _Maker:
    def __init__(
        self, article: Article, entities: SourceBook, times: Sequence[TimeExpression], extractor: str
    ) -> None:
        self._article = article
        self._entities = entities
        self._times = times
        self._extractor = extractor
        self._contents: list[Spans] = []
        paragraphs = (block.span for block in article.blocks if block.span is not None)
        self._quotations: tuple[Quotation, ...] = find_quotations(article.text, paragraphs)

    def claims(self, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
        self._contents = [attribution.content_spans for attribution in attributions]
        allowed = [self._article.may_claim(a.content_spans[0].start) for a in attributions]
        for span in sorted({s for a in attributions if (s := _hull(a.source_spans)) is not None}):
            self._entities.resolve(span)  # in the order of the text: later words lean on earlier ones
        made: dict[int, Claim] = {}
        extra: list[Claim] = []
        for number in _parents_first(attributions):
            attribution = attributions[number]
            parent = made.get(attribution.parent) if attribution.parent is not None else None
            if not allowed[number]:
                continue
            found = self._read(attribution)
            claim = self._claim(found, parent, attributions)
            made[number] = claim
            extra += [self._cited(found, claim, cited) for cited in found.channel.cited]
        unique = {claim.claim_id: claim for claim in (*self._carried_on(made.values()), *extra)}
        return tuple(
            sorted(unique.values(), key=lambda c: (c.content_spans[0], c.parent_claim_id or "", c.claim_id))
        )

    def _carried_on(self, claims: Iterable[Claim]) -> list[Claim]:
        """Return `claims`, each "he said" with the via by which the same speaker's words before it came.

        `"…," a captain told Reuters. "…," he said.` is one talk; it holds inside one paragraph.
        """
        carried: dict[tuple[int, str], Claim] = {}
        found = []
        for claim in sorted(claims, key=lambda c: (c.cue_span or c.content_spans[0]).start):
            block = self._article.sentence_at((claim.cue_span or claim.content_spans[0]).start).block_no
            before = carried.get((block, claim.source_name))
            one = claim
            if claim.via_name is None and before is not None and claim.audience_text is None:
                one = replace(claim, via_name=before.via_name, via_entity_id=before.via_entity_id)
            if one.via_name is not None:
                carried[(block, one.source_name)] = one
            found.append(one)
        return found

    def _read(self, attribution: Attribution) -> _Found:
        article = self._article
        source = tokens_in(article, attribution.source_spans)
        cue = tokens_in(article, attribution.cue_spans)
        content = tokens_in(article, attribution.content_spans)
        return _Found(attribution, source, cue, content, read_channel(source, cue, cue_head(cue), content))

    def _claim(self, found: _Found, parent: Claim | None, attributions: Sequence[Attribution]) -> Claim:
        article, attribution, channel = self._article, found.attribution, found.channel
        facts = read_cue(article, found.cue, found.content)
        source_span = _hull(attribution.source_spans)
        resolved = self._entities.resolve(source_span) if source_span is not None else None
        via = (
            self._entities.resolve(channel.via)
            if channel.via is not None
            else self._carrying(attribution, attributions)
        )
        said = self._said(found)
        cue_span = _hull(attribution.cue_spans)
        return Claim(
            claim_id=self._id(attribution.source_spans, attribution.cue_spans, attribution.content_spans),
            document_id=article.document.document_id,
            sentence_no=article.sentence_at((cue_span or attribution.content_spans[0]).start).sentence_no,
            source_name=resolved.name if resolved else UNSTATED,
            source_kind=resolved.kind if resolved else "unstated",
            source_span=source_span,
            source_text=source_span.cut(article.text) if source_span else None,
            source_entity_id=resolved.entity.entity_id if resolved and resolved.entity else None,
            source_role=resolved.role if resolved else None,
            cue_span=cue_span,
            cue_text=cue_span.cut(article.text) if cue_span else None,
            cue_kind=facts.kind,
            content_spans=attribution.content_spans,
            content_text=" … ".join(span.cut(article.text) for span in attribution.content_spans),
            mode=self._mode(attribution),
            is_negated=facts.is_negated,
            is_hedged=facts.is_hedged,
            factuality=facts.factuality,
            via_name=via.name if via else None,
            via_entity_id=via.entity.entity_id if via and via.entity else None,
            medium=channel.medium,
            audience_text=channel.audience.cut(article.text) if channel.audience else None,
            said_start=said.start_date if said else None,
            said_end=said.end_date if said else None,
            said_precision=said.precision if said else None,
            parent_claim_id=parent.claim_id if parent else None,
            extractor=self._extractor,
            score=attribution.score,
        )

    def _mode(self, attribution: Attribution) -> ClaimMode:
        """Return the mode; what a transcript or a signature gives is direct without marks."""
        cue = "".join(span.cut(self._article.text) for span in attribution.cue_spans)
        source = "".join(span.cut(self._article.text) for span in attribution.source_spans)
        if cue and not any(character.isalnum() for character in cue) and (cue != ":" or source.isupper()):
            return "direct"
        return read_mode(self._article.text, attribution.content_spans, self._quotations)

    def _carrying(
        self, attribution: Attribution, attributions: Sequence[Attribution]
    ) -> ResolvedSource | None:
        """Return the medium in whose report this attribution stands ("CNN reported that Lee said …")."""
        if attribution.parent is None:
            return None
        span = _hull(attributions[attribution.parent].source_spans)
        tokens = self._article.tokens(span) if span is not None else None
        if span is None or tokens is None or not is_carrier(tokens.root):
            return None
        return self._entities.resolve(span)

    def _cited(self, found: _Found, claim: Claim, cited: Span) -> Claim:
        """Return the claim of a source that the source of `claim` names as its own."""
        article = self._article
        resolved = self._entities.resolve(cited)
        has_carrier = bool(found.source) and is_carrier(_root(found.source))
        return Claim(
            claim_id=self._id((cited,), found.attribution.cue_spans, found.attribution.content_spans),
            document_id=claim.document_id,
            sentence_no=claim.sentence_no,
            source_name=resolved.name,
            source_kind=resolved.kind,
            source_span=cited,
            source_text=cited.cut(article.text),
            source_entity_id=resolved.entity.entity_id if resolved.entity else None,
            source_role=resolved.role,
            cue_span=claim.cue_span,
            cue_text=claim.cue_text,
            cue_kind="say",
            content_spans=claim.content_spans,
            content_text=claim.content_text,
            mode=claim.mode,
            is_hedged=claim.is_hedged,
            factuality=claim.factuality,
            via_name=claim.source_name if has_carrier else claim.via_name,
            via_entity_id=claim.source_entity_id if has_carrier else claim.via_entity_id,
            parent_claim_id=claim.claim_id,
            extractor=self._extractor,
            score=claim.score,
        )

    def _said(self, found: _Found) -> TimeExpression | None:
        """Return the date nearest to the cue that hangs on the cue and stands in nobody's content."""
        head = cue_head(found.cue)
        if head is None:
            return None
        sentence = self._article.sentence_at(head.idx).span
        outside = [
            time
            for time in self._times
            if time.kind in ("DATE", "TIME")
            and sentence.covers(time.span)
            and not any(span.overlaps(time.span) for span in self._told_around(head.idx))
            and not any(span.overlaps(time.span) for span in found.attribution.content_spans)
            and self._dates(time.span, head, found.cue)
        ]
        return min(outside, key=lambda t: abs(t.span.start - head.idx), default=None)

    def _told_around(self, offset: int) -> list[Span]:
        """Return the contents of all attributions but those in which the cue at `offset` itself stands."""
        return [
            span
            for spans in self._contents
            if not any(span.start <= offset < span.end for span in spans)
            for span in spans
        ]

    def _dates(self, span: Span, head: Token, cue: list[Token]) -> bool:
        """Tell whether the time at `span` dates the cue: the first verb above it is the cue's."""
        tokens = self._article.tokens(span)
        if tokens is None:
            return False
        own = {token.i for token in cue} | {head.i}
        at = tokens.root
        while at.head.i != at.i:
            at = at.head
            if at.i in own:
                return True
            if at.pos_ in ("VERB", "AUX"):
                return at.is_ancestor(head) and head.dep_ in ("conj", "xcomp", "advcl")
        return False

    def _id(self, source: Spans, cue: Spans, content: Spans) -> str:
        return make_id("claim", self._article.document.document_id, list(source), list(cue), list(content))


def _root(tokens: list[Token]) -> Token:
    inside = {token.i for token in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[-1])


def _hull(spans: Spans) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def _parents_first(attributions: Sequence[Attribution]) -> list[int]:
    def depth(number: int) -> int:
        steps, at = 0, attributions[number].parent
        while at is not None and steps < len(attributions):
            steps, at = steps + 1, attributions[at].parent
        return steps

    return sorted(range(len(attributions)), key=lambda number: (depth(number), number))
