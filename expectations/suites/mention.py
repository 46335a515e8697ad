"""What is expected of core.mention: words that name an entity."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, lengths, stands

SUITE = build(
    "core.mention",
    ("mention_id",),
    *fixed_words("core.mention", "resolution"),
    stands("span"),
    lengths("text", 1, 300),
)
