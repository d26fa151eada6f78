"""What lies on researchers' disks, by a fourth writer who had not seen the readers: read right, or told."""

import json
from dataclasses import replace

import pytest

from readers.disks import (
    eighth,
    eleventh,
    fifth,
    first,
    fourth,
    ninth,
    ordinary,
    second,
    seventh,
    sixth,
    tenth,
    third,
    twelfth,
)
from readers.sight.scored import read_layout
from study import Folder

TOLD = {
    "tanya jawab kader.txt": "labels-within-lines",
    "dashes.md": "labels-not-understood",
    "three.txt": "several-interviews",
    "only-questions.docx": "only-interviewers",
    "youtube.srt": "labels-not-understood",
    "angles.txt": "labels-not-understood",
    "only-answers.docx": "questions-without-label",
    "audacity.txt": "labels-not-understood",
    "brackets.docx": "labels-not-understood",
    "guide.docx": "questions-without-label",
    "saved-page.html": "role-unknown",
    "bracketed-roles.md": "labels-not-understood",
    "terms.html": "labels-not-understood",
    "session.lrc": "no-sources",
    "first-cue.sbv": "no-sources",
    "substation.ass": "no-sources",
    "happy-names.txt": "labels-not-understood",
    "jawaban-panjang.csv": "column-left-out",
    "hearing.txt": "text-between-turns",
    "aside.html": "text-between-turns",
    "days.txt": "text-between-turns",
    "two-lines-note.txt": "text-between-turns",
    "Lampiran 4 Verbatim.docx": "heads-not-labels",
    "kitchen table.txt": "questions-without-label",
    "youtube pane.txt": "labels-not-understood",
    "wawancara per informan.xlsx": "other-sheets",
    "matriks-jawaban.xlsx": "no-speaker-column",
    "bidan.TextGrid": "no-sources",
    "Lampiran transkrip lengkap.docx": "several-interviews",
    "FGD dusun atas.txt": "role-unknown",
    "risalah-rdp.txt": "role-guessed",
    "wwcr7.txt": "labels-not-understood",
    "tape4a.txt": "labels-not-understood",
    "wawancara 1 dan 2.txt": "role-unknown",
    "driver 2.txt": "reading-doubtful",
    "jumpa pers.txt": "role-unknown",
    "three-days.md": "questions-without-label",
    "group-2.txt": "labels-not-understood",
    "teh.TextGrid": "no-sources",
    "observasi.docx": "reading-doubtful",
    "lampiran 4.docx": "reading-doubtful",
    "tape7 OCR.pdf": "labels-not-understood",
    "plough columns.xlsx": "no-speaker-column",
    "park_long.csv": "role-guessed",
    "three-days.html": "questions-without-label",
    "forgotten.txt": "reading-doubtful",
    "taken for the other.txt": "reading-doubtful",
    "salah ketik.txt": "reading-doubtful",
    "data skripsi": "labels-not-understood",
    "risalah komisi B.txt": "role-unknown",
    "risalah.html": "role-unknown",
    "film bengkel.srt": "labels-not-understood",
    "FGD skripsi": "looks-like-survey",
    "rekaman kos.txt": "labels-not-understood",
    "webex moths.vtt": "labels-not-understood",
    "island vet.srt": "labels-not-understood",
    "SlowTrades_S3E04.txt": "role-guessed",
    "evening_with_goats.srt": "labels-not-understood",
    "pawang_hujan.TextGrid": "no-sources",
}
"""Layouts that are not read, but told: the finding that says so."""
UNNAMED = {
    "italics.docx",
    "headings.md",
    "bold-questions.odt",
    "block-quotes.md",
    "coloured.docx",
    "named-styles.docx",
    "bold-and-paragraphs.docx",
    "bidan-di-atas-bukit.html",
    "interview6.docx",
    "instrumen Ny W.docx",
    "ibu S pertanyaan kapital.txt",
    "jawaban tertulis.docx",
    "late for everything.pdf",
    "bea.html",
    "guru tanya jawab.xlsx",
}
"""Layouts in which nobody has a name: all but the names can be right."""
AMISS = {"ferry_elan_export.txt"}
"""Layouts that are read wrongly without a word."""
QUICK = {
    "bu ning.odt",
    "swarm.pdf",
    "Re bees.docx",
    "Lampiran 3.docx",
    "salah ketik.txt",
    "thread.txt",
    "dashes.md",
    "three.txt",
    "slips.txt",
    "only-questions.docx",
    "cover.docx",
    "utf-16.txt",
    "episode-12.html",
    "no-blank.txt",
    "headings.md",
    "only-answers.docx",
    "time-and-bold.docx",
    "at-names.txt",
    "present.pdf",
    "classes.html",
    "questionnaire.docx",
    "styled.docx",
    "postscript.txt",
    "field-notes.txt",
    "amazon.json",
    "messages.html",
    "tldv.md",
    "ward.cha",
    "interview-lines.pdf",
    "meeting_saved_closed_caption.txt",
    "hanging.docx",
    "ruled.docx",
    "elan-export.txt",
    "mailed.eml.txt",
    "columns-72.txt",
    "bagian.txt",
    "italic-directions.docx",
    "lapangan.txt",
    "portraits.docx",
    "dihadiri.txt",
    "mail-replies.txt",
    "merged-headers.xlsx",
    "dokter.txt",
    "donor.docx",
    "days.txt",
    "quoted-notes.md",
    "I-3.docx",
    "dwibahasa.docx",
    "wawancara tertulis.txt",
    "fathom.txt",
    "tabel-fgd.pdf",
    "matriks-jawaban.xlsx",
    "hasil wawancara N1.txt",
    "nurse 4 June.txt",
    "instrumen Ny W.docx",
    "wwcr guru sd.txt",
    "Interview 7 farmer.txt",
    "I-2 diketik.txt",
    "Irene Stott.md",
    "tabel dua kolom.docx",
    "Obrolan Teras 14.docx",
    "voices of the exchange.pdf",
    "deepgram_kelly.json",
    "message_1.json",
    "transcript-14.html",
    "LAMPIRAN 4 transkrip.docx",
    "rekaman kos.txt",
    "Survei WFH (Jawaban).csv",
    "water_households.xlsx",
    "tanah ulayat copas.txt",
    "SlowTrades_S3E04.txt",
    "island vet.srt",
    "Appendix C.pdf",
    "prosser_otter_ai.txt",
    "Mbak Siti HK.txt",
    "Courier_interview_2.rtf",
    "ferry_elan_export.txt",
    "transkrip_mahasiswa_keperawatan.pdf",
    "lifeboat_crew_P04.txt",
    "WhatsApp Tom H.txt",
}


def _marks(name: str) -> list[pytest.MarkDecorator]:
    amiss = [pytest.mark.xfail(strict=True)] if name in AMISS else []
    return amiss if name in QUICK else [*amiss, pytest.mark.slow]


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(layout, id=layout.name, marks=_marks(layout.name))
        for room in (
            first,
            second,
            third,
            fourth,
            fifth,
            sixth,
            seventh,
            eighth,
            ninth,
            tenth,
            ordinary,
            eleventh,
            twelfth,
        )
        for layout in room.LAYOUTS
    ],
)
def test_a_layout_is_read_right_or_told(layout, tmp_path):
    score, _ = read_layout(layout, tmp_path)
    if layout.name in TOLD:
        assert TOLD[layout.name] in score.told
    elif layout.name in UNNAMED:
        assert replace(score, speakers=1).right, score
    else:
        assert score.right, score


def test_questions_beside_one_labelled_speaker_are_told_and_never_counted(tmp_path):
    layout = next(it for it in second.LAYOUTS if it.name == "only-answers.docx")
    score, _ = read_layout(layout, tmp_path)
    assert (score.roles, score.miscounted, score.told) == (1, 0, ("questions-without-label",))


@pytest.mark.parametrize("ending", ["lrc", "ass", "sbv"])
def test_subtitles_that_are_not_read_are_told_with_what_to_save_them_as(ending, tmp_path):
    folder = Folder(tmp_path)
    folder.write(f"interviews/talk.{ending}", "words")
    assert f".{ending} are not read; save them as .srt or .vtt" in folder.run("ingest", "interviews").err


def test_other_files_are_no_subtitles(tmp_path):
    folder = Folder(tmp_path)
    folder.write("interviews/photo.heic", "words")
    said = folder.run("ingest", "interviews").err
    assert "readable are" in said
    assert "save them as" not in said


def test_letters_that_quote_the_one_above_are_not_taken_apart(tmp_path):
    layout = next(it for it in fifth.LAYOUTS if it.name == "thread.txt")
    letters = layout.files["thread.txt"].decode()
    folder = Folder(tmp_path)
    folder.write("interviews/thread.txt", letters + "\n> Is anything lost, do you think?\n")
    folder.run("ingest", "interviews")
    turns = (tmp_path / "corpora/default/transcripts/thread.jsonl").read_text(encoding="utf-8")
    assert "Subject" in turns


def test_transcripts_of_phonetics_are_named_with_what_to_export(tmp_path):
    folder = Folder(tmp_path)
    folder.write("interviews/bidan.TextGrid", "words")
    assert (
        "bidan.TextGrid cannot be read; import it in ELAN and save it as .eaf" in folder.run("ingest", "interviews").err
    )


def test_heads_of_english_mails_are_nobodys_words(tmp_path):
    head = "From: {}\nSent: Monday, 4 March 2024 10:1{}\nTo: {}\nSubject: RE: Interview\n\n{}\n\nSent from my phone\n\n"
    ann, bo = "Ann Lee <ann@example.org>", "Bo Carr <bo@example.org>"
    said = ["How do you travel?", "By the early bus.", "And back?", "On foot, mostly."]
    letters = (head.format(*((ann, at, bo) if at % 2 == 0 else (bo, at, ann)), text) for at, text in enumerate(said))
    folder = Folder(tmp_path)
    folder.write("interviews/mails.txt", "".join(letters))
    folder.run("ingest", "interviews")
    written = (tmp_path / "corpora/default/transcripts/mails.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    turns = [json.loads(line) for line in written]
    assert [(turn["speaker"], turn["text"]) for turn in turns] == list(
        zip(["Ann Lee", "Bo Carr"] * 2, said, strict=True)
    )


def test_a_second_header_is_no_respondent(tmp_path):
    layout = next(it for it in eighth.LAYOUTS if it.name == "Bus survey.csv")
    folder = Folder(tmp_path)
    folder.write("interviews/bus.csv", layout.files["Bus survey.csv"].decode())
    folder.run("ingest", "interviews", "--each", "row", "--columns", "id=Respondent ID,text=7,8")
    written = "".join(each.read_text(encoding="utf-8") for each in (tmp_path / "corpora").rglob("*.jsonl"))
    assert "What has changed" not in written
    assert "Bring back the early bus" in written
    assert "Open-Ended" not in written


def test_people_in_columns_are_told_to_be_turned(tmp_path):
    layout = next(it for it in eighth.LAYOUTS if it.name == "matriks-jawaban.xlsx")
    folder = Folder(tmp_path)
    folder.write("interviews/matriks.xlsx", layout.files["matriks-jawaban.xlsx"])
    said = folder.run("ingest", "interviews").err
    assert "people seem to stand in columns (`P-01`, `P-02`, `P-03` ...)" in said
    assert "text=NAME,NAME" not in said
