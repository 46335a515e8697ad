"""What is expected of core.entity: things that mentions name."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, lengths

SUITE = build(
    "core.entity",
    ("entity_id",),
    *fixed_words("core.entity", "kind"),
    lengths("name", 1, 300),
    lengths("country_code", 2, 2),
)
