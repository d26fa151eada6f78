"""The table of codes: how many people, sessions, turns and segments mention each code, and how often."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.model.table import Column
from qualcode.tables.counts import CellCounts, cell_counts, count_cells, without_names
from qualcode.tables.groups import slots
from qualcode.tables.kind import TableKind, TableOptions, code_by_code
from qualcode.tables.listing import (
    BY,
    CODE_COLUMN,
    KIND_COLUMN,
    LABEL_COLUMN,
    RESPONDENTS_SHARE,
    chosen_columns,
    code_columns,
    in_columns,
    narrowed,
)
from qualcode.tables.notes import TableBasis, frequency, ground
from qualcode.tables.parts import Divided, TablePart
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import caution, mean_per_1000, per_1000, percent, wilson

COLUMNS = (
    Column("rank", "integer", "Place by respondents, then mentions; ties share a place (1, 2, 2, 4).", "count"),
    CODE_COLUMN,
    KIND_COLUMN,
    Column("parent", "string", "Code above this one, which counts this one's mentions too.", "open"),
    LABEL_COLUMN,
    Column("respondents", "integer", "Respondents of the block with at least one mention.", "count"),
    Column("respondents_total", "integer", "N: participants of the block with at least one word.", "count"),
    *RESPONDENTS_SHARE,
    Column("sessions", "integer", "Sessions with at least one mention.", "quasi"),
    Column(
        "turns",
        "integer",
        "Turns with a mention; speech resumed after a backchannel counts with its first turn.",
        "count",
    ),
    Column("segments", "integer", "Segments that hold a mention or a part of one.", "count"),
    Column("mentions", "integer", "Affirmed codings of participants; overlaps below a parent count once.", "count"),
    Column(
        "per_1000_words", "number", "mentions per 1000 words of participants, rounded half up to 2 decimals.", "count"
    ),
    Column(
        "median_per_1000_words",
        "number",
        "Median of the respondents' own rates per 1000 words, zeros included, rounded half up to 2 decimals.",
        "quasi",
    ),
    Column(
        "prompted_pct", "number", "Prompted mentions in per cent of mentions, to 1 decimal; empty for people.", "quasi"
    ),
)
INTERVAL = ("respondents_pct_low", "respondents_pct_high")
"""Columns that only `--interval` adds."""
CodeRow = dict[str, Any]


def count_codes(frame: Frame, codings: Codings, options: TableOptions) -> TablePart:
    """Count every code in every slot."""
    slot = slots(frame, options.by)
    counted = {**ground(frame, codings, slot), **count_cells(frame, codings, slot)}
    return without_names(frame, counted, len(codings.codes))


def rank_codes(frame: Frame, codings: Codings, options: TableOptions, part: TablePart) -> Made:
    """All codes, or all of one kind, ranked; codes that nobody mentions stay with 0."""
    basis = TableBasis(frame, codings, options, part=part)
    counted = cell_counts(frame, codings, basis.groups, part)
    ranked = [_block(block, basis, counted) for block in range(len(basis.groups.groups))]
    rows = [row for block in ranked for row in block]
    left = [column for column in (*BY, *COLUMNS) if options.interval or column.name not in INTERVAL]
    columns = chosen_columns(left, options)
    data, codes = in_columns(rows, columns), list(options.codes)
    table = basis.table("codes", _what(options), columns, data, kind=options.kind, codes=codes)
    said = (*basis.notes, _part(codings, options), caution(options), frequency(options))
    asked = [row["code"] in options.codes for row in rows] if options.codes else ()
    return Made(table, said, asked=asked)


def _part(codings: Codings, options: TableOptions) -> str:
    """That the table is a part of one, where some codes were asked for by name."""
    if not options.codes:
        return ""
    ranks = options.message("Ranks are those among all.")
    return f"{narrowed(codings, replace(options, kind=''))} {ranks}"


def _what(options: TableOptions) -> str:
    """What the table lists."""
    if options.kind:
        return options.message("{Kind} codes", Kind=options.kind.capitalize(), kind=options.kind)
    return options.message("Codes")


def _block(block: int, basis: TableBasis, counted: CellCounts) -> list[CodeRow]:
    """The rows of one block, ranked."""
    codings, options = basis.codings, basis.options
    where = {"rank": None, "by": options.by, "group": basis.groups.groups[block]}
    about = code_columns(codings, options)
    rows = [
        {**where, **about[at], "parent": code.parent or None, **_cell(block, at, basis, counted)}
        for at, code in enumerate(codings.codes)
        if options.kind in ("", code.kind)
    ]
    rows.sort(key=lambda row: (-row["respondents"], -row["mentions"], row["code"]))
    _rank(rows)
    return rows


def _cell(block: int, code: int, basis: TableBasis, counted: CellCounts) -> CodeRow:
    cell = block * len(basis.codings.codes) + code
    mentioned, people = int(counted.mentions[cell]), int(counted.respondents[cell])
    everyone, words = int(basis.groups.sizes[block]), int(basis.groups.words[block])
    (a, b), (c, d) = counted.middle[cell].tolist()
    low, high = wilson(people, everyone)
    return {
        "respondents": people,
        "respondents_total": everyone,
        "respondents_pct": percent(people, everyone),
        "respondents_pct_low": low,
        "respondents_pct_high": high,
        "sessions": int(counted.sessions[cell]),
        "turns": int(counted.turns[cell]),
        "segments": int(counted.segments[cell]),
        "mentions": mentioned,
        "per_1000_words": per_1000(mentioned, words),
        "median_per_1000_words": mean_per_1000((a, b), (c, d)) if everyone else None,
        "prompted_pct": percent(int(counted.prompted[cell]), mentioned) if basis.codings.kind == "rules" else None,
    }


def _rank(rows: list[CodeRow]) -> None:
    """Give ranks to sorted rows: equal respondents and mentions share the first one's place."""
    before: Mapping[str, Any] = {}
    for place, row in enumerate(rows, start=1):
        tied = before and (row["respondents"], row["mentions"]) == (before["respondents"], before["mentions"])
        row["rank"] = before["rank"] if tied else place
        before = row


MAKE_CODES = Divided(count_codes, rank_codes)
KIND = TableKind(
    "Codes counted: respondents, sessions, turns, segments and mentions; a parent counts the union of its children.",
    MAKE_CODES,
    (*BY, *COLUMNS),
    frozenset({"by", "kind", "codes", "interval"}),
    redacted=code_by_code(MAKE_CODES),
)
