"""What is not told as so: conditions and what would be, and what was so and is no longer."""

from oracle.clauses import Speech
from oracle.terms import Span

Negator = tuple[int, int, int]
"""First word of a negator, the word after it, and the word that it no longer reaches."""


def possible(speech: Speech) -> set[int]:
    """The words that are hypothetical."""
    found: set[int] = set()
    for begin, after in speech.longest("hypothetical_markers"):
        end = speech.until(speech.first("contrast", "conditions/ends"), begin)
        clause = min(speech.end_of(begin), end)
        unreal = _any(speech, "conditions/unreal", begin, end)
        if not _is_real(speech, (begin, after), clause, end, unreal):
            found.update(range(begin + 1, end if unreal else clause))
    for begin in speech.first("conditions/inverted"):
        end = speech.until(speech.first("contrast", "conditions/ends"), begin)
        if speech.opens(begin) and _any(speech, "conditions/would", begin, end):
            found.update(range(begin + 1, end))
    for at, after in speech.longest("conditions/would"):
        if after not in speech.first("hypothetical_guards") or after >= speech.segment_of(at)[1]:
            found.update(range(*_would(speech, at)))
    return found


def _any(speech: Speech, name: str, begin: int, end: int) -> bool:
    return any(begin <= at < end for at in speech.first(name))


def _is_real(speech: Speech, marker: Span, clause: int, end: int, unreal: bool) -> bool:
    """Whether it is no condition, or one of what happens every time."""
    begin, after = marker
    guards = speech.first("hypothetical_guards")
    if after in guards and not _any(speech, "conditions/unreal", begin, clause):
        return True
    before = begin if speech.opens(begin) else speech.begin_of(begin - 1)
    if not unreal and _any(speech, "conditions/habits", max(before, begin - 2), end):
        return True
    if begin not in speech.first("conditions/topical"):
        return False
    if _any(speech, "conditions/saying", max(before, begin - 3), begin):
        return True
    predicate = clause - after >= 2 and clause < end and after + 1 not in guards
    closed = _any(speech, "conditions/particles", after + 1, min(after + 3, clause))
    return not unreal and (closed or (after in speech.first("conditions/subjects") and not predicate))


def _would(speech: Speech, at: int) -> Span:
    """The clause of a *would*; words such as *just* begin no other."""
    inside = {place for place in speech.first("conditions/inside") if not speech.opens(place)}
    begin = max(place for place in range(at + 1) if speech.begins(place) and place not in inside)
    pauses = {place for place in range(len(speech.words)) if speech.pauses(place)}
    return begin, speech.until(pauses | speech.first("contrast", "conditions/ends"), at)


def changed(speech: Speech, negators: list[Negator], negated: set[int]) -> set[int]:
    """The words that are resolved."""
    found = _solved(speech)
    over = set()
    for head, after, reached in negators:
        again = _again(speech, after)
        already = head - 1 in speech.first("changes/already") and not speech.begins(head)
        if (already or again) and head not in speech.first("changes/never"):
            over.add(head)
            found.update(range(after, max(reached, again)))
    for first, last in speech.longest("changes/no longer"):
        over.add(first)
        found.update(range(speech.begin_of(first), speech.end_of(last - 1)))
    for first, last in speech.longest("changes/used"):
        if speech.begins(first) or first - 1 not in speech.first("changes/accustomed"):
            found.update(range(last, speech.end_of(last - 1)))
    return found | (_before_now(speech, over) - negated)


def _again(speech: Speech, after: int) -> int:
    """Where *lagi* stands after a negator, in its clause; 0 where it does not."""
    places = [at for at in speech.first("changes/again") if at - 1 not in speech.first("question_words")]
    place = min((at for at in places if at >= after), default=len(speech.words))
    return place if place < speech.end_of(after - 1) and place - after < 8 else 0


def _before_now(speech: Speech, over: set[int]) -> set[int]:
    """The old side of *dulu X, sekarang Y*."""
    found: set[int] = set()
    now = speech.first("changes/now") | over
    now = {at for at in now if not _any(speech, "changes/still", at + 1, min(at + 4, speech.end_of(at)))}
    for old in speech.first("changes/past"):
        place = min((at for at in now if at > old), default=None)
        if place is None or speech.words[place].segment - speech.words[old].segment > 2:
            continue
        if speech.begins(old) or old - 1 not in speech.first("changes/since"):
            clause = speech.begin_of(place)
            found.update(range(speech.begin_of(old), clause if clause > old else place))
    return found


def _solved(speech: Speech) -> set[int]:
    """Segments that say that something is over, up to words such as *tapi*."""
    solved = speech.first("resolved_markers")
    contrasts = {at for at in speech.first("contrast") if at + 1 not in solved}
    found: set[int] = set()
    for at in solved:
        begin, end = speech.segment_of(at)
        begin = max([begin, *(place for place in contrasts if place <= at)])
        found.update(range(begin, min([end, *(place for place in contrasts if place > at)])))
    return found
