"""The encoder's attributions and the rules' net: what is added, what is left alone, what is trimmed."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language

from transforms.claims.attribution import Attribution
from transforms.claims.merge import MergedFinder
from transforms.language import Article, parse_articles
from transforms.records import Block, Document, Span


@dataclass(frozen=True)
class Fixed:
    """A first finder that returns what it was given."""

    found: tuple[Attribution, ...]
    name: str = "fixed-1"

    def find(self, article: Article) -> tuple[Attribution, ...]:
        return self.found


def article(nlp: Language, text: str) -> Article:
    blocks, start = [], 0
    for number, part in enumerate(text.split("\n\n")):
        blocks.append(Block("d", number, "paragraph", True, part, None, Span(start, start + len(part))))
        start += len(part) + 2
    return next(parse_articles(nlp, [(Document("d", "c", 0, text), tuple(blocks))]))


def spans(text: str, *parts: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)


def contents(text: str, found: tuple[Attribution, ...]) -> list[str]:
    return [" … ".join(span.cut(text) for span in one.content_spans) for one in found]


def test_the_rules_catch_a_long_quotation_that_the_first_finder_missed(nlp: Language) -> None:
    text = '"We have counted every boat and none is missing," the harbor master said.'
    found = MergedFinder(Fixed(())).find(article(nlp, text))
    assert contents(text, found) == ['"We have counted every boat and none is missing,"']


def test_what_the_first_finder_holds_is_not_told_twice(nlp: Language) -> None:
    text = '"We have counted every boat and none is missing," the harbor master said.'
    mine = Attribution(
        spans(text, "the harbor master"), spans(text, "said"), spans(text, text[:49]), score=0.9
    )
    assert MergedFinder(Fixed((mine,))).find(article(nlp, text)) == (mine,)


def test_a_quotation_that_goes_on_over_paragraphs_is_one_claim(nlp: Language) -> None:
    first, second = '"We have counted every boat twice.', '"And we found that none of them is missing."'
    text = f"The harbor master said: {first}\n\n{second}"
    cued = Attribution(spans(text, "The harbor master"), spans(text, "said"), spans(text, first), score=0.9)
    left = Attribution(spans(text, "The harbor master"), (), spans(text, second), score=0.6)
    found = MergedFinder(Fixed((cued, left))).find(article(nlp, text))
    assert contents(text, found) == [f"{first} … {second}"]


def test_what_the_rules_read_as_well_needs_a_lower_score(nlp: Language) -> None:
    text = "The harbor master said no boat was missing, and the crews waited for news."
    said = Attribution(
        spans(text, "The harbor master"), spans(text, "said"), spans(text, "no boat was missing"), 0.4
    )
    wait = Attribution(spans(text, "the crews"), spans(text, "waited"), spans(text, "for news"), 0.4)
    read = article(nlp, text)
    assert contents(text, MergedFinder(Fixed((said, wait)), least=0.45).find(read)) == ["no boat was missing"]
    assert len(MergedFinder(Fixed((said, wait)), least=0.4).find(read)) == 2


def test_the_rules_add_no_indirect_claim_of_their_own(nlp: Language) -> None:
    text = "The harbor master said no boat was missing."
    assert MergedFinder(Fixed(())).find(article(nlp, text)) == ()


def test_turns_of_a_transcript_are_added(nlp: Language) -> None:
    text = "LOWE: Were you there?\n\nHART: I was."
    found = MergedFinder(Fixed(())).find(article(nlp, text))
    assert contents(text, found) == ["Were you there?", "I was"]


def test_a_claim_inside_a_claim_points_to_the_first_finders_claim(nlp: Language) -> None:
    text = "The ministry said it arrested ten men it said were spies."
    mine = Attribution(
        spans(text, "The ministry"),
        spans(text, "said"),
        spans(text, "it arrested ten men it said were spies"),
    )
    found = MergedFinder(Fixed((mine,))).find(article(nlp, text))
    assert contents(text, found) == ["it arrested ten men it said were spies", "ten men … were spies"]
    assert [one.parent for one in found] == [None, 0]


def test_a_channel_phrase_is_cut_from_the_start_and_the_end_of_content(nlp: Language) -> None:
    text = "The bank said in a statement on Monday that rates would rise. Lee said he was ill in a letter."
    first = Attribution(
        spans(text, "The bank"),
        spans(text, "said"),
        spans(text, "in a statement on Monday that rates would rise"),
    )
    second = Attribution(spans(text, "Lee"), spans(text, "said"), spans(text, "he was ill in a letter"))
    found = MergedFinder(Fixed((first, second))).find(article(nlp, text))
    assert contents(text, found) == ["that rates would rise", "he was ill"]


def test_a_quotation_goes_on_where_its_opening_mark_is_repeated(nlp: Language) -> None:
    text = "“Some stayed,” Ms. Orr said. “Some left.\n\n“None of them wrote.”"
    mine = Attribution(spans(text, "Ms. Orr"), spans(text, "said"), spans(text, "Some stayed", "Some left"))
    found = MergedFinder(Fixed((mine,))).find(article(nlp, text))
    assert contents(text, found) == ["“Some stayed,” … “Some left. … “None of them wrote.”"]


def test_the_rules_name_the_speaker_of_a_quotation_for_which_no_cue_was_found(nlp: Language) -> None:
    text = '"We have counted every boat and none is missing," the harbor master said.'
    mine = Attribution((), (), spans(text, text[:49]), score=0.7)
    found = MergedFinder(Fixed((mine,))).find(article(nlp, text))
    assert [(one.source_spans, one.score) for one in found] == [(spans(text, "the harbor master"), 0.7)]


def test_the_name_tells_both_finders(nlp: Language) -> None:
    assert MergedFinder(Fixed(())).name.startswith("fixed-1+rules-")
