"""Word: a real table whose looks come from named styles, so that a thesis template can change them in one place.

Styles: `Caption`, the table style `Qualcode Table`, and for paragraphs `Table Heading`, `Table Number Heading`,
`Table Text`, `Table Number` and `Table Note`. Pasted into a document that has styles of these names, the table takes
its looks from there.
"""

from datetime import datetime
from html import escape
from typing import Any

from qualcode.export.cells import LINE, WORDS, each, for_page, numeric, printed, visible
from qualcode.export.docx_layout import Layout, layout
from qualcode.export.docx_package import package_parts
from qualcode.export.limits import LIMITS
from qualcode.export.repack import pack
from qualcode.model import Column, Table

CREATED = datetime(2000, 1, 1)
"""The same date in every document: the same table gives the same bytes."""
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""Of WordprocessingML (ECMA-376, part 1)."""
UPRIGHT_LETTER = 13
"""Height of a letter of a name that stands upright, in twentieths of its size."""


def to_docx(table: Table) -> bytes:
    """A table with its caption, numbered by a field, above it, and its notes and definitions below."""
    from docx.oxml import parse_xml

    table = for_page(table)
    rows, columns = LIMITS["docx"].rows, LIMITS["docx"].columns
    if table.rows > rows or len(table.columns) > columns:
        raise ValueError(f"docx takes {rows} rows and {columns} columns here: ask `problems` first")
    set_as = layout(table)
    document = _document(table, set_as)
    body = document.element.body
    for part in (_caption(table), _table(table, set_as), *_notes(table)):
        body.insert(len(body) - 1, parse_xml(part))  # the last element describes the page
    return pack(package_parts(document.part.package))


def _document(table: Table, set_as: Layout) -> Any:
    """An empty document with page, properties and styles."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    from qualcode.export.docx_styles import add_styles

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if set_as.turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if set_as.turned else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    about = document.core_properties
    about.title, about.author, about.comments = visible(table.title)[:255], "", ""
    about.created = about.modified = CREATED
    add_styles(document, set_as.size, set_as.margin)
    return document


def _caption(table: Table) -> str:
    number = '<w:fldSimple w:instr=" SEQ Table \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return _paragraph("Caption", f"{_run(f'{WORDS[table.language].table} ')}{number}{_run(f'. {table.title}')}")


def _notes(table: Table) -> list[str]:
    """One paragraph of notes, one of definitions."""
    words = WORDS[table.language]
    columns = "".join(f"{_run(f' {each.name}: ', 'i')}{_run(each.definition)}" for each in table.columns)
    notes = _paragraph("TableNote", _run(f"{words.note} ", "i") + _run(" ".join(table.notes)))
    return [*([notes] if table.notes else []), _paragraph("TableNote", _run(words.columns, "i") + columns)]


def _table(table: Table, set_as: Layout) -> str:
    grid = "".join(f'<w:gridCol w:w="{int(20 * width)}"/>' for width in set_as.widths)
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/>'
    title = f'<w:tblCaption w:val="{_text(table.title)}"/>'  # what a screen reader says
    properties = f'<w:tblStyle w:val="QualcodeTable"/><w:tblW w:w="5000" w:type="pct"/>{look}{title}'
    rows = _rows(table) if table.rows else _no_rows(table)
    head = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{_head(table, set_as)}"
    return f"<w:tbl {NAMESPACE}>{head}{rows}</w:tbl>"


def _head(table: Table, set_as: Layout) -> str:
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
    return f"<w:tr><w:tc>{spanning}{_paragraph('TableText', _run(WORDS[table.language].no_rows))}</w:tc></w:tr>"


def _cells(column: Column, table: Table) -> list[str]:
    style = "TableNumber" if numeric(column) else "TableText"
    return each(lambda text: _cell(style, text), printed(column, table.data[column.name], table.language))


def _cell(style: str, text: str) -> str:
    whole = "<w:tcPr><w:noWrap/></w:tcPr>" if style == "TableNumber" else ""  # a number is never broken
    return f"<w:tc>{whole}{_paragraph(style, _run(text))}</w:tc>"


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, looks: str = "") -> str:
    """A run of text; `looks` is `i` for italics."""
    properties = f"<w:rPr><w:{looks}/></w:rPr>" if looks else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(_text(line) for line in LINE.split(text))
    return f'<w:r>{properties}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def _text(text: str) -> str:
    return escape(visible(LINE.sub(" ", text)))
