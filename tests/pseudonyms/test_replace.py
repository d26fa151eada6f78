"""Whole words and what hangs on them are replaced, nothing else; each span is found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.pseudonyms.replace import Replacer, Substitute

REPLACER = Replacer(
    [
        Substitute(("udin",), "Budi"),
        Substitute(("sari",), "Dewi"),
        Substitute(("siti", "aminah"), "Rina Wati"),
        Substitute(("siti",), "Rina"),
        Substitute(("bagus",), "Joko", capital=True),
        Substitute(("kota", "wanasari"), "[PLACE-2]"),
        Substitute(("arti",), "Lina"),
        Substitute(("0812", "345"), "[PHONE-1]"),
    ]
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Kata Pak Udin, ya.", "Kata Pak Budi, ya."),
        ("Sarinya datang, Sari-nya pergi.", "Dewinya datang, Dewi-nya pergi."),
        ("Sari's house, SARI, sari", "Dewi's house, DEWI, dewi"),
        ("Sarinah dan Udinese tetap.", "Sarinah dan Udinese tetap."),
        ("Siti Aminah, lalu Siti saja.", "Rina Wati, lalu Rina saja."),
        ("Siti\nAminahlah orangnya", "Rina Watilah orangnya"),
        ("Mas Bagus itu bagus.", "Mas Joko itu bagus."),
        ("Di Kota Wanasari.", "Di [PLACE-2]."),
        ("artinya apa", "artinya apa"),  # a usual word, though it looks like a name with a clitic
        ("telepon 0812-345 ya, bukan 0812", "telepon [PHONE-1] ya, bukan 0812"),
        ("interview_sari_2", "interview_dewi_2"),
        ("", ""),
    ],
)
def test_names_are_replaced(old, new):
    assert REPLACER.text(old) == new


def test_in_names_of_files_usual_words_are_replaced_too_and_tags_stand_bare():
    assert REPLACER.text("wawancara-bagus-kota-wanasari", any_case=True, bare=True) == "wawancara-joko-PLACE-2"


@pytest.mark.parametrize(
    ("old", "part", "new"),
    [
        ("Kata Pak Udin, ya.", "Pak Udin", "Pak Budi"),
        ("Kata Siti Aminah.", "Aminah", "Rina Wati"),  # a span that begins inside a name takes in all of it
        ("Kata Siti Aminah.", "Kata", "Kata"),
        ("Udin Sari", "Sari", "Dewi"),
        ("Udin Sari", "Udin", "Budi"),
        ("Udin, ya", ", ya", ", ya"),
    ],
)
def test_a_span_is_found_again(old, part, new):
    made = REPLACER.replaced(old)
    start = old.index(part)
    low, high = made.span(start, start + len(part))
    assert made.text[low:high] == new


WORDS = st.sampled_from(
    ["Udin", "sari", "Siti", "Aminah", "bagus", "Bagus", "dan", "Kota", "Wanasari", "0812", "345", ",", "x"]
)


@given(st.lists(WORDS, max_size=8), st.data())
def test_any_span_keeps_the_words_around_it(words, data):
    old = " ".join(words)
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    made = REPLACER.replaced(old)
    low, high = made.span(start, end)
    assert 0 <= low <= high <= len(made.text)
    inside = any(a < place < b for a, b, *_ in made.edits for place in (start, end))
    if not inside:  # then nothing but what the span holds is replaced inside it
        assert (
            made.text[low:high] == REPLACER.text(old[start:end])
            or "Siti Aminah" in old
            or "0812" in old
            or "Kota" in old
        )
