"""Fit: from a corpus and options to topics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from warnings import catch_warnings

import numpy as np

from qualcode.tables.frame import Floats, Longs
from qualcode.topics.choose import choose_k
from qualcode.topics.coherence import npmi
from qualcode.topics.fitted import Fitted, Tried
from qualcode.topics.label import label
from qualcode.topics.methods import METHODS
from qualcode.topics.methods.method import Model
from qualcode.topics.options import COARSE, FEW_SAMPLES, LARGE, MANY, TopicOptions
from qualcode.topics.stability import TOP, stability, tops
from qualcode.topics.terms import Terms
from qualcode.topics.units import Units

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SHOWN = 20
"""Terms of a topic that are kept."""
DIGITS = 6
"""Decimals of weights: the last digits of a sum depend on the processor."""
TRYING = 4
"""Samples of respondents for each number of topics that is tried; the chosen one gets all samples."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class _Material:
    """Units that have terms."""

    counts: "csr_array"
    rows: Longs
    who: Longs
    options: TopicOptions

    def model(self, k: int, seed: int) -> Model:
        return METHODS[self.options.method].fit(self.counts, k, seed, self.options)

    def stability(self, own: Longs, k: int, samples: int) -> Floats:
        def refit(counts: "csr_array", seed: int) -> Floats:
            return METHODS[self.options.method].fit(counts, k, seed, self.options).components

        return stability(self.counts, self.who, own, refit, samples, self.options.seed)


def fit(made: Units, terms: Terms, options: TopicOptions, progress: Progress | None = None) -> Fitted:
    """Find topics; `problems` has said before that it can be done.

    The model starts cold every time. Units without a term belong to no topic.
    """
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    # Threads add up in another order and cost more than they gain; heaviest terms settle long before weights do.
    with threadpool_limits(limits=1), catch_warnings(category=ConvergenceWarning, action="ignore"):
        material = _material(made, terms, options)
        tried = _try(material, progress)
        k = next((each.k for each in tried if each.chosen), options.k[0])
        if progress:
            progress("topics", 0, 2)
        model = _rounded(material.model(k, options.seed))
        own = tops(model.components, TOP)
        if progress:
            progress("topics", 1, 2)
        steady = material.stability(own, k, options.samples)
    found = replace(material.options, k=(k, k))
    return _fitted(made, terms, material, found, model, steady, tried)


def usual(made: Units, options: TopicOptions) -> TopicOptions:
    """The options with what depends on the corpus: fewer samples and rounds for many units, then batches."""
    method = "minibatch" if options.method == "nmf" and made.size > LARGE else options.method
    if made.size <= MANY:
        return replace(options, method=method)
    return replace(options, method=method, samples=min(options.samples, FEW_SAMPLES), tol=max(options.tol, COARSE))


def _material(made: Units, terms: Terms, options: TopicOptions) -> _Material:
    rows = np.flatnonzero(np.diff(terms.counts.indptr))
    return _Material(terms.counts[rows], rows, made.respondent[rows], options)


def _try(material: _Material, progress: Progress | None) -> tuple[Tried, ...]:
    """Score each number of topics that is allowed, where there is a choice."""
    low, high = material.options.k
    if low == high:
        return ()
    scores = []
    for k in range(low, high + 1):
        if progress:
            progress("choose", k - low, high - low + 1)
        own = tops(_rounded(material.model(k, material.options.seed)).components, TOP)
        coherence = npmi(material.counts, own).mean()
        steady = material.stability(own, k, min(TRYING, material.options.samples)).mean()
        scores.append(Tried(k, round(float(coherence), 3), round(float(steady), 3)))
    return choose_k(scores)


def _rounded(model: Model) -> Model:
    """Topics scaled so that their terms have length 1, which makes weights comparable; rounded."""
    length = np.sqrt(np.square(model.components).sum(axis=1)) + 1e-30
    weights = np.round(model.weights * length, DIGITS)
    return Model(weights, np.round(model.components / length[:, None], DIGITS))


def _fitted(
    made: Units,
    terms: Terms,
    material: _Material,
    options: TopicOptions,
    model: Model,
    steady: Floats,
    tried: Sequence[Tried],
) -> Fitted:
    """Put the topics in order of size and count what stands behind them."""
    topic, strength = _assigned(made.size, material.rows, model.weights)
    size = np.bincount(topic[topic >= 0], minlength=len(model.components))
    order = np.argsort(-size, kind="stable")
    place = np.append(np.argsort(order), -1)
    topic, components = place[topic], model.components[order]
    top = tops(components, min(SHOWN, components.shape[1]))
    weight = np.take_along_axis(components, top, 1) / (components.max(axis=1, keepdims=True) + 1e-30)
    units, people = _behind(terms, made, topic, top)
    return Fitted(
        options=options,
        units=made,
        terms=terms.names,
        unit_topic=topic,
        unit_strength=strength,
        unit_closeness=_closeness(terms, topic, top, weight),
        unit_quotable=np.ones(made.size, np.bool_),
        top=top,
        weight=np.round(weight, 3),
        top_units=units,
        top_respondents=people,
        number=np.arange(1, len(order) + 1),
        label=label(components, top[:, :TOP], terms.names),
        coherence=np.round(npmi(material.counts, top[:, :TOP]), 3),
        stability=np.round(steady[order], 3),
        segments=size[order],
        respondents=_people(made.respondent, topic, len(order)),
        people=made.people,
        tried=tried,
    )


def _assigned(size: int, rows: Longs, weights: Floats) -> tuple[Longs, Floats]:
    """The topic of each unit: the one that weighs most in it, of equal ones the first."""
    topic = np.full(size, -1, np.int64)
    strength = np.zeros(size)
    heaviest = weights.max(axis=1)
    some = heaviest > 0
    topic[rows[some]] = weights[some].argmax(axis=1)
    strength[rows[some]] = np.round(heaviest[some] / weights[some].sum(axis=1), 3)
    return topic, strength


def _closeness(terms: Terms, topic: Longs, top: Longs, weight: Floats) -> Floats:
    """How much of its topic's terms each unit holds: the sum of their weights.

    The model's own weights are relative to the unit's length, and call a cry of one word typical.
    """
    found = np.zeros(len(topic))
    columns = terms.counts.tocsc()
    for number, own in enumerate(top.tolist()):
        for term, heavy in zip(own, weight[number].tolist(), strict=True):
            inside = columns.indices[columns.indptr[term] : columns.indptr[term + 1]]
            found[inside[topic[inside] == number]] += heavy
    return np.round(found, 3)


def _people(respondent: Longs, topic: Longs, size: int) -> Longs:
    """Different respondents of each topic."""
    known = (topic >= 0) & (respondent >= 0)
    width = int(respondent.max(initial=0)) + 1
    pairs = np.unique(topic[known] * width + respondent[known])
    return np.bincount(pairs // width, minlength=size)


def _behind(terms: Terms, made: Units, topic: Longs, top: Longs) -> tuple[Longs, Longs]:
    """Units and respondents of each topic behind each of its terms."""
    units, people = np.zeros_like(top), np.zeros_like(top)
    columns = terms.counts.tocsc()
    for number, own in enumerate(top.tolist()):
        for at, term in enumerate(own):
            inside = columns.indices[columns.indptr[term] : columns.indptr[term + 1]]
            inside = inside[topic[inside] == number]
            who = made.respondent[inside]
            units[number, at], people[number, at] = len(inside), len(np.unique(who[who >= 0]))
    return units, people
