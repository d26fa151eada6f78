"""Counts made the slow way: sets and loops over the records of a test, to compare with the arrays."""

from collections.abc import Sequence
from fractions import Fraction
from statistics import median
from typing import Any

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.model.codebook import Code
from tables.study import MARK, TOKEN, Said


def count(made: Frame, given: Codings, said: Sequence[Said], group: str | None, by: str) -> dict[str, dict[str, Any]]:
    """Code -> its numbers in one block."""
    inside = [
        at
        for at, turn in enumerate(said)
        if turn.role == "participant" and (not by or turn.attributes.get(by) == group)
    ]
    words = {at: len(TOKEN.findall(MARK.sub("", said[at].text))) for at in inside}
    own: dict[str, int] = {}
    for at in inside:
        name = said[at].respondent
        if name and words[at]:
            own[name] = own.get(name, 0) + words[at]
    return {
        code.code: _cell(made, given, said, _mentions(made, given, code, set(inside)), own, sum(words.values()))
        for code in given.codes
    }


def _cell(made, given, said, mentions, own, words) -> dict[str, Any]:
    rates = {name: Fraction(0) for name in own}
    for mention in mentions:
        name = said[given.turn[mention[0]]].respondent
        if name in own:
            rates[name] += Fraction(1000, own[name])
    turns = {int(given.turn[mention[0]]) for mention in mentions}
    prompted = sum(any(given.prompted[at] for at in mention) for mention in mentions)
    return {
        "respondents": sum(rate > 0 for rate in rates.values()),
        "respondents_total": len(own),
        "sessions": len({said[turn].session or said[turn].transcript for turn in turns}),
        "turns": len({int(made.turn_counted[turn]) for turn in turns}),
        "segments": len({segment for mention in mentions for at in mention for segment in _segments(made, given, at)}),
        "mentions": len(mentions),
        "per_1000_words": half_up(Fraction(1000 * len(mentions), words), 2) if words else None,
        "median_per_1000_words": half_up(Fraction(median(rates.values())), 2) if own else None,
        "prompted_pct": half_up(Fraction(100 * prompted, len(mentions)), 1) if mentions else None,
    }


def half_up(value: Fraction, decimals: int) -> float:
    return int(value * 10**decimals + Fraction(1, 2)) / 10**decimals


def _mentions(made: Frame, given: Codings, code: Code, inside: set[int]) -> list[list[int]]:
    """Mentions as lists of codings: united until no two can be."""
    family = _family(given.codes, code.code)
    found = [
        [at]
        for at in range(len(given.code))
        if given.codes[given.code[at]].code in family and given.assertion[at] == 0 and given.turn[at] in inside
    ]
    if len(family) == 1:
        return found
    while pair := next(
        ((a, b) for a in found for b in found if a is not b and any(_unite(made, given, x, y) for x in a for y in b)),
        None,
    ):
        a, b = pair
        found = [each for each in found if each is not a and each is not b] + [a + b]
    return found


def _unite(made: Frame, given: Codings, x: int, y: int) -> bool:
    if given.turn[x] != given.turn[y] or not _segments(made, given, x) & _segments(made, given, y):
        return False
    return bool(given.token_start[x] <= given.token_end[y] and given.token_start[y] <= given.token_end[x])


def _segments(made: Frame, given: Codings, at: int) -> set[int]:
    start, end = int(given.start[at]), int(given.end[at])
    return {
        segment
        for segment in range(len(made.segment_turn))
        if made.segment_turn[segment] == given.turn[at]
        and made.segment_start[segment] < end
        and start < made.segment_end[segment]
    }


def _family(codes: Sequence[Code], top: str) -> set[str]:
    family = {top}
    while more := {code.code for code in codes if code.parent in family} - family:
        family |= more
    return family


def units(made: Frame, given: Codings, said: Sequence[Said], unit: str) -> tuple[list, dict[str, set]]:
    """All units of participants, and for each code those that mention it."""
    inside = {at for at, turn in enumerate(said) if turn.role == "participant"}
    people = {said[at].respondent for at in inside if made.turn_words[at]} - {None}
    every = {
        "segment": [at for at, turn in enumerate(made.segment_turn.tolist()) if turn in inside],
        "turn": sorted({int(made.turn_counted[at]) for at in inside}),
        "respondent": sorted(people),
    }[unit]
    found: dict[str, set] = {}
    for code in given.codes:
        codings = [at for mention in _mentions(made, given, code, inside) for at in mention]
        turns = [int(given.turn[at]) for at in codings]
        found[code.code] = {
            "segment": {segment for at in codings for segment in _segments(made, given, at)},
            "turn": {int(made.turn_counted[turn]) for turn in turns},
            "respondent": {said[turn].respondent for turn in turns} & people,
        }[unit]
    return every, found


def kin(codes: Sequence[Code], one: str, other: str) -> bool:
    return other in _family(codes, one) or one in _family(codes, other)
