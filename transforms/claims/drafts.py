"""Attributions in the making: sets of tokens that grow by the quotations they touch."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from transforms.claims.attribution import Attribution, Spans
from transforms.claims.channels import without_channel
from transforms.claims.lexicon import speech_lemmas
from transforms.claims.speech import Speech
from transforms.claims.syntax import source_tokens, spans_of, subject_of, trim
from transforms.language import Article
from transforms.records import Span

_INVERTED = {"dobj", "nsubj", "attr", "oprd", "npadvmod", "appos"}
_NAMES = ("NOUN", "PROPN", "PRON")


@dataclass(slots=True)
class Draft:
    """An attribution in the making, as sets of token numbers."""

    head: int
    """The word that reports, or the first of a quotation without one."""
    frame: str
    """In which way it reports: a frame of `frames`, or beside, leftover, typography."""
    lemma: str
    """Lemma of that word."""
    cue: set[int]
    """Words of the cue."""
    source: set[int]
    """Words of the source."""
    content: set[int]
    """Words of the content."""
    quotations: set[int] = field(default_factory=set)
    """Quotations taken whole."""
    parent: Draft | None = None
    """The draft in whose content this one stands."""


def may_report(token: Token) -> bool:
    """Tell whether a verb may stand beside a quotation as its cue."""
    return (
        token.pos_ in ("VERB", "AUX")
        and token.lemma_.lower() in speech_lemmas()
        and token.dep_ not in ("aux", "amod")
    )


def complete(speech: Speech, draft: Draft) -> None:
    """Take quotations that the content mostly covers as wholes, and what goes on with them."""
    _take_whole(speech, draft)
    if draft.frame in ("clause", "aside", "according", "beside"):
        _go_on(speech, draft)
    draft.content -= draft.cue | draft.source


def _take_whole(speech: Speech, draft: Draft) -> None:
    touched = {speech.all_by_token[i] for i in draft.content if i in speech.all_by_token}
    last = max(draft.content, default=0)
    beyond = speech.all_by_token.get(last, speech.all_by_token.get(last + 1))
    if (
        beyond is not None
        and last in (speech.ranges[beyond][0], speech.ranges[beyond][0] - 1)
        and draft.frame != "aside"
        and draft.cue.isdisjoint(range(*speech.ranges[beyond]))
    ):
        draft.content.update(t.i for t in speech.tokens(beyond))
    for number in touched:
        start, end = speech.ranges[number]
        if start <= draft.head < end:
            continue
        inside = sum(1 for i in draft.content if start <= i < end)
        if inside * 2 >= min(end - start, len(draft.content)) or (start + 1 in draft.content and last < end):
            draft.content.update(t.i for t in speech.tokens(number))
            draft.quotations.add(number)


def _go_on(speech: Speech, draft: Draft) -> None:
    """Add what the same mouth goes on to say: `"A," he said. "B."`, and repeated opening marks."""
    doc = speech.doc
    if draft.quotations:
        sentence_end = doc[draft.head].sent.end
        end = max(draft.head, *draft.content, *draft.source) + 1
        for number, (start, stop) in enumerate(speech.ranges):
            if start >= end and number not in draft.quotations and speech.same_paragraph(draft.head, start):
                bare = speech.is_bare(max(end, min(sentence_end, start)), start) and not _speaks_between(
                    speech, end, min(start, sentence_end)
                )
                if not bare or _has_own_speaker(speech, number, draft.head):
                    break
                draft.content.update(t.i for t in speech.tokens(number))
                draft.quotations.add(number)
                end = stop
    for number in sorted(draft.quotations):
        for later in speech.run_on(number):
            draft.content.update(t.i for t in speech.tokens(later))
            draft.quotations.add(later)


def _speaks_between(speech: Speech, start: int, end: int) -> bool:
    return any(t.pos_ == "VERB" and t.i not in speech.all_by_token for t in speech.doc[start:end])


def _has_own_speaker(speech: Speech, number: int, head: int) -> bool:
    """Tell whether another reporting verb stands beside a quotation in its own sentence."""
    start, end = speech.ranges[number]
    doc = speech.doc
    window = doc[doc[start].sent.start : doc[end - 1].sent.end]
    return any(
        t.i != head
        and t.i not in speech.all_by_token
        and may_report(t)
        and t.i > head
        and subject_of(t) is not None
        for t in window
    )


def speaker_of(speech: Speech, verb: Token) -> list[Token]:
    """Return the words of the source of `verb`; a quotation's own words are never its speaker.

    Where the parser took the end of the quotation for the subject ("'… Full panic,' said Lee"), the noun
    next to the verb outside the quotation is the speaker.
    """
    source = source_tokens(subject_of(verb), verb)
    quoted = speech.all_by_token
    if verb.i in quoted or (source and any(t.i not in quoted and t.text.isalnum() for t in source)):
        return source
    right = [c for c in verb.children if c.i > verb.i and c.dep_ in _INVERTED and c.pos_ in _NAMES]
    right = [c for c in right if c.i not in quoted]
    if right:
        return source_tokens(right[0], verb)
    if not source:
        return source
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    if after is not None and after.pos_ in (*_NAMES, "DET", "ADJ") and after.i not in quoted:
        head = next((t for t in (after, *after.ancestors) if t.pos_ in _NAMES and t.i > verb.i), None)
        return source_tokens(head, verb) if head is not None else []
    return source_tokens(_noun_before(speech, verb), verb)


def _noun_before(speech: Speech, verb: Token) -> Token | None:
    """Return the head of the nearest noun before `verb` in its sentence, quotations left aside."""
    found: Token | None = None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.i in speech.all_by_token:
            break
        if token.pos_ in _NAMES:
            found = token
            break
    while found is not None and found.head.pos_ in _NAMES and found.head.i not in speech.all_by_token:
        if found.head.i == found.i or found.head.sent.start != verb.sent.start:
            break
        found = found.head
    return found


def written(article: Article, drafts: list[Draft]) -> tuple[Attribution, ...]:
    """Return the drafts as attributions in the order of their content, parents by their place."""
    doc = article.doc
    ready = [
        (draft, _tidied(article.text, spans_of(trim(doc[i] for i in draft.content)))) for draft in drafts
    ]
    ordered = sorted(((d, spans) for d, spans in ready if spans), key=lambda item: (item[1][0], item[0].head))
    place = {id(draft): number for number, (draft, _) in enumerate(ordered)}
    return tuple(
        without_channel(
            article.text,
            Attribution(
                spans_of(doc[i] for i in draft.source),
                spans_of(doc[i] for i in draft.cue),
                spans,
                parent=place.get(id(draft.parent)) if draft.parent is not None else None,
            ),
        )
        for draft, spans in ordered
    )


def _tidied(text: str, spans: Spans) -> Spans:
    """Return `spans` without commas, dashes and white space at their ends; empty ones vanish."""
    found = []
    for span in spans:
        words = span.cut(text)
        start = span.start + len(words) - len(words.lstrip(" ,;:—–-\n"))
        end = span.start + len(words.rstrip(" ,;:—–-\n"))
        if any(character.isalnum() for character in words):
            found.append(Span(start, end))
    return tuple(found)
