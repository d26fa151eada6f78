"""Word: a real table whose looks come from named styles, so that a thesis template can change them in one place.

Styles: `Caption`, the table style `Qualcode Table`, and for paragraphs `Table Heading`, `Table Number Heading`,
`Table Block`, `Table Text`, `Table Number` and `Table Note`. Pasted into a document that has styles of these names, the
table takes its looks from there.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from html import escape
from typing import Any

from qualcode.export.cells import LIMITS, LINE_END, map_texts
from qualcode.export.package import pack, package_parts
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Table
from qualcode.printed.page import DIVIDE, PageColumn, PrintedTable, spans
from qualcode.printed.present import printed_table
from qualcode.text.visible import visible

DOCUMENT_CREATED = datetime(2000, 1, 1)
"""The same date in every document: the same table gives the same bytes."""
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""Of WordprocessingML (ECMA-376, part 1)."""
TEXT_SIZE, NOTE_SIZE, CAPTION_SIZE = 9.5, 8.5, 10.5
"""Points of the letters of tables, notes and captions."""
CELL_MARGIN = 1.2
"""Millimetres on each side of a cell."""
TWIPS = 56.693
"""Twentieths of a point in a millimetre."""
_REGIONS = {"en": "en-GB", "id": "id-ID"}
"""Language -> what Word calls it, for spelling and hyphens."""
_KEPT_ROWS = 2
"""Rows at the top that stay with the caption."""


def table_to_docx(table: Table) -> bytes:
    """A table with its caption, numbered by a field, above it, and its notes below."""
    from docx.oxml import parse_xml

    if table.rows > LIMITS["docx"].rows:
        raise ValueError(f"docx takes {LIMITS['docx'].rows} rows here: ask `problems` first")
    page = printed_table(table)
    document = _document(page)
    body = document.element.body
    for part in docx_table(page):
        body.insert(len(body) - 1, parse_xml(part))  # the last element describes the page
    return pack(package_parts(document.part.package))


def docx_table(page: PrintedTable) -> list[str]:
    """Captions, tables and notes as elements of a document that has the styles."""
    parts = [each for part in range(len(page.parts)) for each in (*_caption(page, part), _table(page, part))]
    return [*parts, *_notes(page)]


def _document(page: PrintedTable) -> Any:
    """An empty document with page, properties and styles."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = Document()
    section, turned = document.sections[0], page.landscape
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if turned else (Mm(210), Mm(297))
    section.left_margin, section.right_margin = Mm(40), Mm(30)
    section.top_margin, section.bottom_margin = (Mm(30), Mm(30)) if turned else (Mm(40), Mm(30))
    about = document.core_properties
    about.title, about.author, about.comments = visible(page.title)[:255], "", ""
    about.created = about.modified = DOCUMENT_CREATED
    add_styles(document, page.language)
    return document


def _caption(page: PrintedTable, part: int) -> list[str]:
    """Number and title above the table: on one line, or after the APA the title in italics on the next."""
    repeat = " \\c" if part else ""  # a further part has the number of the first
    letter = chr(ord("a") + part) if len(page.parts) > 1 else ""
    number = f'<w:fldSimple w:instr=" SEQ Table \\* ARABIC{repeat} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    called = Messages(page.language)("Table")
    named = f"{_run(f'{called} ')}{number}{_run(letter) if letter else ''}"
    if page.style == "apa":
        return [_paragraph("Caption", named), _paragraph("Caption", _run(page.title, '<w:b w:val="0"/><w:i/>'))]
    return [_paragraph("Caption", f"{named}{_run(f'. {page.title}')}")]


def _notes(page: PrintedTable) -> list[str]:
    if not page.notes:
        return []
    said = Messages(page.language)("Note.")
    return [_paragraph("TableNote", _run(f"{said} ", "<w:i/>") + _run(" ".join(page.notes)))]


def _table(page: PrintedTable, part: int) -> str:
    columns = page.part(part)
    grid = "".join(f'<w:gridCol w:w="{_twips(column.width)}"/>' for column in columns)
    wide = sum(_twips(column.width) for column in columns)
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/>'
    title = f'<w:tblCaption w:val="{_text(page.title)}"/>'  # what a screen reader says
    width = f'<w:tblW w:w="{wide}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    rows = _rows(page, columns) if page.rows else _no_rows(page, columns)
    properties = f'<w:tblPr><w:tblStyle w:val="QualcodeTable"/>{width}{look}{title}</w:tblPr>'
    return f"<w:tbl {NAMESPACE}>{properties}<w:tblGrid>{grid}</w:tblGrid>{_head(columns)}{rows}</w:tbl>"


def _twips(millimetres: float) -> int:
    return round(TWIPS * millimetres)


def _head(columns: Sequence[PageColumn]) -> str:
    """The rows of headings, repeated on each page: what columns share, then what they are called."""
    over = "".join(_spanner(text, width) for text, width in spans(columns))
    rows = [over] if any(column.spanner for column in columns) else []
    rows.append("".join(map(_heading, columns)))
    return "".join(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{row}</w:tr>" for row in rows)


def _spanner(text: str, width: int) -> str:
    line = _border("bottom", 4) if text else ""
    properties = f'<w:tcPr><w:gridSpan w:val="{width}"/>{line}<w:vAlign w:val="bottom"/></w:tcPr>'
    return f"<w:tc>{properties}{_paragraph('TableHeading', _run(text), align='center' if text else '')}</w:tc>"


def _heading(column: PageColumn) -> str:
    properties = f'<w:tcPr>{_border("bottom", 6)}<w:vAlign w:val="bottom"/></w:tcPr>'
    style = "TableNumberHeading" if column.number else "TableHeading"
    divided = "<w:r><w:softHyphen/></w:r>".join(_run(part) for part in column.heading.split(DIVIDE))
    return f"<w:tc>{properties}{_paragraph(style, divided)}</w:tc>"


def _border(side: str, size: int) -> str:
    return f'<w:tcBorders><w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/></w:tcBorders>'


def _rows(page: PrintedTable, columns: Sequence[PageColumn]) -> str:
    cells = [map_texts(partial(_cell, column), column.texts) for column in columns]
    first = [[_cell(column, text, kept=True) for text in column.texts[:_KEPT_ROWS]] for column in columns]
    made = []
    for row in range(page.rows):
        if over := page.blocks.get(row):
            made.append(_block(over, len(columns)))
        source = first if row < _KEPT_ROWS else cells
        made.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(column[row] for column in source)}</w:tr>")
    return "".join(made)


def _block(text: str, width: int) -> str:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>{_paragraph("TableBlock", _run(text))}</w:tc>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _no_rows(page: PrintedTable, columns: Sequence[PageColumn]) -> str:
    spanning = f'<w:tcPr><w:gridSpan w:val="{max(len(columns), 1)}"/></w:tcPr>'
    nothing = _paragraph("TableText", _run(Messages(page.language)("No rows.")))
    return f"<w:tr><w:tc>{spanning}{nothing}</w:tc></w:tr>"


def _cell(column: PageColumn, text: str, *, kept: bool = False) -> str:
    whole = "<w:tcPr><w:noWrap/></w:tcPr>" if column.number else ""  # a number is never broken
    style = "TableNumber" if column.number else "TableText"
    return f"<w:tc>{whole}{_paragraph(style, _run(text), kept=kept)}</w:tc>"


def _paragraph(style: str, runs: str, *, kept: bool = False, align: str = "") -> str:
    keep = "<w:keepNext/>" if kept else ""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/>{keep}{aligned}</w:pPr>{runs}</w:p>'


def _run(text: str, looks: str = "") -> str:
    """A run of text; `looks` are the elements of its properties."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
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
</w:style>
"""
"""Three lines, as theses have them: above, below the headings (from their cells), below."""


def add_styles(document: Any, language: str) -> None:
    """Add the styles that tables use to a document of python-docx, whose text is in a language."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.shared import Pt

    document.styles.element.append(parse_xml(TABLE.replace("MARGIN", str(_twips(CELL_MARGIN)))))
    for each in document.styles.element.xpath("./w:docDefaults//w:lang"):
        each.set(f"{{{each.nsmap['w']}}}val", _REGIONS.get(language, language))
    text = _paragraphs(document, "Table Text", "Normal", Pt(TEXT_SIZE))
    text.font.name = "Times New Roman"
    text.paragraph_format.line_spacing = 1
    text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(1)
    _paragraphs(document, "Table Number", "Table Text").paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    heading = _paragraphs(document, "Table Heading", "Table Text")
    heading.paragraph_format.keep_with_next = True
    numbers = _paragraphs(document, "Table Number Heading", "Table Heading")
    numbers.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    block = _paragraphs(document, "Table Block", "Table Heading")
    block.font.bold, block.paragraph_format.space_before = True, Pt(4)
    note = _paragraphs(document, "Table Note", "Table Text", Pt(NOTE_SIZE))
    note.paragraph_format.space_before = Pt(4)
    caption = document.styles["Caption"]
    caption.font.color.rgb = None  # python-docx's own is blue
    caption.font.size, caption.font.name = Pt(CAPTION_SIZE), "Times New Roman"
    caption.paragraph_format.keep_with_next = True


def _paragraphs(document: Any, name: str, based_on: str, size: Any = None) -> Any:
    """A new paragraph style."""
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[based_on]
    if size:
        style.font.size = size
    return style
