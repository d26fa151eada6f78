"""The lines of a source, with what its format says about each."""

from typing import NamedTuple


class Line(NamedTuple):
    """A line of text on its way to a turn."""

    text: str
    """What it says, without the markup of its format."""
    number: int
    """Place in the source, counted in the unit of the format: line, cue, row, paragraph."""
    at: int | None = None
    """Line in the source file, from 1, for findings; None where the format has no lines."""
    lead: int = 0
    """How many characters at its beginning are emphasised (bold names in Word)."""
    speaker: str | None = None
    """Label that the format itself states (`<v Name>`, a speaker column); None: it says nothing."""
    may_label: bool = True
    """False where a name and a colon at the beginning are certainly text."""
    heading: bool = False
    """True for a heading: it is nobody's speech."""
    start_s: float | None = None
    """Start in seconds, where the format states it."""
    end_s: float | None = None
    """End in seconds, where the format states it."""


def plain_lines(text: str, first: int = 1) -> list[Line]:
    """Cut a text at its LF characters, and nowhere else; `first` is the number of the first line."""
    return [Line(line, number, number) for number, line in enumerate(text.split("\n"), first)]
