"""What is expected of core.figure: numbers of casualties or means."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, in_order, lengths, stands, within

SUITE = build(
    "core.figure",
    ("figure_id",),
    *fixed_words("core.figure", "kind", "qualifier", "factuality"),
    within("low", 0, None),
    # More than all people alive is a misread number.
    within("best", 0, 10_000_000_000, severity="warning"),
    in_order("low", "best", may_be_equal=True),
    in_order("best", "high", may_be_equal=True),
    stands("span"),
    lengths("text", 1, 2000),
)
