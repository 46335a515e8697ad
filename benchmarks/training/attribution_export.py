"""Write the attribution encoder as int8 ONNX, with decoding settings chosen and scores calibrated on dev.

``python -m benchmarks.training.attribution_export --trained FILE [FILE…] --base DIR --dev FILE --out DIR``

Several trained files are averaged, weight by weight. The scores of single ``--seeds`` are stored beside
the settings. Prints the scores on dev and how reliable the calibrated ones are. Needs the extra
``training``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from benchmarks.common import finish, read_jsonl, show
from benchmarks.scoring.attribution import score_document, summarise
from benchmarks.training.attribution_networks import WIDTH, build, load_mean
from benchmarks.training.weights import write_sums
from transforms.claims.attribution import Attribution
from transforms.claims.decode import Candidate, Settings, decode, draft, find_quoted, settle
from transforms.claims.model import EncoderFinder
from transforms.claims.tokens import Words
from transforms.records import Span

GRID: Mapping[str, Sequence[float]] = {
    "transition_weight": (0.3, 0.5, 1.0),
    "content_bias": (-0.4, 0.0, 0.4, 0.8),
    "source_bias": (0.0, 1.0),
    "certainty_power": (1.0, 2.0),
}
THRESHOLDS = tuple(round(0.16 + 0.03 * step, 2) for step in range(11))
LEFTOVER_WORDS = 10
LEAST_GAIN = 0.1
"""Sum of F1 points by which another setting must be better: less is chance."""
_MATCH = 0.5
_BINS = 10
_Free = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True)
class Asked:
    """A document of dev and what the networks make of it."""

    row: Mapping[str, Any]
    words: Words
    candidates: Sequence[Candidate]


def main(arguments: Sequence[str] | None = None) -> int:
    """Export, choose settings, calibrate; returns 0."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trained", type=Path, nargs="+", required=True)
    options.add_argument("--base", type=Path, required=True)
    options.add_argument("--dev", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument(
        "--seeds", type=Path, nargs="*", default=(), help="each measured alone, for the spread"
    )
    chosen = options.parse_args(arguments)
    torch.set_num_threads(1)
    rows = read_jsonl(chosen.dev)
    seeds = [_measure_alone(path, chosen.base, rows) for path in chosen.seeds]
    chosen.out.mkdir(parents=True, exist_ok=True)
    asked, settings = _fit(chosen.trained, chosen.base, chosen.out, rows, seeds)
    measures = measure(asked, settings)
    show("dev", measures.items())
    show("reliability on dev: mean score and share right, by tenths", reliability(asked, settings))
    settings_shown = {k: v for k, v in _plain(settings).items() if k != "transitions"}
    finish({"settings": settings_shown, "seeds": seeds, **measures})
    return 0


def _fit(
    trained: Sequence[Path],
    base: Path,
    out: Path,
    rows: Sequence[Mapping[str, Any]],
    seeds: Sequence[Mapping[str, float]] = (),
) -> tuple[list[Asked], Settings]:
    """Write weights and settings to `out`; returns what the networks make of `rows`, and the settings."""
    steps = export(trained, base, out)
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    plain = Settings(THRESHOLDS[0], np.asarray(steps, np.float32), 0.5, 1.0, 0.0, 0.0, 0, 0.3, 1.0, 0.0)
    _store(out, plain, seeds)
    asked = list(_ask(EncoderFinder(folder=out), rows))
    settings, weight = choose(asked, plain)
    settings = calibrate(asked, settings, weight)
    _store(out, settings, seeds)
    return asked, settings


def _measure_alone(trained: Path, base: Path, rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the scores of one seed under the settings that are best for it."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(*_fit([trained], base, Path(folder), rows))


def export(trained: Sequence[Path], base: Path, out: Path) -> list[list[float]]:
    """Write encoder.onnx and tagger.onnx with the mean of the trained weights; returns the transitions."""
    encoder, tagger = build(base)
    transitions = load_mean(encoder, tagger, trained)
    encoder.eval()
    tagger.eval()
    ids, near = torch.ones(1, 20, dtype=torch.long), torch.randn(3, 20, WIDTH)
    pieces, many = {1: "l"}, {0: "b", 1: "l"}
    inputs = {"ids": pieces, "feat": pieces}
    _write(encoder, (ids, ids), inputs, {"h": pieces, "cue": pieces}, out / "encoder.onnx")
    inputs = {"h": many, "hc": {0: "b"}, "rel": many}
    _write(tagger, (near, near[:, 0], ids.repeat(3, 1)), inputs, {"o": many}, out / "tagger.onnx")
    return transitions


def choose(asked: Sequence[Asked], plain: Settings) -> tuple[Settings, float]:
    """Return the settings with the best sum of detection and joint F1, and the least raw weight kept.

    One setting is varied at a time, twice around, since they hardly depend on each other.
    """
    best = (*_best_weight(asked, plain), plain)
    for name, values in (*GRID.items(), *GRID.items()):
        for value in values:
            settings = replace(best[2], **{name: value})  # type: ignore[arg-type]
            total, weight = _best_weight(asked, settings)
            if total > best[0] + LEAST_GAIN:
                best = (total, weight, settings)
    return best[2], best[1]


def _best_weight(asked: Sequence[Asked], settings: Settings) -> tuple[float, float]:
    """Return the best sum of detection and joint F1 that `settings` reach, and the least weight for it."""
    drafts = []
    for one in asked:
        quotations = find_quoted(one.words)
        drafts.append((one, quotations, draft(one.words, one.candidates, quotations, settings)))
    totals = []
    for weight in THRESHOLDS:
        counts: Counter[str] = Counter()
        at = replace(settings, threshold=weight)
        for one, quotations, found in drafts:
            predicted = [_row(attribution) for attribution in settle(one.words, quotations, found, at)]
            counts.update(score_document(one.words.text, one.row["attributions"], predicted))
        measures = summarise(counts)
        totals.append((measures["detection"] + measures["joint"], weight))
    return max(totals)


def calibrate(asked: Sequence[Asked], settings: Settings, weight: float) -> Settings:
    """Return `settings` with a logistic calibration fitted on dev, its threshold in calibrated scores."""
    pairs = list(_judged(asked, replace(settings, threshold=0.05)))
    scores = np.array([score for score, _ in pairs]).clip(1e-6, 1 - 1e-6)
    right = np.array([is_right for _, is_right in pairs], float)
    logits = np.stack([np.log(scores / (1 - scores)), np.ones(len(scores))], 1)
    slope = np.zeros(2)
    for _ in range(50):  # Newton's method
        found = 1 / (1 + np.exp(-(logits @ slope)))
        curve = (logits * (found * (1 - found))[:, None]).T @ logits
        slope += np.linalg.solve(curve + 1e-9 * np.eye(2), logits.T @ (right - found))
    made = replace(settings, slope=round(float(slope[0]), 4), intercept=round(float(slope[1]), 4))
    made = replace(made, threshold=round(made.calibrated(weight), 4))
    full = replace(made, leftover_words=LEFTOVER_WORDS, leftover_score=1.0)
    left = [is_right for score, is_right in _judged(asked, full) if score == 1.0]
    share = sum(left) / len(left) if left else 0.0
    return replace(full, leftover_score=round(max(share, made.threshold), 4))


def measure(asked: Iterable[Asked], settings: Settings) -> dict[str, float]:
    """Return the scores on dev under `settings`, in percent."""
    counts: Counter[str] = Counter()
    for one in asked:
        predicted = [_row(found) for found in decode(one.words, one.candidates, settings)]
        counts.update(score_document(one.words.text, one.row["attributions"], predicted))
    return {name: round(value, 2) for name, value in summarise(counts).items()}


def reliability(asked: Sequence[Asked], settings: Settings) -> list[tuple[str, object]]:
    """Return a line for each tenth of scores: how many, their mean, and the share that is right."""
    pairs = list(_judged(asked, replace(settings, threshold=0.0)))
    lines: list[tuple[str, object]] = []
    for place in range(_BINS):
        inside = [p for p in pairs if place <= p[0] * _BINS < place + 1 or (place == _BINS - 1 and p[0] == 1)]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            share = sum(is_right for _, is_right in inside) / len(inside)
            low, high = place / _BINS, (place + 1) / _BINS
            lines.append((f"{low:.1f} to {high:.1f}, {len(inside)}", f"{mean:.3f} {share:.3f}"))
    return lines


def _ask(finder: EncoderFinder, rows: Iterable[Mapping[str, Any]]) -> Iterable[Asked]:
    for row in rows:
        states = finder.encode_text(row["text"])
        yield Asked(row, states.words, finder.tag(states))


def _judged(asked: Iterable[Asked], settings: Settings) -> Iterable[tuple[float, bool]]:
    """Yield each attribution's score and whether the gold holds it, one to one, best overlap first."""
    for one in asked:
        found = decode(one.words, one.candidates, settings)
        wanted = [one.words.within(_spans(row["content"])) for row in one.row["attributions"]]
        contents = [one.words.within(attribution.content_spans) for attribution in found]
        overlaps = [
            (len(want & have) / len(want | have), i, j)
            for i, want in enumerate(wanted)
            for j, have in enumerate(contents)
            if want & have
        ]
        taken: set[int] = set()
        right: set[int] = set()
        for share, i, j in sorted(overlaps, reverse=True):
            if share >= _MATCH and i not in taken and j not in right:
                taken.add(i)
                right.add(j)
        for j, attribution in enumerate(found):
            yield attribution.score or 0.0, j in right


def _write(network: Any, given: Any, inputs: _Free, outputs: _Free, path: Path) -> None:
    """Write `network` in int8; `inputs` and `outputs` name the axes of each that are of any length."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            given,
            str(whole),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={**inputs, **outputs},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True)


def _store(folder: Path, settings: Settings, seeds: Sequence[Mapping[str, float]]) -> None:
    """Write config.json and SHA256SUMS."""
    config = json.dumps({"decoding": _plain(settings), "seeds": list(seeds)}, indent=1)
    (folder / "config.json").write_text(config + "\n", encoding="utf-8")
    write_sums(folder)


def _plain(settings: Settings) -> dict[str, Any]:
    return {**asdict(settings), "transitions": np.asarray(settings.transitions, float).round(4).tolist()}


def _row(found: Attribution) -> dict[str, Any]:
    return {
        "source": [[span.start, span.end] for span in found.source_spans] or None,
        "cue": [[span.start, span.end] for span in found.cue_spans],
        "content": [[span.start, span.end] for span in found.content_spans],
    }


def _spans(pairs: Sequence[Sequence[int]] | None) -> list[Span]:
    return [Span(start, end) for start, end in pairs or ()]


if __name__ == "__main__":
    sys.exit(main())
