"""The table of code coverage: how many different codes the interviews have shown, one interview after the other."""

from typing import Any

import numpy as np

from qualcode.model import Column, Finding, Table
from qualcode.tables.blocks import blocks
from qualcode.tables.frame import Codings, Frame, Longs
from qualcode.tables.interviews import Interviews, first_seen, found, interviews, order_note
from qualcode.tables.kind import TableKind
from qualcode.tables.listing import NAMES
from qualcode.tables.notes import kept, meta, notes, redaction, title
from qualcode.tables.options import Options
from qualcode.tables.rounding import percent
from qualcode.tables.wanted import narrowed, wanted

INTERVIEWS = (
    Column("interview", "integer", "Place of the interview in order of date, from 1."),
    Column("session", "string", "Conversation: an interview or a focus group."),
    Column("date", "string", "Date of the session; empty where there is none."),
    Column("codes_here", "integer", "Different codes with a mention in this interview; parents are not added."),
    Column("new_codes", "integer", "Codes that no interview before this one has."),
    Column("codes", "integer", "Different codes in this interview and all before it."),
)
"""Columns of every table with one row for each interview."""
COLUMNS = (
    *INTERVIEWS,
    Column("codes_total", "integer", "Codes of the codebook, or those asked for."),
    Column("codes_pct", "number", "codes in per cent of codes_total, rounded half up to 1 decimal."),
    Column("shuffled_median", "integer", "Median of codes after so many interviews, over the random orders."),
    Column("shuffled_low", "integer", "5th percentile over the random orders (the value of nearest rank)."),
    Column("shuffled_high", "integer", "95th percentile over the random orders (the value of nearest rank)."),
)
PERCENTILES = {"shuffled_median": 50, "shuffled_low": 5, "shuffled_high": 95}
LIMIT = (
    "A codebook that was fixed before limits what can be seen: a code that it lacks cannot appear, so a flat curve "
    "says that these codes are used up, not that people have said all there is."
)


def cover_codes(frame: Frame, codings: Codings, options: Options) -> Table:
    """Count different codes up to each interview, in order of date and in random orders."""
    made = interviews(frame)
    code, interview = found(frame, codings, made, options)
    total = len(wanted(codings, options))
    data = of_interviews(made, code, interview)
    size = len(made.sessions)
    data |= {"codes_total": [total] * size, "codes_pct": [percent(codes, total) for codes in data["codes"]]}
    data |= _shuffled(code, interview, size, options)
    columns = shown(COLUMNS, options)
    whole = blocks(frame)
    return Table(
        name="code_coverage",
        title=title("Code coverage", frame, codings, options),
        columns=columns,
        data={column.name: data[column.name] for column in columns},
        notes=(
            *notes(frame, codings, whole, options),
            *kept((redaction(options), narrowed(codings, options), *_said(made, options))),
            LIMIT,
        ),
        meta={**meta(frame, codings, whole, options), "shuffles": options.shuffles, "seed": options.seed},
    )


def of_interviews(made: Interviews, code: Longs, interview: Longs) -> dict[str, list[Any]]:
    """The columns that tables of interviews share, from the (code, interview) pairs."""
    size = len(made.sessions)
    new = np.bincount(first_seen(code, interview), minlength=size)
    return {
        "interview": list(range(1, size + 1)),
        "session": list(made.sessions),
        "date": list(made.dates),
        "codes_here": np.bincount(interview, minlength=size).tolist(),
        "new_codes": new.tolist(),
        "codes": np.cumsum(new).tolist(),
    }


def shown(columns: tuple[Column, ...], options: Options) -> tuple[Column, ...]:
    """The columns that redaction leaves."""
    hidden = NAMES | {"date"}  # most interviews are one person, and a date finds them
    return tuple(column for column in columns if not (options.redact and column.name in hidden))


def no_interviews(frame: Frame, codings: Codings, options: Options) -> tuple[Finding, ...]:
    """An error where no participant says a word, and a warning where there is one interview only."""
    size = len(interviews(frame).sessions)
    if not size:
        hint = "run `qualcode status` to see the roles of the speakers"
        return (Finding("error", "no-interviews", "no interview has a participant who says a word", hint=hint),)
    if size == 1:
        message = "there is one interview: nothing can be said about how codes accumulate"
        return (Finding("warning", "one-interview", message),)
    return ()


def _said(made: Interviews, options: Options) -> tuple[str, ...]:
    orders = f"Random orders of the interviews: {options.shuffles}, seed {options.seed}."
    return order_note(made), orders


def _shuffled(code: Longs, interview: Longs, size: int, options: Options) -> dict[str, list[Any]]:
    """Percentiles of the number of codes after each interview of a random order.

    The counts are tallied instead of kept, so that any number of orders needs the same memory.
    """
    random = np.random.default_rng(options.seed)
    codes = len(np.unique(code))
    tally = np.zeros((size, codes + 1), np.int64)
    for _ in range(options.shuffles):
        place = random.permutation(size)
        reached = np.cumsum(np.bincount(first_seen(code, place[interview]), minlength=size))
        tally[np.arange(size), reached] += 1
    below = np.cumsum(tally, axis=1)
    return {
        name: np.argmax(100 * below >= percentile * options.shuffles, axis=1).tolist()
        for name, percentile in PERCENTILES.items()
    }


KIND = TableKind(
    "Different codes found up to each interview, in order of date and in random orders.",
    cover_codes,
    COLUMNS,
    frozenset({"kind", "codes", "shuffles", "seed"}),
    wrong=no_interviews,
)
