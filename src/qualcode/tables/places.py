"""Places: in which segments, turns or respondents a code stands, and how many of those there are."""

from dataclasses import dataclass, replace

import numpy as np

from qualcode.tables.blocks import Blocks, members_of
from qualcode.tables.frame import Bools, Frame, Ints, Longs
from qualcode.tables.mentions import Mentions

UNITS = ("segment", "turn", "respondent")
"""What can be counted once, the usual one first."""


@dataclass(frozen=True, eq=False)
class Places:
    """One entry for each code in each unit that mentions it, by unit; a parent stands where its children stand."""

    unit: str
    """One of `UNITS`."""
    number: Longs
    """Number of the unit: sorted, and those of a block stand together."""
    code: Longs
    """Index of the code."""
    block: Longs
    """Block of the unit."""
    turn: Longs
    """Turn in which the code is mentioned (one of them)."""
    thing: Longs
    """Global segment, global turn, or index of the respondent."""
    totals: Longs
    """Units of each block, those without any code included."""


def places(frame: Frame, made: Mentions, blocks: Blocks, unit: str) -> Places:
    """Where codes stand. Units are participants': voices that cannot be told apart have segments and turns only."""
    turn, code, block, thing = _stands(frame, made, blocks, unit)
    width, codes = int(thing.max(initial=0)) + 1, int(code.max(initial=0)) + 1
    where = block * width + thing
    first = np.unique(where * codes + code, return_index=True)[1]
    return Places(
        unit=unit,
        number=where[first],
        code=code[first],
        block=block[first],
        turn=turn[first],
        thing=thing[first],
        totals=_totals(frame, blocks, unit),
    )


def only(found: Places, kept: Bools) -> Places:
    """Only some of the entries; the totals stay."""
    columns = ("number", "code", "block", "turn", "thing")
    return replace(found, **{name: getattr(found, name)[kept] for name in columns})


def reference(frame: Frame, thing: int, unit: str) -> str:
    """Where a unit is found: `transcript:turn:segment`, `transcript:turn`, or the respondent's name."""
    if unit == "respondent":
        return frame.respondents[thing]
    turn = int(frame.segment_turn[thing]) if unit == "segment" else thing
    parts = [frame.transcripts[frame.turn_transcript[turn]], str(frame.turn_number[turn])]
    return ":".join([*parts, str(frame.segment_number[thing])] if unit == "segment" else parts)


def _stands(frame: Frame, made: Mentions, blocks: Blocks, unit: str) -> tuple[Longs, Longs, Longs, Longs]:
    """Turn, code, block and unit of each mention; a mention that runs over several segments stands in each."""
    code, turn = made.code.astype(np.int64), made.turn.astype(np.int64)
    thing = frame.turn_counted[turn].astype(np.int64)
    if unit == "segment":
        mention, thing = made.in_segments()
        code, turn = code[mention], turn[mention]
    elif unit == "respondent":
        belongs = members_of(frame, blocks, turn)[1]
        code, turn = code[belongs], turn[belongs]
        thing = frame.turn_respondent[turn].astype(np.int64)
    return turn, code, blocks.turn_block[turn].astype(np.int64), thing


def _totals(frame: Frame, blocks: Blocks, unit: str) -> Longs:
    if unit == "respondent":
        return blocks.sizes
    size = len(blocks.groups)
    inside = np.flatnonzero(blocks.turn_block >= 0)
    if unit == "segment":
        block: Ints = blocks.turn_block[frame.segment_turn]
        return np.bincount(block[block >= 0], minlength=size)
    width = len(frame.turn_counted) + 1
    keys = blocks.turn_block[inside].astype(np.int64) * width + frame.turn_counted[inside]
    return np.bincount(np.unique(keys) // width, minlength=size)
