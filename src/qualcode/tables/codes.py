"""The table of codes: how many people, sessions, turns and segments mention each code, and how often."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from qualcode.model import Column, Table
from qualcode.tables.blocks import Blocks, blocks
from qualcode.tables.codetree import labels
from qualcode.tables.counts import Counts, counts
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.intervals import CAUTION, wilson
from qualcode.tables.kind import TableKind
from qualcode.tables.mentions import mentions
from qualcode.tables.notes import FREQUENCY, meta, notes, redaction, title
from qualcode.tables.options import SMALLEST_CELL, Options
from qualcode.tables.rounding import mean_per_1000, per_1000, percent

BY = (
    Column("by", "string", "Attribute that makes the blocks."),
    Column("group", "string", "Value of the attribute in this block; empty where it is missing."),
)
COLUMNS = (
    Column("rank", "integer", "Place by respondents, then mentions; ties share a place (1, 2, 2, 4)."),
    Column("code", "string", "Code of the codebook."),
    Column("kind", "string", "Kind of the code."),
    Column("parent", "string", "Code above this one, which counts this one's mentions too."),
    Column("label", "string", "Name of the code for people."),
    Column("respondents", "integer", "Respondents of the block with at least one mention."),
    Column("respondents_total", "integer", "N: participants of the block with at least one word."),
    Column("respondents_pct", "number", "respondents in per cent of respondents_total, rounded half up to 1 decimal."),
    Column("respondents_pct_low", "number", "Lower end of the 95 % Wilson score interval of respondents_pct."),
    Column("respondents_pct_high", "number", "Upper end of the 95 % Wilson score interval of respondents_pct."),
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
HIDDEN = frozenset(column.name for column in COLUMNS) - {"code", "kind", "parent", "label", "respondents_total"}
"""Columns that a suppressed cell leaves empty."""

Row = dict[str, Any]


def count_codes(frame: Frame, codings: Codings, options: Options) -> Table:
    """Count every code, or every code of one kind; codes that nobody mentions stay with 0."""
    made = blocks(frame, options.by)
    counted = counts(frame, mentions(frame, codings), made, len(codings.codes))
    rows = [row for block in range(len(made.groups)) for row in _block(block, made, counted, codings, options)]
    columns = (BY if options.by else ()) + tuple(
        column for column in COLUMNS if options.interval or column.name not in INTERVAL
    )
    what = options.kind.capitalize() + " codes" if options.kind else "Codes"
    said = (*notes(frame, codings, made, options), redaction(options), CAUTION if options.interval else "", FREQUENCY)
    return Table(
        name="codes",
        title=title(what, frame, codings, options),
        columns=columns,
        data={column.name: [row[column.name] for row in rows] for column in columns},
        notes=tuple(sentence for sentence in said if sentence),
        meta={**meta(frame, codings, made, options), "kind": options.kind},
    )


def without(table: Table, names: Iterable[str]) -> Table:
    """The same table without some of its columns."""
    columns = tuple(column for column in table.columns if column.name not in set(names))
    return replace(table, columns=columns, data={column.name: table.data[column.name] for column in columns})


def _block(block: int, made: Blocks, counted: Counts, codings: Codings, options: Options) -> list[Row]:
    named = labels(codings.codes, options.lang, codings.languages)
    rows = []
    for place, code in enumerate(codings.codes):
        if options.kind in ("", code.kind):
            cell = block * len(codings.codes) + place
            about = {"code": code.code, "kind": code.kind or None, "parent": code.parent or None, "label": named[place]}
            rows.append({"by": options.by, "group": made.groups[block], **about, **_cell(cell, block, made, counted)})
            if codings.kind != "rules":
                rows[-1]["prompted_pct"] = None
    rows.sort(key=lambda row: (-row["respondents"], -row["mentions"], row["code"]))
    _rank(rows)
    return _suppress(rows) if options.redact and options.by else rows


def _cell(cell: int, block: int, made: Blocks, counted: Counts) -> Row:
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
        "prompted_pct": percent(int(counted.prompted[cell]), mentioned),
    }


def _rank(rows: list[Row]) -> None:
    """Give ranks to sorted rows: equal respondents and mentions share the first one's place."""
    before: Mapping[str, Any] = {}
    for place, row in enumerate(rows, start=1):
        tied = before and (row["respondents"], row["mentions"]) == (before["respondents"], before["mentions"])
        row["rank"] = before["rank"] if tied else place
        before = row


def _suppress(rows: list[Row]) -> list[Row]:
    """Empty the rows of fewer than three respondents and list them last by code, so that their order tells nothing.

    The value that makes a group of one or two, such as an office, can name them: it goes too.
    """
    large = [row for row in rows if row["respondents"] >= SMALLEST_CELL]
    small = sorted((row for row in rows if row["respondents"] < SMALLEST_CELL), key=lambda row: str(row["code"]))
    return large + [_hidden(row) for row in small]


def _hidden(row: Row) -> Row:
    few = {"group", "respondents_total"} if row["respondents_total"] < SMALLEST_CELL else set()
    return {name: None if name in HIDDEN | few else value for name, value in row.items()}


KIND = TableKind(
    "Codes counted: respondents, sessions, turns, segments and mentions; a parent counts the union of its children.",
    count_codes,
    (*BY, *COLUMNS),
    frozenset({"by", "kind", "interval"}),
)
