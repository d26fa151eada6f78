"""Talks as courts, newsrooms, theses and magazines print them: the same people as on paper, or told."""

import re

import pytest

from qualcode.readers import read
from qualcode.text.roles import infer, measure
from readers.talk import codes, talk

COURT = """\
               THE COURT:  You may begin, Mr. Sutan.
               MR. SUTAN:  Thank you, Your Honor.
          Q    Where were you standing when the gate fell?
          A    By the scales, next to the coffee sacks.
          Q    Did you hear anything before that?
          A    A crack, like a branch. Was it loud? Loud enough.
               THE COURT:  Speak up, please.
          Q    And who was on the ladder?
          A    My cousin.
               THE COURT:  We take a break.
"""
BRIEFING = """\
MS. HARTO:  Good morning, all. The ferry will run from Monday.

Q    Thank you. Which of the islands comes first?

MS. HARTO:  The two in the north, where the pier is finished.

And the others follow in March.

Q    Is the fare known?

MS. HARTO:  Not yet.
"""


def roles(source, name="a.txt"):
    said = talk(name, source)
    return {label: guess.role for label, guess in infer(measure(said)).items()}


def test_letters_before_blanks_ask_and_answer_in_court():
    said = talk("a.txt", COURT)
    assert [speaker for speaker, _ in said] == ["THE COURT", "MR. SUTAN", *"QAQA", "THE COURT", *"QA", "THE COURT"]
    assert said[5] == ("A", "A crack, like a branch. Was it loud? Loud enough.")
    assert roles(COURT) == {"THE COURT": "unknown", "MR. SUTAN": "unknown", "Q": "interviewer", "A": "participant"}


def test_reporters_without_a_name_ask_before_blanks():
    said = talk("a.txt", BRIEFING)
    assert [speaker for speaker, _ in said] == ["MS. HARTO", "Q", "MS. HARTO", "Q", "MS. HARTO"]
    assert said[1] == ("Q", "Thank you. Which of the islands comes first?")
    assert roles(BRIEFING) == {"MS. HARTO": "participant", "Q": "interviewer"}


def test_one_letter_before_blanks_is_a_word_of_the_text():
    source = "Rina: Kelas apa?\nPak Budi: Kelas\nA  yang di ujung.\nRina: Lalu?\nPak Budi: Pulang.\n"
    assert [speaker for speaker, _ in talk("a.txt", source)] == ["Rina", "Pak Budi"] * 2


THESIS = """\
P “Sejak kapan Ibu menenun?”

IM2 “Sejak gadis, diajari nenek.”

P

“Benangnya dari mana?”

IM2

“Dari kapas sendiri, kami pintal malam-malam.”

P “Dijual ke mana?”

IM2 “Ke pasar Sabtu, kadang dititip.”
"""


def test_labels_stand_before_quotation_marks_or_alone_above_them():
    said = talk("a.txt", THESIS)
    assert [speaker for speaker, _ in said] == ["P", "IM2"] * 3
    assert said[3] == ("IM2", "“Dari kapas sendiri, kami pintal malam-malam.”")


def test_a_colon_forgotten_before_a_quotation_mark_loses_no_turn():
    source = THESIS.replace("P “", "Peneliti : “").replace("IM2 “", "Informan : “")
    source = source.replace("P\n\n", "Peneliti ").replace("IM2\n\n", "Informan ")
    assert [speaker for speaker, _ in talk("a.txt", source)] == ["Peneliti", "Informan"] * 3
    assert ("label-semicolon", 5) in codes("a.txt", source)


@pytest.mark.parametrize("label", ["Ketua", "Ketua Rapat", "Ketua Rapat II"])
def test_a_semicolon_behind_a_label_of_any_length_is_its_colon(label):
    source = f"{label}: Siapa?\nLurah: Kami.\n{label}; Kapan?\nLurah: Kemarin.\n{label}: Di mana?\nLurah: Di balai.\n"
    assert [speaker for speaker, _ in talk("a.txt", source)] == [label, "Lurah"] * 3
    assert ("label-semicolon", 3) in codes("a.txt", source)


def test_a_name_before_a_quotation_mark_within_a_sentence_begins_no_turn():
    source = "Peneliti: Siapa namanya?\nInforman: Kami panggil dia\nPak “Jangkung” Rahmat, tukang perahu.\n"
    assert [speaker for speaker, _ in talk("a.txt", source * 2)] == ["Peneliti", "Informan"] * 2


QUESTIONS = """\
# Catatan Wawancara

**Tempat:**
Balai desa

**Pewawancara:**
Kelompok tiga

## Pertanyaan dan Jawaban

1. **Mengapa pasar dipindah?**
   Karena jalan lama selalu banjir. Truk tidak bisa lewat.

2. **Siapa yang memutuskan?**
   Musyawarah, dua kali malam hari.

3. **Apakah pedagang setuju?**
   Sebagian. Yang tua-tua berat hati.
"""


def test_numbered_questions_in_bold_are_asked_and_a_heading_is_nobody():
    said = talk("a.md", QUESTIONS)
    assert [speaker for speaker, _ in said if speaker] == ["Interviewer", "Participant"] * 3
    assert said[-1] == ("Participant", "Sebagian. Yang tua-tua berat hati.")
    assert ("questions-without-label", 11) in codes("a.md", QUESTIONS)


PASTED = """Pertanyaan Wawancara

Hasil Wawancara

1

Sejak kapan koperasi berdiri?

Sejak tahun sembilan puluh, waktu itu anggotanya dua belas.

2

Siapa yang boleh meminjam?

Anggota saja. Yang belum setahun tidak boleh.

3

Apakah pernah rugi?

Pernah sekali, waktu gudang kebakaran.
"""


@pytest.mark.parametrize("stop", ["", "."])
def test_a_table_that_was_pasted_has_questions_below_its_numbers(stop):
    said = talk("a.txt", re.sub(r"(?m)^(\d)$", rf"\1{stop}", PASTED))
    assert [speaker for speaker, _ in said if speaker] == ["Interviewer", "Participant"] * 3
    assert said[-2:] == [
        ("Interviewer", "Apakah pernah rugi?"),
        ("Participant", "Pernah sekali, waktu gudang kebakaran."),
    ]


ARCHIVE = """## About the talk

Ilse Brandt kept the lighthouse of the bay for thirty years, and wrote three books on birds. She lives in the old mill.

ILSE BRANDT: A talk recorded by Jonah Weil, county archive

## The talk

Teller: Ilse Brandt

Asked by: Jonah Weil

Weil:

When did you first climb the tower?

Brandt:

I was nine. My uncle carried the oil.

Weil:

And who kept the books?

Brandt:

He did, until the war.
"""


def test_lines_above_a_talk_that_is_laid_out_otherwise_are_no_turns():
    said = [(speaker, text) for speaker, text in talk("a.md", ARCHIVE) if speaker]
    assert [speaker for speaker, _ in said] == ["Weil", "Brandt"] * 2
    assert said[1] == ("Brandt", "I was nine. My uncle carried the oil.")


def test_names_in_brackets_have_a_line_of_their_own_in_captions():
    said = [("Ilse Brandt", "We went by boat."), ("Jonah Weil", "Every day?"), ("Ilse Brandt", "Every single day.")]
    cues = [f"00:00:0{n}.000 --> 00:00:0{n}.900\n({who})\n{text}\n" for n, (who, text) in enumerate(said)]
    both = "00:00:05.000 --> 00:00:06.000\n(Ilse Brandt)\nIn winter, too.\n(Jonah Weil)\nI see.\n"
    found = talk("a.vtt", "\n".join(["WEBVTT\n", *cues, both]))
    said[2:] = [("Ilse Brandt", "Every single day.\nIn winter, too."), ("Jonah Weil", "I see.")]
    assert [(speaker, " ".join(text.split())) for speaker, text in found] == [
        (speaker, " ".join(text.split())) for speaker, text in said
    ]


STORY = """\
Saya menemui Pak Wiryo di bengkelnya.
“Sejak kapan Bapak membuat gamelan?” tanya saya.
“Sudah tiga puluh tahun. Dulu ikut ayah.”
“Apakah anak-anak mau belajar?”
“Satu saja, yang bungsu.”
“Bagaimana dengan pesanan tahun ini, Pak?”
“Alhamdulillah, ada dari dua sekolah.”
"""


def test_a_story_told_in_quotations_is_no_text_of_one_without_a_word():
    assert ("reading-doubtful", 1) in codes("a.txt", STORY)


def test_these_words_are_all_kept():
    for name, source in (("a.txt", COURT), ("a.txt", BRIEFING), ("a.txt", THESIS), ("a.md", QUESTIONS)):
        kept = " ".join(turn.text for turn in read(name, source.encode()).turns).split()
        assert len(kept) >= len([word for word in source.split() if len(word) > 3 and word.isalpha()])
