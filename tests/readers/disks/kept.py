"""Sheets, web pages and folders in which talk is kept."""

import csv
import io
from html import escape

from xlsxwriter import Workbook

from ..sight.talked import ASKER, Layout, Said
from .bound import opened
from .pages import runs, word
from .talk import clock
from .tapes import people, sentences, tape

Rows = list[list[object]]


def asks(one: Said) -> bool:
    return one.role == ASKER


def book(rows: Rows, merged: tuple[str, ...] = ()) -> bytes:
    """One sheet; `merged` are titles that span its columns above the rows."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Sheet1")
        for at, title in enumerate(merged):
            sheet.merge_range(at, 0, at, len(rows[0]) - 1, title)
        for at, row in enumerate(rows, len(merged)):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def separated(rows: Rows, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def feelings(said: list[Said]) -> bytes:
    """A column for how it was said, one for remarks."""
    how = ("datar", "tersenyum", "sedih", "tertawa kecil", "antusias")
    rows: Rows = [["No", "Waktu", "Pembicara", "Ujaran", "Emosi", "Keterangan"]]
    for at, one in enumerate(said):
        remark = "menunjuk kain di dinding" if at == 3 else ""
        rows.append([at + 1, clock(at, 21)[3:], one.who, one.text, "" if asks(one) else how[at // 2 % 5], remark])
    return book(rows, ("TRANSKRIP WAWANCARA PEMBATIK", "Pewawancara: Dewi, 2 September 2023"))


def zigzag(said: list[Said]) -> bytes:
    """A column for each voice; a row holds the words of the one who speaks."""
    voices = list(dict.fromkeys(one.who for one in said))
    rows: Rows = [["Menit", *voices]]
    rows += [
        [clock(at, 12)[3:], *(one.text if one.who == who else "" for who in voices)] for at, one in enumerate(said)
    ]
    return book(rows)


def nvivo(said: list[Said]) -> bytes:
    """The three columns of a program for analysis."""
    rows: Rows = [["Timespan", "Content", "Speaker"]]
    for at, one in enumerate(said):
        rows.append([f"{clock(at, 15)[1:]}.0 - {clock(at + 1, 15)[1:]}.0", one.text, one.who])
    return book(rows)


def names_once(said: list[Said]) -> bytes:
    """One row a sentence; the name stands only where a turn begins."""
    rows: Rows = [["Line", "Speaker", "Text", "Code 1", "Code 2"]]
    for one in said:
        for at, part in enumerate(sentences(one.text)):
            rows.append([len(rows), "" if at else one.who, part, "equipment" if "tablet" in part else "", ""])
    return book(rows)


def ods(said: list[Said]) -> bytes:
    """An open sheet: number, who, words, and what the coder thought of it."""
    rows: Rows = [["No", "Siapa", "Isi Percakapan", "Kategori"]]
    kinds = ("motivasi", "dana", "dukungan", "dampak")
    rows += [[at, one.who, one.text, "" if asks(one) else kinds[at % 4]] for at, one in enumerate(said, 1)]
    cells = ""
    for row in rows:
        cells += "<table:table-row>"
        for cell in row:
            kind = 'office:value-type="string"'
            cells += f"<table:table-cell {kind}><text:p>{escape(str(cell), quote=False)}</text:p></table:table-cell>"
        cells += "</table:table-row>"
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    table = f'<table:table table:name="Wawancara">{cells}</table:table>'
    return opened("spreadsheet", spaces, f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>")


def market(_: list[Said]) -> str:
    """An online form, one row for each who filled it in."""
    head = ["Cap waktu", "Kode responden", "Usia", "Jenis kelamin", "Seberapa sering Anda ke pasar?"]
    head += ["Ceritakan pengalaman Anda berbelanja di pasar", "Apa saran Anda untuk pengelola pasar?"]
    often = ("Setiap hari", "Seminggu sekali", "Setiap hari", "Jarang")
    rows: Rows = [list(head)]
    for at, (who, *both) in enumerate(people("pasar")):
        rows.append([f"12/03/2024 8:1{at}:07", who, 31 + at * 4, "LP"[at % 2], often[at % 4], *both])
    return separated(rows)


def long_survey(_: list[Said]) -> str:
    """One row for each answer, the question written beside it."""
    asked = ("How do you use the park?", "What is the one thing you would change?")
    rows: Rows = [["respondent", "question_no", "question", "answer", "sentiment"]]
    for who, *both in people("park"):
        rows += [[who, at + 1, asked[at], text, "neutral"] for at, text in enumerate(both)]
    return separated(rows, ";")


def by_number(said: list[Said]) -> str:
    """Numbers for voices, the key in comment lines above."""
    voices = list(dict.fromkeys(one.who for one in said))
    key = "# speaker 1 = moderator; 2-5 = students\n# session: bus group, college, 20 January 2024\n"
    rows: Rows = [["turn", "start", "speaker", "utterance"]]
    rows += [[at + 1, clock(at, 8), voices.index(one.who) + 1, one.text] for at, one in enumerate(said)]
    return key + separated(rows, "\t")


def blog(said: list[Said]) -> str:
    """A page with a menu, a lead, questions in bold, a picture's caption, and links below."""
    out = "<!doctype html><html><head><title>Tiga hari seminggu</title></head><body><nav><a href='/'>Home</a> "
    out += "<a href='/about'>About us</a></nav><article><h1>Three days a week</h1>"
    out += "<p class='byline'>By Jane Holt | 11 February 2023 | 4 min read</p>"
    out += "<p><em>Carol Finch runs the smallest library in the county. Jane Holt met her by the printer.</em></p>"
    for at, one in enumerate(said):
        out += f"<p><strong>{escape(one.text)}</strong></p>" if asks(one) else f"<p>{escape(one.text)}</p>"
        if at == 5:
            out += "<figure><img src='c.jpg'><figcaption>Carol Finch at the desk. Photo: J. Holt</figcaption></figure>"
    out += "</article><aside><h3>Related posts</h3><ul><li><a href='/2'>The last bus</a></li></ul></aside>"
    return out + "<footer>© 2023 County Voices. All rights reserved.</footer></body></html>"


def filtered(said: list[Said]) -> str:
    """A word processor's page: classes and empty paragraphs everywhere."""
    out = "<html><head><meta http-equiv=Content-Type content='text/html; charset=utf-8'>"
    out += "<meta name=Generator content='Microsoft Word 15 (filtered)'><style>p.MsoNormal{margin:0cm}</style></head>"
    out += "<body lang=IN><div class=WordSection1><p class=MsoNormal align=center><b>TRANSKRIP WAWANCARA 2</b></p>"
    out += "<p class=MsoNormal>&nbsp;</p>"
    for one in said:
        out += f"<p class=MsoNormal><b><span lang=IN>{one.who}<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp; </span>:"
        out += f"</span></b><span lang=IN> {escape(one.text)}</span></p>\n<p class=MsoNormal>&nbsp;</p>\n"
    return out + "</div></body></html>"


def listed(said: list[Said]) -> str:
    """A museum's page: a list of names and words."""
    turns = "".join(f"<dt>{one.who}</dt><dd>{escape(one.text)}</dd>\n" for one in said)
    head = "<h1>Walter Pugh</h1><p>Recorded in his shed, 14 May 2019. Duration 31 minutes.</p><h2>Transcript</h2>"
    return f"<html><body>{head}<dl>\n{turns}</dl><p><a href='p.pdf'>Download as PDF</a></p></body></html>"


def short_lines(said: list[Said], above: str = "") -> bytes:
    return (above + "".join(f"{one.who}: {one.text}\n\n" for one in said)).encode()


def codes_of_people() -> Layout:
    """A folder in which each file's teller has the letter and number of the file; nothing says who asks."""
    talks = {
        "I-01.txt": tape("nelayan", "P", "I-01"),
        "I-02.txt": tape("kader", "P", "I-02"),
        "I-03.txt": tape("ojek", "P", "I-03"),
        "I-04.txt": tape("batik", "P", "I-04"),
    }
    return Layout("informan", {file: short_lines(said) for file, said in talks.items()}, talks)


def one_asks_all() -> Layout:
    """Names only; the one who is in every file asks."""
    talks = {
        "pugh.txt": tape("allotment", "Holt", "Pugh"),
        "finch.txt": tape("library", "Holt", "Finch"),
        "bennett.txt": tape("couple", "Holt", "Sheila", "Roy"),
        "ward.txt": tape("nurse", "Holt", "Denise"),
    }
    return Layout("county voices", {file: short_lines(said) for file, said in talks.items()}, talks)


def parts() -> Layout:
    """One group on two recordings, a file for each."""
    names = ("Fasilitator", "Bu Wati", "Pak Joko", "Bu Sum", "Pak Harno", "Pak RT")
    talks = {
        "FGD_sampah_bagian1.txt": tape("sampah", *names),
        "FGD_sampah_bagian2.txt": tape("sampah2", *names),
    }
    above = "FGD Sampah RW 04 - bagian {}\n\n"
    files = {file: short_lines(said, above.format(at)) for at, (file, said) in enumerate(talks.items(), 1)}
    return Layout("FGD dua bagian", files, talks)


def with_guide() -> Layout:
    """Word files of two interviews beside the guide that was followed."""
    talks = {
        "01 Kepala sekolah.docx": tape("sekolah", "Peneliti", "Kepala Sekolah", "Wakil Kepala Sekolah"),
        "02 Kader.docx": tape("kader", "Peneliti", "Kader"),
    }
    files = {file: headed(said) for file, said in talks.items()}
    guide = "PEDOMAN WAWANCARA\n\nA. Latar belakang\n1. Bagaimana program dimulai?\n2. Siapa yang terlibat?\n\n"
    files["pedoman wawancara.txt"] = (guide + "B. Pelaksanaan\n3. Apa kendalanya?\n4. Apa harapannya?\n").encode()
    return Layout("data skripsi", files, {**talks, "pedoman wawancara.txt": []})


def headed(said: list[Said]) -> bytes:
    def fill(document) -> None:
        document.add_heading("Transkrip Wawancara", 1)
        for one in said:
            runs(document, (f"{one.who} : ", "b"), (one.text, ""))

    return word(fill)
