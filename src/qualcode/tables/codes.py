"""The table of codes: how many people, sessions, turns and segments mention each code, and how often."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame
from qualcode.model.table import Column, Table
from qualcode.tables.groups import Groups, groups_by
from qualcode.tables.kind import SMALLEST_CELL, TableKind, TableOptions
from qualcode.tables.listing import (
    BY,
    CODE_COLUMN,
    KIND_COLUMN,
    LABEL_COLUMN,
    RESPONDENTS_PCT,
    RESPONDENTS_PCT_HIGH,
    RESPONDENTS_PCT_LOW,
    code_columns,
    in_columns,
    narrowed,
)
from qualcode.tables.notes import frequency, meta, nonempty_sentences, notes, redaction, title
from qualcode.tables.statistics import caution, mean_per_1000, per_1000, percent, wilson
from qualcode.tables.suppression import CellCounts, counts, hidden_cells

COLUMNS = (
    Column("rank", "integer", "Place by respondents, then mentions; ties share a place (1, 2, 2, 4)."),
    CODE_COLUMN,
    KIND_COLUMN,
    Column("parent", "string", "Code above this one, which counts this one's mentions too."),
    LABEL_COLUMN,
    Column("respondents", "integer", "Respondents of the block with at least one mention."),
    Column("respondents_total", "integer", "N: participants of the block with at least one word."),
    RESPONDENTS_PCT,
    RESPONDENTS_PCT_LOW,
    RESPONDENTS_PCT_HIGH,
    Column("sessions", "integer", "Sessions with at least one mention."),
    Column("turns", "integer", "Turns with a mention; speech resumed after a backchannel counts with its first turn."),
    Column("segments", "integer", "Segments that hold a mention or a part of one."),
    Column("mentions", "integer", "Affirmed codings of participants; overlaps below a parent count once."),
    Column("per_1000_words", "number", "mentions per 1000 words of participants, rounded half up to 2 decimals."),
    Column(
        "median_per_1000_words",
        "number",
        "Median of the respondents' own rates per 1000 words, zeros included, rounded half up to 2 decimals.",
    ),
    Column("prompted_pct", "number", "Prompted mentions in per cent of mentions, to 1 decimal; empty for people."),
)
INTERVAL = ("respondents_pct_low", "respondents_pct_high")
"""Columns that only `--interval` adds."""
SUPPRESSED_COLUMNS = frozenset(column.name for column in COLUMNS) - {
    "code",
    "kind",
    "parent",
    "label",
    "respondents_total",
}
"""Columns that a suppressed cell leaves empty."""
CodeRow = dict[str, Any]


def count_codes(frame: Frame, codings: Codings, options: TableOptions) -> Table:
    """Count every code, or every code of one kind; codes that nobody mentions stay with 0."""
    made = groups_by(frame, options.by)
    counted = counts(frame, codings, made)
    hidden = hidden_cells(frame, codings, made) if options.redact else None
    rows = [row for block in range(len(made.groups)) for row in _block(block, made, counted, codings, options, hidden)]
    rows = [row for row in rows if not options.codes or row["code"] in options.codes]
    columns = (BY if options.by else ()) + tuple(
        column for column in COLUMNS if options.interval or column.name not in INTERVAL
    )
    said = (
        *notes(frame, codings, made, options),
        _part(codings, options),
        redaction(options),
        caution(options),
        frequency(options),
    )
    return Table(
        name="codes",
        title=title(_what(options), frame, codings, options),
        columns=columns,
        data=in_columns(rows, columns),
        notes=nonempty_sentences(said),
        meta={**meta(frame, codings, made, options), "kind": options.kind, "codes": list(options.codes)},
    )


def _part(codings: Codings, options: TableOptions) -> str:
    """That the table is a part of one, where some codes were asked for by name."""
    if not options.codes:
        return ""
    ranks = options.message("Ranks are those among all.")
    return f"{narrowed(codings, replace(options, kind=''))} {ranks}"


def without_columns(table: Table, names: Iterable[str]) -> Table:
    """The same table without some of its columns."""
    columns = tuple(column for column in table.columns if column.name not in set(names))
    return replace(table, columns=columns, data={column.name: table.data[column.name] for column in columns})


def _what(options: TableOptions) -> str:
    """What the table lists."""
    if options.kind:
        return options.message("{Kind} codes", Kind=options.kind.capitalize(), kind=options.kind)
    return options.message("Codes")


def _block(
    block: int, made: Groups, counted: CellCounts, codings: Codings, options: TableOptions, hidden: Bools | None
) -> list[CodeRow]:
    """The rows of one block, ranked; those of hidden codes last."""
    where = {"rank": None, "by": options.by, "group": made.groups[block]}
    about, size = code_columns(codings, options), len(codings.codes)
    rows = [
        {**where, **about[at], "parent": code.parent or None, **_cell(block * size + at, block, made, counted, codings)}
        for at, code in enumerate(codings.codes)
        if options.kind in ("", code.kind)
    ]
    rows.sort(key=lambda row: (-row["respondents"], -row["mentions"], row["code"]))
    secret = set() if hidden is None else {codings.codes[at].code for at in np.flatnonzero(hidden[block]).tolist()}
    shown = [row for row in rows if row["code"] not in secret]
    _rank(shown)
    return shown + _suppressed([row for row in rows if row["code"] in secret])


def _cell(cell: int, block: int, made: Groups, counted: CellCounts, codings: Codings) -> CodeRow:
    mentioned, people = int(counted.mentions[cell]), int(counted.respondents[cell])
    everyone, words = int(made.sizes[block]), int(made.words[block])
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
        "prompted_pct": percent(int(counted.prompted[cell]), mentioned) if codings.kind == "rules" else None,
    }


def _rank(rows: list[CodeRow]) -> None:
    """Give ranks to sorted rows: equal respondents and mentions share the first one's place."""
    before: Mapping[str, Any] = {}
    for place, row in enumerate(rows, start=1):
        tied = before and (row["respondents"], row["mentions"]) == (before["respondents"], before["mentions"])
        row["rank"] = before["rank"] if tied else place
        before = row


def _suppressed(rows: list[CodeRow]) -> list[CodeRow]:
    """Rows without their numbers, listed by code, so that their order tells nothing.

    The value that makes a group of one or two, such as an office, can name them: it goes too.
    """
    return [_hidden(row) for row in sorted(rows, key=lambda row: str(row["code"]))]


def _hidden(row: CodeRow) -> CodeRow:
    few = {"group", "respondents_total"} if row["respondents_total"] < SMALLEST_CELL else set()
    return {name: None if name in SUPPRESSED_COLUMNS | few else value for name, value in row.items()}


KIND = TableKind(
    "Codes counted: respondents, sessions, turns, segments and mentions; a parent counts the union of its children.",
    count_codes,
    (*BY, *COLUMNS),
    frozenset({"by", "kind", "codes", "interval"}),
)
