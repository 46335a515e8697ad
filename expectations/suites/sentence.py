"""What is expected of core.sentence: sentences of kept blocks."""

from __future__ import annotations

from expectations.suite_parts import build, stands

SUITE = build(
    "core.sentence",
    ("document_id", "sentence_no"),
    stands("span"),
)
