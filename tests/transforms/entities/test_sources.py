"""Who is meant by the words of a source: each case is a text and its sources in the order of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from spacy.language import Language

from transforms.entities.book import EntityBook
from transforms.entities.mentions import find_mentions
from transforms.entities.resolved import Resolved
from transforms.language import parse_articles
from transforms.records import Block, Document, Span


@dataclass(frozen=True)
class Case:
    """A text, the words of its sources in order, and who is meant by the last of them."""

    text: str
    sources: tuple[str, ...]
    name: str
    kind: str = "person"
    role: str | None = None
    is_entity: bool = True


def book_of(nlp: Language, text: str) -> EntityBook:
    """The book of a text of one block a paragraph, no places known."""
    blocks, start = [], 0
    for number, words in enumerate(text.split("\n\n")):
        blocks.append(Block("d", number, "paragraph", True, words, None, Span(start, start + len(words))))
        start += len(words) + 2
    article = next(parse_articles(nlp, [(Document("d", "c", 0, text), tuple(blocks))]))
    return find_mentions(article, ())


def place_of(text: str, words: str, after: int = 0) -> int:
    """Where `words` stand as whole words."""
    match = re.compile(rf"\b{re.escape(words)}(?!\w)").search(text, after)
    assert match is not None
    return match.start()


def last_of(nlp: Language, text: str, sources: tuple[str, ...]) -> Resolved:
    """What the last of `sources` resolves to, after those before it."""
    book, place = book_of(nlp, text), 0
    found = None
    for words in sources:
        start = place_of(text, words, place)
        place = start + len(words)
        found = book.resolve(Span(start, place))
    assert found is not None
    return found


NAMES = [
    Case("Maria Lopez said the road was closed.", ("Maria Lopez",), "Maria Lopez"),
    Case(
        "Interior Ministry spokeswoman Elena Petrova said it was over.",
        ("Interior Ministry spokeswoman Elena Petrova",),
        "Elena Petrova",
        role="Interior Ministry spokeswoman",
    ),
    Case(
        "John Barker, the company’s chief executive, said sales rose.",
        ("John Barker, the company’s chief executive",),
        "John Barker",
        role="the company’s chief executive",
    ),
    Case(
        "General Peter Novak said troops held the town.",
        ("General Peter Novak",),
        "Peter Novak",
        role="General",
    ),
    Case(
        "Maria Lopez runs the clinic. Lopez said beds were full.",
        ("Lopez", "Lopez"),
        "Maria Lopez",
    ),
    Case(
        "Police chief Robert Hayes spoke first. Mr. Hayes said nobody was hurt.",
        ("Mr. Hayes",),
        "Robert Hayes",
    ),
    Case("Reuters said the plant was shut.", ("Reuters",), "Reuters", "organization"),
    Case("The United Nations said aid was late.", ("The United Nations",), "United Nations", "organization"),
    Case("The UN said aid was late.", ("The UN",), "United Nations", "organization"),
    Case("The WHO said the outbreak was over.", ("The WHO",), "World Health Organization", "organization"),
    Case("France said it would vote against.", ("France",), "France", "state"),
    Case(
        "The Kenyan Ministry of Health said two clinics had closed.",
        ("The Kenyan Ministry of Health",),
        "Kenyan Ministry of Health",
        "organization",
    ),
    Case(
        "Canada’s Defence Ministry said the ship was safe.",
        ("Canada’s Defence Ministry",),
        "Canada’s Defence Ministry",
        "organization",
    ),
]

ACRONYMS = [
    Case(
        "The Northern Relief Committee (NRC) sent trucks. The NRC said they arrived.",
        ("The NRC",),
        "Northern Relief Committee",
        "organization",
    ),
    Case(
        "The National Water Agency raised prices. NWA said it had no choice.",
        ("NWA",),
        "National Water Agency",
        "organization",
    ),
]

METONYMS = [
    Case("The Kremlin said talks would go on.", ("The Kremlin",), "Russian government", "organization"),
    Case("The Pentagon said nobody was hurt.", ("The Pentagon",), "U.S. Defense Department", "organization"),
    Case("Downing Street said the vote stood.", ("Downing Street",), "British government", "organization"),
]

PRONOUNS = [
    Case(
        "Maria Lopez said the road was closed. She said it would open soon.",
        ("Maria Lopez", "She"),
        "Maria Lopez",
    ),
    Case(
        "Maria Lopez met Peter Novak. She said the talks went well.",
        ("She",),
        "Maria Lopez",
    ),
    Case(
        "Maria Lopez met Peter Novak. He said the talks went well.",
        ("He",),
        "Peter Novak",
    ),
    Case(
        "“We tried,” said Anna Schmidt. “It failed,” she added.",
        ("Anna Schmidt", "she"),
        "Anna Schmidt",
    ),
    Case(
        "A U.S. official said the raid failed. He gave no details, he said.",
        ("A U.S. official", "he"),
        "U.S. official",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "The Health Ministry counted ten cases. It said more were likely.",
        ("The Health Ministry", "It"),
        "Health Ministry",
        "organization",
    ),
    Case(
        "The airline said it would cut jobs.",
        ("The airline", "it"),
        "airline",
        "organization",
    ),
    Case(
        "Witnesses said the bus burned. They said nobody came to help.",
        ("Witnesses", "They"),
        "Witnesses",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "Prosecutors said the man fled. They said he was armed.",
        ("Prosecutors", "They"),
        "Prosecutors",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "Peter Novak, who said he saw the fire, called for help.",
        ("who",),
        "Peter Novak",
    ),
    Case(
        "Defence Secretary Alan Reed arrived late. “We are ready,” he told reporters.",
        ("he",),
        "Alan Reed",
    ),
    Case(
        "Spokeswoman Judy Marsh spoke after Tom Price. She said talks failed.",
        ("She",),
        "Judy Marsh",
    ),
]

DESCRIPTIONS = [
    Case(
        "The Finance Ministry published figures. The ministry said growth slowed.",
        ("The Finance Ministry", "The ministry"),
        "Finance Ministry",
        "organization",
    ),
    Case(
        "The Finance Ministry published figures. The ministry said growth slowed.",
        ("The ministry",),
        "Finance Ministry",
        "organization",
    ),
    Case(
        "Mayor Carla Diaz opened the bridge. The mayor said it was safe.",
        ("Mayor Carla Diaz", "The mayor"),
        "Carla Diaz",
        role="Mayor",
    ),
    Case(
        "A senior officer spoke of mistakes. The officer said he was ashamed.",
        ("A senior officer", "The officer"),
        "senior officer",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "Two diplomats said talks had failed.",
        ("Two diplomats",),
        "Two diplomats",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "A Western diplomat said talks had failed.",
        ("A Western diplomat",),
        "Western diplomat",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "Officials said the dam held.",
        ("Officials",),
        "Officials",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "A report said the dam was unsafe.",
        ("A report",),
        "report",
        "document",
        is_entity=False,
    ),
    Case(
        "In a letter, the Health Ministry denied it. The letter said nobody was ill.",
        ("the Health Ministry", "The letter"),
        "Health Ministry",
        "organization",
    ),
    Case(
        "The country’s prime minister said the vote was fair.",
        ("The country’s prime minister",),
        "country’s prime minister",
        "office",
    ),
    Case(
        "State media said the launch failed.",
        ("State media",),
        "State media",
        "organization",
    ),
    Case(
        "Local police said two men were held.",
        ("Local police",),
        "Local police",
        "organization",
    ),
]

JOINT = [
    Case(
        "France and Italy said they would wait.",
        ("France and Italy",),
        "France and Italy",
        "state",
        is_entity=False,
    ),
    Case(
        "Maria Lopez and Peter Novak said the talks went well.",
        ("Maria Lopez and Peter Novak",),
        "Maria Lopez and Peter Novak",
        is_entity=False,
    ),
]

ROLES = [
    Case(
        "Fire chief Robert Hayes said the hall burned. Hayes said nobody was hurt.",
        ("Fire chief Robert Hayes", "Hayes"),
        "Robert Hayes",
        role="Fire chief",
    ),
    Case(
        "Fire chief Robert Hayes said the hall burned. Hayes left. “It is gone,” he said.",
        ("Fire chief Robert Hayes", "he"),
        "Robert Hayes",
        role="Fire chief",
    ),
]

AWKWARD = [
    Case("Gen. Ivan Dole said the line held.", ("Gen. Ivan Dole",), "Ivan Dole", role="Gen."),
    Case("Sen. Ruth Ames said no.", ("Sen. Ruth Ames",), "Ruth Ames", role="Sen."),
    Case(
        "U.S. Agriculture Secretary Paul Grant said prices would fall. Grant said so twice.",
        ("U.S. Agriculture Secretary Paul Grant", "Grant"),
        "Paul Grant",
    ),
    Case(
        "Hanna Weber, a spokeswoman for the hospital, said two died. Weber gave no names, she said.",
        ("she",),
        "Hanna Weber",
    ),
    Case(
        "A spokesman for the airline said the jet was safe.",
        ("A spokesman for the airline",),
        "spokesman for the airline",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "A spokeswoman said the jet was safe. She would not say more, she added.",
        ("A spokeswoman", "she"),
        "spokeswoman",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "Two officials, speaking on condition of anonymity, said the raid failed.",
        ("Two officials",),
        "Two officials",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "An aide to President Omar Sayed said he was ill.",
        ("An aide to President Omar Sayed",),
        "aide to President Omar Sayed",
        "anonymous",
        is_entity=False,
    ),
    Case(
        "The president’s lawyer, Kate Moss, said he was well.",
        ("The president’s lawyer, Kate Moss",),
        "Kate Moss",
        role="president’s lawyer",
    ),
    Case(
        "The state news agency Xinhua said the bridge was open.",
        ("The state news agency Xinhua",),
        "Xinhua",
        "organization",
    ),
    Case(
        "The court heard both sides. The court said it would rule in May.",
        ("The court", "The court"),
        "court",
        "organization",
    ),
    Case(
        "The party leader, Tom Birch, lost. “I accept it,” Birch said.",
        ("Birch",),
        "Tom Birch",
    ),
]


def name_of(case: Case) -> str:
    """A name for a case in the test report."""
    return f"{case.sources[-1]} in {case.text[:40]}"


@pytest.mark.parametrize("case", NAMES + ACRONYMS + METONYMS, ids=name_of)
def test_a_named_source_is_that_entity(nlp: Language, case: Case) -> None:
    _check(nlp, case)


@pytest.mark.parametrize("case", PRONOUNS, ids=name_of)
def test_a_pronoun_means_the_nearest_speaker_that_agrees(nlp: Language, case: Case) -> None:
    found = _check(nlp, case)
    assert found.resolution == "pronoun"


@pytest.mark.parametrize("case", JOINT, ids=name_of)
def test_speakers_side_by_side_are_no_single_entity(nlp: Language, case: Case) -> None:
    _check(nlp, case)


@pytest.mark.parametrize("case", ROLES, ids=name_of)
def test_a_role_once_stated_stays_with_the_person(nlp: Language, case: Case) -> None:
    _check(nlp, case)


@pytest.mark.parametrize("case", AWKWARD, ids=name_of)
def test_titles_roles_and_aides_are_told_from_names(nlp: Language, case: Case) -> None:
    _check(nlp, case)


@pytest.mark.parametrize("case", DESCRIPTIONS, ids=name_of)
def test_a_description_means_who_was_named_or_stays_itself(nlp: Language, case: Case) -> None:
    _check(nlp, case)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("He said the shop was closed.", "He"),
        ("The official said the shop was closed.", "The official"),
        ("Maria Lopez slept. He said the shop was closed.", "He"),
        ("It said the shop was closed.", "It"),
        ("Heavy rain fell on the roof. She said it was loud.", "She"),
    ],
)
def test_what_nothing_explains_stays_unresolved_under_its_own_words(
    nlp: Language, text: str, source: str
) -> None:
    found = last_of(nlp, text, (source,))
    assert found.resolution is None
    assert found.entity is None
    assert found.name.lower() in source.lower()


@pytest.mark.parametrize("case", NAMES + ACRONYMS + METONYMS + PRONOUNS + DESCRIPTIONS, ids=name_of)
def test_each_mention_cuts_back_to_its_words(nlp: Language, case: Case) -> None:
    book = book_of(nlp, case.text)
    for words in case.sources:
        start = place_of(case.text, words)
        book.resolve(Span(start, start + len(words)))
    assert all(mention.span.cut(case.text) == mention.text for mention in book.mentions)
    assert len({mention.span for mention in book.mentions}) == len(book.mentions)
    known = {entity.entity_id for entity in book.entities}
    assert all(mention.entity_id in known for mention in book.mentions if mention.entity_id)


def test_the_same_words_resolve_the_same_twice(nlp: Language) -> None:
    book = book_of(nlp, "Maria Lopez said the road was closed. She said it would open soon.")
    span = Span(38, 41)
    assert book.resolve(span) == book.resolve(span)


def test_an_entity_has_the_same_id_in_another_document(nlp: Language) -> None:
    first = last_of(nlp, "The UN said aid was late.", ("The UN",))
    second = last_of(nlp, "In a note, the United Nations said so.", ("the United Nations",))
    assert first.entity is not None
    assert second.entity is not None
    assert first.entity.entity_id == second.entity.entity_id


def _check(nlp: Language, case: Case) -> Resolved:
    found = last_of(nlp, case.text, case.sources)
    assert (found.name, found.kind) == (case.name, case.kind)
    if case.role is not None:
        assert found.role == case.role
    assert (found.entity is not None) == case.is_entity
    return found
