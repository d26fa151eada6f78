"""Judges topics by coherence and stability, chooses their number, and keeps their numbers between runs."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Int64s
from qualcode.executors import SERIAL, Executor
from qualcode.model.corpus import NamedTopic
from qualcode.model.progress import steps
from qualcode.topics.fitted import Fitted, TopicOptions, Tried
from qualcode.topics.terms import TermCounts

if TYPE_CHECKING:
    from scipy.sparse import csr_array


USUAL_TOPIC_NUMBERS = (4, 6, 9, 13, 20)
"""Numbers that are tried if none is given, each about half as large again."""
FEWEST_TERMS = 3
"""Fewest terms for each topic."""


def most_topics(terms: TermCounts, options: TopicOptions) -> int:
    """Most topics that a corpus can have: each needs enough segments, and a few terms of its own."""
    full = int(np.count_nonzero(np.diff(terms.counts.indptr)))
    return min(full // options.fewest_segments, len(terms.names) // FEWEST_TERMS)


def numbers(terms: TermCounts, options: TopicOptions) -> Sequence[int]:
    """The numbers of topics that are tried; one number leaves no choice."""
    low, high = options.k
    if high:
        return range(low, high + 1)
    most = max(most_topics(terms, options), 2)
    return [k for k in USUAL_TOPIC_NUMBERS if k <= most] or [most]


def choose_k(scores: Sequence[Tried]) -> tuple[Tried, ...]:
    """The scores with the chosen number marked, by the rule above."""
    by_coherence = sorted({each.coherence for each in scores}, reverse=True)
    by_stability = sorted({each.stability for each in scores}, reverse=True)
    best = min(
        scores,
        key=lambda each: (
            by_coherence.index(each.coherence) + by_stability.index(each.stability),
            -each.stability,
            each.k,
        ),
    )
    return tuple(replace(each, chosen=each is best) for each in scores)


_NEVER = 1e-12
"""Probability added to that of each pair, so that pairs that never occur have a logarithm (Roeder and others 2015)."""


def topic_npmi(counts: "csr_array", tops: Int64s) -> Floats:
    """Mean NPMI of all pairs of a topic's terms, one value a topic; 1: always together, 0: as chance has it.

    NPMI = ln((p(a,b) + e) / p(a) p(b)) / -ln(p(a,b) + e), with shares of units (Bouma 2009; Roeder, Both and
    Hinneburg 2015, "Exploring the space of topic coherence measures"). It is gensim's `c_npmi` where its window holds
    the whole unit.

    Args:
        counts: shape (units, terms).
        tops: shape (topics, terms of each); terms as columns of `counts`.
    """
    wanted, place = np.unique(tops, return_inverse=True)
    present = counts[:, wanted].copy()
    present.data = np.ones_like(present.data, dtype=np.float64)
    together = np.asarray((present.T @ present).toarray()) / max(counts.shape[0], 1)
    alone = np.diag(together)
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.log((together + _NEVER) / np.outer(alone, alone)) / -np.log(together + _NEVER)
    one, other = np.triu_indices(tops.shape[1], 1)
    place = place.reshape(tops.shape)
    found: Floats = score[place[:, one], place[:, other]].mean(axis=1)
    return found


COMPARED_TERMS = 10
"""Terms of a topic that are compared."""
LARGEST_SAMPLE = 10_000
"""Most units of a sample: respondents are taken until there are so many."""
Refit = Callable[[Int64s, int], Floats]
"""Units of a sample and a seed -> components of a model of them."""


@dataclass(frozen=True, eq=False)
class StableTerms:
    """Which terms of each topic come back in models of halves of the respondents."""

    share: Floats
    """Shape (topics, terms of each): share of the halves in which each term comes back."""
    core: Bools
    """Shape (topics, terms of each): true for those that come back in enough of the first halves."""
    core_kept: Floats
    """One entry a topic: mean share of the second halves in which terms of its core come back; NaN without a core."""


def tops(components: Floats, size: int = COMPARED_TERMS) -> Int64s:
    """The heaviest terms of each topic, the heaviest first; of equal ones the first."""
    weights = np.round(components / (components.max(axis=1, keepdims=True) + 1e-30), 6)
    order: Int64s = np.argsort(-weights, axis=1, kind="stable")[:, :size]
    return order


def shared_terms(one: Int64s, other: Int64s) -> Floats:
    """Share of terms that each topic of one model has in common with each of the other."""
    both = (one[:, None, :, None] == other[None, :, None, :]).any(axis=3).sum(axis=2)
    agreement: Floats = both / one.shape[1]
    return agreement


def pair_topics(agreement: Floats) -> tuple[Int64s, Int64s]:
    """The pairing of rows and columns with the greatest total agreement (Kuhn 1955, by scipy)."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(agreement, maximize=True)
    return rows, columns


def stability(
    who: Int64s, own: Int64s, refit: Refit, samples: int, seed: int, least: float, executor: Executor = SERIAL
) -> StableTerms:
    """How often each of a topic's heaviest terms comes back in models of halves of the respondents.

    The mean share of its terms is the topic's stability. Its *core* are the terms that come back in most of the first
    halves of the pairs; how often they do is measured on the second halves, of other people, which did not choose them
    (stability selection: Meinshausen and Buehlmann 2010). A half with fewer units than topics brings nothing back.

    Args:
        who: respondent of each unit; units of voices that cannot be told apart (-1) are one respondent.
        own: top terms of the model that is judged.
        refit: fits the same kind of model.
        samples: number of halves, at least 2.
        seed: seed of the draws; each model gets a seed of its own as well.
        least: share of the first halves from which a term belongs to the core.
        executor: who fits them.
    """
    back = np.zeros((samples, *own.shape), np.bool_)
    drawn = [(number, rows, seed + 1 + number) for number, rows in enumerate(halves(who, samples, seed))]
    enough = [each for each in drawn if len(each[1]) >= len(own)]
    with closing(executor.map(partial(_refitted, refit), enough)) as models:
        for number, _, _ in steps("halves", enough):
            found = tops(next(models), own.shape[1])
            one, other = pair_topics(shared_terms(own, found))
            back[number, one] = (own[one][:, :, None] == found[other][:, None, :]).any(axis=2)
    core: Bools = back[::2].mean(axis=0) >= least
    size = core.sum(axis=1)
    told = np.where(core, back[1::2].mean(axis=0), 0).sum(axis=1)
    return StableTerms(back.mean(axis=0), core, np.where(size > 0, told / np.maximum(size, 1), np.nan))


def _refitted(refit: Refit, half: tuple[int, Int64s, int]) -> Floats:
    return refit(*half[1:])


def halves(who: Int64s, samples: int, seed: int) -> Iterator[Int64s]:
    """Units of halves of the respondents: one half, the other one, then those of a new draw."""
    return islice(_pairs(who, seed), samples)


def _pairs(who: Int64s, seed: int) -> Iterator[Int64s]:
    random = np.random.default_rng(seed)
    people, number = np.unique(who, return_inverse=True)
    while True:
        mixed = random.permutation(len(people))
        middle = len(mixed) // 2
        yield _said_by(mixed[:middle], number)
        yield _said_by(mixed[middle:], number)


def some_respondents(who: Int64s, seed: int) -> Int64s:
    """Units of respondents drawn at random, at most `LARGEST_SAMPLE`."""
    people, number = np.unique(who, return_inverse=True)
    return _said_by(np.random.default_rng(seed).permutation(len(people)), number)


def _said_by(people: Int64s, number: Int64s) -> Int64s:
    """Units of some respondents in order of text, at most `LARGEST_SAMPLE`, those of the first ones preferred."""
    place = np.full(int(number.max(initial=-1)) + 1, -1)
    place[people] = np.arange(len(people))
    rows = np.flatnonzero(place[number] >= 0)
    if len(rows) > LARGEST_SAMPLE:
        rows = np.sort(rows[np.argsort(place[number[rows]], kind="stable")[:LARGEST_SAMPLE]])
    return rows


LEAST_TERMS_IN_COMMON = 0.4
"""Least share of its heaviest terms that a topic keeps to be the same topic."""


def keep_numbers(fitted: Fitted, before: Sequence[NamedTopic]) -> Fitted:
    """Give topics their earlier numbers and names; new topics get the numbers after the last one.

    Topics are paired to maximise the shared terms in all, and a pair counts if it shares enough.
    """
    if not before:
        return fitted
    agreement = _agreement(fitted, before)
    kept = {
        int(one): before[old]
        for one, old in zip(*pair_topics(agreement), strict=True)
        if agreement[one, old] >= LEAST_TERMS_IN_COMMON
    }
    fresh = iter(range(max(each.topic for each in before) + 1, len(before) + fitted.size + 10**6))
    number = [kept[one].topic if one in kept else next(fresh) for one in range(fitted.size)]
    label = [(kept[one].name if one in kept else "") or fitted.label[one] for one in range(fitted.size)]
    return replace(fitted, number=np.array(number, np.int64), label=label)


def _agreement(fitted: Fitted, before: Sequence[NamedTopic]) -> Floats:
    """Share of terms that each topic has in common with each earlier one."""
    now = [{fitted.terms[term] for term in own[:COMPARED_TERMS].tolist()} for own in fitted.top]
    return np.array(
        [[len(own & set(old.terms[:COMPARED_TERMS])) / COMPARED_TERMS for old in before] for own in now], np.float64
    )


def topics_file(fitted: Fitted) -> str:
    """The topics as `topics.yaml`: their names, and terms by which they are recognised."""
    lines = [
        "# Topics and their names: write a name, and `qualcode topics --match` with this file keeps number and name.",
        "format: 1",
        "topics:",
    ]
    for one in np.argsort(fitted.number, kind="stable").tolist():
        terms = ", ".join(_quoted(fitted.terms[term]) for term in fitted.top[one, :COMPARED_TERMS].tolist())
        lines += [
            f"  - topic: {int(fitted.number[one])}",
            f"    name: {_quoted(fitted.label[one])}",
            f"    terms: [{terms}]",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
