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
        clause = min(_whole_end(speech, begin), end)
        near = max(_clause_before(speech, begin), begin - 6)
        unreal = _any(speech, "conditions/unreal", near, end)
        coming = _any(speech, "conditions/unreal", near, clause)
        if not _is_real(speech, (begin, after), clause, end, unreal, coming):
            found.update(range(begin + 1, end if unreal else clause))
    for begin in speech.first("conditions/inverted"):
        end = speech.until(speech.first("contrast", "conditions/ends"), begin)
        if speech.opens(begin) and _any(speech, "conditions/would", begin, end):
            found.update(range(begin + 1, end))
    for at, after in speech.longest("conditions/would"):
        if after not in speech.first("conditions/opinions") or after >= speech.sentence_of(at)[1]:
            found.update(range(*_would(speech, at)))
    return found


def _any(speech: Speech, name: str, begin: int, end: int) -> bool:
    return any(begin <= at < end for at in speech.first(name))


def _clause_before(speech: Speech, begin: int) -> int:
    """The first word of the clause before a word, in its sentence."""
    return begin if speech.opens(begin) else speech.begin_of(begin - 1)


def _begins_whole(speech: Speech, at: int) -> bool:
    """Whether a clause begins with a word, where words such as *just* begin none."""
    return speech.begins(at) and (at not in speech.first("conditions/inside") or speech.opens(at))


def _whole_end(speech: Speech, begin: int) -> int:
    places = range(begin + 1, len(speech.words))
    return next((at for at in places if _begins_whole(speech, at)), len(speech.words))


def _is_real(speech: Speech, marker: Span, clause: int, end: int, unreal: bool, coming: bool) -> bool:
    """Whether it is no condition, or one of what happens every time."""
    begin, after = marker
    guards = speech.first("hypothetical_guards")
    start = _clause_before(speech, begin)
    if after in guards and not coming:
        return True
    if not unreal and _is_habit(speech, marker, start, clause, end):
        return True
    if _any(speech, "conditions/saying", max(start, begin - 3), begin):
        return True
    predicate = clause - after >= 2 and clause < end and after + 1 not in guards
    closed = _any(speech, "conditions/particles", after + 1, min(after + 3, clause))
    topical = begin in speech.first("conditions/topical")
    return topical and not unreal and (closed or (after in speech.first("conditions/subjects") and not predicate))


def _is_habit(speech: Speech, marker: Span, start: int, clause: int, end: int) -> bool:
    """*Biasanya kalau ...*, *kalau ... biasanya*, *kalau saya lagi ...*, *dia tuh kalau ...*, *dulu kalau ...*."""
    begin, after = marker
    return (
        _any(speech, "conditions/habits", max(start, begin - 2), begin)
        or _any(speech, "conditions/habits", after + 1, end)
        or _any(speech, "conditions/progressive", after + 1, min(after + 3, clause - 1))
        or (begin - 1 in speech.first("conditions/particles") and start < begin - 1)
        or _any(speech, "changes/past", max(start, begin - 2), begin)
    )


def _would(speech: Speech, at: int) -> Span:
    """The clause of a *would*; words such as *just* begin no other."""
    begin = max(place for place in range(at + 1) if _begins_whole(speech, place))
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
    return found | ((_before_now(speech, over) | _until(speech)) - negated)


def _again(speech: Speech, after: int) -> int:
    """Where *lagi* stands after a negator, in its clause; 0 where it does not."""
    asked = speech.first("question_words")
    idle = asked | speech.first("changes/going on")
    places = [at for at in speech.first("changes/again") if at - 1 not in idle and at + 1 not in asked]
    places += [at for at, last in speech.longest("changes/again at the end") if speech.end_of(at) <= last]
    place = min((at for at in places if at >= after), default=len(speech.words))
    return place if place < speech.end_of(after - 1) and place - after < 8 else 0


def _before_now(speech: Speech, over: set[int]) -> set[int]:
    """The old side of *dulu X, sekarang Y*."""
    found: set[int] = set()
    now = (speech.first("changes/now") | over) - {at - 1 for at in speech.first("changes/also")}
    now = {at for at in now if not _any(speech, "changes/still", at + 1, min(at + 4, speech.end_of(at)))}
    for old in speech.first("changes/past"):
        place = min((at for at in now if at > old), default=None)
        if place is None or speech.words[place].segment - speech.words[old].segment > 2:
            continue
        if speech.begins(old) or old - 1 not in speech.first("changes/since"):
            clause = speech.begin_of(place)
            found.update(range(speech.begin_of(old), clause if clause > old else place))
    return found


def _until(speech: Speech) -> set[int]:
    """*It was X until they ...*."""
    found: set[int] = set()
    for end in speech.first("changes/until"):
        begin = _clause_before(speech, end)
        if _any(speech, "changes/was", begin, end):
            found.update(range(begin, end))
    return found


def _solved(speech: Speech) -> set[int]:
    """What stands before the words of a solution, up to words such as *tapi*, and behind them in their clause."""
    solved = _over(speech)
    same = speech.first("changes/same matter")
    contrasts = {at for at in speech.first("contrast") if at + 1 + (at + 1 in same) not in solved}
    found: set[int] = set()
    for at, after in solved.items():
        begin = max([speech.sentence_of(at)[0], *(place for place in contrasts if place <= at)])
        own = max(speech.end_of(after - 1), after)
        next_contrast = min([place for place in contrasts if place > at], default=own)
        found.update(range(begin, at), range(after, min(max(next_contrast, after), own)))
    return found


def _over(speech: Speech) -> dict[int, int]:
    """Words that say that something is solved, with the words after them; the longest that begin with a word."""
    found = [*speech.found("resolved_markers")]
    found += [span for span in speech.found("changes/gone") if speech.end_of(span[1] - 1) <= span[1]]
    already = speech.first("changes/already")
    found += [
        (first - 1, last)
        for first, last in speech.found("changes/mended")
        if first - 1 in already and not speech.begins(first)
    ]
    return dict(sorted(found))
