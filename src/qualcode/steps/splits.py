"""Splits: which transcripts are set aside for testing, and how often that was made use of."""

import numpy as np

from qualcode.index.arrays import Flags
from qualcode.steps.errors import refuse, unknown
from qualcode.steps.study import Opened
from qualcode.store.append import append, read_lines
from qualcode.tables import Frame

SPLIT, TEST, DEVELOPMENT = "split", "test", "development"
"""Attribute of transcripts, and its values: set aside for testing, and free for tuning."""


def in_split(frame: Frame, split: str) -> Flags:
    """True for each turn of a split; without a name, for every turn.

    Raises:
        StepError: no transcript has this value of the attribute `split`.
    """
    if not split:
        return np.ones(len(frame.turn_number), dtype=np.bool_)
    values = list(frame.attribute_values.get(SPLIT, ()))
    if not values:
        hint = "write `split: test` or `split: development` under the transcripts' attributes in corpus.yaml"
        raise refuse("no-split", "no transcript says to which split it belongs", hint)
    if split not in values:
        raise unknown("split", split, values)
    return np.asarray(frame.attribute(SPLIT) == values.index(split))


def set_aside(frame: Frame) -> Flags:
    """True for each turn of the transcripts that are set aside for testing."""
    if TEST in frame.attribute_values.get(SPLIT, ()):
        return in_split(frame, TEST)
    return np.zeros(len(frame.turn_number), dtype=np.bool_)


def note_test_use(opened: Opened, **about: object) -> int:
    """Keep a line about a use of the test transcripts, and say how many uses there are now."""
    append(opened.layout.test_uses(opened.name), about)
    return uses_of_test(opened)


def uses_of_test(opened: Opened) -> int:
    """How often the test transcripts were used."""
    return len(read_lines(opened.layout.test_uses(opened.name))[0])
