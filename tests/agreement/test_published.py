"""Values of the literature for tables that many textbooks repeat."""

import pytest

from agreement.published import counted, crossed
from qualcode.agreement import (
    brennan_prediger,
    cohen,
    conger,
    fleiss,
    gwet,
    krippendorff_alpha,
    percent_agreement,
    scott,
)

_ = None


@pytest.mark.parametrize(
    ("table", "agreement", "kappa"),
    [
        ([[40, 9], [6, 45]], 0.85, 0.70),
        ([[80, 10], [5, 5]], 0.85, 0.32),
        ([[45, 15], [25, 15]], 0.60, 0.13),
        ([[25, 35], [5, 35]], 0.60, 0.26),
    ],
)
def test_paradoxes_of_kappa(table, agreement, kappa):
    """Feinstein and Cicchetti (1990), Journal of Clinical Epidemiology 43(6): one agreement, several kappas.

    The coefficient of Brennan and Prediger (of two categories: PABAK; Byrt, Bishop and Carlin 1993) sees one.
    """
    coders = crossed(table)
    assert percent_agreement(coders).value == pytest.approx(agreement)
    assert cohen(coders).value == conger(coders).value == pytest.approx(kappa, abs=5e-3)
    assert brennan_prediger(coders).value == pytest.approx(2 * agreement - 1)


def test_a_rare_trait_of_gwet():
    """Gwet (2002), Kappa statistic is not satisfactory: 125 units, agreement .944, and a kappa below 0."""
    coders = crossed([[118, 5], [2, 0]])
    values = [each(coders).value for each in (percent_agreement, cohen, scott, gwet)]
    assert values == [pytest.approx(value, abs=5e-5) for value in (0.944, -0.0234, -0.0288, 0.9408)]


def test_mammograms_of_altman():
    """Altman (1991), Practical Statistics for Medical Research, section 14.3: kappa .47, with linear weights .57."""
    coders = crossed([[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]])
    assert cohen(coders).value == pytest.approx(0.47, abs=5e-3)
    assert cohen(coders, weights="linear").value == pytest.approx(0.57, abs=5e-3)


def test_fourteen_raters_of_ten_subjects():
    """The worked example of Fleiss' kappa in encyclopaedias: agreement .378, by chance .213, kappa .210."""
    own = fleiss(
        counted(
            [
                [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
                [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
            ]
        )
    )  # fmt: skip
    figures = (own.observed, own.expected, own.value)
    assert figures == tuple(pytest.approx(value, abs=5e-4) for value in (0.378, 0.213, 0.210))


def test_three_coders_with_gaps():
    """The worked example of alpha in encyclopaedias: fifteen units, nominal .691, interval .811."""
    coders = [
        [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
        [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
        [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
    ]
    for scale, value in (("nominal", 0.691), ("interval", 0.811)):
        assert krippendorff_alpha(coders, scale, resamples=0).value == pytest.approx(value, abs=5e-4)


def test_conger_is_fleiss_without_the_spread_of_the_coders_shares():
    """Conger (1980), equation 9: Fleiss' chance is Conger's and the spread of the shares among the coders."""
    coders = [[1, 1, 2, 2, 3, 3], [1, 1, 1, 2, 3, 1], [1, 2, 2, 3, 3, 3]]
    shares = [[row.count(value) / 6 for value in (1, 2, 3)] for row in coders]
    means = [sum(each) / 3 for each in zip(*shares, strict=True)]
    spread = sum((share - mean) ** 2 for row in shares for share, mean in zip(row, means, strict=True)) / 2
    assert conger(coders).expected == pytest.approx(fleiss(coders).expected - spread / 3)
