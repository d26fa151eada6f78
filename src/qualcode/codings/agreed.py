"""What two coders agree on: the codings that both gave, and decisions on their differences.

Only the decisions are stored: what both gave is derived from their lines each time, and so stays current. The rules are
in `docs/review.md`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from qualcode.codings.looked import turns_looked_at
from qualcode.corpus.frame import Bools, Frame
from qualcode.model.coding import Agreed, Coder, PersonCoding
from qualcode.model.finding import Finding
from qualcode.model.line import DecisionLine
from qualcode.store.decisions import as_coding, read_decisions, read_force
from qualcode.store.fold import InForce, overlap
from qualcode.store.study import OpenStudy

DifferenceKind = Literal["only", "code", "borders", "assertion"]
Sides = tuple[DecisionLine | None, DecisionLine | None]
_WORDS = re.compile(r"\w(?:.*\w)?", re.DOTALL)
"""A quote without punctuation and blanks at its ends."""


@dataclass(frozen=True)
class CodingDifference:
    """One difference between two coders: at most one coding of each, side by side."""

    kind: DifferenceKind
    """`only`: one of them coded it; `code`: overlapping words have different codes; `borders`: the same code has other
    ends; `assertion`: it has another assertion status."""
    sides: Sides
    """The coding of the first coder and that of the second one."""
    decisions: tuple[DecisionLine, ...] = ()
    """The codings that were decided on, or the rejection of both; empty while it is open."""

    @property
    def between(self) -> tuple[str, ...]:
        """Names of the lines to decide between: what `between` of a decision holds."""
        return tuple(side.id for side in self.sides if side)

    @property
    def place(self) -> tuple[int, int, int, str]:
        """Its place in the text: turn, start, end, and a code to tell several apart."""
        shown = [line for line in (*self.sides, *self.decisions) if line]
        return min((line.turn, line.start, line.end, line.code) for line in shown)


@dataclass(frozen=True)
class Adjudication:
    """Two coders on one transcript."""

    agreed: tuple[Sides, ...]
    """Codings that both gave: the same words, code and assertion."""
    differences: tuple[CodingDifference, ...]
    """All differences, open and decided, in order of text."""


def compare_two(one: InForce, other: InForce, decided: InForce) -> Adjudication:
    """Compare the codings of two coders on one transcript, with what was decided between them.

    1. A decision stays in force, whatever becomes of its two lines.
    2. Of the other codings in one turn, the most similar are paired first, by code, assertion and overlap; each is in
       one pair, and both must overlap.
    3. A pair with the same code, assertion and words is agreed; punctuation and blanks at the ends do not count.
    4. Every other pair, and every coding without a pair, is a difference.
    """
    settled = list(_settled(one, other, decided))
    names = {name for each in settled for line in each.decisions for name in line.between}
    agreed, differences = [], settled
    for sides in _side_by_side(_distinct(one, names), _distinct(other, names)):
        kind = _kind(sides)
        if kind:
            differences.append(CodingDifference(kind, sides))
        else:
            agreed.append(sides)
    return Adjudication(tuple(agreed), tuple(sorted(differences, key=lambda each: each.place)))


def _settled(one: InForce, other: InForce, decided: InForce) -> Iterator[CodingDifference]:
    """The decided differences, whether or not their lines are still in force."""
    groups: dict[frozenset[str], list[DecisionLine]] = {}
    for line in (*decided.codings, *decided.rejected):
        if line.between:
            groups.setdefault(frozenset(line.between), []).append(line)
    for names, lines in groups.items():
        sides = tuple(next((line for line in force.codings if line.id in names), None) for force in (one, other))
        yield CodingDifference(_kind(sides) or "only", sides, tuple(lines))  # type: ignore[arg-type]  # two of them


def _distinct(force: InForce, settled: set[str]) -> list[DecisionLine]:
    """The distinct codings without a decision."""
    first: dict[object, DecisionLine] = {}
    for line in force.codings:
        if line.id not in settled:
            first.setdefault((line.turn, line.start, line.end, line.code, _assertion(line)), line)
    return list(first.values())


def _side_by_side(one: Sequence[DecisionLine], other: Sequence[DecisionLine]) -> Iterator[Sides]:
    """Pairs of overlapping codings, the most similar first; then codings without a partner."""
    turns: dict[int, list[DecisionLine]] = {}
    for line in other:
        turns.setdefault(line.turn, []).append(line)
    pairs = [(mine, theirs) for mine in one for theirs in turns.get(mine.turn, ()) if _overlap(mine, theirs)]
    left, right = {line.id: line for line in one}, {line.id: line for line in other}
    for mine, theirs in sorted(pairs, key=_unlikeness):
        if mine.id in left and theirs.id in right:
            yield left.pop(mine.id), right.pop(theirs.id)
    yield from ((mine, None) for mine in left.values())
    yield from ((None, theirs) for theirs in right.values())


def _unlikeness(pair: tuple[DecisionLine, DecisionLine]) -> tuple[object, ...]:
    mine, theirs = pair
    places = [(line.start, line.end, line.code, line.id) for line in pair]
    return mine.code != theirs.code, _assertion(mine) != _assertion(theirs), -_overlap(mine, theirs), *places


def _kind(sides: Sequence[DecisionLine | None]) -> DifferenceKind | None:
    """How two codings differ; None if they agree."""
    mine, theirs = sides
    if not mine or not theirs:
        return "only"
    if mine.code != theirs.code:
        return "code"
    if _assertion(mine) != _assertion(theirs):
        return "assertion"
    return None if (mine.turn, _words(mine)) == (theirs.turn, _words(theirs)) else "borders"


def _assertion(line: DecisionLine) -> str:
    return line.assertion or "affirmed"


def _overlap(one: DecisionLine, other: DecisionLine) -> float:
    return overlap(_words(one), _words(other))


def _words(line: DecisionLine) -> tuple[int, int]:
    """The span without punctuation and blanks at its ends."""
    found = _WORDS.search(line.quote)
    return (line.start + found.start(), line.start + found.end()) if found else (line.start, line.end)


def agreed_lines(adjudication: Adjudication, decided: InForce) -> list[DecisionLine]:
    """The codings in force of the coder who stands for two: what both gave, as the first gave it, and decisions."""
    both = [replace(mine, memo=_memos(mine, theirs)) for mine, theirs in adjudication.agreed if mine and theirs]
    return [*both, *decided.codings]


def _memos(*lines: DecisionLine) -> str:
    return "\n".join(dict.fromkeys(line.memo for line in lines if line.memo))


def read_agreed(study: OpenStudy, frame: Frame, coder: Coder) -> tuple[list[PersonCoding], list[Finding], Agreed]:
    """The codings in force of a coder who stands for two others, findings about bad lines, and how they came about.

    Only turns that both have looked at are compared.
    """
    looked = turns_looked_at(study, frame, coder).turns
    codings: list[PersonCoding] = []
    findings: list[Finding] = []
    at_once, by, still_open = 0, Counter[str](), 0
    for transcript in _transcripts(study, coder):
        forces, wrong = forces_of(study, coder, transcript, _numbers(frame, transcript, looked))
        made = compare_two(*forces)
        codings += [as_coding(line, coder.coder, transcript) for line in agreed_lines(made, forces[2])]
        findings += wrong
        at_once += len(made.agreed)
        by.update(each.decisions[0].by for each in made.differences if each.decisions)
        still_open += sum(not each.decisions for each in made.differences)
    return codings, findings, Agreed(coder.between, at_once, dict(sorted(by.items())), still_open)


def forces_of(
    study: OpenStudy, coder: Coder, transcript: str, turns: Iterable[int] | None = None
) -> tuple[tuple[InForce, InForce, InForce], list[Finding]]:
    """What is in force on a transcript, for both coders and the one who stands for them; findings about bad lines.

    With `turns`, only the two coders' codings in these turns.
    """
    names = (*coder.between, coder.coder)
    one, other, decided = (read_force(study.layout, study.name, name, transcript) for name in names)
    findings = [each for name in names for each in read_decisions(study.layout, study.name, name, transcript)[1]]
    if turns is not None:
        kept = set(turns)
        one, other = (
            replace(force, codings=tuple(line for line in force.codings if line.turn in kept)) for force in (one, other)
        )
    return (one, other, decided), findings


def _transcripts(study: OpenStudy, coder: Coder) -> list[str]:
    """Transcripts of which one of the three has codings."""
    return sorted({each for name in (*coder.between, coder.coder) for each in study.layout.coded_ids(study.name, name)})


def _numbers(frame: Frame, transcript: str, looked: Bools | None) -> Sequence[int] | None:
    """Numbers of the turns of a transcript that both have looked at; None: all."""
    if looked is None or transcript not in frame.transcripts:
        return None
    own = frame.turn_transcript == frame.transcripts.index(transcript)
    return np.asarray(frame.turn_number[own & looked]).tolist()  # type: ignore[no-any-return]
