"""Make the documents of `fixtures/` with the programs that researchers use: pandoc and LibreOffice.

Run by hand (`python tests/readers/make_fixtures.py`) when a fixture is to change; the tests read what is stored.
"""

import re
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent / "fixtures"

TALK = """\
---
title: Wawancara 3
---

**Pewawancara:** Bagaimana layanan aduan di kantor ini, Bu?

**Bu Ratna:** Sinyal di desa *belum* ada, jadi laporan warga terlambat.[^1] Petugasnya hanya dua orang, dan
[keduanya]{.insertion author="D" date="2024-05-01T00:00:00Z"}[mereka]{.deletion author="D" date="2024-05-01T00:00:00Z"}
sering ke lapangan.

**Pewawancara:** Lalu bagaimana
[catatan peneliti]{.comment-start id="0" author="D" date="2024-05-01T00:00:00Z"}warga[]{.comment-end id="0"} melapor?

**Bu Ratna:** Lewat "aplikasi" -- kalau server-nya tidak mati. [tertawa]

Kalau mati, mereka datang sendiri & menunggu; biayanya Rp20.000 sekali jalan.

**Pewawancara:** Terima kasih, Bu.

[^1]: Ucapan ini direkam dua kali.
"""
TABLE = """\
| Waktu    | Pembicara   | Teks                                   |
|----------|-------------|----------------------------------------|
| 00:00:01 | Pewawancara | Apa kendalanya?                        |
| 00:00:04 | Informan    | Anggarannya kurang, pelatihannya juga. |
| 00:00:09 | Pewawancara | Sudah diajukan?                        |
| 00:00:11 | Informan    | Sudah, tetapi belum dijawab.           |
"""
SHEET = """\
waktu,pembicara,ujaran,tema
00:00:01,Pewawancara,Apa kendalanya?,
00:00:04,Informan,"Anggarannya kurang, pelatihannya juga.",dana
00:00:09,Pewawancara,Sudah diajukan 2 kali?,
00:00:11,Informan,"Sudah, tetapi belum dijawab.",dana
"""


def main() -> None:
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, text in (("talk", TALK), ("table", TABLE)):
            source, final = work / f"{name}.md", work / f"{name}-final.md"
            source.write_text(text, encoding="utf-8")
            final.write_text(_final(text), encoding="utf-8")  # pandoc tracks changes in docx only
            _pandoc(source, HERE / f"pandoc-{name}.docx")
            for form in ("odt", "rtf", "html"):
                _pandoc(final, HERE / f"pandoc-{name}.{form}")
            for form in ("odt", "rtf", "docx"):
                _office(HERE / f"pandoc-{name}.docx", form, HERE / f"office-{name}.{form}")
            _pandoc(final, work / "final.docx")
            for form in ("html", "pdf"):
                _office(work / "final.docx", form, HERE / f"office-{name}.{form}")
        (work / "sheet.csv").write_text(SHEET, encoding="utf-8")
        _office(work / "sheet.csv", "xlsx", HERE / "office-sheet.xlsx")


def _final(text: str) -> str:
    """The text with its changes accepted and without its comment."""
    text = re.sub(r"\[[^]]*\]\{\.(?:deletion|comment-start|comment-end)[^}]*\}", "", text)
    return re.sub(r"\[([^]]*)\]\{\.insertion[^}]*\}", r"\1", text)


def _pandoc(source: Path, target: Path) -> None:
    command = ["pandoc", "--standalone", "-f", "markdown", source, "-o", target]
    subprocess.run(command, check=True)


def _office(source: Path, form: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        filters = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"] if source.suffix == ".csv" else []
        command = ["soffice", "--headless", *filters, "--convert-to", form, "--outdir", folder, source]
        subprocess.run(command, check=True, capture_output=True)
        target.write_bytes((Path(folder) / f"{source.stem}.{form}").read_bytes())


if __name__ == "__main__":
    main()
