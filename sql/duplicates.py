"""What the warehouse keeps for finding copies: links between documents, and the index they are found by."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sql import statements
from sql.session import Session, id_table


@dataclass(frozen=True, slots=True)
class StoredPrint:
    """A row of the duplicate index."""

    document_id: str
    """The document."""
    text_hash: str
    """Hash of its words."""
    url_key: str | None
    """Its address in short."""
    is_agency: bool
    """Whether its publisher is a news agency."""
    stated_at: str
    """When it was published."""
    level: int
    """How often its sample was halved."""
    hashes: npt.NDArray[np.uint32]
    """The sample, ascending."""
    head_id: str | None
    """The head of its group; null where that is to be judged."""


class DuplicateStore:
    """The part of a warehouse that is about copies and versions."""

    @property
    @abstractmethod
    def _session(self) -> Session:
        """The open connection."""

    def set_duplicates(self, links: Sequence[tuple[str, str | None, str | None]]) -> None:
        """Write which document is a copy of which: (document_id, duplicate_of, duplicate_kind)."""
        columns = ("document_id", "duplicate_of", "duplicate_kind")
        table = pa.table(
            {name: pa.array([row[i] for row in links], pa.string()) for i, name in enumerate(columns)}
        )
        with self._session.transaction(), self._session.incoming(table):
            self._session.connection.execute(statements.SET_DUPLICATES)

    def put_prints(self, prints: Sequence[StoredPrint], stage_fingerprint: str) -> None:
        """Put rows of the index in place of what stood for their documents."""
        with self._session.transaction():
            self._session.run_for([row.document_id for row in prints], (statements.DELETE_PRINTS,))
            self._session.insert("ops.fingerprint", _to_arrow(prints, stage_fingerprint))

    def prints(self, document_ids: Sequence[str], stage_fingerprint: str) -> tuple[StoredPrint, ...]:
        """Return the rows of these documents that code of this fingerprint made, by id."""
        with self._session.incoming(id_table(document_ids)):
            return self._read(statements.PRINTS_OF, [stage_fingerprint])

    def prints_to_judge(self, stage_fingerprint: str) -> tuple[StoredPrint, ...]:
        """Return the rows that lost a document of their group, by id."""
        return self._read(statements.PRINTS_TO_JUDGE, [stage_fingerprint])

    def groups_near(
        self, prints: Sequence[StoredPrint], stage_fingerprint: str, least: int, most_holders: int
    ) -> tuple[StoredPrint, ...]:
        """Return the judged rows that may be copies of `prints`, with all others of their groups, by id.

        They share a text, an address or at least `least` hashes with one of `prints`; of the documents
        that hold one hash the first `most_holders` count, and of exact copies the first.
        """
        with self._session.incoming(_to_arrow(prints, stage_fingerprint)):
            return self._read(statements.PRINTS_NEAR, [stage_fingerprint, least, most_holders])

    def _read(self, statement: str, parameters: list[object]) -> tuple[StoredPrint, ...]:
        table = self._session.connection.execute(statement, parameters).to_arrow_table()
        plain = {name: table.column(name).to_pylist() for name in _COLUMNS}
        lists = table.column("hashes").combine_chunks()
        values = lists.flatten().to_numpy().astype(np.uint32)
        ends = np.cumsum([0, *lists.value_lengths().to_pylist()])
        hashes = [values[start:end] for start, end in pairwise(ends)]
        return tuple(
            StoredPrint(
                document_id=plain["document_id"][at],
                text_hash=plain["text_hash"][at],
                url_key=plain["url_key"][at],
                is_agency=plain["is_agency"][at],
                stated_at=plain["stated_at"][at],
                level=plain["level"][at],
                hashes=hashes[at],
                head_id=plain["head_id"][at],
            )
            for at in range(table.num_rows)
        )


_COLUMNS = {
    "document_id": pa.string(),
    "text_hash": pa.string(),
    "url_key": pa.string(),
    "is_agency": pa.bool_(),
    "stated_at": pa.string(),
    "level": pa.uint8(),
    "head_id": pa.string(),
}


def _to_arrow(prints: Sequence[StoredPrint], stage_fingerprint: str) -> pa.Table:
    arrays = {name: pa.array([getattr(row, name) for row in prints], kind) for name, kind in _COLUMNS.items()}
    arrays["hashes"] = pa.array([row.hashes for row in prints], pa.list_(pa.uint32()))
    arrays["stage_fingerprint"] = pa.array([stage_fingerprint] * len(prints), pa.string())
    return pa.table(arrays)
