"""Several coders of one study: what each gave the units that two or more of them looked at, and how far they agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import nan
from typing import Any

import numpy as np

from qualcode.agreement.alpha import mean_alpha
from qualcode.agreement.coders import Wish, units_looked_at
from qualcode.agreement.coefficients import (
    ALL_CODES,
    CHANCE_COEFFICIENTS,
    OF_CHARACTERS,
    UNITISED,
    Measured,
    RatingQuestion,
    SpanQuestion,
    measure_ratings,
    measure_spans,
)
from qualcode.agreement.ratings import Agreement
from qualcode.agreement.unitised import CodedSpan, Continuum
from qualcode.agreement.units import CodingUnits, codes_of_units, keep_units, speech_units
from qualcode.codings.coders import set_aside
from qualcode.codings.mentions import code_tree, counted_codings, united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame
from qualcode.corpus.speakers import OpenCorpus
from qualcode.model.coding import PASS
from qualcode.model.finding import Finding, study_error
from qualcode.store.study import OpenStudy

MEAN_OF_CODES = "(mean)"
"""Stands for the mean over the codes."""
_WITHOUT_ERROR = "Mean over the codes; the codes have their own errors."


@dataclass(frozen=True, eq=False)
class SeveralCoders:
    """Some coders on the units that two or more of them looked at."""

    coders: tuple[str, ...]
    """Their names, as asked for."""
    made: CodingUnits
    """The units."""
    codes: tuple[str, ...]
    """Codes that one of them gives at least; where rules are among them, one who read."""
    read: Bools
    """Who looked at which unit, shape (coders, units)."""
    given: Bools
    """Who gave which code, shape (coders, units, codes)."""
    samples: tuple[str, ...]
    """Samples that units were drawn by."""
    test: Bools
    """True for each unit of a transcript set aside for testing."""
    findings: tuple[Finding, ...]
    """What was left out."""
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Code -> the codes above it, which are given with it."""

    def ratings(self, code: int) -> list[list[bool | None]]:
        """One code, given or not, shape (coders, units); None where a coder did not look."""
        return [
            [bool(has) if seen else None for has, seen in zip(given, read, strict=True)]
            for given, read in zip(self.given[:, :, code], self.read, strict=True)
        ]

    def sets(self) -> list[list[frozenset[str] | None]]:
        """The codes given to each unit, shape (coders, units), without those that stand above another one of them."""
        return [
            [self._set(row) if seen else None for row, seen in zip(given, read, strict=True)]
            for given, read in zip(self.given, self.read, strict=True)
        ]

    def _set(self, given: Bools) -> frozenset[str]:
        codes = frozenset(self.codes[code] for code in np.flatnonzero(given).tolist())
        return codes.difference(*(self.above.get(code, ()) for code in codes))

    def only(self, coders: Sequence[int]) -> "SeveralCoders":
        """Some of the coders, on the units that two of them looked at."""
        kept = self.read[list(coders)].sum(axis=0) > 1
        places = self.made.place[kept]
        return SeveralCoders(
            tuple(self.coders[at] for at in coders), keep_units(self.made, places, self.made.weight[kept]), self.codes,
            self.read[np.ix_(list(coders), kept)], self.given[list(coders)][:, kept], self.samples, self.test[kept],
            self.findings, self.above,
        )  # fmt: skip


def gather_coders(study: OpenStudy, corpus: OpenCorpus, coders: Sequence[Codings], wish: Wish) -> SeveralCoders:
    """Put the codes of several coders beside each other.

    Raises:
        StudyError: it is not known what one of them read, or no unit was looked at by two.
    """
    frame, names = corpus.frame, tuple(codings.source.named for codings in coders)
    looked = [units_looked_at(study, frame, codings, wish) for codings in coders]
    units = {made.unit for made, _, _ in looked}
    if len(units) > 1:
        raise study_error("other-unit", "these coders coded different units, turns and segments", "write --unit turn")
    every = np.concatenate([made.place for made, _, _ in looked])
    place, often = np.unique(every, return_counts=True)
    place = place[often > 1]
    if not len(place):
        hint = "" if wish.split or not set_aside(frame).any() else "--split test looks at what is set aside for testing"
        raise study_error("nothing-to-compare", f"no two of {', '.join(names)} share a unit here", hint)
    weight = np.ones(len(place))
    for made, _, _ in looked:
        inside = np.isin(place, made.place)
        weight[inside] = np.maximum(weight[inside], made.weight[np.searchsorted(made.place, place[inside])])
    made = keep_units(speech_units(frame, looked[0][0].unit), place, weight)
    read = np.stack([np.isin(made.place, own.place) for own, _, _ in looked])
    given = np.stack([codes_of_units(frame, codings, made) for codings in coders]) & read[:, :, None]
    readers = [at for at, codings in enumerate(coders) if codings.kind != "rules"] or list(range(len(coders)))
    used = np.flatnonzero(given[readers].any(axis=(0, 1)))
    return SeveralCoders(
        names, made, tuple(coders[0].codes[code].code for code in used.tolist()), read, given[:, :, used],
        tuple(dict.fromkeys(name for _, name, _ in looked if name)), set_aside(frame)[made.turn],
        tuple(dict.fromkeys(finding for _, _, findings in looked for finding in findings)), _above(coders[0]),
    )  # fmt: skip


def _above(codings: Codings) -> dict[str, frozenset[str]]:
    """Code -> the codes above it."""
    tree, names = code_tree(codings.codes), [code.code for code in codings.codes]
    lines = np.split(tree.lineage, tree.offsets[1:-1])
    return {names[line[0]]: frozenset(names[at] for at in line[1:]) for line in map(np.ndarray.tolist, lines)}


def mean_of_codes(of: SeveralCoders, groups: Sequence[Any], seed: int) -> Agreement:
    """The overall figure: the mean of the codes' nominal alphas."""
    return mean_alpha([of.ratings(code) for code in range(len(of.codes))], groups=groups, seed=seed)


def measure_coders(of: SeveralCoders, groups: Sequence[Any], seed: int) -> tuple[Measured, ...]:
    """All coders together over all codes, then code by code, then each pair of coders.

    Over all codes: the mean of their nominal alphas, with an interval, is the overall figure; alpha of sets (MASI,
    Jaccard) takes a unit's codes as one value; the means of the other coefficients have no errors of their own.
    """
    tables = [of.ratings(code) for code in range(len(of.codes))]
    overall = [Measured("alpha", "nominal", of.coders, mean_of_codes(of, groups, seed), MEAN_OF_CODES)]
    overall += measure_ratings(of.sets(), RatingQuestion("sets", groups=groups, seed=seed), of.coders)
    by_code = [measured for code, table in zip(of.codes, tables, strict=True)
               for measured in _of_code(code, table, of.coders, groups, seed)]  # fmt: skip
    pairs = [pair for two in combinations(range(len(of.coders)), 2) if len(of.coders) > 2
             for pair in measure_two(of.only(two))]  # fmt: skip
    return (*overall, *_means(by_code, of.coders), *by_code, *pairs)


def _of_code(
    code: str, table: Sequence[Sequence[bool | None]], coders: Sequence[str], groups: Sequence[Any] | None, seed: int,
    resamples: int = 2000,
) -> list[Measured]:  # fmt: skip
    """All coefficients of one code, given or not."""
    names = tuple(name for name in CHANCE_COEFFICIENTS if len(coders) == 2 or name not in ("cohen", "scott"))
    question = RatingQuestion(
        coefficients=(*names, "alpha"), categories=(False, True), groups=groups, seed=seed, resamples=resamples
    )
    return [Measured(each.coefficient, each.weights, each.coders, each.agreement, code)
            for each in measure_ratings(table, question, coders)]  # fmt: skip


def measure_two(of: SeveralCoders) -> list[Measured]:
    """One pair of coders: the means over the codes, and the alphas of sets; without intervals."""
    by_code = [measured for code, name in enumerate(of.codes)
               for measured in _of_code(name, of.ratings(code), of.coders, None, 0, 0)]  # fmt: skip
    sets = measure_ratings(of.sets(), RatingQuestion("sets", ("alpha_masi", "alpha_jaccard"), resamples=0), of.coders)
    return [*_means(by_code, of.coders, alpha=True), *sets]


def _means(by_code: Sequence[Measured], coders: tuple[str, ...], *, alpha: bool = False) -> list[Measured]:
    """Mean of each coefficient over the codes for which it is defined."""
    names = dict.fromkeys(each.coefficient for each in by_code if alpha or each.coefficient != "alpha")
    return [_mean([each for each in by_code if each.coefficient == name], coders) for name in names]


def _mean(of: Sequence[Measured], coders: tuple[str, ...]) -> Measured:
    values = [each.agreement.value for each in of]
    defined = [value for value in values if not np.isnan(value)]
    first = of[0].agreement
    lost = f" {len(values) - len(defined)} of {len(values)} codes have none." if len(defined) < len(values) else ""
    value = float(np.mean(defined)) if defined else nan
    note = f"{_WITHOUT_ERROR}{lost}" if defined else "Not defined for any code."
    name = f"{first.name}, mean of {len(defined)} codes"
    figures = Agreement(name, value, nan, nan, nan, nan, nan, first.units, first.coders, note)
    return Measured(of[0].coefficient, of[0].weights, coders, figures, MEAN_OF_CODES)


def measure_marked(
    frame: Frame, coders: Sequence[Codings], of: SeveralCoders, groups: Sequence[Any], seed: int
) -> tuple[Measured, ...]:
    """Agreement on the passages that coders marked in the turns that two of them looked at.

    Over all codes a passage has the code that was given; by code, a parent has what its children have. `groups` has one
    entry a turn, of the turns of `texts_read`.
    """
    whole = _continua(frame, [codings.take(counted_codings(frame, codings)) for codings in coders], of)
    found = [*measure_spans(whole, of.coders, SpanQuestion(tuple(UNITISED), groups, seed=seed))]
    found = [each for each in found if each.code == ALL_CODES]
    parents = _continua(frame, [united(frame, codings) for codings in coders], of)
    asked = SpanQuestion(("u_alpha", *OF_CHARACTERS), groups, seed=seed)
    by_code = [each for each in measure_spans(parents, of.coders, asked) if each.code != ALL_CODES]
    pairs = list(combinations(of.coders, 2))
    means = [mean for both in pairs
             for mean in _means([each for each in by_code if each.coders == both and each.coefficient in OF_CHARACTERS],
                                both)]  # fmt: skip
    return (*found, *means, *by_code)


def texts_read(frame: Frame, of: SeveralCoders) -> list[int]:
    """The turns of the units compared, with the speech that resumes them."""
    turns = of.made.turn if of.made.unit == "segment" else of.made.place
    return np.flatnonzero(np.isin(frame.turn_counted, np.unique(turns))).tolist()


def _continua(frame: Frame, coders: Sequence[Codings], of: SeveralCoders) -> list[Continuum]:
    """Each turn as a text, with the passages of each coder who looked at it."""
    seen = [set(of.made.turn[read].tolist()) for read in of.read]
    marked = [_passages(codings, of.codes) for codings in coders]
    found = []
    for turn in texts_read(frame, of):
        counted = int(frame.turn_counted[turn])
        rows = [own.get(turn, []) if counted in read else None for own, read in zip(marked, seen, strict=True)]
        found.append(Continuum(len(frame.text(turn)), rows))
    return found


def _passages(codings: Codings, codes: Sequence[str]) -> dict[int, list[CodedSpan]]:
    """Turn -> passages of the codes compared, each once."""
    found: dict[int, list[CodedSpan]] = {}
    columns = (codings.turn, codings.start, codings.end, codings.code)
    for turn, start, end, code in zip(*(column.tolist() for column in columns), strict=True):
        span = (start, end, codings.codes[code].code)
        if span[2] in codes and span not in found.setdefault(turn, []):
            found[turn].append(span)
    return found


def one_person(coders: Sequence[str]) -> str:
    """That all coders are passes of one person; empty where they are not."""
    if len(coders) < 2 or len({name.partition(PASS)[0] for name in coders}) > 1:
        return ""
    return f"{', '.join(coders)} are passes of one coder: this is agreement of a coder with themself (intra-coder)."
