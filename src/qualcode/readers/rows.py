"""Sheets (csv, Excel) into readings: a conversation with a row a turn, or one respondent a row."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading, Turn
from qualcode.readers import names, reading
from qualcode.readers.archive import Unreadable
from qualcode.readers.columns import (
    SheetColumns,
    UnknownColumn,
    asking_labels,
    below_titles,
    by_header,
    by_option,
    conversation,
    longest_text_column,
    normal,
)
from qualcode.readers.continues import turns
from qualcode.readers.decode import decode, empty, failure, with_characters
from qualcode.readers.labels import divide_by_speaker, label_places
from qualcode.readers.reading import ReadOptions, SourceLine
from qualcode.readers.rich import account
from qualcode.readers.sheet import ReadSheet, SheetRow, is_delimiter, lines_named, sheet
from qualcode.readers.surveys import (
    by_session,
    drop_duplicate_answers,
    guessed,
    left_columns,
    people_across,
    prose_left_out,
    read_as_survey,
    survey_columns,
    survey_hints,
)
from qualcode.readers.workbook import read_workbook

_IMPORT_ID = '"ImportId"'


def read_csv(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read delimited text; the delimiter comes from the options or is guessed."""
    if not is_delimiter(options.delimiter):
        return failure(name, "delimiter", "the delimiter must be one character", "write for example --delimiter ';'")
    decoded = decode(name, data, options)
    if decoded.text is None:
        return Reading((), findings=decoded.findings)
    read_as = sheet(name, decoded.text, options)
    return _read_rows(name, read_as, options, (*decoded.findings, *read_as.findings), decoded.encoding)


def read_xlsx(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read the sheet of a workbook with the most text; other sheets with text are reported."""
    if not data:
        return empty(name)
    try:
        sheets = read_workbook(data)
    except Unreadable as trouble:
        return trouble.reading(name, "xlsx")
    letters = {title: sum(len(cell) for row in rows for cell in row.cells) for title, rows in sheets.items()}
    chosen = max(letters, key=lambda title: letters[title], default="")
    others = [number for number, title in enumerate(sheets, 1) if title != chosen and letters[title]]
    return _read_rows(name, ReadSheet(sheets.get(chosen, []), "\t"), options, _not_read(name, others))


def _not_read(name: str, others: Sequence[int]) -> list[Finding]:
    """Say which sheets with text were left alone, by their numbers."""
    if not others:
        return []
    shown = ", ".join(map(str, others[:5]))
    message = f"of {len(others) + 1} sheets with text the one with most of it was read, and not sheet {shown}"
    hint = "save each sheet as a file of its own if people speak in the others, too"
    return [Finding("warning", "other-sheets", message, name, hint=hint)]


def _straightened(
    name: str, sheet: ReadSheet, text: Sequence[int], speaker: int | None = None
) -> tuple[list[SheetRow], tuple[Finding, ...]]:
    """Give every row as many cells as the first, and report those that had not.

    Cells too many come from a delimiter inside a text without quotes, so they go back into the text column (the last
    one named in `text`). Cells too few are empty; a row that ends before the text and begins with no label is a text
    that went on below its row.
    """
    width = len(sheet.rows[0].cells)
    odd = [row for row in sheet.rows if len(row.cells) != width]
    if not odd:
        return sheet.rows, ()
    labels = {row.cell(speaker) for row in sheet.rows if len(row.cells) == width}

    def goes_on(row: SheetRow) -> bool:
        label = row.cell(speaker)
        return len(row.cells) <= min(text) and label not in labels and not (label and names.is_party(label))

    rows = [(_continued if goes_on(row) else _straight)(row, width, text[-1], sheet.delimiter) for row in sheet.rows]
    number = "1 row has" if len(odd) == 1 else f"{len(odd)} rows have"
    message = f"{number} more or fewer cells than the first row ({lines_named([row.at for row in odd])})"
    hint = "put texts with a delimiter into quotes; surplus cells were joined to the text"
    return rows, (Finding("warning", "ragged-rows", message, name, odd[0].at, hint=hint),)


def _straight(row: SheetRow, width: int, text: int, delimiter: str) -> SheetRow:
    surplus = len(row.cells) - width
    if surplus <= 0:
        return row._replace(cells=[*row.cells, *[""] * -surplus])
    cells = row.cells
    joined = delimiter.join(cells[text : text + surplus + 1])
    return row._replace(cells=[*cells[:text], joined, *cells[text + surplus + 1 :]])


def _continued(row: SheetRow, width: int, text: int, delimiter: str) -> SheetRow:
    """Put all that a row says into its text."""
    said = delimiter.join(row.cells)
    return row._replace(cells=[said if place == text else "" for place in range(width)])


def _each_row_columns(sheet: ReadSheet, options: ReadOptions) -> SheetColumns | None:
    """The columns of a sheet whose rows are respondents: as the options name them, else the longest text.

    Raises UnknownColumn as `by_option` does.
    """
    header = sheet.rows[0].cells
    named = by_option(options, "text", header)
    label = next(iter(by_option(options, "id", header) or by_option(options, "speaker", header)), None)
    label = by_header("id", header, named) if label is None else label
    text = named or [place for place in [longest_text_column(sheet.rows[1:], [label])] if place is not None]
    return SheetColumns(tuple(text), label, guessed=not named) if text else None


def _read_each_row(name: str, sheet: ReadSheet, columns: SheetColumns, findings: Sequence[Finding]) -> Reading:
    """Make every row with text one turn of one respondent.

    Its text is the text columns, joined by LF; its speaker the id column, else the number of the respondent's row
    below the header; the other columns become its attributes.
    """
    header = sheet.rows[0].cells
    rows, ragged = _straightened(name, sheet, columns.text)
    turns = _turns(rows[1:], columns, _titles(header, columns))
    found = [*findings, *ragged, *_twice(turns, columns, name)]
    if columns.guessed:
        found.append(guessed(name, columns, header, "attributes of the respondents", "id"))
    return Reading(turns, findings=tuple(found), each=True) if turns else empty(name, tuple(found))


def _with_characters(row: SheetRow) -> SheetRow:
    """The row with the characters that its cells write as web pages do; nearly none has any."""
    return row._replace(cells=[*map(with_characters, row.cells)]) if "&" in "".join(row.cells) else row


def _titles(header: Sequence[str], columns: SheetColumns) -> dict[int, str]:
    """Names of the columns that become attributes; a name that is missing or stands twice gets its number."""
    titles: dict[int, str] = {}
    for place, title in enumerate(header):
        if place not in columns.text and place != columns.speaker:
            name = title.strip() or "column"
            titles[place] = f"{name} {place + 1}" if not title.strip() or name in titles.values() else name
    return titles


def _turns(rows: Sequence[SheetRow], columns: SheetColumns, titles: Mapping[int, str]) -> tuple[Turn, ...]:
    found: list[Turn] = []
    width = 1 + max([*columns.text, *titles, columns.speaker or 0])
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row.cells] + [""] * (width - len(row.cells))
        text = "\n".join([cells[place] for place in columns.text if cells[place]])
        if not text:
            continue
        label = (cells[columns.speaker] if columns.speaker is not None else "") or str(number)
        attributes = {title: cells[place] for place, title in titles.items() if cells[place]}
        found.append(Turn(len(found) + 1, label, text, place=f"row {row.number}", attributes=attributes))
    return tuple(found)


def _twice(turns: Sequence[Turn], columns: SheetColumns, name: str) -> list[Finding]:
    """Say when respondents have several rows, since each row was to be one."""
    more = len(turns) - len({turn.speaker for turn in turns})
    if columns.speaker is None or not more:
        return []
    message = f"{more} rows repeat an id of another row and count as the same respondent"
    hint = "name another column with --columns id=NAME if they are different people"
    return [Finding("warning", "respondent-twice", message, name, hint=hint)]


def _read_rows(
    name: str, sheet: ReadSheet, options: ReadOptions, findings: Sequence[Finding], encoding: str = ""
) -> Reading:
    """Read the rows of a sheet; the use of its columns comes from the options or is guessed and reported."""
    if not sheet.rows:
        return empty(name, tuple(findings))
    sheet = sheet._replace(
        rows=[_with_characters(row) for row in _with_kinds(_below_import_ids(below_titles(sheet.rows)))]
    )
    survey = None if options.each or options.columns else survey_columns(sheet.rows)
    if survey:
        return _read_each_row(name, sheet, survey, (*findings, *read_as_survey(name, sheet.rows, survey)))
    of_rows = options.each == "row"
    try:
        columns = _each_row_columns(sheet, options) if of_rows else conversation(sheet.rows, options)
    except UnknownColumn as unknown:
        message = f"the column that is named for `{unknown}` is not in the first row of this sheet"
        return failure(name, "unknown-column", message, "check its spelling, or give its number from 1", 1)
    if columns is None:
        return failure(name, "no-text-column", "no column of this sheet holds text", "name it with --columns text=NAME")
    if of_rows:
        return _read_each_row(name, sheet, columns, findings)
    rows, ragged = _straightened(name, sheet, columns.text, columns.speaker)
    return _conversation(name, rows, columns, [*findings, *ragged], bool(options.columns.get("text")), encoding)


def _below_import_ids(rows: list[SheetRow]) -> list[SheetRow]:
    """Leave out what Qualtrics writes below the names of its columns: the questions, and `{"ImportId": ...}`."""
    last = next((at for at, row in enumerate(rows[:4]) if _IMPORT_ID in "".join(row.cells)), 0)
    return [*rows[:1], *rows[last + 1 :]] if last else rows


def _with_kinds(rows: list[SheetRow]) -> list[SheetRow]:
    """Join the second header row of SurveyMonkey to the first: what can be chosen, or that an answer is free.

    It names nobody, while every row below has the number of a respondent.
    """
    header = rows[0].cells
    number = next((place for place, title in enumerate(header) if normal(title).split() == ["respondent", "id"]), None)
    if number is None or len(rows) < 3 or rows[1].cell(number) or not all(row.cell(number) for row in rows[2:]):
        return rows
    titles = [title if title.strip() else rows[1].cell(place) for place, title in enumerate(header)]
    return [rows[0]._replace(cells=titles), *rows[2:]]


def _conversation(
    name: str, rows: Sequence[SheetRow], columns: SheetColumns, findings: list[Finding], named_text: bool, encoding: str
) -> Reading:
    header, body = rows[0].cells, columns.body(rows)
    rows_read, repeated = drop_duplicate_answers(name, body, columns, header)
    rows_read = _in_time(rows_read, columns)
    labels, sessions = by_session(name, rows_read, columns, header)
    lines = _labelled(name, [line for row in rows_read for line in _lines(row, columns, labels)])
    pieces, guesses, how, *_ = divide_by_speaker(lines, name, "row", timed=False)
    said = turns(pieces)
    found = [*findings, *repeated, *sessions]
    if columns.guessed:
        found.append(guessed(name, columns, header, "left out"))
    if not named_text and not people_across(rows, columns):
        found += prose_left_out(name, columns, header, body)
    if not any(turn.speaker for turn in said):
        guesses = []  # said better below
    found += survey_hints(name, rows, columns, said)
    if not said:
        return empty(name, tuple(found))
    skipped = {"columns": left_columns(columns, body), "repeated rows": len(body) - len(rows_read)}
    asking = asking_labels(rows_read, columns, header) if columns.header and not sessions else ()
    return Reading(said, findings=(*found, *guesses), how=account(encoding, how, skipped), asking=asking)


def _in_time(rows: list[SheetRow], columns: SheetColumns) -> list[SheetRow]:
    """Rows by the time at which they begin, where all that a speaker says stands together, as tiers are exported."""
    begins = [(reading.parse_seconds(row.cell(columns.start)), place) for place, row in enumerate(rows)]
    who = [row.cell(columns.speaker) for row in rows]
    blocks = 1 + sum(one != other for one, other in pairwise(who))
    timed = [(begin, place) for begin, place in begins if begin is not None]
    if len(timed) < len(rows) or blocks != len(set(who)) or timed == sorted(timed):
        return rows
    return [rows[place] for _, place in sorted(timed)]


def _labelled(name: str, lines: list[SourceLine]) -> list[SourceLine]:
    """Lines in which labels may stand only where half of them begin with one: a word before a colon is an answer."""
    if 2 * len(label_places(lines, name)) >= len(lines):
        return lines
    return [line._replace(may_label=False) for line in lines]


def _lines(row: SheetRow, columns: SheetColumns, labels: Mapping[int, str]) -> list[SourceLine]:
    # A quote that does not close is no part of a name.
    speaker = row.cell(columns.speaker).strip('"').rstrip(": \t").strip() or None
    speaker = f"{speaker}{labels.get(row.number, '')}" if speaker else None
    start_s, end_s = reading.parse_seconds(row.cell(columns.start)), reading.parse_seconds(row.cell(columns.end))
    if start_s is None and end_s is None:
        start_s, end_s = reading.span(row.cell(columns.start))
    if columns.question is not None:
        said = columns.asked_and_answered(row)
        return [SourceLine(text, row.number, row.at, 0, party, False, False, start_s) for party, text in said]
    texts = [text for place in columns.text if (text := row.cell(place))]
    labelled = columns.speaker is None
    return [
        SourceLine(text, row.number, row.at, 0, None if number else speaker, labelled, False, start_s, end_s)
        for number, text in enumerate(texts)
    ]
