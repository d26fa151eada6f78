"""What stands between the turns: notes and titles are nobody's, and what may be speech stays speech."""

import pytest

from qualcode.readers import read
from readers.talk import codes, talk

ASKED = ["Ada apa di sini?", "Lalu bagaimana?", "Siapa yang datang?", "Kapan itu?", "Di mana?", "Mengapa begitu?"]
TOLD = [f"Saya ceritakan nomor {word}." for word in ("satu", "dua", "tiga", "empat", "lima", "enam")]


def around(between, *, above="", apart="\n\n"):
    """A talk in which something stands below the third answer."""
    turns = [f"Pewawancara: {asked}{apart}Rini: {told}" for asked, told in zip(ASKED, TOLD, strict=True)]
    return above + apart.join([*turns[:3], between, *turns[3:]]) + "\n"


@pytest.mark.parametrize(
    "note",
    [
        "B. Alasan Bertahan",
        "=== Bagian 2 ===",
        "(Listrik padam,\nlalu menyala lagi)",
        "[[anaknya masuk\ndan menangis]]",
        "Catatan penerjemah: kata ini berarti sabar.",
        "Observer's comment: she looks at the door.",
        "Suasana: kipas menyala.",
        "# perekam mati sebentar",
        "*) Nama disamarkan.",
    ],
)
def test_a_note_or_a_title_between_the_turns_is_nobodys(note):
    said = talk("a.txt", around(note))
    assert ("", note) in said
    assert ("Rini", TOLD[2]) in said
    assert ("Pewawancara", ASKED[3]) in said


@pytest.mark.parametrize(
    "more",
    [
        "Waktu itu saya masih kecil, jadi tidak ikut.",
        "Ada tiga:\n\nHarga\n\nJarak\n\nWaktu",
        "Iya",
        "Saya bilang: tunggu dulu.",
        "- harga\n- jarak",
        "lalu saya pulang ke rumah",
    ],
)
def test_more_of_an_answer_in_a_paragraph_of_its_own_stays_the_answer(more):
    assert ("Rini", f"{TOLD[2]}\n\n{more}") in talk("a.txt", around(more))


def test_titles_are_not_told_where_nobody_writes_full_stops():
    source = around("Begitu ceritanya").replace(".", "").replace("?", "")
    assert ("Rini", "Saya ceritakan nomor tiga\n\nBegitu ceritanya") in talk("a.txt", source)


@pytest.mark.parametrize("note", ["Rini menutup jendela dan duduk lagi.", "Hujan turun dan listrik padam sebentar."])
def test_a_sentence_that_may_be_a_note_is_told_with_its_line(note):
    found = [it for it in read("a.txt", around(note).encode()).findings if it.level == "warning"]
    assert [(it.code, it.line) for it in found] == [("text-between-turns", 13)]


def test_speech_in_several_paragraphs_gives_no_warning():
    assert codes("a.txt", around("Waktu itu saya masih kecil, jadi tidak ikut.")) == []


def test_further_paragraphs_of_speech_in_italics_stay_speech():
    turns = "".join(
        f"**P:** {asked}\n\n**R:** *{told}*\n\n*Begitulah, kata saya.*\n\n"
        for asked, told in zip(ASKED, TOLD, strict=True)
    )
    assert ("R", f"{TOLD[0]}\n\nBegitulah, kata saya.") in talk("a.md", turns)
    plain = turns.replace("**R:** *", "**R:** ").replace(".*\n\n*", ".\n\n*")
    assert ("", "Begitulah, kata saya.") in talk("a.md", plain)


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_people_who_are_presented_in_a_block_above_are_no_turns(apart):
    block = "Pewawancara: mahasiswa, dari kampus\nRini: petani, 47 tahun\n\n"
    assert talk("a.txt", around("Pewawancara: Oh.", above=block, apart=apart))[1] == ("Pewawancara", ASKED[0])


def test_a_talk_that_begins_like_a_block_of_its_own_loses_nothing():
    above = "Pewawancara: Selamat pagi.\nRini: Pagi, silakan.\n\n"
    assert talk("a.txt", around("Pewawancara: Oh.", above=above, apart="\n"))[0] == ("Pewawancara", "Selamat pagi.")


@pytest.mark.parametrize("rest", ["XXXXXXX XXXX", "B. Sudirman"])
def test_what_ends_a_sentence_that_the_line_above_left_open_is_no_title(rest):
    text = around("Pewawancara: Siapa?\nRini: Namanya waktu itu\n" + rest, apart="\n")
    assert ("Rini", f"Namanya waktu itu\n{rest}") in talk("a.txt", text)


def test_who_is_labelled_in_capitals_and_names_a_page_speaks():
    shared = "BUDI SANTOSO: Ini tautannya: https://contoh.id/form\nBUDI SANTOSO: Silakan diisi.\n"
    text = around(shared + "ACTION ITEM: Fill it in - WATCH: https://calls.example/7")
    said = talk("a.txt", text)
    assert ("BUDI SANTOSO", "Ini tautannya: https://contoh.id/form\nSilakan diisi.") in said
    assert all("ACTION ITEM" not in words or speaker == "" for speaker, words in said)


@pytest.mark.parametrize("label", ["Bu Tema", "Pak Memo"])
def test_a_name_that_is_a_word_for_notes_is_somebody(label):
    text = "".join(f"Pewawancara: {asked}\n{label}: {told}\n" for asked, told in zip(ASKED, TOLD, strict=True))
    assert talk("a.txt", text)[1] == (label, TOLD[0])
