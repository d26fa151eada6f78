"""Sheets of a survey or of a transcript, as an eleventh writer has seen them on the disks of others."""

import csv
import io

from xlsxwriter import Workbook

from ..sight.talked import TELLER, Said, clock


def _book(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def transcript(said: list[Said]) -> bytes:
    """A research assistant's sheet: number, time, who, what, and a column for notes."""
    rows: list[list[object]] = [["No", "Waktu", "Pembicara", "Isi Percakapan", "Catatan"]]
    rows += [[at, clock(at, 22), one.who, one.text, "nada tinggi" if at == 6 else ""] for at, one in enumerate(said, 1)]
    return _book(rows)


def given(people: list[list[str]]) -> list[Said]:
    """The open answers of a survey, person by person; each row begins with name and age."""
    return [Said(who, TELLER, text) for who, _, *texts in people for text in texts]


def google_form(people: list[list[str]]) -> str:
    """Google Forms: when, who, a closed question, then the open ones."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    asked = ["Bagaimana pengalaman Anda bekerja dari rumah?", "Apa kesulitan terbesarnya?"]
    asked.append("Apa saran Anda untuk kantor?")
    sheet.writerow(["Timestamp", "Nama", "Usia", "Apakah bersedia dihubungi kembali?", *asked])
    for at, (who, age, *texts) in enumerate(people):
        sheet.writerow([f"{at + 3}/11/2025 1{at}:20:4{at % 10}", who, age, "Ya" if at % 2 else "Tidak", *texts])
    return out.getvalue()


def kobo(people: list[list[str]]) -> bytes:
    """KoboToolbox: when it began and ended, who asked, the place, the code of the household, then the answers."""
    asked = ["Where does your household get water?", "What happens when the pump breaks?", "Who should look after it?"]
    head: list[object] = ["start", "end", "enumerator", "district", "household_id", "age", *asked, "_id", "_uuid"]
    rows: list[list[object]] = [head]
    for at, (who, age, *texts) in enumerate(people):
        times = [f"2025-08-{at + 10}T09:{minute}:00.000+08:00" for minute in ("04", "31")]
        rows.append([*times, "nona_t", "Amarasi Selatan", who, int(age), *texts, 4120 + at, f"uuid:7be{at}-41"])
    return _book(rows)
