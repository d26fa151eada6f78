"""OpenDocument texts (LibreOffice, OpenOffice, Google Docs): paragraphs and tables in their order."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from qualcode.model.transcript import Reading
from qualcode.readers.archive import Handler, encrypted, open_archive, part, walk_xml
from qualcode.readers.reading import ReadOptions
from qualcode.readers.rich import Builder, DocumentBlock, read_archived

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 "
_ASIDE = {
    f"{_TEXT}note": "footnotes",
    f"{_OFFICE}annotation": "comments",
    f"{_TEXT}deletion": "deletions",
    f"{_TEXT}insertion": "insertions",
    f"{_TEXT}tracked-changes": "",
    f"{_OFFICE}forms": "",
    f"{_TEXT}ruby-text": "",
    f"{_TEXT}sequence-decls": "",
    f"{_SVG}title": "",
    f"{_SVG}desc": "",
}
"""Elements whose content is not speech -> how it is called; empty: not worth a word."""
_MOST_SPACES = 1000
_WHAT, _ENDING = "an OpenDocument text", ".odt"


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read an OpenDocument text; notes, comments, deleted text, headers and footers are not speech and stay out."""
    return read_archived(name, data, _content, _WHAT, _ENDING, options)


def _content(data: bytes) -> tuple[list[DocumentBlock], Counter[str]]:
    archive = open_archive(data, _WHAT, _ENDING)
    if b"encryption-data" in part(archive, "META-INF/manifest.xml"):
        raise encrypted(_ENDING)
    styles = _Styles()
    for each in ("styles.xml", "content.xml"):
        walk_xml(part(archive, each) or b"<none/>", styles)
    content = _Content(styles)
    walk_xml(part(archive, "content.xml"), content)
    return content.builder.finish(), content.aside


class _Type(NamedTuple):
    """How letters are set."""

    bold: bool = False
    italic: bool = False


class _Styles(Handler):
    """Which styles are bold, in italics or headings, by themselves or by the styles that they come from."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._bold: dict[str, bool] = {}
        self._slanted: dict[str, bool] = {}
        self._current = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == f"{_STYLE}style":
            self._current = attributes.get(f"{_STYLE}name", "")
            self._parents[self._current] = attributes.get(f"{_STYLE}parent-style-name", "")
        elif tag == f"{_STYLE}text-properties" and self._current:
            if weight := attributes.get(f"{_FO}font-weight"):
                self._bold[self._current] = weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= 600)
            if slant := attributes.get(f"{_FO}font-style"):
                self._slanted[self._current] = slant in ("italic", "oblique")

    def end(self, tag: str) -> None:
        if tag == f"{_STYLE}style":
            self._current = ""

    def type(self, style: str, around: "_Type") -> "_Type":
        """The type of a style; what it says nothing of is as around it."""
        chain = self._chain(style)
        bold = next((self._bold[each] for each in chain if each in self._bold), around.bold)
        return _Type(bold, next((self._slanted[each] for each in chain if each in self._slanted), around.italic))

    def heading(self, style: str) -> bool:
        """Whether a style is, or comes from, that of a title."""
        return any(each.startswith(("Title", "Subtitle", "Heading")) for each in self._chain(style))

    def _chain(self, style: str) -> list[str]:
        chain: list[str] = []
        while style and style not in chain and len(chain) < 20:
            chain.append(style)
            style = self._parents.get(style, "")
        return chain


class _Content(Handler):
    """Collects the text of `content.xml`."""

    def __init__(self, styles: _Styles) -> None:
        self.builder = Builder()
        self.aside: Counter[str] = Counter()
        self._styles = styles
        self._out = 0
        """Depth inside what is left out."""
        self._types: list[_Type] = []
        """The type of each paragraph and stretch that is open."""
        self._headings: list[bool] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._out or tag in _ASIDE:
            self._out += 1
            if _ASIDE.get(tag):
                self.aside[_ASIDE[tag]] += 1
        elif tag in (f"{_TEXT}p", f"{_TEXT}h"):
            self._begin_paragraph(tag, attributes.get(f"{_TEXT}style-name", ""))
        elif tag == f"{_TEXT}span":
            self._types.append(self._styles.type(attributes.get(f"{_TEXT}style-name", ""), self._type))
        else:
            self._start_other(tag, attributes)

    def _start_other(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == f"{_TEXT}s":
            count = attributes.get(f"{_TEXT}c", "1")
            self._write(" " * min(int(count) if count.isdecimal() and len(count) < 6 else 1, _MOST_SPACES))
        elif tag == f"{_TEXT}tab":
            self._write("\t")
        elif tag == f"{_TEXT}line-break":
            self._write("\n")
        elif tag == f"{_TABLE}table":
            self.builder.begin_table()
        elif tag == f"{_TABLE}table-row":
            self.builder.begin_row()
        elif tag == f"{_TABLE}table-cell":
            self.builder.begin_cell()

    def end(self, tag: str) -> None:
        if self._out:
            self._out -= 1
        elif tag in (f"{_TEXT}p", f"{_TEXT}h"):
            self.builder.end_paragraph(heading=self._headings.pop())
            self._types.pop()
            self.builder.begin_flow()
        elif tag == f"{_TEXT}span":
            self._types.pop()
        elif tag == f"{_TABLE}table":
            self.builder.end_table()

    def data(self, text: str) -> None:
        if not self._out and self._headings:
            self.builder.flowing_text(text, bold=self._type.bold, italic=self._type.italic)

    def _begin_paragraph(self, tag: str, style: str) -> None:
        self.builder.flush()  # a paragraph inside another one: a text box
        self._headings.append(tag.endswith(" h") or self._styles.heading(style))
        self._types.append(self._styles.type(style, _Type()))
        self.builder.begin_flow()

    @property
    def _type(self) -> _Type:
        return self._types[-1] if self._types else _Type()

    def _write(self, text: str) -> None:
        self.builder.text(text, bold=self._type.bold, italic=self._type.italic)
