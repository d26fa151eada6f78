import io
from datetime import datetime, time, timedelta

import xlsxwriter

from qualcode.readers import read
from readers.talk import codes, talk


def book(**sheets):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "hh:mm:ss"}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def test_cells_are_read_as_they_are_seen():
    rows = [
        ["waktu", "pembicara", "teks"],
        [time(0, 1, 2), "P", "Berapa?"],
        [timedelta(hours=1, seconds=5), "I", 17],
        [datetime(1899, 12, 31, 0, 0, 9), "P", "=betul\nsekali"],
        [None, "I", 2.5],
    ]
    reading = read("a.xlsx", book(talk=rows[:3] + rows[4:]))
    assert [(turn.speaker, turn.text, turn.start_s) for turn in reading.turns] == [
        ("P", "Berapa?", 62), ("I", "17\n2.5", 3605),
    ]  # fmt: skip


def test_the_sheet_with_most_text_is_read_and_the_others_are_said():
    talked = [["speaker", "text"], *[["P", "panjang sekali ini"], ["I", "ya"]] * 3]
    data = book(Info=[["tanggal", "3 Mei"]], Talk=talked, Empty=[])
    assert talk("a.xlsx", data)[0] == ("P", "panjang sekali ini")
    assert ("other-sheets", None) in codes("a.xlsx", data)


def test_each_row_is_a_respondent():
    data = book(a=[["id", "usia", "jawaban"], ["R1", 31, "Sinyal kurang di desa"], ["R2", 40, "Bagus saja di sini"]])
    from qualcode.readers.reading import ReadOptions

    reading = read("a.xlsx", data, ReadOptions(each="row"))
    assert [(turn.speaker, turn.text, turn.attributes) for turn in reading.turns] == [
        ("R1", "Sinyal kurang di desa", {"usia": "31"}), ("R2", "Bagus saja di sini", {"usia": "40"}),
    ]  # fmt: skip


def test_an_empty_workbook():
    assert codes("a.xlsx", book(a=[])) == codes("a.xlsx", b"") == [("empty-source", None)]
