"""Corrected words: a span follows a slip that was mended, and nothing that might mean something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.anchoring.spans import changed_part, map_span

SPACES = st.text(" \n\t", min_size=1, max_size=3)


def now(old: str, new: str, quote: str) -> str | None:
    start = old.index(quote)
    span = map_span(old, new, start, start + len(quote))
    return new[span[0] : span[1]] if span else None


@pytest.mark.parametrize(
    ("old", "new", "quote", "expected"),
    [
        ("Di desa sinyl belum ada, Pak.", "Di desa sinyal belum ada, Pak.", "sinyl belum ada", "sinyal belum ada"),
        ("Di desa sinyl belum ada, Pak.", "Di desa sinyal belum ada, Pak.", "desa sinyl", "desa sinyal"),
        ("Sinyl jelek, Pak.", "Sinyal jelek, Pak.", "Sinyl", "Sinyal"),
        ("Sinyal jelke.", "Sinyal jelek.", "jelke", "jelek"),
        ("Kalau hujan mati total", "Kalau  hujan mati total", "hujan mati", "hujan mati"),
        ("Di desa ada sinyal.", "Di desa tidak ada sinyal.", "ada sinyal", "ada sinyal"),  # as exact words do
        ("Perawat datang hari Senin.", "Perawat tiba hari Senin.", "Perawat datang", None),
        ("Saya tidak ada sinyal di sini.", "Saya ada sinyal di sini.", "tidak ada sinyal", None),
        ("Perawat datang lagi.", "Perawat datang! Perawat datang lagi.", "Perawat datang", None),
        ("Sinyal jelek di desa.", "Sinyal jelek di desa.", "yal jel", None),  # it ends within words
    ],
)
def test_a_part_of_a_turn(old, new, quote, expected):
    assert now(old, new, quote) == expected


def test_all_of_a_turn_stays_all_of_it():
    assert (
        now(" Sinyal jelek. ", "Ya, di sini sinyal jelek sekali.", "Sinyal jelek.")
        == "Ya, di sini sinyal jelek sekali."
    )


@given(st.lists(st.sampled_from(["a", "bb", "ccc,", "dddd."]), min_size=2, max_size=9), st.data())
def test_white_space_changes_nothing_but_the_place(words, data):
    low = data.draw(st.integers(0, len(words) - 1))
    high = data.draw(st.integers(low + 1, len(words)))
    old, new = " ".join(words), "".join(word + data.draw(SPACES) for word in words)
    start = len(" ".join(words[:low])) + (low > 0)
    span = map_span(old, new, start, start + len(" ".join(words[low:high])))
    assert span is None or new[span[0] : span[1]].split() == words[low:high]
    assert span is not None or len(set(words)) < len(words)


def test_people_see_what_changed_and_a_little_around_it():
    assert changed_part("a" * 60 + "x" + "b" * 60, "a" * 60 + "yy" + "b" * 60, 3) == ("…aaaxbbb…", "…aaayybbb…")
    assert changed_part("sinyl", "sinyal") == ("sinyl", "sinyal")
