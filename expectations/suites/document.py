"""What is expected of core.document: articles."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, lengths

SUITE = build(
    "core.document",
    ("document_id",),
    *fixed_words("core.document", "published_basis", "published_precision", "duplicate_kind"),
    lengths("text", 1, 5_000_000),
    lengths("language", 2, 3),
    # Shorter texts are stubs, teasers or consent pages more often than articles.
    lengths("text", 200, 5_000_000, severity="info"),
)
