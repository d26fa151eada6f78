"""Lines of a coder: each decision that a person took on a transcript, one line each, never changed afterwards."""

from dataclasses import dataclass
from typing import Literal

Deed = Literal["code", "accept", "reject", "change", "move", "remove", "memo", "looked", "undo"]
"""What a line does:

- `code`: a passage gets a code; `accept`: what rules suggest becomes a coding of this coder; `reject`: it does not.
- `change`: a coding gets other ends, another code or another assertion status; `move`: it follows its words into a
  corrected transcript; `remove`: it goes, or a rejection is taken back; `memo`: it gets a remark.
- `looked`: a turn was read to its end; `undo`: another line does not count.
"""
DEEDS: tuple[Deed, ...] = ("code", "accept", "reject", "change", "move", "remove", "memo", "looked", "undo")


@dataclass(frozen=True)
class DecisionLine:
    """One decision of a coder on one transcript."""

    do: Deed
    """What it does."""
    id: str
    """Its name, by which later lines speak of it; of a line of format 1, a hash of the line."""
    time: str = ""
    """When it was taken, UTC to the millisecond; lines are applied in this order, those without a time first."""
    of: str = ""
    """The line that a `change`, `move`, `remove`, `memo` or `undo` is about."""
    turn: int = 0
    """Turn, from 1."""
    code: str = ""
    """Code."""
    start: int = 0
    """First code point of the span in the turn's text."""
    end: int = 0
    """Code point after the span."""
    quote: str = ""
    """The span's text when the line was written."""
    prefix: str = ""
    """Up to 32 characters before the span."""
    suffix: str = ""
    """Up to 32 characters after the span."""
    turn_sha256: str = ""
    """Hash of the turn's text when the line was written."""
    assertion: str = ""
    """Assertion status; empty in a `change` that leaves it as it is."""
    rules: tuple[str, ...] = ()
    """Rules that suggested what is accepted or rejected."""
    codebook_sha256: str = ""
    """First digits of the hash of the codebook whose rules these were."""
    blind: bool = False
    """Whether no suggestion was to be seen when it was taken."""
    memo: str = ""
    """Remark."""
    by: str = ""
    """Who decided, where a coder stands for what two others agreed on."""
    between: tuple[str, ...] = ()
    """Lines of the two others, by their names, that this decides between; `memo` says why."""
