"""What is expected of core.place: places on the map."""

from __future__ import annotations

from expectations.suite_parts import build, lengths, within

SUITE = build(
    "core.place",
    ("place_id",),
    within("latitude", -90, 90),
    within("longitude", -180, 180),
    lengths("name", 1, 200),
    lengths("country_code", 2, 2),
)
