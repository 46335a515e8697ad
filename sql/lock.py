"""The writer's lock: a file beside the work file, held for as long as the warehouse is open."""

from __future__ import annotations

import fcntl
import os
import socket
from pathlib import Path
from typing import IO

from sql.errors import LockedError

__all__ = ["LockedError", "WriterLock"]


class WriterLock:
    """An exclusive lock on ``FILE.lock``; the system lets go of it when its holder dies."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(path.name + ".lock")
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock at once; raises LockedError, naming the holder, where somebody else has it."""
        file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "a holder that left no name"
            file.close()
            raise LockedError(
                f"{self._path.name.removesuffix('.lock')} is being written by {holder}"
            ) from error
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()} on {socket.gethostname()}\n")
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go of the lock; the file stays, so that two waiting writers never lock two files."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None
