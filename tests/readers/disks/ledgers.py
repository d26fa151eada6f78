"""Sheets and folders of a tenth writer: rows of a group, pairs, forms, and what lies beside a study."""

import csv
import io

import xlsxwriter

from ..sight.talked import TELLER, Layout, Said
from .bindery import thesis
from .pages import single
from .reels import asks, each, forms, reel, short
from .talk import clock


def book(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook of these sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return out.getvalue()


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def with_roles(said: list[Said]) -> bytes:
    """A row for each turn, with what the person was there for; the second sheet is empty."""
    rows: list[list[object]] = [["No", "Menit", "Nama", "Peran", "Transkrip"]]
    for at, one in enumerate(said):
        rows.append([at + 1, short(at), one.who, "Moderator" if asks(one) else "Peserta", one.text])
    return book({"Transkrip": rows, "Sheet2": []})


def pairs(said: list[Said]) -> bytes:
    """A question and its answer in a row."""
    rows = [["No", "Pertanyaan", "Jawaban"]]
    rows += [[str(at // 2 + 1), said[at].text, said[at + 1].text] for at in range(0, len(said) - 1, 2)]
    return book({"Sheet1": rows})


def pasted(said: list[Said]) -> bytes:
    """All of it pasted into the first column, a line in each cell, some rows empty."""
    rows: list[list[object]] = [["Transkrip wawancara bengkel"], []]
    for one in said:
        rows += [[f"{one.who}: {one.text}"]] + ([[]] if not asks(one) else [])
    return book({"Lembar1": rows})


def sep_line(said: list[Said]) -> str:
    """A separated file for a spreadsheet set to Indonesian: the first line says what separates."""
    rows = [["waktu", "penutur", "tuturan", "catatan"]]
    rows += [[clock(at, 20), one.who, one.text, "tertawa" if at == 9 else ""] for at, one in enumerate(said)]
    return "sep=;\r\n" + table(rows, ";")


def both_ends(said: list[Said]) -> str:
    """Begin and end in seconds, how sure the machine is, who, and what, in this order."""
    rows = [["start_s", "end_s", "confidence", "spk", "content"]]
    rows += [[f"{at * 6.5:.2f}", f"{at * 6.5 + 6:.2f}", "0.91", one.who, one.text] for at, one in enumerate(said)]
    return table(rows, "\t")


def canteen() -> Layout:
    """An online form: when, who, how old, and three questions that are open."""
    asked = ["Bagaimana pendapat Anda tentang kantin?", "Apa saran Anda?", "Ada yang ingin disampaikan?"]
    rows = [["Timestamp", "Nama (boleh inisial)", "Usia", *asked]]
    said = []
    for at, (who, age, *told) in enumerate(forms("form kantin")):
        rows.append([f"2023/11/0{at + 1} 1:0{at}:22 PM GMT+7", who, age, *told])
        said += [Said(who, TELLER, text) for text in told]
    return single("Survei Kantin (Responses) - Form Responses 1.csv", table(rows), said)


def remote() -> Layout:
    """A survey without names: a number for each who answered, the job, two open answers."""
    rows = [["#", "What is your job?", "How has working from home been for you?", "What should change?"]]
    said = []
    for at, (job, *told) in enumerate(forms("form kerja"), 1):
        rows.append([str(at), job, *told])
        said += [Said(str(at), TELLER, text) for text in told]
    return Layout("wfh_typeform.xlsx", {"wfh_typeform.xlsx": book({"Responses": rows})}, {"wfh_typeform.xlsx": said})


def mixed_kinds() -> Layout:
    """Three talks of one study, each kept in another kind of file, with the same letter for who asks."""
    warung, bengkel = reel("warung", "Peneliti", "Informan"), reel("bengkel", "Peneliti", "Informan")
    guru = reel("guru", "Peneliti", "Informan")
    files = {
        "I1_warung.docx": thesis(warung),
        "I2_bengkel.txt": each("{who} : {text}\n\n", "Transkrip I2\n\n")(bengkel).encode(),
        "I3_guru.csv": table([["Pembicara", "Isi"], *[[one.who, one.text] for one in guru]]).encode(),
    }
    return Layout("skripsi digital", files, dict(zip(files, (warung, bengkel, guru), strict=True)))


def with_attendance() -> Layout:
    """A group beside the list of who came, which holds no talk."""
    names = ("Moderator", "Andini", "Bayu", "Cleo", "Damar", "Salma")
    said = reel("skripsi", *names)
    attended = [
        ["No", "Nama", "NIM", "Tanda tangan"],
        *[[at, who, f"A31{at}0{at}", ""] for at, who in enumerate(names[1:], 1)],
    ]
    files = {
        "transkrip FGD.txt": each("{who}: {text}\n", "FGD 5 Oktober\n\n")(said).encode(),
        "daftar hadir.xlsx": book({"Hadir": attended}),
    }
    return Layout("FGD skripsi", files, {"transkrip FGD.txt": said, "daftar hadir.xlsx": []})


def seasons() -> Layout:
    """Two episodes: the same two who talk with another guest each; labels only, nothing says who asks."""
    bees = reel("bees", "MAYA", "DEV", "OONA", asks="01")
    irene = [
        Said({"Hannah": "MAYA"}.get(one.who, one.who), one.role, one.text) for one in reel("irene", "MAYA", "IRENE")
    ]
    talks = {"s2e31_bees.txt": bees, "s2e32_exchange.txt": irene}
    files = {file: each("{who}: {text}\n\n")(said).encode() for file, said in talks.items()}
    return Layout("second shift", files, talks)
