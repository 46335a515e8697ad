"""The spaCy component works outside the flow."""

import pytest
from spacy.language import Language

from transforms.claims.component import make_component
from transforms.language import load_language

TEXT = 'The harbor was closed. "No ship may leave," Captain Ruth Lange said.\nShe told reporters it was safe.'


@pytest.fixture(scope="module")
def pipeline() -> Language:
    made = load_language()
    made.add_pipe("sayso_claims", config={"extractor": "rules"})
    return made


def test_the_component_fills_the_claims_of_a_document(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    found = [(claim.source_name, claim.content_text) for claim in doc._.claims]
    assert found == [("Ruth Lange", '"No ship may leave,"'), ("Ruth Lange", "it was safe")]


def test_every_span_of_a_claim_cuts_back_to_its_words(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    for claim in doc._.claims:
        assert claim.source_span is not None
        assert doc.text[claim.source_span.start : claim.source_span.end] == claim.source_text
        assert " … ".join(span.cut(doc.text) for span in claim.content_spans) == claim.content_text


def test_an_empty_text_has_no_claims(pipeline: Language) -> None:
    assert pipeline("")._.claims == ()
    assert pipeline(" \n ")._.claims == ()


def test_an_unknown_extractor_is_refused(pipeline: Language) -> None:
    with pytest.raises(ValueError, match="no such extractor"):
        make_component(pipeline, "sayso_claims", "magic", None)
