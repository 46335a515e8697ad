"""What is expected of core.event: event mentions."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, in_order, lengths, stands, within

SUITE = build(
    "core.event",
    ("event_id",),
    *fixed_words("core.event", "factuality", "date_precision", "date_basis"),
    within("score", 0, 1),
    within("place_precision", 1, 3),
    stands("trigger"),
    in_order("start_date", "end_date", may_be_equal=True),
    lengths("trigger_text", 1, 200),
    lengths("plover_type", 1, 40),
)
