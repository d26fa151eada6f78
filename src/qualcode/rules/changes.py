"""Changes: what was so and is no longer, or has been mended."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, merged, ranges
from qualcode.index.shard import Shard
from qualcode.rules.clauses import Clauses
from qualcode.rules.hits import Listed, Matches, TermMatches, any_between, following, last_before, longest_matches

AGAIN_REACH = 8
"""At most this many tokens after a negator *lagi* or *anymore* says that it was so once."""
LATER_SEGMENTS = 2
"""*Dulu* and *sekarang* stand at most this many segments apart."""
UNTIL_LENGTH = 4
"""*Until* with fewer words behind it, of which the first is nobody, names a time: *until nine*."""
THAT_REACH = 5
"""At most this many tokens after the negator, *that* stands for what has ended."""
COMPARED_REACH = 2
"""At most this many tokens before *tahun lalu* stands the *dibandingkan* that sets it against what is so now."""
FORMER_REACH = 2
"""At most this many tokens after *former* name what somebody or something was."""
CAUSED_REACH = 6
"""At most this many tokens after *got* stands the *fixed* of *got the leak fixed*."""
STILL_REACH = 3
"""At most this many tokens after *sekarang* a *masih* says that nothing has changed."""
TAIL_LENGTH = 2
"""A clause of at most this many words behind a pause dates the clause before: *we queued, at first*."""
YEAR = re.compile(r"(19|20)[0-9]{2}")
"""What is a year."""


def with_years(shard: Shard, matches: Matches, terms: Mapping[str, Sequence[int]]) -> Listed:
    """The cues in a text, among them *tahun 1998*, *in 2031*: any year dates as the entries of *dated* do."""
    before = np.sort(matches.of_any(terms["changes/before a year"])[0])
    before = before[before + 1 < shard.tokens]
    before = before[among(shard.types[before + 1], _years(shard))]
    before = before[shard.segments_of(before) == shard.segments_of(before + 1)]
    starts, number = np.append(matches.starts, len(matches.first) + len(before)), len(matches.starts) - 1
    matches = Matches(starts, np.append(matches.first, before), np.append(matches.last, before + 2))
    dated = {name: (*terms[name], number) for name in ("changes/past", "changes/dated")}
    return Listed(shard, matches, {**terms, **dated})


def _years(shard: Shard) -> Ints:
    """The types that are years."""
    low, high = (bisect_left(shard.keys, begin) for begin in ("19", "21"))
    return np.array([each for each in range(low, high) if YEAR.fullmatch(shard.keys[each])], np.int32)


def find_changed(
    clauses: Clauses, said: Listed, negators: TermMatches, reached: Ints, absent: TermMatches, negated: Flags
) -> Ints:
    """Tokens that are resolved.

    Args:
        clauses: of the text.
        said: the cues in it.
        negators: first token of each negator that denies what follows, and the token after it.
        reached: the token that each of them no longer reaches.
        absent: what is not there according to a negator behind it, and the first token of that.
        negated: whether each token is denied.
    """
    ended, tokens = _no_longer(clauses, said, *negators, reached)
    over = _told_over(clauses, said, negated)
    now, lasting = _nows(clauses, said, np.append(ended, over[0]))
    once = [_before_now(clauses, said, now), _was_until_now(clauses, said, now), _but_now(clauses, said, now)]
    once += [_no_longer_that(clauses, said, ended), _habits_once(clauses, said, negated)]
    once += [_until(clauses, said), _until_recently(clauses, said), _once(clauses, said)]
    once += [_framed(clauses, said, lasting), _unlike(clauses, said)]
    before = np.concatenate([ranges(*stretch) for stretch in once])
    left = among(absent[1], ended)  # *snack-nya nggak ada lagi*
    behind = [_used_to(clauses, said), _given_up(clauses, said, negated), _former(clauses, said)]
    behind += [(absent[0][left], absent[1][left]), _caused(clauses, said, negated)]
    tokens = np.concatenate([tokens, *(ranges(*stretch) for stretch in behind)])
    return np.concatenate([tokens, before[~negated[before]], _solved(clauses, said, over)])


def _no_longer(clauses: Clauses, said: Listed, heads: Ints, after: Ints, reached: Ints) -> tuple[Ints, Ints]:
    """Negators that say that something has ended, and what they deny: *udah nggak X*, *nggak X lagi*."""
    able = ~said.has(heads, "changes/never")
    before = heads - 1 - said.has(heads - 1, "changes/since then")  # *udah lama nggak X*
    already = said.has(before, "changes/already", "changes/begun") & (clauses.start(heads) <= before)
    again = _again(clauses, said)
    place = following(again, after, clauses.shard.tokens)
    over = (place < clauses.end(after - 1)) & (place - after < AGAIN_REACH)
    over &= ~said.has(after, "changes/coming")  # *tidak akan datang lagi* tells of no end
    ended = able & (already | over)
    end = np.maximum(reached, np.where(over, place, 0))[ended]
    whole, last = said.longest("changes/no longer")
    tokens = [ranges(after[ended], np.maximum(end, after[ended])), ranges(clauses.start(whole), clauses.end(last - 1))]
    return np.sort(np.concatenate([heads[ended], whole])), np.concatenate(tokens)


def _no_longer_that(clauses: Clauses, said: Listed, ended: Ints) -> tuple[Ints, Ints]:
    """What *that* stands for in *I don't get that anymore*: the sentence before, or what stands before the *but*."""
    that = following(said.first("changes/objects"), ended + 1, clauses.shard.tokens)
    ended = ended[(that < clauses.end(ended)) & (that - ended <= THAT_REACH)]
    start = clauses.sentence_start(ended)
    contrast = last_before(said.first("contrast"), ended)
    inside = contrast > start
    return np.where(inside, start, clauses.sentence_before(ended)), np.where(inside, contrast, start)


def _again(clauses: Clauses, said: Listed) -> Ints:
    """*Lagi*, *anymore*, but not *apa lagi*, *kamu lagi apa*, *any more information*."""
    again, (closing, after) = said.first("changes/again"), said.longest("changes/again at the end")
    idle = said.has(again - 1, "question_words", "changes/going on")
    idle |= said.has(again + 1, "question_words")
    idle |= said.has(again + 1, "negators") & ~clauses.begin_at(again + 1)  # *lagi gak mood*
    again = again[~idle]
    return merged(again, closing[clauses.end(closing) <= after])


def _before_now(clauses: Clauses, said: Listed, now: Ints) -> tuple[Ints, Ints]:
    """The old side of *dulu X, sekarang Y*, of *awalnya X, tapi Y*: up to a word such as *tapi*."""
    old, but, none = said.first("changes/past"), said.first("changes/but"), clauses.shard.tokens
    place, contrast = following(now, old + 1, none), following(but, old + 1, none)
    initially = said.has(old, "changes/initially")
    kept = initially | ~_lasts(clauses, said, old, place)
    kept &= ~(said.has(old, "changes/ages") & said.has(old + 1, "changes/now"))  # *zaman sekarang*
    old, place, contrast, initially = old[kept], place[kept], contrast[kept], initially[kept]
    place = np.minimum(place, _turned(clauses, said, old))
    initially &= ~any_between(said.first("changes/tells of now"), clauses.start(old), clauses.end(old))
    place = np.where(initially, np.minimum(place, contrast), place)
    near = (place < none) & _are_near(clauses, old, np.minimum(place, none - 1))
    old, place, contrast = old[near], place[near], contrast[near]
    dated = np.flatnonzero(said.has(old, "changes/dated"))
    idle = dated[~_tell_of_states(clauses, said, old[dated], place[dated])]
    old, place, contrast = (np.delete(tokens, idle) for tokens in (old, place, contrast))
    clause = clauses.start(place)
    apart = (clause > old) & ~said.has(place - 1, "double_negation/coordinators")
    return _main_clause(clauses, old), np.minimum(np.where(apart, clause, place), contrast)


def _tell_of_states(clauses: Clauses, said: Listed, old: Ints, now: Ints) -> Flags:
    """Whether a clause with a date tells of a state, or the new side of what has changed.

    *We had a meeting last week, now we are waiting* sets nothing against anything.
    """
    state = any_between(said.first("changes/states"), _main_clause(clauses, old), clauses.end(old))
    return state | any_between(said.first("changes/contrary", "negators"), now, clauses.end(now))


def _main_clause(clauses: Clauses, old: Ints) -> Ints:
    """Where the clause begins that each word for the past dates: *I was shy when I joined* as a whole."""
    start = clauses.start(old)
    end, last = clauses.end(old), clauses.sentence_end(old)
    tail = (end - old <= TAIL_LENGTH) & ((end >= last) | clauses.pauses_before(np.minimum(end, last - 1)))
    inside = (start == old) & (clauses.sentence_start(old) < old) & (tail | ~clauses.pauses_before(old))
    return np.where(inside, clauses.start(np.maximum(old - 1, 0)), start)


def _once(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """What stands behind *dulunya* in its clause, behind *waktu masih* and the like."""
    old, (_, after) = said.first("changes/once"), said.longest("changes/while")
    ends = np.maximum(clauses.end(after - 1), after)
    return np.concatenate([old + 1, after]), np.concatenate([clauses.end(old), ends])


def _lasts(clauses: Clauses, said: Listed, old: Ints, now: Ints) -> Flags:
    """*Dari dulu*: it goes on, except where the next word for now is *sekarang sudah*."""
    since = said.has(old - 1, "changes/since") & ~clauses.begin_at(old)
    now = np.minimum(now, clauses.shard.tokens - 1)
    return since & ~(said.has(now + 1, "changes/already") & ~clauses.begin_at(now + 1))


def _habits_once(clauses: Clauses, said: Listed, negated: Flags) -> tuple[Ints, Ints]:
    """*Dulu saya suka X*, *back then we always X*: what somebody used to do.

    Where a sentence begins with the word for the past, so does what follows, up to words such as *tapi*.
    """
    old, habits = said.first("changes/past"), said.first("conditions/habits")
    old = old[~(said.has(old - 1, "changes/since") & ~clauses.begin_at(old))]
    whole = clauses.until(said.first("contrast", "conditions/ends", "changes/now"), old)
    end = np.where(clauses.sentence_start(old) == old, whole, clauses.end(old))
    habit = any_between(habits[~negated[habits]], old + 1, end)
    return old[habit], end[habit]


def _nows(clauses: Clauses, said: Listed, ended: Ints) -> tuple[Ints, Ints]:
    """Words for what is so now, with negators that say that something has ended, and those of *sekarang masih*."""
    done = said.first("changes/already")
    done = done[said.has(done - 1, "changes/but") & ~clauses.begin_at(done)]  # *tapi sudah cepat*
    now = merged(said.first("changes/now"), ended, done)
    goes_on = any_between(said.first("changes/still"), now + 1, np.minimum(now + 1 + STILL_REACH, clauses.end(now)))
    goes_on |= among(now, np.sort(said.longest("changes/up to")[1])) & ~clauses.begin_at(now)  # *sampai sekarang*
    goes_on |= said.has(now + 1, "changes/also")
    return now[~goes_on], now[goes_on]


def _turned(clauses: Clauses, said: Listed, old: Ints) -> Ints:
    """The next verb of change after the clause of each word for what was so once, in its sentence.

    *Dulu cengkeh, terus ganti kopi.*
    """
    none, end = clauses.shard.tokens, clauses.end(old)
    first = (end == old + 1) & ~clauses.begin_at(old)  # *kajian dulu*: before anything else
    place = following(said.first("changes/turned"), end, none)
    return np.where(first | (place >= clauses.sentence_end(old)), none, place)


def _are_near(clauses: Clauses, old: Ints, place: Ints) -> Flags:
    """Whether two tokens stand in one turn, a few segments apart at most."""
    shard = clauses.shard
    near: Flags = shard.turns_of(place) == shard.turns_of(old)
    return near & (shard.segments_of(place) - shard.segments_of(old) <= LATER_SEGMENTS)


def _was_until_now(clauses: Clauses, said: Listed, now: Ints) -> tuple[Ints, Ints]:
    """The clause of *was* before one that opens with *now*: *it was cheap, now it's crazy*."""
    now = now[said.has(now, "changes/present")]
    begin = clauses.start(now)
    before = np.maximum(begin - 1, 0)
    alone = clauses.begin_at(now + 1)
    opens = (now - begin <= 1) & ((clauses.sentence_start(begin) < begin) | ~alone)  # not *Now, let us ...*
    opens |= alone & said.has(begin, "changes/same matter") & (now > begin)  # *It is on now.*
    opens &= (begin > 0) & _are_near(clauses, before, now)
    begin, start = begin[opens], clauses.start(before[opens])
    was = any_between(said.first("changes/was"), start, begin)
    was &= _tell_of_states(clauses, said, before[opens], now[opens])
    return start[was], begin[was]


def _but_now(clauses: Clauses, said: Listed, now: Ints) -> tuple[Ints, Ints]:
    """What stands before *tapi sekarang* in its sentence, or in the one before where it opens its own."""
    end = said.first("changes/but now")
    end = end[among(end + 1, now) & (clauses.sentence_end(end) > end + 1)]
    start = clauses.sentence_start(end)
    start = np.where(start < end, start, clauses.sentence_before(end))
    old = ~any_between(now, start, end)  # *sekarang muncul lagi, tapi sudah telat*
    return start[old], end[old]


def _given_up(clauses: Clauses, said: Listed, negated: Flags) -> tuple[Ints, Ints]:
    """What stands behind *stopped*, *berhenti*, *bebas dari* in their clause; not *stopped at*, *mau berhenti*."""
    at, after = said.longest("changes/given up")
    meant = said.has(at - 1, "changes/meant") & ~clauses.begin_at(at)
    found = ~(meant | negated[at] | said.has(after, "near_negators/stops"))
    at, after = at[found], after[found]
    end = np.minimum(clauses.end(after - 1), clauses.until(said.first("double_negation/coordinators"), after - 1))
    return after, np.maximum(end, after)


def _caused(clauses: Clauses, said: Listed, negated: Flags) -> tuple[Ints, Ints]:
    """What stands between *got* and *fixed*: *we got the leak fixed*."""
    at = said.first("changes/mended")
    got = last_before(said.first("changes/caused"), at)
    found = (got >= clauses.start(at)) & (at - got <= CAUSED_REACH) & (got < at) & ~negated[at]
    found &= said.has(got, "changes/caused")
    return got[found] + 1, at[found]


def _former(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """What right behind *former*, *mantan* names."""
    at = said.first("changes/former")
    return at + 1, np.minimum(at + 1 + FORMER_REACH, clauses.end(at))


def _until_recently(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """The clause of *until recently*, one that ends with *back then*, and the sentence before *sampai akhirnya*."""
    at, last = said.first("changes/until recently"), said.first("changes/until at last")
    then, after = said.longest("changes/back then")
    then = then[clauses.begin_at(after)]
    begin = np.concatenate([clauses.start(at), clauses.sentence_start(last), clauses.start(then)])
    return begin, np.concatenate([clauses.end(at), last, then])


def _framed(clauses: Clauses, said: Listed, lasting: Ints) -> tuple[Ints, Ints]:
    """The clause of *dulu* in the beginning of a sentence; not *dulu pernah*, *dulu ..., sampai sekarang*.

    Args:
        clauses: of the text.
        said: the cues in it.
        lasting: words for now that say that nothing has changed.
    """
    at, after = said.longest("changes/frames")
    first = clauses.begin_at(at)
    at, after = at[first], after[first]
    clause = said.first("clause_breakers")
    dated = among(after, clause) & ~said.has(after, "hypothetical_markers")
    wide = among(at, clause) | among(after, clause)  # *dulu kalau sakit kami ...*, *sebelum ada klinik, kami ...*
    wide |= among(after - 1, clause)  # *back when we had no clinic, we ...*
    end = clauses.until(said.first("contrast", "conditions/ends", "changes/now"), after - 1)
    end = np.where(wide, end, np.minimum(clauses.end(after), end))  # *Dulu, kami menimba*: the clause behind the pause
    whole = clauses.sentence_end(at)
    idle = any_between(said.first("changes/events"), after, end) | any_between(lasting, after, whole)
    idle |= dated & ~(among(at, clause) | among(after - 1, clause))  # *dulu waktu kuliah ...* only tells when
    idle |= any_between(said.first("changes/still"), after + 1, whole)  # but *dulu masih mahal*
    return after[~idle], end[~idle]


def _unlike(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """What stands behind *dibandingkan dulu*, *nggak kayak dua tahun lalu* in their sentence."""
    at, after = said.longest("changes/past")
    alike, compared = said.first("changes/alike"), said.first("changes/compared")
    unlike = alike[among(alike, np.sort(said.all_of("negators")[1]))]
    places = merged(compared, unlike)
    set_against = any_between(places, np.maximum(at - COMPARED_REACH, clauses.start(at)), at)
    at, after = at[set_against], after[set_against]
    return after, clauses.until(said.first("contrast", "conditions/ends", "changes/now"), after - 1)


def find_faded(clauses: Clauses, said: Listed, negated: Flags) -> tuple[Ints, Ints]:
    """What stands in its clause before a verb of ending without *sudah*, and that verb: *batuknya hilang sejak Maret*.

    Not where somebody has lost it (*kartunya hilang*), it comes and goes (*suka hilang*), or it hangs on a condition.
    """
    at, after = said.longest("changes/fades")
    start = clauses.start(at)
    idle = said.has(at - 1, "changes/meant") & (start < at)
    idle |= any_between(said.first("conditions/habits"), start, at) | negated[at]
    idle |= any_between(said.first("hypothetical_markers"), clauses.sentence_start(at), at)
    ended = said.has(after, "changes/ended by") | any_between(said.first("changes/now"), start, at)
    return start[ended & ~idle], at[ended & ~idle]


def _until(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """*It was X until they ...*."""
    end = said.first("changes/until")
    begin = clauses.start(np.maximum(end - 1, clauses.sentence_start(end)))
    was = any_between(said.first("changes/was"), begin, end)
    was &= (clauses.end(end) - end >= UNTIL_LENGTH) | said.has(end + 1, "conditions/pronouns")
    return begin[was], end[was]


def _over(clauses: Clauses, said: Listed) -> TermMatches:
    """Words that say that something is solved: some say so only behind *sudah*, or at the end of a clause."""
    solved, (gone, last) = said.all_of("resolved_markers"), said.all_of("changes/gone")
    closing = clauses.begin_at(last) | said.has(last, "changes/gone before", "changes/now")
    closing &= ~(said.has(gone, "changes/moves") & said.has(last, "near_negators/stops"))  # *went with him*
    closing &= ~(said.has(gone - 1, "changes/meant") & ~clauses.begin_at(gone))
    undone, end = _done(clauses, said, "undone")
    of_it = _speak_of_it(clauses, said, undone, end)
    done = [_done(clauses, said, name) for name in ("mended", "mended by")]
    parts = [solved, (gone[closing], last[closing]), (undone[of_it], end[of_it]), *done]
    first, after = (np.concatenate(places) for places in zip(*parts, strict=True))
    return longest_matches((first, after))


def _told_over(clauses: Clauses, said: Listed, negated: Flags) -> TermMatches:
    """Of those, the ones that nothing denies: not *has not been fixed*."""
    solved, after = _over(clauses, said)
    return solved[~negated[solved]], after[~negated[solved]]


def _done(clauses: Clauses, said: Listed, name: str) -> TermMatches:
    """Words of a list right behind *sudah*, or of *mended by* behind who did it: *sudah saya lunasi*."""
    at, after = said.all_of(f"changes/{name}")
    before = at - 1
    if name == "mended by":
        named = said.has(before, "changes/menders")
        at, after, before = at[named], after[named], before[named] - 1
    done = said.has(before, "changes/already", "changes/at last") & (clauses.start(at) <= before)
    return before[done], after[done]


def _used_to(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """*Used to X*, but not *is used to X*."""
    at, after = said.longest("changes/used")
    once = ~(said.has(at - 1, "changes/accustomed") & ~clauses.begin_at(at))
    return after[once], np.maximum(clauses.end(after[once] - 1), after[once])


def _solved(clauses: Clauses, said: Listed, over: TermMatches) -> Ints:
    """Tokens of which a sentence says, behind them or in their clause, that they are solved.

    No word such as *tapi* stands between the two. The words that say it are told as so.
    """
    shard, (solved, after), contrasts = clauses.shard, over, said.first("contrast")
    begins = contrasts + 1 + said.has(contrasts + 1, "changes/same matter")
    contrasts = contrasts[~among(begins, solved)]  # *ada, tapi sudah beres* speaks of one matter
    at = np.searchsorted(contrasts, solved, side="right")
    clause = clauses.start(solved)
    begin = np.where(said.has(clause, "conditions/ends"), clause, clauses.sentence_start(solved))
    referring = said.has(solved - 1, "changes/objects") & (clause < solved)  # *there was a rash, but it went away*
    referring |= said.has(after - 1, "changes/objects")  # *there was damp, but the church sorted it*
    begin = np.where(referring, begin, np.maximum(last_before(contrasts, solved), begin))
    begin = np.where(_speak_of_it(clauses, said, solved, after), clauses.sentence_before(solved), begin)
    own = np.maximum(clauses.end(after - 1), after)
    own = np.where(said.has(after, "near_negators/stops"), after, own)  # *sudah terbayar dengan ...*
    behind = np.minimum(np.maximum(np.append(contrasts, shard.tokens)[at], after), own)
    return np.concatenate([ranges(begin, np.maximum(solved, begin)), ranges(after, behind)])


def _speak_of_it(clauses: Clauses, said: Listed, solved: Ints, after: Ints) -> Flags:
    """Whether the words of a solution speak of the sentence before: *That passed.*, *Tapi sudah beres*."""
    start = clauses.sentence_start(solved)
    idle = said.fill(start, solved, "changes/same matter", "changes/but")
    rest = np.maximum(clauses.end(after - 1), after) - after
    idle &= (rest == 0) | said.has(after, "changes/now", "changes/same matter", "changes/gone before")
    found: Flags = idle | ((solved - start <= 1) & (rest > 0) & said.has(after, "changes/objects"))
    return found
