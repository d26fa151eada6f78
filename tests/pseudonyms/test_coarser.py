"""Exact ages and dates in speech become ranges; years, amounts and numbers of laws stay."""

import pytest

from qualcode.pseudonyms.replace import Replacer, Substitute, coarser_spans


@pytest.mark.parametrize(
    ("said", "coarser"),
    [
        ("Umur saya 47 tahun.", "Umur saya 40-49 tahun."),
        ("Umur saya sekarang 34 tahun.", "Umur saya sekarang 30-39 tahun."),
        ("Umur bapak saya sudah 71 tahun.", "Umur bapak saya sudah 70-79 tahun."),
        ("Usia ibu itu enam puluh dua tahun.", "Usia ibu itu enam puluhan tahun."),
        ("Usianya 8, masih SD.", "Usianya 0-9, masih SD."),
        ("Saya 52 tahun, sudah tua.", "Saya 50-59 tahun, sudah tua."),
        ("umur empat puluh tujuh", "umur empat puluhan"),
        ("I'm 31 now.", "I'm 30-39 now."),
        ("She is 64 years old.", "She is 60-69 years old."),
        ("Kami mulai 12 Mei 2021.", "Kami mulai Mei 2021."),
        ("pada 3 Maret", "pada Maret"),
        ("on March 3rd, 2019", "on March 2019"),
        ("tanggal 01/02/2020", "tanggal 2020"),
        ("since 2020-02-01", "since 2020"),
    ],
)
def test_what_is_exact_becomes_a_range(said, coarser):
    assert Replacer([], coarser_spans).text(said) == coarser


@pytest.mark.parametrize(
    "said",
    [
        "Tahun 2021 ada 47 kelurahan.", "UU 27/2022 dan pasal 3.", "Sudah jalan 5 tahun.", "Versi 2.10.4.",
        "Maret 2020 itu.", "We may 2 or 3 times.", "Rp 12.000", "usia 47.5 persen", "aged 300 barrels",
        "aged care for 5 years", "Umur saya tidak penting. Ada 34 tahun di sini.",
    ],
)  # fmt: skip
def test_what_is_no_age_or_day_stays(said):
    assert Replacer([], coarser_spans).text(said) == said


def test_a_passage_is_found_again_behind_names_and_dates():
    text = "Udin lahir 12 Mei 1985, umur 39, kata Sari."
    made = Replacer([Substitute(("udin",), "Budi"), Substitute(("sari",), "Dewi")], coarser_spans).replaced(text)
    assert made.text == "Budi lahir Mei 1985, umur 30-39, kata Dewi."
    start = text.index("umur")
    low, high = made.span(start, text.index(",", start))
    assert made.text[low:high] == "umur 30-39"
