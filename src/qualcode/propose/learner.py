"""Scores of turns: how similar each turn is to those with a code.

Two logistic regressions for each code, one on words and one on sentence vectors, learn from the turns that the coder
has looked at and from the texts of the codebook. Their standardised scores are added; a turn's score is then smoothed
over its nearest neighbours in meaning. Decision 032 tells what each step contributes.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Int64s
from qualcode.corpus.words import common_keys
from qualcode.propose.material import Material, TermReader, TermWeights, TurnVectors, weigh_terms
from qualcode.rules.lookup import Analyser

STRENGTH = 4.0
"""Inverse of the L2 penalty of both regressions."""
WORDS = 0.6
"""Weight of the score by words, relative to that by vectors."""
NEIGHBOURS, DRAWN = 15, 0.3
"""Number of nearest turns, and the weight of their mean in smoothed scores."""
DEFINED = 0.5
"""Weight of similarity to the definition in a review list, divided by the number of turns with the code."""
RULED = 1.0
"""Weight of a hit of the code's rules, times the log odds with which the coder confirms them."""
ELSEWHERE = 3.0
"""Number of turns with a code that a model learnt elsewhere is worth."""
MOST_NEIGHBOURED = 20_000
"""Most turns for which neighbours are computed, in quadratic time."""
_AT_ONCE = 1_000


@dataclass(frozen=True, eq=False)
class Features:
    """Turns and texts of the codebook as numeric features."""

    reader: TermReader
    """Reads the terms of a turn."""
    common: frozenset[str]
    """Terms of any text: they are learnt from, but given as reasons only together with another word."""
    weights: TermWeights
    """Columns of the words."""
    words: Any
    """Sparse, shape (turns, terms)."""
    defined_words: Any
    """The same for the texts of the codebook."""
    neighbours: Any
    """Sparse, shape (turns, turns): rows that average a turn's neighbours; None if there are too many turns."""
    like: Floats
    """Shape (turns, codes): similarity to the code's texts, in words and in meaning; 0 for a code without texts."""


def make_features(material: Material, analyser: Analyser) -> Features:
    """Features of the turns, which depend only on texts, not on what was coded."""
    texts = material.definitions.texts
    reader = TermReader([*material.texts, *texts], analyser)
    terms = [[term for term, _ in reader.terms(text)] for text in material.texts]
    weights = weigh_terms(terms)
    words = weights.rows(terms)
    defined = weights.rows([[term for term, _ in reader.terms(text)] for text in texts])
    neighbours = _neighbours(material.vectors) if 1 < len(material.texts) <= MOST_NEIGHBOURED else None
    return Features(
        reader,
        frozenset(common_keys(analyser)),
        weights,
        words,
        defined,
        neighbours,
        _likeness(material, words, defined),
    )


def _likeness(material: Material, words: Any, defined: Any) -> Floats:
    like = np.zeros(material.has.shape)
    for code in np.unique(material.definitions.code).tolist():
        own = np.flatnonzero(material.definitions.code == code)
        meant = (material.vectors @ material.definitions.vectors[own].T).max(axis=1)
        shared = (words @ defined[own].T).toarray().max(axis=1)
        like[:, code] = _scaled(meant.astype(np.float64)) + _scaled(shared)
    return like


def _neighbours(vectors: TurnVectors) -> Any:
    """The nearest neighbours of each turn, weighted by the cosine of centred vectors."""
    from scipy.sparse import csr_array

    centred = vectors - vectors.mean(axis=0)
    centred /= np.maximum(np.sqrt(np.einsum("ij,ij->i", centred, centred)), 1e-9)[:, None]
    size, few = len(vectors), min(NEIGHBOURS, len(vectors) - 1)
    near, weight = np.empty((size, few), np.int64), np.empty((size, few))
    for begin in range(0, size, _AT_ONCE):
        rows = np.arange(begin, min(begin + _AT_ONCE, size))
        cosine = np.round(centred[rows] @ centred.T, 5)  # the last digits depend on the processor
        cosine[rows - begin, rows] = -2
        near[rows] = np.argsort(-cosine, axis=1, kind="stable")[:, :few]
        weight[rows] = np.maximum(np.take_along_axis(cosine, near[rows], 1), 1e-6)
    weight /= weight.sum(axis=1, keepdims=True)
    return csr_array((weight.ravel(), near.ravel(), np.arange(0, size * few + 1, few)), shape=(size, size))


@dataclass(frozen=True, eq=False)
class TurnScores:
    """What was learnt, shape (turns, codes); larger is likelier, and nan if there is nothing to learn from."""

    within: Floats
    """For ranking the codes of a turn, and for calibration."""
    review: Floats
    """For ranking turns in the review list of a code: similarity to the definition counts too."""
    word_weights: Floats
    """Shape (terms, codes): weights of the regression on words."""


def score_turns(material: Material, features: Features, codes: Int64s | None = None) -> TurnScores:
    """Score all turns for some codes, or for all."""
    from scipy.sparse import csr_array, vstack
    from threadpoolctl import threadpool_limits

    shape = material.has.shape
    within, words = np.full(shape, np.nan), np.zeros((len(features.weights.idf), shape[1]))
    every = csr_array(vstack([features.words, features.defined_words]))
    meant = np.vstack([material.vectors, material.definitions.vectors]).astype(np.float64)
    with threadpool_limits(1):  # small products of matrices, and the same sums everywhere
        for code in np.arange(shape[1]) if codes is None else codes:
            rows, answers = lesson(material, int(code))
            if not answers.any() or answers.all():
                continue
            by_words, words[:, code] = regress(every, rows, answers, shape[0])
            by_meaning, _ = regress(meant, rows, answers, shape[0])
            within[:, code] = WORDS * _scaled(by_words) + _scaled(by_meaning)
    within = _drawn(within, features.neighbours)
    within = _with_rules(_with_model(within, material), material)
    review = within + DEFINED / np.maximum(material.positives, 1) * features.like
    return TurnScores(np.round(within, 6), np.round(review, 6), words)


def lesson(material: Material, code: int) -> tuple[Int64s, Bools]:
    """Training rows for a code, turns and then texts of the codebook, with the answers."""
    turns = np.flatnonzero(material.known[:, code])
    texts = np.arange(len(material.definitions.texts)) + len(material.texts)
    answers = np.concatenate([material.has[turns, code], material.definitions.code == code])
    return np.concatenate([turns, texts]), answers


def regress(rows: Any, chosen: Int64s, answers: Bools, turns: int) -> tuple[Floats, Floats]:
    """Log odds of all turns, and the weights; classes are balanced, however rare a code is."""
    from sklearn.linear_model import LogisticRegression

    if not rows.shape[1]:  # no word stands in two turns
        return np.zeros(turns), np.zeros(0)
    made = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300).fit(rows[chosen], answers)
    return np.asarray(made.decision_function(rows[:turns])), np.asarray(made.coef_[0])


def _scaled(values: Floats) -> Floats:
    """Standardised values (mean 0, deviation 1), so that scores of two kinds can be added."""
    spread = values.std()
    return np.asarray((values - values.mean()) / spread if spread > 1e-9 else np.zeros(len(values)))


def _drawn(scores: Floats, neighbours: Any) -> Floats:
    return scores if neighbours is None else np.asarray((1 - DRAWN) * scores + DRAWN * (neighbours @ scores))


def _with_rules(scores: Floats, material: Material) -> Floats:
    """Add the evidence of rules, as far as the coder's answers confirm their hits."""
    hit = material.rules & material.known
    right, wrong = (hit & material.has).sum(axis=0), (hit & ~material.has).sum(axis=0)
    worth = RULED * np.maximum(np.log((right + 3) / (wrong + 1)), 0)
    known = np.where(np.isnan(scores) & material.rules.any(axis=0), 0, scores)
    return np.asarray(known + worth * material.rules)


def _with_model(scores: Floats, material: Material) -> Floats:
    """Blend in a model learnt elsewhere, which counts less with each turn that is coded here."""
    if material.elsewhere is None:
        return scores
    own = material.positives / (material.positives + ELSEWHERE)
    other = np.apply_along_axis(_scaled, 0, material.elsewhere)
    both = np.where(np.isnan(scores), other, own * scores + (1 - own) * other)
    return np.asarray(np.where(np.isnan(other), scores, both))
