"""Charts as inline SVG: each figure under its source, ranges as bars, open ends as arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

Row = Mapping[str, Any]

COUNTED = ("killed", "wounded", "killed_or_wounded", "missing", "captured", "displaced")
"""Kinds of figure that the chart compares; means and distances stand in the list beside it."""
_OPEN_END_FACTOR = 1.6
_PADDING = {"left": 40, "right": 40, "top": 12, "bottom": 4}
_COLOURS = {"range": "#3b6ea8", "stated": "#b3402e", "words": "#6b6b6b"}


def figure_charts(figures: Sequence[Row]) -> list[tuple[str, str]]:
    """Return (kind, SVG) for each counted kind among `figures` (rows of mart.figures).

    A dot is the number stated, a bar the range it leaves open, an arrow a range without an end.
    Parts of other figures and running totals are left out.
    """
    comparable = [row for row in figures if _is_comparable(row)]
    return [
        (kind, _chart([_point(row) for row in comparable if row["kind"] == kind]))
        for kind in COUNTED
        if any(row["kind"] == kind for row in comparable)
    ]


def _chart(points: list[dict[str, Any]]) -> str:
    greatest = max(point["shown_high"] for point in points)
    least = min((point["stated"] for point in points if point["stated"] > 0), default=1)
    scale = alt.Scale(
        type="symlog" if greatest / least > 50 else "linear", domain=[0, max(greatest * 1.25, 4)], nice=False
    )
    base = alt.Chart({"values": points}).encode(
        y=alt.Y(
            "who:N",
            title=None,
            sort=alt.EncodingSortField("order"),
            axis=alt.Axis(labelLimit=330, labelExpr="split(datum.value, '|')"),
        ),
    )
    axis = alt.Axis(tickMinStep=1, format=",d", title=None)
    bars = base.mark_bar(height=7, opacity=0.35, color=_COLOURS["range"]).encode(
        x=alt.X("shown_low:Q", scale=scale, axis=axis), x2="shown_high:Q"
    )
    dots = base.mark_point(filled=True, size=85, color=_COLOURS["stated"]).encode(
        x=alt.X("stated:Q", scale=scale)
    )
    arrows = (
        base.transform_filter("datum.is_open")
        .mark_point(shape="triangle-right", filled=True, size=70, color=_COLOURS["range"])
        .encode(x=alt.X("shown_high:Q", scale=scale))
    )
    words = base.mark_text(align="left", dx=9, dy=-9, fontSize=11, color=_COLOURS["words"]).encode(
        x=alt.X("stated:Q", scale=scale), text="words:N"
    )
    chart = (
        alt.layer(bars, arrows, dots, words)
        .properties(width=430, height=alt.Step(40), padding=_PADDING)
        .configure_view(stroke=None)
        .configure_axis(labelColor=_COLOURS["words"], labelFontSize=12)
        .configure(background="transparent", font="sans-serif")
    )
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))


def _is_comparable(row: Row) -> bool:
    return (
        row["kind"] in COUNTED
        and not row["subset_of"]
        and not row.get("is_running_total")
        and any(row[end] is not None for end in ("low", "high", "best"))
    )


def _point(row: Row) -> dict[str, Any]:
    known = [row[end] for end in ("low", "best", "high") if row[end] is not None]
    stated = row["best"] if row["best"] is not None else known[0]
    is_open = row["high"] is None
    via = f" via {row['via_name']}" if row["via_name"] else ""
    outlet = row["outlet_name"] or "unnamed outlet"
    who = row["source_name"] if row["source_name"] == outlet else f"{row['source_name']}{via} · {outlet}"
    group = f"|{row['group_text']}" if row["group_text"] else ""
    return {
        "kind": row["kind"].replace("_", " "),
        "who": f"{who}{group}",
        "order": stated,
        "stated": stated,
        "shown_low": row["low"] if row["low"] is not None else 0,
        "shown_high": max(known[-1] * _OPEN_END_FACTOR, known[-1] + 1) if is_open else row["high"],
        "is_open": is_open,
        "words": row["text"],
    }
