"""Why a turn is proposed for a code: the coded turn that is most like it, and the words that weigh most."""

from dataclasses import dataclass

import numpy as np

from qualcode.propose.learner import Features, TurnScores
from qualcode.propose.material import Material

MOST_WORDS = 3
"""Words that are named."""


@dataclass(frozen=True)
class Reason:
    """Why a turn is proposed for a code."""

    nearest: int
    """Row of the turn with this code that means most nearly the same, of other people where there is one; -1: none."""
    words: tuple[str, ...]
    """Words and pairs of words that speak for the code, as they are spelt in the turn, the heaviest first."""
    ruled: bool
    """Whether a rule of the code finds it."""


def give_reason(material: Material, features: Features, scores: TurnScores, turn: int, code: int) -> Reason:
    """Give what speaks for a code in a turn."""
    return Reason(
        _nearest(material, turn, code),
        tuple(_heaviest(material, features, scores, turn, code)),
        bool(material.rules[turn, code]),
    )


def _nearest(material: Material, turn: int, code: int) -> int:
    coded = np.flatnonzero(material.has[:, code] & material.known[:, code])
    coded = coded[coded != turn]
    others = coded[material.people[coded] != material.people[turn]]
    coded = others if len(others) else coded
    if not len(coded):
        return -1
    return int(coded[np.round(material.vectors[coded] @ material.vectors[turn], 5).argmax()])


def _heaviest(material: Material, features: Features, scores: TurnScores, turn: int, code: int) -> list[str]:
    row = features.words[[turn]].tocoo()
    worth = np.round(row.data * scores.word_weights[row.col, code], 6)
    name = dict(zip(features.weights.number.values(), features.weights.number, strict=True))
    spelt: dict[str, str] = {}
    for term, form in features.reader.terms(material.texts[turn]):
        if not set(term.split()) <= features.common:
            spelt.setdefault(term, form)
    named = ((name[column], value) for column, value in zip(row.col.tolist(), worth.tolist(), strict=True))
    best = [(-value, spelt[term]) for term, value in named if term in spelt]
    words: list[str] = []
    for value, form in sorted(best):
        if value < 0 and all(set(form.split()).isdisjoint(each.split()) for each in words):
            words.append(form)
    return words[:MOST_WORDS]
