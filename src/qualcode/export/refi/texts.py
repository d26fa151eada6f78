"""A transcript as the plain text of other programs: one paragraph a turn, an empty line between them."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model import Turn
from qualcode.text.roles import UNRECOGNISED

_BETWEEN = "\n\n"


@dataclass(frozen=True)
class Rendered:
    """A text, and where the turns' own words stand in it."""

    text: str
    """Turns as `LABEL: words`; the empty lines are what tells a reader for certain that another speaker begins."""
    starts: tuple[int, ...]
    """For each turn, the code point at which its words begin."""


def render(turns: Iterable[Turn]) -> Rendered:
    """Write turns one below the other; words keep their length in code points, so that offsets can be added."""
    parts: list[str] = []
    starts = []
    at = 0
    for turn in turns:
        label = _label(turn.speaker)
        paragraph = f"{_BETWEEN if parts else ''}{label}{_plain(turn.text)}"
        starts.append(at + len(paragraph) - len(turn.text))
        parts.append(paragraph)
        at += len(paragraph)
    parts.append("\n")
    return Rendered("".join(parts), tuple(starts))


def _label(speaker: str) -> str:
    said = "" if speaker == UNRECOGNISED else _plain(speaker)
    return f"{said}: " if said else ""


def _plain(text: str) -> str:
    """LF is the only line end; the length stays, since positions count every code point."""
    return text.replace("\r", "\n")
