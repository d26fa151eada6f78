"""Pairs: two codes that stand in one unit, how often they do, and where."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from qualcode.codings.mentions import code_tree, in_segments, overlapping
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int32s, Int64s
from qualcode.index.arrays import ranges
from qualcode.tables.groups import Groups, everyone, members_in
from qualcode.tables.kind import TableOptions
from qualcode.tables.parts import KeySums, ListedRows, TablePart, sums_of

COUNTED_UNITS = ("segment", "turn", "respondent")
"""What can be counted once, the usual one first."""
MOST_REFERENCES = 100
"""References given for a pair: `n` says how many there are."""


@dataclass(frozen=True, eq=False)
class UnitMentions:
    """One entry for each code in each unit that mentions it, by unit; a parent stands where its children stand."""

    number: Int64s
    """Number of the unit: sorted, and those of a slot stand together."""
    code: Int64s
    """Index of the code."""
    slot: Int64s
    """Slot of the unit."""
    turn: Int64s
    """Turn in which the code is mentioned (one of them)."""
    thing: Int64s
    """Segment, turn, or index of the respondent."""

    def of_kind(self, codings: Codings, kind: str) -> "UnitMentions":
        """Only the entries of codes of a kind; of every kind where it is empty."""
        kept = np.array([kind in ("", code.kind) for code in codings.codes], np.bool_)[self.code]
        columns = ("number", "code", "slot", "turn", "thing")
        return replace(self, **{name: getattr(self, name)[kept] for name in columns})


def mentions_by_unit(frame: Frame, made: Codings, slot: Int32s, unit: str) -> UnitMentions:
    """Where codes stand. Voices that cannot be told apart have segments and turns, and are no respondents."""
    turn, code, thing = _stands(frame, made, unit)
    own = slot[turn].astype(np.int64)
    width, codes = int(thing.max(initial=0)) + 1, max(len(made.codes), 1)
    where = own * width + thing
    first = np.unique(where * codes + code, return_index=True)[1]
    return UnitMentions(where[first], code[first], own[first], turn[first], thing[first])


def _stands(frame: Frame, made: Codings, unit: str) -> tuple[Int64s, Int64s, Int64s]:
    """Turn, code and unit of each mention; a mention that runs over several segments stands in each."""
    code, turn = made.code.astype(np.int64), made.turn.astype(np.int64)
    thing = frame.turn_counted[turn].astype(np.int64)
    if unit == "segment":
        mention, thing = in_segments(frame, made)
        code, turn = code[mention], turn[mention]
    elif unit == "respondent":
        known = frame.turn_respondent[turn] >= 0
        code, turn = code[known], turn[known]
        thing = frame.turn_respondent[turn].astype(np.int64)
    return turn, code, thing


def units(frame: Frame, slot: Int32s, unit: str) -> KeySums:
    """Segments or turns of each slot, those without any code included."""
    if unit == "segment":
        own = slot[frame.segment_turn]
        return KeySums.of(own[own >= 0])
    inside, width = np.flatnonzero(slot >= 0), len(slot) + 1
    return KeySums.of(KeySums.of(slot[inside].astype(np.int64) * width + frame.turn_counted[inside]).keys // width)


@dataclass(frozen=True, eq=False)
class Meetings:
    """Two codes in one unit, pair by pair in order of unit."""

    pair: Int64s
    """Slot and both codes, the first in the alphabet before the other, as one number."""
    entry: Int64s
    """Entry of the unit."""


def meetings(found: UnitMentions, codings: Codings, options: TableOptions) -> Meetings:
    """Where every two codes meet that may be a pair."""
    allowed, entries = _allowed(codings, options), np.arange(len(found.number))
    after = np.searchsorted(found.number, found.number, side="right") - entries - 1  # that share its unit
    left, right = np.repeat(entries, after), ranges(entries + 1, entries + 1 + after)
    meets = allowed[found.code[left], found.code[right]]
    left, right = left[meets], right[meets]
    pair = _pair(found.slot[left], found.code[left], found.code[right], alphabet(codings))
    order = np.argsort(pair, kind="stable")
    return Meetings(pair[order], left[order])


def _pair(slot: Int64s, one: Int32s | Int64s, other: Int32s | Int64s, rank: Int64s) -> Int64s:
    a, b = rank[one], rank[other]
    pair: Int64s = (slot * len(rank) + np.minimum(a, b)) * len(rank) + np.maximum(a, b)
    return pair


def counted_meetings(
    found: UnitMentions, met: Meetings, codings: Codings, refer: Callable[[int], str]
) -> dict[str, KeySums | ListedRows]:
    """How often codes stand alone and two by two, and where the first meetings of each pair are found."""
    pairs = KeySums.of(met.pair)
    often = pairs.sums[:, 0]
    first = np.cumsum(often) - often
    shown = ranges(first, first + np.minimum(often, MOST_REFERENCES))
    used, place = np.unique(found.thing[met.entry[shown]], return_inverse=True)
    written = [refer(thing) for thing in used.tolist()]
    where = {"pair": met.pair[shown].tolist(), "place": [written[at] for at in place.tolist()]}
    return {
        "alone": KeySums.of(found.slot * len(codings.codes) + found.code),
        "pairs": pairs,
        "places": ListedRows(where),
    }


def pairs_of_people(frame: Frame, found: UnitMentions, met: Meetings) -> KeySums:
    """Who mentions both codes of a pair in one unit."""
    who = frame.turn_respondent[found.turn[met.entry]]
    return KeySums.of(met.pair[who >= 0] * everyone(frame) + who[who >= 0])


def overlapping_pairs(mentioned: Codings, slot: Int32s) -> KeySums:
    """How many mentions of each pair of codes share a word with one of the other."""
    left, right = overlapping(mentioned)
    own = slot[mentioned.turn[left]].astype(np.int64)
    return KeySums.of(_pair(own, mentioned.code[left], mentioned.code[right], alphabet(mentioned)))


def respondents_who_mention(part: TablePart, blocks: Groups, codes: int) -> UnitMentions:
    """The same entries of respondents, from all that was counted of them."""
    where, code = np.divmod(sums_of(part, "stands").keys, max(codes, 1))
    known = members_in(blocks, where)[1]
    where, code = where[known], code[known]
    return UnitMentions(where, code, where // blocks.everyone, np.full(len(code), -1), where % blocks.everyone)


def reference(frame: Frame, thing: int, unit: str) -> str:
    """Where a unit is found: `transcript:turn:segment`, `transcript:turn`, or the respondent's name."""
    if unit == "respondent":
        return frame.respondents[thing]
    turn = int(frame.segment_turn[thing]) if unit == "segment" else thing
    parts = [frame.transcripts[frame.turn_transcript[turn]], str(frame.turn_number[turn])]
    return ":".join([*parts, str(frame.segment_number[thing])] if unit == "segment" else parts)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Different pairs of codes that meet in a block, one entry a pair."""

    key: Int64s
    """The pair, as meetings name it."""
    block: Int64s
    """Block."""
    a: Int64s
    """The code that comes first in the alphabet."""
    b: Int64s
    """The other one."""
    n: Int64s
    """Units in which they meet."""
    respondents: Int64s
    """Respondents who mention both in one unit."""
    overlaps: Int64s
    """Pairs of mentions that share a word."""


def pairs_that_meet(codings: Codings, blocks: Groups, part: TablePart) -> Pairs:
    """All pairs that were counted; where respondents are units, each meeting is one of them."""
    size, name = len(codings.codes), np.argsort(alphabet(codings))
    key, n = sums_of(part, "pairs").keys, sums_of(part, "pairs").sums[:, 0]
    shared = sums_of(part, "overlaps")
    overlaps = _looked_up(key, shared.keys, shared.sums[:, 0])
    people = n
    if "people" in part:
        pair, who = np.divmod(sums_of(part, "people").keys, blocks.everyone)
        known = members_in(blocks, pair // (size * size) * blocks.everyone + who)[1]
        met = KeySums.of(pair[known])
        people = _looked_up(key, met.keys, met.sums[:, 0])
    return Pairs(
        key, blocks.place[key // (size * size)], name[key // size % size], name[key % size], n, people, overlaps
    )


def _looked_up(wanted: Int64s, keys: Int64s, sums: Int64s) -> Int64s:
    at = np.searchsorted(keys, wanted)
    return np.where(np.append(keys, -1)[at] == wanted, np.append(sums, 0)[at], 0)


def _allowed(codings: Codings, options: TableOptions) -> Bools:
    """Which two codes make a pair: not one above the other, and one of them named where some are named."""
    size, tree = len(codings.codes), code_tree(codings.codes)
    kin = np.zeros((size, size), dtype=np.bool_)
    kin[np.repeat(np.arange(size), np.diff(tree.offsets)), tree.lineage] = True
    named = np.array([not options.codes or code.code in options.codes for code in codings.codes], dtype=np.bool_)
    allowed: Bools = ~(kin | kin.T) & (named[:, None] | named[None, :])
    return allowed


def alphabet(codings: Codings) -> Int64s:
    """Place of each code in the alphabet."""
    names = [code.code for code in codings.codes]
    place = {name: at for at, name in enumerate(sorted(names))}
    return np.array([place[name] for name in names], dtype=np.int64)
