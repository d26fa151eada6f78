"""Speakers: who is a participant, and which respondent speaks under which label."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import overload

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model import Corpus, Finding, Header, Speaker, Turn
from qualcode.model.corpus import Role
from qualcode.model.texts import Texts
from qualcode.steps.index import Indexed, Piece
from qualcode.steps.study import Opened
from qualcode.text.roles import RoleGuess, infer

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


EACH = "one respondent a line"
"""Why a survey's respondents are participants."""


@dataclass(frozen=True)
class Survey(Sequence[SpeakerSummary]):
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

    @overload
    def __getitem__(self, at: int) -> SpeakerSummary: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[SpeakerSummary]: ...
    def __getitem__(self, at: int | slice) -> SpeakerSummary | Sequence[SpeakerSummary]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        label, words = self.labels[int(self.label[place])], int(self.words[place])
        name = self.respondent(place) if words else ""
        return SpeakerSummary(self.transcript, label, "participant", False, EACH, name, int(self.turns[place]), words)

    def respondent(self, place: int) -> str:
        """Name of the respondent with this place: numbered by first speech."""
        return f"{self.transcript}/{place + 1}"


@dataclass(frozen=True)
class Speakers:
    """All speaker labels of a corpus, and the one of each turn."""

    transcripts: Sequence[Sequence[SpeakerSummary]]
    """Speakers of each transcript, in order of first speech."""
    turn_speaker: Ints
    """Speaker of each turn, counted through the corpus."""

    @property
    def summaries(self) -> Iterator[SpeakerSummary]:
        """All of them, in order of transcript and first speech."""
        return chain.from_iterable(self.transcripts)

    def among(self, transcripts: Collection[str]) -> "Speakers":
        """The speakers of some transcripts, without their turns."""
        own = [each for each in self.transcripts if each and each[0].transcript in transcripts]
        return Speakers(own, self.turn_speaker[:0])

    @property
    def individuals(self) -> Iterator[SpeakerSummary]:
        """Those about whom something was decided or guessed: all but the respondents of surveys."""
        return chain.from_iterable(own for own in self.transcripts if not isinstance(own, Survey))


def find_speakers(opened: Opened, indexed: Indexed) -> Speakers:
    """Decide the role and the respondent of every speaker label: `corpus.yaml` first, then what can be inferred."""
    found: list[Sequence[SpeakerSummary]] = []
    turn_speaker, base = [], 0
    for piece in indexed.pieces:
        bounds = np.searchsorted(piece.speaker_transcript, np.arange(len(piece.transcripts) + 1)).tolist()
        for number, (transcript, low, high) in enumerate(zip(piece.transcripts, bounds, bounds[1:], strict=False)):
            header = indexed.headers[transcript]
            found.append(_speakers(opened.corpus, header, piece, number, slice(low, high)))
        turn_speaker.append(piece.turn_speaker + base)
        base += len(piece.speaker_label)
    return Speakers(found, np.concatenate(turn_speaker) if len(turn_speaker) > 1 else turn_speaker[0])


def _speakers(corpus: Corpus, header: Header, piece: Piece, number: int, speakers: slice) -> Sequence[SpeakerSummary]:
    """The speakers of the transcript with a number in its piece."""
    label, turns, words = piece.speaker_label[speakers], piece.speaker_turns[speakers], piece.speaker_words[speakers]
    if header.each and not _is_spoken_of(corpus, header.transcript):
        return Survey(header.transcript, piece.labels, label, turns, words)
    names = [piece.labels[each] for each in label.tolist()]
    own = slice(*np.searchsorted(piece.turn_transcript, [number, number + 1]).tolist())
    guesses = _guess(corpus, header, piece, own, names)
    return list(_summaries(header.transcript, guesses, turns.tolist(), words.tolist()))


def _is_spoken_of(corpus: Corpus, transcript: str) -> bool:
    """Whether `corpus.yaml` decides anything about speakers that could be among those of a survey."""
    every = (corpus.speakers, *corpus.transcript_speakers.values())
    named = any(each.respondent.startswith(f"{transcript}/") for own in every for each in own.values())
    return named or bool(corpus.speakers) or bool(corpus.transcript_speakers.get(transcript))


def summed(speakers: Sequence[SpeakerSummary]) -> tuple[int, int, str]:
    """Turns, words and roles of the speakers of a transcript together."""
    if isinstance(speakers, Survey):
        return int(speakers.turns.sum()), int(speakers.words.sum()), "participant"
    roles = ", ".join(sorted({speaker.role for speaker in speakers}))
    return sum(speaker.turns for speaker in speakers), sum(speaker.words for speaker in speakers), roles


def unknown_roles(opened: Opened, summaries: Iterable[SpeakerSummary]) -> list[Finding]:
    """A warning for each speaker whose role could not be told; labels are named, words are not."""
    hint = f"say who it is under `speakers:` in {_corpus_file(opened)}"
    return [
        Finding("warning", "role-unknown", _unknown(summary), file=summary.transcript, hint=hint)
        for summary in summaries
        if summary.role == "unknown"
    ]


def guessed_roles(opened: Opened, summaries: Iterable[SpeakerSummary]) -> list[Finding]:
    """A warning for each transcript in which roles were guessed."""
    guessed = [summary for summary in summaries if summary.guessed and summary.role != "unknown"]
    hint = f"if that is wrong, say so with --interviewer, or under `speakers:` in {_corpus_file(opened)}"
    return [
        Finding(
            "warning", "role-guessed", f"roles were guessed: {', '.join(map(_guessed, own))}", transcript, hint=hint
        )
        for transcript, own in groupby(guessed, key=lambda summary: summary.transcript)
    ]


def _corpus_file(opened: Opened) -> str:
    return opened.layout.relative(opened.layout.corpus_file(opened.name))


def _unknown(summary: SpeakerSummary) -> str:
    words = f"{summary.words} {'word' if summary.words == 1 else 'words'}"
    return f"speaker `{summary.speaker}` has role unknown: {words} neither coded nor counted ({summary.reason})"


def _guessed(summary: SpeakerSummary) -> str:
    return f"`{summary.speaker}` is {summary.role} ({summary.reason})"


def _guess(
    corpus: Corpus, header: Header, piece: Piece, own: slice, names: Sequence[str]
) -> Iterator[tuple[str, RoleGuess, Speaker]]:
    """Label, role and decision of each label."""
    decided = {**corpus.speakers, **corpus.transcript_speakers.get(header.transcript, {})}
    known = {name: decided.get(name, Speaker()) for name in names}
    inferred = {} if header.each else infer(_turns(piece, own), _interviewers(corpus, header, known))
    for name in names:
        yield name, _decide(known[name], inferred.get(name)), known[name]


def _turns(piece: Piece, own: slice) -> list[Turn]:
    """Turns of one transcript, for looking at who asks."""
    labels = piece.speaker_label[piece.turn_speaker[own]].tolist()
    starts = piece.shard.turn_starts[own.start : own.stop + 1]
    texts = Texts(piece.shard.text[starts[0] : starts[-1]], starts - starts[0], gap=1)
    names = list(piece.labels)
    return [Turn(number, names[label], text) for number, (label, text) in enumerate(zip(labels, texts, strict=True), 1)]


def _interviewers(corpus: Corpus, header: Header, known: Mapping[str, Speaker]) -> list[str]:
    asking = [name for name, speaker in known.items() if speaker.role == "interviewer"]
    return [*header.interviewers, *corpus.interviewers, *asking]


def _decide(speaker: Speaker, guess: RoleGuess | None) -> RoleGuess:
    """`corpus.yaml` decides; a respondent named there is a participant; the rest is inferred."""
    if speaker.role:
        return RoleGuess(speaker.role, False, "corpus.yaml")  # type: ignore[arg-type]  # checked when it was read
    if speaker.respondent:
        return RoleGuess("participant", False, "corpus.yaml")
    return guess or RoleGuess("participant", False, EACH)


def _summaries(
    transcript: str,
    guesses: Iterable[tuple[str, RoleGuess, Speaker]],
    turns: Sequence[int],
    words: Sequence[int],
) -> Iterator[SpeakerSummary]:
    """The speakers of one transcript."""
    decided = list(guesses)
    respondents = _respondents(transcript, decided)
    for (label, guess, _), n_turns, n_words in zip(decided, turns, words, strict=True):
        respondent = respondents.get(label, "") if n_words else ""
        yield SpeakerSummary(transcript, label, guess.role, guess.guessed, guess.reason, respondent, n_turns, n_words)


def _respondents(transcript: str, decided: Sequence[tuple[str, RoleGuess, Speaker]]) -> dict[str, str]:
    """Respondent of each participant's label; those without a name of their own are numbered by first speech.

    A label whose `respondent` is another label of the transcript is that person too (a slip of the transcriber).
    """
    participants = {label: speaker for label, guess, speaker in decided if guess.role == "participant"}
    own = [label for label, speaker in participants.items() if not speaker.respondent]
    names = {label: f"{transcript}/{number}" for number, label in enumerate(own, start=1)}
    for label, speaker in participants.items():
        if speaker.respondent:
            names[label] = names.get(speaker.respondent, speaker.respondent)
    return {label: name for label, name in names.items() if name != NOBODY}
