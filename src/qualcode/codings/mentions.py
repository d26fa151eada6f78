"""Mentions: the countable codings of a coder, united under parent codes; and the tree of codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int32s, Int64s, participants
from qualcode.index.arrays import ranges
from qualcode.model.codebook import Code
from qualcode.model.coding import ASSERTIONS


@dataclass(frozen=True, eq=False)
class CodeTree:
    """For each code, itself and the codes above it, as one list cut into pieces."""

    offsets: Int64s
    """The lineage of code i is `lineage[offsets[i]:offsets[i + 1]]`."""
    lineage: Int32s
    """Indexes of codes: the code itself first, then its parent, and so on up."""
    has_children: Bools
    """True for each code with children."""


def code_tree(codes: Sequence[Code]) -> CodeTree:
    """The tree of the codes' `parent` fields; a parent that is no code ends the line."""
    place = {code.code: index for index, code in enumerate(codes)}
    lines = [_line(code, codes, place) for code in codes]
    lengths = [len(line) for line in lines]
    above = [index for line in lines for index in line[1:]]
    return CodeTree(
        offsets=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        lineage=np.array([index for line in lines for index in line], dtype=np.int32),
        has_children=np.isin(np.arange(len(codes)), above),
    )


def _line(code: Code, codes: Sequence[Code], place: Mapping[str, int]) -> list[int]:
    line = [place[code.code]]
    while code.parent in place and place[code.parent] not in line:
        code = codes[place[code.parent]]
        line.append(place[code.code])
    return line


def code_label(code: Code, languages: Sequence[str]) -> str:
    """A code's label in the first of the languages that has one, then in any language; else the code itself."""
    for language in languages:
        if code.label.get(language):
            return code.label[language]
    return next((text for text in code.label.values() if text), code.code)


AFFIRMED_INDEX = ASSERTIONS.index("affirmed")
ColumnT = TypeVar("ColumnT", Int32s, Bools)
TURN_FACTOR = np.int64(1) << 32
"""More than a turn has code points or a corpus has tokens: `index * TURN + place` sorts by index, then by place."""


def united(frame: Frame, codings: Codings) -> Codings:
    """Every mention of every code: affirmed, said by a participant, with children united under their parents.

    A passage counts again under each ancestor of its code. Only the codings have rules and matched words.
    """
    return _united(frame, codings, counted_codings(frame, codings), code_tree(codings.codes))


CODINGS_AT_ONCE = 1 << 20
"""Codings that are counted in one go; each takes some 150 bytes meanwhile."""


def united_in_batches(frame: Frame, codings: Codings) -> Iterator[tuple[Sequence[int], Codings]]:
    """The same in batches of about `CODINGS_AT_ONCE` codings, each with its codes.

    A code is in one batch with its parent and children.
    """
    tree = code_tree(codings.codes)
    counted = counted_codings(frame, codings)
    own = codings.code[counted]
    if (own[1:] < own[:-1]).any():  # those of rules stand code after code
        counted = counted[np.argsort(own, kind="stable")]
    sizes = np.bincount(own, minlength=len(codings.codes))
    ends = np.cumsum(sizes)
    for codes in _batches(tree, sizes):
        parts = [counted[ends[code] - sizes[code] : ends[code]] for code in codes]
        yield codes, _united(frame, codings, np.concatenate([counted[:0], *parts]), tree)


def _batches(tree: CodeTree, sizes: Int64s) -> Iterator[list[int]]:
    """Codes in batches of limited size, each family together."""
    families: dict[int, list[int]] = {}
    for code, top in enumerate(tree.lineage[tree.offsets[1:] - 1].tolist()):
        families.setdefault(top, []).append(code)
    batch: list[int] = []
    for family in families.values():
        if batch and sizes[[*batch, *family]].sum() > CODINGS_AT_ONCE:
            yield batch
            batch = []
        batch = [*batch, *family]
    yield batch


def _united(frame: Frame, codings: Codings, counted: Int64s, tree: CodeTree) -> Codings:
    """The mentions that result from some codings."""
    coding, code = _in_order(codings, *with_ancestors(counted, codings.code, tree))
    starts = np.flatnonzero(_begins(frame, codings, coding, code, tree.has_children[code]))
    first = coding[starts]
    return replace(
        Codings.none(codings.source),
        code=code[starts],
        turn=codings.turn[first],
        segment=_reduce(np.minimum, codings.segment[coding], starts),
        start=_reduce(np.minimum, codings.start[coding], starts),
        end=_reduce(np.maximum, codings.end[coding], starts),
        token_start=codings.token_start[first],
        token_end=_reduce(np.maximum, codings.token_end[coding], starts),
        assertion=codings.assertion[first],
        prompted=_reduce(np.logical_or, codings.prompted[coding], starts),
        rule_offsets=np.zeros(len(starts) + 1, np.int64),
        matched_offsets=np.zeros(len(starts) + 1, np.int64),
    )


def overlapping(mentions: Codings) -> tuple[Int64s, Int64s]:
    """Every two mentions of different codes that share at least one token, each pair once."""
    order = np.lexsort((mentions.token_end, mentions.token_start))
    order = order[mentions.token_end[order] > mentions.token_start[order]]  # a mention without a word shares none
    entries = np.arange(len(order))
    after = np.searchsorted(mentions.token_start[order], mentions.token_end[order])  # those that begin before it ends
    after -= entries + 1
    left, right = order[np.repeat(entries, after)], order[ranges(entries + 1, entries + 1 + after)]
    different = mentions.code[left] != mentions.code[right]
    return left[different], right[different]


def counted_codings(frame: Frame, codings: Codings) -> Int64s:
    """The codings that count: affirmed ones of participants."""
    return np.flatnonzero((codings.assertion == AFFIRMED_INDEX) & participants(frame)[codings.turn])


def segment_ends(frame: Frame, codings: Codings) -> Int32s:
    """The global segment in which each coding ends: its first one unless the span runs on."""
    return _ends(frame, codings.turn, codings.segment, codings.start, codings.end)


def _ends(frame: Frame, turn: Int32s, segment: Int32s, start: Int32s, end: Int32s) -> Int32s:
    """The same for some spans, given by their turn, first segment and code points."""
    ends, last = segment.astype(np.int32), np.maximum(end - 1, start)
    at = _running_on(frame, turn, ends, last)
    while len(at):  # few, if any: each takes a step to the next segment of its turn
        ends[at] += 1
        at = at[_running_on(frame, turn[at], ends[at], last[at])]
    return ends


def in_segments(frame: Frame, codings: Codings) -> tuple[Int64s, Int64s]:
    """Every segment in which each coding stands: numbers of codings, and global segments."""
    after = segment_ends(frame, codings).astype(np.int64) + 1
    coding = np.repeat(np.arange(len(after)), after - codings.segment)
    return coding, ranges(codings.segment, after)


def _running_on(frame: Frame, turn: Int32s, segment: Int32s, last: Int32s) -> Int64s:
    """The spans that reach into the segment after theirs: its turn is theirs, and it begins before they end."""
    after = np.minimum(segment + 1, len(frame.segment_turn) - 1)
    reached = (frame.segment_turn[after] == turn) & (frame.segment_start[after] <= last)
    return np.flatnonzero(reached & (after > segment))


def with_ancestors(counted: Int64s, code: Int32s, tree: CodeTree) -> tuple[Int64s, Int32s]:
    """Each coding once under its own code and once under each code above: (coding, code) pairs."""
    own = code[counted]
    starts, ends = tree.offsets[own], tree.offsets[own + 1]
    return np.repeat(counted, ends - starts), tree.lineage[ranges(starts, ends)]


def _in_order(codings: Codings, coding: Int64s, code: Int32s) -> tuple[Int64s, Int32s]:
    """The pairs in order of code, turn, first and last token; those of rules mostly stand so already."""
    place = code * TURN_FACTOR + codings.token_start[coding]  # tokens are counted through all turns
    if (place[1:] > place[:-1]).all():
        return coding, code
    order = np.lexsort((codings.token_end[coding], codings.token_start[coding], codings.turn[coding], code))
    return coding[order], code[order]


def _begins(frame: Frame, codings: Codings, coding: Int64s, code: Int32s, unites: Bools) -> Bools:
    """True where a mention begins in (code, turn, first)-ordered codings.

    Under a code with children, a coding belongs to the mention before it when they overlap, or when they touch in one
    segment. Token and segment numbers run through the corpus, so neither ever joins two turns. A code without children
    has one mention a coding.
    """
    if not unites.any():
        return np.ones(len(code), np.bool_)
    base = code.astype(np.int64) * TURN_FACTOR
    reached = np.maximum.accumulate(base + codings.token_end[coding])[:-1]
    ends = _ends(frame, *(column[coding] for column in (codings.turn, codings.segment, codings.start, codings.end)))
    segment = np.maximum.accumulate(base + ends)[:-1]
    first = (base + codings.token_start[coding])[1:]
    same_segment = (base + codings.segment[coding])[1:] <= segment
    joins = ((first < reached) | ((first == reached) & same_segment)) & (code[1:] == code[:-1])
    begins = np.ones(len(code), dtype=np.bool_)
    begins[1:] = ~(joins & unites[1:])
    return begins


def _reduce(how: np.ufunc, values: ColumnT, starts: Int64s) -> ColumnT:
    """One value a mention, from those of its codings."""
    if len(starts) == len(values):  # also when both are empty, which reduceat refuses
        return values
    reduced: ColumnT = how.reduceat(values, starts)
    return reduced
