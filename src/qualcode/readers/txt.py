"""Plain text: labelled lines, or one respondent a line."""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.model.finding import Finding
from qualcode.model.texts import TextList
from qualcode.model.transcript import LineTurns, Reading
from qualcode.readers.decode import as_utf8, decode, empty, plain_utf8, without_text
from qualcode.readers.reading import ReadOptions, SourceLine, parse_seconds, plain_lines
from qualcode.text.shapes import YamlReport
from qualcode.text.tokens import line_starts
from qualcode.text.yaml import ListNode, MapNode, YamlNode, is_null

_MAY_BE_SPACE = np.zeros(256, np.bool_)
_MAY_BE_SPACE[[*range(0x21), 0xC2, 0xE1, 0xE2, 0xE3]] = True
"""First bytes of the characters that are white space, and of some others."""


def read_each_line(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Make every line that is not empty a turn of its own, untouched; its speaker is the number of the line.

    Lines are found among the bytes of the text, and none of them is made a text of its own.
    """
    text, findings = as_utf8(name, data, options)
    if text is None:
        return Reading((), findings=findings)
    lines, _ = _filled_lines(text, 0)
    return Reading(lines, findings=findings, each=True) if len(lines) else empty(name, findings)


def lines_of_pieces(pieces: Iterable[bytes]) -> Iterator[LineTurns | None]:
    """The turns of `read_each_line` of a text that comes in pieces of whole lines, those of each piece together.

    None, and no more, where only the whole text tells how it is read.
    """
    before = 0
    for piece in pieces:
        text = plain_utf8(piece)
        if text is None or (before and piece.startswith(BOM_UTF8)):  # a mark says something at the beginning only
            yield None
            return
        lines, number = _filled_lines(text, before)
        yield lines
        before += number


def _filled_lines(text: bytes, before: int) -> tuple[LineTurns, int]:
    """The lines of a text that hold something, and how many lines it has; so many stand before it."""
    if not text.endswith(b"\n"):
        text += b"\n"
    starts = line_starts(text)
    filled, first = _filled(text, starts), before + 1
    if filled.all():
        return LineTurns(range(first, first + len(filled)), TextList(text, starts, gap=1)), len(filled)
    numbers = (np.flatnonzero(filled) + first).data  # its items are plain numbers
    lengths = np.diff(starts)
    only = np.frombuffer(text, np.uint8)[np.repeat(filled, lengths)].tobytes()
    edges = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths[filled])])
    return LineTurns(numbers, TextList(only, edges, gap=1)), len(filled)


def _filled(text: bytes, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which lines hold more than white space; those that begin with none are not looked at."""
    filled: npt.NDArray[np.bool_] = np.diff(starts) > 1
    first = np.frombuffer(text, np.uint8)[starts[:-1]]
    for line in np.flatnonzero(filled & _MAY_BE_SPACE[first]).tolist():
        filled[line] = not text[starts[line] : starts[line + 1]].decode().isspace()
    return filled


_BLOCK = re.compile(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n(?P<block>.*?)(?:^|\n)(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST = 65_536
_DEEPEST = 4
_LONGEST_HEADER = 400
_SAMPLE = 20_000
"""Bytes at the beginning of a text that show whether it is a sheet."""
_FEWEST_ROWS = 3


class FrontMatter(NamedTuple):
    """The attributes at the top of a file, and the text below them."""

    attributes: Mapping[str, str]
    body: str
    lines: int = 0
    """How many lines of the file the front matter takes."""
    findings: tuple[Finding, ...] = ()


class _Broken(Exception):
    """Front matter that cannot be read, with the line of the block where that shows."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def front_matter(name: str, text: str) -> FrontMatter:
    """Take the front matter off a text. What only looks like it, or is broken, stays in the text.

    Values are kept as written (`no` is the word no); what is nested gets names such as `site.city`, lists are joined
    with commas.
    """
    match = _BLOCK.match(text)
    if not match:
        return FrontMatter({}, text)
    try:
        if len(match["block"]) > _LONGEST:
            raise _Broken("it is longer than 64 kB")
        attributes = _of_yaml(match["block"]) if match["fence"] == "---" else _of_toml(match["block"])
    except _Broken as broken:
        line = broken.line + 1 if broken.line else 1
        message = f"the front matter cannot be read: {broken}; it stays in the text"
        return FrontMatter({}, text, findings=(Finding("warning", "front-matter", message, name, line),))
    if attributes is None:
        return FrontMatter({}, text)
    return FrontMatter(attributes, text[match.end() :], text.count("\n", 0, match.end()))


def _of_yaml(block: str) -> dict[str, str] | None:
    from qualcode.text.yaml_parse import parse_yaml  # brings PyYAML, which few texts need

    report = YamlReport("")
    root = parse_yaml(block, report)
    for finding in report.findings():
        raise _Broken(finding.message, finding.line)
    return _unique(_flat_yaml(root, "", 0)) if isinstance(root, MapNode) else None


def _flat_yaml(node: YamlNode, prefix: str, depth: int) -> Iterator[tuple[str, str, int]]:
    if depth > _DEEPEST:
        raise _Broken("it is nested too deeply", node.line)
    if isinstance(node, MapNode):
        for key, value in node.entries:
            yield from _flat_yaml(value, f"{prefix}.{key.text}" if prefix else key.text, depth + 1)
    elif isinstance(node, ListNode):
        values = [value for item in node.items for _, value, _ in _flat_yaml(item, "", depth + 1)]
        yield prefix, ", ".join(values), node.line
    else:
        yield prefix, "" if is_null(node) else node.text, node.line


def _unique(entries: Iterator[tuple[str, str, int]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value, line in entries:
        if key in found:
            raise _Broken("a name stands twice", line)
        found[key] = value
    return found


def _of_toml(block: str) -> dict[str, str]:
    import tomllib

    try:
        return dict(_flat(tomllib.loads(block), ""))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise _Broken("it is not valid TOML", int(line[1]) if line else block.count("\n") + 1) from None
    except (RecursionError, ValueError):
        raise _Broken("it is not valid TOML") from None


def _flat(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        whole = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            yield from _flat(value, whole)
        elif isinstance(value, list):
            yield whole, ", ".join(str(item) for item in value)
        else:
            yield whole, str(value).lower() if isinstance(value, bool) else str(value)


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read a plain text transcript; wrapped lines continue a turn and keep their line ends.

    Columns with a header between tabs, as NVivo writes them, are a sheet.
    """
    if options.each != "line" and b"\t" in data[:_LONGEST_HEADER] and _is_sheet(data[:_SAMPLE]):
        from qualcode.readers.rows import read_csv

        return read_csv(name, data, replace(options, delimiter=options.delimiter or "tab"))
    return read_as(_lines, name, data, options)


_SENDER = re.compile(r"\s*(?:From|Dari|Pengirim):\s*(?P<name>[^<\n]*[^<\s])", re.IGNORECASE)
_OF_A_LETTER = re.compile(
    r"\s*(?:To|Kepada|Untuk|B?cc|Tembusan|Date|Sent|Dikirim|Terkirim|Tanggal|Subject|Subjek|Perihal|Importance):",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"[-_=*]{3,}|-+ ?(?:Original Message|Pesan Asli) ?-+|(?:Sent|Dikirim) (?:from|via|dari|lewat|melalui)\b.{1,40}",
    re.IGNORECASE,
)
"""What stands between the words of letters: rules, and what a phone writes below them."""
_OF_ASSISTANT = re.compile(r"\s*[A-Z][A-Z ]{2,30}(?::| -) .*https?://\S+\s*\Z")
"""What a meeting assistant writes between the turns: in capitals what it found, and a link to where it was said."""
_WROTE = re.compile(
    r"(?:On|Pada)\b.{5,60}\d(?:[:.]\d\d)?(?: ?[AP]M| WI(?:B|TA|T))?,? (?P<name>[^\W\d_][^<>\d,:]{1,40}?)"
    r" ?(?:<[^<>]*>)? ?(?:wrote|menulis):",
    re.IGNORECASE,
)


def _lines(text: str, first: int) -> list[SourceLine]:
    """The lines of a text, and what its letters say."""
    lines = plain_lines(text, first)
    return with_letters([it._replace(heading=True) if _OF_ASSISTANT.match(it.text) else it for it in lines])


def with_letters(lines: list[SourceLine]) -> list[SourceLine]:
    """The same lines; where letters of an e-mail follow each other, each is what its sender says."""
    heads = _heads_of_letters(lines)
    if len(heads) == 1 and (asker := _quoted_writer(lines)):
        return _answered_between(lines, *next(iter(heads.values())), asker)
    senders = {sender for sender, _ in heads.values()}
    if len(heads) < _FEWEST_ROWS or len(senders) < 2 or any(line.text.lstrip().startswith(">") for line in lines):
        return lines
    top = min(heads)
    found = [line._replace(may_label=False) for line in lines[:top]]
    sender, body = None, top
    for place in range(top, len(lines)):
        if place in heads:
            sender, body = heads[place]
        line = lines[place]
        if place < body or _RULE.fullmatch(line.text.strip()):
            continue
        begins = sender is not None and bool(line.text.strip())
        found.append(line._replace(speaker=sender if begins else None, may_label=False))
        sender = None if begins else sender
    return found


def _quoted_writer(lines: list[SourceLine]) -> str:
    """Who wrote what a letter quotes, where it says so of one person only and quotes in several places."""
    quoted = [line.text.startswith(">") for line in lines]
    blocks = sum(own and not before for before, own in pairwise([False, *quoted]))
    writers = {match["name"] for line in lines if (match := _WROTE.fullmatch(line.text.strip()))}
    return writers.pop() if blocks >= _FEWEST_ROWS and len(writers) == 1 else ""


def _answered_between(lines: list[SourceLine], sender: str, body: int, asker: str) -> list[SourceLine]:
    """The lines of a letter that answers between the lines that it quotes: what is quoted is the other one's."""
    found = [line._replace(may_label=False) for line in lines[:body]]
    last = ""
    signed = next((at for at, line in enumerate(lines) if at > body and line.text.rstrip() == "--"), len(lines))
    for line in lines[body:signed]:
        if not line.text.strip(" >") or _WROTE.fullmatch(line.text.strip()):
            found.append(line._replace(text="", may_label=False))
            continue
        writer = asker if line.text.startswith(">") else sender
        text = line.text.lstrip("> ") if writer == asker else line.text
        found.append(line._replace(text=text, speaker=None if writer == last else writer, may_label=False))
        last = writer
    return [*found, *(line._replace(heading=True, may_label=False) for line in lines[signed:])]


def _heads_of_letters(lines: list[SourceLine]) -> dict[int, tuple[str, int]]:
    """Where a letter begins -> its sender, and where its text begins; a head has three lines or more."""
    found = {}
    for place, line in enumerate(lines):
        if match := _SENDER.match(line.text):
            body = place + 1
            while body < len(lines) and _OF_A_LETTER.match(lines[body].text):
                body += 1
            if body - place >= _FEWEST_ROWS:
                found[place] = (match["name"], body)
    return found


def _is_sheet(begin: bytes) -> bool:
    """Tell whether tabs divide a text into columns: its header says so, or all lines have times at two places."""
    from qualcode.readers.columns import by_header

    lines = begin.decode("utf-8", "ignore").split("\n")
    rows = [line.split("\t") for line in lines[: -1 if len(lines) > 1 else None] if line.strip()]
    header = rows[0] if rows else []
    text = by_header("text", header, ())
    if len(header) > 1 and text is not None and by_header("speaker", header, (text,)) is not None:
        return True
    if len(rows) < _FEWEST_ROWS or {len(row) for row in rows} != {len(header)}:
        return False
    timed = [
        all(parse_seconds(row[place]) is not None and ":" in row[place] for row in rows) for place in range(len(header))
    ]
    return sum(timed) > 1


def read_as(lines: Callable[[str, int], Iterable[SourceLine]], name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read a text that front matter may stand above; `lines` makes its lines, given the number of the first."""
    if options.each == "line":
        return read_each_line(name, data, options)
    decoded = decode(name, data, options)
    if decoded.text is None or not decoded.text.strip():  # millions of empty lines need no look each
        return without_text(name, decoded)
    from qualcode.readers.rich import divide_into_turns  # its patterns take a tenth of a second, and lines need none

    front = front_matter(name, decoded.text)
    return divide_into_turns(
        name,
        lines(front.body, front.lines + 1),
        "line",
        findings=(*decoded.findings, *front.findings),
        attributes=front.attributes,
        encoding=decoded.encoding,
        skipped={"lines of front matter": front.lines},
        questions=options.questions,
    )
