"""Sheets of ratings and of marked passages, from csv or Excel: what `qualcode agreement` reads.

Ratings have one column a coder and one row a unit, or one row a rating: unit, coder, value. Passages have one a row:
coder, text, start, end, code, length.
Whatever cannot be read is said with its line and column; nothing is taken for a missing rating without being said.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.agreement.unitised import CodedSpan, Continuum
from qualcode.exchange.sheet import divide, rows_of_sheet
from qualcode.model.finding import Finding, StudyError, study_error, unknown_name
from qualcode.readers.reading import ReadOptions
from qualcode.readers.sheet import SheetRow

MISSING_MARKS = ("NA", "N/A", "NaN", "nan", ".", "*")
"""What stands for a missing rating besides an empty cell, as R, pandas, SPSS and Krippendorff write it."""
UNIT_TITLES = frozenset({
    "unit", "units", "id", "item", "items", "subject", "subjects", "case", "cases", "row", "no", "nr", "#", "unit_id",
    "item_id", "text", "segment", "turn",
})  # fmt: skip
"""Titles of a first column that names the units."""
SPAN_TITLES: Mapping[str, tuple[str, ...]] = {
    "coder": ("coder", "observer", "rater", "annotator"),
    "text": ("text", "unit", "continuum", "transcript", "document", "source", "file"),
    "start": ("start", "begin", "from"),
    "end": ("end", "to", "stop"),
    "code": ("code", "category", "value", "label"),
    "length": ("length", "text_length"),
}
"""Use of a column -> its titles."""
LONG_TITLES: Sequence[frozenset[str]] = (
    UNIT_TITLES,
    frozenset(SPAN_TITLES["coder"]) | {"judge", "reviewer", "coders", "raters"},
    frozenset(SPAN_TITLES["code"]) | {"rating", "ratings", "score", "codes", "values"},
)
"""Titles of a table with a row a rating: its unit, its coder, what was given."""
_DECIMAL_COMMA = re.compile(r"-?\d+,(\d{1,2}|\d{4,})")


@dataclass(frozen=True)
class RatingSheetOptions:
    """How a sheet of ratings is read."""

    sets: bool = False
    """Cells hold codes divided by `;`, and `-` where a coder gave none."""
    header: bool = True
    """The first row has the names of the coders."""
    transposed: bool = False
    """One row a coder, one column a unit."""
    unit: str = ""
    """Column that names the units; empty: a first column with such a title."""
    group: str = ""
    """Column with the group of each unit."""
    coders: tuple[str, ...] = ()
    """Columns of the coders; empty: all others."""
    missing: tuple[str, ...] = MISSING_MARKS
    """Cells that stand for a missing rating, besides empty ones."""
    numbers: bool = False
    """Each rating must be a number."""
    categories: Sequence[Any] | None = None
    """All values that a rating can have; None: any."""


@dataclass(frozen=True)
class RatingSheet:
    """Ratings as they were read."""

    coders: tuple[str, ...]
    """Names of the coders."""
    table: Sequence[Sequence[Any]]
    """Their ratings, shape (coders, units); None where a rating is missing."""
    groups: tuple[str, ...] | None
    """Group of each unit; None where no column names it."""
    findings: tuple[Finding, ...]
    """What was taken for a missing rating, and what looks odd."""


def read_ratings(name: str, data: bytes, options: RatingSheetOptions) -> RatingSheet:
    """Read a sheet of ratings.

    Raises:
        StudyError: the file is no sheet, two columns have one name, or there is no column of a coder.
    """
    read = _rows(name, data)
    rows = _turned(read) if options.transposed else read
    header, body = _header(name, rows, options)
    if {"coder", "start", "end"} <= {title.lower() for title in header}:
        raise study_error("spans", "these are marked passages, a row each", "write --spans", name)
    where: Mapping[tuple[int, int], tuple[int, int]] = {}
    if long := _long_columns(header, options):
        header, body, where = _widened(name, header, body, long, options)
    unit, group = _unit(name, header, options), _column(name, header, options.group)
    chosen = [_column(name, header, each) for each in options.coders]
    places = [at for at in chosen or range(len(header)) if at is not None and at not in (unit, group)]
    if len(places) < 2:
        hint = "one column a coder, one row a unit; --transposed where each row is a coder"
        raise study_error("one-coder", f"agreement needs two coders, and this table has {len(places)}", hint, name)
    cells = [[row.cell(at) for row in body] for at in places]
    marks = Counter(cell for column in cells for cell in column if cell in options.missing)
    gone = {"", *options.missing}
    coders = tuple(header[at] for at in places)
    findings = [*_marks(name, marks), *_names_of_units(name, coders, cells, gone), *_numbers_as_names(name, header)]
    groups = tuple(row.cell(group) for row in body) if group is not None else None
    table = _values(cells, gone, sets=options.sets)
    for at, column in zip(places, table, strict=True):
        for row, value in zip(body, column, strict=True):
            if value is not None and (wrong := _misfit(value, options)):
                line, place = (
                    (read[at].at, row.number) if options.transposed else where.get((row.at, at), (row.at, at + 1))
                )
                raise study_error("bad-rating", f"`{row.cell(at)}` is {wrong[0]}", wrong[1], f"{name}:{line}:{place}")
    return RatingSheet(coders, table, groups, tuple(findings))


def _long_columns(header: Sequence[str], options: RatingSheetOptions) -> list[int]:
    """The columns of unit, coder and value where each row is one rating; empty where each row is a unit."""
    if options.transposed or not options.header or options.coders:
        return []
    own = [at for at, title in enumerate(header) if title and title != options.group]
    found = [[at for at in own if header[at].lower() in titles] for titles in LONG_TITLES]
    if options.unit in header:
        found[0] = [header.index(options.unit)]
    return [at for each in found for at in each] if [len(each) for each in found] == [1, 1, 1] and len(own) == 3 else []


def _widened(
    name: str, header: Sequence[str], body: Sequence[SheetRow], long: Sequence[int], options: RatingSheetOptions
) -> tuple[list[str], list[SheetRow], dict[tuple[int, int], tuple[int, int]]]:
    """A row a rating as a row a unit: its header and rows, and line and column from which each cell came.

    Raises:
        StudyError: a row names no unit or coder, or a coder rated a unit twice.
    """
    unit, coder, value = long
    coders = list(dict.fromkeys(row.cell(coder) for row in body))
    group = [header.index(options.group)] if options.group in header else []
    wide: dict[str, SheetRow] = {}
    where: dict[tuple[int, int], tuple[int, int]] = {}
    for row in body:
        for at in (unit, coder):
            if not row.cell(at):
                hint = "each row needs unit, coder and value"
                raise study_error("no-name", f"`{header[at]}` is empty", hint, f"{name}:{row.at}:{at + 1}")
        own = wide.setdefault(
            row.cell(unit),
            SheetRow(row.number, row.at, [row.cell(unit), *("" for _ in coders), *(row.cell(at) for at in group)]),
        )
        place = 1 + coders.index(row.cell(coder))
        if (own.at, place) in where:
            message = f"`{row.cell(coder)}` rated `{row.cell(unit)}` twice, first on line {where[own.at, place][0]}"
            raise study_error("rated-twice", message, "leave one of them", f"{name}:{row.at}")
        own.cells[place] = row.cell(value)
        where[own.at, place] = row.at, value + 1
    return [header[unit], *coders, *(header[at] for at in group)], [*wide.values()], where


def _misfit(value: Any, options: RatingSheetOptions) -> tuple[str, str] | None:
    """Why a rating cannot be used, and what to do."""
    if options.categories is not None and value not in options.categories:
        return "none of the categories", f"they are {', '.join(map(str, options.categories))}"
    if options.numbers and options.categories is None and isinstance(value, str):
        return "no number", "name the values from the lowest to the highest: --categories low,middle,high"
    return None


def _rows(name: str, data: bytes) -> list[SheetRow]:
    """The rows of a file that are not empty."""
    rows, findings = rows_of_sheet(name, data, ReadOptions())
    if wrong := [each for each in findings if each.level == "error"]:
        raise StudyError(*wrong)
    if not rows:
        raise study_error("empty-table", "this table has no rows", "one column a coder, one row a unit", name)
    return rows


def _turned(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Columns as rows."""
    width = max(len(row.cells) for row in rows)
    return [SheetRow(at + 1, 1, [row.cell(at) for row in rows]) for at in range(width)]


def _header(name: str, rows: list[SheetRow], options: RatingSheetOptions) -> tuple[list[str], list[SheetRow]]:
    """Names of the columns, and the rows under them."""
    width = max(len(row.cells) for row in rows)
    if not options.header:
        return [f"coder {at}" for at in range(1, width + 1)], rows
    header = [rows[0].cell(at) for at in range(width)]
    twice = [title for title, often in Counter(filter(None, header)).items() if often > 1]
    if twice:
        hint = "write --no-header where the first row holds ratings"
        raise study_error("column-twice", f"two columns are named `{twice[0]}`", hint, f"{name}:{rows[0].at}")
    return [title or ("" if at == 0 else f"column {at + 1}") for at, title in enumerate(header)], rows[1:]


def _column(name: str, header: Sequence[str], title: str) -> int | None:
    if not title:
        return None
    if title not in header:
        raise unknown_name("column", title, filter(None, header))
    return header.index(title)


def _unit(name: str, header: Sequence[str], options: RatingSheetOptions) -> int | None:
    """The column that names the units."""
    if options.unit:
        return _column(name, header, options.unit)
    named = options.header and header[0].lower() in {"", *UNIT_TITLES, *(("coder", "rater") * options.transposed)}
    return 0 if named and header[0] not in options.coders else None


def _marks(name: str, marks: Mapping[str, int]) -> list[Finding]:
    """That cells were taken for missing ratings."""
    if not marks:
        return []
    shown = ", ".join(f"`{mark}` ({often})" for mark, often in sorted(marks.items()))
    hint = "write --missing '' where they are ratings"
    return [Finding("warning", "missing-marks", f"taken for missing ratings: {shown}", name, hint=hint)]


def _names_of_units(name: str, coders: Sequence[str], cells: Sequence[Sequence[str]], gone: set[str]) -> list[Finding]:
    """A warning where the first coder seems to have given each unit a value of its own, and the others did not."""
    distinct = [len({cell for cell in column if cell not in gone}) for column in cells]
    filled = len(cells[0])
    if filled < 5 or distinct[0] < filled or max(distinct[1:]) > filled / 2:
        return []
    message = f"each value of column `{coders[0]}` occurs once: it was read as a coder"
    hint = f"write --names '{coders[0]}' where it names the units"
    return [Finding("warning", "units-as-coder", message, name, hint=hint)]


def _numbers_as_names(name: str, header: Sequence[str]) -> list[Finding]:
    if not header or not all(_number(title) is not None for title in header if title):
        return []
    message = f"the first row was read as names of coders: {', '.join(header)}"
    hint = "write --no-header where it holds ratings"
    return [Finding("warning", "numbers-as-names", message, name, 1, hint=hint)]


def _values(cells: Sequence[Sequence[str]], gone: set[str], *, sets: bool) -> list[list[Any]]:
    """Ratings as numbers where all are, else as they are written; sets where cells hold several codes."""
    if sets:
        return [[None if cell in gone else frozenset(divide(cell) or ()) for cell in column] for column in cells]
    numbers = all(_number(cell) is not None for column in cells for cell in column if cell not in gone)
    return [[None if cell in gone else (_number(cell) if numbers else cell) for cell in column] for column in cells]


def _number(cell: str) -> float | None:
    """A finite number, whole where it is one; a comma may stand before its decimals."""
    try:
        number = float(cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell)
    except ValueError:
        return None
    if not math.isfinite(number) or "_" in cell:
        return None
    return int(number) if number.is_integer() else number


def as_categories(text: str) -> list[Any] | None:
    """Categories as they are written, in order, divided by commas: numbers where all are."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    numbers = [_number(part) for part in parts]
    return None if not parts else parts if None in numbers else list(numbers)


@dataclass(frozen=True)
class SpanSheet:
    """Marked passages as they were read."""

    coders: tuple[str, ...]
    """Names of the coders, sorted."""
    texts: tuple[str, ...]
    """Names of the texts, as they first come."""
    continua: tuple[Continuum, ...]
    """Each text with what each coder marked in it."""
    findings: tuple[Finding, ...]
    """What had to be assumed."""


def read_span_sheet(name: str, data: bytes, length: int = 0, *, only_listed: bool = False) -> SpanSheet:
    """Read a sheet of marked passages: columns coder, text, start, end, code and length, in any order.

    A row without start and end says that a coder read the text and marked nothing. A coder without any row in a text
    has read it and marked nothing or, with `only_listed`, has not read it. `length` is that of every text without a
    length of its own.

    Raises:
        StudyError: a column is missing, or a passage does not fit its text.
    """
    rows = _rows(name, data)
    places = _span_columns(name, rows[0])
    lines = [_line(name, row, places) for row in rows[1:]]
    texts = tuple(dict.fromkeys(line.text for line in lines))
    coders = tuple(sorted({line.coder for line in lines}))
    if len(coders) < 2:
        raise study_error("one-coder", f"agreement needs two coders, and this table has {len(coders)}", "", name)
    found: list[Finding] = []
    continua = [_continuum(name, text, [each for each in lines if each.text == text], coders, length, found,
                           only_listed=only_listed) for text in texts]  # fmt: skip
    return SpanSheet(coders, texts, tuple(continua), tuple(found))


@dataclass(frozen=True)
class _SpanLine:
    """One row: a passage, or that somebody read a text."""

    place: str
    coder: str
    text: str
    span: CodedSpan | None
    length: float | None


def _span_columns(name: str, header: SheetRow) -> dict[str, int]:
    """Use -> place of its column."""
    titles = [cell.strip().lower() for cell in header.cells]
    places = {use: at for use, known in SPAN_TITLES.items() for at in [_first(titles, known)] if at is not None}
    if wanting := [use for use in ("coder", "start", "end") if use not in places]:
        hint = "a row a passage: coder,text,start,end,code,length"
        raise study_error("no-column", f"there is no column `{wanting[0]}`", hint, f"{name}:{header.at}")
    return places


def _first(titles: Sequence[str], known: Sequence[str]) -> int | None:
    return next((titles.index(title) for title in known if title in titles), None)


def _line(name: str, row: SheetRow, places: Mapping[str, int]) -> _SpanLine:
    cell = {use: row.cell(places.get(use)) for use in SPAN_TITLES}

    def number(use: str) -> float | None:
        value = _number(cell[use]) if cell[use] else None
        if cell[use] and value is None:
            raise _wrong(name, row, places[use], f"`{cell[use]}` is no number", f"write the {use} as a number")
        return value

    if not cell["coder"]:
        raise _wrong(name, row, places["coder"], "this row names no coder", "write who marked the passage")
    start, end, length = number("start"), number("end"), number("length")
    place = f"{name}:{row.at}"
    if start is None and end is None:
        return _SpanLine(place, cell["coder"], cell["text"], None, length)
    if start is None or end is None or not 0 <= start < end:
        message = f"a passage from {cell['start'] or '?'} to {cell['end'] or '?'} is none"
        raise _wrong(name, row, places["start"], message, "start from 0, and the end after the last character")
    if "code" in places and not cell["code"]:
        raise _wrong(name, row, places["code"], "this passage has no code", "write its code")
    return _SpanLine(place, cell["coder"], cell["text"], (start, end, cell["code"]), length)  # type: ignore[arg-type]


def _wrong(name: str, row: SheetRow, column: int, message: str, hint: str) -> StudyError:
    return study_error("bad-row", message, hint, f"{name}:{row.at}:{column + 1}")


def _continuum(
    name: str, text: str, lines: Sequence[_SpanLine], coders: Sequence[str], length: int, found: list[Finding],
    *, only_listed: bool,
) -> Continuum:  # fmt: skip
    """One text; what had to be assumed is added to the findings."""
    lengths = sorted({line.length for line in lines if line.length is not None})
    if len(lengths) > 1:
        raise study_error("two-lengths", f"text `{text}` has two lengths: {lengths[0]} and {lengths[1]}", "", name)
    end = max((line.span[1] for line in lines if line.span), default=0)
    whole = lengths[0] if lengths else length or end
    if not lengths and not length:
        message = f"the length of text `{text}` is not stated: it was taken to end with its last passage, at {end}"
        hint = "write a column `length`, or --length; what nobody marked counts too"
        found.append(Finding("warning", "no-length", message, name, hint=hint))
    for line in lines:
        if line.span and line.span[1] > whole:
            message = f"this passage ends at {line.span[1]}, and the text is {whole} long"
            raise study_error("bad-row", message, "correct the end or the length", line.place)
    rows: list[Sequence[CodedSpan] | None] = []
    for coder in coders:
        own = [line for line in lines if line.coder == coder]
        rows.append(None if only_listed and not own else list(dict.fromkeys(each.span for each in own if each.span)))
    return Continuum(whole, rows)  # type: ignore[arg-type]
