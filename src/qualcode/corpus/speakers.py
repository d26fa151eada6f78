"""Who speaks in a corpus: the role and the respondent of every speaker label, decided or inferred."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from qualcode.corpus.frame import Frame
from qualcode.corpus.index import CorpusShard, Indexed, whole_surveys
from qualcode.index.arrays import Ints, distinct_values
from qualcode.model.corpus import ROLES, Corpus, Role, Speaker
from qualcode.model.texts import LazyList, LazyNames, joined_names
from qualcode.model.transcript import WITHDRAWN, Header, is_withdrawn
from qualcode.store.arrays import load_or_make
from qualcode.store.study import OpenStudy
from qualcode.text.regulars import regular_interviewers
from qualcode.text.roles import Asking, RoleGuess, infer, measure_turn

if TYPE_CHECKING:
    from qualcode.corpus.build import FrameMaker

NOBODY = "none"
"""Written as `respondent:` in `corpus.yaml`: voices that cannot be told apart, counted in mentions and never in N."""


@dataclass(frozen=True)
class SpeakerSummary:
    """One speaker label of one transcript, with what was decided about it."""

    transcript: str
    """Transcript it speaks in."""
    speaker: str
    """Label."""
    role: Role
    """Role, decided or inferred."""
    guessed: bool
    """True when letters, questions or elimination decided."""
    reason: str
    """Why it has this role."""
    respondent: str
    """Name of the respondent; empty: not a participant, no words, or voices that cannot be told apart."""
    turns: int
    """Turns, those that resume a turn not counted."""
    words: int
    """Words outside transcriber marks."""


SURVEY_ROLE_REASON = "one respondent a line"
"""Why a survey's respondents are participants."""


@dataclass(frozen=True)
class Survey(LazyList[SpeakerSummary]):
    """The respondents of a survey: all participants, so that no decision has to be kept for each of a million."""

    transcript: str
    """The transcript."""
    labels: Sequence[str]
    """Labels of its index."""
    label: Ints
    """Index into `labels` for each speaker."""
    turns: Ints
    """Turns of each speaker."""
    words: Ints
    """Words of each speaker."""

    def __len__(self) -> int:
        return len(self.label)

    def item(self, place: int) -> SpeakerSummary:
        """The respondent with this place."""
        label, words = self.labels[int(self.label[place])], int(self.words[place])
        name = self.respondent(place) if words else ""
        return SpeakerSummary(
            self.transcript, label, "participant", False, SURVEY_ROLE_REASON, name, int(self.turns[place]), words
        )

    def respondent(self, place: int) -> str:
        """Name of the respondent with this place: numbered by first speech."""
        return f"{self.transcript}/{place + 1}"


@dataclass(frozen=True)
class Speakers:
    """All speaker labels of a corpus, and the one of each turn."""

    transcripts: Sequence[Sequence[SpeakerSummary]]
    """Speakers of each transcript, in order of first speech."""
    shards: Sequence[tuple[Ints, int]]
    """For each shard the speaker of each turn, and the number to add so that speakers count through the corpus."""

    def of_shard(self, number: int) -> Ints:
        """Speaker of each turn of a shard, counted through the corpus."""
        own, base = self.shards[number]
        return own + base if base else own

    @property
    def turn_speaker(self) -> Ints:
        """Speaker of each turn of the corpus."""
        every = [self.of_shard(number) for number in range(len(self.shards))]
        return every[0] if len(every) == 1 else np.concatenate(every)

    @property
    def summaries(self) -> Iterator[SpeakerSummary]:
        """All of them, in order of transcript and first speech."""
        return chain.from_iterable(self.transcripts)

    def among(self, transcripts: Collection[str]) -> "Speakers":
        """The speakers of some transcripts, without their turns."""
        own = [each for each in self.transcripts if each and each[0].transcript in transcripts]
        return Speakers(own, ())

    @property
    def individuals(self) -> Iterator[SpeakerSummary]:
        """Those about whom something was decided or guessed: all but the respondents of surveys."""
        return chain.from_iterable(own for own in self.transcripts if not isinstance(own, Survey))


def find_speakers(study: OpenStudy, indexed: Indexed) -> Speakers:
    """Decide the role and the respondent of every speaker label: `corpus.yaml` first, then what can be inferred.

    All transcripts are looked at together: who returns beside changing people asks.
    """
    corpus = study.corpus
    named = _named_in_surveys(corpus)
    pieces = whole_surveys(indexed)
    talks = [talk for piece in pieces for talk in _talks(corpus, indexed, piece, named)]
    regulars = regular_interviewers([_undecided(talk) for talk in talks if isinstance(talk, _Talk)])
    found = [_voices(corpus, talk, regulars) if isinstance(talk, _Talk) else talk for talk in talks]
    sizes = {piece.transcripts[0]: list[int]() for piece in pieces}
    for piece in indexed.pieces:
        sizes[piece.transcripts[0]].append(piece.shard.turns)
    shards, base = list[tuple[Ints, int]](), 0
    for piece in pieces:
        parts = np.split(piece.turn_speaker, np.cumsum(sizes[piece.transcripts[0]])[:-1])
        shards += [(part, base) for part in parts]
        base += len(piece.speaker_label)
    return Speakers(found, shards)


@dataclass(frozen=True)
class _Talk:
    """What is known of the speakers of one transcript before their roles are found."""

    header: Header
    asking: Mapping[str, Asking]
    """Label -> how it takes part, in order of first speech; empty in a survey."""
    known: Mapping[str, Speaker]
    """Label -> what `corpus.yaml` says of it."""
    turns: Sequence[int]
    words: Sequence[int]


def _talks(corpus: Corpus, indexed: Indexed, piece: CorpusShard, named: Collection[str]) -> Iterator[_Talk | Survey]:
    """The transcripts of a shard."""
    bounds = np.searchsorted(piece.speaker_transcript, np.arange(len(piece.transcripts) + 1)).tolist()
    asked = _asked(piece, indexed)
    for transcript, low, high in zip(piece.transcripts, bounds, bounds[1:], strict=False):
        header, own = indexed.headers[transcript], slice(low, high)
        label, turns, words = piece.speaker_label[own], piece.speaker_turns[own], piece.speaker_words[own]
        if header.each and not (corpus.speakers or transcript in named):
            yield Survey(transcript, piece.labels, label, turns, words)
            continue
        names = [piece.labels[each] for each in label.tolist()]
        asking = {} if header.each else _of_labels(names, list(map(tuple, asked[own].tolist())))
        decided = corpus.transcript_speakers.get(transcript, {})
        known = {name: decided.get(name) or corpus.speakers.get(name, Speaker()) for name in names}
        yield _Talk(header, asking, known, turns.tolist(), words.tolist())


def _of_labels(names: Sequence[str], rows: Sequence[tuple[int, int, int, int]]) -> dict[str, Asking]:
    first = next((name for name in names if name and not is_withdrawn(name)), "")
    asking = {name: replace(Asking(*row), first=name == first) for name, row in zip(names, rows, strict=True)}
    return {
        name: own for name, own in asking.items() if not is_withdrawn(name)
    }  # who is not there says nothing of others


def _asked(piece: CorpusShard, indexed: Indexed) -> Ints:
    """How each speaker of a shard takes part: turns, those that tell, those that ask, words; kept beside the shard."""

    def look() -> dict[str, Ints]:
        surveys = np.array([indexed.headers[transcript].each for transcript in piece.transcripts])
        counts = np.zeros((len(piece.speaker_label), 4), np.int32)
        turns = np.flatnonzero(~surveys[piece.turn_transcript])
        asking = [measure_turn(piece.shard.turn_text(turn)) for turn in turns.tolist()]
        if asking:
            rows = [(own.spoken, own.turns, own.asked, own.said) for own in asking]
            np.add.at(counts, piece.turn_speaker[turns], np.array(rows, np.int32))
        return {"counts": counts.ravel()}

    counts: Ints = load_or_make(piece.folder / "asking", look)["counts"]
    return counts.reshape(-1, 4)


def _undecided(talk: _Talk) -> dict[str, Asking]:
    """The labels of which `corpus.yaml` says nothing."""
    return {
        label: own for label, own in talk.asking.items() if not (talk.known[label].role or talk.known[label].respondent)
    }


def _voices(corpus: Corpus, talk: _Talk, regulars: Mapping[str, int]) -> list[SpeakerSummary]:
    """The speakers of a transcript with their roles."""
    asking = [name for name, speaker in talk.known.items() if speaker.role == "interviewer"]
    told = [*talk.header.interviewers, *talk.header.asking, *corpus.interviewers, *asking]
    inferred = infer(talk.asking, told, regulars)
    decided = [(name, _decide(name, speaker, inferred.get(name)), speaker) for name, speaker in talk.known.items()]
    return list(_summaries(talk.header.transcript, decided, talk.turns, talk.words))


def _named_in_surveys(corpus: Corpus) -> set[str]:
    """Transcripts about whose speakers `corpus.yaml` decides something, also as respondents of other labels."""
    every = (corpus.speakers, *corpus.transcript_speakers.values())
    joined = {speaker.respondent.rpartition("/")[0] for own in every for speaker in own.values()}
    return joined | {transcript for transcript, own in corpus.transcript_speakers.items() if own}


def summed(speakers: Sequence[SpeakerSummary]) -> tuple[int, int, str]:
    """Turns, words and roles of the speakers of a transcript together."""
    if isinstance(speakers, Survey):
        return int(speakers.turns.sum()), int(speakers.words.sum()), "participant"
    roles = ", ".join(sorted({speaker.role for speaker in speakers}))
    return sum(speaker.turns for speaker in speakers), sum(speaker.words for speaker in speakers), roles


def _decide(label: str, speaker: Speaker, guess: RoleGuess | None) -> RoleGuess:
    """`corpus.yaml` decides; a respondent named there is a participant; the rest is inferred."""
    if speaker.role:
        return RoleGuess(speaker.role, False, "corpus.yaml")  # type: ignore[arg-type]  # checked when it was read
    if speaker.respondent:
        return RoleGuess("participant", False, "corpus.yaml")
    if is_withdrawn(label):
        return RoleGuess("other", False, "withdrew")
    return guess or RoleGuess("participant", False, SURVEY_ROLE_REASON)


def _summaries(
    transcript: str,
    decided: Sequence[tuple[str, RoleGuess, Speaker]],
    turns: Sequence[int],
    words: Sequence[int],
) -> Iterator[SpeakerSummary]:
    """The speakers of one transcript."""
    respondents = _respondents(transcript, decided)
    for (label, guess, _), n_turns, n_words in zip(decided, turns, words, strict=True):
        respondent = respondents.get(label, "") if n_words else ""
        yield SpeakerSummary(transcript, label, guess.role, guess.guessed, guess.reason, respondent, n_turns, n_words)


def _respondents(transcript: str, decided: Sequence[tuple[str, RoleGuess, Speaker]]) -> dict[str, str]:
    """Respondent of each participant's label; those without a name of their own are numbered by first speech.

    A label whose `respondent` is another label of the transcript is that person too (a slip of the transcriber). Who
    withdrew keeps a number, so that the others keep theirs.
    """
    participants = {
        label: speaker
        for label, guess, speaker in decided
        if guess.role == "participant" or (is_withdrawn(label) and label != WITHDRAWN)
    }
    own = [label for label, speaker in participants.items() if not speaker.respondent]
    names = {label: f"{transcript}/{number}" for number, label in enumerate(own, start=1)}
    for label, speaker in participants.items():
        if speaker.respondent:
            names[label] = names.get(speaker.respondent, speaker.respondent)
    return {label: name for label, name in names.items() if name != NOBODY}


@dataclass(frozen=True)
class OpenCorpus:
    """An indexed corpus with its frame."""

    indexed: Indexed
    """The shards."""
    speakers: Speakers
    """Who speaks."""
    make: "FrameMaker"
    """Makes the columns of tables."""
    turn_base: Sequence[int]
    """First turn of each shard, counted through the corpus."""
    segment_base: Sequence[int]
    """First segment of each shard."""
    token_base: Sequence[int]
    """First token of each shard."""

    @cached_property
    def frame(self) -> Frame:
        """The columns of tables, put together when somebody asks: about 100 bytes a turn."""
        return self.make.whole()

    def of_shard(self, number: int) -> Frame:
        """The columns of one shard, whose turns and segments are counted from 0."""
        return self.make.of_shard(number) if len(self.indexed.pieces) > 1 else self.frame


@dataclass(frozen=True)
class SomeNames(LazyList[str]):
    """A long list of which another process gets the names that it needs."""

    size: int
    """Names of the whole list."""
    known: Mapping[int, str]
    """Place -> name."""

    @classmethod
    def of(cls, names: Sequence[str], places: Ints) -> "SomeNames":
        """The names with these places; below 0 stands no name."""
        return cls(len(names), {at: names[at] for at in distinct_values(places).tolist() if at >= 0})

    def __len__(self) -> int:
        return self.size

    def item(self, place: int) -> str:
        """The name with this place."""
        return self.known[place]


@dataclass(frozen=True)
class People:
    """One value a speaker of the corpus or of one transcript, and the names of the respondents that come up first."""

    role: Ints
    """Index into `ROLES`."""
    labels: Sequence[str]
    """Label."""
    respondent: Ints
    """Index into `respondents`; -1: none."""
    respondents: Sequence[str]
    """Names, each once, in order of first speech."""


def people(speakers: Speakers) -> People:
    """Put the speakers of all transcripts into columns; those of surveys without looking at each."""
    parts: list[People] = []
    place = {"": -1}
    total = 0
    for own in speakers.transcripts:
        parts.append(_of_survey(own, total) if isinstance(own, Survey) else _of_interview(own, total, place))
        total += len(parts[-1].respondents)
    return People(
        role=np.concatenate([part.role for part in parts]).astype(np.int8, copy=False),
        labels=joined_names([part.labels for part in parts]),
        respondent=np.concatenate([part.respondent for part in parts]).astype(np.int32, copy=False),
        respondents=joined_names([part.respondents for part in parts]),
    )


def _of_survey(survey: Survey, total: int) -> People:
    """Everyone who says something is a respondent, numbered from `total`."""
    speaks = survey.words > 0
    speaking = np.flatnonzero(speaks)
    return People(
        role=np.full(len(survey), ROLES.index("participant"), np.int8),
        labels=LazyNames(len(survey), lambda at: survey.labels[int(survey.label[at])]),
        respondent=np.where(speaks, np.cumsum(speaks, dtype=np.int32) + np.int32(total - 1), np.int32(-1)),
        respondents=LazyNames(len(speaking), lambda at: survey.respondent(int(speaking[at]))),
    )


def _of_interview(own: Sequence[SpeakerSummary], total: int, place: dict[str, int]) -> People:
    """Respondents who were not met before are numbered from `total`; `place` remembers them."""
    new = [name for name in dict.fromkeys(each.respondent for each in own) if name not in place]
    place |= {name: number for number, name in enumerate(new, total)}
    return People(
        role=np.array([ROLES.index(each.role) for each in own], np.int64),
        labels=[each.speaker for each in own],
        respondent=np.array([place[each.respondent] for each in own], np.int64),
        respondents=new,
    )
