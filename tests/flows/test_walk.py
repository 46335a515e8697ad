"""Files: directories in order, manifests beside them, large archives in parts, and clear errors."""

import os
from pathlib import Path

import fsspec
import pytest

from flows.answers import FetchSettings
from flows.errors import InputError
from flows.fetch import collect
from tests.transforms.read.making import PAGE, response, zipped_records
from transforms.read import read_capture
from transforms.records import Capture, Hints, RawArticle, Rejection

SETTINGS = FetchSettings(max_bytes=100_000, follows_links=False)


def take(place: Path | str, settings: FetchSettings = SETTINGS) -> list[tuple[Capture, Hints] | Rejection]:
    found = list(collect([str(place)], settings, lambda url: None))
    return [item for item in found if isinstance(item, tuple | Rejection)]


def uris(place: Path | str) -> list[str]:
    return [item[0].uri if isinstance(item, tuple) else item.subject for item in take(place)]


def write(folder: Path, name: str, body: bytes = b"Rain fell on Lund.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def test_a_directory_is_walked_in_order_and_hidden_things_are_not(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/10.txt", "c/d/e.html", ".hidden", ".git/config"):
        write(tmp_path, name)
    assert uris(tmp_path) == ["a.txt", "b/10.txt", "b/2.txt", "c/d/e.html"]


def test_the_same_directory_gives_the_same_captures_wherever_it_stands(tmp_path: Path) -> None:
    for folder in ("here", "there"):
        write(tmp_path / folder, "a.txt")
    (one,), (two,) = take(tmp_path / "here"), take(tmp_path / "there")
    assert isinstance(one, tuple)
    assert isinstance(two, tuple)
    assert (one[0].uri, one[0].capture_id) == (two[0].uri, two[0].capture_id)


def test_a_manifest_speaks_for_the_files_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b/a.txt")
    write(tmp_path, "b/manifest.yaml", b"articles: [{file: a.txt, outlet: Lund Post}, {file: gone.txt}]")
    found = take(tmp_path)
    assert [item[1].outlet if isinstance(item, tuple) else item.reason for item in found] == [
        None,
        "Lund Post",
        "missing",
    ]
    (single,) = take(tmp_path / "b" / "a.txt")
    assert isinstance(single, tuple)
    assert (single[0].uri, single[1].outlet) == ("a.txt", "Lund Post")


def test_a_bad_manifest_is_told_in_one_line_with_its_path(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "manifest.yaml", b"articles: [{file: a.txt, country: Sweden}]")
    with pytest.raises(InputError, match=r"manifest\.yaml: a\.txt: country is no code") as problem:
        take(tmp_path)
    assert "\n" not in str(problem.value)


def test_what_cannot_be_read_at_all_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, "hidden/.only")
    for place in ("absent", "empty", "hidden", "absent\0"):
        with pytest.raises(InputError) as problem:
            take(tmp_path / place)
        assert "\n" not in str(problem.value)
    for place in ("memory://nothing/there", "ftp://news.example/a", "simplecache::memory://x", "s4://x/y"):
        with pytest.raises(InputError):
            take(place)


def test_one_bad_file_rejects_only_itself(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "large.txt", b"x" * 200_000)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.txt").symlink_to(tmp_path / "absent")
    found = take(tmp_path)
    assert [item.reason if isinstance(item, Rejection) else "taken" for item in found] == [
        "taken",
        "too_large",
        "unreadable",
        "unreadable",
    ]


def test_an_empty_file_is_a_capture_and_reading_rejects_it(tmp_path: Path) -> None:
    (found,) = take(write(tmp_path, "a.txt", b""))
    assert isinstance(found, tuple)
    assert [item.reason for item in read_capture(found[0]) if isinstance(item, Rejection)] == ["empty"]


@pytest.mark.parametrize("name", ["day.warc", "day.warc.gz"])
def test_a_web_archive_beyond_the_limit_comes_in_parts_that_lose_nothing(tmp_path: Path, name: str) -> None:
    noise = "".join(chr(0x4E00 + (number * number) % 20_000) for number in range(6_000))
    records = [response(PAGE + noise, f"https://lund.example/{number}") for number in range(20)]
    whole = zipped_records(*records) if name.endswith("gz") else b"".join(records)
    path = write(tmp_path, name, whole)
    parts = [item for item in take(path) if isinstance(item, tuple)]
    assert len(parts) > 2
    assert b"".join(capture.body for capture, _ in parts) == whole
    assert parts[1][0].uri.startswith(f"{name}#bytes={len(parts[0][0].body)}-")
    found = [item for capture, _ in parts for item in read_capture(capture)]
    assert [item.hints.url for item in found if isinstance(item, RawArticle)] == [
        f"https://lund.example/{number}" for number in range(20)
    ]


def test_json_lines_beyond_the_limit_come_in_parts(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "Rain fell on Lund on day %d."}\n' % day for day in range(9_000))
    parts = [item for item in take(write(tmp_path, "day.jsonl", lines)) if isinstance(item, tuple)]
    assert len(parts) > 2
    assert sum(1 for capture, _ in parts for _ in read_capture(capture)) == 9_000


def test_a_record_beyond_the_limit_is_rejected(tmp_path: Path) -> None:
    body = b'{"text": "x"}\n' + b'{"text": "' + b"x" * 300_000 + b'"}\n'
    found = take(write(tmp_path, "day.jsonl", body))
    assert [item.reason if isinstance(item, Rejection) else "taken" for item in found] == [
        "taken",
        "too_large",
    ]


def test_paths_of_object_stores_are_read_like_directories() -> None:
    system = fsspec.filesystem("memory")
    system.pipe(
        {
            "/lund/news/b.txt": b"Snow fell on Lund.",
            "/lund/news/a.txt": b"Rain fell on Lund.",
            "/lund/news/.hidden": b"x",
            "/lund/news/manifest.yaml": b"articles: [{file: a.txt, outlet: Lund Post}]",
        }
    )
    try:
        found = [item for item in take("memory://lund/news") if isinstance(item, tuple)]
    finally:
        system.rm("/lund", recursive=True)
    assert [capture.uri for capture, _ in found] == ["memory:///lund/news/a.txt", "memory:///lund/news/b.txt"]
    assert [hints.outlet for _, hints in found] == ["Lund Post", None]
