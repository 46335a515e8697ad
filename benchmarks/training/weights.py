"""What all training programs share: the hashes that are checked when weights are loaded."""

from __future__ import annotations

import hashlib
from pathlib import Path


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over all files of `folder` but the card."""
    names = sorted(path.name for path in folder.iterdir() if path.name not in ("SHA256SUMS", "CARD.md"))
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="ascii")
