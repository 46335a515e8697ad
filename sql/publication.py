"""The last step of write, audit, publish: the candidate takes the place of the file that people read."""

from __future__ import annotations

import os
from pathlib import Path

from sql.errors import WarehouseError


def publish(candidate: Path, target: Path) -> None:
    """Put `candidate` in the place of `target`, whole or not at all; both stand in one folder.

    Readers that have the old file open keep it; the next opening sees the new one.
    """
    if candidate.parent.resolve() != target.parent.resolve():
        raise WarehouseError(f"{candidate.name} and {target.name} do not stand in one folder")
    if candidate.with_name(candidate.name + ".wal").exists():
        raise WarehouseError(f"{candidate.name} is still open or was not closed")
    with candidate.open("rb+") as file:
        os.fsync(file.fileno())
    candidate.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
