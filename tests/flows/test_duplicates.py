"""The duplicate index stands in the warehouse: a later run reads the texts of new documents only."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.duplicates import find_duplicates
from flows.settings import Settings
from sql.warehouse import Warehouse
from tests.sql.world import NOW, stage
from transforms.clean.duplicates import DuplicateIndex
from transforms.records import Document


def words(seed: int, count: int = 300) -> list[str]:
    chance = random.Random(seed)
    return [f"word{chance.randrange(5000)}" for _ in range(count)]


def document(key: str, text: str, day: int, url: str | None = None) -> Document:
    stated = datetime(2021, 3, day, tzinfo=UTC)
    return Document(key, f"capture-{key}", 0, text, url=url, published_at=stated)


def put(folder: Path, documents: Sequence[Document], without: Iterable[str] = ()) -> None:
    """Store `documents`, each from a capture of its own; captures in `without` give nothing any more."""
    with Warehouse(folder / "work.duckdb") as warehouse:
        captures = [*(item.capture_id for item in documents), *without]
        warehouse.replace_documents(stage("clean"), captures, documents=documents)


def links(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    with Warehouse(folder / "work.duckdb") as warehouse:
        return {item.document_id: (item.duplicate_of, item.duplicate_kind) for item in warehouse.documents()}


def links_at_once(documents: Iterable[Document]) -> dict[str, tuple[str | None, str | None]]:
    """What an index that reads all texts says."""
    index = DuplicateIndex()
    kept = sorted(documents, key=lambda item: item.document_id)
    for item in kept:
        index.add(item)
    found = {link.document_id: (link.head_id, link.kind) for link in index.links()}
    return {item.document_id: found.get(item.document_id, (None, None)) for item in kept}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    with Warehouse(tmp_path / "work.duckdb") as warehouse:
        warehouse.migrate(NOW)
    return Settings(data_dir=tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents whose texts were asked for."""
    asked: list[str] = []
    plain = Warehouse.documents

    def documents(self: Warehouse, document_ids: Sequence[str] | None = None) -> tuple[Document, ...]:
        asked.extend(["all"] if document_ids is None else document_ids)
        return plain(self, document_ids)

    monkeypatch.setattr(Warehouse, "documents", documents)
    return asked


def test_a_new_near_copy_is_linked_without_reading_old_texts(
    settings: Settings, tmp_path: Path, read: list[str]
) -> None:
    put(tmp_path, [document(f"old{seed}", " ".join(words(seed)), 2) for seed in range(5)])
    find_duplicates(settings, "first")
    put(tmp_path, [document("new", " ".join(words(3)[30:]), 4)])
    read.clear()
    counts = find_duplicates(settings, "second")
    assert read == ["new"]
    assert counts.done == 1
    assert links(tmp_path)["new"] == ("old3", "near")


def test_an_earlier_newcomer_becomes_the_head_of_old_documents(settings: Settings, tmp_path: Path) -> None:
    put(tmp_path, [document("a", " ".join(words(1)), 5), document("b", " ".join(words(1)[20:]), 6)])
    find_duplicates(settings, "first")
    put(tmp_path, [document("c", " ".join(words(1)), 1)])
    find_duplicates(settings, "second")
    assert links(tmp_path) == {"a": ("c", "exact"), "b": ("c", "near"), "c": (None, None)}


def test_a_run_without_new_documents_reads_nothing(
    settings: Settings, tmp_path: Path, read: list[str]
) -> None:
    put(tmp_path, [document("a", " ".join(words(1)), 5)])
    find_duplicates(settings, "first")
    read.clear()
    assert find_duplicates(settings, "second").asked == 0
    assert read == []


def test_a_group_that_lost_its_bridge_falls_apart(
    settings: Settings, tmp_path: Path, read: list[str]
) -> None:
    left, right = words(1, 200), words(2, 200)
    ends = [document("left", " ".join(left), 1), document("right", " ".join(right), 2)]
    put(tmp_path, [*ends, document("bridge", " ".join([*left, *right]), 3)])
    find_duplicates(settings, "first")
    assert links(tmp_path)["right"] == ("left", "near")
    put(tmp_path, [], without=["capture-bridge"])
    read.clear()
    find_duplicates(settings, "second")
    assert read == []
    assert links(tmp_path) == {"left": (None, None), "right": (None, None)}


def test_runs_one_after_another_link_as_one_run_over_all(settings: Settings, tmp_path: Path) -> None:
    texts = [
        (f"{seed:02}-{cut}", " ".join(words(seed)[cut : cut + 200]), 1 + (7 * seed + cut) % 25)
        for seed in range(12)
        for cut in (0, 40, 80)
    ]
    documents = [
        document(key, text, day, f"https://example.org/{number % 20}" if number % 3 else None)
        for number, (key, text, day) in enumerate(texts)
    ]
    random.Random(4).shuffle(documents)
    for number in range(0, len(documents), 9):
        put(tmp_path, documents[number : number + 9])
        find_duplicates(settings, f"run{number}")
    assert links(tmp_path) == links_at_once(documents)
    assert any(head for head, _ in links(tmp_path).values())
