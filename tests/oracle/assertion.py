"""How a hit is put: affirmed, negated, resolved, hypothetical or as a question."""

from dataclasses import dataclass, replace

from oracle.clauses import Speech
from oracle.double_negation import denied
from oracle.hits import Hit
from oracle.reality import changed, faded, possible
from oracle.terms import Span, matches_of_any
from oracle.turns import Turn
from qualcode.model.codebook import Rule

REACH = 4
"""A negator is at most this many words before the hit."""
SKIPPED = 4
"""Of the words between them, at most so many are not counted."""


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
    """What the words of a turn say of every hit in it."""

    speech: Speech
    negators: dict[int, Negator]
    """By their last words."""
    hypothetical: set[int]
    resolved: set[int]
    absent: set[int]
    """What *tidak ada* behind it denies."""
    faded: dict[int, range]
    """What verbs of ending say to be over, by those verbs."""


INNER_REACH = 2
"""A negator inside a hit is at most this many words before the match that it denies."""


def cues(turn: Turn) -> Cues:
    """Look for the words of the cue lists."""
    speech = Speech(turn)
    negators = _negators(speech)
    nearest = {at: last for last in sorted(negators) for at in _reached(last, speech, negators)}
    negated = {at for at, last in nearest.items() if negators[last].denies}
    ended = [
        (one.first, last + 1, max(_reached(last, speech, negators), default=last) + 1)
        for last, one in negators.items()
        if one.denies
    ]
    absent = _absent(speech, negators)
    everything = {at for places in absent.values() for at in places}
    resolved = changed(speech, ended, negated, absent)
    return Cues(speech, negators, possible(speech, negated), resolved, everything, faded(speech, negated))


def _absent(speech: Speech, negators: dict[int, Negator]) -> dict[int, range]:
    """What stands before *tidak ada* at the end of a clause, by the first word of the negator."""
    found: dict[int, range] = {}
    predicates = dict(speech.longest("absence/predicates"))
    for last, one in negators.items():
        after = predicates.get(last + 1) if speech.end_of(last) > last + 1 else None
        if not one.denies:
            continue
        begin, relative = speech.begin_of(one.first), one.first - 1 in speech.first("double_negation/relatives")
        topic = one.first - 1 in speech.first("absence/topics")
        if ((relative and begin < one.first - 1) or topic) and speech.end_of(last) <= last + 1:
            found[one.first] = range(max(begin, one.first - 3), one.first)
        if after is None:
            continue
        if speech.end_of(after - 1) <= after or after in speech.first("absence/after"):
            already = one.first - 1 in speech.first("changes/already") and begin < one.first
            found[one.first] = range(max(begin, one.first - 4 - already), one.first)
    return found


def _told_as_so(speech: Speech) -> set[int]:
    """Words that no negator before them reaches."""
    after_and = speech.first("negation_stops/after and")
    described = speech.first("negation_stops/described")
    return (
        speech.first("negation_stops/always")
        | {at for at in after_and if at - 1 in speech.first("double_negation/coordinators")}
        | {at for at in speech.first("negation_stops/copulas") if speech.begin_of(at) in described}
        | {after for _, after in speech.found("negation_stops/facts")}
        | _behind(speech, "negation_stops/answerers", "negation_stops/answers")
    )


def _behind(speech: Speech, name: str, before: str) -> set[int]:
    """Words of a list right behind one of another list."""
    return {at for at in speech.first(name) if at - 1 in speech.first(before)}


def _next_subject(last: int, speech: Speech) -> int:
    """The word that *tanpa* does not reach: the subject of the next statement."""
    none = len(speech.words)
    if last + 1 not in {after for _, after in speech.longest("negation_stops/adjuncts")}:
        return none
    return min((at for at in speech.first("negation_stops/subjects") if at >= last + 2), default=none)


def _negators(speech: Speech) -> dict[int, Negator]:
    """The longest negator at each word; one inside an idle phrase reaches to the end of that phrase."""
    found: dict[int, Negator] = {}
    previous: Span | None = None
    near = {*speech.longest("near_negators/near")} - {*speech.longest("negators")}
    for span, until in _listed(speech):
        first, last = span
        denies = True
        if previous is not None:
            before = found[previous[1] - 1]
            same_clause = not any(speech.begins(at) for at in range(previous[1], first + 1))
            if same_clause and first < before.stop and denied(speech.turn, previous, span):
                denies = not before.denies
            elif span not in near:  # what one does not deny ends its reach, but for *kurang*
                found[previous[1] - 1] = replace(before, stop=min(before.stop, first))
        idle = speech.found("pseudo_negators")
        stop = max((end for begin, end in idle if begin <= first < end), default=until)
        found[last - 1] = Negator(first, stop, denies)
        previous = span
    return found


def _listed(speech: Speech) -> list[tuple[Span, int]]:
    """Negators by their last words, with the word that each no longer reaches: *kurang* and the like reach three."""
    stops = speech.first("near_negators/stops")
    seldom = speech.first("near_negators/seldom")
    near = {
        span: min([span[1] + 3, *(at for at in stops if at >= span[1] + (span[0] in seldom))])
        for span in speech.longest("near_negators/near")
    }
    whole = dict.fromkeys(speech.longest("negators"), len(speech.words))
    return sorted((whole | near).items(), key=lambda item: item[0][1])


def assertion(hit: Hit, turn: Turn, cue: Cues, rule: Rule) -> str:
    """The first that applies of question, hypothetical, resolved, negated; else affirmed.

    A rule takes no notice of what it is told to count.
    """
    if rule.question != "count" and cue.speech.asks(hit.last - 1):
        return "question"
    if rule.hypothetical != "count" and hit.first in cue.hypothetical:
        return "hypothetical"
    own = cue.faded.keys().isdisjoint(range(hit.first, hit.last))  # *sinyal hilang* as a whole is told as so
    if hit.first in cue.resolved or (own and any(hit.first in places for places in cue.faded.values())):
        return "resolved"
    return "negated" if _is_denied(hit, turn, cue, rule) and rule.negation != "count" else "affirmed"


def _is_denied(hit: Hit, turn: Turn, cue: Cues, rule: Rule) -> bool:
    """Whether a negator inside it denies the hit or, where none says anything, the nearest one before it."""
    inner = []
    if rule.context == "turn" and rule.kind in ("all", "near"):
        matched = {at for terms in rule.lists for span in matches_of_any(terms, turn) for at in range(*span)}
        nearest = [_inside(first, cue) for first, _ in hit.parts[1:]]
        inner = [
            cue.negators[at].denies
            for at in nearest
            if at is not None and at >= hit.first and matched.isdisjoint(range(cue.negators[at].first, at + 1))
        ]
    if inner:
        return any(inner)
    before = _nearest(hit.first, cue.speech, cue.negators)
    reached = before is not None and cue.negators[before].denies
    return hit.denies or reached or {hit.first, hit.last - 1} <= cue.absent


def _inside(word: int, cue: Cues) -> int | None:
    """The last word of the nearest negator a few words before a word, in its clause, that reaches it."""
    begin = max(cue.speech.begin_of(word), word - INNER_REACH)
    return max((at for at, one in cue.negators.items() if begin <= at < word < one.stop), default=None)


def _nearest(word: int, speech: Speech, negators: dict[int, Negator]) -> int | None:
    """The last word of the nearest negator before a word that it reaches."""
    return max((at for at in negators if at < word and word in _reached(at, speech, negators)), default=None)


def _reached(last: int, speech: Speech, negators: dict[int, Negator]) -> set[int]:
    """The words that a negator reaches; fillers, repeats and words that open a complement are not counted."""
    silent, stops = speech.first("fillers", "silent"), _told_as_so(speech)
    found: set[int] = set()
    counted = 0
    end = min(speech.end_of(last), negators[last].stop, _next_subject(last, speech))
    for at in range(last + 1, min(last + 1 + REACH + SKIPPED, end)):
        if counted == REACH or at in stops:
            break
        found.add(at)
        counted += at not in silent and not speech.repeats(at)
    return found
