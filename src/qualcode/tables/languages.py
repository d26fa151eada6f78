"""The table of languages: in which language each code is named, against how much each language is spoken."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.model import Column, Table
from qualcode.tables.blocks import Blocks, blocks, members_of
from qualcode.tables.codes import BY
from qualcode.tables.codetree import labels
from qualcode.tables.counts import distinct
from qualcode.tables.frame import Codings, Frame, Longs
from qualcode.tables.kind import TableKind
from qualcode.tables.mentions import Mentions, mentions, ranges
from qualcode.tables.notes import FREQUENCY, kept, meta, notes, redaction, title
from qualcode.tables.options import SMALLEST_CELL, Options
from qualcode.tables.rounding import percent, ratio
from qualcode.tables.wanted import narrowed, wanted
from qualcode.text.languages import LANGUAGES

COLUMNS = (
    *BY,
    Column("code", "string", "Code of the codebook."),
    Column("kind", "string", "Kind of the code."),
    Column("label", "string", "Name of the code for people."),
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

    mentions: Longs
    segments: Longs
    respondents: Longs
    all_segments: Longs
    all_respondents: Longs


def count_languages(frame: Frame, codings: Codings, options: Options) -> Table:
    """Each code in each language that participants speak, in the codebook's order; zeros stay."""
    made = blocks(frame, options.by)
    counted = _count(frame, made, mentions(frame, codings), len(codings.codes))
    rows = []
    for block, group in enumerate(made.groups):
        spoken = np.flatnonzero(counted.all_segments[block]).tolist()
        for about, code in _codes(codings, options):
            cells = [_cell(counted, block, code, language) for language in spoken]
            cells = _suppress(cells) if options.redact and options.by else cells
            rows += [{"by": options.by, "group": group, **about, **cell} for cell in cells]
    columns = tuple(column for column in COLUMNS if options.by or column.name not in ("by", "group"))
    said = (
        "" if rows else "There is no row: no participant said anything, or the codebook has no code.",
        *notes(frame, codings, made, options),
        narrowed(codings, options),
        "The language of a mention is that of the segment in which it starts.",
        redaction(options),
        FREQUENCY,
    )
    return Table(
        name="languages",
        title=title("Codes by language", frame, codings, options),
        columns=columns,
        data={column.name: [row[column.name] for row in rows] for column in columns},
        notes=kept(said),
        meta={**meta(frame, codings, made, options), "kind": options.kind, "codes": list(options.codes)},
    )


def _count(frame: Frame, made: Blocks, found: Mentions, codes: int) -> _Counts:
    size, shape = len(LANGUAGES), (len(made.groups), codes, len(LANGUAGES))
    cells = len(made.groups) * codes * size
    language = frame.segment_language.astype(np.int64)
    base = (made.turn_block[found.turn].astype(np.int64) * codes + found.code) * size
    cell = base + language[found.first_segment]
    lengths = (found.last_segment - found.first_segment + 1).astype(np.int64)
    segment = ranges(found.first_segment.astype(np.int64), lengths)
    member, belongs = members_of(frame, made, found.turn)
    block = made.turn_block[frame.segment_turn].astype(np.int64)
    inside = block >= 0
    speaker, speaks = members_of(frame, made, frame.segment_turn)
    spoken = block * size + language
    return _Counts(
        mentions=np.bincount(cell, minlength=cells).reshape(shape),
        segments=distinct(np.repeat(base, lengths) + language[segment], segment, cells).reshape(shape),
        respondents=distinct(cell[belongs], member[belongs], cells).reshape(shape),
        all_segments=np.bincount(spoken[inside], minlength=shape[0] * size).reshape(-1, size),
        all_respondents=distinct(spoken[speaks], speaker[speaks], shape[0] * size).reshape(-1, size),
    )


def _codes(codings: Codings, options: Options) -> list[tuple[dict[str, Any], int]]:
    """What is said about each code of the table, and its index."""
    named, codes = labels(codings.codes, options.lang, codings.languages), codings.codes
    return [
        ({"code": codes[at].code, "kind": codes[at].kind or None, "label": named[at]}, at)
        for at in wanted(codings, options)
    ]


def _cell(counted: _Counts, block: int, code: int, language: int) -> dict[str, Any]:
    here = int(counted.mentions[block, code, language])
    every = int(counted.mentions[block, code].sum())
    people, speakers = int(counted.respondents[block, code, language]), int(counted.all_respondents[block, language])
    spoken, segments = int(counted.all_segments[block, language]), int(counted.all_segments[block].sum())
    return {
        "language": LANGUAGES[language],
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


def _suppress(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Empty the cells of fewer than three respondents, and the shares of the others, which would give those away."""
    small = [cell["respondents"] < SMALLEST_CELL for cell in cells]
    shares = SHARES if any(small) else set()
    return [
        {name: None if name != "language" and (hide or name in shares) else value for name, value in cell.items()}
        for cell, hide in zip(cells, small, strict=True)
    ]


KIND = TableKind(
    "Codes by language of the segment: is a barrier named in one language only?",
    count_languages,
    COLUMNS,
    frozenset({"by", "kind", "codes"}),
)
