"""Several coders of one study: what each gave the units that two or more of them looked at, and how far they agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, compress
from typing import Any, TypedDict

import numpy as np

from qualcode.agreement.alpha import mean_alpha
from qualcode.agreement.chance import mean_coefficient
from qualcode.agreement.coders import Wish, units_looked_at
from qualcode.agreement.coefficients import (
    ALL_CODES,
    CHANCE_COEFFICIENTS,
    FOR_TWO,
    OF_CHARACTERS,
    UNITISED,
    Measured,
    RatingQuestion,
    SpanQuestion,
    measure_ratings,
    measure_spans,
    passages_of,
)
from qualcode.agreement.unitised import CodedSpan, Continuum, mean_of_characters
from qualcode.agreement.units import CodingUnits, codes_of_units, keep_units, speech_units
from qualcode.codings.coders import set_aside
from qualcode.codings.mentions import code_tree, counted_codings, united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Floats, Frame, Int64s
from qualcode.corpus.speakers import OpenCorpus
from qualcode.model.coding import PASS
from qualcode.model.finding import Finding, study_error
from qualcode.store.study import OpenStudy

MEAN_OF_CODES = "(mean)"
"""Stands for the mean over the codes."""


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
    """Put the codes of several coders beside each other; the first is the reference.

    A coder who shares no unit with any other is left out, and a finding says so.

    Raises:
        StudyError: it is not known what one of them read, no unit was looked at by two, or none by the reference.
    """
    frame, names = corpus.frame, tuple(codings.source.named for codings in coders)
    looked = [units_looked_at(study, frame, codings, wish) for codings in coders]
    place = _places_of_two([made for made, _, _ in looked])
    if not len(place):
        hint = "" if wish.split or not set_aside(frame).any() else "--split test looks at what is set aside for testing"
        raise study_error("nothing-to-compare", f"no two of {', '.join(names)} share a unit here", hint)
    sharing = [bool(np.isin(made.place, place).any()) for made, _, _ in looked]
    if not sharing[0]:
        message = f"`{names[0]}` shares no {looked[0][0].unit} with any of the others"
        raise study_error("nothing-to-compare", message, "put a coder first who does")
    alone = [_alone(name, looked[0][0].unit) for name, shares in zip(names, sharing, strict=True) if not shares]
    coders, looked = list(compress(coders, sharing)), list(compress(looked, sharing))
    weight = _weights(place, [made for made, _, _ in looked])
    made = keep_units(speech_units(frame, looked[0][0].unit), place, weight)
    read = np.stack([np.isin(made.place, own.place) for own, _, _ in looked])
    given = np.stack([codes_of_units(frame, codings, made) for codings in coders]) & read[:, :, None]
    readers = [at for at, codings in enumerate(coders) if codings.kind != "rules"] or list(range(len(coders)))
    used = np.flatnonzero(given[readers].any(axis=(0, 1)))
    return SeveralCoders(
        tuple(compress(names, sharing)), made, tuple(coders[0].codes[code].code for code in used.tolist()),
        read, given[:, :, used],
        tuple(dict.fromkeys(name for _, name, _ in looked if name)), set_aside(frame)[made.turn],
        tuple(dict.fromkeys((*alone, *(finding for _, _, findings in looked for finding in findings)))),
        _above(coders[0]),
    )  # fmt: skip


def _places_of_two(looked: Sequence[CodingUnits]) -> Int64s:
    """Places of the units that two coders or more looked at."""
    if len({made.unit for made in looked}) > 1:
        raise study_error("other-unit", "these coders coded different units, turns and segments", "write --unit turn")
    place, often = np.unique(np.concatenate([made.place for made in looked]), return_counts=True)
    return place[often > 1]


def _weights(place: Int64s, looked: Sequence[CodingUnits]) -> Floats:
    """The weight of each unit: the largest that it has in a sample of any of the coders."""
    weight = np.ones(len(place))
    for made in looked:
        inside = np.isin(place, made.place)
        weight[inside] = np.maximum(weight[inside], made.weight[np.searchsorted(made.place, place[inside])])
    return weight


def _alone(coder: str, unit: str) -> Finding:
    message = f"`{coder}` shares no {unit} with any of the others"
    return Finding("warning", "nothing-shared", message, hint="left out here")


def _above(codings: Codings) -> dict[str, frozenset[str]]:
    """Code -> the codes above it."""
    tree, names = code_tree(codings.codes), [code.code for code in codings.codes]
    lines = np.split(tree.lineage, tree.offsets[1:-1])
    return {names[line[0]]: frozenset(names[at] for at in line[1:]) for line in map(np.ndarray.tolist, lines)}


class DrawnUnits(TypedDict):
    """How units were drawn."""

    groups: Sequence[Any]
    """For each unit, the people it belongs to, who are drawn together."""
    seed: int
    """Seed of the bootstrap."""
    unit_weights: list[float] | None
    """How many units each one stands for; None: all had the same chance."""


def _drawn(of: SeveralCoders, groups: Sequence[Any], seed: int) -> DrawnUnits:
    """How the units of some coders were drawn; without weights where all had the same chance."""
    return DrawnUnits(groups=groups, seed=seed, unit_weights=of.made.weight.tolist() if of.made.weighted else None)


def measure_coders(of: SeveralCoders, groups: Sequence[Any], seed: int) -> tuple[Measured, ...]:
    """All coders together over all codes, then code by code, then each pair of coders; `groups`: one entry a unit.

    Over all codes: the mean of their nominal alphas is the overall figure; alpha of sets (MASI, Jaccard) takes a unit's
    codes as one value; then the means of the other coefficients. Each has its own error.
    """
    by_code = [measured for code in range(len(of.codes)) for measured in _of_code(of, code, groups, seed)]
    pairs = [pair for two in combinations(range(len(of.coders)), 2) if len(of.coders) > 2
             for pair in _pair(of, two, groups, seed)]  # fmt: skip
    return (*measure_means(of, groups, seed), *by_code, *pairs)


def _pair(of: SeveralCoders, two: tuple[int, int], groups: Sequence[Any], seed: int) -> Sequence[Measured]:
    """One pair of coders over all codes, on the units that both looked at."""
    both = np.flatnonzero(of.read[list(two)].all(axis=0))
    return measure_means(of.only(two), [groups[at] for at in both.tolist()], seed)


def _of_code(of: SeveralCoders, code: int, groups: Sequence[Any], seed: int) -> list[Measured]:
    """All coefficients of one code, given or not."""
    drawn = _drawn(of, groups, seed)
    question = RatingQuestion(coefficients=(*_names(of), "alpha"), categories=(False, True), **drawn)
    return [Measured(each.coefficient, each.weights, each.coders, each.agreement, of.codes[code])
            for each in measure_ratings(of.ratings(code), question, of.coders)]  # fmt: skip


def _names(of: SeveralCoders) -> list[str]:
    """Coefficients that compare so many coders."""
    return [name for name in CHANCE_COEFFICIENTS if len(of.coders) == 2 or name not in FOR_TWO]


def measure_means(of: SeveralCoders, groups: Sequence[Any], seed: int) -> list[Measured]:
    """Over all codes: the mean of the codes by each coefficient, alpha first, and the alphas of sets."""
    tables, drawn = [of.ratings(code) for code in range(len(of.codes))], _drawn(of, groups, seed)
    overall = Measured("alpha", "nominal", of.coders, mean_alpha(tables, **drawn), MEAN_OF_CODES)
    sets = measure_ratings(of.sets(), RatingQuestion("sets", **drawn), of.coders)
    means = []
    for name in _names(of):
        mean = mean_coefficient(
            name, tables, categories=(False, True), groups=groups, unit_weights=drawn["unit_weights"]
        )
        means.append(Measured(name, "none", of.coders, mean, MEAN_OF_CODES))
    return [overall, *sets, *means]


def measure_marked(
    frame: Frame, coders: Sequence[Codings], of: SeveralCoders, groups: Sequence[Any], seed: int
) -> tuple[Measured, ...]:
    """Agreement on the passages that coders marked in the turns that two of them looked at.

    Over all codes a passage has the code that was given; by code, a parent has what its children have. `groups` has one
    entry a turn, of the turns of `texts_read`.
    """
    turns = texts_read(frame, of)
    how = DrawnUnits(groups=groups, seed=seed, unit_weights=_weight_of_turns(frame, of, turns))
    whole = _continua(frame, [codings.take(counted_codings(frame, codings)) for codings in coders], of)
    found = [*measure_spans(whole, of.coders, SpanQuestion(tuple(UNITISED), **how))]
    found = [each for each in found if each.code == ALL_CODES]
    parents = _continua(frame, [united(frame, codings) for codings in coders], of)
    asked = SpanQuestion(("u_alpha", *OF_CHARACTERS), **how)
    by_code = [each for each in measure_spans(parents, of.coders, asked) if each.code != ALL_CODES]
    means = [
        Measured(name, "", tuple(of.coders[at] for at in two), mean_of_characters(name, own, **how), MEAN_OF_CODES)
        for two in combinations(range(len(of.coders)), 2)
        for own in [[[passages_of(text, code, two) for text in parents] for code in of.codes]]
        for name in OF_CHARACTERS
    ]
    return (*found, *means, *by_code)


def _weight_of_turns(frame: Frame, of: SeveralCoders, turns: Sequence[int]) -> list[float] | None:
    """How many turns each one stands for; None where all had the same chance of being drawn."""
    if not of.made.weighted:
        return None
    weight = dict(zip(of.made.turn.tolist(), of.made.weight.tolist(), strict=True))
    return [weight[int(frame.turn_counted[turn])] for turn in turns]


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
