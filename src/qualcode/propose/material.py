"""What suggestions are learnt from: turns, a coder's answers, the codebook's texts, and words as features.

Words become terms that inflected forms share, and pairs of neighbours, weighted by TF-IDF.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qualcode.corpus.frame import Bools, Floats, Int64s
from qualcode.corpus.words import light_keys_of_words
from qualcode.model.codebook import Code
from qualcode.rules.lookup import Analyser
from qualcode.text.tokens import keys

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TurnVectors = npt.NDArray[np.float32]
"""Shape (texts, dimensions), rows of length 1."""


@dataclass(frozen=True, eq=False)
class CodeTexts:
    """Texts that say what a code means: its label and definition, when to use it, and sentences that must be found."""

    texts: tuple[str, ...]
    """One entry a text."""
    code: Int64s
    """Index of the code that each text belongs to."""
    vectors: TurnVectors
    """What each text means."""


@dataclass(frozen=True, eq=False)
class Material:
    """Participants' turns, one row each in the order of the corpus, with the coder's answers."""

    texts: Sequence[str]
    """What was said, without the transcriber's marks."""
    vectors: TurnVectors
    """What each turn means."""
    people: Int64s
    """Group of people that each turn belongs to: a respondent with everyone in the same sessions."""
    codes: tuple[Code, ...]
    """Codes of the codebook that are in use."""
    has: Bools
    """Shape (turns, codes): the coder gave the code or one below it."""
    known: Bools
    """Shape (turns, codes): the coder has looked at the turn, so the answer is known."""
    definitions: CodeTexts
    """What the codebook says of the codes."""
    rules: Bools
    """Shape (turns, codes): a rule of the code finds it affirmed."""
    elsewhere: Floats | None = None
    """Shape (turns, codes): what a model learnt elsewhere says; None: there is no such model."""

    @property
    def looked(self) -> Bools:
        """Turns that the coder has looked at."""
        return np.asarray(self.known.any(axis=1))

    @property
    def positives(self) -> Int64s:
        """Turns that have each code."""
        return np.asarray((self.has & self.known).sum(axis=0), np.int64)

    def forgetting(self, rows: Bools) -> "Material":
        """The same material without the answers for some turns."""
        kept = self.known & ~rows[:, None]
        return replace(self, has=self.has & kept, known=kept)


def code_texts(code: Code) -> Iterator[str]:
    """The texts of a codebook about a code; none if it lacks even a label."""
    for language in dict.fromkeys([*code.label, *code.definition]):
        yield ". ".join(each for each in (code.label.get(language), code.definition.get(language)) if each)
    for lines in code.include.values():
        yield from lines
    yield from (example.text for example in code.examples if example.expect)


LEAST_TURNS = 2
"""Fewest turns with a term: a single turn cannot teach about others."""


class TermReader:
    """Reads the terms of texts: each word by the key that its forms share at level light, and pairs of words."""

    def __init__(self, texts: Iterable[str], analyser: Analyser) -> None:
        """Look up the key of every distinct word once."""
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
