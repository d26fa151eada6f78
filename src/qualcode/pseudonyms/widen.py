"""Wider values for attributes: ages and dates as ranges, and rare values together until nobody is alone.

A combination of attributes that fewer than k respondents share may tell who somebody is, though no name is left. Rare
values become `other`, the rarest first, until each combination is shared by k; what cannot be is listed.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.codebook.edit import SourceSpan, yaml_spans
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


def wider(people: Sequence[Person], k: int, quasi: Sequence[str] = ()) -> Wider:
    """What values become so that each combination of `quasi` attributes is shared by k respondents.

    Args:
        people: respondents and their attributes.
        k: how many must share a combination; below 2 only ages and dates get ranges.
        quasi: attributes that others may know; all of them unless given.
    """
    names = sorted({name for _, attributes in people for name in attributes})
    values: dict[str, dict[str, str]] = {name: {} for name in names}
    for _, attributes in people:
        for name, old in attributes.items():
            if (wide := range_of(name, old)) != old:
                values[name][old] = wide
    looked = tuple(quasi) or tuple(name for name in names if name.lower() not in _NOT_QUASI)
    rows = _rows(people, looked, values)
    merged = _merged(rows, k)
    for _, attributes in people:
        for at, name in enumerate(looked):
            old = attributes.get(name, "")
            if values.get(name, {}).get(old, old) in merged[at]:
                values[name][old] = MERGED
    often = _shared(rows, merged)
    alone = tuple(sorted((combination, number) for combination, number in often.items() if number < k))
    return Wider({name: each for name, each in values.items() if each}, alone if k > 1 else (), looked)


_Row = tuple[str, tuple[str, ...]]
"""A respondent and values in the order of the attributes."""


def _rows(people: Sequence[Person], looked: Sequence[str], values: Mapping[str, Mapping[str, str]]) -> list[_Row]:
    rows = []
    for respondent, attributes in people:
        cells = (attributes.get(name, "") for name in looked)
        pairs = zip(looked, cells, strict=True)
        rows.append((respondent, tuple(values.get(name, {}).get(cell, cell) for name, cell in pairs)))
    return rows


def _shared(rows: Sequence[_Row], merged: Sequence[set[str]]) -> Counter[tuple[str, ...]]:
    """Each combination, and how many respondents share it."""
    return Counter(combination for _, combination in {(who, _shown(cells, merged)) for who, cells in rows})


def _shown(cells: Sequence[str], merged: Sequence[set[str]]) -> tuple[str, ...]:
    return tuple(MERGED if cell in merged[at] else cell for at, cell in enumerate(cells))


def _merged(rows: Sequence[_Row], k: int) -> list[set[str]]:
    """For each column the values that become `other`: the rarest of the people that are alone, one after the other."""
    merged: list[set[str]] = [set() for _ in rows[0][1]] if rows else []
    while k > 1:
        often = _shared(rows, merged)
        counts = [_shared([(who, (cells[at],)) for who, cells in rows], [merged[at]]) for at in range(len(merged))]
        rare = {
            (counts[at][cell,], at, cell)
            for combination, number in often.items()
            if number < k
            for at, cell in enumerate(combination)
            if cell not in ("", MERGED)
        }
        if not rare:
            break
        _, at, cell = min(rare)
        merged[at].add(cell)
    return merged


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
