"""Quotations first: the speaker who stands beside one, or spoke last, where no cue of the table claims it."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.claims.drafts import Draft, complete, speaker_of
from transforms.claims.frames import cue_of
from transforms.claims.speech import LONG_QUOTATION, Speech
from transforms.claims.syntax import may_speak, source_tokens


def find_beside(speech: Speech, verb: Token) -> Draft | None:
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
    source = speaker_of(speech, verb)
    draft = Draft(
        verb.i,
        "beside",
        verb.lemma_.lower(),
        {t.i for t in cue_of(verb)},
        {t.i for t in source},
        {t.i for t in speech.tokens(best)},
        {best},
    )
    complete(speech, draft)
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


def find_leftovers(speech: Speech, kept: list[Draft]) -> list[Draft]:
    """Return long quotations that no draft holds, with the speaker who stands beside them or spoke last."""
    found: list[Draft] = []
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


def _by_neighbour(speech: Speech, number: int, words: set[int]) -> Draft | None:
    """Return the quotation with the nearest verb of its own sentence that has a speaker, or None."""
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
            source = speaker_of(speech, verb)
            if any(map(may_speak, source)) and not {t.i for t in source} & words:
                cue = {t.i for t in cue_of(verb)} - words
                return Draft(
                    verb.i, "leftover", verb.lemma_.lower(), cue, {t.i for t in source}, words, {number}
                )
    return None


def _by_last_speaker(speech: Speech, words: set[int], kept: list[Draft]) -> Draft:
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
                return Draft(first, "leftover", "", set(), source, words)
    last = max(before, key=lambda d: max(d.content | d.cue), default=None)
    return Draft(first, "leftover", "", set(), set(last.source) if last else set(), words)
