"""Sheets: delimited text as rows of cells, each with its line."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from qualcode.model import Finding
from qualcode.readers.options import Options

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
        pass
    rows = list(_rows(text, delimiter, strict=False))
    line = _broken_line(text, delimiter)
    message = "quotes in this sheet do not pair; cells were read as well as they can be"
    hint = 'double a quote inside a cell ("")'
    return Sheet(rows, delimiter, (Finding("warning", "sheet-quotes", message, name, line, hint=hint),))


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


def _broken_line(text: str, delimiter: str) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for _ in reader:
            before = reader.line_num
    except csv.Error:
        pass
    return before + 1
