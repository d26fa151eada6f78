"""What is not understood is said, and nobody's words are counted for it."""

import pytest

from qualcode.readers import read
from qualcode.text.roles import UNRECOGNISED, infer, measure
from readers.talk import codes, talk


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        ("dewi: ", "joko: "),
        ("{Pewawancara} ", "{Informan} "),
        ("[00:00.000 --> 00:03.000] ", "[00:03.000 --> 00:08.000] "),
        (">> ", ">> "),
        ("dewi – ", "joko – "),
    ],
)
def test_heads_that_are_no_labels_are_a_warning_and_count_for_nobody(ask, answer):
    source = f"{ask}Ada apa?\n{answer}Lambat.\n{ask}Lalu?\n{answer}Mati.\n"
    reading = read("a.txt", source.encode())
    assert {turn.speaker for turn in reading.turns} == {UNRECOGNISED}
    assert [(it.level, it.code, it.line) for it in reading.findings] == [("warning", "labels-not-understood", 1)]
    assert infer(measure((turn.speaker, turn.text) for turn in reading.turns))[UNRECOGNISED].role == "unknown"


@pytest.mark.parametrize(
    "line",
    [
        "14/03/24 {t} ~ {text}",
        "{t} | {text}",
        "#{n} ({name} @ 14/03/24 {t}) {text}",
        "pesan dari {name} pada 14 Maret 2024 {t} = {text}",
        "{name}@{t}> {text}",
    ],
)
def test_heads_that_return_in_any_layout_are_a_warning(line):
    said = [("rina", "apa kendalanya"), ("sari", "sinyalnya susah"), ("rina", "lalu"), ("sari", "harus naik bukit")]
    source = "\n".join(line.format(n=n, t=f"19:0{n}", name=name, text=text) for n, (name, text) in enumerate(said, 2))
    reading = read("a.txt", source.encode())
    assert {turn.speaker for turn in reading.turns} == {UNRECOGNISED}
    assert [(it.level, it.code, it.line) for it in reading.findings] == [("warning", "labels-not-understood", 1)]


@pytest.mark.parametrize(
    "source",
    [
        "1.1 Sinyal susah.\nKami menunggu lama.\nBegitu saja.\n1.2 Biaya mahal.\nTidak ada uang.\n1.3 Selesai.\n",
        "Tahun 2024 kami mulai.\n2.500 orang datang.\nSemua senang.\nLalu pulang.\nItu saja.\n",
    ],
)
def test_numbers_in_one_persons_text_are_no_talk(source):
    assert [speaker for speaker, _ in talk("a.txt", source)] == [""]


def test_two_names_with_times_are_a_talk_that_was_not_understood():
    assert codes("a.txt", "Dana Lee  0:03\nWhat?\n\nBudi  0:12\nThis.\n") == [("labels-not-understood", 1)]


@pytest.mark.parametrize(
    "source",
    [
        "Kami menunggu lama. Warga pulang.\nWarga di sini sabar.\nWarga tidak datang lagi.\n",
        "Sinyal: susah.\nBiaya: mahal.\nPukul 10:30 kami ke kantor.\n10:30 itu sudah ramai.\n11:00 tutup.",
        "[tertawa] Ya begitu.\n[tertawa] Susah.\n(tidak jelas) mati.\n(tidak jelas) lama.",
    ],
)
def test_one_persons_text_stays_one_persons(source):
    assert [speaker for speaker, _ in talk("a.txt", source)] == [""]
    assert codes("a.txt", source) == [("no-speakers", None)]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.txt", "P: a?\nI: b\n[Warga] c\n[Warga] d\nP: e\nI: f"),
        ("a.txt", "P: a?\nI: b\nketua kelompok tani: c\nketua kelompok tani: d\n" + "P: e\nI: f\n" * 10),
        ("a.csv", "speaker,text\nP,a?\nI,b\nI,Joko: c\nP,d\nI,Joko: e"),
    ],
)
def test_heads_beside_labels_are_a_warning_with_places(name, source):
    found = [it for it in read(name, source.encode()).findings if it.code == "heads-not-labels"]
    assert [(it.level, it.line) for it in found] == [("warning", 3 if name == "a.txt" else 4)]
    assert "Joko" not in str(found)
    assert "tani" not in str(found)


@pytest.mark.parametrize(
    ("between", "label", "mended"),
    [("\n\n", "Mbah Surip", "\n\nMbah Surip"), ("\n", "Surip", "\nMbah Surip")],
)
def test_a_label_on_one_line_that_went_into_the_speech_above_is_a_warning_whose_hint_helps(between, label, mended):
    turns = ["Pewawancara: Apa kabar?", "Rini: Saya Rini.", "Pewawancara: Lalu?", "Rini: Begitu saja."]
    said = ": Saya potong ya."
    source = between.join([turns[0], f"{turns[1]}\n{label}{said}", *turns[2:]])
    reading = read("a.txt", source.encode())
    assert {turn.speaker for turn in reading.turns} == {"Pewawancara", "Rini"}
    place = source[: source.index(label)].count("\n") + 1
    assert [(it.level, it.code, it.line) for it in reading.findings] == [("warning", "label-kept-as-text", place)]
    assert label not in str(reading.findings[0])
    followed = read("a.txt", source.replace(f"\n{label}", mended).encode())
    assert {turn.speaker for turn in followed.turns} == {"Pewawancara", "Rini", "Mbah Surip"}
    assert [it.code for it in followed.findings] == ["speaker-label-once"]


def test_a_word_of_the_talk_with_a_colon_is_left_alone():
    turns = "Pewawancara: Apa saja?\nRini: Ada dua.\nObat: habis terus, obat itu.\nPewawancara: Lalu?\nRini: Sudah.\n"
    assert codes("a.txt", turns) == []


ASKED = ["Ada apa di sini?", "Lalu bagaimana?", "Siapa yang datang?", "Kapan itu?", "Di mana?", "Mengapa begitu?"]
TOLD = [f"Ceritanya panjang nomor {word}." for word in ("satu", "dua", "tiga", "empat", "lima", "enam")]
TALK = "".join(f"Pewawancara: {asked}\nRini: {told}\n" for asked, told in zip(ASKED, TOLD, strict=True))


@pytest.mark.parametrize("below", ["Jumlah kata: 1.204", "Selesai", "*) nama disamarkan", "Sumber: rekaman W-03"])
def test_what_stands_below_a_talk_is_nobodys(below):
    for source in (f"{TALK}{below}\n", TALK.replace("\n", "\n\n") + below):
        assert talk("a.txt", source)[-1] == ("", below)
        assert codes("a.txt", source) == []


def test_a_sentence_below_a_talk_is_told_and_a_label_mends_it():
    below = "Informan tampak lelah dan melihat jam."
    assert codes("a.txt", f"{TALK}\n{below}\n") == [("text-below-talk", 14)]
    assert talk("a.txt", f"{TALK}\n{below}\n")[-1] == ("", below)
    assert talk("a.txt", f"{TALK}\nRini: {below}\n")[-1] == ("Rini", f"{TOLD[-1]}\n{below}")


def test_where_other_speeches_go_on_below_their_first_line_the_last_one_does_too():
    source = TALK.replace(TOLD[1], f"{TOLD[1]}\n\nLalu kami pulang.") + "\nBegitulah.\n"
    assert talk("a.txt", source)[-1] == ("Rini", f"{TOLD[-1]}\n\nBegitulah.")


@pytest.mark.parametrize(
    "source",
    [
        "".join(
            f"Pewawancara: {at}) {asked}\nRini: {at}) {told}\n"
            for at, (asked, told) in enumerate(zip(ASKED, TOLD, strict=True))
        ),
        "".join(f"Rini: {told}\n{asked}\nSari: {told}\n{asked}\n" for asked, told in zip(ASKED, TOLD, strict=True)),
        "".join(f"Rini: {told} {asked}\nSari: {told} {asked}\n" for asked, told in zip(ASKED, TOLD, strict=True)),
        TALK.replace(f"{TOLD[1]}\n", f"{TOLD[1]}\nLaporan Akhir 2024\n")
        .replace(f"{TOLD[2]}\n", f"{TOLD[2]}\nLaporan Akhir 2024\n")
        .replace(f"{TOLD[3]}\n", f"{TOLD[3]}\nLaporan Akhir 2024\n"),
    ],
    ids=["numbers", "questions below", "questions behind", "running heads"],
)
def test_a_doubtful_reading_is_told(source):
    assert [code for code, _ in codes("a.txt", source)] == ["reading-doubtful"]
    assert codes("a.txt", TALK) == []


@pytest.mark.parametrize("sign", [" -> ", " / "])
def test_the_sign_between_label_and_speech_is_no_word(sign):
    source = "".join(f"Rina{sign}{asked}\nBu Sari{sign}{told}\n" for asked, told in zip(ASKED, TOLD, strict=True))
    assert talk("a.txt", source)[:2] == [("Rina", ASKED[0]), ("Bu Sari", TOLD[0])]


def test_one_label_does_not_carry_a_talk_of_others():
    said = "".join(f"> {one}\n\n{other}\n\n" for one, other in zip(TOLD, reversed(TOLD), strict=True))
    assert [code for code, _ in codes("a.txt", f"Subject: Re: your letter\n\n{said}")] == ["labels-not-understood"]


def test_tiers_exported_one_below_the_other_are_read_in_time():
    asked = [f"Pewawancara\t\t00:00:{at:02d}.100\t00:00:{at + 3:02d}.000\t{text}" for at, text in enumerate(ASKED)]
    told = [f"Informan\t\t00:00:{at:02d}.500\t00:00:{at + 3:02d}.900\t{text}" for at, text in enumerate(TOLD)]
    found = talk("a.txt", "\n".join([*told, *asked]))
    assert found[:3] == [("Pewawancara", ASKED[0]), ("Informan", TOLD[0]), ("Pewawancara", ASKED[1])]
