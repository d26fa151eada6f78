"""Backchannels: listening sounds that do not end the other speaker's turn."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from qualcode.model import Turn
from qualcode.text.marks import spans
from qualcode.text.tokens import keys
from qualcode.text.wordlists import load

_LONGEST = 60
"""Characters from which a turn is no listening sound; spares the look at long turns."""
LONGEST_BACKCHANNEL = 8
"""Words that a listening sound has at most."""
_ASKED = re.compile(r"[?？؟][\s!.…\"'”’»)\]]*\Z")


def with_continues(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Mark speech that was resumed after a backchannel with the number of the turn that it continues.

    *A: ... B: hmm. A: ...* is one speech of A with a listening sound of B in it. A short answer to a question is no
    backchannel, so nothing continues a turn that ends with a question mark.
    """
    listening = [bool(turn.speaker) and is_backchannel(turn.text) for turn in turns]
    resumed: list[Turn] = []
    for place, turn in enumerate(turns):
        first = _resumes(resumed, listening, place, turn.speaker)
        resumed.append(replace(turn, continues=first) if first else turn)
    return tuple(resumed)


def _resumes(before: Sequence[Turn], listening: Sequence[bool], place: int, speaker: str) -> int | None:
    """Give the number of the first turn of the speech that the turn at `place` takes up again, or None."""
    earlier = place - 1
    while earlier >= 0 and listening[earlier] and before[earlier].speaker != speaker:
        earlier -= 1
    # A listening sound is no speech that could be resumed.
    if not speaker or earlier < 0 or earlier == place - 1 or listening[earlier]:
        return None
    turn = before[earlier]
    if turn.speaker != speaker or _asks(turn.text):
        return None
    return turn.continues or turn.turn


def is_backchannel(text: str) -> bool:
    """Tell whether a turn consists of listed listening sounds only, whatever marks stand beside them."""
    if len(text) > _LONGEST or _asks(text):
        return False
    said = keys(_without_marks(text))
    return 0 < len(said) <= LONGEST_BACKCHANNEL and _covered(tuple(said))


def _asks(text: str) -> bool:
    return _ASKED.search(_without_marks(text[-200:]).rstrip()) is not None


def _without_marks(text: str) -> str:
    for start, end in reversed(spans(text)):
        text = text[:start] + " " + text[end:]
    return text


def _covered(said: tuple[str, ...]) -> bool:
    """Tell whether words can be divided into listed sounds (*iya*, *oh iya*, *hmm iya*)."""
    if not said:
        return True
    return any(said[:length] in _listed() and _covered(said[length:]) for length in range(1, len(said) + 1))


@cache
def _listed() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(keys(entry)) for entry in load("backchannels"))
