"""Codings: overlapping or touching hits of one code and assertion in one segment are one."""

from dataclasses import dataclass, fields

import numpy as np

from qualcode.index.arrays import Flags, Ints, distinct, order, take_runs
from qualcode.model import ASSERTIONS
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
    """Join the hits of each code, segment and assertion that overlap or touch (no token between).

    The hits stand in order of their first tokens.
    """
    columns = rule, code, segment, assertion
    alone = _are_alone(hits)
    some, others = np.flatnonzero(alone), np.flatnonzero(~alone)
    joined = _join(hits.take(others), *(column[others] for column in columns))
    return _both(_single(hits.take(some), *(column[some] for column in columns)), joined)


def _are_alone(hits: RuleHits) -> Flags:
    """Hits of one match that no other hit overlaps or touches: nine in ten, and codings as they stand."""
    reach = np.maximum.accumulate(hits.last)
    before, after = np.append(-1, reach)[:-1], np.append(hits.first, reach.max(initial=0) + 1)[1:]
    alone: Flags = (hits.first > before) & (after > reach) & (np.diff(hits.part_starts) == 1)
    return alone


def _single(hits: RuleHits, rule: Ints, code: Ints, segment: Ints, assertion: Ints) -> United:
    """One coding for each hit."""
    each = np.arange(len(hits) + 1)
    return United(code, segment, assertion, hits.first, hits.last, each, rule, each, hits.part_first, hits.part_last)


def _both(one: United, other: United) -> United:
    """The codings of two lists, each in order of text, in order of text; none of one overlaps one of the other."""
    columns = {each.name: np.concatenate([getattr(one, each.name), getattr(other, each.name)]) for each in fields(United)}
    by_place = order(columns["first"])
    taken = {name: columns[name][by_place] for name in ("code", "segment", "assertion", "first", "last")}
    for bounds, values in (("rule_starts", ("rules",)), ("part_starts", ("part_first", "part_last"))):
        ends = getattr(one, bounds), getattr(other, bounds)[1:] + getattr(one, bounds)[-1]
        taken[bounds], at = take_runs(np.concatenate(ends), by_place)
        taken |= {name: columns[name][at] for name in values}
    return United(**taken)


def _join(hits: RuleHits, rule: Ints, code: Ints, segment: Ints, assertion: Ints) -> United:
    """Codings of hits that lie close together."""
    key = (segment * (int(code.max(initial=0)) + 1) + code) * len(ASSERTIONS) + assertion
    by_key = order(key)
    new = _begin_groups(key[by_key], hits.first[by_key], hits.last[by_key])
    begin = np.flatnonzero(new)
    at = by_key[begin]
    first = hits.first[at]
    last = np.maximum.reduceat(hits.last[by_key], begin) if len(begin) else first
    rank = order(first, last - first, assertion[at], code[at])  # order of text
    place, own = np.empty(len(begin), np.int64), np.empty(len(hits), np.int64)
    place[rank] = np.arange(len(begin))
    own[by_key] = place[np.cumsum(new) - 1]
    at, first, last = at[rank], first[rank], last[rank]
    rules = _distinct_rules(own, rule, len(at))
    return United(code[at], segment[at], assertion[at], first, last, *rules, *_parts(hits, own, first))


def _begin_groups(key: Ints, first: Ints, last: Ints) -> Flags:
    """Whether each hit, sorted by key and place, begins a new coding."""
    if not len(first):
        return np.empty(0, np.bool_)
    new_key = np.concatenate([[True], key[1:] != key[:-1]])
    group = np.cumsum(new_key)
    # Lifting each group above the one before keeps the running maximum inside its group.
    lift = group * (int(last.max()) + 1)
    reach = np.maximum.accumulate(last + lift) - lift
    apart = np.concatenate([[True], first[1:] > reach[:-1]])
    begins: Flags = new_key | apart
    return begins


def _distinct_rules(coding: Ints, rule: Ints, n: int) -> tuple[Ints, Ints]:
    """Rules of each coding, sorted, each once."""
    width = int(rule.max(initial=0)) + 1
    pairs = distinct(coding * width + rule)
    return np.searchsorted(pairs, np.arange(n + 1) * width), pairs % width


def _parts(hits: RuleHits, coding: Ints, first: Ints) -> tuple[Ints, Ints, Ints]:
    """Matched words of each coding, which begins with a token; overlapping ones are joined."""
    owner = np.repeat(coding, np.diff(hits.part_starts))
    by_owner = order(owner, hits.part_first - first[owner])
    owner, begins, ends = owner[by_owner], hits.part_first[by_owner], hits.part_last[by_owner]
    new = np.flatnonzero(_begin_groups(owner, begins + 1, ends))
    ends = np.maximum.reduceat(ends, new) if len(new) else ends
    return np.searchsorted(owner[new], np.arange(len(first) + 1)), begins[new], ends
