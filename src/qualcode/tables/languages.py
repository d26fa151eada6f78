"""The table of languages: in which language each code is named, against how much each language is spoken."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.codings.mentions import Mentions, mentions
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int64s
from qualcode.model.table import Column, Table
from qualcode.tables.groups import Groups, group_names, groups_by, members_of
from qualcode.tables.kind import SMALLEST_CELL, TableKind, TableOptions
from qualcode.tables.listing import (
    BY,
    CODE_COLUMN,
    KIND_COLUMN,
    LABEL_COLUMN,
    code_columns,
    in_columns,
    narrowed,
    selected_codes,
)
from qualcode.tables.notes import frequency, meta, nonempty_sentences, notes, redaction, title
from qualcode.tables.statistics import percent, ratio
from qualcode.tables.suppression import along, count_distinct, family_lines, hidden_and_total, protect
from qualcode.text.languages import SEGMENT_LANGUAGES

COLUMNS = (
    *BY,
    CODE_COLUMN,
    KIND_COLUMN,
    LABEL_COLUMN,
    Column("language", "string", "Language of segments: id, en, mixed, or und when undetermined."),
    Column("respondents", "integer", "Respondents with a mention that starts in a segment of this language."),
    Column("respondents_total", "integer", "Respondents of the block with a segment in this language."),
    Column("respondents_pct", "number", "respondents in per cent of respondents_total, to 1 decimal."),
    Column("segments", "integer", "Segments of this language that hold a mention or a part of one."),
    Column("mentions", "integer", "Mentions that start in a segment of this language."),
    Column("mentions_pct", "number", "mentions in per cent of all mentions of the code in the block, to 1 decimal."),
    Column("segments_total", "integer", "Segments of participants in this language."),
    Column("segments_pct", "number", "segments_total in per cent of the participants' segments, to 1 decimal."),
    Column(
        "ratio",
        "number",
        "Share of the mentions divided by share of the participants' segments, to 2 decimals: above 1, the code is "
        "named in this language more than the language is spoken; empty without mentions.",
    ),
)
SHARES = {"mentions_pct", "ratio"}
"""Columns from which the mentions of the other languages can be worked out."""


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


def count_languages(frame: Frame, codings: Codings, options: TableOptions) -> Table:
    """Each code in each language that participants speak, in the codebook's order; zeros stay."""
    made = groups_by(frame, options.by)
    counted = _count(frame, made, mentions(frame, codings), len(codings.codes))
    hidden = _hidden(frame, codings, made, counted) if options.redact else None
    about, rows = code_columns(codings, options), []
    for block, group in enumerate(group_names(made, options.redact)):
        spoken = np.flatnonzero(counted.all_segments[block]).tolist()
        for code in selected_codes(codings, options):
            cells = [_cell(counted, block, code, language) for language in spoken]
            if hidden is not None:
                cells = _suppressed(cells, hidden[block, code, spoken].tolist())
            rows += [{"by": options.by, "group": group, **about[code], **cell} for cell in cells]
    columns = tuple(column for column in COLUMNS if options.by or column.name not in ("by", "group"))
    said = (
        "" if rows else _why_empty(options),
        *notes(frame, codings, made, options),
        narrowed(codings, options),
        options.message("The language of a mention is that of the segment in which it starts."),
        redaction(options),
        frequency(options),
    )
    return Table(
        name="languages",
        title=title(options.message("Codes by language"), frame, codings, options),
        columns=columns,
        data=in_columns(rows, columns),
        notes=nonempty_sentences(said),
        meta={**meta(frame, codings, made, options), "kind": options.kind, "codes": list(options.codes)},
    )


def _count(frame: Frame, made: Groups, found: Mentions, codes: int) -> _Counts:
    size, shape = len(SEGMENT_LANGUAGES), (len(made.groups), codes, len(SEGMENT_LANGUAGES))
    cells = len(made.groups) * codes * size
    language = frame.segment_language.astype(np.int64)
    base = (made.turn_block[found.turn].astype(np.int64) * codes + found.code) * size
    cell = base + language[found.first_segment]
    mention, segment = found.in_segments()
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
        "language": SEGMENT_LANGUAGES[language],
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


def _hidden(frame: Frame, codings: Codings, made: Groups, counted: _Counts) -> Bools:
    """What a redacted table hides, shape (blocks, codes, languages).

    Mentions of the languages add up to those of the table of codes, blocks add up to the table without blocks, and
    codes are counted under those above them: all of these are looked at together.
    """
    whole = groups_by(frame)
    total = _count(frame, whole, mentions(frame, codings), len(codings.codes))
    respondents = np.concatenate((counted.respondents, total.respondents))
    every = respondents.max(axis=2, keepdims=True).clip(SMALLEST_CELL)  # hidden only where the table of codes hides it
    respondents = np.concatenate((respondents, every), axis=2)
    hidden = np.zeros(respondents.shape, np.bool_)
    hidden[:, :, -1] = hidden_and_total(frame, codings, made)
    shape = respondents.shape
    lines = [*along(shape, 2), *along(shape, 0), *family_lines(shape, codings.codes)]
    return protect(respondents, lines, hidden)[:-1, :, :-1]


def _suppressed(cells: list[dict[str, Any]], hides: list[bool]) -> list[dict[str, Any]]:
    """Cells without what must not be shown, and without the shares of the others, which would give it away."""
    shares = SHARES if any(hides) else set()
    return [
        {name: None if name != "language" and (hide or name in shares) else value for name, value in cell.items()}
        for cell, hide in zip(cells, hides, strict=True)
    ]


def _why_empty(options: TableOptions) -> str:
    return options.message("There is no row: no participant said anything, or the codebook has no code.")


KIND = TableKind(
    "Codes by language of the segment: is a barrier named in one language only?",
    count_languages,
    COLUMNS,
    frozenset({"by", "kind", "codes"}),
)
