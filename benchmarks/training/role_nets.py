# mypy: disallow-subclassing-any=False
"""Train the nets that score a mention by its features and numbers; the surest mention speaks for a thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from transforms.events.candidates import Reading
from transforms.events.fillers import MENTIONS, ROLES, Net

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]

HIDDEN = 32
EPOCHS = 8
BATCH = 640
RATE = 2.5e-3
NEGATIVES = 0.3
"""Share of the things without a role that an epoch looks at."""
FORGOTTEN = 0.1
"""Share of the features that a step leaves out."""


@dataclass(frozen=True)
class Table:
    """All mentions of all things of all reports, as rows."""

    features: Numbers
    """Numbers of the features, mention by mention."""
    starts: Numbers
    """Where each mention's features begin, and the end."""
    numbers: Array
    """One row a mention."""
    first: Numbers
    """The first mention of each thing, and the end."""
    labels: Array
    """One row a thing, one column a role."""
    report: Numbers
    """The report of each thing."""


def make_table(
    readings: Sequence[Reading],
    numbers: Sequence[Sequence[Array]],
    heads: Sequence[Sequence[set[str]]],
    index: Mapping[str, int],
) -> Table:
    """Return the rows of all reports; `heads` are for each report and role the head words that fill it."""
    features: list[int] = []
    starts, first, labels, report = [0], [0], [], []
    for number, reading in enumerate(readings):
        for mentions in reading.things:
            for mention in mentions[:MENTIONS]:
                features += [index[name] for name in mention.features if name in index]
                starts.append(len(features))
            first.append(len(starts) - 1)
            labels.append([mentions[0].head in filling for filling in heads[number]])
            report.append(number)
    return Table(
        np.array(features),
        np.array(starts),
        np.concatenate([rows for thing in numbers for rows in thing]),
        np.array(first),
        np.array(labels, dtype=np.float32),
        np.array(report),
    )


class MentionNet(torch.nn.Module):
    """The net of `fillers.Net`, as torch trains it."""

    def __init__(self, size: int, numbers: int) -> None:
        super().__init__()
        self.linear = torch.nn.EmbeddingBag(size + 1, len(ROLES), mode="sum", padding_idx=size)
        self.embedding = torch.nn.EmbeddingBag(size + 1, HIDDEN, mode="sum", padding_idx=size)
        torch.nn.init.zeros_(self.linear.weight)
        torch.nn.init.normal_(self.embedding.weight, 0, 0.02)
        self.context = torch.nn.Linear(numbers, HIDDEN)
        self.output = torch.nn.Linear(HIDDEN, len(ROLES))
        self.direct = torch.nn.Linear(numbers, len(ROLES))
        torch.nn.init.constant_(self.direct.bias, -3.0)
        self.dropout = torch.nn.Dropout(0.4)
        self.nothing = size

    def forward(self, features: Any, starts: Any, numbers: Any) -> Any:
        """Return a score a role for each mention."""
        if self.training:
            features = features.masked_fill(torch.rand(features.shape) < FORGOTTEN, self.nothing)
        hidden = torch.relu(self.embedding(features, starts) + self.context(numbers))
        return self.output(self.dropout(hidden)) + self.linear(features, starts) + self.direct(numbers)

    def plain(self) -> Net:
        """Return the net as arrays."""
        values = {name: value.detach().numpy() for name, value in self.named_parameters()}
        return Net(
            linear=values["linear.weight"][:-1],
            embedding=values["embedding.weight"][:-1],
            context=values["context.weight"].T,
            hidden_bias=values["context.bias"],
            output=values["output.weight"].T,
            direct=values["direct.weight"].T,
            bias=values["output.bias"] + values["direct.bias"],
        )


def train_net(table: Table, kept: NDArray[np.bool_], size: int, seed: int) -> MentionNet:
    """Return a net trained on the things of the reports that `kept` marks."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    random = np.random.default_rng(seed)
    net = MentionNet(size, table.numbers.shape[1])
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE)
    things = np.flatnonzero(kept[table.report])
    filling = table.labels[things].any(axis=1)
    for epoch in range(EPOCHS):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - 0.8 * epoch / EPOCHS)
        empty = things[~filling]
        chosen = np.concatenate([things[filling], empty[random.random(len(empty)) < NEGATIVES]])
        random.shuffle(chosen)
        net.train()
        for start in range(0, len(chosen), BATCH):
            batch = chosen[start : start + BATCH]
            mentions, owner = _mentions(table, batch)
            scores = net(*_inputs(table, mentions))
            best = torch.full((len(batch), len(ROLES)), -1e9)
            best = best.scatter_reduce(0, torch.tensor(owner)[:, None].expand(-1, len(ROLES)), scores, "amax")
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                best, torch.tensor(table.labels[batch]), reduction="sum"
            )
            optimiser.zero_grad()
            (loss / len(batch)).backward()
            optimiser.step()
    return net


def score_mentions(net: MentionNet, table: Table, kept: NDArray[np.bool_]) -> Iterator[tuple[int, Array]]:
    """Yield number and scores, one row a mention, of each thing of the reports that `kept` marks."""
    net.eval()
    things = np.flatnonzero(kept[table.report])
    with torch.no_grad():
        for start in range(0, len(things), 2048):
            batch = things[start : start + 2048]
            mentions, owner = _mentions(table, batch)
            scores = net(*_inputs(table, mentions)).numpy()
            cuts = np.flatnonzero(np.diff(owner)) + 1
            yield from zip((int(thing) for thing in batch), np.split(scores, cuts), strict=True)


def _mentions(table: Table, things: Numbers) -> tuple[Numbers, Numbers]:
    """Return the mentions of `things`, and for each the place of its thing among them."""
    return _runs(table.first[things], table.first[things + 1])


def _runs(starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    sizes = ends - starts
    before = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return starts[owner] + np.arange(int(sizes.sum())) - before[owner], owner


def _inputs(table: Table, mentions: Numbers) -> tuple[Any, Any, Any]:
    cells, _ = _runs(table.starts[mentions], table.starts[mentions + 1])
    sizes = table.starts[mentions + 1] - table.starts[mentions]
    starts = np.cumsum(sizes) - sizes
    return (
        torch.tensor(table.features[cells]),
        torch.tensor(starts),
        torch.tensor(table.numbers[mentions]),
    )
