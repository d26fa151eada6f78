"""QC120: a regular expression that can take for ever."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from qualcode.checks.check import Check, Remark, each_codebook, from_loader
from qualcode.checks.context import CheckContext, CodebookFile, at, written_terms
from qualcode.model.codebook import Codebook

REPEATING_QUANTIFIER = re.compile(r"[*+]|\{\d*,\}|\{\d{2,},?\d*\}")
"""Quantifiers that repeat without an end, or many times."""
_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d*,?\d*\})[?+]?")
_OPENING = re.compile(r"\?(?::|P?<\w+>)")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_SAMPLE = "".join(map(chr, range(0x250))) + "\u2009\u2013\u2019\u201d\u20ac\u4e2d"
"""A sample of letters, digits, blanks and signs."""


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
        many = bool(quantifier and REPEATING_QUANTIFIER.match(quantifier[0]) and not _is_possessive(quantifier[0]))
        if piece == "(":
            groups.append(_Group(at))
        elif piece == ")" and len(groups) > 1:
            closed = groups.pop()
            parted = closed.repeats and _is_parted(pattern[closed.start + 1 : at])
            if many and not parted and (closed.repeats or _overlap(closed.branches)):
                yield pattern[closed.start : quantifier.end() if quantifier else end]
            groups[-1].repeats |= many or closed.repeats
            groups[-1].branches[-1] += pattern[closed.start : end]
        elif piece == "|":
            groups[-1].branches.append("")
        else:
            groups[-1].repeats |= many
            groups[-1].branches[-1] += piece
        at = quantifier.end() if quantifier else end


def _is_parted(body: str) -> bool:
    """Whether a repeated group can split a text in one way only.

    So it is when between any two quantified pieces, or from one to itself in the next round, stands a piece that is
    always there and that neither can match, or when both match different characters.
    """
    pieces = [*_pieces(_OPENING.sub("", body, count=1) if body.startswith("?") else body)]
    if any(piece in ("(", ")", "|", "?") for piece, _ in pieces):
        return False
    loose = [at for at, (_, quantified) in enumerate(pieces) if quantified]
    return all(_is_apart(pieces, one, other) for one in loose for other in loose)


def _is_apart(pieces: Sequence[tuple[str, bool]], one: int, other: int) -> bool:
    own = [_characters(pieces[at][0]) for at in (one, other)]
    if one != other and own[0].isdisjoint(own[1]):
        return True
    between = range(one + 1, other if other > one else other + len(pieces))
    fixed = (piece for piece, quantified in (pieces[at % len(pieces)] for at in between) if not quantified)
    return any(_characters(piece).isdisjoint(own[0] | own[1]) for piece in fixed)


def _pieces(body: str) -> Iterator[tuple[str, bool]]:
    """Pieces of an expression without groups, each with whether it is quantified."""
    at = 0
    while at < len(body):
        piece = _piece(body, at)
        quantifier = _QUANTIFIER.match(body, at + len(piece))
        yield piece, quantifier is not None
        at = quantifier.end() if quantifier else at + len(piece)


@cache
def _characters(piece: str) -> frozenset[str]:
    """Characters of the sample that a piece matches; all of them for a piece that is no character."""
    try:
        shape = re.compile(piece, re.IGNORECASE | re.DOTALL)
    except re.error:
        return frozenset(_SAMPLE)
    return frozenset(each for each in _SAMPLE if shape.fullmatch(each)) or frozenset(_SAMPLE)


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


def _explosive(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Regular expressions that can split a text in very many ways."""
    for term in written_terms(codebook):
        part = next(explosive(term.text), "") if term.kind == "regex" else ""
        if part:
            message = f"`{part}` repeats what already repeats or overlaps, and can take for ever"
            yield Remark(message, *at(term, book.file), "let one of the two repeat: `(a+)+` is `a+`")


def find(context: CheckContext) -> Iterator[Remark]:
    """What the loader found, and expressions that may take for ever on an unlucky sentence."""
    yield from from_loader("slow-regex")(context)
    yield from each_codebook(_explosive)(context)


CHECK = Check(
    code="QC120",
    name="slow-pattern",
    level="error",
    reason="On an unlucky sentence such an expression runs until its time is up, and finds nothing",
    bad=r"terms: [{regex: '(\w+\s?)+!'}]",
    good=r"terms: [{regex: '(\w+\s)+!'}]",
    find=find,
    loader=("slow-regex",),
)
