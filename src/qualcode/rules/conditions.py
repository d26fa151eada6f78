"""Conditions: what is neither told as so nor denied, with what would follow from it."""

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, merged
from qualcode.rules.clauses import Clauses
from qualcode.rules.hits import Listed, any_between, last_before

SAYING_REACH = 3
"""At most this many tokens before *kalau* stands the verb whose complement it opens: *jelasin ke kalian kalau ...*."""
STRESS_REACH = 2
"""At most this many tokens before *kalau* stands a *memang* that tells of a habit: *memang kalau ...*."""
ABSENT_REACH = 5
"""A negator among so many tokens after *kalau ada* denies what happens then: *kalau ada tamu tidak dituntun*."""
PROGRESSIVE_REACH = 3
"""*Lagi* stands among so many tokens after *kalau*: *kalau anak saya lagi sakit*, not *kalau hujan turun lagi*."""
COMING_REACH = 6
"""At most this many tokens before *kalau*, in its clause, a word says that it is not so yet: *nanti kalau*."""
WOULD_REACH = 10
"""The subject of a *would* begins at most so many tokens before it."""
WISH_REACH = 3
"""At most so many tokens after *pengen*, in its clause, name what is wished for."""
PAST_REACH = 2
"""At most this many tokens before *kalau* a word for what was so once tells of a habit: *dulu kalau ...*."""
TOPIC_REACH = 2
"""At most this many tokens after *kalau* a particle closes the topic that it names: *kalau keluarga saya mah*."""


def find_possible(clauses: Clauses, said: Listed, negated: Flags) -> tuple[Ints, Ints]:
    """Stretches of tokens that are hypothetical: conditions, consequences of unreal ones, what would be."""
    inside = said.first("conditions/inside")
    whole = clauses.begins[~among(clauses.begins, inside)]
    begin, after = said.longest("hypothetical_markers")
    ends = clauses.until(said.first("contrast", "conditions/ends"), after - 1)
    clause = np.minimum(clauses.until(whole, after - 1), ends)
    before = np.maximum(_clause_before(clauses, begin), begin - COMING_REACH)
    contrary = said.has(after, "changes/past") & any_between(said.first("negators"), after + 1, clause)
    unreal = any_between(said.first("conditions/unreal"), before, ends) | contrary
    real = _name_a_topic(said, begin, after, clause, ends, unreal) | _are_said(clauses, said, begin)
    real |= ~unreal & (
        _are_habits(clauses, said, begin, after, clause, ends) | _happen(clauses, said, begin, after, clause)
    )
    coming = any_between(said.first("conditions/unreal"), before, clause) | contrary
    real |= said.has(after, "hypothetical_guards") & ~coming
    real |= _are_none(clauses, said, begin, after, clause)
    real |= np.append(False, real[:-1]) & _go_on(clauses, said, begin)
    stretches = [(begin[~real] + 1, np.where(unreal, ends, clause)[~real])]
    stretches += [_consequence_before(clauses, said, begin[~real])]
    stretches += [_inverted(clauses, said), _would(clauses, whole, said), _wished(clauses, said, negated)]
    return np.concatenate([first for first, _ in stretches]), np.concatenate([last for _, last in stretches])


def _name_a_topic(said: Listed, begin: Ints, after: Ints, clause: Ints, ends: Ints, unreal: Flags) -> Flags:
    """*Kalau keluarga mah*, *kalau saya lebih suka ...*: as for; with a predicate and a consequence, a condition."""
    topical = said.has(begin, "conditions/topical")
    particles = said.first("conditions/particles")
    closed = any_between(particles, after + 1, np.minimum(after + 1 + TOPIC_REACH, clause))
    described = said.has(after + 1, "double_negation/relatives")  # *kalau menu yang saya pesan sih ...*
    closed |= described & any_between(particles, after + 2, clause)
    subject = said.has(after, "conditions/subjects")
    follows = (clause < ends) | any_between(said.first("conditions/consequence"), after + 1, clause)
    follows |= said.has(clause, "question_words")  # *kalau dia tidak mau, kenapa kita ...*
    predicate = (clause - after >= 2) & follows & ~said.has(after + 1, "hypothetical_guards")
    return topical & ~unreal & (closed | (subject & ~predicate))


def _are_none(clauses: Clauses, said: Listed, begin: Ints, after: Ints, clause: Ints) -> Flags:
    """Words that open a condition only in some places.

    Not *warga asal Bandung*, *asal kamu tahu*; *kecuali handuk*, *semua datang kecuali hari Senin*; *I suppose so*.
    """
    opens = said.has(after, "conditions/opened", "negators")
    inside = ~clauses.begin_at(begin)
    origins = inside & ~clauses.pauses_before(begin) & ~(opens | said.has(after, "conditions/subjects"))
    origins |= said.has(after, "conditions/others") & said.has(after + 1, "unmarked_questions/telling")
    whole = (opens | said.has(after, "conditions/speakers")) & (clause - after > 1)
    exceptions = (clauses.sentence_start(begin) < begin) & ~whole
    opinions = (said.has(begin - 1, "conditions/pronouns") & inside) | said.has(after, "hypothetical_guards")
    found = said.has(begin, "conditions/origins") & origins
    found |= said.has(begin, "conditions/exceptions") & exceptions
    return found | (said.has(begin, "conditions/opinions") & opinions)


def _go_on(clauses: Clauses, said: Listed, begin: Ints) -> Flags:
    """*Sering sepi kalau hujan atau kalau panas*: which conditions are put as the one before, in their sentence."""
    before = np.append(-1, begin[:-1])
    return said.has(begin - 1, "conditions/or") & (clauses.sentence_start(begin) <= before)


def _are_said(clauses: Clauses, said: Listed, begin: Ints) -> Flags:
    """*Bilang kalau dananya cair*: it opens what is said, thought or felt."""
    before = np.maximum(_clause_before(clauses, begin), begin - SAYING_REACH)
    return any_between(said.first("conditions/saying"), before, begin)


def _are_habits(clauses: Clauses, said: Listed, begin: Ints, after: Ints, clause: Ints, ends: Ints) -> Flags:
    """*Kalau listrik mati biasanya ...*, *dia tuh kalau lapar ...*: what happens every time, or once did.

    But not *kalau memang ...*.
    """
    start = _clause_before(clauses, begin)
    words = said.first("conditions/habits")
    wide = words[~said.has(words, "conditions/stress")]
    found = any_between(wide, start, begin) | any_between(words, np.maximum(start, begin - STRESS_REACH), begin)
    found &= ~clauses.pauses_before(begin) | among(start, wide)  # *biasanya, kalau ...*
    found |= any_between(words, after + 1, ends)
    going_on = said.first("conditions/progressive")
    going_on = going_on[~said.has(going_on - 1, "conditions/more")]  # *kalau luas sedikit lagi*
    found |= any_between(going_on, after + 1, np.minimum(after + PROGRESSIVE_REACH, clause - 1))
    found |= said.has(begin - 1, "conditions/particles") & (start < begin - 1)
    found |= said.has(begin - 1, "conditions/speakers") & (start == begin - 1)  # *saya kalau lapar ...*
    return found | any_between(said.first("changes/past"), np.maximum(start, begin - PAST_REACH), begin)


def _happen(clauses: Clauses, said: Listed, begin: Ints, after: Ints, clause: Ints) -> Flags:
    """What has happened, or happens to whoever wants something: its consequence is told as so in the same breath.

    *Kalau telat ya pinjam teman*, *kalau ada tamu tidak dituntun*, *capek kalau mau naik*.
    """
    then, denied = said.first("conditions/then"), said.first("negators")
    then = then[~clauses.begin_at(then + 1)]
    then, denied = (words[~_advise(said, words)] for words in (then, denied))
    found = any_between(then, after + 1, clause) & ~said.has(clause, "conditions/advice") & ~said.has(after, "negators")
    until = np.minimum(after + 1 + ABSENT_REACH, clause)
    described = any_between(said.first("double_negation/relatives"), after + 1, until)  # *kalau ada yang tidak tahu*
    found |= said.has(after, "conditions/there") & any_between(denied, after + 2, until) & ~described
    inside = (clauses.sentence_start(begin) < begin) & ~clauses.pauses_before(begin)
    return found | (said.has(after, "conditions/wishes") & inside)


def _advise(said: Listed, words: Ints) -> Flags:
    """Whether some words begin what somebody is told to do: *kalau sehat ya jangan takut*."""
    return said.has(words + 1, "conditions/advice") | said.has(words + 2, "conditions/advice")


def _clause_before(clauses: Clauses, begin: Ints) -> Ints:
    """First token of the clause before each token, in its sentence."""
    return clauses.start(np.maximum(begin - 1, clauses.sentence_start(begin)))


def _consequence_before(clauses: Clauses, said: Listed, begin: Ints) -> tuple[Ints, Ints]:
    """What stands in one breath before a condition and is still to come: *akan lebih bagus jika ...*."""
    start = _clause_before(clauses, begin)
    modals, after = said.longest("conditions/modals")
    modals = modals[~said.has(after, "conditions/opinions")]  # *I will say that ... if*
    coming = any_between(modals, start, begin) & ~clauses.pauses_before(begin)
    return start[coming], begin[coming]


def _wished(clauses: Clauses, said: Listed, negated: Flags) -> tuple[Ints, Ints]:
    """What is wanted: *aku ingin kau datang*, *rasanya pengen resign*; not *lagi ingin makan*, *jika ingin makan*.

    Behind *yang* only what somebody wants who is named: *hal yang pengen gue lakuin*, not *buat yang pengen hemat*.
    """
    at, after = said.longest("conditions/wishes")
    start = clauses.start(at)
    idle = said.has(at - 1, "conditions/progressive", "conditions/inside") & (start < at)
    idle |= any_between(said.first("changes/past", "hypothetical_markers"), start, at) | negated[at]
    at, after = at[~idle], after[~idle]
    others = said.has(after, "conditions/others")
    whoever = said.has(at - 1, "double_negation/relatives") & ~said.has(after, "conditions/wishers")
    wished = others | (said.has(at, "conditions/desires") & ~whoever)
    at, after, others = at[wished], after[wished], others[wished]
    ends = clauses.end(after - 1)
    end = np.where(others, ends, np.minimum(after + WISH_REACH, ends))
    end = np.minimum(end, clauses.until(said.first("double_negation/coordinators"), after - 1))
    return after, np.maximum(end, after)


def _inverted(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """*Had somebody asked us, they would not have bought it*."""
    begin = said.first("conditions/inverted")
    begin = begin[clauses.sentence_start(begin) == begin]
    ends = clauses.until(said.first("contrast", "conditions/ends"), begin)
    would = any_between(said.first("conditions/would"), begin, ends)
    return begin[would] + 1, ends[would]


def _would(clauses: Clauses, whole: Ints, said: Listed) -> tuple[Ints, Ints]:
    """The clause of a *would*, but not of *I would say*."""
    at, after = said.longest("conditions/would")
    idle = said.has(after, "conditions/opinions") & (after < clauses.sentence_end(at))
    idle |= said.has(at - 1, "conditions/determiners") & ~clauses.begin_at(at)  # *the hope of many*
    idle |= said.has(at - 1, "conditions/others") & ~said.has(at, "conditions/hopes")  # *dia maunya ...*
    idle |= said.has(at, "conditions/contracted") & said.has(after, "conditions/had")  # *they'd eaten*
    at, after = at[~idle], after[~idle]
    ends = np.minimum(clauses.until(said.first("contrast", "conditions/ends"), at), clauses.until(clauses.pauses, at))
    hoped = np.flatnonzero(said.has(at, "conditions/hopes"))
    if len(hoped):
        ends[hoped] = _hoped(clauses, said, at[hoped], ends[hoped])
    start = np.where(said.has(at - 1, "conditions/pronouns"), at - 1, at - WOULD_REACH)
    start = np.where(said.has(at, "conditions/hopes", "conditions/contracted", "conditions/desires"), after, start)
    named = said.has(at - 2, "question_words") & ~said.has(at - 2, "negation_stops/described")
    copula = clauses.until(said.first("negation_stops/copulas"), at)  # *how you would do it is different*
    ends = np.where(named & ~clauses.begin_at(at), np.minimum(ends, copula), ends)
    start = np.maximum(clauses.since(whole, at), start)
    return start, np.maximum(ends, start)


def _hoped(clauses: Clauses, said: Listed, at: Ints, ends: Ints) -> Ints:
    """The token after what each hope names: *semoga jalannya, yang rusak itu, bisa diperbaiki dan ...*.

    It goes on behind a pause with *dan, masih, bisa* and the like, which have no subject of their own, unless somebody
    speaks of himself in between.
    """
    speakers, continued = said.first("conditions/speakers"), said.first("conditions/continued")
    # Words are asked whether they stand behind a pause: there are many more pauses, and few words behind each.
    stops = merged(said.first("contrast", "conditions/ends"), speakers[clauses.pauses_before(speakers)])
    limit = clauses.until(stops, at)
    last = last_before(continued[clauses.pauses_before(continued)], limit - 1)
    return np.where(last >= ends, np.minimum(clauses.until(clauses.pauses, last), limit), ends)
