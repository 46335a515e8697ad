"""The duplicates stage: which document is a copy or a version of which; linked, never deleted."""

from __future__ import annotations

from flows.counts import Counts
from flows.ledger import new_batch, now, open_warehouse, record_batch
from flows.settings import Settings
from flows.stages import read_fingerprint
from sql.ledger import StageMark
from transforms.clean.duplicates import DuplicateIndex

STAGE = "duplicates"


def find_duplicates(settings: Settings, run_id: str) -> Counts:
    """Return what became of documents that are new to the index; the links of all are written anew.

    The index is built from the stored documents, a batch at a time, so that its answer never
    depends on which run brought them.
    """
    started_at, fingerprint = now(), read_fingerprint()
    with open_warehouse(settings) as warehouse:
        pending = warehouse.pending(STAGE, fingerprint)
        if not pending:
            return Counts(STAGE)
        agencies = [outlet.outlet_id for outlet in warehouse.outlets() if outlet.kind == "agency"]
        index, ids = DuplicateIndex(agencies), warehouse.document_ids()
        for start in range(0, len(ids), settings.batch_size):
            for document in warehouse.documents(ids[start : start + settings.batch_size]):
                index.add(document)
        links = {link.document_id: link for link in index.links()}
        warehouse.set_duplicates(
            [
                (document_id, link.head_id if link else None, link.kind if link else None)
                for document_id in ids
                for link in [links.get(document_id)]
            ]
        )
        mark = StageMark(STAGE, fingerprint, new_batch(run_id, STAGE, pending), now())
        warehouse.mark_stage(mark, pending)
        counts = Counts(STAGE, len(pending), len(pending))
        record_batch(warehouse, run_id, mark, counts, started_at)
    return counts
