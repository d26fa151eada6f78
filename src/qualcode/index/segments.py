"""Segments of turns: where each begins, in bytes."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Bytes, Flags, Ints
from qualcode.text.blocks import BLOCK
from qualcode.text.sentences import cut

HOW = ("sentence", "turn", "paragraph", "line")
"""Ways to cut a turn into segments."""


_LINE_END = bytes(byte == ord("\n") for byte in range(256))
"""One where a line ends."""
_MAY_CUT = {
    "sentence": bytes(byte in b".!?\n" or byte >= 0xC0 for byte in range(256)),
    "paragraph": _LINE_END,
    "line": _LINE_END,
}
"""For each way to cut, one where a byte may end a segment inside a turn, or begins a character that may."""


def segment_starts(text: Bytes, turn_starts: Ints, turns: Sequence[str], how: str) -> Ints:
    """First byte of each segment of all turns, and the length of the text at the end.

    Turns that are one segment as they stand are not looked at one by one: all of them (`turn`), or those without a
    line end, or a stop where sentences are wanted, before their last character.
    """
    filled = np.diff(turn_starts) > 1
    if how == "turn" or (how != "sentence" and filled.all() and _line_ends(text) == len(filled)):
        return turn_starts
    several = np.flatnonzero(filled & _may_be_cut(text, turn_starts, _MAY_CUT[how])).tolist()
    whole = filled.copy()
    whole[several] = False
    starts = [_turn_segments(turns[turn], int(turn_starts[turn]), how) for turn in several]
    return np.sort(np.concatenate([turn_starts[:-1][whole], *starts, turn_starts[-1:]])).astype(np.int64)


def _line_ends(text: Bytes) -> int:
    """How many lines end."""
    return sum(text[low : low + BLOCK].tobytes().count(b"\n") for low in range(0, len(text), BLOCK))


def _may_be_cut(text: Bytes, turn_starts: Ints, may_cut: bytes) -> Flags:
    """Which turns hold a byte that may cut them, their last one not counted."""
    found = np.zeros(len(turn_starts), np.bool_)
    for low in range(0, len(text), BLOCK):
        marked = np.flatnonzero(np.frombuffer(text[low : low + BLOCK].tobytes().translate(may_cut), np.bool_)) + low
        turn = np.searchsorted(turn_starts, marked, side="right") - 1
        found[turn[marked < turn_starts[turn + 1] - 2]] = True
    return found[:-1]


def _turn_segments(turn: str, base: int, how: str) -> Ints:
    """First byte of each segment of one turn that begins at the byte `base`."""
    starts = cut(turn, how)  # type: ignore[arg-type]  # steps checks the word against HOW
    if turn.isascii():
        return np.array(starts, np.int64) + base
    widths = [len(turn[low:high].encode("utf-8")) for low, high in zip([0, *starts], starts, strict=False)]
    return np.cumsum(widths) + base
