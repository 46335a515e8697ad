"""How place names are compared: one key for spellings that differ in case, accents or punctuation only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʻʿʾ`´.ˈ\u200b\u200c\u200d"), None)
_SPACED = dict.fromkeys(map(ord, "-–—‐‑_/,\u00a0\n\t"), " ")
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th",
     "ħ": "h", "ŋ": "n"}
)  # fmt: skip
_FOLD = str.maketrans({**_DROPPED, **_SPACED})
_MARKS = re.compile(r"[\u0300-\u036f]+")
ARTICLES = frozenset({"al", "el", "ar", "as", "ad", "at", "an", "ash", "az", "ez", "er", "es", "et", "esh"})
"""Spellings of the Arabic article, as they stand before a name."""

TYPE_WORDS = frozenset(
    [
        "province",
        "governorate",
        "region",
        "county",
        "district",
        "city",
        "state",
        "town",
        "village",
        "oblast",
        "parish",
        "island",
        "islands",
        "department",
        "prefecture",
        "municipality",
        "township",
        "borough",
        "raion",
        "rayon",
        "subdistrict",
        "territory",
        "canton",
        "metropolitan",
        "area",
        "countryside",
    ]
)
"""Words behind a name that say what kind of place it is."""
ADMIN_WORDS = frozenset(
    ["province", "governorate", "region", "state", "oblast", "department", "prefecture", "county", "parish"]
)
"""Those of them that mean a division and not a town."""
TOWN_WORDS = frozenset({"city", "town", "village", "township", "borough", "municipality", "capital"})
"""Those of them that mean a town."""
COMPASS_WORDS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "upper",
        "lower",
        "greater",
        "inner",
        "outer",
        "downtown",
        "mount",
        "rural",
    ]
)
"""Words before a name that point to a part of it."""


def name_key(name: str) -> str:
    """Return the key of `name`: lower case, no accents, no marks, one space between words."""
    folded = name.lower().translate(_FOLD)
    if not folded.isascii():
        folded = folded.translate(_LETTERS)
        folded = _MARKS.sub("", unicodedata.normalize("NFKD", folded))
    return " ".join(folded.split())


@lru_cache(maxsize=50_000)
def key_variants(key: str) -> tuple[tuple[str, str], ...]:
    """Return other keys to look `key` up by, best first, each with the rule that made it.

    The rules: a type word behind the name ("province", "city"), the Arabic article before it, a
    compass word before it. The rule "admin" asks for a division, "part" for a part of the place.
    """
    found: list[tuple[str, str]] = []
    first, _, rest = key.partition(" ")
    front, _, last = key.rpartition(" ")
    if first == "the" and rest:
        return ((rest, "name"), *key_variants(rest))
    if last in TYPE_WORDS and front:
        found.append((front, "admin" if last in ADMIN_WORDS else "typed"))
    if first in TYPE_WORDS and rest:
        found.append((rest.removeprefix("of "), "admin" if first in ADMIN_WORDS else "typed"))
    if first in ARTICLES and rest:
        found.append((rest, "article"))
    elif len(key) > 3:
        found.extend(
            (f"{article} {key}", "article") for article in ("al", "el", "ar", "as", "ad", "at", "an")
        )
    if key.startswith("st "):
        found.append(("saint " + rest, "name"))
    elif first == "saint":
        found.append(("st " + rest, "name"))
    elif first in ("mt", "ft"):
        found.append(({"mt": "mount ", "ft": "fort "}[first] + rest, "name"))
    if first in COMPASS_WORDS and rest:
        found.append((rest, "part"))
    return tuple(found)
