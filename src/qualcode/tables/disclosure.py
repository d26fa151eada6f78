"""Disclosure: what a redacted table must not show, so that nobody is found in it or in two such tables together.

Counts: a cell of fewer than three respondents is hidden (primary suppression), and where it could be worked out by
subtracting, further cells are hidden, too (secondary suppression; Hundepool et al. 2012, "Statistical Disclosure
Control"). Which cells those are does not depend on the table: codes hidden in one are hidden in all.
Lists: a row is shown when three respondents or more have the very same row (k-anonymity, Sweeney 2002).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from qualcode.model import Code
from qualcode.tables.blocks import Blocks, blocks, members_of
from qualcode.tables.counts import distinct
from qualcode.tables.frame import Bools, Codings, Frame, Ints, Longs
from qualcode.tables.mentions import mentions
from qualcode.tables.options import SMALLEST_CELL


def hidden_cells(frame: Frame, codings: Codings, made: Blocks) -> Bools:
    """Which codes a redacted table hides in each block, shape (blocks, codes).

    Sums are known from the table without blocks and from the codes above, so these are looked at, too: all blocks and
    their total are one line, a code and those right below it another.
    """
    return hidden_and_total(frame, codings, made)[:-1]


def hidden_and_total(frame: Frame, codings: Codings, made: Blocks) -> Bools:
    """The same with one more block at the end: that of the table without blocks."""
    found = mentions(frame, codings)
    size = len(codings.codes)
    people = []
    for each in (made, blocks(frame)):
        member, belongs = members_of(frame, each, found.turn)
        cell = each.turn_block[found.turn].astype(np.int64) * size + found.code
        people.append(distinct(cell[belongs], member[belongs], len(each.groups) * size).reshape(-1, size))
    respondents = np.vstack(people)
    return protect(respondents, [*along(respondents.shape, 0), *family_lines(respondents.shape, codings.codes)])


def family_lines(shape: tuple[int, ...], codes: Sequence[Code], axis: int = 1) -> list[Longs]:
    """A line for each code with codes right below it, in each block: those codes and itself."""
    number = np.moveaxis(np.arange(int(np.prod(shape))).reshape(shape), axis, -1).reshape(-1, shape[axis])
    place = {code.code: at for at, code in enumerate(codes)}
    below: dict[int, list[int]] = {}
    for at, code in enumerate(codes):
        if code.parent in place:
            below.setdefault(place[code.parent], []).append(at)
    return [row[[*children, parent]] for row in number for parent, children in below.items()]


def along(shape: tuple[int, ...], axis: int) -> list[Longs]:
    """The lines of an array along one axis, as numbers of its cells."""
    number = np.arange(int(np.prod(shape))).reshape(shape)
    return list(np.moveaxis(number, axis, -1).reshape(-1, shape[axis]))


def protect(respondents: Longs, lines: Iterable[Longs], hidden: Bools | None = None) -> Bools:
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


def _complete(people: Longs, hidden: Bools, line: Longs) -> bool:
    """Hide more cells of a line while its hidden ones are exposed; True when some were hidden."""
    changed = False
    while _exposed(people[line][hidden[line]]) and not hidden[line].all():
        shown = line[~hidden[line]]
        hidden[shown[np.argmin(people[shown])]] = changed = True
    return changed


def _exposed(few: Longs) -> bool:
    together = int(few.sum())
    return together > 0 and (len(few) == 1 or together < SMALLEST_CELL)


def shared(data: Mapping[str, Sequence[Any]], who: Ints | Longs) -> dict[str, list[Any]]:
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
