"""The yes or no that answers a question."""

from oracle.assertion import Cues
from oracle.hits import Hit
from oracle.terms import Span, matches_of_any
from oracle.turns import Turn
from qualcode.languages import current
from qualcode.model.codebook import Term

REACH = 3
"""The yes or no begins among this many first words."""


def answer(turn: Turn, cue: Cues) -> list[Hit]:
    """The yes or no, if any, in the first segment that holds words: the first one, the longest of several."""
    first = [word for word in turn.words if word.segment == turn.words[0].segment] if turn.words else []
    for at in range(min(REACH, len(first))):
        yes, no = _longest("affirmations", at, turn), _longest("denials", at, turn)
        if no and (not yes or no[1] >= yes[1]):
            return [Hit(*no, (no,), denies=True)]
        if yes:
            behind = _longest("denials", yes[1], turn) if yes[1] < len(first) else None
            if behind and not cue.speech.begins(yes[1]):
                whole = yes[0], behind[1]
                return [Hit(*whole, (whole,), denies=True)]
            return [Hit(*yes, (yes,))]
    return []


def _longest(name: str, at: int, turn: Turn) -> Span | None:
    """The longest entry of a list that begins at a word; whatever negates is a no."""
    entries = [*current().words(name), *(current().words("negators") if name == "denials" else ())]
    spans = matches_of_any([Term(entry, level="exact") for entry in entries], turn)
    return max((span for span in spans if span[0] == at), default=None)
