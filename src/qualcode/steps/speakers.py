"""Speakers: who is a participant, and which respondent speaks under which label."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model import Corpus, Finding, Header, Speaker, Turn
from qualcode.model.corpus import Role
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


@dataclass(frozen=True)
class Speakers:
    """All speaker labels of a corpus, and the one of each turn."""

    summaries: Sequence[SpeakerSummary]
    """In order of transcript and first speech."""
    turn_speaker: Ints
    """Index into `summaries` for each turn of the corpus."""


def find_speakers(opened: Opened, indexed: Indexed) -> Speakers:
    """Decide the role and the respondent of every speaker label: `corpus.yaml` first, then what can be inferred."""
    summaries: list[SpeakerSummary] = []
    turn_speaker = []
    for piece in indexed.pieces:
        words = np.diff(piece.shard.turn_tokens)
        for number, transcript in enumerate(piece.transcripts):
            own = slice(*np.searchsorted(piece.turn_transcript, [number, number + 1]).tolist())
            labels, inverse = _labels(piece.turn_label[own])
            turn_speaker.append(inverse + len(summaries))
            counts = _counts(
                inverse, piece.turn_counted[own] == np.arange(own.start, own.stop), words[own], len(labels)
            )
            names = [piece.labels[label] for label in labels]
            guesses = _guess(opened.corpus, indexed.headers[transcript], piece, own, names)
            summaries += _summaries(transcript, guesses, *counts)
    return Speakers(summaries, np.concatenate(turn_speaker))


def unknown_roles(opened: Opened, summaries: Sequence[SpeakerSummary]) -> list[Finding]:
    """A warning for each speaker whose role could not be told; labels are named, words are not."""
    hint = f"say who it is under `speakers:` in {_corpus_file(opened)}"
    return [
        Finding("warning", "role-unknown", _unknown(summary), file=summary.transcript, hint=hint)
        for summary in summaries
        if summary.role == "unknown"
    ]


def guessed_roles(opened: Opened, summaries: Sequence[SpeakerSummary]) -> list[Finding]:
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


def _labels(turn_label: Ints) -> tuple[list[int], Ints]:
    """Distinct labels in order of first speech, and the number of each turn's label among them."""
    distinct, first, inverse = np.unique(turn_label, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return distinct[order].tolist(), rank[inverse]


def _counts(label: Ints, whole: Ints, words: Ints, n: int) -> tuple[list[int], list[int]]:
    """Turns and words of each label."""
    turns = np.bincount(label, weights=whole, minlength=n).astype(int).tolist()
    return turns, np.bincount(label, weights=words, minlength=n).astype(int).tolist()


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
    labels = piece.turn_label[own].tolist()
    return [
        Turn(number, piece.labels[label], piece.shard.turn_text(own.start + number - 1))
        for number, label in enumerate(labels, start=1)
    ]


def _interviewers(corpus: Corpus, header: Header, known: Mapping[str, Speaker]) -> list[str]:
    asking = [name for name, speaker in known.items() if speaker.role == "interviewer"]
    return [*header.interviewers, *corpus.interviewers, *asking]


def _decide(speaker: Speaker, guess: RoleGuess | None) -> RoleGuess:
    """`corpus.yaml` decides; a respondent named there is a participant; the rest is inferred."""
    if speaker.role:
        return RoleGuess(speaker.role, False, "corpus.yaml")  # type: ignore[arg-type]  # checked when it was read
    if speaker.respondent:
        return RoleGuess("participant", False, "corpus.yaml")
    return guess or RoleGuess("participant", False, "one respondent a line")


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
