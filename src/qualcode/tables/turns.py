"""The table of turns: everything that was said, with the codes that it carries."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int8s, Int64s
from qualcode.model.corpus import ROLES
from qualcode.model.table import Column, Table
from qualcode.tables.groups import Groups, groups_by, listing_groups
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
from qualcode.tables.notes import meta, nonempty_sentences, notes, shared_rows, title
from qualcode.tables.suppression import hidden_cells, rows_shared_by_three
from qualcode.text.languages import SEGMENT_LANGUAGES

COLUMNS = (
    *BY_TURN,
    CORPUS_COLUMN,
    Column("transcript", "string", "Transcript in which the turn stands."),
    SESSION_COLUMN,
    Column("respondent", "string", "Who said it; empty for other roles and for a voice that cannot be told apart."),
    SPEAKER_COLUMN,
    TURN_COLUMN,
    Column("role", "string", "Role of the speaker; only participants are counted."),
    Column("language", "string", "Language of its segments: id, en, mixed, or und when undetermined."),
    WORD_COUNT,
    Column("codes", "string", "Codes with an affirmed coding in the turn, in the codebook's order, joined by `;`."),
    START_S,
    Column("end_s", "number", "Seconds from the start of the recording to the turn's end."),
    Column("text", "string", "Text of the turn."),
)


def list_turns(frame: Frame, codings: Codings, options: TableOptions) -> Table:
    """List every turn of every role in the order of the transcripts."""
    made = groups_by(frame, options.by)
    groups = listing_groups(frame, options)
    every = np.arange(len(frame.turn_number))
    rows = in_groups(every, every, groups)
    columns = chosen_columns(COLUMNS, options)
    data = _data(frame, codings, options, made, rows, groups)
    if not (options.no_quotes or options.redact):
        data["text"] = [frame.text(turn) for turn in rows.tolist()]
    data = {column.name: data[column.name] for column in columns}
    return Table(
        name="turns",
        title=title(options.message("Turns"), frame, codings, options),
        columns=columns,
        data=rows_shared_by_three(data, frame.turn_respondent[rows]) if options.redact else data,
        notes=nonempty_sentences((*notes(frame, codings, made, options), shared_rows(options))),
        meta=meta(frame, codings, made, options),
    )


def _data(
    frame: Frame,
    codings: Codings,
    options: TableOptions,
    made: Groups,
    rows: Int64s,
    groups: Sequence[str | None] | None,
) -> dict[str, list[Any]]:
    transcript = frame.turn_transcript[rows]
    carried = _codes(
        frame, codings, _shown(frame, codings, made) if options.redact else codings.assertion == AFFIRMED_INDEX
    )
    return {
        **group_columns(options, rows, groups),
        "corpus": [frame.corpus] * len(rows),
        "transcript": pick(frame.transcripts, transcript),
        "session": pick(frame.sessions, transcript),
        "respondent": pick(frame.respondents, frame.turn_respondent[rows]),
        "speaker": pick(frame.speakers, frame.turn_speaker[rows]),
        "turn": frame.turn_number[rows].tolist(),
        "role": pick(ROLES, frame.turn_role[rows]),
        "language": pick(SEGMENT_LANGUAGES, turn_languages(frame)[rows]),
        "words": frame.turn_words[rows].tolist(),
        "codes": pick(carried, rows),
        "start_s": seconds_column(frame.turn_start[rows]),
        "end_s": seconds_column(frame.turn_end[rows]),
    }


def turn_languages(frame: Frame) -> Int8s:
    """Language of each turn: that of its segments, `mixed` where they differ; undetermined ones do not matter."""
    size = len(frame.turn_number)
    indonesian, english, mixed = (
        np.bincount(frame.segment_turn[frame.segment_language == language], minlength=size) > 0 for language in range(3)
    )
    return np.select([mixed | (indonesian & english), indonesian, english], [2, 0, 1], 3).astype(np.int8)


def _shown(frame: Frame, codings: Codings, made: Groups) -> Bools:
    """The affirmed codings of codes that a redacted table does not hide in their block."""
    hidden = hidden_cells(frame, codings, made)
    shown: Bools = (codings.assertion == AFFIRMED_INDEX) & ~hidden[made.turn_block[codings.turn], codings.code]
    return shown


def _codes(frame: Frame, codings: Codings, affirmed: Bools) -> list[str | None]:
    """The codes of each turn, as coded; parents are not added."""
    width = max(len(codings.codes), 1)
    pairs = np.unique(codings.turn[affirmed].astype(np.int64) * width + codings.code[affirmed])
    carried: list[str | None] = [None] * len(frame.turn_number)
    for turn, code in zip((pairs // width).tolist(), (pairs % width).tolist(), strict=True):
        before = carried[turn]
        name = codings.codes[code].code
        carried[turn] = f"{before};{name}" if before else name
    return carried


KIND = TableKind("One row for each turn, with its words and codes.", list_turns, COLUMNS, frozenset({"by", "speakers"}))
