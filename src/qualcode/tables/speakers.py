"""The table of speakers: every voice of every transcript, its role, and what it mentions."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s, participants
from qualcode.model.corpus import ROLES
from qualcode.model.table import Column
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import CORPUS_COLUMN, SESSION_COLUMN, SPEAKER_COLUMN, WORD_COUNT, pick
from qualcode.tables.notes import TableBasis
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import percent

COLUMNS = (
    CORPUS_COLUMN,
    Column("transcript", "string", "Transcript in which they speak.", "person"),
    SESSION_COLUMN,
    SPEAKER_COLUMN,
    Column("role", "string", "interviewer, participant, other or unknown; only participants are counted.", "open"),
    Column(
        "role_guessed", "boolean", "True when letters, questions or elimination decided the role: look at it.", "open"
    ),
    Column(
        "respondent", "string", "Respondent; empty for other roles and for a voice that cannot be told apart.", "person"
    ),
    Column("turns", "integer", "Turns; speech resumed after a backchannel counts with its first turn.", "quasi"),
    WORD_COUNT,
    Column("words_pct", "number", "words in per cent of all words of the transcript, to 1 decimal.", "quasi"),
    Column("codes", "string", "Codes with a mention of the speaker, in the codebook's order, joined by `;`.", "quasi"),
    Column(
        "mentions", "integer", "Mentions of the speaker, each under its own code only; empty for other roles.", "quasi"
    ),
)


@dataclass(frozen=True, eq=False)
class _Voices:
    """Speakers of transcripts, one a row, in the order in which they first speak."""

    turn: Int64s
    """First turn of each."""
    of_turn: Int64s
    """Row of each turn."""


def list_speakers(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """List the speakers of each transcript in the order of their first turns."""
    basis, voices = TableBasis(frame, codings, options), _voices(frame)
    data = _who(frame, voices) | _speech(frame, voices) | _coded(frame, codings, voices)
    table = basis.table("speakers", options.message("Speakers"), COLUMNS, data)
    return Made(table, basis.notes)


def _voices(frame: Frame) -> _Voices:
    keys = frame.turn_transcript.astype(np.int64) * max(len(frame.speakers), 1) + frame.turn_speaker
    _, first, row = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)  # transcripts stand one after the other, so this is by transcript, too
    place = np.argsort(order)
    return _Voices(first[order], place[row])


def _who(frame: Frame, voices: _Voices) -> dict[str, list[Any]]:
    transcript = frame.turn_transcript[voices.turn]
    named, label = pick(frame.transcripts, transcript), pick(frame.speakers, frame.turn_speaker[voices.turn])
    respondent = np.full(len(voices.turn), -1)
    known = frame.turn_respondent >= 0
    respondent[voices.of_turn[known]] = frame.turn_respondent[known]
    return {
        "corpus": [frame.corpus] * len(named),
        "transcript": named,
        "session": pick(frame.sessions, transcript),
        "speaker": label,
        "role": pick(ROLES, frame.turn_role[voices.turn]),
        "role_guessed": [voice in frame.guessed for voice in zip(named, label, strict=True)],
        "respondent": pick(frame.respondents, respondent),
    }


def _speech(frame: Frame, voices: _Voices) -> dict[str, list[Any]]:
    size = len(voices.turn)
    whole = frame.turn_counted == np.arange(len(frame.turn_counted))
    words = np.bincount(voices.of_turn, frame.turn_words, size).astype(np.int64)
    every = np.bincount(frame.turn_transcript, frame.turn_words, len(frame.transcripts)).astype(np.int64)
    wholes = every[frame.turn_transcript[voices.turn]].tolist()
    return {
        "turns": np.bincount(voices.of_turn[whole], minlength=size).tolist(),
        "words": words.tolist(),
        "words_pct": list(map(percent, words.tolist(), wholes)),
    }


def _coded(frame: Frame, codings: Codings, voices: _Voices) -> dict[str, list[Any]]:
    """Codes and mentions; None for other roles, whose codings are not counted, and where the coder has not looked."""
    size, names = len(voices.turn), [code.code for code in codings.codes]
    counts = participants(frame)
    counted = np.bincount(voices.of_turn[counts], minlength=size) > 0
    affirmed = (codings.assertion == AFFIRMED_INDEX) & counts[codings.turn]
    row, code = voices.of_turn[codings.turn[affirmed]], codings.code[affirmed].astype(np.int64)
    carried: list[list[str]] = [[] for _ in range(size)]
    for pair in np.unique(row * max(len(names), 1) + code).tolist():
        carried[pair // len(names)].append(names[pair % len(names)])
    number = np.bincount(row, minlength=size).tolist()
    return {
        "codes": [";".join(each) or None if yes else None for each, yes in zip(carried, counted, strict=True)],
        "mentions": [each if yes else None for each, yes in zip(number, counted, strict=True)],
    }


KIND = TableKind(
    "One row for each speaker of each transcript: role and whether it was guessed, words, codes and mentions.",
    list_speakers,
    COLUMNS,
    shows="turns",
)
