"""Attributions by rule: what the parse and the quotation marks show, believed by a reviewed table.

Serves alone as the full fallback, and beside the encoder as a net for plain quotations. The method:
every reading of `frames` whose cue the table knows, completed by the quotations it touches; then
quotations that a speaker stands beside; then typography (transcripts, signatures). What covers the
same words twice is decided for the reading with a source, then the longer one; a cue inside another's
content gives a nested attribution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from transforms.claims.attribution import Attribution
from transforms.claims.frames import Reading, cue_of, readings
from transforms.claims.speech import LONG_QUOTATION, Speech
from transforms.claims.syntax import source_tokens, spans_of, subject_of, subtree, trim
from transforms.claims.transcripts import find_signed, find_transcribed
from transforms.language import Article
from transforms.resources import read_table

_NESTED_FRAMES = {"clause", "aside", "according"}


@dataclass(slots=True)
class _Draft:
    """An attribution in the making, as sets of token numbers."""

    head: int
    frame: str
    lemma: str
    cue: set[int]
    source: set[int]
    content: set[int]
    quotations: set[int] = field(default_factory=set)


@cache
def _reporting_frames() -> frozenset[tuple[str, str, str]]:
    return frozenset((row["lemma"], row["word"], row["frame"]) for row in read_table("reporting_frames"))


@cache
def speech_lemmas() -> frozenset[str]:
    """Return the verbs that report a whole clause: those that may stand beside a quotation."""
    return frozenset(
        lemma for lemma, word, frame in _reporting_frames() if word == "verb" and frame in ("clause", "aside")
    )


class RuleFinder:
    """Finds attributions without any trained weights."""

    name = "rules-1"

    def find(self, article: Article) -> tuple[Attribution, ...]:
        """Return the attributions of `article` in the order of their content, nested ones with their parent."""
        speech = Speech(article)
        drafts = [draft for draft in self._drafts(speech)]
        kept = _choose(drafts)
        taken: set[int] = set().union(*(draft.content for draft in kept)) if kept else set()
        kept += _leftovers(speech, kept, taken)
        return _written(article, speech, kept)

    def _drafts(self, speech: Speech) -> Iterator[_Draft]:
        found: dict[int, list[_Draft]] = {}
        for reading in readings(speech.doc):
            if not speech.article.may_claim(reading.head.idx) or not _is_believed(reading):
                continue
            draft = _Draft(
                reading.head.i,
                reading.frame,
                reading.head.lemma_.lower(),
                {t.i for t in reading.cue},
                {t.i for t in reading.source},
                {t.i for t in reading.content},
            )
            found.setdefault(reading.head.i, []).append(draft)
        for head, drafts in found.items():
            best = max(drafts, key=lambda d: (_RANK.get(d.frame, 1), len(d.content)))
            _complete(speech, best)
            if speech.doc[head].i in speech.by_token and best.frame not in _NESTED_FRAMES:
                continue
            yield best
        for token in speech.doc:
            if token.i not in found and _may_report(token) and token.i not in speech.by_token:
                draft = _beside(speech, token)
                if draft is not None:
                    yield draft


_RANK = {"clause": 5, "according": 5, "aside": 4, "passive": 3, "raising": 3, "to": 3, "object": 2}


def _is_believed(reading: Reading) -> bool:
    return reading.frame == "according" or reading.key in _reporting_frames()


def _may_report(token: Token) -> bool:
    return (
        token.pos_ in ("VERB", "AUX")
        and token.lemma_.lower() in speech_lemmas()
        and token.dep_ not in ("aux", "amod")
    )


def _complete(speech: Speech, draft: _Draft) -> None:
    """Take quotations that the content mostly covers as wholes, and what goes on with them."""
    _take_whole(speech, draft)
    if draft.frame in ("clause", "aside", "according", "beside"):
        _go_on(speech, draft)
    draft.content -= draft.cue | draft.source


def _take_whole(speech: Speech, draft: _Draft) -> None:
    touched = {speech.by_token[i] for i in draft.content if i in speech.by_token}
    for number in touched:
        start, end = speech.ranges[number]
        if start <= draft.head < end:
            continue
        inside = sum(1 for i in draft.content if start <= i < end)
        if inside * 2 >= min(end - start, len(draft.content)):
            draft.content.update(t.i for t in speech.tokens(number))
            draft.quotations.add(number)


def _go_on(speech: Speech, draft: _Draft) -> None:
    """Add what the same mouth goes on to say: `"A," he said. "B."`, and repeated opening marks."""
    doc = speech.doc
    if draft.quotations:
        end = max(doc[draft.head].sent.end, max(draft.content) + 1)
        for number, (start, stop) in enumerate(speech.ranges):
            if start >= end and number not in draft.quotations and speech.same_paragraph(draft.head, start):
                if not speech.is_bare(end, start):
                    break
                draft.content.update(t.i for t in speech.tokens(number))
                draft.quotations.add(number)
                end = stop
    for number in sorted(draft.quotations):
        for later in speech.run_on(number):
            draft.content.update(t.i for t in speech.tokens(later))
            draft.quotations.add(later)


def _beside(speech: Speech, verb: Token) -> _Draft | None:
    """Return the attribution of a quotation that `verb` stands beside, or None."""
    sentence = verb.sent
    near = [
        number
        for number, (start, end) in enumerate(speech.ranges)
        if (start < sentence.end and end > sentence.start)
        or (end <= sentence.start and speech.is_bare(end, sentence.start))
        or (start >= sentence.end and speech.is_bare(sentence.end, start))
    ]
    near = [n for n in near if _reaches(speech, verb, n)]
    if not near:
        return None
    best = min(
        near, key=lambda n: min(abs(speech.ranges[n][0] - verb.i), abs(speech.ranges[n][1] - 1 - verb.i))
    )
    source = source_tokens(subject_of(verb), verb)
    draft = _Draft(
        verb.i,
        "beside",
        verb.lemma_.lower(),
        {t.i for t in cue_of(verb)},
        {t.i for t in source},
        {t.i for t in speech.tokens(best)},
        {best},
    )
    _complete(speech, draft)
    return draft


def _reaches(speech: Speech, verb: Token, number: int) -> bool:
    quotation = speech.quotations[number]
    if quotation.words(speech.article.text) < 2:
        return False
    start, _ = speech.ranges[number]
    if speech.paragraph_at(verb.idx) == quotation.paragraph:
        return True
    return start > verb.i and start >= 2 and speech.doc[max(0, start - 3) : start].text.strip().endswith(":")


def _choose(drafts: list[_Draft]) -> list[_Draft]:
    """Return the drafts without those that tell the same words again."""
    kept: list[_Draft] = []
    taken: set[int] = set()
    for draft in sorted(drafts, key=lambda d: (not d.source, -len(d.content))):
        if len(draft.content) < 2:
            continue
        if len(draft.content & taken) * 2 > len(draft.content):
            continue
        taken |= draft.content
        kept.append(draft)
    return kept


def _leftovers(speech: Speech, kept: list[_Draft], taken: set[int]) -> list[_Draft]:
    return []


def _written(article: Article, speech: Speech, drafts: list[_Draft]) -> tuple[Attribution, ...]:
    doc = article.doc
    found: list[Attribution] = []
    for draft in drafts:
        content = trim(doc[i] for i in draft.content)
        if not content:
            continue
        found.append(
            Attribution(
                spans_of(doc[i] for i in draft.source),
                spans_of(doc[i] for i in draft.cue),
                spans_of(content),
            )
        )
    return tuple(sorted(found, key=lambda a: (a.content_spans[0], a.cue_spans)))
