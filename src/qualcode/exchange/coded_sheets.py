"""Sheets of coded segments as MAXQDA, ATLAS.ti, Dedoose, Taguette, QualCoder, requal and NVivo export them.

A layout is recognised by two independent signs: its titles, and something in its cells or further columns that only
this program writes. With one sign alone, the sheet is read like any other.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from qualcode.readers.columns import normal

SegmentCells = Mapping[str, str]
"""Title of a column, as `normal` writes it -> text of the cell."""
_NVIVO_FILE = re.compile(
    r"^<?(?:Files|Internals|Dateien|Archivos|Fichiers)\\+(.+?)>? - § (\d+) references? coded\s*\[.*\]\s*$", re.MULTILINE
)
_NVIVO_REFERENCE = re.compile(r"^Reference (\d+) - [\d.,]+\s*% Coverage\s*$", re.MULTILINE)
_APPLIED = re.compile(r"code: (.+) applied", re.IGNORECASE)
_ATLAS_ID = re.compile(r"\d+:\d+")
_QUALCODER_ID = re.compile(r"(?:ctid|imid|avid):\d+")


@dataclass(frozen=True)
class SegmentLayout:
    """How one program lays out its coded segments."""

    program: str
    """Name of the program."""
    titles: Mapping[str, tuple[str, ...]]
    """Use -> titles of its column; every use must be found except `note` and `coder`."""
    second: Callable[[Sequence[SegmentCells]], bool]
    """Whether something else says that it is this program."""


def _has(*titles: str) -> Callable[[Sequence[SegmentCells]], bool]:
    return lambda rows: any(normal(title) in rows[0] for title in titles)


def _all(title: str, pattern: re.Pattern[str]) -> Callable[[Sequence[SegmentCells]], bool]:
    return lambda rows: all(pattern.fullmatch(row.get(title, "").strip()) for row in rows)


def _taguette(rows: Sequence[SegmentCells]) -> bool:
    """Identifiers are numbers, and rows of one identifier have the same words."""
    said = {row.get("id", ""): row.get("content", "") for row in rows}
    return all(row.get("id", "").isdigit() and said[row["id"]] == row.get("content", "") for row in rows)


def _requal(rows: Sequence[SegmentCells]) -> bool:
    """Positions are as far apart as the words are long."""
    return all(
        row.get("segment start", "").isdigit()
        and abs(int(row.get("segment end", "0") or 0) - int(row["segment start"]) - len(row["segment text"])) <= 1
        for row in rows
    )


_MAXQDA_MORE = _has(
    *("Color", "Colour", "Farbe", "Weight score", "Weight", "Gewicht", "Document group", "Dokumentgruppe"),
    *("Created by", "Beginning", "Begin", "Anfang", "Coverage %", "Area"),
)

LAYOUTS = (
    SegmentLayout("Taguette", {"transcript": ("document",), "codes": ("tag",), "quote": ("content",)}, _taguette),
    SegmentLayout(
        "MAXQDA",
        {
            "transcript": ("Document name", "Dokumentname"),
            "codes": ("Code",),
            "quote": ("Segment", "Coded segment", "Codiertes Segment"),
            "note": ("Comment", "Kommentar"),
            "coder": ("Created by", "Erstellt von"),
        },
        lambda rows: _MAXQDA_MORE(rows) or any(" > " in row.get("code", "") for row in rows),
    ),
    SegmentLayout(
        "ATLAS.ti",
        {
            "transcript": ("Document",),
            "codes": ("Codes",),
            "quote": ("Quotation Content", "Text Content"),
            "note": ("Quotation Comment", "Comment"),
        },
        lambda rows: _all("id", _ATLAS_ID)(rows) or _has("Number of Codes", "Initial Position")(rows),
    ),
    SegmentLayout(
        "QualCoder",
        {
            "transcript": ("File", "Filename"),
            "codes": ("Codename",),
            "quote": ("Coded",),
            "note": ("Coded_Memo",),
            "coder": ("Coder",),
        },
        _all("id", _QUALCODER_ID),
    ),
    SegmentLayout(
        "requal",
        {"transcript": ("doc_name",), "codes": ("code_name",), "quote": ("segment_text",), "coder": ("user_name",)},
        _requal,
    ),
    SegmentLayout(
        "Dedoose",
        {"transcript": ("Media Title",), "quote": ("Excerpt Copy",), "coder": ("Excerpt Creator",)},
        lambda rows: any(_APPLIED.fullmatch(title) for title in rows[0]),
    ),
)
"""Layouts that are known, each by its own titles."""
_OPTIONAL = ("note", "coder")


@dataclass(frozen=True)
class CodedSegments:
    """A sheet of another program, understood."""

    program: str
    """Name of the program."""
    columns: Mapping[str, str]
    """Use -> title of its column."""
    rows: tuple[Mapping[str, str], ...]
    """Use -> text, row by row; codes stand on lines of their own."""


def segments_in(header: Sequence[str], rows: Sequence[Sequence[str]]) -> CodedSegments | None:
    """Recognise a sheet of another program; None if no layout shows both its signs."""
    titles = [normal(title) for title in header]
    cells = [dict(zip(titles, (cell.strip() for cell in row), strict=False)) for row in rows]
    for layout in LAYOUTS if cells else ():
        places = {
            use: next((normal(name) for name in names if normal(name) in titles), "")
            for use, names in layout.titles.items()
        }
        needed = [place for use, place in places.items() if use not in _OPTIONAL]
        if all(needed) and layout.second(cells):
            said = {use: header[titles.index(place)] for use, place in places.items() if place}
            return CodedSegments(layout.program, said, tuple(_row(row, places, titles, header) for row in cells))
    return None


def _row(row: SegmentCells, places: Mapping[str, str], titles: Sequence[str], header: Sequence[str]) -> dict[str, str]:
    own = {use: row.get(place, "") for use, place in places.items() if place}
    if "codes" not in own:
        marked = ((_APPLIED.fullmatch(each), row.get(title, "")) for each, title in zip(header, titles, strict=True))
        applied = [found[1] for found, cell in marked if found and cell.lower() in ("true", "1", "yes")]
        own["codes"] = "\n".join(applied)
    return own


def nvivo_blocks(name: str, text: str) -> CodedSegments | None:
    """Passages of one node as NVivo writes them: a line for each file and reference, then the words.

    The node is named after the file. None if the text has no such lines, or their counts do not match.
    """
    files = list(_NVIVO_FILE.finditer(text))
    if not files or text[: files[0].start()].strip():
        return None
    code = PurePosixPath(name.replace("\\", "/")).stem
    rows: list[Mapping[str, str]] = []
    for file, end in zip(files, [*(each.start() for each in files[1:]), len(text)], strict=True):
        block = text[file.end() : end]
        quotes = list(_quotes(block))
        if len(quotes) != int(file[2]):
            return None
        document = file[1].replace("\\\\", "\\").split("\\")[-1]
        rows += [{"transcript": document, "codes": code, "quote": quote} for quote in quotes]
    return CodedSegments("NVivo", {"transcript": "file", "codes": "node", "quote": "reference"}, tuple(rows))


def _quotes(block: str) -> Iterator[str]:
    found = list(_NVIVO_REFERENCE.finditer(block))
    for each, end in zip(found, [*(one.start() for one in found[1:]), len(block)], strict=True):
        yield block[each.end() : end].strip()
