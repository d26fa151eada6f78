"""Agreement on spans: Krippendorff's alphas for unitised text, and agreement of characters as NVivo shows it.

Where people mark passages, they must agree on where a passage begins and ends and on its code. The alphas compare the
passages of all pairs of coders by the lengths of their overlaps. What no coder marked is a gap, whose characters are
taken one by one, while a marked passage is one whole: it does not agree with itself by chance.

A text is a `Continuum`; several add up. The interval is a percentile bootstrap over the continua, or over groups of
them (transcripts, respondents). A single one is cut where no passage of any coder is cut, and its pieces are drawn:
neighbouring characters are far from independent, and an interval over characters would be much too narrow.

Source: Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing textual
continua: Further developments. Quality & Quantity 50(6), 2347-2364; Krippendorff, K. (2019). Content Analysis: An
Introduction to Its Methodology, 4th edition. Sage, section 12.6.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import nan
from operator import itemgetter
from typing import Any, Unpack

import numpy as np
import numpy.typing as npt

from qualcode.agreement.alpha import Bootstrap
from qualcode.agreement.ratings import (
    BOOTSTRAP_DRAWS,
    ROUNDING,
    Agreement,
    draws,
    group_index,
    mass_of_units,
    spread,
    undefined,
)
from qualcode.corpus.frame import Floats
from qualcode.index.arrays import Longs

CodedSpan = tuple[int, int, Any]
"""A passage: its first character, the character after its last one, and its code."""


@dataclass(frozen=True)
class Continuum:
    """A text, and what each coder marked in it."""

    length: int
    """Number of characters."""
    spans: Sequence[Sequence[CodedSpan] | None]
    """Each coder's passages, in any order; an empty sequence: read and nothing marked; None: not read."""

    def __post_init__(self) -> None:
        """ValueError for a passage that is empty or leaves the text."""
        for start, end, _ in _all(self.read):
            if not 0 <= start < end <= self.length:
                raise ValueError(f"A passage from {start} to {end} does not fit a text of {self.length} characters.")

    @property
    def read(self) -> list[Sequence[CodedSpan]]:
        """The passages of the coders who read the text."""
        return [spans for spans in self.spans if spans is not None]


def u_alpha(continua: Sequence[Continuum], **how: Unpack[Bootstrap]) -> Agreement:
    """How far coders agree on which passages they mark and with which code: Krippendorff's u-alpha.

    Codes exclude each other: a coder who marks one character twice makes it nan. For codes that overlap, take the
    passages of one code at a time. `observed` and `expected` are shares of disagreeing length.

    Source: Krippendorff et al. (2016), section 5.1; Krippendorff (2019), equations 32 to 34.
    """
    return _unitised("Krippendorff's u-alpha", continua, _whole, **how)


def binary_u_alpha(continua: Sequence[Continuum], **how: Unpack[Bootstrap]) -> Agreement:
    """How far coders agree on what is marked at all, whatever its code: Krippendorff's |u-alpha.

    Source: Krippendorff et al. (2016), section 5.2; Krippendorff (2019), equation 35.
    """
    return _unitised("Krippendorff's |u-alpha", continua, _marked_or_not, **how)


def cu_alpha(continua: Sequence[Continuum], **how: Unpack[Bootstrap]) -> Agreement:
    """How far coders agree on the codes of what two of them marked, wherever it begins and ends: cu-alpha.

    `units` is the number of characters that two or more coders marked.

    Source: Krippendorff et al. (2016), section 5.3; Krippendorff (2019), equations 36 and 37.
    """
    return _unitised("Krippendorff's cu-alpha", continua, _codes_of_marked, **how)


def character_percent(continua: Sequence[Continuum], **how: Unpack[Bootstrap]) -> Agreement:
    """The share of characters that two coders both marked or both left, as NVivo's coding comparison shows it.

    Give the passages of one code: what they are coded with is not looked at, and passages may overlap. NVivo shows one
    figure a code and source, in percent; several texts are added up here, so that a longer one weighs more.

    Source: QSR International, NVivo help, "Coding comparison query": how percentage agreement is calculated.
    """
    return _characters("Agreement of characters", [continua], _percent, **how)


def character_kappa(continua: Sequence[Continuum], **how: Unpack[Bootstrap]) -> Agreement:
    """Cohen's kappa of two coders over characters, each marked or not, as NVivo's coding comparison shows it.

    Give the passages of one code, as for `character_percent`. nan where both marked nothing, or both everything: there
    is nothing to agree on beyond chance (NVivo shows 1 there).

    Source: QSR International, NVivo help, "Coding comparison query": how the Kappa coefficient is calculated.
    """
    return _characters("Cohen's kappa of characters", [continua], _kappa, **how)


def mean_of_characters(name: str, codes: Sequence[Sequence[Continuum]], **how: Unpack[Bootstrap]) -> Agreement:
    """The mean over codes of `character_percent` or `character_kappa` (`name`), each code with the same texts.

    The texts of all codes are drawn together, so that the interval is that of the mean. The set of codes is fixed:
    those for which the figure is defined.
    """
    called, figure = {
        "character_percent": ("Agreement of characters", _percent),
        "character_kappa": ("Cohen's kappa of characters", _kappa),
    }[name]
    return _characters(called, codes, figure, mean=True, **how)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """A text cut at every end of a passage, and who marked what on each piece."""

    length: Floats
    """Characters of each piece."""
    code: Floats
    """Code of each coder on each piece, shape (coders, pieces); 0: nothing marked."""
    passage: Floats
    """Passage of each coder on each piece, counted from 1; 0: none."""


Parts = tuple[float, float, float, Floats]
"""Agreeing length, what passages would agree with themselves, characters compared, length under each value."""


def _unitised(
    name: str,
    continua: Sequence[Continuum],
    parts: Callable[[_Pieces, int], Parts],
    *,
    groups: Sequence[Any] | None = None,
    resamples: int = BOOTSTRAP_DRAWS,
    seed: int = 0,
    unit_weights: npt.ArrayLike | None = None,
) -> Agreement:
    """One of the three alphas: its parts add up over texts, so that a text drawn twice counts twice."""
    coders = max((len(text.spans) for text in continua), default=0)
    if any(_overlap(spans) for text in continua for spans in text.read):
        return undefined(name, 0, coders, "Not defined: a coder marked the same characters with two passages.")
    chosen = _drawn([continua], groups, unit_weights)
    texts = chosen.codes[0]
    if not texts:
        return undefined(name, 0, coders, "Not defined: no text was read by two coders.")
    codes = {
        code: at for at, code in enumerate(dict.fromkeys(code for text in texts for *_, code in _all(text.read)), 1)
    }
    each = [parts(_pieces(text, codes), len(codes) + 1) for text in texts]
    table = np.array([np.concatenate((values[:3], values[3])) for values in each])
    observed, expected = _disagreement(chosen.mass @ table)
    units = int(table[:, 2].sum())
    if not expected > ROUNDING:
        note = "Not defined: there is only one value, or none, so there was nothing to disagree on."
        return Agreement(name, nan, observed, expected, nan, nan, nan, units, coders, note)
    drawn = [_disagreement(summed) for summed in chosen.resampled(table, resamples, seed)]
    error = spread(np.array([1 - o / e if e > ROUNDING else nan for o, e in drawn]))
    return Agreement(name, 1 - observed / expected, observed, expected, *error[:3], units, coders, error[3])


def _disagreement(summed: Floats) -> tuple[float, float]:
    """Shares of disagreeing length, observed and expected, from the sums of the parts.

    Expected is that of any two passages (or characters of gaps) of any coders, none paired with itself.
    """
    agreeing, itself, lengths = summed[0], summed[1], summed[3:]
    total = float(lengths.sum())
    pairs = total**2 - itself
    if pairs < ROUNDING:
        return nan, nan
    return float(1 - agreeing / total), float((total**2 - (lengths**2).sum()) / pairs)


def _whole(pieces: _Pieces, values: int) -> Parts:
    """u-alpha: gaps are a value like the codes."""
    return _compared(pieces, pieces.code, values, _squared_passages(pieces, pieces.length) + _gaps(pieces))


def _marked_or_not(pieces: _Pieces, values: int) -> Parts:
    """|u-alpha: all codes are one value."""
    itself = _squared_passages(pieces, pieces.length) + _gaps(pieces)
    return _compared(pieces, np.minimum(pieces.code, 1), 2, itself)


def _codes_of_marked(pieces: _Pieces, values: int) -> Parts:
    """cu-alpha: of each passage, what the other coders marked too, on the average of them."""
    marked = pieces.code > 0
    share = np.maximum(marked.sum(axis=0) - 1, 0) / (len(marked) - 1)
    itself = _squared_passages(pieces, pieces.length * share)
    agreeing, _, _, lengths = _compared(pieces, pieces.code, values, itself)
    often = _often(np.where(marked, pieces.code, 0), values)
    agreeing -= float(pieces.length @ (often[0] * (often[0] - 1))) / (len(marked) - 1)
    lengths = np.array([0.0, *((often[1:] * share) @ pieces.length)])
    return agreeing, itself, float(pieces.length[marked.sum(axis=0) > 1].sum()), lengths


def _compared(pieces: _Pieces, value: Floats, values: int, itself: float) -> Parts:
    """The parts of a comparison of all pairs of coders on all pieces."""
    often = _often(value, values)
    agreeing = float(((often * (often - 1)).sum(axis=0) @ pieces.length) / (len(value) - 1))
    return agreeing, itself, float(pieces.length.sum()), np.asarray(often @ pieces.length)


def _often(value: Floats, values: int) -> Floats:
    """How many coders gave each piece each value, shape (values, pieces)."""
    return np.stack([(value == at).sum(axis=0) for at in range(values)]).astype(float)


def _squared_passages(pieces: _Pieces, length: Floats) -> float:
    """Sum of the squared lengths of all passages."""
    sums = [np.bincount(row.astype(int), weights=length)[1:] for row in pieces.passage]
    return float(sum((row**2).sum() for row in sums))


def _gaps(pieces: _Pieces) -> float:
    """Length of the gaps of all coders."""
    return float((pieces.code == 0).sum(axis=0) @ pieces.length)


def _characters(
    name: str,
    codes: Sequence[Sequence[Continuum]],
    figure: Callable[[Floats], tuple[float, float, float]],
    *,
    mean: bool = False,
    groups: Sequence[Any] | None = None,
    resamples: int = BOOTSTRAP_DRAWS,
    seed: int = 0,
    unit_weights: npt.ArrayLike | None = None,
) -> Agreement:
    """A figure of the characters that both, one or none of two coders marked; these numbers add up over texts.

    Of several codes (`mean`) it is the mean of those for which it is defined.
    """
    coders = max((len(text.spans) for texts in codes for text in texts), default=0)
    if coders != 2:
        return undefined(name, 0, coders, f"Not defined: {name} compares two coders, not {coders}.")
    drawn = _drawn(codes, groups, unit_weights)
    if not len(drawn.mass):
        return undefined(name, 0, coders, "Not defined: no text was read by two coders.")
    tables = [np.array([_fourfold(text) for text in texts]) for texts in drawn.codes]
    whole = [(table, figure(drawn.mass @ table)) for table in tables]
    defined = [(table, figures) for table, figures in whole if not np.isnan(figures[0])]
    name = f"{name}, mean of {len(defined)} codes" if mean else name
    units = int(tables[0].sum())
    if not defined:
        observed, expected = (nan, nan) if mean else whole[0][1][1:]
        note = "Not defined for any code." if mean else "Not defined: both marked everything, or both nothing."
        return Agreement(name, nan, observed, expected, nan, nan, nan, units, coders, note)
    lost = f"{len(whole) - len(defined)} of {len(whole)} codes have none." if len(defined) < len(whole) else ""
    value, observed, expected = np.mean([figures for _, figures in defined], axis=0).tolist()
    resampled = [[figure(summed)[0] for summed in drawn.resampled(table, resamples, seed)] for table, _ in defined]
    error = spread(np.mean(resampled, axis=0))
    said = " ".join(filter(None, (lost, error[3])))
    return Agreement(name, value, observed, expected, *error[:3], units, coders, said)


def _fourfold(text: Continuum) -> Floats:
    """Characters that both marked, only the first coder, only the second, and none."""
    pieces = _pieces(text, dict.fromkeys((code for *_, code in _all(text.read)), 1))
    one, other = pieces.code > 0
    return np.array([which @ pieces.length for which in (one & other, one & ~other, ~one & other, ~one & ~other)])


def _percent(fourfold: Floats) -> tuple[float, float, float]:
    """Share of characters on which both do the same; nothing is expected."""
    agreed = float((fourfold[0] + fourfold[3]) / fourfold.sum())
    return agreed, agreed, 0.0


def _kappa(fourfold: Floats) -> tuple[float, float, float]:
    """Kappa, observed and expected agreement."""
    both, one, other, none = fourfold / fourfold.sum()
    observed, expected = both + none, (both + one) * (both + other) + (none + one) * (none + other)
    value = nan if 1 - expected < ROUNDING else float((observed - expected) / (1 - expected))
    return value, float(observed), float(expected)


def _pieces(text: Continuum, codes: dict[Any, int]) -> _Pieces:
    """Cut a text at every end of a passage."""
    ends = sorted({0, text.length, *(at for start, end, _ in _all(text.read) for at in (start, end))})
    place = {at: piece for piece, at in enumerate(ends)}
    code, passage = np.zeros((2, len(text.read), len(ends) - 1))
    for coder, spans in enumerate(text.read):
        for number, (start, end, given) in enumerate(spans, 1):
            code[coder, place[start] : place[end]] = codes[given]
            passage[coder, place[start] : place[end]] = number
    return _Pieces(np.diff(ends).astype(float), code, passage)


@dataclass(frozen=True, eq=False)
class _Drawn:
    """The texts that two coders read, as they are drawn."""

    codes: Sequence[Sequence[Continuum]]
    """The texts, once for each code that is looked at by itself."""
    together: Longs
    """The number of the group of each text."""
    mass: Floats
    """What each text weighs."""

    def resampled(self, table: Floats, resamples: int, seed: int) -> Floats:
        """Sums of the rows of a table, one row a text, in each resample of the groups."""
        groups = int(self.together.max()) + 1
        by_group = np.zeros((groups, table.shape[1]))
        np.add.at(by_group, self.together, self.mass[:, None] * table)
        blocks = [times @ by_group for times in draws(groups, resamples, seed, table.shape[1])]
        return np.concatenate(blocks) if blocks else by_group[:0]


def _drawn(
    codes: Sequence[Sequence[Continuum]], groups: Sequence[Any] | None, unit_weights: npt.ArrayLike | None
) -> _Drawn:
    """The texts that two coders read; where all are of one group, they are cut into pieces to draw from.

    A piece cuts no passage of any code, so that the same pieces serve all codes.
    """
    first = codes[0]
    mass, group = mass_of_units(unit_weights, len(first)), group_index(groups, len(first))
    kept = [at for at, text in enumerate(first) if len(text.read) > 1 and text.length]
    mass = mass[kept] / (mass[kept].mean() if kept else 1)
    if len(set(group[kept].tolist())) != 1:
        together = np.unique(group[kept], return_inverse=True)[1].astype(np.int64)
        return _Drawn([[texts[at] for at in kept] for texts in codes], together, mass)
    cuts = [_cuts([texts[at] for texts in codes]) for at in kept]
    pieces = [[piece for at, own in zip(kept, cuts, strict=True) for piece in _cut(texts[at], own)] for texts in codes]
    mass = np.repeat(mass, [len(own) - 1 for own in cuts])
    return _Drawn(pieces, np.arange(len(mass)), mass)


def _cuts(codes: Sequence[Continuum]) -> list[int]:
    """Where a text is cut: behind passages, wherever no coder's passage is cut; a gap stays with the one after it."""
    cuts, reach = [0], 0
    for start, end, _ in sorted((span for text in codes for span in _all(text.read)), key=itemgetter(0)):
        if 0 < reach <= start:
            cuts.append(reach)
        reach = max(reach, end)
    return cuts + sorted({reach, codes[0].length} - {0})


def _cut(text: Continuum, cuts: Sequence[int]) -> list[Continuum]:
    """The pieces of a text."""
    rows: list[list[list[CodedSpan]]] = [[[] for _ in text.read] for _ in cuts[1:]]
    for coder, spans in enumerate(text.read):
        for start, end, code in spans:
            piece = bisect_right(cuts, start) - 1
            rows[piece][coder].append((start - cuts[piece], end - cuts[piece], code))
    return [Continuum(end - start, row) for (start, end), row in zip(pairwise(cuts), rows, strict=True)]


def _overlap(spans: Sequence[CodedSpan]) -> bool:
    """True when two passages of one coder share a character."""
    return any(end > start for (_, end, _), (start, _, _) in pairwise(sorted(spans, key=itemgetter(0, 1))))


def _all(spans: Iterable[Sequence[CodedSpan]]) -> Iterable[CodedSpan]:
    """The passages of all coders."""
    return (span for row in spans for span in row)
