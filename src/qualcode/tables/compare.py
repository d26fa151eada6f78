"""The table that compares groups: who names each code in one group and in the other, and how far they differ.

Respondents are the unit, so each must stand in one group. Two groups are compared with each other; of more, each is
compared with all the others together, since every pair of twelve groups would be sixty-six tables.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.model.finding import Finding
from qualcode.model.table import Column
from qualcode.tables.compare_notes import ComparedGroup, cautions, pairs_of
from qualcode.tables.counts import CellCounts, counts
from qualcode.tables.groups import (
    Groups,
    compared,
    differing_sessions,
    groups_by,
    in_several,
    level,
    nothing_to_compare,
)
from qualcode.tables.kind import TableKind, TableOptions, code_by_code
from qualcode.tables.listing import ABOUT_CODE, RESPONDENTS_SHARE, code_columns, in_columns, narrowed, selected_codes
from qualcode.tables.notes import TableBasis, frequency
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import Association, associate, holm, per_1000, percent, ratio, wilson
from qualcode.tables.suppression import SMALLEST_CELL

ABOUT = (
    *ABOUT_CODE,
    Column("by", "string", "Attribute that makes the groups.", "open"),
    Column("group", "string", "Value of the attribute.", "count"),
    Column("other", "string", "Value it is compared with; empty: all other groups together.", "count"),
)
COUNTED = (
    Column("respondents", "integer", "Respondents of the group with at least one mention.", "count"),
    Column("respondents_total", "integer", "N: participants of the group with at least one word.", "count"),
    *RESPONDENTS_SHARE,
    Column(
        "words_per_respondent", "number", "Words of the group's respondents / respondents_total, to 1 decimal.", "count"
    ),
    Column(
        "mentions",
        "integer",
        "Affirmed codings of the group's participants; overlaps below a parent count once.",
        "count",
    ),
    Column("per_1000_words", "number", "mentions per 1000 words of the group's participants, to 2 decimals.", "count"),
)
OTHER = tuple(
    Column(
        f"other_{column.name.removeprefix('respondents_')}",
        column.type,
        f"The same of `other`: {column.name}.",
        "count",
    )
    for column in COUNTED
)
DIFFERENCE = Column(
    "difference_pp", "number", "Group minus other, in percentage points of respondents, to 1 decimal.", "count"
)
TESTED = (
    Column(
        "test",
        "string",
        "fisher (two groups), chi-squared or exact (more); empty where nobody or everybody names it.",
        "count",
    ),
    Column("chi2", "number", "Pearson's statistic over all groups, to 2 decimals.", "count"),
    Column("df", "integer", "Its degrees of freedom.", "count"),
    Column(
        "min_expected",
        "number",
        "Smallest expected count; below 5 the test is exact, or chi-squared and rough where there are too many tables.",
        "count",
    ),
    Column("p", "number", "Two-sided p-value, the same in all rows of a code, to 4 significant digits.", "count"),
    Column(
        "p_holm",
        "number",
        "p after Holm's correction over all codes (of the kind asked for), shown or not, to 4 significant digits.",
        "count",
    ),
    Column("cramers_v", "number", "Strength from 0 to 1 over all groups, without correction, to 3 decimals.", "count"),
    Column(
        "odds_ratio",
        "number",
        "Odds in group to odds in other (conditional); empty: infinite, or more groups.",
        "count",
    ),
    Column("odds_ratio_low", "number", "Lower end of its exact 95 % interval.", "count"),
    Column("odds_ratio_high", "number", "Upper end of its exact 95 % interval; empty: infinite.", "count"),
    Column(
        "residual",
        "number",
        "Adjusted residual of the group among three or more, to 2 decimals; beyond 2 or -2 it stands out.",
        "count",
    ),
    Column(
        "group_p_holm",
        "number",
        "Fisher's p of the group against all the others, corrected over the groups (Holm); empty: two groups.",
        "count",
    ),
)
COLUMNS = (*ABOUT, *COUNTED, *OTHER, DIFFERENCE, *TESTED)
MANY_MISSING = 4
"""Where one of so many respondents or more has no value, a warning says so."""
CompareRow = dict[str, Any]
ComparedPair = tuple[ComparedGroup, ComparedGroup]


def compare_groups(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """Compare the groups of an attribute, code by code, those in which the groups differ most first."""
    basis = TableBasis(frame, codings, options)
    blocks = basis.groups
    counted = counts(frame, codings, blocks, options.by)
    pairs = pairs_of(blocks, counted, compared(blocks), len(codings.codes))
    codes = selected_codes(codings, options)
    family = selected_codes(codings, replace(options, codes=()))  # whoever looks at one code has looked at the others
    tests = _tests(blocks, counted, family, len(codings.codes)) if options.test else {}
    rows = _rows(codings, options, pairs, codes, tests)
    columns = _shown(options)
    said = (
        *basis.notes,
        narrowed(codings, options),
        *cautions(frame, blocks, options, tests),
        frequency(options),
    )
    what, data = options.message("Codes compared"), in_columns(rows, columns)
    table = basis.table("compare", what, columns, data, kind=options.kind, tested=len(tests))
    return Made(table, said)


def _tests(
    made: Groups, counted: CellCounts, family: Sequence[int], codes: int
) -> dict[int, tuple[Association, float]]:
    """Code -> its test and its corrected p-value, for codes that some respondents name and some do not."""
    comparable = compared(made)
    named = counted.respondents.reshape(len(made.sizes), codes)[comparable]
    known: dict[tuple[int, ...], Association | None] = {}  # many codes share a table, and exact intervals are slow
    found = {}
    for code in family:
        cells = tuple(named[:, code].tolist())
        if cells not in known:
            known[cells] = associate(cells, made.sizes[comparable].tolist())
        if (test := known[cells]) is not None:
            found[code] = test
    corrected = holm([test.p for test in found.values()])
    return {code: (test, p) for (code, test), p in zip(found.items(), corrected, strict=True)}


def _rows(
    codings: Codings,
    options: TableOptions,
    pairs: Sequence[ComparedPair],
    asked: Sequence[int],
    tests: dict[int, tuple[Association, float]],
) -> list[CompareRow]:
    about = code_columns(codings, options)
    groups = [own for own, _ in pairs] if len(pairs) > 1 else pairs[0]
    rows = []
    for code in sorted(asked, key=lambda code: (-_spread(code, groups), codings.codes[code].code)):
        rows += [
            {**about[code], "by": options.by, **_compared(code, *pair), **_tested(tests.get(code), at)}
            for at, pair in enumerate(pairs)
        ]
    return rows


def _spread(code: int, groups: Sequence[ComparedGroup]) -> float:
    """How far the groups' shares lie from the share of all, each group by its N; of two groups, as their difference."""
    everyone = sum(side.total for side in groups)
    share = sum(int(side.respondents[code]) for side in groups) / everyone
    spread = sum(side.total * (int(side.respondents[code]) / side.total - share) ** 2 for side in groups) / everyone
    return round(spread, 12)  # equal spreads are equal, whatever the order of addition


def _compared(code: int, own: ComparedGroup, other: ComparedGroup) -> CompareRow:
    a, n, b, m = int(own.respondents[code]), own.total, int(other.respondents[code]), other.total
    points = ratio(abs(a * m - b * n), n * m, 100, 1) or 0.0
    sides = [{"group": own.group, "other": other.group}, _counted(code, own, COUNTED), _counted(code, other, OTHER)]
    return {**sides[0], **sides[1], **sides[2], "difference_pp": -points if a * m < b * n else points}


def _counted(code: int, side: ComparedGroup, columns: Sequence[Column]) -> CompareRow:
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


def _tested(tested: tuple[Association, float] | None, group: int) -> CompareRow:
    if tested is None:
        return {column.name: None for column in TESTED}
    test, corrected = tested
    low, high = test.interval or (None, None)
    residual, group_p = test.groups[group] if test.groups else (None, None)
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
        "residual": None if residual is None else round(residual, 2) + 0.0,
        "group_p_holm": _digits(group_p),
    }


def _digits(value: float | None) -> float | None:
    """Four significant digits; None where a value is infinite, which neither csv nor JSON can say."""
    return None if value is None or math.isinf(value) else float(f"{value:.4g}")


def _shown(options: TableOptions) -> tuple[Column, ...]:
    hidden = set() if options.test else {column.name for column in TESTED}
    if not options.interval:
        hidden |= {column.name for column in (*COUNTED, *OTHER) if column.name.endswith(("_low", "_high"))}
    return tuple(column for column in COLUMNS if column.name not in hidden)


def cannot_compare(frame: Frame, codings: Codings, options: TableOptions) -> tuple[Finding, ...]:
    """Why respondents cannot be compared by an attribute."""
    by, made = options.by, groups_by(frame, options.by)
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


def _small_groups(made: Groups, by: str) -> tuple[Finding, ...]:
    """A warning about groups in which one or two people stand for all."""
    small = [
        f"`{made.groups[block]}` ({made.sizes[block]})" for block in compared(made) if made.sizes[block] < SMALLEST_CELL
    ]
    if not small:
        return ()
    named = ", ".join(small[:3]) + (" ..." if len(small) > 3 else "")
    groups = "group" if len(small) == 1 else "groups"
    message = f"{len(small)} {groups} of `{by}` with fewer than {SMALLEST_CELL} respondents: {named}"
    return (Finding("warning", "small-group", message, hint="one person's words are not a group's"),)


def _many_missing(made: Groups, by: str) -> tuple[Finding, ...]:
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
    redacted=code_by_code(compare_groups),
)
