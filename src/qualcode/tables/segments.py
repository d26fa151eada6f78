"""The table of coded segments: one row for each coding of a participant's words, all assertions."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from qualcode.model import ASSERTIONS, Column, Table
from qualcode.tables.blocks import blocks, listing_groups, participants
from qualcode.tables.codetree import labels
from qualcode.tables.frame import Codings, Frame, Ints, Longs
from qualcode.tables.kind import TableKind
from qualcode.tables.listing import chosen, in_groups, pick, seconds
from qualcode.tables.mentions import last_segments
from qualcode.tables.notes import meta, notes, redaction, title
from qualcode.tables.options import Options
from qualcode.tables.words import matched, slices
from qualcode.text.languages import LANGUAGES

AROUND = 300
"""Characters of context on each side: speech without punctuation is one segment, however long it is."""
COLUMNS = (
    Column("by", "string", "Attribute that makes the blocks."),
    Column("group", "string", "Value of the attribute for this turn; empty where it is missing."),
    Column("corpus", "string", "Corpus."),
    Column("transcript", "string", "Transcript in which the words stand."),
    Column("session", "string", "Conversation to which the transcript belongs."),
    Column("respondent", "string", "Who said it; empty for a voice that cannot be told apart."),
    Column("speaker", "string", "Label of the speaker in the transcript."),
    Column("turn", "integer", "Number of the turn in its transcript, from 1."),
    Column("segment", "integer", "Number of the segment in its turn, from 1, in which the coding starts."),
    Column("language", "string", "Language of that segment: id, en, mixed, or und when undetermined."),
    Column("code", "string", "Code given."),
    Column("kind", "string", "Kind of the code."),
    Column("label", "string", "Name of the code for people."),
    Column("coder", "string", "Who coded: a person, a model, or the rules of a codebook."),
    Column("rules", "string", "Rules that made the coding, joined by `;`; empty for people."),
    Column("start", "integer", "First character of the quote in the turn's text, from 0, in Unicode code points."),
    Column("end", "integer", "Character after the quote in the turn's text, in Unicode code points."),
    Column("quote", "string", "The coded words: the turn's text from start to end."),
    Column("matched", "string", "The words that the rules matched, joined by ` | `; empty for people."),
    Column("assertion", "string", "How it is put; only `affirmed` codings count as mentions."),
    Column("prompted", "boolean", "True when the question before it holds the code's terms; empty for people."),
    Column("start_s", "number", "Seconds from the start of the recording to the turn."),
    Column(
        "text",
        "string",
        "Text of the segments that it overlaps, at most 300 characters before and after the quote.",
    ),
)


def list_segments(frame: Frame, codings: Codings, options: Options) -> Table:
    """List the codings of participants in the order of the transcripts; affirmed rows are the mentions."""
    made = blocks(frame, options.by)
    groups = listing_groups(frame, options.by, options.redact) if options.by else None
    rows = in_groups(_order(frame, codings), codings.turn, groups)
    columns = chosen(COLUMNS, options)
    data = _places(frame, codings, options, rows, groups) | _codes(codings, options, rows)
    names = {column.name for column in columns}
    if "quote" in names:
        data |= _words(frame, codings, rows)
    return Table(
        name="segments",
        title=title("Coded segments", frame, codings, options),
        columns=columns,
        data={column.name: data[column.name] for column in columns},
        notes=tuple(note for note in (*notes(frame, codings, made, options), redaction(options)) if note),
        meta=meta(frame, codings, made, options),
    )


def _order(frame: Frame, codings: Codings) -> Longs:
    """Codings of participants by turn, start, end, code; the other keys only settle doubles."""
    keys = (codings.prompted, codings.assertion, codings.code, codings.end, codings.start, codings.turn)
    order = np.lexsort(keys)
    return order[participants(frame)[codings.turn[order]]]


def _places(
    frame: Frame, codings: Codings, options: Options, rows: Longs, groups: Sequence[str | None] | None
) -> dict[str, list[Any]]:
    turn, segment = codings.turn[rows], codings.segment[rows]
    transcript = frame.turn_transcript[turn]
    return {
        "by": [options.by] * len(rows),
        "group": pick(groups, turn) if groups is not None else [None] * len(rows),
        "corpus": [frame.corpus] * len(rows),
        "transcript": pick(frame.transcripts, transcript),
        "session": pick(frame.sessions, transcript),
        "respondent": pick(frame.respondents, frame.turn_respondent[turn]),
        "speaker": pick(frame.speakers, frame.turn_speaker[turn]),
        "turn": frame.turn_number[turn].tolist(),
        "segment": frame.segment_number[segment].tolist(),
        "language": pick(LANGUAGES, frame.segment_language[segment]),
        "start_s": seconds(frame.turn_start[turn]),
    }


def _codes(codings: Codings, options: Options, rows: Longs) -> dict[str, list[Any]]:
    code = codings.code[rows]
    return {
        "code": pick([each.code for each in codings.codes], code),
        "kind": pick([each.kind or None for each in codings.codes], code),
        "label": pick(labels(codings.codes, options.lang, codings.languages), code),
        "coder": [codings.coder] * len(rows),
        "rules": _rules(codings, rows),
        "start": codings.start[rows].tolist(),
        "end": codings.end[rows].tolist(),
        "assertion": pick(ASSERTIONS, codings.assertion[rows]),
        "prompted": codings.prompted[rows].tolist() if codings.kind == "rules" else [None] * len(rows),
    }


def _rules(codings: Codings, rows: Longs) -> list[str | None]:
    offsets, ids, names = codings.rule_offsets.tolist(), codings.rule_ids.tolist(), codings.rule_names
    made_by = [sorted(set(ids[offsets[row] : offsets[row + 1]])) for row in rows.tolist()]
    return [";".join([names[rule] for rule in rules]) or None for rules in made_by]


def _words(frame: Frame, codings: Codings, rows: Longs) -> dict[str, list[Any]]:
    turn = codings.turn[rows]
    return {
        "quote": slices(frame.text, turn, codings.start[rows], codings.end[rows]),
        "matched": matched(frame.text, codings, rows),
        "text": slices(frame.text, turn, *shown_text(frame, codings, rows)),
    }


def shown_text(frame: Frame, codings: Codings, rows: Longs) -> tuple[Ints, Ints]:
    """First code point, and the one after the last, of the text shown with each coding."""
    first, last = codings.segment[rows], last_segments(frame, codings)[rows]
    begin = np.maximum(frame.segment_start[first], codings.start[rows] - AROUND)
    return begin, np.minimum(frame.segment_end[last], codings.end[rows] + AROUND)


KIND = TableKind(
    "One row for each coding, all assertions, with its quote and place.",
    list_segments,
    COLUMNS,
    frozenset({"by", "speakers"}),
)
