"""Sheets: delimited text as rows of cells, each with its line."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qualcode.model.finding import Finding
from qualcode.readers.names import label_key, word_set
from qualcode.readers.reading import ReadOptions, first_numbers

_MOST_LINES = 100
"""Lines over which a quoted cell may run in a sheet with broken quotes."""
_SCALE = word_set(
    """
    agree disagree likely unlikely satisfied dissatisfied important unimportant always often sometimes seldom rarely
    never yes no neutral neither good bad poor fair excellent low medium high true false
    setuju puas penting selalu sering kadang kadang-kadang jarang ya tidak netral ragu-ragu baik buruk cukup kurang
    sangat rendah sedang tinggi benar salah
    """
)
"""Words of answers on a scale (*Somewhat unlikely*)."""


def is_scale(labels: Iterable[str]) -> bool:
    """Tell whether most labels of a column are answers on a scale, and nobody's names."""
    told = [not _SCALE.isdisjoint(label_key(label).split()) for label in labels]
    return sum(told) * 2 > len(told)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str], bool]]:
    """Divide a text into rows: the line on which each begins, its cells, and whether its quotes pair.

    Where they do not, a quote is a character like others, or belongs to its cell: the line is read without quoting.
    """
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        cells, used = _quoted(lines, place, delimiter)
        yield place + 1, _loosely(lines[place], delimiter) if cells is None else cells, cells is not None
        place += used


def _quoted(lines: Sequence[str], place: int, delimiter: str) -> tuple[list[str] | None, int]:
    """Give the cells of the record that begins here and its number of lines; no cells when its quotes do not pair."""
    quotes = 0
    for end in range(place, min(place + _MOST_LINES, len(lines))):
        quotes += lines[end].count('"')
        if quotes % 2 == 0:
            try:
                found = list(csv.reader(["\n".join(lines[place : end + 1])], delimiter=delimiter, strict=True))
            except csv.Error:
                return None, 1
            return (found[0] if found else []), end + 1 - place
    return None, 1


def _loosely(line: str, delimiter: str) -> list[str]:
    """Give the cells of one line: by its quotes as far as they pair, else as if there were none."""
    if line.count('"') % 2 == 0:
        found = list(csv.reader([line], delimiter=delimiter))
        return found[0] if found else []
    return line.split(delimiter)


_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_TRIED = ("\t", ";", "|", ",")
_SAMPLE_ROWS = 50
_SAMPLE = 200_000


class SheetRow(NamedTuple):
    """One row of a sheet."""

    number: int
    """Number as a spreadsheet shows it, from 1 (the header is row 1)."""
    at: int
    """Line of the file on which it begins."""
    cells: list[str]

    def cell(self, place: int | None) -> str:
        """What stands in a column, without white space around it; empty where there is no such column."""
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""


def filled_cells(rows: Sequence[SheetRow], place: int | None) -> list[str]:
    """What stands in a column, without its empty cells."""
    return [cell for row in rows if (cell := row.cell(place))]


class ReadSheet(NamedTuple):
    """The rows of a file that are not empty."""

    rows: list[SheetRow]
    delimiter: str
    findings: tuple[Finding, ...] = ()


def sheet(name: str, text: str, options: ReadOptions) -> ReadSheet:
    """Divide text into rows and cells; line ends inside quoted cells stay."""
    # The limit is one for the whole process; a cell cannot be longer than the text that it stands in.
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    delimiter = _NAMED.get(options.delimiter, options.delimiter) or sniffed(name, text)
    try:
        return ReadSheet(list(_rows(text, delimiter, strict=True)), delimiter)
    except csv.Error:
        return _mended(name, text, delimiter)


def _mended(name: str, text: str, delimiter: str) -> ReadSheet:
    """Read a sheet whose quotes do not pair, row by row, and say in which lines that shows."""
    rows: list[SheetRow] = []
    broken: list[int] = []
    for number, (at, cells, whole) in enumerate(_records(text, delimiter), 1):
        if not whole:
            broken.append(at)
        if any(cell.strip() for cell in cells):
            rows.append(SheetRow(number, at, cells))
    message = f"quotes in this sheet do not pair ({lines_named(broken)}); the cells there were read as they are written"
    hint = 'double a quote inside a cell ("")'
    return ReadSheet(rows, delimiter, (Finding("warning", "sheet-quotes", message, name, broken[0], hint=hint),))


def lines_named(lines: Sequence[int]) -> str:
    """Name the first few of some lines: `line 3, 5`."""
    return f"line {first_numbers(lines)}"


def is_delimiter(written: str) -> bool:
    """Tell whether a delimiter of the options can divide cells."""
    character = _NAMED.get(written, written)
    return not written or (len(character) == 1 and character not in '"\r\n\0 ')


def sniffed(name: str, text: str) -> str:
    """Find the character that divides most rows into the same number of cells, two or more."""
    if name.lower().endswith((".tsv", ".tab")) and "\t" in text:
        return "\t"
    best, best_score = ",", 0.0
    for delimiter in _TRIED:
        widths = Counter(len(row.cells) for row in _sample(text, delimiter))
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        header = next(iter(_sample(text, delimiter)), None)
        # A delimiter of the header divides the others; one that only stands in texts does not.
        agrees = header is not None and len(header.cells) > 1
        score = (rows / max(sum(widths.values()), 1) + agrees) * (width > 1)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample(text: str, delimiter: str) -> list[SheetRow]:
    found: list[SheetRow] = []
    try:
        for row in _rows(text[:_SAMPLE], delimiter, strict=False):
            found.append(row)
            if len(found) == _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return found


def _rows(text: str, delimiter: str, *, strict: bool) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    before = 0
    for number, cells in enumerate(reader, 1):
        joined = "".join(cells)
        if joined and not joined.isspace():
            yield SheetRow(number, before + 1, cells)
        before = reader.line_num
