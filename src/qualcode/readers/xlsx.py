"""Excel workbooks: the sheet with the most text, read like a csv sheet."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import ZipFile

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading
from qualcode.readers import rows
from qualcode.readers.archive import (
    MOST_UNPACKED_BYTES,
    Unreadable,
    broken,
    empty_reading,
    open_archive,
    part,
    walk_xml,
)
from qualcode.readers.reading import ReadOptions
from qualcode.readers.sheet import ReadSheet, SheetRow

_WHAT, _ENDING = "an Excel workbook", ".xlsx"
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"[0-9]{1,7}")
_MOST_CELLS = 5_000_000
"""Cells of a sheet, empty ones between filled ones too, from which it is refused: all are held in memory."""
_MOST_COLUMNS = 2_000
_HEAD = 4096
"""Bytes in which a part says what it is."""


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read a workbook; formulas give their last value, and other sheets with text are reported."""
    if reading := empty_reading(name, data):
        return reading
    try:
        with open_archive(data, _WHAT, _ENDING) as archive:
            _guard(archive)
        sheets = _sheets(data)
    except Unreadable as trouble:
        return trouble.reading(name, "xlsx")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # zipfile, zlib and calamine each have their own; a panic of calamine is no Exception
        return broken(_WHAT, _ENDING).reading(name, "xlsx")
    chosen = max(sheets, key=lambda title: _letters(sheets[title]), default=None)
    if chosen is None or not _letters(sheets[chosen]):
        return rows.read_sheet_rows(name, ReadSheet([], "\t"), options, ())
    others = [title for title in sheets if title != chosen and _letters(sheets[title])]
    reading = rows.read_sheet_rows(name, ReadSheet(sheets[chosen], "\t"), options, _others(name, others, list(sheets)))
    return reading


def _guard(archive: ZipFile) -> None:
    """Refuse a workbook whose tables would be too large for memory.

    Two cells are enough for a far corner, and each cell can stand for the same long text.
    """
    parts = [part(archive, each) for each in archive.namelist()]
    shared = _Shared()
    for data in parts:
        if b"sst" in data[:_HEAD] and b"sheetData" not in data:
            walk_xml(data, shared)
    room = MOST_UNPACKED_BYTES
    for data in parts:
        if b"sheetData" not in data:
            continue
        extent = _Extent()
        walk_xml(data, extent)
        if extent.width > _MOST_COLUMNS or extent.width * extent.height > _MOST_CELLS:
            raise Unreadable("too-large", "a sheet of this workbook is too large", "keep the columns that you need")
        if extent.shared * max(shared.sizes, default=0) > room:
            named = _Named(shared.sizes)
            walk_xml(data, named)
            room -= named.size
        if room < 0:
            message = f"the cells of this workbook hold more than {MOST_UNPACKED_BYTES // 1_000_000} MB of text"
            raise Unreadable("too-large", message, "keep the columns that you need")


class _Shared:
    """How long the texts are that cells share."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.rpartition(" ")[2] == "si":
            self.sizes.append(0)

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        if self.sizes:
            self.sizes[-1] += len(text)


class _Named:
    """How long all shared texts are that cells name, each as often as it is named."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.size = 0
        self._sizes = sizes
        self._shared = False
        self._number = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.rpartition(" ")[2] == "c":
            self._shared = attributes.get("t") == "s"
        self._number = ""

    def end(self, tag: str) -> None:
        number = self._number.strip()
        if self._shared and tag.rpartition(" ")[2] == "v" and _NUMBER.fullmatch(number):
            self.size += self._sizes[int(number)] if int(number) < len(self._sizes) else 0

    def data(self, text: str) -> None:
        self._number += text


class _Extent:
    """How far the cells of a sheet reach."""

    def __init__(self) -> None:
        self.width = self.height = 1
        self.shared = 0
        """Cells whose text stands among the shared ones."""
        self._across = self._down = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        if kind == "row":
            match = _placed(_NUMBER, attributes)
            self._down = int(match[0]) if match else self._down + 1
            self._across = 0
        elif kind == "c":
            match = _placed(_PLACE, attributes)
            self._across = _column(match[1]) if match else self._across + 1
            self.height = max(self.height, int(match[2]) if match else self._down)
            self.width = max(self.width, self._across)
            self.shared += attributes.get("t") == "s"

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


def _placed(pattern: re.Pattern[str], attributes: Mapping[str, str]) -> re.Match[str] | None:
    """Where a row or cell says that it stands; None when it does not say.

    Raises:
        Unreadable: it is no place of any sheet. calamine would take it for one so far out that memory ends, and with
            it the process.
    """
    written = attributes.get("r", "")
    match = pattern.fullmatch(written)
    if written and not match:
        raise broken(_WHAT, _ENDING)
    return match


def _column(letters: str) -> int:
    value = 0
    for letter in letters.upper():
        value = value * 26 + ord(letter) - 64
    return value


def _sheets(data: bytes) -> dict[str, list[SheetRow]]:
    """The rows with text of each sheet, by its name."""
    import io

    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return {title: _rows(book.get_sheet_by_name(title).to_python(skip_empty_area=False)) for title in _titles(book)}


def _titles(book: Any) -> list[str]:
    kind = type(book.sheets_metadata[0].typ) if book.sheets_metadata else None
    return [each.name for each in book.sheets_metadata if kind is None or each.typ == kind.WorkSheet]


def _rows(table: Sequence[Sequence[Any]]) -> list[SheetRow]:
    made = (SheetRow(number, number, [_text(cell) for cell in cells]) for number, cells in enumerate(table, 1))
    found = [row for row in made if any(cell.strip() for cell in row.cells)]
    width = max((_width(row) for row in found), default=0)
    return [row._replace(cells=row.cells[:width]) for row in found]


def _width(row: SheetRow) -> int:
    return max(place for place, cell in enumerate(row.cells, 1) if cell.strip())


def _text(cell: Any) -> str:
    """A cell as a reader of the sheet sees it: `3` and not `3.0`, times as `00:01:02`."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, timedelta):
        return _clock(cell.total_seconds())
    if isinstance(cell, time):
        return _clock(cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6)
    if isinstance(cell, datetime | date):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell).replace("\r\n", "\n").replace("\r", "\n")


def _clock(value: float) -> str:
    minutes, rest = divmod(round(value, 3), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}".removesuffix(".000")


def _letters(found: Sequence[SheetRow]) -> int:
    return sum(len(cell) for row in found for cell in row.cells)


def _others(name: str, others: Sequence[str], every: Sequence[str]) -> list[Finding]:
    if not others:
        return []
    shown = ", ".join(str(every.index(title) + 1) for title in others[:5])
    message = f"of {len(others) + 1} sheets with text the one with most of it was read, and not sheet {shown}"
    hint = "save each sheet as a file of its own if people speak in the others, too"
    return [Finding("warning", "other-sheets", message, name, hint=hint)]
