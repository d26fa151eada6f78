"""Labels, sheets and lines of programs that were misread: who speaks, and what is no speech."""

import json
import shlex

import pytest

from qualcode.readers import read
from qualcode.readers.edges import who_asks
from qualcode.readers.reading import ReadOptions, SourceLine
from readers.talk import codes, talk
from study import Folder

ASKED, TOLD = "Apa kendala di sini?", "Sinyalnya susah sekali di bukit."


def sheet(*rows):
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + "\n"


def test_a_named_column_is_not_lost_for_a_few_long_cells():
    rows = [
        ["speaker", "text"],
        *[["I", ASKED], ["R", TOLD]] * 30,
        ["Everybody in the room at the same time, laughing", "Ha."],
    ]
    assert {speaker for speaker, _ in talk("a.csv", sheet(*rows))} >= {"I", "R"}


def test_a_scale_is_no_speaker():
    rows = [["answer", "expectation"]]
    rows += [[TOLD, ["Somewhat unlikely", "Very likely", "Neither likely nor unlikely"][n % 3]] for n in range(12)]
    assert {speaker for speaker, _ in talk("a.csv", sheet(*rows))} == {""}


def test_codes_of_characters_are_characters_and_a_colon_is_no_part_of_a_name():
    source = sheet(
        ["speaker", "text"], ["DB:", "It&#8217;s &amp; was."], ["DB", "Yes?"], ["RA", "No."], ["ra", "Well."]
    )
    assert talk("a.csv", source) == [("DB", "It’s & was.\nYes?"), ("RA", "No.\nWell.")]


def test_initials_are_the_name_that_the_text_gives():
    body = "Ruth Vane: Where?\nRon Akin: Here.\nRuth Vane: When?\nRon Akin: Then.\nRV: Why?\nRA: So.\nRA: Yes.\n"
    assert {speaker for speaker, _ in talk("a.txt", body)} == {"Ruth Vane", "Ron Akin"}
    form = "Interviewee: Ron Akin\nInterviewer: Ruth Vane\nDate: 1998\n\n" + "RV: Why?\n\nRA: So it was.\n\n" * 3
    assert {speaker for speaker, _ in talk("a.txt", form)} == {"", "Ruth Vane", "Ron Akin"}
    both = "Ron Akin: Here.\nRita Alm: When?\n" * 3 + "RA: So.\nRA: Yes.\n"
    assert "RA" in {speaker for speaker, _ in talk("a.txt", both)}, "two names have these initials"


def test_a_remark_behind_a_name_is_no_other_person():
    body = "Ruth Vane: Where?\nRon Akin: Here.\n" * 3 + "Ron Akin (reading): Dear all.\n"
    assert {speaker for speaker, _ in talk("a.txt", body)} == {"Ruth Vane", "Ron Akin"}


@pytest.mark.parametrize(
    "line",
    [
        "Okoye, Grace stopped transcription",
        "Meeting ended after 00:16:44 👋",
        "This editable transcript was computer generated and might contain errors.",
        "Rapat berakhir setelah 00:16:44 👋",
    ],
)
def test_a_closing_line_of_a_program_is_nobodys(line):
    assert talk("a.txt", f"Grace: Why?\nDaniel: So.\nGrace: And?\nDaniel: No.\n\n{line}\n")[-1] == ("", line)


@pytest.mark.parametrize(
    "line", ["Then we started recording", "I started recording", "Daniel: They stopped transcription"]
)
def test_words_about_recording_are_speech(line):
    found = talk("a.txt", f"Grace: Why?\nDaniel: So.\nGrace: And?\nDaniel: No.\n{line}\n")
    assert found[-1][0] == "Daniel"
    assert found[-1][1].endswith(line.removeprefix("Daniel: "))


def test_pauses_and_lengths_are_no_speech():
    source = "Lena: Why? [00:17:03][5.3]\nIda: So. [3.3s] And so.\n[2 detik]\nLena: Oh [1] no?\nIda: No.\n"
    assert talk("a.txt", source) == [("Lena", "Why?"), ("Ida", "So. And so."), ("Lena", "Oh [1] no?"), ("Ida", "No.")]


def test_two_lines_are_two_people():
    source = "Interviewer: Pak Budi?\nBudi: Antreannya panjang.\n"
    assert talk("a.txt", source) == [("Interviewer", "Pak Budi?"), ("Budi", "Antreannya panjang.")]


@pytest.mark.parametrize(
    "layout",
    [
        "[00:0{n}.000 --> 00:0{n}.900]  [{who}]: {text}", "[00:0{n}.000 --> 00:0{n}.900] [{who}] {text}",
        "{who}. {text}",
        "{who} | {text}", "#{n} {who}: {text}", "{n:03d} {who}   {text}", "{who} {n}: {text}", "{who}{n}: {text}",
        "{who} ({n}): {text}", "{n}\n{who}: {text}", "{who}\n{text}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("names", [("Pewawancara", "Bu Sri"), ("I", "R"), ("Nur Aini", "I Gusti Ngurah Rai")])
def test_ways_to_write_a_label(layout, names):
    said = [(names[n % 2], ASKED if n % 2 == 0 else TOLD) for n in range(8)]
    source = "\n".join(layout.format(n=n, who=who, text=text) for n, (who, text) in enumerate(said, 1))
    assert talk("a.txt", source) == said


def test_short_sentences_before_two_spaces_are_no_names():
    source = "Yes.  I went there.\nNo.  They left.\nWell.  It rained.\n" * 4
    assert {speaker for speaker, _ in talk("a.txt", source)} == {""}


def test_lines_that_return_without_a_sign_are_no_names():
    assert {speaker for speaker, _ in talk("a.txt", "Ya\nSaya pulang.\nOke\nLalu pergi.\n" * 4)} == {""}


def test_questions_in_bold_are_read_and_told_and_an_option_makes_it_sure():
    source = f"**{ASKED}**\n\n{TOLD}\n\n" * 3
    (finding,) = read("a.md", source.encode()).findings
    assert finding.code == "questions-without-label"
    for chosen in ({}, {"questions": "bold"}):
        assert talk("a.md", source, **chosen) == [("Interviewer", ASKED), ("Participant", TOLD)] * 3


def test_the_option_is_remembered_and_a_wrong_one_refused(tmp_path):
    folder = Folder(tmp_path)
    folder.write("interviews/a.md", f"**{ASKED}**\n\n{TOLD}\n\n" * 3)
    folder.done("ingest", "interviews", "--questions", "bold")
    assert folder.turns("a")[0] == ("Interviewer", ASKED)
    folder.write("interviews/a.md", f"**{ASKED}**\n\n{TOLD}\n\n" * 4)
    folder.done("ingest", "interviews")
    assert len(folder.turns("a")) == 8
    assert folder.run("ingest", "interviews", "--questions", "blod").code == 2


def test_json_of_rev_ai():
    def element(value, at=None):
        return (
            {"type": "punct", "value": value}
            if at is None
            else {"type": "text", "value": value, "ts": at, "end_ts": at + 1}
        )

    monologues = [
        {"speaker": 0, "elements": [element("Why", 1.0), element("?")]},
        {"speaker": 1, "elements": [element("So", 3.0), element(" "), element("what", 4.0), element(".")]},
    ]
    reading = read("a.json", json.dumps({"monologues": monologues}).encode())
    assert [(turn.speaker, turn.text, turn.start_s, turn.end_s) for turn in reading.turns] == [
        ("Speaker 0", "Why?", 1.0, 2.0),
        ("Speaker 1", "So what.", 3.0, 5.0),
    ]


def test_columns_in_a_text_file_are_a_sheet():
    source = f"Timespan\tContent\tSpeaker\n0:00.0 - 0:04.5\t{ASKED}\tSpeaker 1\n0:04.5 - 0:09.0\t{TOLD}\tSpeaker 2\n"
    reading = read("a.txt", source.encode())
    assert [(turn.speaker, turn.text, turn.start_s, turn.end_s) for turn in reading.turns] == [
        ("Speaker 1", ASKED, 0.0, 4.5),
        ("Speaker 2", TOLD, 4.5, 9.0),
    ]


def test_a_character_style_makes_no_heading_of_other_paragraphs():
    names = r"{\stylesheet{\s0 Default;}{\*\cs15 Heading Character;}}"
    body = "".join(
        rf"\pard \s0 {{\b {who}}}\par \pard \s0 {text}\par " for who, text in [("Thorn", "Why?"), ("Akin", "So.")] * 3
    )
    assert talk("a.rtf", rf"{{\rtf1\ansi{names}{body}}}") == [("Thorn", "Why?"), ("Akin", "So.")] * 3


SURVEY = ["No", "Q8", "Q11", "Kenapa, ya?"]


@pytest.mark.parametrize(
    "named", ["text=Q8,Q11", "text=Q8+Q11", 'text=Q8,"Q11"', "text=Q8,Kenapa, ya?", "text=Kenapa, ya?"]
)
def test_several_columns_and_a_header_with_a_comma_can_be_named(tmp_path, named):
    folder = Folder(tmp_path)
    folder.write("s.csv", sheet(SURVEY, *[[n, TOLD, ASKED, "Karena jauh sekali."] for n in range(6)]))
    if '"' in named:
        assert folder.run("ingest", "s.csv", "--each", "row", "--columns", named).code == 2
        return
    folder.done("ingest", "s.csv", "--each", "row", "--columns", f"id=No,{named}")
    wanted = {"Q8": TOLD, "Q11": ASKED, "Kenapa": "Karena jauh sekali."}
    assert folder.turns("s")[0] == ("0", "\n".join(text for name, text in wanted.items() if name in named))


@pytest.mark.parametrize(
    "header",
    [
        ["No", "Q8", "Q11", "Kenapa, alasan"],
        ["No", "Q8 (kota)", "Q11 & lainnya", "Q12"],
        ["No", "Harga $HOME", 'Kata ""ya""', "Q1"],
    ],
)
def test_the_command_of_a_hint_runs(tmp_path, header):
    folder = Folder(tmp_path)
    folder.write(
        "s.csv", sheet(header, *[[n, f"{TOLD} {n}", f"{ASKED} {n}", f"Karena jauh sekali {n}."] for n in range(6)])
    )
    found = folder.run("ingest", "s.csv", "--json").json["findings"]
    (hint,) = [each["hint"] for each in found if "--each row" in each["hint"]]
    options = shlex.split(hint[hint.index("--each") :])
    folder.done("ingest", "s.csv", *options)
    assert len(folder.turns("s")) == 6
    assert folder.turns("s")[0] == ("0", f"{TOLD} 0\n{ASKED} 0\nKarena jauh sekali 0.")


def test_the_option_of_the_interface_takes_a_list():
    reading = read(
        "s.csv",
        sheet(SURVEY, ["1", TOLD, ASKED, "Jauh."]).encode(),
        ReadOptions(each="row", columns={"text": "Q8,Q11"}),
    )
    assert reading.turns[0].text == f"{TOLD}\n{ASKED}"
    assert (
        codes("s.csv", sheet(SURVEY, ["1", TOLD, ASKED, "Jauh."]), each="row", columns={"text": "Q8,Q99"})[0][0]
        == "unknown-column"
    )


@pytest.mark.parametrize(
    ("above", "labels", "asking"),
    [
        ("Interviewed by Lena Thorn", ("Thorn", "Holloway"), ("Thorn",)),
        ("Diwawancarai oleh: Dr. Rina Sari dan Joko", ("Rina", "Joko", "Bu Yati"), ("Rina", "Joko")),
        ("IV = interviewer, TN = tenant", ("IV", "TN"), ("IV",)),
        ("P: Pewawancara\nN: Narasumber", ("P", "N"), ("P",)),
        ("Interviewer: Ana Prieto (AP)", ("AP", "P07"), ("AP",)),
        ("Participant: P07, ferry pilot", ("AP", "P07"), ("AP",)),
        ("Participant: P07", ("P07", "P08"), ()),
        ("Hosted by Kim and Kim Lee", ("Kim Lee", "Kim Ode"), ("Kim Lee",)),
        ("The survey was conducted by the ministry", ("Ana", "Budi"), ()),
    ],
)
def test_the_lines_above_a_talk_say_who_asks(above, labels, asking):
    lines = [SourceLine(line, at) for at, line in enumerate(above.split("\n"), 1)]
    assert who_asks(lines, labels) == asking
