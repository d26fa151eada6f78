"""Case: names that must be written as the codebook writes them."""

import unicodedata

import numpy as np

from qualcode.index.shard import Shard
from qualcode.rules.matches import Matches
from qualcode.rules.word import written_words


def keep_written_case(shard: Shard, matches: Matches, cased: dict[int, str]) -> Matches:
    """Drop the matches of case-sensitive terms whose words are written with other capitals.

    Compared are the letters that the term states: *LAPOR* finds *LAPORnya*, but neither *Lapor* nor *melapor*.
    """
    keep = np.ones(len(matches.first), np.bool_)
    for term, text in cased.items():
        wanted = [_capitals(word) for word in written_words(text)]
        for at in range(int(matches.starts[term]), int(matches.starts[term + 1])):
            tokens = range(int(matches.first[at]), int(matches.last[at]))
            keep[at] = all(_has(shard, *pair) for pair in zip(tokens, wanted, strict=True))
    if keep.all():
        return matches
    kept_before = np.concatenate([[0], np.cumsum(keep)])
    return Matches(kept_before[matches.starts], matches.first[keep], matches.last[keep])


def _has(shard: Shard, token: int, wanted: list[bool]) -> bool:
    """Whether a token begins with these capitals and small letters."""
    start, end = int(shard.starts[token]), int(shard.ends(np.array([token]))[0])
    return _capitals(shard.slice(start, end))[: len(wanted)] == wanted


def _capitals(word: str) -> list[bool]:
    """Which letters of a word are capitals; composed first, so that an accent is not a letter of its own."""
    return [letter.isupper() for letter in unicodedata.normalize("NFC", word) if letter.isalpha()]
