"""How sure a score is, how well a code can be learnt, and how many of its turns are still to be found.

Scores are judged on people whom the learner has not seen: the people whose turns were looked at are put into five
parts, and each part is scored by what the others teach, so that neither a person's way of talking nor the coder's own
answer is known when a turn is judged. What remains is estimated from turns drawn at random, never from proposed ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Int64s
from qualcode.propose.learner import Features, TurnScores, score_turns
from qualcode.propose.material import Material

PARTS = 5
"""Parts that the people are put into."""
FEWEST = 3
"""Fewest turns with a code from which its learnability is judged."""
EARLY = 0.2
"""Share of a list that counts as its beginning."""
WELL, PARTLY = 0.8, 0.65
"""Share of pairs of a turn with and one without the code in the right order, from which it is learnt well or partly."""
Learnable = Literal["well", "partly", "hardly", "unknown"]


@dataclass(frozen=True, eq=False)
class Judged:
    """How far scores can be trusted."""

    unseen: TurnScores | None
    """Scores of the turns that were looked at, each learnt from other people's turns; None: they are of one person."""
    slope: Floats
    """Log odds of a code = slope . (score, log odds of the code in all turns that were looked at, 1); nan: unknown."""
    learnable: tuple[Learnable, ...]
    """How well each code can be learnt so far."""
    early: tuple[tuple[int, int], ...]
    """For each code the turns with it in the first fifth of a list of what was looked at, and all with it."""

    def chances(self, material: Material, within: Floats) -> Floats:
        """Probability that the coder would give each code to each turn, shape (turns, codes); nan if unknown."""
        odds = self.slope[0] * within + self.slope[1] * _frequency(material) + self.slope[2]
        return np.asarray(np.round(1 / (1 + np.exp(-odds)), 3))


def judge(material: Material, features: Features) -> Judged:
    """Score each person's turns by what others teach."""
    size = material.has.shape[1]
    nothing = Judged(None, np.full(3, np.nan), ("unknown",) * size, ((0, 0),) * size)
    seen = np.unique(material.people[material.looked])
    codes = np.flatnonzero((material.positives >= FEWEST) & (material.positives < material.known.sum(axis=0)))
    if len(seen) < 2 or not len(codes):
        return nothing
    within, review = (np.full(material.has.shape, np.nan) for _ in range(2))
    for rows in _parts(material, seen):
        made = score_turns(material.forgetting(rows), features, codes)
        within[rows], review[rows] = made.within[rows], made.review[rows]
    judged = [_of_code(material, review[:, code], code) for code in range(size)]
    unseen = TurnScores(within, review, np.zeros((0, size)))
    learnable, early = zip(*judged, strict=True)
    return Judged(unseen, _calibrated(material, within, codes), learnable, early)


def _parts(material: Material, seen: Int64s) -> Iterator[Bools]:
    """Turns of each part of the people, drawn with a fixed seed."""
    drawn = np.random.default_rng(0).permutation(seen)
    for part in range(min(PARTS, len(seen))):
        yield np.isin(material.people, drawn[part::PARTS])


def _frequency(material: Material) -> Floats:
    """Log odds of each code in the turns that were looked at, with half a turn added on both sides."""
    there, known = material.positives, material.known.sum(axis=0)
    return np.asarray(np.log((there + 0.5) / (known - there + 0.5)))


def _calibrated(material: Material, within: Floats, codes: Int64s) -> Floats:
    """Calibration of log odds by scores, for all codes together (Platt 1999), since one alone has too few turns."""
    from sklearn.linear_model import LogisticRegression

    told = material.known[:, codes] & ~np.isnan(within[:, codes])
    frequency = np.broadcast_to(_frequency(material)[codes], told.shape)
    rows = np.stack([within[:, codes][told], frequency[told]], axis=1)
    answers = material.has[:, codes][told]
    if answers.all() or not answers.any():
        return np.full(3, np.nan)
    made = LogisticRegression(C=1.0).fit(rows, answers)
    return np.array([*made.coef_[0], made.intercept_[0]])


def _of_code(material: Material, review: Floats, code: int) -> tuple[Learnable, tuple[int, int]]:
    known = np.flatnonzero(material.known[:, code] & ~np.isnan(review))
    has = material.has[known, code]
    there, without = int(has.sum()), int((~has).sum())
    if there < FEWEST or not without:
        return "unknown", (0, there)
    order = np.argsort(-review[known], kind="stable")
    found = int(has[order[: int(np.ceil(EARLY * len(known)))]].sum())
    rank = np.empty(len(known))
    rank[order] = np.arange(len(known), 0, -1)
    right = (rank[has].sum() - there * (there + 1) / 2) / (there * without)
    return ("well" if right >= WELL else "partly" if right >= PARTLY else "hardly"), (found, there)


def expected(material: Material, chances: Floats) -> Bools:
    """Unread turns in which a code is expected: the likeliest ones, as many as maximise the expected F1.

    With chances p in falling order, that of the first k is 2 (p1 + ... + pk) / (k + sum of all p).
    """
    found = np.zeros(chances.shape, np.bool_)
    for code in range(chances.shape[1]):
        rest = np.flatnonzero(~material.known[:, code] & (chances[:, code] > 0))
        best = rest[np.argsort(-chances[rest, code], kind="stable")]
        likely = chances[best, code]
        if len(best):
            promised = 2 * np.cumsum(likely) / (np.arange(1, len(best) + 1) + likely.sum())
            found[best[: int(promised.argmax()) + 1], code] = True
    return found


FEWEST_AT_RANDOM = 10
"""Turns drawn at random from which there is an estimate."""


@dataclass(frozen=True)
class Remaining:
    """Estimated number of turns with a code among those that nobody has looked at."""

    found: int
    """Turns with the code so far."""
    left: int
    """About so many are left."""
    low: int
    """At least so many, ..."""
    high: int
    """... and at most so many, in 95 of 100 such draws."""


def estimate_remaining(material: Material, at_random: Bools) -> list[Remaining] | None:
    """Estimate for each code; None if too few turns were drawn at random.

    The share in the random turns, with an interval that allows for clustering by person (Korn & Graubard 1998), is
    applied to all turns, less what was found already. The design effect is the mean over all codes, since a rare code
    alone cannot show it.
    """
    drawn, turns = int(at_random.sum()), len(material.texts)
    if drawn < FEWEST_AT_RANDOM:
        return None
    has = (material.has & material.known)[at_random]
    effective = drawn / _design_effect(has, material.people[at_random])
    low, high = _interval(has.mean(axis=0), effective)
    most = (~material.known).sum(axis=0)
    return [
        Remaining(int(found), *(int(np.clip(round(share * turns) - found, 0, room)) for share in shares))
        for found, room, *shares in zip(material.positives, most, has.mean(axis=0), low, high, strict=True)
    ]


def _design_effect(has: Bools, people: Int64s) -> float:
    """How much more the share of a code varies than if every turn were another person's: at least 1."""
    group = np.unique(people, return_inverse=True)[1]
    size, share = int(group.max()) + 1, has.mean(axis=0)
    mixed = (share > 0) & (share < 1)
    if size < 2 or not mixed.any():
        return 1.0
    turns = np.bincount(group).astype(np.float64)
    totals = np.zeros((size, has.shape[1]))
    np.add.at(totals, group, has.astype(np.float64))
    apart = ((totals - share * turns[:, None]) ** 2).sum(axis=0) * size / (size - 1) / len(has) ** 2
    return max(1.0, float(np.mean(apart[mixed] / (share * (1 - share) / len(has))[mixed])))


def _interval(share: Floats, size: float) -> tuple[Floats, Floats]:
    """Exact binomial interval (Clopper & Pearson 1934) of shares, for a sample size that need not be whole."""
    from scipy.special import betaincinv

    held = share * size
    low = np.where(held > 0, betaincinv(np.maximum(held, 1e-9), size - held + 1, 0.025), 0.0)
    high = np.where(held < size, betaincinv(held + 1, np.maximum(size - held, 1e-9), 0.975), 1.0)
    return low, high
