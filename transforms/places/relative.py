"""Places told by their way from another: "8 kilometers (5 miles) east of X", "near X", "outside X"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.places.gazetteer import Candidate
from transforms.records import Span

MILE_KM = 1.609344
"""Kilometres in a statute mile (exact)."""
NAUTICAL_MILE_KM = 1.852
"""Kilometres in a nautical mile (exact)."""

_NUMBER = (
    r"(?P<number>\d[\d,]*(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    r"twenty|thirty|forty|fifty|sixty|hundred|a\s+hundred|a\s+dozen|half\s+an?|a\s+few|several|(?P<word>some))"
)
_UNIT = r"(?P<unit>nautical\s+miles?|kilomet(?:er|re)s?|kms?|miles?|mi|met(?:er|re)s?|m|yards?)"
_SIDE = (
    r"(?P<side>(?:due\s+)?(?:(?:north|south)[\s-]?(?:north[\s-]?|south[\s-]?)?(?:east|west)(?:ern|erly)?|"
    r"north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?))"
)
_OTHER_UNIT = r"(?:\s*\([^()]{1,30}\)|\s*,?\s+or\s+[\d.,]+\s+\w+,?)?"
_OFFSET = re.compile(
    rf"\b{_NUMBER}[\s-]+{_UNIT}\b\.?{_OTHER_UNIT}\s*(?:to\s+the\s+|further\s+)?(?:{_SIDE}\s*(?:of|from)|"
    rf"(?:away\s+)?from|outside(?:\s+of)?|off|inland\s+from|inside|away\s+from|deep\s+into)\s+"
    r"(?:the\s+)?(?:\w+\s+)?(?:(?:city|town|village|capital|river|port|border|coast)\s+(?:of\s+|with\s+)?)?(?:the\s+)?$",
    re.IGNORECASE,
)
_SIDE_ONLY = re.compile(
    rf"\b(?:(?:just|immediately|further|to\s+the)\s+)?{_SIDE}\s+(?:bank\s+)?of\s+(?:the\s+)?"
    r"(?:(?:city|town|village|capital|river)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near|outside|close\s+to|around|on\s+the\s+(?:outskirts|edge|fringes)\s+of|not\s+far\s+from|"
    r"in\s+the\s+vicinity\s+of|towards?|overlooking|bordering|along|off|adjacent\s+to)\s+(?:the\s+)?"
    r"(?:(?:city|town|village|capital|river|coast)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "hundred": 100, "a hundred": 100, "a dozen": 12, "half a": 0.5, "half an": 0.5,
}  # fmt: skip
_LINES = frozenset({"river", "canal", "line", "mountains", "lake"})
_FIXED_PRECISION = {
    "sea": (3, 7),
    "ocean": (3, 7),
    "strait": (3, 7),
    "continent": (3, 6),
    "country": (3, 6),
    "region": (3, 5),
    "admin1": (3, 4),
    "admin2": (2, 3),
}


@dataclass(frozen=True, slots=True)
class Offset:
    """How far and which way from the place named; either may be unknown."""

    kilometers: float | None
    """Distance; null where only the direction or nearness is told."""
    bearing: str | None
    """N, NNE, NE…; null where only the distance is told."""
    is_near: bool = True
    """Whether the spot is beside the place and not in it."""


def offset_before(text: str, span: Span) -> Offset | None:
    """Return the offset that the words before `span` give, or None where the place itself is meant."""
    before = text[max(0, span.start - 120) : span.start]
    sentence = re.split(r"[.;!?]\s+(?=[A-Z])|\n", before)[-1]
    told = _OFFSET.search(sentence)
    if told is not None:
        distance = _kilometers(told["number"], told["unit"])
        side = told["side"]
        return Offset(distance, _bearing(side) if side else None)
    side_only = _SIDE_ONLY.search(sentence)
    if side_only is not None:
        return Offset(None, _bearing(side_only["side"]))
    return Offset(None, None) if _NEAR.search(sentence) else None


def precisions(place: Candidate | None, is_near: bool, rule: str) -> tuple[int | None, int | None]:
    """Return ACLED geo_precision (1 to 3) and UCDP where_prec (1 to 7); both None where unresolved.

    ACLED: 1 town, 2 part of a region or near a town, 3 a whole region. UCDP: 1 exact, 2 within some
    25 km, 3 second-level division, 4 first-level division, 5 line or wide area, 6 country, 7 sea or air.
    """
    if place is None:
        return None, None
    fixed = _FIXED_PRECISION.get(place.feature)
    if fixed is not None:
        is_part = place.feature == "admin1" and rule == "part"
        return (2, fixed[1]) if is_part else fixed
    if place.feature in _LINES:
        return (2 if is_near else 3), 5
    return (2, 2) if is_near or rule == "part" else (1, 1)


def _kilometers(number: str, unit: str) -> float | None:
    words = " ".join(number.lower().split())
    value = _WORDS.get(words)
    if value is None:
        try:
            value = float(words.replace(",", ""))
        except ValueError:
            return None
    name = unit.lower()
    if name.startswith("naut"):
        factor = NAUTICAL_MILE_KM
    elif name.startswith("mi"):
        factor = MILE_KM
    elif name.startswith("k"):
        factor = 1.0
    elif name.startswith("y"):
        factor = 0.0009144
    else:
        factor = 0.001
    return round(value * factor, 3)


def _bearing(side: str) -> str:
    words = re.sub(r"[\s-]", "", side.lower()).removeprefix("due")
    return "".join(word[0].upper() for word in re.findall(r"north|south|east|west", words))
