"""Several people in one document, each under a heading of her own, which nobody says."""

import pytest

from qualcode.readers import read
from readers.talk import talk

ASKED = ("Sejak kapan Ibu melaut?", "Siapa yang mengajari?", "Apa yang paling sulit?")
TOLD = ("Sejak masih gadis.", "Bapak saya, di perahu kecil.", "Angin barat, Mbak.")
ABOUT = (
    "",
    "Nelayan, 43 tahun",
    "Nama : Ani\nUsia : 43 tahun\nPekerjaan : nelayan",
    "Dia ditemui di dermaga, sore hari.",
)


def section(heading, about, asks, tells, sign=": "):
    pairs = zip(ASKED, TOLD, strict=True)
    turns = [line for asked, told in pairs for line in (f"{asks}{sign}{asked}", f"{tells}{sign}{told}")]
    return "\n".join([heading, *([about] if about else []), *turns])


def document(heading, about, asks="P", tells="N{n}", sign=": ", apart="\n\n"):
    parts = [section(heading.format(n=n), about, asks, tells.format(n=n), sign) for n in (1, 2, 3)]
    return f"LAMPIRAN 2{apart}" + apart.join(parts) + "\n"


@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "heading", ["Informan {n}", "RESPONDEN {n}", "Narasumber {n} (Bu Ani)", "Participant {n}: Ani"]
)
def test_a_heading_with_the_number_of_a_person_is_no_speaker(heading, about, apart):
    said = talk("a.txt", document(heading, about, apart=apart))
    assert {who for who, _ in said} == {"", "P", "N1", "N2", "N3"}
    assert [text for who, text in said if who == "N2"] == list(TOLD)
    assert [text for who, text in said if who == "P"] == list(ASKED) * 3


def test_a_heading_that_is_also_the_label_below_it_is_no_turn():
    said = talk("a.txt", document("Informan {n}", "Nelayan, 43 tahun", tells="Informan {n}"))
    assert [text for who, text in said if who == "Informan 2"] == list(TOLD)


def test_labels_that_return_below_several_headings_are_told():
    told = [it.code for it in read("a.txt", document("Informan {n}", ABOUT[1], tells="N").encode()).findings]
    assert "several-interviews" in told


def test_people_of_a_group_whose_labels_stand_alone_are_speakers():
    source = "Moderator\nApa kabar?\nInforman 1\nBaik sekali.\nModerator\nLalu?\nInforman 2\nKami pulang.\n"
    assert [who for who, _ in talk("a.txt", source)] == ["Moderator", "Informan 1", "Moderator", "Informan 2"]


def test_people_of_a_group_who_give_their_names_are_speakers():
    source = (
        "Moderator: Silakan sebut nama.\nInforman 1: Ani Lestari\nInforman 2: Budi\nModerator: Baik.\n"
        "Informan 1: Saya mulai, ya.\nModerator: Silakan.\nInforman 2: Saya ikut saja.\n"
    )
    assert ("Informan 1", "Ani Lestari") in talk("a.txt", source)
