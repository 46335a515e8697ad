"""The default finder: the encoder's attributions, with the rules as a net under them.

The encoder reads meaning better than the rules; the rules never overlook typography. So the rules add
only what the encoder left untouched: quotations of eight words or more, turns of a transcript, signed
and unclosed quotations, and claims inside claims, which the encoder's training texts do not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.claims.attribution import Attribution, ClaimFinder
from transforms.claims.boundaries import harmonise
from transforms.claims.channels import without_channel
from transforms.claims.lexicon import reporting_adverbs
from transforms.claims.model import WEIGHTS as ENCODER
from transforms.claims.model import EncoderFinder
from transforms.claims.quotes import Quotation, find_quotations
from transforms.claims.rules import RuleFinder
from transforms.claims.speech import LONG_QUOTATION
from transforms.claims.wordsets import WordSets
from transforms.language import Article
from transforms.records import Span
from transforms.resources import WEIGHTS

SCARE_WORDS = 3
"""Up to so many quoted words may be a name or a scare quote."""
AGREED = 0.8
"""An attribution that the rules read as well is kept from this share of the least score."""
HOLE_WORDS = 4
"""Holes of up to so many words in a content are closed."""
_TITLING = ("titled", "entitled", "subtitled")


class MergedFinder:
    """The attributions of a first finder, and what only the rules see.

    Of the first finder's, those under the score `least` are kept only where the rules read the same.
    """

    def __init__(self, first: ClaimFinder, rules: RuleFinder | None = None, least: float = 0.0) -> None:
        self._first = first
        self._rules = rules or RuleFinder()
        self._least = least

    @property
    def name(self) -> str:
        """Return both names: what was found depends on both."""
        return f"{self._first.name}+{self._rules.name}"

    def find(self, article: Article) -> tuple[Attribution, ...]:
        """Return the merged attributions in the order of their content."""
        rules = self._rules.find(article)
        found = _believed(article.text, self._first.find(article), rules, self._least)
        return merge(article, found, rules)


def default_finder(threshold: float | None = None) -> ClaimFinder:
    """Return the finder that runs where none is asked for; `threshold` is the least score kept.

    That is the encoder over the rules' net; the rules alone where the weights were left out of the
    installation (each claim tells by its extractor). Weights that are there and damaged are refused.
    """
    if not (WEIGHTS / ENCODER).is_dir():
        return RuleFinder()
    encoder = EncoderFinder(threshold)
    least = encoder.settings.threshold
    encoder.settings = replace(encoder.settings, threshold=AGREED * least)
    return MergedFinder(encoder, least=least)


def merge(
    article: Article, first: Sequence[Attribution], rules: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Return `first`, tidied, and those of `rules` that it needs as a net.

    Tidied: channel phrases leave the content, quotations keep their marks and go on where an opening
    mark is repeated. A quotation for which `first` found no cue gives way to the rules' reading of it.
    """
    quotations = _quotations(article)
    words = WordSets(article.text)
    by_rule = [words.of(attribution.content_spans) for attribution in rules]
    kept: list[Attribution] = []
    broken = words.of(tuple(q.span for q in quotations if not (q.is_opened and q.is_closed)))
    turns: set[int] = set()
    for one, content in zip(rules, by_rule, strict=True):
        if _is_typographic(article.text, one):
            turns |= content
    for attribution in harmonise(article, first, rules):
        held = words.of(attribution.content_spans)
        if not attribution.cue_spans and 2 * len(held & turns) > len(held):
            continue
        if _is_title(article.text, attribution) or (
            not attribution.source_spans and _is_nickname(attribution, quotations, len(held))
        ):
            continue
        alike = [
            one
            for one, content in zip(rules, by_rule, strict=True)
            if one.parent is None and 2 * len(held & content) > len(held | content)
        ]
        cue = words.of(attribution.cue_spans)
        chosen = _helped(attribution, alike, words)
        for one, content in zip(rules, by_rule, strict=True):
            if held < content and content & broken and cue & words.of(one.cue_spans):
                chosen = replace(chosen, content_spans=one.content_spans)
        kept.append(_tidied(article.text, chosen, quotations))
    kept = _without_repeats(kept, words)
    held_by = [words.of(attribution.content_spans) for attribution in kept]
    taken: set[int] = set().union(*held_by)
    quoted = [words.of((quotation.span,)) for quotation in quotations]
    long = [one for one in quoted if len(one) >= LONG_QUOTATION]
    nested: list[tuple[Attribution, int]] = []
    for candidate, content in zip(rules, by_rule, strict=True):
        if candidate.parent is not None:
            cue = words.of(candidate.cue_spans)
            around = [
                number
                for number, one in enumerate(held_by)
                if cue and cue <= one and len(content & one) * 2 > len(content)
            ]
            if around:
                nested.append((candidate, min(around, key=lambda number: len(held_by[number]))))
        elif len(content & taken) * 2 < len(content) and (
            _is_typographic(article.text, candidate)
            or _is_adverb(article.text, candidate)
            or any(2 * len(quotation & content) > len(quotation) for quotation in long)
            or (candidate.source_spans and len(content) > SCARE_WORDS and content in quoted)
        ):
            kept.append(candidate)
    return _ordered(kept, nested)


def _believed(
    text: str, found: Sequence[Attribution], rules: Sequence[Attribution], least: float
) -> list[Attribution]:
    """Return those of `found` that score at least `least`, or of which the rules read half the same."""
    words = WordSets(text)
    read = [(words.of(rule.content_spans), words.of(rule.cue_spans)) for rule in rules]

    def agrees(one: Attribution) -> bool:
        content, cue = words.of(one.content_spans), words.of(one.cue_spans)
        return any(
            theirs & cue and 2 * len(content & other) >= len(content | other) for other, theirs in read
        )

    return [one for one in found if one.score is None or one.score >= least or agrees(one)]


def _without_repeats(kept: Sequence[Attribution], words: WordSets) -> list[Attribution]:
    """Return `kept` without those whose content, once tidied, another of no other cue holds as well."""
    held = [(words.of(one.content_spans), words.of(one.cue_spans)) for one in kept]
    return [
        one
        for number, one in enumerate(kept)
        if not any(
            2 * len(held[number][0] & content) > len(held[number][0])
            and held[number][1] <= cue
            and (place < number or held[number][1] < cue)
            for place, (content, cue) in enumerate(held)
            if place != number
        )
    ]


def _is_nickname(attribution: Attribution, quotations: Sequence[Quotation], words: int) -> bool:
    """Tell whether nobody says no more than three quoted words: a name or a scare quote."""
    return words <= SCARE_WORDS and all(
        any(quotation.span.covers(span) for quotation in quotations) for span in attribution.content_spans
    )


def _is_title(text: str, attribution: Attribution) -> bool:
    """Tell whether the words only give a work its name ("a spot titled …")."""
    return any(span.cut(text).lower() in _TITLING for span in attribution.cue_spans)


def _is_adverb(text: str, attribution: Attribution) -> bool:
    return [span.cut(text).lower() in reporting_adverbs() for span in attribution.cue_spans] == [True]


def _helped(attribution: Attribution, alike: Sequence[Attribution], words: WordSets) -> Attribution:
    """Return the attribution with what it lacks and one of the rules' for the same words has.

    Without a cue the rules' reading is taken as it stands; without a source, the source of their
    reading of the same cue.
    """
    if alike and not attribution.cue_spans:
        return replace(alike[0], score=attribution.score)
    if not attribution.source_spans:
        cue = words.of(attribution.cue_spans)
        for one in alike:
            if one.source_spans and cue & words.of(one.cue_spans):
                return replace(attribution, source_spans=one.source_spans)
    return attribution


def _quotations(article: Article) -> tuple[Quotation, ...]:
    paragraphs = (block.span for block in article.blocks if block.span is not None)
    return find_quotations(article.text, paragraphs)


def _tidied(text: str, attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution:
    spans = [_with_marks(text, span, quotations) for span in attribution.content_spans]
    for number, quotation in enumerate(quotations):
        if spans[-1].overlaps(quotation.span) and spans[-1].end >= quotation.span.end - 1:
            for later in quotations[number + 1 :]:
                if not later.continues:
                    break
                if not any(span.overlaps(later.span) for span in spans):
                    spans.append(later.span)
    whole = replace(attribution, content_spans=tuple(_filled(text, attribution, spans)))
    return without_channel(text, whole)


def _filled(text: str, attribution: Attribution, spans: Sequence[Span]) -> list[Span]:
    """Return `spans` without holes of a few words that are neither its cue nor its source: others' words."""
    own = (*attribution.cue_spans, *attribution.source_spans)
    found = [spans[0]]
    for span in spans[1:]:
        hole = Span(found[-1].end, span.start) if found[-1].end < span.start else None
        if (
            hole is not None
            and len(hole.cut(text).split()) <= HOLE_WORDS
            and "\n" not in hole.cut(text)
            and not any(hole.overlaps(one) for one in own)
        ):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _with_marks(text: str, span: Span, quotations: Sequence[Quotation]) -> Span:
    """Return `span` with the quotation marks that it stops just short of."""
    start, end = span.start, span.end
    if text[end : end + 1] in ("?", "!", "…"):
        end += 1
    for quotation in quotations:
        if quotation.span.start < start <= quotation.span.start + 2 and quotation.is_opened:
            start = quotation.span.start
        if end < quotation.span.end <= end + 3 and quotation.span.start < end:
            between = text[end : quotation.span.end]
            end = end if any(character.isalnum() for character in between) else quotation.span.end
    return Span(start, end)


def _is_typographic(text: str, attribution: Attribution) -> bool:
    return bool(attribution.cue_spans) and not any(
        c.isalpha() for span in attribution.cue_spans for c in span.cut(text)
    )


def _ordered(flat: list[Attribution], nested: list[tuple[Attribution, int]]) -> tuple[Attribution, ...]:
    """Return all in the order of their content, each nested one pointing at its parent's new place."""
    everything: list[tuple[Attribution, int | None]] = [(one, one.parent) for one in flat]
    everything += nested
    order = sorted(
        range(len(everything)),
        key=lambda n: (everything[n][0].content_spans[0], everything[n][1] is not None, n),
    )
    place: dict[int | None, int | None] = {old: new for new, old in enumerate(order)}
    place[None] = None
    return tuple(replace(everything[n][0], parent=place[everything[n][1]]) for n in order)
