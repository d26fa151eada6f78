"""Beside each other: rows for groups, languages or codes become columns, with N in the heads of groups."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qualcode.languages.catalogue import N_
from qualcode.printed.cells import PageCells
from qualcode.printed.fit import least_width
from qualcode.printed.layouts import PageLayout, ShownColumn
from qualcode.printed.numbers import NO_NUMBER, exact_shares
from qualcode.printed.page import DIVIDE, PageColumn

LABEL_WIDTH, GROUP_WIDTH = 48.0, 18.0
"""Millimetres of the column of codes, and of a group."""
_ALL_SPEECH = N_("All that is said")
_WORDS = "words_per_respondent"
_SILENT = N_("Nobody mentions: {codes}.")
_SILENT_GROUPS = N_("Nobody in these groups mentions: {codes}.")


def silent_codes(cells: PageCells) -> tuple[str, ...]:
    """The codes of a table in which each has several rows or a column that nobody mentions; none where all are so."""
    data, named = cells.table.data, set()
    for side in ("respondents", "other_respondents"):  # of two groups, the other one stands in the same rows
        named |= {code for code, number in zip(data["code"], data.get(side, ()), strict=False) if number}
    return tuple(code for code in dict.fromkeys(data["code"]) if code not in named) if named else ()


def silence(cells: PageCells, codes: Sequence[str]) -> tuple[str, ...]:
    """The sentence that says which codes nobody mentions: they have no row, and silence is a result."""
    words = cells.table.page.words.short
    silent = _SILENT_GROUPS if "other" in cells.column else _SILENT  # who stands in no group may mention them
    return (cells.how.say(silent, codes=", ".join(words.get(code, code) for code in codes)),) if codes else ()


def values_across(cells: PageCells, layout: PageLayout) -> tuple[list[PageColumn], int]:
    """One row for each code or topic and, under each spanner, one column for each language or code."""
    along, across = (list(cells.table.data[name]) for name in (layout.along, layout.across))
    left_out = silent_codes(cells) if layout.along == "code" else ()
    keys = [key for key in dict.fromkeys(along) if key not in left_out][: layout.most or None]
    row_of = {pair: row for row, pair in enumerate(zip(along, across, strict=True))}
    columns = []
    for shown in layout.columns:
        if not shown.spanner:
            columns.append(_at_rows(cells, shown, [along.index(key) for key in keys]))
            continue
        for value in dict.fromkeys(across):
            rows = [row_of.get((key, value)) for key in keys]
            columns.append(_at_rows(cells, shown, rows, _called(cells, layout.across, across.index(value))))
    if not layout.below:
        return columns, len(keys)
    first = [across.index(value) for value in dict.fromkeys(across)]
    below = [(cells.texts(name)[row], cells.numbers(name)[row]) for name in layout.below for row in first]
    return _with_row(columns, cells.how.say(_ALL_SPEECH), below), len(keys) + 1


def _called(cells: PageCells, across: str, row: int) -> str:
    """What a language, code or topic is called over its column."""
    if across == "topic":
        return cells.texts("label")[row]
    return cells.table.page.words.short.get(cells.table.data[across][row]) or cells.texts(across)[row]


def _at_rows(cells: PageCells, shown: ShownColumn, rows: Sequence[int | None], heading: str = "") -> PageColumn:
    """A column of the cells of some rows, under the name of a value or else under its own heading."""
    name, texts = shown.of, cells.texts(shown.of)
    number = cells.column[name].type in ("integer", "number")
    heading = heading or (cells.how.say(shown.heading) if shown.heading else cells.heading(name))
    there = [NO_NUMBER if row is None else texts[row] for row in rows]
    numbers = cells.numbers(name) if number else ()
    return PageColumn(
        name, heading, there, number,
        max(shown.width, least_width(heading, there, number=number)),
        cells.how.say(shown.spanner).replace(DIVIDE, "") if shown.spanner else "",
        [_at(numbers, row) for row in rows] if number else (),
        cells.places(name) if number else 0,
    )  # fmt: skip


def _with_row(columns: Sequence[PageColumn], label: str, below: Sequence[tuple[str, Any]]) -> list[PageColumn]:
    """The columns with a last row: its name, then a text and its number for each."""
    row = [(label, None), *below]
    return [
        replace(column, texts=[*column.texts, text], values=[*column.values, value] if column.values else ())
        for column, (text, value) in zip(columns, row, strict=True)
    ]


def groups_beside(cells: PageCells, layout: PageLayout) -> tuple[list[PageColumn], int]:
    """One row for each code and one column for each group; its rows are counted too."""
    data, value = cells.table.data, layout.groups
    groups = _groups(cells)
    if "other" in cells.column and len(groups) == 1:
        return _two(cells)
    left_out = silent_codes(cells) if "other" in cells.column else ()
    codes = [code for code in dict.fromkeys(data["code"]) if code not in left_out]
    place = {(code, group): row for row, (code, group) in enumerate(zip(data["code"], data["group"], strict=True))}
    if "rank" in cells.column:
        codes.sort(key=lambda code: -sum(_at(data[value], place.get((code, group))) or 0 for group in groups))
    rows = [[place.get((code, group)) for code in codes] for group in groups]
    columns = [_labels(cells, [next(row for row in each if row is not None) for each in zip(*rows, strict=True)])]
    columns += [_group(cells, group, at, value) for group, at in zip(groups, rows, strict=True)]
    if "other" not in cells.column:
        return columns, len(codes)
    words = [next(row for row in each if row is not None) for each in rows]
    columns, first = [*columns, *_everyone(cells, rows, value)], list(zip(*rows, strict=True))
    below, tested = _words_spoken(cells, words), _tests(cells, [each[0] for each in first])
    return _with_row([*columns, *tested], below[0], [*below[1], *[(NO_NUMBER, None)] * len(tested)]), len(codes) + 1


def _tests(cells: PageCells, rows: Sequence[int | None]) -> list[PageColumn]:
    """Where tests were asked for, that of each code over all its groups; the same in all their rows."""
    names = [name for name in ("p", "p_holm", "cramers_v") if name in cells.column]
    return [_at_rows(cells, ShownColumn(name, GROUP_WIDTH), rows) for name in names]


def _words_spoken(cells: PageCells, rows: Sequence[int]) -> tuple[str, list[tuple[str, Any]]]:
    """The row that says how much each group speaks, and all together: who speaks more can name more."""
    means, people = ([cells.table.data[name][row] or 0 for row in rows] for name in (_WORDS, "respondents_total"))
    everybody = sum(mean * number for mean, number in zip(means, people, strict=True)) / max(sum(people), 1)
    numbers = [*means, everybody]
    said = [(cells.how.number(number, 0), number) for number in numbers]
    return cells.heading(_WORDS).replace(DIVIDE, ""), [*said, (NO_NUMBER, None)]


def _groups(cells: PageCells) -> list[str | None]:
    """Groups in the order that is stated for the attribute, then as they come; those without a value last."""
    found: list[str | None] = list(dict.fromkeys(cells.table.data["group"]))
    return sorted(found, key=lambda group: cells.table.page.words.place(cells.by, group))


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


def _two(cells: PageCells) -> tuple[list[PageColumn], int]:
    """Two groups: how many and which share of each, and how far they differ; below, how much they speak."""
    data, left_out = cells.table.data, silent_codes(cells)
    rows = [row for row, code in enumerate(data["code"]) if code not in left_out]
    own, other = (f"{cells.group(data[side][0])} (N = {data[total][0]})" for side, total in _SIDES)
    columns = [_labels(cells, rows)]
    for spanner, names in ((own, ("respondents", "respondents_pct")), (other, ("other_respondents", "other_pct"))):
        for name, heading in zip(names, ("n", "%"), strict=True):
            columns.append(_column(cells, name, rows, cells.how.say(heading), spanner))
    more = [name for name in ("difference_pp", "p_holm") if name in cells.column]
    columns += (_column(cells, name, rows, cells.heading(name), "") for name in more)
    nothing = (NO_NUMBER, None)
    spoken = [data[name][0] for name in (_WORDS, f"other_{_WORDS}") if name in cells.column]
    below = [nothing if number is None else (cells.how.number(number, 0), number) for number in spoken]
    if not below:
        return columns, len(rows)
    of_both = [each for said in below for each in (said, nothing)]
    heading = cells.heading(_WORDS).replace(DIVIDE, "")
    return _with_row(columns, heading, [*of_both, *[nothing] * len(more)]), len(rows) + 1


_SIDES = (("group", "respondents_total"), ("other", "other_total"))


def _column(cells: PageCells, name: str, rows: Sequence[int], heading: str, spanner: str) -> PageColumn:
    texts, numbers = cells.texts(name), cells.numbers(name)
    there = [texts[row] for row in rows]
    width = max(GROUP_WIDTH, least_width(heading, there, number=True))
    return PageColumn(name, heading, there, True, width, spanner, [numbers[row] for row in rows], cells.places(name))
