"""Excel workbooks: the one guarded reader of their sheets, for transcripts, coding sheets and exported tables."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import ZipFile

from qualcode.readers.archive import (
    MOST_TAGS,
    MOST_UNPACKED_BYTES,
    OLE,
    ZIP,
    Handler,
    Unreadable,
    broken,
    open_archive,
    part,
    walk_xml,
)
from qualcode.readers.sheet import SheetRow

_WHAT, _ENDING = "an Excel workbook", ".xlsx"
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"[0-9]{1,7}")
_MOST_CELLS = 5_000_000
"""Cells of all sheets, empty ones between filled ones too, from which a workbook is refused: all are in memory."""
_EXPORTED_CELLS = 20_000_000
"""The same for an exported table, which may have a million rows."""
_MOST_COLUMNS = 2_000
_HEAD = 4096
"""Bytes in which a part says what it is."""


def is_workbook(data: bytes) -> bool:
    """Whether a file's bytes begin as those of a workbook do, also an old one or one with a password."""
    return data.startswith((ZIP, OLE))


def read_workbook(data: bytes, *, exported: bool = False) -> dict[str, list[SheetRow]]:
    """The rows with text of each sheet, by its name, in the order of the workbook; formulas give their last value.

    Args:
        data: bytes of the file.
        exported: the workbook may be as long as the tables that this program writes.

    Raises:
        Unreadable: it is damaged, has a password, or would be too large for memory.
    """
    try:
        with open_archive(data, _WHAT, _ENDING) as archive:
            _guard_repeats(part(archive, "content.xml"))
            _guard(
                archive, _EXPORTED_CELLS if exported else _MOST_CELLS, MOST_UNPACKED_BYTES if exported else MOST_TAGS
            )
        return _sheets(data)
    except (Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # zipfile, zlib and calamine each have their own; a panic of calamine is no Exception
        raise broken(_WHAT, _ENDING) from None


def rows_of_workbook(sheets: Mapping[str, list[SheetRow]]) -> list[SheetRow]:
    """The rows of the table in a workbook: the exact one of our own, beside which stands a sheet for people."""
    ours = {"data", "notes"} <= sheets.keys()
    return sheets["data"] if ours else next(iter(sheets.values()), [])


def _guard(archive: ZipFile, most_cells: int, most_tags: int) -> None:
    """Refuse a workbook whose tables would be too large for memory.

    Two cells are enough for a far corner, and each cell can stand for the same long text.
    """
    parts = [part(archive, each, most_tags) for each in archive.namelist()]
    shared = _Shared()
    for data in parts:
        if b"sst" in data[:_HEAD] and b"sheetData" not in data:
            walk_xml(data, shared)
    room, cells = MOST_UNPACKED_BYTES, 0
    for data in parts:
        if b"sheetData" not in data:
            continue
        extent = _Extent()
        walk_xml(data, extent)
        cells += extent.width * extent.height
        if extent.width > _MOST_COLUMNS or cells > most_cells:
            raise Unreadable("too-large", "the sheets of this workbook are too large", "keep the columns that you need")
        if extent.shared * max(shared.sizes, default=0) > room:
            named = _Named(shared.sizes)
            walk_xml(data, named)
            room -= named.size
        if room < 0:
            message = f"the cells of this workbook hold more than {MOST_UNPACKED_BYTES // 1_000_000} MB of text"
            raise Unreadable("too-large", message, "keep the columns that you need")


def _guard_repeats(content: bytes) -> None:
    """Refuse a sheet of OpenDocument in which a few marks stand for more cells with text than a workbook may have."""
    cells = _Repeats()
    if content:
        walk_xml(content, cells)
    if cells.cells > _MOST_CELLS or cells.size > MOST_UNPACKED_BYTES:
        raise Unreadable("too-large", "the sheets of this workbook are too large", "keep the columns that you need")


class _Repeats(Handler):
    """How many cells an OpenDocument sheet has when repeated ones are written out, and how long their texts are."""

    def __init__(self) -> None:
        self.cells = self.size = 0
        self._row = self._cell = 1
        self._waiting = 0
        """Empty cells: at the end of a row, and rows of them at the end of a sheet, are none."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        repeated = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if kind == "table-row":
            self._row = int(repeated.get("number-rows-repeated", 1))
        elif kind in ("table-cell", "covered-table-cell"):
            self._cell = int(repeated.get("number-columns-repeated", 1))
            self._waiting += self._cell * self._row
        elif kind == "table":
            self._waiting = 0

    def data(self, text: str) -> None:
        if text.strip():
            self.cells += self._waiting
            self.size += len(text) * self._cell * self._row
            self._waiting = 0


class _Shared(Handler):
    """How long the texts are that cells share."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.rpartition(" ")[2] == "si":
            self.sizes.append(0)

    def data(self, text: str) -> None:
        if self.sizes:
            self.sizes[-1] += len(text)


class _Named(Handler):
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


class _Extent(Handler):
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
    width = max((place for row in found for place, cell in enumerate(row.cells, 1) if cell.strip()), default=0)
    return [row._replace(cells=row.cells[:width]) for row in found]


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
