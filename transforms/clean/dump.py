"""A plain-text dump taken apart: blocks, headline, bylines, credits, date."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.clean import published
from transforms.clean.blocks import Draft, split_datelines
from transforms.clean.credits import find_carriers, find_writers, is_byline
from transforms.clean.found import Found, Refused
from transforms.clean.headline import find_title
from transforms.clean.lines import Line, split_lines
from transforms.clean.model import LineModel, judge, line_model
from transforms.clean.published import Published
from transforms.clean.rules import Verdict, decide, read_lines
from transforms.clean.shapes import ends_sentence
from transforms.clean.walls import find_wall

_DATE_REACH = 26
"""Lines before the first paragraph among which the date is sought."""
_LEAST_WORDS = 35
"""Words; on a page of `_MANY_LINES` less text is a caption or a teaser, not an article."""
_MANY_LINES = 15
_WALL_REACH = 3000
"""Characters; a longer body is an article whatever the page asks beside it."""
_STANDFIRST_MOST = 60
"""Words of the longest standfirst."""


def clean_dump(text: str) -> Found | Refused:
    """Return what the dump `text` holds, or why it holds no article."""
    lines = split_lines(text)
    if not lines:
        return Refused("no_article", "the text is empty")
    verdicts = judge_lines(lines, line_model())
    kept = _kept(verdicts)
    if not _has_article(lines, verdicts, kept):
        return Refused("no_article", f"no running text among {len(lines)} lines")
    body = "\n".join(lines[at].text for at in kept)
    wall = find_wall(body, text if len(body) < _WALL_REACH else "", None, is_article=False)
    if wall is not None:
        return Refused(*wall)
    title_at = find_title(lines, verdicts, kept[0], kept[-1])
    if title_at is not None:
        verdicts[title_at].kind, verdicts[title_at].drop_rule = "title", "title"
        kept = [at for at in kept if at != title_at]
        if not _has_article(lines, verdicts, kept):
            return Refused("no_article", f"a headline and no text among {len(lines)} lines")
    stated, modified, date_at = _find_dates(lines, verdicts, kept[0] if kept else 0)
    _mark_standfirst(lines, verdicts, kept, title_at, date_at)
    drafts = split_datelines(_draft(line, verdict) for line, verdict in zip(lines, verdicts, strict=True))
    authors, agencies = _find_names(drafts)
    return Found(
        tuple(drafts),
        title=None if title_at is None else lines[title_at].bare,
        authors=authors,
        agencies=agencies,
        published=stated,
        modified=modified,
    )


def judge_lines(lines: list[Line], model: LineModel | None) -> list[Verdict]:
    """Return a verdict on each line: by the rules, corrected by `model` where there is one."""
    reading = read_lines(lines)
    verdicts = decide(lines, reading)
    if model is None:
        return verdicts
    kept = _kept(verdicts)
    title_at = find_title(lines, verdicts, kept[0], kept[-1]) if kept else None
    judge(lines, reading, verdicts, title_at, model)
    return verdicts


def _kept(verdicts: Sequence[Verdict]) -> list[int]:
    return [at for at, verdict in enumerate(verdicts) if verdict.drop_rule is None]


def _has_article(lines: list[Line], verdicts: Sequence[Verdict], kept: Sequence[int]) -> bool:
    """Tell whether some kept line is running text, and a page of many lines holds enough of it."""
    if len(lines) >= _MANY_LINES and sum([len(lines[at].words) for at in kept]) < _LEAST_WORDS:
        return False
    return any(
        verdicts[at].kind == "paragraph" or (verdicts[at].kind == "list_item" and ends_sentence(lines[at]))
        for at in kept
    )


def _draft(line: Line, verdict: Verdict) -> Draft:
    is_item = (
        line.has_marker and verdict.kind in ("paragraph", "list_item", "other") and verdict.drop_rule is None
    )
    return Draft(
        "list_item" if is_item else verdict.kind, line.bare if is_item else line.text, verdict.drop_rule
    )


def _find_dates(
    lines: list[Line], verdicts: Sequence[Verdict], body_start: int
) -> tuple[Published | None, Published | None, int | None]:
    """Return publication, change, and the place of the first's line; nearest above the article first."""
    above = range(body_start - 1, max(-1, body_start - _DATE_REACH), -1)
    below = range(body_start + 1, min(len(lines), body_start + 4))
    near = [*above, *(at for at in below if verdicts[at].drop_rule is not None)]
    stated: Published | None = None
    modified: Published | None = None
    stated_at: int | None = None
    for shapes in (("date", "time"), ("byline", "short", "navigation")):
        for at in near:
            if verdicts[at].shape not in shapes or len(lines[at].words) > 16 or verdicts[at].kind == "title":
                continue
            found = published.from_words(lines[at].text)
            if found is None:
                continue
            if published.is_modified_line(lines[at].text):
                modified = modified or found
            elif stated is None:
                stated, stated_at = found, at
    return stated, modified, stated_at


def _mark_standfirst(
    lines: list[Line],
    verdicts: Sequence[Verdict],
    kept: Sequence[int],
    title_at: int | None,
    date_at: int | None,
) -> None:
    """Call the first kept paragraph a standfirst where the page sets it off from the text that follows.

    It is set off when dropped lines (picture, byline, date) stand between it and the next paragraph
    and nothing but the date stands between it and the headline.
    """
    if title_at is None or len(kept) < 3:
        return
    first, second = kept[0], kept[1]
    between = [at for at in range(title_at + 1, first) if at != date_at]
    breaks = [verdicts[at].kind for at in range(first + 1, second)]
    if (
        not between
        and breaks
        and any(kind in ("caption", "image_credit", "byline", "other") for kind in breaks)
        and verdicts[first].kind == "paragraph"
        and len(lines[first].words) <= _STANDFIRST_MOST
    ):
        verdicts[first].kind = "standfirst"


def _find_names(drafts: Sequence[Draft]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return writers from bylines, and carriers from bylines, credits and datelines."""
    writers: list[str] = []
    carriers: list[str] = []
    for draft in drafts:
        if draft.kind in ("byline", "credit", "dateline"):
            carriers.extend(find_carriers(draft.text))
        if draft.kind == "byline" and is_byline(draft.text):
            writers.extend(find_writers(draft.text))
    return tuple(dict.fromkeys(writers)), tuple(dict.fromkeys(carriers))
