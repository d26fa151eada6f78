"""The assertion status of a hit: affirmed, negated, resolved, hypothetical, or in a question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.index.arrays import Bytes, Flags, Ints, among, merged, ranges
from qualcode.index.shard import Shard
from qualcode.model.codebook import Codebook
from qualcode.model.coding import ASSERTIONS
from qualcode.rules.changes import find_changed, find_faded, with_years
from qualcode.rules.clauses import Clauses, clause_starts, find_asked, find_clauses
from qualcode.rules.conditions import find_possible
from qualcode.rules.hits import Listed, Matches, RuleHits, TermMatches, any_between, following, reach
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import Program, compile_codebook
from qualcode.rules.terms.words import find_phrases

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


def are_negated(shard: Shard, said: Listed, clauses: Ints, heads: Ints, ends: Ints, stops: Ints) -> Flags:
    """Which negators the one before denies.

    Args:
        shard: whose text.
        said: the cues in it.
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
        denied[at + 1] = _deny(_pairs(shard, heads, ends, at), said)
    return denied


def _pairs(shard: Shard, heads: Ints, ends: Ints, at: Ints) -> _Pairs:
    """The negators with some numbers, each with the next one."""
    places = ends[at][:, None] + np.arange(1, BETWEEN + 1)
    between = np.where(places < heads[at + 1][:, None], _types(shard, places), len(shard.keys))
    return _Pairs(shard.types[ends[at]], shard.types[ends[at + 1]], between, _types(shard, ends[at + 1] + 1))


def _types(shard: Shard, places: Ints) -> Ints:
    """Types of some tokens, and behind the last token the type that is none; a copy of all types would be large."""
    return np.where(places < shard.tokens, shard.types[np.minimum(places, shard.tokens - 1)], len(shard.keys))


def _deny(pairs: _Pairs, said: Listed) -> Flags:
    """In which pairs the first negator denies the second."""
    links = said.types("double_negation/links")
    filled = pairs.between < len(links) - 1
    links = links[pairs.between] | ~filled
    coordinators, without = said.types("double_negation/coordinators"), said.types("double_negation/without")
    coordinated = _any(coordinators[pairs.between]) | coordinators[pairs.second]
    repeated = filled[:, 0] & (pairs.between[:, 0] == pairs.after)  # *tidak bisa masuk tidak bisa duduk*
    linked = links.all(axis=1) & _may_follow_links(pairs, said, filled[:, 0])
    found: Flags = _after_links(links, said.types("double_negation/bridges")[pairs.between]) | linked
    found &= ~repeated
    found |= without[pairs.second] & ~without[pairs.first]
    found |= _contrary(pairs, said, filled) | _nobody_who(pairs, said, links)
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


def _may_follow_links(pairs: _Pairs, said: Listed, apart: Flags) -> Flags:
    """Whether the second may stand at once, or after links, behind the first; said twice, a negator is one."""
    found: Flags = said.types("double_negation/outer")[pairs.first] & (apart | (pairs.first != pairs.second))
    found |= apart & ~said.types("double_negation/answers")[pairs.first]
    found &= ~said.types("double_negation/concord")[pairs.second]
    return found


def _contrary(pairs: _Pairs, said: Listed, filled: Flags) -> Flags:
    """*Bukan kami tidak mau*, *bukan warga tidak mau*, but not *bukan petani bukan nelayan*."""
    contrary = said.types("double_negation/contrary")
    subject = (
        said.types("double_negation/subjects")[pairs.between[:, 0]] & said.types("double_negation/outer")[pairs.first]
    )
    found: Flags = (subject & (pairs.first != pairs.second)) | (contrary[pairs.first] & ~filled[:, 1])
    found &= ~contrary[pairs.second]
    return found


def _nobody_who(pairs: _Pairs, said: Listed, links: Flags) -> Flags:
    """*Tidak ada warga yang tidak tahu*, *nobody who does not know*."""
    existence = said.types("double_negation/existence")
    none: Flags = (
        existence[pairs.first] | existence[pairs.between[:, 0]] | said.types("double_negation/contrary")[pairs.first]
    )
    relatives = said.types("double_negation/relatives")[pairs.between]
    return none & _after_links(links[:, ::-1], relatives[:, ::-1])


NEGATOR_REACH = 4
"""The last token of a negator stands at most this many words before the hit."""
SKIPPED = 4
"""At most so many words between them are not counted: fillers, words said again, those that open a complement."""
NEAR_REACH = 3
"""*Kurang*, *jarang* and the like stand at most this many tokens before the hit."""
ABSENCE_REACH = 4
"""At most so many tokens before *tidak ada*, in its clause, name what is not there."""
LACKING_REACH = 3
"""At most so many tokens before the negator of *cuma campak yang belum* name what is lacking, with *yang*."""
NEGATED, RESOLVED, HYPOTHETICAL, QUESTION, ABSENT, FADED = 1, 2, 4, 8, 16, 32
"""What holds of a hit that begins with a token (QUESTION: that ends with it; ABSENT: both; FADED: that ends before the
verb of ending); a token has the sum of its marks."""


@dataclass(frozen=True)
class AssertionCues:
    """The assertion cues in some turns of a shard, whatever the codebook."""

    negators: Ints
    """Last tokens of negators, in order: from *pun*, *tidak ada satu pun* reaches as far as *tidak* alone."""
    heads: Ints
    """First token of each negator."""
    stops: Ints
    """Token that each negator no longer reaches, whatever the clause: *mau tidak mau* denies nothing after it."""
    denies: Flags
    """Whether each negator denies what it reaches; one that is denied itself affirms it (*bukan tidak takut*)."""
    breaks: Ints
    """Tokens with which a clause begins, in order."""
    sentences: Ints
    """First tokens of sentences, in order, and the number of tokens at the end."""
    marks: Bytes
    """The marks of each token."""
    fades: Ints
    """Verbs of ending, in order, which resolve what stands before them."""
    turns: Flags
    """In which turns they were sought; of the others they say nothing."""

    def united(self, others: "AssertionCues") -> "AssertionCues":
        """The cues of both, which were sought in different turns of one shard."""
        order = np.argsort(np.append(self.negators, others.negators))
        names = ("negators", "heads", "stops", "denies")
        negators, heads, stops, denies = (
            np.append(getattr(self, each), getattr(others, each))[order] for each in names
        )
        breaks, fades = merged(self.breaks, others.breaks), merged(self.fades, others.fades)
        sentences = self.sentences[among(self.sentences, others.sentences)]  # each knows those of its turns
        marks, turns = self.marks | others.marks, self.turns | others.turns
        return AssertionCues(negators, heads, stops, denies, breaks, sentences, marks, fades, turns)


def assertion_cues_of_shard(shard: Shard, lookup: Lookup, turns: Flags) -> AssertionCues:
    """The cues in some turns of a shard, whatever the codebook."""
    program = compile_codebook(Codebook(codebook="", codes=()))
    return find_assertion_cues(shard, find_phrases(shard, lookup, program.phrases), program, turns)


def find_assertion_cues(shard: Shard, matches: Matches, program: Program, turns: Flags | None = None) -> AssertionCues:
    """Collect the cues of a shard from the matches of the cue lists.

    With `turns`, of these alone: what is said in one turn says nothing of another, and most turns of a survey hold
    nothing that a rule finds.
    """
    if turns is None or turns.all():
        return _find_cues(shard, matches, program, np.ones(shard.turns, np.bool_))
    inside = np.append(np.repeat(turns, np.diff(shard.turn_tokens)), False)  # a pause may stand behind the last word
    breaks = shard.breaks[inside[shard.breaks]]
    found = _find_cues(replace(shard, breaks=breaks), matches.keep(inside[matches.first]), program, turns)
    np.multiply(found.marks, inside[:-1], out=found.marks)  # a question mark asks, whatever the words before it
    return found


def _find_cues(shard: Shard, matches: Matches, program: Program, turns: Flags) -> AssertionCues:
    said = with_years(shard, matches, program.cues)
    clauses = find_clauses(shard, said)
    heads, negators, stops, near = _negators(shard, clauses, said)
    ends = clauses.end(negators)
    denied = are_negated(shard, said, ends, heads, negators, stops)
    denies = _every_other(denied)
    # One that does not deny the next reaches no farther than that: *tidak takut dan belum ada sinyal*; *kurang* is
    # reached as any other word is: *tidak kurang*.
    stops = np.minimum(stops, np.append(np.where(denied | near, shard.tokens, heads)[1:], shard.tokens))
    marks = np.zeros(shard.tokens, np.uint8)
    limits = np.minimum(np.minimum(ends, stops), _told_as_so(clauses, said, negators))
    idle = clauses.repeated.copy()
    idle[said.every("fillers", "silent")] = True
    reached = _mark_negated(marks, negators, limits, denies, idle)
    lasting = heads[denies], negators[denies] + 1
    negated = (marks & NEGATED) > 0
    absent = _absent(clauses, said, heads[denies], negators[denies])
    marks[find_changed(clauses, said, lasting, reached[denies], absent, negated)] |= RESOLVED
    marks[ranges(*find_possible(clauses, said, negated))] |= HYPOTHETICAL
    marks[ranges(*find_asked(clauses, said))] |= QUESTION
    marks[ranges(*absent)] |= ABSENT
    faded, fades = find_faded(clauses, said, negated)
    marks[ranges(faded, fades)] |= FADED
    narrow = (negators, heads, stops, clauses.begins, fades)
    negators, heads, stops, begins, fades = (tokens.astype(np.int32) for tokens in narrow)
    return AssertionCues(negators, heads, stops, denies, begins, clauses.sentences, marks, fades, turns)


def _negators(shard: Shard, clauses: Clauses, said: Listed) -> tuple[Ints, Ints, Ints, Flags]:
    """First and last token of each negator, the token where it ends to reach, and whether it is a near-negator."""
    heads, ends = said.longest("negators")
    near, after = said.longest("near_negators/near")
    until = np.append(np.full(len(heads), shard.tokens), _near_stops(said, near, after))
    heads, ends = np.append(heads, near), np.append(ends, after)
    by_end = np.argsort(ends, kind="stable")
    is_near = by_end >= len(heads) - len(near)
    heads, ends, until = heads[by_end], ends[by_end], until[by_end]
    idle, last = reach(said.all_of("pseudo_negators"))
    last = np.append(0, last)[np.searchsorted(idle, heads, side="right")]
    return heads, ends - 1, np.where(last > heads, last, until), is_near


def _near_stops(said: Listed, near: Ints, after: Ints) -> Ints:
    """The token that each of *kurang*, *jarang*, *lack of* no longer reaches: they govern what is near."""
    stops = after + NEAR_REACH
    begin = after + said.has(near, "near_negators/seldom")
    for step in range(NEAR_REACH, -1, -1):  # the first one decides
        stops = np.where((begin + step < stops) & said.has(begin + step, "near_negators/stops"), begin + step, stops)
    return stops


def _every_other(denied: Flags) -> Flags:
    """Which negators deny, given which ones the one before denies: the first of a row does, the second does not."""
    each = np.arange(len(denied))
    denies: Flags = (each - np.maximum.accumulate(np.where(denied, 0, each))) % 2 == 0
    return denies


def _mark_negated(marks: Bytes, negators: Ints, ends: Ints, denies: Flags, idle: Flags) -> Ints:
    """Mark the tokens whose nearest negator, a few words before them in their clause, denies; what each one reaches.

    Idle tokens are not counted: fillers, words that are said again and those with which a complement opens.
    """
    reached, counted = negators + 1, np.zeros(len(negators), np.int64)
    for _ in range(NEGATOR_REACH + SKIPPED):
        going = (reached < ends) & (counted < NEGATOR_REACH)
        counted += going & ~idle[reached]
        reached = reached + going
    marks[ranges(negators + 1, reached)] = np.repeat(denies, reached - negators - 1)  # the last one decides
    return reached


def _told_as_so(clauses: Clauses, said: Listed, negators: Ints) -> Ints:
    """The token behind each negator that it does not reach: a word such as *kenapa*, or the next statement."""
    none = clauses.shard.tokens
    stops = following(_next_statements(clauses, said), negators + 1, none)
    adjuncts = np.flatnonzero(among(negators, np.sort(said.longest("negation_stops/adjuncts")[1] - 1)))
    subjects = following(said.first("negation_stops/subjects"), negators[adjuncts] + 2, none)
    stops[adjuncts] = np.minimum(stops[adjuncts], subjects)
    return stops


def _next_statements(clauses: Clauses, said: Listed) -> Ints:
    """Tokens that no negator before them reaches, in order.

    *Kenapa*, *dan masih*, what stands behind *nyangka* and after *yang ... itu*, *it* in *no it was fine*.
    """
    after_and, copulas = said.first("double_negation/coordinators") + 1, said.first("negation_stops/copulas")
    after_and = after_and[said.has(after_and, "negation_stops/after and")]
    copulas = copulas[said.has(clauses.start(copulas), "negation_stops/described")]
    facts, answerers = said.all_of("negation_stops/facts")[1], said.first("negation_stops/answers") + 1
    answerers = answerers[said.has(answerers, "negation_stops/answerers")]
    tokens = [said.first("negation_stops/always"), after_and, copulas, facts, answerers]
    return merged(*tokens)


def _absent(clauses: Clauses, said: Listed, heads: Ints, negators: Ints) -> tuple[Ints, Ints]:
    """What stands before *tidak ada*, *not included*, *yang belum*, *sih enggak* at the end of a clause."""
    lacking = said.has(heads - 1, "double_negation/relatives") & (clauses.start(heads) < heads - 1)
    lacking |= said.has(heads - 1, "absence/topics")  # *mahal sih enggak*
    lacking &= clauses.end(negators) <= negators + 1
    named = heads[lacking]
    place, after = said.longest("absence/predicates")
    at = np.searchsorted(place, negators + 1)
    goes_on = ~clauses.begin_at(negators + 1)  # a negator at the end of a turn says nothing of the next one
    found = np.flatnonzero((np.append(place, -1)[at] == negators + 1) & goes_on)
    heads, after = heads[found], after[at[found]]
    last = (after >= clauses.end(after - 1)) | said.has(after, "absence/after")
    heads = heads[last]
    reached = heads - ABSENCE_REACH - (said.has(heads - 1, "changes/already") & ~clauses.begin_at(heads))
    begin = np.append(
        np.maximum(clauses.start(heads), reached), np.maximum(clauses.start(named), named - LACKING_REACH)
    )
    return begin, np.append(heads, named)


@dataclass(frozen=True)
class Ignored:
    """Assertion statuses that the rule of a hit ignores: a flag for each hit."""

    question: Flags
    """Questions do not matter."""
    hypothetical: Flags
    """Hypotheticals do not matter."""
    negated: Flags
    """Negators do not matter."""


def assertions(cues: AssertionCues, hits: RuleHits, ignored: Ignored) -> Ints:
    """Assertion status of each hit, an index into `ASSERTIONS`.

    A question outranks a hypothetical, a hypothetical a resolved matter, and that a negation.
    """
    marks = cues.marks[hits.token_start]
    denied = (hits.negators + _denied_around(cues, hits)) % 2 == 1
    found = np.full(len(hits), ASSERTIONS.index("affirmed"))
    found[denied & ~ignored.negated] = ASSERTIONS.index("negated")
    # A hit that includes the verb (*sinyal hilang*) is affirmed; only what stands before *hilang* is over.
    faded = ((marks & FADED) > 0) & ~any_between(cues.fades, hits.token_start, hits.token_end)
    found[((marks & RESOLVED) > 0) | faded] = ASSERTIONS.index("resolved")
    found[((marks & HYPOTHETICAL) > 0) & ~ignored.hypothetical] = ASSERTIONS.index("hypothetical")
    found[((cues.marks[hits.token_end - 1] & QUESTION) > 0) & ~ignored.question] = ASSERTIONS.index("question")
    return found


def _denied_around(cues: AssertionCues, hits: RuleHits) -> Ints:
    """One for each hit that a negator before it, or *tidak ada* after it, denies; else zero."""
    first, last = cues.marks[hits.token_start], cues.marks[hits.token_end - 1]
    denied: Ints = (first & NEGATED) | ((first & last & ABSENT) // ABSENT)
    return denied


INNER_NEGATION_REACH = 2
"""A negator inside a hit stands at most this many tokens before the match that it denies."""


def inner_negators(shard: Shard, cues: AssertionCues, hits: RuleHits, lists: Sequence[TermMatches]) -> Ints:
    """One for each window in which a negator inside reverses the effect of those before it, else zero.

    The first list names the topic, the others what is said of it: if the nearest negator before one of their matches,
    in its clause, denies it, the window is negated; if it affirms it (*bukan berarti atap tidak bocor*), the window is
    affirmed. A negator that is part of any match of the rule (*belum ada*) does not count.
    """
    parts = hits.parts.token_start.reshape(len(hits), len(lists))[:, 1:].ravel()
    hit = np.repeat(np.arange(len(hits)), len(lists) - 1)
    # With another integer type, numpy would copy all negators for each rule.
    before = np.searchsorted(cues.negators, parts.astype(cues.negators.dtype)) - 1
    near = np.flatnonzero(before >= 0)
    least = np.maximum(parts[near] - INNER_NEGATION_REACH, hits.token_start[hit[near]])
    near = near[cues.negators[before[near]] >= least]
    parts, hit, before = parts[near], hit[near], before[near]
    says = (cues.negators[before] >= clause_starts(cues.breaks, cues.sentences, parts)) & (parts < cues.stops[before])
    if len(before):
        says &= ~_belong(cues.heads[before], cues.negators[before], lists)
    turned, around = np.zeros(len(hits), np.int64), _denied_around(cues, hits)
    turned[hit[says]] = around[hit[says]]  # what stands around the window says nothing then
    denied = hit[says & cues.denies[before]]
    turned[denied] = 1 - around[denied]
    return turned


def _belong(heads: Ints, tokens: Ints, lists: Sequence[TermMatches]) -> Flags:
    """Whether a match contains any token from each head to each token."""
    first, last = reach((np.concatenate([first for first, _ in lists]), np.concatenate([last for _, last in lists])))
    at = np.searchsorted(first, tokens, side="right") - 1
    belong: Flags = (at >= 0) & (last[np.maximum(at, 0)] > heads)
    return belong
