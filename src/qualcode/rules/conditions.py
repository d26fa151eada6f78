"""Conditions: what is neither told as so nor denied, with what would follow from it."""

import numpy as np

from qualcode.index.arrays import Flags, Ints, among
from qualcode.rules.clauses import Clauses, Listed, any_between

SAYING_REACH = 3
"""At most this many tokens before *kalau* stands the verb whose complement it opens: *jelasin ke kalian kalau ...*."""
HABIT_REACH = 2
"""At most this many tokens before *kalau* stands a word for what happens every time: *kadang kalau ...*."""
PROGRESSIVE_REACH = 3
"""*Lagi* stands among so many tokens after *kalau*: *kalau anak saya lagi sakit*, not *kalau hujan turun lagi*."""
COMING_REACH = 6
"""At most this many tokens before *kalau*, in its clause, a word says that it is not so yet: *nanti kalau*."""
PAST_REACH = 2
"""At most this many tokens before *kalau* a word for what was so once tells of a habit: *dulu kalau ...*."""
TOPIC_REACH = 2
"""At most this many tokens after *kalau* a particle closes the topic that it names: *kalau keluarga saya mah*."""


def find_possible(clauses: Clauses, said: Listed, pauses: Ints) -> tuple[Ints, Ints]:
    """Stretches of tokens that are hypothetical: conditions, consequences of unreal ones, what would be."""
    whole = clauses.without(said.first("conditions/inside"))
    begin, after = said.longest("hypothetical_markers")
    ends = clauses.until(said.first("contrast", "conditions/ends"), begin)
    clause = np.minimum(whole.end(begin), ends)
    before = np.maximum(_clause_before(clauses, begin), begin - COMING_REACH)
    unreal = any_between(said.first("conditions/unreal"), before, ends)
    real = _name_a_topic(said, begin, after, clause, ends, unreal) | _are_said(clauses, said, begin)
    real |= ~unreal & _are_habits(clauses, said, begin, after, clause, ends)
    coming = any_between(said.first("conditions/unreal"), before, clause)
    real |= among(after, said.first("hypothetical_guards")) & ~coming
    stretches = [(begin[~real] + 1, np.where(unreal, ends, clause)[~real])]
    stretches += [_inverted(clauses, said), _would(clauses, whole, said, pauses)]
    return np.concatenate([first for first, _ in stretches]), np.concatenate([last for _, last in stretches])


def _name_a_topic(said: Listed, begin: Ints, after: Ints, clause: Ints, ends: Ints, unreal: Flags) -> Flags:
    """*Kalau keluarga mah*, *kalau saya lebih suka ...*: as for; with a predicate and a consequence, a condition."""
    topical = among(begin, said.first("conditions/topical"))
    particles = said.first("conditions/particles")
    closed = any_between(particles, after + 1, np.minimum(after + 1 + TOPIC_REACH, clause))
    subject = among(after, said.first("conditions/subjects"))
    predicate = (clause - after >= 2) & (clause < ends) & ~among(after + 1, said.first("hypothetical_guards"))
    return topical & ~unreal & (closed | (subject & ~predicate))


def _are_said(clauses: Clauses, said: Listed, begin: Ints) -> Flags:
    """*Bilang kalau dananya cair*: it opens what is said, thought or felt."""
    before = np.maximum(_clause_before(clauses, begin), begin - SAYING_REACH)
    return any_between(said.first("conditions/saying"), before, begin)


def _are_habits(clauses: Clauses, said: Listed, begin: Ints, after: Ints, clause: Ints, ends: Ints) -> Flags:
    """*Kalau listrik mati biasanya ...*, *dia tuh kalau lapar ...*: what happens every time, or once did.

    But not *kalau memang ...*.
    """
    start = _clause_before(clauses, begin)
    words, before = said.first("conditions/habits"), np.maximum(start, begin - HABIT_REACH)
    found = any_between(words, before, begin) | any_between(words, after + 1, ends)
    found |= any_between(
        said.first("conditions/progressive"), after + 1, np.minimum(after + PROGRESSIVE_REACH, clause - 1)
    )
    found |= among(begin - 1, said.first("conditions/particles")) & (start < begin - 1)
    return found | any_between(said.first("changes/past"), np.maximum(start, begin - PAST_REACH), begin)


def _clause_before(clauses: Clauses, begin: Ints) -> Ints:
    """First token of the clause before each token, in its sentence."""
    return clauses.start(np.maximum(begin - 1, clauses.sentence_start(begin)))


def _inverted(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """*Had somebody asked us, they would not have bought it*."""
    begin = said.first("conditions/inverted")
    begin = begin[clauses.sentence_start(begin) == begin]
    ends = clauses.until(said.first("contrast", "conditions/ends"), begin)
    would = any_between(said.first("conditions/would"), begin, ends)
    return begin[would] + 1, ends[would]


def _would(clauses: Clauses, whole: Clauses, said: Listed, pauses: Ints) -> tuple[Ints, Ints]:
    """The clause of a *would*, but not of *I would say*."""
    at, after = said.longest("conditions/would")
    at = at[~(among(after, said.first("conditions/opinions")) & (after < clauses.sentence_end(at)))]
    ends = np.minimum(clauses.until(said.first("contrast", "conditions/ends"), at), clauses.until(pauses, at))
    return whole.start(at), ends
