"""Segments of turns: where each begins, in bytes."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.text.sentences import cut

HOW = ("sentence", "turn", "paragraph", "line")
"""Ways to cut a turn into segments."""


def segment_starts(turn_starts: Ints, turns: Sequence[str], how: str, *, lines: int) -> Ints:
    """First byte of each segment of all turns, and the length of the text at the end.

    Turns that are segments as they stand (`turn`, or `line` where no turn has a second line: there are as many `lines`
    as turns) are not looked at.
    """
    if how == "turn" or (how == "line" and lines == len(turns) and (np.diff(turn_starts) > 1).all()):
        return turn_starts
    starts = [_turn_segments(turn, int(base), how) for turn, base in zip(turns, turn_starts, strict=False)]
    return np.concatenate([*starts, turn_starts[-1:]]).astype(np.int64)


def _turn_segments(turn: str, base: int, how: str) -> Ints:
    """First byte of each segment of one turn that begins at the byte `base`."""
    starts = cut(turn, how)  # type: ignore[arg-type]  # steps checks the word against HOW
    if turn.isascii():
        return np.array(starts, np.int64) + base
    widths = [len(turn[low:high].encode("utf-8")) for low, high in zip([0, *starts], starts, strict=False)]
    return np.cumsum(widths) + base
