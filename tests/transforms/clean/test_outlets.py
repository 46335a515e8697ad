from transforms.clean.outlets import OutletTable, host_of
from transforms.resources import read_table

TABLE = OutletTable.from_reference()


def test_several_hundred_outlets_are_known_once_each() -> None:
    rows = read_table("outlets")
    assert len(rows) > 500
    assert len({row["name"] for row in rows}) == len(rows)
    domains = [d for row in rows for d in (row["domain"], *row["other_domains"].split("|")) if d]
    assert len(set(domains)) == len(domains)
    assert all(len(row["country_code"]) == 2 and row["owner"] for row in rows)


def test_names_match_whatever_their_capitals_and_article() -> None:
    outlet = TABLE.by_name("guardian")
    assert outlet is not None
    assert outlet == TABLE.by_name("The Guardian") == TABLE.by_url("https://www.theguardian.com/world")


def test_a_subdomain_belongs_to_its_domain() -> None:
    outlet = TABLE.by_url("https://edition.cnn.com/2021/03/04/x.html")
    assert outlet is not None
    assert outlet.name == "CNN"
    assert TABLE.by_url("https://notcnn.com/") is None


def test_hosts_are_read_from_any_form_of_address() -> None:
    assert host_of("https://www.Example.org:8080/a") == "example.org"
    assert host_of("example.org/a") == "example.org"
    assert host_of("file:///tmp/a.txt") is None
    assert host_of("http://[bad") is None
    assert host_of(None) is None


def test_a_copyright_line_names_the_page() -> None:
    found = TABLE.by_page_lines(["Home", "© 2021 Al Jazeera Media Network"])
    assert found is not None
    assert found.name == "Al Jazeera"
    assert TABLE.by_page_lines(["© Reuters"]) is None
    assert TABLE.by_page_lines(["Read CNN"]) is None


def test_lines_that_name_two_publishers_name_none() -> None:
    assert TABLE.by_page_lines(["© 2021 CNN", "© 2021 Al Jazeera"]) is None


def test_agencies_are_told_apart() -> None:
    reuters = TABLE.by_name("Reuters")
    assert reuters is not None
    assert reuters.outlet_id in TABLE.agency_ids
