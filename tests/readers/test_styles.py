import pytest

from readers.talk import codes, talk


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        ("[SPEAKER_00]: ", "[SPEAKER_01]: "),
        ("[Interviewer] ", "[Participant 3] "),
        ("(I) ", "(R) "),
        ("<Interviewer> ", "<Budi> "),
        ("Interviewer (00:05) ", "Budi (00:09) "),
        ("SPEAKER_00 0.031 3.2 ", "SPEAKER_01 3.5 8.1 "),
        ("[00:00:01.10] - Speaker 1\n", "[00:00:05.02] - Speaker 2\n"),
        ("Maya Sari\n0:03\n", "Budi Joko\n0:09\n"),
        ("0:0:0.0 --> 0:0:2.100\nMaya Sari\n", "0:0:2.500 --> 0:0:6.0\nBudi Joko\n"),
        ("00:00:01:10 - 00:00:04:02\nMaya\n", "00:00:05:02 - 00:00:08:00\nJoko\n"),
        ("[Dr. Maya Sari] 10:02:11\n", "[Pak Joko] 10:02:19\n"),
        ("1. Interviewer: ", "2. Budi: "),
        ("001 I: ", "002 B: "),
        (">> DEWI: ", ">> JOKO: "),
        ("Pewawancara – ", "Informan – "),
        ("Dewi - ", "Joko - "),
        ("Pewawancara\t", "Informan\t"),
        ("Interviewer; ", "Informant; "),
        ("MAYA SARI\n", "BUDI\n"),
    ],
)
def test_labels_without_a_plain_colon_are_read_with_a_note(ask, answer):
    source = f"{ask}Satu?\n\n{answer}Dua\nbaris\n\n{ask}Tiga?\n\n{answer}Empat.\n"
    said = talk("a.txt", source)
    assert [text for _, text in said] == ["Satu?", "Dua\nbaris", "Tiga?", "Empat."]
    assert len({speaker for speaker, _ in said}) == 2
    assert codes("a.txt", source) == [("label-style", None)]


def test_a_style_needs_two_speakers_and_a_document_that_it_carries():
    monologue = "Saya lama di sini.\n\n" * 20
    for lines in ("Budi - satu\n\nBudi - dua\n\n", "[Sri] satu\n\n[Joko] dua\n\n[Sri] tiga\n\n"):
        assert [speaker for speaker, _ in talk("a.txt", monologue + lines)] in ([""], ["(unrecognised)"])


def test_numbers_of_questions_before_a_name_make_no_speakers():
    asked = ("Who pays?", "Since when?", "How much?", "Is that all?")
    hearing = "".join(
        f"Q{n} {who}: {it}\nMs Orr: We do.\n"
        for n, (who, it) in enumerate(zip(["Chair", "Lord Pym"] * 2, asked, strict=True), 7)
    )
    assert {speaker for speaker, _ in talk("a.txt", hearing)} == {"Chair", "Lord Pym", "Ms Orr"}
    group = "".join(f"M: {it}\nP1 Ani: Ya.\nP2 Budi: Tidak.\n" for it in asked)
    assert {speaker for speaker, _ in talk("a.txt", group)} == {"M", "P1 Ani", "P2 Budi"}


def test_who_is_presented_within_a_form_does_not_speak_there():
    form = "TRANSKRIP\nInforman: Pak Sur (samaran), tukang becak\nTempat: pangkalan\n\n"
    said = "Peneliti: Sejak kapan narik?\nInforman: Sejak muda.\n" * 3
    assert talk("a.txt", form + said)[-6:] == [("Peneliti", "Sejak kapan narik?"), ("Informan", "Sejak muda.")] * 3
    assert "Pak Sur" not in " ".join(text for speaker, text in talk("a.txt", form + said) if speaker)


def test_question_numbers_make_no_speakers():
    source = "Q1: Role?\nA1: Clerk.\nQ2: Fails?\nA2: Printer.\n"
    assert talk("a.txt", source) == [("Q", "Role?"), ("A", "Clerk."), ("Q", "Fails?"), ("A", "Printer.")]
    assert codes("a.txt", source) == [("question-numbers", None)]
    assert {speaker for speaker, _ in talk("a.txt", "M: a?\nP1: b\nP2: c\nM: d?\nP1: e\nP2: f")} == {"M", "P1", "P2"}
