"""The gazetteer: one compact file, mapped into memory, from which candidates are looked up by name.

Layout of the file: a magic line, the length of a JSON header, the header, then plain little-endian
arrays, each aligned to eight bytes. Keys are found by the first eight bytes of their BLAKE2b hash.
`transforms.places.build` writes it.
"""

from __future__ import annotations

import json
import mmap
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from transforms.ids import make_id
from transforms.places.names import name_key
from transforms.records import Place

MAGIC = b"SAYSO GAZETTEER 1\n"
AFTER_COMMA = ", "
"""Before the key of an alias that counts only behind a comma ("Ruston, La.")."""
FUZZY_CUTOFF = 88.0
"""Least rapidfuzz ratio (0 to 100) for another transliteration; measured in the events notes."""


class GazetteerError(Exception):
    """The file is absent or no gazetteer of this version."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean."""

    number: int
    """Row in the gazetteer."""
    name: str
    """Its name there."""
    latitude: float
    """Degrees north."""
    longitude: float
    """Degrees east."""
    country_code: str
    """ISO 3166 alpha-2; empty where no one country."""
    admin1_code: str
    """GeoNames code of the first-level division; empty where unknown."""
    admin1_name: str
    """Its name."""
    population: int
    """Inhabitants, or the weight a reviewed list gives."""
    geonames_id: int
    """GeoNames number; 0 where none."""
    feature: str
    """country, admin1, admin2, city, river, base…"""
    is_main: bool
    """Whether the name looked up is its main name and not an alternate."""

    @property
    def place(self) -> Place:
        """Return it as a record."""
        return _place_of(self)


class Gazetteer:
    """Places by name; made by `open_gazetteer`, `Gazetteer.small` or from the bytes of a file."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        if data[: len(MAGIC)] != MAGIC:
            raise GazetteerError("no gazetteer of this version")
        begin = len(MAGIC) + 8
        size = int.from_bytes(data[len(MAGIC) : begin], "little")
        header: dict[str, Any] = json.loads(bytes(data[begin : begin + size]).decode())
        self.version: str = header["version"]
        self._countries: list[str] = header["countries"]
        self._admins: list[list[str]] = header["admins"]
        self._features: list[str] = header["features"]
        base = (begin + size + 7) // 8 * 8
        self._arrays: Mapping[str, NDArray[Any]] = {
            name: np.frombuffer(data, dtype=dtype, count=count, offset=base + offset)
            for name, (dtype, offset, count) in header["sections"].items()
        }
        self._hashes = memoryview(self._arrays["key_hash"].data)
        self._cached = lru_cache(maxsize=100_000)(self._look_up)
        self._country_keys = lru_cache(maxsize=8)(self._read_country_keys)

    @classmethod
    def open(cls, path: Path) -> Gazetteer:
        """Return the gazetteer stored at `path`, mapped and not read; raises GazetteerError where absent."""
        try:
            with path.open("rb") as file:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError) as error:
            raise GazetteerError(f"gazetteer cannot be read: {error}") from error

    @classmethod
    def small(cls) -> Gazetteer:
        """Return a gazetteer of the reviewed lists alone: countries, divisions, theatres. For tests."""
        from transforms.places.build import gazetteer_bytes  # noqa: PLC0415  (build needs this module)

        return cls(gazetteer_bytes(with_towns=False))

    def __len__(self) -> int:
        return int(self._arrays["population"].size)

    def look_up(self, key: str) -> tuple[Candidate, ...]:
        """Return the places called `key` (made by name_key), in file order; empty where none."""
        return self._cached(key)

    def has(self, key: str) -> bool:
        """Tell whether any place is called `key`."""
        return bool(self._cached(key))

    def alike(self, name: str, country_code: str) -> tuple[tuple[Candidate, ...], float] | None:
        """Return the places of one country whose spelling is nearest to `name`, with the ratio (0 to 100).

        None where nothing reaches FUZZY_CUTOFF: other transliterations, never other countries.
        """
        key = name_key(name)
        if len(key) < 4:
            return None
        best = process.extractOne(
            key, self._country_keys(country_code), scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF
        )
        if best is None or best[0][0] != key[0]:
            return None
        found = tuple(one for one in self.look_up(best[0]) if one.country_code == country_code)
        return found, float(best[1])

    def _look_up(self, key: str) -> tuple[Candidate, ...]:
        wanted = key_hash(key)
        at = bisect_left(self._hashes, wanted)
        if at >= len(self._hashes) or self._hashes[at] != wanted:
            return ()
        first, last = (int(n) for n in self._arrays["key_first"][at : at + 2])
        rows = self._arrays["posting_place"][first:last].tolist()
        mains = self._arrays["posting_main"][first:last].tolist()
        return tuple(self._candidate(row, bool(main)) for row, main in zip(rows, mains, strict=True))

    def _candidate(self, row: int, is_main: bool) -> Candidate:
        arrays = self._arrays
        begin, end = (int(n) for n in arrays["name_start"][row : row + 2])
        admin = self._admins[int(arrays["admin"][row])]
        return Candidate(
            number=row,
            name=arrays["name_text"][begin:end].tobytes().decode(),
            latitude=round(float(arrays["latitude"][row]), 5),
            longitude=round(float(arrays["longitude"][row]), 5),
            country_code=self._countries[int(arrays["country"][row])],
            admin1_code=admin[0],
            admin1_name=admin[1],
            population=int(arrays["population"][row]),
            geonames_id=int(arrays["geonames_id"][row]),
            feature=self._features[int(arrays["feature"][row])],
            is_main=is_main,
        )

    def _read_country_keys(self, country_code: str) -> list[str]:
        if country_code not in self._countries:
            return []
        number = self._countries.index(country_code)
        first, last = (int(n) for n in self._arrays["country_first"][number : number + 2])
        starts, text = self._arrays["key_start"], self._arrays["key_text"]
        return [
            text[int(starts[at]) : int(starts[at + 1])].tobytes().decode()
            for at in self._arrays["country_key"][first:last].tolist()
        ]


def key_hash(key: str) -> int:
    """Return the 64-bit number under which `key` stands in the file."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=50_000)
def _place_of(one: Candidate) -> Place:
    return Place(
        place_id=make_id("place", one.name, one.country_code, one.admin1_code, one.feature, one.geonames_id),
        name=one.name,
        geonames_id=one.geonames_id or None,
        country_code=one.country_code or None,
        admin1=one.admin1_name or None,
        latitude=one.latitude,
        longitude=one.longitude,
        feature=one.feature,
    )
