"""Files of a few lines, each with a label: read as a talk where something shows that it is one, else told."""

import pytest

from readers.talk import codes, talk


@pytest.mark.parametrize(
    "source",
    [
        "Interviewer: Pak Budi?\nBudi: Antreannya panjang sekali dari subuh.\n",
        "Ibu: Dari mana tadi?\nPak: Dari kantor.\n",
        "Ibu: Antreannya panjang.\nPak: Di kantor juga.\n",
        "Rina: Dari mana tadi?\nAgus: Dari kantor.\n",
        "Rina: Silakan, Pak Agus.\nAgus: Terima kasih.\n\n",
        "Moderator: Silakan.\nJoko: Terima kasih.\nTini: Saya setuju.\n",
        "Bu RT: Sudah dapat?\nWarga: Belum.\nPak Lurah: Besok.\n",
        "Ibu: Kami antre dari pagi.\n",
    ],
)
def test_a_short_talk_keeps_all_its_speakers(source):
    lines = [line.split(": ", 1) for line in source.splitlines() if line]
    assert talk("short.txt", source) == [tuple(line) for line in lines]


def test_a_short_talk_in_latin_1_keeps_its_speakers_and_says_how_it_was_read():
    source = "Ibu: Kapan itu, caf\xe9?\nPak: Kemarin.\n".encode("latin-1")
    assert talk("short.txt", source) == [("Ibu", "Kapan itu, café?"), ("Pak", "Kemarin.")]
    assert "encoding-guessed" in [code for code, _ in codes("short.txt", source)]


@pytest.mark.parametrize(
    "source",
    [
        "rina: dari mana tadi?\nagus: dari kantor.\n",
        "Biaya: mahal sekali\nAntrean: panjang sekali\n",
        "Rina: Dari kantor.\nAgus: Dari pasar.\nTini: Dari rumah.\n",
    ],
)
def test_lines_that_all_begin_with_a_word_and_a_colon_are_told_where_nothing_says_who_speaks(source):
    assert [code for code, _ in codes("short.txt", source)] == ["labels-not-understood"]
    assert {speaker for speaker, _ in talk("short.txt", source)} == {"(unrecognised)"}


@pytest.mark.parametrize(
    "source",
    [
        "Catatan: mahal\nHasil: bagus\n",
        "Kami antre dari pagi.\nKata Rina: tunggu saja. Masih lama?\n",
        "Interviewer: Dina Sari\nTanggal: 3 Mei 2024\nTadi pagi saya ke puskesmas. Antreannya panjang.\n",
    ],
)
def test_remarks_and_forms_above_one_text_are_no_talk(source):
    assert [code for code, _ in codes("short.txt", source)] == ["no-speakers"]
