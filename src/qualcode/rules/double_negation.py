"""Double negation: which negators are denied themselves, by the negator before them.

*Bukan tidak takut* says that there is fear; *tidak takut dan tidak khawatir* denies two things, each once.
"""

from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.rules.lookup import Lookup
from qualcode.rules.word import Word
from qualcode.text import wordlists

BETWEEN = 8
"""At most this many tokens stand between two negators of which the first denies the second."""


@dataclass(frozen=True)
class _Pairs:
    """Negators with the next one, and the types of the tokens in question."""

    first: Ints
    """Type of the last token of the negator."""
    second: Ints
    """Type of the last token of the next one."""
    between: Ints
    """Types of the tokens between them, one row a pair, filled up with a type that is none."""
    after: Ints
    """Type of the token after the next one."""


def are_denied(shard: Shard, clauses: Ints, heads: Ints, ends: Ints, stops: Ints) -> Flags:
    """Which negators the one before denies.

    Args:
        shard: whose text.
        clauses: the token after the clause in which each negator ends.
        heads: first token of each negator.
        ends: last token of each negator, in order.
        stops: token that each negator no longer reaches.
    """
    denied = np.zeros(len(heads), np.bool_)
    apart = heads[1:] - ends[:-1] - 1
    near = (apart >= 0) & (apart <= BETWEEN) & (heads[1:] < np.minimum(clauses, stops)[:-1])
    at = np.flatnonzero(near)
    if len(at):
        denied[at + 1] = _deny(_pairs(shard, heads, ends, at), _Kinds(shard))
    return denied


def _pairs(shard: Shard, heads: Ints, ends: Ints, at: Ints) -> _Pairs:
    """The negators with some numbers, each with the next one."""
    places = ends[at][:, None] + np.arange(1, BETWEEN + 1)
    between = np.where(places < heads[at + 1][:, None], _types(shard, places), len(shard.keys))
    return _Pairs(shard.types[ends[at]], shard.types[ends[at + 1]], between, _types(shard, ends[at + 1] + 1))


def _types(shard: Shard, places: Ints) -> Ints:
    """Types of some tokens, and behind the last token the type that is none; a copy of all types would be large."""
    return np.where(places < shard.tokens, shard.types[np.minimum(places, shard.tokens - 1)], len(shard.keys))


class _Kinds:
    """What the words of the list do, by type; the type after the last one is no word."""

    def __init__(self, shard: Shard) -> None:
        self._lookup, self._size = Lookup(shard.keys), len(shard.keys) + 1
        self.none = len(shard.keys)

    def of(self, name: str) -> Flags:
        """Whether each type stands under a heading of the list."""
        flags = np.zeros(self._size, np.bool_)
        for entry in wordlists.sections("double_negation")[name]:
            flags[self._lookup.types(Word(entry, "exact", ""))] = True
        return flags


def _deny(pairs: _Pairs, kinds: _Kinds) -> Flags:
    """In which pairs the first negator denies the second."""
    filled = pairs.between != kinds.none
    links = kinds.of("links")[pairs.between] | ~filled
    coordinators, without = kinds.of("coordinators"), kinds.of("without")
    coordinated = _any(coordinators[pairs.between]) | coordinators[pairs.second]
    repeated = filled[:, 0] & (pairs.between[:, 0] == pairs.after)  # *tidak bisa masuk tidak bisa duduk*
    linked = links.all(axis=1) & _may_follow_links(pairs, kinds, filled[:, 0])
    found: Flags = _after_links(links, kinds.of("bridges")[pairs.between]) | linked
    found &= ~repeated
    found |= without[pairs.second] & ~without[pairs.first]
    found |= _contrary(pairs, kinds, filled) | _nobody_who(pairs, kinds, links)
    found &= ~coordinated
    return found


def _any(flags: Flags) -> Flags:
    """Which rows hold a flag that is set."""
    found: Flags = np.logical_or.reduce(flags, axis=1)
    return found


def _after_links(links: Flags, wanted: Flags) -> Flags:
    """Whether a wanted token comes after nothing but links."""
    before = np.ones_like(links)
    np.logical_and.accumulate(links[:, :-1], axis=1, out=before[:, 1:])
    return _any(before & wanted)


def _may_follow_links(pairs: _Pairs, kinds: _Kinds, apart: Flags) -> Flags:
    """Whether the second may stand at once, or after links, behind the first; said twice, a negator is one."""
    found: Flags = kinds.of("outer")[pairs.first] & (apart | (pairs.first != pairs.second))
    found |= apart & ~kinds.of("answers")[pairs.first]
    found &= ~kinds.of("concord")[pairs.second]
    return found


def _contrary(pairs: _Pairs, kinds: _Kinds, filled: Flags) -> Flags:
    """*Bukan kami tidak mau*, *bukan warga tidak mau*, but not *bukan petani bukan nelayan*."""
    contrary = kinds.of("contrary")
    subject = kinds.of("subjects")[pairs.between[:, 0]] & kinds.of("outer")[pairs.first]
    found: Flags = (subject & (pairs.first != pairs.second)) | (contrary[pairs.first] & ~filled[:, 1])
    found &= ~contrary[pairs.second]
    return found


def _nobody_who(pairs: _Pairs, kinds: _Kinds, links: Flags) -> Flags:
    """*Tidak ada warga yang tidak tahu*, *nobody who does not know*."""
    existence = kinds.of("existence")
    none: Flags = existence[pairs.first] | existence[pairs.between[:, 0]] | kinds.of("contrary")[pairs.first]
    relatives = kinds.of("relatives")[pairs.between]
    return none & _after_links(links[:, ::-1], relatives[:, ::-1])
