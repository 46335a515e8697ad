"""What is expected of core.incident: things that happened."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, in_order, lengths

SUITE = build(
    "core.incident",
    ("incident_id",),
    *fixed_words("core.incident", "date_precision"),
    in_order("start_date", "end_date", may_be_equal=True),
    lengths("title", 1, 300),
)
