"""Sort out by code what the engine found in order of text."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from qualcode.index.arrays import Ints, take_runs
from qualcode.model import Codebook
from qualcode.rules.engine import Coded
from qualcode.steps.grouped import EACH, RUNS, WHOLE, OfCode

Pieces = Mapping[str, Sequence[Ints]]
"""Each column of some codings, in one piece a code."""
_TYPES = [(kind, int(np.iinfo(kind).max)) for kind in (np.uint8, np.uint16, np.int32)]


def sort_out(coded: Coded, codebook: Codebook, segment_base: int, token_base: int) -> Pieces:
    """Sort codings of a shard by code, with the numbers that its segments and tokens have in the corpus."""
    codes = len(codebook.codes)
    at = np.argsort(coded.code.astype(np.min_scalar_type(codes)), kind="stable")  # short numbers sort in a pass or two
    edges = np.concatenate([[0], np.cumsum(np.bincount(coded.code, minlength=codes))])
    rule_starts, rule = take_runs(coded.rule_starts, at)
    part_starts, part = take_runs(coded.part_starts, at)
    rules, parts = np.diff(rule_starts), np.diff(part_starts)
    start, end = coded.start[at], coded.end[at]
    columns = {
        "first": coded.first[at] + token_base,
        "tokens": (coded.last - coded.first)[at],
        "segment": coded.segment[at] + segment_base,
        "start": start,
        "length": end - start,
        "assertion": coded.assertion[at],
        "prompted": coded.prompted[at],
        "rules": rules,
        "parts": parts,
        "rule": _own_numbers(codebook)[coded.rules[rule]],
        "part_begin": coded.part_start[part] - np.repeat(start, parts),
        "part_end": np.repeat(end, parts) - coded.part_end[part],
    }
    bounds = {"rules": rule_starts[edges].tolist(), "parts": part_starts[edges].tolist()}
    return {
        name: [values[low:high] for low, high in pairwise(bounds[RUNS[name]] if name in RUNS else edges.tolist())]
        for name, values in ((name, values.astype(_kind(values))) for name, values in columns.items())
    }


def joined(blocks: Sequence[Pieces]) -> Pieces:
    """The codings of all blocks, block after block."""
    return {name: list(map(np.concatenate, zip(*(block[name] for block in blocks), strict=True))) for name in blocks[0]}


def put_together(parts: Sequence[Pieces], codes: int) -> list[OfCode]:
    """The codings of each of so many codes, part after part."""
    names = (*EACH, *RUNS)
    return [{name: _small(name, [part[name][code] for part in parts]) for name in names} for code in range(codes)]


def _own_numbers(codebook: Codebook) -> Ints:
    """Number of each rule within its code."""
    return np.concatenate([np.arange(len(code.rules)) for code in codebook.codes])


def _small(name: str, parts: Sequence[Ints]) -> Any:
    """A column in the smallest type that holds all its values; one value, where all are the same."""
    values = np.concatenate(parts)
    if not len(values):
        return np.empty(0, np.uint8)
    kind = _kind(values)
    same = name != WHOLE and bool((values == values[0]).all())
    return values[:1].astype(kind) if same else values.astype(kind, copy=False)


def _kind(values: Ints) -> Any:
    """The smallest type that holds all values, none below zero: those of ten million segments wait for one another."""
    high = int(values.max(initial=0))
    return next(kind for kind, most in _TYPES if high <= most)
