"""Evaluation: one coder against another, by code and in all, with intervals; in blocks by language or attribute."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from qualcode.agreement.units import (
    AgreementUnit,
    CodingUnits,
    Scores,
    alpha,
    among_units,
    interval,
    kappa,
    resampled,
    resampled_alike,
    scores,
    tally,
)
from qualcode.corpus.frame import Bools, Floats, Int64s
from qualcode.model.progress import steps
from qualcode.model.table import Column, Table
from qualcode.tables.statistics import score_interval
from qualcode.text.languages import segment_language_names
from qualcode.text.visible import natural

UNDEFINED = (
    "A score without a denominator is left empty, never 0 or 1: precision where the code was not found, recall where "
    "the reference does not have it. Macro averages are means over the codes that have the score, the same "
    "codes in every resample."
)
MICRO, MACRO = "(micro)", "(macro)"
"""Rows after the codes: over all pairs of unit and code, and the mean of the codes."""
ONE_OF = "(one of {})"
"""Row of codes that exclude each other, taken together: one nominal value a unit."""


@dataclass(frozen=True)
class Estimate:
    """A score with its interval."""

    value: float | None
    """The score, 0 to 1; None where it is not defined."""
    low: float | None = None
    """Lower end of the 95 % interval; None where there is none."""
    high: float | None = None
    """Upper end of it."""


Between = Sequence[tuple[float, float] | None]
"""Ends of intervals; None where a figure has none."""


@dataclass(frozen=True)
class ScoreLine:
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
    agreement: float | None = None
    """Share of the units on which both say the same: the code given, or not."""
    kappa: float | None = None
    """Cohen's kappa of the code: given or not."""
    alpha: float | None = None
    """Krippendorff's alpha of the code: given or not."""
    between: Between = ()
    """Ends of the 95 % intervals of agreement, kappa and alpha; empty: there are none."""


@dataclass(frozen=True)
class ScoreBlock:
    """Agreement in all units, or in those of one group."""

    group: str
    """Value of the attribute that makes the blocks; empty where there is none."""
    units: int
    """Units compared."""
    transcripts: int
    """Transcripts in which they stand."""
    respondents: int
    """Respondents who say them."""
    people: int
    """Groups of people who talked together among them, or single respondents: what resamples draw."""
    codes: tuple[ScoreLine, ...]
    """A line for each code compared."""
    micro: ScoreLine
    """Over all pairs of unit and code."""
    macro: ScoreLine
    """Means of the codes."""
    nominal: tuple[ScoreLine, ...]
    """A line for each set of codes that exclude each other: agreement on which of them is given, or none."""
    silent: int
    """Units to which the reference gives no code."""
    alarms: int
    """Those of them to which the coder under test gives one."""
    false_alarms: Estimate
    """Share of silent units that were given a code."""

    @property
    def lines(self) -> tuple[ScoreLine, ...]:
        """The lines in the order in which they are shown."""
        return (*self.codes, self.micro, self.macro, *self.nominal)


@dataclass(frozen=True, eq=False)
class CoderPair:
    """Two coders' codes on the same units."""

    made: CodingUnits
    """The units."""
    codes: tuple[str, ...]
    """The codes compared."""
    there: Bools
    """What the reference gives, shape (units, codes)."""
    found: Bools
    """What the coder under test gives."""
    nominal: Mapping[str, Int64s] = field(default_factory=dict)
    """Name of codes that exclude each other -> which one each coder gives, shape (units, 2); 0: none, -1: several."""

    def among(self, units: Bools) -> "CoderPair":
        """The same on some of the units."""
        nominal = {name: given[units] for name, given in self.nominal.items()}
        return CoderPair(among_units(self.made, units), self.codes, self.there[units], self.found[units], nominal)


def evaluate_pair(pair: CoderPair, seed: int, group: str = "") -> ScoreBlock:
    """Agreement of one pair of coders; the same seed gives the same intervals."""
    counted = tally(pair.made, pair.there, pair.found)
    whole, drawn = scores(counted), resampled(counted, seed)
    counts = np.stack([pair.there.sum(0), pair.found.sum(0), (pair.there & pair.found).sum(0)], axis=1)
    silent = ~pair.there.any(axis=1)
    alike = _intervals(pair, seed)
    codes = tuple(_line(pair, at, counts, whole, drawn, alike[at]) for at in range(len(pair.codes)))
    alarms = int((silent & pair.found.any(axis=1)).sum())
    return ScoreBlock(
        group=group,
        units=len(pair.made),
        transcripts=len(np.unique(pair.made.transcript)),
        respondents=len(np.unique(pair.made.respondent[pair.made.respondent >= 0])),
        people=len(counted.silent),
        codes=codes,
        micro=_micro(pair, counts, whole.micro, drawn.micro if drawn else None, alike[-2]),
        macro=_macro(codes, counts, whole.macro, drawn.macro if drawn else None, alike[-1]),
        nominal=tuple(_nominal(pair, name, seed) for name in pair.nominal),
        silent=int(silent.sum()),
        alarms=alarms,
        false_alarms=_estimate(whole.false_alarms, drawn.false_alarms if drawn else None, alarms, int(silent.sum())),
    )


def evaluate_groups(pair: CoderPair, groups: Sequence[str], seed: int) -> tuple[ScoreBlock, ...]:
    """Agreement in each group of units, groups in order of their names; an empty name comes last."""
    names = np.array(list(groups), dtype=object)
    ordered = sorted(set(groups), key=lambda name: (not name, natural(name)))
    each = steps("evaluate", ordered)
    return tuple(evaluate_pair(pair.among(np.asarray(names == name, np.bool_)), seed, name) for name in each)


def languages_of_units(made: CodingUnits) -> list[str]:
    """Language of each unit's turn."""
    names = segment_language_names()
    return [names[number] for number in made.language.tolist()]


def _intervals(pair: CoderPair, seed: int) -> list[Between]:
    """Intervals of agreement, kappa and alpha: of each code, (micro) and (macro)."""
    there, found, made = pair.there.astype(np.int64), pair.found.astype(np.int64), pair.made
    whole, drawn = resampled_alike(there, found, 2, made.people, made.weight, seed)
    codes = len(pair.codes)
    people, weight = np.repeat(made.people, codes), np.repeat(made.weight, codes)
    _, micro = resampled_alike(there.reshape(-1, 1), found.reshape(-1, 1), 2, people, weight, seed)
    defined = ~np.isnan(whole)
    kept = np.where(np.isnan(drawn) & defined, whole, drawn)  # the same codes in every draw
    means = [kept[:, at, own].mean(axis=1) if own.any() else np.zeros(0) for at, own in enumerate(defined)]
    return [*map(_between, drawn.transpose(2, 1, 0)), _between(micro[:, :, 0].T), _between(means)]


def _between(drawn: Iterable[Floats]) -> Between:
    """Ends of the intervals of figures, each from its resamples; none where no resample moves it."""
    ends = [interval(values) for values in drawn]
    return [each if each and each[0] < each[1] else None for each in ends]


def _line(pair: CoderPair, at: int, counts: Int64s, whole: Scores, drawn: Scores | None, between: Between) -> ScoreLine:
    scored = np.stack([score[:, at] for score in whole[:3]], axis=1)
    resamples = np.stack([score[:, at] for score in drawn[:3]], axis=1) if drawn else None
    weight = pair.made.weight if pair.made.weighted else None
    alike = _alike(pair.there[:, at], pair.found[:, at], weight)
    return _put(pair.codes[at], counts[at], _three(counts[at], scored, resamples), alike, between)


def _micro(pair: CoderPair, counts: Int64s, whole: Floats, drawn: Floats | None, between: Between) -> ScoreLine:
    weight = np.repeat(pair.made.weight, len(pair.codes)) if pair.made.weighted else None
    total = counts.sum(axis=0)
    alike = _alike(pair.there.ravel(), pair.found.ravel(), weight)
    return _put(MICRO, total, _three(total, whole, drawn), alike, between)


def _macro(
    codes: Sequence[ScoreLine], counts: Int64s, whole: Floats, drawn: Floats | None, between: Between
) -> ScoreLine:
    estimates = []
    for at, name in enumerate(("precision", "recall", "f1")):
        own = [estimate for line in codes if (estimate := getattr(line, name)).value is not None]
        found = _estimate(whole[:, at], None if drawn is None else drawn[:, at])
        if found.low == found.high is not None:  # resampling cannot move it: the mean of the codes' ends
            found = Estimate(found.value, _mean([each.low for each in own]), _mean([each.high for each in own]))
        estimates.append(found)
    alike = [_mean([getattr(line, name) for line in codes]) for name in ("agreement", "kappa", "alpha")]
    return _put(MACRO, counts.sum(axis=0), estimates, alike, between)


def _nominal(pair: CoderPair, name: str, seed: int) -> ScoreLine:
    """Agreement on which code of a set is given: one value a unit, so that joint absences count once, not once a code.

    Units to which a coder gives several of them are left out.
    """
    clear = (pair.nominal[name] >= 0).all(axis=1)
    values, weight = pair.nominal[name][clear], pair.made.weight[clear] if pair.made.weighted else None
    one, other = values[:, 0], values[:, 1]
    same = float(np.average(one == other, weights=weight)) if len(values) else None
    counts = (int((one > 0).sum()), int((other > 0).sum()), int(((one > 0) & (one == other)).sum()))
    alike = same, kappa(one, other, weight), alpha(values, weight)
    kinds, made = int(values.max(initial=0)) + 1, pair.made
    _, drawn = resampled_alike(one[:, None], other[:, None], kinds, made.people[clear], made.weight[clear], seed)
    between = _between(drawn[:, :, 0].T)
    return ScoreLine(
        ONE_OF.format(name), *counts, Estimate(None), Estimate(None), Estimate(None), *alike, between=between
    )


def _put(
    name: str, counts: Int64s, three: Sequence[Estimate], alike: Sequence[float | None], between: Between
) -> ScoreLine:
    reference, found, both = (int(count) for count in counts)
    precision, recall, f1 = three
    same, beyond, nominal = alike
    return ScoreLine(name, reference, found, both, precision, recall, f1, same, beyond, nominal, between)


def _mean(values: Iterable[float | None]) -> float | None:
    """The mean of those that are defined."""
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None


def _alike(there: Bools, found: Bools, weight: Floats | None) -> tuple[float | None, float | None, float | None]:
    """Share of units on which both say the same, kappa and alpha."""
    both = np.stack((there, found), axis=1).astype(np.int64)
    same = float(np.average(there == found, weights=weight)) if len(there) else None
    return same, kappa(there, found, weight), alpha(both, weight)


def _three(counts: Int64s, whole: Floats, drawn: Floats | None) -> list[Estimate]:
    """Precision, recall and F1 of a code, given in `counts`: by the reference, by the one under test, by both."""
    reference, found, both = (int(count) for count in counts)
    sizes = (found, reference, reference + found - both)
    return [
        _estimate(whole[:, at], None if drawn is None else drawn[:, at], both, size, is_f1=at == _F1)
        for at, size in enumerate(sizes)
    ]


_F1 = 2
"""Place of F1 after precision and recall."""


def _estimate(whole: Floats, drawn: Floats | None, part: int = 0, total: int = 0, *, is_f1: bool = False) -> Estimate:
    """A score with the interval of its resamples or, where these cannot move it, Wilson's of `part` of `total` units.

    Two of two are no certainty, although every resample has all of them. F1 is 2 J / (1 + J), where J is what both
    give of all that either gives.
    """
    value = None if np.isnan(whole[0]) else float(whole[0])
    between = interval(drawn) if drawn is not None and value is not None else None
    if between is None:
        return Estimate(value)
    if between[0] == between[1] and total:
        low, high = score_interval(part, total)
        between = (2 * low / (1 + low), 2 * high / (1 + high)) if is_f1 else (low, high)
    return Estimate(value, *between)


def _score(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(name, "number", what),
        Column(
            f"{name}_low",
            "number",
            f"Lower end of the 95 % interval of {name}: bootstrap over people; where no draw moves it, Wilson or none.",
        ),
        Column(f"{name}_high", "number", f"Upper end of the 95 % interval of {name}."),
    )


COLUMNS = (
    Column("by", "string", "What makes the blocks: language of the turn, or an attribute."),
    Column("group", "string", "Its value in this block; empty where it is missing."),
    Column(
        "code",
        "string",
        "Code compared; (micro): all pairs of unit and code; (macro): means of the codes; (one of NAME): codes that "
        "exclude each other, as one value a unit.",
    ),
    Column("units", "integer", "Units compared in this block."),
    Column("reference", "integer", "Units to which the reference gives the code."),
    Column("found", "integer", "Units to which the coder under test gives it."),
    Column("both", "integer", "Units to which both give it."),
    *_score("precision", "both / found, weighted where units were drawn; empty where nothing was found."),
    *_score("recall", "both / reference, weighted the same way; empty where there is nothing to find."),
    *_score("f1", "2 both / (found + reference); empty where neither gives the code."),
    *_score("agreement", "Share of the units on which both say the same: the code given, or not."),
    *_score("kappa", "Cohen's kappa of the code, given or not; empty where it is not defined."),
    *_score("alpha", "Krippendorff's alpha (nominal) of the code; empty where it is not defined."),
    Column("silent", "integer", "Units to which the reference gives none of the codes (row (micro))."),
    Column("alarms", "integer", "Those of them to which the coder under test gives one (row (micro))."),
    *_score("false_alarms", "alarms / silent, weighted the same way (row (micro))."),
)
SCORE_DIGITS = 3
"""Digits of scores in tables."""


def evaluation_table(
    made: Sequence[ScoreBlock], title: str, by: str, notes: Sequence[str], unit: AgreementUnit
) -> Table:
    """Evaluation as a table: for each block its codes, then `(micro)`, `(macro)` and codes that exclude each other."""
    rows = [_row(block, line, by) for block in made for line in block.lines]
    columns = COLUMNS if by else COLUMNS[2:]
    data = {column.name: [row.get(column.name) for row in rows] for column in columns}
    return Table("evaluation", title, columns, data, (*notes, UNDEFINED), {"by": by, "unit": unit})


def _row(block: ScoreBlock, line: ScoreLine, by: str) -> dict[str, object]:
    row: dict[str, object] = {
        "by": by, "group": block.group or None, "code": line.code, "units": block.units, "reference": line.reference,
        "found": line.found, "both": line.both,
    }  # fmt: skip
    estimates = {"precision": line.precision, "recall": line.recall, "f1": line.f1}
    for name, ends in zip(("agreement", "kappa", "alpha"), line.between or (None, None, None), strict=True):
        estimates[name] = Estimate(getattr(line, name), *(ends or (None, None)))
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
    return None if value is None else round(value, SCORE_DIGITS)
