"""What is remembered of a text to know its copies again: one exact hash, and a sample of its shingles."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
import numpy.typing as npt

from transforms.clean.outlets import host_of
from transforms.records import Document

Hashes = npt.NDArray[np.uint32]

SHINGLE_WORDS = 3
SAMPLE_LEAST = 64
"""A text's sample is halved as long as at least so many shingles stay in it."""
DEEPEST_LEVEL = 5
"""Most times a sample is halved: a text of two thousand words and more keeps every 32nd shingle."""

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_TRACKERS = re.compile(r"^(?:utm_|fbclid|gclid|mc_|cmp|ref|source|output|share|rss)", re.IGNORECASE)
_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One row of the duplicate index: all that is needed to build it again without the text."""

    document_id: str
    """The document."""
    text_hash: str
    """Hash of the words in lower case; equal for exact copies."""
    url_key: str | None
    """The address without scheme, tracking and fragment; null where there is none that names an article."""
    rank: tuple[bool, str, str]
    """Sorts heads first: the agency's own version, then the earliest, then by id."""
    level: int
    """How often the sample was halved."""
    hashes: Hashes
    """Sampled shingle hashes, ascending."""
    head_id: str | None = None
    """The document it was last found a copy or version of."""


def take_fingerprint(document: Document, is_agency: bool = False) -> Fingerprint:
    """Return the fingerprint of `document`; `is_agency` tells that its publisher is a news agency."""
    words = _TOKEN.findall(document.text.lower())
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    level, hashes = sample_shingles(words)
    stated = document.published_at.isoformat() if document.published_at else _UNDATED
    rank = (not is_agency, stated, document.document_id)
    return Fingerprint(document.document_id, digest, url_key(document.url), rank, level, hashes)


def sample_shingles(words: list[str]) -> tuple[int, Hashes]:
    """Return the sampling level and the sampled hashes of the 3-word shingles of `words`.

    At level n the hashes below 2**(32 - n) are kept, so samples of two texts agree on the shingles the
    texts share whatever their levels: the coarser level decides.
    """
    if not words:
        return 0, np.empty(0, dtype=np.uint32)
    codes = np.fromiter(
        (zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words),
        dtype=np.uint64,
        count=len(words),
    )
    if len(codes) < SHINGLE_WORDS:
        codes = np.pad(codes, (0, SHINGLE_WORDS - len(codes)))
    end = len(codes) - SHINGLE_WORDS + 1
    mixed = codes[:end] * _FACTORS[0]
    mixed += codes[1 : end + 1] * _FACTORS[1]
    mixed += codes[2 : end + 2] * _FACTORS[2]
    mixed ^= mixed >> np.uint64(32)
    mixed *= _MIX
    hashes = np.unique((mixed >> np.uint64(32)).astype(np.uint32))
    level = 0
    while level < DEEPEST_LEVEL and len(hashes) >> (level + 1) >= SAMPLE_LEAST:
        level += 1
    return level, hashes[: count_at(hashes, level)]


def count_at(hashes: Hashes, level: int) -> int:
    """Return how many of the ascending `hashes` belong to the sample at `level`."""
    if level == 0:
        return len(hashes)
    return int(np.searchsorted(hashes, np.uint32(1 << (32 - level))))


def url_key(url: str | None) -> str | None:
    """Return `url` without scheme, "www.", tracking and fragment; None where it names no article."""
    host = host_of(url)
    if host is None or url is None:
        return None
    parts = urlsplit(url if "//" in url else f"//{url}")
    path = parts.path.rstrip("/")
    query = sorted((key, value) for key, value in parse_qsl(parts.query) if not _TRACKERS.match(key))
    if not path and not query:
        return None
    return host + path + (f"?{urlencode(query)}" if query else "")
