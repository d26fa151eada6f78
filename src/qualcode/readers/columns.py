"""Which column of a sheet is what: as the options say, else by header names, else by content."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualcode.model.corpus import Role
from qualcode.readers import names, reading
from qualcode.readers.names import PERSONAL, divide_entries
from qualcode.readers.reading import ReadOptions
from qualcode.readers.sheet import SheetRow, filled_cells
from qualcode.text.roles import named_role

COLUMN_HEADERS: dict[str, tuple[str, ...]] = {
    "text": divide_entries("""
        text|teks|words|utterance|ujaran|ucapan|tuturan|transcript|transkrip|transkripsi|transcription|verbatim|speech|isi
        content|kata-kata|kalimat|sentence|dialog|dialogue|percakapan|pernyataan|statement|jawaban|answer|response|respons
        tanggapan|komentar|comment|ulasan|review|pesan|message|kutipan|quote|pendapat|opinion
        """),
    "speaker": divide_entries("""
        speaker|pembicara|penutur|speaker name|nama pembicara|speaker id|who|siapa|voice|name|nama|informan|informant
        narasumber|participant|partisipan|peserta|responden|respondent|interlocutor|lawan bicara|talker|speaker role
        label|person|orang|peran|role|tokoh|pelaku|party|from|dari|author|sender|pengirim|user
        """),
    "role": divide_entries("role|peran|speaker role|peran pembicara|party"),
    "start": divide_entries("""
        start|mulai|timestamp|start time|waktu mulai|time|waktu|begin|begin time|awal|onset|timecode|kode waktu
        jam|menit|start s|detik|in|timespan|time span
        """),
    "end": divide_entries("end|selesai|end time|waktu selesai|akhir|stop|offset|end s|out"),
    "id": divide_entries("""
        respondent|responden|response id|responseid|respondent id|id responden|participant|partisipan|participant id
        informan|informant|case id|case|caseid|id|kode responden|kode|nomor responden|no responden|nama|name
        nomor|no|number
        """),
    "question": divide_entries("""
        question|questions|pertanyaan|tanya|interviewer|pewawancara|peneliti|interviewer question|pertanyaan pewawancara
        """),
    "answer": divide_entries("""
        answer|answers|jawaban|jawab|response|respons|tanggapan|informan|informant|narasumber|responden|respondent
        participant|partisipan|peserta|interviewee|narrator
        """),
    "session": divide_entries("""
        session|sesi|session id|id sesi|session number|nomor sesi|transcript id|id transkrip|interview|wawancara
        interview id|id wawancara|conversation|conversation id|percakapan|dialogue id|dialog id|dialogue|dialog|call id
        recording|recording id|rekaman|file|file name|filename|nama file|berkas|document|dokumen|transcript|transkrip
        """),
    "utterance": divide_entries("""
        utterance id|id ujaran|utterance number|utterance no|utterance index|utterance idx|utterance|turn id|turn number
        turn no|turn|giliran|segment id|segment|line id|line number|line|baris|nomor baris|index|idx|urutan|order|id
        nomor|no|number|row id
        """),
}
"""Names under which researchers keep each use, likely ones first; case and `_` do not matter."""
_TRANSLATED = frozenset(("translation", "translated", "terjemahan", "terjemah", "diterjemahkan", "gloss", "glossa"))
"""Words of the header of a column that says the same in another language."""
_LANGUAGES = frozenset(
    divide_entries("""
    bahasa|basa|indonesia|indonesian|inggris|english|melayu|malay|jawa|javanese|sunda|sundanese|madura|bali|batak|bugis
    minang|arab|arabic|mandarin|chinese|tetum|belanda|dutch|jerman|german|perancis|french|portugis|portuguese""")
)
"""What a language is called at the head of a column."""
_BESIDE = ("raw", "clean", "original", "full", "final", "asli", "lengkap", "bersih")
"""Words that stand beside such a name."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_LABEL = 40
_FEW_LONG = 10
"""In a column that a header calls speakers, one cell in so many may be longer than a label."""
_PROSE = 4
"""Words of a cell from which it holds a sentence; a third of such cells makes prose, and no labels or tags."""
_FEWEST_CELLS, _LOOKED_AT = 3, 40
_RAREST = 20
"""A column of speakers has one in at least one of so many rows."""


@dataclass(frozen=True)
class SheetColumns:
    """What the columns of a sheet are used for, counted from 0."""

    text: tuple[int, ...]
    """Columns of what is said, joined in this order."""
    speaker: int | None = None
    """Column of who says it; None: there is none."""
    start: int | None = None
    """Column of the time at which it begins."""
    end: int | None = None
    """Column of the time at which it ends."""
    header: bool = True
    """False when the first row is speech."""
    guessed: bool = True
    """False when the options named them."""
    by_content: bool = False
    """True when no header says that the speaker's column holds speakers: its cells only return like labels."""
    question: int | None = None
    """Column of what is asked, where each row has a question and its answer; then nothing else says who speaks."""
    parties: tuple[str, str] = ("", "")
    """What the headers call who asks and who answers."""

    @property
    def used(self) -> set[int | None]:
        """All columns that have a use."""
        return {*self.text, self.speaker, self.start, self.end, self.question}

    @property
    def who(self) -> bool:
        """True where a column says who speaks."""
        return self.speaker is not None or self.question is not None

    def asked_and_answered(self, row: SheetRow) -> list[tuple[str, str]]:
        """Who says what in a row of a question and its answer."""
        both = zip(self.parties, (self.question, self.text[0]), strict=True)
        return [(party, said) for party, place in both if (said := row.cell(place))]

    def body(self, rows: Sequence[SheetRow]) -> Sequence[SheetRow]:
        """The rows below the header, which may stand between them again."""
        return [row for row in rows[1:] if row.cells != rows[0].cells] if self.header else rows


class UnknownColumn(Exception):
    """A column that the options name is not in the sheet."""


def normal(header: str) -> str:
    """Give what header names are compared by: `StartTime` and `start_time` are *start time*."""
    return " ".join(_CAMEL.sub(" ", header).lower().replace("_", " ").replace("-", " ").split())


def by_option(options: ReadOptions, use: str, header: Sequence[str]) -> list[int]:
    """Give the columns that the options name for a use; names as written, else normalised, else numbers from 1.

    A name that is written twice stands for two columns of that name, for nobody means one column twice.
    """
    written = options.columns.get(use, "")
    if not written:
        return []
    parts = re.split("[,+]", written)
    signs = re.findall("[,+]", written)
    found: list[int] = []
    at = 0
    while at < len(parts):
        # The longest name first: a header may hold a comma itself.
        for end in range(len(parts), at, -1):
            name = "".join(part + sign for part, sign in zip(parts[at:end], [*signs[at : end - 1], ""], strict=True))
            if (place := _find(name.strip(), header, found)) is not None:
                found.append(place)
                at = end
                break
        else:
            raise UnknownColumn(use)
    return list(dict.fromkeys(found))


def _find(written: str, header: Sequence[str], found: Collection[int]) -> int | None:
    exact = [place for place, title in enumerate(header) if title == written]
    alike = exact or [place for place, title in enumerate(header) if normal(title) == normal(written)]
    if alike:
        return next((place for place in alike if place not in found), alike[0])
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
    return number - 1 if 1 <= number <= len(header) else None


def by_header(use: str, header: Sequence[str], taken: Collection[int | None]) -> int | None:
    """Give the column whose header is the likeliest name of a use."""
    return next(iter(all_by_header(use, header, taken)), None)


def all_by_header(use: str, header: Sequence[str], taken: Collection[int | None]) -> list[int]:
    """Give the columns whose headers name a use, the likeliest first.

    Behind the listed names come headers made of several of them: *utterance text*, *nama penutur*.
    """
    titles = [normal(title) for title in header]
    listed_names = [normal(name) for name in COLUMN_HEADERS[use]]
    words = {*listed_names, *_BESIDE}
    made = [title for title in titles if " " in title and set(title.split()) <= words and title not in listed_names]
    named = [name for name in listed_names if name in titles]
    return [place for name in (*named, *made) if (place := titles.index(name)) not in taken]


_MOST_TITLES = 6
"""Rows at the top among which titles and groups of columns may stand above the header."""


def below_titles(rows: list[SheetRow]) -> list[SheetRow]:
    """Leave out the rows above a header that have fewer cells than it: a title, the groups of its columns."""
    known = {*PERSONAL, *(normal(name) for listed in COLUMN_HEADERS.values() for name in listed)}
    titles = [[normal(cell) for cell in row.cells if cell.strip()] for row in rows[:_MOST_TITLES]]
    named = [len(known.intersection(own)) for own in titles]
    place = named.index(max(named)) if named else 0
    header = named[place] > 1 and len(set(titles[place])) == len(titles[place]) if named else False
    fewer = all(len(above) < len(titles[place]) for above in titles[:place])
    return rows[place:] if header and fewer else rows


def conversation(rows: Sequence[SheetRow], options: ReadOptions) -> SheetColumns | None:
    """Choose the columns of a sheet that holds a conversation; None when no column holds text.

    Raises UnknownColumn when the options name one that is not there.
    """
    header = rows[0].cells
    if not options.columns and (beside := _question_beside_answer(rows) or _one_beside_the_other(rows)):
        return beside
    named = {use: by_option(options, use, header) for use in ("text", "speaker", "start", "end")}
    first = {use: places[0] if places else None for use, places in named.items()}
    for use in ("text", "speaker", "start", "end"):
        if first[use] is None:
            likely = all_by_header(use, header, list(first.values()))
            fitting = (place for place in likely if _fits(use, rows[1:], place))
            first[use] = next(fitting, None if use == "speaker" else next(iter(likely), None))
    text, speaker, start, end = first.values()
    has_header = any(place is not None for place in (text, speaker))
    body = rows[1:] if has_header else rows
    # A sheet that tells how old the person of each row is, and the like, is a survey.
    by_content = speaker is None and not any(normal(title) in PERSONAL for title in header)
    if by_content:
        speaker = _labels(body, [text, start, end])
    text = original_beside(header, body, [speaker, start, end]) if text is None and speaker is not None else text
    text = longest_text_column(body, [speaker, start, end]) if text is None else text
    if text is None:
        return None
    if not has_header:
        start = _times(body, [text, speaker]) if start is None else start
    if not has_header or _by_number(options, header) or _returns(rows, speaker):
        has_header = not _is_speech(rows, speaker, start)
    if not has_header and start is None:  # the first label may be a word for such a column
        start = _times(rows, [text, speaker])
    guessed = not (named["text"] and named["speaker"])
    return SheetColumns(tuple(named["text"]) or (text,), speaker, start, end, has_header, guessed, by_content)


def is_translated(title: str) -> bool:
    """Tell whether the header of a column says that it holds a translation: *English translation*."""
    return not _TRANSLATED.isdisjoint(normal(title).split())


def _names_language(title: str) -> bool:
    """Tell whether a header names a language: *English*, *Bahasa Indonesia*, *Teks Inggris*."""
    words = normal(title).split()
    return 0 < len(words) < 4 and not _LANGUAGES.isdisjoint(words)


def original_beside(header: Sequence[str], body: Sequence[SheetRow], taken: Sequence[int | None]) -> int | None:
    """The one column of sentences beside columns that are called translations; None where there are no such."""
    told = [place for place in range(len(header)) if place not in taken and is_prose(body, place)]
    original = [place for place in told if not is_translated(header[place])]
    if len(told) > 1 and all(_names_language(header[place]) for place in told):
        return told[0]  # what was said stands before what was made of it
    return original[0] if len(original) == 1 and len(told) > 1 else None


def _question_beside_answer(rows: Sequence[SheetRow]) -> SheetColumns | None:
    """The columns of a sheet in which each row is a question and what was answered; in a survey questions return."""
    header, body = rows[0].cells, rows[1:]
    question = by_header("question", header, ())
    answer = by_header("answer", header, (question,))
    if question is None or answer is None or not (is_prose(body, question) and is_prose(body, answer)):
        return None
    told = [place for place in all_by_header("speaker", header, (question, answer)) if _fits("speaker", body, place)]
    asked = filled_cells(body, question)
    if told or len(set(asked)) * 2 < len(asked):
        return None
    start = by_header("start", header, (question, answer))
    parties = (header[question].strip(), header[answer].strip())
    return SheetColumns((answer,), start=start, question=question, parties=parties)


_ASKED, _TOLD = 0.6, 0.2
"""Share of the cells that end with a question mark in the column of who asks, at least, and of who answers, at most."""


def _one_beside_the_other(rows: Sequence[SheetRow]) -> SheetColumns | None:
    """The columns of a sheet of two people, each below a name or a role, in which all that one of them says asks."""
    header, body = [cell.strip() for cell in rows[0].cells], rows[1:]
    if len(header) != 2 or not all(title and names.is_name_or_role(title) for title in header):
        return None
    if any(names.is_never_speaker(title) or _names_language(title) for title in header) or not body:
        return None
    ends = [[cell.rstrip().endswith("?") for cell in filled_cells(body, place)] for place in (0, 1)]
    shares = [sum(own) / max(len(own), 1) for own in ends]
    asks = shares.index(max(shares))
    if min(map(len, ends)) < _FEWEST_CELLS or shares[asks] < _ASKED or shares[1 - asks] > _TOLD:
        return None
    return SheetColumns((1 - asks,), question=asks, parties=(header[asks], header[1 - asks]))


def _fits(use: str, body: Sequence[SheetRow], place: int) -> bool:
    """Tell whether the cells of a column can be what its header says: speech has spaces, labels are short."""
    cells = filled_cells(body, place)
    if use == "text":
        return any(" " in cell for cell in cells)
    if use != "speaker":
        return True
    often = len(cells) * _RAREST >= len(body)  # a label may hold for the rows below it, but not for hundreds
    long = sum(len(cell) > _MOST_LABEL for cell in cells)
    return bool(cells) and often and long * _FEW_LONG <= len(cells)


def returning(rows: Sequence[SheetRow], columns: SheetColumns) -> bool:
    """Tell whether the labels of the speaker column return, as they do in a conversation and not in a survey."""
    labels = [names.label_key(cell) for cell in filled_cells(columns.body(rows), columns.speaker)]
    return len(set(labels)) < len(labels)


def asking_labels(rows: Sequence[SheetRow], columns: SheetColumns, header: Sequence[str]) -> tuple[str, ...]:
    """Labels of those whom a column of roles beside them calls interviewers; none where it says other things."""
    role = by_header("role", header, columns.used)
    if role is None or columns.speaker is None or not all(named_role(cell) for cell in filled_cells(rows, role)):
        return ()
    told: dict[str, set[Role | None]] = {}
    for row in rows:
        told.setdefault(row.cell(columns.speaker), set()).add(named_role(row.cell(role)))
    return tuple(label for label, roles in told.items() if label and roles == {"interviewer"})


def is_prose(body: Sequence[SheetRow], place: int) -> bool:
    """Tell whether a column holds sentences."""
    cells = filled_cells(body, place)
    return bool(cells) and sum(len(cell.split()) >= _PROSE for cell in cells) * 3 >= len(cells)


def longest_text_column(rows: Sequence[SheetRow], taken: Sequence[int | None]) -> int | None:
    """Give the column with most characters that are not numbers, among those not taken; None when there is none."""
    size: dict[int, int] = {}
    for row in rows:
        for place, cell in enumerate(row.cells):
            if place not in taken and reading.parse_seconds(cell) is None:
                size[place] = size.get(place, 0) + len(cell.strip())
    return max(size, key=lambda place: (size[place], -place)) if any(size.values()) else None


def _labels(rows: Sequence[SheetRow], taken: Sequence[int | None]) -> int | None:
    """Give the column whose cells are labels that return, rather names and roles than other words.

    None when several columns are as likely.
    """
    width = max((len(row.cells) for row in rows), default=0)
    columns = {place: labels for place in range(width) if place not in taken and (labels := _returning(rows, place))}
    columns = {place: labels for place, labels in columns.items() if not names.is_scale(labels)}
    named = [place for place, labels in columns.items() if all(map(names.is_name_or_role, labels))]
    found = named or list(columns)
    # A tier and its participant are the same labels twice.
    alike = {tuple(row.cell(place) for row in rows) for place in found}
    return found[0] if len(alike) == 1 else None


def _returning(rows: Sequence[SheetRow], place: int) -> set[str]:
    """Give the labels of a column in which labels return, or which holds roles only; else none."""
    cells = filled_cells(rows, place)
    if not all(len(cell) <= _MOST_LABEL and cell[0].isalpha() for cell in cells):
        return set()
    labels = set(cells)
    if len(cells) * 2 < len(rows):  # a few answers, or remarks: no label of hundreds of rows
        return set()
    # One of them may be the header; a column that says the same in every row tells nobody apart.
    returns = len(set(cells[1:])) > 1 and len(labels) * 2 <= len(cells) + 1
    return labels if returns or all(map(names.is_party, labels)) else set()


def _times(rows: Sequence[SheetRow], taken: Sequence[int | None]) -> int | None:
    for place in range(min((len(row.cells) for row in rows), default=0)):
        clocks = sum(":" in row.cells[place] and reading.parse_seconds(row.cells[place]) is not None for row in rows)
        if place not in taken and clocks and clocks >= len(rows) - 1:  # the first may be the header
            return place
    return None


def _by_number(options: ReadOptions, header: Sequence[str]) -> bool:
    """Tell whether the options give the columns by number, as one must where there is no header."""
    return bool(options.columns) and not any(written in header for written in options.columns.values())


def _is_speech(rows: Sequence[SheetRow], speaker: int | None, start: int | None) -> bool:
    """Tell whether the first row is no header: its label returns below or names a role, or it has a time."""
    first = rows[0].cells
    if start is not None and start < len(first) and reading.parse_seconds(first[start]) is not None:
        return True
    if any(map(_titles_numbers, zip(*(row.cells for row in rows[:_LOOKED_AT]), strict=False))):
        return False
    if speaker is None or speaker >= len(first):
        return True  # nothing shows that it is a header, and no word may be lost
    title = first[speaker]
    return _returns(rows, speaker) or (names.is_party(title) and normal(title) not in COLUMN_HEADERS["speaker"])


def _titles_numbers(column: Sequence[str]) -> bool:
    """Tell whether the first cell of a column is a word and all others are numbers or times."""
    title, *cells = column
    counted = [cell.strip().isdecimal() or reading.parse_seconds(cell) is not None for cell in cells]
    return title.strip()[:1].isalpha() and len(cells) >= _FEWEST_CELLS and all(counted)


def _returns(rows: Sequence[SheetRow], speaker: int | None) -> bool:
    """Tell whether the first cell of the speaker column stands there again: *Narasumber* can be header and label."""
    first, known = names.label_key(rows[0].cell(speaker)), {*COLUMN_HEADERS["speaker"], *COLUMN_HEADERS["text"]}
    again = rows[0].cells if known.intersection(map(normal, rows[0].cells)) else None  # a header above each page
    return bool(first) and any(names.label_key(it.cell(speaker)) == first for it in rows[1:] if it.cells != again)
