"""Align: which Indonesian topic speaks of what an English topic speaks of.

Models that count words give each language topics of its own. Two topics are matched when each is the other's best and
enough speaks for it; a topic without such a partner stays alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.tables.frame import Bytes, Floats, Longs
from qualcode.topics.clusters import without_language
from qualcode.topics.fitted import Fitted
from qualcode.topics.loans import same_word
from qualcode.topics.term_languages import SIDES, term_languages
from qualcode.topics.vectors import Vectors, mean_vectors

MOSTLY = 2 / 3
"""Share of a topic's weight in one language from which it is a topic of that language."""
BY_CHANCE = 2.0
"""Times the share that chance gives, from which votes make a match."""
LEAST_VOTES = 0.25
"""Least share of votes that makes a match."""
LEAST_SHARED = 0.15
"""Least share of terms in common that makes a match where meaning is not looked at."""


@dataclass(frozen=True)
class Pair:
    """A topic and its match in the other language."""

    one: int
    """The topic."""
    other: int
    """Its match; -1: none."""
    score: float
    """How surely they match, 0 to 1; of a topic alone, that of its best candidate."""
    shared: tuple[str, ...]
    """Terms of the two that are one word in two spellings."""


def sides(fitted: Fitted) -> Longs:
    """Language of each topic, an index into `SIDES`; -1: it holds both, or neither."""
    language = term_languages([fitted.terms[term] for term in fitted.top.ravel().tolist()]).reshape(fitted.top.shape)
    weight = np.stack([np.where(language == side, fitted.weight, 0).sum(axis=1) for side in SIDES])
    told = np.maximum(weight.sum(axis=0), 1e-30)
    found: Longs = np.where(weight[0] >= MOSTLY * told, 0, np.where(weight[1] >= MOSTLY * told, 1, -1))
    found[weight.sum(axis=0) == 0] = -1
    return found


def align(fitted: Fitted) -> list[Pair]:
    """Match the topics of the two languages.

    What typical units mean decides where it is known; else words that both languages have.

    Returns:
        one entry a reported topic of one language: Indonesian ones with their matches first, then the English ones
        that are nobody's match.
    """
    side = np.where(fitted.reported, sides(fitted), -1)
    here, there = np.flatnonzero(side == 0), np.flatnonzero(side == 1)
    if not len(here) or not len(there):
        return [Pair(one, -1, 0.0, ()) for one in [*here.tolist(), *there.tolist()]]
    if fitted.meaning is None or fitted.meaning.vectors is None:
        score = np.array([[shared_weight(fitted, one, other) for other in there.tolist()] for one in here.tolist()])
        least = LEAST_SHARED
    else:
        score = votes(fitted, fitted.meaning.language, fitted.meaning.vectors, here, there)
        least = max(LEAST_VOTES, BY_CHANCE / min(len(here), len(there)))
    return _matched(fitted, np.round(score, 3), least, here.tolist(), there.tolist())


def votes(fitted: Fitted, language: Bytes, vectors: Vectors, here: Longs, there: Longs) -> Floats:
    """Of the units of either topic, the smaller share that lies nearest to the other among its language's topics.

    Returns:
        shape (topics here, topics there); chance gives one divided by the number of topics.
    """
    known = vectors.any(axis=1) & (fitted.unit_topic >= 0)
    topic = fitted.unit_topic[known]
    vectors = without_language(vectors[known], language[known])
    means = mean_vectors(vectors, np.arange(len(topic)), topic, fitted.size)
    forth = _nearest_shares(vectors @ means[there].T, topic, here)
    back = _nearest_shares(vectors @ means[here].T, topic, there)
    found: Floats = np.minimum(forth, back.T)
    return found


def _nearest_shares(like: Vectors, topic: Longs, own: Longs) -> Floats:
    nearest = like.argmax(axis=1)
    counted = [np.bincount(nearest[topic == one], minlength=like.shape[1]) for one in own.tolist()]
    return np.array([count / max(count.sum(), 1) for count in counted])


def common_terms(fitted: Fitted, one: int, other: int) -> list[tuple[int, int]]:
    """Places of terms, in the lists of two topics, that are one word in two spellings, or at home in both languages."""
    left, right = (
        [(at, fitted.terms[term]) for at, term in enumerate(fitted.top[topic].tolist()) if fitted.weight[topic, at] > 0]
        for topic in (one, other)
    )
    return [(at, to) for at, word in left for to, like in right if same_word(word, like)]


def shared_weight(fitted: Fitted, one: int, other: int) -> float:
    """Weight of the terms that two topics have in common, in the weight of all terms of both."""
    common = common_terms(fitted, one, other)
    both = fitted.weight[one, sorted({at for at, _ in common})].sum()
    both += fitted.weight[other, sorted({to for _, to in common})].sum()
    return float(both / (fitted.weight[one].sum() + fitted.weight[other].sum()))


def _matched(fitted: Fitted, score: Floats, least: float, here: Sequence[int], there: Sequence[int]) -> list[Pair]:
    """Each topic with its match: the best for each other, with enough that speaks for it."""
    best, back = score.argmax(axis=1).tolist(), score.argmax(axis=0).tolist()
    fits = [back[column] == row and score[row, column] >= least for row, column in enumerate(best)]
    taken = {column for column, fit in zip(best, fits, strict=True) if fit}
    first = [
        Pair(one, there[column], float(score[row, column]), _written(fitted, one, there[column]))
        if fits[row]
        else Pair(one, -1, float(score[row, column]), ())
        for row, (one, column) in enumerate(zip(here, best, strict=True))
    ]
    alone = [Pair(other, -1, float(score[:, at].max()), ()) for at, other in enumerate(there) if at not in taken]
    return [*first, *alone]


def _written(fitted: Fitted, one: int, other: int) -> tuple[str, ...]:
    """Terms in common, *data* once, *aplikasi = application* with both spellings."""
    both = [
        (fitted.terms[fitted.top[one, at]], fitted.terms[fitted.top[other, to]])
        for at, to in common_terms(fitted, one, other)
    ]
    return tuple(here if here == there else f"{here} = {there}" for here, there in both)
