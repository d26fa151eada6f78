"""Fit: from a corpus and options to topics."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from warnings import catch_warnings

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Int64s
from qualcode.executors import SERIAL, Executor, worthwhile
from qualcode.languages import Languages, current, using
from qualcode.model.progress import steps, working
from qualcode.text.languages import segment_language_names
from qualcode.topics import meaning, methods
from qualcode.topics.fitted import (
    COARSE,
    FEW_SAMPLES,
    LARGE,
    MANY_UNITS,
    Fitted,
    Meaning,
    TopicMaterial,
    TopicOptions,
    TopicUnits,
    Tried,
)
from qualcode.topics.judge import (
    COMPARED_TERMS,
    StableTerms,
    choose_k,
    numbers,
    some_respondents,
    stability,
    topic_npmi,
    tops,
)
from qualcode.topics.label import label_both, label_topics
from qualcode.topics.methods import Method, Model
from qualcode.topics.terms import TermCounts, larger_language, term_languages

METHODS: Mapping[str, Method] = {
    "nmf": methods.NMF,
    "minibatch": methods.MINIBATCH_NMF,
    "lda": methods.LDA,
    "meaning": meaning.MEANING,
}
"""Name -> the model."""


def fit_each(method: Method, material: TopicMaterial, k: int, seed: int, options: TopicOptions) -> Model:
    """The same number of topics for each language, Indonesian ones first; mixed speech counts as Indonesian.

    A language with few units has fewer topics, as many as they can fill, perhaps none.
    """
    if material.meaning is None:
        raise ValueError("the language of units is not known")
    english = material.meaning.language == segment_language_names().index("en")
    models = [Model(np.zeros((len(english), 0)), np.zeros((0, material.counts.shape[1])))]
    for rows in (np.flatnonzero(~english), np.flatnonzero(english)):
        topics = min(k, len(rows) // options.fewest_segments)
        if topics:
            found = method.fit(material.take(rows), topics, seed, options)
            models.append(Model(_spread(found.weights, rows, len(english)), found.components))
    return Model(np.hstack([each.weights for each in models]), np.vstack([each.components for each in models]))


def _spread(weights: Floats, rows: Int64s, size: int) -> Floats:
    """Weights of some units as those of all."""
    spread = np.zeros((size, weights.shape[1]))
    spread[rows] = weights
    return spread


TERMS_KEPT = 20
"""Terms of a topic that are kept."""
WEIGHT_DECIMALS = 6
"""Decimals of weights: the last digits of a sum depend on the processor."""
TRYING = 4
"""Halves of the respondents for each number of topics that is tried; the chosen number gets new ones, and all."""
OTHERS = 1_000_003
"""Added to the seed of these halves, so that the halves that chose a number do not judge its topics."""


@dataclass(frozen=True, eq=False)
class _Task:
    """Units with terms, and the options of the request."""

    material: TopicMaterial
    """Terms and, where the method asks, meaning of the units."""
    rows: Int64s
    """Place of each among all units."""
    who: Int64s
    """Respondent of each."""
    names: Sequence[str]
    """The terms."""
    options: TopicOptions
    """How topics are found."""
    executor: Executor = SERIAL
    """Who fits halves of the respondents."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _Task, (self.material, self.rows, self.who, self.names, self.options)  # who works asks nobody else

    @property
    def bilingual(self) -> bool:
        """Whether topics may span two languages."""
        return METHODS[self.options.method].vectors

    def model(self, k: int, seed: int) -> Model:
        """A model of these units."""
        return self.found(self.material, k, seed)

    def found(self, material: TopicMaterial, k: int, seed: int) -> Model:
        method = METHODS[self.options.method]
        if self.options.by_language:
            return fit_each(method, material, k, seed, self.options)
        return method.fit(material, k, seed, self.options)

    def coherence(self, components: Floats) -> Floats:
        """Coherence of each topic; of a topic in two languages, that of its larger side."""
        judged = larger_language(components, term_languages(self.names)) if self.bilingual else components
        return topic_npmi(self.material.counts, tops(judged, COMPARED_TERMS))

    def stability(self, own: Int64s, k: int, samples: int, seed: int) -> StableTerms:
        """What of each topic comes back among halves of the respondents."""
        worth = self.material.counts.nnz * samples >= WORTH_TERMS
        chosen = worthwhile(self.executor, samples, worth=worth)
        return stability(self.who, own, partial(_refit, self, current(), k), samples, seed, self.options.stable, chosen)

    def of_some(self) -> "_Task":
        """The same for a sample of respondents if there are many units: enough to choose a number of topics."""
        rows = some_respondents(self.who, self.options.seed)
        return replace(self, material=self.material.take(rows), rows=self.rows[rows], who=self.who[rows])

    def label(self, components: Floats, own: Int64s, core: Bools) -> list[str]:
        """What each topic is called until people name it."""
        if self.bilingual:
            return label_both(components, term_languages(self.names), self.names)
        return label_topics(components, own, core, self.names)


WORTH_TERMS = 5_000_000
"""Terms of units, times halves that are fitted, from which on others are asked to help."""


def _refit(task: _Task, languages: Languages, k: int, rows: Int64s, seed: int) -> Floats:
    """The topics of some of the units, in whichever process."""
    with using(languages), _quietly_alone():
        return task.found(task.material.take(rows), k, seed).components


@contextmanager
def _quietly_alone() -> Iterator[None]:
    """Threads add up in another order and cost more than they gain; heaviest terms settle long before weights do."""
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1), catch_warnings(category=ConvergenceWarning, action="ignore"):
        yield


def fit_topics(
    made: TopicUnits,
    terms: TermCounts,
    options: TopicOptions,
    meaning: Meaning | None = None,
    executor: Executor = SERIAL,
) -> Fitted:
    """Find topics; `problems` has said before that it can be done.

    The model starts cold every time. Units without a term belong to no topic.

    Args:
        made: the units.
        terms: their terms.
        options: how topics are found.
        meaning: what each unit means, where the method asks for it.
        executor: who fits halves of the respondents.
    """
    with _quietly_alone():
        task = replace(_task(made, terms, options, meaning), executor=executor)
        among = numbers(terms, options)
        tried = _try(task if options.k[1] else task.of_some(), among)
        k = next((each.k for each in tried if each.chosen), among[0])
        with working("topics"):
            model = _rounded(task.model(k, options.seed))
        own = tops(model.components, COMPARED_TERMS)
        kept = task.stability(own, k, options.samples, options.seed)
    found = replace(task.options, k=(k, k))
    return _fitted(made, terms, task, found, model, kept, tried)


def usual(made: TopicUnits, options: TopicOptions) -> TopicOptions:
    """The options adapted to the corpus: fewer halves and rounds for many units, batches for very many."""
    method = "minibatch" if options.method == "nmf" and made.size > LARGE else options.method
    if made.size <= MANY_UNITS:
        return replace(options, method=method)
    return replace(options, method=method, samples=min(options.samples, FEW_SAMPLES), tol=max(options.tol, COARSE))


def _task(made: TopicUnits, terms: TermCounts, options: TopicOptions, meaning: Meaning | None) -> _Task:
    rows = np.flatnonzero(np.diff(terms.counts.indptr))
    material = TopicMaterial(terms.counts[rows], meaning and meaning.take(rows))
    return _Task(material, rows, made.respondent[rows], terms.names, options)


def _try(task: _Task, among: Sequence[int]) -> tuple[Tried, ...]:
    """Score each allowed number of topics, if there is a choice, by the rounded scores that are shown."""
    if len(among) == 1:
        return ()
    scores = []
    for k in steps("choose", among):
        components = _rounded(task.model(k, task.options.seed)).components
        coherence = task.coherence(components).mean()
        samples, seed = min(TRYING, task.options.samples), task.options.seed + OTHERS
        steady = task.stability(tops(components, COMPARED_TERMS), k, samples, seed).share.mean()
        scores.append(Tried(k, round(float(coherence), 2), round(float(steady), 2)))
    return choose_k(scores)


def _rounded(model: Model) -> Model:
    """Topics scaled so that their term weights have length 1, to be comparable; rounded."""
    length = np.sqrt(np.square(model.components).sum(axis=1)) + 1e-30
    weights = np.round(model.weights * length, WEIGHT_DECIMALS)
    return Model(weights, np.round(model.components / length[:, None], WEIGHT_DECIMALS))


def _fitted(
    made: TopicUnits,
    terms: TermCounts,
    task: _Task,
    options: TopicOptions,
    model: Model,
    kept: StableTerms,
    tried: Sequence[Tried],
) -> Fitted:
    """Sort the topics by size and count their units and respondents."""
    topic, strength = _assigned(made.size, task.rows, model.weights)
    size = np.bincount(topic[topic >= 0], minlength=len(model.components))
    order = np.argsort(-size, kind="stable")
    place = np.append(np.argsort(order), -1)
    topic, components = place[topic], model.components[order]
    top = tops(components, min(TERMS_KEPT, components.shape[1]))
    weight = np.take_along_axis(components, top, 1) / (components.max(axis=1, keepdims=True) + 1e-30)
    units, people, everywhere = _behind(terms, made, topic, top)
    share, core = kept.share[order], kept.core[order]
    beyond = ((0, 0), (0, top.shape[1] - share.shape[1]))  # terms that are shown but not compared
    back: Floats = np.pad(share, beyond, constant_values=np.nan)
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
        label=task.label(components, top[:, :COMPARED_TERMS], core),
        coherence=np.round(task.coherence(components), 3),
        top_kept=np.round(back, 3),
        top_core=np.pad(core, beyond),
        stability=np.round(share.mean(axis=1), 3),
        core_kept=np.round(kept.core_kept[order], 3),
        segments=size[order],
        respondents=_people(made.respondent, topic, len(order)),
        people=made.people,
        spoken=terms.spoken,
        tried=tried,
        top_everywhere=everywhere,
    )


def _assigned(size: int, rows: Int64s, weights: Floats) -> tuple[Int64s, Floats]:
    """The topic of each unit: the one with the highest weight, the first on ties."""
    topic = np.full(size, -1, np.int64)
    strength = np.zeros(size)
    heaviest = weights.max(axis=1)
    some = heaviest > 0
    topic[rows[some]] = weights[some].argmax(axis=1)
    strength[rows[some]] = np.round(heaviest[some] / weights[some].sum(axis=1), 3)
    return topic, strength


def _closeness(terms: TermCounts, topic: Int64s, top: Int64s, weight: Floats) -> Floats:
    """How typical each unit is: the sum of the weights of its topic's terms in it.

    The model's own weights are relative to the unit's length, and would make an outcry of one word typical.
    """
    found = np.zeros(len(topic))
    columns = terms.counts.tocsc()
    for number, own in enumerate(top.tolist()):
        for term, heavy in zip(own, weight[number].tolist(), strict=True):
            inside = columns.indices[columns.indptr[term] : columns.indptr[term + 1]]
            found[inside[topic[inside] == number]] += heavy
    return np.round(found, 3)


def _people(respondent: Int64s, topic: Int64s, size: int) -> Int64s:
    """Different respondents of each topic."""
    known = (topic >= 0) & (respondent >= 0)
    width = int(respondent.max(initial=0)) + 1
    pairs = np.unique(topic[known] * width + respondent[known])
    return np.bincount(pairs // width, minlength=size)


def _behind(terms: TermCounts, made: TopicUnits, topic: Int64s, top: Int64s) -> tuple[Int64s, Int64s, Int64s]:
    """Units and respondents of each topic for each of its terms, and units of the whole corpus."""
    units, people, everywhere = np.zeros_like(top), np.zeros_like(top), np.zeros_like(top)
    columns = terms.counts.tocsc()
    for number, own in enumerate(top.tolist()):
        for at, term in enumerate(own):
            inside = columns.indices[columns.indptr[term] : columns.indptr[term + 1]]
            everywhere[number, at] = len(inside)
            inside = inside[topic[inside] == number]
            who = made.respondent[inside]
            units[number, at], people[number, at] = len(inside), len(np.unique(who[who >= 0]))
    return units, people, everywhere
