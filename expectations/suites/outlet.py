"""What is expected of core.outlet: publishers."""

from __future__ import annotations

from expectations.suite_parts import build, fixed_words, lengths

SUITE = build(
    "core.outlet",
    ("outlet_id",),
    *fixed_words("core.outlet", "kind"),
    lengths("name", 1, 200),
    lengths("country_code", 2, 2),
)
