"""Web pages (noScribe, exports of word processors and services): paragraphs and tables in their order."""

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from qualcode.model.transcript import Reading
from qualcode.readers.archive import Unreadable
from qualcode.readers.chats import CHAT_PROGRAM_LINES
from qualcode.readers.decode import decode, without_text
from qualcode.readers.names import word_set
from qualcode.readers.reading import ReadOptions, report_left_out
from qualcode.readers.rich import Builder, divide_into_turns, lines_of, notes_left_out
from qualcode.readers.txt import with_letters

_ASIDE = word_set("script style head template noscript svg math select option button iframe object textarea del footer")
_COUNTED = {"del": "deletions", "footer": "footers"}
_OTHERS = "scripts, styles and form fields"
_TABLE = frozenset(("table", "tr", "td", "th"))
_BLOCKS = word_set("""
    p div li ul ol dl dt dd blockquote pre section article header footer main aside nav figure figcaption form
    fieldset address hr caption h1 h2 h3 h4 h5 h6 body html details summary center
    """)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary"))
_ITALIC = frozenset(("i", "em", "cite"))
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOTE = re.compile("footnote|endnote", re.IGNORECASE)
"""In the class, name or style that programs give the marks and the texts of notes."""
_SPEAKER = re.compile(r"(?:\A|[\s_-])(?:speaker|who|penutur)(?:[\s_-]?(?:name|label|nama))?(?:\Z|\s)", re.IGNORECASE)
"""The class of what names who speaks; it is read as a name in bold."""
_NO_SPEECH = re.compile(
    r"(?:\A|\s)(?:userpic\w*|avatar|page_header|message service|date details)(?:\Z|\s)", re.IGNORECASE
)
"""The class of what chats show around a message: pictures and initials, the head of the page, notices, the time."""
_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read a web page; scripts, styles, form fields and deleted text are not speech and stay out."""
    decoded = decode(name, data, replace(options, encoding=options.encoding or _charset(data)))
    if decoded.text is None or not decoded.text.strip():
        return without_text(name, decoded)
    try:
        page = _parsed(decoded.text)
    except Unreadable as trouble:
        return trouble.reading(name, "html")
    aside = {what: page.aside[what] for what in ("footnotes", "deletions")}
    blocks = page.builder.finish()
    findings = (*decoded.findings, *report_left_out(name, "html", aside), *notes_left_out(name, blocks))
    lines = with_letters(list(lines_of(blocks)))
    return divide_into_turns(
        name, lines, "paragraph", findings=findings, encoding=decoded.encoding, skipped=page.aside,
        questions=options.questions,
    )  # fmt: skip


def _charset(data: bytes) -> str:
    """The encoding that the page itself states, where Python knows it and it fits every byte."""
    match = _CHARSET.search(data[:4096])
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else ""
        return name if not name or data.decode(name) else ""
    except (LookupError, UnicodeError):
        return ""


def _parsed(text: str) -> "_Page":
    from lxml import etree

    page = _Page()
    # A target is told of tags one by one, so no tree is built that could grow or be too deep; nothing is fetched.
    parser = etree.HTMLParser(target=page, huge_tree=True, no_network=True, encoding="utf-8")
    # libxml2 ends its reading at a zero byte; `decode` lets none through.
    parser.feed(text.encode("utf-8"))
    parser.close()
    return page


class _Page:
    """Collects the text of a page; the parser closes every element that it opens, also where the page does not."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.aside: Counter[str] = Counter()
        self._out = 0
        """Depth inside what is left out."""
        self._bold: list[bool] = []
        """For each open element, whether its text is bold."""
        self._italic = 0
        """Depth inside what is in italics."""
        self._speaker: list[bool] = []
        """For each open element, whether its class says that it names who speaks."""
        self._heading = False
        self._pre = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        note = _NOTE.search(" ".join(attributes.get(name) or "" for name in ("class", "id", "style"))) is not None
        around = _NO_SPEECH.search(attributes.get("class") or "") is not None
        if self._out or tag in _ASIDE or note or around:
            self._count(tag, note, around)
            self._out += 1
            return
        speaker = tag not in _BLOCKS and _SPEAKER.search(attributes.get("class") or "") is not None
        self._speaker.append(speaker)
        bold = speaker or tag in ("b", "strong") or _BOLD.search(attributes.get("style") or "") is not None
        self._bold.append(bold or (bool(self._bold) and self._bold[-1]))
        self._italic += tag in _ITALIC
        if tag == "br":
            self.builder.text("\n")
        elif tag in _BLOCKS:
            self._end_paragraph()
            self._heading = tag in _HEADINGS
            self._pre += tag == "pre"
        elif tag in _TABLE:
            self._end_paragraph()
            {"table": self.builder.begin_table, "tr": self.builder.begin_row}.get(tag, self.builder.begin_cell)()

    def end(self, tag: str) -> None:
        if self._out:
            self._out -= 1
            return
        self._bold.pop()
        self._italic -= tag in _ITALIC
        if self._speaker.pop():
            self.builder.flowing_text(" ")  # else the name and the time or the speech beside it would be one word
        if tag in _BLOCKS or tag in _TABLE:
            self._end_paragraph()
            self._heading = False
            self._pre -= tag == "pre"
        if tag == "table":
            self.builder.end_table()

    def data(self, text: str) -> None:
        if not self._out:
            write = self.builder.text if self._pre else self.builder.flowing_text
            write(text, bold=bool(self._bold) and self._bold[-1], italic=self._italic > 0)

    def close(self) -> None:
        self._end_paragraph()

    def _count(self, tag: str, note: bool, around: bool) -> None:
        if self._out or tag == "head" or (note and tag != "a"):  # the mark in the text counts, not the list below it
            return
        what = "footnotes" if note else CHAT_PROGRAM_LINES if around else _COUNTED.get(tag, _OTHERS)
        self.aside[what] += 1

    def _end_paragraph(self) -> None:
        if self.builder.begun:
            self.builder.end_paragraph(heading=self._heading)
        self.builder.begin_flow()
