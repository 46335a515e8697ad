"""Make the static word vectors: python -m benchmarks.training.word_vectors --encoder FOLDER.

Each whole word of the encoder's vocabulary is read alone by all-MiniLM-L6-v2; the mean of its last
layer is brought to 64 dimensions by principal components and stored in 8 bits (the recipe that
model2vec made known). FOLDER holds model.safetensors, tokenizer.json and vocab.txt as published.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch.nn import functional

from transforms.resources import WEIGHTS

DIMENSIONS = 64
LAYERS = 6
HEADS = 12
BATCH = 256
BEGIN, END = 101, 102
"""Piece numbers of [CLS] and [SEP]."""


def read_words(folder: Path) -> list[tuple[int, str]]:
    """Return number and form of the whole words in the vocabulary."""
    forms = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return [(number, form) for number, form in enumerate(forms) if re.fullmatch(r"[a-z][a-z'\-]+", form)]


def encode(pieces: Any, net: dict[str, Any]) -> Any:
    """Return the last layer for a batch of piece numbers, all of one length."""
    length = pieces.shape[1]
    state = net["embeddings.word_embeddings.weight"][pieces]
    state = state + net["embeddings.position_embeddings.weight"][:length]
    state = _norm(state + net["embeddings.token_type_embeddings.weight"][0], net, "embeddings.LayerNorm")
    for number in range(LAYERS):
        name = f"encoder.layer.{number}."
        parts = [
            _linear(state, net, f"{name}attention.self.{part}").unflatten(2, (HEADS, -1)).transpose(1, 2)
            for part in ("query", "key", "value")
        ]
        seen = functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)
        seen = _linear(seen, net, f"{name}attention.output.dense")
        state = _norm(state + seen, net, f"{name}attention.output.LayerNorm")
        wide = functional.gelu(_linear(state, net, f"{name}intermediate.dense"))
        state = _norm(state + _linear(wide, net, f"{name}output.dense"), net, f"{name}output.LayerNorm")
    return state


def _linear(state: Any, net: dict[str, Any], name: str) -> Any:
    return functional.linear(state, net[f"{name}.weight"], net[f"{name}.bias"])


def _norm(state: Any, net: dict[str, Any], name: str) -> Any:
    size = (state.shape[-1],)
    return functional.layer_norm(state, size, net[f"{name}.weight"], net[f"{name}.bias"], 1e-12)


def main() -> None:
    """Encode all words, reduce, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS / "word_vectors")
    arguments = parser.parse_args()
    net = load_file(str(arguments.encoder / "model.safetensors"))
    words = read_words(arguments.encoder)
    found = []
    with torch.no_grad():
        for start in range(0, len(words), BATCH):
            pieces = torch.tensor([[BEGIN, number, END] for number, _ in words[start : start + BATCH]])
            found.append(encode(pieces, net).mean(1).numpy())
    vectors = np.concatenate(found)
    vectors = vectors - vectors.mean(0)
    axes = np.linalg.svd(vectors[::3], full_matrices=False)[2]
    small = vectors @ axes[:DIMENSIONS].T
    scale = np.abs(small).max(axis=0) / 127
    arguments.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        arguments.out / "vectors.npz",
        vectors=np.round(small / scale).astype(np.int8),
        scale=scale.astype(np.float32),
    )
    (arguments.out / "words.json").write_text(
        json.dumps([form for _, form in words], separators=(",", ":")), encoding="utf-8"
    )
    files = [path for path in sorted(arguments.out.iterdir()) if path.name != "SHA256SUMS"]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (arguments.out / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


if __name__ == "__main__":
    main()
