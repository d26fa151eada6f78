"""Find patterns in a file: the engine without a study, for scripts and measurements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.index.build import build_lines, with_lists
from qualcode.index.shard import Shard
from qualcode.model.codebook import MatchLevel, Term
from qualcode.rules.lookup import Lookup, words_of_term
from qualcode.rules.terms.words import Phrase, find_phrases
from qualcode.text.tokens import check_utf8

TEXT_BYTES_AT_ONCE = 32 << 20
"""Text taken at once; memory stays below a fixed multiple of it however large the file is."""


@dataclass(frozen=True)
class Hits:
    """Where patterns were found: four arrays of equal length, sorted by segment block, pattern and place."""

    pattern: Ints
    """Number of the pattern, from 0, in the order given to `compile`."""
    segment: Ints
    """Number of the segment, from 0: one line of the file is one segment."""
    start: Ints
    """First code point of the match in its line."""
    end: Ints
    """Code point after the match in its line."""

    def __len__(self) -> int:
        """Number of matches."""
        return len(self.pattern)


@dataclass(frozen=True)
class Patterns:
    """Compiled patterns; `find` looks for them in a file or in lines."""

    phrases: tuple[Phrase, ...]
    """The words of each pattern."""

    def find(self, path: str | Path) -> Hits:
        """Find every match in a UTF-8 file in which each line is a segment.

        Nested and overlapping matches all count. Lines end with LF or CR LF; a byte order mark is skipped.

        Args:
            path: the file; it is read in blocks, so its size is not bound by memory.

        Returns:
            Arrays `pattern`, `segment`, `start`, `end`, 0-based; offsets are code points of the line.

        Raises:
            OSError: the file cannot be read.
            UnicodeDecodeError: the file is not UTF-8.
        """
        found, line = [], 0
        for block in _blocks(Path(path)):
            shard = build_lines(block)
            found.append(self._find(shard, line))
            line += shard.segments
        return _join(found)

    def find_lines(self, lines: Iterable[str]) -> Hits:
        """Find every match in some lines of text, each a segment; a line must not hold a line feed."""
        return self._find(build_lines("".join(f"{line}\n" for line in lines).encode("utf-8")), 0)

    def _find(self, shard: Shard, line: int) -> Hits:
        """Matches on one shard without inverted lists, whose first segment has the number `line`."""
        lookup = Lookup(shard.keys)
        types = [lookup.types(word) for phrase in self.phrases for word in phrase]
        listed = with_lists(shard, np.concatenate(types) if types else np.empty(0, np.int64))
        matches = find_phrases(listed, lookup, self.phrases)
        segment = shard.segments_of(matches.first)
        start, end = shard.spans_in(segment, matches.first, matches.last)  # each line is a turn
        return Hits(matches.term, segment + line, start, end)


def compile(patterns: Sequence[str], level: MatchLevel = "light") -> Patterns:
    """Prepare words, phrases and wildcards (`koordinasi*`) for finding.

    Args:
        patterns: each a word, a phrase (words with blanks between) or a pattern with `*`.
        level: `exact` finds the form as written (case apart), `light` its inflections, `root` its whole family.

    Raises:
        ValueError: a pattern has no letter or digit.
        TypeError: `patterns` is one text.
    """
    if isinstance(patterns, str):
        raise TypeError("patterns is a list of texts, not one text")
    phrases = tuple(words_of_term(Term(pattern, level=level)) for pattern in patterns)
    for pattern, phrase in zip(patterns, phrases, strict=True):
        if not any(character.isalnum() for character in pattern) or not phrase:
            raise ValueError(f"pattern {pattern!r} has no letter or digit")
    return Patterns(phrases)


def _blocks(path: Path) -> Iterator[bytes]:
    """The file in blocks of whole lines, checked to be UTF-8, with LF line ends."""
    with path.open("rb") as file:
        begin = 3 if file.read(3) == b"\xef\xbb\xbf" else 0
        while block := _whole_lines(file, begin):
            begin += len(block)
            yield _canonical(block)


def _whole_lines(file: BinaryIO, begin: int) -> bytes:
    """The next block of a file: its end is looked for first, so that no byte of it is copied."""
    file.seek(begin + TEXT_BYTES_AT_ONCE)
    rest = len(file.readline())
    file.seek(begin)
    return file.read(TEXT_BYTES_AT_ONCE + rest)


def _canonical(block: bytes) -> bytes:
    check_utf8(block)
    block = block.replace(b"\r\n", b"\n") if b"\r" in block else block
    return block if block.endswith(b"\n") else block + b"\n"


def _join(found: list[Hits]) -> Hits:
    """The matches of all blocks, one block after the other."""
    if not found:
        return Hits(*(np.empty(0, np.int64) for _ in range(4)))
    return Hits(*(np.concatenate([getattr(hits, name) for hits in found]) for name in Hits.__dataclass_fields__))
