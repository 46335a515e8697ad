"""What a run leaves in the Prefect UI: its summary, rejects, broken rules with rows, figures in dispute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.counts import Counts
from flows.settings import Settings
from sql.reader import Reader

_MOST_ROWS = 50


def write(settings: Settings, status: str, message: str, counts: Sequence[Counts]) -> None:
    """Write the artifacts of a run that has ended."""
    create_markdown_artifact(_summary(settings, status, message, counts), key="run-summary")
    source = settings.work if status == "refused" else settings.published
    if status == "failed" or not source.exists():
        return
    with Reader(source) as reader:
        _table(reader.rows("ops.quarantine"), "rejects", "What could not go on, and why")
        _table(reader.rows("mart.broken_rules"), "broken-rules", "Rules broken, with example rows")
        if status == "refused":
            return
        _table(reader.rows("mart.figure_disputes"), "disputed-figures", "Figures on which sources differ")
        for incident in reader.rows("mart.incidents")[:_MOST_ROWS]:
            page = settings.site / f"incident-{incident['incident_id']}.html"
            create_link_artifact(
                page.resolve().as_uri(), link_text=incident["title"], key=f"dossier-{incident['incident_id']}"
            )


def _summary(settings: Settings, status: str, message: str, counts: Sequence[Counts]) -> str:
    lines = [
        f"# {status}",
        message,
        "",
        "| stage | asked | done | rejected | failed |",
        "|---|--:|--:|--:|--:|",
        *(f"| {c.stage} | {c.asked} | {c.done} | {c.rejected} | {c.failed} |" for c in counts),
        "",
        f"Published file: `{settings.published}`. Pages: `{settings.site / 'index.html'}`.",
    ]
    return "\n".join(lines)


def _table(rows: Sequence[Mapping[str, Any]], key: str, about: str) -> None:
    shown = [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]
    create_table_artifact(shown[:_MOST_ROWS], key=key, description=f"{about} ({len(rows)})")
