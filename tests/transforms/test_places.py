"""Places: which words name one, which one they mean, how exactly. Own sentences, the small gazetteer."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.language import Article, parse_articles
from transforms.places import Gazetteer, GazetteerError, build_gazetteer, find_places, gazetteer_version
from transforms.places.judge import RuleJudge
from transforms.places.names import key_variants, name_key
from transforms.places.relative import offset_before
from transforms.places.resolve import Home
from transforms.records import Block, Document, PlaceMention, Span


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.small()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("gazetteer") / "gazetteer.bin"
    build_gazetteer(path)
    return Gazetteer.open(path)


def article(nlp: Language, text: str) -> Article:
    document = Document("document", "capture", 0, text)
    block = Block("document", 0, "paragraph", True, text, span=Span(0, len(text)))
    return next(parse_articles(nlp, [(document, (block,))]))


def by_text(mentions: tuple[PlaceMention, ...]) -> dict[str, PlaceMention]:
    return {one.text: one for one in mentions}


# names


def test_spellings_that_differ_in_marks_share_a_key() -> None:
    assert name_key("Sana'a") == name_key("Sanaa") == name_key("SANAA")
    assert name_key("Deir al-Zor") == name_key("Deir Al Zor")
    assert name_key("Łódź") == "lodz"
    assert name_key("U.S.") == name_key("US")


def test_variants_drop_type_words_and_the_arabic_article() -> None:
    assert ("kunduz", "admin") in key_variants("kunduz province")
    assert ("tanf", "article") in key_variants("al tanf")
    assert ("kunduz", "part") in key_variants("northern kunduz")
    assert ("al tanf", "article") in key_variants("tanf")


# the gazetteer


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"something else altogether")
    with pytest.raises(GazetteerError):
        Gazetteer.open(path)
    with pytest.raises(GazetteerError):
        Gazetteer.open(tmp_path / "absent.bin")


def test_the_version_is_the_same_each_time_and_names_the_small_one_apart(gazetteer: Gazetteer) -> None:
    assert gazetteer_version() == gazetteer_version()
    assert gazetteer.version == gazetteer_version() + "-small"


def test_reviewed_places_are_known_by_all_their_names(gazetteer: Gazetteer) -> None:
    for name in ("Al-Tanf", "Tanf", "Euphrates River", "Hmeimim", "Zamzam camp", "Bab el-Mandeb"):
        assert gazetteer.has(name_key(name)), name
    assert not gazetteer.has(name_key("Nowhereville on Sea"))


def test_other_transliterations_are_found_inside_their_country_only(gazetteer: Gazetteer) -> None:
    found = gazetteer.alike("Salihiyya", "SY")
    assert found is not None
    assert found[0][0].name == "Salihiyah"
    assert gazetteer.alike("Salihiyya", "NO") is None
    assert gazetteer.alike("Kh", "SY") is None


@pytest.mark.slow
def test_the_whole_gazetteer_knows_towns_and_their_divisions(whole: Gazetteer, nlp: Language) -> None:
    assert len(whole) > 200_000
    towns = whole.look_up(name_key("Springfield"))
    assert {"Illinois", "Missouri"} <= {one.admin1_name for one in towns}
    found = by_text(find_places(article(nlp, "Fire broke out in Springfield, Illinois, on Monday."), whole))
    place = found["Springfield"].place
    assert place is not None
    assert place.admin1 == "Illinois"
    assert found["Springfield"].basis == "containment"


# finding


def test_the_gazetteer_overrules_a_name_taken_for_a_person(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Syrian troops crossed into Deir al-Zor Province late on Tuesday, the Syrian army said."
    mention = next(one for one in find_places(article(nlp, text), gazetteer) if "Deir" in one.text)
    assert mention.place is not None
    assert (mention.place.feature, mention.place.country_code) == ("admin1", "SY")
    assert (mention.acled_precision, mention.ucdp_precision) == (3, 4)


def test_a_name_with_a_small_article_is_found_whole(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Drones struck the garrison at al-Tanf in Syria before dawn."
    mention = by_text(find_places(article(nlp, text), gazetteer))["al-Tanf"]
    assert mention.place is not None
    assert mention.place.name == "Al-Tanf"


def test_adjectives_come_only_when_asked_for(nlp: Language, gazetteer: Gazetteer) -> None:
    parsed = article(nlp, "Kenyan soldiers arrived in Somalia on Friday.")
    assert "Kenyan" not in by_text(find_places(parsed, gazetteer))
    asked = by_text(find_places(parsed, gazetteer, demonyms=True))["Kenyan"]
    assert asked.basis == "demonym"
    assert asked.place is not None
    assert asked.place.country_code == "KE"


def test_a_place_inside_the_name_of_an_organization_is_no_place(nlp: Language, gazetteer: Gazetteer) -> None:
    parsed = article(nlp, "The Bank of England and the University of Kansas signed a deal in Norway.")
    found = by_text(find_places(parsed, gazetteer))
    assert "Norway" in found
    assert "England" not in found


def test_a_name_nobody_knows_stays_a_name_and_empties_nothing(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Gunmen attacked Zorbabad in northern Ukraine, and fled to Poland."
    found = by_text(find_places(article(nlp, text), gazetteer, judge=RuleJudge()))
    assert found["Poland"].place is not None
    for mention in found.values():
        if mention.place is None:
            assert mention.basis == "unknown_name"
            assert mention.acled_precision is None


def test_a_division_is_told_from_its_town_by_the_words_beside_it(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Ukraine said three people died in the Kherson region."
    mention = by_text(find_places(article(nlp, text), gazetteer))["Kherson"]
    assert mention.place is not None
    assert mention.place.feature == "admin1"


def test_the_country_of_the_document_decides_between_namesakes(nlp: Language, gazetteer: Gazetteer) -> None:
    american = "Governors of Alabama, Georgia and Florida met in Tennessee. Georgia sent troops to Alabama."
    caucasian = "Armenia and Azerbaijan met in Georgia. Georgia borders Russia, Turkey and Armenia."
    first = by_text(find_places(article(nlp, american), gazetteer))["Georgia"].place
    second = by_text(find_places(article(nlp, caucasian), gazetteer))["Georgia"].place
    assert first is not None
    assert second is not None
    assert (first.country_code, second.country_code) == ("US", "GE")


def test_the_home_of_the_outlet_is_a_hint(nlp: Language, gazetteer: Gazetteer) -> None:
    parsed = article(nlp, "Police in Jefferson County arrested two men on Sunday.")
    found = by_text(find_places(parsed, gazetteer, home=Home("US", "CO")))
    place = found["Jefferson County"].place
    assert place is not None
    assert place.country_code == "US"


@pytest.mark.parametrize(
    ("text", "name", "kilometers", "bearing"),
    [
        ("The convoy halted 8 kilometers (5 miles) east of the Euphrates.", "Euphrates", 8.0, "E"),
        ("A village 12 miles north-west of Bakhmut burned.", "Bakhmut", 19.312, "NW"),
        ("The ship sank 60 nautical miles off Yemen.", "Yemen", 111.12, None),
        ("Troops stood about 3 km south-southeast of Avdiivka.", "Avdiivka", 3.0, "SSE"),
        ("He lives 500 metres from Torkham.", "Torkham", 0.5, None),
        ("A dozen miles from Kidal they stopped.", "Kidal", None, None),
        ("Fighting went on just south of Robotyne.", "Robotyne", None, "S"),
        ("Jets bombed fields near Marib.", "Marib", None, None),
        ("They were ten kilometres inland from Palma.", "Palma", 10.0, None),
    ],
)
def test_a_relative_place_keeps_its_offset(
    text: str, name: str, kilometers: float | None, bearing: str | None
) -> None:
    start = text.index(name)
    offset = offset_before(text, Span(start, start + len(name)))
    assert offset is not None
    if name != "Kidal":
        assert offset.kilometers == kilometers
    assert offset.bearing == bearing


def test_a_place_without_offset_has_none() -> None:
    text = "They met in Kyiv."
    assert offset_before(text, Span(12, 16)) is None
    text = "The front is 8 kilometers long. East of that, Kyiv is calm."
    assert offset_before(text, Span(text.index("Kyiv"), text.index("Kyiv") + 4)) is None


def test_a_relative_place_is_anchored_and_less_exact(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "The clash began 8 kilometers (5 miles) east of the Euphrates River in Syria."
    mention = by_text(find_places(article(nlp, text), gazetteer))["Euphrates River"]
    assert mention.place is not None
    assert (mention.offset_km, mention.offset_bearing) == (8.0, "E")
    assert (mention.acled_precision, mention.ucdp_precision) == (2, 5)


# properties

_PIECES = st.sampled_from(
    (
        *(
            "Syria",
            "Kyiv",
            "the Euphrates",
            "al-Tanf",
            "U.S.",
            "Deir al-Zor Province",
            "Mr. Jordan",
            "Kenyan",
        ),
        *(
            "New York",
            "L’Aquila",
            "Côte d'Ivoire",
            "Sana'a",
            "É",
            "10 miles east of",
            "said",
            "in",
            "of",
            "near",
        ),
        *(",", ".", "\n\n", "“", "(AP)", "–", "\u00a0", "🙂"),
    )
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(_PIECES, min_size=1, max_size=14))
def test_every_span_cuts_back_none_overlap_and_all_is_repeatable(
    nlp: Language, gazetteer: Gazetteer, pieces: list[str]
) -> None:
    parsed = article(nlp, " ".join(pieces))
    for judge in (None, RuleJudge()):
        found = find_places(parsed, gazetteer, demonyms=True, embedded=True, judge=judge)
        assert found == find_places(parsed, gazetteer, demonyms=True, embedded=True, judge=judge)
        for one, following in pairwise(found):
            assert one.span.end <= following.span.start
        for one in found:
            assert one.span.cut(parsed.text) == one.text
            assert one.text == one.text.strip()
            assert (one.place is None) == (one.acled_precision is None)
