"""Small questions to the dependency parse that the rules for claims ask again and again."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from transforms.claims.lexicon import cue_auxiliaries, speaker_nouns, speech_lemmas
from transforms.records import Span

SUBJECTS = {"nsubj", "csubj", "expl"}
_NO_SOURCE = {"relcl", "acl", "advcl", "punct", "ccomp", "parataxis", "cc", "conj"}
_NOMINAL = {"NOUN", "PROPN", "CCONJ", "PRON", "ADJ"}
_EDGE = {",", ".", ";", ":", "-", "—", "–", "--", "―"}


def subtree(token: Token, stop: Iterable[Token] = ()) -> list[Token]:
    """Return `token` and all below it, leaving out the branches that begin at `stop`."""
    barred = {other.i for other in stop}
    found, todo = [], [token]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += [child for child in one.children if child.i not in barred]
    return found


def trim(tokens: Iterable[Token]) -> list[Token]:
    """Return `tokens` in order without white space, and without commas and dashes at both ends."""
    kept = sorted({token.i: token for token in tokens if not token.is_space}.values(), key=lambda t: t.i)
    while kept and (kept[-1].text in _EDGE or kept[-1].dep_ == "cc"):
        kept.pop()
    while kept and kept[0].text in _EDGE:
        kept.pop(0)
    return _without_stray_mark(kept)


def _without_stray_mark(tokens: list[Token]) -> list[Token]:
    """Return `tokens` without a quotation mark at the end that opens, or one at the start that closes."""
    if len(tokens) > 1 and tokens[-1].text in _MARKS and tokens[-1].i + 1 < len(tokens[-1].doc):
        last, doc = tokens[-1], tokens[-1].doc
        if not last.whitespace_ and last.i and doc[last.i - 1].whitespace_ and not doc[last.i + 1].is_punct:
            return trim(tokens[:-1])
    if len(tokens) > 1 and tokens[0].text in _MARKS and tokens[0].i:
        first, doc = tokens[0], tokens[0].doc
        if first.whitespace_ and not doc[first.i - 1].whitespace_:
            return trim(tokens[1:])
    return tokens


_MARKS = {'"', "“", "”", "''", "'", "‘", "’", "``"}


def spans_of(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return the stretches that `tokens` fill, neighbours joined, white space between them allowed."""
    found: list[list[int]] = []
    last = -2
    for token in sorted(tokens, key=lambda t: t.i):
        gap_is_space = last >= 0 and all(token.doc[i].is_space for i in range(last + 1, token.i))
        breaks = any("\n" in token.doc[i].text for i in range(last + 1, token.i)) if last >= 0 else False
        if found and gap_is_space and not breaks:
            found[-1][1] = token.idx + len(token.text)
        else:
            found.append([token.idx, token.idx + len(token.text)])
        last = token.i
    return tuple(Span(start, end) for start, end in found)


def subject_of(verb: Token) -> Token | None:
    """Return the word for whoever does what `verb` says: its subject, agent, or that of its head."""
    at: Token | None = verb
    for _ in range(4):
        if at is None:
            break
        own = _own_subject(at)
        if own is not None:
            return own
        if _is_passive(at):
            return None
        if at.dep_ in ("acl", "relcl") and at.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return at.head
        at = _governor(at)
    return None


def _own_subject(verb: Token) -> Token | None:
    """Return the subject of an active verb, the agent of a passive one, X of "quoted X as saying"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.pos_ == "VERB":
        return next((c for c in verb.head.head.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if not _is_passive(verb):
        for child in verb.children:
            if child.dep_ in SUBJECTS and not child.is_punct:
                return child
    return _agent(verb)


def _is_passive(verb: Token) -> bool:
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl"):
        return not any(child.dep_ == "aux" for child in verb.children)
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _governor(verb: Token) -> Token | None:
    """Return the verb whose subject `verb` shares, or None."""
    if verb.dep_ == "conj" and is_stray(verb):
        return verb.head.head
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        return verb.head
    return None


def _agent(verb: Token) -> Token | None:
    """Return X of "described by X"."""
    for child in verb.children:
        if child.dep_ == "agent":
            for below in child.children:
                if below.dep_ == "pobj":
                    return below
    return None


def is_stray(token: Token) -> bool:
    """Tell whether the parser hung a verb on a reported passive that belongs to the reporter.

    "Media confirmed that dozens were killed but appeared to deny …": nobody who was killed denies.
    """
    head = token.head
    return (
        token.dep_ == "conj"
        and token.pos_ == "VERB"
        and token.tag_ in ("VBD", "VBZ", "VBP", "VBN")
        and head.dep_ == "ccomp"
        and any(c.dep_ == "nsubjpass" or (c.dep_ == "nsubj" and not may_speak(c)) for c in head.children)
        and not any(c.dep_ in SUBJECTS or c.dep_ == "nsubjpass" for c in token.children)
        and token.lemma_.lower() in speech_lemmas() | set(cue_auxiliaries())
    )


def may_speak(token: Token) -> bool:
    """Tell whether a noun or pronoun can be a speaker: a name, a person's pronoun, or a noun of the list."""
    return (
        token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
        or token.lower_ in ("he", "she", "they", "it", "who", "i", "we", "you")
        or token.lemma_.lower() in speaker_nouns()
    )


def source_tokens(subject: Token | None, verb: Token) -> list[Token]:
    """Return the words of the source whose head is `subject`, appositions kept, clauses left out."""
    if subject is None:
        return []
    if subject.dep_ == "expl":
        return []
    found, todo = [], [subject]
    while todo:
        one = todo.pop()
        found.append(one)
        for child in one.children:
            if child.i == verb.i or child.is_ancestor(verb):
                continue
            joined = child.dep_ in ("cc", "conj") and child.pos_ in _NOMINAL
            if joined or child.dep_ not in _NO_SOURCE:
                todo.append(child)
    return _filled(trim(found))


def _filled(tokens: list[Token]) -> list[Token]:
    """Return `tokens` with the marks between them ("Lee (D-Wis.)") and the bracket that closes them."""
    if not tokens:
        return tokens
    doc = tokens[0].doc
    found = [tokens[0]]
    for token in tokens[1:]:
        gap = doc[found[-1].i + 1 : token.i]
        if len(gap) <= 2 and all(one.is_punct or one.is_space for one in gap):
            found += [one for one in gap if not one.is_space]
        found.append(token)
    opened = sum(t.text == "(" for t in found) - sum(t.text == ")" for t in found)
    after = found[-1].i + 1
    if opened > 0 and after < len(doc) and doc[after].text == ")":
        found.append(doc[after])
    return found
