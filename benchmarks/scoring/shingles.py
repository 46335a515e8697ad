"""Body text scored by shared word shingles, and headlines and dates by equality.

The measure is that of scrapinghub's article-extraction-benchmark: multisets of 4-word shingles, each
document normalised to weigh the same, precision and recall averaged over documents, F1 of the averages.
"""

from __future__ import annotations

import random
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\w+")
_NO_WORD = re.compile(r"\W+")


class Share(NamedTuple):
    """One document's right, surplus and missing shingles, as shares of their sum."""

    right: float
    surplus: float
    missing: float


class Scores(NamedTuple):
    """Precision, recall and F1 over documents."""

    precision: float
    recall: float
    f1: float


def compare(gold: str, predicted: str, size: int = 4) -> Share:
    """Return how the shingles of `predicted` agree with those of `gold`."""
    wanted, given = _shingles(gold, size), _shingles(predicted, size)
    right = sum((wanted & given).values())
    surplus = sum(given.values()) - right
    missing = sum(wanted.values()) - right
    total = right + surplus + missing
    return Share(right / total, surplus / total, missing / total) if total else Share(0.0, 0.0, 0.0)


def aggregate(shares: Sequence[Share]) -> Scores:
    """Return the scores over all documents; an empty one counts only where it can be wrong."""
    given = [_precision(share) for share in shares if share.right + share.surplus > 0]
    wanted = [_recall(share) for share in shares if share.right + share.missing > 0]
    precision = statistics.mean(given) if given else 0.0
    recall = statistics.mean(wanted) if wanted else 0.0
    return Scores(precision, recall, _harmonic(precision, recall))


def document_f1(share: Share) -> float:
    """Return the F1 of one document."""
    return _harmonic(_precision(share), _recall(share))


def deviation(shares: Sequence[Share], rounds: int = 300, seed: int = 0) -> float:
    """Return the bootstrap standard deviation of F1."""
    chance = random.Random(seed)
    count = len(shares)
    return statistics.stdev(
        aggregate([shares[chance.randrange(count)] for _ in range(count)]).f1 for _ in range(rounds)
    )


def score_titles(pairs: Sequence[tuple[str, str | None]]) -> dict[str, float | int]:
    """Return the share of headlines that are equal, and nearly so, capitals and punctuation aside."""
    plain = [(_plain(gold), _plain(given or "")) for gold, given in pairs]
    count = max(1, len(plain))
    return {
        "n": len(plain),
        "exact": round(sum(gold == given for gold, given in plain) / count, 4),
        "near": round(
            sum(SequenceMatcher(None, gold, given).ratio() >= 0.9 for gold, given in plain) / count, 4
        ),
    }


def score_dates(pairs: Sequence[tuple[str, str | None]]) -> dict[str, float | int]:
    """Return how many dates were given and the share that name the gold's day."""
    given = [(gold, date) for gold, date in pairs if date]
    right = sum(gold[:10] == date[:10] for gold, date in given)
    return {
        "n": len(pairs),
        "returned": len(given),
        "same_day": round(right / max(1, len(pairs)), 4),
        "precision": round(right / max(1, len(given)), 4),
    }


def _shingles(text: str, size: int) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text or "")
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[at : at + size]) for at in range(max(1, len(tokens) - size + 1)))


def _precision(share: Share) -> float:
    if share.surplus == share.missing == 0:
        return 1.0
    return share.right / (share.right + share.surplus) if share.right + share.surplus else 0.0


def _recall(share: Share) -> float:
    if share.surplus == share.missing == 0:
        return 1.0
    return share.right / (share.right + share.missing) if share.right + share.missing else 0.0


def _harmonic(first: float, second: float) -> float:
    return 2 * first * second / (first + second) if first + second else 0.0


def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower()
