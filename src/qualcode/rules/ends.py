"""Ends: what is over because of what came then, without a word such as *dulu* or *used to*."""

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, merged
from qualcode.rules.clauses import Clauses, Listed, any_between, following
from qualcode.rules.hits import TermMatches

LATER_SEGMENTS = 2
"""What was so and what is so now stand at most this many segments apart."""


def ended_later(clauses: Clauses, said: Listed, ended: Ints, negated: Flags) -> tuple[Ints, Ints]:
    """The sentence before one that opens with what ended it: *antre terus. Begitu ada listrik, lancar*.

    Words such as *then* only follow on: they end what went on for long, and not whatever stands before them.
    """
    new = said.first("changes/openings")
    new = new[(clauses.start(new) == new) & (clauses.pauses_before(new) | (clauses.sentence_start(new) == new))]
    new = new[_tell_of_an_end(clauses, said, new, ended, negated)]
    begin, after = _went_on(clauses, said, new)
    whole = new[(clauses.sentence_start(new) == new) & ~said.has(new, "changes/following on")]
    before = clauses.sentence_before(whole)
    told = ~said.has(before, "changes/openings")
    return np.append(begin, before[told]), np.append(after, whole[told])


def _tell_of_an_end(clauses: Clauses, said: Listed, new: Ints, ended: Ints, negated: Flags) -> Flags:
    """Whether words of an end stand behind what opens a clause: *tiap pagi kami mandi, setelah itu makan* has none.

    Behind the pause, where what opens it is a clause of its own: *setelah beres, kami pulang*.
    """
    end, pause = clauses.sentence_end(new), clauses.until(clauses.pauses, new)
    joins = said.has(new, "changes/joining") & ~said.has(new, "changes/by then")
    begin = np.where(joins, np.where(pause < end, pause, new + 2), new + 1)
    well = said.first("changes/well")
    well = well[~(negated[well] | said.has(well - 1, "double_negation/relatives"))]
    begin = np.minimum(begin, end)
    over = any_between(well, begin, end) | (any_between(ended, begin, end) & ~said.has(new, "changes/following on"))
    over |= said.has(new, "changes/relief") & any_between(said.first("changes/already", "changes/now"), new + 1, end)
    over |= said.has(new, "changes/ever since") & ((pause < end) | any_between(said.first("changes/but so"), new, end))
    return over & ~any_between(said.first("changes/worse"), new + 1, end)


def _went_on(clauses: Clauses, said: Listed, new: Ints) -> tuple[Ints, Ints]:
    """The sentence of what went on for long, or again and again, up to the next of some new clauses."""
    spans = said.first("changes/spans")
    begin, end = clauses.sentence_start(spans), clauses.sentence_end(spans)
    long = said.has(spans - 1, "changes/counts") & (begin < spans)
    long &= ~(said.has(spans - 2, "changes/already") & (begin < spans - 1))  # *sudah enam tahun*: still so
    spans = spans[long & ~(said.has(spans + 1, "changes/away") & (spans + 1 < end))]
    old = merged(said.first("changes/lasting"), spans)
    old = old[~said.has(clauses.start(old), "changes/openings")]  # *setelah tiga bulan diobati naik*
    place = following(new, old + 1, clauses.shard.tokens)
    found = place < clauses.shard.tokens
    old, place = old[found], place[found]
    near = are_near(clauses, old, place)
    old, place = old[near], place[near]
    return clauses.sentence_start(old), np.minimum(clauses.until(said.first("contrast"), old), place)


def until_closing_now(clauses: Clauses, said: Listed, now: Ints) -> tuple[Ints, Ints]:
    """The sentence of *was* or *had* before one that ends with *now*: *it was a mess; we have a list now*."""
    last, since = now[said.has(now, "changes/closing now")], said.first("changes/again at the end")
    last = np.append(last[clauses.end(last) <= last + 1], since[clauses.sentence_end(since) == since + 1])
    end = clauses.sentence_start(last)
    begin = clauses.sentence_before(last)
    was = any_between(said.first("changes/states"), begin, end)
    return begin[was], end[was]


def not_so_yet(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """What was so *before the new bridge was built*."""
    at = said.first("changes/before")
    end = clauses.end(at)
    came = any_between(said.first("changes/comes to be"), at + 1, end)
    at, end = at[came], end[came]
    first = clauses.sentence_start(at) == at
    after = clauses.until(said.first("contrast", "conditions/ends", "changes/now"), np.maximum(end - 1, at))
    begin = np.where(first, end, clauses.start(np.maximum(at - 1, 0)))
    stop = np.where(first, after, at)
    return begin, np.maximum(stop, begin)


def dated_behind(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """What stands before *itu zaman ibu saya*, *that was in the old days*."""
    at = said.first("changes/that was")
    at = at[clauses.start(at) == at]
    first = clauses.sentence_start(at) == at
    return np.where(first, clauses.sentence_before(at), clauses.sentence_start(at)), at


def unused(clauses: Clauses, said: Listed, negators: TermMatches, ended: Ints) -> tuple[Ints, Ints]:
    """What stands in its clause before *sudah tidak dipakai*, *doesn't run any more*."""
    own = np.flatnonzero(said.has(negators[1], "changes/in use"))
    heads, after = negators[0][own], negators[1][own]
    last = clauses.end(after - 1)
    closing = (last == after + 1) | said.has(after + 1, "changes/again", "changes/again at the end")
    own = among(heads, ended) & (last > after) & closing
    return clauses.start(heads[own]), heads[own]


def find_faded(clauses: Clauses, said: Listed, negated: Flags) -> tuple[Ints, Ints]:
    """What stands in its clause before a verb of ending without *sudah*, and that verb: *batuknya hilang sejak Maret*.

    Not where somebody has lost it (*kartunya hilang*), it comes and goes (*suka hilang*), or it hangs on a condition.
    """
    at, after = said.longest("changes/fades")
    start = clauses.start(at)
    idle = said.has(at - 1, "changes/meant") & (start < at)
    idle |= any_between(said.first("conditions/habits"), start, at) | negated[at]
    idle |= any_between(said.first("hypothetical_markers"), clauses.sentence_start(at), at)
    ended = said.has(after, "changes/ended by") | any_between(said.first("changes/now"), start, at)
    return start[ended & ~idle], at[ended & ~idle]


def mends_it(clauses: Clauses, said: Listed) -> TermMatches:
    """*An update fixed that*, *they cleared it*; not *to fix it*."""
    at, after = said.longest("changes/mended")
    done = said.has(after, "changes/objects") & (clauses.end(after - 1) == after + 1)
    done &= ~(said.has(at - 1, "changes/meant") & (clauses.start(at) < at))
    return at[done], after[done] + 1


def are_near(clauses: Clauses, old: Ints, place: Ints) -> Flags:
    """Whether two tokens stand in one turn, a few segments apart at most."""
    shard = clauses.shard
    near: Flags = shard.turns_of(place) == shard.turns_of(old)
    return near & (shard.segments_of(place) - shard.segments_of(old) <= LATER_SEGMENTS)
