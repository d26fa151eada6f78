"""Word weights: how alike passages of text are, by the words that they share.

Words count by their inflection-free form, weighted by tf-idf (Salton and Buckley 1988): a word weighs more the more
often it stands in the passage and the fewer passages have it. Likeness is the cosine of two passages, 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import ranges
from qualcode.tables.frame import Bools, Floats, Longs
from qualcode.text import levels, marks, tokens


@dataclass(frozen=True, eq=False)
class WordWeights:
    """What each word weighs in each passage: a sparse vector of length 1; a passage without words has none."""

    offsets: Longs
    """Passage i has the entries from `offsets[i]` to `offsets[i + 1]`."""
    word: Longs
    """Number of the word."""
    weight: Floats
    """Its weight in the passage."""
    words: Longs
    """Running words of each passage, transcriber marks left out."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """Some passages beside each other."""

    owner: Longs
    """Passage of each entry, counted within the cloud."""
    word: Longs
    """Number of its word, counted within the cloud."""
    weight: Floats
    """Its weight."""
    size: int
    """Number of passages."""

    def closeness(self) -> Floats:
        """Cosine of each passage with the centre (the mean) of them all."""
        centre = self._sum(np.ones(len(self.word), dtype=np.bool_))
        length = float(np.sqrt(np.square(centre).sum()))
        return self._with(centre) / (length or 1.0)

    def likeness(self, passage: int) -> Floats:
        """Cosine of each passage with one of them."""
        return self._with(self._sum(self.owner == passage))

    def _sum(self, entries: Bools) -> Floats:
        """One vector that adds up some of the entries."""
        size = int(self.word.max(initial=0)) + 1
        return np.bincount(self.word[entries], self.weight[entries], size).astype(np.float64)

    def _with(self, vector: Floats) -> Floats:
        return np.bincount(self.owner, self.weight * vector[self.word], self.size).astype(np.float64)


def word_weights(texts: Sequence[str]) -> WordWeights:
    """Word weights of passages; how rare a word is is judged among these passages."""
    spoken = [tokens.keys(marks.without(text)) for text in texts]
    lengths = np.array([len(each) for each in spoken], dtype=np.int64)
    number = _numbers(spoken)
    running = np.array([number[word] for each in spoken for word in each], dtype=np.int64)
    width = len(number) + 1
    keys, often = np.unique(np.repeat(np.arange(len(texts)), lengths) * width + running, return_counts=True)
    passage, word = keys // width, keys % width
    rare = np.log((1 + len(texts)) / (1 + np.bincount(word, minlength=width))) + 1
    weight = often * rare[word]
    length = np.sqrt(np.bincount(passage, np.square(weight), len(texts)))
    offsets = np.searchsorted(passage, np.arange(len(texts) + 1))
    return WordWeights(offsets, word, weight / length[passage], lengths)


def cloud(made: WordWeights, passages: Longs) -> Cloud:
    """Some of the passages, numbered in the order given."""
    starts, ends = made.offsets[passages], made.offsets[passages + 1]
    entries = ranges(starts, ends)
    word = np.unique(made.word[entries], return_inverse=True)[1]
    return Cloud(np.repeat(np.arange(len(passages)), ends - starts), word, made.weight[entries], len(passages))


def _numbers(spoken: Sequence[Sequence[str]]) -> dict[str, int]:
    """Word -> number of its inflection-free form."""
    distinct = sorted({word for each in spoken for word in each})
    forms = [_form(word, keys) for word, keys in zip(distinct, levels.light_keys(distinct), strict=True)]
    place = {form: at for at, form in enumerate(dict.fromkeys(forms))}
    return {word: place[form] for word, form in zip(distinct, forms, strict=True)}


def _form(word: str, keys: Sequence[str]) -> str:
    """The Indonesian base where the word has affixes, else the English lemma, else the word itself."""
    bases = [key.partition(":")[2] for key in keys]
    return next((base for base in bases if base != word), word)
