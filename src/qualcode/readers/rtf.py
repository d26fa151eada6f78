"""Rich Text Format, as older word processors and f4transkript save it."""

import codecs
import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from qualcode.model.transcript import Reading
from qualcode.readers.archive import Unreadable
from qualcode.readers.decode import empty, failure
from qualcode.readers.names import word_set
from qualcode.readers.reading import ReadOptions, report_left_out
from qualcode.readers.rich import Builder, DocumentBlock, read_document

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_DESTINATIONS = word_set("""
    fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf ftnsep
    ftnsepc aftnsep aftnsepc footnote annotation atnid atnauthor atntime atndate atnref atrfstart atrfend fldinst
    filetbl listtable listoverridetable listtext pntext revtbl rsidtbl generator themedata datastore latentstyles
    colorschememapping xmlnstbl bkmkstart bkmkend shppict nonshppict shpinst do private xe tc rxe txe mmathPr
    """)
"""Groups whose text is not part of the document."""
_COUNTED = {"footnote": "footnotes", "annotation": "comments"}
_SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018",
    "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "bullet": "\u2022", "emspace": "\u2003",
    "enspace": "\u2002", "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\n": "\0par", "\r": "\0par",
    "{": "{", "}": "}", "\\": "\\", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Character sets of fonts (`\\fcharset`) -> encodings."""


class _State(NamedTuple):
    """What holds until the group ends."""

    out: bool = False
    """The text is not part of the document."""
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    skip: int = 1
    """Characters that stand in for one that is given by its number."""
    encoding: str = ""
    heading: bool = False


class Document:
    """The paragraphs and tables of a document, and what it keeps beside them."""

    def __init__(self, data: bytes) -> None:
        """Read all of it; what is not understood is no text."""
        self.aside: Counter[str] = Counter()
        self.depth = 0
        """Groups that are still open at the end: more than none when the document is cut off."""
        self._builder = Builder()
        self._state = _State()
        self._stack: list[_State] = []
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._styles = ""
        """Name of the table that is being read: `fonttbl`, `stylesheet` or none."""
        self._style: int | None = None
        """Number of the paragraph style that is being defined; a character style has none."""
        self._title = ""
        self._headings: set[int] = set()
        self._star = False
        self._pending = 0
        """Characters that are still to be left out behind one given by its number."""
        self._high = 0
        self._bytes = bytearray()
        """Bytes of one character or more in an encoding of several bytes."""
        self._in_table = self._table_open = self._row_ended = self._cell_ended = False
        self._words = self._handlers()
        self._run(data.decode("latin-1"))
        self._flush_bytes()
        self.depth = len(self._stack)
        self.blocks: list[DocumentBlock] = self._builder.finish()

    def _run(self, text: str) -> None:
        place, end = 0, len(text)
        while place < end:
            match = _TOKEN.match(text, place)
            if match is None:  # cannot be: the last alternative takes every character that is left
                break
            place = match.end()
            if match["word"] == "bin":  # raw bytes of a picture
                place += max(int(match["number"] or 0), 0)
            elif match["byte"]:
                self._byte(int(match["byte"], 16))
            elif match["text"]:
                self._plain(match["text"])
            elif match["word"]:
                self._word(match["word"], match["number"])
            elif match["sign"]:
                self._sign(match["sign"])
            elif match["brace"]:
                self._brace(match["brace"])

    def _brace(self, brace: str) -> None:
        self._flush_bytes()
        self._pending = 0
        self._star = False
        if brace == "{":
            self._stack.append(self._state)
        elif self._stack:
            heading = self._title.strip().lower().startswith(("heading", "title"))
            if self._styles == "stylesheet" and self._style is not None and heading:
                self._headings.add(self._style)
            self._title, self._style = "", None
            self._state = self._stack.pop()
            self._styles = self._styles if self._state.out else ""

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._star = True
        elif sign in _SIGNS:
            self._write(_SIGNS[sign])

    def _word(self, word: str, number: str | None) -> None:
        value = int(number) if number else None
        star, self._star = self._star, False
        if word == "u" and value is not None:
            self._unicode(value)
            return
        self._flush_bytes()
        if word in _DESTINATIONS or (star and word not in ("shptxt",)):
            self._leave_out(word)
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif word in self._words:
            self._words[word](value)

    def _leave_out(self, word: str) -> None:
        if not self._state.out and word in _COUNTED:
            self.aside[_COUNTED[word]] += 1
        self._state = self._state._replace(out=True)
        if word in ("fonttbl", "stylesheet"):
            self._styles = word

    def _handlers(self) -> dict[str, Callable[[int | None], None]]:
        def on(value: int | None) -> bool:
            return value != 0

        def change(**fields: bool | int | str) -> None:
            self._state = self._state._replace(**fields)  # type: ignore[arg-type]

        return {
            "b": lambda value: change(bold=on(value)),
            "i": lambda value: change(italic=on(value)),
            "v": lambda value: change(hidden=on(value)),
            "deleted": self._deleted,
            "revised": self._revised,
            "plain": lambda _: change(bold=False, italic=False, hidden=False, deleted=False, encoding=""),
            "pard": self._pard,
            "uc": lambda value: change(skip=min(max(value if value is not None else 1, 0), 100)),
            "ansicpg": self._codepage,
            "mac": lambda _: self._codepage(10000),
            "f": self._use_font,
            "fcharset": self._charset,
            "s": self._use_style,
            "outlinelevel": lambda _: change(heading=True),
            "par": lambda _: self._paragraph(),
            "sect": lambda _: self._paragraph(),
            "page": lambda _: self._paragraph(),
            "intbl": lambda _: self._in(),
            "cell": lambda _: self._cell(),
            "nestcell": lambda _: self._paragraph(),
            "row": lambda _: self._row(),
        }

    def _deleted(self, value: int | None) -> None:
        if value != 0 and not self._state.deleted and not self._state.out:
            self.aside["deletions"] += 1
        self._state = self._state._replace(deleted=value != 0)

    def _revised(self, value: int | None) -> None:
        if value != 0 and not self._state.out:
            self.aside["insertions"] += 1

    def _pard(self, _: int | None) -> None:
        self._state = self._state._replace(heading=False)
        self._in_table = False

    def _codepage(self, value: int | None) -> None:
        self._encoding = "mac-roman" if value == 10000 else _known(f"cp{value}") or "cp1252"

    def _use_font(self, value: int | None) -> None:
        self._font = value or 0
        self._state = self._state._replace(encoding=self._fonts.get(self._font, ""))

    def _charset(self, value: int | None) -> None:
        if self._styles == "fonttbl" and value not in (None, 0, 1, 2):
            self._fonts[self._font] = _known(_CHARSETS.get(value or 0, ""))

    def _use_style(self, value: int | None) -> None:
        if self._styles == "stylesheet":
            self._style = value or 0
        else:
            self._state = self._state._replace(heading=(value or 0) in self._headings)

    def _plain(self, text: str) -> None:
        self._flush_bytes()
        if self._styles == "stylesheet":
            self._title += text[:40]
        if self._state.out or self._state.hidden or self._state.deleted:
            return
        left, self._pending = max(self._pending - len(text), 0), self._pending
        text, self._pending = text[self._pending :], left
        # A character above 127 that is not escaped: some programs write them so.
        self._write(text if text.isascii() else text.encode("latin-1").decode(self._now, "replace"))

    def _byte(self, value: int) -> None:
        if self._pending:
            self._pending -= 1
            return
        if not (self._state.out or self._state.hidden or self._state.deleted):
            self._bytes.append(value)

    def _unicode(self, value: int) -> None:
        self._flush_bytes()
        self._pending = self._state.skip
        code = value + 65_536 if value < 0 else value
        high, self._high = self._high, 0
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond the 65,536
            self._high = code
            return
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00 if high else 0xFFFD
        if 0 < code < 0x110000:
            self._write(chr(code), keep=True)

    def _flush_bytes(self) -> None:
        if self._bytes:
            said = bytes(self._bytes).decode(self._now, "replace")
            self._bytes.clear()
            self._write(said)

    @property
    def _now(self) -> str:
        return self._state.encoding or self._encoding

    def _write(self, text: str, *, keep: bool = False) -> None:
        state = self._state
        if state.out or state.hidden or state.deleted or not text:
            return
        if not keep:
            self._pending = 0
        if text == "\0par":
            self._paragraph()
        else:
            self._settle()
            self._builder.text(text, bold=state.bold, italic=state.italic)

    def _paragraph(self) -> None:
        self._pending = 0
        # The end of a paragraph that was deleted joins it with the next one.
        if self._state.out or self._state.deleted:
            return
        self._settle()
        self._builder.end_paragraph(heading=self._state.heading)

    def _in(self) -> None:
        if not self._state.out:
            self._in_table = True

    def _cell(self) -> None:
        if not self._state.out:
            self._settle()
            self._builder.end_paragraph()
            self._cell_ended = True

    def _row(self) -> None:
        if not self._state.out:
            self._row_ended, self._cell_ended = True, False

    def _settle(self) -> None:
        """Begin or end the table, row or cell in which the next text stands: only its paragraph tells."""
        if not self._in_table:
            if self._table_open and self._row_ended:
                self._builder.end_table()
                self._table_open = False
            return
        if not self._table_open:
            self._builder.begin_table()
            self._table_open = self._row_ended = True
        if self._row_ended:
            self._builder.begin_row()
        if self._row_ended or self._cell_ended:
            self._builder.begin_cell()
        self._row_ended = self._cell_ended = False


def _known(encoding: str) -> str:
    """An encoding that Python has; empty for others."""
    try:
        return codecs.lookup(encoding).name if encoding else ""
    except LookupError:
        return ""


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read an RTF document; notes, comments, deleted and hidden text, headers and footers stay out."""
    if not data.strip(b"\0\r\n\t "):
        return empty(name)
    if not data.lstrip().startswith(b"{\\rtf"):
        hint = "give the file the ending of its real format, or save it as .rtf again"
        return failure(name, "rtf-broken", "this is not an RTF document", hint)
    try:
        document = Document(data)
    except Unreadable as trouble:
        return trouble.reading(name, "rtf")
    if document.depth:
        cut_off = failure(name, "rtf-cut-off", "this document ends in the middle; what there is of it was read")
        return Reading((), findings=(*report_left_out(name, "rtf", document.aside), *cut_off.findings))
    return read_document(name, "rtf", document.blocks, document.aside, options)
