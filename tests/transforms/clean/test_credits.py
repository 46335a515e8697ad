import pytest

from transforms.clean.credits import (
    find_agencies,
    find_carriers,
    find_writers,
    is_byline,
    is_carrier_line,
    split_dateline,
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("With reporting by Reuters, CNN, AP, AFP, and Zvezda", ("Reuters", "CNN", "AP", "AFP", "Zvezda")),
        ("ab/cd (Reuters, dpa)", ("Reuters", "dpa")),
        ("(AP)", ("AP",)),
        ("Source: Xinhua", ("Xinhua",)),
        ("(Reporting by Ann Example in Lower Mill; Editing by Bo Sample)", ()),
        ("Agence France-Presse and The Associated Press", ("AFP", "AP")),
    ],
)
def test_credit_lines_name_their_carriers(line: str, names: tuple[str, ...]) -> None:
    assert is_carrier_line(line) or is_byline(line)
    assert find_carriers(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "With the bridge closed, people took boats.",
        "The AP said so.",
        "(all of them)",
        "By noon the water had risen.",
    ],
)
def test_sentences_are_no_credits(line: str) -> None:
    assert not is_carrier_line(line)
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Example", ("Ann Example",)),
        ("By Ann Example and Bo Sample", ("Ann Example", "Bo Sample")),
        ("BY ANN EXAMPLE, Staff Writer", ("ANN EXAMPLE",)),
        ("By Ann Example in Lower Mill", ("Ann Example",)),
    ],
)
def test_bylines_name_their_writers(line: str, names: tuple[str, ...]) -> None:
    assert is_byline(line)
    assert find_writers(line) == names


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("LOWER MILL (Reuters) - The bridge was closed on Monday.", "LOWER MILL (Reuters)"),
        ("LOWER MILL, March 4 (AFP) — The bridge was closed on Monday.", "LOWER MILL, March 4 (AFP)"),
        ("Lower Mill, Upland (AP) -- The bridge was closed on Monday.", "Lower Mill, Upland (AP)"),
        ("GENEVA — The bridge was closed on Monday.", "GENEVA"),
        ("(Reuters) - The bridge was closed on Monday.", "(Reuters)"),
    ],
)
def test_a_dateline_is_cut_from_its_paragraph(text: str, head: str) -> None:
    found = split_dateline(text)
    assert found is not None
    assert (found.text, found.rest) == (head, "The bridge was closed on Monday.")


@pytest.mark.parametrize(
    "text",
    [
        "Nobody crossed it — the bridge was closed on Monday.",
        "Ann Example (left) - the mayor - closed the bridge on Monday.",
        "The bridge was closed on Monday - again.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(text: str) -> None:
    assert split_dateline(text) is None


def test_agencies_are_found_as_whole_words() -> None:
    assert find_agencies("APRIL, PAPER and AP") == ("AP",)
