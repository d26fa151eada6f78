"""Frame and Codings: who said what where, and one coder's codings of it, as columns.

Tables are made from these two records only. Every array of a frame has one entry a turn, or one a segment, and a
*global* index counts through all transcripts of the corpus in order; arrays of codings have one entry a coding.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from qualcode.model import Attribute, Code, Finding

Bytes = npt.NDArray[np.int8]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Words:
    """The running words of a corpus, those inside transcriber marks left out."""

    forms: Sequence[str]
    """Each distinct word, in lower case."""
    keys: Sequence[str]
    """For each form, the key at level light that its inflected forms share."""
    form: Ints
    """Index into `forms` for each word in order of text."""
    turn_words: Longs
    """First word of each turn, and the number of words at the end: n_turns + 1 values."""


def no_words() -> Words:
    """Words of a frame made without any."""
    return Words((), (), np.empty(0, np.int32), np.zeros(1, np.int64))


@dataclass(frozen=True, eq=False)
class Found:
    """Where some terms stand, one entry a match, in any order; nested and overlapping ones included."""

    term: Longs
    """Index into the terms asked for."""
    turn: Longs
    """Global turn."""
    segment: Longs
    """Global segment."""
    position: Longs
    """Number of its first word in its transcript, from 1; words of all speakers outside transcriber marks count."""
    words: Longs
    """Number of its words."""
    start: Longs
    """First code point in the turn's text."""
    end: Longs
    """Code point after it in the turn's text."""
    before: Longs
    """Code point at which the words before it begin: as many as asked for, in its turn."""
    after: Longs
    """Code point at which the words after it end."""


Find = Callable[[tuple[str, ...], str, int], Found]
"""Terms, their level, and words wanted on each side -> where they stand."""


def _no_index(terms: tuple[str, ...], level: str, window: int) -> Found:
    """Nothing: a frame that was made without an index."""
    return Found(*(np.empty(0, np.int64) for _ in range(9)))


@dataclass(frozen=True, eq=False)
class Frame:
    """Who said what where: transcripts, turns, segments, respondents and their attributes."""

    corpus: str
    """Name of the corpus."""
    synthetic: bool
    """True when the interviews are invented."""
    transcripts: Sequence[str]
    """Ids of the transcripts."""
    sessions: Sequence[str]
    """Session of each transcript."""
    turn_transcript: Ints
    """Transcript of each turn; transcripts stand one after the other."""
    turn_number: Ints
    """Number of the turn in its transcript, from 1."""
    turn_counted: Ints
    """Global index of the turn with which this turn is counted: itself, or the first of its `continues` chain."""
    turn_role: Bytes
    """Index into `model.ROLES`."""
    turn_respondent: Ints
    """Index into `respondents`; -1: none (other roles, and voices that cannot be told apart)."""
    turn_words: Ints
    """Tokens outside transcriber marks."""
    turn_speaker: Ints
    """Index into `speakers`."""
    turn_start: Floats
    """Seconds from the start of the recording; nan: the source does not say."""
    turn_end: Floats
    """Seconds at the end of the turn; nan: the source does not say."""
    segment_turn: Ints
    """Global turn of each segment; segments stand in order of turn and number."""
    segment_number: Ints
    """Number of the segment in its turn, from 1."""
    segment_start: Ints
    """First code point in the turn's text."""
    segment_end: Ints
    """Code point after the segment in the turn's text."""
    languages: Callable[[], Bytes]
    """Makes `segment_language`: looking at every distinct word takes time that most tables need not spend."""
    respondents: Sequence[str]
    """Names of the respondents, each once."""
    speakers: Sequence[str]
    """Labels of the speakers."""
    attribute_names: tuple[str, ...]
    """Attributes that transcripts or respondents have."""
    attribute_values: Mapping[str, Sequence[str]]
    """Attribute -> its values, each once."""
    turn_attribute: Mapping[str, Ints]
    """Attribute -> index of the value that holds for each turn; -1: missing."""
    text: Callable[[int], str]
    """Text of a turn, by its global index."""
    guessed: frozenset[tuple[str, str]] = frozenset()
    """Transcript and label of each speaker whose role was guessed, not decided."""
    find: Find = _no_index
    """Looks for terms of the codebook language in all turns; nothing is looked for before it is called."""
    near: Callable[[str], tuple[str, ...]] = lambda term: ()
    """Words of the corpus that are written much the same as a term."""
    words: Callable[[], Words] = no_words
    """The running words; asked for only by tables of words, since the keys of a large vocabulary take seconds."""
    declared: Mapping[str, Attribute] = field(default_factory=dict)
    """Attribute -> its level and label, where `corpus.yaml` states them."""
    day_first: bool | None = None
    """True: dates such as 03/04/2024 have the day first where no date shows it; None: they cannot be read."""

    @cached_property
    def segment_language(self) -> Bytes:
        """Language of each segment, an index into `text.languages.LANGUAGES`."""
        return self.languages()

    def attribute(self, name: str) -> Ints:
        """Value of an attribute for each turn, as an index into `attribute_values[name]`; -1: missing."""
        return self.turn_attribute[name]


@dataclass(frozen=True, eq=False)
class Codings:
    """One coder's codings in force, all assertions; in any order, tables sort them by turn, start, end and code."""

    coder: str
    """Name of the coder."""
    kind: Literal["rules", "person", "model"]
    """What the coder is."""
    codebook: str
    """Name of the codebook."""
    version: str
    """Version of the codebook."""
    sha256: str
    """Hash of the codebook's file."""
    codes: tuple[Code, ...]
    """Codes of the codebook, in the order of the file."""
    code: Ints
    """Index into `codes`."""
    turn: Ints
    """Global turn."""
    segment: Ints
    """Global segment in which the coding starts."""
    start: Ints
    """First code point in the turn's text."""
    end: Ints
    """Code point after the coding in the turn's text."""
    first: Ints
    """First token, counted through the whole corpus."""
    last: Ints
    """Token after the last one, counted the same way: two codings touch when `last` of one is `first` of the other."""
    assertion: Bytes
    """Index into `model.ASSERTIONS`."""
    prompted: Bools
    """True when the question before it holds the code's terms."""
    rule_offsets: Longs
    """Coding i was made by the rules `rule_ids[rule_offsets[i]:rule_offsets[i + 1]]`; one entry more than codings."""
    rule_ids: Ints
    """Indexes into `rule_names`."""
    rule_names: Sequence[str]
    """Names of the rules, in the order of the codebook."""
    matched_offsets: Longs
    """Coding i matched the spans numbered `matched_offsets[i]` up to `matched_offsets[i + 1]`."""
    matched_start: Ints
    """First code point of each matched span in the turn's text."""
    matched_end: Ints
    """Code point after each matched span."""
    languages: tuple[str, ...] = ()
    """Languages of the codebook; the first one gives the labels unless another is asked for."""
    approach: Literal["", "inductive", "deductive"] = ""
    """How a coder came to the codes; empty: not stated."""
    findings: tuple[Finding, ...] = ()
    """What went wrong while coding, such as a regular expression that was given up."""
