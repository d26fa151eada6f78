"""Counts: mentions counted by block and code, each with its own unit."""

from dataclasses import dataclass, fields

import numpy as np

from qualcode.codings.mentions import in_segments, united_in_batches
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int32s, Int64s
from qualcode.tables.groups import Groups, members_of


@dataclass(frozen=True, eq=False)
class CellCounts:
    """One entry a cell; the cell of block b and code c is `b * number of codes + c`."""

    mentions: Int64s
    """Codings."""
    prompted: Int64s
    """Mentions that are prompted."""
    respondents: Int64s
    """Different members of the block with a mention."""
    sessions: Int64s
    """Different sessions with a mention."""
    turns: Int64s
    """Different turns with a mention; speech resumed after a backchannel counts with its first turn."""
    segments: Int64s
    """Different segments that hold a mention or a part of one."""
    middle: Int64s
    """Shape (cells, 2, 2): mentions and words of the one or two respondents who stand in the middle of the block.

    Respondents are ordered by mentions per word, those without a mention first; when N is odd the two are the same.
    """


def counts(frame: Frame, codings: Codings, blocks: Groups) -> CellCounts:
    """Count the mentions of every code in every block."""
    codes, stretches = len(codings.codes), united_in_batches(frame, codings)
    whole = _counts(frame, next(stretches)[1], blocks, codes)
    for some, made in stretches:
        part = _counts(frame, made, blocks, codes)
        cells = (np.arange(len(blocks.groups))[:, None] * codes + some).ravel()
        for each in fields(CellCounts):
            getattr(whole, each.name)[cells] = getattr(part, each.name)[cells]
    return whole


def _counts(frame: Frame, made: Codings, blocks: Groups, codes: int) -> CellCounts:
    """Count some mentions."""
    cells = len(blocks.groups) * codes
    cell = blocks.turn_block[made.turn].astype(np.int64) * codes + made.code
    session = np.unique(np.asarray(frame.sessions, dtype=object).astype(str), return_inverse=True)[1]
    mention, segment = in_segments(frame, made)
    member, belongs = members_of(frame, blocks, made.turn)
    return CellCounts(
        mentions=np.bincount(cell, minlength=cells),
        prompted=np.bincount(cell[made.prompted], minlength=cells),
        respondents=count_distinct(cell[belongs], member[belongs], cells),
        sessions=count_distinct(cell, session[frame.turn_transcript[made.turn]], cells),
        turns=count_distinct(cell, frame.turn_counted[made.turn], cells),
        segments=count_distinct(cell[mention], segment, cells),
        middle=_middle(cell[belongs], member[belongs], blocks, codes),
    )


def count_distinct(cell: Int64s, thing: "Int32s | Int64s", cells: int) -> Int64s:
    """How many different things each cell has."""
    return np.bincount(_pairs(cell, thing)[0], minlength=cells)


def _pairs(cell: Int64s, thing: "Int32s | Int64s") -> tuple[Int64s, Int64s, Int64s]:
    """Different (cell, thing) pairs in order, and how often each stands there."""
    width = int(thing.max(initial=0)) + 1
    keys, often = np.unique(cell * width + thing, return_counts=True)
    return keys // width, keys % width, often


def _middle(cell: Int64s, member: Int64s, blocks: Groups, codes: int) -> Int64s:
    """Codings and words of the middle respondents of each cell; zeros stand before all others."""
    cells, who, often = _pairs(cell, member)
    words = blocks.member_words[who]
    order = np.lexsort((often / words, cells))
    table = np.column_stack((often[order], words[order]))
    table = np.vstack((table, [[0, 1]])).astype(np.int64)  # the last row answers for those without a mention
    size = np.repeat(blocks.sizes, codes)
    named = np.bincount(cells, minlength=len(size))
    begin, silent = np.cumsum(named) - named, size - named
    picks = [np.where(at < silent, len(table) - 1, begin + at - silent) for at in ((size - 1) // 2, size // 2)]
    return np.stack([table[pick] for pick in picks], axis=1)
