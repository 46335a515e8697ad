"""Words of a text by number, so that spans are compared without regard to marks and blanks."""

from __future__ import annotations

import re
from bisect import bisect_left

from transforms.claims.attribution import Spans

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")


class WordSets:
    """Gives spans of one text as sets of word numbers."""

    def __init__(self, text: str) -> None:
        self._starts = [match.start() for match in _WORD.finditer(text)]

    def of(self, spans: Spans) -> set[int]:
        """Return the numbers of the words that begin in `spans`."""
        return {
            number
            for span in spans
            for number in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
        }
