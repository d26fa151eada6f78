"""Ways to suggest codes for turns, from a random order to `qualcode propose`, for the same coded turns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.suggestion_sets import CodedSet
from qualcode.model.codebook import Code
from qualcode.propose.judge import expected, judge
from qualcode.propose.learner import Features, make_features, score_turns
from qualcode.propose.material import CodeTexts, Material
from qualcode.rules.lookup import Analyser
from qualcode.tables.statistics import log_likelihood
from qualcode.topics.vectors import SentenceEncoder

TOP_WORDS = 20
"""Words that a list has for a code."""


@dataclass(frozen=True, eq=False)
class Lesson:
    """A set of which some turns are coded, and others are tested."""

    set: CodedSet
    material: Material
    features: Features
    taught: Any
    """Rows that the coder has looked at."""
    tested: Any
    """Rows of other people."""


@dataclass(frozen=True, eq=False)
class Answered:
    """What a method says, shape (turns, codes)."""

    order: Any
    """Larger is likelier, among the codes of a turn."""
    review: Any
    """Larger is likelier, among the turns of a code."""
    found: Any
    """Where it expects the code."""


def prepared(own: CodedSet, encoder: SentenceEncoder, analyser: Analyser) -> tuple[Material, Features]:
    """A set that nobody has coded yet."""
    about = [text for _, text in own.definitions]
    vectors = encoder.encode([text.strip() or "." for text in [*own.texts, *about]])
    nothing = np.zeros(own.has.shape, np.bool_)
    definitions = CodeTexts(
        tuple(about), np.array([at for at, _ in own.definitions], np.int64), vectors[len(own.texts) :]
    )
    people = np.unique(own.people, return_inverse=True)[1].astype(np.int64)
    codes = tuple(Code(name) for name in own.codes)
    made = Material(own.texts, vectors[: len(own.texts)], people, codes, nothing, nothing, definitions, nothing)
    return made, make_features(made, analyser)


def lessons(own: CodedSet, made: Material, features: Features, size: int, draws: int, seed: int) -> Iterator[Lesson]:
    """Half of the people, drawn anew each time, are coded from and the other half is tested."""
    random = np.random.default_rng([seed, size])
    for _ in range(draws):
        half = random.permutation(np.unique(made.people))
        inside = np.isin(made.people, half[: max(1, len(half) // 2)])
        taught = np.sort(random.permutation(np.flatnonzero(inside))[:size])
        yield Lesson(own, coded(made, own, taught), features, taught, np.flatnonzero(~inside))


def coded(made: Material, own: CodedSet, taught: Any) -> Material:
    """The same after somebody has coded some turns."""
    known = np.zeros(own.has.shape, np.bool_)
    known[taught] = True
    return replace(made, has=own.has & known, known=known)


def by_chance(lesson: Lesson) -> Answered:
    """Random order; codes as frequent as in what was coded."""
    drawn = np.random.default_rng(len(lesson.taught)).random(lesson.set.has.shape)
    share = lesson.material.has[lesson.taught].mean(axis=0)
    return Answered(drawn * share, drawn, drawn < share)


def by_word_lists(lesson: Lesson) -> Answered:
    """Words that stand out in the coded turns (G2), each worth its log; what `suggest` would give, by turn."""
    held = (lesson.features.words[lesson.taught] > 0).astype(np.float64)
    every = (lesson.features.words > 0).astype(np.float64)
    found = np.zeros(lesson.set.has.shape)
    for code in range(found.shape[1]):
        own = lesson.material.has[lesson.taught, code]
        if own.any() and not own.all():
            inside, outside = (np.asarray(held[rows].sum(axis=0)).ravel() for rows in (own, ~own))
            worth = log_likelihood(inside, outside, int(own.sum()), int((~own).sum()))
            worth[inside / own.sum() <= outside / (~own).sum()] = 0
            best = np.argsort(-worth, kind="stable")[:TOP_WORDS]
            found[:, code] = every[:, best] @ worth[best]
    return _of(found, lesson)


def by_definitions(lesson: Lesson) -> Answered:
    """The cosine of a turn and the code's texts, nothing learnt."""
    made = lesson.material
    like = np.zeros(made.has.shape)
    for code in np.unique(made.definitions.code):
        own = made.definitions.vectors[made.definitions.code == code]
        like[:, code] = (made.vectors @ own.T).max(axis=1)
    return _of(like, lesson)


def by_bayes(lesson: Lesson) -> Answered:
    """TF-IDF and naive Bayes."""
    from sklearn.naive_bayes import MultinomialNB

    return _learnt(lesson, lesson.features.words, lambda: MultinomialNB(), defined=None)


def by_regression(words: bool, vectors: bool, defined: bool) -> Callable[[Lesson], Answered]:
    """Logistic regression on words, sentence vectors (twice as heavy) or both; definitions may be rows, too."""

    def score(lesson: Lesson) -> Answered:
        from scipy.sparse import csr_array, hstack
        from sklearn.linear_model import LogisticRegression

        made, features = lesson.material, lesson.features
        turns = [*([features.words] if words else []), *([2 * csr_array(made.vectors)] if vectors else [])]
        texts = [
            *([features.defined_words] if words else []),
            *([2 * csr_array(made.definitions.vectors)] if vectors else []),
        ]
        rows = hstack(turns).tocsr()
        more = hstack(texts).tocsr() if defined and len(made.definitions.texts) else None
        return _learnt(lesson, rows, lambda: LogisticRegression(C=1, class_weight="balanced", max_iter=300), more)

    return score


def _learnt(lesson: Lesson, rows: Any, maker: Callable[[], Any], defined: Any) -> Answered:
    from scipy.sparse import vstack

    made = lesson.material
    scores = np.full(made.has.shape, -9.0)
    for code in range(scores.shape[1]):
        chosen, answers = rows[lesson.taught], made.has[lesson.taught, code]
        if defined is not None:
            chosen = vstack([chosen, defined]).tocsr()
            answers = np.concatenate([answers, made.definitions.code == code])
        if answers.any() and not answers.all():
            likely = maker().fit(chosen, answers).predict_log_proba(rows)
            scores[:, code] = likely[:, 1] - likely[:, 0]
    return _of(scores, lesson, scores > 0)


def _of(scores: Any, lesson: Lesson, found: Any = None) -> Answered:
    """Scores as answers; without an answer of its own a method finds as many turns as were coded, by share."""
    if found is None:
        found = np.zeros(scores.shape, np.bool_)
        share = lesson.material.has[lesson.taught].mean(axis=0)
        for code in range(scores.shape[1]):
            best = lesson.tested[np.argsort(-scores[lesson.tested, code], kind="stable")]
            found[best[: round(float(share[code]) * len(best))], code] = True
    return Answered(scores, scores, found)


def by_design(lesson: Lesson) -> Answered:
    """Words and vectors with definitions as rows; in the review list likeness to the definition counts besides."""
    found = by_regression(words=True, vectors=True, defined=True)(lesson)
    like = by_definitions(lesson).review
    like = (like - like.mean(axis=0)) / np.maximum(like.std(axis=0), 1e-9)
    return replace(found, review=found.review + 3 / np.maximum(lesson.material.positives, 1) * like)


def by_proposals(lesson: Lesson) -> Answered:
    """What `qualcode propose` does."""
    made = lesson.material
    scores = score_turns(made, lesson.features)
    chances = judge(made, lesson.features).chances(made, scores.within)
    within, review = (np.nan_to_num(each, nan=-99) for each in (scores.within, scores.review))
    order = within if np.isnan(chances).all() else np.nan_to_num(chances, nan=-1)
    return Answered(order, review, expected(made, chances))


DESIGN, OURS = "words + vectors, definitions as rows", "**`qualcode propose`**"
METHODS: dict[str, Callable[[Lesson], Answered]] = {
    "random order": by_chance,
    "word lists by turn": by_word_lists,
    "vectors of definitions, nothing learnt": by_definitions,
    "TF-IDF + naive Bayes": by_bayes,
    "TF-IDF + logistic regression": by_regression(words=True, vectors=False, defined=False),
    "vectors + logistic regression": by_regression(words=False, vectors=True, defined=False),
    DESIGN: by_design,
    OURS: by_proposals,
}
