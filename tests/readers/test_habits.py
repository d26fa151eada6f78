"""Transcripts as transcribers and programs lay them out: the same talk, its words and nothing else."""

import pytest

from qualcode.readers import read
from qualcode.text.roles import UNRECOGNISED
from readers.talk import codes, talk

ASKS, TELLS = "Peneliti", "Informan"
SAID = [
    (ASKS, "Apa kendala utama di kantor ini, Bu?"),
    (TELLS, "Sinyalnya susah sekali. Kami harus menunggu."),
    (ASKS, "Lalu bagaimana?"),
    (TELLS, "Ya begitu, kami pergi ke bukit."),
    (ASKS, "Siapa yang membantu?"),
    (TELLS, "Tidak ada. Kami sendiri saja."),
]


def written(layout, asks=ASKS, tells=TELLS, between="\n"):
    names = {ASKS: asks, TELLS: tells}
    return between.join(layout.format(i=i, n=i + 1, name=names[who], text=text) for i, (who, text) in enumerate(SAID))


@pytest.mark.parametrize(
    "layout",
    [
        "{name}\t:\t{text}", "{name} : {text}", "{name} = {text}", "{name} > {text}", "{name}/{text}",
        "{name}: {text} (00:0{i}:12)", "{name}: {text} 00:0{i}:12", "{name}: {text} [00:1{i}]",
        "(10.0{i} WIB) {name}: {text}", "Menit 0{i}:12 {name}: {text}", "0:0{i}:01.0 - 0:0{i}:12.5\t{name}\t{text}",
        "{n}\t{name}\t{text}", "{n}. {name}: {text}", "{n:3d}  {name}: {text}", "0:0{i}\t{name}\t{text}",
        "00:01:0{i}.000,00:01:0{n}.000\n{name}: {text}\n", "{name} (00:1{i}):\n{text}\n", "{name}:\n\n{text}\n",
    ],
)  # fmt: skip
def test_layouts_of_lines(layout):
    assert talk("a.txt", written(layout)) == SAID


@pytest.mark.parametrize(
    "tells",
    [
        "Bpk. H. Ahmad, S.Sos., M.Si.",
        "Ibu Hj. Dr. Siti Aminah, S.H., M.H., Ph.D.",
        "Bu Sari (Kepala Desa)",
        "N1",
        "Inf.",
    ],
)
def test_names_with_titles_and_degrees(tells):
    assert {speaker for speaker, _ in talk("a.txt", written("{name} : {text}", tells=tells))} == {ASKS, tells}


def test_names_alone_below_an_empty_line():
    said = talk("a.txt", written("{name}\n{text}", "Rina", "Pak Budi", "\n\n"))
    assert [speaker for speaker, _ in said] == ["Rina", "Pak Budi"] * 3
    assert [text for _, text in said] == [text for _, text in SAID]


def test_a_question_s_number_stands_before_the_one_who_asks():
    source = "".join(f"{n // 2 + 1}. Peneliti: {q}\n   Informan: {a}\n" for n, ((_, q), (_, a)) in pairs())
    assert talk("a.txt", source) == SAID


def pairs():
    return [(place, (SAID[place], SAID[place + 1])) for place in range(0, len(SAID), 2)]


@pytest.mark.parametrize("number", ["Halaman {n} dari 6", "Hal. {n}", "- page {n} -", "{n} of 6"])
def test_numbers_and_heads_of_pages_are_left_out(number):
    layout = "{name}: {text}\n\nTranskrip 01 – rahasia\n" + number + "\n"
    reading = read("a.txt", written(layout).encode())
    assert [(turn.speaker, turn.text) for turn in reading.turns] == SAID
    assert reading.how.skipped == {"page numbers and running heads": 12}


def test_one_number_of_a_page_in_a_speech_stays():
    source = "P: Di mana?\nI: Itu di\nhalaman 3\nP: Lalu?\nI: Ya"
    assert talk("a.txt", source)[1] == ("I", "Itu di\nhalaman 3")


def test_a_legend_above_the_talk_is_no_speech():
    source = "Keterangan:\nP : Pewawancara\nN : Narasumber (Bu Sari)\n\n" + written("{name}: {text}", "P", "N")
    said = talk("a.txt", source)
    assert [speaker for speaker, _ in said] == ["", *["P", "N"] * 3]


def test_a_table_of_markdown_is_a_talk():
    rows = written("| {n} | {name} | {text} |")
    assert talk("a.md", f"| No | Pembicara | Ujaran |\n|---|:--|---|\n{rows}\n\nTerima kasih.\n")[:-1] == SAID[:-1]
    form = "| Usia | Kota |\n|---|---|\n| 45 | Kota Contoh |\n"
    assert talk("a.md", form)[0][1].startswith("| Usia")


@pytest.mark.parametrize(
    ("name", "layout"),
    [("a.txt", "W1.{name[0]}.{n}: {text}"), ("a.txt", "- {text}")],
)
def test_talks_without_a_name_are_told_and_counted_for_nobody(name, layout):
    source = "\n\n".join(layout.format(n=n, name=who, text=text) for n, (who, text) in enumerate(SAID))
    assert {speaker for speaker, _ in talk(name, source)} == {UNRECOGNISED}
    assert [code for code, _ in codes(name, source)] == ["labels-not-understood"]


@pytest.mark.parametrize("layout", ["**{text}**", "*{text}*", "## {text}"])
def test_questions_set_otherwise_than_answers_are_an_interviewers_and_told(layout):
    source = "\n\n".join((layout if who == ASKS else "{text}").format(text=text) for who, text in SAID)
    assert talk("a.md", source) == [("Interviewer" if who == ASKS else "Participant", text) for who, text in SAID]
    assert [code for code, _ in codes("a.md", source)] == ["questions-without-label"]


@pytest.mark.parametrize("layout", ["**{text}**", "*{text}*"])
def test_emphasis_on_what_answers_as_on_what_asks_divides_nobody(layout):
    source = "\n\n".join((layout if at % 3 else "{text}").format(text=text) for at, (_, text) in enumerate(SAID))
    assert "Interviewer" not in {speaker for speaker, _ in talk("a.md", source)}


def test_numbered_questions_without_a_label_are_told():
    source = "".join(f"{n // 2 + 1}. {q}\nJawab: {a}\n" for n, ((_, q), (_, a)) in pairs())
    assert ("questions-without-label", 1) in codes("a.txt", source)
    assert ("questions-without-label", 1) not in codes("a.txt", written("{name}: {text}"))


TALK = "P: Sejak kapan?\n\nG: Sejak Maret.\n\nP: Lalu?\n\nG: Lalu tutup.\n\n"


@pytest.mark.parametrize(
    "below", ["Ket:\nP = pewawancara\nG = guru\n", "P = pewawancara\nG = guru\n", "Keterangan:\nP = Peneliti\n"]
)
def test_the_key_of_the_labels_below_a_talk_is_no_speech(below):
    assert talk("a.txt", TALK + below)[-2:] == [("G", "Lalu tutup."), ("", below.strip())]


def test_words_with_an_equals_sign_at_the_end_are_somebodys():
    assert talk("a.txt", TALK.strip() + "\nSatu kilo = dua ribu\n")[-1] == ("G", "Lalu tutup.\nSatu kilo = dua ribu")


@pytest.mark.parametrize(
    "above",
    [
        "Pewawancara: P. Direkam dengan izin informan.",
        "P: Dian",
        "P: Peneliti\nG: Bu Rina",
        "Wawancara 3\nDiwawancarai oleh Dian pada 2007.",
        "FGD 3: Guru SD",
        "Focus group 2: home care",
    ],
)
def test_what_says_who_talks_above_a_talk_is_no_speech(above):
    assert talk("a.txt", f"{above}\n\n{TALK}")[1:3] == [("P", "Sejak kapan?"), ("G", "Sejak Maret.")]


def test_a_question_of_a_role_that_never_returns_is_speech():
    assert talk("a.txt", f"Pewawancara: P, sudah siap?\n\n{TALK}")[0] == ("Pewawancara", "P, sudah siap?")


def test_what_stands_in_brackets_at_first_is_no_other_speaker():
    said = "KETUA RAPAT (H. Subagio): Silakan.\n\nRaka (Host): Baik?\n\nKETUA RAPAT: Ya.\n\nRaka: Lalu?\n\n"
    assert [who for who, _ in talk("a.txt", said + said.split("\n\n")[2])] == ["KETUA RAPAT", "Raka"] * 2 + [
        "KETUA RAPAT"
    ]
    assert read("a.txt", said.encode()).asking == ("Raka",)


def test_two_in_brackets_are_two_people():
    said = "Guru (Ani): Ya.\n\nP: Lalu?\n\nGuru (Budi): Tidak.\n\nP: Dan?\n\nGuru: Kami sepakat.\n\nP: Oke?\n\n"
    assert {who for who, _ in talk("a.txt", said * 2)} >= {"Guru (Ani)", "Guru (Budi)", "Guru"}


CAPITALS = "SEJAK KAPAN DIBUKA?\n\nSejak Maret.\n\nSIAPA YANG DATANG?\n\nOrang desa.\n\nLALU?\n\nLalu tutup, Mas.\n\n"


def test_questions_in_capitals_are_an_interviewers():
    said = talk("a.txt", f"Sebuah percakapan\n\n{CAPITALS}BERAPA LAMA?\n\nSetahun.\n\n")
    assert [who for who, _ in said] == ["", *["Interviewer", "Participant"] * 4]


def test_titles_in_capitals_make_nobody_ask():
    said = CAPITALS.replace("?", "").replace("Maret.", "Maret?")
    assert {who for who, _ in talk("a.txt", said)} == {""}


def test_times_between_nearly_all_labels_and_their_speech_are_no_words():
    said = "".join(f"Rani: 0{at}:12\nApa {at}?\n\nBudi: 0{at}:40\nItu {at}.\n\n" for at in range(4))
    turns = read("a.txt", said.encode()).turns
    assert [(turn.text, turn.start_s) for turn in turns[:2]] == [("Apa 0?", 12), ("Itu 0.", 40)]


def test_a_time_that_somebody_says_is_said():
    said = "Rani: Jam berapa?\n\nBudi: 10:30\n\nRani: Pagi?\n\nBudi: Ya, pagi.\n\n"
    assert ("Budi", "10:30") in talk("a.txt", said)
