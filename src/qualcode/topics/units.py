"""Units: the stretches of participants' speech in which words are counted together."""

from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import ranges
from qualcode.tables.blocks import participants
from qualcode.tables.frame import Bools, Frame, Longs


@dataclass(frozen=True, eq=False)
class Units:
    """One entry a unit, in order of text."""

    kind: str
    """`segment`, `turn` or `window`."""
    segment: Longs
    """Its global segment; the first one of a turn, the middle one of a window."""
    turn: Longs
    """Its global turn; the first one of a chain of `continues`."""
    respondent: Longs
    """Who speaks, an index into the frame's respondents; -1: a voice that cannot be told apart."""
    inside: tuple[Longs, Longs]
    """Pairs (segment, unit): a segment stands in one unit, or in several windows. Sorted by segment."""
    people: int
    """N: participants with at least one word in the turns that are looked at."""
    of_segment: Longs
    """The unit to which each segment of the corpus counts; -1: not a participant's."""

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.segment)


def units(frame: Frame, kind: str = "segment", window: int = 1, left_out: Bools | None = None) -> Units:
    """The units of a corpus, without those of turns that are left out.

    A window is a segment with `window` neighbours on each side inside its turn, so there are as many windows as
    segments and every segment counts once, to the window around it.
    """
    turn = frame.turn_counted[frame.segment_turn].astype(np.int64)
    speaks = participants(frame) if left_out is None else participants(frame) & ~left_out
    spoken = np.flatnonzero(speaks[frame.segment_turn])
    first, number = spoken, np.arange(len(spoken))
    if kind == "turn":
        _, at, number = np.unique(turn[spoken], return_index=True, return_inverse=True)
        first = spoken[at]
    of_segment = np.full(len(turn), -1, np.int64)
    of_segment[spoken] = number
    inside = _windows(turn[spoken], spoken, window) if kind == "window" else (spoken, number)
    who = frame.turn_respondent[turn[first]].astype(np.int64)
    speaking = speaks & (frame.turn_words > 0) & (frame.turn_respondent >= 0)
    people = len(np.unique(frame.turn_respondent[speaking]))
    return Units(kind, first, turn[first], who, inside, people, of_segment)


def _windows(turn: Longs, segments: Longs, reach: int) -> tuple[Longs, Longs]:
    """Pairs (segment, window) of windows that end where their turn does."""
    order = np.argsort(turn, kind="stable")  # speech resumed after a backchannel stands with its turn
    begin = np.searchsorted(turn[order], turn[order], side="left")
    end = np.searchsorted(turn[order], turn[order], side="right")
    place = np.arange(len(order))
    low, high = np.maximum(place - reach, begin), np.minimum(place + reach + 1, end)
    member, window = ranges(low, high), np.repeat(place, high - low)
    pairs = segments[order[member]], order[window]
    by_segment = np.lexsort((pairs[1], pairs[0]))
    return pairs[0][by_segment], pairs[1][by_segment]
