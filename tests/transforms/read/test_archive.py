"""Archives are unpacked within bounds, and one bad member rejects only itself."""

import gzip
import io
import zipfile
import zlib

import pytest
import zstandard

from tests.transforms.read.making import PAGE, article, read, reason, reasons, zipped
from transforms.read import Limits
from transforms.records import Hints, RawArticle

RAIN = b"Rain fell on Lund."


def test_a_gzip_file_is_what_it_holds() -> None:
    assert article(gzip.compress(RAIN), "rain.txt.gz").uri == "rain.txt"
    assert article(gzip.compress(PAGE.encode())).markup == "html"
    assert article(gzip.compress(b"Rain fell ") + gzip.compress(b"on Lund.")).content == "Rain fell on Lund."
    assert article(gzip.compress(RAIN) + b"\0" * 100).content == "Rain fell on Lund."


def test_broken_gzip_is_rejected() -> None:
    whole = gzip.compress(RAIN * 50)
    assert reason(whole[:-12]) == "truncated"
    assert reason(whole[:15]) == "truncated"
    assert reason(whole[:-8] + b"\xff" * 8) == "corrupt"
    assert reason(whole + b"tail") == "corrupt"
    assert reason(whole[:12] + b"\xff\xff\xff" + whole[15:]) in {"corrupt", "truncated"}


def test_a_gzip_bomb_is_told_by_ratio_and_by_size() -> None:
    bomb = gzip.compress(b"\0" * 8_000_000)
    assert reason(bomb) == "bomb"
    assert reason(gzip.compress(RAIN * 1000), limits=Limits(unpacked_bytes=10_000)) == "bomb"


def test_a_zstd_file_is_what_it_holds() -> None:
    assert article(zstandard.compress(RAIN), "rain.txt.zst").uri == "rain.txt"
    assert article(zstandard.compress(PAGE.encode())).markup == "html"
    assert article(zstandard.compress(RAIN) + zstandard.compress(RAIN)).content == (RAIN * 2).decode()


def test_broken_zstd_is_rejected() -> None:
    whole = zstandard.ZstdCompressor(write_checksum=True).compress(RAIN * 500)
    assert reason(whole[:-6]) == "truncated"
    assert reason(whole[:-1] + b"?") == "corrupt"
    assert reason(whole + b"tail") in {"corrupt", "truncated"}


def test_a_zstd_bomb_is_told_by_ratio_and_by_size() -> None:
    assert reason(zstandard.compress(b"\0" * 60_000_000)) == "bomb"
    assert reason(zstandard.compress(RAIN * 5000), limits=Limits(unpacked_bytes=10_000)) == "bomb"


def test_members_of_a_zip_come_by_name_with_their_place() -> None:
    found = read(zipped({"b.html": PAGE.encode(), "a.txt": RAIN, ".hidden": b"x", "__MACOSX/a.txt": b"x"}))
    assert reasons(found) == ["text", "html"]
    assert [item.uri for item in found if isinstance(item, RawArticle)] == ["story!a.txt", "story!b.html"]
    assert [item.record_no for item in found if isinstance(item, RawArticle)] == [0, 1]


def test_a_manifest_in_a_zip_speaks_for_its_neighbours() -> None:
    manifest = b"articles:\n- file: a.txt\n  outlet: Lund Post\n"
    body = zipped({"news/manifest.yaml": manifest, "news/a.txt": RAIN, "a.txt": RAIN})
    found = [
        item.hints.outlet
        for item in read(body, hints=Hints(outlet="Unnamed"))
        if isinstance(item, RawArticle)
    ]
    assert found == ["Unnamed", "Lund Post"]


def test_a_broken_manifest_in_a_zip_rejects_itself_only() -> None:
    assert reasons(read(zipped({"manifest.yaml": b"articles: 7", "a.txt": RAIN}))) == ["bad_manifest", "text"]


def test_one_broken_member_rejects_only_itself() -> None:
    body = bytearray(zipped({"a.txt": RAIN, "b.txt": b"Snow fell on Lund."}, zipfile.ZIP_STORED))
    body[body.index(b"Rain")] ^= 0xFF
    assert reasons(read(bytes(body))) == ["corrupt", "text"]


def test_a_locked_member_is_said_to_be_encrypted() -> None:
    body = bytearray(zipped({"a.txt": RAIN}))
    body[6] |= 1
    body[body.index(b"PK\x01\x02") + 8] |= 1
    assert reason_of_only(bytes(body)) == "encrypted"


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert reason_of_only(zipped({"a.txt": b"\0" * 8_000_000})) == "bomb"
    many = zipped({f"{number}.txt": b"x" * 200_000 for number in range(20)})
    assert reasons(read(many, limits=Limits(unpacked_bytes=450_000))).count("bomb") == 18


def test_a_member_that_lies_about_its_size_is_stopped() -> None:
    body = bytearray(zipped({"a.txt": b"\0" * 8_000_000}))
    entry = body.index(b"PK\x01\x02")
    body[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert reason_of_only(bytes(body)) in {"bomb", "corrupt"}


def test_archives_nest_two_or_three_deep_and_no_deeper() -> None:
    inner = gzip.compress(RAIN)
    assert article(zipped({"a.gz": inner})).content == RAIN.decode()
    assert article(zipped({"a.zip": zipped({"a.gz": inner})})).content == RAIN.decode()
    assert reason_of_only(zipped({"a.zip": zipped({"b.zip": zipped({"a.gz": inner})})})) == "too_nested"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (zipped({}), "empty"),
        (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "binary"),
        (zipped({"a.txt": RAIN})[:-30], "corrupt"),
        (b"PK\x03\x04" + b"\xff" * 100, "corrupt"),
    ],
)
def test_what_is_no_archive_of_articles_is_rejected(body: bytes, expected: str) -> None:
    assert reason(body) == expected


def test_a_member_packed_in_an_unknown_way_is_corrupt() -> None:
    body = bytearray(zipped({"a.txt": RAIN}))
    body[8] = 97
    body[body.index(b"PK\x01\x02") + 10] = 97
    assert reason_of_only(bytes(body)) == "corrupt"


def test_zlib_is_not_mistaken_for_gzip() -> None:
    assert reason(zlib.compress(RAIN * 100)) == "binary"


def reason_of_only(body: bytes) -> str:
    (found,) = reasons(read(body))
    return found


def test_an_archive_with_a_comment_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", RAIN)
        archive.comment = b"saved on Monday"
    assert reasons(read(out.getvalue())) == ["text"]
