"""Plain lines with one respondent a line (`--each line`)."""

from itertools import compress

from qualcode.model import Finding, Lines, Reading
from qualcode.readers.failure import empty


def read(name: str, text: str, findings: tuple[Finding, ...] = ()) -> Reading:
    """Make every line that is not empty a turn of its own, untouched; its speaker is the number of the line."""
    lines = text.split("\n")
    filled = [bool(line) and not line.isspace() for line in lines]
    turns = Lines(list(compress(range(1, len(lines) + 1), filled)), list(compress(lines, filled)))
    return Reading(turns, findings=findings, each=True) if turns else empty(name, findings)
