"""Sheets of delimited text: a conversation with a row a turn, or one respondent a row."""

from collections.abc import Sequence

from qualcode.model import Finding, Reading
from qualcode.readers import each_row, times
from qualcode.readers.columns import Columns, UnknownColumn, conversation, guessed, returning
from qualcode.readers.decode import decode
from qualcode.readers.failure import empty, failure
from qualcode.readers.labels import spoken
from qualcode.readers.leftover import prose_left_out
from qualcode.readers.lines import Line
from qualcode.readers.options import Options
from qualcode.readers.pieces import turns
from qualcode.readers.ragged import straightened
from qualcode.readers.sheet import Row, is_delimiter, sheet

_SURVEY = 5
"""Rows from which a sheet without a returning speaker looks like a survey."""


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read a sheet; the delimiter and the use of the columns come from the options or are guessed and reported."""
    if not is_delimiter(options.delimiter):
        return failure(name, "delimiter", "the delimiter must be one character", "write for example --delimiter ';'")
    decoded = decode(name, data, options)
    if decoded.text is None:
        return Reading((), findings=decoded.findings)
    read_as = sheet(name, decoded.text, options)
    findings = (*decoded.findings, *read_as.findings)
    if not read_as.rows:
        return empty(name, findings)
    try:
        if options.each == "row":
            return each_row.read(name, read_as, options, findings)
        columns = conversation(read_as.rows, options)
    except UnknownColumn as unknown:
        return unknown_column(name, str(unknown))
    if columns is None:
        return failure(name, "no-text-column", "no column of this sheet holds text", "name it with --columns text=NAME")
    rows, ragged = straightened(name, read_as, columns.text, columns.speaker)
    return _conversation(name, rows, columns, (*findings, *ragged), bool(options.columns.get("text")))


def unknown_column(name: str, use: str) -> Reading:
    """Give the reading of a sheet that lacks a column which the options name."""
    message = f"the column that is named for `{use}` is not in the first row of this sheet"
    return failure(name, "unknown-column", message, "check its spelling, or give its number from 1", 1)


def _conversation(
    name: str, rows: Sequence[Row], columns: Columns, findings: tuple[Finding, ...], named_text: bool
) -> Reading:
    header, body = rows[0].cells, rows[1:] if columns.header else rows
    lines = [line for row in body for line in _lines(row, columns)]
    pieces, guesses = spoken(lines, name, "row", timed=False)
    said = turns(pieces)
    found = [*findings]
    if columns.guessed:
        found.append(guessed(name, columns, header, "left out"))
    if not named_text:
        found += prose_left_out(name, columns, header, body)
    if columns.speaker is None and not any(turn.speaker for turn in said):
        message, hint = "no column says who speaks: taken as the text of one participant", "use --each row for a survey"
        guesses = [Finding("warning", "no-speaker-column", message, name, 1, hint=hint)]
    if len(body) >= _SURVEY and columns.guessed and columns.speaker is not None and not returning(rows, columns):
        message, hint = "no speaker has a second row, as in a survey", "use --each row if every row is a respondent"
        found.append(Finding("warning", "looks-like-survey", message, name, hint=hint))
    return Reading(said, findings=(*found, *guesses)) if said else empty(name, tuple(found))


def _lines(row: Row, columns: Columns) -> list[Line]:
    # A quote that does not close is no part of a name.
    speaker = _cell(row, columns.speaker).strip().strip('"').strip() or None
    start_s, end_s = times.seconds(_cell(row, columns.start)), times.seconds(_cell(row, columns.end))
    texts = [text for text in (_cell(row, place) for place in columns.text) if text.strip()]
    labelled = columns.speaker is None
    return [
        Line(text.strip(), row.number, row.at, 0, speaker if first == 0 else None, labelled, False, start_s, end_s)
        for first, text in enumerate(texts)
    ]


def _cell(row: Row, place: int | None) -> str:
    return row.cells[place] if place is not None and place < len(row.cells) else ""
