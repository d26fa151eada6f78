"""How a hit is put: affirmed, negated, resolved, hypothetical or as a question."""

from dataclasses import dataclass, replace

from oracle.double_negation import denied
from oracle.hits import Hit
from oracle.terms import Span, matches_of_any
from oracle.turns import Turn
from qualcode.languages import current
from qualcode.model.codebook import Rule, Term

REACH = 5
"""A negator is at most this many words before the hit."""
ENDS_OF_CLAUSES = set(',;:.!?()\n"–—…')
CLOSING = " \t\r\n" + "\"')]*_’”‘“»"
"""What may follow a question mark at the end of a segment."""


@dataclass(frozen=True)
class Negator:
    """A negator by its words."""

    first: int
    stop: int
    """The word that it no longer reaches."""
    denies: bool
    """False where another negator denies it, which is not denied itself."""


@dataclass(frozen=True)
class Cues:
    """The words of a turn at which a cue of each sort begins."""

    negators: dict[int, Negator]
    """By their last words."""
    breakers: set[int]
    hypothetical: set[int]
    contrasts: set[int]
    resolved: set[int]


INNER_REACH = 2
"""A negator inside a hit is at most this many words before the match that it denies."""


def cues(turn: Turn) -> Cues:
    """Look for the words of the cue lists, exactly as they are listed."""

    def found(name: str) -> set[tuple[int, int]]:
        return matches_of_any([Term(entry, level="exact") for entry in current().words(name)], turn)

    def begins(name: str) -> set[int]:
        return {first for first, _ in found(name)}

    guards = begins("hypothetical_guards")
    hypothetical = {first for first, last in found("hypothetical_markers") if last not in guards}
    resolved = begins("resolved_markers")
    contrasts = {at for at in begins("contrast") if at + 1 not in resolved}
    breakers = begins("clause_breakers")
    negators = _negators(turn, found("negators"), found("pseudo_negators"), breakers)
    return Cues(negators, breakers, hypothetical, contrasts, resolved)


def _negators(turn: Turn, spans: set[Span], idle: set[Span], breakers: set[int]) -> dict[int, Negator]:
    """The longest negator at each word; one inside an idle phrase reaches to the end of that phrase."""
    found: dict[int, Negator] = {}
    previous: Span | None = None
    for span in sorted(dict(sorted(spans)).items(), key=lambda span: span[1]):
        first, last = span
        denies = True
        if previous is not None:
            before = found[previous[1] - 1]
            same_clause = not any(begins_clause(at, turn, breakers) for at in range(previous[1], first + 1))
            if same_clause and first < before.stop and denied(turn, previous, span):
                denies = not before.denies
            else:  # what one does not deny ends its reach
                found[previous[1] - 1] = replace(before, stop=min(before.stop, first))
        stop = max((until for begin, until in idle if begin <= first < until), default=len(turn.words))
        found[last - 1] = Negator(first, stop, denies)
        previous = span
    return found


def assertion(hit: Hit, turn: Turn, cue: Cues, rule: Rule) -> str:
    """The first that applies of question, hypothetical, resolved, negated; else affirmed.

    A rule takes no notice of what it is told to count.
    """
    segment = turn.words[hit.first].segment
    clause = _clause_start(hit.first, turn, cue)
    if rule.question != "count" and turn.segments[turn.words[hit.last - 1].segment].rstrip(CLOSING).endswith("?"):
        return "question"
    if rule.hypothetical != "count" and any(clause <= at < hit.first for at in cue.hypothetical):
        return "hypothetical"
    if any(turn.words[at].segment == segment and not _contrasts(at, hit.first, cue) for at in cue.resolved):
        return "resolved"
    return "negated" if _is_denied(hit, turn, cue, rule) and rule.negation != "count" else "affirmed"


def _is_denied(hit: Hit, turn: Turn, cue: Cues, rule: Rule) -> bool:
    """Whether a negator inside it denies the hit or, where none says anything, the nearest one before it."""
    inner = []
    if rule.context == "turn" and rule.kind in ("all", "near"):
        matched = {at for terms in rule.lists for span in matches_of_any(terms, turn) for at in range(*span)}
        nearest = [_nearest(first, INNER_REACH, turn, cue) for first, _ in hit.parts[1:]]
        inner = [
            cue.negators[at].denies
            for at in nearest
            if at is not None and at >= hit.first and matched.isdisjoint(range(cue.negators[at].first, at + 1))
        ]
    if inner:
        return any(inner)
    before = _nearest(hit.first, REACH, turn, cue)
    return hit.denies or (before is not None and cue.negators[before].denies)


def _nearest(word: int, reach: int, turn: Turn, cue: Cues) -> int | None:
    """The last word of the nearest negator in the clause before a word that it reaches."""
    begin = max(_clause_start(word, turn, cue), word - reach)
    return max((at for at, negator in cue.negators.items() if begin <= at < word < negator.stop), default=None)


def _contrasts(one: int, other: int, cue: Cues) -> bool:
    """Whether a word such as *tapi* separates two words."""
    return any(min(one, other) < at <= max(one, other) for at in cue.contrasts)


def _clause_start(first: int, turn: Turn, cue: Cues) -> int:
    """The last word, up to the hit's first, with which a clause begins."""
    return max(at for at in range(first + 1) if begins_clause(at, turn, cue.breakers))


def begins_clause(at: int, turn: Turn, breakers: set[int]) -> bool:
    """A clause begins with a segment, after punctuation, and with words such as *tapi*."""
    if at == 0 or turn.words[at].segment != turn.words[at - 1].segment or at in breakers:
        return True
    between = turn.text[turn.words[at - 1].end : turn.words[at].start]
    return not ENDS_OF_CLAUSES.isdisjoint(between)
