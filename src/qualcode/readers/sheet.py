"""Sheets: delimited text as rows of cells, each with its line."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.model import Finding
from qualcode.readers.options import Options
from qualcode.readers.records import records

_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_TRIED = ("\t", ";", "|", ",")
_SAMPLE_ROWS = 50
_SAMPLE = 200_000


class Row(NamedTuple):
    """One row of a sheet."""

    number: int
    """Number as a spreadsheet shows it, from 1 (the header is row 1)."""
    at: int
    """Line of the file on which it begins."""
    cells: list[str]


class Sheet(NamedTuple):
    """The rows of a file that are not empty."""

    rows: list[Row]
    delimiter: str
    findings: tuple[Finding, ...] = ()


def sheet(name: str, text: str, options: Options) -> Sheet:
    """Divide text into rows and cells; line ends inside quoted cells stay."""
    # The limit is one for the whole process; a cell cannot be longer than the text that it stands in.
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    delimiter = _NAMED.get(options.delimiter, options.delimiter) or sniffed(name, text)
    try:
        return Sheet(list(_rows(text, delimiter, strict=True)), delimiter)
    except csv.Error:
        return _mended(name, text, delimiter)


def _mended(name: str, text: str, delimiter: str) -> Sheet:
    """Read a sheet whose quotes do not pair, row by row, and say in which lines that shows."""
    rows: list[Row] = []
    broken: list[int] = []
    for number, (at, cells, whole) in enumerate(records(text, delimiter), 1):
        if not whole:
            broken.append(at)
        if any(cell.strip() for cell in cells):
            rows.append(Row(number, at, cells))
    message = f"quotes in this sheet do not pair ({lines_named(broken)}); the cells there were read as they are written"
    hint = 'double a quote inside a cell ("")'
    return Sheet(rows, delimiter, (Finding("warning", "sheet-quotes", message, name, broken[0], hint=hint),))


def lines_named(lines: Sequence[int]) -> str:
    """Name the first few of some lines: `line 3, 5`."""
    return "line " + ", ".join(map(str, lines[:5])) + (" ..." if len(lines) > 5 else "")


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


def _sample(text: str, delimiter: str) -> list[Row]:
    found: list[Row] = []
    try:
        for row in _rows(text[:_SAMPLE], delimiter, strict=False):
            found.append(row)
            if len(found) == _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return found


def _rows(text: str, delimiter: str, *, strict: bool) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    before = 0
    for number, cells in enumerate(reader, 1):
        if any(cell.strip() for cell in cells):
            yield Row(number, before + 1, cells)
        before = reader.line_num
