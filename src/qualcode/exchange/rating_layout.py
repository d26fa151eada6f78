"""The layout of a table of ratings: coders as columns, units as columns, or a row for each rating.

Known titles decide; whatever is inferred from the cells is reported. Every cell keeps its line and column in the file,
so that a wrong one can be named even if the table was transposed.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.exchange.rating_values import MISSING_MARKS, rating_number
from qualcode.model.finding import Finding, study_error, unknown_name
from qualcode.readers.sheet import SheetRow

UNIT_TITLES = frozenset({
    "unit", "units", "id", "item", "items", "subject", "subjects", "case", "cases", "row", "no", "no.", "nr", "#",
    "unit_id", "item_id", "text", "segment", "turn", "quote", "sentence", "patient", "participant", "respondent",
    "butir", "subjek", "kasus", "nomor", "responden", "informan", "pasien", "teks", "segmen", "giliran", "kutipan",
    "kalimat", "baris",
})  # fmt: skip
"""Titles of a column that names the units."""
CODER_TITLES = frozenset({
    "coder", "coders", "observer", "observers", "rater", "raters", "annotator", "judge", "reviewer", "evaluator",
    "pengode", "pengkode", "koder", "penilai", "anotator", "pengamat", "juri",
})  # fmt: skip
"""Titles of a column that names the coders."""
VALUE_TITLES = frozenset({
    "code", "codes", "category", "value", "values", "label", "rating", "ratings", "score", "scores",
    "kode", "kategori", "nilai", "skor", "peringkat", "penilaian",
})  # fmt: skip
"""Titles of a column with what was given."""
TOTALS = frozenset({"total", "totals", "sum", "mean", "average", "jumlah", "rata-rata"})
"""Names of rows that are no units."""
_SERIES = re.compile(r"(.*?)(\d+)")
_LEAST_UNITS = 4
"""Fewest numbers in a series that are taken for names of units."""


class Cell(NamedTuple):
    """A cell of a table, with its place in the file."""

    text: str
    line: int
    column: int


Grid = list[list[Cell]]
"""Rows of equal length."""


@dataclass(frozen=True)
class LayoutOptions:
    """What a user says about the layout."""

    header: bool = True
    """The first row has the names of the coders."""
    transposed: bool = False
    """One row a coder, one column a unit."""
    unit: str = ""
    """Column that names the units; empty: judged."""
    group: str = ""
    """Column with the group of each unit."""
    coders: tuple[str, ...] = ()
    """Columns of the coders; empty: all others."""


@dataclass(frozen=True)
class Layout:
    """A table with a column a coder and a row a unit."""

    coders: tuple[str, ...]
    """Names of the coders."""
    columns: Sequence[Sequence[Cell]]
    """What each of them gave, a cell a unit."""
    groups: tuple[str, ...] | None
    """Group of each unit; None if no column names it."""
    findings: tuple[Finding, ...]
    """What was judged."""


def laid_out(name: str, rows: Sequence[SheetRow], options: LayoutOptions) -> Layout:
    """Find the coders and the units of a table.

    Raises:
        StudyError: rows do not fit the header, a name is repeated or missing, or the table has no row of ratings.
    """
    said: list[Finding] = []
    grid, header = _table_alone(name, rows, said), options.header
    if options.transposed:
        grid = _turned(grid)
    free = header and not options.coders
    if free and _holds_ratings(grid):
        header = False
        said.append(
            _judged(name, "the first row holds ratings, so coders are numbered", "write the coders' names above")
        )
    unit = None
    if free and not options.transposed:
        if header and (long := _long_columns(grid, options)):
            grid = _widened(name, grid, long, options, said)
        elif _rows_are_coders(grid, header=header):
            labelled = _labels(grid, header=header) is not None
            grid, unit, header = _turned(grid), 0 if header else None, header or labelled
            hint = "name the columns of coders with --coders where they are columns"
            said.append(_judged(name, "each row was read as a coder, each column as a unit", hint))
        elif header and _seems_long(grid):
            hint = "title the columns unit, coder and value where each row is one rating"
            said.append(_judged(name, "the first two columns together name each row", hint))
    return _in_columns(name, grid, options, said, unit, header=header)


def _judged(name: str, message: str, hint: str) -> Finding:
    return Finding("warning", "layout-judged", message, name, hint=hint)


def _table_alone(name: str, rows: Sequence[SheetRow], said: list[Finding]) -> Grid:
    """The table without titles above it and without empty columns, in rows of equal length."""
    cells = [[cell.strip() for cell in row.cells] for row in rows]
    begin = 0
    while begin < len(rows) - 1 and sum(map(bool, cells[begin])) == 1 < max(sum(map(bool, row)) for row in cells):
        said.append(
            Finding("note", "title-row", "a row with one cell above the table was left out", name, rows[begin].at)
        )
        begin += 1
    grid = [[Cell(text, row.at, at) for at, text in enumerate(line, 1)] for row, line in zip(rows, cells, strict=True)]
    return _rectangular(name, grid[begin:])


def _rectangular(name: str, grid: Grid) -> Grid:
    """Rows of equal length without empty columns; a first row that is one cell short lacks the title of the units."""
    body, width = grid[1:], len(grid[0])
    if body and {len(row) for row in body} == {width + 1} and _distinct([row[0].text for row in body]):
        grid, width = [[Cell("", grid[0][0].line, 1), *grid[0]], *body], width + 1
    for row in grid:
        if any(cell.text for cell in row[width:]):
            hint = "divide columns by `;`, or put quotes around numbers with a decimal comma"
            message = f"this row has {len(row)} cells, and the first one {width}"
            raise study_error("ragged-row", message, hint, f"{name}:{row[0].line}")
    full = [[*row[:width], *(Cell("", row[0].line, at) for at in range(len(row) + 1, width + 1))] for row in grid]
    filled = [at for at in range(width) if any(row[at].text for row in full)]
    return [[row[at] for at in filled] for row in full]


def _distinct(texts: Sequence[str]) -> bool:
    """True for one or more texts, none of them empty or repeated."""
    return bool(texts) and all(texts) and len(set(texts)) == len(texts)


def _turned(grid: Grid) -> Grid:
    """The transposed table."""
    return [list(row) for row in zip(*grid, strict=True)]


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]


def _is_rating(text: str) -> bool:
    """True for a number or the mark of a missing one."""
    return not text or rating_number(text, comma="," in text) is not None or text.casefold() in _MARKS


_MARKS = {mark.casefold() for mark in MISSING_MARKS}


def _in_series(texts: Sequence[str]) -> bool:
    """True for `1, 2, 3`, `u1, u2, u3` and the like."""
    parts = [_SERIES.fullmatch(text) for text in texts]
    if len(parts) < 2 or not all(parts):
        return False
    numbers = [int(part[2]) for part in parts if part]
    return len({part[1] for part in parts if part}) == 1 and numbers == [*range(numbers[0], numbers[0] + len(numbers))]


def _named_as(texts: Sequence[str], titles: frozenset[str]) -> bool:
    """True if all begin with a title, as `Coder A`, `rater_2` or `Unit 1` do."""
    return bool(texts) and all(re.match(r"[a-z]+", text.lower() + " ") and _word(text) in titles for text in texts)


def _word(text: str) -> str:
    """The first word of a name, without its number."""
    return (re.match(r"[^\W\d_]*", text.lower()) or [""])[0]


def _labels(grid: Grid, *, header: bool) -> list[str] | None:
    """The first cells of all rows if they are names: distinct, and no ratings."""
    texts = [row[0].text for row in grid[header:]]
    return texts if _distinct(texts) and not any(map(_is_rating, texts)) else None


def _holds_ratings(grid: Grid) -> bool:
    """True if the first row holds ratings, not names: numbers in no series, or words that are ratings below."""
    first, below = _texts(grid[0]), {cell.text for row in grid[1:] for cell in row[1:] if cell.text}
    if first[0].lower() in UNIT_TITLES | CODER_TITLES or len(grid) < 2:
        return False
    rest = [text for text in first[1:] if text]
    if not rest or _in_series(rest) or _in_series(first):
        return False
    return all(map(_is_rating, rest)) or (set(rest) <= below and (len(rest) > 1 or first[0] in below))


def _rows_are_coders(grid: Grid, *, header: bool) -> bool:
    """True if each row is a coder, by the title or names of the rows or by numbered units above them."""
    labels, columns, rows = _labels(grid, header=header), len(grid[0]), len(grid) - header
    titles = _texts(grid[0][1:]) if header else []
    if header and grid[0][0].text.lower() in CODER_TITLES:
        return True
    if labels is None:
        return not header and not _in_series([row[0].text for row in grid]) and columns > rows
    if _named_as(labels, CODER_TITLES):
        return True
    if _named_as(labels, UNIT_TITLES) or _named_as(titles, CODER_TITLES) or _in_series(labels):
        return False
    return columns - 1 > rows and (_in_series(titles) if header else True)


def _long_columns(grid: Grid, options: LayoutOptions) -> list[int]:
    """The columns of unit, coder and value if each row is one rating; empty if each row is a unit."""
    header = [text.lower() for text in _texts(grid[0])]
    own = [at for at, title in enumerate(header) if title and grid[0][at].text != options.group]
    found = [[at for at in own if header[at] in titles] for titles in (UNIT_TITLES, CODER_TITLES, VALUE_TITLES)]
    if options.unit in _texts(grid[0]):
        found[0] = [_texts(grid[0]).index(options.unit)]
    return [at for each in found for at in each] if [len(each) for each in found] == [1, 1, 1] else []


def _seems_long(grid: Grid) -> bool:
    """True for three columns of which the first two identify a row only together."""
    if len(grid[0]) != 3 or len(grid) <= _LEAST_UNITS:
        return False
    pairs = [(row[0].text, row[1].text) for row in grid[1:]]
    first, second = ({pair[at] for pair in pairs} for at in (0, 1))
    words = not any(map(_is_rating, second)) or not any(map(_is_rating, first))
    return words and len(set(pairs)) == len(pairs) > max(len(first), len(second))


def _widened(name: str, grid: Grid, long: Sequence[int], options: LayoutOptions, said: list[Finding]) -> Grid:
    """Reshape a table with a row for each rating to one with a row for each unit.

    Raises:
        StudyError: a row names no unit or coder, or a coder rated a unit twice.
    """
    unit, coder, value = long
    group = [at for at, cell in enumerate(grid[0]) if options.group and cell.text == options.group]
    if beside := [cell.text for at, cell in enumerate(grid[0]) if cell.text and at not in (*long, *group)]:
        said.append(Finding("note", "columns-beside", f"columns that are not ratings: {', '.join(beside)}", name))
    coders = list(dict.fromkeys(row[coder].text for row in grid[1:]))
    wide: dict[str, list[Cell]] = {}
    for row in grid[1:]:
        for at in (unit, coder):
            if not row[at].text:
                place = f"{name}:{row[at].line}:{row[at].column}"
                raise study_error(
                    "no-name", f"`{grid[0][at].text}` is empty", "each row needs unit, coder and value", place
                )
        empty = [Cell("", 0, 0)] * len(coders)
        own = wide.setdefault(row[unit].text, [row[unit], *empty, *(row[at] for at in group)])
        seat = 1 + coders.index(row[coder].text)
        if own[seat].line:
            message = f"`{row[coder].text}` rated `{row[unit].text}` twice, first on line {own[seat].line}"
            raise study_error("rated-twice", message, "leave one of them", f"{name}:{row[value].line}")
        own[seat] = row[value]
    titles = [Cell(each, grid[0][coder].line, coder + 1) for each in coders]
    return [[grid[0][unit], *titles, *(grid[0][at] for at in group)], *wide.values()]


def _in_columns(
    name: str, grid: Grid, options: LayoutOptions, said: list[Finding], unit: int | None, *, header: bool
) -> Layout:
    """The columns of the coders, without those of units and groups."""
    titles, body = _titles(name, grid, header=header)
    if not body:
        raise study_error(
            "empty-table", "this table has a header and no ratings", "one row a unit, or a row a rating", name
        )
    columns = _turned(body)
    used = [at for at, title in enumerate(titles) if title or any(_texts(columns[at]))]
    unit = _unit(name, titles, columns, options, said, header=header) if unit is None else unit
    group = _column(titles, options.group)
    if unit is not None:
        body = _without_totals(name, body, unit, said)
        columns = _turned(body)
    chosen = [_column(titles, each) for each in options.coders] or used
    places = [at for at in chosen if at is not None and at not in (unit, group)]
    if header and all(rating_number(titles[at]) is not None for at in places):
        shown = ", ".join(titles[at] for at in places)
        message, hint = (
            f"the first row was read as names of coders: {shown}",
            "write --no-header where it holds ratings",
        )
        said.append(Finding("warning", "numbers-as-names", message, name, 1, hint=hint))
    if len(places) > 2 * len(body) and not options.coders and not options.transposed:
        hint = "write --transposed where each row is a coder"
        said.append(_judged(name, f"{len(places)} coders rated {len(body)} units", hint))
    groups = tuple(_texts(columns[group])) if group is not None else None
    return Layout(tuple(titles[at] for at in places), [columns[at] for at in places], groups, tuple(said))


def _titles(name: str, grid: Grid, *, header: bool) -> tuple[list[str], Grid]:
    """Names of the columns, and the rows under them."""
    if not header:
        return [f"coder {at}" for at in range(1, len(grid[0]) + 1)], grid
    titles = _texts(grid[0])
    if twice := [title for title, often in Counter(filter(None, titles)).items() if often > 1]:
        hint = "write --no-header where the first row holds ratings"
        place = f"{name}:{grid[0][0].line}"
        raise study_error("column-twice", f"two columns are named `{twice[0]}`", hint, place)
    return titles, grid[1:]


def _column(titles: Sequence[str], title: str) -> int | None:
    if not title:
        return None
    if title not in titles:
        raise unknown_name("column", title, filter(None, titles))
    return titles.index(title)


def _unit(
    name: str, titles: Sequence[str], columns: Sequence[Sequence[Cell]], options: LayoutOptions, said: list[Finding],
    *, header: bool,
) -> int | None:  # fmt: skip
    """The column that names the units: by option or title, else the first one if its cells look so."""
    if options.unit:
        return _column(titles, options.unit)
    if titles[0] in options.coders or len(columns) < 3 - bool(options.coders):
        return None
    if header and titles[0].lower() in {"", *UNIT_TITLES, *(CODER_TITLES if options.transposed else ())}:
        return 0
    if not _names_units(columns):
        return None
    hint = f"write --coders '{titles[0]}',... where it is a coder" if header else "write names above the columns"
    said.append(_judged(name, f"column `{titles[0]}` was read as the names of the units", hint))
    return 0


def _names_units(columns: Sequence[Sequence[Cell]]) -> bool:
    """True if the first column names each row and the others hold ratings."""
    first, *others = (_texts(column) for column in columns)
    if not _distinct(first):
        return False
    if _in_series(first) and len(first) >= _LEAST_UNITS:
        return not any(_distinct(column) for column in others)
    values = {text for column in others for text in column}
    few = len(values) <= len(first) / 2
    if values & set(first) or (any(map(_is_rating, first)) and not few):
        return False
    return few or all(map(_is_rating, values))


def _without_totals(name: str, body: Grid, unit: int, said: list[Finding]) -> Grid:
    """The rows that are units, without sums and means below them."""
    kept = list(body)
    while len(kept) > 1 and kept[-1][unit].text.lower() in TOTALS:
        message = f"row `{kept[-1][unit].text}` was left out: it is no unit"
        said.append(
            Finding("warning", "total-row", message, name, kept.pop()[unit].line, hint="rename it where it is one")
        )
    return kept
