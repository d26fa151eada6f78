"""Codings: hits of one code in one segment, put in one way, that overlap or touch."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from oracle.assertion import Cues, assertion, cues
from oracle.hits import Hit, hits
from oracle.terms import Span, matches_of_any
from oracle.turns import Turn, read
from qualcode.model import Code, Codebook
from qualcode.text.sentences import How


@dataclass(frozen=True, order=True)
class Coding:
    """One passage that carries a code; offsets are code points of the turn, turns and segments count from 0."""

    turn: int
    start: int
    end: int
    code: str
    assertion: str
    segment: int
    rules: tuple[str, ...]
    matched: tuple[Span, ...]
    prompted: bool


def code_turns(
    codebook: Codebook,
    texts: Sequence[str],
    how: How = "sentence",
    coded: Sequence[bool] = (),
    asked: Sequence[int] = (),
) -> list[Coding]:
    """All codings of some turns, sorted.

    `coded` says which turns are looked at (empty: all), `asked` which turn holds the question before each, or -1.
    """
    turns = [read(text, how) for text in texts]
    found = []
    for number, turn in enumerate(turns):
        if coded and not coded[number]:
            continue
        cue = cues(turn)
        question = turns[asked[number]] if asked and asked[number] >= 0 else None
        for code in codebook.codes:
            prompted = question is not None and _brings_up(question, code)
            found += [_coding(number, turn, code, group, prompted) for group in _groups(turn, code, cue)]
    return sorted(found)


@dataclass(frozen=True)
class _Put:
    """A hit with its rule and how it is put."""

    hit: Hit
    rule: str
    assertion: str
    segment: int


def _groups(turn: Turn, code: Code, cue: Cues) -> list[list[_Put]]:
    """Hits of one code that are one coding."""
    kinds: dict[tuple[int, str], list[_Put]] = defaultdict(list)
    for put in sorted(_put_hits(turn, code, cue), key=lambda put: (put.hit.first, put.hit.last)):
        kinds[put.segment, put.assertion].append(put)
    return [group for alike in kinds.values() for group in _unite(alike)]


def _put_hits(turn: Turn, code: Code, cue: Cues) -> list[_Put]:
    found = []
    for rule in code.rules:
        for hit in hits(rule, turn):
            how = assertion(hit, turn, cue, rule.negation)
            if not (rule.negation == "drop" and how == "negated"):
                found.append(_Put(hit, rule.rule, how, turn.words[hit.first].segment))
    return found


def _unite(alike: list[_Put]) -> list[list[_Put]]:
    """Join hits, sorted by place, between which no word lies."""
    groups: list[list[_Put]] = []
    for put in alike:
        if groups and put.hit.first <= max(other.hit.last for other in groups[-1]):
            groups[-1].append(put)
        else:
            groups.append([put])
    return groups


def _coding(number: int, turn: Turn, code: Code, group: list[_Put], prompted: bool) -> Coding:
    first = min(put.hit.first for put in group)
    last = max(put.hit.last for put in group)
    start, end = _points(turn, (first, last))
    return Coding(
        turn=number,
        start=start,
        end=end,
        code=code.code,
        assertion=group[0].assertion,
        segment=group[0].segment,
        rules=tuple(sorted({put.rule for put in group})),
        matched=tuple(_points(turn, part) for part in _joined({part for put in group for part in put.hit.parts})),
        prompted=prompted,
    )


def _joined(parts: set[Span]) -> list[Span]:
    """Matched words with those that share a word joined; neighbours stay apart."""
    joined: list[Span] = []
    for first, last in sorted(parts):
        if joined and first < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


def _points(turn: Turn, span: Span) -> Span:
    """First code point of the first word, and the one after the last word."""
    return turn.words[span[0]].start, turn.words[span[1] - 1].end


def _brings_up(question: Turn, code: Code) -> bool:
    """Whether a question holds a topic term: of an `any` rule, or of the first list of another rule."""
    return any(matches_of_any(rule.lists[0], question) for rule in code.rules)
