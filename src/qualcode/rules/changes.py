"""Changes: what was so and is no longer, or has been mended."""

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, distinct_values, ranges
from qualcode.rules.clauses import Clauses, Listed, any_between, following
from qualcode.rules.hits import TermMatches, longest_matches

AGAIN_REACH = 8
"""At most this many tokens after a negator *lagi* or *anymore* says that it was so once."""
LATER_SEGMENTS = 2
"""*Dulu* and *sekarang* stand at most this many segments apart."""
STILL_REACH = 3
"""At most this many tokens after *sekarang* a *masih* says that nothing has changed."""


def find_changed(clauses: Clauses, said: Listed, negators: tuple[Ints, Ints], reached: Ints, negated: Flags) -> Ints:
    """Tokens that are resolved.

    Args:
        clauses: of the text.
        said: the cues in it.
        negators: first token of each negator that denies what follows, and the token after it.
        reached: the token that each of them no longer reaches.
        negated: whether each token is denied.
    """
    ended, tokens = _no_longer(clauses, said, *negators, reached)
    before = ranges(*_before_now(clauses, said, ended))
    before = np.concatenate([before, ranges(*_until(clauses, said))])
    return np.concatenate([tokens, before[~negated[before]], ranges(*_used_to(clauses, said)), _solved(clauses, said)])


def _no_longer(clauses: Clauses, said: Listed, heads: Ints, after: Ints, reached: Ints) -> tuple[Ints, Ints]:
    """Negators that say that something has ended, and what they deny: *udah nggak X*, *nggak X lagi*."""
    able = ~among(heads, said.first("changes/never"))
    already = among(heads - 1, said.first("changes/already")) & (clauses.start(heads) < heads)
    again = _again(clauses, said)
    place = following(again, after, clauses.shard.tokens)
    over = (place < clauses.end(after - 1)) & (place - after < AGAIN_REACH)
    ended = able & (already | over)
    end = np.maximum(reached, np.where(over, place, 0))[ended]
    whole, last = said.longest("changes/no longer")
    tokens = [ranges(after[ended], np.maximum(end, after[ended])), ranges(clauses.start(whole), clauses.end(last - 1))]
    return np.sort(np.concatenate([heads[ended], whole])), np.concatenate(tokens)


def _again(clauses: Clauses, said: Listed) -> Ints:
    """*Lagi*, *anymore*, but not *apa lagi*, *kamu lagi apa*, *any more information*."""
    again, (closing, after) = said.first("changes/again"), said.longest("changes/again at the end")
    idle = among(again - 1, said.first("question_words", "changes/going on"))
    again = again[~(idle | among(again + 1, said.first("question_words")))]
    return distinct_values(np.sort(np.append(again, closing[clauses.end(closing) <= after])))


def _before_now(clauses: Clauses, said: Listed, ended: Ints) -> tuple[Ints, Ints]:
    """The old side of *dulu X, sekarang Y*."""
    old = said.first("changes/past")
    old = old[~(among(old - 1, said.first("changes/since")) & (clauses.start(old) < old))]
    now = np.sort(np.concatenate([said.first("changes/now"), ended]))
    goes_on = any_between(said.first("changes/still"), now + 1, np.minimum(now + 1 + STILL_REACH, clauses.end(now)))
    now = now[~(goes_on | among(now + 1, said.first("changes/also")))]
    place = following(now, old + 1, -1)
    old, place = old[place >= 0], place[place >= 0]
    shard = clauses.shard
    near = shard.turns_of(place) == shard.turns_of(old)
    near &= shard.segments_of(place) - shard.segments_of(old) <= LATER_SEGMENTS
    old, place = old[near], place[near]
    clause = clauses.start(place)
    return clauses.start(old), np.where(clause > old, clause, place)


def _until(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """*It was X until they ...*."""
    end = said.first("changes/until")
    begin = clauses.start(np.maximum(end - 1, clauses.sentence_start(end)))
    was = any_between(said.first("changes/was"), begin, end)
    return begin[was], end[was]


def _over(clauses: Clauses, said: Listed) -> TermMatches:
    """Words that say that something is solved: some say so only behind *sudah*, or at the end of a clause."""
    solved, (gone, last), (mended, after) = map(said.all_of, ("resolved_markers", "changes/gone", "changes/mended"))
    closing = clauses.end(last - 1) <= last
    done = among(mended - 1, said.first("changes/already")) & (clauses.start(mended) < mended)
    first = np.concatenate([solved[0], gone[closing], mended[done] - 1])
    return longest_matches((first, np.concatenate([solved[1], last[closing], after[done]])))


def _used_to(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """*Used to X*, but not *is used to X*."""
    at, after = said.longest("changes/used")
    once = ~(among(at - 1, said.first("changes/accustomed")) & (clauses.start(at) < at))
    return after[once], np.maximum(clauses.end(after[once] - 1), after[once])


def _solved(clauses: Clauses, said: Listed) -> Ints:
    """Tokens of which a sentence says, behind them or in their clause, that they are solved.

    No word such as *tapi* stands between the two. The words that say it are told as so.
    """
    shard, (solved, after), contrasts = clauses.shard, _over(clauses, said), said.first("contrast")
    begins = contrasts + 1 + among(contrasts + 1, said.first("changes/same matter"))
    contrasts = contrasts[~among(begins, solved)]  # *ada, tapi sudah beres* speaks of one matter
    at = np.searchsorted(contrasts, solved, side="right")
    begin = np.maximum(np.append(contrasts, 0)[at - 1] * (at > 0), clauses.sentence_start(solved))
    own = np.maximum(clauses.end(after - 1), after)
    behind = np.minimum(np.maximum(np.append(contrasts, shard.tokens)[at], after), own)
    return np.concatenate([ranges(begin, np.maximum(solved, begin)), ranges(after, behind)])
