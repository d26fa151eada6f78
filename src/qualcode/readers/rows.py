"""Sheets into readings: a conversation with a row a turn, or one respondent a row."""

from collections.abc import Mapping, Sequence

from qualcode.model import Finding, Reading
from qualcode.readers import each_row, times
from qualcode.readers.columns import Columns, UnknownColumn, conversation, guessed, returning
from qualcode.readers.failure import empty, failure
from qualcode.readers.labels import spoken
from qualcode.readers.leftover import left_columns, prose_left_out
from qualcode.readers.lines import Line
from qualcode.readers.options import Options
from qualcode.readers.pieces import turns
from qualcode.readers.ragged import straightened
from qualcode.readers.sessions import by_session
from qualcode.readers.sheet import Row, Sheet
from qualcode.readers.talk import account
from qualcode.readers.twice import said_once

_SURVEY = 5
"""Rows from which a sheet without a returning speaker looks like a survey."""


def read(name: str, sheet: Sheet, options: Options, findings: Sequence[Finding], encoding: str = "") -> Reading:
    """Read the rows of a sheet; the use of its columns comes from the options or is guessed and reported."""
    if not sheet.rows:
        return empty(name, tuple(findings))
    try:
        if options.each == "row":
            return each_row.read(name, sheet, options, tuple(findings))
        columns = conversation(sheet.rows, options)
    except UnknownColumn as unknown:
        message = f"the column that is named for `{unknown}` is not in the first row of this sheet"
        return failure(name, "unknown-column", message, "check its spelling, or give its number from 1", 1)
    if columns is None:
        return failure(name, "no-text-column", "no column of this sheet holds text", "name it with --columns text=NAME")
    rows, ragged = straightened(name, sheet, columns.text, columns.speaker)
    return _conversation(name, rows, columns, [*findings, *ragged], bool(options.columns.get("text")), encoding)


def _conversation(
    name: str, rows: Sequence[Row], columns: Columns, findings: list[Finding], named_text: bool, encoding: str
) -> Reading:
    header, body = rows[0].cells, rows[1:] if columns.header else list(rows)
    rows_read, repeated = said_once(name, body, columns, header)
    labels, sessions = by_session(name, rows_read, columns, header)
    lines = [line for row in rows_read for line in _lines(row, columns, labels)]
    pieces, guesses, how, _ = spoken(lines, name, "row", timed=False)
    said = turns(pieces)
    found = [*findings, *repeated, *sessions]
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
    if not said:
        return empty(name, tuple(found))
    skipped = {"columns": left_columns(columns, body), "repeated rows": len(body) - len(rows_read)}
    return Reading(said, findings=(*found, *guesses), how=account(encoding, how, skipped))


def _lines(row: Row, columns: Columns, labels: Mapping[int, str]) -> list[Line]:
    # A quote that does not close is no part of a name.
    speaker = _cell(row, columns.speaker).strip().strip('"').strip() or None
    speaker = f"{speaker}{labels.get(row.number, '')}" if speaker else None
    start_s, end_s = times.seconds(_cell(row, columns.start)), times.seconds(_cell(row, columns.end))
    texts = [text for text in (_cell(row, place) for place in columns.text) if text.strip()]
    labelled = columns.speaker is None
    return [
        Line(text.strip(), row.number, row.at, 0, speaker if first == 0 else None, labelled, False, start_s, end_s)
        for first, text in enumerate(texts)
    ]


def _cell(row: Row, place: int | None) -> str:
    return row.cells[place] if place is not None and place < len(row.cells) else ""
