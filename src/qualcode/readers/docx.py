"""Word documents: paragraphs and tables in their order, names in bold or with a colon."""

import io
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.model.transcript import Reading
from qualcode.readers import names
from qualcode.readers.archive import OLE, ZIP, broken, open_archive, part
from qualcode.readers.decode import empty, failure
from qualcode.readers.reading import ReadOptions
from qualcode.readers.rich import MOST_PARAGRAPHS, DocumentBlock, Paragraph, mark, read_archived, too_many

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    [f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt", "delInstrText")]
    # The older drawing of a text box repeats the newer one.
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_ASIDE = {
    "comments": ["commentReference"],
    "footnotes": ["footnoteReference", "endnoteReference"],
    "deletions": ["del", "moveFrom"],
    "insertions": ["ins", "moveTo"],
}
"""What a document keeps beside its final text -> the elements that tell."""
_LABELLED = re.compile(r"\s*[^\W\d_][^:?!\n]{0,39}:\s")
_OFF = ("0", "false", "off", "none")


class Run(NamedTuple):
    """A stretch of text that is bold, in italics, or neither."""

    text: str
    bold: bool
    italic: bool = False


_BOX_END = Run("\n", False)
"""The end of a paragraph inside a text box."""


class Styles:
    """What the styles of a document say: which are headings, which are bold."""

    def __init__(self, document: Any) -> None:
        self._headings: set[str] = set()
        self._bold: set[str] = set()
        self._roles: dict[str, str] = {}
        for style in document.styles.element.iter(f"{_W}style"):
            identity = style.get(f"{_W}styleId") or ""
            name = style.find(f"{_W}name")
            title = (name.get(f"{_W}val") or "").lower() if name is not None else ""
            if title.startswith(("heading", "title", "subtitle")):
                self._headings.add(identity)
            if _is_on(style.find(f"{_W}rPr"), "b") and style.get(f"{_W}type") == "character":
                self._bold.add(identity)
            if name is not None and title and names.is_role(title) and style.get(f"{_W}type") == "paragraph":
                self._roles[identity] = name.get(f"{_W}val") or ""
        if len(self._roles) < 2:
            self._roles = {}  # one role is no talk: `Speaker` may be the style of names

    def speaker(self, paragraph: Any) -> str:
        """Who speaks in a paragraph, where two styles or more are named after roles; else empty."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle") if self._roles else None
        return self._roles.get(style.get(f"{_W}val"), "") if style is not None else ""

    def is_heading(self, paragraph: Any) -> bool:
        """Tell whether a paragraph has the style of a heading or title."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return style is not None and style.get(f"{_W}val") in self._headings

    def is_bold(self, run: Any) -> bool:
        """Tell whether a run is bold by itself or by its character style."""
        properties = run.find(f"{_W}rPr")
        if properties is None:
            return False
        style = properties.find(f"{_W}rStyle")
        by_style = style is not None and style.get(f"{_W}val") in self._bold
        return _is_on(properties, "b") or (by_style and properties.find(f"{_W}b") is None)


def _is_on(properties: Any, tag: str) -> bool:
    found = properties.find(f"{_W}{tag}") if properties is not None else None
    return found is not None and (found.get(f"{_W}val") or "1") not in _OFF


def read_blocks(parent: Any, styles: Styles) -> Iterator[DocumentBlock]:
    """Give paragraphs and tables in the order of the document; without its end a paragraph goes on in the next."""
    before: list[Run] = []
    for node in _nodes(parent):
        if node.tag == f"{_W}tbl":
            rows = _inner(node, "tr")
            yield [[list(_cell(cell, styles)) for cell in _inner(row, "tc")] for row in rows]
            continue
        before += text_runs(node, styles)
        if node.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:
            yield _paragraph(before, styles.is_heading(node), styles.speaker(node))._replace(look=_look(node))
            before = []
    if before:
        yield _paragraph(before, False)


def _cell(cell: Any, styles: Styles) -> Iterator[Paragraph]:
    """Give all paragraphs of a cell; tables inside it are flattened."""
    for block in read_blocks(cell, styles):
        if isinstance(block, list):
            yield from (paragraph for row in block for inner in row for paragraph in inner)
        else:
            yield block


def _paragraph(parts: Sequence[Run], heading: bool, speaker: str = "") -> Paragraph:
    text = "".join(part.text for part in parts)
    return Paragraph(text, "".join(mark(part.bold, part.italic) * len(part.text) for part in parts), heading, speaker)


def _look(paragraph: Any) -> str:
    """The style of a paragraph and the one colour of its text."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    runs = [run for run in paragraph.iterchildren(f"{_W}r") if run.find(f"{_W}t") is not None]
    found = (run.find(f"{_W}rPr/{_W}color") for run in runs)
    colours = {"" if colour is None else colour.get(f"{_W}val", "") for colour in found}
    look = ("" if style is None else style.get(f"{_W}val", ""), colours.pop() if len(colours) == 1 else "")
    return " ".join(part for part in look if part)


def _without_styles_beside_labels(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Forget what styles say of who speaks where the text says it itself (*Interviewer: ...*)."""
    styled = [block for block in blocks if isinstance(block, Paragraph) and block.speaker and block.text.strip()]
    labelled = sum(bool(_LABELLED.match(block.text)) for block in styled)
    if len({block.speaker for block in styled}) > 1 and labelled * 4 < len(styled):
        return blocks
    return [block._replace(speaker="") if isinstance(block, Paragraph) else block for block in blocks]


def _nodes(parent: Any) -> Iterator[Any]:
    """Give the paragraphs and tables inside an element, also those in content controls and the like."""
    for child in parent.iterchildren(tag="*"):
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag not in _SKIPPED and child.tag != f"{_W}sectPr":
            yield from _nodes(child)


def _inner(parent: Any, tag: str) -> list[Any]:
    """Rows of a table or cells of a row, also those inside content controls, not those of inner tables."""
    found: list[Any] = []
    for child in parent.iterchildren(tag="*"):
        if child.tag == f"{_W}{tag}":
            found.append(child)
        elif child.tag not in _SKIPPED and child.tag not in (f"{_W}tbl", f"{_W}tc", f"{_W}p"):
            found += _inner(child, tag)
    return found


def text_runs(paragraph: Any, styles: Styles) -> list[Run]:
    """Give the text of a paragraph in its order; deleted text and field codes are left out."""
    found: list[Run] = []
    _walk(paragraph, False, styles, found)
    return found[:-1] if found and found[-1] is _BOX_END else found


def _walk(node: Any, bold: bool, styles: Styles, found: list[Run], italic: bool = False) -> None:
    for child in node.iterchildren(tag="*"):
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}t":
            found.append(Run(child.text or "", bold, italic))
        elif child.tag in _CHARACTERS:
            found.append(Run(_CHARACTERS[child.tag], bold, italic))
        elif child.tag == f"{_W}p":  # a paragraph inside a text box
            if not found or found[-1] is not _BOX_END:
                found.append(Run("\n", False))
            _walk(child, False, styles, found)
            found.append(_BOX_END)  # else its last word and the next one outside would be one
        else:
            run = child.tag == f"{_W}r"
            slanted = _is_on(child.find(f"{_W}rPr"), "i") if run else italic
            _walk(child, styles.is_bold(child) if run else bold, styles, found, slanted)


_PARAGRAPH = re.compile(rb"<w:p[ />]")
_WHAT, _ENDING = "a Word document", ".docx"


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read a Word document; footnotes, comments, deleted text, headers and footers are not speech and stay out."""
    return read_archived(name, data, _content, _WHAT, _ENDING, options)


def _content(data: bytes) -> tuple[list[DocumentBlock], Counter[str]]:
    import docx

    with open_archive(data, _WHAT, _ENDING) as archive:
        for each in archive.namelist():
            if each.lower().endswith((".xml", ".rels")):
                _guard(part(archive, each))
    document: Any = docx.Document(io.BytesIO(data))
    body = document.element.body
    if body is None:
        raise ValueError("a document without a body")
    aside = {what: sum(1 for tag in tags for _ in body.iter(f"{_W}{tag}")) for what, tags in _ASIDE.items()}
    blocks = list(read_blocks(body, Styles(document)))
    return _without_styles_beside_labels(blocks), Counter(aside)


def _guard(data: bytes) -> None:
    """Refuse a part with too many paragraphs, or that declares a document type, as no Word document does."""
    if len(_PARAGRAPH.findall(data)) > MOST_PARAGRAPHS:
        raise too_many()
    if b"<!DOCTYPE" in data:
        raise broken(_WHAT, _ENDING)


_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SECONDS = 120


def read_doc(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read an old Word document; what only calls itself one (RTF, .docx, a web page) is read as what it is."""
    from qualcode.readers import html, rtf

    begin = data[:1024].lstrip().lower()
    if not data.strip():
        return empty(name)
    if begin.startswith(b"{\\rtf"):
        return rtf.read(name, data, options)
    if data.startswith(ZIP):
        return read(name, data, options)
    if begin.startswith((b"<html", b"<!doctype html", b"<?xml")):
        return html.read(name, data, options)
    if not data.startswith(OLE):
        return failure(name, "doc-broken", "this is not a Word document that can be opened", "save it as .docx")
    return _converted(name, data, options)


def _converted(name: str, data: bytes, options: ReadOptions) -> Reading:
    program = next((found for each in (*_PROGRAMS, *_USUAL_PLACES) if (found := shutil.which(each))), None)
    if program is None:
        message = "a .doc needs LibreOffice to be read, and it is not installed"
        return failure(name, "doc-needs-libreoffice", message, "install LibreOffice, or save the document as .docx")
    with tempfile.TemporaryDirectory() as folder:
        made = _convert(program, Path(folder), data)
        if made is None:
            message = "LibreOffice could not open this document"
            return failure(name, "doc-broken", message, "open it in the program that made it and save it as .docx")
        return read(name, made, options)


def _convert(program: str, folder: Path, data: bytes) -> bytes | None:
    """The document as .docx; a profile of its own keeps a LibreOffice that is open out of it."""
    source = folder / "source.doc"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(source)]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return None
    made = folder / "source.docx"
    return made.read_bytes() if made.is_file() else None
