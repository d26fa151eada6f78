"""Packaged word lists."""

from importlib import resources

import pytest

from qualcode.languages import wordlists

WORDS = resources.files("qualcode.languages").joinpath("words")
NAMES = sorted(file.name.removesuffix(".txt") for file in WORDS.iterdir() if file.name.endswith(".txt"))


@pytest.mark.parametrize("name", NAMES)
def test_every_list_names_its_source_and_repeats_nothing(name: str) -> None:
    first = WORDS.joinpath(f"{name}.txt").read_text("utf-8")[:400]
    assert first.startswith("#")
    assert "CC0" in first
    for entries in wordlists.sections(name).values():
        assert len(entries) == len(set(entries))
        assert list(entries) == [entry.lower() for entry in entries]


def test_colloquial_forms_lead_to_a_standard_form_of_one_word() -> None:
    pairs = wordlists.pairs("colloquial")
    assert pairs["nggak"] == pairs["gak"] == "tidak"
    assert all(form != standard for form, standard in pairs.items())
