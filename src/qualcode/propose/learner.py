"""Scores of turns: how much each turn is like those that have a code.

Two logistic regressions a code, one on words and one on sentence vectors, learn from the turns that the coder has
looked at and from the texts of the codebook. Their scores are brought to one scale and added; a turn's score is then
drawn a little towards those of the turns that mean much the same. Decision 032 says what each step brings.
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
"""What the score of words weighs beside that of vectors."""
NEIGHBOURS, DRAWN = 15, 0.3
"""Turns nearest in meaning, and how far a score is drawn towards their mean."""
DEFINED = 0.5
"""What likeness to the definition weighs in a review list, divided by the turns that have the code."""
RULED = 1.0
"""What a hit of the code's rules is worth, times the log odds with which the coder confirms them."""
ELSEWHERE = 3.0
"""Turns with a code as which a model learnt elsewhere counts."""
MOST_NEIGHBOURED = 20_000
"""Turns up to which neighbours are looked for: the time grows with the square."""
_AT_ONCE = 1_000


@dataclass(frozen=True, eq=False)
class Features:
    """Turns and texts of the codebook as rows of numbers."""

    reader: TermReader
    """Reads the terms of a turn."""
    common: frozenset[str]
    """Terms that stand in every text: they are learnt from, and named as reasons only beside another word."""
    weights: TermWeights
    """Columns of the words."""
    words: Any
    """Sparse, shape (turns, terms)."""
    defined_words: Any
    """The same for the texts of the codebook."""
    neighbours: Any
    """Sparse, shape (turns, turns): rows that average a turn's neighbours; None where there are too many turns."""
    like: Floats
    """Shape (turns, codes): likeness to the code's texts, in words and in meaning; 0 for a code without any."""


def make_features(material: Material, analyser: Analyser) -> Features:
    """Features of the turns: they depend on texts only, and not on what was coded."""
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
    """The nearest turns of each, weighed by their cosine once the mean of all turns is taken off."""
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
    """What was learnt, shape (turns, codes); larger is likelier, and nan where there is nothing to learn from."""

    within: Floats
    """For the order of codes within a turn, and for what is sure."""
    review: Floats
    """For the order of turns in the review list of a code: likeness to the definition counts besides."""
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
            rows, answers = _lesson(material, int(code))
            if not answers.any() or answers.all():
                continue
            by_words, words[:, code] = _regress(every, rows, answers, shape[0])
            by_meaning, _ = _regress(meant, rows, answers, shape[0])
            within[:, code] = WORDS * _scaled(by_words) + _scaled(by_meaning)
    within = _drawn(within, features.neighbours)
    within = _with_rules(_with_model(within, material), material)
    review = within + DEFINED / np.maximum(material.positives, 1) * features.like
    return TurnScores(np.round(within, 6), np.round(review, 6), words)


def _lesson(material: Material, code: int) -> tuple[Int64s, Bools]:
    """Rows to learn a code from, turns and then texts of the codebook, and whether each has it."""
    turns = np.flatnonzero(material.known[:, code])
    texts = np.arange(len(material.definitions.texts)) + len(material.texts)
    answers = np.concatenate([material.has[turns, code], material.definitions.code == code])
    return np.concatenate([turns, texts]), answers


def _regress(rows: Any, chosen: Int64s, answers: Bools, turns: int) -> tuple[Floats, Floats]:
    """Log odds of all turns, and the weights; both answers weigh the same together, however rare a code is."""
    from sklearn.linear_model import LogisticRegression

    if not rows.shape[1]:  # no word stands in two turns
        return np.zeros(turns), np.zeros(0)
    made = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300).fit(rows[chosen], answers)
    return np.asarray(made.decision_function(rows[:turns])), np.asarray(made.coef_[0])


def _scaled(values: Floats) -> Floats:
    """Values with mean 0 and deviation 1 over all turns, so that scores of two kinds can be added."""
    spread = values.std()
    return np.asarray((values - values.mean()) / spread if spread > 1e-9 else np.zeros(len(values)))


def _drawn(scores: Floats, neighbours: Any) -> Floats:
    return scores if neighbours is None else np.asarray((1 - DRAWN) * scores + DRAWN * (neighbours @ scores))


def _with_rules(scores: Floats, material: Material) -> Floats:
    """Hits of a code's rules count as much as the coder's answers bear them out; nothing where they do not."""
    hit = material.rules & material.known
    right, wrong = (hit & material.has).sum(axis=0), (hit & ~material.has).sum(axis=0)
    worth = RULED * np.maximum(np.log((right + 3) / (wrong + 1)), 0)
    known = np.where(np.isnan(scores) & material.rules.any(axis=0), 0, scores)
    return np.asarray(known + worth * material.rules)


def _with_model(scores: Floats, material: Material) -> Floats:
    """A model learnt elsewhere counts as a few coded turns would: much at first, less with each turn coded here."""
    if material.elsewhere is None:
        return scores
    own = material.positives / (material.positives + ELSEWHERE)
    other = np.apply_along_axis(_scaled, 0, material.elsewhere)
    both = np.where(np.isnan(scores), other, own * scores + (1 - own) * other)
    return np.asarray(np.where(np.isnan(other), scores, both))
