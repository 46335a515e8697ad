"""What is expected of core.incident_event: links from events to incidents."""

from __future__ import annotations

from expectations.suite_parts import build, lengths, within

SUITE = build(
    "core.incident_event",
    ("event_id",),
    within("score", 0, 1),
    lengths("reason", 1, 1000),
)
