"""Hashes, times and numbers with a fraction are no text: a name or a number inside them is no trace."""

import pytest

from qualcode.identifiers.traces import Needles


@pytest.mark.parametrize("text", ["3ade41c05f", "a1b2-3ade41c0", '"start_s":311.5', "1311", "311.5", "x311"])
def test_parts_of_hashes_and_numbers_are_no_traces(text):
    assert list(Needles(["Ade", "311"]).find(text)) == []


@pytest.mark.parametrize("text", ["Ade", "ade 3", "ade41", "2024ade", "nomor 311.", "311,", "(311)"])
def test_words_and_numbers_are(text):
    assert [string for _, string in Needles(["Ade", "311"]).find(text)] != []


def test_a_usual_word_counts_with_its_capital_only():
    needles = Needles(["Bagus", "Udin"], ["Bagus"])
    assert [string for _, string in needles.find("bagus, udin")] == ["Udin"]
    assert [string for _, string in needles.find("Bagus, UDIN, BAGUS")] == ["Bagus", "Udin", "Bagus"]
