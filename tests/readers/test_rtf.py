import pytest

from readers.talk import codes, talk


def rtf(body, head=r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}{\f1\fnil\fcharset204 Arial Cyr;}}"):
    return f"{{\\rtf1{head}{body}}}"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"caf\'e9 \u8212? x\~y\_z", "café — x\u00a0y\u2011z"),
        (r"\uc2\u8212 ab!\uc0\u8212 b", "—!—b"),
        (r"{\uc1\u-10179?\u-8704?}", "😀"),
        (r"{\f1\'cf\'f0}", "Пр"),
        (r"a{\v rahasia}b{\*\bkmkstart x}c{\*\unknown d}", "abc"),
        (r"{\pict\pngblip 89504e47}a{\field{\*\fldinst HYPERLINK x}{\fldrslt b}}", "ab"),
        (r"a\line b\tab c\{\}\\", "a\nb\tc{}\\"),
        ("a\r\nb", "ab"),
    ],
)
def test_words_and_signs(written, read):
    assert talk("a.rtf", rtf(rf"P: x\par I: {written}\par P: y\par I: z"))[1] == ("I", read)


def test_names_in_bold_and_a_table():
    cells = r"\pard\intbl {\b Dan}\cell satu\cell\row\pard\intbl Maria\cell dua\cell\row"
    rows = cells + cells.replace("satu", "tiga").replace("dua", "empat")
    assert talk("a.rtf", rtf(rows + r"\pard\par")) == [
        ("Dan", "satu"), ("Maria", "dua"), ("Dan", "tiga"), ("Maria", "empat"),
    ]  # fmt: skip
    said = r"{\b Dan}\par satu\par{\b Maria}\par dua\par{\b Dan}\par tiga\par{\b Maria}\par empat"
    assert [speaker for speaker, _ in talk("a.rtf", rtf(said))] == ["Dan", "Maria"] * 2


def test_deleted_text_and_notes_are_left_out_with_a_note():
    source = rtf(r"P: a{\deleted b}{\footnote c}\par I: {\revised d}{\*\annotation e}\par P: f\par I: g")
    assert talk("a.rtf", source)[:2] == [("P", "a"), ("I", "d")]
    assert codes("a.rtf", source) == [("rtf-left-out", None)]


def test_faults_of_rtf():
    assert codes("a.rtf", "") == codes("a.rtf", rtf("")) == [("empty-source", None)]
    assert codes("a.rtf", "P: a") == [("rtf-broken", None)]
    assert codes("a.rtf", rtf("P: a")[:-1]) == [("rtf-cut-off", None)]
