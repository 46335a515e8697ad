"""The link stage: all extractions in, incidents out."""

from __future__ import annotations

from flows.counts import Counts
from flows.ledger import new_batch, now, open_warehouse, record_batch
from flows.settings import Settings
from flows.stages import extract_fingerprint, link_fingerprint
from sql.ledger import StageMark
from transforms.incidents.link import link_events

STAGE = "link"


def link_all(settings: Settings, run_id: str) -> Counts:
    """Link again if any document is new to the present linking; otherwise change nothing."""
    started_at = now()
    fingerprint = f"{extract_fingerprint(settings)}{link_fingerprint()}"
    with open_warehouse(settings) as warehouse:
        pending = warehouse.pending(STAGE, fingerprint)
        if not pending:
            return Counts(STAGE)
        linked = link_events(warehouse.extractions())
        warehouse.put_incidents(linked.incidents, linked.links, linked.redated)
        mark = StageMark(STAGE, fingerprint, new_batch(run_id, STAGE, pending), now())
        warehouse.mark_stage(mark, pending)
        counts = Counts(STAGE, len(pending), len(pending))
        record_batch(warehouse, run_id, mark, counts, started_at)
    return counts
