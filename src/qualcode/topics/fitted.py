"""Fitted: topics that were found, with all that their tables need."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.tables.frame import Bools, Floats, Longs
from qualcode.topics.material import Meaning
from qualcode.topics.options import TopicOptions
from qualcode.topics.units import Units


@dataclass(frozen=True)
class Tried:
    """One number of topics that was tried."""

    k: int
    """Number of topics."""
    coherence: float
    """Mean NPMI of the topics."""
    stability: float
    """Mean stability of the topics."""
    chosen: bool = False
    """True for the number that was taken."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """Topics of a corpus, the largest first; arrays have one entry a topic unless they say otherwise."""

    options: TopicOptions
    """How they were found; `method` and `k` as they were in the end."""
    units: Units
    """What was looked at."""
    terms: Sequence[str]
    """Terms in their most frequent form."""
    unit_topic: Longs
    """Topic of each unit; -1: none of its words is in a topic."""
    unit_strength: Floats
    """For each unit, the share of all its topics' weights that its own topic has, 0 to 1."""
    unit_closeness: Floats
    """For each unit, how typical of its topic it is: sum of the weights of the topic's terms that stand in it."""
    unit_quotable: Bools
    """For each unit, whether it may be quoted: transcripts set aside for testing are not to be looked at."""
    top: Longs
    """Shape (topics, terms of each): the heaviest terms, the heaviest first."""
    weight: Floats
    """Shape (topics, terms of each): their weights, 1 for the heaviest."""
    top_units: Longs
    """Shape (topics, terms of each): units of the topic in which each stands."""
    top_respondents: Longs
    """Shape (topics, terms of each): respondents of the topic who say it."""
    top_kept: Floats
    """Shape (topics, terms of each): share of halves of the respondents in which it comes back; NaN beyond ten."""
    top_core: Bools
    """Shape (topics, terms of each): those that come back in most of the halves that choose the core."""
    number: Longs
    """Number by which people call it, from 1."""
    label: Sequence[str]
    """What people call it: a name they gave, or its three most telling terms."""
    coherence: Floats
    """NPMI of its ten heaviest terms."""
    stability: Floats
    """Mean share of its ten heaviest terms that it keeps in halves of the respondents."""
    core_kept: Floats
    """Mean share of its core that it keeps in halves that did not choose it; NaN without a core."""
    segments: Longs
    """Units that it has: segments, turns or windows."""
    respondents: Longs
    """Different respondents of these units."""
    people: int
    """N: participants with at least one word."""
    spoken: int
    """Units with any word that says something, a term or not."""
    meaning: Meaning | None = None
    """What its most typical units mean, for tables that compare languages; never kept."""
    tried: Sequence[Tried] = ()
    """Numbers of topics that were tried, where there was a choice."""

    @property
    def size(self) -> int:
        """Number of topics."""
        return len(self.number)

    @property
    def reported(self) -> Bools:
        """True where enough segments and respondents stand behind a topic to speak of it."""
        enough: Bools = (self.segments >= self.options.fewest_segments) & (
            self.respondents >= self.options.fewest_respondents
        )
        return enough

    @property
    def stable(self) -> Bools:
        """True where a topic comes back in most samples."""
        back: Bools = self.stability >= self.options.stable
        return back

    @property
    def core_stable(self) -> Bools:
        """True where the core comes back in most of the halves that did not choose it."""
        back: Bools = np.nan_to_num(self.core_kept) >= self.options.stable
        return back
