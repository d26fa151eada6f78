"""Coverage: which units of topics the codebook reaches."""

import numpy as np

from qualcode.index.arrays import ranges
from qualcode.tables.blocks import participants
from qualcode.tables.frame import Bools, Codings, Frame, Longs
from qualcode.tables.mentions import last_segments
from qualcode.topics.fitted import Fitted
from qualcode.topics.units import Units


def has_codebook(codings: Codings) -> bool:
    """Whether there are codings to compare with: a corpus that nobody coded has an unnamed codebook."""
    return bool(codings.codebook)


def covered(frame: Frame, codings: Codings, made: Units) -> Bools:
    """For each unit, whether any coding stands in it, whatever its assertion: a denied barrier is coded, too."""
    counted = np.flatnonzero(participants(frame)[codings.turn])
    first, last = codings.segment[counted], last_segments(frame, codings)[counted]
    found = np.zeros(made.size, np.bool_)
    unit = made.of_segment[ranges(first, last + 1)]
    found[unit[unit >= 0]] = True
    return found


def uncoded(frame: Frame, codings: Codings, fitted: Fitted) -> Longs:
    """Units of each topic in which no coding stands."""
    left = (fitted.unit_topic >= 0) & ~covered(frame, codings, fitted.units)
    return np.bincount(fitted.unit_topic[left], minlength=fitted.size)
