"""Packaged word lists."""

import pytest

from qualcode.languages import PAIRS, languages_with

LISTS = [(code, name) for code in ("id", "en") for name in languages_with().lists(code).names]


@pytest.mark.parametrize(("code", "name"), LISTS)
def test_every_list_names_its_source_and_repeats_nothing(code: str, name: str) -> None:
    lists = languages_with().lists(code)
    file = languages_with().pack(code).words.joinpath(f"{name}.txt")
    first = file.read_text("utf-8")[:400]
    assert first.startswith("#")
    assert "CC0" in first
    for entries in lists.sections(name).values():
        assert len(entries) == len(set(entries))
        assert list(entries) == [entry.lower() for entry in entries]


@pytest.mark.parametrize(("code", "name"), [each for each in LISTS if each[1] in PAIRS])
def test_lists_of_pairs_lead_from_a_form_to_another_word(code: str, name: str) -> None:
    pairs = languages_with().lists(code).pairs(name)
    assert len(pairs) == len(languages_with().lists(code).words(name))
    assert name in ("family_splits", "bases") or all(form != standard for form, standard in pairs.items())


def test_colloquial_forms_lead_to_a_standard_form() -> None:
    pairs = languages_with().lists("id").pairs("colloquial")
    assert pairs["nggak"] == pairs["gak"] == "tidak"
