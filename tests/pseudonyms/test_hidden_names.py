"""Names as people write them: with clitics and initials, in one word, in any case, behind titles, in names of files."""

import random

import pytest

from qualcode.pseudonyms.choose import substitutes, with_pseudonyms
from qualcode.pseudonyms.key import KeyLine
from qualcode.pseudonyms.replace import Replacer

NAMES = ("Sari", "Bintang", "Rosa", "O'Neill", "Anne-Marie Smith", "Nur'aini", "Budi Santoso", "Ma'ruf")


@pytest.fixture(scope="module")
def replacer() -> Replacer:
    key = {name.lower(): KeyLine(name, "person", "replace") for name in NAMES}
    return Replacer(substitutes(with_pseudonyms(key, frozenset(), chance=random.Random(2))))


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("Sarinya, Sari-nya, Sari's, SARINYA, Sariku", "sari"),
        ("Bintang bilang begitu, kata bu bintang", "bintang"),
        ("ROSA, rosa, Rosanya", "rosa"),
        ("O'Neill, O’Neill, Oneill, O'NEILL, oneill", "neill"),
        ("Anne-Marie, anne marie, AnneMarieSmith", "marie"),
        ("Nur'aini, Nuraini, NURAINI", "aini"),
        ("Budi, SANTOSO-BUDI, budi_santoso, BudiSantoso, budisantoso@kantor.example.id", "santoso"),
        ("B. Santoso, Budi S.", "b. "),
        ("Budi S.", " s."),
        ("Ma'ruf, Maruf, MA’RUF", "ruf"),
        ("siti-rosa, rosa1990, @rosa_r", "rosa"),
    ],
)
def test_no_writing_of_a_name_is_left(replacer, said, gone):
    assert gone not in replacer.text(said).lower()


@pytest.mark.parametrize(
    "said", ["Sarinah dan Sarina", "bintang di langit", "cahaya", "Rosalina", "Ma, itu siapa?", "Budiman", "Santosa"]
)
def test_other_words_stay(replacer, said):
    assert replacer.text(said) == said


def test_names_of_files_lose_them_in_any_case(replacer):
    assert not {"bintang", "budi", "santoso"} & set(
        replacer.text("bintang-BudiSantoso", any_case=True).lower().split("-")
    )


@pytest.mark.parametrize("said", ["Sariii", "SARRI", "Sarriinya", "S.A.R.I.", "s-a-r-i", "namanya S. A. R. I. ya"])
def test_a_name_stretched_or_spelt_is_replaced_as_the_name(replacer, said):
    name = replacer.text("Sari").lower()
    assert name in replacer.text(said).lower()
    assert name != "sari"


@pytest.mark.parametrize("said", ["S.A.R.I.N.A.H", "Sarriman", "A.S.A.R.I"])
def test_other_stretched_or_spelt_words_stay(replacer, said):
    assert replacer.text(said) == said
