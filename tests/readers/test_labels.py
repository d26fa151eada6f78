import pytest

from qualcode.readers import read
from readers.talk import codes, talk


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        ("Pewawancara: ", "Informan 1: "),
        ("pewawancara : ", "INFORMAN 1 : "),
        ("P: ", "I: "),
        ("Q:", "A:"),
        ("T:\t", "J:\t"),
        ("Interviewer 2:  ", "Participant:  "),
        ("[00:01:02] Speaker 1: ", "[00:01:03] Speaker 2: "),
        ("00:01:02 Speaker 1: ", "00:01:03 Speaker 2: "),
        ("(00:01:02) Dan: ", "(00:01:03) Maria: "),
        ("Dan (00:12): ", "Maria (00:13): "),
        ("Dan [00:12]: ", "Maria [00:13]: "),
        ("Speaker 1  00:00:19\n", "Speaker 2  00:00:25\n"),
        ("Speaker 1 (00:19):\n", "Speaker 2 (00:25):\n"),
        ("[00:00:19] Speaker 1\n", "[00:00:25] Speaker 2\n"),
        ("Narasumber\n", "Pewawancara\n"),
        ("- Ibu Sri Wahyuni: ", "- Dr. Budi: "),
        ("**Maya:** ", "**Joko:** "),
        ("**Maya: ** ", "**Joko**: "),
        ("المحاور: ", "الضيف: "),
        ("\u200fשרה\u200f: ", "\u200fדן\u200f: "),
    ],
)
def test_labels_as_people_write_them(ask, answer):
    said = talk("a.txt", f"{ask}satu\n\n{answer}dua\nbaris\n\n{ask}tiga\n\n{answer}empat\n\nalinea\n")
    assert [text for _, text in said] == ["satu", "dua\nbaris", "tiga", "empat\n\nalinea"]
    assert len({speaker for speaker, _ in said}) == 2
    assert not any(set(speaker) & set(":[]0\u200f") for speaker, _ in said)


@pytest.mark.parametrize(
    "line",
    [
        "Catatan: ini penting",
        "Jadi begini: kami menunggu",
        "https://example.org ada",
        "12:30 kami mulai",
        "Pukul 12:30 kami mulai",
        "Saya bilang begini ke mereka: sudah",
        "Makasih :)",
        "Rasio 3:1",
        "iya: begitu",
    ],
)
def test_text_with_a_colon_is_no_label(line):
    source = f"P: satu\n\nI: dua\n{line}\n\nP: tiga\n\nI: empat\n{line}\n"
    assert talk("a.txt", source) == [("P", "satu"), ("I", f"dua\n{line}"), ("P", "tiga"), ("I", f"empat\n{line}")]


def test_a_label_repeated_on_each_paragraph_is_one_turn():
    source = "interviewer: a?\ninterviewee: b\n\ninterviewee: c\ninterviewee:\n\ninterviewer: d"
    assert talk("a.txt", source) == [("interviewer", "a?"), ("interviewee", "b\nc"), ("interviewer", "d")]


def test_an_initial_stands_for_the_name_beside_it():
    source = "**Kiki (K):** a\n\n**G (Galuh)**: b\n\n**K:** c\n\n**G:** d\n\n**Galuh (G):** e"
    assert talk("a.md", source) == [("Kiki", "a"), ("Galuh", "b"), ("Kiki", "c"), ("Galuh", "d\ne")]
    assert codes("a.md", source) == [("speaker-initial", None)] * 2


def test_a_part_of_a_name_stands_for_the_whole_one_that_was_written_once():
    source = "Ruth Vane Ellis: a?\n\nPak Dirman Salim: b\n\nRuth: c?\n\nPak Dirman: d\n\nRuth: e?\n\nPak Dirman: f\n\n"
    assert {speaker for speaker, _ in talk("a.txt", source)} == {"Ruth Vane Ellis", "Pak Dirman Salim"}
    sheet = "speaker,text\nRuth Vane,a?\nWalter Osgood,b\nRV,c?\nWO,d\nRV,e?\nWO,f\n"
    assert {speaker for speaker, _ in talk("a.csv", sheet)} == {"Ruth Vane", "Walter Osgood"}


def test_a_part_of_two_names_or_with_another_title_stands_for_none():
    source = "Bu Sari Salim: a\n\nPak Dirman Salim: b\n\nSalim: c\n\nRuth: d?\n\nSalim: e\n\nRuth: f?\n"
    assert "Salim" in {speaker for speaker, _ in talk("a.txt", source)}
    source = "Pak Dirman Salim: a\n\nBu Salim: b\n\nRuth: c?\n\nBu Salim: d\n\nRuth: e?\n"
    assert {speaker for speaker, _ in talk("a.txt", source)} == {"Pak Dirman Salim", "Bu Salim", "Ruth"}


def test_an_initial_of_two_names_stands_for_none():
    source = "Kiki (K): a\n\nKarno (K): b\n\nK: c\n\nKiki (K): d\n\nKarno (K): e\n\nK: f"
    assert [speaker for speaker, _ in talk("a.txt", source)] == ["Kiki", "Karno", "K"] * 2
    assert ("speaker-initial-unclear", None) in codes("a.txt", source)


def test_a_slip_is_read_as_the_speaker_whose_turn_it_is_and_reported_at_its_line():
    source = "Dan: a?\n\nParticipant: b\n\n" * 4 + "Dan: c?\n\nParticpant: d\n"
    assert talk("a.txt", source)[-1] == ("Participant", "d")
    assert codes("a.txt", source) == [("speaker-label-typo", 19)]


@pytest.mark.parametrize("end", ["Particpant: d\n", "Dan: c?\n\nParticpant: d\n\nParticipant: e\n"])
def test_a_slip_at_the_turn_of_somebody_else_stays_a_speaker(end):
    source = "Dan: a?\n\nParticipant: b\n\n" * 4 + end
    assert ("Particpant", "d") in talk("a.txt", source)
    assert "speaker-label-typo" in [code for code, _ in codes("a.txt", source)]


def test_names_of_a_group_are_no_slips_of_each_other():
    source = "Moderator: a?\n\nMaria: b\n\nBu Ani: c\n\n" * 4 + "Moderator: d?\n\nMarie: e\n\nBu Ani: f\n"
    assert ("Marie", "e") in talk("a.txt", source)


def test_a_role_without_a_colon_speaks_where_it_is_its_turn():
    source = "Peneliti: a?\n\nBu Tin: b\n\n" * 3 + "Peneliti Bagaimana?\n\nBu Tin: Baik.\n"
    assert talk("a.txt", source)[-2:] == [("Peneliti", "Bagaimana?"), ("Bu Tin", "Baik.")]
    assert codes("a.txt", source) == [("label-without-colon", 13)]


def test_a_role_without_a_colon_below_its_own_speech_is_text():
    source = "Peneliti: a?\n\nBu Tin: b\n\n" * 3 + "Peneliti: c?\n\nPeneliti Dian pulang.\n\nBu Tin: Baik.\n"
    assert ("Peneliti", "Dian pulang.") not in talk("a.txt", source)


def test_numbers_make_other_speakers_and_no_slips():
    said = "".join(f"P: Apa {at}?\n\nInforman 1: Begitu, {at} kali.\n\n" for at in range(5))
    source = f"{said}Informan 2: Sudah.\n"
    assert talk("a.txt", source)[-1] == ("Informan 2", "Sudah.")
    assert codes("a.txt", source) == []


def test_a_name_that_speaks_once_is_a_speaker_with_a_note():
    source = "P: a\n\nI: b\n\nP: c\n\nBu Ratna: permisi\n\nI: d"
    assert ("Bu Ratna", "permisi") in talk("a.txt", source)
    assert codes("a.txt", source) == [("speaker-label-once", 7)]


def test_a_word_of_the_text_is_no_name():
    source = "P: hasilnya apa?\n\nI: b\n\nHasilnya: nol\n\nP: c\n\nI: d"
    assert ("I", "b\n\nHasilnya: nol") in talk("a.txt", source)


def test_text_before_the_first_label_is_nobodys_speech():
    assert talk("a.txt", "1/5\nInterview\nDan:  a\nParticipant:  b\nDan: c") == [
        ("", "1/5\nInterview"),
        ("Dan", "a"),
        ("Participant", "b"),
        ("Dan", "c"),
    ]


def test_the_form_above_a_talk_is_no_speech():
    form = "Wawancara 3\nPewawancara: Dina\nNarasumber: Pak Budi\nTanggal: 3 Mei 2023\nTempat: Jl. Mawar No. 3."
    assert talk("a.txt", f"{form}\n\nP: a\n\nN: b\n\nP: c\n\nN: d")[:2] == [("", form), ("P", "a")]


def test_a_form_without_a_date_is_told_by_labels_that_never_return():
    form = "Interviewer: Dina\nParticipant: Budi"
    assert talk("a.txt", f"{form}\n\nP: a\n\nN: b\n\nP: c\n\nN: d")[0] == ("", form)


def test_no_label_makes_one_text():
    source = "  Saya tinggal di desa.\n\nSinyal: susah.\n"
    assert talk("a.txt", source) == [("", source.strip())]
    assert codes("a.txt", source) == [("no-speakers", None)]


def test_a_talk_of_two_turns_is_a_talk():
    assert talk("a.txt", "Interviewer: a?\nParticipant: b.") == [("Interviewer", "a?"), ("Participant", "b.")]


def test_spellings_of_a_label_are_one_speaker():
    source = "Peneliti: a\n\nI: b\n\nPENELITI: c\n\nI: d\n\nPeneliti : e"
    assert {speaker for speaker, _ in talk("a.txt", source)} == {"Peneliti", "I"}


def test_most_text_before_the_first_label_is_a_warning():
    source = "kata " * 100 + "\n\nP: a\n\nI: b\n\nP: c\n\nI: d"
    assert ("text-before-labels", None) in codes("a.txt", source)


def test_times_of_the_recording_are_no_text():
    source = "P: a\n[00:00:10] b\n(00:00:12)\nc [00:00:15] d (12:30) e\nI: f #00:00:20-1#\nP: g\nI: h"
    assert talk("a.txt", source)[:2] == [("P", "a\nb\nc d (12:30) e"), ("I", "f")]


def test_times_and_places_of_turns():
    turns = read("a.txt", b"[00:00:05] Speaker 1: a\nb\n00:01:00\nSpeaker 2: c\nSpeaker 1  01:01:02.5\nd").turns
    assert [(turn.start_s, turn.place) for turn in turns] == [(5, "line 1"), (60, "line 4"), (3662.5, "line 5")]


def test_findings_hold_no_words_of_people():
    source = "P: a\n\nI: rahasia\n\nP: c\n\nRahasia Besar: rahasia\n\nI: d"
    assert not any("ahasia" in str(finding) for finding in read("a.txt", source.encode()).findings)


@pytest.mark.parametrize(
    "label",
    [
        "Peserta perempuan 1",
        "Peserta laki-laki",
        "Kepala Seksi Layanan Aduan Masyarakat Kota",
        "Kepala Bidang Aplikasi Informatika Dinas Kominfo Kota Solo",
        "iPhone Joko",
    ],
)
def test_a_second_party_with_a_long_or_odd_label_is_not_swallowed(label):
    source = f"Pewawancara: a?\n{label}: b\nPewawancara: c?\n{label}: d\n"
    assert talk("a.txt", source) == [("Pewawancara", "a?"), (label, "b"), ("Pewawancara", "c?"), (label, "d")]


def test_words_with_a_colon_are_no_respondents():
    words = "Alamatnya: jauh.\nUntungnya: Kami sabar.\nJaringan: lambat.\nJaringan: mati."
    source = f"Pewawancara: Ada kendala?\nInforman: Begini.\n{words}\nPewawancara: Lalu?\nInforman: Ya.\n"
    assert talk("a.txt", source)[1] == ("Informan", f"Begini.\n{words}")


def test_how_many_take_part_belongs_to_the_form():
    assert talk("a.txt", "Peserta: 4 orang\nM: a?\nP1: b\nM: c?\nP1: d")[0] == ("", "Peserta: 4 orang")


@pytest.mark.parametrize("soft", ["\u2028", "\x0b"])
def test_a_label_below_a_soft_return_begins_a_turn_and_other_soft_returns_stay(soft):
    source = f"Pewawancara: Ada?{soft}Informan: lambat.{soft}dan mati\nPewawancara: Lalu?"
    assert talk("a.txt", source)[:2] == [("Pewawancara", "Ada?"), ("Informan", f"lambat.{soft}dan mati")]


def test_the_footer_of_a_service_is_nobodys_speech():
    source = "Dana Lee: What?\n\nBudi: This.\n\nDana Lee: Why?\n\nBudi: So.\n\nTranscribed by https://otter.ai\n"
    assert talk("a.txt", source)[-1] == ("", "Transcribed by https://otter.ai")


def test_one_question_and_one_answer_are_two_turns():
    said = talk("a.txt", "Pewawancara: Ada kendala apa?\n\nAna: Sinyal lemah, kami naik bukit.\n")
    assert said == [("Pewawancara", "Ada kendala apa?"), ("Ana", "Sinyal lemah, kami naik bukit.")]


def test_a_numbered_title_that_ends_in_a_label_is_nobodys_whole_name():
    talked = "Interviewer: Nights?\nCourier: Yes.\nInterviewer: Why?\nCourier: Pay.\n"
    text = f"# Interview 2 – Courier\n14 September 2023\n\n{talked}"
    assert [who for who, _ in talk("a.md", text)] == ["", "Interviewer", "Courier", "Interviewer", "Courier"]


@pytest.mark.parametrize("sound", ["00:04 Oh.", "00:04 Begitu", "Begitu 00:04"])
def test_words_beside_a_time_between_two_labels_are_speech(sound):
    source = f"Rina:\n{sound}\nTono:\nAntre lama.\nRina:\n{sound}\nTono:\nYa.\n"
    turns = read("a.txt", source.encode()).turns
    assert [turn.speaker for turn in turns] == ["Rina", "Tono"] * 2
    assert all(word in turns[0].text for word in sound.replace("00:04", "").split())


def test_names_beside_a_time_above_what_they_say_are_labels_still():
    source = "00:01 Rina\nJam berapa?\n00:04 Tono\nCatatan: antre.\n00:09 Rina\nLalu?\n00:11 Tono\nCatatan: sepi.\n"
    assert [turn.speaker for turn in read("a.txt", source.encode()).turns] == ["Rina", "Tono"] * 2
