"""Word: a real table whose looks come from named styles, so that a thesis template can change them in one place.

Styles: `Caption`, the table style `Qualcode Table`, and for paragraphs `Table Heading`, `Table Number Heading`,
`Table Text`, `Table Number` and `Table Note`. Pasted into a document that has styles of these names, the table takes
its looks from there.
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from qualcode.export.cells import (
    LIMITS,
    LINE_END,
    WORD_BREAKS,
    crowded,
    for_page,
    map_texts,
    needs,
    numeric,
    share_width,
    texts,
)
from qualcode.export.package import pack, package_parts
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Column, Table
from qualcode.text.visible import visible

PAGE_WIDTH, TURNED_PAGE_WIDTH = 482.0, 728.0
"""Points between the margins of an upright page of A4, and of a turned one."""
LETTER = 0.6
"""Points that a letter takes for each point of its size, about: the font is the reader's."""
MARGIN = {False: 3.5, True: 2.0}
"""Points on each side of a cell, by whether there are many columns."""
DOCX_LETTER_SIZES = (8.0, 7.0, 6.0)
"""Points of letters on a turned page, as large as fits."""
UPRIGHT = 9.0
"""Points of letters on an upright page."""


@dataclass(frozen=True)
class DocxLayout:
    """How a table is set."""

    turned: bool
    """True: on a page turned by 90 degrees, with the names of numbers upright."""
    size: float
    """Points of its letters."""
    margin: float
    """Points on each side of a cell."""
    widths: tuple[float, ...]
    """Points of each column."""


def docx_layout(table: Table) -> DocxLayout:
    """The largest letters with which numbers and words stay whole, and a fair part of the line for each column."""
    turned = crowded(table)
    wanted, margin = needs(table, turned, WORD_BREAKS), MARGIN[turned]
    room = (TURNED_PAGE_WIDTH if turned else PAGE_WIDTH) - 2 * margin * len(wanted)
    # half a letter more for each, since digits are wide
    least = sum(need.least + 0.5 for need in wanted)
    tried = DOCX_LETTER_SIZES if turned else (UPRIGHT,)
    size = next((size for size in tried if least * LETTER * size <= room), tried[-1])
    letters = share_width(wanted, room / (LETTER * size) - 0.5 * len(wanted))
    return DocxLayout(turned, size, margin, tuple((letter + 0.5) * LETTER * size + 2 * margin for letter in letters))


DOCUMENT_CREATED = datetime(2000, 1, 1)
"""The same date in every document: the same table gives the same bytes."""
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""Of WordprocessingML (ECMA-376, part 1)."""
UPRIGHT_LETTER = 13
"""Height of a letter of a name that stands upright, in twentieths of its size."""


def table_to_docx(table: Table) -> bytes:
    """A table with its caption, numbered by a field, above it, and its notes and definitions below."""
    from docx.oxml import parse_xml

    table = for_page(table)
    rows, columns = LIMITS["docx"].rows, LIMITS["docx"].columns
    if table.rows > rows or len(table.columns) > columns:
        raise ValueError(f"docx takes {rows} rows and {columns} columns here: ask `problems` first")
    set_as = docx_layout(table)
    document = _document(table, set_as)
    body = document.element.body
    for part in (_caption(table), _table(table, set_as), *_notes(table)):
        body.insert(len(body) - 1, parse_xml(part))  # the last element describes the page
    return pack(package_parts(document.part.package))


def _document(table: Table, set_as: DocxLayout) -> Any:
    """An empty document with page, properties and styles."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if set_as.turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if set_as.turned else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    about = document.core_properties
    about.title, about.author, about.comments = visible(table.title)[:255], "", ""
    about.created = about.modified = DOCUMENT_CREATED
    add_styles(document, set_as.size, set_as.margin)
    return document


def _caption(table: Table) -> str:
    number = '<w:fldSimple w:instr=" SEQ Table \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    named = Messages(table.language)("Table")
    return _paragraph("Caption", f"{_run(f'{named} ')}{number}{_run(f'. {table.title}')}")


def _notes(table: Table) -> list[str]:
    """One paragraph of notes, one of definitions."""
    say = Messages(table.language)
    columns = "".join(f"{_run(f' {each.name}: ', 'i')}{_run(each.definition)}" for each in table.columns)
    notes = _paragraph("TableNote", _run(f"{say('Note.')} ", "i") + _run(" ".join(table.notes)))
    return [*([notes] if table.notes else []), _paragraph("TableNote", _run(say("Columns."), "i") + columns)]


def _table(table: Table, set_as: DocxLayout) -> str:
    grid = "".join(f'<w:gridCol w:w="{int(20 * width)}"/>' for width in set_as.widths)
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/>'
    title = f'<w:tblCaption w:val="{_text(table.title)}"/>'  # what a screen reader says
    properties = f'<w:tblStyle w:val="QualcodeTable"/><w:tblW w:w="5000" w:type="pct"/>{look}{title}'
    rows = _rows(table) if table.rows else _no_rows(table)
    head = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{_head(table, set_as)}"
    return f"<w:tbl {NAMESPACE}>{head}{rows}</w:tbl>"


def _head(table: Table, set_as: DocxLayout) -> str:
    """The row of names, repeated on each page."""
    longest = max((len(column.heading or column.name) for column in table.columns if numeric(column)), default=0)
    high = int(UPRIGHT_LETTER * set_as.size * (longest + 2))
    height = f'<w:trHeight w:val="{high}" w:hRule="atLeast"/>' if set_as.turned else ""
    cells = "".join(_heading(column, upright=set_as.turned) for column in table.columns)
    return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def _heading(column: Column, *, upright: bool) -> str:
    turned = '<w:textDirection w:val="btLr"/>' if upright and numeric(column) else ""
    properties = f'<w:tcPr>{turned}<w:vAlign w:val="bottom"/></w:tcPr>'
    style = "TableHeading" if upright or not numeric(column) else "TableNumberHeading"
    return f"<w:tc>{properties}{_paragraph(style, _run(column.heading or column.name))}</w:tc>"


def _rows(table: Table) -> str:
    columns = [_cells(column, table) for column in table.columns]
    rows = ("".join(row) for row in zip(*columns, strict=True))
    return "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>" for row in rows)


def _no_rows(table: Table) -> str:
    spanning = f'<w:tcPr><w:gridSpan w:val="{max(len(table.columns), 1)}"/></w:tcPr>'
    nothing = _paragraph("TableText", _run(Messages(table.language)("No rows.")))
    return f"<w:tr><w:tc>{spanning}{nothing}</w:tc></w:tr>"


def _cells(column: Column, table: Table) -> list[str]:
    style = "TableNumber" if numeric(column) else "TableText"
    return map_texts(lambda text: _cell(style, text), texts(table, column))


def _cell(style: str, text: str) -> str:
    whole = "<w:tcPr><w:noWrap/></w:tcPr>" if style == "TableNumber" else ""  # a number is never broken
    return f"<w:tc>{whole}{_paragraph(style, _run(text))}</w:tc>"


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, looks: str = "") -> str:
    """A run of text; `looks` is `i` for italics."""
    properties = f"<w:rPr><w:{looks}/></w:rPr>" if looks else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(_text(line) for line in LINE_END.split(text))
    return f'<w:r>{properties}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def _text(text: str) -> str:
    return escape(visible(LINE_END.sub(" ", text)))


TABLE = """\
<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    w:type="table" w:customStyle="1" w:styleId="QualcodeTable">
  <w:name w:val="Qualcode Table"/>
  <w:basedOn w:val="TableNormal"/>
  <w:uiPriority w:val="99"/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:left w:w="MARGIN" w:type="dxa"/>
      <w:right w:w="MARGIN" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>
"""
"""Three lines, as theses have them: above, below the header, below."""


def add_styles(document: Any, size: float, margin: float) -> None:
    """Add the styles that the table uses to a document of python-docx: points of letters, and beside them in a cell."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.shared import Pt

    document.styles.element.append(parse_xml(TABLE.replace("MARGIN", str(int(20 * margin)))))
    text = _paragraphs(document, "Table Text", "Normal", Pt(size))
    _paragraphs(document, "Table Number", "Table Text").paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    heading = _paragraphs(document, "Table Heading", "Table Text")
    heading.font.bold = True
    heading.paragraph_format.keep_with_next = True
    numbers = _paragraphs(document, "Table Number Heading", "Table Heading")
    numbers.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _paragraphs(document, "Table Note", "Normal", Pt(8)).paragraph_format.space_before = Pt(4)
    caption = document.styles["Caption"]
    caption.font.color.rgb = None  # python-docx's own is blue
    caption.font.size = Pt(10)
    caption.paragraph_format.keep_with_next = True
    text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(1)


def _paragraphs(document: Any, name: str, based_on: str, size: Any = None) -> Any:
    """A new paragraph style."""
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[based_on]
    style.paragraph_format.space_after = 0
    if size:
        style.font.size = size
    return style
