import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.entities.actors import NOBODY, Actor, describe_actor, sector_name
from transforms.resources import read_table


def coded(actor: Actor) -> tuple[str | None, str | None, str | None]:
    return actor.country_code, actor.side_code, actor.plover_sector


@pytest.mark.parametrize(
    ("text", "country", "side", "sector"),
    [
        ("the Syrian Democratic Forces", "SY", "SY-SDF", "REB"),
        ("SDF", "SY", "SY-SDF", "REB"),
        ("Houthi rebels", "YE", "YE-HOUTHI", "REB"),
        ("Rapid Support Forces", "SD", "SD-RSF", "REB"),
        ("Arakan Army", "MM", "MM-EAO", "REB"),
        ("Wagner fighters", "RU", "RU-GOV", "UAF"),
        ("the Pentagon", "US", "US-GOV", "MIL"),
        ("state news agency Xinhua", "CN", "CN-GOV", "MED"),
        ("Afghan Taliban commander", "AF", "AF-TALIBAN", "REB"),
        ("U.N. Security Council", None, "UN", "IGO"),
    ],
)
def test_a_name_in_the_table_decides(text: str, country: str | None, side: str, sector: str) -> None:
    found = describe_actor(text)
    assert coded(found) == (country, side, sector)
    assert found.basis == "table"
    assert found.name is not None


@pytest.mark.parametrize(
    ("text", "country", "side", "sector"),
    [
        ("Syrian pro-government fighters", "SY", "SY-GOV", "UAF"),
        ("a U.S. official", "US", "US-GOV", "GOV"),
        ("two British defence officials", "GB", "GB-GOV", "MIL"),
        ("Kenyan police officers", "KE", "KE-GOV", "COP"),
        ("Chadian rebels", "TD", "TD-OPP", "REB"),
        ("Bolivian opposition lawmakers", "BO", "BO-OPP", "LEG"),
        ("Palestinian civilians", "PS", None, "CVL"),
        ("Peruvian prosecutors", "PE", "PE-GOV", "JUD"),
        ("Nigerien troops", "NE", "NE-GOV", "MIL"),
        ("residents", None, None, "CVL"),
        ("gunmen", None, None, "UAF"),
    ],
)
def test_words_tell_country_stance_and_sector(
    text: str, country: str | None, side: str | None, sector: str
) -> None:
    assert coded(describe_actor(text)) == (country, side, sector)


def test_a_patron_is_not_the_country_but_gives_the_side() -> None:
    assert coded(describe_actor("Turkish-backed fighters")) == (None, "TR-GOV", "UAF")
    assert coded(describe_actor("U.S.-backed Syrian fighters")) == ("SY", "US-GOV", "UAF")
    assert coded(describe_actor("a French-led coalition")) == (None, "FR-GOV", "IMG")


def test_those_who_lean_to_a_country_stand_on_its_side() -> None:
    assert describe_actor("pro-Iranian militiamen").side_code == "IR-GOV"
    assert describe_actor("pro-Iranian militiamen").country_code is None


def test_former_officials_speak_for_nobody() -> None:
    found = describe_actor("former Brazilian president")
    assert coded(found) == ("BR", None, "ELI")


def test_the_country_handed_in_fills_what_the_words_leave_open() -> None:
    assert coded(describe_actor("the ministry", country_code="MA")) == ("MA", "MA-GOV", "GOV")
    assert coded(describe_actor("rebels", country_code="ML")) == ("ML", "ML-OPP", "REB")
    assert coded(describe_actor("pro-government forces", country_code="SD")) == ("SD", "SD-GOV", "MIL")


def test_the_words_around_describe_a_person_whose_name_says_nothing() -> None:
    found = describe_actor("Ana Example", "person", context="spokeswoman for the Pentagon")
    assert coded(found) == ("US", "US-GOV", "MIL")
    assert found.basis == "context"


def test_words_around_of_another_country_are_not_mixed_in() -> None:
    found = describe_actor("Chilean diplomat", context="Peruvian army")
    assert found.country_code == "CL"
    assert found.side_code == "CL-GOV"


def test_a_state_is_on_its_own_side() -> None:
    assert coded(describe_actor("Jordan", "state")) == ("JO", "JO-GOV", None)


def test_short_names_match_in_capitals_only() -> None:
    assert describe_actor("is") == NOBODY
    assert describe_actor("us") == NOBODY
    assert describe_actor("who") == NOBODY


def test_nothing_known_is_nothing_said() -> None:
    assert describe_actor("") == NOBODY
    assert describe_actor("Ana Example", "person") == NOBODY


def test_every_code_in_the_tables_is_explained() -> None:
    sectors = {row["code"] for row in read_table("sectors")}
    sides = {row["code"] for row in read_table("sides")}
    countries = {row["code"] for row in read_table("countries")}
    for row in read_table("actors"):
        assert row["sector"] in sectors, row
        assert not row["country_code"] or row["country_code"] in countries, row
        side = row["side_code"]
        assert not side or side in sides or (side[:2] in countries and side[2:] in ("-GOV", "-OPP")), row
    for row in read_table("sides"):
        for ally in filter(None, row["allies"].split("|")):
            assert ally in sides or (ally[:2] in countries and ally[2:] in ("-GOV", "-OPP")), row
    assert {row["sector"] for row in read_table("sector_words")} <= sectors
    assert sector_name("REB") == "Rebels"


def test_no_name_stands_twice_in_the_table() -> None:
    names = [
        name
        for row in read_table("actors")
        for name in (row["name"], *filter(None, row["aliases"].split("|")))
    ]
    assert len(names) == len(set(names))


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_text_gets_an_answer_and_always_the_same(text: str, context: str) -> None:
    first = describe_actor(text, context=context)
    describe_actor.cache_clear()
    assert describe_actor(text, context=context) == first
