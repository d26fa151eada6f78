"""Whether a negator denies the next one of its clause."""

from oracle.terms import Span
from oracle.turns import Turn
from qualcode.languages import current

BETWEEN = 8
"""At most this many words stand between the two."""


def denied(turn: Turn, first: Span, second: Span) -> bool:
    """Whether the second of two neighbouring negators of a clause is denied by the first."""
    keys = [word.key for word in turn.words]
    one, other, between = keys[first[1] - 1], keys[second[1] - 1], keys[first[1] : second[0]]
    if second[0] < first[1] or len(between) > BETWEEN or any(_is(key, "coordinators") for key in [*between, other]):
        return False
    if _is(other, "without") and not _is(one, "without"):
        return True
    if _says_there_is_none(one, between) and _opens(between):
        return True
    if _is_of_a_subject(one, other, between):
        return True
    if between and second[1] < len(keys) and between[0] == keys[second[1]]:  # *tidak bisa masuk tidak bisa duduk*
        return False
    return _is_bridged(between) or _is_linked(one, other, between)


def _is(key: str, kind: str) -> bool:
    return key in current().words("double_negation", kind)


def _says_there_is_none(one: str, between: list[str]) -> bool:
    return any(_is(key, "existence") for key in [one, *between[:1]]) or _is(one, "contrary")


def _opens(between: list[str]) -> bool:
    """Whether a relative word stands there, and only links behind it."""
    while between and not _is(between[-1], "relatives"):
        if not _is(between[-1], "links"):
            return False
        between = between[:-1]
    return bool(between)


def _is_of_a_subject(one: str, other: str, between: list[str]) -> bool:
    if _is(other, "contrary"):
        return False
    about = bool(between) and _is(between[0], "subjects") and _is(one, "outer") and one != other
    return about or (_is(one, "contrary") and len(between) <= 1)


def _is_bridged(between: list[str]) -> bool:
    """Whether a bridge stands there, and only links before it."""
    while between and not _is(between[0], "bridges"):
        if not _is(between[0], "links"):
            return False
        between = between[1:]
    return bool(between)


def _is_linked(one: str, other: str, between: list[str]) -> bool:
    if _is(other, "concord") or not all(_is(key, "links") for key in between):
        return False
    if between and not _is(one, "answers"):
        return True
    return _is(one, "outer") and (bool(between) or one != other)
