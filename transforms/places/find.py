"""The one entrance: an article and a gazetteer in, its place mentions out."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.language import Article
from transforms.places.candidates import PLACE_LABELS, Reading, Toponym
from transforms.places.gazetteer import Candidate, Gazetteer
from transforms.places.relative import offset_before, precisions
from transforms.places.resolve import UNKNOWN_HOME, Home, Resolved, resolve
from transforms.records import PlaceMention


def find_places(
    article: Article, gazetteer: Gazetteer, *, home: Home = UNKNOWN_HOME, demonyms: bool = False
) -> tuple[PlaceMention, ...]:
    """Return the places that `article` names, in order, none overlapping another.

    A name the gazetteer does not know stays, with place None and the reason in `basis`. With
    `demonyms`, "Syrian" and "Kenyans" come too, resolved to the country (basis "demonym"): they say
    whose, not where. `home` is where the outlet is at home and decides between namesakes.
    """
    reading = Reading(article, gazetteer)
    toponyms = _choose(reading.toponyms(demonyms=True))
    resolved = resolve(toponyms, article.text, gazetteer, home)
    return tuple(
        _mention(reading, toponym, one)
        for toponym, one in zip(toponyms, resolved, strict=True)
        if demonyms or toponym.rule != "demonym"
    )


def _choose(toponyms: Sequence[Toponym]) -> list[Toponym]:
    chosen: list[Toponym] = []
    ranked = sorted(toponyms, key=lambda one: (-(one.span.end - one.span.start), one.span.start))
    for one in ranked:
        if not _is_place(one) or any(one.span.overlaps(other.span) for other in chosen):
            continue
        chosen.append(one)
    return sorted(chosen, key=lambda one: one.span.start)


def _is_place(one: Toponym) -> bool:
    if one.rule == "demonym" or one.label in PLACE_LABELS or one.around in PLACE_LABELS:
        return True
    return max((sense.population for sense in one.senses), default=0) > 100_000 and one.around in (
        "ORG",
        "PERSON",
    )


def _mention(reading: Reading, toponym: Toponym, resolved: Resolved) -> PlaceMention:
    offset = offset_before(reading.text, toponym.span)
    acled, ucdp = precisions(resolved.place, is_near=offset is not None, rule=toponym.rule)
    place: Candidate | None = resolved.place
    return PlaceMention(
        span=toponym.span,
        text=toponym.text,
        place=place.place if place is not None else None,
        basis=resolved.basis,
        acled_precision=acled,
        ucdp_precision=ucdp,
        offset_km=offset.kilometers if offset is not None else None,
        offset_bearing=offset.bearing if offset is not None else None,
    )
