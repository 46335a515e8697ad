"""Who wrote and who carried: bylines, agency credits and datelines, as sets of names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from transforms.resources import read_table

_LETTER = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_NAME = rf"{_LETTER}[\w.'’-]*"
_JOINERS = r"(?:de|van|von|der|bin|al|for|in|at|the|of|on|la|el|den)"
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Ww]ritten by|[Pp]osted by|[Rr]eported by|[Aa]uthors?:|[Tt]ext:"
    r"|[Ss]tory by)\s+"
    rf"(?P<names>{_NAME}(?:(?:,? (?:and|&|with) |, ?| \| ?| )(?:{_JOINERS} )*{_NAME}){{0,14}})"
    r"(?P<role>,?(?:[\s|]+[\w ]{0,40}(?:correspondents?|editors?|reporters?|writers?|journalists?|staff"
    r"|bureau)[\w ]{0,30})?)[,.]?$"
)
_INITIALS = re.compile(
    r"(?P<who>[a-zäöüß]{2,5}(?:[/,.&]\s?[a-zäöüß]{2,5}){0,4})\s*\((?P<names>[^()]{2,120})\)$"
)
_CARRIER = re.compile(
    r"\(?(?:"
    r"(?:with|includes?|additional|some|based on|compiled from|contains|material from|edited by|editing by"
    r"|reporting by|writing by|written by)\b.{0,60}"
    r"\b(?:report(?:ing|s)|files?|material|information|editing|writing|inputs?|by)\b.{0,160}"
    r"|(?:reporting|writing|editing|additional reporting)[^.]{0,40} by [^.]{3,160}\.?(?:\s*;.*)?"
    r"|with (?:files|reports?|reporting|material|inputs?|information|agencies) .{2,140}"
    r"|(?:source|sources|via|agencies)\s*:\s*.{2,80}"
    r")$",
    re.IGNORECASE,
)
_CARRIER_WORDS = frozenset(
    [
        *("with", "includes", "include", "additional", "some", "based", "compiled", "contains", "material"),
        *("edited", "editing", "reporting", "writing", "written", "source", "sources", "via", "agencies"),
    ]
)
_BYLINE_HEADS = (
    "by ",
    "von ",
    "par ",
    "por ",
    "written by",
    "posted by",
    "reported by",
    "author",
    "text:",
    "story by",
)
_CREDIT_PART = re.compile(
    r"(?:with|additional|some|writing|reporting|reports?|files?|material|information|inputs?|edited|editing|compiled|source|via)"
    r"[^.;:]{0,40}?(?:\b(?:by|from)\b|:)\s*(?P<names>[^;]+)",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"(?P<place>{_LETTER}[\w.'’/-]*(?:,? (?:{_NAME}|al|de|el|la|of|the|on)){{0,5}})"
    r"(?P<date>,? (?:(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?))?"
    r"(?:,? ?\((?P<carrier>[^()]{2,40})\))?"
    r"(?P<mark>\s*(?:[—–]|--|(?<=\)) ?-|\s-)\s*|(?<=\)):?\s+)"
)
_BARE_CARRIER = re.compile(r"\((?P<carrier>[^()]{2,30})\)\s*(?:[—–-]|--)\s*")
_ROLE = re.compile(
    r"\b(?:staff|correspondent|editor|reporter|writer|journalist|bureau|desk)s?\b", re.IGNORECASE
)
_NAME_SPLIT = re.compile(r"\s*(?:[,;/|+&]|\band\b|\bwith\b|\bu\.|\bund\b)\s*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The head of a first paragraph that says where, when and by whom it was filed."""

    text: str
    """Its words without the dash."""
    rest: str
    """The paragraph without it."""
    agencies: tuple[str, ...]
    """Agencies it names."""


def is_byline(text: str) -> bool:
    """Tell whether `text` says who wrote ("By Ann Example and Bo Sample", "ab/cd (Reuters)")."""
    if len(text) > 200:
        return False
    if text[0].islower() and text[-1] == ")":
        initials = _INITIALS.match(text)
        if initials is not None:
            return bool(find_agencies(initials["names"]))
    return text[:12].lower().startswith(_BYLINE_HEADS) and _BYLINE.match(text) is not None


def is_carrier_line(text: str) -> bool:
    """Tell whether `text` names the agencies or reporters behind an article and says nothing else."""
    if len(text) > 320:
        return False
    if text.lstrip("(").split(" ", 1)[0].rstrip(":").lower() in _CARRIER_WORDS and _CARRIER.match(text):
        return bool(find_agencies(text)) or ":" not in text[:12]
    return (
        len(text) <= 90
        and text.lstrip("( ")[:2] in _agency_heads()
        and text.lstrip(" .(),;/|+&").startswith(_agency_forms())
        and _is_name_list(text)
    )


def find_agencies(text: str) -> tuple[str, ...]:
    """Return the agencies that `text` names, by their short names, in the order of the text."""
    found = _agency_pattern().finditer(text)
    names = _agency_names()
    return tuple(dict.fromkeys(names[match[0]] for match in found))


def find_carriers(text: str) -> tuple[str, ...]:
    """Return the agencies and the other names that a credit line gives as carriers.

    "With reporting by Reuters, CNN and a local paper" gives Reuters and CNN; persons are left out.
    """
    names: list[str] = []
    known = _agency_names()
    for part in _credit_names(text):
        if part in known:
            names.append(known[part])
        elif _is_outlet_like(part):
            names.append(part)
        else:
            names.extend(find_agencies(part))
    return tuple(dict.fromkeys(names))


def find_writers(text: str) -> tuple[str, ...]:
    """Return the persons a byline names, without their roles and places."""
    found = _BYLINE.match(text)
    if found is None:
        return ()
    names = re.split(r"\s+(?:for|in|at|of|on) (?:the )?", found["names"])[0]
    parts = [part.strip(" .,") for part in _NAME_SPLIT.split(names)]
    known = _agency_names()
    return tuple(
        dict.fromkeys(part for part in parts if part and part not in known and not _ROLE.search(part))
    )


def split_dateline(text: str) -> Dateline | None:
    """Return the dateline at the head of a paragraph, or None where it has none.

    A place without a carrier must stand in capitals before the dash ("GENEVA — "); with a carrier in
    brackets any writing will do ("Geneva (Reuters) - ").
    """
    if len(text) < 20:
        return None
    head = text[:140]
    bare = _BARE_CARRIER.match(head)
    if bare is not None and find_agencies(bare["carrier"]):
        return _cut(text, text[: bare.end("carrier") + 1], bare.end(), bare["carrier"])
    found = _DATELINE.match(head)
    if found is None:
        return None
    carrier = found["carrier"]
    if carrier is not None and not find_agencies(carrier):
        return None
    if carrier is None:
        letters = [mark for mark in found["place"].split(",")[0] if mark.isalpha()]
        if len(letters) < 3 or sum(mark.isupper() for mark in letters) < len(letters):
            return None
    return _cut(text, head[: found.start("mark")], found.end(), carrier or "")


def _cut(text: str, head: str, end: int, carrier: str) -> Dateline | None:
    rest = text[end:].strip()
    return Dateline(head.strip(" ,"), rest, find_agencies(carrier)) if rest else None


def _credit_names(text: str) -> list[str]:
    initials = _INITIALS.match(text)
    if initials is not None:
        stretches = [initials["names"]]
    else:
        stretches = [found["names"] for found in _CREDIT_PART.finditer(text)] or [text]
    parts = [part.strip(" .()'\"") for stretch in stretches for part in _NAME_SPLIT.split(stretch)]
    return [part for part in parts if part]


def _is_outlet_like(part: str) -> bool:
    return part in _outlet_names()


def _is_name_list(text: str) -> bool:
    parts = [part.strip(" .()") for part in _NAME_SPLIT.split(text)]
    known = _agency_names()
    return bool(parts) and all(part in known for part in parts if part) and any(parts)


@cache
def _agency_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in read_table("agencies"):
        for form in (row["name"], row["full_name"], *row["aliases"].split("|")):
            if form:
                names.setdefault(form, row["name"])
    return names


@cache
def _agency_heads() -> frozenset[str]:
    return frozenset(name[:2] for name in _agency_names())


@cache
def _agency_forms() -> tuple[str, ...]:
    return tuple(_agency_names())


@cache
def _outlet_names() -> frozenset[str]:
    return frozenset(
        form for row in read_table("outlets") for form in (row["name"], *row["aliases"].split("|")) if form
    )


@cache
def _agency_pattern() -> re.Pattern[str]:
    forms = sorted(_agency_names(), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w.])(?:{'|'.join(re.escape(form) for form in forms)})(?!\w)")
