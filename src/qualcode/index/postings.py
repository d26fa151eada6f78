"""Inverted lists: the tokens of each type, put in their places stretch after stretch of the text."""

import numpy as np

from qualcode.index.arrays import Ints, ranges


class Postings:
    """Tokens grouped by type, in order of text.

    Args:
        counts: tokens of each type in the whole text.
    """

    def __init__(self, counts: Ints) -> None:
        """Make room for all tokens."""
        self.starts: Ints = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self.tokens: Ints = np.empty(int(self.starts[-1]), np.int32)
        self._next = self.starts[:-1].copy()
        self._done = 0

    def add(self, types: Ints) -> None:
        """Put the next tokens, given by their types, in their places."""
        counts, order = grouped(types, len(self._next))
        self.tokens[_places(self._next, counts)] = order + np.int32(self._done)
        self._next += counts
        self._done += len(types)


def _places(begins: Ints, counts: Ints) -> Ints:
    own = np.flatnonzero(counts)
    return ranges(begins[own], begins[own] + counts[own])


def grouped(types: Ints, n_types: int) -> tuple[Ints, Ints]:
    """Tokens of each type, and the tokens in order of type: a counting sort, as a sparse matrix is turned."""
    from scipy.sparse import csr_array  # a quarter of a second to import, and an index on disk needs none of it

    one, row = np.ones(len(types), np.int8), np.arange(len(types) + 1, dtype=np.int32)
    columns = csr_array((one, types, row), shape=(len(types), n_types)).tocsc()
    return np.diff(columns.indptr), columns.indices
