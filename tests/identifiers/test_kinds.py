"""Numbers, addresses and offices: each form is found as what it is, and what only looks like one is not."""

from pathlib import Path

import pytest

from qualcode.identifiers.kinds import IDENTIFIER_KINDS, NAMES, structured
from qualcode.identifiers.numbers import is_nik

FORMS = Path(__file__).parents[2] / "benchmarks" / "identifiers" / "forms-looked-at.tsv"


def rows() -> list[tuple[str, str]]:
    if not FORMS.is_file():
        return []
    lines = (line for line in FORMS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [(kind, text) for kind, _, text in (line.partition("\t") for line in lines)]


def found(text: str) -> list[tuple[str, str]]:
    return [(spot.kind, spot.text) for spot in structured(0, text)]


@pytest.mark.skipif(not FORMS.is_file(), reason="benchmarks are not part of this copy")
def test_forms_that_were_looked_at_are_found_and_decoys_are_not():
    missed = [(kind, text) for kind, text in rows() if kind != "none" and kind not in dict(found(text))]
    taken = [(text, found(text)) for kind, text in rows() if kind == "none" and found(text)]
    assert (missed, taken) == ([], [])


@pytest.mark.skipif(not FORMS.is_file(), reason="benchmarks are not part of this copy")
def test_every_kind_with_a_form_has_some():
    assert {kind for kind, _ in rows()} == {*IDENTIFIER_KINDS, "none"} - {*NAMES}


@pytest.mark.parametrize(
    ("text", "kind", "whole"),
    [
        ("nomor 3273014107900003.", "nik", "3273014107900003"),
        ("hubungi +62 812-3456-7890, ya", "phone", "+62 812-3456-7890"),
        ("ke sari.k@dinas.go.id.", "email", "sari.k@dinas.go.id"),
        ("di Jl. Ahmad Yani No. 45, RT 02/RW 05 itu", "address", "Jl. Ahmad Yani No. 45, RT 02/RW 05"),
        ("lahir di Bandung, 12 Mei 1980, ya", "birth", "12 Mei 1980"),
        ("saya lahir tahun 1975 di sana", "birth", "lahir tahun 1975"),
        ("Pak Camat Wanasari sendiri", "position", "Camat Wanasari"),
    ],
)
def test_a_form_is_found_from_its_first_sign_to_its_last(text, kind, whole):
    assert (kind, whole) in found(text)


@pytest.mark.parametrize(
    ("digits", "is_one"),
    [
        ("3273014107900003", True),  # a woman: 41 is the first
        ("3273012902000003", True),  # 29 February 2000
        ("3273013002900003", False),  # 30 February
        ("9973014107900003", False),  # no such province
        ("3273004107900003", False),  # no such district
        ("3273014107900000", False),  # no serial number
        ("1111111111111111", False),
    ],
)
def test_a_nik_has_a_province_a_date_and_a_serial_number(digits, is_one):
    assert is_nik(digits) is is_one


def test_of_two_kinds_one_has_the_digits():
    assert [kind for kind, _ in found("NPWP saya 3174051203870002")] == ["npwp"]
