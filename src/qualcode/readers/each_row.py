"""Survey sheets with one respondent a row (`--each row`)."""

from collections.abc import Mapping, Sequence

from qualcode.model import Finding, Reading, Turn
from qualcode.readers.columns import Columns, by_header, by_option, guessed, longest
from qualcode.readers.failure import empty, failure
from qualcode.readers.options import Options
from qualcode.readers.ragged import straightened
from qualcode.readers.sheet import Row, Sheet


def read(name: str, sheet: Sheet, options: Options, findings: tuple[Finding, ...]) -> Reading:
    """Make every row with text one turn of one respondent.

    Its text is the text columns, joined by LF; its speaker the id column, else the number of the respondent's row
    below the header; the other columns become its attributes. Raises UnknownColumn as `by_option` does.
    """
    header = sheet.rows[0].cells
    named = by_option(options, "text", header)
    label = next(iter(by_option(options, "id", header) or by_option(options, "speaker", header)), None)
    label = by_header("id", header, named) if label is None else label
    text = named or [place for place in [longest(sheet.rows[1:], [label])] if place is not None]
    if not text:
        return failure(name, "no-text-column", "no column of this sheet holds text", "name it with --columns text=NAME")
    columns = Columns(tuple(text), label, guessed=not named)
    rows, ragged = straightened(name, sheet, columns.text)
    turns = _turns(rows[1:], columns, _titles(header, columns))
    found = [*findings, *ragged, *_twice(turns, columns, name)]
    if columns.guessed:
        found.append(guessed(name, columns, header, "attributes of the respondents", "id"))
    return Reading(turns, findings=tuple(found), each=True) if turns else empty(name, tuple(found))


def _titles(header: Sequence[str], columns: Columns) -> dict[int, str]:
    """Names of the columns that become attributes; a name that is missing or stands twice gets its number."""
    titles: dict[int, str] = {}
    for place, title in enumerate(header):
        if place not in columns.text and place != columns.speaker:
            name = title.strip() or "column"
            titles[place] = f"{name} {place + 1}" if not title.strip() or name in titles.values() else name
    return titles


def _turns(rows: Sequence[Row], columns: Columns, titles: Mapping[int, str]) -> tuple[Turn, ...]:
    found: list[Turn] = []
    for number, row in enumerate(rows, 1):
        text = "\n".join(said for place in columns.text if (said := row.cells[place].strip()))
        if not text:
            continue
        label = row.cells[columns.speaker].strip() if columns.speaker is not None else ""
        attributes = {title: value for place, title in titles.items() if (value := row.cells[place].strip())}
        found.append(Turn(len(found) + 1, label or str(number), text, place=f"row {row.number}", attributes=attributes))
    return tuple(found)


def _twice(turns: Sequence[Turn], columns: Columns, name: str) -> list[Finding]:
    """Say when respondents have several rows, since each row was to be one."""
    more = len(turns) - len({turn.speaker for turn in turns})
    if columns.speaker is None or not more:
        return []
    message = f"{more} rows repeat an id of another row and count as the same respondent"
    hint = "name another column with --columns id=NAME if they are different people"
    return [Finding("warning", "respondent-twice", message, name, hint=hint)]
