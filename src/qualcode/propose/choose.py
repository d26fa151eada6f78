"""Which turns to code now, and why: the likeliest ones for the codes with fewest turns, and some drawn at random.

All turns are put in a random order that depends on their names alone. What is drawn at random is always the next turn
of this order; so its beginning, up to the first turn that nobody has looked at, is a fair sample of the corpus,
whatever else was read, and `estimate_remaining` counts on it. Nothing needs to be stored for this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Int64s
from qualcode.propose.learner import Features, TurnScores
from qualcode.propose.material import Material

AT_RANDOM = 5
"""Every fifth turn is drawn at random."""
HOPELESS = 0.05
"""A code is postponed while its likeliest turn has a smaller chance than this."""


@dataclass(frozen=True)
class Choice:
    """A turn to code now."""

    turn: int
    """Row of the turn."""
    code: int
    """Code for which it is likeliest; -1: it was drawn at random."""


def random_order(places: Sequence[tuple[str, int]]) -> Int64s:
    """All turns in an order that depends only on their transcript and number."""
    keys = [blake2b(f"{transcript}\n{turn}".encode(), digest_size=8).digest() for transcript, turn in places]
    return np.array(sorted(range(len(keys)), key=lambda at: (keys[at], at)), np.int64)


def read_at_random(order: Int64s, looked: Bools) -> Bools:
    """Turns at the beginning of the random order, up to the first one that was not looked at."""
    there = np.flatnonzero(~looked[order])
    first = int(there[0]) if len(there) else len(order)
    found = np.zeros(len(order), np.bool_)
    found[order[:first]] = True
    return found


def choose_next(material: Material, scores: TurnScores, chances: Floats, order: Int64s, number: int) -> list[Choice]:
    """Turns that the coder has not looked at, best first; every fifth one is drawn at random.

    Codes with fewer turns go first, and chosen turns count, so that no code takes all places.
    """
    free = ~material.looked
    waiting = [turn for turn in order.tolist() if free[turn]]
    count = material.positives.astype(np.float64)
    count[np.isnan(scores.review).all(axis=0)] = np.inf
    count[np.where(free[:, None], chances, 0).max(axis=0) < HOPELESS] = np.inf  # what is not known is not hopeless
    chosen: list[Choice] = []
    while waiting and len(chosen) < number:
        turn, code = waiting[0], -1
        if (len(chosen) + 1) % AT_RANDOM and np.isfinite(count).any():
            code = int(count.argmin())
            count[code] += 1
            turn = int(np.where(free, scores.review[:, code], -np.inf).argmax())
        free[turn] = False
        waiting.remove(turn)
        chosen.append(Choice(turn, code))
    return chosen


def choose_for_code(material: Material, scores: TurnScores, code: int) -> Int64s:
    """All turns without an answer for one code, the likeliest first; empty if there is nothing to learn from."""
    rest = np.flatnonzero(~material.known[:, code] & ~np.isnan(scores.review[:, code]))
    return np.asarray(rest[np.argsort(-scores.review[rest, code], kind="stable")])


def codes_of_turn(scores: TurnScores, chances: Floats, turn: int) -> Int64s:
    """All codes that can be ranked for one turn, the likeliest first; by score if chances are unknown."""
    rest = np.flatnonzero(~np.isnan(scores.within[turn]))
    by = scores.within if np.isnan(chances[turn, rest]).any() else chances
    return np.asarray(rest[np.lexsort((-scores.within[turn, rest], -by[turn, rest]))])


def look_again(material: Material, chances: Floats) -> list[Choice]:
    """The most surprising answers, judged by other people's turns: codes given but doubtful, or expected but missing.

    `chances`: how likely each code is in the turns that were looked at, by what other people's turns teach.
    """
    surprise = np.where(material.has, 1 - chances, chances)
    surprise[~material.known | np.isnan(chances)] = -1
    turns, codes = np.nonzero(surprise > 0.5)
    best = np.lexsort((codes, turns, -surprise[turns, codes]))
    return [Choice(int(turns[at]), int(codes[at])) for at in best]


MOST_WORDS = 3
"""Words that are named."""


@dataclass(frozen=True)
class Reason:
    """Why a turn is proposed for a code."""

    nearest: int
    """Row of the turn with this code that is nearest in meaning, of other people if there is one; -1: none."""
    words: tuple[str, ...]
    """Words and pairs of words that are evidence for the code, as spelt in the turn, the heaviest first."""
    ruled: bool
    """Whether a rule of the code finds it."""


def give_reason(material: Material, features: Features, scores: TurnScores, turn: int, code: int) -> Reason:
    """Collect the evidence for a code in a turn."""
    return Reason(
        _nearest(material, turn, code),
        tuple(_heaviest(material, features, scores, turn, code)),
        bool(material.rules[turn, code]),
    )


def _nearest(material: Material, turn: int, code: int) -> int:
    coded = np.flatnonzero(material.has[:, code] & material.known[:, code])
    coded = coded[coded != turn]
    others = coded[material.people[coded] != material.people[turn]]
    coded = others if len(others) else coded
    if not len(coded):
        return -1
    return int(coded[np.round(material.vectors[coded] @ material.vectors[turn], 5).argmax()])


def _heaviest(material: Material, features: Features, scores: TurnScores, turn: int, code: int) -> list[str]:
    row = features.words[[turn]].tocoo()
    worth = np.round(row.data * scores.word_weights[row.col, code], 6)
    name = dict(zip(features.weights.number.values(), features.weights.number, strict=True))
    spelt: dict[str, str] = {}
    for term, form in features.reader.terms(material.texts[turn]):
        if not set(term.split()) <= features.common:
            spelt.setdefault(term, form)
    named = ((name[column], value) for column, value in zip(row.col.tolist(), worth.tolist(), strict=True))
    best = [(-value, spelt[term]) for term, value in named if term in spelt]
    words: list[str] = []
    for value, form in sorted(best):
        if value < 0 and all(set(form.split()).isdisjoint(each.split()) for each in words):
            words.append(form)
    return words[:MOST_WORDS]
