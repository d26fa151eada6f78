"""The table of turns: everything that was said, with the codes that it carries."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from qualcode.model import ROLES, Column, Table
from qualcode.tables.blocks import blocks, listing_groups
from qualcode.tables.frame import Bytes, Codings, Frame, Longs
from qualcode.tables.kind import TableKind
from qualcode.tables.listing import chosen, in_groups, pick, seconds
from qualcode.tables.mentions import AFFIRMED
from qualcode.tables.notes import meta, notes, redaction, title
from qualcode.tables.options import Options
from qualcode.text.languages import LANGUAGES

COLUMNS = (
    Column("by", "string", "Attribute that makes the blocks."),
    Column("group", "string", "Value of the attribute for this turn; empty where it is missing."),
    Column("corpus", "string", "Corpus."),
    Column("transcript", "string", "Transcript in which the turn stands."),
    Column("session", "string", "Conversation to which the transcript belongs."),
    Column("respondent", "string", "Who said it; empty for other roles and for a voice that cannot be told apart."),
    Column("speaker", "string", "Label of the speaker in the transcript."),
    Column("turn", "integer", "Number of the turn in its transcript, from 1."),
    Column("role", "string", "Role of the speaker; only participants are counted."),
    Column("language", "string", "Language of its segments: id, en, mixed, or und when undetermined."),
    Column("words", "integer", "Words outside transcriber marks."),
    Column("codes", "string", "Codes with an affirmed coding in the turn, in the codebook's order, joined by `;`."),
    Column("start_s", "number", "Seconds from the start of the recording to the turn."),
    Column("end_s", "number", "Seconds from the start of the recording to the turn's end."),
    Column("text", "string", "Text of the turn."),
)


def list_turns(frame: Frame, codings: Codings, options: Options) -> Table:
    """List every turn of every role in the order of the transcripts."""
    made = blocks(frame, options.by)
    groups = listing_groups(frame, options.by, options.redact) if options.by else None
    every = np.arange(len(frame.turn_number))
    rows = in_groups(every, every, groups)
    columns = chosen(COLUMNS, options)
    data = _data(frame, codings, options, rows, groups)
    if "text" in {column.name for column in columns}:
        data["text"] = [frame.text(turn) for turn in rows.tolist()]
    return Table(
        name="turns",
        title=title("Turns", frame, codings, options),
        columns=columns,
        data={column.name: data[column.name] for column in columns},
        notes=tuple(note for note in (*notes(frame, codings, made, options), redaction(options)) if note),
        meta=meta(frame, codings, made, options),
    )


def _data(
    frame: Frame, codings: Codings, options: Options, rows: Longs, groups: Sequence[str | None] | None
) -> dict[str, list[Any]]:
    transcript = frame.turn_transcript[rows]
    carried = _codes(frame, codings)
    return {
        "by": [options.by] * len(rows),
        "group": pick(groups, rows) if groups is not None else [None] * len(rows),
        "corpus": [frame.corpus] * len(rows),
        "transcript": pick(frame.transcripts, transcript),
        "session": pick(frame.sessions, transcript),
        "respondent": pick(frame.respondents, frame.turn_respondent[rows]),
        "speaker": pick(frame.speakers, frame.turn_speaker[rows]),
        "turn": frame.turn_number[rows].tolist(),
        "role": pick(ROLES, frame.turn_role[rows]),
        "language": pick(LANGUAGES, turn_languages(frame)[rows]),
        "words": frame.turn_words[rows].tolist(),
        "codes": pick(carried, rows),
        "start_s": seconds(frame.turn_start[rows]),
        "end_s": seconds(frame.turn_end[rows]),
    }


def turn_languages(frame: Frame) -> Bytes:
    """Language of each turn: that of its segments, `mixed` where they differ; undetermined ones do not matter."""
    size = len(frame.turn_number)
    indonesian, english, mixed = (
        np.bincount(frame.segment_turn[frame.segment_language == language], minlength=size) > 0 for language in range(3)
    )
    return np.select([mixed | (indonesian & english), indonesian, english], [2, 0, 1], 3).astype(np.int8)


def _codes(frame: Frame, codings: Codings) -> list[str | None]:
    """The codes of each turn, as coded; parents are not added."""
    affirmed = codings.assertion == AFFIRMED
    width = max(len(codings.codes), 1)
    pairs = np.unique(codings.turn[affirmed].astype(np.int64) * width + codings.code[affirmed])
    carried: list[str | None] = [None] * len(frame.turn_number)
    for turn, code in zip((pairs // width).tolist(), (pairs % width).tolist(), strict=True):
        before = carried[turn]
        name = codings.codes[code].code
        carried[turn] = f"{before};{name}" if before else name
    return carried


KIND = TableKind("One row for each turn, with its words and codes.", list_turns, COLUMNS, frozenset({"by", "speakers"}))
