"""The table of languages: in which language each code is named, against how much each language is spoken."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.codings.mentions import in_segments, united
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
from qualcode.text.languages import segment_language_names

COLUMNS = (
    *BY,
    CODE_COLUMN,
    KIND_COLUMN,
    LABEL_COLUMN,
    Column(
        "language",
        "string",
        "Language of segments: id, en, mixed, or und when undetermined.",
        "Bahasa segmen: id, en, mixed (campuran), atau und (tidak dapat ditentukan).",
    ),
    Column(
        "respondents",
        "integer",
        "Respondents with a mention that starts in a segment of this language.",
        "Informan dengan penyebutan yang dimulai dalam segmen berbahasa ini.",
    ),
    Column(
        "respondents_total",
        "integer",
        "Respondents of the block with a segment in this language.",
        "Informan dalam blok yang memiliki segmen berbahasa ini.",
    ),
    Column(
        "respondents_pct",
        "number",
        "respondents in per cent of respondents_total, to 1 decimal.",
        "respondents dalam persen dari respondents_total, 1 desimal.",
    ),
    Column(
        "segments",
        "integer",
        "Segments of this language that hold a mention or a part of one.",
        "Segmen berbahasa ini yang memuat penyebutan atau sebagiannya.",
    ),
    Column(
        "mentions",
        "integer",
        "Codings that start in a segment of this language.",
        "Penyebutan yang dimulai dalam segmen berbahasa ini.",
    ),
    Column(
        "mentions_pct",
        "number",
        "mentions in per cent of all mentions of the code in the block, to 1 decimal.",
        "mentions dalam persen dari semua penyebutan kode dalam blok, 1 desimal.",
    ),
    Column(
        "segments_total",
        "integer",
        "Segments of participants in this language.",
        "Segmen peserta dalam bahasa ini.",
    ),
    Column(
        "segments_pct",
        "number",
        "segments_total in per cent of the participants' segments, to 1 decimal.",
        "segments_total dalam persen dari segmen peserta, 1 desimal.",
    ),
    Column(
        "ratio",
        "number",
        "Share of the mentions divided by share of the participants' segments, to 2 decimals: above 1, the code is "
        "named in this language more than the language is spoken; empty without mentions.",
        "Porsi penyebutan dibagi porsi segmen peserta, 2 desimal: di atas 1, kode lebih sering disebut dalam bahasa "
        "ini daripada bahasa ini dipakai; kosong bila tidak ada penyebutan.",
    ),
)
SHARES = {"mentions_pct", "ratio"}
"""Columns from which the mentions of the other languages can be worked out."""


@dataclass(frozen=True, eq=False)
class _Counts:
    """Shapes (blocks, codes, languages) and (blocks, languages)."""

    mentions: Int64s
    """Codings that start in a segment of the language."""
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
    counted = _count(frame, made, united(frame, codings), len(codings.codes))
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
        options.said(
            "The language of a mention is that of the segment in which it starts.",
            "Bahasa suatu penyebutan adalah bahasa segmen tempat penyebutan itu dimulai.",
        ),
        redaction(options),
        frequency(options),
    )
    return Table(
        name="languages",
        title=title(options.said("Codes by language", "Kode menurut bahasa"), frame, codings, options),
        columns=columns,
        data=in_columns(rows, columns),
        notes=nonempty_sentences(said),
        meta={**meta(frame, codings, made, options), "kind": options.kind, "codes": list(options.codes)},
    )


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


def _hidden(frame: Frame, codings: Codings, made: Groups, counted: _Counts) -> Bools:
    """What a redacted table hides, shape (blocks, codes, languages).

    Codings of the languages add up to those of the table of codes, blocks add up to the table without blocks, and
    codes are counted under those above them: all of these are looked at together.
    """
    whole = groups_by(frame)
    total = _count(frame, whole, united(frame, codings), len(codings.codes))
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
    return options.said(
        "There is no row: no participant said anything, or the codebook has no code.",
        "Tidak ada baris: tidak ada peserta yang berbicara, atau buku kode tidak memiliki kode.",
    )


KIND = TableKind(
    "Codes by language of the segment: is a barrier named in one language only?",
    count_languages,
    COLUMNS,
    frozenset({"by", "kind", "codes"}),
)
