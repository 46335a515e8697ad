"""Attributions by rule: what the parse and the quotation marks show, believed by a reviewed table.

Serves alone as the full fallback, and beside the encoder as a net for plain quotations. The method:
every reading of `frames` whose cue the table knows, completed by the quotations it touches; then
quotations that a speaker stands beside; then typography (transcripts, signatures). What covers the
same words twice is decided for the reading with a source, then the longer one; a cue inside another's
content gives a nested attribution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from transforms.claims.attribution import Attribution
from transforms.claims.drafts import Draft, complete, may_report, speaker_of, written
from transforms.claims.frames import Reading, readings
from transforms.claims.leftovers import find_beside, find_leftovers
from transforms.claims.lexicon import carrying, cue_kinds, reporting_frames, speech_lemmas
from transforms.claims.speech import Speech
from transforms.claims.syntax import may_speak, subject_of
from transforms.claims.transcripts import find_signed, find_transcribed
from transforms.language import Article
from transforms.records import Span

_RANK = {
    "named": 6,
    "clause": 5,
    "according": 5,
    "aside": 4,
    "passive": 3,
    "raising": 3,
    "to": 3,
    "object": 2,
}
_NESTED_FRAMES = {"clause", "aside", "according", "beside", "prep:as", "named"}
_NESTED_KINDS = {"say", "confirm", "deny", "accuse", "claim", "decline", "describe", "warn"}


class RuleFinder:
    """Finds attributions without any trained weights."""

    name = "rules-1"

    def find(self, article: Article) -> tuple[Attribution, ...]:
        """Return the attributions of `article` in the order of their content, nested ones with parents."""
        speech = Speech(article)
        drafts = list(self._drafts(speech))
        outside = [d for d in drafts if d.head not in speech.by_token or d.frame == "typography"]
        kept = choose(speech, outside, [])
        kept += find_leftovers(speech, kept)
        kept = choose(speech, [d for d in drafts if d not in outside], kept)
        return written(article, kept)

    def _drafts(self, speech: Speech) -> Iterator[Draft]:
        for typographic in (*find_transcribed(speech), *find_signed(speech)):
            yield _from_typography(speech, typographic)
        found: dict[int, list[Draft]] = {}
        for reading in readings(speech.doc):
            if not speech.article.may_claim(reading.head.idx) or not _is_believed(reading):
                continue
            if _only_carries(reading) or (not reading.source and _is_bare_infinitive(reading.head)):
                continue
            draft = Draft(
                reading.head.i,
                reading.frame,
                reading.head.lemma_.lower(),
                {t.i for t in reading.cue},
                {t.i for t in _source_of(speech, reading)},
                {t.i for t in reading.content},
            )
            found.setdefault(reading.head.i, []).append(draft)
        governed = {i for drafts in found.values() for d in drafts for i in d.cue if i != d.head}
        for head, drafts in found.items():
            if head in governed:
                continue
            best = max(drafts, key=lambda d: (_RANK.get(d.frame, 1), len(d.content)))
            complete(speech, best)
            inside = speech.by_token.get(head)
            if inside is not None and (best.frame not in _NESTED_FRAMES or not _stays(speech, best, inside)):
                continue
            yield best
        for token in speech.doc:
            if token.i not in found and may_report(token) and token.i not in speech.by_token:
                beside = find_beside(speech, token)
                if beside is not None:
                    yield beside


def _stays(speech: Speech, draft: Draft, number: int) -> bool:
    """Tell whether speech reported inside a quotation keeps to that quotation."""
    start, end = speech.ranges[number]
    return all(start <= i < end for i in draft.content | draft.source)


def _source_of(speech: Speech, reading: Reading) -> Iterable[Token]:
    source = reading.source
    if source and source[0].i in speech.all_by_token and reading.head.i not in speech.by_token:
        return speaker_of(speech, reading.head)
    return source


def _from_typography(speech: Speech, attribution: Attribution) -> Draft:
    def numbers(spans: Iterable[Span]) -> set[int]:
        return {t.i for span in spans for t in speech.article.tokens(span) or () if not t.is_space}

    cue = numbers(attribution.cue_spans)
    content = numbers(attribution.content_spans) - cue
    source = numbers(attribution.source_spans) - cue - content
    return Draft(min(cue), "typography", "", cue, source, content)


def _is_believed(reading: Reading) -> bool:
    if reading.frame == "named":
        return (*reading.key[:2], "object") in reporting_frames()
    if reading.frame == "adverb":
        return (reading.head.lower_, "adverb", "") in cue_kinds()
    return reading.frame == "according" or reading.key in reporting_frames()


def _is_bare_infinitive(verb: Token) -> bool:
    """Tell whether a verb only names an aim ("questions to answer"): nobody is told to have said it."""
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _only_carries(reading: Reading) -> bool:
    """Tell whether "as reported by TASS" only says who carried another's saying beside it."""
    head = reading.head
    if head.tag_ != "VBN" or head.lemma_.lower() not in carrying() or head.dep_ != "advcl":
        return False
    main = head.head
    return (
        main.lemma_.lower() in speech_lemmas()
        and any(c.dep_ in ("ccomp", "nsubj") for c in main.children)
        and any(c.dep_ == "ccomp" or c.i in reading.content for c in main.children)
        and main.pos_ == "VERB"
        and subject_of(main) is not None
    )


def choose(speech: Speech, drafts: list[Draft], chosen: list[Draft]) -> list[Draft]:
    """Return `chosen` and of the drafts those that do not tell the same words again.

    What stands inside another's content gets that one as parent.
    """
    kept = list(chosen)
    taken: set[int] = set().union(*(draft.content for draft in kept)) if kept else set()
    for draft in sorted(drafts, key=lambda d: (d.frame != "typography", not d.source, -len(d.content))):
        if len(draft.content) < _least(draft):
            continue
        if len(draft.content & taken) * 2 > len(draft.content):
            around = [other for other in kept if draft.head in other.content]
            if not around or not _may_nest(speech, draft):
                continue
            draft.parent = min(around, key=lambda other: len(other.content))
            draft.content &= draft.parent.content
            if len(draft.content) < 2:
                continue
        taken |= draft.content
        kept.append(draft)
    return kept


def _least(draft: Draft) -> int:
    """Return how many words a content needs: one after a plain denial, charge or admission, else two."""
    plain = draft.frame == "object" and draft.source
    kind = cue_kinds().get((draft.lemma, "verb", ""))
    return 1 if plain and kind in ("deny", "accuse", "confirm", "claim") else 2


def _may_nest(speech: Speech, draft: Draft) -> bool:
    """Tell whether a cue inside another's content is worth its own row: somebody's plain saying."""
    if not draft.source or draft.frame not in _NESTED_FRAMES or speech.doc[draft.head].pos_ == "NOUN":
        return False
    if any(speech.doc[i].lower_ in ("i", "we", "you") for i in draft.source):
        return False
    kinds = cue_kinds()
    kind = kinds.get((draft.lemma, "verb", draft.frame), kinds.get((draft.lemma, "verb", "")))
    return (kind in _NESTED_KINDS or draft.frame == "according") and any(
        may_speak(speech.doc[i]) for i in draft.source
    )
