"""Word: a real table whose looks come from named styles, so that a thesis template can change them in one place.

Styles: `Caption`, the table style `Qualcode Table`, and for paragraphs `Table Heading`, `Table Number Heading`,
`Table Block`, `Table Text`, `Table Number` and `Table Note`. Pasted into a document that has styles of these names, the
table takes its looks from there.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from qualcode.export.cells import LIMITS, map_texts
from qualcode.export.fields import NAMESPACE, docx_paragraph, docx_run, marked, numbered, xml_text
from qualcode.export.package import pack, package_parts
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Table
from qualcode.printed.page import DIVIDE, PageColumn, PrintedTable, spans
from qualcode.printed.present import printed_table
from qualcode.text.visible import visible

DOCUMENT_CREATED = datetime(2000, 1, 1)
"""The same date in every document: the same table gives the same bytes."""
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


def docx_table(page: PrintedTable, number: int = 1, mark: str = "") -> list[str]:
    """Captions, tables and notes as elements of a document that has the styles.

    `number` is what the field of the caption says until Word counts anew, and `mark` a bookmark of the caption.
    """
    parts = []
    for part in range(len(page.parts)):
        parts += [*_caption(page, part, number, "" if part else mark), _table(page, part)]
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
    black_captions(document)
    return document


def _caption(page: PrintedTable, part: int, number: int, mark: str) -> list[str]:
    """Number and title above the table: on one line, or after the APA the title in italics on the next."""
    letter = chr(ord("a") + part) if len(page.parts) > 1 else ""
    named = numbered(Messages(page.language)("Table"), number, repeat=part > 0) + (docx_run(letter) if letter else "")
    if page.style == "apa":
        title = docx_run(page.title, '<w:b w:val="0"/><w:i/>')
        return [docx_paragraph("Caption", named), docx_paragraph("Caption", title)]
    return [docx_paragraph("Caption", marked(f"{named}{docx_run(f'. {page.title}')}", mark))]


def _notes(page: PrintedTable) -> list[str]:
    if not page.notes:
        return []
    said = Messages(page.language)("Note.")
    return [docx_paragraph("TableNote", docx_run(f"{said} ", "<w:i/>") + docx_run(" ".join(page.notes)))]


def _table(page: PrintedTable, part: int) -> str:
    columns = page.part(part)
    grid = "".join(f'<w:gridCol w:w="{_twips(column.width)}"/>' for column in columns)
    wide = sum(_twips(column.width) for column in columns)
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/>'
    title = f'<w:tblCaption w:val="{xml_text(page.title)}"/>'  # what a screen reader says
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
    return f"<w:tc>{properties}{docx_paragraph('TableHeading', docx_run(text), align='center' if text else '')}</w:tc>"


def _heading(column: PageColumn) -> str:
    properties = f'<w:tcPr>{_border("bottom", 6)}<w:vAlign w:val="bottom"/></w:tcPr>'
    style = "TableNumberHeading" if column.number else "TableHeading"
    divided = "<w:r><w:softHyphen/></w:r>".join(docx_run(part) for part in column.heading.split(DIVIDE))
    return f"<w:tc>{properties}{docx_paragraph(style, divided, align=_side(column))}</w:tc>"


def _side(column: PageColumn) -> str:
    """The side of a column of texts that is not set to the left; that of numbers is told by their style."""
    return "right" if column.right and not column.number else ""


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
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>{docx_paragraph("TableBlock", docx_run(text))}</w:tc>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _no_rows(page: PrintedTable, columns: Sequence[PageColumn]) -> str:
    spanning = f'<w:tcPr><w:gridSpan w:val="{max(len(columns), 1)}"/></w:tcPr>'
    nothing = docx_paragraph("TableText", docx_run(Messages(page.language)("No rows.")))
    return f"<w:tr><w:tc>{spanning}{nothing}</w:tc></w:tr>"


def _cell(column: PageColumn, text: str, *, kept: bool = False) -> str:
    whole = "<w:tcPr><w:noWrap/></w:tcPr>" if column.number else ""  # a number is never broken
    style = "TableNumber" if column.number else "TableText"
    run = docx_run(text, "<w:b/>" if column.bold else "")
    return f"<w:tc>{whole}{docx_paragraph(style, run, kept=kept, align=_side(column))}</w:tc>"


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


def add_styles(document: Any, language: str, font: str = "Times New Roman") -> None:
    """Add the styles that tables use to a document of python-docx, whose text is in a language.

    A style that the document has already, since it was made from a template, stays as it is. Without a `font` the
    letters are those of the document.
    """
    from docx.oxml import parse_xml

    if "Qualcode Table" not in document.styles:
        document.styles.element.append(parse_xml(TABLE.replace("MARGIN", str(_twips(CELL_MARGIN)))))
    for each in document.styles.element.xpath("./w:docDefaults//w:lang"):
        each.set(f"{{{each.nsmap['w']}}}val", _REGIONS.get(language, language))
    own_style(document, "Table Text", size=TEXT_SIZE, font=font, lines=1, before=1, after=1)
    own_style(document, "Table Number", "Table Text", align="RIGHT")
    own_style(document, "Table Heading", "Table Text", kept=True)
    own_style(document, "Table Number Heading", "Table Heading", align="RIGHT")
    own_style(document, "Table Block", "Table Heading", bold=True, before=4)
    own_style(document, "Table Note", "Table Text", size=NOTE_SIZE, before=4, after=8)


def own_style(
    document: Any, name: str, based_on: str = "Normal", *, size: float = 0, font: str = "", bold: bool | None = None,
    align: str = "", lines: float = 0, before: float = -1, after: float = -1, kept: bool = False, indent: float = 0,
) -> Any:  # fmt: skip
    """A paragraph style: that of the document where it has one of this name, else a new one with these looks."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    if name in document.styles:
        return document.styles[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[based_on]
    shape = style.paragraph_format
    looks: dict[str, Any] = {"size": Pt(size) if size else None, "name": font or None, "bold": bold}
    for one, value in looks.items():
        if value is not None:
            setattr(style.font, one, value)
    shapes: dict[str, Any] = {
        "line_spacing": lines or None,
        "space_before": Pt(before) if before >= 0 else None,
        "space_after": Pt(after) if after >= 0 else None,
        "keep_with_next": kept or None,
        "left_indent": Mm(indent) if indent else None,
        "alignment": getattr(WD_ALIGN_PARAGRAPH, align) if align else None,
    }
    for one, value in shapes.items():
        if value is not None:
            setattr(shape, one, value)
    return style


def black_captions(document: Any) -> None:
    """Captions in the letters of the table; those of python-docx are blue."""
    from docx.shared import Pt

    caption = document.styles["Caption"]
    caption.font.color.rgb = None
    caption.font.size, caption.font.name = Pt(CAPTION_SIZE), "Times New Roman"
    caption.paragraph_format.keep_with_next = True
