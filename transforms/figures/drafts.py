"""Figures in the making: a quantity, what it counts and what befell it, before claims are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from transforms.figures.counted import Counted, attach, group_civilians, group_kinds, is_human
from transforms.figures.cues import Cue, find_cues
from transforms.figures.distances import find_distances
from transforms.figures.draft import Draft, make_draft
from transforms.figures.fates import mark_breakdown, mark_parts, without_doubles
from transforms.figures.quantities import find_quantities
from transforms.figures.subsets import find_subsets
from transforms.figures.surface import surface_kind
from transforms.records import EventFactuality, FigureKind, Span

_COLLECTIVES = frozenset({"family", "group", "crowd", "crew", "total", "party", "convoy", "team"})


def find_drafts(doc: Doc, taken: Sequence[Span] = ()) -> list[Draft]:
    """Return the figures of `doc` in the order of the text; `taken` are dates, whose numbers count nothing.

    Drafts of basis "definite" and "plural" state no number: they are evidence for a document's
    totals, and no figures by themselves.
    """
    text = doc.text
    distances = find_distances(text)
    spans = [*taken, *(distance.span for distance in distances)]
    counted = attach(doc, find_quantities(text, spans))
    places = _index(doc, counted)
    drafts: dict[tuple[int, int, str], Draft] = {}
    used: set[Span] = set()
    for cue in find_cues(doc):
        for draft in _from_cue(cue, places, used):
            key = (draft.span.start, draft.span.end, draft.kind)
            if key not in drafts:
                drafts[key] = draft
    found = without_doubles(drafts.values())
    rest = [each for each in counted if each.quantity.span not in used]
    found += _parts(rest, found, used)
    mark_breakdown(found)
    found += _from_surface([each for each in rest if each.quantity.span not in used], used)
    found += _groups(each for each in rest if each.quantity.span not in used)
    mark_parts(found)
    return sorted(found, key=lambda draft: (draft.span, draft.kind))


def _index(doc: Doc, counted: Iterable[Counted]) -> dict[int, Counted]:
    """Return the quantity at each token that states or receives it."""
    places: dict[int, Counted] = {}
    for each in counted:
        places.setdefault(each.head.i, each)
        tokens = doc.char_span(each.quantity.core.start, each.quantity.core.end, alignment_mode="expand")
        for token in tokens or ():
            places.setdefault(token.i, each)
    return places


def _from_cue(cue: Cue, places: dict[int, Counted], used: set[Span]) -> Iterable[Draft]:
    names = [p for p in cue.patients if p.ent_type_ == "PERSON" and p.i not in places]
    if cue.kind == "displaced":
        names = []
    if len(names) > 1:
        yield _list_of_names(cue, names)
    for patient in cue.patients:
        counted = places.get(patient.i) or _family_of(patient, places)
        if counted is not None and _only_escapes(cue, counted):
            used.add(counted.quantity.span)
            continue
        if counted is not None:
            draft = _counted_draft(cue, patient, counted)
            if (
                draft is not None
                and patient.lemma_.lower() in _COLLECTIVES
                and patient.left_edge.idx < draft.span.start
            ):
                draft.span = Span(patient.left_edge.idx, draft.span.end)
                draft.group = Span(patient.left_edge.idx, patient.idx + len(patient.text))
            if draft is not None:
                used.add(counted.quantity.span)
                yield draft
        elif cue.frame not in {"count", "toll"} and not (patient in names and len(names) > 1):
            implied = _implied_draft(cue, patient)
            if implied is not None:
                yield implied


def _family_of(patient: Token, places: dict[int, Counted]) -> Counted | None:
    """Return the number of "a family of five", "the bodies of six men"."""
    follower = patient.doc[patient.i + 1] if patient.i + 1 < len(patient.doc) else None
    if (
        follower is None
        or follower.lower_ != "of"
        or patient.lemma_.lower() not in {"family", "group", "crowd", "crew", "body", "total"}
    ):
        return None
    return next(
        (places[child.i] for child in follower.children if child.dep_ == "pobj" and child.i in places), None
    )


def _counted_draft(cue: Cue, patient: Token, counted: Counted) -> Draft | None:
    quantity = counted.quantity
    if cue.frame == "count" and patient.i == cue.token.i:
        if not quantity.core.end <= cue.token.idx or cue.token.idx - quantity.core.end > 60:
            return None
        if quantity.best == 0 and patient.dep_ == "pobj":
            return None  # "none of the injuries" tells of their gravity
    elif not counted.is_bare and not is_human(counted.head):
        return None
    factuality = cue.factuality
    if cue.is_negated and quantity.best != 0:
        factuality = "denied"
    return make_draft(cue.kind, counted, cue.token, factuality, "parse")


def _only_escapes(cue: Cue, counted: Counted) -> bool:
    """Tell whether those who "fled" are gunmen, or one or two: they escape, and are not displaced."""
    if cue.kind != "displaced" or cue.frame != "subject":
        return False
    best = counted.quantity.best
    return group_civilians().get(counted.head.lemma_.lower()) == "no" or (best is not None and best < 3)


def _list_of_names(cue: Cue, names: list[Token]) -> Draft:
    span = Span(_entity_start(names[0]), names[-1].idx + len(names[-1].text))
    count = len({name.lower_ for name in names})
    factuality: EventFactuality = "denied" if cue.is_negated else cue.factuality
    return Draft(
        cue.kind, count, count, count, "none_stated", span, span, names[0], cue.token, factuality, "names"
    )


def _implied_draft(cue: Cue, patient: Token) -> Draft | None:
    """Return one for "a soldier" or a name, an open number for "civilians", none for things."""
    if (
        cue.kind == "displaced"
        or patient.pos_ == "PRON"
        or not (is_human(patient) and patient.pos_ in {"NOUN", "PROPN"})
    ):
        return None
    is_name = patient.ent_type_ == "PERSON"
    known = group_kinds().get(patient.lemma_.lower())
    if not is_name and known not in {"person", "force"} and patient.ent_type_ != "NORP":
        return None
    factuality: EventFactuality = "denied" if cue.is_negated else cue.factuality
    determiners = {child.lower_ for child in patient.children if child.dep_ in {"det", "poss"}}
    left = _entity_start(patient) if is_name else patient.left_edge.idx
    span = Span(min(left, patient.idx), patient.idx + len(patient.text))
    if span.end - span.start > 120:
        span = Span(patient.idx, patient.idx + len(patient.text))
    common = (span, span, patient, cue.token, factuality)
    if patient.tag_ in {"NNS", "NNPS"}:
        return Draft(cue.kind, 2, None, None, "none_stated", *common, "plural")
    if is_name:
        return Draft(cue.kind, 1, 1, 1, "none_stated", *common, "name")
    if determiners & {"a", "an", "another"}:
        return Draft(cue.kind, 1, 1, 1, "exact", *common, "article")
    return Draft(cue.kind, 1, None, None, "none_stated", *common, "definite")


def _entity_start(token: Token) -> int:
    first = token
    while first.i and first.ent_iob_ == "I" and first.nbor(-1).ent_type_ == token.ent_type_:
        first = first.nbor(-1)
    return first.idx


def _parts(rest: list[Counted], found: list[Draft], used: set[Span]) -> list[Draft]:
    """Return the figures that are parts of `found`: "including 10 officers", "three of them children"."""
    parts = []
    for counted, whole, kind in find_subsets(rest, found):
        draft = make_draft(
            kind,
            counted,
            None if whole is None else whole.cue,
            "asserted" if whole is None else whole.factuality,
            "subset",
        )
        draft.parent, draft.is_part = whole, True
        used.add(counted.quantity.span)
        parts.append(draft)
    return parts


def _from_surface(rest: list[Counted], used: set[Span]) -> list[Draft]:
    drafts = []
    for counted in rest:
        if not counted.is_bare and not is_human(counted.head):
            continue
        found = surface_kind(counted)
        if found is not None:
            used.add(counted.quantity.span)
            drafts.append(make_draft(found[0], counted, found[1], "asserted", "surface"))
    return drafts


def _groups(rest: Iterable[Counted]) -> list[Draft]:
    """Return what is merely counted: troops, attackers, tank rounds."""
    drafts = []
    for counted in rest:
        kind = _group_kind(counted)
        if kind is not None:
            drafts.append(make_draft(kind, counted, None, "asserted", "group"))
    return drafts


def _group_kind(counted: Counted) -> FigureKind | None:
    quantity, head = counted.quantity, counted.head
    if counted.is_bare or quantity.best == 0 or quantity.best is None:
        return None
    known = group_kinds().get(head.lemma_.lower())
    if quantity.is_strength or (known == "force" and quantity.best > 1 and not _speaks(head)):
        return "participants"
    follower = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    is_ammunition = (
        follower is None
        or follower.lower_ != "of"
        or {t.lemma_ for t in follower.subtree} & {"ammunition", "fire"}
    )
    return "munitions" if known == "munition" and is_ammunition and head.pos_ == "NOUN" else None


def _speaks(noun: Token) -> bool:
    return noun.dep_ == "nsubj" and any(child.dep_ in {"ccomp", "parataxis"} for child in noun.head.children)
