"""Fields of a claim that its cue and its content carry: kind, negation, hedging, factuality, mode."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.claims.frames import word_kind
from transforms.claims.lexicon import cue_auxiliaries, cue_kinds, hedges
from transforms.claims.quotes import Quotation
from transforms.language import Article
from transforms.records import ClaimFactuality, ClaimMode, CueKind, Span

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_NEGATIONS = {"not", "n't", "n’t", "never", "neither", "nor", "without"}
_DIRECT_SHARE = 0.8
_COMMENT = {
    "comment",
    "elaborate",
    "respond",
    "answer",
    "confirm",
    "say",
    "name",
    "identify",
    "reply",
    "discuss",
}


@dataclass(frozen=True, slots=True)
class CueFacts:
    """What the words of a cue say of the speaker's stand."""

    kind: CueKind
    is_negated: bool
    is_hedged: bool
    factuality: ClaimFactuality


def tokens_in(article: Article, spans: tuple[Span, ...]) -> list[Token]:
    """Return the tokens that stand in `spans`, white space left out, in order."""
    found = {token.i: token for span in spans for token in (article.tokens(span) or ()) if not token.is_space}
    return [found[i] for i in sorted(found)]


def cue_head(cue: list[Token]) -> Token | None:
    """Return the word of `cue` that reports: the innermost verb the table knows, or the best other."""
    known = [t for t in cue if _table_kind(t) is not None and t.dep_ not in ("aux", "auxpass")]
    verbs = [t for t in known if t.pos_ in ("VERB", "AUX") and t.lemma_.lower() not in cue_auxiliaries()]
    others = [t for t in cue if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")]
    for group in (verbs, known, others, [t for t in cue if t.is_alpha]):
        if group:
            return group[-1] if group is verbs else group[0]
    return None


def read_cue(article: Article, cue: list[Token], content: list[Token]) -> CueFacts:
    """Return kind, negation, hedging and factuality of an attribution with these words."""
    head = cue_head(cue)
    if head is None:
        return CueFacts("none", is_negated=False, is_hedged=False, factuality=_content_factuality(content)[0])
    kind: CueKind = _table_kind(head) or "say"
    effects = {cue_auxiliaries()[t.lemma_.lower()] for t in cue if t.lemma_.lower() in cue_auxiliaries()}
    negated = "negate" in effects or _is_negated(head, cue)
    refuses = negated and any(t.lower_ in ("would", "will", "wo") for t in cue) and kind in ("say", "confirm")
    if "decline" in effects or refuses:
        kind = "decline"
    lemmas = {t.lemma_.lower() for t in cue}
    weakening = [effect for word, effect in hedges("cue").items() if word in lemmas]
    stated, is_hedged = _content_factuality(content)
    hedged = is_hedged or "hedge" in effects or bool(weakening)
    if kind == "decline":
        factuality: ClaimFactuality = "declined"
    elif negated:
        factuality = _negated_factuality(kind)
    elif kind == "deny" or "doubt" in lemmas:
        factuality = "denied"
    elif kind in ("predict", "order"):
        factuality = "future"
    elif "possible" in weakening or kind == "ask":
        factuality = "possible"
    else:
        factuality = stated
    return CueFacts(kind, is_negated=negated and not refuses, is_hedged=hedged, factuality=factuality)


def read_mode(text: str, content: tuple[Span, ...], quotations: tuple[Quotation, ...]) -> ClaimMode:
    """Return direct, mixed or indirect by the share of the content's words that stand in quotation marks."""
    total = quoted = 0
    for span in content:
        for match in _WORD.finditer(text, span.start, span.end):
            total += 1
            quoted += any(q.span.start <= match.start() < q.span.end for q in quotations)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= _DIRECT_SHARE * total else "mixed"


def _table_kind(token: Token) -> CueKind | None:
    lemma, word = token.lemma_.lower(), word_kind(token)
    if token.pos_ == "ADV" or lemma.endswith("edly"):
        word = "adverb"
    if lemma == "according":
        word = "verb"
    table = cue_kinds()
    for child in token.children:
        if child.dep_ == "prep" and (kind := table.get((lemma, word, f"prep:{child.lower_}"))):
            return kind
    if any(child.dep_ == "ccomp" for child in token.children) and (
        kind := table.get((lemma, word, "clause"))
    ):
        return kind
    return table.get((lemma, word, ""))


def _is_negated(head: Token, cue: list[Token]) -> bool:
    near = {*cue, *head.children}
    if any(t.lower_ in _NEGATIONS for t in near if t.i < head.i):
        return True
    return any(
        c.dep_ in ("nsubj", "nsubjpass")
        and (
            c.lower_ in ("nobody", "none", "neither")
            or any(d.dep_ == "det" and d.lower_ in ("no", "neither") for d in c.children)
        )
        for c in head.children
    )


def _negated_factuality(kind: CueKind) -> ClaimFactuality:
    if kind in ("believe", "claim", "predict", "accuse", "describe"):
        return "denied"
    if kind == "deny":
        return "possible"
    return "asserted" if kind in ("order", "ask", "warn") else "declined"


def _content_factuality(content: list[Token]) -> tuple[ClaimFactuality, bool]:
    """Return how the content itself is put, judged by its main clause, and whether it is hedged."""
    if not content:
        return "asserted", False
    inside = {token.i for token in content}
    mains = [t for t in content if t.head.i not in inside or t.head.i == t.i]
    mains = [t for t in mains if t.pos_ in ("VERB", "AUX", "NOUN", "ADJ")] or mains
    main = mains[0]
    around = [main, *main.children]
    lowered = {t.lower_ for t in around} | {t.lemma_.lower() for t in around}
    weak = hedges("content")
    hits = [effect for word, effect in weak.items() if word in lowered]
    if "possible" in hits:
        return "possible", True
    auxiliaries = {t.lower_ for t in main.children if t.dep_ == "aux"}
    perfect = any(t.lemma_ == "have" and t.dep_ == "aux" for t in main.children)
    if auxiliaries & {"will", "shall", "'ll", "’ll", "wo"} or ("would" in auxiliaries and not perfect):
        return "future", bool(hits)
    if main.lower_ == "going" and any(c.dep_ == "xcomp" for c in main.children):
        return "future", bool(hits)
    return "asserted", bool(hits)
