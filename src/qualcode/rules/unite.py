"""Codings: overlapping or touching hits of one code and assertion in one segment are one."""

from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints, distinct
from qualcode.rules.evidence import RuleHits


@dataclass(frozen=True)
class United:
    """Codings in tokens, in order of text."""

    code: Ints
    """Code of each coding."""
    segment: Ints
    """Segment in which it begins."""
    assertion: Ints
    """Index into `ASSERTIONS`."""
    first: Ints
    """First token."""
    last: Ints
    """Token after it."""
    rule_starts: Ints
    """Where the rules of each coding begin: n + 1 values."""
    rules: Ints
    """Rules that made it, each once."""
    part_starts: Ints
    """Where the matched words of each coding begin: n + 1 values."""
    part_first: Ints
    """First token of matched words."""
    part_last: Ints
    """Token after them."""


def unite(hits: RuleHits, rule: Ints, code: Ints, segment: Ints, assertion: Ints) -> United:
    """Join the hits of each code, segment and assertion that overlap or touch (no token between)."""
    order = np.lexsort((hits.last, hits.first, assertion, code, segment))
    keys = np.stack([segment[order], code[order], assertion[order]])
    new = _begin_groups(keys, hits.first[order], hits.last[order])
    begin = np.flatnonzero(new)
    first = hits.first[order][begin]
    last = np.maximum.reduceat(hits.last[order], begin) if len(begin) else first
    number = np.empty(len(hits), np.int64)
    number[order] = np.cumsum(new) - 1
    rank = np.lexsort((keys[1][begin], keys[2][begin], last, first))  # order of text
    place = np.empty(len(begin), np.int64)
    place[rank] = np.arange(len(begin))
    at = begin[rank]
    own = place[number]
    rule_starts, rules = _distinct_rules(own, rule, len(begin))
    return United(
        keys[1][at], keys[0][at], keys[2][at], first[rank], last[rank], rule_starts, rules, *_parts(hits, own, len(at))
    )


def _begin_groups(keys: Ints, first: Ints, last: Ints) -> Flags:
    """Whether each hit, sorted by key and place, begins a new coding."""
    if not len(first):
        return np.empty(0, np.bool_)
    new_key = np.concatenate([[True], (keys[:, 1:] != keys[:, :-1]).any(axis=0)])
    group = np.cumsum(new_key)
    # Lifting each group above the one before keeps the running maximum inside its group.
    reach = np.maximum.accumulate(last + group * (int(last.max()) + 1)) - group * (int(last.max()) + 1)
    apart = np.concatenate([[True], first[1:] > reach[:-1]])
    begins: Flags = new_key | apart
    return begins


def _distinct_rules(coding: Ints, rule: Ints, n: int) -> tuple[Ints, Ints]:
    """Rules of each coding, sorted, each once."""
    width = int(rule.max(initial=0)) + 1
    pairs = distinct(coding * width + rule)
    return np.searchsorted(pairs, np.arange(n + 1) * width), pairs % width


def _parts(hits: RuleHits, coding: Ints, n: int) -> tuple[Ints, Ints, Ints]:
    """Matched words of each coding; overlapping ones are joined."""
    owner = np.repeat(coding, np.diff(hits.part_starts))
    order = np.lexsort((hits.part_last, hits.part_first, owner))
    owner, first, last = owner[order], hits.part_first[order], hits.part_last[order]
    begin = np.flatnonzero(_begin_groups(owner[None, :], first + 1, last))
    ends = np.maximum.reduceat(last, begin) if len(begin) else last
    return np.searchsorted(owner[begin], np.arange(n + 1)), first[begin], ends
