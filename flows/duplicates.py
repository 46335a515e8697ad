"""The duplicates stage: which document is a copy or a version of which; linked, never deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.counts import Counts
from flows.ledger import new_batch, now, open_warehouse, record_batch
from flows.settings import Settings
from flows.stages import read_fingerprint
from sql.duplicates import StoredPrint
from sql.ledger import StageMark
from sql.warehouse import Warehouse
from transforms.clean.duplicates import LEAST_CANDIDATE, MOST_HOLDERS, DuplicateIndex
from transforms.clean.fingerprints import Fingerprint, take_fingerprint

STAGE = "duplicates"


def find_duplicates(settings: Settings, run_id: str) -> Counts:
    """Return what became of documents that are new to the index.

    The index itself is stored: only the texts of new documents are read, and of the rest only the groups
    that may hold copies of them. Groups that lost a document are judged again, from their stored rows.
    """
    started_at, fingerprint = now(), read_fingerprint()
    with open_warehouse(settings) as warehouse:
        pending = warehouse.pending(STAGE, fingerprint)
        waiting = warehouse.prints_to_judge(fingerprint)
        if not pending and not waiting:
            return Counts(STAGE)
        fresh = [*_take_prints(warehouse, pending, settings.batch_size)]
        fresh += [row for row in waiting if row.document_id not in set(pending)]
        known = warehouse.groups_near(fresh, fingerprint, LEAST_CANDIDATE, MOST_HOLDERS)
        _link(warehouse, known, fresh, fingerprint)
        mark = StageMark(STAGE, fingerprint, new_batch(run_id, STAGE, pending), now())
        warehouse.mark_stage(mark, pending)
        counts = Counts(STAGE, len(pending), len(pending))
        record_batch(warehouse, run_id, mark, counts, started_at)
    return counts


def _take_prints(warehouse: Warehouse, ids: Sequence[str], size: int) -> Iterator[StoredPrint]:
    """Yield the rows of new documents, from their texts."""
    agencies = {outlet.outlet_id for outlet in warehouse.outlets() if outlet.kind == "agency"}
    for start in range(0, len(ids), size):
        for document in warehouse.documents(ids[start : start + size]):
            is_agency = document.outlet_id in agencies
            taken = take_fingerprint(document, is_agency)
            yield StoredPrint(
                document_id=taken.document_id,
                text_hash=taken.text_hash,
                url_key=taken.url_key,
                is_agency=is_agency,
                stated_at=taken.rank[1],
                level=taken.level,
                hashes=taken.hashes,
                head_id=None,
            )


def _link(
    warehouse: Warehouse, known: Sequence[StoredPrint], fresh: Sequence[StoredPrint], fingerprint: str
) -> None:
    """Judge the fresh rows beside the known ones, and write what is a copy of what."""
    index = DuplicateIndex()
    index.load(_to_fingerprint(row) for row in known)
    for row in sorted(fresh, key=lambda row: row.document_id):
        index.add_fingerprint(_to_fingerprint(row))
    links = {link.document_id: link for link in index.links()}
    rows = [*known, *fresh]
    found = [(row.document_id, links.get(row.document_id)) for row in rows]
    warehouse.set_duplicates(
        [(key, link.head_id if link else None, link.kind if link else None) for key, link in found]
    )
    heads = {key: link.head_id if link else key for key, link in found}
    changed = [row for row in rows if row.head_id != heads[row.document_id]]
    warehouse.put_prints([replace(row, head_id=heads[row.document_id]) for row in changed], fingerprint)


def _to_fingerprint(row: StoredPrint) -> Fingerprint:
    rank = (not row.is_agency, row.stated_at, row.document_id)
    return Fingerprint(
        row.document_id, row.text_hash, row.url_key, rank, row.level, row.hashes, head_id=row.head_id
    )
