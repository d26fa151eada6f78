"""Paragraphs and tables as word processors have them, and the lines that they make."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from qualcode.model.finding import Finding
from qualcode.model.transcript import HowRead, Reading
from qualcode.readers import names
from qualcode.readers.archive import MOST_UNPACKED_BYTES, Unreadable, broken
from qualcode.readers.columns import (
    COLUMN_HEADERS,
    SheetColumns,
    conversation,
    is_prose,
    normal,
    original_beside,
    returning,
)
from qualcode.readers.continues import turns
from qualcode.readers.decode import empty
from qualcode.readers.labels import divide_by_speaker
from qualcode.readers.reading import BRACKETED, ReadOptions, SourceLine, parse_seconds, report_left_out, skipped
from qualcode.readers.sheet import SheetRow
from qualcode.readers.txt import with_letters

MOST_PARAGRAPHS = 200_000
"""Paragraphs from which a document is refused: some 5,000 pages, which no interview has and a bomb easily."""


def too_many() -> Unreadable:
    """The trouble of a document with too many paragraphs."""
    return Unreadable("too-large", "this document has more than 200,000 paragraphs", "divide it into parts")


class Paragraph(NamedTuple):
    """A paragraph; LF inside it is a line break."""

    text: str
    bold: str = ""
    """A mark for each character of the text: `b` where it is bold, `i` in italics; empty: nothing is."""
    heading: bool = False
    speaker: str = ""
    """The name of its style, where that is a role (*Interviewer*)."""
    look: str = ""
    """Its style and colour, in no words that mean anything; empty: those of most."""


def mark(bold: bool, italic: bool) -> str:
    """The mark of a character."""
    return "b" if bold else "i" if italic else " "


_SPACES = re.compile(r"[ \t\r\n\f]+")
_TIME = re.compile(rf"\s*{BRACKETED}\s*")
_LONGEST_FACT = 60
"""Characters of a cell of a form."""
_MOST_COLUMNS = 200
"""Cells of a row from which more text goes into the last one."""
DocumentTable = list[list[list[Paragraph]]]
"""Rows of cells of paragraphs; tables inside a cell are flattened."""
DocumentBlock = Paragraph | DocumentTable


class Builder:
    """Collects what a parser meets on its way into paragraphs and tables."""

    def __init__(self) -> None:
        self.blocks: list[DocumentBlock] = []
        self._texts: list[str] = []
        self._bold: list[str] = []
        self._space = True
        """True where a space would be the first of a line or the second in a row: in flowing text it is none."""
        self._tables = 0
        self._table: DocumentTable = []
        self._count = self._characters = 0

    @property
    def begun(self) -> bool:
        """Whether the paragraph at hand holds any text."""
        return bool(self._texts)

    def text(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """Add text to the paragraph.

        Raises:
            Unreadable: the document has too much of it; a mark of a few letters can stand for many spaces.
        """
        self._characters += len(text)
        if self._characters > MOST_UNPACKED_BYTES:
            raise Unreadable("too-large", "this document has more than 200 MB of text", "divide it into parts")
        if text:
            self._texts.append(text)
            self._bold.append(mark(bold, italic) * len(text))
        self._space = text.endswith("\n")

    def begin_flow(self) -> None:
        """Begin a line of flowing text."""
        self._space = True

    def flowing_text(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """Add text as markup has it, where line ends and runs of white space are one space."""
        text = _SPACES.sub(" ", text)
        text = text[1:] if self._space and text.startswith(" ") else text
        if text:
            self.text(text, bold=bold, italic=italic)
            self._space = text.endswith(" ")

    def end_paragraph(self, *, heading: bool = False) -> None:
        """End the paragraph, which may be empty.

        Raises:
            Unreadable: there are too many of them.
        """
        self._count += 1
        if self._count > MOST_PARAGRAPHS:
            raise too_many()
        paragraph = Paragraph("".join(self._texts), "".join(self._bold), heading)
        self._texts, self._bold = [], []
        if not self._tables:
            self.blocks.append(paragraph)
            return
        if not self._table:
            self._table.append([])
        if not self._table[-1]:
            self._table[-1].append([])
        self._table[-1][-1].append(paragraph)

    def begin_table(self) -> None:
        """Begin a table; inside another one it belongs to that one's cell."""
        self.flush()
        self._tables += 1

    def begin_row(self) -> None:
        """Begin a row of the outermost table."""
        if self._tables == 1:
            self.flush()
            if not self._table or self._table[-1]:
                self._table.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the outermost table."""
        if self._tables == 1:
            self.flush()
            if not self._table:
                self._table.append([])
            if len(self._table[-1]) < _MOST_COLUMNS:
                self._table[-1].append([])

    def end_table(self) -> None:
        """End the table."""
        self.flush()
        self._tables = max(self._tables - 1, 0)
        if not self._tables and self._table:
            self.blocks.append([row for row in self._table if row])
            self._table = []

    def flush(self) -> None:
        """End the paragraph where it holds any text."""
        if self.begun:
            self.end_paragraph()

    def finish(self) -> list[DocumentBlock]:
        """Give all blocks."""
        self._tables = min(self._tables, 1)
        self.end_table()
        return self.blocks


def lines_of(blocks: Iterable[DocumentBlock]) -> Iterator[SourceLine]:
    """Give the lines of all paragraphs and tables; numbers count paragraphs, those in tables too.

    Where tables are a conversation, nobody says the paragraphs beside them, unless a label stands there.
    """
    blocks = list(blocks)
    beside = any(isinstance(block, list) and _is_conversation(block) for block in blocks)
    number = 0
    for block in blocks:
        if isinstance(block, list):
            yield from _table(block, number + 1)
            number += sum(len(cell) for row in block for cell in row)
        else:
            number += 1
            yield from _paragraph(block._replace(heading=True) if beside else block, number)


def _paragraph(paragraph: Paragraph, number: int) -> Iterator[SourceLine]:
    """Cut a paragraph at its line breaks; each line knows how far it is bold from its beginning, or behind a time."""
    place = 0
    for line in paragraph.text.split("\n"):
        strong = paragraph.bold[place : place + len(line)]
        time = _TIME.match(line)
        plain = time.end() if time and "b" not in strong[: time.end()] else 0
        lead = len(strong) - len(strong[plain:].lstrip("b"))
        lead = 0 if lead == plain else lead
        found = SourceLine(line, number, lead=lead, heading=paragraph.heading, speaker=paragraph.speaker or None)
        yield found._replace(slanted=_slanted(line, strong), look=paragraph.look)
        place += len(line) + 1


def _slanted(line: str, marks: str) -> int | None:
    """The place from which on a line is in italics."""
    begin = marks.find("i")
    upright = any(own != "i" and not sign.isspace() for own, sign in zip(marks[begin:], line[begin:], strict=True))
    return None if begin < 0 or upright else begin


def _table(rows: DocumentTable, first: int) -> Iterator[SourceLine]:
    """A table with a speaker and a text column is a conversation; the text of other tables is paragraphs."""
    texts = _texts(rows)
    columns, titles = columns_of(texts), _titles(texts)
    key = columns is None and _is_key(texts)
    number = first
    for place, (row, cells) in enumerate(zip(rows, texts, strict=True)):
        if columns is not None and columns.who and len(cells) == 1:
            yield SourceLine(cells[0].strip(), number, heading=True)
        elif columns is None and _is_fact(cells):
            yield SourceLine(": ".join(cell.strip().rstrip(":") for cell in cells), number)
        elif key:
            yield SourceLine(": ".join(cell.strip() for cell in cells), number, heading=True, may_label=False)
        elif columns is None or not columns.who:
            for paragraph in (paragraph for cell in row for paragraph in cell):
                yield from _paragraph(paragraph, number)
                number += 1
            continue
        elif not columns.header or (place > titles and cells != texts[titles]):  # it may stand above each page
            yield from table_rows(cells, columns, number)
        number += sum(len(cell) for cell in row)


def _texts(rows: DocumentTable) -> list[list[str]]:
    return [["\n".join(paragraph.text for paragraph in cell) for cell in row] for row in rows]


def _is_conversation(rows: DocumentTable) -> bool:
    """Tell whether a table says who speaks."""
    columns = columns_of(_texts(rows))
    return columns is not None and columns.who


def _titles(texts: Sequence[list[str]]) -> int:
    """How many rows of one cell stand above the others: the title of a table."""
    return next((place for place, cells in enumerate(texts) if len(cells) > 1), 0)


def _rows_of_talk(texts: Sequence[list[str]]) -> list[list[str]]:
    """The rows without those of one cell, which are titles: of the table, or of what follows in it."""
    return [cells for cells in texts if len(cells) > 1]


def _is_fact(cells: Sequence[str]) -> bool:
    """Tell whether a row is a heading of a form with what is said to it: *Interviewer | Lena Thorn*."""
    if len(cells) != 2 or not all(cell.strip() and len(cell) <= _LONGEST_FACT for cell in cells):
        return False
    heading = cells[0].strip().rstrip(":").strip()
    return bool(heading) and (names.is_form_heading(heading) or names.is_role(heading)) and "\n" not in "".join(cells)


def _is_key(texts: Sequence[list[str]]) -> bool:
    """Tell whether a table says in few words who is who: *P1 | L, 58 th*; no label returns in it and nobody speaks."""
    cells = [cell.strip() for row in texts for cell in row]
    if len(texts) < 3 or any(len(row) != 2 for row in texts) or not all(cells):
        return False
    if any(len(cell) > _LONGEST_FACT or cell[-1] in ".?!…" for cell in cells):
        return False
    labels = cells[::2]
    told = sum(names.is_initial(label) or names.is_role(label) for label in labels)
    return len(set(labels)) == len(labels) and told * 2 >= len(labels)


def columns_of(texts: Sequence[list[str]]) -> SheetColumns | None:
    """The columns of a table that holds a conversation; None for forms and the like, where no label returns."""
    texts = _rows_of_talk(texts)
    if not texts or len({len(cells) for cells in texts}) != 1:
        return None
    sheet = [SheetRow(number, number, cells) for number, cells in enumerate(texts, 1)]
    columns = conversation(sheet, ReadOptions())
    if columns is None or not (columns.question is not None or returning(sheet, columns)):
        return None
    if columns.header and normal(texts[0][columns.text[0]]) in COLUMN_HEADERS["text"]:
        return columns  # the header says where the speech is; what stands in other columns are notes on it
    if columns.header and original_beside(texts[0], sheet[1:], [columns.speaker]) == columns.text[0]:
        return columns  # the others are translations of it
    body = texts[1:] if columns.header else texts
    used = columns.used
    if columns.header and not columns.by_content:  # what few rows have beside a column of speakers are notes
        used |= {
            place for place in range(len(body[0])) if sum(bool(cells[place].strip()) for cells in body) * 2 < len(body)
        }
    # Words that stand in no column of a conversation would be lost: then it is read as paragraphs.
    aside = [cells[place] for cells in body for place in range(len(cells)) if place not in used]
    return None if any(len(cell.split()) > 3 for cell in aside) else columns


def notes_left_out(name: str, blocks: Iterable[DocumentBlock]) -> list[Finding]:
    """Warn of columns with sentences in tables whose header says that the speech stands in another one."""
    titles: list[str] = []
    for rows in (block for block in blocks if isinstance(block, list)):
        texts = _texts(rows)
        columns = columns_of(texts)
        if columns is None or not columns.who or not columns.header:
            continue
        texts = _rows_of_talk(texts)
        body = [SheetRow(number, number, cells) for number, cells in enumerate(texts[1:], 2)]
        left = [place for place in range(len(texts[0])) if place not in columns.used and is_prose(body, place)]
        titles += [texts[0][place].strip() or f"column {place + 1}" for place in left]
    if not titles:
        return []
    message = f"columns of tables were left out, and hold sentences ({', '.join(f'`{title}`' for title in titles[:5])})"
    hint = "if they are speech, put them into the column that holds the others"
    return [Finding("warning", "column-left-out", message, name, hint=hint)]


def table_rows(cells: Sequence[str], columns: SheetColumns, number: int) -> list[SourceLine]:
    """What is said in a row of a table that is a conversation; with no speaker in it, the one above goes on."""
    if columns.question is not None:
        said = columns.asked_and_answered(SheetRow(number, number, list(cells)))
        return [SourceLine(text, number, speaker=party, may_label=False) for party, text in said]
    label = "" if columns.speaker is None else cells[columns.speaker].strip().rstrip(":").strip()
    time = parse_seconds(cells[columns.start]) if columns.start is not None else None
    return [SourceLine(cells[columns.text[0]], number, speaker=label or None, may_label=False, start_s=time)]


OpenBlocks = Callable[[bytes], tuple[list[DocumentBlock], Counter[str]]]
"""Bytes of a document -> its paragraphs and tables, and how often it keeps something beside the text."""


def read_archived(
    name: str, data: bytes, open_blocks: OpenBlocks, what: str, ending: str, options: ReadOptions
) -> Reading:
    """Read a document that is a zip archive: `what` it should be, and the `ending` of its kind."""
    if not data:
        return empty(name)
    try:
        blocks, aside = open_blocks(data)
    except Unreadable as trouble:
        return trouble.reading(name, ending[1:])
    except Exception:  # damaged data fail in zip, XML and the libraries that read them, each in its own ways
        return broken(what, ending).reading(name, ending[1:])
    return read_document(name, ending[1:], blocks, aside, options)


def read_document(
    name: str, form: str, blocks: Iterable[DocumentBlock], aside: Mapping[str, int], options: ReadOptions
) -> Reading:
    """Divide what a document holds into turns, and say what it keeps beside its final text."""
    blocks = list(blocks)
    findings = report_left_out(name, form, aside) + notes_left_out(name, blocks)
    return divide_into_turns(
        name,
        with_letters(list(lines_of(blocks))),
        "paragraph",
        findings=findings,
        skipped=skipped(aside),
        questions=options.questions,
    )


def divide_into_turns(
    name: str,
    lines: Iterable[SourceLine],
    unit: str,
    *,
    findings: Iterable[Finding] = (),
    attributes: Mapping[str, str] | None = None,
    encoding: str = "",
    skipped: Mapping[str, int] | None = None,
    timed: bool = True,
    questions: str = "",
) -> Reading:
    """Divide lines into turns, and say how they were read.

    `unit` and `timed` are those of `divide_by_speaker`; `skipped` says what the reader itself left out, and how often.
    With `questions` as `bold`, lines in bold are the interviewer's and all others the participant's.
    """
    every_line = list(map(_of_bold_question, lines)) if questions == "bold" else list(lines)
    said = divide_by_speaker(every_line, name, unit, timed=timed)
    found = turns(said.pieces)
    every = (*findings, *said.findings)
    if not found:
        return empty(name, every)
    how = account(encoding, said.how, skipped or {})
    return Reading(found, {**said.attributes, **(attributes or {})}, every, how=how, asking=said.asking)


def _of_bold_question(line: SourceLine) -> SourceLine:
    if line.heading or not line.text.strip() or line.speaker is not None:
        return line
    asks = line.lead >= len(line.text.rstrip())
    return line._replace(speaker="Interviewer" if asks else "Participant", may_label=False, lead=0)


def account(encoding: str, how: HowRead, skipped: Mapping[str, int]) -> HowRead:
    """Join what the reader and the search for labels have to tell; what never occurred is left out."""
    counts = {**skipped, **how.skipped}
    return HowRead(encoding, how.labels, {what: number for what, number in counts.items() if number})
