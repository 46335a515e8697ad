"""Where the encoder's spans begin and end, put right by the parse: hearers, infinitives, passives, citing.

The encoder learned its borders from one newspaper corpus, in which "told his staff | that …" and
"declined | to say …" are cut now here, now there. Where the rules read the same cue, their borders win
wherever the two differ only by the hearer or by words of the cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from transforms.claims.attribution import Attribution, Spans
from transforms.claims.chains import hearer_of
from transforms.claims.clauses import cited_sources, is_citing, quotes_saying
from transforms.claims.fields import cue_head, tokens_in
from transforms.claims.frames import word_kind
from transforms.claims.lexicon import deed_words, reporting_adverbs
from transforms.claims.syntax import spans_of
from transforms.language import Article
from transforms.records import Span

SURE = 0.75
"""Score from which the encoder is believed that a word of deed ("attacked her record") is one of speech."""


@dataclass(frozen=True, slots=True)
class _Read:
    """An attribution as sets of token numbers."""

    attribution: Attribution
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    head: Token | None


def harmonise(
    article: Article, first: Sequence[Attribution], rules: Sequence[Attribution]
) -> list[Attribution]:
    """Return `first` with the borders that the parse supports; what tells deeds or only cites is left out.

    Of two claims that the rules read one inside the other `first` gives the outer, with the rules' content
    where it left the inner's cue out; the inner comes with it.
    """
    by_rule = [_read(article, one) for one in rules if one.parent is None and one.cue_spans]
    inside = [
        (_read(article, one), _read(article, rules[one.parent])) for one in rules if one.parent is not None
    ]
    cues = {span for one in first for span in one.cue_spans}
    found: list[Attribution] = []
    for attribution in first:
        mine = _read(article, _without_cited(article, _with_tidy_source(article, attribution)))
        is_sure = attribution.score is not None and attribution.score >= SURE
        if mine.head is not None and (
            (is_citing(mine.head) and cited_sources(mine.head))
            or (not is_sure and _is_deed(mine.head, by_rule))
        ):
            continue
        around = [outer for inner, outer in inside if inner.cue & mine.cue]
        is_alone = bool(around) and cues.isdisjoint(around[0].attribution.cue_spans)
        if is_alone:
            found.append(replace(around[0].attribution, score=attribution.score))
        if is_alone or (around and not mine.source):
            continue
        holed = [outer for inner, outer in inside if outer.cue & mine.cue and _leaves_out(mine, inner)]
        if holed:
            spans = holed[0].attribution.content_spans
            found.append(replace(mine.attribution, content_spans=spans))
            continue
        found += _fitted(article, mine, by_rule)
    return found


def _leaves_out(mine: _Read, inner: _Read) -> bool:
    """Tell whether the cue of an inner claim is a hole in the content."""
    return bool(inner.cue - mine.content) and min(mine.content) < min(inner.cue) < max(mine.content)


def _read(article: Article, attribution: Attribution) -> _Read:
    def numbers(spans: Spans) -> frozenset[int]:
        return frozenset(token.i for token in tokens_in(article, spans) if not token.is_punct)

    cue = tokens_in(article, attribution.cue_spans)
    return _Read(
        attribution,
        numbers(attribution.source_spans),
        frozenset(token.i for token in cue),
        numbers(attribution.content_spans),
        cue_head(cue),
    )


def _is_deed(head: Token, by_rule: Sequence[_Read]) -> bool:
    """Tell whether a cue is a word of deed ("Moscow supports the government") that no rule believes here."""
    return (head.lemma_.lower(), word_kind(head)) in deed_words() and not any(
        head.i in one.cue for one in by_rule
    )


def _fitted(article: Article, mine: _Read, by_rule: Sequence[_Read]) -> list[Attribution]:
    if mine.head is not None and quotes_saying(mine.head):
        told = [one for one in by_rule if one.cue <= mine.content]
        if told:
            return [replace(told[0].attribution, score=mine.attribution.score)]
    for theirs in by_rule:
        if not theirs.cue & (mine.cue | mine.content) or not theirs.content & mine.content:
            continue
        instead = _instead(mine, theirs, by_rule)
        if instead:
            return [replace(one.attribution, score=mine.attribution.score) for one in instead]
        extra = mine.content - theirs.content
        if theirs.content <= mine.content and extra <= theirs.cue | _hearer(theirs) | _joints(theirs):
            cue, content = theirs.attribution.cue_spans, theirs.attribution.content_spans
            return [replace(mine.attribution, cue_spans=cue, content_spans=content)]
        if theirs.cue < mine.cue:
            return [_with_cue(article, mine, theirs)]
    return [mine.attribution]


def _instead(mine: _Read, theirs: _Read, by_rule: Sequence[_Read]) -> list[_Read]:
    """Return the rules' readings that take the place of the encoder's.

    Two sayings that it drew into one, a passive whose victim it took for the source, a sentence that
    is only "reportedly" so.
    """
    if not theirs.cue & mine.cue:
        return []
    if theirs.cue <= mine.cue and theirs.head is not None and theirs.head.lower_ in reporting_adverbs():
        return [theirs]
    if not theirs.source and mine.source and mine.source <= theirs.content:
        return [theirs]
    extra = mine.content - theirs.content
    siblings = [
        one
        for one in by_rule
        if one is not theirs and one.cue <= extra and one.source == theirs.source and one.source
    ]
    return [theirs, *siblings] if siblings and theirs.content <= mine.content else []


def _hearer(one: _Read) -> frozenset[int]:
    hearer = hearer_of(one.head) if one.head is not None else None
    if hearer is None:
        return frozenset()
    first = min(one.content)
    return frozenset(token.i for token in hearer.subtree if token.i < first)


def _joints(one: _Read) -> frozenset[int]:
    """Return the "as" of "quoted as saying"."""
    if one.head is not None and one.head.dep_ == "pcomp":
        return frozenset({one.head.head.i})
    return frozenset()


def _with_cue(article: Article, mine: _Read, theirs: _Read) -> Attribution:
    """Return the attribution with the rules' shorter cue; what they count as content goes there."""
    content = mine.content | (mine.cue & theirs.content)
    spans = mine.attribution.content_spans
    if content != mine.content:
        added = [article.doc[i] for i in mine.cue & theirs.content]
        start = min(token.idx for token in added)
        spans = (
            (Span(min(start, spans[0].start), spans[0].end), *spans[1:]) if start < spans[0].end else spans
        )
    return replace(mine.attribution, cue_spans=theirs.attribution.cue_spans, content_spans=spans)


def _with_tidy_source(article: Article, attribution: Attribution) -> Attribution:
    """Return the attribution without what is no part of its source's name.

    That is a "by" before it, the time or the manner after it ("Lee on Monday", "officials separately")
    and ", citing the army", which is the next source's claim.
    """
    tokens = tokens_in(article, attribution.source_spans)
    kept = [t for t in tokens if not any(is_citing(a) for a in (t, *t.ancestors))]
    while len(kept) > 1 and ((kept[-1].is_punct and kept[-1].text not in ")]") or _is_tail(kept[-1])):
        kept.pop()
    while len(kept) > 1 and kept[0].pos_ == "ADP":
        kept.pop(0)
    if not kept or len(kept) == len(tokens):
        return attribution
    return replace(attribution, source_spans=spans_of(kept))


def _without_cited(article: Article, attribution: Attribution) -> Attribution:
    """Return the attribution without a piece of content that lies in ", citing the army"."""
    spans = attribution.content_spans
    kept = [span for span in spans if not _is_cited(tokens_in(article, (span,))[0])]
    return replace(attribution, content_spans=tuple(kept)) if 0 < len(kept) < len(spans) else attribution


def _is_cited(token: Token) -> bool:
    return any(cited_sources(one) for one in (token, *token.ancestors))


def _is_tail(token: Token) -> bool:
    return token.pos_ in ("ADV", "ADP") or token.ent_type_ in ("DATE", "TIME")
