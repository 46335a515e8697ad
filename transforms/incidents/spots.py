"""Places: which of two is finer, and whether two can be where one thing happened."""

from __future__ import annotations

import math

from transforms.records import Place

_RANK = {"continent": 0, "country": 0, "region": 1, "river": 1, "admin1": 1, "admin2": 2}
_FINE = 3
"""Rank of towns, bases and all other points."""
NEAR_KM = 40.0
"""Towns so near to each other may both be named for one thing between them."""
_FAR_KM = 120.0


def fineness(place: Place) -> int:
    """Return 0 for a country, 1 for a province or river, 2 for a district, 3 for a point."""
    return _RANK.get(place.feature or "", _FINE)


def finest(places: list[Place]) -> Place | None:
    """Return the finest of `places`, the one named most often among those; the same in any order."""
    if not places:
        return None
    counts = {place.place_id: places.count(place) for place in places}
    return min(places, key=lambda place: (-fineness(place), -counts[place.place_id], place.place_id))


def agreement(one: Place | None, other: Place | None) -> float | None:
    """Return how well two places agree, 0 to 1; None where one thing cannot have happened at both.

    A place inside the other agrees with it; an unknown place neither agrees nor contradicts.
    """
    if one is None or other is None:
        return 0.4
    if one.place_id == other.place_id:
        return 1.0 if fineness(one) else 0.6
    apart = distance_km(one, other)
    if one.country_code != other.country_code:
        return _over_a_border(one, other, apart)
    if not fineness(one) or not fineness(other):
        return 0.6
    if fineness(one) == _FINE == fineness(other):
        return _between_points(apart)
    return _inside(one, other, apart)


def distance_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance in kilometres; None where a position is unknown."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    lat1, lon1 = math.radians(one.latitude or 0), math.radians(one.longitude or 0)
    lat2, lon2 = math.radians(other.latitude or 0), math.radians(other.longitude or 0)
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def _over_a_border(one: Place, other: Place, apart: float | None) -> float | None:
    if one.country_code is None or other.country_code is None:
        return 0.4
    is_close = fineness(one) and fineness(other) and apart is not None and apart <= NEAR_KM
    return 0.5 if is_close else None


def _inside(one: Place, other: Place, apart: float | None) -> float | None:
    """Compare a point with a province, a river or a district."""
    if one.admin1 and one.admin1 == other.admin1:
        return 0.8
    is_far = apart is not None and apart > _FAR_KM and one.admin1 and other.admin1
    return None if is_far else 0.4


def _between_points(apart: float | None) -> float | None:
    if apart is None:
        return 0.3
    if apart <= NEAR_KM:
        return 0.7
    return 0.2 if apart <= _FAR_KM else None
