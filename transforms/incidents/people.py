"""Names of people, compared: "Colonel Adnan Saleh", "A. Saleh" and "Saleh"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from transforms.resources import read_table

_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "bint", "abu", "van", "von", "der", "de", "di", "da", "la", "le"}
)
_JUNIOR = frozenset({"jr", "sr"})
_AFTER = frozenset({"ii", "iii", "iv"}) | _JUNIOR
_MOST_PARTS = 5
"""Names longer than this are no names."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TWICE = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts, each in one spelling."""

    given: tuple[str, ...]
    """First and middle names or their initials; empty where only the last name stands."""
    last: str
    """The last name, or its initial."""
    is_junior: bool = False
    """It ends in Jr. or Sr., so that two people bear the name."""

    @property
    def is_full(self) -> bool:
        """Tell whether both parts are written out."""
        return bool(self.given) and len(self.given[0]) > 1 and len(self.last) > 1

    @property
    def short_key(self) -> str:
        """What a short form is looked up by: its last name, or the first where the last is an initial."""
        return self.last if len(self.last) > 1 or not self.given else f"{self.given[0]} {self.last}"

    @property
    def short_keys(self) -> tuple[str, ...]:
        """Under what a full name is found."""
        return (self.last, f"{self.given[0]} {self.last[0]}")

    def same_as(self, other: PersonName) -> bool:
        """Tell whether two full names are spellings of one ("Andrei V. Orlov", "Andrey Orlov")."""
        if (
            self.last != other.last
            or not (self.is_full and other.is_full)
            or self.is_junior != other.is_junior
        ):
            return False
        return self.given[0] == other.given[0] and all(
            one == two or (one[0] == two[0] and 1 in (len(one), len(two)))
            for one, two in zip(self.given[1:], other.given[1:], strict=False)
        )

    def short_for(self, full: PersonName) -> bool:
        """Tell whether this may be short for the full name `full` ("Saleh", "A. Saleh", "Adnan S.")."""
        if self.is_full or not full.is_full or full.is_junior:
            return False
        if len(self.last) == 1:
            return bool(self.given) and self.given[0] == full.given[0] and self.last == full.last[0]
        return self.last == full.last and (not self.given or self.given[0][0] == full.given[0][0])


def read_name(words: str) -> PersonName | None:
    """Return the parts of a person's name without titles; None where it is none."""
    letters = [letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter)]
    found = [re.sub(r"['’]s?$", "", token) for token in _TOKEN.findall("".join(letters))]
    tokens = [token.lower() for token in found]
    kept = [token for token in tokens if token not in _PARTICLES and token not in _AFTER]
    while len(kept) > 1 and kept[0] in _titles():
        kept = kept[1:]
    named = [token for token in found if token.lower() in kept]
    if not 1 <= len(kept) <= _MOST_PARTS or any(token.islower() for token in named):
        return None
    folded = [_fold(token) for token in kept]
    return PersonName(tuple(folded[:-1]), folded[-1], bool(_JUNIOR & set(tokens)))


def _fold(token: str) -> str:
    """Return one spelling for those by which names from other scripts differ most."""
    plain = token.replace("'", "").replace("’", "")
    for spelling, same in (("ey", "ei"), ("y", "i"), ("ou", "u"), ("oo", "u")):
        plain = plain.replace(spelling, same)
    return _TWICE.sub(r"\1", plain)


@cache
def _titles() -> frozenset[str]:
    nouns = {row["noun"] for row in read_table("source_nouns") if row["kind"] in {"office", "person"}}
    return frozenset({row["title"] for row in read_table("titles")} | nouns)
