"""Who asks in a conversation: for each speaker, how many of the turns are questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qualcode.model import Turn
from qualcode.text import tokens, wordlists


@dataclass(frozen=True)
class Asking:
    """How one speaker takes part in a conversation."""

    turns: int
    """Turns that say more than a backchannel."""
    share: float
    """Share of these turns that ask something, 0 to 1."""
    words: float
    """Mean number of words of these turns."""
    first: bool
    """True for the speaker who speaks first."""


def measure(turns: Sequence[Turn]) -> dict[str, Asking]:
    """Measure for each speaker label how much it asks and speaks."""
    said: dict[str, list[Turn]] = {}
    for turn in turns:
        said.setdefault(turn.speaker, []).append(turn)
    first = next((turn.speaker for turn in turns if turn.speaker and turn.text.strip()), "")
    return {speaker: _of_one(own, speaker == first) for speaker, own in said.items()}


def _of_one(turns: Sequence[Turn], first: bool) -> Asking:
    """Measure one speaker; listening sounds are neither questions nor answers."""
    words = [(turn.text, tokens.keys(turn.text)) for turn in turns]
    telling = [(text, keys) for text, keys in words if " ".join(keys) not in _backchannels() and keys]
    if not telling:
        return Asking(0, 0.0, 0.0, first)
    asked = sum(asks(text, keys) for text, keys in telling)
    return Asking(
        turns=len(telling),
        share=asked / len(telling),
        words=sum(len(keys) for _, keys in telling) / len(telling),
        first=first,
    )


def asks(text: str, keys: Sequence[str]) -> bool:
    """Tell whether a turn asks: a question mark, a question word in a short turn, or the words of a request to tell.

    Transcripts of recognisers have no question marks; a long turn without one rather tells than asks.
    """
    if "?" in text or "؟" in text:
        return True
    if len(keys) > 40:
        return False
    begin = {" ".join(keys[:count]) for count in (1, 2)}
    return not begin.isdisjoint(_openers()) or (len(keys) <= 15 and not _question_words().isdisjoint(keys))


@cache
def _backchannels() -> frozenset[str]:
    return frozenset(wordlists.load("backchannels"))


@cache
def _openers() -> frozenset[str]:
    return frozenset(wordlists.load("question_openers"))


@cache
def _question_words() -> frozenset[str]:
    return frozenset(wordlists.load("question_words"))
