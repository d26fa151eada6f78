"""Reads filled sheets of codings, csv or xlsx, whatever their columns are called."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile

from qualcode.exchange.coded_sheets import CodedSegments, nvivo_blocks, segments_in
from qualcode.model.finding import Finding, did_you_mean
from qualcode.readers.archive import ZIP, Unreadable
from qualcode.readers.columns import normal
from qualcode.readers.decode import decode
from qualcode.readers.reading import ReadOptions
from qualcode.readers.sheet import SheetRow, sheet
from qualcode.readers.workbook import is_workbook, read_workbook, rows_of_workbook

SHEET_HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "row id", "sample id", "nomor sampel", "id sampel"),
    "transcript": (
        *("transcript", "transkrip", "transcript id", "id transkrip", "document", "dokumen", "file", "berkas"),
        *("filename", "file name", "nama berkas", "interview", "wawancara", "source", "sumber"),
    ),
    "turn": ("turn", "giliran", "turn number", "nomor giliran", "no giliran", "giliran bicara"),
    "segment": ("segment", "segmen", "segment number", "nomor segmen", "no segmen", "sentence number"),
    "quote": (
        *("quote", "kutipan", "quotation", "coded text", "teks berkode", "selection", "excerpt", "cuplikan", "petikan"),
        *("text", "teks", "segment text", "teks segmen", "quotation content"),
    ),
    "start": ("start", "awal"),
    "end": ("end", "akhir"),
    "quote_start": ("quote_start",),
    "codes": (
        *("codes", "kode", "code", "kode kode", "coding", "koding", "pengodean", "label", "labels", "tema", "theme"),
        "themes",
    ),
    "assertion": ("assertion", "penegasan", "modalitas", "polarity", "polaritas"),
    "coder": ("coder", "pengode", "annotator", "anotator"),
    "rules": ("rules",),
    "note": ("note", "catatan", "notes", "memo", "comment", "comments", "komentar", "keterangan", "remark"),
}
"""Use of a column -> its usual titles in both languages, the likeliest first."""
NO_CODE = ("-", "–", "—", "none", "no code", "tidak ada", "tanpa kode", "nihil")
"""What people write when no code applies; an empty cell is a unit that nobody looked at."""
_SEPARATORS = re.compile(r"[;,\n|]")
_MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class CodingSheetRow:
    """One row of a sheet, its cells by use."""

    number: int
    """Number as a spreadsheet shows it, from 1 (the header is row 1)."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """Use -> text without white space around it; uses without a column or cell are missing."""

    def cell(self, use: str) -> str:
        """Text of a cell; empty if there is none."""
        return self.cells.get(use, "")


@dataclass(frozen=True)
class Filled:
    """A sheet as it was read."""

    rows: tuple[CodingSheetRow, ...]
    """Its rows that are not empty."""
    columns: Mapping[str, str]
    """Use -> title of its column."""
    findings: tuple[Finding, ...]
    """What was guessed or wrong; an error means that there are no rows."""


def read_sheet(name: str, data: bytes, columns: Mapping[str, str], delimiter: str = "", encoding: str = "") -> Filled:
    """Read a filled sheet; columns are as given (use -> title or number from 1), else recognised by their titles."""
    if (blocks := _blocks(name, data, ReadOptions(encoding=encoding))) is not None:
        return _of_program(name, blocks, range(1, len(blocks.rows) + 1), ())
    rows, findings = rows_of_sheet(name, data, ReadOptions(encoding=encoding, delimiter=delimiter))
    if any(finding.level == "error" for finding in findings):
        return Filled((), {}, findings)
    if not rows:
        return Filled((), {}, (*findings, Finding("error", "empty-sheet", "this sheet has no rows", name)))
    header = [cell.strip() for cell in rows[0].cells]
    known = None if columns else segments_in(header, [row.cells for row in rows[1:]])
    if known is not None:
        return _of_program(name, known, [row.number for row in rows[1:]], findings)
    places, wrong = _places(name, header, columns)
    if wrong:
        return Filled((), {}, (*findings, *wrong))
    read = tuple(
        CodingSheetRow(row.number, {use: row.cells[at].strip() for use, at in places.items() if at < len(row.cells)})
        for row in rows[1:]
    )
    titles = {use: header[at] or f"column {at + 1}" for use, at in places.items()}
    said = ", ".join(f"{use} = `{title}`" for use, title in titles.items())
    note = Finding("note", "columns-guessed", f"columns: {said}", name, hint="name others with --columns USE=TITLE")
    return Filled(read, titles, (*findings, note))


def _of_program(name: str, known: CodedSegments, numbers: Iterable[int], findings: tuple[Finding, ...]) -> Filled:
    """The segments of a program whose layout is known."""
    rows = (CodingSheetRow(number, row) for number, row in zip(numbers, known.rows, strict=True))
    said = ", ".join(f"{use} = `{title}`" for use, title in known.columns.items())
    note = Finding("note", "layout-known", f"coded segments of {known.program}: {said}", name)
    return Filled(tuple(row for row in rows if any(row.cells.values())), known.columns, (*findings, note))


def _blocks(name: str, data: bytes, options: ReadOptions) -> CodedSegments | None:
    """The passages of a node of NVivo, in a text or in a Word document."""
    if data.startswith(ZIP):
        if not name.lower().endswith(".docx"):
            return None
        from docx import Document

        try:
            text = "\n".join(each.text for each in Document(BytesIO(data)).paragraphs)
        except (ValueError, KeyError, BadZipFile):
            return None  # no document: the sheet's own reader says what is wrong with it
    elif len(data) > _MOST_BYTES or b"Coverage" not in data:
        return None
    else:
        text = decode(name, data, options).text or ""
    return nvivo_blocks(name, text.replace("\r\n", "\n"))


def divide(cell: str) -> list[str] | None:
    """The distinct codes in a cell; an empty list if the coder says that none applies, None for an empty cell."""
    if not cell.strip():
        return None
    if " ".join(cell.lower().split()) in NO_CODE:
        return []
    return list(dict.fromkeys(part.strip() for part in _SEPARATORS.split(cell) if part.strip()))


def rows_of_sheet(name: str, data: bytes, options: ReadOptions) -> tuple[list[SheetRow], tuple[Finding, ...]]:
    """The rows of a text or workbook that are not empty."""
    if is_workbook(data):
        try:
            return rows_of_workbook(read_workbook(data)), ()
        except Unreadable as trouble:
            code = "sheet-too-large" if trouble.kind == "too-large" else "bad-sheet"
            return [], (Finding("error", code, trouble.message, name, hint=trouble.hint),)
    if len(data) > _MOST_BYTES:
        return [], (Finding("error", "sheet-too-large", "this sheet is too large", name, hint="divide it"),)
    decoded = decode(name, data, options)
    if decoded.text is None:
        return [], decoded.findings
    divided = sheet(name, decoded.text, options)
    return divided.rows, (*decoded.findings, *divided.findings)


def _places(name: str, header: Sequence[str], columns: Mapping[str, str]) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """Use -> index of its column, and findings about missing columns."""
    titles = [normal(title) for title in header]
    places: dict[str, int] = {}
    for use, title in columns.items():
        at = _named(title, titles)
        if at is None:
            hint = did_you_mean(title, header, f"the columns are {', '.join(filter(None, header))}")
            return {}, (Finding("error", "unknown-column", f"there is no column `{title}`", name, 1, hint=hint),)
        places[use] = at
    for use, names in SHEET_HEADERS.items():
        if use not in places:
            free = (titles.index(each) for each in map(normal, names) if each in titles)
            found = next((at for at in free if at not in places.values()), None)
            if found is not None:
                places[use] = found
    return places, tuple(_missing(name, places, header))


def _named(title: str, titles: Sequence[str]) -> int | None:
    if normal(title) in titles:
        return titles.index(normal(title))
    number = int(title) if title.isascii() and title.isdigit() and len(title) < 6 else 0
    return number - 1 if 1 <= number <= len(titles) else None


def _missing(name: str, places: Mapping[str, int], header: Sequence[str]) -> list[Finding]:
    needed = [use for use in ("codes", "transcript") if use not in places and (use == "codes" or "id" not in places)]
    if not needed and not places.keys() & {"id", "turn", "quote"}:
        needed = ["turn"]
    said = {"codes": "the codes", "transcript": "the transcript", "turn": "the turn or the quote"}
    hint = f"write --columns USE=TITLE; the columns are {', '.join(filter(None, header))}"
    return [
        Finding("error", "missing-column", f"no column is known to hold {said[use]}", name, 1, hint=hint)
        for use in needed
    ]
