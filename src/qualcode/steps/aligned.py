"""Aligned: which turn of a corrected transcript is which turn of the earlier one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from qualcode.model import Turn

_MOST = 2000
"""Turns between the first and the last change that are compared; beyond, only what lies before and after is known."""
_MOST_PAIRS = 2500
"""Pairs of turns that are compared in one changed stretch."""
_KNOWN_WORDS = 3
"""Words of a turn from which a stretch is known again."""
_WORDS, _LETTERS = 0.5, 0.75
"""Share of the words, or of the letters of a short turn, that a corrected turn keeps."""
_SHORT = 200


def aligned(old: Sequence[Turn], new: Sequence[Turn]) -> dict[int, int]:
    """Number of each old turn -> number of the new one that it certainly is; others are left out.

    Certain are equal turns before the first change and after the last one; equal stretches between that hold a turn
    which stands there once; and between them turns of the same speaker that keep most of their words, if no other one
    could be meant.
    """
    one, other = ([(turn.speaker, turn.text) for turn in turns] for turns in (old, new))
    shorter = min(len(one), len(other))
    low = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    most = shorter - low
    high = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    pairs = [(at, at) for at in range(low)]
    pairs += [(len(one) - at, len(other) - at) for at in range(1, high + 1)]
    a, b = old[low : len(old) - high], new[low : len(new) - high]
    if max(len(a), len(b)) <= _MOST:
        pairs += [(low + i, low + j) for i, j in _between(a, b)]
    return {old[i].turn: new[j].turn for i, j in sorted(pairs)}


def _between(old: Sequence[Turn], new: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """Pairs between the first and the last change."""
    one, other = ([(turn.speaker, turn.text) for turn in turns] for turns in (old, new))
    often, again = Counter(one), Counter(other)
    once = {key for key in one if often[key] == 1 == again[key] and len(key[1].split()) >= _KNOWN_WORDS}
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()  # the last one is empty
    i = j = 0
    for block in blocks:
        if block.size and not once.intersection(one[block.a : block.a + block.size]):
            continue
        yield from ((i + a, j + b) for a, b in _corrected(old[i : block.a], new[j : block.b]))
        yield from ((block.a + at, block.b + at) for at in range(block.size))
        i, j = block.a + block.size, block.b + block.size


def _corrected(old: Sequence[Turn], new: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """Pairs in a stretch that changed."""
    if len(old) * len(new) > _MOST_PAIRS:
        return
    if [turn.speaker for turn in old] == [turn.speaker for turn in new]:
        yield from ((at, at) for at in range(len(old)) if alike(old[at].text, new[at].text))
        return
    may = [
        (i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if one.speaker == other.speaker and alike(one.text, other.text)
    ]
    for i, j in may:  # nothing else may be meant, and nothing may have changed places
        if all((i < a) == (j < b) and (i > a) == (j > b) for a, b in may if (a, b) != (i, j)):
            yield i, j


def alike(one: str, other: str) -> bool:
    """Whether one text may be the other one corrected."""
    if one == other or SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= _WORDS:
        return True
    short = max(len(one), len(other)) <= _SHORT
    return short and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LETTERS
