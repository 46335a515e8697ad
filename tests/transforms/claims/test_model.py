"""Windows, decoding and the encoder itself; the last needs the weights, which are part of the project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.claims.decode import (
    CONTENT,
    CUE,
    NOTHING,
    SOURCE,
    Candidate,
    Settings,
    best_paths,
    decode,
    find_quoted,
    trimmed,
)
from transforms.claims.model import WEIGHTS, EncoderFinder
from transforms.claims.tokens import WINDOW_PIECES, Reader, Words, distances
from transforms.language import Article, parse_articles
from transforms.records import Block, Document, Span
from transforms.resources import weights

PLAIN = Settings(
    threshold=0.2,
    transitions=np.zeros((4, 4), np.float32),
    transition_weight=0.0,
    certainty_power=1.0,
    content_bias=0.0,
    source_bias=0.0,
    leftover_words=8,
    leftover_score=0.25,
    slope=1.0,
    intercept=0.0,
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The encoder's tokenizer."""
    return Reader(weights(WEIGHTS) / "tokenizer.json")


@pytest.fixture(scope="module")
def finder() -> EncoderFinder:
    """The encoder with its own threshold."""
    return EncoderFinder()


def article_of(nlp: Language, text: str) -> Article:
    """A text as an article of one block a paragraph."""
    blocks, start = [], 0
    for number, words in enumerate(text.split("\n\n")):
        blocks.append(Block("d", number, "paragraph", True, words, None, Span(start, start + len(words))))
        start += len(words) + 2
    return next(parse_articles(nlp, [(Document("d", "c", 0, text), tuple(blocks))]))


def marked(words: Words, cue: str, labels: str, probability: float = 0.9) -> Candidate:
    """A candidate on the word `cue` whose labels are written as one letter a word: s, k, c or a dot."""
    place = [words.word(n) for n in range(len(words))].index(cue)
    rows = np.full((len(labels), 4), 0.02, np.float32)
    for row, letter in enumerate(labels):
        rows[row, {".": NOTHING, "s": SOURCE, "k": CUE, "c": CONTENT}[letter]] = 0.94
    return Candidate(place, probability, 0, rows)


def cut(text: str, spans: Sequence[Span]) -> list[str]:
    """The words at `spans`."""
    return [span.cut(text) for span in spans]


def test_each_word_is_in_exactly_one_window(reader: Reader) -> None:
    text = "\n\n".join(f"Paragraph {n} tells of a flood. " * (1 + n % 9) for n in range(30))
    words = reader.read(text)
    seen = [number for start, end in words.windows for number in range(start, end)]
    assert seen == list(range(len(words)))


def test_no_window_is_longer_than_the_encoder_was_trained_on(reader: Reader) -> None:
    text = "The river rose, " * 400 + "and then it fell. " + "No end was in sight: " * 100
    words = reader.read(text)
    assert len(words.windows) > 5
    assert all(len(reader.window(words, one).ids) <= WINDOW_PIECES + 2 for one in words.windows)


def test_a_long_paragraph_is_cut_at_a_sentence_end(reader: Reader) -> None:
    words = reader.read("The council met on the matter of the bridge. " * 40)
    assert all(words.word(end - 1) == "." for _, end in words.windows)


def test_a_paragraph_that_ends_in_a_colon_stays_with_the_next(reader: Reader) -> None:
    words = reader.read("The mayor added:\n\n“We rebuild.”\n\nRain fell.")
    cue = [words.word(n) for n in range(len(words))].index("added")
    start, end = words.reach(cue, words.windows[0])
    assert words.word(start) == "The"
    assert words.word(end - 1) == "”"


def test_a_cue_reaches_over_its_own_paragraph_only(reader: Reader) -> None:
    words = reader.read("Rain fell.\n\nShe said so.\n\nThen it stopped.")
    cue = [words.word(n) for n in range(len(words))].index("said")
    start, end = words.reach(cue, words.windows[0])
    assert [words.word(n) for n in range(start, end)] == ["She", "said", "so", "."]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_each_word_cuts_back_to_letters_of_the_text(text: str) -> None:
    words = Reader(weights(WEIGHTS) / "tokenizer.json").read(text)
    for start, end in zip(words.starts, words.ends, strict=True):
        assert 0 <= start < end <= len(text)
    assert words.starts == sorted(words.starts)


def test_words_inside_quotation_marks_are_flagged_to_the_end_of_the_line(reader: Reader) -> None:
    words = reader.read('He said "never again.\n\nIt rained.')
    flagged = [words.word(n) for n, quoted in enumerate(words.is_quoted) if quoted]
    assert flagged == ['"', "never", "again", "."]


def test_an_empty_text_has_no_words(reader: Reader) -> None:
    words = reader.read(" \n\n ")
    assert len(words) == 0
    assert words.windows == []


def test_distance_steps_grow_away_from_the_cue() -> None:
    steps = distances(-120, 121)
    assert steps == sorted(steps)
    assert (steps[0], steps[120], steps[-1]) == (0, 12, 24)


def test_inches_open_no_quotation(reader: Reader) -> None:
    words = reader.read('The pilot, 6\'2" tall, said "no" twice.')
    assert [words.word(n) for n, quoted in enumerate(words.is_quoted) if quoted] == ['"', "no", '"']


def test_a_bracket_stays_with_the_one_it_closes(reader: Reader) -> None:
    text = "Sen. Lu Ray (I-Me.) said (quietly) so."
    words = reader.read(text)
    place = {words.word(number): number for number in range(len(words))}
    assert cut(text, words.spans(trimmed(words, range(place["said"])))) == ["Sen. Lu Ray (I-Me.)"]
    assert cut(text, words.spans(trimmed(words, range(place["quietly"], place["so"])))) == ["quietly"]


def test_neighbouring_words_join_into_one_span(reader: Reader) -> None:
    text = "The dam broke, the ministry said."
    words = reader.read(text)
    assert cut(text, words.spans({0, 1, 2, 4, 5})) == ["The dam broke", "the ministry"]


def test_the_best_path_follows_transitions_where_labels_are_unsure() -> None:
    scores = np.log(np.array([[0.1, 0.0, 0.0, 0.9], [0.5, 0.0, 0.0, 0.5], [0.1, 0.0, 0.0, 0.9]]) + 1e-6)
    stay = (np.eye(4) * 2).astype(np.float32)
    (path,) = best_paths([scores.astype(np.float32)], stay)
    assert path.tolist() == [CONTENT, CONTENT, CONTENT]


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_the_best_path_of_each_is_the_best_of_all_paths(seed: int, lengths: list[int]) -> None:
    draw = np.random.default_rng(seed)
    scores = [draw.normal(size=(length, 4)).astype(np.float32) for length in lengths]
    steps = draw.normal(size=(4, 4)).astype(np.float32)

    def total(one: np.ndarray, path: Sequence[int]) -> float:
        return sum(one[n, label] for n, label in enumerate(path)) + sum(
            steps[before, after] for before, after in pairwise(path)
        )

    for one, path in zip(scores, best_paths(scores, steps), strict=True):
        best = max(total(one, other) for other in product(range(4), repeat=len(one)))
        assert total(one, path.tolist()) == pytest.approx(best, abs=1e-4)


@given(st.floats(0.05, 0.95), st.floats(0.3, 3), st.floats(-1, 1))
def test_the_least_weight_is_what_the_threshold_asks_for(asked: float, slope: float, offset: float) -> None:
    made = replace(PLAIN, threshold=asked, slope=slope, intercept=offset)
    least = made.least_weight()
    if 1e-5 < least < 1 - 1e-5:
        assert made.calibrated(least) == pytest.approx(asked, abs=1e-3)


def test_labels_become_source_cue_and_content(reader: Reader) -> None:
    text = "The ministry said the dam broke."
    words = reader.read(text)
    found = decode(words, [marked(words, "said", "sskccc.")], PLAIN)
    assert len(found) == 1
    assert cut(text, found[0].source_spans) == ["The ministry"]
    assert cut(text, found[0].cue_spans) == ["said"]
    assert cut(text, found[0].content_spans) == ["the dam broke"]


def test_a_quotation_mostly_labelled_is_taken_whole(reader: Reader) -> None:
    text = "“We will rebuild the bridge,” she said."
    words = reader.read(text)
    found = decode(words, [marked(words, "said", ".cccc....sk.")], PLAIN)
    assert cut(text, found[0].content_spans) == ["We will rebuild the bridge"]


def test_broken_content_keeps_its_parts(reader: Reader) -> None:
    text = "The dam, she said, broke at noon."
    words = reader.read(text)
    found = decode(words, [marked(words, "said", "cc.sk.ccc.")], PLAIN)
    assert cut(text, found[0].content_spans) == ["The dam", "broke at noon"]


def test_two_words_of_one_cue_give_one_attribution_with_a_higher_score(reader: Reader) -> None:
    text = "She made clear that it broke."
    words = reader.read(text)
    both = [marked(words, "made", "skk.cc.", 0.5), marked(words, "clear", "skk.cc.", 0.5)]
    found = decode(words, both, PLAIN)
    assert len(found) == 1
    assert found[0].score is not None
    assert found[0].score > 0.6


def test_of_two_attributions_with_the_same_content_the_surer_stays(reader: Reader) -> None:
    text = "He told us she thought it broke."
    words = reader.read(text)
    rivals = [marked(words, "told", "sk...cc.", 0.9), marked(words, "thought", "...skcc.", 0.6)]
    found = decode(words, rivals, PLAIN)
    assert [cut(text, one.cue_spans) for one in found] == [["told"]]


def test_below_the_threshold_nothing_is_kept(reader: Reader) -> None:
    words = reader.read("She said it broke.")
    candidate = marked(words, "said", "skcc.", 0.3)
    assert decode(words, [candidate], PLAIN)
    assert not decode(words, [candidate], replace(PLAIN, threshold=0.9))


def test_a_candidate_without_content_gives_nothing(reader: Reader) -> None:
    words = reader.read("She said so.")
    assert decode(words, [marked(words, "said", "sk..")], PLAIN) == ()


def test_a_long_quotation_that_nothing_covers_goes_to_the_speaker_before(reader: Reader) -> None:
    text = "Ms. Ode said it rained.\n\n“The roads are closed and the school will stay shut tomorrow.”"
    words = reader.read(text)
    found = decode(words, [marked(words, "said", "sssk" + "cc.")], PLAIN)
    assert len(found) == 2
    assert cut(text, found[1].source_spans) == ["Ms. Ode"]
    assert found[1].cue_spans == ()


def test_short_quotations_are_not_taken_as_leftovers(reader: Reader) -> None:
    words = reader.read("They sang “the old song” at noon.")
    assert decode(words, [], PLAIN) == ()


def test_marks_at_the_edges_are_trimmed(reader: Reader) -> None:
    words = reader.read("“It broke,” she said.")
    assert trimmed(words, range(5)) == {1, 2}


def test_quotations_are_found_with_their_marks(reader: Reader) -> None:
    words = reader.read("“One two three,” he said. “Four five six.”")
    assert [(words.word(q[0]), words.word(q[-1])) for q in find_quoted(words)] == [("“", "”"), ("“", "”")]


def test_calibration_never_turns_the_order_of_scores() -> None:
    scale = replace(PLAIN, slope=0.7, intercept=0.4)
    values = [scale.calibrated(weight / 50) for weight in range(51)]
    assert values == sorted(values)
    assert 0 < values[0] < values[-1] < 1


SAID = [
    ("The court said the appeal was filed too late.", "The court", "the appeal was filed too late"),
    (
        "“We lost all the fruit to the frost,” said Anna Brandt.",
        "Anna Brandt",
        "We lost all the fruit to the frost",
    ),
    ("Profits will fall this year, according to the airline.", "the airline", "Profits will fall this year"),
    (
        "Army spokesman Yusuf Kaya told reporters that two bridges had been destroyed.",
        "Army spokesman Yusuf Kaya",
        "two bridges had been destroyed",
    ),
]


@pytest.mark.parametrize(("text", "source", "content"), SAID)
def test_plain_reports_are_found(
    nlp: Language, finder: EncoderFinder, text: str, source: str, content: str
) -> None:
    found = finder.find(article_of(nlp, text))
    assert found
    best = max(found, key=lambda one: one.score or 0)
    assert source in " ".join(cut(text, best.source_spans))
    assert content in " ".join(cut(text, best.content_spans))


def test_a_text_in_which_nobody_speaks_gives_no_claim(nlp: Language, finder: EncoderFinder) -> None:
    assert finder.find(article_of(nlp, "Rain fell on the harbour. The ferry left at noon.")) == ()


def test_states_can_be_had_without_decoding(nlp: Language, finder: EncoderFinder) -> None:
    states = finder.encode(article_of(nlp, "The court said the appeal was late."))
    assert states.hidden.shape[0] == len(states.words) == len(states.cues)
    cue = [states.words.word(n) for n in range(len(states.words))].index("said")
    assert states.cues.argmax() == cue


def test_the_same_text_gives_the_same_attributions(nlp: Language, finder: EncoderFinder) -> None:
    article = article_of(nlp, "The mayor said the bridge was safe.\n\n“It will hold,” she added.")
    assert finder.find(article) == EncoderFinder().find(article)


def test_an_empty_article_gives_nothing(nlp: Language, finder: EncoderFinder) -> None:
    assert finder.find(article_of(nlp, " ")) == ()


def test_a_higher_threshold_keeps_fewer(nlp: Language, finder: EncoderFinder) -> None:
    text = " ".join(text for text, _, _ in SAID)
    strict = EncoderFinder(threshold=0.999999)
    assert len(strict.find(article_of(nlp, text))) < len(finder.find(article_of(nlp, text)))


def test_the_finder_names_the_version_of_its_weights(finder: EncoderFinder) -> None:
    assert finder.name.startswith("encoder-")
