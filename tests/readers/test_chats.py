"""Chats in the layouts of the programs that people export and paste them from: the same talk in each of them."""

import pytest

from qualcode.readers import read
from qualcode.text.sentences import segment_boundaries
from readers.talk import codes, talk

ASKS, TELLS = "Rina Peneliti", "Bu Sari"
SAID = [
    (ASKS, "Apa kendalanya Bu?"),
    (TELLS, "Sinyalnya susah"),
    (TELLS, "Harus naik bukit\ndan menunggu"),
    (ASKS, "Lalu: bagaimana?"),
    (TELLS, "Ya begitu"),
]
READ = [
    (ASKS, "Apa kendalanya Bu?"),
    (TELLS, "Sinyalnya susah\n\nHarus naik bukit\ndan menunggu"),
    (ASKS, "Lalu: bagaimana?"),
    (TELLS, "Ya begitu"),
]
LAYOUTS = {
    "Android": "14/03/24 19.0{i} - {name}: {text}",
    "Android, month first": "3/14/24, 7:0{i}\u202fPM - {name}: {text}",
    "Android, p.m.": "14/03/2024, 7:0{i} p.m. - {name}: {text}",
    "Android, year first": "2024-03-14, 19:0{i} - {name}: {text}",
    "Android, points": "14.03.24, 19:0{i} - {name}: {text}",
    "Android, names of days": "Kamis, 14 Maret 2024 19.0{i} - {name}: {text}",
    "iOS": "\u200e[14/03/24 19.0{i}.15] {name}: {text}",
    "iOS, pukul": "[14/03/24 pukul 19.0{i}.15] {name}: {text}",
    "iOS, PM": "[14/03/24, 7:0{i}:15\u202fPM] ~\u202f{name}: {text}",
    "web": "[19:0{i}, 14/3/2024] {name}: {text}",
    "web, points": "[19.0{i}, 14/3/2024] {name}: {text}",
    "web, PM": "[7:0{i} PM, 3/14/2024] {name}: {text}\n",
    "Telegram": "{name}, [14/03/2024 19:0{i}]\n{text}\n",
    "Telegram, old": "{name}, [14.03.2024 19:0{i}]:\n{text}",
    "Telegram, English": "{name}, [Mar 14, 2024 at 7:0{i}:15 PM]:\n{text}",
    "Teams": "[14/03 19:0{i}] {name}\n{text}",
    "Teams, old": "[Yesterday 7:0{i} PM] {name}\n    {text}\n",
    "Teams, mail": "{name}  14/03/2024 19:0{i}\n{text}",
    "Teams, month": "{name} 14 Mar 2024, 19:0{i}\n{text}",
    "Zoom, old": "19:02:1{i}\t From  {name} : {text}",
    "Zoom": "19:02:1{i} From {name} to Everyone:\n\t{text}",
    "Zoom, direct": "2024-03-14 19:02:1{i} From {name} to Rina Peneliti(Direct Message): {text}",
    "Zoom, Indonesian": "19:02:1{i} Dari {name} ke Semua Orang:\n\t{text}",
    "Discord": "{name} — Today at 7:0{i} PM\n{text}",
    "Slack": "{name}  7:0{i} PM\n{text}",
    "LINE": "2024/03/14(Thu)\n19:0{i}\t{name}\t{text}",
}
DATED = [name for name, layout in LAYOUTS.items() if "24" in layout and name != "LINE"]


def written(layout, said=SAID):
    return "\n".join(layout.format(i=i, name=name, text=text) for i, (name, text) in enumerate(said)) + "\n"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_message_has_its_speaker_and_its_end(layout):
    assert talk("a.txt", written(LAYOUTS[layout])) == READ


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    "who", ["+62 812-3456-7890", "\u202a+62 812-3456-7890\u202c", "🌸", "Bpk. H. Ahmad, S.Sos., M.Si."]
)
def test_names_are_whatever_people_call_themselves(name, who):
    said = [(who if speaker == TELLS else speaker, text) for speaker, text in SAID]
    speakers = {speaker for speaker, _ in talk(name, written(LAYOUTS["web"], said))}
    assert speakers == {ASKS, who.strip("\u202a\u202c")}


@pytest.mark.parametrize("layout", DATED)
def test_the_first_date_is_an_attribute_and_each_turn_says_when(layout):
    reading = read("a.txt", written(LAYOUTS[layout]).encode())
    assert reading.attributes == {"date": "2024-03-14"}
    assert ", 2024-03-14 19:0" in reading.turns[1].place
    assert [(it.level, it.code) for it in reading.findings] == [("note", "chat-left-out"), ("note", "chat-dates")]


def test_days_are_told_from_months_by_the_whole_chat():
    first = "[19:02, 3/4/2024] A: Satu?\n"
    assert read("a.txt", f"{first}[19:02, 3/25/2024] B: Dua\n".encode()).attributes == {"date": "2024-03-04"}
    assert read("a.txt", f"{first}[19:02, 25/4/2024] B: Dua\n".encode()).attributes == {"date": "2024-04-03"}
    assert read("a.txt", f"{first}[19:02, 4/2/2024] B: Dua\n".encode()).attributes == {"date": "2024-03-04"}  # in order
    unclear = read("a.txt", f"{first}[19:02, 4/4/2024] B: Dua\n".encode())
    assert unclear.attributes == {"date": "2024-04-03"}
    assert "nothing in this chat shows the order" in str(unclear.findings)


def test_the_program_s_words_are_nobody_s_and_are_counted():
    lines = [
        "[14/03/24, 19.02.15] Desa: \u200ePesan dan panggilan dienkripsi secara end-to-end. Aman.",
        "[14/03/24, 19.02.16] Bu Sari: \u200eRina Peneliti menambahkan Bu Sari",
        "[14/03/24, 19.02.17] Rina Peneliti: Ada kendala?",
        "\u200e[14/03/24, 19.02.18] Bu Sari: \u200egambar tidak disertakan",
        "[14/03/24, 19.02.19] Bu Sari: Sinyalnya susah \u200e<Pesan ini diedit>",
        "[14/03/24, 19.02.20] Bu Sari: Pesan ini dihapus",
        "[14/03/24, 19.02.21] Bu Sari: \u200e<terlampir: 00000012-PHOTO-2024-03-14.jpg>",
        "ini fotonya",
        "[14/03/24, 19.02.22] \u200eAnda menghapus pesan ini.",
    ]
    reading = read("a.txt", "\n".join(lines).encode())
    assert [(turn.speaker, turn.text) for turn in reading.turns] == [
        (ASKS, "Ada kendala?"),
        (TELLS, "Sinyalnya susah\n\nini fotonya"),
    ]
    assert next(iter(reading.how.skipped.values())) == 7
    assert "(7)" in str(reading.findings[0])


@pytest.mark.parametrize(
    "mark",
    [
        "<Media omitted>", "<Media tidak disertakan>", "This message was deleted", "You deleted this message",
        "Anda menghapus pesan ini", "Pesan ini dihapus", "Missed voice call", "Panggilan suara tak terjawab",
        "Missed video call at 7.02 PM", "IMG-20240314-WA0001.jpg (file terlampir)", "\u200eimage omitted",
        "Waiting for this message. This may take a while.", "‎stiker tidak disertakan",
    ],
)  # fmt: skip
def test_marks_of_the_program_leave_no_turn(mark):
    said = talk("a.txt", f"14/03/24 19.02 - A: Satu?\n14/03/24 19.03 - B: {mark}\n14/03/24 19.04 - B: Dua\n")
    assert said == [("A", "Satu?"), ("B", "Dua")]


@pytest.mark.parametrize(
    "words", ["panggilan suara saja", "sudah dihapus", "Rina keluar", "saya keluar", "foto", "Senin"]
)
def test_words_of_people_stay(words):
    said = talk("a.txt", f"14/03/24 19.02 - A: Satu?\n14/03/24 19.03 - B: {words}\n14/03/24 19.04 - A: Dua\n")
    assert said[1] == ("B", words)


def test_events_without_a_name_and_dates_between_days_are_left_out():
    source = (
        "14/03/24 19.02 - Rina membuat “Desa: A”\n14/03/24 19.02 - Rina: Satu?\n14/03/24 19.02 - Bu Sari keluar\n"
        "14/03/24 19.03 - Bu Sari: Dua\n15 Maret 2024\n15/03/24 19.03 - Rina: Tiga?\n"
    )
    assert talk("a.txt", source) == [("Rina", "Satu?"), ("Bu Sari", "Dua"), ("Rina", "Tiga?")]


def test_a_message_ends_a_segment_though_it_has_no_full_stop():
    text = talk("a.txt", written(LAYOUTS["web"]))[1][1]
    assert [text[start:].split("\n")[0] for start in segment_boundaries(text)] == [
        "Sinyalnya susah",
        "Harus naik bukit",
    ]


def test_one_date_in_somebodys_words_makes_no_chat():
    source = "P: Kapan?\nI: Waktu itu\n14/03/24 19.02 - Rapat: kami datang\nP: Lalu?\nI: Pulang\n"
    assert [speaker for speaker, _ in talk("a.txt", source)] == ["P", "I", "P", "I"]
    assert ("chat-dates", None) not in codes("a.txt", source)


def test_lines_that_end_with_a_time_are_no_heads_without_a_name_that_returns():
    source = "Kami rapat hari Senin 10.30\nSetelah itu pulang.\nRapat lagi hari Kamis 10.30\nSelesai."
    assert [speaker for speaker, _ in talk("a.txt", source)] == [""]
