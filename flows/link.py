"""The link stage: all extractions in, incidents out."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from flows.counts import Counts
from flows.ledger import new_batch, now, open_warehouse, record_batch
from flows.settings import Settings
from flows.stages import extract_fingerprint, link_fingerprint
from sql.ledger import StageMark
from sql.warehouse import Warehouse
from transforms.ids import make_id
from transforms.incidents.history import find_changes
from transforms.incidents.link import link_events
from transforms.incidents.reports import Report, read_report
from transforms.incidents.speakers import find_speakers

STAGE = "link"
LOG = logging.getLogger("prefect.sayso.link")
_AT_ONCE = 500
"""Documents whose extractions are in memory together; linking keeps only what it compares."""


def link_all(settings: Settings, run_id: str) -> Counts:
    """Link again if any document or decision is new to the present linking; otherwise change nothing."""
    started_at = now()
    with open_warehouse(settings) as warehouse:
        decisions = warehouse.decisions()
        fingerprint = f"{extract_fingerprint(settings)}{link_fingerprint()}"
        if decisions:
            fingerprint += make_id("decisions", [decision.decision_id for decision in decisions])
        pending = warehouse.pending(STAGE, fingerprint)
        if not pending:
            return Counts(STAGE)
        linked = link_events(_reports(warehouse), decisions)
        mark = StageMark(STAGE, fingerprint, new_batch(run_id, STAGE, pending), now())
        changes = find_changes(warehouse.incident_events(), linked.links)
        warehouse.put_incidents(linked.incidents, linked.links, linked.redated, changes, mark)
        warehouse.put_speakers(find_speakers(warehouse.speaker_forms()))
        if linked.idle_decisions:
            LOG.warning(
                "decisions about events that are no longer here: %s", ", ".join(linked.idle_decisions)
            )
        warehouse.mark_stage(mark, pending)
        counts = Counts(STAGE, len(pending), len(pending))
        record_batch(warehouse, run_id, mark, counts, started_at)
    return counts


def _reports(warehouse: Warehouse) -> Iterator[Report]:
    """Yield what linking needs of each document, a few hundred read at a time; copies and versions too."""
    ids = warehouse.document_ids()
    for start in range(0, len(ids), _AT_ONCE):
        chosen = ids[start : start + _AT_ONCE]
        documents = {document.document_id: document for document in warehouse.documents(chosen)}
        for extraction in warehouse.extractions(chosen):
            yield read_report(documents[extraction.document_id], extraction)
