"""Sheets of ratings and of marked passages, from csv or Excel: what `qualcode agreement` reads.

One column a coder and one row a unit, the other way round, or one row a rating: unit, coder, value.
Passages have one a row: coder, text, start, end, code, length (that of the text or, without `end`, of the passage).
Whatever cannot be read is reported with its line and column; nothing is taken for a missing rating silently.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from qualcode.agreement.unitised import CodedSpan, Continuum
from qualcode.exchange.rating_layout import CODER_TITLES, VALUE_TITLES, Cell, LayoutOptions, laid_out
from qualcode.exchange.rating_values import (
    MARKS_AMONG_NUMBERS,
    MISSING_MARKS,
    alike_but_for_case,
    as_named,
    decimal_comma,
    rating_number,
    sentinels,
)
from qualcode.exchange.sheet import divide, rows_of_sheet
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.readers.reading import ReadOptions
from qualcode.readers.sheet import SheetRow

SPAN_TITLES: Mapping[str, tuple[str, ...]] = {
    "coder": tuple(sorted(CODER_TITLES)),
    "text": ("text", "unit", "continuum", "transcript", "document", "source", "file", "teks", "transkrip", "dokumen"),
    "start": ("start", "begin", "beginning", "from", "offset", "awal", "mulai"),
    "end": ("end", "to", "stop", "akhir", "selesai"),
    "code": tuple(sorted(VALUE_TITLES)),
    "length": ("length", "text_length", "text length", "panjang"),
}
"""Use of a column -> its titles."""
_TO_CODE = frozenset({"transcript", "turn", "question", "text", "codes"})
"""Columns of a sheet that `qualcode sample` draws; its words are no ratings."""
_MOST_SHOWN = 8
"""Words that a hint lists."""


@dataclass(frozen=True)
class RatingSheetOptions:
    """How a sheet of ratings is read."""

    layout: LayoutOptions = field(default_factory=LayoutOptions)
    """How it lies."""
    sets: bool = False
    """Cells hold codes divided by `;`, and `-` where a coder gave none."""
    missing: tuple[str, ...] = MISSING_MARKS
    """Cells that stand for a missing rating, besides empty ones, in any case."""
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
    """Their ratings, shape (coders, units); None if a rating is missing."""
    groups: tuple[str, ...] | None
    """Group of each unit; None if no column names it."""
    findings: tuple[Finding, ...]
    """What was taken for a missing rating, and what looks odd."""


def read_ratings(name: str, data: bytes, options: RatingSheetOptions) -> RatingSheet:
    """Read a sheet of ratings.

    Raises:
        StudyError: the file is no sheet of ratings of two coders, or one of its cells cannot be a rating.
    """
    rows = sheet_rows(name, data)
    if {"coder", "start", "end"} <= {cell.strip().lower() for cell in rows[0].cells}:
        raise study_error("spans", "these are marked passages, a row each", "write --spans", name)
    if not options.layout.coders and {cell.strip().lower() for cell in rows[0].cells} >= _TO_CODE:
        hint = "`qualcode import codings FILE --coder NAME`, one sheet after the other, then `qualcode evaluate`"
        raise study_error(
            "sheet-to-code", "this is one coder's sheet of `qualcode sample`, no table of ratings", hint, name
        )
    found = laid_out(name, rows, options.layout)
    gone = _missing([cell.text for cell in chain(*found.columns)], options)
    given = [[None if cell.text.casefold() in gone else cell for cell in column] for column in found.columns]
    rated = [at for at, column in enumerate(given) if any(column)]
    nothing = [coder for at, coder in enumerate(found.coders) if at not in rated]
    if len(rated) < 2:
        without = f" ({', '.join(nothing)} rated nothing)" if nothing else ""
        message = f"agreement needs two coders, and this table has {len(rated)}{without}"
        hint = "one column a coder, one row a unit; --transposed where each row is a coder"
        raise study_error("one-coder", message, hint, name)
    table = _values(name, [given[at] for at in rated], options)
    marks = Counter(cell.text for cell in chain(*found.columns) if cell.text and cell.text.casefold() in gone)
    findings = (*found.findings, *_left_out(name, marks, nothing), *_odd(name, table, options))
    return RatingSheet(tuple(found.coders[at] for at in rated), table, found.groups, findings)


def sheet_rows(name: str, data: bytes) -> list[SheetRow]:
    """The rows of a file that are not empty, split at blanks if nothing else separates their cells."""
    rows, findings = rows_of_sheet(name, data, ReadOptions())
    if wrong := [each for each in findings if each.level == "error"]:
        raise StudyError(*wrong)
    if not rows:
        raise study_error("empty-table", "this table has no rows", "one column a coder, one row a unit", name)
    if all(len(row.cells) == 1 for row in rows):
        blanks = [row.cells[0].split() for row in rows]
        if len({len(cells) for cells in blanks[1:]}) <= 1 < len(blanks[-1]):
            return [SheetRow(row.number, row.at, cells) for row, cells in zip(rows, blanks, strict=True)]
    return rows


def _missing(texts: Sequence[str], options: RatingSheetOptions) -> set[str]:
    """Marks of a missing rating in this table, in lower case."""
    gone = {"", *(mark.casefold() for mark in options.missing)}
    dashes = gone.union(MARKS_AMONG_NUMBERS)
    if options.sets or options.missing != MISSING_MARKS:
        return gone
    left = [text for text in texts if text.casefold() not in dashes]
    return dashes if left and not any(map(_is_word, left)) else gone


def _is_word(text: str) -> bool:
    """True for what is a number in no notation."""
    return rating_number(text, comma="," in text) is None


def _values(name: str, table: Sequence[Sequence[Cell | None]], options: RatingSheetOptions) -> list[list[Any]]:
    """Ratings as numbers if all are, else as written; as sets if cells may have several codes."""
    cells = [cell for cell in chain(*table) if cell]
    comma = decimal_comma(cell.text for cell in cells)
    numbers = not options.sets and all(rating_number(cell.text, comma=bool(comma)) is not None for cell in cells)
    if numbers and comma is None:
        cell = next(cell for cell in cells if "," in cell.text)
        hint = "write 1.25 or 1250, without a comma"
        raise study_error("bad-rating", f"`{cell.text}` can be two numbers", hint, _place(name, cell))

    def value(cell: Cell | None) -> Any:
        if cell is None or options.sets:
            return cell and frozenset(divide(cell.text) or ())
        found = rating_number(cell.text, comma=bool(comma)) if numbers else cell.text
        found = found if options.categories is None else as_named(found, options.categories)
        if wrong := _misfit(found, cells, options):
            raise study_error("bad-rating", f"`{cell.text}` is {wrong[0]}", wrong[1], _place(name, cell))
        return found

    return [[value(cell) for cell in column] for column in table]


def _place(name: str, cell: Cell) -> str:
    return f"{name}:{cell.line}:{cell.column}"


def _misfit(value: Any, cells: Sequence[Cell], options: RatingSheetOptions) -> tuple[str, str] | None:
    """Why a rating cannot be used, and what to do."""
    if options.categories is not None and value not in options.categories:
        return "none of the categories", f"they are {', '.join(map(str, options.categories))}"
    if options.numbers and options.categories is None and isinstance(value, str) and _is_word(value):
        words = list(dict.fromkeys(cell.text for cell in cells))
        order = f"name the values from the lowest to the highest: --categories {','.join(words[:_MOST_SHOWN])}"
        if 2 * sum(map(_is_word, words)) > len(words):
            return "not a number", order
        return "not a number", f"write --missing '{value}' where it is no rating, or {order}"
    return None


def _left_out(name: str, marks: Mapping[str, int], nothing: Sequence[str]) -> Iterable[Finding]:
    """Which marks were taken for missing ratings, and who rated nothing."""
    if marks:
        shown = ", ".join(f"`{mark}` ({often})" for mark, often in sorted(marks.items()))
        hint = "write --missing '' where they are ratings"
        yield Finding("warning", "missing-marks", f"taken for missing ratings: {shown}", name, hint=hint)
    if nothing:
        shown = ", ".join(nothing)
        yield Finding("warning", "rated-nothing", f"no rating, and so left out: {shown}", name, hint="fill the column")


def _odd(name: str, table: Sequence[Sequence[Any]], options: RatingSheetOptions) -> Iterable[Finding]:
    """Warnings about values that probably mean something else."""
    values = [value for value in chain(*table) if value is not None]
    if options.categories is None and (odd := sentinels(values)):
        marks = ",".join(map(str, odd))
        hint = f"write --missing={marks} where it stands for a missing rating"
        yield Finding("warning", "odd-value", f"{marks} is far from all other ratings", name, hint=hint)
    if alike := alike_but_for_case(values):
        message = f"`{alike[0]}` and `{alike[1]}` are two values"
        yield Finding("warning", "alike-values", message, name, hint="write them alike where they are one")
    if words := [each for each in MARKS_AMONG_NUMBERS if each in values]:
        hint = f"write --missing={words[0]} where it stands for a missing rating"
        yield Finding("warning", "mark-as-value", f"`{words[0]}` was read as a value", name, hint=hint)
    sums = {sum(unit) for unit in zip(*table, strict=True) if all(isinstance(each, int) for each in unit)}
    if len(table) > 2 and len(table[0]) > 2 and len(sums) == 1 and None not in chain(*table) and not options.sets:
        message = f"each row adds up to {sums.pop()}, as if these were numbers of coders that gave a category"
        yield Finding("warning", "counts", message, name, hint="agreement takes ratings: unit, coder, value")


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
    """What was assumed."""


def read_span_sheet(name: str, data: bytes, length: int = 0, *, only_listed: bool = False) -> SpanSheet:
    """Read a sheet of marked passages: columns coder, text, start, end, code and length, in any order.

    A row without start and end says that a coder read the text and marked nothing. A coder without any row in a text
    has read it and marked nothing or, with `only_listed`, has not read it. `length` is that of every text without a
    length of its own.

    Raises:
        StudyError: a column is missing, or a passage does not fit its text.
    """
    rows = sheet_rows(name, data)
    places = _span_columns(name, rows[0])
    comma = decimal_comma(row.cell(places.get(use)) for row in rows[1:] for use in ("start", "end", "length")) is True
    lines = [_line(name, row, places, comma=comma) for row in rows[1:]]
    texts = tuple(dict.fromkeys(line.text for line in lines))
    coders = tuple(sorted({line.coder for line in lines}))
    if len(coders) < 2:
        hint = "a coder who marked nothing has a row without start and end"
        raise study_error("one-coder", f"agreement needs two coders, and this table has {len(coders)}", hint, name)
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
    if "end" not in places and "length" in places:
        places["extent"] = places.pop("length")
    ends = () if "extent" in places else ("end",)
    if wanting := [use for use in ("coder", "start", *ends) if use not in places]:
        hint = "a row a passage: coder,text,start,end,code,length"
        raise study_error("no-column", f"there is no column `{wanting[0]}`", hint, f"{name}:{header.at}")
    return places


def _first(titles: Sequence[str], known: Sequence[str]) -> int | None:
    return next((titles.index(title) for title in known if title in titles), None)


def _line(name: str, row: SheetRow, places: Mapping[str, int], *, comma: bool) -> _SpanLine:
    cell = {use: row.cell(places.get(use)) for use in (*SPAN_TITLES, "extent")}

    def figure(use: str) -> float | None:
        value = rating_number(cell[use], comma=comma)
        if cell[use] and value is None:
            raise _wrong(name, row, places[use], f"`{cell[use]}` is not a number", f"write the {use} as a number")
        return value

    if not cell["coder"]:
        raise _wrong(name, row, places["coder"], "this row names no coder", "write who marked the passage")
    start, end, length, extent = figure("start"), figure("end"), figure("length"), figure("extent")
    if start is not None and extent is not None:
        end = start + extent
    place = f"{name}:{row.at}"
    if start is None and end is None:
        return _SpanLine(place, cell["coder"], cell["text"], None, length)
    if start is None or end is None or not 0 <= start < end:
        message = f"a passage from {cell['start'] or '?'} to {cell['end'] or end or '?'} is none"
        raise _wrong(name, row, places["start"], message, "start from 0, and the end after the last character")
    if "code" in places and not cell["code"]:
        raise _wrong(
            name, row, places["code"], "this passage has no code", "write its code; what nobody marked needs no row"
        )
    return _SpanLine(place, cell["coder"], cell["text"], (start, end, cell["code"]), length)  # type: ignore[arg-type]


def _wrong(name: str, row: SheetRow, column: int, message: str, hint: str) -> StudyError:
    return study_error("bad-row", message, hint, f"{name}:{row.at}:{column + 1}")


def _continuum(
    name: str, text: str, lines: Sequence[_SpanLine], coders: Sequence[str], length: int, found: list[Finding],
    *, only_listed: bool,
) -> Continuum:  # fmt: skip
    """One text; assumptions are added to the findings."""
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
