"""Evaluation: one coder against another, by code and in all, with intervals; in blocks by language or attribute."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.agreement.coefficients import alpha, kappa
from qualcode.agreement.scores import Scores, interval, resampled, scores, tally
from qualcode.agreement.units import Unit, Units
from qualcode.model import Column, Table
from qualcode.tables.frame import Bools, Floats, Longs
from qualcode.text.languages import LANGUAGES

UNDEFINED = (
    "A score without a denominator is left empty, never 0 or 1: precision where the code was not found, recall where "
    "the reference does not have it. Macro averages are means over the codes that have the score."
)
MICRO, MACRO = "(micro)", "(macro)"
"""Rows after the codes: over all pairs of unit and code, and the mean of the codes."""


@dataclass(frozen=True)
class Estimate:
    """A score with its interval."""

    value: float | None
    """The score, 0 to 1; None where it is not defined."""
    low: float | None = None
    """Lower end of the 95 % interval; None where there is none."""
    high: float | None = None
    """Upper end of it."""


@dataclass(frozen=True)
class Line:
    """Agreement on one code, or on all."""

    code: str
    """The code, `(micro)` or `(macro)`."""
    reference: int
    """Units to which the reference gives it."""
    found: int
    """Units to which the coder under test gives it."""
    both: int
    """Units to which both give it."""
    precision: Estimate
    """Share of what was found that the reference has too."""
    recall: Estimate
    """Share of what the reference has that was found."""
    f1: Estimate
    """Harmonic mean of the two."""
    kappa: float | None = None
    """Cohen's kappa of the code: given or not."""
    alpha: float | None = None
    """Krippendorff's alpha of the code: given or not."""


@dataclass(frozen=True)
class Block:
    """Agreement in all units, or in those of one group."""

    group: str
    """Value of the attribute that makes the blocks; empty where there is none."""
    units: int
    """Units compared."""
    transcripts: int
    """Transcripts in which they stand."""
    codes: tuple[Line, ...]
    """A line for each code compared."""
    micro: Line
    """Over all pairs of unit and code."""
    macro: Line
    """Means of the codes."""
    silent: int
    """Units to which the reference gives no code."""
    alarms: int
    """Those of them to which the coder under test gives one."""
    false_alarms: Estimate
    """Share of silent units that were given a code."""


@dataclass(frozen=True, eq=False)
class Pair:
    """Two coders' codes on the same units."""

    made: Units
    """The units."""
    codes: tuple[str, ...]
    """The codes compared."""
    there: Bools
    """What the reference gives, shape (units, codes)."""
    found: Bools
    """What the coder under test gives."""

    def among(self, units: Bools) -> "Pair":
        """The same on some of the units."""
        made = self.made
        kept = Units(
            made.unit, made.place[units], made.turn[units], made.transcript[units], made.language[units],
            made.weight[units],
        )  # fmt: skip
        return Pair(kept, self.codes, self.there[units], self.found[units])


def evaluate(pair: Pair, seed: int, group: str = "") -> Block:
    """Agreement of one pair of coders; the same seed gives the same intervals."""
    counted = tally(pair.made, pair.there, pair.found)
    whole, drawn = scores(counted), resampled(counted, seed)
    counts = np.stack([pair.there.sum(0), pair.found.sum(0), (pair.there & pair.found).sum(0)], axis=1)
    silent = ~pair.there.any(axis=1)
    return Block(
        group=group,
        units=len(pair.made),
        transcripts=len(counted.silent),
        codes=tuple(_line(pair, at, counts, whole, drawn) for at in range(len(pair.codes))),
        micro=_summary(MICRO, counts, whole.micro, drawn.micro if drawn else None),
        macro=_summary(MACRO, counts, whole.macro, drawn.macro if drawn else None),
        silent=int(silent.sum()),
        alarms=int((silent & pair.found.any(axis=1)).sum()),
        false_alarms=_estimate(whole.false_alarms, drawn.false_alarms if drawn else None),
    )


def blocks(pair: Pair, groups: Sequence[str], seed: int) -> tuple[Block, ...]:
    """Agreement in each group of units, groups in order of their names; an empty name comes last."""
    names = np.array(list(groups), dtype=object)
    ordered = sorted(set(groups), key=lambda name: (not name, name))
    return tuple(evaluate(pair.among(np.asarray(names == name, np.bool_)), seed, name) for name in ordered)


def by_language(made: Units) -> list[str]:
    """Language of each unit's turn."""
    return [LANGUAGES[number] for number in made.language.tolist()]


def _line(pair: Pair, at: int, counts: Longs, whole: Scores, drawn: Scores | None) -> Line:
    three = ("precision", "recall", "f1")
    estimates = {
        name: _estimate(getattr(whole, name)[:, at], getattr(drawn, name)[:, at] if drawn else None) for name in three
    }
    there, found = pair.there[:, at], pair.found[:, at]
    weight = pair.made.weight if pair.made.weighted else None
    both = np.stack((there, found), axis=1).astype(np.int64)
    reference, given, agreed = counts[at].tolist()
    return Line(
        pair.codes[at],
        reference,
        given,
        agreed,
        **estimates,
        kappa=kappa(there, found, weight),
        alpha=alpha(both, weight),
    )


def _summary(name: str, counts: Longs, whole: Floats, drawn: Floats | None) -> Line:
    reference, found, both = counts.sum(axis=0).tolist()
    precision, recall, f1 = (_estimate(whole[:, at], drawn[:, at] if drawn is not None else None) for at in range(3))
    return Line(name, reference, found, both, precision, recall, f1)


def _estimate(whole: Floats, drawn: Floats | None) -> Estimate:
    value = None if np.isnan(whole[0]) else float(whole[0])
    between = interval(drawn) if drawn is not None and value is not None else None
    return Estimate(value, *between) if between else Estimate(value)


def _score(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(name, "number", what),
        Column(f"{name}_low", "number", f"Lower end of the 95 % interval of {name} (bootstrap over transcripts)."),
        Column(f"{name}_high", "number", f"Upper end of the 95 % interval of {name}."),
    )


COLUMNS = (
    Column("by", "string", "What makes the blocks: language of the turn, or an attribute."),
    Column("group", "string", "Its value in this block; empty where it is missing."),
    Column("code", "string", "Code compared; (micro): all pairs of unit and code; (macro): means of the codes."),
    Column("units", "integer", "Units compared in this block."),
    Column("reference", "integer", "Units to which the reference gives the code."),
    Column("found", "integer", "Units to which the coder under test gives it."),
    Column("both", "integer", "Units to which both give it."),
    *_score("precision", "both / found, weighted where units were drawn; empty where nothing was found."),
    *_score("recall", "both / reference, weighted the same way; empty where there is nothing to find."),
    *_score("f1", "2 both / (found + reference); empty where neither gives the code."),
    Column("kappa", "number", "Cohen's kappa of the code, given or not; empty where it is not defined."),
    Column("alpha", "number", "Krippendorff's alpha (nominal) of the code; empty where it is not defined."),
    Column("silent", "integer", "Units to which the reference gives none of the codes (row (micro))."),
    Column("alarms", "integer", "Those of them to which the coder under test gives one (row (micro))."),
    *_score("false_alarms", "alarms / silent, weighted the same way (row (micro))."),
)
DIGITS = 3
"""Digits of scores in tables."""


def evaluation_table(made: Sequence[Block], title: str, by: str, notes: Sequence[str], unit: Unit) -> Table:
    """Evaluation as a table: for each block its codes, then `(micro)` and `(macro)`."""
    rows = [_row(block, line, by) for block in made for line in (*block.codes, block.micro, block.macro)]
    columns = COLUMNS if by else COLUMNS[2:]
    data = {column.name: [row.get(column.name) for row in rows] for column in columns}
    return Table("evaluation", title, columns, data, (*notes, UNDEFINED), {"by": by, "unit": unit})


def _row(block: Block, line: Line, by: str) -> dict[str, object]:
    row: dict[str, object] = {
        "by": by, "group": block.group or None, "code": line.code, "units": block.units, "reference": line.reference,
        "found": line.found, "both": line.both, "kappa": _rounded(line.kappa), "alpha": _rounded(line.alpha),
    }  # fmt: skip
    estimates = {"precision": line.precision, "recall": line.recall, "f1": line.f1}
    if line is block.micro:
        row |= {"silent": block.silent, "alarms": block.alarms}
        estimates["false_alarms"] = block.false_alarms
    for name, estimate in estimates.items():
        row |= {
            name: _rounded(estimate.value), f"{name}_low": _rounded(estimate.low),
            f"{name}_high": _rounded(estimate.high),
        }  # fmt: skip
    return row


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
