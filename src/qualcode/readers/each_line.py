"""Plain lines with one respondent a line (`--each line`)."""

import numpy as np
import numpy.typing as npt

from qualcode.model import Lines, Reading
from qualcode.model.texts import Texts
from qualcode.readers.decode import as_utf8
from qualcode.readers.failure import empty
from qualcode.readers.options import Options
from qualcode.text.blocks import line_starts

_MAY_BE_SPACE = np.zeros(256, np.bool_)
_MAY_BE_SPACE[[*range(0x21), 0xC2, 0xE1, 0xE2, 0xE3]] = True
"""First bytes of the characters that are white space, and of some others."""


def read(name: str, data: bytes, options: Options) -> Reading:
    """Make every line that is not empty a turn of its own, untouched; its speaker is the number of the line.

    Lines are found among the bytes of the text, and none of them is made a text of its own.
    """
    text, findings = as_utf8(name, data, options)
    if text is None:
        return Reading((), findings=findings)
    if not text.endswith(b"\n"):
        text += b"\n"
    starts = line_starts(text)
    filled = _filled(text, starts)
    if not filled.any():
        return empty(name, findings)
    if filled.all():
        lines = Lines(range(1, len(filled) + 1), Texts(text, starts, gap=1))
    else:
        numbers = (np.flatnonzero(filled) + 1).data  # its items are plain numbers
        lines = Lines(numbers, Texts(_only(filled, text, starts), _without(filled, starts), gap=1))
    return Reading(lines, findings=findings, each=True)


def _filled(text: bytes, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which lines hold more than white space; those that begin with none are not looked at."""
    filled: npt.NDArray[np.bool_] = np.diff(starts) > 1
    first = np.frombuffer(text, np.uint8)[starts[:-1]]
    for line in np.flatnonzero(filled & _MAY_BE_SPACE[first]).tolist():
        filled[line] = not text[starts[line] : starts[line + 1]].decode().isspace()
    return filled


def _only(filled: npt.NDArray[np.bool_], text: bytes, starts: npt.NDArray[np.int64]) -> bytes:
    """The text of some lines."""
    return np.frombuffer(text, np.uint8)[np.repeat(filled, np.diff(starts))].tobytes()


def _without(filled: npt.NDArray[np.bool_], starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Where some lines begin when the others are taken out."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.diff(starts)[filled])])
