"""Languages of terms: a topic that holds two languages is named and judged in each of them."""

from collections.abc import Sequence

import numpy as np

from qualcode.tables.frame import Bytes, Floats
from qualcode.text.languages import BOTH, ENGLISH, INDONESIAN, NEUTRAL, type_classes

SIDES = (INDONESIAN, ENGLISH)
"""The two languages, in the order in which they are shown."""


def term_languages(names: Sequence[str]) -> Bytes:
    """The class of each term: 0 tells nothing, 1 Indonesian, 2 English, 3 at home in both (*data*, *internet*)."""
    words = [name.split() for name in names]
    known = dict(
        zip(distinct := sorted({each for name in words for each in name}), type_classes(distinct), strict=True)
    )
    return np.fromiter((_together([int(known[each]) for each in name]) for name in words), np.int8, len(words))


def _together(classes: Sequence[int]) -> int:
    """A collocation has the language of its words; of words of different languages it is at home in both."""
    told = {each for each in classes if each in SIDES}
    if len(told) == 1:
        return told.pop()
    return BOTH if told or BOTH in classes else NEUTRAL


def larger_side(components: Floats, language: Bytes) -> Floats:
    """Components without the terms of each topic's lesser language: a word and its translation never meet in a unit."""
    weight = np.stack([components[:, language == side].sum(axis=1) for side in SIDES])
    other = np.where(weight[0] >= weight[1], SIDES[1], SIDES[0])
    kept: Floats = np.where(language[None, :] == other[:, None], 0.0, components)
    return kept
