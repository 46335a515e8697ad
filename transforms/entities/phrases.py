"""How the words of a source are built: head, name, role beside it, and what does not belong to it."""

from __future__ import annotations

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from transforms.entities.names import bare, noun_kind
from transforms.records import Mention, Span


def head_of(tokens: TokenSpan) -> Token:
    """Return the word that the words of a source hang on; the last noun where a parser misled."""
    root: Token = tokens.root
    if root.pos_ in {"ADP", "VERB", "AUX", "PUNCT", "DET"}:
        nouns = [token for token in tokens if token.pos_ in {"NOUN", "PROPN", "PRON"}]
        return nouns[-1] if nouns else root
    return root


def without_circumstances(tokens: TokenSpan, root: Token) -> TokenSpan:
    """Return a source without adverbs and times around it ("the ministry later on Tuesday")."""
    start, end = tokens.start, tokens.end
    while start < root.i and (tokens.doc[start].pos_ == "ADV" or tokens.doc[start].is_punct):
        start += 1
    for token in tokens.doc[root.i + 1 : end]:
        is_time = token.ent_type_ in {"DATE", "TIME"} or any(
            child.ent_type_ in {"DATE", "TIME"} for child in token.children
        )
        is_adverb = token.pos_ == "ADV" and token.dep_ == "advmod"
        if is_adverb or (is_time and token.pos_ in {"ADP", "PROPN", "NOUN"}):
            end = token.i
            break
    while end > root.i + 1 and tokens.doc[end - 1].is_punct and tokens.doc[end - 1].text not in ')"”':
        end -= 1
    return tokens.doc[start:end]


def is_pair(tokens: TokenSpan) -> bool:
    """Tell whether two names are joined ("Russia and Turkey"), so that neither alone is the source."""
    words = [token for token in tokens if token.pos_ != "DET"]
    return any(
        middle.lower_ in {"and", "&"} and left.pos_ == "PROPN" and right.pos_ == "PROPN"
        for left, middle, right in zip(words, words[1:], words[2:], strict=False)
    )


def is_core(mention: Mention, root: Token, tokens: TokenSpan) -> bool:
    """Tell whether the person is the source and not a part of its description ("an aide to Mr. Lee")."""
    if mention.span.start <= root.idx < mention.span.end:
        return True
    for token in tokens:
        inside = mention.span.start <= token.idx < mention.span.end
        if inside and token.dep_ == "appos" and token.head == root:
            return True
    after = root.idx < mention.span.start and not any(
        token.dep_ in {"prep", "poss"} and root.idx < token.idx < mention.span.start for token in tokens
    )
    return after and root.pos_ in {"PROPN", "NOUN"} and noun_kind(root) != "organization"


def is_apposed(mention: Mention, root: Token, tokens: TokenSpan) -> bool:
    """Tell whether the name stands beside the noun that describes it ("the state news agency X")."""
    if mention.span.start <= root.idx < mention.span.end:
        return True
    return not any(
        token.dep_ in {"prep", "poss", "agent"} and root.idx < token.idx < mention.span.start
        for token in tokens
    )


def read_role(text: str, span: Span, name: Span) -> str | None:
    """Return the words beside a name inside the words of a source that say what its bearer is."""
    before = bare(text[span.start : name.start])
    after = text[name.end : span.end].strip(" ,()")
    chosen = before if any(character.isalpha() for character in before) else after
    is_said = chosen and chosen.lower() not in {"the", "a", "an"} and "(" not in chosen
    return chosen if is_said and len(chosen.split()) <= 12 else None


def relative_head(pronoun: Token) -> Token | None:
    """Return the noun that a relative pronoun stands for, or None."""
    clause = pronoun.head
    return clause.head if clause.dep_ in {"relcl", "acl"} and clause.head.i < pronoun.i else None


def noun_span(noun: Token) -> Span:
    """Return the noun with what stands before it, without clauses after it."""
    first = min([noun.i, *(child.left_edge.i for child in noun.lefts if child.dep_ != "punct")])
    start = noun.doc[first].idx
    return Span(start, noun.idx + len(noun))
