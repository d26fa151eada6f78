"""Documents as pandoc and LibreOffice write them: the same talk, whatever the format."""

import io
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from qualcode.readers import read

FIXTURES = Path(__file__).parent / "fixtures"
ASKED = ["Bagaimana layanan aduan di kantor ini, Bu?", "Lalu bagaimana warga melapor?", "Terima kasih, Bu."]
SAID = (
    "Sinyal di desa belum ada, jadi laporan warga terlambat. Petugasnya hanya dua orang, dan keduanya "
    "sering ke lapangan.",
    "Lewat “aplikasi” – kalau server-nya tidak mati. [tertawa]\n"
    "Kalau mati, mereka datang sendiri & menunggu; biayanya Rp20.000 sekali jalan.",
)
TABLE = [
    ("Pewawancara", "Apa kendalanya?", 1),
    ("Informan", "Anggarannya kurang, pelatihannya juga.", 4),
    ("Pewawancara", "Sudah diajukan?", 9),
    ("Informan", "Sudah, tetapi belum dijawab.", 11),
]
TALKS = sorted(path.name for path in FIXTURES.glob("*-talk.*"))
TABLES = sorted(path.name for path in FIXTURES.glob("*-table.*") if path.suffix != ".pdf")
NOTE = "Ucapan ini direkam dua kali."


def reading(name):
    return read(name, (FIXTURES / name).read_bytes())


@pytest.mark.parametrize("name", [name for name in TALKS if not name.endswith(".pdf")])
def test_a_talk_is_the_same_in_every_format(name):
    turns = [(turn.speaker, turn.text) for turn in reading(name).turns if turn.speaker]
    assert [text for speaker, text in turns if speaker == "Pewawancara"] == ASKED
    assert tuple(text for speaker, text in turns if speaker == "Bu Ratna") == SAID


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_speakers_is_a_talk_in_every_format(name):
    assert [(turn.speaker, turn.text, turn.start_s) for turn in reading(name).turns] == TABLE


@pytest.mark.parametrize("name", ["pandoc-talk.docx", "office-talk.docx", "office-talk.odt", "office-talk.rtf"])
def test_the_final_text_is_read_and_a_note_says_what_was_left_out(name):
    (note,) = reading(name).findings
    assert (note.level, note.code.endswith("-left-out")) == ("note", True)
    for said in ("1 comment", "1 footnote", "1 deletion", "left out", "1 insertion accepted"):
        assert said in note.message
    assert reading(name).how.skipped == {"comments": 1, "footnotes": 1, "deletions": 1}


def test_a_workbook_is_read_like_a_sheet():
    said = reading("office-sheet.xlsx")
    assert [(turn.text, turn.start_s) for turn in said.turns][2:] == [
        ("Sudah diajukan 2 kali?", 9), ("Sudah, tetapi belum dijawab.", 11),
    ]  # fmt: skip


class TestWordsAgainstAnIndependentReading:
    """Every word of a document, labels included, stands in its reading once."""

    @pytest.mark.parametrize("name", ["office-talk.docx", "pandoc-talk.docx"])
    def test_of_word(self, name):
        from docx import Document

        document = Document(io.BytesIO((FIXTURES / name).read_bytes()))
        # python-docx leaves out what was inserted.
        words = " ".join(paragraph.text for paragraph in document.paragraphs) + " keduanya"
        assert _words(name) == Counter(_apart(words))

    @pytest.mark.parametrize("name", ["pandoc-talk.rtf", "pandoc-table.rtf"])
    def test_of_rtf(self, name):
        from striprtf.striprtf import rtf_to_text

        words = rtf_to_text((FIXTURES / name).read_text("latin-1")).replace("|", " ").replace(NOTE, " ")
        header = Counter(["Waktu", "Pembicara", "Teks"]) if "table" in name else Counter()
        assert _words(name, times="table" in name) + header == Counter(_apart(words))

    @pytest.mark.parametrize("name", ["pandoc-talk.odt", "office-talk.html"])
    def test_of_pandoc(self, name):
        command = ["pandoc", FIXTURES / name, "--to=plain", "--wrap=none"]
        try:
            plain = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        except FileNotFoundError:
            pytest.skip("pandoc is not installed")
        plain = re.sub(r"\[?\b1\]?(?= |\n|\Z)", " ", plain.replace("[1]", " ")).replace(NOTE, " ")
        title = Counter() if "Wawancara" in plain else Counter(["Wawancara", "3"])
        assert _words(name) == Counter(_apart(plain)) + title

    def test_of_pdf(self):
        import pypdfium2

        with pypdfium2.PdfDocument((FIXTURES / "office-talk.pdf").read_bytes()) as document:
            words = _apart(document[0].get_textpage().get_text_range())
        title = Counter(_apart(reading("office-talk.pdf").attributes["title"]))
        assert _words("office-talk.pdf") + title + Counter(["1"]) == Counter(words)


def _words(name, times=False):
    turns = reading(name).turns
    clock = [f"00:00:{int(turn.start_s):02}" for turn in turns if times]
    return Counter(word for turn in turns for word in _apart(f"{turn.speaker} {turn.text}")) + Counter(
        _apart(" ".join(clock))
    )


def _apart(text):
    return re.findall(r"[^\W¹]+", text)
