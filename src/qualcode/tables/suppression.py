"""Counts: mentions counted by block and code, each count with its own unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from qualcode.codings.mentions import in_segments, united, united_in_batches
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int32s, Int64s
from qualcode.model.codebook import Code
from qualcode.tables.groups import Groups, groups_by, members_of
from qualcode.tables.kind import SMALLEST_CELL


@dataclass(frozen=True, eq=False)
class CellCounts:
    """One entry a cell; the cell of block b and code c is `b * number of codes + c`."""

    mentions: Int64s
    """Codings."""
    prompted: Int64s
    """Codings that are prompted."""
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


def hidden_cells(frame: Frame, codings: Codings, made: Groups) -> Bools:
    """Which codes a redacted table hides in each block, shape (blocks, codes).

    Sums are known from the table without blocks and from the codes above, so these are looked at, too: all blocks and
    their total are one line, a code and those right below it another.
    """
    return hidden_and_total(frame, codings, made)[:-1]


def hidden_and_total(frame: Frame, codings: Codings, made: Groups) -> Bools:
    """The same with one more block at the end: that of the table without blocks."""
    found = united(frame, codings)
    size = len(codings.codes)
    people = []
    for each in (made, groups_by(frame)):
        member, belongs = members_of(frame, each, found.turn)
        cell = each.turn_block[found.turn].astype(np.int64) * size + found.code
        people.append(count_distinct(cell[belongs], member[belongs], len(each.groups) * size).reshape(-1, size))
    respondents = np.vstack(people)
    return protect(respondents, [*along(respondents.shape, 0), *family_lines(respondents.shape, codings.codes)])


def family_lines(shape: tuple[int, ...], codes: Sequence[Code], axis: int = 1) -> list[Int64s]:
    """A line for each code with codes right below it, in each block: those codes and itself."""
    number = np.moveaxis(np.arange(int(np.prod(shape))).reshape(shape), axis, -1).reshape(-1, shape[axis])
    place = {code.code: at for at, code in enumerate(codes)}
    below: dict[int, list[int]] = {}
    for at, code in enumerate(codes):
        if code.parent in place:
            below.setdefault(place[code.parent], []).append(at)
    return [row[[*children, parent]] for row in number for parent, children in below.items()]


def along(shape: tuple[int, ...], axis: int) -> list[Int64s]:
    """The lines of an array along one axis, as numbers of its cells."""
    number = np.arange(int(np.prod(shape))).reshape(shape)
    return list(np.moveaxis(number, axis, -1).reshape(-1, shape[axis]))


def protect(respondents: Int64s, lines: Iterable[Int64s], hidden: Bools | None = None) -> Bools:
    """Cells to hide: those of fewer than three respondents, and of each line as many more as keep them unknown.

    The cells of a line add up to one another. A hidden cell that is alone in its line could be worked out, and so could
    the sum of several that hold one or two respondents together: the smallest cell shown is hidden with them. Where
    nobody is hidden there is nobody to protect.

    Args:
        respondents: respondents of each cell.
        lines: numbers of the cells of each line.
        hidden: cells that are hidden anyway.
    """
    people = respondents.ravel()
    out = people < SMALLEST_CELL if hidden is None else (people < SMALLEST_CELL) | hidden.ravel()
    listed = [line for line in lines if len(line) > 1]
    changed = True
    while changed:
        changed = sum(_complete(people, out, line) for line in listed) > 0
    return out.reshape(respondents.shape)


def _complete(people: Int64s, hidden: Bools, line: Int64s) -> bool:
    """Hide more cells of a line while its hidden ones are exposed; True when some were hidden."""
    changed = False
    while _exposed(people[line][hidden[line]]) and not hidden[line].all():
        shown = line[~hidden[line]]
        hidden[shown[np.argmin(people[shown])]] = changed = True
    return changed


def _exposed(few: Int64s) -> bool:
    together = int(few.sum())
    return together > 0 and (len(few) == 1 or together < SMALLEST_CELL)


def rows_shared_by_three(data: Mapping[str, Sequence[Any]], who: Int32s | Int64s) -> dict[str, list[Any]]:
    """The rows that at least three respondents have in common, in order of what they show.

    Args:
        data: columns.
        who: respondent of each row; -1: none, who counts for nobody.
    """
    rows = list(zip(*data.values(), strict=True))
    people: dict[tuple[Any, ...], set[int]] = {}
    for row, one in zip(rows, who.tolist(), strict=True):
        if one >= 0:
            people.setdefault(row, set()).add(one)
    kept = _ordered(row for row in rows if len(people.get(row, ())) >= SMALLEST_CELL)
    return {name: [row[at] for row in kept] for at, name in enumerate(data)}


def in_no_order(data: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """Rows ordered by what they show, so that their order names nobody."""
    rows = _ordered(zip(*data.values(), strict=True))
    return {name: [row[at] for row in rows] for at, name in enumerate(data)}


def _ordered(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: [(value is None, value) for value in row])
