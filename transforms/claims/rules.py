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

from spacy.tokens import Token

from transforms.claims.attribution import Attribution, Spans
from transforms.claims.channels import without_channel
from transforms.claims.frames import Reading, cue_of, readings
from transforms.claims.lexicon import carrying, cue_kinds, reporting_frames, speech_lemmas
from transforms.claims.speech import LONG_QUOTATION, Speech
from transforms.claims.syntax import may_speak, source_tokens, spans_of, subject_of, trim
from transforms.claims.transcripts import find_signed, find_transcribed
from transforms.language import Article
from transforms.records import Span

_NESTED_FRAMES = {"clause", "aside", "according", "beside", "prep:as", "named"}
_NESTED_KINDS = {"say", "confirm", "deny", "accuse", "claim", "decline", "describe", "warn"}


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
    parent: _Draft | None = None


class RuleFinder:
    """Finds attributions without any trained weights."""

    name = "rules-1"

    def find(self, article: Article) -> tuple[Attribution, ...]:
        """Return the attributions of `article` in the order of their content, nested ones with their parent."""
        speech = Speech(article)
        drafts = [draft for draft in self._drafts(speech)]
        outside = [d for d in drafts if d.head not in speech.by_token or d.frame == "typography"]
        kept = _choose(speech, outside, [])
        kept += _leftovers(speech, kept)
        kept = _choose(speech, [d for d in drafts if d not in outside], kept)
        return _written(article, kept)

    def _drafts(self, speech: Speech) -> Iterator[_Draft]:
        for typographic in (*find_transcribed(speech), *find_signed(speech)):
            yield _from_typography(speech, typographic)
        found: dict[int, list[_Draft]] = {}
        for reading in readings(speech.doc):
            if not speech.article.may_claim(reading.head.idx) or not _is_believed(reading):
                continue
            if _only_carries(reading):
                continue
            draft = _Draft(
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
            _complete(speech, best)
            inside = speech.by_token.get(head)
            if inside is not None and (best.frame not in _NESTED_FRAMES or not _stays(speech, best, inside)):
                continue
            yield best
        for token in speech.doc:
            if token.i not in found and _may_report(token) and token.i not in speech.by_token:
                draft = _beside(speech, token)
                if draft is not None:
                    yield draft


def _stays(speech: Speech, draft: _Draft, number: int) -> bool:
    """Tell whether speech reported inside a quotation keeps to that quotation."""
    start, end = speech.ranges[number]
    return all(start <= i < end for i in draft.content | draft.source)


def _source_of(speech: Speech, reading: Reading) -> Iterable[Token]:
    source = reading.source
    if source and source[0].i in speech.by_token and reading.head.i not in speech.by_token:
        return _speaker_of(speech, reading.head)
    return source


def _speaker_of(speech: Speech, verb: Token) -> list[Token]:
    """Return the words of the source of `verb`; a quotation's own words are never its speaker.

    Where the parser took the end of the quotation for the subject ("'… Full panic,' said Lee"), the noun
    next to the verb outside the quotation is the speaker.
    """
    source = source_tokens(subject_of(verb), verb)
    inside = speech.all_by_token
    if verb.i in inside or not any(
        t.i in inside and inside[t.i] != inside.get(source[0].i - 1) for t in source[:1]
    ):
        return source
    right = [
        c
        for c in verb.children
        if c.i > verb.i and c.dep_ in _INVERTED and c.pos_ in _NAMES and c.i not in inside
    ]
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    if right:
        return source_tokens(right[0], verb)
    if after is not None and after.pos_ in (*_NAMES, "DET", "ADJ") and after.i not in inside:
        head = next((t for t in (after, *after.ancestors) if t.pos_ in _NAMES and t.i > verb.i), None)
        return source_tokens(head, verb) if head is not None else source
    left = verb.nbor(-1) if verb.i else None
    if left is not None and left.pos_ in _NAMES and left.i not in inside:
        return source_tokens(left, verb)
    return source


_INVERTED = {"dobj", "nsubj", "attr", "oprd", "npadvmod", "appos"}
_NAMES = ("NOUN", "PROPN", "PRON")


def _from_typography(speech: Speech, attribution: Attribution) -> _Draft:
    def numbers(spans: Iterable[Span]) -> set[int]:
        return {t.i for span in spans for t in speech.article.tokens(span) or () if not t.is_space}

    cue = numbers(attribution.cue_spans)
    content = numbers(attribution.content_spans) - cue
    source = numbers(attribution.source_spans) - cue - content
    return _Draft(min(cue), "typography", "", cue, source, content)


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


def _is_believed(reading: Reading) -> bool:
    if reading.frame == "named":
        return (*reading.key[:2], "object") in reporting_frames()
    if reading.frame == "adverb":
        return (reading.head.lower_, "adverb", "") in cue_kinds()
    return reading.frame == "according" or reading.key in reporting_frames()


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
    touched = {speech.all_by_token[i] for i in draft.content if i in speech.all_by_token}
    last = max(draft.content, default=0)
    beyond = speech.all_by_token.get(last, speech.all_by_token.get(last + 1))
    if beyond is not None and last in (speech.ranges[beyond][0], speech.ranges[beyond][0] - 1):
        if draft.frame != "aside" and not draft.cue & set(range(*speech.ranges[beyond])):
            draft.content.update(t.i for t in speech.tokens(beyond))
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
        sentence_end = doc[draft.head].sent.end
        end = max(draft.head, max(draft.content), max(draft.source, default=0)) + 1
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
        and _may_report(t)
        and t.i > head
        and subject_of(t) is not None
        for t in window
    )


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
    source = _speaker_of(speech, verb)
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
    words = quotation.words(speech.article.text)
    start, end = speech.ranges[number]
    touches = speech.is_bare(min(end, verb.i + 1), max(start, verb.i)) or end - 2 <= verb.i <= end + 2
    closes = quotation.span.cut(speech.article.text).rstrip("\"”’'»")[-1:] in set(",.!?…")
    if words < 2 or (words < 5 and not (closes or touches)):
        return False
    if words < 5 and start and speech.doc[start - 1].pos_ in ("ADP", "DET", "ADJ"):
        return False
    if speech.paragraph_at(verb.idx) == quotation.paragraph:
        return True
    return start > verb.i and start >= 2 and speech.doc[max(0, start - 3) : start].text.strip().endswith(":")


def _choose(speech: Speech, drafts: list[_Draft], chosen: list[_Draft]) -> list[_Draft]:
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


def _least(draft: _Draft) -> int:
    """Return how many words a content needs: one after a plain denial, charge or admission, else two."""
    plain = draft.frame == "object" and draft.source
    return (
        1
        if plain and cue_kinds().get((draft.lemma, "verb", "")) in ("deny", "accuse", "confirm", "claim")
        else 2
    )


def _may_nest(speech: Speech, draft: _Draft) -> bool:
    """Tell whether a cue inside another's content is a claim worth its own row: somebody else's plain saying."""
    if not draft.source or draft.frame not in _NESTED_FRAMES or speech.doc[draft.head].pos_ == "NOUN":
        return False
    if any(speech.doc[i].lower_ in ("i", "we", "you") for i in draft.source):
        return False
    kinds = cue_kinds()
    kind = kinds.get((draft.lemma, "verb", draft.frame), kinds.get((draft.lemma, "verb", "")))
    return (kind in _NESTED_KINDS or draft.frame == "according") and any(
        may_speak(speech.doc[i]) for i in draft.source
    )


def _leftovers(speech: Speech, kept: list[_Draft]) -> list[_Draft]:
    """Return long quotations that no draft holds, with the speaker who stands beside them or spoke last."""
    found: list[_Draft] = []
    for number, quotation in enumerate(speech.quotations):
        if quotation.words(speech.article.text) < LONG_QUOTATION or not speech.article.may_claim(
            quotation.span.start
        ):
            continue
        words = {t.i for t in speech.tokens(number)}
        if any(len(words & draft.content) * 2 > len(words) for draft in (*kept, *found)):
            continue
        draft = _by_neighbour(speech, number, words)
        if draft is None and _stands_alone(speech, number):
            draft = _by_last_speaker(speech, words, [*kept, *found])
        if draft is not None:
            found.append(draft)
    return found


def _stands_alone(speech: Speech, number: int) -> bool:
    """Tell whether a quotation makes up its sentences: a title or a name stands inside another's."""
    start, end = speech.ranges[number]
    doc = speech.doc
    return speech.is_bare(doc[start].sent.start, start) and speech.is_bare(end, doc[end - 1].sent.end)


def _by_neighbour(speech: Speech, number: int, words: set[int]) -> _Draft | None:
    """Return the quotation with the verb of its own sentence, whichever verb that is, if a speaker goes with it."""
    start, end = speech.ranges[number]
    doc = speech.doc
    window = [
        t for t in doc[doc[start].sent.start : doc[end - 1].sent.end] if t.i not in words and not t.is_space
    ]
    before = [t for t in window if t.i < start]
    after = [t for t in window if t.i >= end]
    if not before and start and doc[max(0, start - 2) : start].text.strip().endswith(":"):
        before = [t for t in doc[max(0, start - 2)].sent if t.i < start]
    touching = [group for group in (after, before) if group]
    for group in touching:
        verbs = [t for t in group if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")]
        for verb in sorted(verbs, key=lambda t: min(abs(t.i - start), abs(t.i - end))):
            source = _speaker_of(speech, verb)
            if source and not {t.i for t in source} & words:
                cue = {t.i for t in cue_of(verb)} - words
                return _Draft(
                    verb.i, "leftover", verb.lemma_.lower(), cue, {t.i for t in source}, words, {number}
                )
    return None


def _by_last_speaker(speech: Speech, words: set[int], kept: list[_Draft]) -> _Draft:
    first = min(words)
    paragraph = speech.paragraph_at(speech.doc[first].idx)
    before = [
        draft
        for draft in kept
        if draft.source
        and draft.parent is None
        and max(draft.content | draft.cue) < first
        and paragraph - speech.paragraph_at(speech.doc[max(draft.content | draft.cue)].idx) <= 1
    ]
    sentence = speech.doc[first].sent
    if sentence.start and speech.same_paragraph(sentence.start - 1, first):
        previous = speech.doc[sentence.start - 1].sent
        for child in previous.root.children:
            if child.dep_ == "nsubj" and may_speak(child) and child.i not in speech.by_token:
                source = {t.i for t in source_tokens(child, previous.root)}
                return _Draft(first, "leftover", "", set(), source, words)
    last = max(before, key=lambda d: max(d.content | d.cue), default=None)
    return _Draft(first, "leftover", "", set(), set(last.source) if last else set(), words)


def _written(article: Article, drafts: list[_Draft]) -> tuple[Attribution, ...]:
    """Return the drafts as attributions in the order of their content, parents by their place in the answer."""
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
        if end > start:
            found.append(Span(start, end))
    return tuple(found)
