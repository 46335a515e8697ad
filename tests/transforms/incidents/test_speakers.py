"""Two names of one speaker in the reports of an incident are known for one, and two speakers never."""

from __future__ import annotations

import random

import pytest

from transforms.incidents.bodies import read_body, read_role
from transforms.incidents.people import read_name
from transforms.incidents.speakers import find_speakers
from transforms.records import IncidentSpeaker, SourceKind, SpeakerForm


def form(
    document_id: str,
    name: str,
    kind: SourceKind = "person",
    *roles: str,
    country: str | None = None,
    aliases: tuple[str, ...] = (),
    is_speaking: bool = True,
) -> SpeakerForm:
    return SpeakerForm(
        "incident", document_id, f"{kind}:{name.lower()}", name, kind, country, roles, aliases, is_speaking
    )


def body(document_id: str, name: str, *aliases: str, is_speaking: bool = True) -> SpeakerForm:
    return form(document_id, name, "organization", aliases=aliases, is_speaking=is_speaking)


def origins(*forms: SpeakerForm) -> set[str]:
    """Return what the speaking forms count as: nameless ones of one report as one, others by name."""
    rows = {(row.document_id, row.source_key): row for row in find_speakers(forms)}
    found = set()
    for one in forms:
        row = rows.get((one.document_id, one.source_key))
        own = f"in {one.document_id}" if one.kind == "anonymous" else one.source_key
        if one.is_speaking:
            found.add(row.speaker_key if row is not None else own)
    return found


def reasons(*forms: SpeakerForm) -> set[str]:
    return {row.reason for row in find_speakers(forms)}


def test_a_last_name_joins_the_full_name_of_the_same_organization() -> None:
    full = form("a", "Dana Whitlock", "person", "Defense Ministry spokeswoman")
    short = form("b", "Whitlock", "person", "ministry spokeswoman")
    assert len(origins(full, short)) == 1
    assert any("ministry" in reason for reason in reasons(full, short))


def test_an_initial_joins_the_full_name_of_the_same_organization() -> None:
    assert (
        len(origins(form("a", "Dana Whitlock", "person", "mayor"), form("b", "Dana W.", "person", "mayor")))
        == 1
    )
    assert len(origins(form("a", "Dana Whitlock"), form("b", "D. Whitlock"))) == 1


def test_a_nameless_spokeswoman_speaks_with_the_voice_of_her_ministry() -> None:
    named = form("a", "Dana Whitlock", "person", "Defense Ministry spokeswoman")
    nameless = form("b", "spokeswoman for the Ministry of Defence", "anonymous")
    assert origins(named, nameless, body("c", "Defense Ministry")) == {"organization:defense ministry"}
    assert [row.speaker_name for row in find_speakers([named, nameless])] == ["Dana Whitlock"]
    assert reasons(named, nameless) == {"speaks for Ministry of Defence"}


def test_two_who_speak_for_one_body_count_once_under_its_name() -> None:
    rows = find_speakers(
        [
            form("a", "Omar Rahal", "person", "army spokesman"),
            form("b", "Lina Aziz", "person", "army spokeswoman"),
        ]
    )
    assert {row.speaker_name for row in rows} == {"army"}
    assert len({row.speaker_key for row in rows}) == 1


def test_an_official_of_a_ministry_is_not_its_voice() -> None:
    official = form("b", "defense ministry official", "anonymous")
    minister = form("c", "Ida Holm", "person", "Defense Minister")
    assert len(origins(body("a", "Defense Ministry"), official, minister)) == 3


def test_a_former_spokesman_speaks_for_nobody() -> None:
    former = form("b", "Omar Rahal", "person", "former army spokesman")
    assert len(origins(body("a", "Afghan army"), former)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ministry", "Defense Ministry"),
        ("Ministry of Defence", "Defense Ministry"),
        ("defence ministry", "Afghan Defense Ministry"),
        ("army", "Afghan army"),
        ("Observatory", "Syrian Observatory for Human Rights"),
        ("Pentagon", "U.S. Defense Department"),
        ("emergency agency", "emergency agency of Nigeria"),
        ("NRCA", "National River Conservation Authority"),
    ],
)
def test_names_of_one_body_are_one(one: str, other: str) -> None:
    assert len(origins(body("a", one), body("b", other))) == 1
    assert len(origins(body("b", other), body("a", one), body("c", "Red Crescent"))) == 2


def test_an_acronym_is_that_of_the_body_to_which_a_report_gives_it() -> None:
    given = body("a", "Front for the Defence of the Lowlands", "LDF")
    assert len(origins(given, body("b", "LDF"))) == 1
    assert reasons(given, body("b", "LDF")) == {"acronym of Front for the Defence of the Lowlands"}


def test_the_ministry_stays_apart_where_two_are_named() -> None:
    two = (body("b", "Defense Ministry"), body("c", "Health Ministry"))
    assert len(origins(body("a", "ministry"), *two)) == 3
    silent = body("c", "Health Ministry", is_speaking=False)
    assert len(origins(body("a", "ministry"), two[0], silent)) == 2


def test_ministries_of_two_countries_stay_apart() -> None:
    two = (body("a", "Russian Defense Ministry"), body("b", "Syrian Defense Ministry"))
    assert len(origins(*two)) == 2
    assert len(origins(*two, body("c", "Defence Ministry"))) == 3
    assert len(origins(body("a", "Indian army"), body("b", "Pakistani army"), body("c", "army"))) == 3


def test_an_army_is_not_the_armed_group_with_a_longer_name() -> None:
    assert len(origins(body("a", "Syrian army"), body("b", "Free Syrian Army"))) == 2
    assert len(origins(body("a", "army"), body("b", "Free Syrian Army"))) == 2


def test_words_that_name_no_body_join_nothing() -> None:
    assert len(origins(body("a", "authorities"), body("b", "health authorities"))) == 2
    assert len(origins(body("a", "group"), body("b", "human rights group"))) == 2


def test_two_people_of_one_last_name_stay_apart() -> None:
    colonel = form("a", "Adnan Saleh", "person", "police Colonel")
    mayor = form("b", "Karim Saleh", "person", "mayor of Mosul")
    assert len(origins(colonel, mayor)) == 2
    assert len(origins(colonel, mayor, form("c", "Saleh"))) == 3
    short = form("c", "Saleh", "person", "mayor")
    assert origins(colonel, mayor, short) == {"person:adnan saleh", "person:karim saleh"}


def test_a_last_name_stays_apart_where_the_office_is_another() -> None:
    assert (
        len(
            origins(
                form("a", "Adnan Saleh", "person", "police Colonel"), form("b", "Saleh", "person", "doctor")
            )
        )
        == 2
    )
    silent = form("c", "Karim Saleh", is_speaking=False)
    assert len(origins(form("a", "Adnan Saleh"), form("b", "Saleh"), silent)) == 2


def test_a_last_name_that_only_one_person_bears_is_hers() -> None:
    both = (form("a", "Adnan Saleh", "person", "police Colonel"), form("b", "Saleh"))
    assert origins(*both) == {"person:adnan saleh"}
    assert reasons(*both) == {"short for Adnan Saleh: nobody else of that name in these reports"}


def test_people_of_two_countries_stay_apart() -> None:
    one, two = form("a", "Ivan Petrov", country="RU"), form("b", "Petrov", country="BG")
    assert len(origins(one, two)) == 2


def test_a_son_is_not_his_father() -> None:
    assert len(origins(form("a", "Samuel Ross Jr."), form("b", "Samuel Ross"))) == 2
    assert len(origins(form("a", "Samuel Ross Jr."), form("b", "Ross"))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sergei Orlov", "Sergey Orlov"), ("Mariam al-Khoury", "Mariam Khoury"), ("Paul Ames", "Paul D. Ames")],
)
def test_spellings_of_one_full_name_are_one(one: str, other: str) -> None:
    assert len(origins(form("a", one), form("b", other))) == 1


def test_full_names_with_other_middle_names_stay_apart() -> None:
    assert len(origins(form("a", "Paul D. Ames"), form("b", "Paul R. Ames"))) == 2


def test_an_office_is_its_only_holders() -> None:
    holder = form("a", "Ali Omar", "person", "governor")
    assert origins(holder, form("b", "governor", "office")) == {"person:ali omar"}
    other = form("c", "Huda Isa", "person", "governor")
    assert len(origins(holder, form("b", "governor", "office"), other)) == 3
    assert len(origins(holder, form("b", "deputy governor", "office"))) == 2
    assert len(origins(holder, form("b", "former governor", "office"))) == 2
    assert len(origins(holder, form("b", "Red Sea governor", "office"))) == 2


def test_speakers_of_two_incidents_are_never_joined() -> None:
    here = body("a", "Defense Ministry")
    there = SpeakerForm("other", "b", "organization:ministry", "ministry", "organization")
    assert find_speakers([here, there]) == ()


def test_the_order_of_the_names_changes_nothing() -> None:
    forms = [
        form("a", "Dana Whitlock", "person", "Defense Ministry spokeswoman"),
        form("b", "Whitlock", "person", "ministry spokeswoman"),
        form("c", "spokesman for the ministry", "anonymous"),
        body("d", "Ministry of Defence"),
        body("e", "Interior Ministry", is_speaking=False),
        form("e", "Adnan Saleh", "person", "police Colonel"),
        form("f", "Saleh"),
    ]
    wanted: tuple[IncidentSpeaker, ...] = find_speakers(forms)
    assert wanted
    for seed in range(5):
        random.Random(seed).shuffle(forms)
        assert find_speakers(forms) == wanted


def test_bodies_are_read_from_their_words() -> None:
    defense = read_body("the Ministry of Defence of Norway")
    assert defense is not None
    assert (sorted(defense.words), defense.head, defense.country) == (
        ["defense", "ministry"],
        "ministry",
        "NO",
    )
    assert read_body("the authorities") is None
    assert read_body("") is None


def test_roles_are_read_from_their_words() -> None:
    role = read_role("senior spokesman for the Afghan army")
    assert role.speaks
    assert role.body is not None
    assert role.body.country == "AF"
    assert not read_role("spokesman").speaks
    assert not read_role("police Colonel").speaks
    assert read_role("senior U.S. official").body is None


def test_a_sentence_is_no_name() -> None:
    assert read_name("both Mr. Hale and Mr. Ames") is None
    assert read_name("Colonel Adnan Saleh") == read_name("Adnan Saleh")
    assert read_name("") is None
