import pytest

from qualcode.readers import read
from qualcode.readers.md import plain
from qualcode.readers.reading import SourceLine
from readers.talk import talk


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**tebal** *miring* _miring_ __tebal__ ***dua*** ~~coret~~", "tebal miring miring tebal dua coret"),
        ("**a *b* c** d", "a b c d"),
        ("*dua\nbaris*", "dua\nbaris"),
        (r"\*bintang\* 2\. \\", "*bintang* 2. \\"),
        ("2*3*4, 5 * 3 * 2, nama_file_ini, ** a", "2*3*4, 5 * 3 * 2, nama_file_ini, ** a"),
        ("[laman](https://a.id/b) ![gambar](a.png)", "laman gambar"),
        ("[tertawa](iya) [tidak jelas] (hm)", "[tertawa](iya) [tidak jelas] (hm)"),
        ("*terbuka saja", "*terbuka saja"),
    ],
)
def test_markup_goes_and_words_stay(written, read):
    assert plain(written).text == read


@pytest.mark.parametrize(
    "label", ["**Kiki:** ", "**Kiki**: ", "*Kiki*: ", "__Kiki:__ ", "**Kiki:**", "- **Kiki:** ", "> **Kiki:** "]
)
def test_emphasis_around_labels(label):
    source = "\n\n".join(f"{label}satu\n\n{label.replace('Kiki', 'Galuh')}dua" for _ in range(2))
    assert talk("a.md", source) == [("Kiki", "satu"), ("Galuh", "dua")] * 2


def test_a_name_in_bold_needs_no_colon():
    assert talk("a.md", "**Kiki**\nsatu\n\n**Galuh** dua\n\n**Kiki**\ntiga\n\n**Galuh** **empat**") == [
        ("Kiki", "satu"),
        ("Galuh", "dua"),
        ("Kiki", "tiga"),
        ("Galuh", "empat"),
    ]


def test_headings_are_nobodys_speech():
    source = "# Judul #\n\nP: a\n\n## Bagian 2\n\nI: b\n\n---\n\nP: c\n\nI: d"
    assert talk("a.md", source) == [("", "Judul"), ("P", "a"), ("", "Bagian 2"), ("I", "b"), ("P", "c"), ("I", "d")]


def test_what_looks_like_a_quote_or_bullet_inside_a_line_is_text():
    assert talk("a.md", "P: 5 > 3 - **dua** * **tiga**\n\nI: b") == [("P", "5 > 3 - dua * tiga"), ("I", "b")]


def test_a_heading_can_be_a_label():
    assert talk("a.md", "### Interviewer\n\na?\n\n### Participant\n\nb\n\nc") == [
        ("Interviewer", "a?"),
        ("Participant", "b\n\nc"),
    ]


def test_only_bold_names_are_labels_without_a_colon():
    source = "**Q:** a?\n\n*Kiki* b\n\n~~Kiki~~ c\n\n**Very slow** d\n\n**q** e\n\n**A:** f\n\n**Q:** g?\n\n**A:** h"
    assert [speaker for speaker, _ in talk("a.md", source)] == ["Q", "A", "Q", "A"]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("text", ["", "\n \n\t\n", "\u00a0\n"])
def test_of_a_text_without_text_no_line_is_looked_at(name, text, monkeypatch):
    monkeypatch.setattr(SourceLine, "__new__", lambda *_, **__: pytest.fail("a line was looked at"))
    reading = read(name, text.encode())
    assert (len(reading.turns), [finding.code for finding in reading.findings]) == (0, ["empty-source"])


def test_boxes_in_a_vault_of_notes_are_turns():
    boxes = "> [!question] Hannah\n> Why?\n\n> [!quote]- Irene\n> Because.\n> It rained.\n\n" * 2
    assert talk("a.md", boxes) == [("Hannah", "Why?"), ("Irene", "Because.\nIt rained.")] * 2
