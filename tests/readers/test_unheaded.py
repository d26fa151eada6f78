"""Turns that no label at the beginning of their line heads: labels within lines, questions above the only label."""

import pytest

from qualcode.readers import read
from readers.talk import codes, talk

TOLD = [("labels-within-lines", 1)]
LONG = "Dulu kami berangkat dari dermaga lama sebelum subuh, lalu pulang sesudah magrib dengan perahu yang sama."


def test_a_short_answer_behind_its_question_is_a_turn():
    source = "Peneliti: Sudah makan? Bu Lasmi: Sudah.\nBu Lasmi: Tadi pagi.\nPeneliti: Di mana?\nBu Lasmi: Di warung.\n"
    assert talk("a.txt", source) == [
        ("Peneliti", "Sudah makan?"),
        ("Bu Lasmi", "Sudah.\nTadi pagi."),
        ("Peneliti", "Di mana?"),
        ("Bu Lasmi", "Di warung."),
    ]
    assert codes("a.txt", source) == TOLD


def test_an_initial_needs_no_full_stop_before_it():
    source = "P: Kapan?\nN: Kemarin P: Jam berapa?\nN: Jam dua.\nP: Lalu?\n"
    assert talk("a.txt", source)[1:3] == [("N", "Kemarin"), ("P", "Jam berapa?")]


@pytest.mark.parametrize(
    "said",
    [
        "Saya bilang ke Bu Lasmi: jangan dulu.",
        "Yang di papan itu nama saya. Pak Dirman: begitu tulisannya.",
    ],
    ids=["within a sentence", "the speaker's own name"],
)
def test_a_name_and_a_colon_in_somebodys_sentence_are_words(said):
    source = f"Bu Lasmi: Apa katanya?\nPak Dirman: {said}\nBu Lasmi: Oh.\nPak Dirman: Ya.\n"
    assert talk("a.txt", source)[1] == ("Pak Dirman", said)


def test_the_key_of_the_labels_is_no_talk():
    source = "P: Peneliti. N: Nelayan\n\nP: Kapan?\n\nN: Kemarin.\n\nP: Jam berapa?\n\nN: Jam dua.\n"
    assert "labels-within-lines" not in [code for code, _ in codes("a.txt", source)]


def test_a_talk_without_line_ends_is_divided():
    source = (
        f"WAWANCARA 4 DERMAGA P: Sejak kapan melaut? N: {LONG} P: Dengan siapa? N: Dengan adik P: Masih kuat? N: Masih."
    )
    assert talk("a.txt", source) == [
        ("", "WAWANCARA 4 DERMAGA"),
        ("P", "Sejak kapan melaut?"),
        ("N", LONG),
        ("P", "Dengan siapa?"),
        ("N", "Dengan adik"),
        ("P", "Masih kuat?"),
        ("N", "Masih."),
    ]
    assert codes("a.txt", source) == TOLD


def test_names_in_capitals_and_the_whole_names_of_initials_divide_it_too():
    source = (
        "Tape one. Ruth Vane: Today we sit in the kitchen of the old ferry house, where it is warm. "
        "Walter Osgood: We do. RV: Who built it? WO: My uncle. RV: When was that? WO: Before the flood. RV: And then?"
    )
    assert talk("a.txt", source)[1:4] == [
        ("Ruth Vane", "Today we sit in the kitchen of the old ferry house, where it is warm."),
        ("Walter Osgood", "We do."),
        ("Ruth Vane", "Who built it?"),
    ]
    loud = source.replace("RV:", "VANE:").replace("WO:", "OSGOOD:")
    assert [speaker for speaker, _ in talk("a.txt", loud)][-4:] == ["OSGOOD", "VANE", "OSGOOD", "VANE"]


def test_a_text_with_words_in_capitals_before_colons_is_no_talk():
    source = f"{LONG} CATATAN: harga naik. RUTE: dermaga lama. {LONG} CATATAN: harga turun. TARIF: tetap sama saja."
    assert [speaker for speaker, _ in talk("a.txt", source)] == [""]


def test_questions_and_answers_of_a_court_stand_beside_names_and_within_lines():
    source = (
        "MR. OAKES: He may answer.\n\nQ. Did you see the ledger? A. I did.\n\nMS. PRYCE: Note it.\n\n"
        "Q. When?\n\nA. In May.\n\nMR. OAKES: Thank you.\n\nMS. PRYCE: Go on.\n"
    )
    assert talk("a.txt", source)[1:5] == [
        ("Q", "Did you see the ledger?"),
        ("A", "I did."),
        ("MS. PRYCE", "Note it."),
        ("Q", "When?"),
    ]


def test_numbered_questions_that_are_wrapped_stand_above_the_only_label():
    source = (
        "Daftar ini diisi pengelola pasar ikan.\n\n1. Sejak kapan Ibu mengurus lapak di pasar ini, dan siapa yang\n"
        "mengurusnya dulu?\n\nHL : Sejak bencana.\nDulu paman saya.\n\n2. Kami dengar lapak itu sempat tutup lama.\n\n"
        "Apa yang terjadi waktu itu?\n\nHL : Atapnya roboh.\n\n3. Sekarang bagaimana?\n\nHL : Sudah ramai.\n"
    )
    assert talk("a.txt", source) == [
        ("", "Daftar ini diisi pengelola pasar ikan."),
        ("Interviewer", "Sejak kapan Ibu mengurus lapak di pasar ini, dan siapa yang\nmengurusnya dulu?"),
        ("HL", "Sejak bencana.\nDulu paman saya."),
        ("Interviewer", "Kami dengar lapak itu sempat tutup lama.\n\nApa yang terjadi waktu itu?"),
        ("HL", "Atapnya roboh."),
        ("Interviewer", "Sekarang bagaimana?"),
        ("HL", "Sudah ramai."),
    ]
    assert [code for code, _ in codes("a.txt", source)] == ["questions-without-label"]


def test_what_stands_above_a_word_for_an_answer_asks_with_a_question_mark_or_without():
    source = (
        "Sejak kapan menenun?\nJawab: Sejak kecil.\n- dari nenek\n- dari ibu\nTolong ceritakan benangnya, ya.\n"
        "Jawab: Benangnya dari kapas.\nKenapa warnanya biru, padahal kain yang di dinding itu\nmerah semua?\n"
        "Jawab: Itu pesanan.\n"
    )
    assert [text for speaker, text in talk("a.txt", source) if speaker == "Interviewer"] == [
        "Sejak kapan menenun?",
        "Tolong ceritakan benangnya, ya.",
        "Kenapa warnanya biru, padahal kain yang di dinding itu\nmerah semua?",
    ]


@pytest.mark.parametrize(
    ("source", "first"),
    [
        (
            "P Sejak kapan berjualan di sini?\nR Sejak tahun 2010, waktu\npasar baru dibuka.\nP Kenapa memilih sayur?\n"
            "R Modalnya kecil, dan semua\norang perlu sayur.\nP Siapa yang membantu?\nR Anak saya.\n",
            [("P", "Sejak kapan berjualan di sini?"), ("R", "Sejak tahun 2010, waktu\npasar baru dibuka.")],
        ),
        (
            "NN Ibu sering ke posyandu?\n\nLA Iyaa, tiap bulan.\n\nNN Naik apa ke sana?\n\nLA Jalan kaki saja.\n",
            [("NN", "Ibu sering ke posyandu?"), ("LA", "Iyaa, tiap bulan.")],
        ),
        (
            "Q What do you sell\nA Fish mostly\nQ And who buys it\nA People from the hills\n",
            [("Q", "What do you sell"), ("A", "Fish mostly")],
        ),
        (
            "Pewawancara Sejak kapan Ibu menenun?\nInforman Sejak kecil.\nPewawancara Siapa yang mengajari?\n"
            "Informan Nenek saya.\n",
            [("Pewawancara", "Sejak kapan Ibu menenun?"), ("Informan", "Sejak kecil.")],
        ),
    ],
)
def test_initials_and_roles_that_take_turns_need_nothing_but_a_blank_behind_them(source, first):
    assert talk("a.txt", source)[:2] == first
    assert "label-style" in [code for code, _ in codes("a.txt", source)]


@pytest.mark.parametrize(
    "source",
    [
        "I was born near the river.\nA few years later we moved.\nI did not like the town.\nA neighbour helped.\n",
        "TV kami rusak.\nKami tidak punya uang.\nRT sudah melapor.\nTV tetangga rusak.\nAnak menangis.\nRT diam.\n",
        "Peneliti datang pagi.\nInforman sedang memasak.\nPeneliti duduk.\nInforman menjawab apa adanya.\n",
    ],
)
def test_words_that_begin_lines_of_a_plain_text_head_no_turns(source):
    assert len(talk("a.txt", source)) == 1


def test_initials_before_a_blank_that_head_too_little_are_told():
    source = "Sudah lama. Sejak kecil.\n".join(f"{who} Begitu ceritanya.\n" for who in "PRPRPR")
    assert [code for code, _ in codes("a.txt", source)] == ["labels-not-understood"]


def test_labels_within_the_speech_that_they_head_are_told():
    part = "Kami mau bertanya tentang lumbung yang dibangun di ujung\nPeneliti : desa itu, Pak.\n\n"
    answer = "Lumbung itu dibangun bersama-sama sesudah banjir besar\nNarasumber : yang merusak sawah.\n\n"
    assert "reading-doubtful" in [code for code, _ in codes("a.txt", (part + answer) * 2)]


def test_a_name_with_an_office_in_brackets_is_the_one_whose_title_and_surname_stand_below():
    source = (
        "Thank you for coming.\n\nMs. LENA ORTVIK (Head of the Harbour Museum and its Library): Glad to be here.\n\n"
        "DUNMORE: What is kept in the museum?\n\nMs. ORTVIK: Mostly nets.\n"
    )
    who = "Ms. LENA ORTVIK (Head of the Harbour Museum and its Library)"
    assert [speaker for speaker, _ in talk("a.txt", source)] == ["", who, "DUNMORE", who]


def test_a_form_of_many_lines_does_not_hide_labels_before_quotations():
    form = "".join(
        f"{what} lumbung desa\n\n" for what in ("Tempat", "Keadaan", "Suasana", "Cuaca", "Jalan", "Atap", "Isi")
    )
    source = (
        f"{form}ME “Sejak kapan lumbung ini ada?”\n\nLAN “Sejak dulu.”\n\nME “Siapa yang menjaga?”\n\nLAN “Saya.”\n"
    )
    assert [speaker for speaker, _ in talk("a.txt", source)] == ["", "ME", "LAN", "ME", "LAN"]


def test_people_presented_above_by_their_whole_names_are_those_with_first_names_below():
    source = (
        "Lena Ortvik: kept the harbour museum until last year.\nRon Dunmore: writes about harbours.\n\n"
        + "Ron: What is kept there?\n\nLena: Mostly nets.\n\n" * 3
    )
    assert [speaker for speaker, _ in talk("a.txt", source)][:3] == ["", "Ron", "Lena"]


def test_an_office_in_capitals_behind_a_whole_name_is_no_part_of_it():
    source = (
        "ODA DUNMORE, HOST: Who keeps it?\n\nLENA ORTVIK, KEEPER OF THE HARBOUR MUSEUM AND OF ITS LIBRARY: I do.\n\n"
        "DUNMORE: Since when?\n\nORTVIK: Since May.\n\nDUNMORE: Alone?\n\nORTVIK: Mostly.\n"
    )
    who = ["ODA DUNMORE, HOST", "LENA ORTVIK, KEEPER OF THE HARBOUR MUSEUM AND OF ITS LIBRARY"]
    assert [speaker for speaker, _ in talk("a.txt", source)] == who * 3


def test_the_answer_may_always_stand_behind_its_question():
    lines = ["P: Jualan apa? N: Soto.", "P: Dari kapan? N: Dari muda.", "P: Ramai? N: Kalau gajian."]
    found = talk("a.txt", "\n".join(lines))
    assert found[:3] == [("P", "Jualan apa?"), ("N", "Soto."), ("P", "Dari kapan?")]
    assert found[-1] == ("N", "Kalau gajian.")


def test_a_clock_below_nearly_every_label_is_when_somebody_speaks():
    said = ["Is it on?", "It is.", "Since when?", "Since noon.", "And before?"]
    blocks = [f"Speaker {at % 2 + 1}\n00:{at:02}\n{text}\n" for at, text in enumerate(said)]
    reading = read("a.txt", "\n".join(blocks).encode())
    assert [(turn.text, turn.start_s) for turn in reading.turns] == [(text, at) for at, text in enumerate(said)]
