"""The table that compares groups: who names each code in one group and in the other, and how far they differ.

Respondents are the unit, so each must stand in one group. Two groups are compared with each other; of more, each is
compared with all the others together, since every pair of twelve groups would be sixty-six tables.
"""

import math
from collections.abc import Sequence
from typing import Any

from qualcode.model import Column, Finding, Table
from qualcode.tables.attributes import compared, differing_sessions, in_several, left_out, level, said_level
from qualcode.tables.blocks import Blocks, blocks
from qualcode.tables.codetree import labels
from qualcode.tables.counts import Counts, counts
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.intervals import CAUTION, wilson
from qualcode.tables.kind import TableKind
from qualcode.tables.mentions import mentions
from qualcode.tables.notes import FREQUENCY, kept, meta, notes, redaction, title
from qualcode.tables.options import SMALLEST_CELL, Options
from qualcode.tables.rounding import per_1000, percent, ratio
from qualcode.tables.sides import Side, pairs_of
from qualcode.tables.significance import SMALL, Association, associate, holm
from qualcode.tables.wanted import narrowed, wanted

ABOUT = (
    Column("code", "string", "Code of the codebook."),
    Column("kind", "string", "Kind of the code."),
    Column("label", "string", "Name of the code for people."),
    Column("by", "string", "Attribute that makes the groups."),
    Column("group", "string", "Value of the attribute."),
    Column("other", "string", "Value it is compared with; empty: all other groups together."),
)
COUNTED = (
    Column("respondents", "integer", "Respondents of the group with at least one mention."),
    Column("respondents_total", "integer", "N: participants of the group with at least one word."),
    Column("respondents_pct", "number", "respondents in per cent of respondents_total, rounded half up to 1 decimal."),
    Column("respondents_pct_low", "number", "Lower end of the 95 % Wilson score interval of respondents_pct."),
    Column("respondents_pct_high", "number", "Upper end of the 95 % Wilson score interval of respondents_pct."),
    Column("words_per_respondent", "number", "Words of the group's respondents / respondents_total, to 1 decimal."),
    Column("mentions", "integer", "Affirmed codings of the group's participants; overlaps below a parent count once."),
    Column("per_1000_words", "number", "mentions per 1000 words of the group's participants, to 2 decimals."),
)
OTHER = tuple(
    Column(
        f"other_{column.name.removeprefix('respondents_')}",
        column.type,
        f"The same of `other`: {column.name}.",
    )
    for column in COUNTED
)
DIFFERENCE = Column("difference_pp", "number", "Group minus other, in percentage points of respondents, to 1 decimal.")
TESTED = (
    Column(
        "test", "string", "fisher (two groups), chi-squared or exact (more); empty where nobody or everybody names it."
    ),
    Column("chi2", "number", "Pearson's statistic over all groups, to 2 decimals."),
    Column("df", "integer", "Its degrees of freedom."),
    Column(
        "min_expected",
        "number",
        "Smallest expected count; below 5 the test is exact, or chi-squared and rough where there are too many tables.",
    ),
    Column("p", "number", "Two-sided p-value, the same in all rows of a code, to 4 significant digits."),
    Column("p_holm", "number", "p after Holm's correction over the codes tested, to 4 significant digits."),
    Column("cramers_v", "number", "Strength from 0 to 1 over all groups, without correction, to 3 decimals."),
    Column("odds_ratio", "number", "Odds in group to odds in other (conditional); empty: infinite, or more groups."),
    Column("odds_ratio_low", "number", "Lower end of its exact 95 % interval."),
    Column("odds_ratio_high", "number", "Upper end of its exact 95 % interval; empty: infinite."),
)
COLUMNS = (*ABOUT, *COUNTED, *OTHER, DIFFERENCE, *TESTED)
SHOWN_ALWAYS = frozenset({column.name for column in ABOUT} | {"respondents_total", "other_total"})
"""Columns that a suppressed row keeps."""
SIDES = {"respondents_total": ("group", "respondents_total"), "other_total": ("other", "other_total")}
"""N of a side -> the columns that a redacted table does not show of a side with few respondents."""
SMALL_GROUP = 5
"""A group with fewer respondents is spoken of: one person changes its share by more than 20 points."""

Row = dict[str, Any]


def compare_groups(frame: Frame, codings: Codings, options: Options) -> Table:
    """Compare the groups of an attribute, code by code, those in which the groups differ most first."""
    made = blocks(frame, options.by)
    counted = counts(frame, mentions(frame, codings), made, len(codings.codes))
    pairs = pairs_of(made, counted, compared(made), len(codings.codes))
    codes = wanted(codings, options)
    tests = _tests(made, counted, codes, len(codings.codes)) if options.test else {}
    rows = _rows(codings, options, pairs, codes, tests)
    columns = _shown(options)
    said = (
        *notes(frame, codings, made, options),
        redaction(options),
        narrowed(codings, options),
        *_said(frame, made, options, tests),
        FREQUENCY,
    )
    return Table(
        name="compare",
        title=title("Codes compared", frame, codings, options),
        columns=columns,
        data={column.name: [row[column.name] for row in rows] for column in columns},
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
    named = labels(codings.codes, options.lang, codings.languages)
    groups = [own for own, _ in pairs] if len(pairs) > 1 else pairs[0]
    rows = []
    for code in sorted(asked, key=lambda code: (-_spread(code, groups), codings.codes[code].code)):
        about = {"code": codings.codes[code].code, "kind": codings.codes[code].kind or None, "label": named[code]}
        tested = _tested(tests.get(code))
        rows += [{**about, "by": options.by, **_compared(code, *pair), **tested} for pair in pairs]
    return _suppress(rows) if options.redact else rows


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


def _suppress(rows: list[Row]) -> list[Row]:
    """Empty all rows of a code in which a side has fewer than three respondents, and list them last by code.

    A row says what the other groups have together, so one row that is left could give a hidden one away.
    """
    small = {row["code"] for row in rows if min(row["respondents"], row["other_respondents"]) < SMALLEST_CELL}
    shown = [row for row in rows if row["code"] not in small]
    hidden = sorted((row for row in rows if row["code"] in small), key=lambda row: str(row["code"]))
    return shown + [_hidden(row) for row in hidden]


def _hidden(row: Row) -> Row:
    """A row without its counts; a group of one or two loses its N and its name, which can tell who they are."""
    lost = {name for total, names in SIDES.items() if row[total] < SMALLEST_CELL for name in names}
    return {name: value if name in SHOWN_ALWAYS - lost else None for name, value in row.items()}


def _said(frame: Frame, made: Blocks, options: Options, tests: dict[int, tuple[Association, float]]) -> list[str]:
    """Sentences about the groups, and about tests and intervals where they were asked for."""
    comparable = compared(made)
    smallest = int(made.sizes[comparable].min())
    said = [said_level(frame, options.by), *left_out(frame, made, options.by)]
    if len(comparable) > 2:
        said.append(f"{len(comparable)} groups: each row compares one with all the others together.")
    if smallest < SMALL_GROUP:
        points = ratio(100, smallest, 1, 0)
        said.append(f"The smallest group has N = {smallest}: one person is {points:.0f} percentage points of it.")
    said.append("Who speaks more can name more: look at words_per_respondent before a difference.")
    if options.interval:
        said.append(CAUTION)
    return said + (_said_tests(frame, tests, len(comparable)) if options.test else [])


def _said_tests(frame: Frame, tests: dict[int, tuple[Association, float]], groups: int) -> list[str]:
    if groups == 2:
        how = (
            "Fisher's exact test, two-sided; odds ratio by conditional maximum likelihood with exact 95 % interval, "
            "without added halves"
        )
    else:
        how = (
            f"Pearson's chi-squared over the {groups} groups, without correction; exact (Freeman and Halton 1951) "
            f"where an expected count is under {SMALL}"
        )
    rough = sum(test.test == "chi-squared" and (test.expected or 0) < SMALL for test, _ in tests.values())
    said = [
        f"Test: {how}; p_holm is corrected for {len(tests)} tests (Holm 1979). "
        "Codes that nobody or everybody names are not tested."
    ]
    if rough:
        said.append(
            f"{rough} of {len(tests)} codes have an expected count under {SMALL}: their chi-squared p is rough."
        )
    said.append(
        "Tests take respondents as independent random draws. A purposive sample is none, and people of one focus group "
        "hear each other: read p as description. A code and those under it are not independent either."
    )
    return said


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
    if len(compared(made)) < 2:
        message = f"`{by}` makes {len(compared(made))} group of respondents: there is nothing to compare"
        return (Finding("error", "one-group", message, hint="name an attribute with two values or more"),)
    return _contradiction(frame, by)


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
