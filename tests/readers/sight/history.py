"""Oral history and field work: sheets, cover pages, initials, teams of interviewers, waves of the same people."""

import csv
import io

from .talked import Layout, Said, clock, group, interview, relabelled

LIKERT = ["Somewhat unlikely", "Very likely", "Neither likely nor unlikely"]
PEOPLE = ["Ron Akin", "Mae Holloway", "Stan Pruitt", "Ida Bell", "Cora Lund", "Jack Teague"]


def _text(name: str, ending: str, talks: dict[str, list[Said]], write) -> Layout:
    files = {f"{file}.{ending}": write(file, said).encode() for file, said in talks.items()}
    return Layout(name, files, {f"{file}.{ending}": said for file, said in talks.items()})


def _sheet(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def cover_page_and_initials() -> Layout:
    """The page before the talk says who RA and LT are."""
    talks = {p.split()[1].lower(): interview(20 + n, "Lena Thorn", p) for n, p in enumerate(PEOPLE)}

    def write(_file: str, said: list[Said]) -> str:
        teller = said[1].who
        head = f"County Oral History Project\n\nInterviewee: {teller}\nInterviewer: Lena Thorn\nDate: 12 May 1998\n\n"
        short = {name: "".join(part[0] for part in name.split()) for name in (teller, "Lena Thorn")}
        return head + "\n\n".join(f"{short[one.who]}: {one.text}" for one in said) + "\n"

    return _text("oral history, cover page and initials", "txt", talks, write)


def speaker_column_with_long_cells() -> Layout:
    """Two of many cells in `speaker` are longer than a name."""
    files, expected = {}, {}
    for n, person in enumerate(PEOPLE):
        said = interview(30 + n, "Thorn", person, 24)
        long_name = f"{person} (reading from a letter of his late brother, 1944)"
        rows = [["time", "speaker", "text"]]
        rows += [
            [clock(i), long_name if i == 3 else one.who, one.text.replace("'", "&#8217;")] for i, one in enumerate(said)
        ]
        files[f"tape{n}.csv"] = _sheet(rows)
        expected[f"tape{n}.csv"] = [Said(one.who, one.role, one.text.replace("'", "’")) for one in said]
    return Layout("oral history, speaker column with two long cells", files, expected)


def one_sheet_many_interviews() -> Layout:
    """All tapes in one sheet: tape, who, what was said, mood."""
    rows, expected = [["Tape", "Who", "Utterance", "Expectation"]], []
    for n, person in enumerate(PEOPLE[:4]):
        for i, one in enumerate(interview(40 + n, "L. Thorn", person, 12)):
            rows.append([f"T{n + 1}", one.who, one.text, LIKERT[(i + n) % 3]])
            expected.append(one)
    return Layout("oral history, one sheet for all tapes", {"tapes.csv": _sheet(rows)}, {"tapes.csv": expected})


def question_and_answer() -> Layout:
    talks = {p.split()[0].lower(): interview(50 + n, "Q", "A") for n, p in enumerate(PEOPLE[:4])}
    return _text(
        "oral history, Q. and A.",
        "txt",
        talks,
        lambda _file, said: "\n\n".join(f"{one.who}.  {one.text}" for one in said) + "\n",
    )


def team_of_interviewers() -> Layout:
    """Three colleagues, three people each, names only."""
    team, talks = ["Nur", "Bagas", "Sekar"], {}
    people = ["Bu Tini", "Pak Harjo", "Mbak Rina", "Bu Yem", "Pak Slamet", "Mas Joko", "Bu Lastri", "Pak Karto", "Sari"]
    for n, person in enumerate(people):
        talks[f"wawancara-{n + 1}"] = interview(60 + n, team[n % 3], person, 16, indonesian=True)
    return _text(
        "a team of three, names only",
        "txt",
        talks,
        lambda _file, said: "\n".join(f"{one.who} : {one.text}" for one in said) + "\n",
    )


def two_waves() -> Layout:
    """The same pairs meet twice: who comes back is not who asks."""
    talks = {}
    for wave in (1, 2, 3):
        for n, person in enumerate(["Dewi", "Arif", "Made"]):
            talks[f"{person.lower()}-w{wave}"] = interview(70 + wave * 10 + n, "Tania", person, 14, indonesian=True)
    return _text(
        "three waves with the same people",
        "txt",
        talks,
        lambda _file, said: "\n\n".join(f"{one.who}: {one.text}" for one in said) + "\n",
    )


def one_person_many_interviewers() -> Layout:
    """A life story in six sittings, with six students: the one who comes back tells."""
    students = ["Amir", "Beth", "Carlos", "Dina", "Emre", "Faye"]
    talks = {f"sitting{n + 1}": interview(110 + n, student, "Mrs Holloway", 16) for n, student in enumerate(students)}
    return _text(
        "one life story, six students",
        "txt",
        talks,
        lambda _file, said: "\n".join(f"{one.who}: {one.text}" for one in said) + "\n",
    )


def speaker_numbers() -> Layout:
    """`Speaker 1` asks in one file and tells in the next: a number is no person."""
    talks = {}
    for n in range(6):
        asker, teller = ("Speaker 1", "Speaker 2") if n % 2 else ("Speaker 2", "Speaker 1")
        talks[f"rec{n}"] = interview(80 + n, asker, teller, 16)
    return _text(
        "speaker numbers that change sides",
        "txt",
        talks,
        lambda _file, said: "\n\n".join(f"{one.who}: {one.text}" for one in said) + "\n",
    )


def focus_groups() -> Layout:
    talks = {f"fgd{n}": group(90 + n, "P", ["N1", "N2", "N3", "N4"]) for n in range(3)}
    return _text(
        "focus groups, P and N1 to N4",
        "txt",
        talks,
        lambda _file, said: "\n".join(f"{one.who} : {one.text}" for one in said) + "\n",
    )


def two_lines() -> Layout:
    said = [
        Said("Interviewer", "interviewer", "Pak Budi, bagaimana tadi di puskesmas?"),
        Said("Budi", "participant", "Antreannya panjang sekali, dari subuh saya di sana."),
    ]
    return _text("two lines", "txt", {"budi": said}, lambda _f, s: "\n".join(f"{o.who}: {o.text}" for o in s) + "\n")


def capital_and_small() -> Layout:
    """`DB:` and `DB` and `db:` are one."""
    said = interview(120, "DB", "RA", 18)
    marks = ["DB:", "RA:", "DB:", "Ra:", "db:", "RA:"]
    lines = [f"{marks[n % 6]} {one.text}" for n, one in enumerate(said)]
    return Layout("capital and small letters", {"akin.txt": "\n".join(lines).encode() + b"\n"}, {"akin.txt": said})


def initials_beside_names() -> Layout:
    """Full names in the body, initials from the middle on, no list that says so."""
    said = interview(130, "Ruth Vane", "Ron Akin", 20)
    short = relabelled(said, {"Ruth Vane": "RV", "Ron Akin": "RA"})
    lines = [f"{(said if n < 4 else short)[n].who}: {said[n].text}" for n in range(len(said))]
    return Layout("initials from the middle on", {"akin.txt": "\n\n".join(lines).encode()}, {"akin.txt": said})


LAYOUTS = [
    cover_page_and_initials,
    speaker_column_with_long_cells,
    one_sheet_many_interviews,
    question_and_answer,
    team_of_interviewers,
    two_waves,
    one_person_many_interviewers,
    speaker_numbers,
    focus_groups,
    two_lines,
    capital_and_small,
    initials_beside_names,
]
