"""The engine: a compiled codebook applied to a shard gives codings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.index.arrays import Flags, Ints, distinct_values, ranges
from qualcode.index.codings import Codings, Source
from qualcode.index.shard import Shard
from qualcode.languages import current
from qualcode.model.coding import ASSERTIONS, Assertion
from qualcode.rules.assertion import AssertionCues, Ignored, assertions, find_assertion_cues, inner_negators
from qualcode.rules.hits import Matches, RuleHits, TermMatches, join, keep_written_case
from qualcode.rules.kind import CompiledRule
from qualcode.rules.lookup import Lookup
from qualcode.rules.merge_hits import MergedHits, hits_in_batches, merge_hits
from qualcode.rules.program import Program, Scope, segment_flags
from qualcode.rules.questions import Answers, TopicTerms, find_answers
from qualcode.rules.terms.words import find_phrases


def find_by_text_search(shard: Shard, matches: Matches, program: Program, scope: Scope) -> dict[int, TermMatches]:
    """Matches of the terms that are searched for in running text, given those of all other terms.

    Only segments are searched in which the other lists of a rule have matches; the question before is searched for
    terms that name a topic.
    """
    if not program.searches.terms:
        return {}
    wanted = {number: np.zeros(shard.segments, np.bool_) for number in program.searches.terms}
    questions = scope.questions(shard)[shard.segment_turns]
    for compiled in program.rules:
        own = wanted.keys() & {term for terms in (*compiled.lists, compiled.unless) for term in terms}
        if own:
            area = _area(shard, matches, program, compiled, scope)
            for number in own:
                wanted[number] |= area
            for number in own.intersection(compiled.topic):
                wanted[number] |= questions
    return {number: program.searches.find(shard, number, np.flatnonzero(area)) for number, area in wanted.items()}


def _area(shard: Shard, matches: Matches, program: Program, compiled: CompiledRule, scope: Scope) -> Flags:
    """Segments in which a rule can have a hit."""
    rule = compiled.rule
    if compiled.idle:
        return np.zeros(shard.segments, np.bool_)
    if compiled.kind.judges(compiled.own):  # its words are counted wherever another rule of the code has a hit
        return np.ones(shard.segments, np.bool_)
    turns = scope.questions(shard) if rule.context == "question" else scope.turns(rule.roles)
    area: Flags = turns[shard.segment_turns]
    in_turn = compiled.kind.area(compiled.own) == "turn"
    for terms in compiled.lists if compiled.kind.each_list else ():
        if program.searches.terms.keys().isdisjoint(terms):
            area = area & segment_flags(shard, matches.of_any(terms)[0], turns=in_turn)
    return area


_MOST = 1 << 22
"""Matches that all rules together may use in one chunk; a hit and its derived values take some 100 bytes."""


def chunks_of_turns(shard: Shard, matches: Matches, program: Program) -> Iterator[Matches]:
    """The matches of the shard in one or more chunks of whole turns, in order of text.

    A word that many rules use counts for each of them, since each makes hits of it.
    """
    rules = [compiled for compiled in program.rules if not compiled.idle]
    return _halved(shard, matches, rules, 0, shard.turns)


def _halved(shard: Shard, matches: Matches, rules: Sequence[CompiledRule], low: int, high: int) -> Iterator[Matches]:
    """The matches of some turns, halved until they are few enough or of a single turn."""
    if high - low < 2 or _named(matches, rules) <= _MOST:
        yield matches
        return
    tokens = shard.turn_tokens
    middle = int(np.searchsorted(tokens, (int(tokens[low]) + int(tokens[high])) // 2))
    middle = min(max(middle, low + 1), high - 1)
    for begin, end in ((low, middle), (middle, high)):
        yield from _halved(shard, matches.between(int(tokens[begin]), int(tokens[end])), rules, begin, end)


def _named(matches: Matches, rules: Sequence[CompiledRule]) -> int:
    """Number of matches that rules use: an upper bound of their hits."""
    sizes = np.diff(matches.starts)
    terms = [term for rule in rules for terms in (*rule.lists, rule.unless) for term in terms]
    return int(sizes[terms].sum()) if terms else 0


def code_shard(
    program: Program, shard: Shard, lookup: Lookup, scope: Scope, cues: AssertionCues | None = None
) -> Codings:
    """Apply every rule of the codebook to a shard and merge the hits into codings.

    Terms whose search was given up are reported in the findings of `program.searches`. The cues of a shard do not
    depend on the codebook, so a caller that has them can pass them in.
    """
    cues_in = None if cues is None else lambda _turns: cues
    return Codings.join(list(code_shard_in_batches(program, shard, lookup, scope, cues_in)))


def code_shard_in_batches(
    program: Program, shard: Shard, lookup: Lookup, scope: Scope, cues_in: "CuesIn | None" = None
) -> Iterator[Codings]:
    """The codings of `code_shard` in one or more batches.

    The columns of a batch fit into the processor's cache, for callers that reorder its codings. The cues of a shard do
    not depend on the codebook: a caller that keeps them is asked for those of the turns in which rules can have hits.
    """
    phrases = program.own_phrases if cues_in else program.phrases
    matches = keep_written_case(shard, find_phrases(shard, lookup, phrases), program.cased)
    matches = matches.filled(find_by_text_search(shard, matches, program, scope))
    turns = turns_with_matches(shard, matches, program, scope)
    cues = cues_in(turns) if cues_in else find_assertion_cues(shard, matches, program, turns)
    search = _Search(shard, matches, scope, cues, find_answers(shard, matches, program, scope, cues))
    topic_terms = TopicTerms(shard, matches, program, scope.asked)
    for part in chunks_of_turns(shard, matches, program):
        for coded in _code_stretch(replace(search, matches=part), program):
            yield replace(coded, prompted=topic_terms.prompted(coded.code, coded.turn))


CuesIn = Callable[[Flags], AssertionCues]
"""Gives the assertion cues of a shard in some of its turns at least."""


def turns_with_matches(shard: Shard, matches: Matches, program: Program, scope: Scope) -> Flags:
    """Turns in which a rule can have a hit: those where a term of it stands; with rules for questions, all answers."""
    rules = [compiled for compiled in program.rules if not compiled.idle]
    terms = {term for compiled in rules for terms in compiled.lists for term in terms}
    turns = np.zeros(shard.turns, np.bool_)
    turns[shard.turns_of(np.sort(matches.of_any(sorted(terms))[0]))] = True
    turns &= scope.turns({role for compiled in rules for role in compiled.rule.roles})
    if any(compiled.rule.context == "question" for compiled in rules):
        turns[scope.answers()] = True
    return turns


def _code_stretch(search: "_Search", program: Program) -> Iterator[Codings]:
    """Codings of a chunk of text, in batches."""
    treated = _Treated.by(program)
    for hits, rule in hits_in_batches(search.shard, _find_rules(search, program)):
        yield _code(search, program, treated, hits, rule)


def _code(search: "_Search", program: Program, treated: "_Treated", hits: RuleHits, rule: Ints) -> Codings:
    """Codings of some hits in order of text; whether they were prompted is filled in later."""
    shard = search.shard
    assertion = assertions(search.cues, hits, treated.ignored(rule))
    keep = ~treated.dropped(rule, assertion)
    if not keep.all():
        hits, rule, assertion = hits.keep(keep), rule[keep], assertion[keep]
    code = np.array([compiled.code for compiled in program.rules], np.int64)[rule]
    merged = merge_hits(hits, rule, code, shard.segments_of(hits.token_start), assertion)
    return _in_code_points(shard, merged, program.source)


_SETTINGS: dict[str, Assertion] = {"question": "question", "hypothetical": "hypothetical", "negation": "negated"}
"""Setting of a rule -> the assertion status whose treatment it defines."""


@dataclass(frozen=True)
class _Treated:
    """Which rules count or drop hits of an assertion status: setting -> a flag for each rule; None if no rule does."""

    counted: Mapping[str, Flags | None]
    dropped_by: Mapping[str, Flags | None]

    @classmethod
    def by(cls, program: Program) -> "_Treated":
        """The treatments that the rules of a program state."""
        return cls(*({name: _treating(program, name, how) for name in _SETTINGS} for how in ("count", "drop")))

    def ignored(self, rule: Ints) -> Ignored:
        """The statuses that the rule of each hit ignores."""
        nowhere = np.zeros(len(rule), np.bool_)
        return Ignored(*(nowhere if flags is None else flags[rule] for flags in self.counted.values()))

    def dropped(self, rule: Ints, assertion: Ints) -> Flags:
        """Which hits their rules drop because of their assertion status."""
        dropped = np.zeros(len(rule), np.bool_)
        for name, flags in self.dropped_by.items():
            if flags is not None:
                dropped |= flags[rule] & (assertion == ASSERTIONS.index(_SETTINGS[name]))
        return dropped


def _treating(program: Program, setting: str, how: str) -> Flags | None:
    flags = np.array([getattr(compiled.rule, setting) == how for compiled in program.rules], np.bool_)
    return flags if flags.any() else None


@dataclass(frozen=True)
class _Search:
    """What rules are applied to."""

    shard: Shard
    matches: Matches
    scope: Scope
    cues: AssertionCues
    answers: Answers


def _find_rules(search: _Search, program: Program) -> list[RuleHits]:
    """Hits of each rule in the turns in scope."""
    found = [_find_rule(search, compiled) for compiled in program.rules]
    for judge in program.rules:
        if not judge.idle and judge.kind.judges(judge.own):
            _judge(search, program, judge, found)
    return found


def _judge(search: _Search, program: Program, judge: CompiledRule, found: list[RuleHits]) -> None:
    """Keep only those hits of a code's other rules that a judging rule accepts.

    Hits of rules that judge themselves are not judged, nor are answers to a question, whose words are elsewhere.
    """
    judged = [
        number
        for number, compiled in enumerate(program.rules)
        if compiled.code == judge.code and _is_judged(compiled) and len(found[number])
    ]
    if judged:  # a judge has hundreds of terms: all hits that it judges are looked at together
        hits = join([found[number] for number in judged])
        stands = judge.kind.judge(search.shard, search.matches, judge, hits)
        bounds = np.cumsum([len(found[number]) for number in judged])[:-1]
        for number, flags in zip(judged, np.split(stands, bounds), strict=True):
            found[number] = found[number].keep(flags)


def _is_judged(compiled: CompiledRule) -> bool:
    return not compiled.kind.judges(compiled.own) and compiled.rule.context == "turn"


def _find_rule(search: _Search, compiled: CompiledRule) -> RuleHits:
    """Hits of one rule, without those that are cancelled or out of scope."""
    rule, shard = compiled.rule, search.shard
    places = [_NOWHERE if compiled.idle else search.matches.of_any(terms) for terms in compiled.lists]
    hits = compiled.kind.find(shard, compiled, places)
    asks = rule.context == "question"
    turns = search.scope.questions(shard) if asks else search.scope.turns(rule.roles)
    if not (search.scope.all_coded if turns is search.scope.coded else turns.all()):
        hits = hits.keep(turns[shard.turns_of(hits.token_start)])
    if rule.languages and len(hits):
        hits = hits.keep(_are_in(shard, hits.token_start, rule.languages))
    if compiled.unless and len(hits):
        hits = hits.keep(~_are_cancelled(search, compiled, hits))
    if asks:
        return search.answers.to(shard.turns_of(hits.token_start), search.scope.turns(rule.roles))
    if compiled.kind.windows and len(hits):
        return replace(hits, negators=inner_negators(shard, search.cues, hits, places))
    return hits


_NOWHERE: TermMatches = (np.empty(0, np.int64), np.empty(0, np.int64))


def _are_in(shard: Shard, tokens: Ints, languages: Sequence[str]) -> Flags:
    """Whether the segment of each token is in one of these languages; a mixed one counts for each."""
    wanted = {*languages, *(["mixed"] if {*current().codes} & {*languages} else [])}
    numbers = [number for number, name in enumerate(current().segment_languages) if name in wanted]
    return np.isin(shard.languages[shard.segments_of(tokens)], numbers)


def _are_cancelled(search: _Search, compiled: CompiledRule, hits: RuleHits) -> Flags:
    """Whether an `unless` term occurs in any segment from the first to the last token of each hit."""
    shard = search.shard
    tokens = np.append(distinct_values(search.matches.of_any(compiled.unless)[0]), _FAR)
    begin, end = hits.token_start - shard.longest_segment, hits.token_end + shard.longest_segment
    close = np.flatnonzero(tokens[np.searchsorted(tokens, begin)] < end)  # few, whose segments are worth a search
    begin = shard.segment_tokens[shard.segments_of(hits.token_start[close])]
    end = shard.segment_tokens[shard.segments_of(hits.token_end[close] - 1) + 1]
    cancelled = np.zeros(len(hits), np.bool_)
    cancelled[close] = tokens[np.searchsorted(tokens, begin)] < end
    return cancelled


_FAR = np.iinfo(np.int64).max
"""A token number beyond every text."""


def _in_code_points(shard: Shard, merged: MergedHits, source: Source) -> Codings:
    """The codings with offsets in code points; `prompted` is not filled in yet."""
    turn = shard.turns_of_segments(merged.segment)
    start, end = shard.spans_in(turn, merged.token_start, merged.token_end)
    matched_start, matched_end = _matched_in_code_points(shard, merged, turn, start, end)
    return Codings(
        source=source,
        code=merged.code.astype(np.int32),
        turn=turn.astype(np.int32),
        segment=merged.segment.astype(np.int32),
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        token_start=merged.token_start.astype(np.int32),
        token_end=merged.token_end.astype(np.int32),
        assertion=merged.assertion.astype(np.int8),
        prompted=np.zeros(len(turn), np.bool_),
        rule_offsets=merged.rule_offsets,
        rule=merged.rule.astype(np.int32),
        matched_offsets=merged.matched_offsets,
        matched_start=matched_start.astype(np.int32),
        matched_end=matched_end.astype(np.int32),
    )


def _matched_in_code_points(shard: Shard, merged: MergedHits, turn: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Where matched words begin and end, which is nearly always where their coding does."""
    begins, total = merged.matched_offsets[:-1], len(merged.matched_start)
    matched_start, matched_end = np.empty(total, start.dtype), np.empty(total, end.dtype)
    matched_start[begins], matched_end[begins] = start, end
    sizes = np.diff(merged.matched_offsets)
    several = np.flatnonzero((sizes > 1) | (merged.matched_end[begins] != merged.token_end))
    at, turns = ranges(begins[several], merged.matched_offsets[several + 1]), np.repeat(turn[several], sizes[several])
    matched_start[at], matched_end[at] = shard.spans_in(turns, merged.matched_start[at], merged.matched_end[at])
    return matched_start, matched_end
