"""Fit: from a corpus and options to topics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from warnings import catch_warnings

import numpy as np

from qualcode.tables.frame import Bools, Floats, Longs
from qualcode.topics.choose import choose_k, numbers
from qualcode.topics.coherence import npmi
from qualcode.topics.fitted import Fitted, Tried
from qualcode.topics.label import label, label_both
from qualcode.topics.material import Material, Meaning
from qualcode.topics.methods import METHODS
from qualcode.topics.methods.each_language import fit_each
from qualcode.topics.methods.method import Model
from qualcode.topics.options import COARSE, FEW_SAMPLES, LARGE, MANY, TopicOptions
from qualcode.topics.stability import TOP, Kept, some_respondents, stability, tops
from qualcode.topics.term_languages import larger_side, term_languages
from qualcode.topics.terms import Terms
from qualcode.topics.units import Units

SHOWN = 20
"""Terms of a topic that are kept."""
DIGITS = 6
"""Decimals of weights: the last digits of a sum depend on the processor."""
TRYING = 4
"""Halves of the respondents for each number of topics that is tried; the chosen one gets others, and all of them."""
OTHERS = 1_000_003
"""Added to the seed of these halves, so that those which chose a number do not judge its topics."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class _Task:
    """Units that have terms, and what is asked of them."""

    material: Material
    """Terms and, where the method asks, meaning of the units."""
    rows: Longs
    """Place of each among all units."""
    who: Longs
    """Respondent of each."""
    names: Sequence[str]
    """The terms."""
    options: TopicOptions
    """How topics are found."""

    @property
    def bilingual(self) -> bool:
        """Whether topics hold two languages."""
        return METHODS[self.options.method].vectors

    def model(self, k: int, seed: int) -> Model:
        """A model of these units."""
        return self._found(self.material, k, seed)

    def _found(self, material: Material, k: int, seed: int) -> Model:
        method = METHODS[self.options.method]
        if self.options.by_language:
            return fit_each(method, material, k, seed, self.options)
        return method.fit(material, k, seed, self.options)

    def coherence(self, components: Floats) -> Floats:
        """Coherence of each topic; where topics hold two languages, that of the larger side."""
        judged = larger_side(components, term_languages(self.names)) if self.bilingual else components
        return npmi(self.material.counts, tops(judged, TOP))

    def stability(self, own: Longs, k: int, samples: int, seed: int) -> Kept:
        """What of each topic comes back among halves of the respondents."""

        def refit(rows: Longs, seed: int) -> Floats:
            return self._found(self.material.take(rows), k, seed).components

        return stability(self.who, own, refit, samples, seed, self.options.stable)

    def of_some(self) -> "_Task":
        """The same of some respondents, where there are many units: enough to choose a number of topics."""
        rows = some_respondents(self.who, self.options.seed)
        return replace(self, material=self.material.take(rows), rows=self.rows[rows], who=self.who[rows])

    def label(self, components: Floats, own: Longs, core: Bools) -> list[str]:
        """What each topic is called until people name it."""
        if self.bilingual:
            return label_both(components, term_languages(self.names), self.names)
        return label(components, own, core, self.names)


def fit(
    made: Units,
    terms: Terms,
    options: TopicOptions,
    progress: Progress | None = None,
    meaning: Meaning | None = None,
) -> Fitted:
    """Find topics; `problems` has said before that it can be done.

    The model starts cold every time. Units without a term belong to no topic.

    Args:
        made: the units.
        terms: their terms.
        options: how topics are found.
        progress: is told what is done.
        meaning: what each unit means, where the method asks for it.
    """
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    # Threads add up in another order and cost more than they gain; heaviest terms settle long before weights do.
    with threadpool_limits(limits=1), catch_warnings(category=ConvergenceWarning, action="ignore"):
        task = _task(made, terms, options, meaning)
        among = numbers(terms, options)
        tried = _try(task if options.k[1] else task.of_some(), among, progress)
        k = next((each.k for each in tried if each.chosen), among[0])
        if progress:
            progress("topics", 0, 2)
        model = _rounded(task.model(k, options.seed))
        own = tops(model.components, TOP)
        if progress:
            progress("topics", 1, 2)
        kept = task.stability(own, k, options.samples, options.seed)
    found = replace(task.options, k=(k, k))
    return _fitted(made, terms, task, found, model, kept, tried)


def usual(made: Units, options: TopicOptions) -> TopicOptions:
    """The options with what depends on the corpus: fewer halves and rounds for many units, then batches."""
    method = "minibatch" if options.method == "nmf" and made.size > LARGE else options.method
    if made.size <= MANY:
        return replace(options, method=method)
    return replace(options, method=method, samples=min(options.samples, FEW_SAMPLES), tol=max(options.tol, COARSE))


def _task(made: Units, terms: Terms, options: TopicOptions, meaning: Meaning | None) -> _Task:
    rows = np.flatnonzero(np.diff(terms.counts.indptr))
    material = Material(terms.counts[rows], meaning and meaning.take(rows))
    return _Task(material, rows, made.respondent[rows], terms.names, options)


def _try(task: _Task, among: Sequence[int], progress: Progress | None) -> tuple[Tried, ...]:
    """Score each number of topics that is allowed, where there is a choice; by what is shown of the scores."""
    if len(among) == 1:
        return ()
    scores = []
    for at, k in enumerate(among):
        if progress:
            progress("choose", at, len(among))
        components = _rounded(task.model(k, task.options.seed)).components
        coherence = task.coherence(components).mean()
        samples, seed = min(TRYING, task.options.samples), task.options.seed + OTHERS
        steady = task.stability(tops(components, TOP), k, samples, seed).share.mean()
        scores.append(Tried(k, round(float(coherence), 2), round(float(steady), 2)))
    return choose_k(scores)


def _rounded(model: Model) -> Model:
    """Topics scaled so that their terms have length 1, which makes weights comparable; rounded."""
    length = np.sqrt(np.square(model.components).sum(axis=1)) + 1e-30
    weights = np.round(model.weights * length, DIGITS)
    return Model(weights, np.round(model.components / length[:, None], DIGITS))


def _fitted(
    made: Units,
    terms: Terms,
    task: _Task,
    options: TopicOptions,
    model: Model,
    kept: Kept,
    tried: Sequence[Tried],
) -> Fitted:
    """Put the topics in order of size and count what stands behind them."""
    topic, strength = _assigned(made.size, task.rows, model.weights)
    size = np.bincount(topic[topic >= 0], minlength=len(model.components))
    order = np.argsort(-size, kind="stable")
    place = np.append(np.argsort(order), -1)
    topic, components = place[topic], model.components[order]
    top = tops(components, min(SHOWN, components.shape[1]))
    weight = np.take_along_axis(components, top, 1) / (components.max(axis=1, keepdims=True) + 1e-30)
    units, people = _behind(terms, made, topic, top)
    share, core = kept.share[order], kept.core[order]
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
        label=task.label(components, top[:, :TOP], core),
        coherence=np.round(task.coherence(components), 3),
        top_kept=np.round(_padded(share, top.shape[1]), 3),
        top_core=np.pad(core, ((0, 0), (0, top.shape[1] - core.shape[1]))),
        stability=np.round(share.mean(axis=1), 3),
        core_kept=np.round(kept.core_kept[order], 3),
        segments=size[order],
        respondents=_people(made.respondent, topic, len(order)),
        people=made.people,
        spoken=terms.spoken,
        tried=tried,
    )


def _padded(kept: Floats, size: int) -> Floats:
    """With NaN for terms that are shown but not compared."""
    return np.pad(kept, ((0, 0), (0, size - kept.shape[1])), constant_values=np.nan)


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
