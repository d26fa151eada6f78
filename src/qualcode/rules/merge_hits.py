"""Brings hits of all rules into order of text, in batches for the processor's cache, and merges them into codings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from qualcode.index.arrays import Flags, Ints, Longs, distinct_values, order, ranges
from qualcode.index.shard import Shard
from qualcode.model.coding import ASSERTIONS
from qualcode.rules.hits import RuleHits, join

_Ruled = tuple[RuleHits, Ints]
"""Hits, and the rule of each."""
_BLOCK = 1 << 16
"""Hits in a batch."""


def hits_in_batches(shard: Shard, found: Sequence[RuleHits]) -> Iterator[_Ruled]:
    """The hits of all rules in batches of whole turns, in order of text and, at one place, of rules.

    Nearly all hits are single matches. They are sorted apart from hits of several matches, which take five times as
    long; both are combined batch by batch.
    """
    kinds = [_in_order(found, single=single) for single in (True, False)]
    longer = max(kinds, key=lambda kind: len(kind[1]))
    for low, high in pairwise(_bounds(shard, longer[0].token_start)):
        yield _together([_between(hits, rule, low, high) for hits, rule in kinds])


def _in_order(found: Sequence[RuleHits], *, single: bool) -> _Ruled:
    """The hits of the rules with single-match hits, or of the other rules, in order of text."""
    own = [number for number, hits in enumerate(found) if (hits.several is None) == single]
    hits = join([found[number] for number in own])
    rule = np.repeat(np.array(own, np.min_scalar_type(len(found))), [len(found[number]) for number in own])
    by_place = order(hits.token_start)
    return hits.take(by_place), rule[by_place]


def _bounds(shard: Shard, first: Ints) -> list[int]:
    """Tokens at which batches begin and end: turn ends after each so many hits."""
    bounds, at = [0], _BLOCK
    while at < len(first):
        bounds.append(int(shard.turn_tokens[shard.turns_of(first[at]) + 1]))
        at = int(np.searchsorted(first, bounds[-1])) + _BLOCK
    return bounds if bounds[-1] == shard.tokens > 0 else [*bounds, shard.tokens]


def _between(hits: RuleHits, rule: Ints, low: int, high: int) -> _Ruled:
    """The hits whose first tokens are in a range."""
    own = [int(at) for at in np.searchsorted(hits.token_start, [low, high])]
    return hits.between(*own), rule[slice(*own)]


def _together(kinds: Sequence[_Ruled]) -> _Ruled:
    """Both kinds of hits in order of text."""
    kinds = [kind for kind in kinds if len(kind[1])] or kinds[:1]
    if len(kinds) == 1:
        return kinds[0]
    hits, rule = join([hits for hits, _ in kinds]), np.concatenate([rule for _, rule in kinds])
    by_place = order(hits.token_start, rule)
    return hits.take(by_place), rule[by_place]


@dataclass(frozen=True)
class MergedHits:
    """Codings in tokens, in order of text."""

    code: Ints
    """Code of each coding."""
    segment: Ints
    """Segment in which it begins."""
    assertion: Ints
    """Index into `ASSERTIONS`."""
    token_start: Ints
    """First token."""
    token_end: Ints
    """Token after it."""
    rule_offsets: Longs
    """Where the rules of each coding begin: n + 1 values."""
    rule: Ints
    """Rules that made it, each once."""
    matched_offsets: Longs
    """Where the matched words of each coding begin: n + 1 values."""
    matched_start: Ints
    """First token of matched words."""
    matched_end: Ints
    """Token after them."""


def merge_hits(hits: RuleHits, rule: Ints, code: Ints, segment: Ints, assertion: Ints) -> MergedHits:
    """Join the hits of each code, segment and assertion that overlap or touch (no token between).

    The hits stand in order of their first tokens.
    """
    alone = _are_alone(hits, code)
    near = np.flatnonzero(~alone)
    begin, joined = _join(hits.take(near), *(column[near] for column in (rule, code, segment, assertion)))
    kept = alone.copy()
    kept[near[begin]] = True
    at = np.flatnonzero(kept)
    slots = np.flatnonzero(~alone[at])  # where the codings that were joined stand among all, in order of text
    columns = {name: column[at] for name, column in (("code", code), ("segment", segment), ("assertion", assertion))}
    columns |= {"token_start": hits.token_start[at], "token_end": hits.token_end[at]}
    rule_offsets, (rules,) = _put_runs([rule[at]], slots, joined.rule_offsets, [joined.rule])
    spans, others = [columns["token_start"], columns["token_end"]], [joined.matched_start, joined.matched_end]
    matched_offsets, matched = _put_runs(spans, slots, joined.matched_offsets, others)
    return MergedHits(
        **{name: _put(column, slots, getattr(joined, name)) for name, column in columns.items()},
        rule_offsets=rule_offsets,
        rule=rules,
        matched_offsets=matched_offsets,
        matched_start=matched[0],
        matched_end=matched[1],
    )


def _put(values: Ints, slots: Ints, others: Ints) -> Ints:
    """The values, with others put into some slots."""
    values[slots] = others
    return values


def _put_runs(columns: Sequence[Ints], slots: Ints, bounds: Ints, others: Sequence[Ints]) -> tuple[Longs, list[Ints]]:
    """Single values, but runs of others in some slots: where each begins, and the values of each column."""
    sizes = np.ones(len(columns[0]), np.int64)
    sizes[slots] = np.diff(bounds)
    begins = np.concatenate([[0], np.cumsum(sizes)])
    at = ranges(begins[slots], begins[slots + 1])
    found = []
    for values, own in zip(columns, others, strict=True):
        column = np.empty(begins[-1], values.dtype)
        column[begins[:-1]] = values
        column[at] = own
        found.append(column)
    return begins, found


def _are_alone(hits: RuleHits, code: Ints) -> Flags:
    """Single-match hits that no other hit of their code overlaps or touches: nearly all, and each is a coding."""
    alone = _apart(hits.token_start, hits.token_end)  # from hits of all codes: nine in ten
    near = np.flatnonzero(~alone)
    near = near[order(code[near])]
    lift = code[near] * (int(hits.token_end.max(initial=0)) + 2)  # no hit reaches those of the next code
    alone[near] = _apart(hits.token_start[near] + lift, hits.token_end[near] + lift)
    return alone if hits.several is None else alone & (np.diff(hits.several.offsets) == 1)


def _apart(first: Ints, last: Ints) -> Flags:
    """Which spans, sorted by their beginning, no other one overlaps or touches."""
    reach = np.maximum.accumulate(last)
    before, after = np.append(-1, reach)[:-1], np.append(first, reach.max(initial=0) + 1)[1:]
    apart: Flags = (first > before) & (after > reach)
    return apart


def _join(hits: RuleHits, rule: Ints, code: Ints, segment: Ints, assertion: Ints) -> tuple[Ints, MergedHits]:
    """Codings of hits close together, and the first hit of each."""
    key = (segment * (int(code.max(initial=0)) + 1) + code) * len(ASSERTIONS) + assertion
    by_key = order(key)
    new = _begin_groups(key[by_key], hits.token_start[by_key], hits.token_end[by_key])
    begin = np.flatnonzero(new)
    at = by_key[begin]
    first = hits.token_start[at]
    last = np.maximum.reduceat(hits.token_end[by_key], begin) if len(begin) else first
    rank = order(first, last - first, assertion[at], code[at])  # order of text
    place, own = np.empty(len(begin), np.int64), np.empty(len(hits), np.int64)
    place[rank] = np.arange(len(begin))
    own[by_key] = place[np.cumsum(new) - 1]
    at, first, last = at[rank], first[rank], last[rank]
    rule_offsets, rules = _distinct_rules(own, rule, len(at))
    spans = first, last, rule_offsets, rules, *_matched(hits, own, first)
    return at, MergedHits(code[at], segment[at], assertion[at], *spans)


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


def _distinct_rules(coding: Ints, rule: Ints, n: int) -> tuple[Longs, Ints]:
    """Rules of each coding, sorted, each once."""
    width = int(rule.max(initial=0)) + 1
    pairs = distinct_values(coding * width + rule)
    return np.searchsorted(pairs, np.arange(n + 1) * width), pairs % width


def _matched(hits: RuleHits, coding: Ints, first: Ints) -> tuple[Longs, Ints, Ints]:
    """Matched words of each coding, which begins with a token; overlapping ones are joined."""
    parts = hits.parts
    owner = np.repeat(coding, np.diff(parts.offsets))
    by_owner = order(owner, parts.token_start - first[owner])
    owner, begins, ends = owner[by_owner], parts.token_start[by_owner], parts.token_end[by_owner]
    new = np.flatnonzero(_begin_groups(owner, begins + 1, ends))
    ends = np.maximum.reduceat(ends, new) if len(new) else ends
    return np.searchsorted(owner[new], np.arange(len(first) + 1)), begins[new], ends
