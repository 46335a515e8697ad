"""The one entrance: an article and a gazetteer in, its place mentions out."""

from __future__ import annotations

from transforms.language import Article
from transforms.places.candidates import Reading, Toponym
from transforms.places.gazetteer import Gazetteer
from transforms.places.judge import Judge, choose, default_judge
from transforms.places.names import TYPE_WORDS
from transforms.places.relative import offset_before, precisions
from transforms.places.resolve import UNKNOWN_HOME, Home, Resolved, resolve
from transforms.records import PlaceMention

_OTHER_NAMES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT"})


def find_places(
    article: Article,
    gazetteer: Gazetteer,
    *,
    home: Home = UNKNOWN_HOME,
    demonyms: bool = False,
    embedded: bool = False,
    judge: Judge | None = None,
) -> tuple[PlaceMention, ...]:
    """Return the places that `article` names, in order, none overlapping another.

    A name the gazetteer does not know stays, with place None and the reason in `basis`. With
    `demonyms`, "Syrian" and "Kenyan" come too, resolved to the country (basis "demonym"): they say
    whose, not where; with `embedded`, so do places inside other names ("Chicago" in "Chicago
    Tribune"). `home` is where the outlet is at home and decides between namesakes. `judge`
    tells names of places from other names; by default the trained one.
    """
    judge = judge or default_judge()
    reading = Reading(article, gazetteer)
    toponyms = reading.toponyms(demonyms=True)
    chosen = choose(toponyms, judge.weigh(reading, toponyms), judge.threshold)
    resolved = resolve(chosen, reading.text, gazetteer, home)
    return tuple(
        _mention(reading, toponym, one)
        for toponym, one in zip(chosen, resolved, strict=True)
        if (demonyms or toponym.rule != "demonym") and (embedded or not _is_embedded(reading, toponym))
    )


def _is_embedded(reading: Reading, one: Toponym) -> bool:
    """Tell whether the name is only a part of the name of an organization, a person or a product."""
    if one.label or one.around not in _OTHER_NAMES or one.cue:
        return False
    start, end = reading.edges_at(one.span)
    rest = reading.text[start : one.span.start] + " " + reading.text[one.span.end : end]
    return any(word[0].isupper() and word.lower() not in TYPE_WORDS for word in rest.split())


def _mention(reading: Reading, toponym: Toponym, resolved: Resolved) -> PlaceMention:
    offset = offset_before(reading.text, toponym.span)
    acled, ucdp = precisions(resolved.place, is_near=offset is not None, rule=toponym.rule)
    return PlaceMention(
        span=toponym.span,
        text=toponym.text,
        place=resolved.place.place if resolved.place is not None else None,
        basis=resolved.basis,
        acled_precision=acled,
        ucdp_precision=ucdp,
        offset_km=offset.kilometers if offset is not None else None,
        offset_bearing=offset.bearing if offset is not None else None,
    )
