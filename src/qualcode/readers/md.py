"""Markdown: labels in bold or plain, headings, paragraphs."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from qualcode.model.transcript import Reading
from qualcode.readers import reading
from qualcode.readers.reading import ReadOptions, SourceLine, plain_lines
from qualcode.readers.rich import columns_of, table_rows
from qualcode.readers.txt import read_as

_MARKERS = re.compile(r"\\[!-/:-@\[-`{-~]|\*{1,3}|_{1,3}|~~")
# An address has no space and looks like one: `[tertawa](iya)` is no link, and `iya` a word.
_LINK = re.compile(r"(?<!\\)!?\[(?P<text>[^\[\]\n]*)\]\((?=[^\s()]*[/.#:@])[^\s()]*(?:[ \t]+\"[^\"\n]*\")?\)")
_STRONG = ("**", "__", "***", "___")
_DEEPEST = 20
"""Markers that may wait for their second half; older ones are text."""


class Plain(NamedTuple):
    """A paragraph without its markup."""

    text: str
    strong: tuple[tuple[int, int], ...]
    """Where text was strongly emphasised (bold), in the new text."""
    slanted: int | None = None
    """Place from which on all of it was emphasised, but not strongly."""


def plain(paragraph: str) -> Plain:
    """Take the markup of emphasis, escapes and links out of a paragraph; no other character goes."""
    cuts: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    opened: list[tuple[str, int, int]] = []
    last: list[tuple[int, int]] = []
    for match in _MARKERS.finditer(paragraph):
        marker, (start, end) = match.group(), match.span()
        if marker[0] == "\\":
            cuts.append((start, start + 1))
            continue
        opener = next((place for place in reversed(range(len(opened))) if opened[place][0] == marker), None)
        if opener is not None and _closes(paragraph, marker, start, end) and opened[opener][2] < start:
            _, first, inner = opened[opener]
            cuts += [(first, inner), (start, end)]
            if marker in _STRONG:
                spans.append((inner, start))
            elif end == len(paragraph.rstrip()):
                last = [(inner, start)]
            del opened[opener:]
        elif _opens(paragraph, marker, start, end):
            opened = [*opened[-_DEEPEST:], (marker, start, end)]
    cuts += _link_cuts(paragraph, cuts)
    found = _without(paragraph, sorted(cuts), [*spans, *last])
    return Plain(found.text, found.strong[: len(spans)], found.strong[-1][0] if last else None)


def _opens(text: str, marker: str, start: int, end: int) -> bool:
    """Tell whether a marker can open emphasis: before a word, and not inside one."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(after) and not after.isspace() and not (before.isalnum() or before == "_")


def _closes(text: str, marker: str, start: int, end: int) -> bool:
    """Tell whether a marker can close emphasis: after a word; a bold label may touch the speech behind it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before) and not before.isspace() and (marker == "**" or not (after.isalnum() or after == "_"))


def _link_cuts(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Brackets and addresses of links and images, unless an escape or emphasis cuts through them."""
    taken = {place for start, end in cuts for place in range(start, end)}
    found: list[tuple[int, int]] = []
    for match in _LINK.finditer(text):
        ends = (match.start(), match.start("text")), (match.end("text"), match.end())
        if match["text"].strip() and taken.isdisjoint(place for start, end in ends for place in range(start, end)):
            found += ends
    return found


def _without(text: str, cuts: list[tuple[int, int]], spans: list[tuple[int, int]]) -> Plain:
    """Cut places out of a text and move spans, which begin and end at cuts, accordingly."""
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    kept = "".join(text[start:end] for start, end in list(pairwise(edges))[::2])
    gone = list(accumulate((end - start for start, end in cuts), initial=0))
    ends = [end for _, end in cuts]

    def moved(place: int) -> int:
        return place - gone[bisect_right(ends, place)]

    return Plain(kept, tuple((moved(start), moved(end)) for start, end in spans))


_TABLE_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")


def is_row(line: str) -> bool:
    """Tell whether a line is a row of a table: it begins and ends with a bar."""
    line = line.strip()
    return len(line) > 2 and line[0] == line[-1] == "|"


def with_tables(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Read the rows of each table with a column of speakers and one of speech as turns; leave other lines alone."""
    found: list[SourceLine] = []
    table: list[SourceLine] = []
    for line in [*lines, SourceLine("", 0)]:
        if is_row(line.text):
            table.append(line)
            continue
        found += _talk(table)
        table = []
        found.append(line)
    return found[:-1]


def _talk(table: Sequence[SourceLine]) -> Iterator[SourceLine]:
    rows = [line for line in table if not _TABLE_RULE.fullmatch(line.text.strip())]
    cells = [[cell.strip().replace("\\|", "|") for cell in _BAR.split(row.text.strip()[1:-1])] for row in rows]
    columns = columns_of(cells)
    if columns is None or not columns.who:
        yield from table
        return
    for row, own in list(zip(rows, cells, strict=True))[1 if columns.header else 0 :]:
        for said in table_rows(own, columns, row.number):
            yield said._replace(at=row.at)


_TIME_BEFORE_NAME = re.compile(rf"[ \t]*`?(?P<time>{reading.STAMP})`?[ \t]+")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|\Z)")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*\Z")
_THEMATIC_BREAK = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)")
_QUOTE = re.compile(r"\A {0,3}>[ \t]?")
_CALLOUT = re.compile(r"\[!\w[\w-]*\][+-]?[ \t]*(?P<title>.*)")
"""The first line of a box in a vault of notes: its kind, and whose words it holds."""
_BULLET = re.compile(r"\A[ \t]*[-*+][ \t]+(?=\*\*|__)")
_ITEM = re.compile(r"[ \t]*\d{1,3}[.)][ \t]+")
_HARD_BREAK = re.compile(r"(?<!\\)\\\Z")


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read a Markdown transcript; see `emphasis` for the markup that is taken out of speech."""
    return read_as(_lines_and_tables, name, data, options)


def _lines_and_tables(body: str, first: int) -> list[SourceLine]:
    return with_tables(list(_lines(body, first)))


def _lines(body: str, first: int) -> Iterator[SourceLine]:
    """Give the lines of a text without their markup; emphasis may run over the lines of a paragraph."""
    paragraph: list[str] = []
    start = first
    quoted = False
    for plain_line in plain_lines(body, first):
        number, line = plain_line.number, _QUOTE.sub("", plain_line.text)
        before, quoted = quoted, line != plain_line.text and (quoted or not paragraph)
        if quoted and not paragraph and (callout := _CALLOUT.fullmatch(line)):
            line, quoted = f"**{callout['title']}**", False
        heading = _HEADING.match(line)
        if line.strip() and not heading and not _THEMATIC_BREAK.fullmatch(line):
            start = start if paragraph else number
            paragraph.append(_HARD_BREAK.sub("", _BULLET.sub("", line)))
            continue
        yield from _paragraph(paragraph, start, quoted=before)
        paragraph = []
        if heading:
            title = plain(_HEADING_END.sub("", line[heading.end() :])).text
            yield SourceLine(title, number, number, heading=True)
        else:
            yield plain_line._replace(text="")
    yield from _paragraph(paragraph, start, quoted=quoted)


def _paragraph(lines: list[str], first: int, *, quoted: bool) -> Iterator[SourceLine]:
    text, strong, slanted = plain("\n".join(lines)) if lines else Plain("", ())
    ends = dict(strong)
    slanted = 0 if quoted else slanted
    place = 0
    for number, line in enumerate(text.split("\n") if lines else (), first):
        time = _TIME_BEFORE_NAME.match(line)
        begin = time.end() if time and place + time.end() in ends else len(line) - len(line.lstrip())
        lead = ends.get(place + begin, place) - place
        item = _ITEM.match(line)
        if item and ends.get(place + item.end(), place) >= place + len(line.rstrip()):
            lead = len(line)  # the number of a question that is bold as a whole
        if time and begin == time.end():
            start_s, _ = reading.span(time["time"])
            yield SourceLine(line[begin:], number, number, lead=max(min(lead, len(line)) - begin, 0), start_s=start_s)
        else:
            own = None if slanted is None or slanted > place + len(line) else max(slanted - place, 0)
            yield SourceLine(line, number, number, lead=min(lead, len(line)), slanted=own)
        place += len(line) + 1
