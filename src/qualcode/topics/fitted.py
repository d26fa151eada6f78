"""Topics that were found, with everything that their tables need."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.codings.mentions import segment_ends
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Floats, Frame, Int8s, Int64s, participants
from qualcode.index.arrays import ranges
from qualcode.topics.vectors import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class Meaning:
    """What units mean, one entry a unit."""

    language: Int8s
    """Its language, an index into `text.languages.LANGUAGES`."""
    vectors: Vectors | None = None
    """Shape (units, 512): rows of length 1, or zeros where a unit says nothing; None: only the language is asked."""

    def take(self, rows: Int64s) -> "Meaning":
        """Some of the units."""
        return Meaning(self.language[rows], None if self.vectors is None else self.vectors[rows])


@dataclass(frozen=True, eq=False)
class TopicMaterial:
    """Units that have terms, one entry a unit."""

    counts: "csr_array"
    """Shape (units, terms): how often each term stands in it."""
    meaning: Meaning | None = None
    """What each means; None: the method does not ask."""

    def take(self, rows: Int64s) -> "TopicMaterial":
        """Some of the units; a unit named twice is repeated."""
        return TopicMaterial(self.counts[rows], self.meaning and self.meaning.take(rows))


TOPIC_UNITS = ("segment", "turn", "window")
"""Units in which words are counted, the default first."""
MANY_UNITS, FEW_SAMPLES, COARSE = 50_000, 4, 3e-3
"""Number of units from which fitting is cheaper: with so many halves of the respondents, and this `tol`."""
LARGE = 200_000
"""Units from which the model is fitted in small batches."""


@dataclass(frozen=True)
class TopicOptions:
    """How topics are found. Names from scikit-learn have the same meaning."""

    method: str = "nmf"
    """Name of the model."""
    k: tuple[int, int] = (0, 0)
    """Fewest and most topics; where they differ, the number is chosen between them. 0: chosen among the usual ones."""
    unit: str = "segment"
    """`segment`, `turn`, or `window`: a segment together with its neighbours in the turn."""
    window: int = 1
    """Neighbours on each side, of unit `window`."""
    by_language: bool = False
    """True: as many topics for each language as `k` says, each found in what is said in that language."""
    seed: int = 1
    """Seed of everything random."""
    samples: int = 20
    """Halves of the respondents from which stability is told, at least 2."""
    min_df: int = 3
    """Fewest units in which a term must stand."""
    max_df: float = 0.5
    """Largest share of units in which a term may stand."""
    max_features: int = 10_000
    """Most terms; the most frequent ones are kept."""
    max_iter: int = 200
    """Most rounds of fitting."""
    tol: float = 1e-4
    """Fitting ends when a round changes less than this share of what the first one did."""
    fewest_segments: int = 5
    """Segments below which a topic is not reported."""
    fewest_respondents: int = 3
    """Respondents below which a topic is not reported; never under 3."""
    stable: float = 0.6
    """Stability from which a topic is marked stable; also the share of halves that makes a term one of its core."""


@dataclass(frozen=True, eq=False)
class TopicUnits:
    """One entry a unit, in order of text."""

    kind: str
    """`segment`, `turn` or `window`."""
    segment: Int64s
    """Its global segment; the first one of a turn, the middle one of a window."""
    turn: Int64s
    """Its global turn; the first one of a chain of `continues`."""
    respondent: Int64s
    """Who speaks, an index into the frame's respondents; -1: a voice that cannot be told apart."""
    inside: tuple[Int64s, Int64s]
    """Pairs (segment, unit): a segment stands in one unit, or in several windows. Sorted by segment."""
    people: int
    """N: participants with at least one word in the turns that are looked at."""
    of_segment: Int64s
    """The unit of each segment of the corpus; -1: not a participant's."""

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.segment)


def topic_units(frame: Frame, kind: str = "segment", window: int = 1, left_out: Bools | None = None) -> TopicUnits:
    """The units of a corpus, without those of turns that are left out.

    A window is a segment with `window` neighbours on each side inside its turn, so there are as many windows as
    segments and every segment counts once, to the window around it.
    """
    turn = frame.turn_counted[frame.segment_turn].astype(np.int64)
    speaks = participants(frame) if left_out is None else participants(frame) & ~left_out
    spoken = np.flatnonzero(speaks[frame.segment_turn])
    first, number = spoken, np.arange(len(spoken))
    if kind == "turn":
        _, at, number = np.unique(turn[spoken], return_index=True, return_inverse=True)
        first = spoken[at]
    of_segment = np.full(len(turn), -1, np.int64)
    of_segment[spoken] = number
    inside = _windows(turn[spoken], spoken, window) if kind == "window" else (spoken, number)
    who = frame.turn_respondent[turn[first]].astype(np.int64)
    speaking = speaks & (frame.turn_words > 0) & (frame.turn_respondent >= 0)
    people = len(np.unique(frame.turn_respondent[speaking]))
    return TopicUnits(kind, first, turn[first], who, inside, people, of_segment)


def _windows(turn: Int64s, segments: Int64s, reach: int) -> tuple[Int64s, Int64s]:
    """Pairs (segment, window) of windows that end where their turn does."""
    order = np.argsort(turn, kind="stable")  # speech resumed after a backchannel stands with its turn
    begin = np.searchsorted(turn[order], turn[order], side="left")
    end = np.searchsorted(turn[order], turn[order], side="right")
    place = np.arange(len(order))
    low, high = np.maximum(place - reach, begin), np.minimum(place + reach + 1, end)
    member, window = ranges(low, high), np.repeat(place, high - low)
    pairs = segments[order[member]], order[window]
    by_segment = np.lexsort((pairs[1], pairs[0]))
    return pairs[0][by_segment], pairs[1][by_segment]


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
    units: TopicUnits
    """The units of the corpus."""
    terms: Sequence[str]
    """Terms in their most frequent form."""
    unit_topic: Int64s
    """Topic of each unit; -1: none of its words is in a topic."""
    unit_strength: Floats
    """For each unit, the share of all its topics' weights that its own topic has, 0 to 1."""
    unit_closeness: Floats
    """For each unit, how typical of its topic it is: sum of the weights of the topic's terms that stand in it."""
    unit_quotable: Bools
    """For each unit, whether it may be quoted: transcripts set aside for testing are not to be looked at."""
    top: Int64s
    """Shape (topics, terms of each): the heaviest terms, the heaviest first."""
    weight: Floats
    """Shape (topics, terms of each): their weights, 1 for the heaviest."""
    top_units: Int64s
    """Shape (topics, terms of each): units of the topic in which each stands."""
    top_respondents: Int64s
    """Shape (topics, terms of each): respondents of the topic who say it."""
    top_kept: Floats
    """Shape (topics, terms of each): share of halves of the respondents in which it comes back; NaN beyond ten."""
    top_core: Bools
    """Shape (topics, terms of each): those that come back in most of the halves that choose the core."""
    number: Int64s
    """Its number for people, from 1."""
    label: Sequence[str]
    """Its name: given by people, or its three most telling terms."""
    coherence: Floats
    """NPMI of its ten heaviest terms."""
    stability: Floats
    """Mean share of its ten heaviest terms that it keeps in halves of the respondents."""
    core_kept: Floats
    """Mean share of its core that it keeps in halves that did not choose it; NaN without a core."""
    segments: Int64s
    """Units that it has: segments, turns or windows."""
    respondents: Int64s
    """Different respondents of these units."""
    people: int
    """N: participants with at least one word."""
    spoken: int
    """Units with any word that says something, a term or not."""
    meaning: Meaning | None = None
    """What its most typical units mean, for tables that compare languages; never kept."""
    tried: Sequence[Tried] = ()
    """Numbers of topics that were tried, where there was a choice."""
    top_everywhere: Int64s | None = None
    """Shape (topics, terms of each): units of the corpus in which each stands; for drafts, never kept."""
    kept_back: Bools | None = None
    """True for topics whose respondents a redacted table may not count; never kept."""

    @property
    def size(self) -> int:
        """Number of topics."""
        return len(self.number)

    @property
    def reported(self) -> Bools:
        """True for topics with enough segments and respondents to be reported."""
        enough: Bools = (self.segments >= self.options.fewest_segments) & (
            self.respondents >= self.options.fewest_respondents
        )
        return enough

    @property
    def counted(self) -> Bools:
        """True for topics whose respondents may be counted."""
        return np.ones(self.size, np.bool_) if self.kept_back is None else ~self.kept_back

    @property
    def stable(self) -> Bools:
        """True for topics that come back in most samples."""
        back: Bools = self.stability >= self.options.stable
        return back

    @property
    def core_stable(self) -> Bools:
        """True for topics whose core comes back in most of the halves that did not choose it."""
        back: Bools = np.nan_to_num(self.core_kept) >= self.options.stable
        return back

    @property
    def in_order(self) -> list[int]:
        """The reported topics, in order of their numbers."""
        shown = np.flatnonzero(self.reported)
        return [int(one) for one in shown[np.argsort(self.number[shown], kind="stable")]]

    def about(self, one: int) -> dict[str, Any]:
        """The columns of a table that describe a topic."""
        return {
            "topic": int(self.number[one]),
            "label": self.label[one],
            "stability": float(self.stability[one]),
            "topic_respondents": int(self.respondents[one]),
        }


def has_codebook(codings: Codings) -> bool:
    """Whether there are codings to compare with: a corpus that nobody coded has an unnamed codebook."""
    return bool(codings.source.codebook)


def covered(frame: Frame, codings: Codings, made: TopicUnits) -> Bools:
    """For each unit, whether any coding stands in it, whatever its assertion: a denied barrier is coded, too."""
    counted = np.flatnonzero(participants(frame)[codings.turn])
    first, last = codings.segment[counted], segment_ends(frame, codings)[counted]
    found = np.zeros(made.size, np.bool_)
    unit = made.of_segment[ranges(first, last + 1)]
    found[unit[unit >= 0]] = True
    return found


def uncoded(frame: Frame, codings: Codings, fitted: Fitted) -> Int64s:
    """Units of each topic in which no coding stands."""
    left = (fitted.unit_topic >= 0) & ~covered(frame, codings, fitted.units)
    return np.bincount(fitted.unit_topic[left], minlength=fitted.size)
