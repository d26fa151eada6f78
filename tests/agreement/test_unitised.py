"""Agreement on spans: the example of the literature, and every pair of characters counted one by one."""

from itertools import pairwise
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.agreement.chance import cohen, percent_agreement
from qualcode.agreement.unitised import (
    Continuum,
    binary_u_alpha,
    character_kappa,
    character_percent,
    cu_alpha,
    u_alpha,
)

ALEX = [(0, 7, 1), (7, 13, 2), (30, 32, 5), (32, 37, 6), (37, 44, 6), (44, 60, 7)]
PAUL = [(0, 7, 1), (7, 13, 3), (13, 21, 5), (32, 44, 6)]
SUZAN = [(0, 7, 1), (7, 13, 4), (13, 21, 5), (32, 37, 6), (37, 41, 6), (41, 44, 6)]
EXAMPLE = [Continuum(60, [ALEX, PAUL, SUZAN])]
ALPHAS = (u_alpha, binary_u_alpha, cu_alpha)


def test_three_observers_of_krippendorff():
    """Krippendorff (2019), figure 12.11: u .510, |u .413 (from disagreements rounded to 26 / 44.3), cu .724."""
    assert u_alpha(EXAMPLE).value == pytest.approx(0.510, abs=5e-4)
    assert binary_u_alpha(EXAMPLE).value == pytest.approx(0.413, abs=1e-3)
    assert cu_alpha(EXAMPLE).value == pytest.approx(0.724, abs=5e-4)
    assert (u_alpha(EXAMPLE).units, cu_alpha(EXAMPLE).units, u_alpha(EXAMPLE).coders) == (60, 33, 3)


# A second way to count


@st.composite
def passages(draw, length):
    """Passages of one coder that share no character."""
    ends = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    spans = [(start, end, draw(st.sampled_from("abc"))) for start, end in pairwise(ends)]
    return [span for span in spans if draw(st.booleans())]


@st.composite
def texts(draw, most=3):
    """One to three texts of up to 12 characters, each read by coders, or by some of them."""
    number = draw(st.integers(2, most))
    lengths = draw(st.lists(st.integers(1, 12), min_size=1, max_size=3))
    return [Continuum(n, [draw(st.none() | passages(n)) for _ in range(number)]) for n in lengths]


def characters(text):
    """For each coder who read: for each character its passage's number and code, or None."""
    readers = []
    for spans in text.read:
        row = [None] * text.length
        for number, (start, end, code) in enumerate(spans):
            row[start:end] = [(number, code)] * (end - start)
        readers.append(row)
    return readers


def by_characters(continua, value, weight):
    """Share of disagreeing pairs: of coders on the same character, and of any two characters of different passages.

    `value` of a coder's character is what is compared; `weight` says how much it counts, from what the others did.
    """
    atoms, differ, paired = [], 0.0, 0.0
    for at, text in enumerate(continua):
        rows = characters(text)
        if len(rows) < 2:
            continue
        for place in range(text.length):
            for i, row in enumerate(rows):
                others = [rows[j][place] for j in range(len(rows)) if j != i]
                whole = ("gap", at, i, place) if row[place] is None else ("passage", at, i, row[place][0])
                atoms.append((whole, value(row[place]), weight(row[place], others)))
                for other in others:
                    part = weight(row[place], [other]) / len(others)
                    differ += part * (value(row[place]) != value(other))
                    paired += part
    apart, pairs = 0.0, 0.0
    for one, a, p in atoms:
        for other, b, q in atoms:
            if one != other:
                pairs += p * q
                apart += p * q * (a != b)
    return (differ / paired if paired else nan), (apart / pairs if pairs > 1e-9 else nan)


KINDS = {
    u_alpha: (lambda mark: mark and mark[1], lambda mark, others: 1.0),
    binary_u_alpha: (lambda mark: mark is None, lambda mark, others: 1.0),
    cu_alpha: (
        lambda mark: mark and mark[1],
        lambda mark, others: sum(o is not None for o in others) / len(others) if mark else 0.0,
    ),
}


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(texts(), st.sampled_from(ALPHAS))
def test_alphas_agree_with_characters_counted_one_by_one(continua, coefficient):
    observed, expected = by_characters(continua, *KINDS[coefficient])
    own = coefficient(continua, resamples=0)
    if isnan(expected) or expected < 1e-9:
        assert isnan(own.value)
        assert own.note.startswith("Not defined: ")
    else:
        assert own.observed == pytest.approx(observed)
        assert own.expected == pytest.approx(expected)
        assert own.value == pytest.approx(1 - observed / expected)


@settings(deadline=None)
@given(texts(), st.sampled_from(ALPHAS), st.randoms())
def test_order_of_coders_passages_and_texts_changes_nothing(continua, coefficient, random):
    def shuffled(spans):
        return None if spans is None else random.sample(spans, len(spans))

    turned = [Continuum(text.length, [shuffled(spans) for spans in text.spans[::-1]]) for text in continua[::-1]]
    own = coefficient(continua, resamples=0).value
    assert coefficient(turned, resamples=0).value == pytest.approx(own, nan_ok=True)


# Characters


def test_percentage_of_nvivo():
    """NVivo help: of 1,000 characters, 50 coded by both, 150 by one, 800 by none: (800 + 50) / 1000 = 85 %."""
    text = Continuum(1000, [[(0, 50, "a"), (50, 140, "a")], [(0, 50, "a"), (200, 260, "a")]])
    own = character_percent([text])
    assert (own.value, own.units) == (pytest.approx(0.85), 1000)


def test_kappa_of_nvivo():
    """NVivo help: expected by chance 140 * 110 / 1000 + 860 * 890 / 1000 = 780.8 characters; (850 - 780.8) / 219.2."""
    text = Continuum(1000, [[(0, 50, "a"), (50, 140, "a")], [(0, 50, "a"), (200, 260, "a")]])
    assert character_kappa([text]).value == pytest.approx((850 - 780.8) / (1000 - 780.8))


@settings(deadline=None)
@given(texts(most=2))
def test_characters_are_units_that_are_marked_or_not(continua):
    pairs = [pair for text in continua if len(text.read) == 2 for pair in zip(*characters(text), strict=True)]
    table = [[mark is not None for mark in row] for row in zip(*pairs, strict=True)] or [[], []]
    for own, other in ((character_percent, percent_agreement), (character_kappa, cohen)):
        assert own(continua, resamples=0).value == pytest.approx(other(table).value, nan_ok=True)


def test_passages_of_one_coder_may_overlap_where_characters_are_compared():
    text = Continuum(10, [[(0, 5, "a"), (3, 6, "a")], [(0, 6, "a")]])
    assert character_percent([text]).value == 1


# Intervals


def long_text(seed, length=400):
    """A text in which two coders mark about the same passages."""
    random = np.random.default_rng(seed)
    rows = [[], []]
    for start in range(0, length, 20):
        for row in rows:
            if random.random() < 0.6:
                shift = int(random.integers(0, 5))
                row.append((start + shift, start + 15, "ab"[int(random.integers(0, 2))]))
    return Continuum(length, rows)


@pytest.mark.parametrize("coefficient", [*ALPHAS, character_percent, character_kappa])
def test_texts_are_drawn_and_the_seed_repeats(coefficient):
    continua = [long_text(seed) for seed in range(8)]
    own = coefficient(continua, seed=3)
    assert own.low < own.value < own.high
    assert own.se > 0
    assert coefficient(continua, seed=3) == own
    assert coefficient(continua, seed=4).se != own.se


@pytest.mark.parametrize("coefficient", [*ALPHAS, character_percent, character_kappa])
def test_a_single_text_is_drawn_in_pieces_as_wide_as_several(coefficient):
    """A text written as one, and cut where no passage is cut: the same value, an interval of the same kind."""
    one = long_text(1)
    parts = [
        Continuum(20, [[(a - at, b - at, c) for a, b, c in row if at <= a < at + 20] for row in one.spans])
        for at in range(0, one.length, 20)
    ]
    whole, split = coefficient([one]), coefficient(parts)
    assert whole.value == pytest.approx(split.value)
    assert whole.se == pytest.approx(split.se, rel=0.25)
    grouped = coefficient([one, *parts], groups=["x"] + ["x"] * len(parts))
    assert grouped.se < whole.se


def test_a_group_of_texts_is_drawn_as_one():
    continua = [long_text(seed) for seed in range(8)]
    alone, pairs = u_alpha(continua), u_alpha(continua * 2, groups=[*range(8), *range(8)])
    assert pairs.value == pytest.approx(alone.value, abs=0.01)
    assert pairs.se == pytest.approx(alone.se, rel=0.1)


# Degenerate texts


@pytest.mark.parametrize("coefficient", [*ALPHAS, character_percent, character_kappa])
@pytest.mark.parametrize("continua", [[], [Continuum(5, [None, [(0, 2, "a")]])], [Continuum(0, [[], []])]])
def test_without_a_text_of_two_coders_nothing_is_defined(coefficient, continua):
    own = coefficient(continua)
    assert isnan(own.value)
    assert own.units == 0
    assert own.note.startswith("Not defined: ")


@pytest.mark.parametrize("coefficient", [*ALPHAS, character_kappa])
@pytest.mark.parametrize("rows", [[[], []], [[(0, 9, "a")], [(0, 9, "a")]]])
def test_nothing_marked_or_everything_leaves_nothing_to_agree_on(coefficient, rows):
    own = coefficient([Continuum(9, rows)])
    assert isnan(own.value)
    assert own.note.startswith("Not defined: ")


def test_full_agreement_is_one_without_an_interval():
    text = Continuum(20, [[(0, 5, "a"), (8, 12, "b")]] * 3)
    for coefficient in ALPHAS:
        own = coefficient([text])
        assert own.value == pytest.approx(1)
        assert isnan(own.low)
        assert own.note.startswith("No interval: ")


def test_codes_that_overlap_have_no_u_alpha():
    text = Continuum(9, [[(0, 4, "a"), (3, 5, "b")], [(0, 4, "a")]])
    for coefficient in ALPHAS:
        assert "two passages" in coefficient([text]).note
        assert isnan(coefficient([text]).value)


def test_characters_are_compared_for_two_coders():
    assert "compares two coders, not 3" in character_kappa(EXAMPLE).note


@pytest.mark.parametrize("span", [(3, 3, "a"), (-1, 2, "a"), (5, 11, "a"), (4, 2, "a")])
def test_a_passage_must_fit_its_text(span):
    with pytest.raises(ValueError, match="does not fit a text of 10 characters"):
        Continuum(10, [[span], []])
