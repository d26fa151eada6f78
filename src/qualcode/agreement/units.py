"""Units: the turns or segments that two coders are compared on, and the codes that each gave them."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.agreement.ratings import ROUNDING, draws
from qualcode.codings.mentions import in_segments, united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Floats, Frame, Int8s, Int64s, participants, people_together
from qualcode.index.arrays import distinct_values
from qualcode.model.codebook import Code
from qualcode.tables.turns import turn_languages

AgreementUnit = Literal["turn", "segment"]
AGREEMENT_UNITS: tuple[AgreementUnit, ...] = ("turn", "segment")
"""What can be compared: whole turns (with the speech that resumes them), or segments."""


@dataclass(frozen=True, eq=False)
class CodingUnits:
    """Units of participants' speech, one entry a unit in the order of the corpus."""

    unit: AgreementUnit
    """What a unit is."""
    place: Int64s
    """Global turn, or global segment, of each unit; sorted."""
    turn: Int64s
    """Global turn in which each unit stands."""
    transcript: Int64s
    """Transcript of each unit."""
    respondent: Int64s
    """Respondent of each unit; -1: a voice that cannot be told apart."""
    people: Int64s
    """Number of the people that each unit belongs to: a respondent with all who talked with them, drawn together."""
    language: Int8s
    """Language of each unit's turn, as an index into `text.languages.LANGUAGES`."""
    weight: Floats
    """How many units of the corpus each one stands for: 1, or the inverse of the chance with which it was drawn."""

    def __len__(self) -> int:
        """Number of units."""
        return len(self.place)

    @property
    def weighted(self) -> bool:
        """True when units were drawn with different chances."""
        return bool(np.any(self.weight != 1))


def speech_units(frame: Frame, unit: AgreementUnit, turns: Bools | None = None) -> CodingUnits:
    """All units of the participants' turns for which `turns` is true (without it: of all)."""
    chosen = participants(frame) if turns is None else participants(frame) & turns
    if unit == "turn":
        place = distinct_values(frame.turn_counted[chosen]).astype(np.int64)
        turn = place
    else:
        place = np.flatnonzero(chosen[frame.segment_turn])
        turn = frame.segment_turn[place].astype(np.int64)
    return CodingUnits(
        unit=unit,
        place=place,
        turn=turn,
        transcript=frame.turn_transcript[turn].astype(np.int64),
        respondent=frame.turn_respondent[turn].astype(np.int64),
        people=people_together(frame)[turn],
        language=turn_languages(frame)[turn],
        weight=np.ones(len(place)),
    )


def keep_units(made: CodingUnits, places: Int64s, weights: Floats | None = None) -> CodingUnits:
    """The units that stand at some of the places, with the weights that those places have."""
    order = np.argsort(places, kind="stable")
    kept, where, _ = np.intersect1d(made.place, places, return_indices=True)
    weight = np.ones(len(kept))
    if weights is not None and len(kept):
        weight = weights[order][np.searchsorted(places[order], kept)]
    return replace(among_units(made, where), weight=weight)


def among_units(made: CodingUnits, which: "Int64s | Bools") -> CodingUnits:
    """Some of the units, given by their numbers or as true and false."""
    columns = {each.name: getattr(made, each.name)[which] for each in fields(CodingUnits) if each.name != "unit"}
    return CodingUnits(made.unit, **columns)


def codes_of_units(frame: Frame, codings: Codings, made: CodingUnits) -> Bools:
    """Who has which code: shape (units, codes), true where a unit holds a mention of a code or a part of one.

    As in every table, only affirmed codings of participants count, and a parent has what its children have.
    """
    found = united(frame, codings)
    if made.unit == "turn":
        place, code = frame.turn_counted[found.turn].astype(np.int64), found.code
    else:
        mention, place = in_segments(frame, found)
        code = found.code[mention]
    has = np.zeros((len(made), len(codings.codes)), dtype=np.bool_)
    if len(made):
        row = np.minimum(np.searchsorted(made.place, place), len(made) - 1)
        inside = made.place[row] == place
        has[row[inside], code[inside]] = True
    return has


def alternatives(codes: Sequence[Code], has: Sequence[Bools]) -> dict[str, Int64s]:
    """Of codes that exclude each other, which one each coder gives to each unit, shape (units, coders), by their name.

    0: none of them; -1: several. `has` is what each coder gives, shape (units, codes).
    """
    names = dict.fromkeys(code.one_of for code in codes if code.one_of)
    made = {}
    for name in names:
        own = np.flatnonzero([code.one_of == name for code in codes])
        given = [(each[:, own], each[:, own].sum(axis=1)) for each in has]
        columns = [np.where(number > 1, -1, np.where(number == 1, 1 + one.argmax(axis=1), 0)) for one, number in given]
        made[name] = np.stack(columns, axis=1).astype(np.int64)
    return made


def unit_spans(frame: Frame, made: CodingUnits, unit: int) -> Sequence[tuple[int, int, int]]:
    """Turn, start and end of the texts that make up one unit: a turn has those that resume it too."""
    if made.unit == "segment":
        segment = int(made.place[unit])
        return [(int(made.turn[unit]), int(frame.segment_start[segment]), int(frame.segment_end[segment]))]
    first = int(made.place[unit])
    last = int(np.searchsorted(frame.turn_transcript, frame.turn_transcript[first], side="right"))
    turns = first + np.flatnonzero(frame.turn_counted[first:last] == first)
    return [(turn, 0, len(frame.text(turn))) for turn in turns.tolist()]


def unit_text(frame: Frame, made: CodingUnits, unit: int) -> str:
    """Text of one unit; speech that was resumed stands on a line of its own."""
    return "\n".join(frame.text(turn)[start:end].strip() for turn, start, end in unit_spans(frame, made, unit))


DRAWS = 2000
"""Resamples of the people for an interval."""
_AT_ONCE = 4_000_000
"""Numbers of a resample that are held in memory at once."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Weighted counts for all who talked together; those of codes have shape (groups of people, codes)."""

    both: Floats
    """Units to which both coders give the code."""
    found: Floats
    """Units to which the coder under test gives it."""
    there: Floats
    """Units to which the reference gives it."""
    silent: Floats
    """Units without any code of the reference."""
    alarms: Floats
    """Those of them to which the coder under test gives a code."""


class Scores(NamedTuple):
    """Precision, recall and F1 by code, over all pairs of unit and code (micro) and as means of codes (macro)."""

    precision: Floats
    recall: Floats
    f1: Floats
    micro: Floats
    """Shape (..., 3): precision, recall, F1."""
    macro: Floats
    """Shape (..., 3): means over the codes for which each is defined in all units, the same in every resample."""
    false_alarms: Floats
    """Share of units without any code that were given one."""


def tally(made: CodingUnits, there: Bools, found: Bools) -> Tally:
    """Count two coders' codes, shape (units, codes), by people who talked together."""
    _, people = np.unique(made.people, return_inverse=True)
    size = int(people.max(initial=-1)) + 1

    def summed(which: Bools) -> Floats:
        sums = np.zeros((size, *which.shape[1:]))
        np.add.at(sums, people, (which.T * made.weight).T)
        return sums

    silent = np.asarray(~there.any(axis=1), np.bool_)
    return Tally(
        summed(there & found), summed(found), summed(there), summed(silent), summed(silent & found.any(axis=1))
    )


def scores(counted: Tally, times: "Int64s | Floats | None" = None) -> Scores:
    """Scores of all people together, or of resamples: `times`, shape (draws, people), says how often each.

    Macro means are over the same codes in every draw, or draws without a rare code would be means of something else. A
    code of which a draw holds no unit keeps the score that it has in all units.
    """
    whole = _by_code(counted, np.ones((1, len(counted.silent))))
    weight = np.ones((1, len(counted.silent))) if times is None else times.astype(np.float64)
    both, found, there = weight @ counted.both, weight @ counted.found, weight @ counted.there
    by_code = three(both, found, there)
    micro = np.stack(three(both.sum(axis=1), found.sum(axis=1), there.sum(axis=1)), axis=-1)
    fixed = (np.where(np.isnan(score), own, score) for score, own in zip(by_code, whole, strict=True))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the mean of no codes is not a number
        macro = np.stack([np.nanmean(score, axis=1) for score in fixed], axis=-1)
    return Scores(*by_code, micro, macro, share(weight @ counted.alarms, weight @ counted.silent))


def _by_code(counted: Tally, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Precision, recall and F1 of each code."""
    return three(weight @ counted.both, weight @ counted.found, weight @ counted.there)


def three(both: Floats, found: Floats, there: Floats) -> tuple[Floats, Floats, Floats]:
    """Precision, recall and their harmonic mean, F1 = 2 both / (found + there)."""
    return share(both, found), share(both, there), share(2 * both, found + there)


def share(part: Floats, whole: Floats) -> Floats:
    """A part of a whole; not a number where there is no whole."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def resampled(counted: Tally, seed: int, draws: int = DRAWS) -> Scores | None:
    """Scores of resamples of the people, drawn with replacement; None when there are fewer than two.

    People are drawn, not units, and those who talked together are drawn together: what they say hangs together (cluster
    bootstrap, Davison & Hinkley 1997, section 3.8).
    """
    size = len(counted.silent)
    if size < 2:
        return None
    random = np.random.default_rng(seed)
    at_once = max(1, _AT_ONCE // size)
    parts = []
    for begin in range(0, draws, at_once):
        times = random.multinomial(size, np.full(size, 1 / size), size=min(at_once, draws - begin))
        parts.append(scores(counted, times))
    return Scores(*(np.concatenate([part[place] for part in parts]) for place in range(len(parts[0]))))


def interval(values: Floats) -> tuple[float, float] | None:
    """The middle 95 % of resampled values (percentile bootstrap); None where none of them is defined."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return None
    low, high = np.percentile(defined, (2.5, 97.5))
    return float(low), float(high)


LabelArray = npt.NDArray[np.generic]
MISSING = -1
"""Value of a unit that a coder has not looked at."""


def kappa(one: LabelArray, other: LabelArray, weight: Floats | None = None) -> float | None:
    """Cohen's kappa of two coders: (observed - expected) / (1 - expected), expected from each coder's own shares.

    None when it is not defined: no units, or both give everything the same value.

    Source: Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement
    20(1), 37-46.
    """
    if not len(one):
        return None
    shares = _scaled(weight, len(one)) / len(one)
    values = np.unique(np.concatenate((one, other)))
    observed = float(shares[one == other].sum())
    expected = sum(float(shares[one == value].sum() * shares[other == value].sum()) for value in values)
    return None if 1 - expected < 1e-12 else (observed - expected) / (1 - expected)


def alpha(values: Int64s, weight: Floats | None = None) -> float | None:
    """Krippendorff's alpha for nominal values of any number of coders, shape (units, coders); -1: missing.

    1 - observed / expected disagreement, both from the matrix of coincidences. None when it is not defined: fewer than
    two coders have looked at any unit, or there is only one value.

    Source: Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania, section C.
    """
    kinds = np.unique(values[values != MISSING])
    often = np.stack([(values == kind).sum(axis=1) for kind in kinds], axis=1) if len(kinds) else np.zeros((0, 0))
    coders = often.sum(axis=1)
    pairable = coders > 1
    if not pairable.any():
        return None
    scale = _scaled(None if weight is None else weight[pairable], int(pairable.sum()))
    often, coders = often[pairable].astype(np.float64), coders[pairable]
    differ = (often * (coders[:, None] - often)).sum(axis=1) / (coders - 1)
    each = scale @ often
    total = float(each.sum())
    expected = float((each * (total - each)).sum()) / (total - 1)
    return None if expected < 1e-12 else 1 - float(scale @ differ) / expected


def _scaled(weight: Floats | None, size: int) -> Floats:
    """Weights that add up to the number of units."""
    return np.ones(size) if weight is None else weight * (size / weight.sum())


def resampled_alike(
    one: Int64s, other: Int64s, kinds: int, people: Int64s, weight: Floats, seed: int
) -> tuple[Floats, Floats]:
    """Share of equal values, Cohen's kappa and Krippendorff's alpha (nominal): of all units, and of resamples.

    `one` and `other` have shape (units, questions), values from 0 up to `kinds`; what is made has shape (3, questions)
    and (resamples, 3, questions). Without two people there are no resamples.
    """
    together = np.unique(people, return_inverse=True)[1]
    groups, questions = int(together.max(initial=-1)) + 1, one.shape[1]
    cell = (together[:, None] * questions + np.arange(questions)) * kinds**2 + one * kinds + other
    mass = np.repeat(weight / weight.mean(), questions) if len(weight) else weight
    counts = np.bincount(cell.ravel(), mass, groups * questions * kinds**2).reshape(groups, -1)
    shape = (-1, questions, kinds, kinds)
    whole = _alike(counts.sum(axis=0).reshape(shape))[0]
    if groups < 2:
        return whole, np.zeros((0, 3, questions))
    blocks = draws(groups, DRAWS, seed, questions * kinds**2)
    return whole, np.concatenate([_alike((times @ counts).reshape(shape)) for times in blocks])


def _alike(joint: Floats) -> Floats:
    """The three figures, shape (..., 3, questions), of how often which values met, (..., questions, kinds, kinds)."""
    size, same = joint.sum(axis=(-1, -2)), np.trace(joint, axis1=-2, axis2=-1)
    rows, columns = joint.sum(axis=-1), joint.sum(axis=-2)
    each, total = rows + columns, 2 * size
    chance = share((rows * columns).sum(axis=-1), size**2)
    differ = share((each * (total[..., None] - each)).sum(axis=-1), total * (total - 1))
    observed = share(same, size)
    return np.stack([observed, _beyond(1 - observed, 1 - chance), _beyond(1 - observed, differ)], axis=-2)


def _beyond(observed: Floats, expected: Floats) -> Floats:
    """1 - observed / expected disagreement; not a number where none was to be expected."""
    return 1 - share(observed, np.where(expected > ROUNDING, expected, 0))
