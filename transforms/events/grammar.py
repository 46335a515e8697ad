"""Questions about a dependency tree that the event rules share."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.events.ontology import words

RELATIVE = ("WDT", "WP", "WP$")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_LEFT_PARTS = ("amod", "compound", "nummod", "nmod", "poss", "quantmod", "det", "npadvmod", "advmod", "punct")


def lemma(token: Token) -> str:
    """Return the lower-case lemma."""
    return token.lemma_.lower()


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield `token` and the nouns joined to it by "and", "or" or a comma."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            yield from conjuncts(child)


def first_conjunct(token: Token) -> Token:
    """Return the first of the nouns or verbs to which `token` is joined."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def subjects(verb: Token) -> tuple[list[Token], list[Token]]:
    """Return active and passive subjects of `verb`, found through conjunctions and relative clauses too."""
    active = [child for child in verb.children if child.dep_ in ("nsubj", "csubj")]
    passive = [child for child in verb.children if child.dep_ == "nsubjpass"]
    if not active and not passive:
        active, passive = _borrowed(verb)
    return _antecedents(active, verb), _antecedents(passive, verb)


def is_passive(verb: Token) -> bool:
    """Tell whether `verb` is a passive, with or without its auxiliary."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBD":
        return True  # "the members killed", read as past tense
    if verb.tag_ != "VBN":
        return False
    joined = verb.dep_ == "conj" and is_passive(verb.head) and not _has(verb, "nsubj", "dobj")
    return verb.dep_ == "acl" or joined


def objects(verb: Token) -> list[Token]:
    """Return the direct objects of `verb`; a passive has none."""
    found = [child for child in verb.children if child.dep_ == "dobj"]
    if not found and verb.dep_ == "relcl" and not is_passive(verb):
        # "the village (that) they shelled": the antecedent is what was shelled
        subject = [child for child in verb.children if child.dep_ == "nsubj"]
        if subject and subject[0].tag_ not in RELATIVE:
            return [verb.head]
    return _antecedents(found, verb)


def by_agents(word: Token) -> list[Token]:
    """Return the nouns of a by-phrase under a verb or an event noun."""
    return [
        noun
        for child in word.children
        if child.dep_ in ("agent", "prep") and child.lower_ == "by"
        for noun in prep_objects(child)
    ]


def prep_objects(preposition: Token) -> list[Token]:
    """Return the nouns that a preposition governs, through a second preposition ("in front of") too."""
    found = [child for child in preposition.children if child.dep_ in ("pobj", "pcomp")]
    for child in preposition.children:
        if child.dep_ == "prep":
            found += [noun for noun in child.children if noun.dep_ == "pobj"]
    return found


def prepositions(word: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, noun) for the prepositional phrases under `word`."""
    for child in word.children:
        if child.dep_ in ("prep", "dative") and child.pos_ in ("ADP", "SCONJ"):
            for noun in prep_objects(child):
                yield child.lower_, noun


def inner_noun(noun: Token) -> Token:
    """Return the counted noun of "dozens of fighters" or "members of the group"; else `noun` itself."""
    if lemma(noun) in words("group") or noun.pos_ == "NUM":
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner
    return noun


def phrase(noun: Token) -> tuple[int, int]:
    """Return first and last token (included) of the noun phrase of `noun`, without a leading article."""
    start = noun.i
    for child in noun.lefts:
        if child.dep_ in _LEFT_PARTS:
            start = min(start, child.left_edge.i)
    if noun.ent_iob_ == "I":
        while start > 0 and noun.doc[start].ent_iob_ == "I":
            start -= 1
    end = noun.i
    while end + 1 < len(noun.doc) and noun.ent_type_ and noun.doc[end + 1].ent_iob_ == "I":
        end += 1
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and lemma(noun) in words("group"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    end = max(end, phrase(inner)[1])
    while start < noun.i and (noun.doc[start].pos_ in ("DET", "PUNCT", "SPACE", "ADV", "CCONJ")):
        start += 1
    return start, end


def ancestors_until(word: Token, stop: Token) -> bool:
    """Tell whether `stop` is above `word` in the tree, or is it."""
    return word.i == stop.i or stop.is_ancestor(word)


def _borrowed(verb: Token) -> tuple[list[Token], list[Token]]:
    """Return the subjects of the clause that `verb` leans on, as its own."""
    head = verb.head
    if verb.dep_ == "acl":
        return ([], [head]) if verb.tag_ in ("VBN", "VBD") else ([head], [])
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return _from_conjunct(verb, head)
    while (head.dep_ == "prep" or head.pos_ == "ADP") and head.head.i != head.i:
        head = head.head
    if verb.dep_ not in ("xcomp", "advcl", "pcomp") or head.pos_ not in ("VERB", "AUX"):
        return [], []
    active, passive = subjects(head)
    if verb.tag_ == "VBN":
        return [], (passive or active) if verb.dep_ == "advcl" else []
    if _has(head, "dobj") and (verb.dep_ == "xcomp" or lemma(head) in ("accuse", "blame", "suspect")):
        return [child for child in head.children if child.dep_ == "dobj"], []
    return (active or passive), []


def _from_conjunct(verb: Token, head: Token) -> tuple[list[Token], list[Token]]:
    active, passive = subjects(head)
    if verb.tag_ == "VBN" and not _has(verb, "dobj"):
        return ([], passive) if passive else (active, [])
    # "was wounded and died": the sufferer is the one who acts next
    return (active or passive), []


def _antecedents(nouns: list[Token], verb: Token) -> list[Token]:
    """Put the noun that a relative clause describes in place of "who", "which" or "that"."""
    found = []
    for noun in nouns:
        clause = first_conjunct(verb)
        if noun.tag_ in RELATIVE or (noun.lower_ == "that" and noun.pos_ == "PRON"):
            if clause.dep_ == "relcl":
                found.append(clause.head)
            continue
        found.append(noun)
    return found


def _has(verb: Token, *deps: str) -> bool:
    return any(child.dep_ in deps for child in verb.children)
