"""The table of languages: in which language each code is named, against how much each language is spoken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.codings.mentions import in_segments, united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s
from qualcode.model.table import Column
from qualcode.tables.counts import count_distinct
from qualcode.tables.groups import Groups, members_of
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import ABOUT_CODE, BY, chosen_columns, code_columns, in_columns, narrowed, selected_codes
from qualcode.tables.notes import TableBasis, frequency
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import percent, ratio
from qualcode.text.languages import segment_language_names

COLUMNS = (
    *BY,
    *ABOUT_CODE,
    Column("language", "string", "Language of segments: id, en, mixed, or und when undetermined.", "open"),
    Column("respondents", "integer", "Respondents with a mention that starts in a segment of this language.", "count"),
    Column("respondents_total", "integer", "Respondents of the block with a segment in this language.", "count"),
    Column("respondents_pct", "number", "respondents in per cent of respondents_total, to 1 decimal.", "count"),
    Column("segments", "integer", "Segments of this language that hold a mention or a part of one.", "count"),
    Column("mentions", "integer", "Mentions that start in a segment of this language.", "count"),
    Column(
        "mentions_pct",
        "number",
        "mentions in per cent of all mentions of the code in the block, to 1 decimal.",
        "count",
    ),
    Column("segments_total", "integer", "Segments of participants in this language.", "count"),
    Column(
        "segments_pct", "number", "segments_total in per cent of the participants' segments, to 1 decimal.", "count"
    ),
    Column(
        "ratio",
        "number",
        "Share of the mentions divided by share of the participants' segments, to 2 decimals: above 1, the code is "
        "named in this language more than the language is spoken; empty without mentions.",
        "count",
    ),
)


@dataclass(frozen=True, eq=False)
class _Counts:
    """Shapes (blocks, codes, languages) and (blocks, languages)."""

    mentions: Int64s
    """Mentions that start in a segment of the language."""
    segments: Int64s
    """Segments of the language that hold a mention or a part of one."""
    respondents: Int64s
    """Respondents with such a mention."""
    all_segments: Int64s
    """Segments of participants in the language."""
    all_respondents: Int64s
    """Respondents with a segment in the language."""


def count_languages(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """Each code in each language that participants speak, in the codebook's order; zeros stay."""
    basis = TableBasis(frame, codings, options)
    blocks = basis.groups
    counted = _count(frame, blocks, united(frame, codings), len(codings.codes))
    about, cells = code_columns(codings, options), _cells(blocks, counted, selected_codes(codings, options))
    rows = [
        {"by": options.by, "group": blocks.groups[block], **about[code], **_cell(counted, block, code, language)}
        for block, code, language in cells
    ]
    columns, data = chosen_columns(COLUMNS, options), in_columns(rows, COLUMNS)
    nothing = options.message("There is no row: no participant said anything, or the codebook has no code.")
    said = (
        "" if rows else nothing,
        *basis.notes,
        narrowed(codings, options),
        options.message("The language of a mention is that of the segment in which it starts."),
        frequency(options),
    )
    what, asked = options.message("Codes by language"), {"kind": options.kind, "codes": list(options.codes)}
    table = basis.table("languages", what, columns, data, **asked)
    return Made(table, said)


def _cells(blocks: Groups, counted: "_Counts", codes: Sequence[int]) -> list[tuple[int, int, int]]:
    """Block, code and language of each row."""
    spoken = [np.flatnonzero(counted.all_segments[block]).tolist() for block in range(len(blocks.groups))]
    return [(block, code, language) for block, inside in enumerate(spoken) for code in codes for language in inside]


def _count(frame: Frame, made: Groups, found: Codings, codes: int) -> _Counts:
    size = len(segment_language_names())
    shape = len(made.groups), codes, size
    cells = len(made.groups) * codes * size
    language = frame.segment_language.astype(np.int64)
    base = (made.turn_block[found.turn].astype(np.int64) * codes + found.code) * size
    cell = base + language[found.segment]
    mention, segment = in_segments(frame, found)
    member, belongs = members_of(frame, made, found.turn)
    block = made.turn_block[frame.segment_turn].astype(np.int64)
    inside = block >= 0
    speaker, speaks = members_of(frame, made, frame.segment_turn)
    spoken = block * size + language
    return _Counts(
        mentions=np.bincount(cell, minlength=cells).reshape(shape),
        segments=count_distinct(base[mention] + language[segment], segment, cells).reshape(shape),
        respondents=count_distinct(cell[belongs], member[belongs], cells).reshape(shape),
        all_segments=np.bincount(spoken[inside], minlength=shape[0] * size).reshape(-1, size),
        all_respondents=count_distinct(spoken[speaks], speaker[speaks], shape[0] * size).reshape(-1, size),
    )


def _cell(counted: _Counts, block: int, code: int, language: int) -> dict[str, Any]:
    here = int(counted.mentions[block, code, language])
    every = int(counted.mentions[block, code].sum())
    people, speakers = int(counted.respondents[block, code, language]), int(counted.all_respondents[block, language])
    spoken, segments = int(counted.all_segments[block, language]), int(counted.all_segments[block].sum())
    return {
        "language": segment_language_names()[language],
        "respondents": people,
        "respondents_total": speakers,
        "respondents_pct": percent(people, speakers),
        "segments": int(counted.segments[block, code, language]),
        "mentions": here,
        "mentions_pct": percent(here, every),
        "segments_total": spoken,
        "segments_pct": percent(spoken, segments),
        "ratio": ratio(here * segments, every * spoken, 1, 2),
    }


KIND = TableKind(
    "Codes by language of the segment: is a barrier named in one language only?",
    count_languages,
    COLUMNS,
    frozenset({"by", "kind", "codes"}),
)
