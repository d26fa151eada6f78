"""What is in force: the lines of a coder on one transcript, folded in the order of their times.

The order in which lines stand in a file means nothing, and equal lines count once, so that two copies of a study are
merged by putting their lines together. The rules are written in `tests/spec/fold.md`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from qualcode.model.line import DecisionLine

OF_FORMAT_1 = "1-"
"""What names of codings of format 1 begin with."""
SAME_SUGGESTION = 0.5
"""Share of the characters of two spans that are in both (Jaccard), from which they are one suggestion."""
SuggestionAnswer = Literal["open", "accept", "reject", "same"]
"""What a coder says of a suggestion; `same`: the words got the code without it."""
_MAKES = frozenset({"code", "accept", "reject"})
_EDITS = frozenset({"change", "move", "remove", "memo"})


@dataclass(frozen=True)
class InForce:
    """Decisions of one coder on one transcript that hold now."""

    codings: tuple[DecisionLine, ...] = ()
    """Each `code` and `accept` as it is after all changes, in order of text."""
    rejected: tuple[DecisionLine, ...] = ()
    """Suggestions that were rejected."""
    looked: tuple[DecisionLine, ...] = ()
    """The first `looked` of each turn that was read to its end; its `blind` says how it was read."""
    again: tuple[DecisionLine, ...] = ()
    """Each `looked` with a code: a second look at whether the turn has it, after which all stayed as it was."""
    contradicting: tuple[tuple[DecisionLine, DecisionLine], ...] = ()
    """Pairs of an acceptance and a rejection of one suggestion, the one that holds first."""
    decided: tuple[DecisionLine, ...] = ()
    """Acceptances and rejections as the suggestions stood that were decided on."""
    undoes: tuple[str, ...] = ()
    """The lines that were written last, at one time: what an undo cancels now; those of format 1 are left out."""
    redoes: tuple[str, ...] = ()
    """The undos that were written last, where nothing was done since: what a redo cancels now."""
    unknown: tuple[DecisionLine, ...] = ()
    """Lines about a line that is not there, and lines whose name another one has; none of them is applied."""

    def answer(self, suggestion: DecisionLine) -> tuple[SuggestionAnswer, DecisionLine | None]:
        """What the coder says of a suggestion, and the line that says so: of those decided on, else of her codings."""
        place = suggestion.turn, suggestion.code
        for line in self._decided_at.get(place, ()):
            if decides_the_same(line, suggestion):
                return ("accept" if line.do == "accept" else "reject"), line
        for line in self._coded_at.get(place, ()):
            if overlap((line.start, line.end), (suggestion.start, suggestion.end)) >= SAME_SUGGESTION:
                return "same", line
        return "open", None

    @cached_property
    def _decided_at(self) -> Mapping[tuple[int, str], list[DecisionLine]]:
        return _by_place(self.decided)

    @cached_property
    def _coded_at(self) -> Mapping[tuple[int, str], list[DecisionLine]]:
        return _by_place(self.codings)


def _by_place(lines: Iterable[DecisionLine]) -> dict[tuple[int, str], list[DecisionLine]]:
    """Lines by turn and code."""
    found: dict[tuple[int, str], list[DecisionLine]] = {}
    for line in lines:
        found.setdefault((line.turn, line.code), []).append(line)
    return found


def fold_lines(lines: Iterable[DecisionLine]) -> InForce:
    """What holds after all lines.

    1. Lines are taken in order of time, then of their names; equal lines count once.
    2. `undo` cancels an earlier line, unless it is cancelled itself.
    3. `change`, `move`, `memo` and `remove` apply to the coding or rejection that they name, in order.
    4. Of two decisions on one suggestion, or between lines of two others of which they share one, the later one holds.
    """
    ordered = _in_order(lines)
    first = {line.id: line for line in reversed(ordered)}
    named = [line for line in ordered if first[line.id] is line]
    effective, undos_of_nothing = _without_undone(named)
    standing, edits_of_nothing = _apply_edits(effective)
    kept, contradicting = _later_decisions(standing)
    decided = sorted((entry.now for entry in kept), key=_in_text)
    same_name = [line for line in ordered if first[line.id] is not line]
    return InForce(
        tuple(line for line in decided if line.do != "reject"),
        tuple(line for line in decided if line.do == "reject"),
        tuple(_first_looks(effective)),
        tuple(line for line in effective if line.do == "looked" and line.code),
        contradicting,
        tuple(entry.suggested for entry in kept if entry.now.do != "code"),
        *_last_deeds(named, effective),
        tuple(sorted([*same_name, *undos_of_nothing, *edits_of_nothing], key=_order)),
    )


def _in_order(lines: Iterable[DecisionLine]) -> list[DecisionLine]:
    """Lines by time and name, each once."""
    ordered = sorted(set(lines), key=lambda line: (line.time, line.id))
    twice = any((one.time, one.id) == (other.time, other.id) for one, other in pairwise(ordered))
    return sorted(ordered, key=_order) if twice else ordered


def _order(line: DecisionLine) -> tuple[str, str, str]:
    return line.time, line.id, repr(line)


def _in_text(line: DecisionLine) -> tuple[int, int, int, str, str]:
    return line.turn, line.start, line.end, line.code, line.id


def _without_undone(lines: Sequence[DecisionLine]) -> tuple[list[DecisionLine], list[DecisionLine]]:
    """Lines that no `undo` in force cancels, and undos of nothing that stands before them."""
    place = {line.id: at for at, line in enumerate(lines)}
    cancelled: set[str] = set()
    lost = []
    for at in range(len(lines) - 1, -1, -1):  # backwards: whether an undo is in force, only later ones say
        line = lines[at]
        if line.do != "undo" or line.id in cancelled:
            continue
        if place.get(line.of, at) < at:
            cancelled.add(line.of)
        else:
            lost.append(line)
    return [line for line in lines if line.do != "undo" and line.id not in cancelled], lost


@dataclass(frozen=True)
class _Entry:
    """A coding or a rejection."""

    now: DecisionLine
    """It, after all edits."""
    suggested: DecisionLine
    """It, as the suggestion stood that was decided on: moved with its words, never changed."""


def _apply_edits(lines: Sequence[DecisionLine]) -> tuple[list[_Entry], list[DecisionLine]]:
    """Codings and rejections after their edits, without those removed; and edits of nothing that stands before them."""
    entries: dict[str, _Entry] = {}
    removed: set[str] = set()
    lost = []
    for line in lines:
        if line.do in _MAKES:
            entries[line.id] = _Entry(line, line)
        elif line.do in _EDITS and line.of not in entries:
            lost.append(line)
        elif line.do == "remove":
            removed.add(line.of)
        elif line.do in _EDITS:
            entry = entries[line.of]
            suggested = _edited(entry.suggested, line) if line.do == "move" else entry.suggested
            entries[line.of] = _Entry(_edited(entry.now, line), suggested)
    return [entry for name, entry in entries.items() if name not in removed], lost


def _edited(coding: DecisionLine, edit: DecisionLine) -> DecisionLine:
    """A coding after one edit; what the edit does not state stays."""
    if edit.do == "memo":
        return replace(coding, memo=edit.memo)
    coding = replace(coding, code=edit.code or coding.code, assertion=edit.assertion or coding.assertion)
    if edit.end <= edit.start:
        return coding
    coding = replace(coding, turn=edit.turn or coding.turn, turn_sha256=edit.turn_sha256 or coding.turn_sha256)
    return replace(coding, start=edit.start, end=edit.end, quote=edit.quote, prefix=edit.prefix, suffix=edit.suffix)


def _later_decisions(
    entries: Sequence[_Entry],
) -> tuple[list[_Entry], tuple[tuple[DecisionLine, DecisionLine], ...]]:
    """Entries without earlier decisions on the same suggestion; and the pairs that contradict each other."""
    kept: dict[int, _Entry] = {}
    numbers: dict[object, list[int]] = {}  # of entries that may be on the same, so that none is compared with all
    contradicting = []
    for number, entry in enumerate(entries):  # in order of their times
        about = _decided_on(entry.suggested)
        others = sorted({each for key in about for each in numbers.get(key, ()) if each in kept})
        earlier = [each for each in others if decides_the_same(kept[each].suggested, entry.suggested)]
        for each in earlier:
            before = kept.pop(each).now
            if (before.do, before.by) != (entry.now.do, entry.now.by):
                contradicting.append((entry.now, before))
        kept[number] = entry
        for key in about:
            numbers.setdefault(key, []).append(number)
    return list(kept.values()), tuple(contradicting)


def _decided_on(line: DecisionLine) -> Sequence[object]:
    """What lines that decide the same have in common."""
    if line.between or line.do == "code":
        return line.between
    return [(line.turn, line.code)]


def decides_the_same(one: DecisionLine, other: DecisionLine) -> bool:
    """Whether two lines accept or reject one suggestion: same code, same turn, half of their characters in common.

    Lines that decide between those of two others do where they share one; those of one time are one decision.
    """
    if one.between or other.between:
        return one.time != other.time and not set(one.between).isdisjoint(other.between)
    decisions = {one.do, other.do} <= {"accept", "reject"}
    same_turn = (one.turn, one.turn_sha256, one.code) == (other.turn, other.turn_sha256, other.code)
    return decisions and same_turn and overlap((one.start, one.end), (other.start, other.end)) >= SAME_SUGGESTION


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Share of the characters of two spans that are in both (Jaccard)."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def _last_deeds(
    lines: Sequence[DecisionLine], effective: Sequence[DecisionLine]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What an undo and a redo would cancel now."""
    by_name = {line.id: line for line in lines}
    cancelled = {line.of for line in lines if line.do == "undo"} - {line.id for line in effective}
    undos = [line for line in lines if line.do == "undo" and line.of in cancelled and line.id not in cancelled]
    undos = [line for line in undos if line.of in by_name and by_name[line.of].do != "undo"]
    deeds = [line for line in effective if not line.id.startswith(OF_FORMAT_1)]
    place = {line.id: at for at, line in enumerate(lines)}  # lines stand in their order
    since = max((place[line.id] for line in lines if line.do != "undo"), default=-1)
    open_undos = [line for line in undos if place[line.id] > since]
    return _latest(deeds), _latest(open_undos)


def _latest(lines: Sequence[DecisionLine]) -> tuple[str, ...]:
    last = max((line.time for line in lines), default="")
    return tuple(line.id for line in lines if line.time == last)


def _first_looks(lines: Sequence[DecisionLine]) -> list[DecisionLine]:
    looks: dict[int, DecisionLine] = {}
    for line in lines:
        if line.do == "looked" and not line.code:
            looks.setdefault(line.turn, line)
    return [looks[turn] for turn in sorted(looks)]
