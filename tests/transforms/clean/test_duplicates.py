import random
from datetime import UTC, datetime

from transforms.clean.duplicates import Duplicate, DuplicateIndex
from transforms.clean.fingerprints import url_key
from transforms.records import Document


def words(seed: int, count: int = 300) -> list[str]:
    chance = random.Random(seed)
    return [f"word{chance.randrange(5000)}" for _ in range(count)]


def document(
    key: str, text: str, day: int | None = None, url: str | None = None, outlet: str | None = None
) -> Document:
    stated = datetime(2021, 3, day, tzinfo=UTC) if day else None
    return Document(key, "c", 0, text, url=url, published_at=stated, outlet_id=outlet)


def test_the_same_words_are_an_exact_copy() -> None:
    index = DuplicateIndex()
    text = " ".join(words(1))
    assert index.add(document("a", text)) is None
    assert index.add(document("b", text.upper().replace(" ", "\n"))) == Duplicate("b", "a", "exact")


def test_a_cut_of_a_text_is_a_near_copy() -> None:
    index = DuplicateIndex()
    index.add(document("a", " ".join(words(1))))
    assert index.add(document("b", " ".join(words(1)[:120]))) == Duplicate("b", "a", "near")


def test_different_texts_are_no_copies() -> None:
    index = DuplicateIndex()
    assert [index.add(document(str(seed), " ".join(words(seed)))) for seed in range(50)] == [None] * 50


def test_a_short_quotation_makes_no_copy() -> None:
    index = DuplicateIndex()
    index.add(document("a", " ".join(words(1))))
    assert index.add(document("b", " ".join([*words(2), *words(1)[:20]]))) is None


def test_a_changed_text_at_one_address_is_a_version() -> None:
    index = DuplicateIndex()
    index.add(document("a", " ".join(words(1)), 1, "https://www.example.org/flood?utm_source=x"))
    found = index.add(document("b", " ".join(words(2)), 2, "http://example.org/flood/#top"))
    assert found == Duplicate("b", "a", "version")


def test_a_front_page_has_no_versions() -> None:
    assert url_key("https://www.example.org/") is None
    assert url_key("https://www.example.org/?id=7&utm_medium=x") == "example.org?id=7"


def test_the_earliest_is_the_head_whenever_it_arrives() -> None:
    index = DuplicateIndex()
    text = " ".join(words(1))
    index.add(document("late", text, 9))
    assert index.add(document("early", text, 2)) is None
    assert index.take_changes() == {"late": Duplicate("late", "early", "exact")}
    assert index.take_changes() == {}


def test_the_agencys_own_version_is_the_head() -> None:
    index = DuplicateIndex(agency_outlets={"wire"})
    text = " ".join(words(1))
    index.add(document("paper", text, 1, outlet="paper"))
    assert index.add(document("wire", text, 2, outlet="wire")) is None
    assert list(index.links()) == [Duplicate("paper", "wire", "exact")]


def test_an_undated_copy_yields_to_a_dated_one() -> None:
    index = DuplicateIndex()
    text = " ".join(words(1))
    index.add(document("a", text))
    assert index.add(document("b", text, 5)) is None


def test_a_document_added_twice_changes_nothing() -> None:
    index = DuplicateIndex()
    first = document("a", " ".join(words(1)))
    index.add(first)
    assert index.add(first) is None
    assert len(index) == 1


def test_links_do_not_depend_on_the_order_of_arrival() -> None:
    documents = [
        document(f"{seed}-{cut}", " ".join(words(seed)[cut : cut + 200]), 1 + cut // 40)
        for seed in range(12)
        for cut in (0, 40, 80)
    ]
    orders = [random.Random(seed).sample(documents, len(documents)) for seed in range(5)]
    found = []
    for order in orders:
        index = DuplicateIndex()
        for item in order:
            index.add(item)
        found.append({link.document_id: link.head_id for link in index.links()})
    assert found[0]
    assert all(links == found[0] for links in found)


def test_an_index_built_from_its_rows_goes_on_as_before() -> None:
    documents = [document(str(seed), " ".join(words(seed % 7)[: 200 + seed])) for seed in range(21)]
    index = DuplicateIndex()
    for item in documents:
        index.add(item)
    again = DuplicateIndex()
    again.load(index.fingerprint(item) for item in documents)
    newcomer = document("new", " ".join(words(3)[20:180]))
    assert again.add(newcomer) == index.add(newcomer)
    assert list(again.links()) == list(index.links())


def test_an_empty_text_is_a_copy_of_nothing_but_emptiness() -> None:
    index = DuplicateIndex()
    index.add(document("a", " ".join(words(1))))
    assert index.add(document("b", "")) is None


def test_many_copies_of_one_text_all_find_their_head() -> None:
    index = DuplicateIndex()
    base = words(1)
    for number in range(120):
        index.add(document(f"{number:03}", " ".join([*base[: 200 + number % 50], f"tail{number}"])))
    heads = {link.head_id for link in index.links()}
    assert len(heads) == 1
    assert len(list(index.links())) == 119
