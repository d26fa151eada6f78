"""Sheets that look like surveys and are read as conversations: what to write instead."""

from collections.abc import Iterator, Sequence

from qualcode.model import Finding, Turn
from qualcode.readers.columns import Columns, all_by_header, returning
from qualcode.readers.leftover import is_prose
from qualcode.readers.sheet import Row

_SURVEY = 5
"""Rows from which a sheet without a returning speaker looks like a survey."""


def survey_hints(name: str, rows: Sequence[Row], columns: Columns, said: Sequence[Turn]) -> Iterator[Finding]:
    """Warn where nobody is named, where no speaker returns, or where only the cells look like speakers."""
    body = rows[1:] if columns.header else rows
    hint = f"if every row is a respondent, write {_instead(rows)}"
    if columns.speaker is None:
        if not any(turn.speaker for turn in said):
            message = "no column says who speaks: taken as the text of one participant"
            yield Finding("warning", "no-speaker-column", message, name, 1, hint=hint)
    elif len(body) >= _SURVEY and columns.guessed and not returning(rows, columns):
        yield Finding("warning", "looks-like-survey", "no speaker has a second row, as in a survey", name, hint=hint)
    elif len(body) >= _SURVEY and columns.header and columns.by_content:
        message = f"no header says who speaks: the cells of column {columns.speaker + 1} were taken for speakers"
        yield Finding("warning", "speakers-by-content", message, name, 1, hint=hint)


def _instead(rows: Sequence[Row]) -> str:
    """The options that read a sheet as a survey: its columns of sentences, and the one that numbers people."""
    header, body = rows[0].cells, rows[1:]
    told = [place for place in range(len(header)) if is_prose(body, place)]
    number = next((place for place in all_by_header("id", header, told) if _is_filled(body, place)), None)
    named = {
        "id": [] if number is None else [header[number].strip() or str(number + 1)],
        "text": [header[place].strip() or str(place + 1) for place in told],
    }
    columns = ",".join(f"{use}={','.join(names)}" for use, names in named.items() if names)
    if not columns:
        return "--each row"
    quoted = f'"{columns}"' if set(columns) & set(" ;()?&") else columns
    return f"--each row --columns {quoted}"


def _is_filled(body: Sequence[Row], place: int) -> bool:
    return all(place < len(row.cells) and row.cells[place].strip() for row in body)
