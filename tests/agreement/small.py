"""Units without a corpus."""

import numpy as np

from qualcode.agreement.evaluation import CoderPair
from qualcode.agreement.units import CodingUnits


def made(transcript, weight=None) -> CodingUnits:
    size = len(transcript)
    return CodingUnits(
        unit="turn",
        place=np.arange(size),
        turn=np.arange(size),
        transcript=np.array(transcript, np.int64),
        respondent=np.array(transcript, np.int64),
        people=np.array(transcript, np.int64),  # one person in each transcript
        language=np.zeros(size, np.int8),
        weight=np.ones(size) if weight is None else np.array(weight, float),
    )


def pair(there, found, transcript=None) -> CoderPair:
    there, found = np.array(there, bool), np.array(found, bool)
    codes = tuple("abcdefgh"[: there.shape[1]])
    return CoderPair(made(transcript or [0] * len(there)), codes, there, found)
