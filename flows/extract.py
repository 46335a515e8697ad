"""Extraction of one batch: what breaks the extractor is set apart, and its neighbours are kept."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from flows.counts import Counts
from flows.ledger import new_batch, now, open_warehouse, record_batch
from flows.settings import Settings
from flows.stages import extract_fingerprint
from flows.tools import load_tools
from sql.ledger import StageMark
from transforms.extract import Tools, extract_documents
from transforms.records import Block, Document, Extraction, Rejection

STAGE = "extract"
LOG = logging.getLogger("prefect.sayso.extract")
Item = tuple[Document, tuple[Block, ...]]


def pending_documents(settings: Settings) -> tuple[str, ...]:
    """Return the ids of documents that the present code, models and settings have not extracted yet."""
    with open_warehouse(settings) as warehouse:
        return warehouse.pending(STAGE, extract_fingerprint(settings))


def extract_batch(settings: Settings, run_id: str, document_ids: tuple[str, ...]) -> Counts:
    """Return what became of these documents; their extractions replace what stood before."""
    started_at = now()
    with open_warehouse(settings) as warehouse:
        blocks: dict[str, list[Block]] = {document_id: [] for document_id in document_ids}
        for block in warehouse.blocks(document_ids):
            blocks[block.document_id].append(block)
        items = [
            (document, tuple(blocks[document.document_id])) for document in warehouse.documents(document_ids)
        ]
    extractions = _extract(items, load_tools(settings))
    failed = sum(1 for extraction in extractions if extraction.rejections)
    counts = Counts(STAGE, len(document_ids), len(extractions) - failed, 0, failed)
    mark = StageMark(STAGE, extract_fingerprint(settings), new_batch(run_id, STAGE, document_ids), now())
    with open_warehouse(settings) as warehouse:
        warehouse.replace_extractions(mark, extractions)
        record_batch(warehouse, run_id, mark, counts, started_at)
    return counts


def _extract(items: Sequence[Item], tools: Tools) -> list[Extraction]:
    """Extract `items` together; where that fails, each half alone, down to the document that breaks it."""
    try:
        return list(extract_documents(items, tools))
    except Exception as error:
        if len(items) > 1:
            middle = len(items) // 2
            return [*_extract(items[:middle], tools), *_extract(items[middle:], tools)]
        document_id = items[0][0].document_id
        LOG.warning("document %s broke the extractor", document_id, exc_info=True)
        detail = f"{type(error).__name__}: {error}".splitlines()[0][:300]
        rejection = Rejection(STAGE, document_id, "failed", detail, items[0][0].capture_id)
        return [Extraction(document_id, rejections=(rejection,))]
