"""The lines of a PDF with their places on the page, as PDFium finds them.

This file is also a program: `pdf` runs it in a process of its own, so it imports nothing of ours.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

_MOST_CHARACTERS = 20_000_000
_LOOKED_AT = 60
"""Characters at the beginning of a line whose fonts are looked at."""
_WIDE = 0.9
"""Times the size of the type from which a gap between two words may be the border of a column."""


class PasswordNeeded(Exception):
    """The document has a password."""


class Print(NamedTuple):
    """A printed line. Places are in points (1/72 inch) from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    word: float
    """Width of its first word."""
    size: float
    """Size of its type, in points."""
    lead: int
    """How many characters at its beginning are bold."""
    slanted: bool = False
    """Whether it is in italics from its first letter to its last."""
    cells: tuple[tuple[int, float], ...] = ()
    """Where a wide gap divides the line, as in a table: the character behind it, and how far left that stands."""


@dataclass(frozen=True)
class Page:
    """One page."""

    lines: tuple[Print, ...]
    """In the order in which the document has them."""
    pictures: bool
    """Whether it holds a picture."""
    height: float = 0.0
    """Its height in points."""


def read_pages(data: bytes) -> list[Page]:
    """Read all pages.

    Raises:
        PasswordNeeded: the document has a password.
        Exception: it is damaged or no PDF.
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise PasswordNeeded from None
        raise
    try:
        return [_page(document[place]) for place in range(len(document))]
    finally:
        document.close()


def _page(page: Any) -> Page:
    from pypdfium2 import raw

    text_page, height = page.get_textpage(), page.get_height()
    try:
        if text_page.count_chars() > _MOST_CHARACTERS:
            raise OverflowError
        lines = tuple(_lines(text_page)) if text_page.count_chars() else ()
        pictures = not lines and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    finally:
        text_page.close()
        page.close()
    return Page(lines, pictures, height)


def _lines(text_page: Any) -> Iterator[Print]:
    """Lines as printed: what PDFium divides although it stands side by side (a raised number) is put together."""
    line: Print | None = None
    for part in _parts(text_page):
        if line and abs(line.bottom - part.bottom) < line.size * 0.3 and -1 < part.left - line.right < line.size:
            gap = "" if line.text[-1:].isspace() or part.text[:1].isspace() else " "
            moved = len(line.text) + len(gap)
            cells = (*line.cells, *((at + moved, left) for at, left in part.cells))
            if part.left - line.right > line.size * _WIDE:
                cells = (*line.cells, (moved, part.left), *cells[len(line.cells) :])
            slanted = line.slanted and part.slanted
            line = line._replace(text=f"{line.text}{gap}{part.text}", right=part.right, slanted=slanted, cells=cells)
            continue
        if line:
            yield line
        line = part
    if line:
        yield line


def _parts(text_page: Any) -> Iterator[Print]:
    # Places of characters count UTF-16 units.
    units = text_page.get_text_range(errors="replace").encode("utf-16-le", "surrogatepass")
    place = 0
    for line in units.split("\r\n".encode("utf-16-le")) if len(units) % 2 == 0 else ():
        text = line.decode("utf-16-le", "replace")
        if text.strip():
            yield _print(text_page, text, place)
        place += len(line) // 2 + 2


def _print(text_page: Any, text: str, place: int) -> Print:
    from pypdfium2 import raw

    lead, end = len(text) - len(text.lstrip()), len(text.rstrip())
    first = text.split(maxsplit=1)[0]
    left, bottom, _, top = text_page.get_charbox(place + lead, loose=True)
    word = text_page.get_charbox(place + lead + len(first) - 1, loose=True)[2] - left
    right = text_page.get_charbox(place + end - 1, loose=True)[2]
    size = float(raw.FPDFText_GetFontSize(text_page.raw, place + lead))
    bold = _bold(text_page, place, text)
    slanted = all(_is_font(text_page, place + at, b"italic", b"oblique") for at in (lead, end - 1))
    cells = tuple(_gaps(text_page, place, text, size * _WIDE))
    return Print(text.replace("\0", ""), left, right, bottom, top, word, size, bold, slanted, cells)


def _gaps(text_page: Any, place: int, text: str, wide: float) -> Iterator[tuple[int, float]]:
    """The words before which a gap is wider than spaces are."""
    for at in range(1, len(text) - 1):
        if text[at].isspace() and not text[at + 1].isspace() and text[:at].strip():
            left = text_page.get_charbox(place + at + 1, loose=True)[0]
            before = next(back for back in range(at - 1, -1, -1) if not text[back].isspace())
            if left - text_page.get_charbox(place + before, loose=True)[2] > wide:
                yield at + 1, left


def _bold(text_page: Any, place: int, text: str) -> int:
    """How many characters at the beginning are set in a font that calls itself bold; spaces belong to both sides."""
    count = 0
    for count, character in enumerate(text[:_LOOKED_AT]):
        if not character.isspace() and not _is_font(text_page, place + count, b"bold", b"black"):
            return count
    end = len(text.rstrip())
    whole = end > _LOOKED_AT and _is_font(text_page, place + end - 1, b"bold", b"black")
    return len(text) if whole else count + 1 if text else 0


def _is_font(text_page: Any, place: int, *names: bytes) -> bool:
    """Whether the font of a character calls itself by one of some names."""
    from ctypes import c_int, create_string_buffer

    from pypdfium2 import raw

    name, flags = create_string_buffer(100), c_int()
    raw.FPDFText_GetFontInfo(text_page.raw, place, name, 100, flags)
    return any(each in name.value.lower() for each in names)


def read_standard_input(seconds: int, memory: int, path: list[str]) -> None:
    """Read a PDF from standard input within some seconds of processor time and bytes of memory; print its pages."""
    sys.path += path
    _limit(seconds, memory)
    try:
        found: object = [[page.lines, page.pictures, page.height] for page in read_pages(sys.stdin.buffer.read())]
    except PasswordNeeded:
        found = "locked"
    json.dump(found, sys.stdout)


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows; there the process that waits sets the only limit
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    read_standard_input(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
