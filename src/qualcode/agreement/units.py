"""Units: the turns or segments that two coders are compared on, and the codes that each gave them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qualcode.tables.blocks import participants
from qualcode.tables.frame import Bools, Bytes, Codings, Floats, Frame, Longs
from qualcode.tables.mentions import mentions
from qualcode.tables.turns import turn_languages

Unit = Literal["turn", "segment"]
UNITS: tuple[Unit, ...] = ("turn", "segment")
"""What can be compared: whole turns (with the speech that resumes them), or segments."""


@dataclass(frozen=True, eq=False)
class Units:
    """Units of participants' speech, one entry a unit in the order of the corpus."""

    unit: Unit
    """What a unit is."""
    place: Longs
    """Global turn, or global segment, of each unit; sorted."""
    turn: Longs
    """Global turn in which each unit stands."""
    transcript: Longs
    """Transcript of each unit."""
    language: Bytes
    """Language of each unit's turn, as an index into `text.languages.LANGUAGES`."""
    weight: Floats
    """How many units of the corpus each one stands for: 1, or the inverse of the chance with which it was drawn."""

    def __len__(self) -> int:
        """Number of units."""
        return len(self.place)

    @property
    def weighted(self) -> bool:
        """True when units were drawn with different chances."""
        return bool(np.any(self.weight != 1))


def units(frame: Frame, unit: Unit, turns: Bools | None = None) -> Units:
    """All units of the participants' turns for which `turns` is true (without it: of all)."""
    chosen = participants(frame) if turns is None else participants(frame) & turns
    if unit == "turn":
        place = np.unique(frame.turn_counted[chosen]).astype(np.int64)
        turn = place
    else:
        place = np.flatnonzero(chosen[frame.segment_turn])
        turn = frame.segment_turn[place].astype(np.int64)
    return Units(
        unit=unit,
        place=place,
        turn=turn,
        transcript=frame.turn_transcript[turn].astype(np.int64),
        language=turn_languages(frame)[turn],
        weight=np.ones(len(place)),
    )


def only(made: Units, places: Longs, weights: Floats | None = None) -> Units:
    """The units that stand at some of the places, with the weights that those places have."""
    order = np.argsort(places, kind="stable")
    kept, where, _ = np.intersect1d(made.place, places, return_indices=True)
    weight = np.ones(len(kept))
    if weights is not None and len(kept):
        weight = weights[order][np.searchsorted(places[order], kept)]
    return Units(made.unit, kept, made.turn[where], made.transcript[where], made.language[where], weight)


def given(frame: Frame, codings: Codings, made: Units) -> Bools:
    """Who has which code: shape (units, codes), true where a unit holds a mention of a code or a part of one.

    As in every table, only affirmed codings of participants count, and a parent has what its children have.
    """
    found = mentions(frame, codings)
    if made.unit == "turn":
        place, code = frame.turn_counted[found.turn].astype(np.int64), found.code
    else:
        mention, place = found.in_segments()
        code = found.code[mention]
    has = np.zeros((len(made), len(codings.codes)), dtype=np.bool_)
    if len(made):
        row = np.minimum(np.searchsorted(made.place, place), len(made) - 1)
        inside = made.place[row] == place
        has[row[inside], code[inside]] = True
    return has


def unit_spans(frame: Frame, made: Units, unit: int) -> Sequence[tuple[int, int, int]]:
    """Turn, start and end of the texts that make up one unit: a turn has those that resume it too."""
    if made.unit == "segment":
        segment = int(made.place[unit])
        return [(int(made.turn[unit]), int(frame.segment_start[segment]), int(frame.segment_end[segment]))]
    first = int(made.place[unit])
    last = int(np.searchsorted(frame.turn_transcript, frame.turn_transcript[first], side="right"))
    turns = first + np.flatnonzero(frame.turn_counted[first:last] == first)
    return [(turn, 0, len(frame.text(turn))) for turn in turns.tolist()]


def unit_text(frame: Frame, made: Units, unit: int) -> str:
    """Text of one unit; speech that was resumed stands on a line of its own."""
    return "\n".join(frame.text(turn)[start:end].strip() for turn, start, end in unit_spans(frame, made, unit))
