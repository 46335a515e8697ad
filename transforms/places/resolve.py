"""Which place each name means: all names of a document are resolved together.

Population alone is right in two names of three. What the rest of the document says betters it:
"X, Country" (containment), countries and US states named, one sense per name and document, and
the home of a local paper. Weights were set on development corpora (benchmarks/places.py).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.places.candidates import Toponym
from transforms.places.gazetteer import Candidate, Gazetteer

_CONTAINED = re.compile(r"\s*,\s*(?:in\s+)?|\s+in\s+|\s*\(\s*|\s*,?\s+(?:in|of)\s+(?:the\s+)?(?:\w+\s+)?"
                        r"(?:province|state|region|district|governorate|county)\s+of\s+")  # fmt: skip
_AREAS = frozenset({"country", "admin1", "admin2"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a toponym means, and by which rule."""

    place: Candidate | None
    basis: str


@dataclass(frozen=True, slots=True)
class Home:
    """Where the outlet is at home; empty parts are unknown."""

    country_code: str = ""
    admin1_code: str = ""


UNKNOWN_HOME = Home()
"""An outlet of which nothing is known."""


def resolve(
    toponyms: Sequence[Toponym], text: str, gazetteer: Gazetteer, home: Home = UNKNOWN_HOME
) -> list[Resolved]:
    """Return what each toponym means, in their order; the place is None where none is known."""
    context = _Context(toponyms, home)
    senses: dict[str, Resolved] = {}
    found: list[Resolved] = []
    for at, toponym in enumerate(toponyms):
        if not toponym.senses:
            found.append(_by_spelling(toponym, gazetteer, context))
            continue
        container = _container(toponyms, at, text)
        known = senses.get(toponym.key)
        if known is not None and container is None:
            found.append(known)
            continue
        best = max(toponym.senses, key=lambda one: (context.score(one, toponym, container), -one.number))
        resolved = Resolved(best, _basis(best, toponym, container, context))
        if container is not None or known is None:
            senses[toponym.key] = resolved
        found.append(resolved)
    return [_one_sense(toponym, one, senses) for toponym, one in zip(toponyms, found, strict=True)]


class _Context:
    """What a document's toponyms say together."""

    def __init__(self, toponyms: Sequence[Toponym], home: Home) -> None:
        self.home = home
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.divisions: defaultdict[tuple[str, str], float] = defaultdict(float)
        for toponym in toponyms:
            self._count(toponym.senses)
        self.total = sum(self.countries.values()) or 1.0

    def _count(self, senses: tuple[Candidate, ...]) -> None:
        if not senses:
            return
        country = next((one for one in senses if one.feature == "country"), None)
        if country is not None:
            self.countries[country.country_code] += 2
        else:
            best = max(senses, key=lambda one: one.population * (1.0 if one.is_main else 0.3))
            self.countries[best.country_code] += 0.6
            if best.feature == "admin1":
                self.divisions[best.country_code, best.admin1_code] += 1.5
        main = {
            (one.country_code, one.admin1_code) for one in senses if one.is_main and one.feature != "country"
        }
        if len(main) == 1:
            self.divisions[main.pop()] += 0.3

    def score(self, one: Candidate, toponym: Toponym, container: Toponym | None) -> float:
        """Return how well `one` fits as the sense of `toponym`; only differences mean something."""
        score = math.log10(one.population + 10)
        if one.feature == "country":
            rival = any(other.feature == "admin1" and other.country_code == "US" for other in toponym.senses)
            if not rival or self.countries.get("US", 0) <= self.countries.get(one.country_code, 0) + 0.5:
                score += 4
        elif one.feature == "admin1":
            score += 0.8
        elif one.feature not in ("city", "town", "admin2"):
            score += 1.0
        if not one.is_main:
            score -= 1.2
        weight = self.countries.get(one.country_code, 0.0) if one.country_code else 0.0
        score += 2.5 * weight / self.total + (1.0 if weight >= 1 else 0.0)
        if one.country_code and one.admin1_code:
            score += min(2.0, 0.7 * self.divisions.get((one.country_code, one.admin1_code), 0.0))
        if container is not None and _contains(container, one):
            score += 6
        if self.home.country_code and one.country_code == self.home.country_code:
            score += 0.8
            if self.home.admin1_code and one.admin1_code == self.home.admin1_code:
                score += 2.0
        return score

    def likely_countries(self) -> list[str]:
        """Return the countries the document names, most often named first; the outlet's own last."""
        named = sorted(filter(None, self.countries), key=lambda code: (-self.countries[code], code))[:3]
        return named + [code for code in (self.home.country_code,) if code and code not in named]


def _container(toponyms: Sequence[Toponym], at: int, text: str) -> Toponym | None:
    """Return the following toponym where the text says that this one lies in it ("X, Y", "X in Y")."""
    if at + 1 >= len(toponyms):
        return None
    this, following = toponyms[at], toponyms[at + 1]
    if following.rule == "demonym" or not _CONTAINED.fullmatch(text[this.span.end : following.span.start]):
        return None
    if any(one.feature in _AREAS for one in following.senses) and any(
        _contains(following, one) for one in this.senses
    ):
        return following
    return None


def _contains(container: Toponym, one: Candidate) -> bool:
    for area in container.senses:
        if area.feature not in _AREAS or area.country_code != one.country_code or area.number == one.number:
            continue
        if area.feature == "country" or (area.admin1_code and area.admin1_code == one.admin1_code):
            return True
    return False


def _basis(best: Candidate, toponym: Toponym, container: Toponym | None, context: _Context) -> str:
    if toponym.rule == "demonym":
        return "demonym"
    if container is not None and _contains(container, best):
        return "containment"
    if len(toponym.senses) == 1:
        return "only_sense"
    largest = max(toponym.senses, key=lambda one: one.population)
    return "population" if best.number == largest.number else "context"


def _one_sense(toponym: Toponym, resolved: Resolved, senses: dict[str, Resolved]) -> Resolved:
    final = senses.get(toponym.key)
    if final is None or final.place is resolved.place or resolved.basis == "containment":
        return resolved
    return Resolved(final.place, "one_sense")


def _by_spelling(toponym: Toponym, gazetteer: Gazetteer, context: _Context) -> Resolved:
    """Look for another transliteration, inside the countries that the document names and nowhere else."""
    if toponym.label == "FAC" or len(toponym.key) < 5:
        return Resolved(None, "unknown_name")
    for country in context.likely_countries():
        if context.countries[country] < 2:
            continue
        alike = gazetteer.alike(toponym.text, country)
        if alike is not None:
            best = max(alike[0], key=lambda one: one.population)
            return Resolved(best, "spelling")
    return Resolved(None, "unknown_name")
