"""What all accuracy programs share: gold in, predictions out, a table, one JSON object last."""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def parser(about: str) -> argparse.ArgumentParser:
    """Return a parser with --gold and --predictions."""
    made = argparse.ArgumentParser(description=about)
    made.add_argument("--gold", type=Path, required=True, help="JSON lines, plain or gzip")
    made.add_argument("--predictions", type=Path, help="write what was predicted here, as JSON lines")
    return made


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the records of a plain or gzip'd JSON lines file."""
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in body.split(b"\n") if line.strip()]


def write_jsonl(path: Path | None, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write `rows` to `path`; does nothing where no path was given."""
    if path is None:
        return
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def show(title: str, rows: Iterable[tuple[str, object]]) -> None:
    """Print a two-column table under `title`."""
    print(title)
    for name, value in rows:
        print(f"  {name:<34} {value:.4f}" if isinstance(value, float) else f"  {name:<34} {value}")


def finish(metrics: Mapping[str, Any]) -> None:
    """Print the metrics as one JSON object: the last line of every program."""
    print(json.dumps(metrics, ensure_ascii=False))


class CpuClock:
    """CPU seconds of this process spent inside `measure` blocks."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def measure(self) -> Iterator[None]:
        """Add the CPU time of the block to `seconds`."""
        start = time.process_time()
        try:
            yield
        finally:
            self.seconds += time.process_time() - start
