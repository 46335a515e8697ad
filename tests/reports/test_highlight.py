"""Marks are drawn where they belong, and nothing in a text can become markup."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from reports.highlight import Mark, Part, highlight, paragraphs

PARTS: tuple[Part, ...] = ("source", "cue", "content")


def test_marks_wrap_exactly_their_words() -> None:
    text = "Mayor Ada Bell said the bridge is safe."
    drawn = highlight(text, [Mark(0, 14, "source"), Mark(15, 19, "cue"), Mark(20, 38, "content")])
    assert '<mark class="source" title="">Mayor Ada Bell</mark>' in drawn
    assert '<mark class="cue" title="">said</mark>' in drawn
    assert drawn.endswith("</mark>.")


def test_markup_in_the_text_stays_text() -> None:
    assert "<script>" not in highlight("<script>x</script>", [Mark(0, 8, "content", '"><b>')])


def test_each_paragraph_is_one() -> None:
    assert paragraphs("One.\n\nTwo.", [Mark(6, 9, "content")]).count("<p>") == 2


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(PARTS))),
)
def test_the_words_survive_any_marks(text: str, spans: list[tuple[int, int, Part]]) -> None:
    marks = [Mark(min(a, b), max(a, b), part) for a, b, part in spans if a != b]
    marks = [Mark(m.start, min(m.end, len(text)), m.part) for m in marks if m.start < len(text)]
    assert Markup(highlight(text, marks)).striptags().split() == Markup.escape(text).striptags().split()
