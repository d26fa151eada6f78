"""The table that compares groups: who names each code in one group and in the other, and how far they differ.

Respondents are the unit, so each must stand in one group. Two groups are compared with each other; of more, each is
compared with all the others together, since every pair of twelve groups would be sixty-six tables.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from qualcode.model import Column, Finding, Table
from qualcode.tables.attributes import compared, differing_sessions, in_several, level, nothing_to_compare
from qualcode.tables.blocks import Blocks, blocks
from qualcode.tables.codetree import named
from qualcode.tables.compare_columns import ABOUT, COLUMNS, COUNTED, OTHER, TESTED
from qualcode.tables.compare_notes import cautions
from qualcode.tables.counts import Counts, counts
from qualcode.tables.disclosure import hidden_cells
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.intervals import wilson
from qualcode.tables.kind import TableKind
from qualcode.tables.listing import in_columns
from qualcode.tables.notes import frequency, kept, meta, notes, redaction, some, title
from qualcode.tables.options import SMALLEST_CELL, Options
from qualcode.tables.rounding import per_1000, percent, ratio
from qualcode.tables.sides import Side, pairs_of
from qualcode.tables.significance import Association, associate, holm
from qualcode.tables.wanted import narrowed, wanted

SHOWN_ALWAYS = frozenset({column.name for column in ABOUT} | {"respondents_total", "other_total"})
"""Columns that a suppressed row keeps."""
SIDES = {"respondents_total": ("group", "respondents_total"), "other_total": ("other", "other_total")}
"""N of a side -> the columns that a redacted table does not show of a side with few respondents."""
MANY_MISSING = 4
"""Where one of so many respondents or more has no value, a warning says so."""

Row = dict[str, Any]


def compare_groups(frame: Frame, codings: Codings, options: Options) -> Table:
    """Compare the groups of an attribute, code by code, those in which the groups differ most first."""
    made = blocks(frame, options.by)
    counted = counts(frame, codings, made)
    pairs = pairs_of(made, counted, compared(made), len(codings.codes))
    codes = wanted(codings, options)
    tests = _tests(made, counted, codes, len(codings.codes)) if options.test else {}
    rows = _rows(codings, options, pairs, codes, tests)
    if options.redact:
        rows = _suppress(rows, _secret(frame, codings, made))
    columns = _shown(options)
    said = (
        *notes(frame, codings, made, options),
        redaction(
            options,
            "Codes hidden in one group are hidden in all.",
            "Kode yang disembunyikan dalam satu kelompok disembunyikan dalam semua.",
        ),
        narrowed(codings, options),
        *cautions(frame, made, options, tests),
        frequency(options),
    )
    return Table(
        name="compare",
        title=title(options.said("Codes compared", "Perbandingan kode"), frame, codings, options),
        columns=columns,
        data=in_columns(rows, columns),
        notes=kept(said),
        meta={**meta(frame, codings, made, options), "kind": options.kind, "tested": len(tests)},
    )


def _tests(made: Blocks, counted: Counts, asked: Sequence[int], codes: int) -> dict[int, tuple[Association, float]]:
    """Code -> its test and its corrected p-value, for codes that some respondents name and some do not."""
    comparable = compared(made)
    named = counted.respondents.reshape(-1, codes)[comparable]
    known: dict[tuple[int, ...], Association | None] = {}  # many codes share a table, and exact intervals are slow
    found = {}
    for code in asked:
        cells = tuple(named[:, code].tolist())
        if cells not in known:
            known[cells] = associate(cells, made.sizes[comparable].tolist())
        if (test := known[cells]) is not None:
            found[code] = test
    corrected = holm([test.p for test in found.values()])
    return {code: (test, p) for (code, test), p in zip(found.items(), corrected, strict=True)}


def _rows(
    codings: Codings,
    options: Options,
    pairs: Sequence[tuple[Side, Side]],
    asked: Sequence[int],
    tests: dict[int, tuple[Association, float]],
) -> list[Row]:
    about = named(codings, options)
    groups = [own for own, _ in pairs] if len(pairs) > 1 else pairs[0]
    rows = []
    for code in sorted(asked, key=lambda code: (-_spread(code, groups), codings.codes[code].code)):
        tested = _tested(tests.get(code))
        rows += [{**about[code], "by": options.by, **_compared(code, *pair), **tested} for pair in pairs]
    return rows


def _spread(code: int, groups: Sequence[Side]) -> float:
    """How far the groups' shares lie from the share of all, each group by its N; of two groups, as their difference."""
    everyone = sum(side.total for side in groups)
    share = sum(int(side.respondents[code]) for side in groups) / everyone
    spread = sum(side.total * (int(side.respondents[code]) / side.total - share) ** 2 for side in groups) / everyone
    return round(spread, 12)  # equal spreads are equal, whatever the order of addition


def _compared(code: int, own: Side, other: Side) -> Row:
    a, n, b, m = int(own.respondents[code]), own.total, int(other.respondents[code]), other.total
    points = ratio(abs(a * m - b * n), n * m, 100, 1) or 0.0
    sides = [{"group": own.group, "other": other.group}, _counted(code, own, COUNTED), _counted(code, other, OTHER)]
    return {**sides[0], **sides[1], **sides[2], "difference_pp": -points if a * m < b * n else points}


def _counted(code: int, side: Side, columns: Sequence[Column]) -> Row:
    named, mentioned = int(side.respondents[code]), int(side.mentions[code])
    values = (
        named,
        side.total,
        percent(named, side.total),
        *wilson(named, side.total),
        ratio(side.respondent_words, side.total, 1, 1),
        mentioned,
        per_1000(mentioned, side.words),
    )
    return {column.name: value for column, value in zip(columns, values, strict=True)}


def _tested(tested: tuple[Association, float] | None) -> Row:
    if tested is None:
        return {column.name: None for column in TESTED}
    test, corrected = tested
    low, high = test.interval or (None, None)
    return {
        "test": test.test,
        "chi2": None if test.chi2 is None else round(test.chi2, 2),
        "df": test.df,
        "min_expected": None if test.expected is None else round(test.expected, 2),
        "p": _digits(test.p),
        "p_holm": _digits(corrected),
        "cramers_v": round(test.cramers_v, 3),
        "odds_ratio": _digits(test.odds_ratio),
        "odds_ratio_low": _digits(low),
        "odds_ratio_high": _digits(high),
    }


def _digits(value: float | None) -> float | None:
    """Four significant digits; None where a value is infinite, which neither csv nor JSON can say."""
    return None if value is None or math.isinf(value) else float(f"{value:.4g}")


def _shown(options: Options) -> tuple[Column, ...]:
    hidden = set() if options.test else {column.name for column in TESTED}
    if not options.interval:
        hidden |= {column.name for column in (*COUNTED, *OTHER) if column.name.endswith(("_low", "_high"))}
    return tuple(column for column in COLUMNS if column.name not in hidden)


def _secret(frame: Frame, codings: Codings, made: Blocks) -> set[str]:
    """Codes that a redacted table does not show: those hidden in a group that is compared."""
    hidden = np.any(hidden_cells(frame, codings, made)[compared(made)], axis=0).tolist()
    return {code.code for code, hide in zip(codings.codes, hidden, strict=True) if hide}


def _suppress(rows: list[Row], secret: set[str]) -> list[Row]:
    """Empty all rows of a code that is hidden in one group, and list them last by code.

    A row says what the other groups have together, so one row that is left could give a hidden one away.
    """
    shown = [row for row in rows if row["code"] not in secret]
    hidden = sorted((row for row in rows if row["code"] in secret), key=lambda row: str(row["code"]))
    return shown + [_hidden(row) for row in hidden]


def _hidden(row: Row) -> Row:
    """A row without its counts; a group of one or two loses its N and its name, which can tell who they are."""
    lost = {name for total, names in SIDES.items() if row[total] < SMALLEST_CELL for name in names}
    return {name: value if name in SHOWN_ALWAYS - lost else None for name, value in row.items()}


def cannot_compare(frame: Frame, codings: Codings, options: Options) -> tuple[Finding, ...]:
    """Why respondents cannot be compared by an attribute."""
    by, made = options.by, blocks(frame, options.by)
    blocks_hint = f"export `barriers --by {by}`, which counts such respondents in each block"
    if level(frame, by) == "turn" and frame.declared.get(by):
        message = f"attribute `{by}` belongs to turns (corpus.yaml), and `compare` compares respondents"
        return (Finding("error", "wrong-level", message, hint=blocks_hint),)
    if several := in_several(frame, made):
        who = ", ".join(several[:3]) + (" ..." if len(several) > 3 else "")
        people = f"{len(several)} respondent" + ("" if len(several) == 1 else "s")
        message = f"{people} ({who}) would stand in several groups of `{by}`"
        return (Finding("error", "respondent-in-two-groups", message, hint=blocks_hint),)
    if wrong := nothing_to_compare(made, by):
        return wrong
    return (*_contradiction(frame, by), *_small_groups(made, by), *_many_missing(made, by))


def _small_groups(made: Blocks, by: str) -> tuple[Finding, ...]:
    """A warning about groups in which one or two people stand for all."""
    small = [
        f"`{made.groups[block]}` ({made.sizes[block]})" for block in compared(made) if made.sizes[block] < SMALLEST_CELL
    ]
    if not small:
        return ()
    named = ", ".join(small[:3]) + (" ..." if len(small) > 3 else "")
    message = f"{some(len(small), 'group')} of `{by}` with fewer than {SMALLEST_CELL} respondents: {named}"
    return (Finding("warning", "small-group", message, hint="one person's words are not a group's"),)


def _many_missing(made: Blocks, by: str) -> tuple[Finding, ...]:
    """A warning where a quarter of the respondents or more cannot be compared."""
    inside = np.isin(made.member_block, compared(made))
    missing = made.total - len(np.unique(made.member_respondent[inside]))
    if MANY_MISSING * missing < made.total:
        return ()
    message = f"{missing} of {made.total} respondents have no value of `{by}` and are left out"
    hint = "give them one in corpus.yaml, or say in the text whom the comparison is about"
    return (Finding("warning", "missing-values", message, hint=hint),)


def _contradiction(frame: Frame, by: str) -> tuple[Finding, ...]:
    declared = frame.declared.get(by)
    if not declared or declared.level != "session" or not (differing := differing_sessions(frame, by)):
        return ()
    message = f"corpus.yaml says that `{by}` is of level session, but {differing} have participants of several values"
    return (Finding("warning", "level-contradicted", message, hint="write `level: respondent`, or mend the values"),)


KIND = TableKind(
    "Groups of respondents compared code by code: n of N, percentage points, words; tests only with `--test`.",
    compare_groups,
    COLUMNS,
    frozenset({"by", "kind", "codes", "test", "interval"}),
    needs="by",
    wrong=cannot_compare,
)
