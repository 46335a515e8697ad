"""What a line looks like taken alone: the first answer, which rules and the line model then weigh."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import Literal, NamedTuple

from transforms.clean.credits import is_byline, is_carrier_line
from transforms.clean.lines import Line, make_line
from transforms.clean.published import is_clock_line, is_date_line
from transforms.resources import read_table

Shape = Literal[
    "prose",
    "bullet",
    "short",
    "navigation",
    "teaser",
    "tail",
    "notice",
    "time",
    "date",
    "byline",
    "carrier",
    "caption",
    "image_credit",
]
"""tail: a heading after which nothing of the article follows; notice: a request to subscribe, to share…"""

LONGEST_FURNITURE = 60
"""Words; no line of the page's furniture is longer, and no pattern is tried on longer lines."""

_REMEMBERED = 14
_TEASER_HEADS = ">»→•*-– "
_MARKS = re.compile(r"[:|>»–—]|\s(?:here|below)\b")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_COOKIE_ROW = re.compile(
    r"\S+ (?:(?:\d+ (?:second|minute|hour|day|month|year)s? )+|(?:session|never|persistent) )(?=[A-Z])"
    r"(?=.*(?:[Cc]ookie|[Nn]o description|[Uu]sed |[Ss]et |[Rr]ecords|[Ss]tores))"
)
"""A row of the table in which a page lists its cookies: name, lifetime, purpose."""
_CREDIT_HEAD = re.compile(
    r"(?:(?:cover |lead |main )?(?:images?|photos?|photograph|pictures?|foto|bild|copyright|source|graphic"
    r"|illustration|video|credit|caption|file|pic)"
    r"(?:\s*(?:credit|source|by|caption|courtesy(?: of)?|illustration))?\s*[:—–©,]|©)",
    re.IGNORECASE,
)
_CREDIT_STARTS = (
    "im",
    "ph",
    "pi",
    "so",
    "il",
    "vi",
    "cr",
    "ca",
    "fi",
    "co",
    "le",
    "ma",
    "fo",
    "bi",
    "gr",
    "©",
)
_CREDIT_TAIL = re.compile(
    r"\((?:photo by|image:|credit:|picture:|ap photo)[^)]*\)\s*\.?$"
    r"|\([^()]*/(?:AP|AFP|Reuters|Getty)[^()]*\)\s*\.?$"
    r"|/(?:AFP|Reuters|REUTERS|AP|EPA|dpa|EFE|Getty)\b|\bREUTERS/|\bEPA-EFE\b|\bvia AP\b",
    re.IGNORECASE,
)
_CAPTION_VIEW = re.compile(
    r"^(?:FILE|HANDOUT|In this|This (?:undated|combination|handout|file|image|photo|aerial|screengrab"
    r"|frame)|An? (?:chart|bar chart|line chart|map|graph|graphic|table|photo|picture|screenshot"
    r"|screengrab|general view|view|copy|file|aerial|composite|combination|man|woman|person|boy|girl|child"
    r"|worker|soldier"
    r"|police officer|sign|crowd|group)\b)"
    r"|^(?:[Pp]ortrait|[Bb]ottle|[Pp]hoto|[Pp]icture|[Ii]mage|[Ss]creenshot|[Ll]ogo|[Hh]eadshot|[Mm]ap) of\b"
    r"|\b[Ll]ogo$"
    r"|,? (?:seen|pictured|shown|pose[sd]?|left|right|cent(?:er|re)|second from (?:left|right)),? "
    r"|\b(?:is|are|was|were) (?:seen|pictured|shown)\b|\([A-Z][\w.' -]+/[A-Z][\w.' /-]+\)\s*$|\bfrom left\b"
)
_VIEW_OPENINGS = (
    *("FILE", "HANDOUT", "In this", "This ", "A ", "An "),
    *(first + rest for first, rest in product("Pp", ("ortrait", "hoto", "icture"))),
    *("Bottle", "bottle", "Image", "image", "Screenshot", "screenshot", "Logo", "logo"),
    *("Headshot", "headshot", "Map", "map"),
)
_VIEW_PARTS = ("seen", "pictured", "shown", "pose", "left", "right", "cent", "logo")
"""No line is a view that neither opens as above nor holds one of these."""
_VIEW_WORDS = frozenset(
    [
        *(
            "file",
            "handout",
            "this",
            "chart",
            "bar",
            "line",
            "map",
            "graph",
            "graphic",
            "table",
            "photo",
            "picture",
        ),
        *(
            "screenshot",
            "screengrab",
            "general",
            "view",
            "copy",
            "aerial",
            "composite",
            "combination",
            "man",
            "woman",
        ),
        *(
            "person",
            "boy",
            "girl",
            "child",
            "worker",
            "soldier",
            "police",
            "sign",
            "crowd",
            "group",
            "portrait",
        ),
        *(
            "bottle",
            "image",
            "logo",
            "headshot",
            "seen",
            "pictured",
            "shown",
            "pose",
            "posed",
            "poses",
            "left",
        ),
        *("right", "center", "centre", "second"),
    ]
)
_FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "said",
        "says",
        "say",
        "told",
        "did",
        "do",
        "does",
        "not",
        "it",
        "he",
        "she",
        "they",
        "we",
        "that",
        "which",
        "who",
        "this",
    ]
)


class _Phrases(NamedTuple):
    whole: dict[str, Shape]
    start: re.Pattern[str]
    starts: tuple[str, ...]
    opening: tuple[tuple[str, Shape], ...]
    openings: tuple[str, ...]
    inside: dict[str, tuple[tuple[str, Shape], ...]]
    words: frozenset[str]


def shape_of(line: Line) -> Shape:
    """Return what `line` looks like by itself."""
    return _shape_of_short(line.text) if len(line.words) <= _REMEMBERED else _shape(line)


@lru_cache(maxsize=1 << 16)
def _shape_of_short(text: str) -> Shape:
    """Return the shape of a short line; menus repeat from page to page, so their answers are remembered."""
    return _shape(make_line(text))


def _shape(line: Line) -> Shape:
    words = line.words
    count = len(words)
    if count <= LONGEST_FURNITURE and len(line.text) <= 12 * LONGEST_FURNITURE:
        furniture = _furniture(line, count)
        if furniture is not None:
            return furniture
    if is_prose(line):
        return "prose"
    return "bullet" if line.has_marker and count >= 8 else "short"


def is_prose(line: Line) -> bool:
    """Tell whether `line` reads as running text: a full sentence, or long with a finite verb."""
    count = len(line.words)
    if count >= 12 and ends_sentence(line):
        return True
    return count >= 22 and not _FINITE.isdisjoint(word.lower() for word in line.words[:80])


def ends_sentence(line: Line) -> bool:
    """Tell whether `line` ends as a sentence does."""
    return _ENDS.search(line.text[-4:]) is not None


def is_view(line: Line) -> bool:
    """Tell whether `line` describes a picture ("A man is seen…", "Portrait of…")."""
    if len(line.text) > 600:
        return False
    if line.text[-1] != ")":
        if not line.text.startswith(_VIEW_OPENINGS) and not any(map(line.lower.__contains__, _VIEW_PARTS)):
            return False
        lower, words = line.lower, line.lower_words
        if "," in lower or ":" in lower:
            words = lower.replace(",", " ").replace(":", " ").split(" ")
        if _VIEW_WORDS.isdisjoint(words):
            return False
    return _CAPTION_VIEW.search(line.text) is not None


def _furniture(line: Line, count: int) -> Shape | None:
    """Return the first answer of the tests below, in the order of how sure they are."""
    lower = line.lower
    found = _short_furniture(line, lower) if count <= 14 else None
    if found is not None:
        return found
    if is_byline(line.text):
        return "byline"
    if _COOKIE_ROW.match(line.text):
        return "notice"
    if is_carrier_line(line.text):
        return "carrier"
    phrases = _phrases()
    if (
        count <= 30
        and lower.lstrip(_TEASER_HEADS).startswith(phrases.starts)
        and _MARKS.search(lower)
        and phrases.start.match(lower)
    ):
        return "teaser"
    return "image_credit" if _is_image_credit(line, count) else _notice(line, lower, count)


def _short_furniture(line: Line, lower: str) -> Shape | None:
    phrases = _phrases()
    whole = phrases.whole.get(lower.strip(" :.>»→()0123456789|"))
    if whole is not None:
        return whole
    if lower.startswith(phrases.openings):
        return next(shape for opening, shape in phrases.opening if lower.startswith(opening))
    if is_clock_line(lower):
        return "time"
    return "date" if is_date_line(line.text) else None


def _notice(line: Line, lower: str, count: int) -> Shape | None:
    phrases = _phrases()
    for word in phrases.words.intersection(line.lower_words):
        for phrase, shape in phrases.inside[word]:
            if phrase in lower and not (shape != "navigation" and count > 35 and is_prose(line)):
                return "notice" if shape == "navigation" else shape
    return None


def _is_image_credit(line: Line, count: int) -> bool:
    if line.lower.startswith(_CREDIT_STARTS) and _CREDIT_HEAD.match(line.bare):
        return count <= 35 or not is_prose(line)
    if "/" not in line.text and ")" not in line.text[-2:] and " via " not in line.text:
        return False
    return bool(_CREDIT_TAIL.search(line.text)) and (count <= 35 or not is_prose(line))


@cache
def _phrases() -> _Phrases:
    whole: dict[str, Shape] = {}
    opening: list[tuple[str, Shape]] = []
    starts: list[str] = []
    inside: dict[str, list[tuple[str, Shape]]] = {}
    for row in read_table("furniture"):
        phrase = row["phrase"]
        shape: Shape = "tail" if row["ends_article"] == "yes" else _SHAPES[row["kind"]]
        match row["match"]:
            case "line":
                whole[phrase] = shape
            case "open":
                opening.append((phrase, shape))
            case "start":
                starts.append(phrase)
            case "inside":
                inside.setdefault(phrase.split(" ")[0], []).append((phrase, shape))
            case other:
                raise ValueError(f"furniture.csv: {phrase} has an unknown match {other}")
    forms = "|".join(re.escape(phrase) for phrase in sorted(starts, key=len, reverse=True))
    start = re.compile(rf"(?:[>»→•*\-–]\s*)?(?:{forms})(?:\s*[:|>»–—]|\s(?:here|below)\b)")
    return _Phrases(
        whole,
        start,
        tuple(starts),
        tuple(opening),
        tuple(phrase for phrase, _ in opening),
        {word: tuple(rows) for word, rows in inside.items()},
        frozenset(inside),
    )


_SHAPES: dict[str, Shape] = {
    "navigation": "navigation",
    "teaser": "teaser",
    "caption": "caption",
    "image_credit": "image_credit",
}
