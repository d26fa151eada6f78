"""Collocations: two words that stand side by side far more often than chance would put them."""

from dataclasses import dataclass

import numpy as np

from qualcode.tables.frame import Bools, Floats, Longs
from qualcode.topics.spoken import Spoken

FEWEST = 5
"""Times that two words must stand side by side."""
LEAST = 0.35
"""Least NPMI: 0 is chance, 1 is never apart."""
DIGITS = 9
"""Decimals of scores that are compared, so that the last bit of a logarithm decides nothing."""


@dataclass(frozen=True, eq=False)
class Joined:
    """Running terms: words, and pairs of words in the place of both."""

    first: Longs
    """First word of each term, an index into the running words."""
    pair: Bools
    """True where the term is two words."""


def join_collocations(spoken: Spoken, among: Bools) -> Joined:
    """Put words together that belong together, *smart city*, *tanda tangan*; of overlapping pairs the tighter one wins.

    Pairs stand side by side in one segment and clause and are scored by NPMI, ln(p(a,b) / p(a) p(b)) / -ln p(a,b),
    with shares of running words (Bouma 2009, "Normalized (pointwise) mutual information in collocation extraction").

    Args:
        spoken: the running words.
        among: the words that count.
    """
    at = np.flatnonzero(among)
    beside = at[:-1][(np.diff(at) == 1) & (spoken.segment[at[:-1]] == spoken.segment[at[1:]]) & ~spoken.breaks[at[1:]]]
    score = _npmi(spoken.key, at, beside)
    tight = score > 0
    pairs = _apart(beside[tight], score[tight])
    second = np.zeros(len(among), np.bool_)
    second[pairs + 1] = True
    first = at[~second[at]]
    opens = np.zeros(len(among), np.bool_)
    opens[pairs] = True
    return Joined(first, opens[first])


def _npmi(key: Longs, at: Longs, beside: Longs) -> Floats:
    """NPMI of each pair that is frequent and tight enough, else 0."""
    width = int(key.max(initial=0)) + 1
    often = np.bincount(key[at], minlength=width).astype(np.float64)
    name = key[beside] * width + key[beside + 1]
    names, number, together = np.unique(name, return_inverse=True, return_counts=True)
    total = max(len(at), 1)
    share = together / total
    pmi = np.log(share * total * total / (often[names // width] * often[names % width]))
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(share < 1, pmi / -np.log(share), 1.0)
    score[(together < FEWEST) | (score < LEAST) | (names // width == names % width)] = 0
    return np.round(score, DIGITS)[number].astype(np.float64)


def _apart(pairs: Longs, score: Floats) -> Longs:
    """Pairs that share no word: where two overlap, the better scored one, then the first."""
    taken: set[int] = set()
    kept = []
    chained = np.zeros(len(pairs), np.bool_)
    close = np.flatnonzero(np.diff(pairs) == 1)
    chained[close] = chained[close + 1] = True
    alone = pairs[~chained]
    rest = np.flatnonzero(chained)
    for one in rest[np.lexsort((pairs[rest], -score[rest]))].tolist():
        pair = int(pairs[one])
        if not {pair, pair + 1} & taken:
            taken |= {pair, pair + 1}
            kept.append(pair)
    return np.sort(np.concatenate([alone, np.array(kept, np.int64)]))
