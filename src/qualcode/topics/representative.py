"""Representative: the units that show a topic best."""

import numpy as np

from qualcode.tables.frame import Frame, Longs
from qualcode.topics.fitted import Fitted

SHORT = 6
"""Words below which a unit is a fragment, quoted only when nothing longer is left."""


def representative(frame: Frame, fitted: Fitted, topic: int, top: int) -> Longs:
    """The most typical units of a topic, best first; nobody is quoted again while others have a unit left.

    Units of transcripts that are set aside for testing are left out, and what was said twice is quoted once.
    """
    own = np.flatnonzero((fitted.unit_topic == topic) & fitted.unit_quotable)
    short = _words(frame, fitted, own) < SHORT
    order = np.lexsort((own, -fitted.unit_strength[own], -fitted.unit_closeness[own], short))
    quoted: dict[int, int] = {}
    left: list[int] = own[order].tolist()
    chosen: list[int] = []
    said: set[str] = set()
    while left and len(chosen) < top:
        who = fitted.units.respondent
        fewest = min(quoted.get(int(who[unit]), 0) for unit in left)
        unit = next(unit for unit in left if quoted.get(int(who[unit]), 0) == fewest)
        left.remove(unit)
        text = passage(frame, fitted, unit).casefold()
        if text not in said:
            said.add(text)
            chosen.append(unit)
            quoted[int(who[unit])] = quoted.get(int(who[unit]), 0) + 1
    return np.array(chosen, np.int64)


def passage(frame: Frame, fitted: Fitted, unit: int) -> str:
    """The text of a unit: of a window its middle segment, of a turn all of it."""
    segment = int(fitted.units.segment[unit])
    turn = int(frame.segment_turn[segment])
    text = frame.text(turn)
    if fitted.units.kind == "turn":
        return text.strip()
    return text[int(frame.segment_start[segment]) : int(frame.segment_end[segment])].strip()


def _words(frame: Frame, fitted: Fitted, units: Longs) -> Longs:
    """About how many words each unit has, by its length: looking at every text would take long."""
    segment = fitted.units.segment[units]
    if fitted.units.kind == "turn":
        return frame.turn_words[fitted.units.turn[units]].astype(np.int64)
    return ((frame.segment_end[segment] - frame.segment_start[segment]) // 6).astype(np.int64)
