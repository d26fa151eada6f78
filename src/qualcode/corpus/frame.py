"""The frame of a corpus: who said what where, as the columns that tables are made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualcode.index.arrays import Int8s as Int8s
from qualcode.index.arrays import Int32s as Int32s
from qualcode.model.corpus import ROLES, Attribute
from qualcode.model.translation import Translations
from qualcode.text.languages import light_keys

Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class RunningWords:
    """The running words of a corpus, those inside transcriber marks left out."""

    forms: Sequence[str]
    """Each distinct word, in lower case."""
    keys: Sequence[str]
    """For each form, the key at level light that its inflected forms share."""
    form: Int32s
    """Index into `forms` for each word in order of text."""
    turn_words: Int64s
    """First word of each turn, and the number of words at the end: n_turns + 1 values."""


def no_words() -> RunningWords:
    """Words of a frame made without any."""
    return RunningWords((), (), np.empty(0, np.int32), np.zeros(1, np.int64))


@dataclass(frozen=True, eq=False)
class TermOccurrences:
    """Where some terms stand, one entry a match, in any order; nested and overlapping ones included."""

    term: Int64s
    """Index into the terms asked for."""
    turn: Int64s
    """Global turn."""
    segment: Int64s
    """Global segment."""
    position: Int64s
    """Number of its first word in its transcript, from 1; words of all speakers outside transcriber marks count."""
    words: Int64s
    """Number of its words."""
    start: Int64s
    """First code point in the turn's text."""
    end: Int64s
    """Code point after it in the turn's text."""
    before: Int64s
    """Code point at which the words before it begin: as many as asked for, in its turn."""
    after: Int64s
    """Code point at which the words after it end."""


LightKeys = Callable[[Sequence[str]], Sequence[tuple[str, ...]]]
"""Words -> the keys of each at level light."""
FindTerms = Callable[[tuple[str, ...], str, int], TermOccurrences]
"""Terms, their level, and words wanted on each side -> where they stand."""


def _no_index(terms: tuple[str, ...], level: str, window: int) -> TermOccurrences:
    """Nothing: a frame that was made without an index."""
    return TermOccurrences(*(np.empty(0, np.int64) for _ in range(9)))


@dataclass(frozen=True, eq=False)
class Looked:
    """What the coder whose codings are counted has looked at: where a code is missing elsewhere, nobody missed it."""

    turns: Bools | None = None
    """True for each turn that was looked at; None: all of them were."""
    known: bool = True
    """False: nobody says what was looked at, and it is taken for all."""
    sample: str = ""
    """Sample by which the turns were drawn, so that they are no picture of the whole; empty: they were not drawn."""


EVERYTHING = Looked()
"""What rules look at, and who reads everything."""


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
    turn_transcript: Int32s
    """Transcript of each turn; transcripts stand one after the other."""
    turn_number: Int32s
    """Number of the turn in its transcript, from 1."""
    turn_counted: Int32s
    """Global index of the turn with which this turn is counted: itself, or the first of its `continues` chain."""
    turn_role: Int8s
    """Index into `model.ROLES`."""
    turn_respondent: Int32s
    """Index into `respondents`; -1: none (other roles, and voices that cannot be told apart)."""
    turn_words: Int32s
    """Tokens outside transcriber marks."""
    turn_speaker: Int32s
    """Index into `speakers`."""
    turn_start: Floats
    """Seconds from the start of the recording; nan: the source does not say."""
    turn_end: Floats
    """Seconds at the end of the turn; nan: the source does not say."""
    segment_turn: Int32s
    """Global turn of each segment; segments stand in order of turn and number."""
    segment_number: Int32s
    """Number of the segment in its turn, from 1."""
    segment_start: Int32s
    """First code point in the turn's text."""
    segment_end: Int32s
    """Code point after the segment in the turn's text."""
    languages: Callable[[], Int8s]
    """Makes `segment_language`: looking at every distinct word takes time that most tables need not spend."""
    respondents: Sequence[str]
    """Names of the respondents, each once."""
    speakers: Sequence[str]
    """Labels of the speakers."""
    attribute_names: tuple[str, ...]
    """Attributes that transcripts or respondents have."""
    attribute_values: Mapping[str, Sequence[str]]
    """Attribute -> its values, each once."""
    turn_attribute: Mapping[str, Int32s]
    """Attribute -> index of the value that holds for each turn; -1: missing."""
    text: Callable[[int], str]
    """Text of a turn, by its global index."""
    guessed: frozenset[tuple[str, str]] = frozenset()
    """Transcript and label of each speaker whose role was guessed, not decided."""
    find: FindTerms = _no_index
    """Looks for terms of the codebook language in all turns; nothing is looked for before it is called."""
    near: Callable[[str], tuple[str, ...]] = lambda term: ()
    """Words of the corpus that are written much the same as a term."""
    words: Callable[[], RunningWords] = no_words
    """The running words; asked for only by tables of words, since the keys of a large vocabulary take seconds."""
    light_keys: LightKeys = light_keys
    """Keys of words at level light, those of earlier runs remembered."""
    declared: Mapping[str, Attribute] = field(default_factory=dict)
    """Attribute -> its level and labels, where `corpus.yaml` states them."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Respondent -> what stands for the name where people read."""
    day_first: bool | None = None
    """True: dates such as 03/04/2024 have the day first where no date shows it; None: they cannot be read."""
    by_sentence: bool = False
    """Whether each segment is a sentence; False: a turn, a paragraph or a line, or nobody knows."""
    surveys: frozenset[int] = frozenset()
    """Transcripts of which every turn is a person of its own (`--each row`): these do not talk with each other."""
    translate: Callable[[], Translations] = dict
    """Reads `translations`, which most studies have none of."""
    looked: Looked = EVERYTHING
    """What the coder has looked at whose codings are counted."""
    elsewhere: Int64s | tuple[()] = ()
    """Of one shard: its respondents who speak in other shards, too."""

    @cached_property
    def segment_language(self) -> Int8s:
        """Language of each segment, an index into `text.languages.LANGUAGES`."""
        return self.languages()

    @cached_property
    def translations(self) -> Translations:
        """What passages say in other languages."""
        return self.translate()

    def attribute(self, name: str) -> Int32s:
        """Value of an attribute for each turn, as an index into `attribute_values[name]`; -1: missing."""
        return self.turn_attribute[name]


CONSENT = "consent"
"""Attribute by which a transcript or a respondent says what was agreed to."""
PARTICIPANT = ROLES.index("participant")


def said_by_participants(frame: Frame) -> Bools:
    """True for each turn of a participant, whoever has looked at it."""
    return np.asarray(frame.turn_role == PARTICIPANT)


def participants(frame: Frame) -> Bools:
    """True for each turn of a participant that the coder has looked at: the only turns that are counted."""
    every = said_by_participants(frame)
    return every if frame.looked.turns is None else every & frame.looked.turns


def turns_by_place(frame: Frame) -> dict[tuple[str, int], int]:
    """Transcript and number of each turn -> its row in the frame."""
    names = [frame.transcripts[at] for at in frame.turn_transcript.tolist()]
    return {place: turn for turn, place in enumerate(zip(names, frame.turn_number.tolist(), strict=True))}


def stated_consents(frame: Frame) -> tuple[str, ...]:
    """What transcripts and respondents say of their own consent, each value once; empty: some of them say nothing."""
    return consents([frame]) if CONSENT in frame.attribute_names else ()


def consents(frames: Iterable[Frame]) -> tuple[str, ...]:
    """The same of the shards of a corpus that has such an attribute, looked at one by one."""
    found: set[int] = set()
    values: Sequence[str] = ()
    for frame in frames:
        values = frame.attribute_values[CONSENT]
        found.update(np.unique(frame.attribute(CONSENT)[participants(frame)]).tolist())
    return tuple(values[at] if at >= 0 else "" for at in sorted(found))


def people_together(frame: Frame) -> Int64s:
    """For each turn the number of the people it belongs to: a respondent, with all who sat in a session with them.

    What they say hangs together, so that a resample draws them together: a person who speaks in four transcripts is
    one, a focus group too, and so is a person with all groups they sat in. The rows of a survey never met. Voices that
    cannot be told apart belong to their session.
    """
    session = sessions_of_turns(frame).astype(np.int64)
    known, met = frame.turn_respondent >= 0, ~np.isin(frame.turn_transcript, list(frame.surveys))
    sessions = int(session.max(initial=-1)) + 1
    person, group = _joined(frame.turn_respondent[known & met], session[known & met], len(frame.respondents), sessions)
    first = sessions + len(frame.respondents)
    alone = np.where(met, group[session], first + np.arange(len(session)))
    number = np.where(known, np.append(person, -1)[frame.turn_respondent], alone)
    return np.unique(number, return_inverse=True)[1].astype(np.int64)


def _joined(who: Int32s, where: Int64s, people: int, sessions: int) -> tuple[Int64s, Int64s]:
    """Number of the group of each person and of each session, given who spoke where; without a session, one alone."""
    group = np.arange(sessions)
    while True:  # each round takes a step from session to session
        person = sessions + np.arange(people)
        np.minimum.at(person, who, group[where])
        before = group.copy()
        np.minimum.at(group, where, person[who])
        if np.array_equal(group, before):
            return person, group


def sessions_of_turns(frame: Frame) -> Int32s:
    """Number of each turn's session."""
    number = {session: at for at, session in enumerate(dict.fromkeys(frame.sessions))}
    return np.array([number[session] for session in frame.sessions], np.int32)[frame.turn_transcript]
