# mypy: disallow-subclassing-any=False, disallow-untyped-decorators=False
"""The two networks of the attribution encoder, in torch; the numbers of layers and heads are MiniLM-L6's.

The *encoder* is MiniLM-L6 with one thing added: a learned vector for each word's letter case and
quotation state, which enters above what is frozen (the vocabulary knows no capitals). On top,
one number a word piece: whether an attribution hangs on it. The *tagger* is one more layer over the word
states near such a word, given the word's own state and the distance to it; it starts as a copy of the
last layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from transforms.claims.tokens import DISTANCES, FEATURES

WIDTH = 384
HEADS = 12
LAYERS = 6
LABELS = 4
VOCABULARY = 30522
POSITIONS = 512
DROPOUT = 0.1
FROZEN = 0
"""Lower layers that are not trained, nor are the embeddings: their states need computing only once."""

Tensor = Any


class Layer(nn.Module):
    """One transformer layer, normalised after each part."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.o = nn.Linear(WIDTH, WIDTH)
        self.n1 = nn.LayerNorm(WIDTH, 1e-12)
        self.f1 = nn.Linear(WIDTH, 4 * WIDTH)
        self.f2 = nn.Linear(4 * WIDTH, WIDTH)
        self.n2 = nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, hidden_mask: Tensor | None) -> Tensor:
        """Return the next states; `hidden_mask` is 0 where a place counts and very low where not.

        Without one, all places count.
        """
        rows, length, _ = states.shape
        parts = self.qkv(states).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind(0)
        scores = (query * (WIDTH // HEADS) ** -0.5) @ key.transpose(-1, -2)
        if hidden_mask is not None:
            scores = scores + hidden_mask
        mixed = (torch.softmax(scores, -1).to(value.dtype) @ value).transpose(1, 2)
        states = self.n1(states + self.drop(self.o(mixed.reshape(rows, length, WIDTH))))
        return self.n2(states + self.drop(self.f2(functional.gelu(self.f1(states)))))

    def take(self, base: dict[str, Tensor], number: int) -> None:
        """Copy layer `number` of MiniLM."""

        def part(name: str) -> Tensor:
            return base[f"encoder.layer.{number}.{name}"]

        names = ("query", "key", "value")
        with torch.no_grad():
            self.qkv.weight.copy_(torch.cat([part(f"attention.self.{n}.weight") for n in names]))
            self.qkv.bias.copy_(torch.cat([part(f"attention.self.{n}.bias") for n in names]))
            for own, theirs in (
                (self.o, "attention.output.dense"),
                (self.n1, "attention.output.LayerNorm"),
                (self.f1, "intermediate.dense"),
                (self.f2, "output.dense"),
                (self.n2, "output.LayerNorm"),
            ):
                own.weight.copy_(part(f"{theirs}.weight"))
                own.bias.copy_(part(f"{theirs}.bias"))


class Encoder(nn.Module):
    """Word pieces in; a state and the logit of a cue for each out."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.pos = nn.Embedding(POSITIONS, WIDTH)
        self.typ = nn.Parameter(torch.zeros(WIDTH))
        self.feat = nn.Embedding(FEATURES, WIDTH)
        self.n = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.cue = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(DROPOUT)
        nn.init.zeros_(self.feat.weight)

    def bottom(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """Return the states above the frozen layers; they do not depend on what is learned."""
        states = self.n(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.typ)
        for layer in self.layers[:FROZEN]:
            states = layer(states, _hiding(mask))
        return states

    def top(self, states: Tensor, features: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return last states and cue logits from the states of `bottom`."""
        states = self.drop(states + self.feat(features))
        for layer in self.layers[FROZEN:]:
            states = layer(states, _hiding(mask))
        return states, self.cue(self.drop(states)).squeeze(-1)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return states and cue logits; `mask` is 1 where there is a piece (None: everywhere)."""
        return self.top(self.bottom(ids, mask), features, mask)


class Tagger(nn.Module):
    """Word states near a cue in; four logits for each word out."""

    def __init__(self) -> None:
        super().__init__()
        self.rel = nn.Embedding(DISTANCES, WIDTH)
        self.cp = nn.Linear(WIDTH, WIDTH)
        self.layers = nn.ModuleList([Layer()])
        self.out = nn.Linear(WIDTH, LABELS)
        self.drop = nn.Dropout(DROPOUT)
        nn.init.normal_(self.rel.weight, std=0.02)
        nn.init.zeros_(self.cp.weight)
        nn.init.zeros_(self.cp.bias)

    def forward(self, near: Tensor, cue: Tensor, steps: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the logits of nothing, source, cue and content."""
        states = near + self.cp(cue)[:, None] + self.rel(steps)
        for layer in self.layers:
            states = layer(states, _hiding(mask))
        return self.out(self.drop(states))


def load_mean(encoder: Encoder, tagger: Tagger, trained: Sequence[Path]) -> list[list[float]]:
    """Give both networks the mean, weight by weight, of the `trained` files; returns the transitions."""
    stored = [torch.load(path, weights_only=True) for path in trained]
    for network, part in ((encoder, "encoder"), (tagger, "tagger")):
        names = stored[0][part]
        network.load_state_dict({n: sum(one[part][n] for one in stored) / len(stored) for n in names})
    transitions: list[list[float]] = stored[0]["transitions"]
    return transitions


def build(base: Path) -> tuple[Encoder, Tagger]:
    """Return both networks with the starting weights in the folder `base`; new parts come from seed 7."""
    torch.manual_seed(7)
    stored = load_file(str(base / "model.safetensors"))
    encoder, tagger = Encoder(), Tagger()
    with torch.no_grad():
        encoder.word.weight.copy_(stored["embeddings.word_embeddings.weight"])
        encoder.pos.weight.copy_(stored["embeddings.position_embeddings.weight"])
        encoder.typ.copy_(stored["embeddings.token_type_embeddings.weight"][0])
        encoder.n.weight.copy_(stored["embeddings.LayerNorm.weight"])
        encoder.n.bias.copy_(stored["embeddings.LayerNorm.bias"])
    for number, layer in enumerate(encoder.layers):
        layer.take(stored, number)
    tagger.layers[0].take(stored, LAYERS - 1)
    for frozen in (encoder.word, encoder.pos, encoder.n, *encoder.layers[:FROZEN]):
        frozen.requires_grad_(False)
    encoder.typ.requires_grad_(False)
    return encoder, tagger


def _hiding(mask: Tensor | None) -> Tensor | None:
    return None if mask is None else (1.0 - mask[:, None, None, :]) * -1e4
