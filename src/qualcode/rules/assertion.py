"""Assertion: how the speaker puts a hit (affirmed, negated, resolved, hypothetical, question)."""

from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.model import ASSERTIONS
from qualcode.rules.cues import HYPOTHETICAL, NEGATED, QUESTION, RESOLVED, Cues
from qualcode.rules.hits import RuleHits


@dataclass(frozen=True)
class Ignored:
    """Ways of putting a hit of which its rule takes no notice: a flag per hit."""

    question: Flags
    """It may stand in a question."""
    hypothetical: Flags
    """It may be hypothetical."""
    negated: Flags
    """Negators do not matter."""


def assertions(cues: Cues, hits: RuleHits, ignored: Ignored) -> Ints:
    """Assertion of each hit, an index into `ASSERTIONS`.

    A question outranks a hypothesis, that a solved matter, and that a negation.
    """
    marks = cues.marks[hits.first]
    denied = (hits.negators + (marks & NEGATED)) % 2 == 1
    found = np.full(len(hits), ASSERTIONS.index("affirmed"))
    found[denied & ~ignored.negated] = ASSERTIONS.index("negated")
    found[(marks & RESOLVED) > 0] = ASSERTIONS.index("resolved")
    found[((marks & HYPOTHETICAL) > 0) & ~ignored.hypothetical] = ASSERTIONS.index("hypothetical")
    found[((cues.marks[hits.last - 1] & QUESTION) > 0) & ~ignored.question] = ASSERTIONS.index("question")
    return found
