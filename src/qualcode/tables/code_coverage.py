"""The table of code coverage: how many different codes the interviews have shown, one interview after the other."""

from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s
from qualcode.languages.catalogue import Messages
from qualcode.model.finding import Finding
from qualcode.model.table import Column
from qualcode.tables.interviews import (
    Interviews,
    codes_by_interview,
    first_seen,
    interviews,
    order_note,
    unread_interview_dates,
)
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import narrowed, selected_codes
from qualcode.tables.notes import TableBasis
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import percent

INTERVIEWS = (
    Column("interview", "integer", "Place of the interview in order of date, from 1.", "open"),
    Column("session", "string", "Conversation: an interview or a focus group.", "person"),
    Column("date", "string", "Date of the session; empty where there is none.", "quasi"),
    Column(
        "codes_here", "integer", "Different codes with a mention in this interview; parents are not added.", "quasi"
    ),
    Column("new_codes", "integer", "Codes that no interview before this one has.", "quasi"),
    Column("codes", "integer", "Different codes in this interview and all before it.", "quasi"),
)
"""Columns of every table with one row for each interview."""
COLUMNS = (
    *INTERVIEWS,
    Column(
        "codes_total",
        "integer",
        "Codes that can be found, of the codebook or of those asked for: for rules, codes that have rules; for people, "
        "codes in use; those found besides are added.",
        "open",
    ),
    Column("codes_pct", "number", "codes in per cent of codes_total, rounded half up to 1 decimal.", "quasi"),
    Column("shuffled_median", "integer", "Median of codes after so many interviews, over the random orders.", "open"),
    Column("shuffled_low", "integer", "5th percentile over the random orders (the value of nearest rank).", "open"),
    Column("shuffled_high", "integer", "95th percentile over the random orders (the value of nearest rank).", "open"),
)
PERCENTILES = {"shuffled_median": 50, "shuffled_low": 5, "shuffled_high": 95}


def cover_codes(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """Count different codes up to each interview, in order of date and in random orders."""
    made = interviews(frame)
    code, interview = codes_by_interview(frame, codings, made, options)
    total = len(_findable(codings, options) | set(code.tolist()))
    data = of_interviews(made, code, interview)
    size = len(made.sessions)
    data |= {"codes_total": [total] * size, "codes_pct": [percent(codes, total) for codes in data["codes"]]}
    data |= _shuffled(code, interview, size, options)
    basis = TableBasis(frame, codings, options)
    what, orders = options.message("Code coverage"), {"shuffles": options.shuffles, "seed": options.seed}
    table = basis.table("code_coverage", what, COLUMNS, data, **orders)
    said = _said(codings, made, options, total)
    return Made(table, (*basis.notes, narrowed(codings, options), *said))


def of_interviews(made: Interviews, code: Int64s, interview: Int64s) -> dict[str, list[Any]]:
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


def _findable(codings: Codings, options: TableOptions) -> set[int]:
    """Codes that this coder can give: rules those that have rules, people those in use."""
    rules = codings.kind == "rules" and not codings.source.layer  # a person may have given any code instead
    return {
        code
        for code in selected_codes(codings, options)
        if not codings.codes[code].retired and (codings.codes[code].rules or not rules)
    }


def no_interviews(frame: Frame, codings: Codings, options: TableOptions) -> tuple[Finding, ...]:
    """An error where no participant says a word, and a warning where there is one interview only."""
    made = interviews(frame)
    size = len(made.sessions)
    if not size:
        hint = "run `qualcode status` to see the roles of the speakers"
        return (Finding("error", "no-interviews", "no interview has a participant who says a word", hint=hint),)
    if size == 1:
        message = "there is one interview: nothing can be said about how codes accumulate"
        return (Finding("warning", "one-interview", message),)
    return tuple(unread_interview_dates(made))


def _said(codings: Codings, made: Interviews, options: TableOptions, total: int) -> tuple[str, ...]:
    """What the order, the random orders and the total are, and what a flat curve does not say."""
    asked = len(selected_codes(codings, options))
    orders = options.message(
        "Random orders of the interviews: {shuffles}, seed {seed}.",
        shuffles=Messages(options.lang).number(options.shuffles),
        seed=options.seed,
    )
    never = options.message(
        "codes_total leaves out {left} of {asked} codes, which this coder cannot give: without rules of their own, or "
        "retired.",
        left=asked - total,
        asked=asked,
    )
    limit = options.message(
        "A codebook that was fixed before limits what can be seen: a code that it lacks cannot appear, so a "
        "flat curve says that these codes are used up, not that people have said all there is."
    )
    return order_note(made, options), orders, never if asked > total else "", limit


def _shuffled(code: Int64s, interview: Int64s, size: int, options: TableOptions) -> dict[str, list[Any]]:
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
