"""What is expected of core.incident_speaker: names that are another name of one speaker."""

from __future__ import annotations

from expectations.suite_parts import build, lengths

SUITE = build(
    "core.incident_speaker",
    ("incident_id", "document_id", "source_key"),
    lengths("speaker_key", 1, 2000),
    lengths("speaker_name", 1, 2000),
    lengths("reason", 1, 10000),
)
