"""Coherence: whether the terms of a topic stand in the same units."""

from typing import TYPE_CHECKING

import numpy as np

from qualcode.tables.frame import Floats, Longs

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_NEVER = 1e-12
"""Probability added to that of a pair, so that a pair that never occurs has a logarithm (Roeder and others 2015)."""


def npmi(counts: "csr_array", tops: Longs) -> Floats:
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
