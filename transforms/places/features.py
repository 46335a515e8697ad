"""What the filter looks at: the surroundings of a toponym, as the names of the features that hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from transforms.places.candidates import PLACE_LABELS, Reading, Toponym
from transforms.places.names import COMPASS_WORDS, TYPE_WORDS
from transforms.resources import read_table

_AREAS = frozenset({"country", "admin1", "admin2"})
_COMMA = re.compile(r",\s+")


@dataclass(slots=True)
class _Tally:
    places: int = 0
    persons: int = 0
    organizations: int = 0
    count: int = 0


class Surroundings:
    """The features of an article's toponyms; those of one look at all the others."""

    def __init__(self, reading: Reading, toponyms: list[Toponym]) -> None:
        self._reading = reading
        self._text = reading.text
        self._tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
        self._by_first: defaultdict[int, list[Toponym]] = defaultdict(list)
        self._by_last: defaultdict[int, list[Toponym]] = defaultdict(list)
        for one in toponyms:
            tally = self._tallies[one.key]
            tally.count += 1
            tally.places += one.label in PLACE_LABELS
            tally.persons += one.around == "PERSON"
            tally.organizations += one.around == "ORG"
            self._by_first[one.first].append(one)
            self._by_last[one.last].append(one)
        self._countries = {
            sense.country_code
            for one in toponyms
            for sense in one.senses
            if sense.feature == "country" and (one.rule == "demonym" or one.label in PLACE_LABELS)
        }
        self._lower = {word.text for word in reading.words if word.text[0].islower()}
        self._tags = {token.idx: token.tag_ for token in reading.article.doc}
        self._person_words = {
            word
            for entity in reading.named
            if entity.label == "PERSON"
            for word in self._text[entity.start : entity.end].split()
        }

    def of(self, one: Toponym) -> list[str]:
        """Return the names of the features that hold for `one`."""
        names = ["bias", f"words={one.last - one.first + 1}", f"rule={one.rule}"]
        names += self._own(one)
        names += self._labels(one)
        names += self._neighbours(one)
        names += self._others(one)
        return names

    def _own(self, one: Toponym) -> list[str]:
        names = []
        best = max(one.senses, key=lambda sense: (sense.population, sense.is_main), default=None)
        if best is not None:
            size = min(len(str(best.population)), 8)
            names += [f"size={size}", f"feature={best.feature}", f"main={best.is_main}"]
            names.append(f"size={size},label={one.label or one.around}")
            names.append(f"senses={min(len(one.senses), 6)}")
            if not any(sense.is_main for sense in one.senses):
                names.append("alternate_only")
        if one.cue:
            names.append(f"cue={one.cue}")
        names += self._in_named_country(one)
        if one.text.isupper():
            names.append(f"upper={min(len(one.text), 5)}")
        if "'" in one.text or "’" in one.text:
            names.append("apostrophe")
        if one.text.lower() in self._lower:
            names.append("lower_elsewhere")
        names += _person_name(one.key)
        return names

    def _in_named_country(self, one: Toponym) -> list[str]:
        """Tell whether the document names a country in which the name would lie."""
        inside = [sense for sense in one.senses if sense.feature != "country" and sense.country_code]
        if not inside or not self._countries:
            return []
        largest = max(inside, key=lambda sense: sense.population)
        names = []
        if largest.country_code in self._countries:
            names.append("largest_in_named")
        elif any(sense.country_code in self._countries for sense in inside):
            names.append("some_in_named")
        else:
            names.append("none_in_named")
        if any(sense.geonames_id == 0 and sense.feature not in _AREAS for sense in one.senses):
            names.append("reviewed")
        return names

    def _labels(self, one: Toponym) -> list[str]:
        if one.label:
            return [f"label={one.label}", f"label={one.label},tag={self._tags.get(one.span.start, '')}"]
        if not one.around:
            return ["label=", f"label=,tag={self._tags.get(one.span.start, '')}"]
        start, end = self._reading.edges_at(one.span)
        where = ("s" if start == one.span.start else "") + ("e" if end == one.span.end else "")
        beyond = "x" if one.span.start < start or one.span.end > end else ""
        return [f"around={one.around}", f"around={one.around},{where}{beyond}"]

    def _neighbours(self, one: Toponym) -> list[str]:
        words, text = self._reading.words, self._text
        names = []
        before = words[one.first - 1] if one.first > 0 else None
        after = words[one.last + 1] if one.last + 1 < len(words) else None
        gap = text[before.end : one.span.start] if before is not None else "\n"
        if before is not None and gap.strip() in ("", "-", "."):
            names.append(f"before={before.text.lower()}")
            if before.text[0].isupper():
                names.append("before_capital")
                names += [f"before_{kind}" for kind in _person_name(before.text.lower())]
            if before.text.lower() in COMPASS_WORDS:
                names.append("before_compass")
            if one.first > 1 and words[one.first - 2].end + 1 == before.start:
                names.append(f"before2={words[one.first - 2].text.lower()}")
        else:
            names.append(f"gap={gap.strip()[:2]}")
        tail = text[one.span.end : one.span.end + 1]
        if after is None or "\n" in text[one.span.end : after.start]:
            names.append("after=END")
        elif text[one.span.end : after.start] in (" ", "-"):
            names.append(f"after={after.text.lower()}")
            names.append(f"after_tag={self._tags.get(after.start, '')}")
            if after.text[0].isupper():
                names.append("after_capital")
                names += [f"after_{kind}" for kind in _person_name(after.text.lower())]
            if after.text.lower() in TYPE_WORDS:
                names.append(f"after_type={after.text[0].isupper()}")
        else:
            names.append(f"tail={tail}")
            if text[one.span.end : one.span.end + 2] in ("'s", "’s"):
                names.append("possessive")
        return names

    def _others(self, one: Toponym) -> list[str]:
        names = []
        tally = self._tallies[one.key]
        if tally.count > 1:
            share = tally.places / tally.count
            amount = "all" if share == 1 else "most" if share >= 0.5 else "some" if share else "none"
            names.append(f"places_share={amount}")
            if tally.persons * 2 > tally.count:
                names.append("mostly_persons")
            if tally.organizations * 2 > tally.count:
                names.append("mostly_organizations")
        if one.first == one.last and one.text in self._person_words:
            names.append("person_word")
        for other in self._by_first.get(one.last + 1, ()):
            if _COMMA.fullmatch(self._text[one.span.end : other.span.start]) and _holds(other, one):
                names.append("in_next")
                break
        for other in self._by_last.get(one.first - 1, ()):
            if _COMMA.fullmatch(self._text[other.span.end : one.span.start]) and _holds(one, other):
                names.append("holds_previous")
                break
        longer = [
            other
            for other in (*self._by_first[one.first], *self._by_last[one.last])
            if other.span != one.span and other.span.covers(one.span)
        ]
        if longer:
            names.append("in_longer" + ("_known" if any(other.senses for other in longer) else ""))
        if any(
            other.span != one.span and one.span.covers(other.span) and other.senses
            for other in (*self._by_first[one.first], *self._by_last[one.last])
        ):
            names.append("holds_shorter")
        return names


def _holds(container: Toponym, one: Toponym) -> bool:
    areas = {
        (area.country_code, area.admin1_code if area.feature != "country" else "")
        for area in container.senses
        if area.feature in _AREAS
    }
    return any(
        (sense.country_code, "") in areas or (sense.country_code, sense.admin1_code) in areas
        for sense in one.senses
    )


def _person_name(key: str) -> tuple[str, ...]:
    return _person_names().get(key, ())


@cache
def _person_names() -> dict[str, tuple[str, ...]]:
    return {
        row["name"]: tuple(kind for kind in ("is_given", "is_family") if row[kind])
        for row in read_table("person_names")
    }
