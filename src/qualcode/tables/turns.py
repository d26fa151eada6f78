"""The table of turns: everything that was said, with the codes that it carries."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int8s, Int64s
from qualcode.model.corpus import ROLES
from qualcode.model.table import Column
from qualcode.tables.groups import slots
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import (
    BY_TURN,
    CORPUS_COLUMN,
    SESSION_COLUMN,
    SPEAKER_COLUMN,
    START_S,
    TURN_COLUMN,
    WORD_COUNT,
    chosen_columns,
    group_columns,
    in_groups,
    pick,
    seconds_column,
)
from qualcode.tables.notes import TableBasis, ground
from qualcode.tables.parts import Divided, ListedRows, TablePart, listed_columns
from qualcode.tables.redaction import Made
from qualcode.text.languages import segment_language_names

COLUMNS = (
    *BY_TURN,
    CORPUS_COLUMN,
    Column("transcript", "string", "Transcript in which the turn stands.", "person"),
    SESSION_COLUMN,
    Column(
        "respondent",
        "string",
        "Who said it; empty for other roles and for a voice that cannot be told apart.",
        "person",
    ),
    SPEAKER_COLUMN,
    TURN_COLUMN,
    Column(
        "continues",
        "integer",
        "Turn that this one resumes after a backchannel, and with which it counts as one turn; empty: it begins anew.",
        "place",
    ),
    Column("role", "string", "Role of the speaker; only participants are counted.", "open"),
    Column("language", "string", "Language of its segments: id, en, mixed, or und when undetermined.", "open"),
    WORD_COUNT,
    Column(
        "codes", "string", "Codes with an affirmed coding in the turn, in the codebook's order, joined by `;`.", "count"
    ),
    Column(
        "looked",
        "boolean",
        "True: the coder has looked at the turn, and it is counted if it is a participant's. Only where the coder has "
        "not looked at all of them.",
        "open",
    ),
    START_S,
    Column("end_s", "number", "Seconds from the start of the recording to the turn's end.", "place"),
    Column("text", "string", "Text of the turn.", "words"),
)


def list_turns(frame: Frame, codings: Codings, options: TableOptions) -> TablePart:
    """List every turn of every role in the order of the transcripts."""
    every = np.arange(len(frame.turn_number))
    data = _data(frame, options, every, _codes(codings, len(every)))
    listed = ListedRows(data, lambda: {"text": [frame.text(turn) for turn in range(len(every))]})
    return {**ground(frame, codings, slots(frame, options.by)), "rows": listed}


def make_turns(frame: Frame, codings: Codings, options: TableOptions, part: TablePart) -> Made:
    """The listed turns, group after group where there are groups."""
    basis, data = TableBasis(frame, codings, options, part=part), in_groups(listed_columns(part, "rows"))
    columns = [each for each in chosen_columns(COLUMNS, options) if each.name in data or each.name == "text"]
    return Made(basis.table("turns", options.message("Turns"), columns, data), basis.notes)


def _data(frame: Frame, options: TableOptions, rows: Int64s, carried: Sequence[Sequence[str]]) -> dict[str, list[Any]]:
    transcript = frame.turn_transcript[rows]
    return {
        **group_columns(frame, options, rows),
        "corpus": [frame.corpus] * len(rows),
        "transcript": pick(frame.transcripts, transcript),
        "session": pick(frame.sessions, transcript),
        "respondent": pick(frame.respondents, frame.turn_respondent[rows]),
        "speaker": pick(frame.speakers, frame.turn_speaker[rows]),
        "turn": frame.turn_number[rows].tolist(),
        "continues": _resumed(frame, rows),
        "role": pick(ROLES, frame.turn_role[rows]),
        "language": pick(segment_language_names(), turn_languages(frame)[rows]),
        "words": frame.turn_words[rows].tolist(),
        "codes": [";".join(codes) or None for codes in carried],
        **({} if frame.looked.turns is None else {"looked": frame.looked.turns[rows].tolist()}),
        "start_s": seconds_column(frame.turn_start[rows]),
        "end_s": seconds_column(frame.turn_end[rows]),
    }


def _resumed(frame: Frame, rows: Int64s) -> list[int | None]:
    """Number of the turn that each of these turns resumes; None where it resumes none."""
    first = frame.turn_counted[rows]
    numbers = zip(frame.turn_number[first].tolist(), (first != rows).tolist(), strict=True)
    return [number if resumes else None for number, resumes in numbers]


def turn_languages(frame: Frame) -> Int8s:
    """Language of each turn: that of its segments, `mixed` where they differ; undetermined ones do not matter."""
    size = len(frame.turn_number)
    indonesian, english, mixed = (
        np.bincount(frame.segment_turn[frame.segment_language == language], minlength=size) > 0 for language in range(3)
    )
    return np.select([mixed | (indonesian & english), indonesian, english], [2, 0, 1], 3).astype(np.int8)


def _codes(codings: Codings, turns: int) -> list[list[str]]:
    """The codes of each turn with an affirmed coding there, in the codebook's order; parents are not added."""
    affirmed, width = codings.assertion == AFFIRMED_INDEX, max(len(codings.codes), 1)
    pairs = np.unique(codings.turn[affirmed].astype(np.int64) * width + codings.code[affirmed])
    carried: list[list[str]] = [[] for _ in range(turns)]
    for turn, code in zip((pairs // width).tolist(), (pairs % width).tolist(), strict=True):
        carried[turn].append(codings.codes[code].code)
    return carried


KIND = TableKind(
    "One row for each turn, with its words and codes.",
    Divided(list_turns, make_turns, lists=True),
    COLUMNS,
    frozenset({"by", "speakers"}),
    shows="turns",
)
