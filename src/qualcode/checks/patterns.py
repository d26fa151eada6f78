"""Regular expressions read without running them: what in their shape can take for ever, or match nothing at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

MANY = re.compile(r"[*+]|\{\d*,\}|\{\d{2,},?\d*\}")
"""Quantifiers that repeat without an end, or many times."""
_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d*,?\d*\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)


@dataclass
class _Group:
    """A group while it is read."""

    start: int
    repeats: bool = False
    """Whether something in it repeats without an end."""
    branches: list[str] = field(default_factory=lambda: [""])
    """Text of its alternatives."""


def explosive(pattern: str) -> Iterator[str]:
    """Parts of a pattern that repeat something which repeats itself, or alternatives that can match the same.

    Such parts can split a text in very many ways, and all are tried before the search fails: `(a+)+`, `(a|a)*`.
    """
    groups = [_Group(0)]
    at = 0
    while at < len(pattern):
        piece = _piece(pattern, at)
        end = at + len(piece)
        quantifier = _QUANTIFIER.match(pattern, end) if piece not in ("(", "|") else None
        many = bool(quantifier and MANY.match(quantifier[0]) and not _is_possessive(quantifier[0]))
        if piece == "(":
            groups.append(_Group(at))
        elif piece == ")" and len(groups) > 1:
            closed = groups.pop()
            if many and (closed.repeats or _overlap(closed.branches)):
                yield pattern[closed.start : quantifier.end() if quantifier else end]
            groups[-1].repeats |= many or closed.repeats
            groups[-1].branches[-1] += pattern[closed.start : end]
        elif piece == "|":
            groups[-1].branches.append("")
        else:
            groups[-1].repeats |= many
            groups[-1].branches[-1] += piece
        at = quantifier.end() if quantifier else end


def _piece(pattern: str, at: int) -> str:
    """One character, escape or set; a group's opening is one bracket."""
    if pattern[at] == "\\":
        return pattern[at : at + 2]
    found = _CLASS.match(pattern, at)
    return found[0] if found else pattern[at]


def _is_possessive(quantifier: str) -> bool:
    """`a++` gives nothing back, so it cannot be split in many ways."""
    return len(quantifier) > 1 and quantifier.endswith("+")


def _overlap(branches: list[str]) -> bool:
    """Whether an alternative is the beginning of another one, empty ones included."""
    plain = sorted(branch.removeprefix("?:") for branch in branches)
    return any(after.startswith(before) for before, after in pairwise(plain))  # sorted, a beginning stands just before
