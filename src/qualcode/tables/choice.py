"""Choice: the most typical and the most varied of some passages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Int64s, LightKeys
from qualcode.index.arrays import ranges
from qualcode.text import languages, marks, tokens


@dataclass(frozen=True, eq=False)
class WordWeights:
    """What each word weighs in each passage: a sparse vector of length 1; a passage without words has none."""

    offsets: Int64s
    """Passage i has the entries from `offsets[i]` to `offsets[i + 1]`."""
    word: Int64s
    """Number of the word."""
    weight: Floats
    """Its weight in the passage."""
    words: Int64s
    """Running words of each passage, transcriber marks left out."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """Some passages beside each other."""

    owner: Int64s
    """Passage of each entry, counted within the cloud."""
    word: Int64s
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


def word_weights(texts: Sequence[str], light_keys: LightKeys = languages.light_keys) -> WordWeights:
    """Word weights of passages; how rare a word is is judged among these passages."""
    spoken = [tokens.keys(marks.without_mark_text(text)) for text in texts]
    lengths = np.array([len(each) for each in spoken], dtype=np.int64)
    number = _numbers(spoken, light_keys)
    running = np.array([number[word] for each in spoken for word in each], dtype=np.int64)
    width = len(number) + 1
    keys, often = np.unique(np.repeat(np.arange(len(texts)), lengths) * width + running, return_counts=True)
    passage, word = keys // width, keys % width
    rare = np.log((1 + len(texts)) / (1 + np.bincount(word, minlength=width))) + 1
    weight = often * rare[word]
    length = np.sqrt(np.bincount(passage, np.square(weight), len(texts)))
    offsets = np.searchsorted(passage, np.arange(len(texts) + 1))
    return WordWeights(offsets, word, weight / length[passage], lengths)


def cloud(made: WordWeights, passages: Int64s) -> Cloud:
    """Some of the passages, numbered in the order given."""
    starts, ends = made.offsets[passages], made.offsets[passages + 1]
    entries = ranges(starts, ends)
    word = np.unique(made.word[entries], return_inverse=True)[1]
    return Cloud(np.repeat(np.arange(len(passages)), ends - starts), word, made.weight[entries], len(passages))


def _numbers(spoken: Sequence[Sequence[str]], keys_of: LightKeys) -> dict[str, int]:
    """Word -> number of its inflection-free form."""
    distinct = sorted({word for each in spoken for word in each})
    forms = [_form(word, keys) for word, keys in zip(distinct, keys_of(distinct), strict=True)]
    place = {form: at for at, form in enumerate(dict.fromkeys(forms))}
    return {word: place[form] for word, form in zip(distinct, forms, strict=True)}


def _form(word: str, keys: Sequence[str]) -> str:
    """The Indonesian base where the word has affixes, else the English lemma, else the word itself."""
    bases = [key.partition(":")[2] for key in keys]
    return next((base for base in bases if base != word), word)


SHORT_PASSAGE = 6
"""A passage of fewer words is a fragment, taken only when nothing longer is left."""
ALIKE = 0.8
"""Passages at least so alike are the same thing said twice; only one of them is taken."""
BALANCE = 0.5
"""Weight of closeness against novelty in maximal marginal relevance."""
COMPARED_DECIMALS = 9
"""Decimals of scores that are compared, so that the last bit of a sum decides nothing."""


@dataclass(frozen=True, eq=False)
class PassageChoice:
    """Passages chosen, as places in the cloud, best first."""

    typical: tuple[int, ...]
    """Those closest to the centre."""
    varied: tuple[int, ...]
    """Those that are unlike each other, too."""
    closeness: Floats
    """Cosine of every passage with the centre."""


def choose_passages(passages: Cloud, words: Int64s, who: Int64s, top: int) -> PassageChoice:
    """Choose `top` typical passages, then `top` varied ones among the rest.

    Typical: closest to the centre. Varied: maximal marginal relevance (Carbonell and Goldstein 1998), which takes what
    is close to the centre and unlike all that was taken before, farthest first. Nobody is quoted again while others
    have a passage left; near-duplicates are never taken. Equal ones: the first.

    Args:
        passages: the passages.
        words: words of each passage.
        who: number of who said each passage.
        top: how many of each.
    """
    state = _State(passages, words < SHORT_PASSAGE, np.unique(who, return_inverse=True)[1])
    closeness = passages.closeness()
    typical = [state.take(closeness) for _ in range(top)]
    varied = [state.take(BALANCE * closeness - (1 - BALANCE) * state.redundancy) for _ in range(top)]
    return PassageChoice(_taken(typical), _taken(varied), closeness)


def _taken(places: list[int]) -> tuple[int, ...]:
    return tuple(place for place in places if place >= 0)


class _State:
    """What was taken so far."""

    def __init__(self, passages: Cloud, short: Bools, who: Int64s) -> None:
        self.redundancy: Floats = np.zeros(passages.size)
        """Likeness of each passage to the most similar one taken."""
        self._passages, self._short, self._who = passages, short, who
        self._quoted = np.zeros(int(who.max(initial=-1)) + 1, dtype=np.int64)
        self._free: Bools = np.ones(passages.size, dtype=np.bool_)

    def take(self, score: Floats) -> int:
        """Take the passage with the best score among those to be preferred; -1 when none is left."""
        left = np.flatnonzero(self._free)
        if not len(left):
            return -1
        left = left[self._short[left] == self._short[left].min()]
        quoted = self._quoted[self._who[left]]
        left = left[quoted == quoted.min()]
        place = int(left[np.argmax(np.round(score[left], COMPARED_DECIMALS))])
        self._quoted[self._who[place]] += 1
        self.redundancy = np.maximum(self.redundancy, self._passages.likeness(place))
        self._free &= self.redundancy < ALIKE
        self._free[place] = False
        return place
