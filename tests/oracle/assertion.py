"""How a hit is put: affirmed, negated, resolved, hypothetical or as a question."""

from dataclasses import dataclass

from oracle.hits import Hit
from oracle.terms import matches_of_any
from oracle.turns import Turn
from qualcode.model import Rule, Term
from qualcode.text import wordlists

REACH = 5
"""A negator is at most this many words before the hit."""
ENDS_OF_CLAUSES = set(',;:.!?()\n"–—…')
CLOSING = " \t\r\n" + "\"')]*_’”‘“»"
"""What may follow a question mark at the end of a segment."""


@dataclass(frozen=True)
class Cues:
    """The words of a turn at which a cue of each sort begins."""

    negators: dict[int, tuple[int, int]]
    """Last word of a negator -> its first, and the word that it no longer reaches."""
    breakers: set[int]
    hypothetical: set[int]
    contrasts: set[int]
    resolved: set[int]


INNER_REACH = 2
"""A negator inside a hit is at most this many words before the match that it denies."""


def cues(turn: Turn) -> Cues:
    """Look for the words of the cue lists, exactly as they are listed."""

    def found(name: str) -> set[tuple[int, int]]:
        return matches_of_any([Term(entry, level="exact") for entry in wordlists.load(name)], turn)

    def begins(name: str) -> set[int]:
        return {first for first, _ in found(name)}

    guards = begins("hypothetical_guards")
    hypothetical = {first for first, last in found("hypothetical_markers") if last not in guards}
    resolved = begins("resolved_markers")
    contrasts = {at for at in begins("contrast") if at + 1 not in resolved}
    negators = _negators(found("negators"), found("idle_negators"), len(turn.words))
    return Cues(negators, begins("clause_breakers"), hypothetical, contrasts, resolved)


def _negators(spans: set[tuple[int, int]], idle: set[tuple[int, int]], end: int) -> dict[int, tuple[int, int]]:
    """The longest negator at each word; one inside an idle phrase reaches to the end of that phrase."""
    longest = dict(sorted(spans))
    return {
        last - 1: (first, max((until for begin, until in idle if begin <= first < until), default=end))
        for first, last in longest.items()
    }


def assertion(hit: Hit, turn: Turn, cue: Cues, rule: Rule) -> str:
    """The first that applies of question, hypothetical, resolved, negated; else affirmed.

    A rule takes no notice of what it is told to count.
    """
    segment = turn.words[hit.first].segment
    clause = _clause_start(hit.first, turn, cue)
    negators = {at for at, (_, stop) in cue.negators.items() if max(clause, hit.first - REACH) <= at < hit.first < stop}
    if rule.context == "turn" and rule.kind in ("all", "near"):
        negators |= _inner_negators(hit, turn, cue, rule)
    if rule.question != "count" and turn.segments[turn.words[hit.last - 1].segment].rstrip(CLOSING).endswith("?"):
        return "question"
    if rule.hypothetical != "count" and any(clause <= at < hit.first for at in cue.hypothetical):
        return "hypothetical"
    if any(turn.words[at].segment == segment and not _contrasts(at, hit.first, cue) for at in cue.resolved):
        return "resolved"
    if (len(negators) + hit.denies) % 2 == 1 and rule.negation != "count":
        return "negated"
    return "affirmed"


def _contrasts(one: int, other: int, cue: Cues) -> bool:
    """Whether a word such as *tapi* separates two words."""
    return any(min(one, other) < at <= max(one, other) for at in cue.contrasts)


def _inner_negators(hit: Hit, turn: Turn, cue: Cues, rule: Rule) -> set[int]:
    """Negators in a hit that stand close before a match of a list after the first, and in no match of the rule."""
    matched = {at for terms in rule.lists for first, last in matches_of_any(terms, turn) for at in range(first, last)}
    return {
        at
        for at, (head, stop) in cue.negators.items()
        for first, _ in hit.parts[1:]
        if matched.isdisjoint(range(head, at + 1))
        and max(hit.first, _clause_start(first, turn, cue), first - INNER_REACH) <= at < first < stop
    }


def _clause_start(first: int, turn: Turn, cue: Cues) -> int:
    """The last word, up to the hit's first, with which a clause begins."""
    return max(at for at in range(first + 1) if begins_clause(at, turn, cue))


def begins_clause(at: int, turn: Turn, cue: Cues) -> bool:
    """A clause begins with a segment, after punctuation, and with words such as *tapi*."""
    if at == 0 or turn.words[at].segment != turn.words[at - 1].segment or at in cue.breakers:
        return True
    between = turn.text[turn.words[at - 1].end : turn.words[at].start]
    return not ENDS_OF_CLAUSES.isdisjoint(between)
