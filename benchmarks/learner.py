"""Learning what words are worth: from coded turns to points that a rule of kind `points` adds up.

The model is a logistic regression for each code. Of its weights the largest are kept, fitted again, and rounded to
whole points, so that a person can read, question and correct them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise, product, starmap
from math import ceil
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from benchmarks.practice import Answer
from qualcode.text.languages import light_keys
from qualcode.text.tokens import keys

INTERVIEWS, SETS = 5, 2
"""A term is a candidate where so many interviews of so many sets use it."""
STRENGTH = 1.0
"""Inverse of the L2 penalty; smaller means smaller weights."""
KEPT = 2000
"""Terms of each code that keep their weights, the largest of either sign."""
SCALE = 4.0
"""Points for a weight of 1."""
MARGIN = 1.2
"""How far (in log odds) the sum must be on the side of the code."""
RULE = 2.0
"""What a hit of another rule of the code is worth (in log odds): so much less the words around it must be worth."""
SILENCE = 3.0
"""What an answer without any code weighs beside one with another code: a false alarm costs trust."""
_WITHIN = re.compile(r"(?<=[a-z,] )[A-Za-z][\w'-]*")
"""A word that no sentence begins with, so that a capital makes it a name."""
Terms = Mapping[str, frozenset[int]]
"""Term -> places of the answers that hold it."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for one code."""

    code: str
    least: int
    """The sum of points from which a turn has the code."""
    support: int
    """The sum of points from which hits of the code's other rules stand."""
    points: Mapping[str, int]
    """Term -> points, never 0; a term adds them once in a turn."""


def learn(answers: Sequence[Answer], codes: Sequence[str]) -> list[Evidence]:
    """Learn the points of each code; the same answers in the same order give the same points."""
    terms = candidates(answers)
    held = _matrix(terms, len(answers))
    silent = np.array([not answer.codes for answer in answers])
    return [
        _evidence(code, list(terms), held, np.array([code in each.codes for each in answers]), silent) for code in codes
    ]


def candidates(answers: Sequence[Answer]) -> Terms:
    """Words and pairs of neighbours that enough interviews of enough sets use, in alphabetical order."""
    said = [keys(answer.text) for answer in answers]
    found_by = _found_by(Counter(word for words in said for word in set(words)))
    barred = listed("odd_words") | _names(answers)
    held = defaultdict(set)
    for place, words in enumerate(said):
        for term in _terms([found_by[word] for word in words], barred):
            held[term].add(place)
    return {term: frozenset(held[term]) for term in sorted(held) if _is_common([answers[at] for at in held[term]])}


def _found_by(count: Mapping[str, int]) -> dict[str, list[str]]:
    """Word -> the words that find it as terms at level light, which is when they share a key.

    Of words with the same keys the most frequent stands for all; of two that find the same words, the first.
    """
    own = dict(zip(sorted(count), map(frozenset, light_keys(sorted(count))), strict=True))
    holders, best = defaultdict(set), dict[frozenset[str], str]()
    for word, its in own.items():
        best[its] = max(best.get(its, word), word, key=count.__getitem__)
        for key in its:
            holders[key].add(word)
    reach = {
        frozenset().union(*(holders[key] for key in own[word])): word for word in sorted(best.values(), reverse=True)
    }
    found_by = defaultdict(list)
    for words, term in sorted(reach.items(), key=lambda each: each[1]):
        for word in words:
            found_by[word].append(term)
    return found_by


def _terms(words: Sequence[Sequence[str]], barred: frozenset[str]) -> Iterator[str]:
    """The terms that find something in an answer, of which each word is given by what finds it.

    Two function words make no pair.
    """
    useful = [
        [term for term in found if len(term) > 1 and not term.isdigit() and term not in barred] for found in words
    ]
    yield from chain.from_iterable(useful)
    for pair in chain.from_iterable(starmap(product, pairwise(useful))):
        if not listed("function_words") >= set(pair):
            yield " ".join(pair)


def _is_common(answers: Sequence[Answer]) -> bool:
    interviews = {(answer.set, answer.interview) for answer in answers}
    return len(interviews) >= INTERVIEWS and len({letter for letter, _ in interviews}) >= SETS


def _names(answers: Sequence[Answer]) -> frozenset[str]:
    """Words that have a capital inside sentences more often than not."""
    found = Counter(word for answer in answers for word in _WITHIN.findall(answer.text))
    balance: Counter[str] = Counter()
    for word, count in found.items():
        balance[word.lower()] += count if word[0].isupper() else -count
    return frozenset(word for word, more in balance.items() if more > 0)


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list beside this file: `function_words` or `odd_words`."""
    lines = Path(__file__).with_name(f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _matrix(terms: Terms, rows: int) -> csr_array:
    """Answers by terms: 1 where the answer holds the term."""
    places = [(row, column) for column, held in enumerate(terms.values()) for row in sorted(held)]
    row, column = np.array(places, dtype=np.int32).reshape(-1, 2).T
    return csr_array((np.ones(len(places)), (row, column)), shape=(rows, len(terms)))


def _evidence(code: str, terms: Sequence[str], held: csr_array, given: np.ndarray, silent: np.ndarray) -> Evidence:
    """Fit one code and round: sum of points >= least where sum of weights + intercept >= MARGIN, up to rounding."""
    weight = _balance(given) * np.where(silent, SILENCE, 1.0)
    largest = np.sort(np.argsort(-np.abs(_fit(held, given, weight).coef_[0]), kind="stable")[:KEPT])
    model = _fit(held[:, largest], given, weight)
    points = np.round(model.coef_[0] * SCALE).astype(int)
    least, support = (ceil((odds - model.intercept_[0]) * SCALE) for odds in (MARGIN, MARGIN - RULE))
    worth = {terms[largest[at]]: int(points[at]) for at in np.flatnonzero(points)}
    return Evidence(code, least, max(support, 1), worth)


def _fit(held: csr_array, given: np.ndarray, weight: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=300).fit(held, given, sample_weight=weight)


def _balance(given: np.ndarray) -> np.ndarray:
    """Weights that make answers with the code as heavy together as those without it."""
    return len(given) / (2 * np.where(given, given.sum(), (~given).sum()))
