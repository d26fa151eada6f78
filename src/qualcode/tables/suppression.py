"""Counts: mentions counted by block and code, each with its own unit, and the respondents behind them as cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from qualcode.codings.mentions import in_segments, united, united_in_batches
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int32s, Int64s
from qualcode.model.codebook import Code
from qualcode.tables.groups import Groups, groups_by, members_of
from qualcode.tables.redaction import CellKey, Cells


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


def code_key(by: str, group: str | None, code: str) -> CellKey:
    """Name of the cell of a code in a group; `by` is empty for everybody together."""
    return ("code", by, group, code)


def group_key(by: str, *groups: str | None) -> CellKey:
    """Name of the cell of all respondents of one group, or of several together."""
    return ("group", by, *groups)


def group_cells(frame: Frame, blocks: Groups, by: str) -> Cells:
    """N of each group; values that no participant has count nobody."""
    values = frame.attribute_values[by] if by else ()
    sizes = dict.fromkeys(values, 0) | dict(zip(blocks.groups, blocks.sizes.tolist(), strict=True))
    return Cells({group_key(by, group): size for group, size in sizes.items()})


def code_cells(frame: Frame, codings: Codings, blocks: Groups, by: str) -> Cells:
    """Respondents with a mention of each code in each block and in the table without blocks, and N of each block.

    All blocks and their total are one line, a code and those right below it another: sums are known from the table
    without blocks and from the codes above.
    """
    found, size, people = united(frame, codings), len(codings.codes), []
    for each in (blocks, groups_by(frame)):
        member, belongs = members_of(frame, each, found.turn)
        cell = each.turn_block[found.turn].astype(np.int64) * size + found.code
        people.append(count_distinct(cell[belongs], member[belongs], len(each.groups) * size).reshape(-1, size))
    respondents = np.vstack(people)
    keys = [code_key(*group, code.code) for group in with_total(blocks, by) for code in codings.codes]
    lines = [*along(respondents.shape, 0), *family_lines(respondents.shape, codings.codes)]
    return group_cells(frame, blocks, by) | cells_of(respondents, keys, lines)


def with_total(blocks: Groups, by: str) -> list[tuple[str, str | None]]:
    """Attribute and group of each block, and those of everybody together."""
    return [*((by, group) for group in blocks.groups), ("", None)]


def cells_of(
    respondents: Int64s,
    keys: Sequence[CellKey],
    lines: Iterable[Int64s],
    hidden_with: Mapping[CellKey, Sequence[CellKey]] | None = None,
) -> Cells:
    """Cells of an array, named in its order; `lines` hold numbers of its cells."""
    people = dict(zip(keys, respondents.ravel().tolist(), strict=True))
    return Cells(people, [[keys[at] for at in line.tolist()] for line in lines], hidden_with or {})


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
