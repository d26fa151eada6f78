"""Sheets with a person in each row: those that are surveys for certain, and what to write where it is not."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

from qualcode.model.finding import Finding
from qualcode.model.transcript import Turn
from qualcode.readers.columns import SheetColumns, all_by_header, by_header, is_prose, normal, returning
from qualcode.readers.names import PERSONAL, divide_entries, is_form_heading, is_name_or_role, word_set
from qualcode.readers.sheet import SheetRow, filled_cells, lines_named
from qualcode.text.roles import measure_turn

_FEWEST_PEOPLE = 3
_DISTINCT = 0.9
"""Share of a column's cells that differ where each row is another person."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_OPEN, _OPEN_ASKED = 4, 2
"""Words of an answer that is told and not chosen; fewer are enough below a question."""
_PEOPLE = word_set("""
    respondent respondents responden participant partisipan peserta informan informant narasumber household subject
    subjek case kode code nim pseudonym samaran
    """)
"""Words of headers that number people."""
_OF_NAME = word_set(
    "nama name inisial initial initials lengkap full first anda your samaran panggilan optional opsional boleh atau or"
)
_OF_ANSWER = word_set("response respons record submission instance token key id")
_OF_POST = word_set("email e mail surel")
_COUNTING = word_set("no nomor number nr urut uuid id")
_OF_FORMS = frozenset(
    divide_entries("""
    response id|respondent id|record id|submission time|date submitted|uuid|instance id|collector id|ip address
    recorded date|last page|start language|progress|finished|cap waktu|stempel waktu|email address|alamat email
    waktu penyelesaian|completion time|household id|kode responden|no responden|no. responden|nomor responden
    """)
)
"""Headers that programs for surveys write, and nobody who transcribes."""
_NOT_ANSWERED = word_set("catatan note notes observasi observation memo keterangan enumerator interviewer pewawancara")
"""What begins the header of a column that somebody else filled in."""


def survey_columns(rows: Sequence[SheetRow]) -> SheetColumns | None:
    """The open questions of a survey and the column that tells its respondents apart; None unless it is one for sure.

    Each row is another person, and the headers ask, tell what a person is, or are those of a program for surveys.
    """
    header, body = [cell.strip() for cell in rows[0].cells], rows[1:]
    if len(body) < _FEWEST_PEOPLE or len(set(header)) < len(header) - header.count("") or _is_by_question(header, body):
        return None
    person = _person(header, body)
    told = tuple(place for place in range(len(header)) if place != person and _is_open(header[place], body, place))
    asked = any(_asks(header[place]) for place in told)
    signs = {normal(title) for title in header}
    forms = not signs.isdisjoint(_OF_FORMS) or any(map(_is_personal, header))
    certain = asked if _somebody_returns(header, body) else asked or forms
    return SheetColumns(told, person) if told and certain else None


def read_as_survey(name: str, rows: Sequence[SheetRow], columns: SheetColumns) -> Iterator[Finding]:
    """Say that each row was read as a respondent although no option asked for it, and what else it could be."""
    people = len(rows) - 1
    if columns.speaker is None:
        yield from _ids_that_return(name, rows)
    message = f"this sheet looks like a survey: each of its {people} rows was read as what one respondent wrote"
    hint = "if people talk in it, name its columns: --columns speaker=NAME,text=NAME"
    yield Finding("note", "read-as-survey", message, name, 1, hint=hint)


def _ids_that_return(name: str, rows: Sequence[SheetRow]) -> Iterator[Finding]:
    """Warn where a column looks like the ids of people and tells fewer of them than there are rows."""
    header, body = [cell.strip() for cell in rows[0].cells], rows[1:]
    for place in _likely_persons(header):
        cells = filled_cells(body, place)
        if len(cells) * 2 > len(body):
            again = len(cells) - len(set(cells))
            message = (
                f"{again} of {len(cells)} ids in column {place + 1} return; each row was read as another respondent"
            )
            hint = f"correct them, or where rows are of one person, write {_instead(rows)}"
            yield Finding("warning", "ids-return", message, name, 1, hint=hint)
            return


def _is_by_question(header: Sequence[str], body: Sequence[SheetRow]) -> bool:
    """Tell whether a row is an answer and not a person: its question stands beside it, or people return."""
    question = by_header("question", header, ())
    if question is not None and is_prose(body, question):
        return True
    return any(_numbers_people(title) and not _is_another(body, place) for place, title in enumerate(header))


def _somebody_returns(header: Sequence[str], body: Sequence[SheetRow]) -> bool:
    """Tell whether a column that is headed like speakers holds few of them."""
    likely = all_by_header("speaker", header, ())
    return any(filled_cells(body, place) and not _is_another(body, place) for place in likely)


def _is_another(body: Sequence[SheetRow], place: int) -> bool:
    cells = filled_cells(body, place)
    return len(set(cells)) >= len(cells) * _DISTINCT


def _words(title: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", normal(title)))


def _numbers_people(title: str) -> bool:
    return len(_words(title)) < 4 and not _PEOPLE.isdisjoint(_words(title)) and not _asks(title)


def _person(header: Sequence[str], body: Sequence[SheetRow]) -> int | None:
    """The column that tells respondents apart; None: no column does."""
    own = _likely_persons(header)
    told = (place for place in own if _is_another(body, place) and len(filled_cells(body, place)) * 2 > len(body))
    return next(told, None)


def _likely_persons(header: Sequence[str]) -> list[int]:
    """Columns that may tell respondents apart: a code before a name, an address or a number."""
    kinds = (_OF_NAME, _OF_ANSWER, _OF_POST, _COUNTING)
    own = [place for place, title in enumerate(header) if _numbers_people(title)]
    for kind in kinds:
        own += [place for place, title in enumerate(header) if (words := _words(title)) and words <= kind]
    return own + [place for place, title in enumerate(header) if "email" in _words(title)]


def _is_personal(title: str) -> bool:
    return normal(title) in PERSONAL


def _asks(title: str) -> bool:
    return title.endswith("?") or (len(title.split()) >= _OPEN and measure_turn(title).asked > 0)


def _is_open(title: str, body: Sequence[SheetRow], place: int) -> bool:
    """Tell whether a column holds what people wrote in their own words."""
    cells = filled_cells(body, place)
    asked = _asks(title)
    if not cells or (not asked and (is_form_heading(title) or _is_personal(title))):
        return False
    if not _words(title).isdisjoint(_NOT_ANSWERED) and not asked:
        return False
    words = [len(_WORD.findall(cell)) for cell in cells]
    told = sum(count >= _OPEN for count in words) * 3 >= len(words)
    return (told or (asked and sum(count >= _OPEN_ASKED for count in words) * 2 >= len(words))) and not _chosen(cells)


def _chosen(cells: Sequence[str]) -> bool:
    """Tell whether answers return, or the parts that commas divide: they were chosen from a list."""
    parts = [part.strip() for cell in cells for part in re.split("[,;]", cell)]
    return len(set(cells)) * 2 <= len(cells) or len(set(parts)) * 2 <= len(parts)


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
    titles, body = rows[0].cells, rows[1:]
    times = {*all_by_header("start", titles, ()), *all_by_header("end", titles, ())}
    told = [place for place in range(len(titles)) if place not in times and is_prose(body, place)]
    likely = all_by_header("id", [title.partition("(")[0] for title in titles], told)  # *Nama (boleh inisial)*
    number = next((place for place in likely if all(row.cell(place) for row in body)), None)

    def named(place: int) -> str:
        title = titles[place].strip()  # on several lines or with `=` no option can name it
        return title if title and title.isprintable() and "=" not in title else str(place + 1)

    uses = {"id": [] if number is None else [named(number)], "text": [*map(named, told)]}
    columns = ",".join(f"{use}={','.join(names)}" for use, names in uses.items() if names)
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
