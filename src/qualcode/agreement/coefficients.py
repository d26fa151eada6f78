"""Coefficients by the names that users write: all of them on one table of ratings, or on one set of marked passages.

`chance`, `alpha` and `unitised` hold the mathematics. This page says which coefficient goes with which scale, and puts
the figures into one table. Nothing here needs a study.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan
from typing import Any, Literal

from qualcode.agreement.alpha import Bootstrap, MeasurementScale, SetDistance, krippendorff_alpha, multilabel_alpha
from qualcode.agreement.chance import (
    WeightScale,
    brennan_prediger,
    cohen,
    conger,
    fleiss,
    gwet,
    percent_agreement,
    scott,
)
from qualcode.agreement.ratings import BOOTSTRAP_DRAWS, Agreement
from qualcode.agreement.unitised import (
    CodedSpan,
    Continuum,
    binary_u_alpha,
    character_kappa,
    character_percent,
    cu_alpha,
    u_alpha,
)
from qualcode.model.finding import refuse_unknown, unknown_name
from qualcode.model.table import Column, Table

RatingScale = Literal["nominal", "ordinal", "interval", "ratio", "sets"]
"""What ratings are: names, ranks, points with equal steps, amounts from zero, or sets of codes."""
CHANCE_COEFFICIENTS: Mapping[str, Callable[..., Agreement]] = {
    "percent": percent_agreement, "cohen": cohen, "scott": scott, "fleiss": fleiss, "conger": conger,
    "brennan_prediger": brennan_prediger, "gwet": gwet,
}  # fmt: skip
"""Coefficients that take weights."""
FOR_TWO = ("cohen", "scott")
"""Coefficients of two coders; `conger` and `fleiss` are what they become for more."""
SET_DISTANCES: Mapping[str, SetDistance] = {"alpha_jaccard": "jaccard", "alpha_masi": "masi"}
"""Alphas of sets of codes."""
UNITISED: Mapping[str, Callable[..., Agreement]] = {
    "u_alpha": u_alpha, "binary_u_alpha": binary_u_alpha, "cu_alpha": cu_alpha,
}  # fmt: skip
"""Alphas of passages, for any number of coders."""
OF_CHARACTERS: Mapping[str, Callable[..., Agreement]] = {
    "character_percent": character_percent, "character_kappa": character_kappa,
}  # fmt: skip
"""What NVivo shows of two coders and one code."""
RATING_NAMES = (*CHANCE_COEFFICIENTS, "alpha", *SET_DISTANCES)
SPAN_NAMES = (*UNITISED, *OF_CHARACTERS)
ALSO_CALLED = {
    "kappa": "cohen", "pi": "scott", "bp": "brennan_prediger", "ac1": "gwet", "ac2": "gwet", "agreement": "percent",
    "krippendorff": "alpha", "jaccard": "alpha_jaccard", "masi": "alpha_masi", "u": "u_alpha", "|u": "binary_u_alpha",
    "cu": "cu_alpha",
}  # fmt: skip
"""Short names, as papers write them."""
WEIGHTS: Mapping[str, WeightScale] = {
    "none": "nominal", "nominal": "nominal", "ordinal": "ordinal", "linear": "linear", "quadratic": "quadratic",
    "interval": "quadratic", "radical": "radical", "ratio": "ratio",
}  # fmt: skip
"""Weights as users name them, and as `chance` does."""
WEIGHTS_OF_SCALE: Mapping[str, tuple[str, ...]] = {
    "nominal": ("none",), "ordinal": ("none", "ordinal"), "interval": ("none", "quadratic"), "ratio": ("none", "ratio"),
    "sets": ("none",),
}  # fmt: skip
"""Weights of a scale: without any, and those that fit it."""
ALL_CODES = "(all)"
"""Stands for all codes together."""


@dataclass(frozen=True)
class Measured:
    """One coefficient, and what it was measured on."""

    coefficient: str
    """Its name, as users write it."""
    weights: str
    """Weights or scale; empty where it has neither."""
    coders: tuple[str, ...]
    """The coders compared."""
    agreement: Agreement
    """The figure with all that belongs to it."""
    code: str = ALL_CODES
    """The code whose assignments were compared."""


def known_coefficient(name: str, known: Iterable[str]) -> str:
    """A coefficient by one of its names.

    Raises:
        StudyError: there is none of that name.
    """
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    found = ALSO_CALLED.get(plain, plain)
    if found not in known:
        also = [short for short, long in ALSO_CALLED.items() if long in known]
        raise unknown_name("coefficient", name.strip(), [*known, *also])
    return found


@dataclass(frozen=True)
class RatingQuestion:
    """Which coefficients of a table of ratings are wanted, and how they are weighted."""

    scale: RatingScale = "nominal"
    """What the ratings are."""
    coefficients: tuple[str, ...] = ()
    """Names of coefficients; empty: all that fit the scale and the number of coders."""
    weights: tuple[str, ...] = ()
    """Weights, each giving rows of its own; empty: none, and those that fit the scale."""
    categories: Sequence[Any] | None = None
    """All values that could be given, in order; None: those found."""
    groups: Sequence[Any] | None = None
    """For each unit, the group that it was drawn with."""
    pairs: bool = False
    """True: every pair of coders, besides all of them."""
    resamples: int = BOOTSTRAP_DRAWS
    """Resamples of the bootstrap of the alphas; 0: no interval."""
    seed: int = 1
    """Seed of the bootstrap."""
    unit_weights: Sequence[float] | None = None
    """For each unit, how many units it stands for; None: all have the same chance of being drawn."""


def measure_ratings(
    table: Sequence[Sequence[Any]], question: RatingQuestion | None = None, coders: Sequence[str] = ()
) -> tuple[Measured, ...]:
    """Coefficients of a table of ratings, shape (coders, units), None or nan where a coder gave nothing.

    On the scale `sets` a rating is a set of codes. Of more than two coders, kappa and pi are of each pair. Errors:
    StudyError for a name or weight that is not known, ValueError where the ratings do not fit the scale.
    """
    asked = question or RatingQuestion()
    names = tuple(coders) or tuple(str(number) for number in range(1, len(table) + 1))
    every, many = range(len(table)), len(table) > 2
    wanted = _names(asked, len(table))
    of_two = [name for name in wanted if many and _short(name) in FOR_TWO]
    found = list(_measured(table, names, asked, every, [name for name in wanted if name not in of_two]))
    if asked.pairs and many:
        of_two = _names(asked, 2)
    for pair in combinations(every, 2) if of_two else ():
        found += _measured(table, names, asked, pair, of_two)
    return tuple(found)


def _measured(
    table: Sequence[Sequence[Any]], coders: Sequence[str], asked: RatingQuestion, places: Sequence[int],
    wanted: Sequence[str],
) -> Iterable[Measured]:  # fmt: skip
    """The coefficients of some of the coders."""
    ratings, coders = [table[at] for at in places], tuple(coders[at] for at in places)
    for name in wanted:
        for weights in _weights(asked, name):
            yield Measured(_short(name), weights, coders, _one(_short(name), weights, ratings, asked))


def _names(asked: RatingQuestion, coders: int) -> list[str]:
    """Names as they were written, else all that fit."""
    fitting = ["percent", *SET_DISTANCES] if asked.scale == "sets" else [*CHANCE_COEFFICIENTS, "alpha"]
    if asked.coefficients:
        for name in asked.coefficients:
            known_coefficient(name, fitting)
        return list(dict.fromkeys(asked.coefficients))
    return [name for name in fitting if coders <= 2 or name not in FOR_TWO]


def _short(name: str) -> str:
    return known_coefficient(name, RATING_NAMES)


def _weights(asked: RatingQuestion, name: str) -> Sequence[str]:
    """Weights of a coefficient: none for AC1, the scale itself for alpha."""
    if _short(name) == "alpha":
        return (asked.scale,)
    if _short(name) in SET_DISTANCES:
        return (SET_DISTANCES[_short(name)],)
    if name.strip().lower() == "ac2" and not asked.weights:
        return WEIGHTS_OF_SCALE[asked.scale][-1:]
    if name.strip().lower() == "ac1" or asked.scale == "sets":
        return ("none",)
    refuse_unknown("weights", asked.weights, WEIGHTS)
    return asked.weights or WEIGHTS_OF_SCALE[asked.scale]


def _one(name: str, weights: str, ratings: Sequence[Sequence[Any]], asked: RatingQuestion) -> Agreement:
    """One coefficient."""
    drawn = Bootstrap(groups=asked.groups, resamples=asked.resamples, seed=asked.seed, unit_weights=asked.unit_weights)
    if name in SET_DISTANCES:
        return multilabel_alpha(ratings, SET_DISTANCES[name], **drawn)
    if name == "alpha":
        scale: MeasurementScale = "nominal" if asked.scale == "sets" else asked.scale
        return krippendorff_alpha(ratings, scale, categories=asked.categories, **drawn)
    return CHANCE_COEFFICIENTS[name](
        ratings, weights=WEIGHTS[weights], categories=asked.categories, groups=asked.groups,
        unit_weights=asked.unit_weights,
    )  # fmt: skip


@dataclass(frozen=True)
class SpanQuestion:
    """Which coefficients of marked passages are wanted."""

    coefficients: tuple[str, ...] = ()
    """Names of coefficients; empty: all."""
    groups: Sequence[Any] | None = None
    """For each text, the group that it was drawn with."""
    resamples: int = BOOTSTRAP_DRAWS
    """Resamples of the bootstrap; 0: no interval."""
    seed: int = 1
    """Seed of the bootstrap."""
    unit_weights: Sequence[float] | None = None
    """For each text, how many texts it stands for."""


def measure_spans(
    continua: Sequence[Continuum], coders: Sequence[str], question: SpanQuestion | None = None
) -> tuple[Measured, ...]:
    """Coefficients of marked passages: over all codes, by code, and by code for each pair of coders.

    u, |u and cu alpha are those of all coders; by code they compare the passages of this code with everything else.
    Agreement and kappa of characters are those of two coders and one code, as NVivo shows them. Errors: StudyError for
    a name that is not known.
    """
    asked = question or SpanQuestion()
    names = [known_coefficient(name, SPAN_NAMES) for name in asked.coefficients] or [*SPAN_NAMES]
    codes = sorted({code for text in continua for row in text.read for *_, code in row}, key=str)
    how = Bootstrap(groups=asked.groups, resamples=asked.resamples, seed=asked.seed, unit_weights=asked.unit_weights)
    every = tuple(coders)
    found = [
        Measured(name, "", every, UNITISED[name](continua, **how)) for name in dict.fromkeys(names) if name in UNITISED
    ]
    for code in codes:
        own = [passages_of(text, code, range(len(every))) for text in continua]
        if "u_alpha" in names and len(codes) > 1:
            found.append(Measured("u_alpha", "", every, u_alpha(own, **how), str(code)))
        for pair in combinations(range(len(every)), 2):
            of_two = [passages_of(text, code, pair) for text in continua]
            both = tuple(every[at] for at in pair)
            found += [
                Measured(name, "", both, OF_CHARACTERS[name](of_two, **how), str(code))
                for name in dict.fromkeys(names)
                if name in OF_CHARACTERS
            ]
    return tuple(found)


def passages_of(text: Continuum, code: Any, coders: Iterable[int]) -> Continuum:
    """The passages of one code and some coders; those of one coder that touch or overlap are one."""
    rows = [text.spans[at] for at in coders]
    return Continuum(text.length, [None if row is None else _joined(row, code) for row in rows])


def _joined(row: Sequence[CodedSpan], code: Any) -> list[CodedSpan]:
    """Passages of one code; where they overlap they are one, so that none counts twice."""
    own: list[CodedSpan] = []
    for start, end, _ in sorted((span for span in row if span[2] == code), key=lambda span: span[:2]):
        if own and start < own[-1][1]:
            own[-1] = (own[-1][0], max(end, own[-1][1]), code)
        else:
            own.append((start, end, code))
    return own


AGREEMENT_COLUMNS = (
    Column("code", "string", "Code whose assignments are compared; (all): all codes together.", "open"),
    Column("coders", "string", "The coders compared.", "person"),
    Column("coefficient", "string", "Coefficient, by the name that options take.", "open"),
    Column("name", "string", "Its name in papers.", "open"),
    Column("weights", "string", "Weights, scale or distance of the coefficient; empty where it has none.", "open"),
    Column("value", "number", "The coefficient; empty where it is not defined.", "open"),
    Column("se", "number", "Standard error.", "open"),
    Column("low", "number", "Lower end of the 95 % interval.", "open"),
    Column("high", "number", "Upper end of the 95 % interval.", "open"),
    Column("observed", "number", "Observed agreement; of the alphas observed disagreement.", "open"),
    Column("expected", "number", "Agreement expected by chance; of the alphas disagreement.", "open"),
    Column("n", "integer", "Units that two or more coders rated; of passages the characters compared.", "open"),
    Column("raters", "integer", "Number of coders.", "open"),
    Column("note", "string", "Why a figure is missing, or what was left out.", "open"),
)
AGREEMENT_DIGITS = 8
"""Digits of the figures in files."""


def agreement_table(
    measured: Sequence[Measured], title: str, notes: Sequence[str] = (), meta: Mapping[str, Any] | None = None
) -> Table:
    """The figures as a table, a row each."""
    rows = [_row(each) for each in measured]
    data = {column.name: [row[column.name] for row in rows] for column in AGREEMENT_COLUMNS}
    return Table("agreement", title, AGREEMENT_COLUMNS, data, tuple(notes), meta or {})


def _row(of: Measured) -> dict[str, Any]:
    figures = of.agreement
    numbers = {name: getattr(figures, name) for name in ("value", "se", "low", "high", "observed", "expected")}
    return {
        "code": of.code, "coders": ", ".join(of.coders), "coefficient": of.coefficient, "name": figures.name,
        "weights": of.weights or None, "n": figures.units, "raters": figures.coders, "note": figures.note or None,
        **{name: None if isnan(number) else round(number, AGREEMENT_DIGITS) for name, number in numbers.items()},
    }  # fmt: skip
