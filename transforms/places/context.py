"""What all names of a document say together about each sense of each name, in numbers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from transforms.places.candidates import Toponym
from transforms.places.gazetteer import Candidate
from transforms.places.names import name_key
from transforms.resources import read_table

AREAS = frozenset({"country", "admin1", "admin2"})
"""Features that hold other places."""
DIVISIONS = frozenset({"admin1", "admin2"})
"""Those of them inside a country."""
MOST_SENSES = 12
"""Senses of one name that are weighed; the most populous ones."""
_NEAR_KM = 80.0
_REGION_KM = 400.0
_KM_PER_DEGREE = 111.2

FEATURES = (
    "log_population", "is_country", "is_admin1", "is_admin2", "is_town", "is_other", "is_alternate",
    "is_capital", "is_largest", "country_share", "country_named", "country_named_often",
    "admin_share", "admin_named", "near", "region", "home_country", "home_admin",
    "us_state_beside_country", "is_us", "is_gb", "city_word", "admin_word", "country_support",
    "city_beside_admin", "admin_beside_capital",
)  # fmt: skip
"""Names of the numbers that `Context.describe` gives, in its order."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the outlet is at home; empty parts are unknown."""

    country_code: str = ""
    admin1_code: str = ""


UNKNOWN_HOME = Home()
"""An outlet of which nothing is known."""


class Context:
    """The senses of a document's names, and how they support each other."""

    def __init__(self, toponyms: Sequence[Toponym], home: Home) -> None:
        self.home = home
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.admins: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.senses: dict[str, tuple[Candidate, ...]] = {}
        counts: defaultdict[str, int] = defaultdict(int)
        for one in toponyms:
            if one.senses:
                self.senses.setdefault(_sense_key(one), likeliest(one.senses))
                counts[_sense_key(one)] += 1
        self._given: dict[str, dict[tuple[str, str], float]] = {
            key: dict(_votes(senses, math.log2(1 + counts[key]))) for key, senses in self.senses.items()
        }
        for votes in self._given.values():
            for (country, admin), weight in votes.items():
                if admin:
                    self.admins[country, admin] += weight
                else:
                    self.countries[country] += weight
        self._total = sum(self.countries.values()) or 1.0
        self._admin_total = sum(self.admins.values()) or 1.0
        self._near, self._region = self._support()

    def describe(self, one: Candidate, toponym: Toponym) -> list[float]:
        """Return the numbers that FEATURES names for `one` as the sense of `toponym`."""
        at = (one.country_code, one.admin1_code)
        is_city = one.feature in ("city", "town", "village")
        key = _sense_key(toponym)
        own = self._given.get(key, {})
        named = self.countries.get(one.country_code, 0.0) - own.get((one.country_code, ""), 0.0)
        admin = self.admins.get(at, 0.0) - own.get(at, 0.0)
        if not one.country_code:
            named = 0.0
        if not one.admin1_code:
            admin = 0.0
        largest = self.senses[key][0].number == one.number if key in self.senses else True
        rival = one.feature == "country" and any(
            other.feature == "admin1" and other.country_code == "US" for other in toponym.senses
        )
        return [
            math.log10(one.population + 10),
            one.feature == "country",
            one.feature == "admin1",
            one.feature == "admin2",
            one.feature in ("town", "village"),
            not is_city and one.feature not in AREAS,
            not one.is_main,
            _is_capital(one),
            largest,
            named / self._total,
            named >= 1,
            named >= 3,
            admin / self._admin_total,
            admin >= 1,
            math.log1p(self._near.get((key, one.number), 0.0)),
            math.log1p(self._region.get((key, one.number), 0.0)),
            bool(one.country_code) and one.country_code == self.home.country_code,
            bool(one.admin1_code) and at == (self.home.country_code, self.home.admin1_code),
            rival,
            one.country_code == "US",
            one.country_code == "GB",
            toponym.cue == "city" and is_city,
            toponym.cue == "admin" and one.feature in ("admin1", "admin2"),
            math.log1p(named) if one.feature == "country" else 0.0,
            is_city and any(other.feature == "admin1" for other in toponym.senses),
            one.feature == "admin1"
            and any(
                other.country_code == one.country_code
                and other.admin1_code != one.admin1_code
                and _is_capital(other)
                for other in toponym.senses
            ),
        ]

    def likely_countries(self) -> list[str]:
        """Return the countries the document names, most often named first; the outlet's own last."""
        named = sorted(filter(None, self.countries), key=lambda code: (-self.countries[code], code))
        likely = [code for code in named[:3] if self.countries[code] >= 1]
        home = self.home.country_code
        return [*likely, home] if home and home not in likely else likely

    def _support(self) -> tuple[dict[tuple[str, int], float], dict[tuple[str, int], float]]:
        """Return for each sense how many other names have a likely sense near it, and in its region."""
        rows = [
            (name, one, share)
            for name, senses in self.senses.items()
            for one, share in zip(senses, _priors(senses), strict=True)
            if one.feature not in ("country", "continent", "ocean", "world")
        ]
        if len(rows) < 2:
            return {}, {}
        names = {name: number for number, name in enumerate(dict.fromkeys(name for name, _, _ in rows))}
        owner = np.array([names[name] for name, _, _ in rows])
        apart = _distances(
            np.array([one.latitude for _, one, _ in rows]), np.array([one.longitude for _, one, _ in rows])
        )
        share = np.array([row[2] for row in rows])
        starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        sums = []
        for scale in (_NEAR_KM, _REGION_KM):
            support = np.exp(-apart / scale) * share[None, :]
            support[owner[:, None] == owner[None, :]] = 0.0
            sums.append(np.maximum.reduceat(support, starts, axis=1).sum(axis=1).tolist())
        keys = [(name, one.number) for name, one, _ in rows]
        return dict(zip(keys, sums[0], strict=True)), dict(zip(keys, sums[1], strict=True))


def distance(one: Candidate, other: Candidate) -> float:
    """Return the distance in km between two places, on a plane; right to some percent."""
    east = abs(one.longitude - other.longitude)
    east = min(east, 360 - east) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return _KM_PER_DEGREE * math.hypot(one.latitude - other.latitude, east)


def _votes(senses: tuple[Candidate, ...], weight: float) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield what a name adds to its countries ("XX", "") and to their divisions ("XX", "YY")."""
    country = next((one for one in senses if one.feature == "country"), None)
    if country is not None:
        yield (country.country_code, ""), weight
        return
    votes: defaultdict[tuple[str, str], float] = defaultdict(float)
    for one, share in zip(senses, _priors(senses), strict=True):
        if share > 0.1:
            votes[one.country_code, ""] += 0.5 * weight * share
            if one.admin1_code:
                full = weight if one.feature == "admin1" else 0.3 * weight
                votes[one.country_code, one.admin1_code] += full * share
    yield from votes.items()


def likeliest(senses: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the senses worth weighing, most populous first."""
    if len(senses) == 1:
        return senses
    ranked = sorted(senses, key=lambda one: (-one.population * (1.0 if one.is_main else 0.1), one.number))
    return tuple(ranked[:MOST_SENSES])


def contains(container: Toponym, one: Candidate) -> bool:
    """Tell whether some sense of `container` is an area in which `one` lies."""
    for area in container.senses:
        if area.feature not in AREAS or area.country_code != one.country_code or area.number == one.number:
            continue
        if area.feature == "country" or (area.admin1_code and area.admin1_code == one.admin1_code):
            return True
    return False


def _is_capital(one: Candidate) -> bool:
    return (
        one.population > 300_000
        and one.feature == "city"
        and (one.country_code, name_key(one.name)) in _capitals()
    )


def _sense_key(one: Toponym) -> str:
    return one.key if one.rule == "name" else f"{one.rule}:{one.key}"


def _priors(senses: tuple[Candidate, ...]) -> list[float]:
    raw = [(one.population + 100) ** 0.7 * (1.0 if one.is_main else 0.2) for one in senses]
    total = sum(raw)
    return [one / total for one in raw]


def _distances(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return distances in km between all pairs, on a plane fitted to each pair's latitude."""
    north = latitude[:, None] - latitude[None, :]
    east = np.abs(longitude[:, None] - longitude[None, :])
    east = np.minimum(east, 360.0 - east) * np.cos(np.radians(latitude))[:, None]
    return np.asarray(_KM_PER_DEGREE * np.hypot(north, east))


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset((row["code"], name_key(row["capital"])) for row in read_table("countries"))
