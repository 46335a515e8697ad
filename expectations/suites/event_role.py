"""What is expected of core.event_role: who or what takes part."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, lengths, stands

SUITE = build(
    "core.event_role",
    ("event_id", "role", "span_start", "span_end"),
    *fixed_words("core.event_role", "role"),
    stands("span"),
    lengths("text", 1, 2000),
)
