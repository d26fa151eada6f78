"""What is said of the columns of a sheet: which were guessed or left out, and what to write where it is a survey."""

import shlex
from collections.abc import Iterator, Mapping, Sequence

from qualcode.model.finding import Finding
from qualcode.model.transcript import Turn
from qualcode.readers.columns import SheetColumns, all_by_header, by_header, is_prose, normal, returning
from qualcode.readers.names import is_name_or_role
from qualcode.readers.sheet import SheetRow, lines_named


def guessed(name: str, columns: SheetColumns, header: Sequence[str], others: str, label: str = "speaker") -> Finding:
    """Say which columns were taken for what; headers are named, cells never."""

    def title(place: int) -> str:
        shown = columns.header and place < len(header) and header[place].strip()
        return f"column {place + 1} (`{header[place].strip()}`)" if shown else f"column {place + 1}"

    asked = (columns.question,)
    used = {
        "questions": asked,
        "text": columns.text,
        label: (columns.speaker,),
        "start": (columns.start,),
        "end": (columns.end,),
    }
    taken = [
        f"{use} from {' and '.join(title(place) for place in places if place is not None)}"
        for use, places in used.items()
        if places != (None,)
    ]
    top = "" if columns.header else "; the first row is speech, not a header"
    message = f"columns were guessed: {', '.join(taken)}{top}; the others are {others}"
    return Finding("note", "columns-guessed", message, name, 1, hint=f"name them with --columns text=NAME,{label}=NAME")


def prose_left_out(name: str, columns: SheetColumns, header: Sequence[str], body: Sequence[SheetRow]) -> list[Finding]:
    """Warn of columns that were left out and hold prose, or have the header of a column that was used."""
    width = max((len(row.cells) for row in body), default=0)
    others = [place for place in range(max(width, len(header))) if place not in columns.used]
    used = [place for place in columns.used if columns.header and place is not None and place < len(header)]
    twice = {normal(header[place]) for place in used}
    found = [place for place in others if is_prose(body, place) or (columns.header and _title(header, place) in twice)]
    if not found:
        return []
    shown = ", ".join(str(place + 1) for place in found)
    message = f"column {shown} was left out, and holds sentences or has the header of a column that was used"
    if len(found) > 1:
        message = f"columns {shown} were left out, and hold sentences or have the header of a column that was used"
    hint = "name all columns with speech: --columns text=NAME,NAME"
    return [Finding("warning", "column-left-out", message, name, 1, hint=hint)]


def _title(header: Sequence[str], place: int) -> str | None:
    return normal(header[place]) or None if place < len(header) else None


def left_columns(columns: SheetColumns, body: Sequence[SheetRow]) -> int:
    """Count the columns with anything in them that were left out."""
    width = max((len(row.cells) for row in body), default=0)
    return sum(any(row.cell(place) for row in body) for place in range(width) if place not in columns.used)


def by_session(
    name: str, body: Sequence[SheetRow], columns: SheetColumns, header: Sequence[str]
) -> tuple[Mapping[int, str], list[Finding]]:
    """Give what to write behind the label of each row (` (3)`), by the number of the row; nothing for one session.

    A column counts as sessions when its header says so, every row has a value and the labels of speakers return from
    one value to another.
    """
    place = session_column(body, columns, header)
    if place is None:
        return {}, []
    values = [row.cell(place) for row in body]
    speakers: dict[str, set[str]] = {}
    for row, value in zip(body, values, strict=True):
        speakers.setdefault(row.cell(columns.speaker), set()).add(value)
    if len(set(values)) < 2 or all(len(of) == 1 for of in speakers.values()):
        return {}, []
    message = (
        f"column {place + 1} (`{header[place].strip()}`) says that this sheet holds {len(set(values))} sessions; "
        "each has speakers of its own, with the session behind their label"
    )
    hint = "put each session into a file of its own to have a transcript for each"
    found = Finding("warning", "several-sessions", message, name, 1, hint=hint)
    return {row.number: f" ({value})" for row, value in zip(body, values, strict=True)}, [found]


def session_column(body: Sequence[SheetRow], columns: SheetColumns, header: Sequence[str]) -> int | None:
    """Give the column that says to which session a row belongs, or None."""
    if not columns.header or columns.speaker is None:
        return None
    place = by_header("session", header, columns.used)
    return place if place is not None and all(row.cell(place) for row in body) else None


_SURVEY = 5
"""Rows from which a sheet without a returning speaker looks like a survey."""


def survey_hints(name: str, rows: Sequence[SheetRow], columns: SheetColumns, said: Sequence[Turn]) -> Iterator[Finding]:
    """Warn where nobody is named, where no speaker returns, or where only the cells look like speakers."""
    body = columns.body(rows)
    hint = f"if every row is a respondent, write {_instead(rows)}"
    if people := people_across(rows, columns):
        message = f"people seem to stand in columns ({people}), and a question in each row; one column was read"
        hint = "turn the sheet, so that each person has a row, and then write `--each row`"
        yield Finding("warning", "no-speaker-column", message, name, 1, hint=hint)
    elif columns.speaker is None:
        if not any(turn.speaker for turn in said):
            message = "no column says who speaks: taken as the text of one participant"
            yield Finding("warning", "no-speaker-column", message, name, 1, hint=hint)
    elif len(body) >= _SURVEY and columns.guessed and not returning(rows, columns):
        yield Finding("warning", "looks-like-survey", "no speaker has a second row, as in a survey", name, hint=hint)
    elif len(body) >= _SURVEY and columns.header and columns.by_content:
        message = f"no header says who speaks: the cells of column {columns.speaker + 1} were taken for speakers"
        yield Finding("warning", "speakers-by-content", message, name, 1, hint=hint)


def people_across(rows: Sequence[SheetRow], columns: SheetColumns) -> str:
    """The headers that name people, where questions stand down the page and each column is what one answered."""
    header, body = rows[0].cells, rows[1:]
    asked = by_header("question", header, ())
    if asked is None or columns.who or not is_prose(body, asked):
        return ""
    across = [title.strip() for place, title in enumerate(header) if place != asked and is_prose(body, place)]
    if len(across) < 2 or not all(title and is_name_or_role(title) for title in across):
        return ""
    return ", ".join(f"`{title}`" for title in across[:3]) + (" ..." if len(across) > 3 else "")


def _instead(rows: Sequence[SheetRow]) -> str:
    """The options that read a sheet as a survey: its columns of sentences, and the one that numbers people."""
    header, body = rows[0].cells, rows[1:]
    times = {*all_by_header("start", header, ()), *all_by_header("end", header, ())}
    told = [place for place in range(len(header)) if place not in times and is_prose(body, place)]
    likely = all_by_header("id", [title.partition("(")[0] for title in header], told)  # *Nama (boleh inisial)*
    number = next((place for place in likely if all(row.cell(place) for row in body)), None)
    named = {
        "id": [] if number is None else [header[number].strip() or str(number + 1)],
        "text": [header[place].strip() or str(place + 1) for place in told],
    }
    columns = ",".join(f"{use}={','.join(names)}" for use, names in named.items() if names)
    if not columns:
        return "--each row"
    if set(columns) & set('"$`\\'):
        return f"--each row --columns {shlex.quote(columns)}"
    return f"--each row --columns {columns}" if shlex.quote(columns) == columns else f'--each row --columns "{columns}"'


def drop_duplicate_answers(
    name: str, body: Sequence[SheetRow], columns: SheetColumns, header: Sequence[str]
) -> tuple[list[SheetRow], list[Finding]]:
    """Drop rows that repeat session, number of the utterance, speaker and text of an earlier one, and say so.

    Without a column of numbers every row stays: people do say *iya* twice.
    """
    number = by_header("utterance", header, columns.used) if columns.header else None
    if number is None:
        return list(body), []
    session = session_column(body, columns, header)
    told = [place for place in (session, number, columns.speaker, *columns.text) if place is not None]
    seen: set[tuple[str, ...]] = set()
    kept: list[SheetRow] = []
    repeated: list[int] = []
    for row in body:
        key = tuple(row.cell(place) for place in told)
        if row.cell(number) and key in seen:
            repeated.append(row.at)
            continue
        seen.add(key)
        kept.append(row)
    if not repeated:
        return kept, []
    message = f"{len(repeated)} rows repeat the number and the text of an earlier row ({lines_named(repeated)})"
    hint = "they were read once; remove the column of numbers if they were said twice"
    return kept, [Finding("warning", "rows-repeated", message, name, repeated[0], hint=hint)]
