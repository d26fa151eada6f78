"""How a hit is put: affirmed, negated, resolved, hypothetical or as a question."""

from dataclasses import dataclass

from oracle.hits import Hit
from oracle.terms import matches_of_any
from oracle.turns import Turn
from qualcode.model import Term
from qualcode.text import wordlists

REACH = 5
"""A negator is at most this many words before the hit."""
ENDS_OF_CLAUSES = set(',;:.!?()\n"–—…')
CLOSING = " \t\r\n" + "\"')]*_’”‘“»"
"""What may follow a question mark at the end of a segment."""


@dataclass(frozen=True)
class Cues:
    """The words of a turn at which a cue of each sort begins."""

    negators: set[int]
    breakers: set[int]
    hypothetical: set[int]
    resolved: set[int]


def cues(turn: Turn) -> Cues:
    """Look for the words of the cue lists, exactly as they are listed."""

    def begins(name: str) -> set[int]:
        terms = [Term(entry, level="exact") for entry in wordlists.load(name)]
        return {first for first, _ in matches_of_any(terms, turn)}

    names = ("negators", "clause_breakers", "hypothetical_markers", "resolved_markers")
    return Cues(*map(begins, names))


def assertion(hit: Hit, turn: Turn, cue: Cues, negation: str) -> str:
    """The first that applies of question, hypothetical, resolved, negated; else affirmed."""
    segment = turn.words[hit.first].segment
    clause = _clause_start(hit.first, turn, cue)
    negators = [at for at in cue.negators if max(clause, hit.first - REACH) <= at < hit.first]
    if turn.segments[turn.words[hit.last - 1].segment].rstrip(CLOSING).endswith("?"):
        return "question"
    if any(clause <= at < hit.first for at in cue.hypothetical):
        return "hypothetical"
    if any(turn.words[at].segment == segment for at in cue.resolved):
        return "resolved"
    if len(negators) % 2 == 1 and negation != "count":
        return "negated"
    return "affirmed"


def _clause_start(first: int, turn: Turn, cue: Cues) -> int:
    """The last word, up to the hit's first, with which a clause begins."""
    return max(at for at in range(first + 1) if _begins_clause(at, turn, cue))


def _begins_clause(at: int, turn: Turn, cue: Cues) -> bool:
    """A clause begins with a segment, after punctuation, and with words such as *tapi*."""
    if at == 0 or turn.words[at].segment != turn.words[at - 1].segment or at in cue.breakers:
        return True
    between = turn.text[turn.words[at - 1].end : turn.words[at].start]
    return not ENDS_OF_CLAUSES.isdisjoint(between)
