"""The report as a Word document: the sections of the page, element by element, in the styles of a template.

A section is written once, as the HTML of the page, which uses few elements and gives each one meaning: a `p.small`
after a table is its note, a `figure` is a quote with its source. Here each becomes what a thesis has in its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import html

from qualcode.export.chapter import chapter_document, writing_space
from qualcode.export.docx import docx_table
from qualcode.export.fields import ListEntry, docx_paragraph, docx_run, field_list, marked, numbered
from qualcode.export.package import pack, package_parts
from qualcode.printed.fit import READABLE_WIDTH, fit, good_width, least_width
from qualcode.printed.page import PageColumn, PrintedTable
from qualcode.report.drawn import DrawnFigure
from qualcode.report.source import ReportSource

_LOOKS = {
    "b": "<w:b/>",
    "strong": "<w:b/>",
    "em": "<w:i/>",
    "i": "<w:i/>",
    "code": '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/>',
}
"""Element -> how its words look."""
_AROUND = '<w:color w:val="595959"/>'
"""The words before and after those that are coded."""
_BLANKS = re.compile(r"\s+")
"""Ends of lines in a transcript: on paper a quote runs on."""
_BREAKABLE = re.compile(r"[ \t\r\n]+")
"""Blanks of the page; those that keep words together stay."""
_SPEECH = "<w:noProof/>"
"""What people said is not spelled better."""
NOT_ON_PAPER = ("screen", "drawn", "why", "whole", "axis", "said", "legend")
"""Classes of what only a screen needs: links, and words about drawings that a document does not have."""
_FOLDED = ("svg", "details")
"""Elements that paper does not have: what is drawn is a figure there, what the page folds away stays in the page."""
_SECTION = 2
"""Level of the headings of sections."""
_LISTED = 3
"""Levels of headings that the contents name."""
_CAPTION_HEIGHT = 35.0
"""Millimetres that the caption of a figure and its note take on the page."""


@dataclass(frozen=True)
class Template:
    """A document whose styles a report takes."""

    data: bytes | None = None
    """Its bytes; None: there is none."""
    name: str = ""
    """The file as users write it."""


@dataclass
class _Entries:
    """Headings, tables and figures as they come, each with the bookmark to which the lists at the beginning lead."""

    headings: list[tuple[int, str, str]] = field(default_factory=list)
    tables: list[tuple[int, str, str]] = field(default_factory=list)
    figures: list[tuple[int, str, str]] = field(default_factory=list)

    def mark(self) -> str:
        """The bookmark of the next entry."""
        return f"_Toc{len(self.headings) + len(self.tables) + len(self.figures) + 1:08d}"


def report_document(
    of: ReportSource, parts: Mapping[str, str], figures: Mapping[str, DrawnFigure], template: Template | None = None
) -> bytes:
    """The document: contents, then the sections of the page with tables and figures that Word numbers.

    Args:
        of: the study as a report sees it.
        parts: the sections as the page has them (`report_parts`).
        figures: figures by the table that they are drawn beside, or by the section at whose end they stand.
        template: whose styles are used; None: ours.

    Raises:
        StudyError: the template cannot be used.
    """
    from docx.oxml import parse_xml

    asked, lang = template or Template(), of.options.lang or "en"
    document = chapter_document(of.title, lang, asked.data, asked.name)
    writer = _Writer(of, document, dict(figures))
    written = [each for name, part in parts.items() for each in writer.section(name, part)]
    body, names = document.element.body, _style_names(document)
    for each in [*writer.contents(), *written]:
        element = parse_xml(each)
        for style in element.xpath("descendant-or-self::w:pStyle|descendant-or-self::w:tblStyle"):
            style.val = names[style.val.lower()]
        body.sectPr.addprevious(element)
    return pack(package_parts(document.part.package))


def _style_names(document: Any) -> dict[str, str]:
    """A style as we write it, its name without blanks -> its identifier, which templates in other languages choose."""
    return {style.name.replace(" ", "").lower(): style.style_id for style in document.styles}


class _Writer:
    """Turns elements of the page into paragraphs, tables and figures of one document."""

    def __init__(self, of: ReportSource, document: Any, figures: dict[str, DrawnFigure]) -> None:
        self._of, self._say, self._document = of, of.say, document
        self._figures = figures
        self._width, height = writing_space(document)
        self._height = height - _CAPTION_HEIGHT
        self._entries = _Entries()
        self._title = ""

    def section(self, name: str, part: str) -> Iterator[str]:
        """The paragraphs of a section."""
        yield from self._children(html.fragment_fromstring(part, create_parent="div"))
        if name in self._figures:
            yield from self._figure(self._figures.pop(name))

    def _children(self, parent: Any) -> Iterator[str]:
        """What stands in an element, in its order; the notes of a table are taken with it."""
        elements = [each for each in parent if not screen_only(each)]
        at = 0
        while at < len(elements):
            element, at = elements[at], at + 1
            if element.tag == "div" and element.get("class") == "scroll":
                notes = []
                while at < len(elements) and elements[at].tag == "p" and elements[at].get("class") == "small":
                    notes.append(paper_words(elements[at]))
                    at += 1
                yield from self._table(element, notes)
            else:
                yield from self._element(element)

    def _element(self, element: Any) -> Iterator[str]:
        kind, marks = element.tag, (element.get("class") or "").split()
        if kind in ("h1", "h2", "h3", "h4"):
            yield self._heading(int(kind[1]), paper_words(element))
        elif kind == "p":
            yield docx_paragraph("tablenote" if "small" in marks else "normal", _runs(element))
        elif kind == "ul":
            yield from (docx_paragraph("listbullet", _runs(each)) for each in element)
        elif kind == "dl" and "facts" in marks:
            yield docx_paragraph("normal", docx_run(_facts(element)))
        elif kind == "dt":
            yield docx_paragraph("normal", _runs(element, "<w:b/>"), kept=True)
        elif kind == "figure":
            yield from _quote(element)
        elif element.get("id") != "turns":
            yield from self._children(element)

    def _heading(self, level: int, words: str) -> str:
        self._title = words if level == _SECTION else self._title
        mark = self._entries.mark()
        self._entries.headings.append((level, words, mark))
        return docx_paragraph(f"heading{level}", marked(docx_run(words), mark))

    def _table(self, region: Any, notes: Sequence[str]) -> Iterator[str]:
        section, label = self._title, region.get("aria-label") or ""
        title = section if label in ("", section) else f"{section}: {label}"
        page = paper_table(region, title, notes, self._of.options.lang or "en", self._width)
        number, mark = len(self._entries.tables) + 1, self._entries.mark()
        self._entries.tables.append((number, title, mark))
        yield from docx_table(page, number, mark)
        if page.name in self._figures:
            yield from self._figure(self._figures.pop(page.name))

    def _figure(self, drawn: DrawnFigure) -> Iterator[str]:
        """The picture, its caption below, and how to read it."""
        from io import BytesIO

        from docx.shared import Mm

        part = min(1, self._width / drawn.width, self._height / drawn.height)
        size = (Mm(round(drawn.width * part, 1)), Mm(round(drawn.height * part, 1)))
        picture = self._document.part.new_pic_inline(BytesIO(drawn.png), *size)
        picture.docPr.set("descr", drawn.alt)
        number, mark = len(self._entries.figures) + 1, self._entries.mark()
        self._entries.figures.append((number, drawn.title, mark))
        yield docx_paragraph("figure", f"<w:r><w:drawing>{picture.xml}</w:drawing></w:r>", kept=True)
        caption = f"{numbered(self._say('Figure'), number)}{docx_run(f'. {drawn.title}')}"
        yield docx_paragraph("caption", marked(caption, mark), kept=True)
        yield docx_paragraph("tablenote", docx_run(f"{self._say('Note.')} ", "<w:i/>") + docx_run(drawn.reading))

    def contents(self) -> Iterator[str]:
        """Contents, list of tables and list of figures, as fields that Word makes anew; then a new page."""
        say, found = self._say, self._entries
        headings = [ListEntry(f"toc{level}", words, mark) for level, words, mark in found.headings if level <= _LISTED]
        yield from field_list(say("Contents"), f'TOC \\o "1-{_LISTED}" \\h \\z \\u', headings)
        tables, figures = (say("List of tables"), say("Table")), (say("List of figures"), say("Figure"))
        for (title, called), captions in ((tables, found.tables), (figures, found.figures)):
            listed = [ListEntry("tableoffigures", f"{called} {at}. {words}", mark) for at, words, mark in captions]
            yield from field_list(title, f'TOC \\h \\z \\c "{called}"', listed)
        yield docx_paragraph("normal", '<w:r><w:br w:type="page"/></w:r>')


def _runs(element: Any, looks: str = "") -> str:
    """The words of an element with those inside that look otherwise."""
    spoken = _SPEECH if element.get("lang") == "" else ""
    made = docx_run(element.text, looks + spoken) if element.text else ""
    for child in element:
        if not screen_only(child):
            made += _runs(child, looks + _LOOKS.get(child.tag, ""))
        made += docx_run(child.tail, looks + spoken) if child.tail else ""
    return made


def _facts(element: Any) -> str:
    """Names and numbers of the head in one line."""
    pairs = [(paper_words(pair.find("dt")), paper_words(pair.find("dd"))) for pair in element]
    return "; ".join(f"{name}: {value}" for name, value in pairs) + "."


def _quote(figure: Any) -> Iterator[str]:
    """A quote, the words around those that are coded in grey, and in brackets who said it where."""
    block = figure.find("blockquote")
    mark = block.find("mark")
    before, coded, after = (_BLANKS.sub(" ", text or "") for text in (block.text, mark.text_content(), mark.tail))
    looks = ((before, _AROUND + _SPEECH), (coded, _SPEECH), (after, _AROUND + _SPEECH))
    yield docx_paragraph("quote", "".join(docx_run(words, look) for words, look in looks if words))
    for gloss in figure.findall("p"):  # what it says in other languages
        yield docx_paragraph("quote", docx_run(_BLANKS.sub(" ", gloss.text_content()), f"<w:i/>{_SPEECH}"))
    told = [paper_words(each) for each in figure.find("figcaption") if not screen_only(each)]
    yield docx_paragraph("quotesource", docx_run(f"({'; '.join(each for each in told if each)})"))


def paper_words(element: Any) -> str:
    """The text of an element as paper has it; what is written small stands in brackets after a number."""
    words = _BREAKABLE.sub(" ", "".join(_pieces(element)).replace(" \u00b7 ", ", ")).strip()
    return words.replace("N = ", "N\u00a0=\u00a0")


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not screen_only(child):
            small = child.tag == "small"
            inner = "".join(_pieces(child))
            yield f" ({inner.strip()})" if small and inner.strip() else inner
        yield child.tail or ""


def screen_only(element: Any) -> bool:
    """Whether an element is for screens alone."""
    classes = (element.get("class") or "").split()
    return element.tag in _FOLDED or any(each in NOT_ON_PAPER for each in classes)


def paper_table(region: Any, title: str, notes: Sequence[str], language: str, width: float) -> PrintedTable:
    """The table of a region of the page, set to a width in millimetres; too many columns make parts."""
    table = region.find("table")
    spanner, heads = _heads(table)
    rows = [list(row) for row in table.iterfind("tbody/tr") if row.get("class") != "folded"]
    kept = [at for at in range(len(heads)) if not _drawn(heads[at], [row[at] for row in rows])]
    columns = [_column(heads[at], spanner[at], [paper_words(row[at]) for row in rows]) for at in kept]
    least = [least_width(column.heading, column.texts, number=column.number) for column in columns]
    grows = [not column.number and column.width >= READABLE_WIDTH / 2 for column in columns]
    fitted = fit(least, [column.width for column in columns], grows, width)
    label = region.get("aria-label")
    said = [words for caption in table.iterfind("caption") if (words := paper_words(caption)) != label]
    return PrintedTable(
        name=table.get("data-table") or "",
        title=title,
        columns=tuple(_wide(column, size) for column, size in zip(columns, fitted.widths, strict=True)),
        rows=len(rows),
        notes=tuple(each for each in (*said, *notes) if each),
        language=language,
        parts=fitted.parts,
    )


def _heads(table: Any) -> tuple[list[str], list[Any]]:
    """What stands over each column together with its neighbours, and the heading of each."""
    *above, heads = table.iterfind("thead/tr")
    over = [paper_words(cell) for row in above for cell in row for _ in range(int(cell.get("colspan") or 1))]
    return over or [""] * len(heads), list(heads)


def _drawn(head: Any, cells: Sequence[Any]) -> bool:
    return head.tag == "td" or any(cell.find("svg") is not None for cell in cells)


def _column(head: Any, spanner: str, texts: Sequence[str]) -> PageColumn:
    number, heading = "num" in (head.get("class") or "").split(), paper_words(head)
    return PageColumn("", heading, texts, number, good_width(heading, texts, number=number), spanner)


def _wide(column: PageColumn, width: float) -> PageColumn:
    return PageColumn("", column.heading, column.texts, column.number, width, column.spanner)
