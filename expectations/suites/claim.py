"""What is expected of core.claim: attributions."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, in_order, lengths, stands, within

SUITE = build(
    "core.claim",
    ("claim_id",),
    *fixed_words("core.claim", "source_kind", "cue_kind", "mode", "factuality", "said_precision"),
    within("score", 0, 1),
    stands("source"),
    stands("cue"),
    in_order("said_start", "said_end", may_be_equal=True),
    lengths("source_name", 1, 1000),
    lengths("content_text", 1, 1_000_000),
)
