"""Paragraphs of Word as XML, and its fields: numbers that it counts, lists that it makes of headings and captions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from qualcode.export.cells import LINE_END
from qualcode.text.visible import visible

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""Of WordprocessingML (ECMA-376, part 1)."""
UNKNOWN_PAGE = "–"
"""What stands for the number of a page until Word counts."""


@dataclass(frozen=True)
class ListEntry:
    """One line of contents, or of a list of tables or figures."""

    style: str
    """Style of the line."""
    words: str
    """What it says."""
    mark: str
    """Bookmark to which it leads."""


def docx_paragraph(style: str, runs: str, *, kept: bool = False, align: str = "") -> str:
    """A paragraph in a style, given by its identifier; one that is `kept` stays with the next."""
    keep = "<w:keepNext/>" if kept else ""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/>{keep}{aligned}</w:pPr>{runs}</w:p>'


def docx_run(text: str, looks: str = "") -> str:
    """A run of text; `looks` are the elements of its properties."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(xml_text(line) for line in LINE_END.split(text))
    return f'<w:r>{properties}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def xml_text(text: str) -> str:
    """A text in one line, in which nothing is XML and no character acts."""
    return escape(visible(LINE_END.sub(" ", text)))


def numbered(called: str, number: int, *, repeat: bool = False) -> str:
    """*Table 3*: a field that Word counts, with the number as it is now; one that repeats does not count."""
    again = " \\c" if repeat else ""
    field = f'<w:fldSimple w:instr=" SEQ {called} \\* ARABIC{again} "><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'
    return f"{docx_run(f'{called} ')}{field}"


def marked(runs: str, mark: str) -> str:
    """Runs with a bookmark around them: `_Toc` and a number, which is the bookmark's own, too."""
    number = mark.removeprefix("_Toc")
    begin = f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>'
    return f'{begin}{runs}<w:bookmarkEnd w:id="{number}"/>' if mark else runs


def field_list(title: str, field: str, entries: Sequence[ListEntry]) -> Iterator[str]:
    """A list that Word makes anew of headings or captions, with the entries as they are now; nothing without any."""
    if not entries:
        return
    yield docx_paragraph("contentsheading", docx_run(title))
    for at, entry in enumerate(entries):
        link = f"{docx_run(entry.words)}<w:r><w:tab/></w:r>{_page_of(entry.mark)}"
        line = f'<w:hyperlink w:anchor="{entry.mark}" w:history="1">{link}</w:hyperlink>'
        begin = "" if at else _instruction(field)
        yield docx_paragraph(entry.style, begin + line + ("" if entry is not entries[-1] else _char("end")))


def _page_of(mark: str) -> str:
    begin = _instruction(f"PAGEREF {mark} \\h")
    return f"{begin}{docx_run(UNKNOWN_PAGE)}{_char('end')}"


def _instruction(field: str) -> str:
    """The beginning of a field, up to what it shows."""
    told = f'<w:r><w:instrText xml:space="preserve"> {escape(field, quote=False)} </w:instrText></w:r>'
    return f"{_char('begin')}{told}{_char('separate')}"


def _char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
