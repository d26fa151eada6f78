"""The table of barriers: which ones people name, how many people, and how often."""

from dataclasses import replace

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.tables.codes import COLUMNS, count_codes, rank_codes
from qualcode.tables.kind import TableKind, TableOptions, code_by_code
from qualcode.tables.listing import BY
from qualcode.tables.notes import title
from qualcode.tables.parts import Divided, TablePart
from qualcode.tables.redaction import Made

LEFT_OUT = ("kind", "parent")
"""Columns of the table of codes that say nothing about barriers."""


def rank_barriers(frame: Frame, codings: Codings, options: TableOptions, part: TablePart) -> Made:
    """The codes of kind `barrier`, ranked; barriers that nobody mentions stay with 0."""
    made = rank_codes(frame, codings, replace(options, kind="barrier"), part)
    named = title(options.message("Barriers"), frame, codings, options)
    columns = tuple(column for column in made.table.columns if column.name not in LEFT_OUT)
    return replace(made, table=replace(made.table, name="barriers", title=named, columns=columns))


_MAKE = Divided(count_codes, rank_barriers)
KIND = TableKind(
    "Barriers ranked by the respondents who name them.",
    _MAKE,
    tuple(column for column in (*BY, *COLUMNS) if column.name not in LEFT_OUT),
    frozenset({"by", "codes", "interval"}),
    redacted=code_by_code(_MAKE),
)
