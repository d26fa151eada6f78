"""Markdown: labels in bold or plain, headings, paragraphs."""

import re
from collections.abc import Iterator

from qualcode.model import Reading
from qualcode.readers.emphasis import plain
from qualcode.readers.lines import Line
from qualcode.readers.options import Options
from qualcode.readers.pipes import with_tables
from qualcode.readers.txt import read_as

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|\Z)")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*\Z")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)")
_QUOTE = re.compile(r"\A {0,3}>[ \t]?")
_BULLET = re.compile(r"\A[ \t]*[-*+][ \t]+(?=\*\*|__)")
_HARD_BREAK = re.compile(r"(?<!\\)\\\Z")


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read a Markdown transcript; see `emphasis` for the markup that is taken out of speech."""
    return read_as(_lines_and_tables, name, data, options)


def _lines_and_tables(body: str, first: int) -> list[Line]:
    return with_tables(list(_lines(body, first)))


def _lines(body: str, first: int) -> Iterator[Line]:
    """Give the lines of a text without their markup; emphasis may run over the lines of a paragraph."""
    paragraph: list[str] = []
    start = first
    for number, line in enumerate(body.split("\n"), first):
        line = _QUOTE.sub("", line)
        heading = _HEADING.match(line)
        if line.strip() and not heading and not _RULE.fullmatch(line):
            start = start if paragraph else number
            paragraph.append(_HARD_BREAK.sub("", _BULLET.sub("", line)))
            continue
        yield from _paragraph(paragraph, start)
        paragraph = []
        if heading:
            title = plain(_HEADING_END.sub("", line[heading.end() :])).text
            yield Line(title, number, number, heading=True)
        else:
            yield Line("", number, number)
    yield from _paragraph(paragraph, start)


def _paragraph(lines: list[str], first: int) -> Iterator[Line]:
    text, strong = plain("\n".join(lines)) if lines else ("", ())
    ends = dict(strong)
    place = 0
    for number, line in enumerate(text.split("\n") if lines else (), first):
        lead = ends.get(place + len(line) - len(line.lstrip()), place) - place
        yield Line(line, number, number, lead=min(lead, len(line)))
        place += len(line) + 1
