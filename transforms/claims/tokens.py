"""Words, word pieces and windows: the form in which a text comes to the encoder.

A *word* is what the tokenizer's pre-tokenizer cuts (a run of letters, a mark). A *window* is a run of
words that the encoder sees at once: whole paragraphs as far as they fit, else whole sentences. Nothing
here needs a parse. The training program reads texts through this module too, so that what is learned
and what is asked can never drift apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from tokenizers import Tokenizer

from transforms.records import Span

WINDOW_PIECES = 158
"""Most word pieces of one window, separators included, the first mark not."""
FEATURES = 11
"""Number of word features: 0 for a mark of the encoder's own, else 1 + 2 × letter case + quoted."""
DISTANCES = 25
"""Number of steps of distance to a cue."""
_STEPS = (1, 2, 3, 4, 6, 8, 12, 18, 27, 40, 60, 90)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s")


@dataclass
class Words:
    """The words of a text and the windows they are read in."""

    text: str
    """The text."""
    starts: list[int] = field(default_factory=list)
    """Offset of each word."""
    ends: list[int] = field(default_factory=list)
    """Offset after each word."""
    paragraphs: list[int] = field(default_factory=list)
    """Number of each word's paragraph (line)."""
    pieces: list[list[int]] = field(default_factory=list)
    """Word pieces of each word, as numbers of the vocabulary."""
    windows: list[tuple[int, int]] = field(default_factory=list)
    """Windows, as first word and the word after the last; every word is in exactly one."""

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, number: int) -> str:
        """Return a word as it is written."""
        return self.text[self.starts[number] : self.ends[number]]

    @cached_property
    def is_quoted(self) -> list[bool]:
        """Return, for each word, whether it stands between double quotation marks, marks included."""
        flags = _quoted(self.text)
        return [bool(flags[start]) for start in self.starts]

    @cached_property
    def features(self) -> list[int]:
        """Return the feature number of each word: its letter case and whether it is quoted."""
        return [1 + 2 * _case(self.word(number)) + quoted for number, quoted in enumerate(self.is_quoted)]

    def within(self, spans: Iterable[Span]) -> set[int]:
        """Return the numbers of the words that share a character with one of `spans`."""
        found: set[int] = set()
        for span in spans:
            found.update(range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)))
        return found

    def spans(self, numbers: Iterable[int]) -> tuple[Span, ...]:
        """Return the spans of `numbers`, neighbours of one paragraph joined."""
        runs: list[list[int]] = []
        for number in sorted(numbers):
            before = number - 1
            if runs and runs[-1][1] == before and self.paragraphs[number] == self.paragraphs[before]:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        return tuple(Span(self.starts[first], self.ends[last]) for first, last in runs)

    def reach(self, cue: int, window: tuple[int, int]) -> tuple[int, int]:
        """Return the words that may belong to an attribution with its cue at `cue`: its paragraph.

        Where the paragraph ends in a colon or dots, the next one belongs to it.
        """
        start, end = window
        first, last = cue, cue + 1
        while first > start and self.paragraphs[first - 1] == self.paragraphs[cue]:
            first -= 1
        while last < end and self.paragraphs[last] == self.paragraphs[cue]:
            last += 1
        if last < end and self.word(last - 1) in (":", "…"):
            following = self.paragraphs[last]
            while last < end and self.paragraphs[last] == following:
                last += 1
        return first, last


@dataclass(frozen=True, slots=True)
class Window:
    """A window in the encoder's own numbers."""

    ids: list[int]
    """Word pieces, with a mark at the start and one after each paragraph."""
    features: list[int]
    """Feature of each piece's word."""
    firsts: list[int]
    """Place in `ids` of the first piece of each word."""


class Reader:
    """Cuts texts into words and windows with the encoder's own tokenizer."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._start, self._stop = self._tokenizer.encode("", add_special_tokens=True).ids

    def read(self, text: str) -> Words:
        """Return the words and windows of `text`; each line is a paragraph."""
        words = Words(text)
        units: list[_Unit] = []
        lines = [(start, line) for start, line in _lines(text) if line.strip()]
        encoded = self._tokenizer.encode_batch([line for _, line in lines], add_special_tokens=False)
        for number, ((offset, line), encoding) in enumerate(zip(lines, encoded, strict=True)):
            first = len(words)
            previous = None
            for piece, (start, end), word in zip(
                encoding.ids, encoding.offsets, encoding.word_ids, strict=True
            ):
                if word != previous:
                    words.starts.append(offset + start)
                    words.ends.append(offset + end)
                    words.pieces.append([piece])
                    words.paragraphs.append(number)
                    previous = word
                else:
                    words.pieces[-1].append(piece)
                    words.ends[-1] = offset + end
            units += _units(words, first, offset, line)
        words.windows = _packed(words, units)
        return words

    def window(self, words: Words, window: tuple[int, int]) -> Window:
        """Return one of the windows of `words` as the encoder reads it."""
        ids, features, firsts = [self._start], [0], []
        start, end = window
        for number in range(start, end):
            firsts.append(len(ids))
            ids += words.pieces[number]
            features += [words.features[number]] * len(words.pieces[number])
            if number + 1 == end or words.paragraphs[number + 1] != words.paragraphs[number]:
                ids.append(self._stop)
                features.append(0)
        return Window(ids, features, firsts)


def distances(start: int, end: int) -> list[int]:
    """Return the step, 0 to 24, of each signed distance in words from `start` to before `end`.

    12 is the cue itself.
    """
    return [_distance(words) for words in range(start, end)]


@cache
def _distance(words: int) -> int:
    steps = bisect_right(_STEPS, abs(words))
    return 12 + steps if words >= 0 else 12 - steps


@dataclass(frozen=True, slots=True)
class _Unit:
    """Words that stay in one window."""

    start: int
    end: int
    opens: bool
    """Whether the next unit belongs to it (it ends in a colon)."""


def _lines(text: str) -> Iterable[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _units(words: Words, first: int, offset: int, line: str) -> list[_Unit]:
    """Return a paragraph as one unit, or cut at sentence ends where it is too long for a window."""
    cuts = [offset + match.end() for match in _SENTENCE_END.finditer(line)]
    found: list[_Unit] = []
    start, size, good, passed = first, 0, None, 0
    for number in range(first, len(words)):
        while passed < len(cuts) and cuts[passed] <= words.starts[number]:
            good = number
            passed += 1
        size += len(words.pieces[number])
        if size > WINDOW_PIECES - 4:
            cut = good if good is not None and good > start else number
            found.append(_Unit(start, cut, opens=False))
            start, good = cut, None
            size = _size(words, start, number + 1)
    if start < len(words):
        found.append(_Unit(start, len(words), opens=line.rstrip()[-1:] in ":…"))
    return found


def _packed(words: Words, units: Sequence[_Unit]) -> list[tuple[int, int]]:
    """Return windows that hold as many whole units as fit, a unit that opens another together with it."""
    windows: list[tuple[int, int]] = []
    filled = 0
    for group in _groups(units):
        rest = group
        while rest:
            sizes = [_size(words, unit.start, unit.end) + 1 for unit in rest]
            count = len(rest)
            while count > 1 and sum(sizes[:count]) > WINDOW_PIECES:
                count -= 1
            size = sum(sizes[:count])
            if windows and filled + size <= WINDOW_PIECES:
                windows[-1] = (windows[-1][0], rest[count - 1].end)
                filled += size
            else:
                windows.append((rest[0].start, rest[count - 1].end))
                filled = size
            rest = rest[count:]
    return windows


def _groups(units: Sequence[_Unit]) -> Iterable[list[_Unit]]:
    group: list[_Unit] = []
    for unit in units:
        group.append(unit)
        if not unit.opens:
            yield group
            group = []
    if group:
        yield group


def _size(words: Words, start: int, end: int) -> int:
    return sum(len(pieces) for pieces in words.pieces[start:end])


def _case(word: str) -> int:
    if not word[0].isalpha():
        return 4 if word[0].isdigit() else 0
    if word.islower():
        return 1
    return 3 if word.isupper() and len(word) > 1 else 2


def _quoted(text: str) -> bytearray:
    """Return a flag for each character between double quotation marks; a line's end closes them.

    A straight mark after a digit opens nothing: it means inches.
    """
    flags = bytearray(len(text))
    is_curly = is_straight = False
    for place, character in enumerate(text):
        if character == "\n":
            is_curly = is_straight = False
        elif character in "“«„":
            is_curly = True
        elif character in "”»":
            is_curly = False
            flags[place] = 1
        elif character == '"' and (is_straight or not text[place - 1 : place].isdigit()):
            is_straight = not is_straight
            flags[place] = 1
        if is_curly or is_straight:
            flags[place] = 1
    return flags
