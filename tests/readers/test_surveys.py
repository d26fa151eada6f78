"""Surveys that are read without `--each row`: nobody's answers become speakers, and the option is named."""

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
        (["Kode", "Usia", "Isian", "Saran"], lambda n: [n, 20, answer(n), ANSWERS[n % 3]], "id=Kode,text=Isian,Saran"),
        (["Umur", "Isian", "Pilihan"], lambda n: [20 + n % 9, answer(n), "AB"[n % 2]], "text=Isian"),
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
    reading = read("a.csv", written.getvalue().encode())
    hint = next(it.hint for it in reading.findings if it.code == "no-speaker-column")
    assert hint.endswith("--each row --columns id=ResponseId,text=Q1")
    options = ReadOptions(each="row", columns={"id": "ResponseId", "text": "Q1"})
    read_again = read("a.csv", written.getvalue().encode(), options)
    assert [(turn.speaker, turn.text) for turn in read_again.turns] == [(f"R_{n}", answer(n)) for n in range(6)]


def test_a_column_that_says_the_same_in_every_row_is_no_speaker():
    reading = survey(["Bahasa", "Isian", "Saran"], lambda n: ["Indonesia", answer(n), f"saran {n}"], 20)
    assert {turn.speaker for turn in reading.turns} == {""}
