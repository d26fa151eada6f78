"""Passages: the segments in which a code is mentioned, and the few of them that are quoted."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from qualcode.tables.blocks import Blocks
from qualcode.tables.choice import choose
from qualcode.tables.codetree import code_tree
from qualcode.tables.frame import Codings, Frame, Longs
from qualcode.tables.mentions import counted_codings, with_ancestors
from qualcode.tables.options import Options
from qualcode.tables.segments import shown_text
from qualcode.tables.wanted import wanted
from qualcode.tables.word_weights import cloud, word_weights
from qualcode.tables.words import slices

CHOICES = ("typical", "varied")
"""What is chosen of a code's passages, in the order of the table."""


@dataclass(frozen=True, eq=False)
class Passages:
    """One entry for each segment in which a coding of the code, or of one below it, starts; by block and code."""

    cell: Longs
    """`block * number of codes + code`."""
    coding: Longs
    """The longest such coding."""


@dataclass(frozen=True, eq=False)
class Quoted:
    """Quotes chosen, one a row."""

    cell: Longs
    """`block * number of codes + code`."""
    coding: Longs
    """The coding that is quoted."""
    choice: Longs
    """Index into `CHOICES`."""
    rank: Longs
    """Place in its choice, from 1."""
    passages: Longs
    """Passages of the code in the block."""
    closeness: list[float]
    """Cosine of the text with their centre."""


def passages(frame: Frame, codings: Codings, made: Blocks, options: Options) -> Passages:
    """The passages of the codes asked for; a parent has those of its children, too."""
    coding, code = with_ancestors(counted_codings(frame, codings), codings.code, code_tree(codings.codes))
    asked = np.isin(code, wanted(codings, options))
    coding, code = coding[asked], code[asked].astype(np.int64)
    cell = made.turn_block[codings.turn[coding]].astype(np.int64) * len(codings.codes) + code
    start, size = codings.start[coding], codings.end[coding] - codings.start[coding]
    order = np.lexsort((codings.code[coding], start, -size, codings.segment[coding], cell))
    cell, coding = cell[order], coding[order]
    first = np.ones(len(cell), dtype=np.bool_)
    first[1:] = (cell[1:] != cell[:-1]) | (codings.segment[coding[1:]] != codings.segment[coding[:-1]])
    return Passages(cell[first], coding[first])


def quoted(frame: Frame, codings: Codings, found: Passages, top: int) -> Quoted:
    """Choose `top` typical and `top` varied passages of each code in each block."""
    distinct, place = np.unique(found.coding, return_inverse=True)
    made = word_weights(slices(frame.text, codings.turn[distinct], *shown_text(frame, codings, distinct)))
    turn = codings.turn[found.coding]
    respondent = frame.turn_respondent[turn].astype(np.int64)
    who = np.where(respondent >= 0, respondent, -1 - frame.turn_transcript[turn])  # voices: one for each transcript
    chosen: list[tuple[int, int, int, int, int]] = []
    closeness: list[float] = []
    cells, begins = np.unique(found.cell, return_index=True)
    for cell, (begin, end) in zip(cells.tolist(), pairwise([*begins.tolist(), len(found.cell)]), strict=True):
        own = place[begin:end]
        choice = choose(cloud(made, own), made.words[own], who[begin:end], top)
        for number, places in enumerate((choice.typical, choice.varied)):
            for rank, at in enumerate(places, start=1):
                chosen.append((cell, int(found.coding[begin + at]), number, rank, end - begin))
                closeness.append(round(float(choice.closeness[at]), 2))
    cell_of, coding, choice_of, rank_of, passages_of = np.array(chosen, dtype=np.int64).reshape(-1, 5).T
    return Quoted(cell_of, coding, choice_of, rank_of, passages_of, closeness)
