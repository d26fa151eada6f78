"""The styles of a Word table: built-in names where Word has them, so that a template's own take over."""

from typing import Any

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
