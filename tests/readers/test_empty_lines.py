"""A long run of empty lines is one line to the readers, and changes no byte of what is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.readers import read
from qualcode.readers.reading import SourceLine, plain_lines

_LINES = [
    "P: Apa?",
    "Ibu: Ya.",
    "saya",
    "Tanggal: 3 Mei",
    "ANI",
    "10:20",
    "[00:01:02]",
    "# Judul",
    "12",
    "Ya. Tidak. ",
    "",
]
_RUNS = st.sampled_from([1, 2, 3, 39, 40, 41, 42, 43, 80, 300])


def one_by_one(text: str, first: int = 1) -> list[SourceLine]:
    return [SourceLine(line, number, number) for number, line in enumerate(text.split("\n"), first)]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@given(st.lists(st.tuples(st.sampled_from(_LINES), _RUNS), max_size=12), st.integers(0, 60))
def test_every_reading_is_that_of_lines_one_by_one(name, lines, above):
    text = "\n" * above + "".join(line + "\n" * run for line, run in lines)
    found = read(name, text.encode())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(f"qualcode.readers.{name[2:]}.plain_lines", one_by_one)
        assert read(name, text.encode()) == found


def test_numbers_and_texts_stay_and_few_lines_are_made():
    text = "\n" * 1000 + "P: Apa?" + "\n" * 100_000 + "Ibu: Ya."
    lines = plain_lines(text, 5)
    assert len(lines) < 100
    assert [(line.number, line.at) for line in lines if line.text] == [(1005, 1005), (101_005, 101_005)]
    assert "\n".join(line.text + "\n" * line.more_empty for line in lines) == text


def test_empty_lines_within_a_speech_stay_in_it():
    turns = read("a.txt", ("P: Apa?\nIbu: Ya." + "\n" * 5000 + "Sudah.\nP: Oh?\nIbu: Ya.").encode()).turns
    assert turns[1].text == "Ya." + "\n" * 5000 + "Sudah."
