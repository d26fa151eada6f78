"""Terms: how often each word and collocation stands in each unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.tables.frame import Longs
from qualcode.topics.collocations import Joined, join_collocations
from qualcode.topics.options import TopicOptions
from qualcode.topics.spoken import Spoken
from qualcode.topics.units import Units

if TYPE_CHECKING:
    from scipy.sparse import csr_array

FEWEST_RESPONDENTS = 3
"""Respondents who must say a term, as for a topic: one person's pet word, or a name that slipped through, is none."""


@dataclass(frozen=True, eq=False)
class Terms:
    """Counts of terms in units."""

    counts: "csr_array"
    """Shape (units, terms), 32-bit numbers."""
    names: Sequence[str]
    """Each term in its most frequent form."""
    spoken: int
    """Units with any word that says something, a term or not."""


def count_terms(spoken: Spoken, made: Units, options: TopicOptions) -> Terms:
    """Count terms: light keys and collocations that are neither too rare nor everywhere."""
    from scipy.sparse import csr_array

    speech = spoken.used & (made.of_segment[spoken.segment] >= 0)
    joined = join_collocations(spoken, speech)
    names, number = _names(spoken, joined)
    segments = len(made.of_segment)
    one = np.ones(len(number), np.float32)
    said = csr_array((one, (spoken.segment[joined.first], number)), shape=(segments, len(names)))
    membership = csr_array(
        (np.ones(len(made.inside[0]), np.float32), (made.inside[1], made.inside[0])), shape=(made.size, segments)
    )
    counts = (membership @ said).tocsr()
    counts.sum_duplicates()
    speaking = int(np.count_nonzero(np.diff(counts.indptr)))
    kept = _kept(counts, made.respondent, options)
    counts = counts[:, kept]
    counts.sort_indices()
    return Terms(counts, [names[at] for at in kept.tolist()], speaking)


def _names(spoken: Spoken, joined: Joined) -> tuple[list[str], Longs]:
    """The most frequent form of each term, and the number of each running term."""
    width, wide = int(spoken.key.max(initial=0)) + 1, len(spoken.forms) + 1
    last = np.where(joined.pair, joined.first + 1, joined.first)
    key = spoken.key[joined.first] * (width + 1) + np.where(joined.pair, spoken.key[last] + 1, 0)
    keys, number = np.unique(key, return_inverse=True)
    form = spoken.form[joined.first] * (wide + 1) + np.where(joined.pair, spoken.form[last] + 1, 0)
    forms, of_form, often = np.unique(form, return_index=True, return_counts=True)
    owner = number[of_form]
    order = np.lexsort((forms, -often, owner))
    best = order[np.searchsorted(owner[order], np.arange(len(keys)))]
    return [_written(spoken, int(forms[at]), wide + 1) for at in best.tolist()], number


def _written(spoken: Spoken, form: int, wide: int) -> str:
    first, second = divmod(form, wide)
    return " ".join([spoken.forms[first], *([spoken.forms[second - 1]] if second else [])])


def _kept(counts: "csr_array", respondent: Longs, options: TopicOptions) -> Longs:
    """Terms that stay, in order of their key."""
    from scipy.sparse import csr_array

    present = counts.copy()
    present.data[:] = 1
    often = np.bincount(present.indices, minlength=counts.shape[1])
    known = np.flatnonzero(respondent >= 0)
    people = int(respondent.max(initial=0)) + 1
    who = csr_array((np.ones(len(known), np.float32), (respondent[known], known)), shape=(people, counts.shape[0]))
    sayers = np.bincount((who @ present).tocsr().indices, minlength=counts.shape[1])
    fit = (often >= options.min_df) & (often <= options.max_df * counts.shape[0]) & (sayers >= FEWEST_RESPONDENTS)
    kept = np.flatnonzero(fit)
    if len(kept) > options.max_features:
        kept = np.sort(kept[np.lexsort((kept, -often[kept]))][: options.max_features])
    return kept
