"""Groups beside each other: rows for groups become columns, with N in their heads."""

from collections.abc import Sequence
from typing import Any

from qualcode.printed.cells import PageCells
from qualcode.printed.fit import least_width
from qualcode.printed.layouts import PageLayout
from qualcode.printed.numbers import NO_NUMBER, exact_shares
from qualcode.printed.page import PageColumn

LABEL_WIDTH, GROUP_WIDTH = 48.0, 18.0
"""Millimetres of the column of codes, and of a group."""


def groups_beside(cells: PageCells, layout: PageLayout) -> tuple[list[PageColumn], int]:
    """One row for each code and one column for each group; its rows are counted too."""
    data, value = cells.table.data, layout.groups
    codes = list(dict.fromkeys(data["code"]))
    groups = _groups(cells)
    if "other" in cells.column and len(groups) == 1:
        return _two(cells), cells.table.rows
    place = {(code, group): row for row, (code, group) in enumerate(zip(data["code"], data["group"], strict=True))}
    if "rank" in cells.column:
        codes.sort(key=lambda code: -sum(_at(data[value], place.get((code, group))) or 0 for group in groups))
    rows = [[place.get((code, group)) for code in codes] for group in groups]
    columns = [_labels(cells, [next(row for row in each if row is not None) for each in zip(*rows, strict=True)])]
    columns += [_group(cells, group, at, value) for group, at in zip(groups, rows, strict=True)]
    if "other" in cells.column:
        columns += _everyone(cells, rows, value)
    return columns, len(codes)


def _groups(cells: PageCells) -> list[str | None]:
    """Groups in the order that is stated for the attribute, then as they come; those without a value last."""
    stated = [*cells.table.page.words.groups.get(cells.by, {})]
    found: list[str | None] = list(dict.fromkeys(cells.table.data["group"]))
    return sorted(found, key=lambda group: (group is None, stated.index(group) if group in stated else len(stated)))


def _at(values: Sequence[Any], row: int | None) -> Any:
    return None if row is None else values[row]


def _labels(cells: PageCells, rows: Sequence[int]) -> PageColumn:
    labels = cells.texts("label")
    heading = cells.how.say("Barrier") if cells.table.name == "barriers" else cells.heading("label")
    return PageColumn("label", heading, [labels[row] for row in rows], False, LABEL_WIDTH)


def _group(cells: PageCells, group: str | None, rows: Sequence[int | None], value: str) -> PageColumn:
    data = cells.table.data
    there = next(row for row in rows if row is not None)
    heading = f"{cells.group(group)} (N\u00a0=\u00a0{data['respondents_total'][there]})"
    numbers = [_at(data[value], row) for row in rows]
    return _numbers(cells, value, heading, numbers, 0, _name(cells))


def _name(cells: PageCells) -> str:
    """The attribute, over the columns of its groups: what they hold is people."""
    named = cells.table.page.words.attributes.get(cells.by, cells.by.replace("_", " ").capitalize())
    return cells.how.say("{attribute}: respondents", attribute=named)


def _numbers(
    cells: PageCells, name: str, heading: str, numbers: Sequence[Any], places: int, spanner: str
) -> PageColumn:
    texts = [NO_NUMBER if number is None else cells.how.number(number, places) for number in numbers]
    width = max(GROUP_WIDTH, least_width(heading, texts, number=True))
    return PageColumn(name, heading, texts, True, width, spanner, numbers, places)


def _everyone(cells: PageCells, rows: Sequence[Sequence[int | None]], value: str) -> list[PageColumn]:
    """All groups together: people stand in one group each."""
    data, places = cells.table.data, 0 if cells.whole else 1
    named = [sum(_at(data[value], row) or 0 for row in each) for each in zip(*rows, strict=True)]
    total = [sum(_at(data["respondents_total"], row) or 0 for row in each) for each in zip(*rows, strict=True)]
    spanner = cells.how.say("All (N = {n})", n=max(total, default=0))
    return [
        _numbers(cells, value, cells.how.say("n"), named, 0, spanner),
        _numbers(cells, "respondents_pct", cells.how.say("%"), exact_shares(named, total, places), places, spanner),
    ]


def _two(cells: PageCells) -> list[PageColumn]:
    """Two groups: how many and which share of each, and how far they differ."""
    data = cells.table.data
    own, other = (f"{cells.group(data[side][0])} (N = {data[total][0]})" for side, total in _SIDES)
    columns = [_labels(cells, range(cells.table.rows))]
    for spanner, names in ((own, ("respondents", "respondents_pct")), (other, ("other_respondents", "other_pct"))):
        for name, heading in zip(names, ("n", "%"), strict=True):
            columns.append(_column(cells, name, cells.how.say(heading), spanner))
    more = [name for name in ("difference_pp", "p_holm") if name in cells.column]
    return [*columns, *(_column(cells, name, cells.heading(name), "") for name in more)]


_SIDES = (("group", "respondents_total"), ("other", "other_total"))


def _column(cells: PageCells, name: str, heading: str, spanner: str) -> PageColumn:
    texts = cells.texts(name)
    width = max(GROUP_WIDTH, least_width(heading, texts, number=True))
    return PageColumn(name, heading, texts, True, width, spanner, cells.numbers(name), cells.places(name))
