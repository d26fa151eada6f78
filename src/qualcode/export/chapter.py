"""A Word document for a chapter: empty, with the styles and the page of a faculty's template, or with ours."""

from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.export.docx import DOCUMENT_CREATED, add_styles, black_captions, own_style
from qualcode.export.fields import NAMESPACE
from qualcode.export.package import repack
from qualcode.model.finding import StudyError, study_error
from qualcode.readers.archive import Unreadable, open_archive, part
from qualcode.text.visible import visible

HEADING_LEVELS = 4
"""Levels of headings that a chapter has; the contents name three."""
_LETTERS = "Times New Roman"
_TEMPLATE_TYPE, _DOCUMENT_TYPE = (
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml".encode()
    for kind in ("template", "document")
)
_KEPT = ("styles", "settings", "numbering", "theme", "fontTable", "webSettings")
"""Parts of a template that say how text looks; pictures, comments and notes of its old text do not come along."""
_LEAST_SPACE, _WRITING_SPACE = 40.0, (120.0, 200.0)
"""Millimetres between the margins: at least, and the width and height where a template does not say."""


def chapter_document(title: str, language: str, template: bytes | None = None, name: str = "") -> Any:
    """An empty document for a chapter.

    Args:
        title: what it is about, for the properties of the file.
        language: its language, for spelling and hyphens.
        template: bytes of a docx or dotx whose styles, margins, headers and footers are used; None: ours.
        name: the template as users write it, for messages.

    Raises:
        StudyError: the template is damaged, unpacks to too much, has macros or no styles.
    """
    from docx import Document

    document = _ours(Document()) if template is None else _from_template(template, name)
    _without_thumbnail(document.part.package)
    add_styles(document, language, _LETTERS if template is None else "")
    _text_styles(document)
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = visible(title)[:255], "", "", ""
    about.created = about.modified = DOCUMENT_CREATED
    _count_fields_when_opened(document)
    return document


def writing_space(document: Any) -> tuple[float, float]:
    """Millimetres between the margins of the last section: width and height."""
    page = document.sections[-1]
    wide = (page.page_width, page.left_margin, page.right_margin)
    high = (page.page_height, page.top_margin, page.bottom_margin)
    return _between(wide, _WRITING_SPACE[0]), _between(high, _WRITING_SPACE[1])


def _between(sides: Sequence[Any], usual: float) -> float:
    if any(side is None for side in sides):
        return usual
    whole, *margins = (float(side.mm) for side in sides)
    return max(whole - sum(map(abs, margins)), _LEAST_SPACE)


def _from_template(data: bytes, name: str) -> Any:
    """The template with its body emptied.

    Raises:
        StudyError: it is none, or holds what no template needs.
    """
    from docx import Document

    try:
        archive = open_archive(data, "a Word document", ".docx")
        types = [part(archive, each) for each in archive.namelist()][archive.namelist().index("[Content_Types].xml")]
    except Unreadable as trouble:
        raise _refused(name, trouble.message, trouble.hint) from None
    except Exception:  # a damaged archive fails in zip and zlib, each in its own ways
        raise _refused(name, "this is not a Word document that can be opened") from None
    if b"macroEnabled" in types:
        raise _refused(name, "it holds macros, which a report does not take over")
    try:
        from io import BytesIO

        document = Document(BytesIO(repack(data, _as_document)))
        styled = bool(document.part.part_related_by(_relation("styles")) and "Normal" in document.styles)
        _emptied(document)
    except Exception:  # python-docx and lxml raise what they like for parts that are not there or not XML
        raise _refused(name, "this is not a Word document with styles that can be opened") from None
    if not styled:
        raise _refused(name, "it has no style `Normal`, which all others are made from")
    return document


def _refused(
    name: str, why: str, hint: str = "save it in Word as .docx, with the styles of your faculty"
) -> StudyError:
    return study_error("bad-template", why, hint, name)


def _relation(kind: str) -> str:
    return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"


def _as_document(name: str, data: bytes) -> bytes:
    """A dotx says that it is a template; what is made from it is a document."""
    return data.replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE) if name == "[Content_Types].xml" else data


def _emptied(document: Any) -> None:
    """Take out the text of a template, and whatever only its text needed."""
    body = document.element.body
    page = body.get_or_add_sectPr()
    for child in [each for each in body if each is not page]:
        body.remove(child)
    used = set(body.xpath(".//@r:id"))
    relations = document.part.rels
    for number in [each for each in relations if each not in used]:
        if relations[number].reltype.rpartition("/")[2] not in _KEPT:
            del relations[number]
    settings = document.settings.element
    for each in settings.xpath("./w:footnotePr|./w:endnotePr|./w:attachedTemplate|./w:documentProtection"):
        settings.remove(each)


def _without_thumbnail(package: Any) -> None:
    """Take out the small picture of the first page, which shows another text."""
    for number in [each for each in package.rels if package.rels[each].reltype.endswith("/thumbnail")]:
        del package.rels[number]


def _ours(document: Any) -> Any:
    """The page of an Indonesian thesis, black headings, and the number of the page at its foot."""
    from docx.shared import Mm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(40), Mm(30), Mm(40), Mm(30)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _LETTERS, Pt(11)
    normal.paragraph_format.line_spacing, normal.paragraph_format.space_after = 1.15, Pt(6)
    for level, size in enumerate((16, 13, 11.5, 11), start=1):
        style = document.styles[f"Heading {level}"]
        for each in list(style.element.rPr.rFonts.attrib):  # letters of the theme would win over a name
            del style.element.rPr.rFonts.attrib[each]
        style.font.name, style.font.size, style.font.color.rgb = _LETTERS, Pt(size), RGBColor(0, 0, 0)
        style.font.italic = level == HEADING_LEVELS
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(4)
    black_captions(document)
    document.styles["Caption"].paragraph_format.space_before = Pt(10)
    quote = document.styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0, 0, 0)
    quote.paragraph_format.left_indent, quote.paragraph_format.right_indent = Mm(10), Mm(5)
    quote.paragraph_format.line_spacing, quote.paragraph_format.space_after = 1, Pt(2)
    quote.paragraph_format.keep_with_next = True
    foot = page.footer.paragraphs[0]
    foot.alignment = 1
    foot._p.append(_page_number())
    return document


def _page_number() -> Any:
    from docx.oxml import parse_xml

    return parse_xml(f'<w:fldSimple {NAMESPACE} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def _text_styles(document: Any) -> None:
    """What a chapter needs beside the styles of tables, where the document has nothing of that name."""
    for level in range(1, HEADING_LEVELS + 1):
        own_style(document, f"Heading {level}", bold=True, before=12, after=4, kept=True)
    own_style(document, "Caption", size=10.5, kept=True)
    own_style(document, "Figure", lines=1, before=8, after=2, kept=True)
    own_style(document, "Quote", indent=10, lines=1, after=2, kept=True)
    own_style(document, "Quote Source", size=9.5, indent=10, lines=1, before=0, after=8)
    own_style(document, "List Bullet", indent=6)
    own_style(document, "Contents Heading", bold=True, size=13, before=12, after=4, kept=True)
    for level in range(1, 4):
        _with_dots(document, own_style(document, f"toc {level}", indent=5 * (level - 1), lines=1, after=2))
    _with_dots(document, own_style(document, "table of figures", lines=1, after=2))


def _with_dots(document: Any, style: Any) -> None:
    """Dots that lead to the number of the page at the right, unless the style sets its own."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    stops = style.paragraph_format.tab_stops
    if not len(stops):
        stops.add_tab_stop(Mm(round(writing_space(document)[0])), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _count_fields_when_opened(document: Any) -> None:
    """Ask Word to work out the numbers of pages: only it knows where they break."""
    from docx.oxml import parse_xml

    settings = document.settings.element
    for each in settings.xpath("./w:updateFields"):
        settings.remove(each)
    settings.insert(_place(settings), parse_xml(f'<w:updateFields {NAMESPACE} w:val="true"/>'))


_AFTER_UPDATE = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr",
                 "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats",
                 "shapeDefaults", "decimalSymbol", "listSeparator", "captions", "readModeInkLockDown",
                 "smartTagType", "schemaLibrary", "doNotEmbedSmartTags")  # fmt: skip
"""Settings that stand after it (CT_Settings is a sequence; Word refuses another order)."""


def _place(settings: Any) -> int:
    names = _local_names(settings)
    return next((at for at, name in enumerate(names) if name in _AFTER_UPDATE), len(settings))


def _local_names(element: Any) -> Iterator[str]:
    return (str(child.tag).rpartition("}")[2] for child in element)
