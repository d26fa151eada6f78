"""Roots of derived Indonesian words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.languages.id import indonesian
from qualcode.text import languages

WORDS, DERIVATION = indonesian().words, indonesian().derivation


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("pergerakan", "gerak"),
        ("pelukis", "lukis"),
        ("berapi", "api"),
        ("berada", "ada"),
        ("berperan", "peran"),
        ("keterlambatan", "lambat"),
        ("pelayanan", "layan"),
        ("pengurus", "urus"),
        ("perasaan", "rasa"),
        ("sampaikan", "sampai"),
        ("berkeadilan", "adil"),
        ("penyerahan", "serah"),
        ("pengawasan", "awas"),
        ("pengesahan", "sah"),
        ("penggunaan", "guna"),
        ("serangan", "serang"),
        ("kecaman", "kecam"),
        ("keluaran", "keluar"),
        ("pepohonan", "pohon"),
        ("berhutang", "utang"),
        ("penandatanganan", "tandatangan"),
        ("besar-besaran", "besar"),
        ("percikan", "percik"),
        ("kecupan", "kecup"),
        ("perkenan", "kenan"),
        ("penguapan", "uap"),
        ("keuangan", "uang"),
        ("penghadang", "hadang"),
        ("berwewenang", "wewenang"),
        ("sahkan", "sah"),
    ],
)
def test_root_of_a_derived_word(word: str, root: str) -> None:
    assert DERIVATION.root(word) == root


@pytest.mark.parametrize("word", ["sebesar", "sejenis", "sepanjang", "secara"])
def test_words_of_relation_keep_their_se(word: str) -> None:
    assert DERIVATION.root(word) == word


@pytest.mark.parametrize(("word", "root"), [("ketidakpercayaan", "tidak+percaya"), ("ketidakjelasan", "tidak+jelas")])
def test_what_is_denied_is_never_the_plain_root(word: str, root: str) -> None:
    assert DERIVATION.root(word) == root


def test_a_parted_family_has_one_root() -> None:
    apart = WORDS.family_splits
    wrong = {word: root for word, root in apart.items() if apart.get(root, root) != root}
    assert wrong == {}


@given(st.sampled_from(sorted(WORDS.known)))
def test_words_that_light_joins_stay_together_at_root(word: str) -> None:
    base, root = (keys([word])[0][0] for keys in (languages.light_keys, languages.root_keys))
    listed = word in WORDS.family_splits or base == f"id:{word}"
    assert listed or root == f"id:{DERIVATION.root(base.removeprefix('id:'))}"


@given(st.sampled_from(sorted(word for word in WORDS.roots if WORDS.known.get(word, 0.0) > 1e-5)))
def test_what_is_denied_keeps_its_root(word: str) -> None:
    assert DERIVATION.root(f"ketidak{word}an") == f"tidak+{DERIVATION.root(word)}"


@given(st.sampled_from(sorted(WORDS.roots)))
def test_a_root_stays_what_it_is_unless_a_list_says_otherwise(word: str) -> None:
    listed = word in WORDS.family_splits or word in WORDS.own_verbs
    assert DERIVATION.root(word) == word or listed or word.startswith("ketidak")
