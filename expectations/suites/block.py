"""What is expected of core.block: line groups of the source text."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, lengths, stands

SUITE = build(
    "core.block",
    ("document_id", "block_no"),
    *fixed_words("core.block", "kind"),
    stands("text"),
    lengths("text", 1, 5_000_000),
)
