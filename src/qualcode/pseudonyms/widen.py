"""Wider values for attributes: ages and dates as ranges, and rare values together until nobody is alone.

A combination of attributes that fewer than k respondents share may identify somebody, though no name is left. Rare
values are put together, the rarest first, until each combination is shared by k: numbers and ordered values with the
next one, others with the group that the user gives, then as `other`. What can be told apart again is; what stays alone
is listed.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.codebook.edit import SourceSpan, yaml_spans
from qualcode.model.finding import study_error
from qualcode.store.atomic import read_bytes
from qualcode.text.dates import readings

MERGED = "other"
_AGES = frozenset({"age", "umur", "usia"})
_NOT_QUASI = frozenset({"split", "consent", "session", "date", "tanggal", "tgl"})
"""Attributes that say nothing of a person, or that are widened in another way."""
_DECADE = 10


@dataclass(frozen=True)
class Wider:
    """What the values of attributes become."""

    values: Mapping[str, Mapping[str, str]]
    """Attribute -> old value -> the wider one."""
    alone: tuple[tuple[tuple[str, ...], int], ...] = ()
    """Combinations that fewer than k respondents share all the same, and how many do."""
    quasi: tuple[str, ...] = ()
    """Attributes whose combinations were looked at."""
    lost: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    """Attribute -> distinct values before and after, and respondents whose value became wider."""


NOTHING_WIDER = Wider({})


def range_of(name: str, value: str) -> str:
    """An age as ten years, a date as its year; anything else stays."""
    if name.lower() in _AGES and (found := re.fullmatch(r"\s*(\d{1,3})(?:\s*(?:tahun|th|years?(?: old)?))?\s*", value)):
        low = int(found[1]) // _DECADE * _DECADE
        return f"{low}-{low + _DECADE - 1}"
    dates = readings(value)
    return dates[0][:4] if dates and len(dates[0]) > len("2024") else value


Person = tuple[str, Mapping[str, str]]
"""A respondent and attributes; one who speaks in several transcripts may stand in several of them."""


def wider(
    people: Sequence[Person],
    k: int,
    quasi: Sequence[str] = (),
    orders: Mapping[str, Sequence[str]] | None = None,
    groups: Mapping[str, Mapping[str, str]] | None = None,
) -> Wider:
    """What values become so that each combination of `quasi` attributes is shared by k respondents.

    Args:
        people: respondents and their attributes.
        k: how many must share a combination; below 2 only ages and dates get ranges.
        quasi: attributes that others may know; all of them unless given.
        orders: attribute -> its values in their order, where they have one that is no number.
        groups: attribute -> value -> the wider value that is tried before `other`.
    """
    names = sorted({name for _, attributes in people for name in attributes} | set(quasi))
    values: dict[str, dict[str, str]] = {name: {} for name in names}
    for _, attributes in people:
        for name, old in attributes.items():
            if (wide := range_of(name, old)) != old:
                values[name][old] = wide
    looked = tuple(quasi) or tuple(name for name in names if name.lower() not in _NOT_QUASI)
    rows = _rows(people, looked, values)
    columns = [_Column([cells[at] for _, cells in rows], (orders or {}).get(name, ()), (groups or {}).get(name, {}))
               for at, name in enumerate(looked)]  # fmt: skip
    if k > 1:
        _merge(rows, columns, k)
        _part_again(rows, columns, k)
    for column, name in zip(columns, looked, strict=True):
        for old in sorted({attributes.get(name, "") for _, attributes in people} - {""}):
            kept = values[name].get(old, old)
            if (shown := column.shown(kept)) != kept:
                values[name][old] = shown
    often = _shared(rows, columns)
    alone = tuple(sorted((combination, number) for combination, number in often.items() if number < k))
    made = {name: each for name, each in values.items() if each}
    return Wider(made, alone if k > 1 else (), looked, _lost(people, made))


def _lost(people: Sequence[Person], values: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[int, int, int]]:
    lost = {}
    for name, wide in values.items():
        old = {attributes[name] for _, attributes in people if attributes.get(name)}
        who = {respondent for respondent, attributes in people if attributes.get(name) in wide}
        lost[name] = (len(old), len({wide.get(value, value) for value in old}), len(who))
    return lost


_Row = tuple[str, tuple[str, ...]]
"""A respondent and values in the order of the attributes."""


def _rows(people: Sequence[Person], looked: Sequence[str], values: Mapping[str, Mapping[str, str]]) -> list[_Row]:
    rows = []
    for respondent, attributes in people:
        cells = (attributes.get(name, "") for name in looked)
        pairs = zip(looked, cells, strict=True)
        rows.append((respondent, tuple(values.get(name, {}).get(cell, cell) for name, cell in pairs)))
    return rows


class _Column:
    """The values of one attribute, and which of them were put together: any of these steps can be taken back."""

    def __init__(self, cells: Sequence[str], order: Sequence[str], groups: Mapping[str, str]) -> None:
        there = {cell for cell in cells if cell}
        numbers = {cell: _ends(cell) for cell in there}
        if there <= set(order):
            self.order = [value for value in order if value in there]
        else:
            self.order = sorted(there, key=lambda cell: numbers[cell]) if there and all(numbers.values()) else []
        self.groups = groups
        self.steps: set[str] = set()
        """Values that are put together with the next one in their order, or with their group."""

    def shown(self, cell: str) -> str:
        """What stands for a value."""
        if not cell:
            return ""
        if not self.order:
            seen = set[str]()
            while cell in self.steps and cell not in seen:  # groups of groups may go in a circle
                seen.add(cell)
                cell = self.groups.get(cell, MERGED)
            return cell
        low = high = self.order.index(cell)
        while low and self.order[low - 1] in self.steps:
            low -= 1
        while self.order[high] in self.steps:
            high += 1
        first, last = self.order[low], self.order[high]
        return first if low == high else _range(first, last)

    def next_steps(self, cell: str, counts: Mapping[str, int]) -> list[str]:
        """Steps by which a value, as it is shown now, would be put together with others."""
        if not cell:
            return []
        if not self.order:
            if cell != MERGED:
                return [cell]
            rest = [other for other in counts if other not in ("", MERGED)]  # others join whoever is alone as `other`
            return [min(rest, key=lambda other: (counts[other], other))] if rest else []
        inside = [value for value in self.order if self.shown(value) == cell]
        before = self.order.index(inside[0]) - 1
        steps = [self.order[before]] if before >= 0 else []
        return steps + ([inside[-1]] if inside[-1] != self.order[-1] else [])

    def joined(self, step: str, counts: Mapping[str, int]) -> int:
        """How many respondents a step would put together with others."""
        if not self.order:
            return counts[step]
        after = self.order[self.order.index(step) + 1]
        return counts[self.shown(step)] + counts[self.shown(after)]


def _range(first: str, last: str) -> str:
    """Two values and all between them."""
    low, high = _ends(first), _ends(last)
    return f"{low[0]}-{high[1]}" if low and high else f"{first} - {last}"


def _ends(cell: str) -> tuple[int, ...]:
    """Lowest and highest number of a range or number; none where it is neither."""
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", cell)
    return (int(found[1]), int(found[2] or found[1])) if found else ()


def _shared(rows: Sequence[_Row], columns: Sequence[_Column]) -> Counter[tuple[str, ...]]:
    """Each combination, and how many respondents share it."""
    seen: dict[tuple[int, str], str] = {}

    def shown(at: int, cell: str) -> str:
        if (at, cell) not in seen:
            seen[at, cell] = columns[at].shown(cell)
        return seen[at, cell]

    return Counter(
        combination
        for _, combination in {(who, tuple(shown(*each) for each in enumerate(cells))) for who, cells in rows}
    )


def _merge(rows: Sequence[_Row], columns: Sequence[_Column], k: int) -> None:
    """Put values together until nobody is alone: always the fewest respondents, of the most divided attribute."""
    while True:
        often = _shared(rows, columns)
        counts = [_counts(often, at) for at in range(len(columns))]
        steps = {
            (columns[at].joined(step, counts[at]), -len(counts[at]), at, step)
            for combination, number in often.items()
            if number < k
            for at, cell in enumerate(combination)
            for step in columns[at].next_steps(cell, counts[at])
        }
        if not steps:
            return
        _, _, at, step = min(steps)
        columns[at].steps.add(step)


def _counts(often: Mapping[tuple[str, ...], int], at: int) -> Counter[str]:
    counts = Counter[str]()
    for combination, number in often.items():
        counts[combination[at]] += number
    return counts


def _part_again(rows: Sequence[_Row], columns: Sequence[_Column], k: int) -> None:
    """Take back each step without which as few are alone: it was taken before others that would have done."""
    alone = _alone(rows, columns, k)
    for column in columns:
        for step in sorted(column.steps):
            column.steps.remove(step)
            if _alone(rows, columns, k) > alone:
                column.steps.add(step)


def _alone(rows: Sequence[_Row], columns: Sequence[_Column], k: int) -> int:
    """How many respondents are alone, and in how many combinations: neither may grow."""
    rare = [number for number in _shared(rows, columns).values() if number < k]
    return sum(rare) + len(rare)


def read_groups(file: str) -> dict[str, dict[str, str]]:
    """Attribute -> value -> group, of a sheet with these three columns.

    Raises:
        StudyError: it is no such sheet.
    """
    try:
        text = read_bytes(Path(file)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise study_error("not-utf8", "this is not UTF-8", "save the file as CSV UTF-8", file) from None
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    wanted = ("attribute", "value", "group")
    missing = [column for column in wanted if column not in (rows.fieldnames or ())]
    if missing:
        raise study_error("missing-column", f"there is no column `{missing[0]}`", f"write {', '.join(wanted)}", file)
    groups: dict[str, dict[str, str]] = {}
    for row in rows:
        attribute, value, group = ((row[column] or "").strip() for column in wanted)
        if value and group and value != group:
            groups.setdefault(attribute, {})[value] = group
    return groups


def widened_corpus_file(text: str, values: Mapping[str, Mapping[str, str]]) -> str:
    """The text of a `corpus.yaml` with wider values of attributes; everything else stays as it is."""
    root = yaml_spans(text)
    edits = list(_edits(root, values)) if root and values else []
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _edits(span: SourceSpan, values: Mapping[str, Mapping[str, str]]) -> list[tuple[int, int, str]]:
    """Start, end and new text of each value that gets wider, below a mapping."""
    found = []
    for key, value in span.fields:
        if key.text == "attributes" and value.fields:
            for name, stated in value.fields:
                new = values.get(name.text or "", {}).get(stated.text or "")
                if new is not None:
                    found.append((stated.start, stated.end, f'"{new}"'))
        else:
            found += _edits(value, values)
    return found


def widened_respondents(text: str, values: Mapping[str, Mapping[str, str]]) -> str:
    """The text of a `respondents.csv` with wider values."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows or not values:
        return text
    header = [cell.strip() for cell in rows[0]]
    body = [
        [values.get(name, {}).get(cell.strip(), cell) for name, cell in zip(header, row, strict=False)]
        for row in rows[1:]
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([rows[0], *body])
    return out.getvalue()
