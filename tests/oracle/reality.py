"""What is not told as so: conditions and what would be, and what was so and is no longer."""

from oracle.clauses import Speech
from oracle.terms import Span

Negator = tuple[int, int, int]
"""First word of a negator, the word after it, and the word that it no longer reaches."""


def possible(speech: Speech, negated: set[int]) -> set[int]:
    """The words that are hypothetical."""
    found: set[int] = set()
    before, was_real = -1, False
    for begin, after in speech.longest("hypothetical_markers"):
        end = speech.until(speech.first("contrast", "conditions/ends"), after - 1)
        clause = min(_whole_end(speech, after - 1), end)
        near = max(_clause_before(speech, begin), begin - 6)
        contrary = after in speech.first("changes/past") and _any(speech, "negators", after + 1, clause)
        unreal = contrary or _any(speech, "conditions/unreal", near, end)
        coming = contrary or _any(speech, "conditions/unreal", near, clause)
        is_real = _is_real(speech, (begin, after), clause, end, unreal, coming)
        goes_on = begin - 1 in speech.first("conditions/or") and speech.sentence_of(begin)[0] <= before
        if not is_real and not (goes_on and was_real):
            found.update(range(begin + 1, end if unreal else clause), _consequence_before(speech, begin))
        before, was_real = begin, is_real
    for begin in speech.first("conditions/inverted"):
        end = speech.until(speech.first("contrast", "conditions/ends"), begin)
        if speech.opens(begin) and _any(speech, "conditions/would", begin, end):
            found.update(range(begin + 1, end))
    for at, after in speech.longest("conditions/would"):
        opinion = after in speech.first("conditions/opinions") and after < speech.sentence_of(at)[1]
        noun = at - 1 in speech.first("conditions/determiners") and not speech.begins(at)
        had = at in speech.first("conditions/contracted") and after in speech.first("conditions/had")
        told = at - 1 in speech.first("conditions/others") and at not in speech.first("conditions/hopes")
        if not (opinion or noun or had or told):
            found.update(range(*_would(speech, at, after)))
    return found | _wished(speech, negated)


def _consequence_before(speech: Speech, begin: int) -> range:
    """What stands in one breath before a condition, with a word for what is to come."""
    start = _clause_before(speech, begin)
    modals = [
        at for at, after in speech.longest("conditions/modals") if after not in speech.first("conditions/opinions")
    ]
    return range(start if any(start <= at < begin for at in modals) and not speech.pauses(begin) else begin, begin)


def _wished(speech: Speech, negated: set[int]) -> set[int]:
    """What one wants, and what one wants of another."""
    found: set[int] = set()
    stops = speech.first("double_negation/coordinators")
    for at, after in speech.longest("conditions/wishes"):
        idle = at - 1 in speech.first("conditions/progressive", "conditions/inside") and not speech.begins(at)
        framed = any(_any(speech, name, speech.begin_of(at), at) for name in ("changes/past", "hypothetical_markers"))
        if idle or framed or at in negated:
            continue
        others, named = after in speech.first("conditions/others"), after in speech.first("conditions/wishers")
        whoever = at - 1 in speech.first("double_negation/relatives") and not named
        if others or (at in speech.first("conditions/desires") and not whoever):
            end = speech.end_of(after - 1) if others else min(after + 3, speech.end_of(after - 1))
            found.update(range(after, min(end, speech.until(stops, after - 1))))
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
    if _is_none(speech, marker, clause):
        return True
    if not unreal and (_is_habit(speech, marker, start, clause, end) or _happens(speech, marker, clause)):
        return True
    if _any(speech, "conditions/saying", max(start, begin - 3), begin):
        return True
    follows = clause < end or _any(speech, "conditions/consequence", after + 1, clause)
    follows = follows or clause in speech.first("question_words")
    predicate = clause - after >= 2 and follows and after + 1 not in guards
    closed = _any(speech, "conditions/particles", after + 1, min(after + 3, clause))
    described = after + 1 in speech.first("double_negation/relatives")
    closed = closed or (described and _any(speech, "conditions/particles", after + 2, clause))
    topical = begin in speech.first("conditions/topical")
    return topical and not unreal and (closed or (after in speech.first("conditions/subjects") and not predicate))


def _is_habit(speech: Speech, marker: Span, start: int, clause: int, end: int) -> bool:
    """*Biasanya kalau ...*, *kalau ... biasanya*, *kalau saya lagi ...*, *dia tuh kalau ...*, *dulu kalau ...*."""
    begin, after = marker
    going_on = speech.first("conditions/progressive") - {at + 1 for at in speech.first("conditions/more")}
    return (
        _is_habit_before(speech, begin, start)
        or _any(speech, "conditions/habits", after + 1, end)
        or any(after + 1 <= at < min(after + 3, clause - 1) for at in going_on)
        or (begin - 1 in speech.first("conditions/particles") and start < begin - 1)
        or (begin - 1 in speech.first("conditions/speakers") and start == begin - 1)
        or _any(speech, "changes/past", max(start, begin - 2), begin)
    )


def _is_habit_before(speech: Speech, begin: int, start: int) -> bool:
    """*Sering ke sini kalau ...* in one breath, *biasanya, kalau ...*; *memang* only right before it."""
    wide = speech.first("conditions/habits") - speech.first("conditions/stress")
    if speech.pauses(begin) and start not in wide:
        return False
    return any(start <= at < begin for at in wide) or _any(speech, "conditions/habits", max(start, begin - 2), begin)


def _is_none(speech: Speech, marker: Span, clause: int) -> bool:
    """*Warga asal Bandung*, *asal kamu tahu*, *kecuali hari Senin*, *I suppose so* open no condition."""
    begin, after = marker
    opens = after in speech.first("conditions/opened", "negators")
    if begin in speech.first("conditions/origins"):
        inside = speech.begin_of(begin) < begin and not speech.pauses(begin)
        known = after in speech.first("conditions/others") and after + 1 in speech.first("unmarked_questions/telling")
        return known or (inside and not opens and after not in speech.first("conditions/subjects"))
    if begin in speech.first("conditions/exceptions"):
        whole = (opens or after in speech.first("conditions/speakers")) and clause - after > 1
        return not speech.opens(begin) and not whole
    thought = begin - 1 in speech.first("conditions/pronouns") and speech.begin_of(begin) < begin
    return begin in speech.first("conditions/opinions") and (thought or after in speech.first("hypothetical_guards"))


def _happens(speech: Speech, marker: Span, clause: int) -> bool:
    """*Kalau telat ya pinjam*, *kalau ada tamu tidak dituntun*, *capek kalau mau naik*."""
    begin, after = marker
    advice = speech.first("conditions/advice")
    advised = {at - 1 for at in advice} | {at - 2 for at in advice}
    then = {at for at in speech.first("conditions/then") - advised if speech.end_of(at) > at + 1}
    denied = speech.first("negators")
    if clause not in advice and after not in denied and any(after < at < clause for at in then):
        return True
    until = min(after + 6, clause)
    absent = any(after + 2 <= at < until for at in denied - advised)
    described = _any(speech, "double_negation/relatives", after + 1, until)
    if after in speech.first("conditions/there") and absent and not described:
        return True
    inside = not speech.opens(begin) and not speech.pauses(begin)
    return after in speech.first("conditions/wishes") and inside


def _would(speech: Speech, at: int, after: int) -> Span:
    """The clause of a *would*; words such as *just* begin no other."""
    begin = at - 1 if at - 1 in speech.first("conditions/pronouns") else at - 10
    begin = after if at in speech.first("conditions/hopes", "conditions/contracted", "conditions/desires") else begin
    begin = max(begin, *(place for place in range(at + 1) if _begins_whole(speech, place)))
    pauses = {place for place in range(len(speech.words)) if speech.pauses(place)}
    ends = pauses | speech.first("contrast", "conditions/ends")
    if at - 2 in speech.first("question_words") - speech.first("negation_stops/described") and not speech.begins(at):
        ends |= speech.first("negation_stops/copulas")  # *how you would do it is different*
    end = speech.until(ends, at)
    return begin, _hoped(speech, at, end) if at in speech.first("conditions/hopes") else end


def _hoped(speech: Speech, at: int, end: int) -> int:
    """The word after a hope, which goes on behind a pause with *dan, masih, bisa*."""
    pauses = {place for place in range(len(speech.words)) if speech.pauses(place)}
    stops = speech.first("contrast", "conditions/ends") | (pauses & speech.first("conditions/speakers"))
    limit = speech.until(stops, at)
    continued = [place for place in pauses & speech.first("conditions/continued") if end <= place < limit]
    return min(speech.until(pauses, max(continued)), limit) if continued else end


def changed(speech: Speech, negators: list[Negator], negated: set[int], absent: dict[int, range]) -> set[int]:
    """The words that are resolved."""
    found = _solved(speech, negated) | _given_up(speech, negated) | _caused(speech, negated)
    over = set()
    for head, after, reached in negators:
        again = _again(speech, after)
        if (_already(speech, head) or again) and head not in speech.first("changes/never"):
            over.add(head)
            found.update(range(after, max(reached, again)))
    for first, last in speech.longest("changes/no longer"):
        over.add(first)
        found.update(range(speech.begin_of(first), speech.end_of(last - 1)))
    found.update(at for head, places in absent.items() if head in over for at in places)
    for first, last in speech.longest("changes/used"):
        if speech.begins(first) or first - 1 not in speech.first("changes/accustomed"):
            found.update(range(last, speech.end_of(last - 1)))
    for at in speech.first("changes/former"):
        found.update(range(at + 1, min(at + 3, speech.end_of(at))))
    new = over | (_over(speech).keys() - negated)
    once = _before_now(speech, new) | _habits_once(speech, negated) | _until(speech)
    once |= _was_until_now(speech, new) | _but_now(speech, new) | _no_longer_that(speech, over)
    once |= _once(speech) | _framed(speech, new) | _unlike(speech)
    for at in speech.first("changes/until recently"):
        once.update(range(speech.begin_of(at), speech.end_of(at)))
    for first, last in speech.longest("changes/back then"):
        if speech.end_of(last - 1) <= last:
            once.update(range(speech.begin_of(first), first))
    for at in speech.first("changes/until at last"):
        once.update(range(speech.sentence_of(at)[0], at))
    return found | (once - negated)


def _already(speech: Speech, head: int) -> bool:
    """*Udah nggak*, *mulai nggak*, *udah lama nggak*."""
    before = head - 2 if head - 1 in speech.first("changes/since then") else head - 1
    return before in speech.first("changes/already", "changes/begun") and speech.begin_of(head) <= before


def _no_longer_that(speech: Speech, over: set[int]) -> set[int]:
    """What *that* stands for in *I don't get that anymore*: what stands before the *but*, or the sentence before."""
    found: set[int] = set()
    for head in over:
        if _any(speech, "changes/objects", head + 1, min(head + 6, speech.end_of(head))):
            begin = speech.sentence_of(head)[0]
            contrast = max((at for at in speech.first("contrast") if begin < at <= head), default=None)
            found.update(range(speech.sentence_before(head), begin) if contrast is None else range(begin, contrast))
    return found


def _given_up(speech: Speech, negated: set[int]) -> set[int]:
    """What stands behind *stopped*, *berhenti* in their clause."""
    found: set[int] = set()
    for at, after in speech.longest("changes/given up"):
        meant = at - 1 in speech.first("changes/meant") and not speech.begins(at)
        if not meant and at not in negated and after not in speech.first("near_negators/stops"):
            end = speech.until(speech.first("double_negation/coordinators"), after - 1)
            found.update(range(after, min(end, speech.end_of(after - 1))))
    return found


def _again(speech: Speech, after: int) -> int:
    """Where *lagi* stands after a negator, in its clause; 0 where it does not."""
    asked = speech.first("question_words")
    idle = asked | speech.first("changes/going on")
    denying = {at - 1 for at in speech.first("negators") if not speech.begins(at)}  # *lagi gak mood*
    again = speech.first("changes/again") - denying
    places = [at for at in again if at - 1 not in idle and at + 1 not in asked]
    places += [at for at, last in speech.longest("changes/again at the end") if speech.end_of(at) <= last]
    place = min((at for at in places if at >= after), default=len(speech.words))
    if after in speech.first("changes/coming"):
        return 0
    return place if place < speech.end_of(after - 1) and place - after < 8 else 0


def _before_now(speech: Speech, over: set[int]) -> set[int]:
    """The old side of *dulu X, sekarang Y*, of *awalnya X, tapi Y*."""
    found: set[int] = set()
    now = _nows(speech, over)
    for old in speech.first("changes/past"):
        initially = old in speech.first("changes/initially")
        ahead = [min((at for at in now if at > old), default=None)]
        done = ahead[0] is not None and ahead[0] + 1 in speech.first("changes/already") - _begun(speech)
        if not initially and _since(speech, old) and not done:
            continue
        if old in speech.first("changes/ages") and old + 1 in speech.first("changes/now"):
            continue
        contrast = min((at for at in speech.first("changes/but") if at > old), default=len(speech.words))
        ahead.append(_turned(speech, old))
        if initially and not _any(speech, "changes/tells of now", speech.begin_of(old), speech.end_of(old)):
            ahead.append(contrast)
        place = min([at for at in ahead if at is not None and at < len(speech.words)], default=None)
        if place is None or speech.words[place].segment - speech.words[old].segment > 2:
            continue
        if old in speech.first("changes/dated") and not _tells_of_states(speech, old, place):
            continue
        clause = speech.begin_of(place)
        apart = clause > old and place - 1 not in speech.first("double_negation/coordinators")
        found.update(range(_main_clause(speech, old), min(clause if apart else place, contrast)))
    return found


def _tells_of_states(speech: Speech, old: int, now: int) -> bool:
    """Whether a clause with a date tells of a state, or the new side of what has changed."""
    contrary = any(_any(speech, name, now, speech.end_of(now)) for name in ("changes/contrary", "negators"))
    return contrary or _any(speech, "changes/states", _main_clause(speech, old), speech.end_of(old))


def _main_clause(speech: Speech, old: int) -> int:
    """Where the clause begins that a word for the past dates: *I was shy when I joined*."""
    end = speech.end_of(old)
    tail = end - old <= 2 and (end >= speech.sentence_of(old)[1] or speech.pauses(end))
    inside = speech.begins(old) and not speech.opens(old) and (tail or not speech.pauses(old))
    return speech.begin_of(old - 1 if inside else old)


def _once(speech: Speech) -> set[int]:
    """What stands behind *dulunya*, *waktu masih* in their clause."""
    spans = [(old, old + 1) for old in speech.first("changes/once")] + speech.longest("changes/while")
    return {at for _, after in spans for at in range(after, speech.end_of(after - 1))}


def _framed(speech: Speech, over: set[int]) -> set[int]:
    """The clause of *dulu* in the beginning of a sentence; not *dulu pernah*, *dulu ..., sampai sekarang*."""
    found: set[int] = set()
    lasting = _all_nows(speech, over) - _nows(speech, over)
    for at, after in speech.longest("changes/frames"):
        end = speech.until(speech.first("contrast", "conditions/ends", "changes/now"), after - 1)
        breakers = speech.first("clause_breakers")
        if {at, after - 1}.isdisjoint(breakers) and after in breakers - speech.first("hypothetical_markers"):
            continue  # *dulu waktu kuliah ...* only tells when
        if {at, after - 1, after}.isdisjoint(breakers):
            end = min(speech.end_of(after) if after < len(speech.words) else after, end)
        whole = speech.sentence_of(at)[1]
        goes_on = _any(speech, "changes/still", after + 1, whole) or any(after <= now < whole for now in lasting)
        if speech.begins(at) and not goes_on and not _any(speech, "changes/events", after, end):
            found.update(range(after, end))
    return found


def _unlike(speech: Speech) -> set[int]:
    """What stands behind *dibandingkan dulu*, *nggak kayak dua tahun lalu* in their sentence."""
    found: set[int] = set()
    denied = {last for _, last in speech.found("negators")}
    compared = speech.first("changes/compared") | (speech.first("changes/alike") & denied)
    for at, after in speech.longest("changes/past"):
        if not compared.isdisjoint(range(max(speech.begin_of(at), at - 2), at)):
            found.update(
                range(after, speech.until(speech.first("contrast", "conditions/ends", "changes/now"), after - 1))
            )
    return found


def faded(speech: Speech, negated: set[int]) -> dict[int, range]:
    """What stands in its clause before a verb of ending without *sudah*, by that verb."""
    found: dict[int, range] = {}
    for at, after in speech.longest("changes/fades"):
        begin = speech.begin_of(at)
        meant = at - 1 in speech.first("changes/meant") and begin < at
        habit = _any(speech, "conditions/habits", begin, at)
        possible = _any(speech, "hypothetical_markers", speech.sentence_of(at)[0], at)
        ended = after in speech.first("changes/ended by") or _any(speech, "changes/now", begin, at)
        if ended and not (meant or habit or possible or at in negated):
            found[at] = range(begin, at)
    return found


def _caused(speech: Speech, negated: set[int]) -> set[int]:
    """What stands between *got* and *fixed*."""
    found: set[int] = set()
    for at in speech.first("changes/mended") - negated:
        got = max((place for place in speech.first("changes/caused") if place <= at), default=-1)
        if max(speech.begin_of(at), at - 6) <= got < at:
            found.update(range(got + 1, at))
    return found


def _begun(speech: Speech) -> set[int]:
    """The words with which a clause begins."""
    return {at for at in range(len(speech.words)) if speech.begins(at)}


def _since(speech: Speech, old: int) -> bool:
    return not speech.begins(old) and old - 1 in speech.first("changes/since")


def _all_nows(speech: Speech, over: set[int]) -> set[int]:
    """Words for what is so now, also where nothing has changed."""
    but, already = speech.first("changes/but"), speech.first("changes/already") - _begun(speech)
    return speech.first("changes/now") | over | {at for at in already if at - 1 in but}


def _nows(speech: Speech, over: set[int]) -> set[int]:
    """Words for what is so now; not *sekarang masih*, *sampai sekarang*."""
    up_to = {last for _, last in speech.longest("changes/up to")} - _begun(speech)
    now = _all_nows(speech, over) - {at - 1 for at in speech.first("changes/also")} - up_to
    return {at for at in now if not _any(speech, "changes/still", at + 1, min(at + 4, speech.end_of(at)))}


def _turned(speech: Speech, old: int) -> int | None:
    """The next verb of change after the clause of a word for what was so once, in its sentence."""
    end = speech.end_of(old)
    if end == old + 1 and not speech.begins(old):
        return None
    places = [at for at in speech.first("changes/turned") if end <= at < speech.sentence_of(old)[1]]
    return min(places, default=None)


def _habits_once(speech: Speech, negated: set[int]) -> set[int]:
    """*Dulu saya suka X*."""
    found: set[int] = set()
    for old in speech.first("changes/past"):
        end = speech.end_of(old)
        habits = speech.first("conditions/habits") - negated
        if speech.opens(old):
            end = speech.until(speech.first("contrast", "conditions/ends", "changes/now"), old)
        if not _since(speech, old) and any(old < at < end for at in habits):
            found.update(range(old, end))
    return found


def _was_until_now(speech: Speech, over: set[int]) -> set[int]:
    """The clause of *was* before one that opens with *now*."""
    found: set[int] = set()
    for now in _nows(speech, over) & speech.first("changes/present"):
        begin = speech.begin_of(now)
        alone = speech.end_of(now) == now + 1
        opens = now - begin <= 1 and not (speech.opens(begin) and alone)
        closes = alone and now > begin and begin in speech.first("changes/same matter")
        if begin == 0 or not (opens or closes):
            continue
        start = speech.begin_of(begin - 1)
        near = speech.words[now].segment - speech.words[begin - 1].segment <= 2
        state = _tells_of_states(speech, begin - 1, now)
        if near and state and _any(speech, "changes/was", start, begin):
            found.update(range(start, begin))
    return found


def _but_now(speech: Speech, over: set[int]) -> set[int]:
    """What stands before *tapi sekarang* in its sentence, or in the one before where it opens its own."""
    found: set[int] = set()
    now = _nows(speech, over)
    for end in speech.first("changes/but now"):
        if end + 1 in now and not speech.opens(end + 1):
            old = range(speech.sentence_before(end) if speech.opens(end) else speech.sentence_of(end)[0], end)
            if now.isdisjoint(old):
                found.update(old)
    return found


def _until(speech: Speech) -> set[int]:
    """*It was X until they ...*."""
    found: set[int] = set()
    for end in speech.first("changes/until"):
        begin = _clause_before(speech, end)
        somebody = end + 1 in speech.first("conditions/pronouns")
        if _any(speech, "changes/was", begin, end) and (somebody or speech.end_of(end) - end >= 4):
            found.update(range(begin, end))
    return found


def _solved(speech: Speech, negated: set[int]) -> set[int]:
    """What stands before the words of a solution, up to words such as *tapi*, and behind them in their clause."""
    solved = _over(speech)
    same = speech.first("changes/same matter")
    contrasts = {at for at in speech.first("contrast") if at + 1 + (at + 1 in same) not in solved}
    found: set[int] = set()
    for at, after in solved.items():
        if at in negated:
            continue
        clause = speech.begin_of(at)
        begin = clause if clause in speech.first("conditions/ends") else speech.sentence_of(at)[0]
        objects = speech.first("changes/objects")
        if after - 1 not in objects and (at - 1 not in objects or at == clause):
            begin = max([begin, *(place for place in contrasts if place <= at)])
        if _speaks_of_it(speech, at, after):
            begin = speech.sentence_before(at)
        own = max(speech.end_of(after - 1), after)
        own = after if after in speech.first("near_negators/stops") else own
        next_contrast = min([place for place in contrasts if place > at], default=own)
        found.update(range(begin, at), range(after, min(max(next_contrast, after), own)))
    return found


def _speaks_of_it(speech: Speech, at: int, after: int) -> bool:
    """Whether the words of a solution speak of the sentence before: *That passed.*, *They fixed it*."""
    begin, same = speech.sentence_of(at)[0], speech.first("changes/same matter")
    rest = max(speech.end_of(after - 1), after) - after
    ends = rest == 0 or after in same | speech.first("changes/now", "changes/gone before")
    if ends and (same | speech.first("changes/but")).issuperset(range(begin, at)):
        return True
    return at - begin <= 1 and rest > 0 and after in speech.first("changes/objects")


def _over(speech: Speech) -> dict[int, int]:
    """Words that say that something is solved, with the words after them; the longest that begin with a word."""
    found = [*speech.found("resolved_markers"), *_done(speech, "mended"), *_done(speech, "mended by")]
    found += [span for span in _done(speech, "undone") if _speaks_of_it(speech, *span)]
    for first, last in speech.found("changes/gone"):
        closing = speech.end_of(last - 1) <= last or last in speech.first("changes/gone before", "changes/now")
        closing = closing and not (
            first in speech.first("changes/moves") and last in speech.first("near_negators/stops")
        )
        if closing and (speech.begins(first) or first - 1 not in speech.first("changes/meant")):
            found.append((first, last))
    return dict(sorted(found))


def _done(speech: Speech, name: str) -> list[Span]:
    """Words of a list right behind *sudah*, or behind who did it: *sudah saya lunasi*."""
    found: list[Span] = []
    for first, last in speech.found(f"changes/{name}"):
        before = first - 1
        if name == "mended by":
            if before not in speech.first("changes/menders"):
                continue
            before -= 1
        if before in speech.first("changes/already", "changes/at last") and speech.begin_of(first) <= before:
            found.append((before, last))
    return found
