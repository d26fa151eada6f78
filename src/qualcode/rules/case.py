"""Case: names that must be written as the codebook writes them."""

import unicodedata

import numpy as np

from qualcode.index.shard import Shard
from qualcode.rules.matches import Matches
from qualcode.text.tokens import TOKEN


def keep_written_case(shard: Shard, matches: Matches, cased: dict[int, str]) -> Matches:
    """Drop the matches of case-sensitive terms whose words are written with other capitals."""
    keep = np.ones(len(matches.first), np.bool_)
    for term, text in cased.items():
        wanted = _capitals(text)
        for at in range(int(matches.starts[term]), int(matches.starts[term + 1])):
            keep[at] = _capitals(_text(shard, int(matches.first[at]), int(matches.last[at]))) == wanted
    if keep.all():
        return matches
    kept_before = np.concatenate([[0], np.cumsum(keep)])
    return Matches(kept_before[matches.starts], matches.first[keep], matches.last[keep])


def _text(shard: Shard, first: int, last: int) -> str:
    """The text from a first token to before a last one."""
    return shard.slice(int(shard.starts[first]), int(shard.ends(np.array([last - 1]))[0]))


def _capitals(text: str) -> list[list[bool]]:
    """Which letters of each word are capitals; composed first, so that an accent is not a letter of its own."""
    composed = unicodedata.normalize("NFC", text)
    return [[letter.isupper() for letter in token if letter.isalpha()] for token in TOKEN.findall(composed)]
