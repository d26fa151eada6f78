"""Word documents: paragraphs and tables in their order, names in bold or with a colon."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from qualcode.model import Finding, Reading
from qualcode.readers.columns import conversation, returning
from qualcode.readers.docx_text import Run, Styles, blocks, runs
from qualcode.readers.failure import empty, failure
from qualcode.readers.labels import spoken
from qualcode.readers.lines import Line
from qualcode.readers.options import Options
from qualcode.readers.pieces import turns
from qualcode.readers.sheet import Row
from qualcode.readers.times import seconds

_MOST_BYTES = 200_000_000
"""Unpacked size from which a document is refused."""
_ASIDE = {"word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes", "word/comments.xml": "comments"}


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read a Word document; footnotes, comments, headers and footers are not speech and stay out."""
    if not data:
        return empty(name)
    try:
        document, styles, aside = _opened(data)
    except OverflowError:
        return failure(name, "docx-too-large", "this document unpacks to more than 200 MB", "divide it into parts")
    except Exception:  # a broken document can fail in zip, XML or in python-docx, each in its own ways
        hint = "open it in Word and save it again as .docx, without a password"
        return failure(name, "docx-broken", "this is not a Word document that can be opened", hint)
    pieces, guesses = spoken(list(_lines(document, styles)), name, "paragraph")
    said = turns(pieces)
    findings = (*_left_out(name, aside), *guesses)
    return Reading(said, findings=findings) if said else empty(name, findings)


def _opened(data: bytes) -> tuple[Any, Styles, list[str]]:
    import docx

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # Sizes that lie are caught when unpacking: zipfile reads no more than was stated.
        if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
            raise OverflowError
        parts = set(archive.namelist())
        aside = [kind for part, kind in _ASIDE.items() if part in parts and b"<w:t" in archive.read(part)]
    document = docx.Document(io.BytesIO(data))
    if document.element.body is None:
        raise ValueError("a document without a body")
    return document, Styles(document), aside


def _left_out(name: str, aside: list[str]) -> list[Finding]:
    if not aside:
        return []
    message = f"the {' and '.join(aside)} of this document are not speech and were left out"
    return [Finding("note", "docx-left-out", message, name)]


def _lines(document: Any, styles: Styles) -> Iterator[Line]:
    """Give the lines of all paragraphs and tables; numbers count paragraphs, those in tables too."""
    number = 0
    for block in blocks(document.element.body):
        if isinstance(block, list):
            yield from _table(block, styles, number + 1)
            number += sum(len(cell) for row in block for cell in row)
        else:
            number += 1
            yield from _paragraph(runs(block, styles), number, styles.is_heading(block))


def _paragraph(parts: list[Run], number: int, heading: bool = False) -> Iterator[Line]:
    """Cut a paragraph at its line breaks; each line knows how far it is bold from its beginning."""
    text = "".join(part.text for part in parts)
    bold = "".join(("b" if part.bold else " ") * len(part.text) for part in parts)
    place = 0
    for line in text.split("\n"):
        strong = bold[place : place + len(line)]
        lead = len(strong) - len(strong.lstrip("b"))
        yield Line(line, number, lead=lead, heading=heading)
        place += len(line) + 1


def _table(rows: list[list[list[Any]]], styles: Styles, first: int) -> Iterator[Line]:
    """A table with a speaker and a text column is a conversation; the text of other tables is paragraphs."""
    texts = [["\n".join("".join(run.text for run in runs(it, styles)) for it in cell) for cell in row] for row in rows]
    sheet = [Row(number, number, cells) for number, cells in enumerate(texts, 1)]
    columns = conversation(sheet, Options()) if len({len(cells) for cells in texts}) == 1 else None
    if columns and not returning(sheet, columns):  # a form: name, date, place
        columns = None
    number = first
    for place, (row, cells) in enumerate(zip(rows, texts, strict=True)):
        if columns is None or columns.speaker is None:
            for paragraph in (paragraph for cell in row for paragraph in cell):
                yield from _paragraph(runs(paragraph, styles), number)
                number += 1
            continue
        if place or not columns.header:
            yield _row(cells, columns.speaker, columns.text[0], columns.start, number)
        number += sum(len(cell) for cell in row)


def _row(cells: list[str], speaker: int, text: int, start: int | None, number: int) -> Line:
    label = cells[speaker].strip().rstrip(":").strip() or None
    return Line(
        cells[text],
        number,
        speaker=label,
        may_label=False,
        start_s=seconds(cells[start]) if start is not None else None,
    )
