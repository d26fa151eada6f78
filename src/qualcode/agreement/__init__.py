"""Agreement: how far coders agree, where two of them differ, and which units a person should code.

What is named here is public. `measure_ratings` gives every coefficient of a table of coders by units, `measure_spans`
those of marked passages; the functions under them give one coefficient each. None of them needs a study.

One file a thing: `ratings` (a table, and what a coefficient is), `chance`, `alpha` and `unitised` (the coefficients),
`coefficients` (all of them by name), `units` (what is compared in a study), `coders` (who is), `evaluation` (two coders
by code), `several` (more than two), `disagreements` (the quotes), `code_changes` and `coding_changes` (what an edit of
a codebook does), `quality` (the page about a codebook).
"""

from qualcode.agreement.alpha import krippendorff_alpha, multilabel_alpha
from qualcode.agreement.chance import (
    brennan_prediger,
    cohen,
    conger,
    fleiss,
    gwet,
    percent_agreement,
    scott,
)
from qualcode.agreement.coefficients import Measured, RatingQuestion, SpanQuestion, measure_ratings, measure_spans
from qualcode.agreement.ratings import Agreement
from qualcode.agreement.unitised import (
    Continuum,
    binary_u_alpha,
    character_kappa,
    character_percent,
    cu_alpha,
    u_alpha,
)

__all__ = [
    "Agreement",
    "Continuum",
    "Measured",
    "RatingQuestion",
    "SpanQuestion",
    "binary_u_alpha",
    "brennan_prediger",
    "character_kappa",
    "character_percent",
    "cohen",
    "conger",
    "cu_alpha",
    "fleiss",
    "gwet",
    "krippendorff_alpha",
    "measure_ratings",
    "measure_spans",
    "multilabel_alpha",
    "percent_agreement",
    "scott",
    "u_alpha",
]
