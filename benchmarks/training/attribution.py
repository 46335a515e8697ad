"""Train the encoder: ``python -m benchmarks.training.attribution --train FILE --base DIR --out FILE``.

Seeded and on the CPU, in bfloat16. The states above the frozen lower layers are computed once. With
``--workers 2`` two processes of one thread each share every batch and average their gradients, which on
a busy machine is much faster than one process of two threads. What comes out is a file for
``benchmarks.training.attribution_export``. Needs the extra ``training``.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import distributed, multiprocessing
from torch.nn import functional

from benchmarks.common import read_jsonl
from benchmarks.training.attribution_data import Example, cue_rates, examples, transitions
from benchmarks.training.attribution_networks import WIDTH, Encoder, Tagger, Tensor, build, load_mean
from transforms.claims.tokens import Reader, distances

WARM_UP = 0.06
LAST_RATE = 0.01
HEAD_TIMES = 20 / 3
"""How many times faster than the layers those parts learn that begin from nothing."""
CUE_WEIGHT = 8.0
BUCKET = 20
"""Batches among which windows are sorted by length."""
_HEADS = ("feat", "cue", "rel", "cp", "out")
_IGNORED = -100


@dataclass(frozen=True, slots=True)
class Plan:
    """What one training run is told."""

    train: Path
    base: Path
    out: Path
    seed: int
    epochs: float
    batch: int
    rate: float
    workers: int
    port: int
    start: tuple[Path, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train one encoder and write it; returns 0."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--train", type=Path, required=True, help="gold in JSON lines, plain or gzip")
    options.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    options.add_argument("--out", type=Path, required=True, help="file to write (.pt)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--epochs", type=float, default=3.5)
    options.add_argument("--batch", type=int, default=16, help="windows a step, all workers together")
    options.add_argument("--rate", type=float, default=1.5e-4, help="highest learning rate of the layers")
    options.add_argument("--workers", type=int, default=2, help="processes, one thread each")
    options.add_argument("--port", type=int, default=29511, help="loopback port on which workers meet")
    options.add_argument("--start", type=Path, nargs="*", default=(), help="go on from the mean of these")
    plan = Plan(**vars(options.parse_args(arguments)))
    multiprocessing.spawn(_work, args=(plan,), nprocs=plan.workers)
    return 0


def _work(rank: int, plan: Plan) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group(
        "gloo", init_method=f"tcp://127.0.0.1:{plan.port}", rank=rank, world_size=plan.workers
    )
    reader = Reader(plan.base / "tokenizer.json")
    rows = read_jsonl(plan.train)
    data = examples(rows, reader, cue_rates(rows, reader))
    encoder, tagger = build(plan.base)
    if plan.start:
        load_mean(encoder, tagger, plan.start)
    run = _Run(rank, plan, data, encoder, tagger)
    run.train()
    if rank == 0:
        stored = {"encoder": encoder.state_dict(), "tagger": tagger.state_dict()}
        about = {"seed": plan.seed, "epochs": plan.epochs, "batch": plan.batch, "rate": plan.rate}
        torch.save({**stored, "about": json.dumps(about), "transitions": transitions(data)}, plan.out)
    distributed.destroy_process_group()


class _Run:
    def __init__(
        self, rank: int, plan: Plan, data: Sequence[Example], encoder: Encoder, tagger: Tagger
    ) -> None:
        self._rank = rank
        self._plan = plan
        self._data = data
        self._encoder = encoder
        self._tagger = tagger
        named = [*encoder.named_parameters(), *tagger.named_parameters()]
        learned = [(name.split(".")[0] in _HEADS, value) for name, value in named if value.requires_grad]
        body = [value for is_head, value in learned if not is_head]
        heads = [value for is_head, value in learned if is_head]
        self._parameters = body + heads
        self._optimizer = torch.optim.AdamW(
            [
                {"params": body, "lr": plan.rate, "base": plan.rate},
                {"params": heads, "lr": plan.rate * HEAD_TIMES, "base": plan.rate * HEAD_TIMES},
            ],
            weight_decay=0.01,
            betas=(0.9, 0.98),
            fused=True,
        )

    def train(self) -> None:
        """Train to the end of the plan; the rate rises at first, then falls in a line."""
        lower = self._lower_states()
        order = random.Random(self._plan.seed)
        torch.manual_seed(1000 * self._plan.seed + self._rank)
        epoch_steps = math.ceil(len(self._data) / self._plan.batch)
        total = int(epoch_steps * self._plan.epochs)
        self._encoder.train()
        self._tagger.train()
        step, begun = 0, time.monotonic()
        while step < total:
            for batch in self._batches(order):
                if step >= total:
                    break
                mine = batch[self._rank :: self._plan.workers] or batch[:1]
                loss = self._loss([self._data[n] for n in mine], [lower[n] for n in mine])
                loss.backward()
                self._share_gradients()
                torch.nn.utils.clip_grad_norm_(self._parameters, 1.0)
                scale = min(1.0, (step + 1) / (WARM_UP * total)) * max(LAST_RATE, 1 - step / total)
                for group in self._optimizer.param_groups:
                    group["lr"] = group["base"] * scale
                self._optimizer.step()
                self._optimizer.zero_grad()
                step += 1
                if self._rank == 0 and step % 50 == 0:
                    seconds = time.monotonic() - begun
                    print(f"step {step} of {total}, {seconds:.0f} s, loss {loss.item():.3f}", flush=True)

    def _lower_states(self) -> list[Tensor]:
        """Return, for each window, the states above the frozen layers."""
        self._encoder.eval()
        found: list[Tensor] = [None] * len(self._data)
        order = sorted(range(len(self._data)), key=lambda n: len(self._data[n].window.ids))
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            for start in range(0, len(order), self._plan.batch):
                batch = order[start : start + self._plan.batch]
                ids, mask = _padded([self._data[n].window.ids for n in batch])
                states = self._encoder.bottom(ids, mask).to(torch.bfloat16)
                for row, number in enumerate(batch):
                    found[number] = states[row, : len(self._data[number].window.ids)].clone()
        return found

    def _batches(self, order: random.Random) -> Iterator[list[int]]:
        size = self._plan.batch
        numbers = list(range(len(self._data)))
        order.shuffle(numbers)
        found: list[list[int]] = []
        for start in range(0, len(numbers), size * BUCKET):
            near = sorted(numbers[start : start + size * BUCKET], key=lambda n: len(self._data[n].window.ids))
            found += [near[place : place + size] for place in range(0, len(near), size)]
        order.shuffle(found)
        yield from found

    def _loss(self, batch: Sequence[Example], lower: Sequence[Tensor]) -> Tensor:
        features, mask = _padded([example.window.features for example in batch])
        states = torch.zeros(*features.shape, WIDTH, dtype=torch.bfloat16)
        is_word, cues = torch.zeros(features.shape), torch.zeros(features.shape)
        for row, example in enumerate(batch):
            states[row, : len(lower[row])] = lower[row]
            firsts = torch.tensor(example.window.firsts)
            is_word[row, firsts] = 1
            cues[row, firsts] = torch.tensor(example.cues)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden, logits = self._encoder.top(states, features, mask)
        each = functional.binary_cross_entropy_with_logits(logits.float(), cues, reduction="none")
        loss = CUE_WEIGHT * (each * is_word).sum() / is_word.sum()
        return loss + self._tagging_loss(batch, hidden)

    def _tagging_loss(self, batch: Sequence[Example], hidden: Tensor) -> Tensor:
        length = hidden.shape[1]
        flat = hidden.reshape(-1, WIDTH)
        marked = [(row, one) for row, example in enumerate(batch) for one in example.marked]
        if not marked:
            return flat.sum() * 0
        places, labels, steps, anchors = [], [], [], []
        for row, one in marked:
            firsts = batch[row].window.firsts
            end = one.start + len(one.labels)
            places.append([row * length + first for first in firsts[one.start : end]])
            labels.append(list(one.labels))
            steps.append(distances(one.start - one.cue, end - one.cue))
            anchors.append(row * length + firsts[one.cue])
        index, mask = _padded(places)
        wanted, _ = _padded(labels, _IGNORED)
        relative, _ = _padded(steps, distances(0, 1)[0])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self._tagger(flat[index], flat[torch.tensor(anchors)], relative, mask)
        return functional.cross_entropy(
            scores.float().reshape(-1, scores.shape[-1]), wanted.reshape(-1), ignore_index=_IGNORED
        )

    def _share_gradients(self) -> None:
        if self._plan.workers == 1:
            return
        given = [torch.zeros_like(one) if one.grad is None else one.grad for one in self._parameters]
        flat = torch.cat([one.reshape(-1) for one in given])
        distributed.all_reduce(flat)
        flat /= self._plan.workers
        for one, part in zip(
            self._parameters, flat.split([one.numel() for one in self._parameters]), strict=True
        ):
            one.grad = part.view_as(one)


def _padded(rows: Sequence[Sequence[int]], filler: int = 0) -> tuple[Any, Any]:
    """Return `rows` as one tensor filled up at their ends, and a mask that is 1 where a row reaches."""
    width = max(len(row) for row in rows)
    filled = torch.full((len(rows), width), filler, dtype=torch.long)
    mask = torch.zeros(len(rows), width)
    for number, row in enumerate(rows):
        filled[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1
    return filled, mask


if __name__ == "__main__":
    sys.exit(main())
