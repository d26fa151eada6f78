"""Words of turns as features: terms that inflected forms share, and pairs of neighbours, weighed by TF-IDF."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from qualcode.corpus.frame import Floats
from qualcode.corpus.words import light_keys_of_words
from qualcode.rules.lookup import Analyser
from qualcode.text.tokens import keys

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LEAST_TURNS = 2
"""Turns in which a term must stand: one alone tells nothing of others."""


class TermReader:
    """Reads the terms of texts: each word by the key that its forms share at level light, and pairs of words."""

    def __init__(self, texts: Iterable[str], analyser: Analyser) -> None:
        """Find the key of every distinct word once."""
        words = sorted({word for text in texts for word in keys(text)})
        self._key: Mapping[str, str] = dict(zip(words, light_keys_of_words(words, analyser), strict=True))

    def words(self, text: str) -> list[tuple[str, str]]:
        """Each word of a text as a term, and how it is spelt."""
        return [(self._key[word], word) for word in keys(text)]

    def terms(self, text: str) -> Iterator[tuple[str, str]]:
        """Words and pairs of neighbours as terms, and how they are spelt."""
        words = self.words(text)
        yield from words
        yield from ((f"{one[0]} {other[0]}", f"{one[1]} {other[1]}") for one, other in pairwise(words))


@dataclass(frozen=True, eq=False)
class TermWeights:
    """How much each term tells: the logarithm of how few of the turns hold it."""

    number: Mapping[str, int]
    """Term -> its column."""
    idf: Floats
    """ln((1 + turns) / (1 + turns with the term)) + 1."""

    def rows(self, texts: Sequence[Iterable[str]]) -> "csr_array":
        """Terms of texts as rows of length 1; a term counts 1 + the logarithm of how often it stands there."""
        from scipy.sparse import csr_array

        counted = [Counter(self.number[term] for term in terms if term in self.number) for terms in texts]
        columns = np.array([column for each in counted for column in sorted(each)], np.int64)
        often = np.array([each[column] for each in counted for column in sorted(each)], np.float64)
        starts = np.concatenate([[0], np.cumsum([len(each) for each in counted])]).astype(np.int64)
        values = (1 + np.log(often)) * self.idf[columns]
        length = np.sqrt(np.bincount(np.repeat(np.arange(len(counted)), np.diff(starts)), values**2, len(counted)))
        values /= np.repeat(length, np.diff(starts))
        return csr_array((values, columns, starts), shape=(len(counted), len(self.idf)))


def weigh_terms(texts: Sequence[Iterable[str]]) -> TermWeights:
    """Weights of the terms that stand in two texts at least."""
    often = Counter(term for terms in texts for term in set(terms))
    names = sorted(term for term, number in often.items() if number >= LEAST_TURNS)
    held = np.array([often[name] for name in names], np.float64)
    return TermWeights({name: at for at, name in enumerate(names)}, np.log((1 + len(texts)) / (1 + held)) + 1)
