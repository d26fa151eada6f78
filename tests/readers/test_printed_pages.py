"""Texts copied from print: numbers of pages and running heads are nobody's words, wherever they fall."""

import pytest

from qualcode.readers import read
from readers.talk import talk

ANSWER = "Kalau musim angin kami tidak turun ke laut sama sekali, jadi dapur"
GOES_ON = "harus berasap dengan cara lain dan utang di warung makin panjang."


def printed(edge, turns=1, filler=0):
    """Answers of two printed lines, with the edge of a page between the lines of each."""
    talk = []
    for at in range(turns):
        talk += ["Peneliti: Bagaimana musim angin?", f"Narasumber: {ANSWER}", *edge(at), GOES_ON]
        for more in range(filler):
            talk += [f"Peneliti: Lalu apa yang ke-{more} itu?", f"Narasumber: Begitu saja, Pak, yang ke-{more}."]
    return "\n".join(talk) + "\nPeneliti: Baik, terima kasih.\nNarasumber: Sama-sama, Pak.\n"


@pytest.mark.parametrize(
    "edge",
    [["87"], ["87", "Universitas Contoh"], ["Universitas Contoh", "87"], ["", "87", "", "Bab V Laut yang Surut", ""]],
)
def test_the_edge_of_a_page_within_a_sentence_is_no_speech(edge):
    said = talk("a.txt", printed(lambda _: edge))
    assert next(" ".join(text.split()) for who, text in said if who == "Narasumber") == f"{ANSWER} {GOES_ON}"
    assert not any("87" in text or "Contoh" in text or "Bab V" in text for _, text in said)


def test_numbers_that_rise_from_page_to_page_are_no_speech_and_are_counted():
    source = printed(lambda at: [], 4, filler=6).split("\n")
    lines = [
        line
        for at, line in enumerate(source)
        for line in ([str(41 + at // 15), "Skripsi"] if at % 15 == 14 else []) or [line]
    ]
    reading = read("a.txt", "\n".join(lines).encode())
    assert not any("Skripsi" in turn.text for turn in reading.turns)
    assert reading.how.skipped["page numbers and running heads"] >= 6


@pytest.mark.parametrize(
    "more",
    [
        ["Yang ikut:", "12", "lalu pulang."],
        ["Ada berapa? Saya hitung sendiri semalam di dermaga itu, semua perahu.", "12", "Semuanya rusak."],
    ],
)
def test_a_number_that_somebody_says_stays(more):
    said = talk("a.txt", printed(lambda _: more))
    assert any("12" in text for who, text in said if who == "Narasumber")


def test_the_edge_of_a_page_below_a_sentence_is_told_where_nothing_shows_whose_it_is():
    rest = "".join(f"Peneliti: Lalu yang ke-{at}?\nNarasumber: Begitu saja yang ke-{at}.\n" for at in range(6))
    source = f"{rest}Peneliti: Dan?\nNarasumber: Kami pulang.\n87\nUniversitas Contoh\nTidak ada lagi.\n{rest}"
    assert "reading-doubtful" in {it.code for it in read("a.txt", source.encode()).findings}


def test_a_full_name_behind_the_first_label_says_who_that_is():
    said = talk("a.txt", "Narasumber: Wa Ode Sitti\n" + printed(lambda _: [], 3))
    assert ("", "Narasumber: Wa Ode Sitti") in said


@pytest.mark.parametrize("greeting", ["Narasumber: Selamat pagi.", "Narasumber: Baik"])
def test_a_greeting_behind_the_first_label_is_speech(greeting):
    who, text = greeting.split(": ")
    assert talk("a.txt", f"{greeting}\n" + printed(lambda _: [], 3))[0] == (who, text)


SMALL = (
    "dari mana asal ikannya bu",
    "dari kapal anak saya tiap subuh",
    "berapa sekilo sekarang",
    "empat puluh tapi nanti sore turun",
    "kenapa turun",
    "sudah tidak segar orang tahu itu",
)


def test_a_talk_in_small_letters_without_full_stops_is_told_and_not_counted():
    reading = read("a.txt", "\n".join(SMALL).encode())
    assert "labels-not-understood" in {it.code for it in reading.findings if it.level == "warning"}
    assert {turn.speaker for turn in reading.turns} == {"(unrecognised)"}


def test_a_text_in_small_letters_of_somebody_who_asks_nothing_is_hers():
    source = "\n".join(line for line in SMALL[1::2] for _ in range(2))
    assert {turn.speaker for turn in read("a.txt", source.encode()).turns} == {""}


@pytest.mark.parametrize("title", ["Lampiran C: Contoh Transkrip (N3)", "Laut yang Surut: Nelayan dan Negara"])
def test_a_title_with_a_colon_above_the_first_label_is_no_speaker(title):
    said = talk(
        "a.txt", f"{title}\n\n" + printed(lambda _: [], 3).replace("\nNara", "\n\nNara").replace("\nPen", "\n\nPen")
    )
    assert {who for who, _ in said} == {"", "Peneliti", "Narasumber"}
    assert ("", title) in said


def test_somebody_who_speaks_once_before_the_others_is_a_speaker():
    source = "Bu Wati: Masuk saja, Pak, mereka di belakang.\n\n" + printed(lambda _: [], 3)
    assert talk("a.txt", source)[0] == ("Bu Wati", "Masuk saja, Pak, mereka di belakang.")
