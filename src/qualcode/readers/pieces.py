"""Pieces of speech, and the turns that they make."""

from collections.abc import Iterable
from typing import NamedTuple

from qualcode.model import Turn
from qualcode.readers.continues import with_continues


class Piece(NamedTuple):
    """A stretch of one speaker's speech, as one place of the source gives it."""

    speaker: str
    text: str
    place: str
    start_s: float | None = None
    end_s: float | None = None
    message: bool = False
    """True for a message of a chat, which ends where it ends, with a full stop or without."""


def turns(pieces: Iterable[Piece]) -> tuple[Turn, ...]:
    """Make turns: neighbouring pieces of one speaker are joined by LF, pieces without text dropped.

    Between messages of a chat stands an empty line, so that each is a paragraph and no segment runs over its end.

    White space at both ends of a piece goes; everything inside stays. Speech resumed after a backchannel says which
    turn it continues.
    """
    grouped: list[list[Piece]] = []
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        trimmed = piece if text == piece.text else piece._replace(text=text)
        if grouped and grouped[-1][0].speaker == piece.speaker:
            grouped[-1].append(trimmed)
        else:
            grouped.append([trimmed])
    return with_continues([_turn(number, group) for number, group in enumerate(grouped, 1)])


def _turn(number: int, group: list[Piece]) -> Turn:
    first = group[0]
    if len(group) == 1:
        return Turn(number, first.speaker, first.text, first.start_s, first.end_s, first.place)
    ends = [piece.end_s for piece in group if piece.end_s is not None]
    starts = [piece.start_s for piece in group if piece.start_s is not None]
    return Turn(
        turn=number,
        speaker=first.speaker,
        text=("\n\n" if first.message else "\n").join(piece.text for piece in group),
        start_s=starts[0] if starts else None,
        end_s=max(ends, default=None),
        place=first.place,
    )
