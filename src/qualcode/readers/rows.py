"""Sheets into readings: a conversation with a row a turn, or one respondent a row."""

from collections.abc import Mapping, Sequence

from qualcode.model import Finding, Reading
from qualcode.readers import each_row, times
from qualcode.readers.columns import Columns, UnknownColumn, conversation, guessed
from qualcode.readers.failure import empty, failure
from qualcode.readers.labels import label_places, spoken
from qualcode.readers.leftover import left_columns, prose_left_out
from qualcode.readers.lines import Line
from qualcode.readers.options import Options
from qualcode.readers.pieces import turns
from qualcode.readers.ragged import straightened
from qualcode.readers.sessions import by_session
from qualcode.readers.sheet import Row, Sheet
from qualcode.readers.surveys import survey_hints
from qualcode.readers.talk import account
from qualcode.readers.twice import said_once


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
    lines = _labelled(name, [line for row in rows_read for line in _lines(row, columns, labels)])
    pieces, guesses, how, _ = spoken(lines, name, "row", timed=False)
    said = turns(pieces)
    found = [*findings, *repeated, *sessions]
    if columns.guessed:
        found.append(guessed(name, columns, header, "left out"))
    if not named_text:
        found += prose_left_out(name, columns, header, body)
    if not any(turn.speaker for turn in said):
        guesses = []  # said better below
    found += survey_hints(name, rows, columns, said)
    if not said:
        return empty(name, tuple(found))
    skipped = {"columns": left_columns(columns, body), "repeated rows": len(body) - len(rows_read)}
    return Reading(said, findings=(*found, *guesses), how=account(encoding, how, skipped))


def _labelled(name: str, lines: list[Line]) -> list[Line]:
    """Lines in which labels may stand only where half of them begin with one: a word before a colon is an answer."""
    if 2 * len(label_places(lines, name)) >= len(lines):
        return lines
    return [line._replace(may_label=False) for line in lines]


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
