"""Surveys that are read without an option: with all open answers where it is sure, and otherwise told."""

import csv
import io

import pytest

from qualcode.readers import read
from qualcode.readers.reading import ReadOptions

ANSWERS = ("Sinyal susah sekali di desa kami", "Aplikasi sering galat", "Tidak ada pelatihan untuk pegawai")


def survey(header, row, rows=238):
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows(row(number) for number in range(rows))
    return read("a.csv", written.getvalue().encode())


def answer(number):
    return f"{ANSWERS[number % 3]} {number}"


def rare(number, otherwise=""):
    return {3: "DK", 9: "RF", 10: "RF"}.get(number, otherwise)


@pytest.mark.parametrize(
    ("header", "row", "columns"),
    [
        (["answer"], lambda n: [rare(n, answer(n))], "text=answer"),
        (["answer"], lambda n: [f"{rare(n)}: menolak" if rare(n) else answer(n)], "text=answer"),
        (["No", "Kendala Anda", "Kode"], lambda n: [n, answer(n), rare(n)], '"id=No,text=Kendala Anda"'),
        (["ID", "Label", "Jawaban"], lambda n: [n, rare(n), answer(n)], "id=ID,text=Jawaban"),
        (["Kode", "Isian", "Saran"], lambda n: [n, answer(n), answer(n + 1)], "id=Kode,text=Isian,Saran"),
        (["Isian", "Pilihan", "Kota"], lambda n: [answer(n), "AB"[n % 2], f"Kota {n % 9}"], "text=Isian"),
    ],
)
def test_answers_are_no_speakers_and_the_hint_names_the_columns(header, row, columns):
    reading = survey(header, row)
    assert {turn.speaker for turn in reading.turns} == {""}
    found = [it for it in reading.findings if it.code == "no-speaker-column"]
    assert [(it.level, it.hint.split("--columns ")[1]) for it in found] == [("warning", columns)]


def test_speakers_that_no_header_names_are_a_warning():
    reading = survey(["Waktu", "Pilihan", "Isi"], lambda n: [f"00:0{n % 10}", "AB"[n % 2], answer(n)], 20)
    assert {turn.speaker for turn in reading.turns} == {"A", "B"}
    assert "speakers-by-content" in [it.code for it in reading.findings if it.level == "warning"]


def test_a_speaker_that_holds_for_the_rows_below_it_stays_one():
    source = "speaker,text\nRina,Ada kendala?\nSari,Sinyal susah\n,kami menunggu\n,lama\nRina,Lalu?\nSari,Pulang\n"
    assert [turn.speaker for turn in read("a.csv", source.encode()).turns] == ["Rina", "Sari", "Rina", "Sari"]


def test_one_column_of_labelled_lines_is_a_talk():
    source = "isi\nRina: Ada kendala?\nSari: Sinyal susah\nRina: Lalu?\nSari: Pulang\n"
    assert [turn.speaker for turn in read("a.csv", source.encode()).turns] == ["Rina", "Sari", "Rina", "Sari"]


def test_three_rows_of_headers_as_qualtrics_writes_them_are_one():
    marks = ['{"ImportId":"recordId"}', '{"ImportId":"type"}', '{"ImportId":"QID1_TEXT"}']
    rows = [["ResponseId", "Status", "Q1"], ["Response ID", "Response Type", "What is hard?"], marks]
    rows += [[f"R_{number}", "IP Address", answer(number)] for number in range(6)]
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    options = ReadOptions(each="row", columns={"id": "ResponseId", "text": "Q1"})
    for asked in (ReadOptions(), options):
        turns = read("a.csv", written.getvalue().encode(), asked).turns
        assert [(turn.speaker, turn.text) for turn in turns] == [(f"R_{n}", answer(n)) for n in range(6)]


def test_a_column_that_says_the_same_in_every_row_is_no_speaker():
    reading = survey(["Bahasa", "Isian", "Saran"], lambda n: ["Indonesia", answer(n), f"saran {n}"], 20)
    assert {turn.speaker for turn in reading.turns} == {""}


TOLD = (
    "Airnya keruh setiap hujan turun.",
    "Kami beli galon dari warung.",
    "Sumurnya kering sejak Agustus.",
    "Anak saya yang mengambil pagi-pagi.",
)
WISH = ("Perbaiki pipa.", "Tambah satu tangki lagi.", "Jangan naikkan iuran.", "Mohon petugasnya datang.")
CHOSEN = ("Setiap hari, pagi dan sore", "Seminggu sekali", "Setiap hari, pagi dan sore", "Seminggu sekali")


def filled(header, row):
    written = io.StringIO()
    csv.writer(written).writerows([header, *(row(at) for at in range(len(TOLD)))])
    return read("a.csv", written.getvalue().encode())


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Kode responden", "K-{}"),
        ("No. Responden", "{}"),
        ("Inisial", "A{}"),
        ("household_id", "HH/{}"),
        ("Email Address", "a{}@example.org"),
        ("Response ID", "R_{}"),
        ("Nama lengkap", "Ibu {}"),
        ("ID", "{}"),
        ("_uuid", "uuid:{}"),
    ],
)
@pytest.mark.parametrize("asked", ["Bagaimana air di rumah Anda?", "Ceritakan air di rumah Anda"])
def test_a_survey_is_read_whole_with_its_respondents(title, code, asked):
    header = ["Timestamp", title, "Usia", "Seberapa sering?", asked, "Apa saran Anda?"]
    reading = filled(
        header, lambda at: [f"3/{at}/2025 10:1{at}", code.format(at + 1), 30 + at, CHOSEN[at], TOLD[at], WISH[at]]
    )
    assert reading.each
    assert [(turn.speaker, turn.text) for turn in reading.turns] == [
        (code.format(at + 1), f"{TOLD[at]}\n{WISH[at]}") for at in range(4)
    ]
    assert reading.turns[1].attributes["Seberapa sering?"] == "Seminggu sekali"
    told = {it.code: it for it in reading.findings}
    assert told["read-as-survey"].level == "note"
    assert "--columns speaker=NAME,text=NAME" in told["read-as-survey"].hint
    assert not any(it.level == "warning" for it in reading.findings)


def test_without_a_column_for_the_person_respondents_are_numbered():
    reading = filled(["Cap waktu", "Usia", "Apa kendalanya?"], lambda at: [f"3/{at}/2025 10:1{at}", 40, TOLD[at]])
    assert [(turn.speaker, turn.text) for turn in reading.turns] == [(str(at + 1), TOLD[at]) for at in range(4)]


def test_a_code_is_rather_the_person_than_a_name_and_a_name_than_a_number():
    header = ["No", "Nama", "Kode Partisipan", "Apa kendalanya?"]
    reading = filled(header, lambda at: [at + 1, f"Ibu {at}", f"P{at}", TOLD[at]])
    assert [turn.speaker for turn in reading.turns] == ["P0", "P1", "P2", "P3"]
    reading = filled(["ID", "Nama", "Apa kendalanya?"], lambda at: [at + 1, f"Ibu {at}", TOLD[at]])
    assert [turn.speaker for turn in reading.turns] == ["Ibu 0", "Ibu 1", "Ibu 2", "Ibu 3"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["Nama", "Usia", "Ucapan"], lambda at: ["AB"[at % 2], 30, TOLD[at]]),
        (["id", "nama", "usia", "ucapan"], lambda at: [at, "AB"[at % 2], 30, TOLD[at]]),
        (["responden", "no", "pertanyaan", "jawaban"], lambda at: ["AB"[at // 2], at, f"Apa itu, ya {at}?", TOLD[at]]),
        (["Waktu", "Isi"], lambda at: [f"00:0{at}:10", TOLD[at]]),
        (["No", "Pertanyaan", "Jawaban"], lambda at: [at, f"Bagaimana yang ke-{at} itu?", TOLD[at]]),
    ],
)
def test_a_sheet_in_which_people_return_or_nothing_asks_is_no_survey(header, row):
    assert not filled(header, row).each


def test_columns_that_are_named_are_read_and_no_others():
    header = ["Nama", "Usia", "Apa kendalanya?", "Apa saran Anda?"]
    written = io.StringIO()
    csv.writer(written).writerows([header, *([f"Ibu {at}", 30, TOLD[at], WISH[at]] for at in range(4))])
    options = ReadOptions(columns={"speaker": "Nama", "text": "Apa saran Anda?"})
    reading = read("a.csv", written.getvalue().encode(), options)
    assert not reading.each
    assert [turn.text for turn in reading.turns] == list(WISH)


def test_ids_that_return_are_told_where_each_row_is_another_respondent():
    header = ["ID", "Apa kendala Anda?", "Umur"]
    reading = survey(header, lambda n: [f"r{n % 5}", answer(n), 30 + n], 8)
    assert len({turn.speaker for turn in reading.turns}) == 8
    (found,) = [it for it in reading.findings if it.level == "warning"]
    assert (found.code, found.message.partition(";")[0]) == ("ids-return", "3 of 8 ids in column 1 return")
    assert '--columns "id=ID,text=Apa kendala Anda?"' in found.hint
    alone = survey(header, lambda n: [f"r{n}", answer(n), 30 + n], 8)
    assert [it.level for it in alone.findings] == ["note", "note"]


def test_a_name_that_is_given_twice_stands_for_two_columns_of_that_name():
    source = "id,jawaban,jawaban\na,Sinyal susah sekali,Listrik sering padam\n"
    asked = ReadOptions(each="row", columns={"id": "id", "text": "jawaban,jawaban"})
    assert [turn.text for turn in read("a.csv", source.encode(), asked).turns] == [
        "Sinyal susah sekali\nListrik sering padam"
    ]
    once = ReadOptions(each="row", columns={"id": "id", "text": "2,2"})
    assert [turn.text for turn in read("a.csv", source.encode(), once).turns] == ["Sinyal susah sekali"]


def test_a_hint_names_no_column_by_what_no_option_can_say():
    lines = survey(["No", "Apa\nkendala"], lambda n: [n, answer(n)], 20)
    assert [it.hint for it in lines.findings if it.code == "no-speaker-column"] == [
        "if every row is a respondent, write --each row --columns id=No,text=2"
    ]
